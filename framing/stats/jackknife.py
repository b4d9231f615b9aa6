"""How much a pooled estimate moves when one article is left out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.stats._guards import FloatArray, check_table

if TYPE_CHECKING:
    from framing.stats.estimator import Estimator

__all__ = [
    "Jackknife",
    "effective_df",
    "jackknife",
    "leave_one_out",
    "reason_against",
]


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
    left_out = estimator.working(leave_one_out(table))
    spread = float(((left_out - left_out.mean()) ** 2).sum())
    return Jackknife(estimate, math.sqrt((n - 1) / n * spread), informative - 1)


def leave_one_out(table: FloatArray) -> FloatArray:
    """Sum all rows but one, exactly zero where the one row held everything.

    Examples
    --------
    >>> leave_one_out(np.array([[1.0, 2.0], [3.0, 0.0]])).tolist()
    [[3.0, 0.0], [1.0, 2.0]]
    """
    total = table.sum(axis=0)
    rest: FloatArray = total - table
    alone = (table != 0).sum(axis=0) == 1
    rest[:, alone] = np.where(table[:, alone] != 0, 0.0, total[alone])
    return rest


def reason_against(found: Jackknife) -> str:
    """Say why a jackknife cannot be used; empty if it can.

    Examples
    --------
    >>> reason_against(Jackknife(0.5, 0.1, 0))
    'fewer than two articles with data'
    """
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


def effective_df(sums: npt.ArrayLike, estimator: Estimator, found: Jackknife) -> float:
    """Count the articles that a jackknife error really rests on, less one.

    Parameters
    ----------
    sums : array_like, shape (n_articles, n_columns)
        One row an article.
    estimator : Estimator
        What is measured.
    found : Jackknife
        Its jackknife over the same rows.

    Returns
    -------
    float
        Degrees of freedom for the t quantile, from 1 to ``found.df``; ``found.df`` if
        the estimator does not say what its articles weigh.

    Notes
    -----
    With articles of unequal length the error rests on the few long ones, and n - 1
    degrees of freedom promise too much. As Bell and McCaffrey propose, the squared
    error is matched to a chi-square with the same mean and variance (Satterthwaite):
    ``df = tr(G)^2 / tr(G^2)``, where ``G = C (I - p 1') V (I - 1 p') C`` is the
    covariance of the deviations of single articles, ``p`` the weight of each article,
    ``C = diag((1 - p)^(-1/2))``, and ``V = diag(a p + b p^2)`` the variance of what the
    articles add: ``a`` the counting variance of the estimate, ``b`` what the jackknife
    found beyond it. Equal weights give n - 1.

    References
    ----------
    Bell and McCaffrey (2002). Bias reduction in standard errors for linear regression
    with multi-stage samples. Survey Methodology 28, 169-181.

    Examples
    --------
    >>> from framing.stats.estimator import rate
    >>> even, uneven = [[3, 400], [8, 400], [5, 400]], [[3, 90], [8, 90], [5, 900]]
    >>> for sums in (even, uneven):
    ...     print(round(effective_df(sums, rate(), jackknife(sums, rate())), 2))
    2.0
    1.1
    """
    table = check_table("sums", sums)
    if estimator.weight is None or reason_against(found):
        return float(found.df)
    weight = estimator.weight(table)
    p = weight / weight.sum()
    if p.max() > 1 - 1e-9:
        return 1.0
    total = table.sum(axis=0)
    counted = 0.0 if estimator.noise is None else float(estimator.noise(total))
    beyond = max(0.0, (found.se**2 - counted) / float((p**2).sum()))
    df = _matched_df(p, counted * p + beyond * p**2)
    return min(max(df, 1.0), float(found.df))


def _matched_df(p: FloatArray, v: FloatArray) -> float:
    """Return tr(G)^2 / tr(G^2), multiplied out so that G is never written down."""
    c = 1 / (1 - p)
    total = v.sum()
    pp, vv, pv = (c * p**2).sum(), (c * v**2).sum(), (c * p * v).sum()
    shared = total * p**2 - 2 * p * v
    trace = (c * (v + shared)).sum()
    off = 2 * pp * vv + 2 * pv**2 - 4 * total * pp * pv + (total * pp) ** 2
    squared = off + (c**2 * (v**2 + 2 * v * shared)).sum()
    return float(trace**2 / squared)
