"""Other recognisers: their names pass through the same merger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.annotate.actors.gazetteer import ACTOR_TYPES
from framing.annotate.actors.runs import Runs, Words, clues_of

if TYPE_CHECKING:
    from framing.corpus import Corpus

__all__ = ["Recognizer", "SpacyRecognizer", "recognized_runs"]

Recognizer = Callable[["Corpus"], "pd.DataFrame | Iterable[tuple[Any, ...]]"]

_SPACY_TYPES = {
    "PERSON": "person",
    "ORG": "organisation",
    "NORP": "group",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}


@dataclass(frozen=True)
class SpacyRecognizer:
    """Let a spaCy model find the names (extra ``media-framing[spacy]``).

    Parameters
    ----------
    model : str, default 'en_core_web_sm'
        Name of an installed spaCy model.

    Examples
    --------
    >>> from framing.annotate.actors import SpacyRecognizer
    >>> SpacyRecognizer().model
    'en_core_web_sm'

    Notes
    -----
    A model is not better by being a model: of six mentions of the surname of a
    caravan leader in one article, spaCy's small model took four for a place.
    """

    model: str = "en_core_web_sm"

    def __call__(self, corpus: Corpus) -> Iterator[tuple[str, int, int, str]]:
        """Yield ``doc_id, start, end, type`` of every name.

        Parameters
        ----------
        corpus : Corpus
            The articles.

        Yields
        ------
        tuple of (str, int, int, str)
            Offsets are characters of the source text, end exclusive.
        """
        # An extra: never imported by the rest of the library.
        nlp = import_module("spacy").load(self.model)
        docs = nlp.pipe(corpus.clean_texts)
        for doc_id, doc in zip(corpus.doc_ids, docs, strict=True):
            for name in doc.ents:
                if name.label_ in _SPACY_TYPES:
                    kind = _SPACY_TYPES[name.label_]
                    yield doc_id, name.start_char, name.end_char, kind


def recognized_runs(words: Words, recognizer: Any) -> tuple[Runs, dict[int, str]]:
    """Ask a recogniser for names and find their tokens.

    Parameters
    ----------
    words : Words
        The token table with bits.
    recognizer : callable
        Takes the corpus, gives ``doc_id, start, end`` and, if it likes, ``type``.

    Returns
    -------
    runs : Runs
        The names as runs of tokens, in text order, without overlap.
    types : dict of int to str
        Type the recogniser gave, by first token.

    Raises
    ------
    TypeError
        If `recognizer` cannot be called.
    ValueError
        If a span names no article, lies outside its text or has an unknown type.
    """
    if not callable(recognizer):
        msg = (
            "`recognizer` must be callable: corpus -> (doc_id, start, end, type) rows; "
            f"got {type(recognizer).__name__}."
        )
        raise TypeError(msg)
    corpus = words.tokens.corpus
    position = {doc_id: number for number, doc_id in enumerate(corpus.doc_ids)}
    types: dict[int, str] = {}
    ranges: list[tuple[int, int]] = []
    for row in _rows(recognizer(corpus)):
        doc_id, start, end, kind = _checked(row, position, corpus.texts)
        found = _token_range(words, position[doc_id], start, end)
        if found is not None:
            ranges.append(found)
            types[found[0]] = kind
    table = np.array(_apart(sorted(set(ranges))), dtype=np.int64).reshape(-1, 2)
    first, last = table[:, 0], table[:, 1]
    return Runs(first, last, clues_of(words, first, last)), types


def _rows(found: Any) -> Iterable[tuple[Any, ...]]:
    if isinstance(found, pd.DataFrame):
        columns = [c for c in ("doc_id", "start", "end", "type") if c in found.columns]
        return found[columns].itertuples(index=False, name=None)
    rows: Iterable[tuple[Any, ...]] = found
    return rows


def _checked(
    row: tuple[Any, ...], position: dict[str, int], texts: tuple[str, ...]
) -> tuple[str, int, int, str]:
    doc_id, start, end = str(row[0]), int(row[1]), int(row[2])
    kind = str(row[3]) if len(row) > 3 else "unknown"
    if doc_id not in position:
        msg = f"`recognizer` gave a span in the article {doc_id!r}, which is not there."
        raise ValueError(msg)
    if not 0 <= start < end <= len(texts[position[doc_id]]):
        msg = (
            f"`recognizer` gave the span {start}-{end} outside the text of {doc_id!r}."
        )
        raise ValueError(msg)
    if kind not in ACTOR_TYPES:
        known = ", ".join(ACTOR_TYPES)
        msg = f"`recognizer` gave the type {kind!r}. There are: {known}."
        raise ValueError(msg)
    return doc_id, start, end, kind


def _token_range(
    words: Words, doc: int, start: int, end: int
) -> tuple[int, int] | None:
    """Tokens that lie in a span of characters."""
    tokens = words.tokens
    low, high = np.searchsorted(tokens.doc, [doc, doc + 1])
    first = int(low + np.searchsorted(tokens.end[low:high], start, side="right"))
    last = int(low + np.searchsorted(tokens.start[low:high], end, side="left")) - 1
    if first > last or tokens.sentence[first] != tokens.sentence[last]:
        return None
    return first, last


def _apart(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Drop ranges that overlap one before them."""
    kept: list[tuple[int, int]] = []
    for first, last in ranges:
        if not kept or first > kept[-1][1]:
            kept.append((first, last))
    return kept
