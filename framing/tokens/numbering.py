"""Numbers for distinct runs: the same run has the same number in every batch.

Runs of up to 16 bytes are compared as two 64-bit numbers, all at once. Up to 7 bytes
these make an exact key; above that the key is a hash, and the bytes behind it are
compared, so that two runs never share a number by accident.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.tokens.growth import Growing
from framing.tokens.runs import ROOM

if TYPE_CHECKING:
    from framing.tokens.runs import Runs, Text

__all__ = ["Numbered", "RunNumbers"]

Index = NDArray[np.int64]
Ints = NDArray[np.int32]
Keys = NDArray[np.uint64]
Bools = NDArray[np.bool_]

_WINDOW = 8
_MASKS = np.array([(1 << 8 * n) - 1 for n in range(_WINDOW + 1)], dtype=np.uint64)
# Odd factors with well-mixed bits (from splitmix64).
_FACTORS = np.array([0xBF58476D1CE4E5B9, 0x94D049BB133111EB], dtype=np.uint64)
# The first byte of a key is the length of the run, or one of these.
_TOP = np.uint64(56)
_HASHED, _LISTED = np.uint64(0xFF), np.uint64(0xFE)


class Numbered(NamedTuple):
    """Runs of a batch by number.

    Attributes
    ----------
    number : ndarray of int32, shape (n_runs,)
        The same for the same run, in this batch and in all.
    new : ndarray of int64, shape (n_new,)
        Where each run that was never met before stands first, in that order.
    """

    number: Ints
    new: Index


class _Parts(NamedTuple):
    """Runs as numbers: the first eight bytes, the next eight, the length."""

    first: Keys
    second: Keys
    size: Index


class _Kinds(NamedTuple):
    """The distinct runs of a batch: which run is which, key, first place, number."""

    local: Index
    distinct: Keys
    example: Index
    known: Index


class _Listing(dict[bytes, int]):
    """Numbers for long runs, given when first asked for."""

    def __missing__(self, run: bytes) -> int:
        self[run] = number = len(self)
        return number


class RunNumbers:
    """Give every distinct run a number, in the order in which they are met.

    Examples
    --------
    >>> from framing.tokens.runs import find_runs, join_texts
    >>> numbers = RunNumbers()
    >>> text = join_texts(["to be or not to be"])
    >>> found = numbers.look_up(text, find_runs(text))
    >>> found.number.tolist(), found.new.tolist()
    ([0, 1, 2, 3, 0, 1], [0, 1, 2, 3])
    """

    def __init__(self) -> None:
        self._number_of: dict[int, int] = {}
        self._long = _Listing()
        self._first = Growing(np.uint64)
        self._second = Growing(np.uint64)
        self._size = Growing(np.int64)

    def __len__(self) -> int:
        return len(self._number_of)

    def look_up(self, text: Text, runs: Runs) -> Numbered:
        """Return the number of every run; new ones continue the count."""
        parts = _read_parts(text, runs)
        key = _make_keys(parts)
        self._list(key, parts.size > ROOM, text, runs)
        kinds = self._sort_out(key)
        wrong = self._find_collisions(parts, kinds)
        if wrong.any():
            self._list(key, wrong, text, runs)
            kinds = self._sort_out(key)
        numbers, new = self._number(parts, kinds)
        return Numbered(numbers[kinds.local], kinds.example[new])

    def _list(self, key: Keys, which: Bools, text: Text, runs: Runs) -> None:
        """Give keys to runs that need to be compared as a whole."""
        at = np.flatnonzero(which)
        bounds = zip(runs.low[at].tolist(), runs.high[at].tolist(), strict=True)
        numbers = [self._long[text.data[low:high]] for low, high in bounds]
        key[at] = np.array(numbers, dtype=np.uint64) | _LISTED << _TOP

    def _sort_out(self, key: Keys) -> _Kinds:
        """Find which runs of a batch are the same, and which are known."""
        local, distinct = pd.factorize(key)
        example = np.empty(len(distinct), dtype=np.int64)
        # Of several values for one place the last is kept: the first occurrence.
        example[local[::-1]] = np.arange(len(local))[::-1]
        found = map(self._number_of.get, distinct.tolist(), repeat(-1))
        known = np.fromiter(found, dtype=np.int64, count=len(distinct))
        return _Kinds(local, distinct, example, known)

    def _find_collisions(self, parts: _Parts, kinds: _Kinds) -> Bools:
        """Say which runs have the hash of another run."""
        wrong = np.zeros(len(kinds.local), dtype=bool)
        hashed = np.flatnonzero((kinds.distinct >> _TOP == _HASHED)[kinds.local])
        which = kinds.local[hashed]
        old = kinds.known >= 0
        for column, stored in zip(parts, self._stored, strict=True):
            expected = column[kinds.example]
            expected[old] = stored[kinds.known[old]]
            wrong[hashed] |= column[hashed] != expected[which]
        return wrong

    @property
    def _stored(self) -> _Parts:
        return _Parts(self._first.values, self._second.values, self._size.values)

    def _number(self, parts: _Parts, kinds: _Kinds) -> tuple[Ints, Index]:
        """Return the number of each distinct run, and which were new."""
        numbers = kinds.known.copy()
        new = np.flatnonzero(numbers < 0)
        numbers[new] = np.arange(len(self), len(self) + len(new))
        pairs = zip(kinds.distinct[new].tolist(), numbers[new].tolist(), strict=True)
        self._number_of.update(pairs)
        columns = (self._first, self._second, self._size)
        for column, values in zip(columns, parts, strict=True):
            column.extend(values[kinds.example[new]])
        return numbers.astype(np.int32), new


def _read_parts(text: Text, runs: Runs) -> _Parts:
    size = runs.high - runs.low
    raw = text.raw
    windows = np.ndarray(len(raw) - _WINDOW + 1, "<u8", raw.data, strides=(1,))
    first = windows.take(runs.low) & _MASKS[np.minimum(size, _WINDOW)]
    second = np.zeros(len(size), dtype=np.uint64)
    at = np.flatnonzero(size > _WINDOW)
    rest = np.minimum(size[at] - _WINDOW, _WINDOW)
    second[at] = windows.take(runs.low[at] + _WINDOW) & _MASKS[rest]
    return _Parts(first, second, size)


def _make_keys(parts: _Parts) -> Keys:
    """Return keys that are exact for runs of up to 7 bytes, and hashes of others."""
    key: Keys = parts.first | parts.size.astype(np.uint64) << _TOP
    at = np.flatnonzero(parts.size >= _WINDOW)
    key[at] = _hash(parts.first[at], parts.second[at]) | _HASHED << _TOP
    return key


def _hash(first: Keys, second: Keys) -> Keys:
    mixed = first * _FACTORS[0]
    mixed ^= mixed >> np.uint64(32)
    mixed = (mixed + second) * _FACTORS[1]
    hashed: Keys = mixed ^ mixed >> np.uint64(29)
    return hashed
