"""Intervals for a pooled estimate from the spread between articles.

The article is the unit: words of one article are no independent evidence about an
outlet. Every interval says by its `kind` what it knows about.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy import special

from framing.stats._guards import FloatArray, check_level, check_table
from framing.stats.article_means import mean_interval, welch_interval
from framing.stats.bootstrap import bootstrap_interval
from framing.stats.interval import Interval
from framing.stats.jackknife import (
    Jackknife,
    effective_df,
    jackknife,
    reason_against,
)

if TYPE_CHECKING:
    from framing.stats.estimator import Estimator

__all__ = [
    "FAR_LIMIT",
    "Interval",
    "Jackknife",
    "PooledGroup",
    "bootstrap_interval",
    "difference_between",
    "difference_interval",
    "estimate_interval",
    "jackknife",
    "mean_interval",
    "pool_articles",
    "welch_interval",
]

# Below this many deciding hits the jackknife is too narrow (coverage falls to .8 and
# less in simulation); the interval is then at least as wide as the counting interval.
_FEW_HITS = 10
# An upper limit this many times the estimate says that the articles do not bound it.
_FAR = 10.0
FAR_LIMIT = "too few articles with hits to bound it from above"


@dataclass(frozen=True)
class PooledGroup:
    """Hold all that an interval needs to know of one group.

    Parameters
    ----------
    estimate : float
        The pooled estimate; NaN if its denominator is zero.
    spread : Jackknife
        On the working scale of the estimator.
    natural_se : float
        The jackknife error on the scale of the estimate itself.
    df : float
        Effective degrees of freedom.
    counting : Interval
        Counting uncertainty, or an interval of kind ``'none'``.
    thin : bool
        Whether fewer than 10 hits decide.
    skew : float
        By how much the limits of the working scale must reach further, as a part of
        the variance; above zero upwards, below zero downwards.
    level : float
        Confidence level.
    estimator : Estimator
        What is measured.

    See Also
    --------
    pool_articles : Makes one.
    """

    estimate: float
    spread: Jackknife
    natural_se: float
    df: float
    counting: Interval
    thin: bool
    skew: float
    level: float
    estimator: Estimator


def pool_articles(
    sums: npt.ArrayLike, estimator: Estimator, *, level: float = 0.95
) -> PooledGroup:
    """Work out once what intervals and differences of one group need.

    Parameters
    ----------
    sums : array_like, shape (n_articles, n_columns)
        One row an article.
    estimator : Estimator
        What is measured.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    PooledGroup
        For `difference_between`.

    Examples
    --------
    >>> from framing.stats.estimator import rate
    >>> group = pool_articles([[3, 400], [8, 350], [5, 900]], rate(scale=1000))
    >>> round(group.estimate, 2), group.spread.df, round(group.df, 2)
    (9.7, 2, 1.54)
    """
    table = check_table("sums", sums)
    check_level(level)
    total = table.sum(axis=0)
    spread = jackknife(table, estimator)
    natural = spread
    if estimator.working is not estimator.value:
        natural = jackknife(table, replace(estimator, working=estimator.value))
    estimate = float(estimator(total))
    return PooledGroup(
        estimate=estimate,
        spread=spread,
        natural_se=natural.se,
        df=effective_df(table, estimator, spread),
        counting=_counting_limits(total, estimator, estimate, level),
        thin=_is_thin(total, estimator),
        skew=0.0 if estimator.skew is None else float(estimator.skew(total)),
        level=level,
        estimator=estimator,
    )


def estimate_interval(
    sums: npt.ArrayLike, estimator: Estimator, *, level: float = 0.95
) -> Interval:
    """Estimate one group and bound it from the spread between its articles.

    Parameters
    ----------
    sums : array_like, shape (n_articles, n_columns)
        One row an article.
    estimator : Estimator
        What is measured.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    Interval
        Kind ``'jackknife t'`` as a rule. With fewer than 10 deciding hits the wider of
        jackknife and counting interval; with one informative article, or articles that
        do not differ at all, the counting interval; for measures that are no counts,
        then, none.

    Notes
    -----
    ``restore(t -+ t_{df} se)`` with the delete-one-article jackknife on the working
    scale of the estimator. The degrees of freedom are those of `effective_df`, fewer
    than n - 1 where articles differ in length.

    Rates of articles are skewed to the right: a sample without the rare article full
    of hits is low and looks precise, so that a symmetric interval misses upwards. The
    limit of a rate on that side is moved by ``z^2 se^2 / 3``. (Edgeworth's expansion of
    a studentized log mean asks for ``z^2 se^2 (skewness / (3 cv) - 1 / 2)``, which is
    1/6 for gamma-distributed rates and more than 1/2 for log-normal ones.) Shares are
    treated alike on the side away from 0 or 1. With two articles the interval is
    honest and very wide.

    References
    ----------
    Hall (1992). On the removal of skewness by transformation. Journal of the Royal
    Statistical Society B 54, 221-228.

    Examples
    --------
    >>> from framing.stats.estimator import rate
    >>> sums = [[3, 400], [8, 350], [5, 900], [2, 500]]
    >>> found = estimate_interval(sums, rate(scale=1000))
    >>> round(found.estimate, 2), round(found.low, 2), round(found.high, 2)
    (8.37, 1.71, 53.85)
    """
    group = pool_articles(sums, estimator, level=level)
    limits = _limits(group, group.df)
    return replace(limits, se=group.spread.se, df=group.df)


def _limits(group: PooledGroup, df: float) -> Interval:
    """Choose between jackknife, counting and no interval."""
    estimate, counted = group.estimate, group.counting
    reason = reason_against(group.spread)
    if reason:
        return replace(counted, note=f"{reason}; {counted.note}")
    low, high = _jackknife_limits(group, df)
    # The working scale may be smoothed, so its center can miss the estimate itself.
    low, high = min(low, estimate), max(high, estimate)
    if counted.kind == "counting" and group.thin:
        low, high = min(low, counted.low), max(high, counted.high)
        note = f"fewer than {_FEW_HITS} deciding hits: at least the counting interval"
        note = "; ".join(filter(None, (note, _far_limit(group, high))))
        return Interval(estimate, low, high, "jackknife t + counting", note=note)
    return Interval(estimate, low, high, "jackknife t", note=_far_limit(group, high))


def _far_limit(group: PooledGroup, high: float) -> str:
    """Say that an upper limit far from the estimate is no finding."""
    if group.estimator.skew is None or not 0 < _FAR * group.estimate < high:
        return ""
    return FAR_LIMIT


def _jackknife_limits(group: PooledGroup, df: float) -> tuple[float, float]:
    """Return the limits on the natural scale."""
    tail = 0.5 + group.level / 2
    center, se = group.spread.estimate, group.spread.se
    reach = float(special.stdtrit(df, tail)) * se
    more = group.skew * (float(special.ndtri(tail)) * se) ** 2
    restore = group.estimator.restore
    low = restore(np.asarray(center - reach + min(more, 0.0)))
    high = restore(np.asarray(center + reach + max(more, 0.0)))
    return float(low), float(high)


def _counting_limits(
    total: FloatArray, estimator: Estimator, estimate: float, level: float
) -> Interval:
    """Return the counting interval, or none if the measure has none."""
    nothing = Interval(estimate, math.nan, math.nan, "none", note="no interval")
    if estimator.counting is None or math.isnan(estimate):
        return nothing
    low, high = estimator.counting(total, level)
    note = "counting uncertainty only"
    return Interval(estimate, float(low), float(high), "counting", note=note)


def _is_thin(total: FloatArray, estimator: Estimator) -> bool:
    """Tell whether the estimate hangs on a handful of hits."""
    if estimator.deciding is None:
        return False
    return float(estimator.deciding(total)) < _FEW_HITS


def difference_interval(
    sums_a: npt.ArrayLike,
    sums_b: npt.ArrayLike,
    estimator: Estimator,
    *,
    level: float = 0.95,
) -> Interval:
    """Bound the difference between two groups' pooled estimates.

    Parameters
    ----------
    sums_a, sums_b : array_like, shape (n_articles, n_columns)
        One row an article, for each group.
    estimator : Estimator
        What is measured.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    Interval
        The difference a - b. The kind is the weaker of the two groups' kinds: one
        counting interval makes the difference a counting interval.

    Notes
    -----
    Each group is bounded as by `estimate_interval`, but without the correction for
    skewness, which cancels, and with the t quantile at Welch and Satterthwaite's
    degrees of freedom of the two jackknife errors; then the distances from the
    estimates are joined by the square root of the sum of squares.
    For a measure whose working scale is its own (mean, balance) this is Welch's
    interval with jackknife errors; for rates and shares it is not symmetric and stays
    within what is possible.

    References
    ----------
    Zou and Donner (2008). Construction of confidence limits about effect measures: a
    general approach. Statistics in Medicine 27, 1693-1702.

    Examples
    --------
    >>> from framing.stats.estimator import balance
    >>> first = [[3, 1], [0, 2], [5, 2], [1, 0], [4, 3], [2, 1]]
    >>> second = [[0, 4], [1, 3], [2, 2], [1, 6]]
    >>> found = difference_interval(first, second, balance())
    >>> round(found.estimate, 3), found.low < 0 < found.high
    (1.726, False)
    """
    a, b = check_table("sums_a", sums_a), check_table("sums_b", sums_b)
    return difference_between(
        pool_articles(a, estimator, level=level),
        pool_articles(b, estimator, level=level),
    )


def difference_between(first: PooledGroup, second: PooledGroup) -> Interval:
    """Bound the difference between two groups that were pooled before.

    Parameters
    ----------
    first, second : PooledGroup
        From `pool_articles`, with the same estimator and level.

    Returns
    -------
    Interval
        As `difference_interval`.

    Examples
    --------
    >>> from framing.stats.estimator import mean
    >>> a = pool_articles([[0.2, 1], [0.5, 1], [0.9, 1]], mean())
    >>> b = pool_articles([[-0.2, 1], [0.1, 1], [0.0, 1]], mean())
    >>> round(difference_between(a, b).estimate, 2)
    0.57
    """
    groups = (first, second)
    df = _satterthwaite([g.natural_se for g in groups], [g.df for g in groups])
    # What skews both rates cancels in their difference; reaching further would only
    # make it too wide (coverage .98 in simulation).
    sides = [
        _limits(replace(group, skew=0.0), df if df > 0 else group.df)
        for group in groups
    ]
    if sides[0].kind != sides[1].kind and not _both_jackknife(sides):
        # Both sides take the weaker kind, so that the label is true of both.
        sides = [group.counting for group in groups]
    joined = _join_difference(sides[0], sides[1])
    if not joined.kind.startswith("jackknife"):
        return joined
    se = math.hypot(*(group.natural_se for group in groups))
    return replace(joined, se=se, df=df)


def _both_jackknife(sides: list[Interval]) -> bool:
    return all(side.kind.startswith("jackknife") for side in sides)


def _satterthwaite(errors: list[float], dfs: list[float]) -> float:
    """Return the effective degrees of freedom; NaN when an error is missing."""
    if any(math.isnan(e) or d < 1 for e, d in zip(errors, dfs, strict=True)):
        return math.nan
    parts = sum(e**4 / d for e, d in zip(errors, dfs, strict=True))
    return sum(e**2 for e in errors) ** 2 / parts if parts else math.nan


def _join_difference(a: Interval, b: Interval) -> Interval:
    """Join two intervals into that of their difference."""
    difference = a.estimate - b.estimate
    note = "; ".join(dict.fromkeys(n for n in (a.note, b.note) if n))
    if "none" in (a.kind, b.kind):
        return Interval(difference, math.nan, math.nan, "none", note=note)
    low = difference - math.hypot(a.estimate - a.low, b.high - b.estimate)
    high = difference + math.hypot(a.high - a.estimate, b.estimate - b.low)
    return Interval(difference, low, high, max(a.kind, b.kind), note=note)
