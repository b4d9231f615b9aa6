"""How much words of one article repeat each other."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from framing.stats._guards import FloatArray, check_counts, check_same_length

__all__ = [
    "binomial_standard_error",
    "design_effect",
    "pearson_dispersion",
    "ratio_standard_error",
]


def ratio_standard_error(hits: npt.ArrayLike, exposure: npt.ArrayLike) -> float:
    """Estimate the standard error of a pooled rate with articles as the units.

    Parameters
    ----------
    hits, exposure : array_like, shape (n_articles,)
        Hits and words of each article.

    Returns
    -------
    float
        The error of ``sum(hits) / sum(exposure)``; NaN for fewer than two articles.

    Notes
    -----
    Linearized ratio estimator: ``n / (n - 1) sum((h_i - r e_i)^2) / (sum e)^2`` is its
    square. Divided by ``r (1 - r)`` the error is the cluster-robust one of the
    intercept of a logit model.

    References
    ----------
    Cochran (1977). Sampling techniques, chapter 6.

    Examples
    --------
    >>> hits, words = [3, 0, 5, 2, 8, 1], [400, 350, 900, 500, 1200, 300]
    >>> round(ratio_standard_error(hits, words), 6)
    0.00085
    """
    count, size, rate = _pooled(hits, exposure)
    n = len(count)
    if n < 2 or math.isnan(rate):
        return math.nan
    residual = count - rate * size
    spread = n / (n - 1) * float((residual**2).sum())
    return math.sqrt(spread) / float(size.sum())


def binomial_standard_error(hits: npt.ArrayLike, exposure: npt.ArrayLike) -> float:
    """Estimate the standard error of a pooled rate as if words were independent.

    Parameters
    ----------
    hits, exposure : array_like, shape (n_articles,)
        Hits and words of each article.

    Returns
    -------
    float
        ``sqrt(r (1 - r) / sum(exposure))``: what token-level tests rely on.

    Examples
    --------
    >>> round(binomial_standard_error([3, 0, 5], [400, 350, 900]), 6)
    0.00171
    """
    _, size, rate = _pooled(hits, exposure)
    if math.isnan(rate):
        return math.nan
    return math.sqrt(rate * (1 - rate) / float(size.sum()))


def design_effect(hits: npt.ArrayLike, exposure: npt.ArrayLike) -> float:
    """Compare the error between articles with the error of independent words.

    Parameters
    ----------
    hits, exposure : array_like, shape (n_articles,)
        Hits and words of each article.

    Returns
    -------
    float
        The ratio of the two variances; 4 means that a token-level interval is half as
        wide as it should be. NaN if undefined.

    References
    ----------
    Kish (1965). Survey sampling, chapter 8.

    Examples
    --------
    >>> round(design_effect([9, 0, 1, 0], [400, 400, 400, 400]), 2)
    7.65
    """
    naive = binomial_standard_error(hits, exposure)
    clustered = ratio_standard_error(hits, exposure)
    return (clustered / naive) ** 2 if naive > 0 else math.nan


def pearson_dispersion(hits: npt.ArrayLike, exposure: npt.ArrayLike) -> float:
    """Estimate the dispersion of a quasi-binomial model with one common rate.

    Parameters
    ----------
    hits, exposure : array_like, shape (n_articles,)
        Hits and words of each article.

    Returns
    -------
    float
        Pearson's chi-square over its degrees of freedom: 1 if articles differ no more
        than chance allows.

    References
    ----------
    McCullagh and Nelder (1989). Generalized linear models, section 4.5.

    Examples
    --------
    >>> round(pearson_dispersion([9, 0, 1, 0], [400, 400, 400, 400]), 2)
    7.65
    """
    count, size, rate = _pooled(hits, exposure)
    used = size > 0
    if used.sum() < 2 or not 0 < rate < 1:
        return math.nan
    count, size = count[used], size[used]
    chi2 = ((count - rate * size) ** 2 / (size * rate * (1 - rate))).sum()
    return float(chi2) / (len(count) - 1)


def _pooled(
    hits: npt.ArrayLike, exposure: npt.ArrayLike
) -> tuple[FloatArray, FloatArray, float]:
    """Return both columns and the pooled rate."""
    count, size = check_counts("hits", hits), check_counts("exposure", exposure)
    check_same_length(hits=count, exposure=size)
    total = float(size.sum())
    return count, size, float(np.sum(count)) / total if total else math.nan
