"""Numbers for distinct stretches of text: the same bytes have the same number.

Stretches of up to 15 bytes are compared as two 64-bit numbers, all at once, and longer
ones by a dictionary.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.tokens.slots import Numbered, Slots

__all__ = ["ROOM", "Numbering", "Stretches"]

ROOM = 16
"""Bytes that must stand behind the last stretch, so that a window can be read."""

Index = NDArray[np.int64]
Keys = NDArray[np.uint64]

_WINDOW, _LONGEST = 8, 15
_BREAK = 10
_MASKS = np.array([(1 << 8 * n) - 1 for n in range(_WINDOW + 1)], dtype=np.uint64)
# The top byte of the second number is the length of the stretch, or this.
_TOP = np.uint64(56)
_LISTED = np.uint64(0xFF)


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

    def __len__(self) -> int:
        return len(self._slots)

    def look_up(self, stretches: Stretches) -> Numbered:
        """Return the number of every stretch; new ones continue the count."""
        first, second = _read_keys(stretches)
        at = np.flatnonzero(stretches.high - stretches.low > _LONGEST)
        bounds = zip(
            stretches.low[at].tolist(), stretches.high[at].tolist(), strict=True
        )
        first[at] = [self._long[stretches.data[low:high]] for low, high in bounds]
        second[at] = _LISTED << _TOP
        return self._slots.look_up(first, second)


def _read_keys(stretches: Stretches) -> tuple[Keys, Keys]:
    """Return the first eight bytes, and the next seven with the length."""
    data, low = stretches.data, stretches.low
    size = stretches.high - low
    windows = np.ndarray(len(data) - _WINDOW + 1, "<u8", data, strides=(1,))
    # Not `take`, which would copy all windows first.
    first = windows[low]
    first &= _MASKS.take(size, mode="clip")
    second = size.view(np.uint64) << _TOP
    at = np.flatnonzero(size > _WINDOW)
    rest = windows[low[at] + _WINDOW]
    second[at] |= rest & _MASKS.take(size[at] - _WINDOW, mode="clip")
    return first, second
