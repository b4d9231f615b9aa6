"""Tests of every pair of many groups, with draws that the pairs share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.stats._guards import FloatArray, check_same_length, check_table
from framing.stats.arrangement import Arrangements, Labels, count_arrangements
from framing.stats.null import Function, PermutationTest, group_sums, report, run
from framing.stats.permutation import permutation_test

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["pairwise_permutation_tests"]

IntArray = npt.NDArray[np.int64]

# Cells of the shared orders: above this, each pair draws for itself, block by block.
_MAX_CELLS = 6_000_000


def pairwise_permutation_tests(
    sums: npt.ArrayLike,
    groups: npt.ArrayLike,
    pairs: Sequence[tuple[int, int]],
    estimator: Function,
    *,
    n_resamples: int = 9999,
    max_exact: int = 20_000,
    seed: int = 0,
) -> list[PermutationTest]:
    """Test pairs of groups one by one, as `permutation_test` does, but faster.

    Parameters
    ----------
    sums : array_like, shape (n_articles, ..., n_columns)
        One row an article.
    groups : array_like of int, shape (n_articles,)
        The group of each article.
    pairs : sequence of (int, int)
        Which groups to hold against which.
    estimator : callable
        Maps sums of shape ``(..., n_columns)`` to estimates of shape ``(...)``.
    n_resamples : int, default 9999
        Random arrangements of a pair if there are too many to look at all.
    max_exact : int, default 20000
        Up to so many arrangements of a pair all are looked at.
    seed : int, default 0
        Seed of the random numbers.

    Returns
    -------
    list of PermutationTest
        In the order of the pairs; the statistic is first less second.

    Notes
    -----
    Random orders are drawn once, for the largest pair. Of a random order of n things,
    the first m by number stand in a random order of their own; so the draws of a
    smaller pair are what is left when the surplus is struck out. Each p-value is as
    good as one from draws of its own; only their chance errors go together.

    Examples
    --------
    >>> from framing.stats.estimator import mean
    >>> sums = [[9, 1], [8, 1], [9, 1], [7, 1], [1, 1], [2, 1], [0, 1], [1, 1]]
    >>> [test] = pairwise_permutation_tests(sums, [0] * 4 + [1] * 4, [(0, 1)], mean())
    >>> test.statistic.tolist(), test.p.round(4).tolist()
    (7.25, 0.0286)
    """
    table = check_table("sums", sums)
    codes = np.asarray(groups).ravel()
    check_same_length(sums=table, groups=codes)
    members = [np.flatnonzero(codes == code) for code in range(int(codes.max()) + 1)]
    sizes = [(len(members[a]), len(members[b])) for a, b in pairs]
    rows = [table[np.concatenate([members[a], members[b]])] for a, b in pairs]
    found: dict[int, PermutationTest] = {}
    shared = _SharedOrders(n_resamples, seed)
    # From the largest pair down, so that orders only ever have to be shortened.
    for at in sorted(range(len(pairs)), key=lambda at: -sum(sizes[at])):
        n_first, n_second = sizes[at]
        n = n_first + n_second
        target = np.arange(n) < n_first
        exact = count_arrangements(target) <= max_exact
        if exact or n * n_resamples > _MAX_CELLS:
            found[at] = permutation_test(
                rows[at],
                target,
                estimator,
                n_resamples=n_resamples,
                max_exact=max_exact,
                seed=seed,
            )
        else:
            labels = shared.orders(n) >= n_first
            found[at] = _random_test(rows[at], target, labels, estimator)
    return [found[at] for at in range(len(pairs))]


class _SharedOrders:
    """Draw random orders once and shorten them as pairs get smaller."""

    def __init__(self, n_resamples: int, seed: int) -> None:
        self._n_resamples = n_resamples
        self._seed = seed
        self._orders = np.empty((n_resamples, 0), dtype=np.int16)

    def orders(self, n: int) -> Labels:
        """Return orders of n things, one a row; n must not grow between calls."""
        if not self._orders.shape[1]:
            rng = np.random.default_rng(self._seed)
            rows = np.tile(np.arange(n, dtype=np.int16), (self._n_resamples, 1))
            self._orders = rng.permuted(rows, axis=1)
        elif n < self._orders.shape[1]:
            kept = self._orders[self._orders < n]
            self._orders = kept.reshape(self._n_resamples, n)
        return self._orders


class _Drawn(Arrangements):
    """Labels that were drawn before."""

    def __init__(
        self, target: npt.NDArray[np.bool_], labels: npt.NDArray[np.bool_]
    ) -> None:
        super().__init__(~target, n_resamples=len(labels), max_exact=0)
        self._labels = labels

    def __iter__(self) -> Iterator[Labels]:
        yield self._labels.astype(np.int16)


def _random_test(
    table: FloatArray,
    target: npt.NDArray[np.bool_],
    labels: npt.NDArray[np.bool_],
    estimator: Function,
) -> PermutationTest:
    """Test one pair with the labels drawn for it."""
    blocks = _Drawn(target, labels)
    total = table.sum(axis=0)

    def statistic(labels: Labels) -> FloatArray:
        [first] = group_sums(labels, table, 1)
        return estimator(first) - estimator(total - first)

    observed, null = run(statistic, blocks)
    return report(observed, null, blocks, "two-sided", sides=2)
