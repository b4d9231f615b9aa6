"""Whose words an article is made of: segments that cover it without overlap."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing._provenance import record
from framing.annotations import Annotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from framing.corpus import Corpus
    from framing.tokens import Tokens

__all__ = ["VOICE_LABELS", "find_voice"]

VOICE_LABELS = ("unattributed", "quoted", "indirect", "cut")
_Layer = tuple[int, int, int]  # start, end, number of the span or cut
_Ints = NDArray[np.int64]

_QUOTED = frozenset(["direct", "fragment"])
_INDIRECT = frozenset(["mixed", "indirect"])


def find_voice(quotes: Annotations) -> Annotations:
    """Cut every article into segments by whose words they are.

    Together the segments cover the article: unattributed text, direct and indirect
    speech.

    Parameters
    ----------
    quotes : Annotations
        What :func:`framing.find_quotes` found.

    Returns
    -------
    Annotations
        Kind ``"voice"``. The segments of an article follow each other without gap or
        overlap from its first to its last character. Labels: ``unattributed`` (words
        that nobody is said to have said: not the same as the author's opinion),
        ``quoted``, ``indirect`` and ``cut`` (set aside by cleaning). Own columns:
        ``voice`` (the label again, to compare by), ``speaker``, ``speaker_actor``,
        ``quote``, ``confidence`` (of the quote, missing elsewhere) and ``reason``
        (of the cut).

    Raises
    ------
    ValueError
        If `quotes` are of another kind.

    See Also
    --------
    framing.find_quotes : Find who says what.

    Notes
    -----
    Where spans overlap, cuts come before words in quotation marks, and those before
    indirect speech. Scare quotes and titles stay unattributed: they are words of the
    author, if borrowed ones. A blank between two of them belongs to the one before.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.annotate.quotes import find_quotes, find_voice
    >>> corpus = fr.read_articles([{"text": 'He left. "We stay," she said.'}])
    >>> find_voice(find_quotes(corpus)).spans[["voice", "text"]].values.tolist()
    [['unattributed', 'He left. '],
     ['quoted', '"We stay,"'],
     ['unattributed', ' she said.']]
    """
    if quotes.kind != "quotes":
        msg = (
            f"`quotes` must be of kind 'quotes'; got kind {quotes.kind!r}. "
            "Find them first: quotes = fr.find_quotes(corpus)."
        )
        raise ValueError(msg)
    return Annotations(
        quotes.tokens,
        _segments(quotes),
        labels=VOICE_LABELS,
        kind="voice",
        provenance=record("find_voice", {"quotes": quotes.provenance}, {}),
    )


def _segments(quotes: Annotations) -> pd.DataFrame:
    spans, cuts = quotes.spans, quotes.corpus.cuts.reset_index(drop=True)
    doc, start, end, owner = _cover(quotes.corpus, _layers(spans, cuts))
    table = _places(quotes.tokens, doc, start, end)
    table["label"] = _labels(spans, owner)
    table["voice"] = table["label"]
    for name in ("speaker", "speaker_actor", "quote"):
        table[name] = _look_up(spans[name], owner, "").astype("str")
    table["confidence"] = _look_up(spans["confidence"], owner, np.nan).astype(float)
    table["reason"] = _look_up(cuts["reason"], owner - len(spans), "").astype("str")
    return table


def _cover(
    corpus: Corpus, layers: dict[str, list[_Layer]]
) -> tuple[_Ints, _Ints, _Ints, _Ints]:
    """Return article, start, end and owner of the segments of all articles."""
    rows: list[tuple[int, int, int, int]] = []
    pairs = zip(corpus.doc_ids, corpus.texts, strict=True)
    for doc, (doc_id, text) in enumerate(pairs):
        owners = _owners(len(text), layers.get(doc_id, []))
        rows += ((doc, *segment) for segment in _runs(text, owners))
    table: _Ints = np.array(rows, dtype=np.int64).reshape(-1, 4)
    return table[:, 0], table[:, 1], table[:, 2], table[:, 3]


def _places(tokens: Tokens, doc: _Ints, start: _Ints, end: _Ints) -> pd.DataFrame:
    """Make the columns that say where segments are."""
    key = tokens.sentence_doc.astype(np.int64) << 32 | tokens.sentence_start
    sentence = np.searchsorted(key, doc << 32 | start, side="right") - 1
    texts, ids = tokens.corpus.texts, tokens.corpus.doc_ids
    spans = zip(doc.tolist(), start.tolist(), end.tolist(), strict=True)
    return pd.DataFrame(
        {
            "doc_id": pd.Series([ids[d] for d in doc.tolist()], dtype="str"),
            "start": start,
            "end": end,
            "sentence": np.maximum(sentence, 0),
            "label": "",
            "text": pd.Series([texts[d][a:b] for d, a, b in spans], dtype="str"),
        }
    )


def _labels(spans: pd.DataFrame, owner: _Ints) -> pd.Series[str]:
    """Name the voice of each segment: of no span, of a span, of a cut."""
    voices = ["quoted" if k in _QUOTED else "indirect" for k in spans["label"]]
    names = np.array(["unattributed", *voices, "cut"], dtype=object)
    return pd.Series(names[np.minimum(owner, len(voices)) + 1], dtype="str")


def _look_up(column: pd.Series[Any], owner: _Ints, missing: object) -> pd.Series[Any]:
    size = len(column)
    values = np.array([*column, missing], dtype=object)
    known = (owner >= 0) & (owner < size)
    return pd.Series(values[np.where(known, owner, size)])


def _layers(spans: pd.DataFrame, cuts: pd.DataFrame) -> dict[str, list[_Layer]]:
    """List start, end and owner of all spans per article, the strongest last."""
    layers: dict[str, list[_Layer]] = {}
    for group in (_INDIRECT, _QUOTED):
        # In reverse, so that the first of two spans at one place wins.
        rows = spans[spans["label"].isin(group).to_numpy()].iloc[::-1]
        _stack(layers, rows, rows.index)
    _stack(layers, cuts, range(len(spans), len(spans) + len(cuts)))
    return layers


def _stack(
    layers: dict[str, list[_Layer]], rows: pd.DataFrame, numbers: Iterable[int]
) -> None:
    places = zip(rows["doc_id"], rows["start"], rows["end"], numbers, strict=True)
    for doc_id, start, end, number in places:
        layers.setdefault(doc_id, []).append((int(start), int(end), int(number)))


def _owners(length: int, layers: list[_Layer]) -> _Ints:
    owner = np.full(length, -1, dtype=np.int64)
    for start, end, number in layers:
        owner[start:end] = number
    return owner


def _runs(text: str, owner: _Ints) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and owner of each run; blank runs go to the run before."""
    if not len(owner):
        return
    edges = [0, *(np.flatnonzero(np.diff(owner)) + 1).tolist(), len(owner)]
    start, number = 0, int(owner[0])
    for low, high in itertools.pairwise(edges):
        following = int(owner[low])
        if following == number or (following < 0 and text[low:high].isspace()):
            continue
        yield start, low, number
        start, number = low, following
    yield start, len(owner), number
