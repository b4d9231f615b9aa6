"""What one entry contributes agrees with a lexicon that lacks it."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.comparison import measure_influence

ENTRIES = {"a": ["alpha", "beta"], "b": ["gamma", "delta"]}
LEXICON = fr.Lexicon.from_dict(ENTRIES, name="letters")
WORDS = ["alpha", "beta", "gamma", "delta", "other", "word"]

sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5)
articles = st.lists(sentences, min_size=1, max_size=3)


def corpus_of(docs, outlets):
    texts = [" ".join(" ".join(s).capitalize() + "." for s in doc) for doc in docs]
    ids = [f"d{i}" for i in range(len(docs))]
    return fr.Corpus(pd.DataFrame({"text": texts, "outlet": outlets}, index=ids))


def difference(corpus, lexicon, measure, label):
    result = fr.compare(fr.find_frames(corpus, lexicon), by="outlet", measure=measure)
    table = result.table.set_index(["group", "label"])["estimate"]
    return table["X", label] - table["Y", label]


@pytest.mark.parametrize("measure", ["salience", "sentence_share", "article_share"])
@settings(max_examples=6)
@given(st.lists(articles, min_size=2, max_size=6))
def test_agrees_with_a_lexicon_without_the_entry(measure, docs):
    """Taking hits out of the counts equals matching again without the entry."""
    outlets = ["X", "Y"] * len(docs)
    corpus = corpus_of(docs, outlets[: len(docs)])
    frames = fr.find_frames(corpus, LEXICON)
    result = fr.compare(frames, by="outlet", measure=measure)
    table = measure_influence(result)
    seen = {word for doc in docs for s in doc for word in s}
    assert set(table["pattern"]) == seen & {"alpha", "beta", "gamma", "delta"}
    for row in table.itertuples():
        left = {
            label: [word for word in words if word != row.pattern]
            for label, words in ENTRIES.items()
        }
        full = difference(corpus, LEXICON, measure, row.label)
        lexicon = fr.Lexicon.from_dict(left)
        without = difference(corpus, lexicon, measure, row.label)
        assert row.difference == pytest.approx(full)
        assert row.without == pytest.approx(without)
        assert row.influence == pytest.approx(full - without)


@settings(max_examples=6)
@given(st.lists(articles, min_size=2, max_size=6))
def test_balance_loses_hits_on_the_side_of_the_entry(docs):
    """For balance an entry counts on the side of its own category."""
    outlets = ["X", "Y"] * len(docs)
    corpus = corpus_of(docs, outlets[: len(docs)])
    frames = fr.find_frames(corpus, LEXICON)
    result = fr.compare(frames, by="outlet", measure="balance")
    for row in measure_influence(result).itertuples():
        left = {
            label: [word for word in words if word != row.pattern]
            for label, words in ENTRIES.items()
        }
        lexicon = fr.Lexicon.from_dict(left)
        without = difference(corpus, lexicon, "balance", row.label)
        assert row.without == pytest.approx(without)


@pytest.fixture
def one_word():
    docs = [[["alpha"] * 4 + ["word"] * 6]] * 3 + [[["beta"] * 2 + ["word"] * 8]] * 3
    corpus = corpus_of(docs, ["X"] * 3 + ["Y"] * 3)
    return fr.compare(fr.find_frames(corpus, LEXICON), by="outlet")


def test_names_the_entry_on_which_the_sign_hangs(one_word):
    """The most influential entry comes first and is marked where it turns the sign."""
    table = measure_influence(one_word, labels=["a"])
    assert table["pattern"].tolist() == ["alpha", "beta"]
    assert table["flips"].tolist() == [True, False]
    assert table["n_hits_a"].tolist() == [12, 0]
    assert table["difference"].iloc[0] == pytest.approx(200)
    assert table["without"].iloc[0] == pytest.approx(-200)


def test_rest_is_every_other_group():
    """With ``rest`` the second side pools all other groups."""
    docs = [[["alpha", "word"]], [["beta", "word"]], [["beta", "word"]]]
    corpus = corpus_of(docs, ["X", "Y", "Z"])
    result = fr.compare(fr.find_frames(corpus, LEXICON), by="outlet")
    table = measure_influence(result, groups=("X", "rest"), labels=["a"])
    assert table["group_b"].tolist() == ["not X", "not X"]
    assert dict(zip(table["pattern"], table["n_hits_b"], strict=True)) == {
        "alpha": 0,
        "beta": 2,
    }
    with pytest.raises(ValueError, match="X, Y, Z"):
        measure_influence(result)


def test_refuses_what_has_no_entries(one_word):
    """Unknown groups and labels are named; tone and actors have no entries."""
    with pytest.raises(KeyError, match="'Q'"):
        measure_influence(one_word, groups=("X", "Q"))
    with pytest.raises(ValueError, match="two different groups"):
        measure_influence(one_word, groups=("X", "X"))
    with pytest.raises(KeyError, match="'c'"):
        measure_influence(one_word, labels=["c"])
    tone = fr.compare(fr.score_sentiment(one_word.found.corpus), by="outlet")
    with pytest.raises(ValueError, match="only frames"):
        measure_influence(tone)
    counted = fr.compare(one_word.found.per_document(), by="outlet")
    with pytest.raises(ValueError, match="only frames"):
        measure_influence(counted)
