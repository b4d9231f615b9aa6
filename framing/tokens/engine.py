"""From texts to integer columns: string rules once per distinct run, arrays for all.

A *run* is what stands between two white spaces. Runs are interned in a table; the
rules of :mod:`framing.tokens.words` and :mod:`framing.tokens.sentences` are asked once
for each distinct run, and their answers are expanded over the text with numpy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.tokens.sentences import flags_of_run, glued_ends, sentence_ends
from framing.tokens.words import split_run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Columns", "scan"]

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

_BATCH = 1_000_000  # characters scanned at once: large enough for numpy, small in RAM
_SEPARATOR = "\n\n"


@dataclass(frozen=True)
class Columns:
    """The token table as arrays; :class:`framing.Tokens` wraps it.

    Parameters
    ----------
    doc, sentence, type, start, end : ndarray of int32, shape (n_tokens,)
        One entry per token in text order.
    sentence_doc, sentence_start, sentence_end : ndarray of int32, shape (n_sentences,)
        One entry per sentence in text order.
    types : tuple of str
        Distinct surface forms.
    """

    doc: Ints
    sentence: Ints
    type: Ints
    start: Ints
    end: Ints
    sentence_doc: Ints
    sentence_start: Ints
    sentence_end: Ints
    types: tuple[str, ...]


class _Intern(dict[str, int]):
    """A table from string to running number that grows as it is asked."""

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        return number


class _Runs:
    """What is known about each distinct run: its pieces, their types, its flags."""

    def __init__(self) -> None:
        self.numbers = _Intern()
        self.types = _Intern()
        self._known = 0
        self._flags: list[int] = []
        self._first: list[int] = [0]
        self._piece_type: list[int] = []
        self._piece_start: list[int] = []
        self._piece_end: list[int] = []
        self._piece_breaks: list[bool] = []

    def learn(self) -> None:
        """Ask the string rules about every run not seen before."""
        for run in list(self.numbers)[self._known :]:
            self._add(run)
        self._known = len(self.numbers)

    def _add(self, run: str) -> None:
        self._flags.append(flags_of_run(run))
        starts = set(glued_ends(run))
        for start, end in split_run(run):
            self._piece_type.append(self.types[run[start:end]])
            self._piece_start.append(start)
            self._piece_end.append(end)
            self._piece_breaks.append(start in starts)
        self._first.append(len(self._piece_type))

    @property
    def flags(self) -> Ints:
        return np.array(self._flags, dtype=np.int32)

    @property
    def pieces(self) -> tuple[Ints, Ints, Ints, Ints, Bools]:
        """Return first piece of each run, then type, start, end, break of each."""
        ints = (self._first, self._piece_type, self._piece_start, self._piece_end)
        first, kind, start, end = (np.array(column, dtype=np.int32) for column in ints)
        return first, kind, start, end, np.array(self._piece_breaks, dtype=bool)


def scan(texts: Sequence[str]) -> Columns:
    """Cut texts into words, marks and sentences.

    Parameters
    ----------
    texts : sequence of str
        One text per article.

    Returns
    -------
    Columns
        Offsets are characters of each text.

    Examples
    --------
    >>> columns = scan(["The U.S. border. It is long."])
    >>> [columns.types[i] for i in columns.type]
    ['The', 'U.S.', 'border', '.', 'It', 'is', 'long', '.']
    >>> columns.sentence.tolist()
    [0, 0, 0, 0, 1, 1, 1, 1]
    """
    runs = _Runs()
    parts: list[tuple[Ints, Ints, Ints, Ints, Bools]] = []
    for first_doc, batch in _batches(texts):
        doc, start, number, paragraph_end = _runs_of(batch, runs.numbers)
        runs.learn()
        ends = sentence_ends(runs.flags[number], paragraph_end)
        parts.append(_expand(doc + np.int32(first_doc), start, number, ends, runs))
    return _columns(parts, tuple(runs.types))


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    batch: list[str] = []
    first, size = 0, 0
    for number, text in enumerate(texts):
        batch.append(text)
        size += len(text)
        if size >= _BATCH:
            yield first, batch
            batch, first, size = [], number + 1, 0
    if batch:
        yield first, batch


def _runs_of(texts: Sequence[str], numbers: _Intern) -> tuple[Ints, Ints, Ints, Bools]:
    """Return doc, start in its text, number and paragraph end of every run."""
    joined = _SEPARATOR.join(texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    starts, ends = _edges(codes)
    number = np.fromiter(
        map(numbers.__getitem__, joined.split()), dtype=np.int32, count=len(starts)
    )
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    origin = np.concatenate([[0], np.cumsum(lengths + len(_SEPARATOR))[:-1]])
    doc = np.searchsorted(origin, starts, side="right") - 1
    last = np.ones(len(starts), dtype=bool)
    last[:-1] = doc[1:] != doc[:-1]
    last |= _paragraph_ends(codes, starts, ends, _wrapped(texts)[doc])
    start = (starts - origin[doc]).astype(np.int32)
    return doc.astype(np.int32), start, number, last


@cache
def _space_table() -> Bools:
    """White space as `str.split` sees it: all of it lies below U+3001."""
    table = np.zeros(0x3002, dtype=bool)
    table[[code for code in range(0x3001) if chr(code).isspace()]] = True
    return table


def _edges(codes: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    space = _space_table()[np.minimum(codes, 0x3001)]
    solid = np.zeros(len(codes) + 2, dtype=np.int8)
    solid[1:-1] = ~space
    step = np.diff(solid)
    return np.flatnonzero(step == 1), np.flatnonzero(step == -1)


def _paragraph_ends(
    codes: NDArray[np.uint32],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    wrapped: Bools,
) -> Bools:
    """Say where a gap holds a line break that ends a paragraph."""
    found = np.zeros(len(starts), dtype=bool)
    if len(starts) < 2:
        return found
    breaks = np.maximum(
        _count_between(codes == 10, ends[:-1], starts[1:]),
        _count_between(codes == 13, ends[:-1], starts[1:]),
    )
    breaks += 2 * _count_between(codes == 0x2029, ends[:-1], starts[1:])
    found[:-1] = breaks >= np.where(wrapped[:-1], 2, 1)
    return found


def _count_between(
    hit: Bools, low: NDArray[np.int64], high: NDArray[np.int64]
) -> NDArray[np.int64]:
    where = np.flatnonzero(hit)
    return np.searchsorted(where, high) - np.searchsorted(where, low)


_LONE_BREAK = re.compile(r"(?<!\n)\r?\n(?![\r\n])")


def _wrapped(texts: Iterable[str]) -> Bools:
    return np.array([_is_wrapped(text) for text in texts], dtype=bool)


def _is_wrapped(text: str) -> bool:
    """Tell a text broken into lines of fixed width from one with a line a paragraph.

    In a wrapped text most lines end in the middle of a sentence and are about equally
    long; there a single line break is a space.
    """
    if "\n" not in text or len(_LONE_BREAK.findall(text)) < 3:
        return False
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    longest = max(map(len, lines))
    full = [line for line in lines if len(line) > 0.6 * longest]
    open_ended = sum(line[-1] not in '.!?"”’:' for line in full)
    return 30 <= longest <= 120 and open_ended > 0.6 * len(full)


def _expand(
    doc: Ints, start: Ints, number: Ints, ends: Bools, runs: _Runs
) -> tuple[Ints, Ints, Ints, Ints, Bools]:
    """Give every run its pieces: doc, type, start, end, 'a sentence starts here'."""
    first, kind, piece_start, piece_end, breaks = runs.pieces
    count = first[number + 1] - first[number]
    shift = np.concatenate([[0], np.cumsum(count)[:-1]]).astype(np.int32)
    run = np.repeat(np.arange(len(number), dtype=np.int32), count)
    piece = first[number][run] + np.arange(len(run), dtype=np.int32) - shift[run]
    opens = breaks[piece]
    starts_run = np.ones(len(number), dtype=bool)
    starts_run[1:] = ends[:-1]
    opens[shift[starts_run]] = True
    begin = start[run]
    return (
        doc[run],
        kind[piece],
        begin + piece_start[piece],
        begin + piece_end[piece],
        opens,
    )


def _columns(
    parts: Sequence[tuple[Ints, Ints, Ints, Ints, Bools]], types: tuple[str, ...]
) -> Columns:
    empty = np.zeros(0, dtype=np.int32)
    joined = [np.concatenate(column) for column in zip(*parts, strict=True)]
    doc, kind, start, end, opens = joined or [empty, empty, empty, empty, empty]
    sentence = (np.cumsum(opens, dtype=np.int32) - 1).astype(np.int32)
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(doc)) - 1 if len(first) else first
    return Columns(
        doc.astype(np.int32),
        sentence,
        kind.astype(np.int32),
        start.astype(np.int32),
        end.astype(np.int32),
        doc[first].astype(np.int32),
        start[first].astype(np.int32),
        end[last].astype(np.int32),
        types,
    )
