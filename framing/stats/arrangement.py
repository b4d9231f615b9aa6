"""All the ways to deal group labels out to articles, or a random sample of them."""

from __future__ import annotations

import math
from itertools import combinations, islice, product
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Arrangements", "count_arrangements", "smallest_p", "two_groups"]

IntArray = npt.NDArray[np.int64]
Labels = npt.NDArray[np.int16]

# Cells of one block of labels: large enough for numpy, small enough for memory.
_BLOCK_CELLS = 2_000_000


def count_arrangements(
    groups: npt.ArrayLike, *, strata: npt.ArrayLike | None = None
) -> int:
    """Count the ways to deal the group labels out to the articles.

    Parameters
    ----------
    groups : array_like, shape (n_articles,)
        The group of each article.
    strata : array_like, shape (n_articles,), optional
        Labels move only between articles of the same stratum.

    Returns
    -------
    int
        Number of different arrangements, the present one included.

    Examples
    --------
    >>> count_arrangements([1, 1, 1, 0, 0, 0])
    20
    >>> count_arrangements([1, 0, 1, 0], strata=["x", "x", "y", "y"])
    4
    """
    labels = np.asarray(groups).ravel()
    total = 1
    for members in _strata_members(len(labels), strata):
        _, sizes = np.unique(labels[members], return_counts=True)
        left = len(members)
        for size in sizes.tolist():
            total *= math.comb(left, size)
            left -= size
    return total


def smallest_p(
    n_arrangements: int, *, n_resamples: int = 9999, sides: int = 2
) -> float:
    """Return the smallest p-value that a permutation test can give.

    Parameters
    ----------
    n_arrangements : int
        Number of different arrangements, see `count_arrangements`.
    n_resamples : int, default 9999
        Random arrangements, if fewer than `n_arrangements` are drawn.
    sides : {1, 2}, default 2
        One-sided or two-sided.

    Returns
    -------
    float
        ``sides / n_arrangements``, or ``sides / (n_resamples + 1)`` if larger.

    Notes
    -----
    Two against two articles give 1/3, three against three 1/10: no difference between
    them, however large, is significant at 5%. Four against four reach 0.029.

    Examples
    --------
    >>> smallest_p(count_arrangements([1, 1, 0, 0]))
    0.3333333333333333
    """
    looked_at = min(n_arrangements, n_resamples + 1)
    return min(1.0, sides / looked_at)


class Arrangements:
    """Iterate over blocks of rearranged group codes.

    Parameters
    ----------
    groups : array_like, shape (n_articles,)
        The group of each article; codes follow the sorted names.
    strata : array_like, shape (n_articles,), optional
        Labels move only between articles of the same stratum.
    n_resamples : int, default 9999
        Random arrangements if there are too many to look at all.
    max_exact : int, default 20000
        Up to so many arrangements all are looked at, the present one among them.
    seed : int, default 0
        Seed of the random numbers.

    Attributes
    ----------
    codes : ndarray of int16, shape (n_articles,)
        The present codes.
    total : int
        Number of different arrangements.
    exact : bool
        Whether all of them are looked at.
    size : int
        How many are looked at.

    Examples
    --------
    >>> next(iter(Arrangements([0, 0, 1]))).tolist()
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    """

    def __init__(
        self,
        groups: npt.ArrayLike,
        *,
        strata: npt.ArrayLike | None = None,
        n_resamples: int = 9999,
        max_exact: int = 20_000,
        seed: int = 0,
    ) -> None:
        codes = np.unique(np.asarray(groups).ravel(), return_inverse=True)[1]
        self.codes: Labels = codes.astype(np.int16)
        if n_resamples < 1:
            msg = f"`n_resamples` must be 1 or more; got {n_resamples!r}. Try 9999."
            raise ValueError(msg)
        self._members = _strata_members(len(self.codes), strata)
        self.total = count_arrangements(self.codes, strata=strata)
        self.exact = self.total <= max_exact
        self.size = self.total if self.exact else n_resamples
        self._seed = seed

    @property
    def extra(self) -> int:
        """Return 1 if the present arrangement must be added to a random sample."""
        return 0 if self.exact else 1

    def __iter__(self) -> Iterator[Labels]:
        rows = max(1, min(self.size, _BLOCK_CELLS // len(self.codes)))
        if not self.exact:
            yield from self._draw(rows)
            return
        deals = product(*(_deals(self.codes[m], m) for m in self._members))
        while block := list(islice(deals, rows)):
            yield self._fill(block)

    def _draw(self, rows: int) -> Iterator[Labels]:
        """Shuffle labels within strata."""
        rng = np.random.default_rng(self._seed)
        for start in range(0, self.size, rows):
            labels = np.tile(self.codes, (min(rows, self.size - start), 1))
            for members in self._members:
                labels[:, members] = rng.permuted(labels[:, members], axis=1)
            yield labels

    def _fill(self, block: list[tuple[_Deal, ...]]) -> Labels:
        """Write the dealt codes over the code that needs no dealing."""
        labels = np.empty((len(block), len(self.codes)), dtype=np.int16)
        for members in self._members:
            labels[:, members] = _commonest(self.codes[members])
        for row, deals in zip(labels, block, strict=True):
            for deal in deals:
                for code, places in deal:
                    row[list(places)] = code
        return labels


_Deal = tuple[tuple[int, tuple[int, ...]], ...]


def _commonest(codes: Labels) -> int:
    """Return the code with most members; the last of them in a tie."""
    values, counts = np.unique(codes, return_counts=True)
    return int(values[np.argsort(counts, kind="stable")[-1]])


def _deals(codes: Labels, places: IntArray) -> list[_Deal]:
    """List every way to place all codes but the commonest."""
    values, counts = np.unique(codes, return_counts=True)
    order = np.argsort(counts, kind="stable")[:-1]
    todo = [(int(values[i]), int(counts[i])) for i in order]
    return list(_place(todo, tuple(places.tolist())))


def _place(todo: list[tuple[int, int]], free: tuple[int, ...]) -> Iterator[_Deal]:
    """Place the first code anywhere free, then the rest in what is left."""
    if not todo:
        yield ()
        return
    (code, size), later = todo[0], todo[1:]
    for chosen in combinations(free, size):
        if not later:
            yield ((code, chosen),)
            continue
        taken = set(chosen)
        left = tuple(place for place in free if place not in taken)
        for rest in _place(later, left):
            yield ((code, chosen), *rest)


def _strata_members(n: int, strata: npt.ArrayLike | None) -> list[IntArray]:
    """List the positions of each stratum."""
    if strata is None:
        return [np.arange(n)]
    names = np.asarray(strata).ravel()
    if len(names) != n:
        msg = f"`strata` must name one stratum an article; got {len(names)} for {n}."
        raise ValueError(msg)
    codes = np.unique(names, return_inverse=True)[1]
    order = np.argsort(codes, kind="stable")
    return np.split(order, np.cumsum(np.bincount(codes))[:-1])


def two_groups(target: npt.ArrayLike) -> Labels:
    """Code the articles of the first group as 0 and those of the second as 1.

    Parameters
    ----------
    target : array_like of bool, shape (n_articles,)
        True for articles of the first group.

    Returns
    -------
    ndarray of int16, shape (n_articles,)
        The codes.

    Raises
    ------
    TypeError
        If `target` is not boolean.
    ValueError
        If a group has no article.

    Examples
    --------
    >>> two_groups([True, False]).tolist()
    [0, 1]
    """
    flags = np.asarray(target).ravel()
    if flags.dtype != np.bool_:
        msg = "`target` must be True or False for each article; try `outlet == name`."
        raise TypeError(msg)
    if flags.all() or not flags.any():
        which = "second" if len(flags) and flags.all() else "first"
        msg = f"`target` leaves the {which} group without articles; both need one."
        raise ValueError(msg)
    return (~flags).astype(np.int16)
