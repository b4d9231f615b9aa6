"""Tone is summed up by group and voice, with the article as unit and events shared."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import framing as fr
from framing.annotate import TargetScores, measure_speakers, measure_tone

NAMES = {"Orlin": [], "Sorbey": [], "Voss": []}
NUMBER = re.compile(r"-?\d\.\d+")


def read_number(sentences, targets):
    """Score a sentence by the number that stands in it; none where there is none."""
    found = [NUMBER.search(sentence) for sentence in sentences]
    score = [float(match.group()) if match else np.nan for match in found]
    return TargetScores(np.array(score), np.ones(len(score)), [""] * len(score))


def tone_of(rows, *, voices=False):
    docs = pd.DataFrame(rows)
    docs.index = [f"d{n}" for n in range(len(docs))]
    corpus = fr.Corpus(docs)
    actors = fr.find_actors(corpus, NAMES)
    quotes = fr.find_quotes(corpus, actors=actors) if voices else None
    return fr.score_actors(actors, quotes=quotes, scorer=read_number)


def article(outlet, *scores, event="e1"):
    text = " ".join(f"Orlin got {score:.2f} points." for score in scores)
    return {"text": text, "outlet": outlet, "event": event}


SIX = [
    article("A", 0.5, 0.1),
    article("A", -0.3),
    article("A", 0.2),
    article("B", -0.5),
    article("B", -0.1, -0.2, -0.3),
    article("B", -0.9),
]


def row_of(table, **equals):
    for name, value in equals.items():
        table = table[table[name] == value]
    assert len(table) == 1
    return table.iloc[0]


def test_means_and_limits_are_those_of_the_articles():
    """The mean is over sentences; limits are a jackknife over articles, by hand."""
    row = row_of(measure_tone(tone_of(SIX), by="outlet"), group="A", label="Orlin")
    assert row["estimate"] == pytest.approx((0.5 + 0.1 - 0.3 + 0.2) / 4)
    left = np.array([(-0.3 + 0.2) / 2, (0.5 + 0.1 + 0.2) / 3, (0.5 + 0.1 - 0.3) / 3])
    error = np.sqrt(2 / 3 * ((left - left.mean()) ** 2).sum())
    assert row["low"] < row["estimate"] - stats.t.ppf(0.975, 2) * error + 1e-9
    assert (row["n_docs"], row["n_docs_scored"]) == (3, 3)
    assert (row["n_sentences"], row["n_scored"], row["coverage"]) == (4, 4, 1.0)


def test_every_group_actor_and_voice_has_a_row():
    """Nothing is dropped: who is not spoken of has a row that says so."""
    table = measure_tone(tone_of(SIX), by="outlet")
    assert len(table) == 2 * len(NAMES)
    assert table["group"].tolist() == ["A"] * 3 + ["B"] * 3
    empty = row_of(table, group="B", label="Voss")
    assert empty["note"] == "no sentence"
    assert np.isnan(empty["estimate"])


def test_outlets_of_worse_events_are_not_called_negative():
    """Both outlets tell each event alike; one of them tells more of the riot."""
    rows = [article("A", -0.8, event="riot")] * 5 + [article("A", 0.2, event="fair")]
    rows += [article("B", -0.8, event="riot")] + [article("B", 0.2, event="fair")] * 5
    with pytest.warns(fr.FramingWarning, match="events move the raw mean"):
        table = measure_tone(tone_of(rows), by="outlet", events="event")
    a, b = (row_of(table, group=name, label="Orlin") for name in "AB")
    assert a["estimate"] < -0.5 < 0 < b["estimate"]
    assert a["difference"] == pytest.approx(0)
    assert b["difference"] == pytest.approx(0)
    assert "events move the raw mean by -0.33: read `difference`" in a["note"]


def test_differences_are_from_the_mean_of_the_event():
    """By hand: the event's mean is that of the outlets' means; lone events are out."""
    rows = [
        article("A", 0.6, 0.2, event="e1"),
        article("A", 0.9, event="alone"),
        article("B", -0.2, event="e1"),
        article("C", -0.4, event="e1"),
        article("A", -0.2, event="e2"),
        article("B", -0.6, event="e2"),
    ]
    with pytest.warns(fr.FramingWarning):
        table = measure_tone(tone_of(rows), by="outlet", events="event")
    first, second = np.mean([0.4, -0.2, -0.4]), np.mean([-0.2, -0.6])
    expected = np.mean([0.6 - first, 0.2 - first, -0.2 - second])
    row = row_of(table, group="A", label="Orlin")
    assert row["difference"] == pytest.approx(expected)
    assert row["n_events"] == 2
    assert row["n_scored"] == 4


VOICED = (
    "Orlin got 0.50 points. “Orlin got -0.60 points,” Sorbey said. "
    "“Sorbey got -0.20 points and so on,” Orlin said. “Orlin got 0.90,” Orlin said. "
    "“Orlin is a liar,” said an old man."
)


def voiced():
    rows = [{"text": VOICED, "outlet": name} for name in "AAABBB"]
    return tone_of(rows, voices=True)


def test_three_voices_are_told_apart():
    """Of the actor in unattributed text and by others; own words are about anybody."""
    table = measure_tone(voiced(), by="outlet").set_index(["group", "label", "voice"])
    estimate = table["estimate"]
    assert estimate["A", "Orlin", "unattributed"] == pytest.approx(0.5)
    assert estimate["A", "Orlin", "others"] == pytest.approx(-0.6)
    assert estimate["A", "Orlin", "own words"] == pytest.approx((0.9 - 0.2) / 2)
    assert estimate["A", "Sorbey", "own words"] == pytest.approx(-0.6)
    assert table.loc[("A", "Orlin", "others"), "coverage"] == 0.5
    assert table.loc[("A", "Orlin", "unattributed"), "n_sentences"] == 3


def test_a_matrix_says_who_speaks_how_of_whom():
    """A row per speaker and target; who is no actor is unknown."""
    table = measure_speakers(voiced())
    pairs = table.set_index(["speaker", "label"])
    assert pairs.loc[("Sorbey", "Orlin"), "estimate"] == pytest.approx(-0.6)
    assert pairs.loc[("Orlin", "Sorbey"), "estimate"] == pytest.approx(-0.2)
    assert pairs.loc[("Orlin", "Orlin"), "estimate"] == pytest.approx(0.9)
    assert np.isnan(pairs.loc[("unknown", "Orlin"), "estimate"])
    assert pairs.loc[("unknown", "Orlin"), "n_sentences"] == 6
    assert (table["n_docs"] == 6).all()
    assert len(measure_speakers(voiced(), by="outlet")) == 2 * len(table)


def test_scorer_and_floor_stand_in_the_table():
    """A table names its scorer, and the confidence below which it is silent."""
    assert set(measure_tone(tone_of(SIX))["scorer"]) == {"read_number"}
    corpus = fr.read_articles([{"text": "Orlin is a liar."}] * 1)
    tone = fr.score_actors(fr.find_actors(corpus, {"Orlin": []}), scorer="fast")
    with pytest.warns(fr.FramingWarning, match="fewer than 3 articles"):
        told = measure_tone(tone)["scorer"].iloc[0]
    assert told.startswith("fast (weights ")
    assert "confidence from 0." in told


def test_low_coverage_is_told():
    """Where most sentences have no estimate the mean speaks for few of them."""
    rows = [{"text": f"Orlin got 0.{n}. Orlin left. Orlin came."} for n in range(1, 5)]
    with pytest.warns(fr.FramingWarning, match="no estimate for most sentences: 1"):
        table = measure_tone(tone_of(rows))
    assert "no estimate for most sentences" in row_of(table, label="Orlin")["note"]


def test_what_does_not_fit_is_refused():
    """Annotations of another kind, tone without voices, unknown variables."""
    tone = tone_of(SIX)
    with pytest.raises(ValueError, match="score_actors"):
        measure_tone(fr.score_sentiment(tone.corpus))
    with pytest.raises(ValueError, match="by voice"):
        measure_speakers(tone)
    with pytest.raises(KeyError, match="outlett"):
        measure_tone(tone, by="outlett")


@pytest.mark.filterwarnings("ignore::framing._errors.FramingWarning")
@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("ABC"),
            st.sampled_from("xyz"),
            st.lists(st.integers(-99, 99), max_size=3),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_any_articles_give_numbers_in_range(drawn):
    """Counts add up, means and limits stay in range, whatever the articles."""
    rows = [article(o, *(n / 100 for n in scores), event=e) for o, e, scores in drawn]
    rows.append(article("A", 0.1))
    table = measure_tone(tone_of(rows), by="outlet", events="event")
    assert table["n_scored"].sum() == 1 + sum(len(scores) for _, _, scores in drawn)
    assert table["estimate"].dropna().between(-1, 1).all()
    assert table["difference"].dropna().between(-2, 2).all()
    assert (table["low"].dropna() <= table["high"].dropna()).all()
    assert (table["estimate"].isna() == (table["n_scored"] == 0)).all()


def test_intervals_of_few_articles_are_not_trusted():
    """Below five articles with an estimate the note says so; the numbers stay."""
    rows = [article("A", 0.5), article("A", 0.51), article("A", 0.5)]
    rows += [article("B", 0.1 * n) for n in range(5)]
    table = measure_tone(tone_of(rows), by="outlet")
    few, enough = (row_of(table, group=g, label="Orlin") for g in "AB")
    assert "fewer than 5 articles: do not trust the interval" in few["note"]
    assert few["low"] < few["estimate"] < few["high"]
    assert "fewer than" not in enough["note"]


def test_two_articles_are_described():
    """Two articles that happen to agree get no interval, and the note says why."""
    table = measure_tone(
        tone_of([article("A", 0.5), article("A", 0.51), *[article("B", 0.2)] * 3]),
        by="outlet",
    )
    two = row_of(table, group="A", label="Orlin")
    assert two["estimate"] == pytest.approx(0.505)
    assert np.isnan([two["low"], two["high"]]).all()
    assert two["note"] == "two articles: a description of them, no interval"


def test_own_words_are_toward_the_actors_scored():
    """With `labels`, own words hold what an actor says of these actors only."""
    docs = pd.DataFrame([{"text": VOICED, "outlet": name} for name in "AAABBB"])
    corpus = fr.Corpus(docs.set_index(pd.Index([f"d{n}" for n in range(6)])))
    actors = fr.find_actors(corpus, NAMES)
    quotes = fr.find_quotes(corpus, actors=actors)
    tone = fr.score_actors(actors, quotes=quotes, scorer=read_number, labels=["Orlin"])
    row = row_of(measure_tone(tone), label="Orlin", voice="own words")
    assert row["estimate"] == pytest.approx(0.9)  # what Orlin says of Sorbey is gone
