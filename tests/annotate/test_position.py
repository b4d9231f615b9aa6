"""Where hits stand agrees with counting words by hand."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.annotate import locate_hits, measure_position

LEXICON = fr.Lexicon.from_dict({"a": ["alpha"], "b": ["beta"]}, name="letters")
WORDS = ["alpha", "beta", "other", "word"]
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5)
articles = st.lists(sentences, min_size=1, max_size=4)


def corpus_of(docs, outlets=None):
    texts = [" ".join(" ".join(s).capitalize() + "." for s in doc) for doc in docs]
    table = pd.DataFrame({"text": texts}, index=[f"d{i}" for i in range(len(docs))])
    return fr.Corpus(table if outlets is None else table.assign(outlet=outlets))


@settings(max_examples=20)
@given(st.lists(articles, min_size=1, max_size=5))
def test_position_is_the_share_of_words_before(docs):
    """Each hit has the number of words before it, and its sentence."""
    table = locate_hits(fr.find_frames(corpus_of(docs), LEXICON))
    wanted = []
    for number, doc in enumerate(docs):
        flat = [(w, i) for i, sentence in enumerate(doc, 1) for w in sentence]
        for place, (word, nth) in enumerate(flat):
            if word in {"alpha", "beta"}:
                wanted.append((f"d{number}", place, len(flat), nth))
    columns = ["doc_id", "word", "n_words", "nth_sentence"]
    assert list(table[columns].itertuples(index=False, name=None)) == wanted
    assert table["position"].between(0, 1, inclusive="left").all()


@settings(max_examples=20)
@given(st.lists(articles, min_size=1, max_size=5))
def test_summary_pools_the_hits(docs):
    """Means and shares agree with those of the listed hits; empty rows stay."""
    frames = fr.find_frames(corpus_of(docs), LEXICON)
    hits, table = locate_hits(frames), measure_position(frames)
    assert table["label"].tolist() == ["a", "b"]
    for row in table.itertuples():
        own = hits[hits["label"] == row.label]
        assert row.n_hits == len(own)
        assert row.n_docs_hit == own["doc_id"].nunique()
        if len(own):
            assert row.mean_position == pytest.approx(own["position"].mean())
            early = (own["position"] < 0.25).mean()
            assert row.share_first_quarter == pytest.approx(early)
            lead = (own["nth_sentence"] == 1).mean()
            assert row.share_first_sentence == pytest.approx(lead)
        else:
            assert row.note == "no hit"
            assert pd.isna(row.mean_position)


def test_groups_are_measured_apart():
    """With ``by`` each group has its rows; articles without a group are left out."""
    docs = [[["alpha", "word", "word", "word"]], [["word", "word", "word", "alpha"]]]
    frames = fr.find_frames(corpus_of([*docs, *docs], ["X", "Y", "X", None]), LEXICON)
    table = measure_position(frames, by="outlet").set_index(["group", "label"])
    assert table["mean_position"].loc[[("X", "a"), ("Y", "a")]].tolist() == [0, 0.75]
    assert table["n_docs"].tolist() == [2, 2, 1, 1]
    with pytest.raises(KeyError, match="outlte"):
        measure_position(frames, by="outlte")


def test_what_cleaning_cut_has_no_words():
    """A dateline set aside does not push the first word away."""
    text = "SPRINGFIELD (Reuters) - Alpha came to town and beta stayed at home."
    corpus = fr.read_articles([{"text": text}])
    hits = locate_hits(fr.find_frames(corpus, LEXICON))
    if len(corpus.cuts):
        assert hits["word"].tolist()[0] == 0
    assert corpus.texts[0][hits["start"][0] : hits["end"][0]] == "Alpha"
