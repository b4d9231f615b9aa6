"""Tests of more than two groups: whether any differ, and each against the others."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from framing.stats._guards import (
    FloatArray,
    check_same_length,
    check_table,
    divide,
)
from framing.stats.arrangement import Arrangements, Labels
from framing.stats.null import Function, PermutationTest, group_sums, report, run

__all__ = ["omnibus_test", "rest_permutation_test"]


def omnibus_test(
    sums: npt.ArrayLike,
    groups: npt.ArrayLike,
    estimator: Function,
    *,
    strata: npt.ArrayLike | None = None,
    n_resamples: int = 9999,
    max_exact: int = 20_000,
    seed: int = 0,
) -> PermutationTest:
    """Test whether any of several groups' pooled estimates differ.

    Parameters
    ----------
    sums : array_like, shape (n_articles, ..., n_columns)
        One row an article.
    groups : array_like, shape (n_articles,)
        The group of each article: names or numbers.
    estimator : callable
        Maps sums of shape ``(..., n_columns)`` to estimates of shape ``(...)``.
    strata : array_like, shape (n_articles,), optional
        Labels move only between articles of the same stratum.
    n_resamples : int, default 9999
        Random arrangements if there are too many to look at all.
    max_exact : int, default 20000
        Up to so many arrangements all are looked at.
    seed : int, default 0
        Seed of the random numbers.

    Returns
    -------
    PermutationTest
        The statistic is the sum over groups of ``n_g (t_g - t)^2`` with ``t_g`` the
        estimate of group g, ``n_g`` its articles and ``t`` their weighted mean.

    Notes
    -----
    For a plain mean of article values this orders the arrangements as the F statistic
    of an analysis of variance does. Large values count against equality. A group
    without an estimate, such as one in which nothing was scored, has no say; with
    fewer than two estimates the statistic is undefined.

    Examples
    --------
    >>> from framing.stats.estimator import mean
    >>> sums = [[0.1, 1], [0.2, 1], [0.5, 1], [0.6, 1], [0.9, 1], [1.0, 1]]
    >>> test = omnibus_test(sums, ["x", "x", "y", "y", "z", "z"], mean())
    >>> test.n_arrangements, round(float(test.p), 4)
    (90, 0.0667)
    """
    table = check_table("sums", sums)
    names = np.asarray(groups).ravel()
    check_same_length(sums=table, groups=names)
    blocks = Arrangements(
        names, strata=strata, n_resamples=n_resamples, max_exact=max_exact, seed=seed
    )
    sizes = np.bincount(blocks.codes).astype(np.float64)
    if len(sizes) < 2:
        msg = f"`groups` must name at least two groups; got only {names[0]!r}."
        raise ValueError(msg)

    def statistic(labels: Labels) -> FloatArray:
        estimates = estimator(group_sums(labels, table, len(sizes)))
        known = ~np.isnan(estimates)
        weights = sizes.reshape(-1, *(1,) * (estimates.ndim - 1)) * known
        estimates = np.where(known, estimates, 0.0)
        center = divide((weights * estimates).sum(axis=0), weights.sum(axis=0))
        spread = (weights * (estimates - center) ** 2).sum(axis=0)
        return np.where(known.sum(axis=0) > 1, spread, np.nan)

    observed, null = run(statistic, blocks)
    return report(observed, null, blocks, "greater", sides=1)


def rest_permutation_test(
    sums: npt.ArrayLike,
    groups: npt.ArrayLike,
    estimator: Function,
    *,
    strata: npt.ArrayLike | None = None,
    n_resamples: int = 9999,
    max_exact: int = 20_000,
    seed: int = 0,
) -> PermutationTest:
    """Test each of several groups against all others, with the same arrangements.

    Parameters
    ----------
    sums : array_like, shape (n_articles, ..., n_columns)
        One row an article.
    groups : array_like, shape (n_articles,)
        The group of each article: names or numbers.
    estimator : callable
        Maps sums of shape ``(..., n_columns)`` to estimates of shape ``(...)``.
    strata : array_like, shape (n_articles,), optional
        Labels move only between articles of the same stratum.
    n_resamples : int, default 9999
        Random arrangements if there are too many to look at all.
    max_exact : int, default 20000
        Up to so many arrangements all are looked at.
    seed : int, default 0
        Seed of the random numbers.

    Returns
    -------
    PermutationTest
        Its arrays have one more leading axis, the groups in sorted order. The
        statistic is the estimate of a group less that of all others, two-sided.

    Notes
    -----
    Moving the labels of all groups at once gives each group the same null distribution
    as moving its own, so that one set of arrangements serves all of them.

    Examples
    --------
    >>> from framing.stats.estimator import mean
    >>> sums = [[9, 1], [8, 1], [9, 1], [7, 1], [1, 1], [2, 1], [0, 1], [1, 1]]
    >>> test = rest_permutation_test(sums, ["x"] * 4 + ["y"] * 4, mean())
    >>> test.statistic.tolist(), test.p.round(4).tolist()
    ([7.25, -7.25], [0.0286, 0.0286])
    """
    table = check_table("sums", sums)
    names = np.asarray(groups).ravel()
    check_same_length(sums=table, groups=names)
    blocks = Arrangements(
        names, strata=strata, n_resamples=n_resamples, max_exact=max_exact, seed=seed
    )
    n_groups = int(blocks.codes.max()) + 1
    total = table.sum(axis=0)

    def statistic(labels: Labels) -> FloatArray:
        own = group_sums(labels, table, n_groups)
        return np.moveaxis(estimator(own) - estimator(total - own), 0, 1)

    observed, null = run(statistic, blocks)
    return report(observed, null, blocks, "two-sided", sides=2)
