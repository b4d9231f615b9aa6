"""Whose words an article is made of: segments that cover it without overlap."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing._provenance import record
from framing.annotations import Annotations

__all__ = ["VOICE_LABELS", "find_voice"]

VOICE_LABELS = ("unattributed", "quoted", "indirect", "cut")
_QUOTED = frozenset(["direct", "fragment"])
_INDIRECT = frozenset(["mixed", "indirect"])


def find_voice(quotes: Annotations) -> Annotations:
    """Cut every article into segments by whose words they are.

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
    author, if borrowed ones. White space between two segments belongs to the first.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.annotate.quotes import find_quotes, find_voice
    >>> corpus = fr.read_articles([{"text": 'He left. "We stay," she said.'}])
    >>> find_voice(find_quotes(corpus)).spans[["voice", "text"]].values.tolist()
    [['unattributed', 'He left. '], ['quoted', '"We stay," '], ['unattributed', 'she said.']]
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
    corpus, tokens = quotes.corpus, quotes.tokens
    spans = quotes.spans
    cuts = corpus.cuts.reset_index(drop=True)
    layers = _layers(spans, cuts)
    rows: list[tuple[int, int, int, int]] = []
    for doc, (doc_id, text) in enumerate(zip(corpus.doc_ids, corpus.texts, strict=True)):
        owner = _owners(len(text), layers.get(doc_id, []))
        rows += ((doc, *segment) for segment in _runs(text, owner))
    doc, start, end, owner = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    key = tokens.sentence_doc.astype(np.int64) << 32 | tokens.sentence_start
    sentence = np.searchsorted(key, doc << 32 | start, side="right") - 1
    texts = corpus.texts
    ids = corpus.doc_ids
    label = _labels(spans, owner)
    table = pd.DataFrame(
        {
            "doc_id": pd.Series([ids[d] for d in doc], dtype="str"),
            "start": start,
            "end": end,
            "sentence": np.maximum(sentence, 0),
            "label": label,
            "text": pd.Series(
                [texts[d][a:b] for d, a, b in zip(doc, start, end, strict=True)],
                dtype="str",
            ),
            "voice": label,
        }
    )
    for name in ("speaker", "speaker_actor", "quote"):
        table[name] = _look_up(spans[name], owner, len(spans), "").astype("str")
    confidence = _look_up(spans["confidence"], owner, len(spans), np.nan)
    table["confidence"] = confidence.astype(float)
    table["reason"] = _look_up(cuts["reason"], owner - len(spans), len(cuts), "").astype(
        "str"
    )
    return table


def _labels(spans: pd.DataFrame, owner: NDArray[np.int64]) -> pd.Series[str]:
    """Name the voice of each segment: of no span, of a span, of a cut."""
    voices = ["quoted" if k in _QUOTED else "indirect" for k in spans["label"]]
    names = np.array(["unattributed", *voices, "cut"], dtype=object)
    return pd.Series(names[np.minimum(owner, len(voices)) + 1], dtype="str")


def _look_up(
    column: pd.Series, owner: NDArray[np.int64], size: int, missing: object
) -> pd.Series:
    values = np.array([*column, missing], dtype=object)
    known = (owner >= 0) & (owner < size)
    return pd.Series(values[np.where(known, owner, size)])


_Layer = tuple[int, int, int]


def _layers(spans: pd.DataFrame, cuts: pd.DataFrame) -> dict[str, list[_Layer]]:
    """List start, end and owner of all spans per article, the strongest last."""
    layers: dict[str, list[_Layer]] = {}
    label = spans["label"]
    for group in (_INDIRECT, _QUOTED):
        rows = spans[label.isin(group).to_numpy()].iloc[::-1]
        for place in zip(rows["doc_id"], rows["start"], rows["end"], rows.index, strict=True):
            layers.setdefault(place[0], []).append(place[1:])
    owners = range(len(spans), len(spans) + len(cuts))
    for place in zip(cuts["doc_id"], cuts["start"], cuts["end"], owners, strict=True):
        layers.setdefault(place[0], []).append(place[1:])
    return layers


def _owners(length: int, layers: list[_Layer]) -> NDArray[np.int64]:
    owner = np.full(length, -1, dtype=np.int64)
    for start, end, number in layers:
        owner[start:end] = number
    return owner


def _runs(text: str, owner: NDArray[np.int64]) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and owner of each run; blank runs go to the run before."""
    if not len(owner):
        return
    edges = [0, *(np.flatnonzero(np.diff(owner)) + 1).tolist(), len(owner)]
    start, number = 0, int(owner[0])
    for low, high in zip(edges[1:-1], edges[2:], strict=True):
        following = int(owner[low])
        if following == number or (following < 0 and text[low:high].isspace()):
            continue
        if number < 0 and text[start:low].isspace() and start == 0:
            number = following
            continue
        yield start, low, number
        start, number = low, following
    yield start, len(owner), number
