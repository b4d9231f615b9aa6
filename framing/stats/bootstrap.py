"""Limits read off resampled articles: an alternative, too narrow for few articles."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from framing.stats._guards import FloatArray, check_level, check_option, check_table
from framing.stats.interval import Interval
from framing.stats.jackknife import jackknife, reason_against

if TYPE_CHECKING:
    from framing.stats.estimator import Estimator

__all__ = ["bootstrap_interval"]


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
    if reason := reason_against(jackknife(table, estimator)):
        return Interval(estimate, math.nan, math.nan, "none", note=reason)

    def statistic(*columns: FloatArray, axis: int = -1) -> FloatArray:
        return estimator(np.stack([c.sum(axis=axis) for c in columns], axis=-1))

    from scipy import stats  # slow to load, and rarely needed

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
