"""Intervals for means of article values, each article weighing the same."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy import special

from framing.stats._guards import FloatArray, check_level
from framing.stats.interval import Interval

__all__ = ["mean_interval", "welch_interval"]


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
    reach = float(special.stdtrit(df, 0.5 + level / 2)) * se
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
    parts = [group.var(ddof=1) / len(group) for group in (first, second)]
    se = math.sqrt(sum(parts))
    # Welch (1947) and Satterthwaite's degrees of freedom.
    freedoms = (len(first) - 1, len(second) - 1)
    terms = zip(parts, freedoms, strict=True)
    df = se**4 / sum(part**2 / freedom for part, freedom in terms)
    reach = float(special.stdtrit(df, 0.5 + level / 2)) * se
    low, high = difference - reach, difference + reach
    return Interval(difference, low, high, "welch", se, float(df))


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
