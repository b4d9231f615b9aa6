"""Numbers for distinct stretches of text: the same bytes have the same number.

Stretches of up to 15 bytes are compared as two 64-bit numbers, all at once. Up to 7
bytes these make an exact key; above that the key is a hash, and the bytes behind it
are compared, so that two stretches never share a number by accident.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.tokens.growth import Growing
from framing.tokens.slots import Slots

__all__ = ["ROOM", "Numbered", "Numbering", "Stretches"]

ROOM = 16
"""Bytes that must stand behind the last stretch, so that a window can be read."""

Index = NDArray[np.int64]
Ints = NDArray[np.int32]
Keys = NDArray[np.uint64]
Bools = NDArray[np.bool_]

_WINDOW, _LONGEST = 8, 15
_BREAK = 10
_MASKS = np.array([(1 << 8 * n) - 1 for n in range(_WINDOW + 1)], dtype=np.uint64)
# Odd factors with well-mixed bits (from splitmix64).
_FACTORS = np.array([0xBF58476D1CE4E5B9, 0x94D049BB133111EB], dtype=np.uint64)
# The top byte of a key is the length of the stretch, or one of these.
_TOP = np.uint64(56)
_HASHED, _LISTED = np.uint64(0xFF), np.uint64(0xFE)


class Stretches(NamedTuple):
    """Stretches of a text in UTF-8.

    Attributes
    ----------
    data : bytes
        The text, with ``ROOM`` bytes behind the last stretch.
    low, high : ndarray of int64, shape (n_stretches,)
        Bounds of the stretches in bytes, end exclusive.
    """

    data: bytes
    low: Index
    high: Index

    def spell_out(self, at: Index) -> str:
        r"""Return some of them as one string, a line break behind each."""
        size = self.high[at] - self.low[at] + 1
        after = np.cumsum(size)
        total = int(after[-1]) if len(after) else 0
        places = np.arange(total) + np.repeat(self.low[at] - (after - size), size)
        spelled = np.frombuffer(self.data, dtype=np.uint8)[places]
        spelled[after - 1] = _BREAK
        return str(spelled.tobytes(), "utf-8", "surrogatepass")


class Numbered(NamedTuple):
    """Stretches by number.

    Attributes
    ----------
    number : ndarray of int32, shape (n_stretches,)
        The same for the same bytes, whenever they are met.
    new : ndarray of int64, shape (n_new,)
        Where each one that was never met before stands first, in that order.
    """

    number: Ints
    new: Index


class _Parts(NamedTuple):
    """Stretches as numbers: the first eight bytes, the next seven and the length."""

    first: Keys
    second: Keys


class _Kinds(NamedTuple):
    """The distinct ones: which is which, their keys, first places, known numbers."""

    local: Index
    distinct: Keys
    example: Index
    known: Index


class _Listing(dict[bytes, int]):
    """Numbers for long stretches, given when first asked for."""

    def __missing__(self, stretch: bytes) -> int:
        self[stretch] = number = len(self)
        return number


class Numbering:
    """Number distinct stretches in the order in which they are met.

    Examples
    --------
    >>> numbering = Numbering()
    >>> low = np.array([0, 3, 6])
    >>> words = Stretches(b"to be to" + bytes(ROOM), low, low + 2)
    >>> found = numbering.look_up(words)
    >>> found.number.tolist(), found.new.tolist()
    ([0, 1, 0], [0, 1])
    """

    def __init__(self) -> None:
        self._slots = Slots()
        self._long = _Listing()
        self._first = Growing(np.uint64)
        self._second = Growing(np.uint64)

    def __len__(self) -> int:
        return len(self._slots)

    def look_up(self, stretches: Stretches) -> Numbered:
        """Return the number of every stretch; new ones continue the count."""
        parts = _read_parts(stretches)
        key = _make_keys(parts)
        self._list(key, stretches.high - stretches.low > _LONGEST, stretches)
        kinds = self._sort_out(key)
        wrong = self._find_collisions(parts, kinds)
        if wrong.any():
            self._list(key, wrong, stretches)
            kinds = self._sort_out(key)
        numbers, new = self._number(parts, kinds)
        return Numbered(numbers[kinds.local], kinds.example[new])

    def _list(self, key: Keys, which: Bools, stretches: Stretches) -> None:
        """Give keys to those that need to be compared as a whole."""
        at = np.flatnonzero(which)
        bounds = zip(
            stretches.low[at].tolist(), stretches.high[at].tolist(), strict=True
        )
        numbers = [self._long[stretches.data[low:high]] for low, high in bounds]
        key[at] = np.array(numbers, dtype=np.uint64) | _LISTED << _TOP

    def _sort_out(self, key: Keys) -> _Kinds:
        """Find which are the same, and which are known."""
        local, distinct = pd.factorize(key)
        example = np.empty(len(distinct), dtype=np.int64)
        # Of several values for one place the last is kept: the first occurrence.
        example[local[::-1]] = np.arange(len(local))[::-1]
        return _Kinds(local, distinct, example, self._slots.find(distinct))

    def _find_collisions(self, parts: _Parts, kinds: _Kinds) -> Bools:
        """Say which ones have the hash of another."""
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
        return _Parts(self._first.values, self._second.values)

    def _number(self, parts: _Parts, kinds: _Kinds) -> tuple[Ints, Index]:
        """Return the number of each distinct one, and which were new."""
        numbers = kinds.known.copy()
        new = np.flatnonzero(numbers < 0)
        numbers[new] = np.arange(len(self), len(self) + len(new))
        self._slots.add(kinds.distinct[new])
        self._first.extend(parts.first[kinds.example[new]])
        self._second.extend(parts.second[kinds.example[new]])
        return numbers.astype(np.int32), new


def _read_parts(stretches: Stretches) -> _Parts:
    data, low = stretches.data, stretches.low
    size = np.minimum(stretches.high - low, _LONGEST)
    windows = np.ndarray(len(data) - _WINDOW + 1, "<u8", data, strides=(1,))
    first = windows.take(low) & _MASKS[np.minimum(size, _WINDOW)]
    second = size.astype(np.uint64) << _TOP
    at = np.flatnonzero(size > _WINDOW)
    second[at] |= windows.take(low[at] + _WINDOW) & _MASKS[size[at] - _WINDOW]
    return _Parts(first, second)


def _make_keys(parts: _Parts) -> Keys:
    """Return exact keys of stretches of up to 7 bytes, and hashes of others."""
    key: Keys = parts.first | parts.second
    at = np.flatnonzero(parts.second >= np.uint64(_WINDOW << 56))
    key[at] = _hash(parts.first[at], parts.second[at]) | _HASHED << _TOP
    return key


def _hash(first: Keys, second: Keys) -> Keys:
    mixed = first * _FACTORS[0]
    mixed ^= mixed >> np.uint64(32)
    mixed = (mixed + second) * _FACTORS[1]
    hashed: Keys = mixed ^ mixed >> np.uint64(29)
    return hashed
