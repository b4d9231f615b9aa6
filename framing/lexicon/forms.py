"""Distinct word forms as one byte string with sorted keys: lookups without loops."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from framing.lexicon.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FormTable"]

Index: TypeAlias = NDArray[np.int64]
Keys: TypeAlias = NDArray[np.uint64]

_WIDTH = 8  # bytes in a key


class FormTable:
    """Hold folded forms so that many of them can be compared at once.

    The first and the last eight bytes of every form are kept as sorted
    integers: the forms with a beginning are a slice of them.

    Parameters
    ----------
    forms : sequence of str
        Forms as they stand in the text.
    cased : bool
        Whether capitals count.

    Examples
    --------
    >>> table = FormTable(["Border", "wall", "borders"], cased=False)
    >>> sorted(table.starting([b"bord"])[0].tolist())
    [0, 2]
    """

    def __init__(self, forms: Sequence[str], *, cased: bool) -> None:
        joined = "\n".join(forms)
        if joined.count("\n") > max(len(forms) - 1, 0):
            joined = "\n".join(form.replace("\n", " ") for form in forms)
        self._build(fold(joined, cased=cased), len(forms))

    def _build(self, joined: str, n_forms: int) -> None:
        self._ascii = joined.isascii()
        self._data = joined.encode("utf-8", "surrogatepass")
        # Room on both sides, so that keys can be cut at the edges too.
        padding = bytes(_WIDTH)
        self._bytes = np.frombuffer(padding + self._data + padding, dtype=np.uint8)
        breaks = np.flatnonzero(np.frombuffer(self._data, dtype=np.uint8) == 10)
        if not n_forms:
            self._start = self._end = np.zeros(0, dtype=np.int64)
            return
        self._start = np.concatenate([[0], breaks + 1])
        self._end = np.append(breaks, len(self._data))

    def __len__(self) -> int:
        return len(self._start)

    def text(self, at: int) -> str:
        """Return one folded form."""
        part = self._data[self._start[at] : self._end[at]]
        return part.decode("utf-8", "surrogatepass")

    def texts(self) -> list[str]:
        """Return all folded forms."""
        data = self._data.decode("utf-8", "surrogatepass")
        return data.split("\n") if len(self) else []

    @cached_property
    def size(self) -> Index:
        """Return the length of each form in bytes."""
        return self._end - self._start

    @cached_property
    def length(self) -> Index:
        """Return the length of each form in characters."""
        if self._ascii:
            return self.size
        body = self._bytes[_WIDTH:-_WIDTH]
        opens = np.concatenate([[0], np.cumsum((body & 0xC0) != 0x80)])
        characters: Index = opens[self._end] - opens[self._start]
        return characters

    @cached_property
    def _heads(self) -> tuple[Keys, Index]:
        """Return the first bytes of the forms as sorted keys, and their order."""
        window = self._start[:, None] + np.arange(_WIDTH)
        inside = np.arange(_WIDTH) < self.size[:, None]
        return _sorted_keys(self._bytes[window + _WIDTH] * inside)

    @cached_property
    def _tails(self) -> tuple[Keys, Index]:
        """Return the last bytes of the forms, last first, as sorted keys."""
        window = self._end[:, None] - 1 - np.arange(_WIDTH)
        inside = np.arange(_WIDTH) < self.size[:, None]
        return _sorted_keys(self._bytes[window + _WIDTH] * inside)

    def starting(self, pieces: Sequence[bytes]) -> list[Index]:
        """Return for each piece the forms that start with its first eight bytes."""
        return _slices(self._heads, pieces)

    def ending(self, pieces: Sequence[bytes]) -> list[Index]:
        """Return for each piece the forms that end with its last eight bytes."""
        return _slices(self._tails, [piece[::-1] for piece in pieces])

    def begun(self, near: Index, piece: bytes) -> Index:
        """Return those of some forms that start with a piece of any length."""
        return near[[self._holds_at(at, piece) for at in near.tolist()]]

    def equal(self, pieces: Sequence[bytes]) -> list[Index]:
        """Return for each piece the forms that are just that."""
        found = []
        for piece, near in zip(pieces, self.starting(pieces), strict=True):
            same = near[self.size[near] == len(piece)]
            if len(piece) > _WIDTH:
                same = self.begun(same, piece)
            found.append(same)
        return found

    def _holds_at(self, at: int, piece: bytes) -> bool:
        return self._data.startswith(piece, int(self._start[at]))

    def holding(self, piece: bytes) -> list[int]:
        """Return the forms that hold a piece anywhere."""
        found = []
        place = self._data.find(piece)
        while place >= 0:
            found.append(int(np.searchsorted(self._end, place, side="right")))
            place = self._data.find(piece, int(self._end[found[-1]]))
        return found

    def possessives(self) -> tuple[Index, list[str]]:
        """Return the forms that end in an apostrophe or in 's, and their texts."""
        room = _WIDTH  # the padding before the first form
        last, before = (
            self._bytes[self._end + room - 1],
            self._bytes[self._end + room - 2],
        )
        with_s = (before == ord("'")) & ((last == ord("s")) | (last == ord("S")))
        at = np.flatnonzero(((last == ord("'")) | with_s) & (self.size > 1))
        return at, self._texts_at(at)

    def _texts_at(self, at: Index) -> list[str]:
        bounds = zip(self._start[at].tolist(), self._end[at].tolist(), strict=True)
        joined = b"\n".join([self._data[low:high] for low, high in bounds])
        return joined.decode("utf-8", "surrogatepass").split("\n") if len(at) else []


def _sorted_keys(window: NDArray[np.integer]) -> tuple[Keys, Index]:
    packed = np.ascontiguousarray(window, dtype=np.uint8).view(">u8").ravel()
    keys = packed.astype(np.uint64)
    order = np.argsort(keys)
    return keys[order], order


def _slices(keys: tuple[Keys, Index], pieces: Sequence[bytes]) -> list[Index]:
    """Return for each piece the forms whose key begins with it."""
    ordered, order = keys
    lows = [int.from_bytes(p[:_WIDTH].ljust(_WIDTH, b"\0"), "big") for p in pieces]
    highs = [int.from_bytes(p[:_WIDTH].ljust(_WIDTH, b"\xff"), "big") for p in pieces]
    first = np.searchsorted(ordered, np.array(lows, dtype=np.uint64), side="left")
    after = np.searchsorted(ordered, np.array(highs, dtype=np.uint64), side="right")
    bounds = zip(first.tolist(), after.tolist(), strict=True)
    return [order[low:high] for low, high in bounds]
