"""Tone is scored toward an actor, in the actor's clause, whatever the actor's name."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import framing as fr
from framing.annotate import TargetScores, find_quotes
from framing.annotate.clause import score_clause
from framing.annotate.target.scorers import FLOORS
from tests.strategies import texts

VADER = SentimentIntensityAnalyzer()

NAMES = [
    "Hope", "Grace", "Savage", "Justice", "United", "Joy", "Love", "Cross", "Worth",
    "Anna Weiss", "Ibrahim Diallo", "Li Na", "Olga Petrova", "Donald Trump",
    "Barack Obama", "José Peña", "Mary Hope", "Grace Savage", "Will Power",
    "Free Justice League", "Happy Valley", "Dean Strange", "Faith Evil", "Rich Brave",
]  # fmt: skip

MORE_NAMES = [
    "Angela Merkel", "Vladimir Putin", "Xi Jinping", "Narendra Modi", "Greta Thunberg",
    "Malala Yousafzai", "Elon Musk", "Jane Doe", "Priya Sharma", "Kwame Mensah",
    "Yuki Tanaka", "Mohammed Ali", "Maria Garcia", "Sven Larsson", "Aisha Bello",
    "Chen Wei", "Ivan Horvat", "Leila Haddad", "Patrick Murphy", "Rosa Lopez",
    "Victor Winner", "Ruth Killer", "Hunter Best", "Charity Goodman", "Art Terrible",
    "Red Cross", "Freedom House", "Peace Corps",
]  # fmt: skip


def corpus_of(*texts, **columns):
    docs = pd.DataFrame({"text": list(texts), **columns})
    docs.index = [f"d{i}" for i in range(len(texts))]
    return fr.Corpus(docs)


def tone_of(text, *names, scorer="vader"):
    actors = fr.find_actors(corpus_of(text), {name: [name] for name in names})
    return fr.score_actors(actors, scorer=scorer).spans


def test_sentiment_is_vader_sentence_by_sentence():
    """Each sentence has vaderSentiment's compound score; no article has one."""
    corpus = corpus_of("A great, brave rescue! A horrible lie.", "", "Nothing here.")
    found = fr.score_sentiment(corpus)
    for row in found.spans.itertuples():
        assert row.score == VADER.polarity_scores(row.text)["compound"]
    assert len(found) == 3
    assert found.per_document()["n_scored"].tolist() == [2, 0, 1]


@pytest.mark.parametrize("name", NAMES)
def test_names_carry_no_tone(name):
    """Replacing the actor's name leaves the score where it was."""
    for frame in ("{} met the council.", "The council praised {} for a brave rescue."):
        neutral = tone_of(frame.format("Brimsel"), "Brimsel")["score"].iloc[0]
        assert tone_of(frame.format(name), name)["score"].iloc[0] == neutral


def test_other_names_are_masked_too():
    """Neither other actors nor names that nobody listed add tone."""
    rows = tone_of("Orlin met Grace Hope of the Justice Department.", "Orlin")
    assert rows["score"].tolist() == [0.0]
    both = tone_of("Orlin met Grace Hope.", "Orlin", "Grace Hope")
    assert both["scored_text"].tolist() == ["they met someone.", "someone met they."]


def test_the_clause_decides():
    """Two actors in one sentence may be judged differently."""
    rows = tone_of("Orlin lied, but Sorbey was brave and kind.", "Orlin", "Sorbey")
    scores = dict(zip(rows["label"], rows["score"], strict=True))
    assert scores["Orlin"] < 0 < scores["Sorbey"]


def test_a_speaker_is_not_judged_by_the_quotation():
    """What somebody says is not the tone toward the speaker."""
    rows = tone_of("“This is a horrible, cruel lie,” Orlin said.", "Orlin")
    assert rows["score"].tolist() == [0.0]


def test_one_judgement_per_actor_and_sentence():
    """Repeated mentions in a sentence count once, with their number."""
    rows = tone_of("Orlin said Orlin was kind. Orlin left.", "Orlin")
    assert rows["n_mentions"].tolist() == [2, 1]


def test_words_explain_the_score():
    """The words that made a score stand beside it, with their weights."""
    row = tone_of("Orlin was brave.", "Orlin").iloc[0]
    assert row["words"].startswith("brave (+")


@pytest.mark.parametrize("scorer", ["accurate", "fast", "vader"])
def test_words_stand_in_highlight_and_evidence(scorer):
    """Each scorer names the words behind a judgement, where the article is marked too.

    A target without an estimate says so.
    """
    corpus = corpus_of("Orlin is a liar and a thief. Orlin.")
    tone = fr.score_actors(fr.find_actors(corpus, {"Orlin": []}), scorer=scorer)
    evidence = tone.evidence("Orlin")
    assert re.search(r"(liar|thief) \(-\d\.\d+\)", evidence["words"].iloc[0])
    marked = tone.highlight("d0")
    score = f"{tone.spans['score'].iloc[0]:+.2f}"
    for text in (marked.plain, marked.html):
        assert re.search(rf"{re.escape(score)} [a-z, ]*(liar|thief)", text)
        assert ("no estimate" in text) == (scorer != "vader")


def test_own_scorers_plug_in():
    """A user's function gets masked sentences with target spans, and is named."""
    seen = []

    def ones(sentences, targets):
        seen.extend(s[a:b] for s, (a, b) in zip(sentences, targets, strict=True))
        n = len(sentences)
        return TargetScores(np.ones(n), np.full(n, 0.9), ["because"] * n)

    actors = fr.find_actors(corpus_of("Sorbey met Orlin."), {"Orlin": ["Orlin"]})
    tone = fr.score_actors(actors, scorer=ones)
    assert seen == ["they"]
    assert tone.spans["confidence"].tolist() == [0.9]
    assert "ones" in str(tone.provenance)


def test_no_estimate_is_counted_apart():
    """NaN means no estimate: it is no zero and not in the mean."""

    def unsure(sentences, targets):
        score = np.array([0.5, np.nan])
        return TargetScores(score, np.zeros(2), ["", ""])

    corpus = corpus_of("Orlin left. Orlin came back.")
    tone = fr.score_actors(fr.find_actors(corpus, {"Orlin": ["Orlin"]}), scorer=unsure)
    row = tone.per_document().iloc[0]
    assert (row["n_hits"], row["n_scored"], row["score_sum"]) == (2, 1, 0.5)
    assert fr.compare(tone).table["estimate"].tolist() == [0.5]


def test_faulty_scorers_are_refused():
    """Wrong lengths and wrong ranges are named."""
    actors = fr.find_actors(corpus_of("Orlin left."), {"Orlin": ["Orlin"]})
    for bad, told in (
        (TargetScores(np.zeros(2), np.zeros(2), ["", ""]), "must return 1"),
        (TargetScores(np.array([3.0]), np.zeros(1), [""]), r"\[-1, 1\]"),
    ):
        with pytest.raises(ValueError, match=told):
            fr.score_actors(actors, scorer=lambda s, t, bad=bad: bad)
    with pytest.raises(ValueError, match="one number per sentence"):
        fr.score_sentiment(actors.corpus, scorer=lambda s: [])
    with pytest.raises(ValueError, match=r"\[-1, 1\]"):
        fr.score_sentiment(actors.corpus, scorer=lambda s: [7.0] * len(s))
    with pytest.raises(ValueError, match="find_actors"):
        fr.score_actors(fr.score_sentiment(actors.corpus))


def test_one_article_has_a_spread_and_not_an_interval_for_its_outlet():
    """With three judgements in one article the limits say what they are."""
    text = "Orlin was brave. Orlin lied. Orlin left. Orlin was kind."
    actors = fr.find_actors(corpus_of(text), {"Orlin": ["Orlin"]})
    row = fr.compare(fr.score_actors(actors, scorer="vader")).table.iloc[0]
    assert row["interval"] == "within article"
    assert -1 <= row["low"] < row["estimate"] < row["high"] <= 1
    assert "not its outlet" in row["note"]


@given(texts)
def test_any_text_is_scored_in_range(text):
    """No text raises; scores are numbers in range."""
    actors = fr.find_actors(corpus_of(text))
    spans = fr.score_actors(actors, scorer="vader").spans
    assert (spans["score"].between(-1, 1) ^ (spans["note"] != "")).all()


@given(st.lists(st.tuples(texts, st.integers(0, 50), st.integers(0, 50)), max_size=6))
def test_order_of_sentences_is_irrelevant(rows):
    """Each sentence is scored for itself."""
    sentences = [text for text, _, _ in rows]
    targets = [(min(a, b, len(s)), min(max(a, b), len(s))) for (s, a, b) in rows]
    together = score_clause(sentences, targets).score
    alone = [
        score_clause([s], [t]).score[0] for s, t in zip(sentences, targets, strict=True)
    ]
    np.testing.assert_array_equal(together, alone)


def by_voice(text, gazetteer=None, scorer="vader"):
    corpus = corpus_of(text)
    actors = fr.find_actors(corpus, gazetteer)
    quotes = find_quotes(corpus, actors=actors)
    spans = fr.score_actors(actors, quotes=quotes, scorer=scorer).spans
    return {
        (r.label, r.voice, r.speaker): (r.score, r.scored_text)
        for r in spans.itertuples()
    }


def test_an_accusation_is_the_speakers_and_not_the_reporters():
    """What Orlin says about Sorbey is others' tone toward Sorbey, none toward Orlin."""
    found = by_voice(
        "“Sorbey is a liar and a thief,” Orlin said. Sorbey won a prize.",
        {"Orlin": [], "Sorbey": []},
    )
    assert found[("Sorbey", "others", "Orlin")][0] < 0
    assert np.isnan(found[("Orlin", "unattributed", "")][0])
    assert found[("Sorbey", "unattributed", "")][0] > 0


@pytest.mark.parametrize("scorer", ["accurate", "fast", "vader"])
def test_whoever_accuses_is_not_judged_by_the_accusation(scorer):
    """X accused Y of Z: the speaker's tone toward Y, with the verb; none toward X."""
    found = by_voice(
        "Karl Orlin accused Ann Sorbey of cruel lies and theft.", scorer=scorer
    )
    score, text = found[("Ann Sorbey", "others", "Karl Orlin")]
    assert score < 0
    assert text == "accused they of cruel lies and theft"
    score, text = found[("Karl Orlin", "unattributed", "")]
    assert np.isnan(score)
    assert text == "they said something ."


def test_verbs_that_judge_what_is_said_are_made_plain():
    """What a speaker claims or alleges is no tone of unattributed text."""
    found = by_voice(
        "Karl Orlin, who met the kind Ann Sorbey in May, alleged that banks failed."
    )
    for name in ("Karl Orlin", "Ann Sorbey"):
        text = found[(name, "unattributed", "")][1]
        assert "alleged" not in text
        assert text.endswith("in May, said something .")


def test_a_report_that_says_nothing_else_has_no_estimate():
    """That somebody speaks is no tone; what else the sentence tells may be one."""
    corpus = corpus_of(
        "“It rains,” Orlin said on Monday. “It rains,” said Orlin, a liar and a thief."
    )
    actors = fr.find_actors(corpus, {"Orlin": []})
    quotes = find_quotes(corpus, actors=actors)
    spans = fr.score_actors(actors, quotes=quotes, scorer="vader").spans
    assert spans["note"].tolist() == ["only says that somebody speaks", ""]
    assert spans["score"].isna().tolist() == [True, False]


def test_who_the_speaker_is_says_nothing_either():
    """A post and a body beside the name are no tone; a judgement is."""
    corpus = corpus_of(
        "“It rains,” said Orlin, the trust's chair, on Monday. "
        "“It rains,” said Orlin, the council's disgraced leader, on Monday."
    )
    actors = fr.find_actors(corpus, {"Orlin": []})
    quotes = find_quotes(corpus, actors=actors)
    spans = fr.score_actors(actors, quotes=quotes, scorer="vader").spans
    assert spans["note"].tolist() == ["only says that somebody speaks", ""]


@pytest.mark.parametrize("said", ["pleaded not guilty to fraud", "denied the charges"])
def test_a_plea_and_a_denial_have_no_estimate(said):
    """They are what the accused says, and no tone of the article toward the accused."""
    corpus = corpus_of(f"Karl Orlin {said} on Monday.")
    actors = fr.find_actors(corpus, {"Orlin": ["Karl Orlin"]})
    quotes = find_quotes(corpus, actors=actors)
    [row] = fr.score_actors(actors, quotes=quotes, scorer="vader").spans.itertuples()
    assert row.note == "only says that somebody speaks"


def test_an_actor_that_is_not_there_is_asked_about():
    """The nearest name is offered."""
    actors = fr.find_actors(corpus_of("Orlin wept."), {"Orlin": []})
    with pytest.raises(KeyError, match="Did you mean 'Orlin'"):
        fr.score_actors(actors, labels=["Orlinn"])


def test_groups_are_words_and_names_are_not():
    """Group nouns that are not the target stay: they may be what carries the tone."""
    text = "Orlin said the migrants were criminals. Ann Savage met the migrants."
    found = by_voice(text)
    said = found[("migrants", "others", "Orlin")][1]
    assert said == "the they were criminals"
    corpus = corpus_of(text)
    spans = fr.score_actors(fr.find_actors(corpus), scorer="vader").spans
    met = spans[(spans["label"] == "migrants") & (spans["sentence"] == 1)]
    assert met["scored_text"].tolist() == ["someone met the they."]


def test_a_place_in_the_name_of_a_government_is_a_target_of_its_own():
    """What covers the target does not mask it."""
    actors = fr.find_actors(corpus_of("The U.S. government lied."), places=True)
    tone = fr.score_actors(actors, scorer="vader").spans
    read = dict(zip(tone["label"], tone["scored_text"], strict=True))
    assert read == {"U.S. government": "The they lied.", "U.S.": read["U.S."]}
    assert "they" in read["U.S."]


def test_no_mention_is_lost_on_the_way_to_a_score():
    """Every mention is in a unit, and a unit without a score says why."""
    corpus = fr.load_example("caravan")
    actors = fr.find_actors(corpus)
    quotes = fr.find_quotes(corpus, actors=actors)
    tone = fr.score_actors(actors, quotes=quotes, scorer="fast").spans
    assert tone["n_mentions"].sum() == len(actors.spans)
    assert (tone.loc[tone["score"].isna(), "note"] != "").all()


def test_speakers_known_by_a_pronoun_are_unknown():
    """She is no speaker that tone can be reported for."""
    found = by_voice("“Ann Sorbey is a liar,” she said.")
    assert ("Ann Sorbey", "others", "unknown") in found


def test_attributed_words_are_blanked_from_unattributed_text():
    """Unattributed tone is scored without the words of the quotation."""
    found = by_voice(
        "Orlin, who rescued a child, said that the horrible, cruel war was lost.",
        {"Orlin": []},
    )
    score, text = found[("Orlin", "unattributed", "")]
    assert "horrible" not in text
    assert score >= 0


def test_own_words_about_oneself_are_told_apart():
    """An actor's own words about the actor are neither others' nor unattributed."""
    found = by_voice("“Orlin never lies,” Orlin said.", {"Orlin": []})
    assert ("Orlin", "self", "Orlin") in found


def test_quotes_must_fit():
    """Quotes of another corpus, and what are no quotes, are refused."""
    actors = fr.find_actors(corpus_of("Orlin left."), {"Orlin": []})
    with pytest.raises(ValueError, match="same corpus"):
        fr.score_actors(actors, quotes=find_quotes(corpus_of("Another text.")))
    with pytest.raises(ValueError, match="find_quotes"):
        fr.score_actors(actors, quotes=actors)


@given(texts)
def test_any_text_is_scored_by_voice(text):
    """No text raises with quotes either, and no mention is lost."""
    corpus = corpus_of(text)
    actors = fr.find_actors(corpus)
    quotes = find_quotes(corpus, actors=actors)
    tone = fr.score_actors(actors, quotes=quotes, scorer="vader")
    spans = tone.spans
    assert (spans["score"].between(-1, 1) ^ (spans["note"] != "")).all()
    assert tone.spans["n_mentions"].sum() == len(actors)


@pytest.mark.parametrize("scorer", ["vader", "fast", "accurate"])
def test_shipped_scorers_are_called_by_name(scorer):
    """Each named scorer scores, is named in the record, and is unmoved by names."""
    texts = ["Orlin is a liar.", "Grace Hope is a liar."]
    names = {"Orlin": [], "Grace Hope": []}
    tone = fr.score_actors(fr.find_actors(corpus_of(*texts), names), scorer=scorer)
    first, second = tone.spans["score"]
    assert first == second < 0
    assert scorer in str(tone.provenance["parameters"])


def test_the_most_accurate_scorer_is_the_default():
    """Unless told otherwise, tone is scored by `accurate`, above its own floor."""
    actors = fr.find_actors(corpus_of("Orlin is a liar."), {"Orlin": []})
    told = fr.score_actors(actors).provenance["parameters"]
    assert told["scorer"].startswith("accurate (weights ")
    assert told["min_confidence"] == FLOORS["accurate"]
    for name, floor in (("fast", FLOORS["fast"]), ("vader", 0.0)):
        told = fr.score_actors(actors, scorer=name).provenance["parameters"]
        assert told["min_confidence"] == floor


class Cautious:
    """A scorer with a floor, always as sure."""

    floor = 0.6

    def __init__(self, confidence):
        self.confidence = confidence

    def __call__(self, sentences, targets):
        n = len(sentences)
        return TargetScores(np.ones(n), np.full(n, self.confidence), [""] * n)


def test_sentences_with_a_part_taken_out_have_a_higher_floor():
    """By default; who sets a floor gets that floor everywhere."""
    corpus = corpus_of("Orlin, a brave man, claimed that it rains. Orlin came home.")
    actors = fr.find_actors(corpus, {"Orlin": []})
    quotes = find_quotes(corpus, actors=actors)
    for confidence, floor, known in (
        (0.7, None, [False, True]),
        (0.8, None, [True, True]),
        (0.7, 0.6, [True, True]),
    ):
        tone = fr.score_actors(
            actors, quotes=quotes, scorer=Cautious(confidence), min_confidence=floor
        )
        assert tone.spans["score"].notna().tolist() == known


def test_fifty_names_have_one_score():
    """Names of any gender, origin and fame, and names that are words, weigh nothing."""
    names = [*NAMES, *MORE_NAMES]
    assert len(names) >= 50
    texts = [f"The council thanked {name} for a brave rescue." for name in names]
    actors = fr.find_actors(corpus_of(*texts), {name: [] for name in names})
    for scorer in ("accurate", "fast", "vader"):
        spans = fr.score_actors(actors, scorer=scorer).spans
        assert len(spans) == len(names)
        assert np.ptp(spans["score"]) <= 0.01


def test_equal_passages_are_scored_once_and_only_of_actors_asked_for():
    """The scorer sees each distinct passage once, and no actor that nobody wants."""
    seen = []

    def ones(sentences, targets):
        seen.extend(sentences)
        n = len(sentences)
        return TargetScores(np.ones(n), np.ones(n), ["because"] * n)

    corpus = corpus_of("Orlin met Sorbey.", "Orlin met Sorbey. Sorbey left.")
    actors = fr.find_actors(corpus, {"Orlin": [], "Sorbey": []})
    tone = fr.score_actors(actors, scorer=ones, labels=["Sorbey"], progress=False)
    assert sorted(seen) == ["someone met they.", "they left."]
    assert tone.spans["score"].tolist() == [1.0, 1.0, 1.0]
    assert tone.labels == ("Sorbey",)
    with pytest.raises(KeyError, match="'Voss'"):
        fr.score_actors(actors, labels=["Voss"])


def test_many_passages_go_to_the_scorer_in_batches():
    """However many batches there are, every passage has its own score."""

    def length(sentences, targets):
        assert len(sentences) <= 256
        n = len(sentences)
        score = np.array([len(sentence) / 1000 for sentence in sentences])
        return TargetScores(score, np.ones(n), [""] * n)

    texts = [f"Orlin saw {'x' * n}." for n in range(600)]
    actors = fr.find_actors(corpus_of(*texts), {"Orlin": []})
    scores = fr.score_actors(actors, scorer=length).spans["score"]
    expected = [len(f"they saw {'x' * n}.") / 1000 for n in range(600)]
    assert scores.tolist() == expected


@pytest.mark.parametrize("scorer", ["accurate", "fast", "vader"])
def test_missing_estimates_say_why(scorer):
    """Other languages and sentences without words get no estimate, and a reason."""
    texts = (
        "El alcalde dijo que Orlin es un mentiroso y que no lo quiere nadie.",
        "Orlin!",
        "Orlin is a brave and kind man.",
    )
    actors = fr.find_actors(corpus_of(*texts), {"Orlin": []})
    spans = fr.score_actors(actors, scorer=scorer, min_confidence=0.0).spans
    assert spans["score"].isna().tolist() == [True, scorer != "vader", False]
    told = ["not English", "no word beside the name", ""]
    told[1] = "" if scorer == "vader" else told[1]
    assert spans["note"].tolist() == told
    assert not np.signbit(spans["score"].to_numpy()).any()


def test_unsure_scores_are_no_estimates():
    """Below the confidence floor there is no estimate; unknown scorers are named."""
    actors = fr.find_actors(corpus_of("Orlin left the hall."), {"Orlin": []})
    tone = fr.score_actors(actors, scorer="fast", min_confidence=1.0)
    assert tone.spans["score"].isna().all()
    assert tone.spans["note"].tolist() == ["confidence under 1"]
    with pytest.raises(ValueError, match="accurate"):
        fr.score_actors(actors, scorer="bert")
    with pytest.raises(TypeError, match="find_actors"):
        fr.score_actors(actors.corpus)


def test_what_a_reader_needs_comes_first():
    """Evidence begins with words, voice, speaker and score, not with how they came."""
    found = tone_of("Ann Lee is a liar.", "Ann Lee")
    first = [*fr.annotations.SPAN_COLUMNS, "voice", "speaker", "score"]
    assert found.columns[: len(first)].tolist() == first
    assert {"rule", "actor_type"} <= set(found.columns[len(first) :])
