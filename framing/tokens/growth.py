"""Arrays that grow: adding many small parts costs no more than adding one large."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import DTypeLike, NDArray

__all__ = ["Growing"]


class Growing:
    """Hold a column whose end is not known yet.

    Room is doubled when it is used up, so that the cost of adding does not depend on
    how much is there already.

    Parameters
    ----------
    dtype : data type
        Of the elements.

    Examples
    --------
    >>> column = Growing(np.int32)
    >>> column.extend(np.array([3, 1]))
    >>> column.values.tolist(), len(column)
    ([3, 1], 2)
    """

    def __init__(self, dtype: DTypeLike) -> None:
        self._room: NDArray[Any] = np.empty(1024, dtype=dtype)
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def extend(self, part: NDArray[Any]) -> None:
        """Add elements at the end."""
        size = self._size + len(part)
        if size > len(self._room):
            self.reserve(max(size, 2 * len(self._room)))
        self._room[self._size : size] = part
        self._size = size

    def reserve(self, size: int) -> None:
        """Make room for so many elements at once."""
        if size > len(self._room):
            larger = np.empty(size, dtype=self._room.dtype)
            larger[: self._size] = self.values
            self._room = larger

    @property
    def values(self) -> NDArray[Any]:
        """What was added so far; a view, to be read only."""
        return self._room[: self._size]
