"""Tests that move whole articles between groups.

If outlets do not differ, the labels on the articles are exchangeable. Every test here
reshuffles them and recomputes the pooled estimate from the summed columns, so the
words of an article always stay together.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from framing.stats._guards import (
    FloatArray,
    check_option,
    check_same_length,
    check_table,
)
from framing.stats.arrangement import Arrangements, Labels, two_groups
from framing.stats.null import (
    Function,
    PermutationTest,
    caution,
    group_sums,
    report,
    run,
)
from framing.stats.several_groups import omnibus_test, rest_permutation_test

__all__ = [
    "PermutationTest",
    "caution",
    "omnibus_test",
    "paired_permutation_test",
    "permutation_test",
    "rest_permutation_test",
]

_ALTERNATIVES = ("two-sided", "absolute", "greater", "less")


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

    total = table.sum(axis=0)

    def statistic(labels: Labels) -> FloatArray:
        [first] = group_sums(labels, table, 1)
        return estimator(first) - estimator(total - first)

    observed, null = run(statistic, blocks)
    two_sided = alternative in ("two-sided", "absolute")
    return report(observed, null, blocks, alternative, sides=2 if two_sided else 1)


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
