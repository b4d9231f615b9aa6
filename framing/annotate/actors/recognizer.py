"""Other recognisers: their names pass through the same merger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing._errors import did_you_mean
from framing.annotate.actors.clues import clues_of
from framing.annotate.actors.gazetteer import ACTOR_TYPES
from framing.annotate.actors.runs import Runs

if TYPE_CHECKING:
    from framing.annotate.actors.words import Words
    from framing.corpus import Corpus

__all__ = ["Recognizer", "SpacyRecognizer", "as_recognizer", "recognized_runs"]

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
    """Let a spaCy pipeline find the names (extra ``media-framing[spacy]``).

    It takes the place of the built-in rules; merging, roles and groups stay the
    library's own.

    Parameters
    ----------
    model : str, Path or spaCy pipeline, default 'en_core_web_sm'
        Name of an installed pipeline, the folder of a saved one, or a pipeline that is
        loaded already (``nlp``). Nothing is downloaded.

    Raises
    ------
    ImportError
        When called, if spaCy is not installed; the message says what to type.
    ValueError
        When called, if there is no such pipeline, or it finds no names.

    See Also
    --------
    framing.find_actors : Takes it as `recognizer`.

    Notes
    -----
    The names pass through the same merger as those of the built-in rules, with the
    pipeline's types: PERSON, ORG, GPE, LOC, FAC and NORP (a group); other entities are
    left out. A pipeline is not better by being one: of six mentions of the surname of a
    caravan leader in one article, spaCy's small one took four for a place.

    Examples
    --------
    >>> from framing.annotate.actors import SpacyRecognizer
    >>> SpacyRecognizer().model
    'en_core_web_sm'
    """

    model: Any = "en_core_web_sm"

    @property
    def name(self) -> str:
        """What the provenance says of it: the pipeline and, if loaded, its version.

        The version is known where a loaded pipeline was given.

        See Also
        --------
        framing.find_actors : Records it.

        Examples
        --------
        >>> from framing.annotate.actors import SpacyRecognizer
        >>> SpacyRecognizer("en_core_web_sm").name
        'spaCy en_core_web_sm'
        """
        meta = getattr(self.model, "meta", None)
        if meta is None:
            return f"spaCy {Path(self.model).name}"
        return f"spaCy {meta.get('lang')}_{meta.get('name')} {meta.get('version')}"

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
        docs = _pipeline(self.model).pipe(corpus.clean_texts)
        for doc_id, doc in zip(corpus.doc_ids, docs, strict=True):
            for name in doc.ents:
                if name.label_ in _SPACY_TYPES:
                    kind = _SPACY_TYPES[name.label_]
                    yield doc_id, name.start_char, name.end_char, kind


def _pipeline(model: Any) -> Any:
    """Return a pipeline that finds names, loading it if only its name is given."""
    if isinstance(model, str | Path):
        return _named(_loaded(model), str(model))
    if callable(getattr(model, "pipe", None)):
        return _named(model, "the pipeline")
    msg = (
        "`model` must be the name of a spaCy pipeline, its folder, or the loaded "
        f"pipeline; got {type(model).__name__}."
    )
    raise TypeError(msg)


def _loaded(model: str | Path) -> Any:
    try:
        # An extra: never imported by the rest of the library.
        spacy = import_module("spacy")
    except ImportError as error:
        msg = 'spaCy is not installed. Type: pip install "media-framing[spacy]"'
        raise ImportError(msg) from error
    try:
        return spacy.load(model)
    except OSError as error:
        msg = (
            f"`model`: there is no spaCy pipeline {str(model)!r} on this machine. "
            "Type: python -m spacy download en_core_web_sm, or give the folder of a "
            "saved pipeline."
        )
        raise ValueError(msg) from error


def _named(nlp: Any, name: str) -> Any:
    """Refuse a pipeline of nothing but a tokenizer."""
    if getattr(nlp, "pipe_names", None) == []:
        msg = (
            f"`model`: {name} has no component that finds names. Add one, such as "
            'nlp.add_pipe("entity_ruler"), or load a pipeline with "ner".'
        )
        raise ValueError(msg)
    return nlp


def as_recognizer(recognizer: Any) -> Any:
    """Take a spaCy pipeline, its name or its folder for a recogniser as well.

    Parameters
    ----------
    recognizer : callable, str, Path or spaCy pipeline
        What the user gave.

    Returns
    -------
    callable
        A recogniser: corpus -> rows.

    Raises
    ------
    TypeError
        If it is none of these.
    """
    if isinstance(recognizer, str | Path) or hasattr(recognizer, "pipe_names"):
        return SpacyRecognizer(recognizer)
    if callable(recognizer):
        return recognizer
    msg = (
        "`recognizer` must be callable: corpus -> (doc_id, start, end, type) rows, or "
        "a spaCy pipeline, its name or its folder; "
        f"got {type(recognizer).__name__}."
    )
    raise TypeError(msg)


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
    ValueError
        If a span names no article, lies outside its text or has an unknown type.
    """
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
        near = did_you_mean(doc_id, position)
        msg = (
            f"`recognizer` gave a span in the article {doc_id!r}, which is not "
            f"there.{near}"
        )
        raise ValueError(msg)
    if not 0 <= start < end <= len(texts[position[doc_id]]):
        msg = (
            f"`recognizer` gave the span {start}-{end} outside the text of {doc_id!r}."
        )
        raise ValueError(msg)
    if kind not in ACTOR_TYPES:
        msg = (
            f"`recognizer` gave the type {kind!r}. There are: "
            f"{', '.join(ACTOR_TYPES)}.{did_you_mean(kind, ACTOR_TYPES)}"
        )
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
