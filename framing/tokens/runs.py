"""Runs, the stretches between white space: where they stand in several texts at once.

A *run* is what ``str.split`` would give. Runs are found on the bytes of many texts
joined into one, with arrays only.
"""

from __future__ import annotations

from itertools import pairwise, repeat
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.tokens.numbering import ROOM

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Runs", "Text", "find_runs", "join_texts"]

Bytes = NDArray[np.uint8]
Index = NDArray[np.int64]
Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

# White space to Python but no line break: the edge of a text looks like no paragraph.
_BETWEEN = b"\x1f"

# White space beyond ASCII, as `str.split` knows it, by its bytes in UTF-8.
_WIDE = [c.encode() for c in map(chr, range(0x80, 0x3001)) if c.isspace()]
_WIDE_OF_2, _WIDE_OF_3 = (
    np.array([int.from_bytes(c, "big") for c in _WIDE if len(c) == size])
    for size in (2, 3)
)
_PARAGRAPH_MARK = int.from_bytes("\u2029".encode(), "big")
_NEW_LINE, _RETURN = 10, 13


class Text(NamedTuple):
    """Several texts as one.

    Attributes
    ----------
    data : bytes
        The texts in UTF-8, a separator after each, and room at the end.
    raw : ndarray of uint8
        The same as numbers.
    first : ndarray of int64, shape (n_texts + 1,)
        First byte of each text, and of what would come next.
    parts : sequence of str
        The texts.
    """

    data: bytes
    raw: Bytes
    first: Index
    parts: Sequence[str]


class Runs(NamedTuple):
    """The runs of several texts, in order.

    Attributes
    ----------
    low, high : ndarray of int64, shape (n_runs,)
        Bytes of the joined text, end exclusive.
    doc : ndarray of int32, shape (n_runs,)
        Number of the text.
    start : ndarray of int32, shape (n_runs,)
        First character in its text.
    closes : ndarray of bool, shape (n_runs,)
        Whether the run is the last of its paragraph.
    """

    low: Index
    high: Index
    doc: Ints
    start: Ints
    closes: Bools


def join_texts(texts: Sequence[str]) -> Text:
    """Encode texts one after the other.

    Parameters
    ----------
    texts : sequence of str
        Any texts.

    Returns
    -------
    Text
        The texts as bytes.

    Examples
    --------
    >>> join_texts(["Ab.", "é"]).first.tolist()
    [0, 4, 7]
    """
    parts = list(map(str.encode, texts, repeat("utf-8"), repeat("surrogatepass")))
    data = _BETWEEN.join([*parts, b" " * ROOM])
    sizes = np.fromiter(map(len, parts), dtype=np.int64, count=len(parts))
    first = np.concatenate([[0], np.cumsum(sizes + len(_BETWEEN))])
    return Text(data, np.frombuffer(data, dtype=np.uint8), first, texts)


def find_runs(text: Text) -> Runs:
    r"""Find every run of several texts.

    Parameters
    ----------
    text : Text
        The texts joined.

    Returns
    -------
    Runs
        In the order of the text.

    Examples
    --------
    >>> runs = find_runs(join_texts(["To be,\u2003or", "not"]))
    >>> runs.doc.tolist(), runs.start.tolist()
    ([0, 0, 0, 1], [0, 3, 7, 0])
    >>> runs.closes.tolist()
    [False, False, True, True]
    """
    wide = _find_wide_spaces(text.raw)
    low, high = _find_edges(text.raw, wide)
    doc = _expand_docs(text, low)
    start = _count_characters(text, low, doc)
    closes = np.ones(len(low), dtype=bool)
    closes[:-1] = doc[1:] != doc[:-1]
    closes |= _end_paragraphs(text, low, doc, wide[1][wide[2] == _PARAGRAPH_MARK])
    return Runs(low, high, doc, start, closes)


def _find_wide_spaces(raw: Bytes) -> tuple[Index, Index, Index]:
    """Return where white space of two bytes is, of three, and which the latter is."""
    at = np.flatnonzero((raw >= 0xC2) & (raw <= 0xE3))
    two = raw[at].astype(np.int64) << 8 | raw[at + 1]
    three = two << 8 | raw[at + 2]
    is_three = np.isin(three, _WIDE_OF_3)
    return at[np.isin(two, _WIDE_OF_2)], at[is_three], three[is_three]


def _find_edges(raw: Bytes, wide: tuple[Index, Index, Index]) -> tuple[Index, Index]:
    # The text begins as if behind a gap; so each place is compared with the one before.
    gap = np.ones(len(raw) + 1, dtype=bool)
    # Unsigned differences wrap around: one comparison per range of bytes.
    np.logical_or(raw - 9 < 5, raw - 28 < 5, out=gap[1:])
    for at, size in zip(wide[:2], (2, 3), strict=True):
        for step in range(size):
            gap[at + step + 1] = True
    before, here = gap[:-1], gap[1:]
    return np.flatnonzero(here < before), np.flatnonzero(here > before)


def _expand_docs(text: Text, low: Index) -> Ints:
    n_runs = np.diff(np.searchsorted(low, text.first))
    return np.repeat(np.arange(len(n_runs), dtype=np.int32), n_runs)


def _count_characters(text: Text, low: Index, doc: Ints) -> Ints:
    """Turn bytes of the joined text into characters of each text."""
    start = low.astype(np.int32)
    first = text.first[:-1].astype(np.int32)
    if not text.data.isascii():
        # Every character has one byte that does not continue another.
        continued = np.flatnonzero((text.raw & 0xC0) == 0x80)
        first -= np.searchsorted(continued, first).astype(np.int32)
        runs = np.searchsorted(low, continued)
        start -= np.cumsum(np.bincount(runs, minlength=len(low) + 1))[:-1].astype(
            np.int32
        )
    start -= first.take(doc)
    return start


def _end_paragraphs(text: Text, low: Index, doc: Ints, marks: Index) -> Bools:
    """Say which runs are followed by line breaks that end a paragraph."""
    if not len(low):
        return np.zeros(0, dtype=bool)
    new_lines = np.flatnonzero(text.raw == _NEW_LINE)
    returns = np.flatnonzero(text.raw == _RETURN)
    gaps = [np.searchsorted(low, at) for at in (new_lines, returns, marks)]
    # Only gaps with a break in them are counted.
    where, which = np.unique(np.concatenate(gaps), return_inverse=True)
    sizes = np.cumsum([0, *map(len, gaps)])
    lines, turns, paragraphs = (
        np.bincount(which[a:b], minlength=len(where)) for a, b in pairwise(sizes)
    )
    breaks = np.maximum(lines, turns) + 2 * paragraphs
    ends = np.zeros(len(low) + 1, dtype=bool)
    wrapped = _find_wrapped(text, new_lines)
    ends[where] = breaks > wrapped[doc[np.maximum(where - 1, 0)]]
    return ends[1:]


def _find_wrapped(text: Text, new_lines: Index) -> Bools:
    """Say which texts are broken into lines of about equal length."""
    raw, n_texts = text.raw, len(text.parts)
    after = raw[new_lines + 1]
    alone = (raw[new_lines - 1] != _NEW_LINE) & (after != _NEW_LINE)
    alone &= after != _RETURN
    doc = np.searchsorted(text.first, new_lines[alone], side="right") - 1
    wrapped = np.bincount(doc, minlength=n_texts) >= 3
    for at in np.flatnonzero(wrapped).tolist():
        wrapped[at] = _is_wrapped(text.parts[at])
    return wrapped


def _is_wrapped(text: str) -> bool:
    """Tell a text broken into lines of fixed width from one with a line a paragraph.

    In a wrapped text most lines end in the middle of a sentence and are about equally
    long; there a single line break is a space.
    """
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    longest = max(map(len, lines), default=0)
    if not 30 <= longest <= 120:
        return False
    full = [line for line in lines if len(line) > 0.6 * longest]
    open_ended = sum(line[-1] not in '.!?"”’:' for line in full)
    return open_ended > 0.6 * len(full)
