"""Whatever the text, finding actors never raises and spans hold what they say."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from framing._errors import expecting_zeros
from framing.annotate.actors import find_actors, review, suggest_merges
from tests.strategies import texts

_PIECES = [
    "Tad", "Moss", "Tad Moss", "Mr.", "Sen.", "President", "the president", "Mexican",
    "Mexico", "government", "migrants", "1,000", "of", "the", "The", "and", "(TMA)",
    "Aid Agency", "Agency", "of the", "said", "He", "she", ",", ".", "“", "”", "\n\n",
    "TAD MOSS", "Moss's", "O’Neil", "van der", "Jan", "U.S.", "New York", "Photo:", "/",
    "AFP", "Jr.", "May", "most", "caravan", "people", "Department", "for", "Peña",
]  # fmt: skip
names = st.lists(st.sampled_from(_PIECES), max_size=40).map(" ".join)
anything = st.one_of(names, texts)
corpora = st.lists(anything, min_size=1, max_size=3)


def corpus_of(articles):
    index = [f"d{number}" for number in range(len(articles))]
    return fr.Corpus(pd.DataFrame({"text": articles}, index=index))


@given(corpora)
def test_spans_hold_their_text(articles):
    """Every span lies in its article and text[start:end] is its text."""
    corpus = corpus_of(articles)
    found = find_actors(corpus, places=True, pronouns=True)
    sentences = found.tokens.sentences
    for row in found.spans.itertuples():
        source = corpus.docs.loc[row.doc_id, "text"]
        assert source[row.start : row.end] == row.text
        assert row.text.strip()
        sentence = sentences.loc[row.sentence]
        assert sentence["start"] <= row.start
        assert row.end <= sentence["end"]
        assert 0 <= row.confidence <= 1


@given(corpora)
def test_spans_of_actors_do_not_overlap(articles):
    """Places aside, no character belongs to two actors."""
    spans = find_actors(corpus_of(articles), pronouns=True).spans
    for _, rows in spans.groupby("doc_id"):
        ordered = rows.sort_values("start")
        ends = ordered["end"].shift(fill_value=0)
        assert (ordered["start"] >= ends).all()


@given(corpora)
def test_labels_and_actors_agree(articles):
    """One label is one actor; labels name every actor once."""
    found = find_actors(corpus_of(articles), places=True)
    assert len(set(found.labels)) == len(found.labels)
    pairs = found.spans[["label", "actor"]].drop_duplicates()
    assert pairs["label"].is_unique
    assert pairs["actor"].is_unique
    assert set(pairs["label"]) == set(found.labels)


@given(corpora)
def test_order_of_articles_does_not_matter(articles):
    """Reversing the articles finds the same mentions."""
    corpus = corpus_of(articles)
    turned = fr.Corpus(corpus.docs.iloc[::-1])
    columns = ["doc_id", "start", "end", "rule", "mention", "ambiguous"]
    one = find_actors(corpus).spans[columns]
    two = find_actors(turned).spans[columns]
    keys = ["doc_id", "start", "end"]
    pd.testing.assert_frame_equal(
        one.sort_values(keys, ignore_index=True),
        two.sort_values(keys, ignore_index=True),
    )


@given(corpora)
def test_any_result_can_be_reviewed_and_used(articles):
    """The review of any result is a gazetteer that can be read."""
    corpus = corpus_of(articles)
    found = find_actors(corpus, places=True)
    suggest_merges(found)
    with expecting_zeros():  # a name may stand inside longer ones only
        again = find_actors(corpus, review(found))
    assert set(again.spans["label"]) <= set(review(found)["name"])


@given(anything, st.lists(st.text(min_size=1, max_size=8), max_size=3, unique=True))
def test_any_alias_can_be_looked_for(article, aliases):
    """No alias, however odd, makes the search fail."""
    kept = [alias for alias in aliases if alias.strip(" ;|\t\n\r\x0b\x0c")]
    table = pd.DataFrame({"id": range(len(kept)), "name": kept})
    try:
        with expecting_zeros():
            found = find_actors(corpus_of([article]), table)
    except ValueError as error:
        assert "`gazetteer`" in str(error)  # noqa: PT017
        return
    assert set(found.spans["actor"]) <= set(map(str, range(len(kept))))


@given(anything)
def test_provenance_is_the_same_twice(article):
    """Same input, same record of how it was made."""
    one, two = (find_actors(corpus_of([article])) for _ in range(2))
    assert one.provenance == two.provenance
