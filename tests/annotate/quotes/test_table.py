"""The table of quotes: its columns, its options, its links to actors."""

from __future__ import annotations

import pandas as pd
import pytest

import framing as fr
from framing.annotate.quotes import QUOTE_LABELS, find_quotes
from framing.annotations import Annotations

TEXT = "“We lost,” Ana Lopez told Reuters. The mayor said the road was “a gift.”"
COLUMNS = [
    "doc_id", "start", "end", "sentence", "label", "text", "quote", "speaker_start",
    "speaker_end", "speaker", "cue", "rule", "confidence", "status", "speaker_actor",
]  # fmt: skip


def _corpus(*texts: str) -> fr.Corpus:
    index = [f"a{number}" for number in range(len(texts))]
    return fr.Corpus(pd.DataFrame({"text": texts}, index=index))


def _actors(corpus: fr.Corpus, rows: list[tuple[int, int, str]]) -> Annotations:
    doc_id, text = corpus.doc_ids[0], corpus.texts[0]
    spans = pd.DataFrame(
        [(doc_id, a, b, 0, name, text[a:b]) for a, b, name in rows],
        columns=["doc_id", "start", "end", "sentence", "label", "text"],
    )
    labels = [name for _, _, name in rows]
    tokens = fr.tokenize(corpus)
    return Annotations(tokens, spans, labels=labels, kind="actors", provenance={})


def test_columns_are_the_same_with_and_without_quotes() -> None:
    """An article without any quote gives an empty table with the same columns."""
    assert list(find_quotes(_corpus(TEXT)).spans.columns) == COLUMNS
    empty = find_quotes(_corpus("Rain fell."))
    assert list(empty.spans.columns) == COLUMNS
    assert len(empty) == 0
    assert empty.labels == QUOTE_LABELS
    assert empty.per_document()["n_hits"].tolist() == [0] * len(QUOTE_LABELS)


def test_types_are_the_same_with_and_without_quotes() -> None:
    """An empty table has the types of a full one."""
    full = find_quotes(_corpus(TEXT)).spans.dtypes
    assert full.equals(find_quotes(_corpus("Rain fell.")).spans.dtypes)


def test_fragments_share_the_id_of_their_clause() -> None:
    """The clause and the words in marks are rows of one quote."""
    spans = find_quotes(_corpus(TEXT)).spans
    mixed = spans[spans["label"] == "mixed"].iloc[0]
    fragment = spans[spans["label"] == "fragment"].iloc[0]
    assert mixed["quote"] == fragment["quote"]
    assert mixed["start"] <= fragment["start"] < fragment["end"] <= mixed["end"]


def test_sentence_is_that_of_the_token_table() -> None:
    """The sentence number says where the span starts."""
    found = find_quotes(_corpus(TEXT, TEXT))
    for row in found.spans.itertuples():
        sentence = found.tokens.sentences.loc[row.sentence]
        assert sentence["doc_id"] == row.doc_id
        assert sentence["start"] <= row.start < sentence["end"]


def test_other_articles_do_not_matter() -> None:
    """An article gives the same rows alone as among others."""
    alone = find_quotes(_corpus(TEXT)).spans.drop(columns=["doc_id", "quote"])
    among = find_quotes(_corpus(TEXT, "“Yes,” he said.", TEXT)).spans
    third = among[among["doc_id"] == among["doc_id"].iloc[-1]]
    third = third.drop(columns=["doc_id", "quote"]).reset_index(drop=True)
    columns = [name for name in alone.columns if name != "sentence"]
    pd.testing.assert_frame_equal(alone[columns], third[columns])


def test_min_confidence_keeps_the_surer_rules() -> None:
    """A higher floor keeps a part of the rows, all of them at or above it."""
    corpus = _corpus(TEXT)
    every, sure = find_quotes(corpus), find_quotes(corpus, min_confidence=0.95)
    assert 0 < len(sure) < len(every)
    assert sure.spans["confidence"].min() >= 0.95


@pytest.mark.parametrize("floor", [-0.1, 1.1, float("nan")])
def test_refuses_a_floor_that_is_no_share(floor: float) -> None:
    """The floor is a share between 0 and 1."""
    with pytest.raises(ValueError, match="min_confidence"):
        find_quotes(_corpus(TEXT), min_confidence=floor)


def test_speaker_gets_the_actor_it_overlaps_most() -> None:
    """The longest shared stretch names the actor; others stay empty."""
    corpus = _corpus(TEXT)
    at = TEXT.index("Ana Lopez")
    rows = [(at, at + 3, "Ana"), (at, at + 9, "Ana Lopez"), (26, 33, "Reuters")]
    spans = find_quotes(corpus, actors=_actors(corpus, rows)).spans
    linked = spans.groupby("speaker")["speaker_actor"].first()
    assert linked.to_dict() == {"Ana Lopez": "Ana Lopez", "The mayor": ""}


def test_refuses_actors_of_another_corpus() -> None:
    """Actors and quotes must come from the same articles."""
    other = _corpus("Ana Lopez left.")
    with pytest.raises(ValueError, match="another corpus"):
        find_quotes(_corpus(TEXT), actors=_actors(other, [(0, 9, "Ana Lopez")]))


def test_refuses_annotations_that_are_no_actors() -> None:
    """Quotes cannot stand in for actors."""
    corpus = _corpus(TEXT)
    with pytest.raises(ValueError, match="kind 'actors'"):
        find_quotes(corpus, actors=find_quotes(corpus))


def test_tokens_of_another_tokenizer_give_the_same_quotes() -> None:
    """Who made the token table does not change what is found."""
    from nltk.tokenize import WhitespaceTokenizer

    corpus = _corpus(TEXT)
    other = fr.tokenize(corpus, tokenizer=WhitespaceTokenizer())
    expected = find_quotes(corpus).spans
    pd.testing.assert_frame_equal(find_quotes(other).spans, expected)


def test_same_input_gives_the_same_provenance() -> None:
    """Provenance repeats, and names the floor."""
    first, again = (find_quotes(_corpus(TEXT)).provenance for _ in range(2))
    assert first == again
    assert first["parameters"] == {"min_confidence": 0.0}
