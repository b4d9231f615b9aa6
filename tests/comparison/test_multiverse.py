"""Every universe is the comparison one would have made by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.comparison import CHOICES, run_multiverse

LEXICON = fr.Lexicon.from_dict({"a": ["alpha beta"], "b": ["beta", "gamma"]})
PLAIN = "alpha beta word word word word."
COMMA = "alpha, beta word word word word."
NOT = "There was not gamma here. Nothing else."
GAMMA = "Gamma gamma word word. Word gamma word."


def corpus_of(rows):
    docs = pd.DataFrame(rows, columns=["text", "outlet"])
    return fr.Corpus(docs.set_axis([f"d{i}" for i in range(len(rows))]))


@pytest.fixture
def corpus():
    first = [(text, "X") for text in (PLAIN, COMMA, NOT, GAMMA, GAMMA)]
    second = [(text, "Y") for text in (PLAIN, PLAIN, NOT, COMMA)]
    return corpus_of(first + second)


@pytest.fixture
def table(corpus):
    return run_multiverse(corpus, LEXICON)


def test_one_row_for_every_set_of_choices(table):
    """All combinations occur once for each label, and one of them is the default."""
    n = np.prod([len(options) for options in CHOICES.values()])
    assert table.groupby("label").size().tolist() == [n, n]
    assert not table.duplicated(["label", *CHOICES]).any()
    assert table.groupby("label")["default"].sum().tolist() == [1, 1]
    default = table[table["default"]].iloc[0]
    assert [default[name] for name in CHOICES] == [o[0] for o in CHOICES.values()]


def test_each_universe_agrees_with_a_comparison_by_hand(corpus, table):
    """Estimates, difference and p are those of find_frames and compare."""
    for row in table.itertuples():
        found = fr.find_frames(
            corpus,
            LEXICON,
            nested_scope=row.overlap,
            cross_punctuation=row.punctuation == "crossed",
            negation=3,
        )
        if row.negated == "dropped":
            found = found.where(negated=False)
        result = fr.compare(found, by="outlet", measure=row.measure, adjust="none")
        told = result.contrasts.set_index("label").loc[row.label]
        assert row.difference == pytest.approx(told["difference"])
        assert row.p == pytest.approx(told["p"])
        estimates = result.table.set_index(["group", "label"])["estimate"]
        assert row.estimate_a == pytest.approx(estimates["X", row.label])
        assert row.estimate_b == pytest.approx(estimates["Y", row.label])


def test_choices_change_what_they_say(table):
    """Counts by hand: overlap, punctuation and negation each move the right label."""
    counts = table.drop_duplicates(["overlap", "punctuation", "negated", "label"])
    counts = counts.set_index(["overlap", "punctuation", "negated", "label"])
    hits = counts[["n_hits_a", "n_hits_b"]].sum(axis=1)
    # "alpha beta" thrice plain, twice across a comma; "beta" 5, "gamma" 2 + 6.
    assert hits["category", "boundary", "kept", "a"] == 3
    assert hits["category", "crossed", "kept", "a"] == 5
    assert hits["category", "boundary", "kept", "b"] == 5 + 8
    assert hits["lexicon", "boundary", "kept", "b"] == 2 + 8
    assert hits["lexicon", "crossed", "kept", "b"] == 8
    assert hits["category", "boundary", "dropped", "b"] == 5 + 6


def test_ratio_is_that_of_the_pooled_shares(table):
    """The ratio of salience is hits by words, half a unit added to each."""
    row = table[(table["label"] == "b") & table["default"]].iloc[0]
    words_a, words_b = 6 + 6 + 7 + 7 + 7, 6 + 6 + 7 + 6
    by_hand = ((row["n_hits_a"] + 0.5) / (words_a + 0.5)) / (
        (row["n_hits_b"] + 0.5) / (words_b + 0.5)
    )
    assert row["ratio"] == pytest.approx(by_hand)
    assert row["low"] < row["ratio"] < row["high"]


def test_turning_the_groups_turns_the_result(corpus, table):
    """With the groups exchanged differences change sign and ratios are inverted."""
    turned = run_multiverse(corpus, LEXICON, groups=("Y", "X"))
    assert turned["difference"].to_numpy() == pytest.approx(-table["difference"])
    assert turned["ratio"].to_numpy() == pytest.approx(1 / table["ratio"])
    assert turned["p"].to_numpy() == pytest.approx(table["p"].to_numpy())


def test_other_groups_have_no_say(corpus, table):
    """Articles of further groups change nothing."""
    rows = [*zip(corpus.texts, corpus.variable("outlet"), strict=True), (GAMMA, "Z")]
    wider = run_multiverse(corpus_of(rows), LEXICON, groups=("X", "Y"))
    pd.testing.assert_frame_equal(wider, table)


def test_one_article_each_has_no_p():
    """Two single articles are described and not tested."""
    table = run_multiverse(corpus_of([(PLAIN, "X"), (GAMMA, "Y")]), LEXICON)
    assert table["p"].isna().all()
    assert (table["note"] != "").all()


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"by": "outlte"}, KeyError, "outlte"),
        ({"groups": ("X", "Q")}, KeyError, "'Q'"),
        ({"groups": ("X", "X")}, ValueError, "two different"),
        ({"labels": ["c"]}, KeyError, "'c'"),
        ({"negation": 0}, ValueError, "negation"),
    ],
)
def test_bad_options_are_named(corpus, options, error, message):
    """What does not exist is named together with what does."""
    with pytest.raises(error, match=message):
        run_multiverse(corpus, LEXICON, **options)


def test_groups_must_be_named_where_there_are_more():
    """With three groups two must be chosen."""
    corpus = corpus_of([(PLAIN, "X"), (PLAIN, "Y"), (PLAIN, "Z")])
    with pytest.raises(ValueError, match="X, Y, Z"):
        run_multiverse(corpus, LEXICON)


def test_default_is_what_the_lexicon_asks_for():
    """A lexicon with ``neg_x`` beside ``x`` settles overlaps in the whole lexicon."""
    lexicon = fr.Lexicon.from_dict({"good": ["fine"], "neg_good": ["not fine"]})
    rows = [("It was not fine.", "X"), ("It was fine.", "Y")]
    table = run_multiverse(corpus_of(rows), lexicon, labels=["good"])
    assert table.loc[table["default"], "overlap"].tolist() == ["lexicon"]
