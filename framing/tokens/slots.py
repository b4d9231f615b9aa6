"""A hash table from pairs of 64-bit keys to numbers, for whole arrays at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.tokens.growth import Growing

__all__ = ["Numbered", "Slots"]

Ints = NDArray[np.int32]
Index = NDArray[np.int64]
Keys = NDArray[np.uint64]

# Both keys of a pair lie side by side: one look into memory finds both.
_PAIR = np.dtype([("first", np.uint64), ("second", np.uint64)])

# Odd factors with well-mixed bits (from splitmix64); the upper bits of the product
# choose the slot.
_FACTORS = np.array([0xBF58476D1CE4E5B9, 0x94D049BB133111EB], dtype=np.uint64)


class Numbered(NamedTuple):
    """Things by number.

    Attributes
    ----------
    number : ndarray of int32, shape (n,)
        The same for the same thing, whenever it is met.
    new : ndarray of int64, shape (n_new,)
        Where each one that was never met before stands first, in that order.
    """

    number: Ints
    new: Index


class Slots:
    """Number pairs of keys in the order in which they are met.

    Examples
    --------
    >>> slots = Slots()
    >>> key = np.array([7, 5, 7], dtype=np.uint64)
    >>> found = slots.look_up(key, key)
    >>> found.number.tolist(), found.new.tolist()
    ([0, 1, 0], [0, 1])
    """

    def __init__(self) -> None:
        self._clear(12)
        # In an empty slot stands 0: the numbers in slots, and the keys, begin at 1.
        self._pairs = Growing(_PAIR)
        self._pairs.extend(np.zeros(1, dtype=_PAIR))

    def __len__(self) -> int:
        return len(self._pairs) - 1

    def look_up(self, first: Keys, second: Keys) -> Numbered:
        """Return the number of every pair; new ones continue the count.

        Parameters
        ----------
        first, second : ndarray of uint64, shape (n,)
            The pairs of keys.

        Returns
        -------
        Numbered
            Numbers, and which are new.

        Examples
        --------
        >>> Slots().look_up(*np.zeros((2, 0), dtype=np.uint64)).number.tolist()
        []
        """
        number, slot = self._find(first, second)
        at = np.flatnonzero(number == 0)
        if len(at):
            first, second = first[at], second[at]
            if 2 * (len(self) + len(at)) > len(self._number):
                self._grow(len(self) + len(at))
                slot[at] = self._find(first, second)[1]
            number[at], is_new = self._add(first, second, slot[at])
            at = at[is_new]
        number -= 1
        return Numbered(number, at)

    def _find(self, first: Keys, second: Keys) -> tuple[Ints, Index]:
        """Return the slot of each pair and what it holds: 0 for unknown pairs."""
        slot = self._choose(first, second)
        number = self._number.take(slot)
        at = np.flatnonzero(self._differ(number, first, second))
        at = at[number[at] > 0]
        while len(at):
            slot[at] = self._next(slot[at])
            held = number[at] = self._number.take(slot[at])
            at = at[(held > 0) & self._differ(held, first[at], second[at])]
        return number, slot

    def _differ(self, number: Ints, first: Keys, second: Keys) -> NDArray[np.bool_]:
        known = self._pairs.values.take(number)
        different: NDArray[np.bool_] = known["first"] != first
        different |= known["second"] != second
        return different

    def _add(
        self, first: Keys, second: Keys, slot: Index
    ) -> tuple[Ints, NDArray[np.bool_]]:
        """Give numbers to unknown pairs, and say which came first of their kind."""
        owner = self._claim(first, second, slot)
        is_new = owner == np.arange(len(owner))
        number = len(self) + np.cumsum(is_new, dtype=np.int32)
        self._number[slot[is_new]] = number[is_new]
        pairs = np.empty(np.count_nonzero(is_new), dtype=_PAIR)
        pairs["first"], pairs["second"] = first[is_new], second[is_new]
        self._pairs.extend(pairs)
        return number[owner], is_new

    def _claim(self, first: Keys, second: Keys, slot: Index) -> Index:
        """Give every kind of pair a slot; return the first one of the same kind."""
        owner = np.arange(len(slot))
        at = owner.copy()
        while len(at):
            free = at[self._number.take(slot[at]) == 0][::-1]
            # Of several for one slot the last stays: backwards, the first one.
            self._number[slot[free]] = -1 - free
            claimed = -1 - self._number.take(slot[at]).astype(np.int64)
            holder = np.where(claimed < 0, at, claimed)
            same = (first[holder] == first[at]) & (second[holder] == second[at])
            same &= claimed >= 0
            owner[at[same]] = holder[same]
            at = at[~same]
            slot[at] = self._next(slot[at])
        return owner

    def _grow(self, size: int) -> None:
        # At most half of the slots are taken, so that searches stay short.
        self._clear((2 * size).bit_length())
        known = self._pairs.values[1:]
        first, second = known["first"], known["second"]
        slot = self._choose(first, second)
        self._claim(first, second, slot)
        self._number[slot] = np.arange(1, len(slot) + 1)

    def _clear(self, bits: int) -> None:
        self._shift = np.uint64(64 - bits)
        self._number: Ints = np.zeros(1 << bits, dtype=np.int32)

    def _choose(self, first: Keys, second: Keys) -> Index:
        slot: Index = (_hash(first, second) >> self._shift).view(np.int64)
        return slot

    def _next(self, slot: Index) -> Index:
        following: Index = (slot + 1) & (len(self._number) - 1)
        return following


def _hash(first: Keys, second: Keys) -> Keys:
    mixed: Keys = first * _FACTORS[0]
    mixed ^= mixed >> np.uint64(32)
    mixed += second
    mixed *= _FACTORS[1]
    return mixed
