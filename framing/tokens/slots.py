"""A hash table from 64-bit keys to numbers, for many keys at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["Slots"]

Index = NDArray[np.int64]
Keys = NDArray[np.uint64]

# An odd factor with well-mixed bits (from splitmix64); the upper bits of the product
# choose the slot.
_FACTOR = np.uint64(0xBF58476D1CE4E5B9)
_EMPTY = -1


class Slots:
    """Number keys in the order in which they are added.

    Examples
    --------
    >>> slots = Slots()
    >>> slots.add(np.array([7, 5], dtype=np.uint64))
    >>> slots.find(np.array([5, 6, 7], dtype=np.uint64)).tolist()
    [1, -1, 0]
    """

    def __init__(self) -> None:
        self._bits = 12
        self._clear()
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def _clear(self) -> None:
        self._key: Keys = np.zeros(1 << self._bits, dtype=np.uint64)
        self._number: Index = np.full(1 << self._bits, _EMPTY, dtype=np.int64)

    def _first_slots(self, keys: Keys) -> Index:
        mixed = (keys ^ keys >> np.uint64(29)) * _FACTOR
        slots: Index = (mixed >> np.uint64(64 - self._bits)).astype(np.int64)
        return slots

    def find(self, keys: Keys) -> Index:
        """Return the number of each key; -1 for a key that was never added."""
        found = np.full(len(keys), _EMPTY, dtype=np.int64)
        slot, at = self._first_slots(keys), np.arange(len(keys))
        while len(at):
            number = self._number[slot[at]]
            same = (self._key[slot[at]] == keys[at]) & (number != _EMPTY)
            found[at[same]] = number[same]
            at = at[~same & (number != _EMPTY)]
            slot[at] = self._next(slot[at])
        return found

    def add(self, keys: Keys) -> None:
        """Add keys that are distinct and were never added."""
        size = self._size + len(keys)
        # At most a third of the slots are taken, so that searches stay short.
        if 3 * size > len(self._key):
            taken = np.flatnonzero(self._number != _EMPTY)
            known, numbers = self._key[taken], self._number[taken]
            self._bits = (4 * size).bit_length()
            self._clear()
            self._put(known, numbers)
        self._put(keys, np.arange(self._size, size))
        self._size = size

    def _put(self, keys: Keys, numbers: Index) -> None:
        slot, at = self._first_slots(keys), np.arange(len(keys))
        while len(at):
            free = at[self._number[slot[at]] == _EMPTY]
            # Of several keys for one slot the last stays; the others move on.
            self._number[slot[free]] = numbers[free]
            self._key[slot[free]] = keys[free]
            at = at[self._number[slot[at]] != numbers[at]]
            slot[at] = self._next(slot[at])

    def _next(self, slot: Index) -> Index:
        following: Index = (slot + 1) & (len(self._key) - 1)
        return following
