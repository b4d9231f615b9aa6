"""Tests that move whole articles between groups.

If outlets do not differ, the labels on the articles are exchangeable. Every test here
reshuffles them and recomputes the pooled estimate from the summed columns, so the
words of an article always stay together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.stats._guards import (
    FloatArray,
    check_option,
    check_same_length,
    check_table,
)
from framing.stats.arrangement import Arrangements, Labels, smallest_p, two_groups

__all__ = [
    "PermutationTest",
    "omnibus_test",
    "paired_permutation_test",
    "permutation_test",
    "rest_permutation_test",
]

IntArray = npt.NDArray[np.int64]
Function = Callable[[FloatArray], FloatArray]

_ALTERNATIVES = ("two-sided", "absolute", "greater", "less")


@dataclass(frozen=True, eq=False)
class PermutationTest:
    """Hold the outcome of a permutation test of one or more measures.

    Parameters
    ----------
    statistic : ndarray, shape (...)
        The observed statistic of each measure; NaN if undefined.
    p : ndarray, shape (...)
        Its p-value, in (0, 1]; NaN if the statistic is undefined.
    p_max : ndarray, shape (...)
        The p-value adjusted for all measures tested together (maximum statistic).
    smallest_p : float
        The smallest p-value that this design could have given.
    n_arrangements : int
        How many arrangements of labels were looked at.
    exact : bool
        Whether these were all there are.
    n_undefined : ndarray, shape (...)
        Arrangements in which the statistic was undefined; they count as extreme.
    note : str
        A caution, such as that 5% cannot be reached; empty otherwise.

    Examples
    --------
    >>> from framing.stats.estimator import mean
    >>> sums = [[0.12, 1], [0.3, 1], [-0.2, 1], [0.05, 1]]
    >>> test = permutation_test(sums, [True, True, False, False], mean())
    >>> test.n_arrangements, test.exact, test.note
    (6, True, 'cannot reach 5%: the smallest possible p is 0.333')
    """

    statistic: FloatArray
    p: FloatArray
    p_max: FloatArray
    smallest_p: float
    n_arrangements: int
    exact: bool
    n_undefined: IntArray
    note: str


def permutation_test(
    sums: npt.ArrayLike,
    target: npt.ArrayLike,
    estimator: Function,
    *,
    strata: npt.ArrayLike | None = None,
    alternative: str = "two-sided",
    n_resamples: int = 9999,
    max_exact: int = 20_000,
    seed: int = 0,
) -> PermutationTest:
    """Test whether two groups' pooled estimates differ.

    Parameters
    ----------
    sums : array_like, shape (n_articles, ..., n_columns)
        One row an article. Axes in between are measures tested side by side with the
        same arrangements, such as the labels of a lexicon.
    target : array_like of bool, shape (n_articles,)
        True for articles of the first group, False for those of the second.
    estimator : callable
        Maps sums of shape ``(..., n_columns)`` to estimates of shape ``(...)``.
    strata : array_like, shape (n_articles,), optional
        Labels move only between articles of the same stratum, such as the same event.
    alternative : {'two-sided', 'absolute', 'greater', 'less'}, default 'two-sided'
        'two-sided' is twice the smaller tail; 'absolute' counts differences of either
        sign that are at least as large.
    n_resamples : int, default 9999
        Random arrangements if there are too many to look at all.
    max_exact : int, default 20000
        Up to so many arrangements all are looked at.
    seed : int, default 0
        Seed of the random numbers.

    Returns
    -------
    PermutationTest
        The statistic is the estimate of the first group less that of the second.

    Raises
    ------
    ValueError
        If a group has no article, or the arrays differ in length.

    Notes
    -----
    Exact p = (arrangements at least as extreme) / (all arrangements), the observed one
    included; random p = (count + 1) / (n_resamples + 1). `p_max` divides each statistic
    by the standard deviation of its own null and compares it with the largest of all.

    References
    ----------
    Phipson and Smyth (2010). Permutation p-values should never be zero. Statistical
    Applications in Genetics and Molecular Biology 9, 39.
    Westfall and Young (1993). Resampling-based multiple testing.

    Examples
    --------
    >>> from framing.stats.estimator import balance
    >>> sums = [[9, 1], [7, 2], [8, 3], [6, 0], [1, 6], [2, 9], [0, 4], [3, 8]]
    >>> target = [True] * 4 + [False] * 4
    >>> test = permutation_test(sums, target, balance())
    >>> round(float(test.p), 4), round(test.smallest_p, 4)
    (0.0286, 0.0286)
    """
    check_option("alternative", alternative, _ALTERNATIVES)
    table = check_table("sums", sums)
    codes = two_groups(target)
    check_same_length(sums=table, target=codes)
    blocks = Arrangements(
        codes, strata=strata, n_resamples=n_resamples, max_exact=max_exact, seed=seed
    )

    def statistic(labels: Labels) -> FloatArray:
        first, second = _group_sums(labels, table, 2)
        return estimator(first) - estimator(second)

    observed, null = _run(statistic, blocks)
    two_sided = alternative in ("two-sided", "absolute")
    return _report(observed, null, blocks, alternative, sides=2 if two_sided else 1)


def paired_permutation_test(
    sums_a: npt.ArrayLike,
    sums_b: npt.ArrayLike,
    estimator: Function,
    *,
    alternative: str = "two-sided",
    n_resamples: int = 9999,
    max_exact: int = 20_000,
    seed: int = 0,
) -> PermutationTest:
    """Test two groups that reported the same events, one article each per event.

    Parameters
    ----------
    sums_a, sums_b : array_like, shape (n_events, ..., n_columns)
        Row i of both belongs to the same event.
    estimator : callable
        Maps sums of shape ``(..., n_columns)`` to estimates of shape ``(...)``.
    alternative : {'two-sided', 'absolute', 'greater', 'less'}, default 'two-sided'
        As in `permutation_test`.
    n_resamples : int, default 9999
        Random arrangements if there are too many to look at all.
    max_exact : int, default 20000
        Up to so many arrangements all are looked at.
    seed : int, default 0
        Seed of the random numbers.

    Returns
    -------
    PermutationTest
        The statistic is the pooled estimate of a less that of b.

    Notes
    -----
    The two articles of an event may change places, which flips the sign of the pair's
    difference: 2^n arrangements.

    References
    ----------
    Fisher (1935). The design of experiments, section 21.

    Examples
    --------
    >>> from framing.stats.estimator import mean
    >>> a = [[0.4, 1], [0.2, 1], [0.5, 1]]
    >>> b = [[0.1, 1], [0.1, 1], [0.3, 1]]
    >>> test = paired_permutation_test(a, b, mean())
    >>> float(test.p), test.n_arrangements
    (0.25, 8)
    """
    first, second = check_table("sums_a", sums_a), check_table("sums_b", sums_b)
    if first.shape != second.shape:
        msg = (
            "`sums_a` and `sums_b` must have one row for each event in the same order; "
            f"got shapes {first.shape} and {second.shape}."
        )
        raise ValueError(msg)
    n = len(first)
    return permutation_test(
        np.concatenate([first, second]),
        np.arange(2 * n) < n,
        estimator,
        strata=np.tile(np.arange(n), 2),
        alternative=alternative,
        n_resamples=n_resamples,
        max_exact=max_exact,
        seed=seed,
    )


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
    of an analysis of variance does. Large values count against equality.

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
        estimates = estimator(_group_sums(labels, table, len(sizes)))
        weights = sizes.reshape(-1, *(1,) * (estimates.ndim - 1))
        center = (weights * estimates).sum(axis=0) / sizes.sum()
        return np.asarray((weights * (estimates - center) ** 2).sum(axis=0))

    observed, null = _run(statistic, blocks)
    return _report(observed, null, blocks, "greater", sides=1)


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
        own = _group_sums(labels, table, n_groups)
        return np.moveaxis(estimator(own) - estimator(total - own), 0, 1)

    observed, null = _run(statistic, blocks)
    return _report(observed, null, blocks, "two-sided", sides=2)


def _group_sums(labels: Labels, table: FloatArray, n_groups: int) -> FloatArray:
    """Sum the rows of each group; shape (n_groups, n_arrangements, ..., n_columns)."""
    flat = table.reshape(len(table), -1)
    shape = (len(labels), *table.shape[1:])
    return np.stack(
        [
            ((labels == group).astype(np.float64) @ flat).reshape(shape)
            for group in range(n_groups)
        ]
    )


def _run(
    statistic: Callable[[Labels], FloatArray], blocks: Arrangements
) -> tuple[FloatArray, FloatArray]:
    """Compute the observed statistic and its null distribution."""
    observed = statistic(blocks.codes[None, :])[0]
    return observed, np.concatenate([statistic(labels) for labels in blocks])


def _report(
    observed: FloatArray,
    null: FloatArray,
    blocks: Arrangements,
    alternative: str,
    sides: int,
) -> PermutationTest:
    """Turn a null distribution into p-values."""
    undefined = np.isnan(null).sum(axis=0)
    # Sums taken in another order differ in the last digits; ties must stay ties.
    finite = np.where(np.isnan(null), 0.0, np.abs(null))
    slack = 1e-10 * np.maximum(np.abs(observed), finite.max(axis=0))
    extra = blocks.extra
    size = blocks.size + extra
    above = (~(null < observed - slack)).sum(axis=0) + extra
    below = (~(null > observed + slack)).sum(axis=0) + extra
    larger = (~(np.abs(null) < np.abs(observed) - slack)).sum(axis=0) + extra
    counts = {
        "greater": above,
        "less": below,
        "absolute": larger,
        "two-sided": np.minimum(2 * np.minimum(above, below), size),
    }
    p = np.where(np.isnan(observed), np.nan, counts[alternative] / size)
    least = smallest_p(blocks.total, n_resamples=blocks.size, sides=sides)
    return PermutationTest(
        statistic=np.asarray(observed),
        p=p,
        p_max=_maximum_p(observed, null, alternative, extra),
        smallest_p=least,
        n_arrangements=blocks.size,
        exact=blocks.exact,
        n_undefined=np.asarray(undefined),
        note=caution(least, int(np.max(undefined))),
    )


def _maximum_p(
    observed: FloatArray, null: FloatArray, alternative: str, extra: int
) -> FloatArray:
    """Compare each standardized statistic with the largest in each arrangement."""
    flat = null.reshape(len(null), -1)
    seen = observed.reshape(-1)
    sign = -1.0 if alternative == "less" else 1.0
    fold = np.abs if alternative in ("two-sided", "absolute") else np.positive
    filled = np.where(np.isnan(flat), 0.0, flat)
    spread = filled.std(axis=0)
    flats = spread <= 1e-12 * np.abs(filled).max(axis=0)
    spread = np.where(flats, 1.0, spread)
    # A statistic that no arrangement moves can never be the extreme one.
    scaled = np.where(flats | np.isnan(seen), -np.inf, fold(sign * flat) / spread)
    scaled = np.where(np.isnan(scaled), np.inf, scaled)
    largest = scaled.max(axis=1)
    mine = fold(sign * seen) / spread
    slack = 1e-10 * np.maximum(1.0, np.abs(mine))
    counts = (largest[:, None] >= mine - slack).sum(axis=0) + extra
    p = np.where(flats, 1.0, counts / (len(null) + extra))
    return np.where(np.isnan(seen), np.nan, p).reshape(observed.shape)


def caution(least: float, undefined: int) -> str:
    """Say what the design cannot do."""
    notes = []
    if least > 0.05:
        notes.append(f"cannot reach 5%: the smallest possible p is {least:.3g}")
    if undefined:
        notes.append(f"undefined in {undefined} arrangements, counted as extreme")
    return "; ".join(notes)
