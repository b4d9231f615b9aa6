"""Intervals for a pooled estimate from the spread between articles.

The article is the unit: words of one article are no independent evidence about an
outlet. Every interval says by its `kind` what it knows about.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt
from scipy import stats

from framing.stats._guards import FloatArray, check_level, check_option, check_table

if TYPE_CHECKING:
    from framing.stats.estimator import Estimator

__all__ = [
    "Interval",
    "Jackknife",
    "bootstrap_interval",
    "difference_interval",
    "estimate_interval",
    "jackknife",
    "mean_interval",
    "welch_interval",
]

# Below this many deciding hits the jackknife is too narrow (coverage falls to .8 and
# less in simulation); the interval is then at least as wide as the counting interval.
_FEW_HITS = 10


@dataclass(frozen=True)
class Interval:
    """Hold an estimate, its limits, and where the limits come from.

    Parameters
    ----------
    estimate : float
        The estimate; NaN if its denominator is zero.
    low, high : float
        Limits; NaN if there are none. They never coincide.
    kind : str
        ``'jackknife t'``, ``'jackknife t + counting'`` (the wider of both),
        ``'counting'``, ``'welch'``, ``'t'``, ``'bootstrap'`` or ``'none'``.
    se : float
        Standard error between articles, on the working scale of the estimator for one
        group and on the natural scale for a difference; NaN where there is none.
    df : float
        Degrees of freedom; NaN where they do not apply.
    note : str
        Why the interval is not the usual one; empty otherwise.

    Examples
    --------
    >>> Interval(0.2, 0.1, 0.4, "counting").kind
    'counting'
    """

    estimate: float
    low: float
    high: float
    kind: str
    se: float = math.nan
    df: float = math.nan
    note: str = ""


@dataclass(frozen=True)
class Jackknife:
    """Hold a delete-one-article jackknife.

    Parameters
    ----------
    estimate : float
        The pooled estimate on the working scale.
    se : float
        Its jackknife standard error; NaN with fewer than two informative articles.
    df : int
        Informative articles less one; an article whose columns are all zero has no
        say in the estimate and is not counted.

    Examples
    --------
    >>> Jackknife(0.5, 0.1, 3).df
    3
    """

    estimate: float
    se: float
    df: int


def jackknife(sums: npt.ArrayLike, estimator: Estimator) -> Jackknife:
    """Leave out one article at a time and measure how much the estimate moves.

    Parameters
    ----------
    sums : array_like, shape (n_articles, n_columns)
        One row an article.
    estimator : Estimator
        What is measured.

    Returns
    -------
    Jackknife
        Estimate, standard error and degrees of freedom on the working scale.

    Notes
    -----
    ``se^2 = (n - 1) / n * sum((t_i - mean(t))^2)`` with ``t_i`` the estimate without
    article i.

    References
    ----------
    Efron and Tibshirani (1993). An introduction to the bootstrap, chapter 11.

    Examples
    --------
    >>> from framing.stats.estimator import balance
    >>> round(jackknife([[3, 1], [0, 2], [5, 2], [1, 0]], balance()).se, 4)
    0.4985
    """
    table = check_table("sums", sums)
    n = len(table)
    total = table.sum(axis=0)
    informative = int((table != 0).any(axis=1).sum())
    estimate = float(estimator.working(total))
    if informative < 2:
        return Jackknife(estimate, math.nan, max(informative - 1, 0))
    left_out = estimator.working(_others(table, total))
    spread = float(((left_out - left_out.mean()) ** 2).sum())
    return Jackknife(estimate, math.sqrt((n - 1) / n * spread), informative - 1)


def _others(table: FloatArray, total: FloatArray) -> FloatArray:
    """Sum all rows but one, exactly zero where the one row held everything."""
    rest = total - table
    alone = (table != 0).sum(axis=0) == 1
    rest[:, alone] = np.where(table[:, alone] != 0, 0.0, total[alone])
    return rest


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
    scale of the estimator. With two articles the interval is honest and very wide.

    Examples
    --------
    >>> from framing.stats.estimator import rate
    >>> sums = [[3, 400], [8, 350], [5, 900], [2, 500]]
    >>> found = estimate_interval(sums, rate(scale=1000))
    >>> round(found.estimate, 2), round(found.low, 2), round(found.high, 2)
    (8.37, 2.32, 31.9)
    """
    table = check_table("sums", sums)
    check_level(level)
    found = jackknife(table, estimator)
    limits = _limits(table, estimator, found, found.df, level)
    return replace(limits, se=found.se, df=float(found.df))


def _limits(
    table: FloatArray,
    estimator: Estimator,
    found: Jackknife,
    df: float,
    level: float,
) -> Interval:
    """Choose between jackknife, counting and no interval."""
    estimate = float(estimator(table.sum(axis=0)))
    reason = _reason_against(found)
    counted = _counting_limits(table, estimator, estimate, level)
    if reason:
        return replace(counted, note=f"{reason}; {counted.note}")
    # The working scale may be smoothed, so its center can miss the estimate itself.
    reach = float(stats.t.ppf(0.5 + level / 2, df)) * found.se
    center = found.estimate
    low = min(float(estimator.restore(np.asarray(center - reach))), estimate)
    high = max(float(estimator.restore(np.asarray(center + reach))), estimate)
    if counted.kind == "counting" and _is_thin(table, estimator):
        low, high = min(low, counted.low), max(high, counted.high)
        note = f"fewer than {_FEW_HITS} deciding hits: at least the counting interval"
        return Interval(estimate, low, high, "jackknife t + counting", note=note)
    return Interval(estimate, low, high, "jackknife t")


def _reason_against(found: Jackknife) -> str:
    """Say why the jackknife cannot be used; empty if it can."""
    if math.isnan(found.estimate):
        return "nothing to divide by"
    if found.df < 1:
        return "fewer than two articles with data"
    if math.isnan(found.se):
        return "undefined without one of the articles"
    # Rounding alone leaves about 1e-16 of spread between identical articles.
    if found.se <= 1e-12 * max(1.0, abs(found.estimate)):
        return "the articles do not differ"
    return ""


def _counting_limits(
    table: FloatArray, estimator: Estimator, estimate: float, level: float
) -> Interval:
    """Return the counting interval, or none if the measure has none."""
    nothing = Interval(estimate, math.nan, math.nan, "none", note="no interval")
    if estimator.counting is None or math.isnan(estimate):
        return nothing
    low, high = estimator.counting(table.sum(axis=0), level)
    note = "counting uncertainty only"
    return Interval(estimate, float(low), float(high), "counting", note=note)


def _is_thin(table: FloatArray, estimator: Estimator) -> bool:
    """Tell whether the estimate hangs on a handful of hits."""
    if estimator.deciding is None:
        return False
    return float(estimator.deciding(table.sum(axis=0))) < _FEW_HITS


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
    Each group is bounded with the t quantile at Welch and Satterthwaite's degrees of
    freedom of the two jackknife errors, then the distances from the estimates are
    joined by the square root of the sum of squares. For a measure whose working scale
    is its own (mean, balance) this is Welch's interval with jackknife errors; for rates
    and shares it is not symmetric and stays within what is possible.

    References
    ----------
    Zou and Donner (2008). Construction of confidence limits about effect measures.
    Statistics in Medicine 27, 1693-1702.

    Examples
    --------
    >>> from framing.stats.estimator import balance
    >>> first = [[3, 1], [0, 2], [5, 2], [1, 0], [4, 3], [2, 1]]
    >>> second = [[0, 4], [1, 3], [2, 2], [1, 6]]
    >>> found = difference_interval(first, second, balance())
    >>> round(found.estimate, 3), found.low < 0 < found.high
    (1.726, False)
    """
    tables = check_table("sums_a", sums_a), check_table("sums_b", sums_b)
    check_level(level)
    natural = replace(estimator, working=estimator.value)
    spreads = [jackknife(table, natural) for table in tables]
    df = _satterthwaite([s.se for s in spreads], [s.df for s in spreads])
    found = [jackknife(table, estimator) for table in tables]
    sides = [
        _limits(table, estimator, one, df if df > 0 else one.df, level)
        for table, one in zip(tables, found, strict=True)
    ]
    if sides[0].kind != sides[1].kind:
        sides = _level_kinds(sides, tables, estimator, level)
    joined = _join_difference(sides[0], sides[1])
    if not joined.kind.startswith("jackknife"):
        return joined
    return replace(joined, se=math.hypot(*(s.se for s in spreads)), df=df)


def _satterthwaite(errors: list[float], dfs: list[int]) -> float:
    """Return the effective degrees of freedom; NaN when an error is missing."""
    if any(math.isnan(e) or d < 1 for e, d in zip(errors, dfs, strict=True)):
        return math.nan
    parts = sum(e**4 / d for e, d in zip(errors, dfs, strict=True))
    return sum(e**2 for e in errors) ** 2 / parts if parts else math.nan


def _level_kinds(
    sides: list[Interval],
    tables: tuple[FloatArray, FloatArray],
    estimator: Estimator,
    level: float,
) -> list[Interval]:
    """Bring both sides to the weaker kind, so that the label is true of both."""
    if all(side.kind.startswith("jackknife") for side in sides):
        return sides
    return [
        _counting_limits(table, estimator, side.estimate, level)
        for table, side in zip(tables, sides, strict=True)
    ]


def _join_difference(a: Interval, b: Interval) -> Interval:
    """Join two intervals into that of their difference."""
    difference = a.estimate - b.estimate
    note = "; ".join(dict.fromkeys(n for n in (a.note, b.note) if n))
    if "none" in (a.kind, b.kind):
        return Interval(difference, math.nan, math.nan, "none", note=note)
    low = difference - math.hypot(a.estimate - a.low, b.high - b.estimate)
    high = difference + math.hypot(a.high - a.estimate, b.estimate - b.low)
    return Interval(difference, low, high, max(a.kind, b.kind), note=note)


def mean_interval(values: npt.ArrayLike, *, level: float = 0.95) -> Interval:
    """Bound the mean of article values with Student's t.

    Parameters
    ----------
    values : array_like, shape (n_articles,)
        One value an article; NaN marks an article without a value and is left out.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    Interval
        Kind ``'t'``, or ``'none'`` with fewer than two different values.

    Examples
    --------
    >>> found = mean_interval([0.1, 0.4, 0.7])
    >>> round(found.low, 3), round(found.high, 3)
    (-0.345, 1.145)
    """
    check_level(level)
    known = _known(values)
    if reason := _no_spread(known):
        estimate = float(known.mean()) if len(known) else math.nan
        return Interval(estimate, math.nan, math.nan, "none", note=reason)
    se = float(known.std(ddof=1)) / math.sqrt(len(known))
    df = len(known) - 1
    reach = float(stats.t.ppf(0.5 + level / 2, df)) * se
    center = float(known.mean())
    return Interval(center, center - reach, center + reach, "t", se, float(df))


def welch_interval(
    a: npt.ArrayLike, b: npt.ArrayLike, *, level: float = 0.95
) -> Interval:
    """Bound the difference of two groups' mean article values.

    Parameters
    ----------
    a, b : array_like, shape (n_articles,)
        One value an article; NaN is left out.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    Interval
        Kind ``'welch'``, or ``'none'`` if a group has fewer than two values or no
        group varies.

    Notes
    -----
    This weighs articles alike, whatever their length; the pooled difference of
    `difference_interval` weighs them by what they contain.

    References
    ----------
    Welch (1947). The generalization of Student's problem when several different
    population variances are involved. Biometrika 34, 28-35.

    Examples
    --------
    >>> found = welch_interval([0.12, 0.3, 0.45], [-0.2, 0.05, 0.1])
    >>> round(found.low, 3), round(found.high, 3)
    (-0.063, 0.676)
    """
    check_level(level)
    first, second = _known(a), _known(b)
    difference = math.nan
    if len(first) and len(second):
        difference = float(first.mean() - second.mean())
    short = min(len(first), len(second)) < 2
    if short or (_no_spread(first) and _no_spread(second)):
        reason = "fewer than two articles with data" if short else _no_spread(first)
        return Interval(difference, math.nan, math.nan, "none", note=reason)
    with warnings.catch_warnings():
        # scipy warns when one of the two groups is constant; Welch still holds.
        warnings.simplefilter("ignore", RuntimeWarning)
        test = stats.ttest_ind(first, second, equal_var=False)
    limits = test.confidence_interval(confidence_level=level)
    se = math.sqrt(first.var(ddof=1) / len(first) + second.var(ddof=1) / len(second))
    return Interval(
        difference, float(limits.low), float(limits.high), "welch", se, float(test.df)
    )


def _known(values: npt.ArrayLike) -> FloatArray:
    """Return the values that are not missing."""
    array = np.asarray(values, dtype=np.float64).ravel()
    return array[~np.isnan(array)]


def _no_spread(values: FloatArray) -> str:
    """Say why values have no usable spread; empty if they do."""
    if len(values) < 2:
        return "fewer than two articles with data"
    if np.ptp(values) <= 1e-12 * max(1.0, float(np.abs(values).max())):
        return "the articles do not differ"
    return ""


def bootstrap_interval(
    sums: npt.ArrayLike,
    estimator: Estimator,
    *,
    method: Literal["percentile", "basic", "BCa"] = "percentile",
    n_resamples: int = 9999,
    level: float = 0.95,
    seed: int = 0,
) -> Interval:
    """Bound a pooled estimate by resampling articles.

    Parameters
    ----------
    sums : array_like, shape (n_articles, n_columns)
        One row an article.
    estimator : Estimator
        What is measured.
    method : {'percentile', 'basic', 'BCa'}, default 'percentile'
        How limits are read off the resamples.
    n_resamples : int, default 9999
        Number of resamples.
    level : float, default 0.95
        Confidence level.
    seed : int, default 0
        Seed of the random numbers.

    Returns
    -------
    Interval
        Kind ``'bootstrap'``, or ``'none'`` if there is nothing to resample.

    Notes
    -----
    Under 20 articles the limits are too narrow: with two articles a nominal 95%
    interval covers half of the time. The note says so; prefer `estimate_interval`.

    References
    ----------
    Efron and Tibshirani (1993). An introduction to the bootstrap, chapters 13 and 14.

    Examples
    --------
    >>> from framing.stats.estimator import balance
    >>> sums = [[3, 1], [0, 2], [5, 2], [1, 0], [4, 3], [2, 1]]
    >>> found = bootstrap_interval(sums, balance(), n_resamples=999)
    >>> found.low < found.estimate < found.high, found.note
    (True, 'too narrow under 20 articles')
    """
    check_option("method", method, ("percentile", "basic", "BCa"))
    table = check_table("sums", sums)
    check_level(level)
    estimate = float(estimator(table.sum(axis=0)))
    if reason := _reason_against(jackknife(table, estimator)):
        return Interval(estimate, math.nan, math.nan, "none", note=reason)

    def statistic(*columns: FloatArray, axis: int = -1) -> FloatArray:
        return estimator(np.stack([c.sum(axis=axis) for c in columns], axis=-1))

    with warnings.catch_warnings():
        # scipy warns of undefined limits; the note says so.
        warnings.simplefilter("ignore", RuntimeWarning)
        found = stats.bootstrap(
            tuple(table.T),
            statistic,
            paired=True,
            vectorized=True,
            method=method,
            n_resamples=n_resamples,
            confidence_level=level,
            batch=max(1, 2_000_000 // len(table)),
            rng=np.random.default_rng(seed),
        )
    low, high = (float(limit) for limit in found.confidence_interval)
    if not low < high:
        note = "undefined in some resamples"
        return Interval(estimate, math.nan, math.nan, "none", note=note)
    note = "too narrow under 20 articles" if len(table) < 20 else ""
    error = float(found.standard_error)
    return Interval(estimate, low, high, "bootstrap", se=error, note=note)
