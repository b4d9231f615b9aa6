"""How large a difference is, in units that compare across measures."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy import special

from framing.stats._guards import FloatArray, check_option

__all__ = ["cliffs_delta", "cohens_d", "hedges_correction", "hedges_g"]


def cohens_d(a: npt.ArrayLike, b: npt.ArrayLike) -> float:
    """Divide the difference of means by the pooled standard deviation.

    Parameters
    ----------
    a, b : array_like, shape (n_articles,)
        One value an article; NaN is left out.

    Returns
    -------
    float
        Positive if `a` is higher; NaN if a group has fewer than two values or nothing
        varies.

    References
    ----------
    Cohen (1988). Statistical power analysis for the behavioral sciences, chapter 2.

    Examples
    --------
    >>> round(cohens_d([0.12, 0.3, 0.45], [-0.2, 0.05, 0.1]), 3)
    1.881
    """
    first, second = _known(a), _known(b)
    n, m = len(first), len(second)
    if min(n, m) < 2:
        return math.nan
    squares = (n - 1) * first.var(ddof=1) + (m - 1) * second.var(ddof=1)
    spread = math.sqrt(squares / (n + m - 2))
    scale = float(np.abs(np.concatenate([first, second])).max())
    if spread <= 1e-12 * scale or spread == 0:
        return math.nan
    return float(first.mean() - second.mean()) / spread


def hedges_correction(df: float, *, method: str = "exact") -> float:
    """Return the factor J that removes the small-sample bias of Cohen's d.

    Parameters
    ----------
    df : float
        Degrees of freedom, ``n + m - 2``.
    method : {'exact', 'approximate'}, default 'exact'
        By the gamma function, or ``1 - 3 / (4 df - 1)``.

    Returns
    -------
    float
        A factor below 1.

    References
    ----------
    Hedges (1981). Distribution theory for Glass's estimator of effect size and related
    estimators. Journal of Educational Statistics 6, 107-128.

    Examples
    --------
    >>> round(hedges_correction(9), 4)
    0.9139
    >>> round(hedges_correction(9, method="approximate"), 4)
    0.9143
    """
    check_option("method", method, ("exact", "approximate"))
    if df <= 1:
        return math.nan
    if method == "approximate":
        return 1 - 3 / (4 * df - 1)
    ratio = special.gammaln(df / 2) - special.gammaln((df - 1) / 2)
    return math.exp(ratio) / math.sqrt(df / 2)


def hedges_g(a: npt.ArrayLike, b: npt.ArrayLike, *, correction: str = "exact") -> float:
    """Compute the standardized difference of means, free of small-sample bias.

    Parameters
    ----------
    a, b : array_like, shape (n_articles,)
        One value an article; NaN is left out.
    correction : {'exact', 'approximate'}, default 'exact'
        See `hedges_correction`.

    Returns
    -------
    float
        ``J d``; NaN where Cohen's d is undefined.

    References
    ----------
    Hedges (1981), as in `hedges_correction`.

    Examples
    --------
    >>> round(hedges_g([0.12, 0.3, 0.45], [-0.2, 0.05, 0.1]), 3)
    1.501
    """
    df = len(_known(a)) + len(_known(b)) - 2
    return hedges_correction(df, method=correction) * cohens_d(a, b)


def cliffs_delta(a: npt.ArrayLike, b: npt.ArrayLike) -> float:
    """Compare how often a value of one group exceeds one of the other.

    Parameters
    ----------
    a, b : array_like, shape (n_articles,)
        One value an article; NaN is left out.

    Returns
    -------
    float
        P(a > b) - P(a < b), from -1 to 1; NaN if a group is empty.

    References
    ----------
    Cliff (1993). Dominance statistics: ordinal analyses to answer ordinal questions.
    Psychological Bulletin 114, 494-509.

    Examples
    --------
    >>> cliffs_delta([3, 4], [1, 4])
    0.25
    """
    first, second = _known(a), _known(b)
    if min(len(first), len(second)) == 0:
        return math.nan
    ordered = np.sort(second)
    below = np.searchsorted(ordered, first, side="left").sum()
    not_above = np.searchsorted(ordered, first, side="right").sum()
    wins = float(below + not_above) / 2  # a tie is half a win
    return 2 * wins / (len(first) * len(second)) - 1


def _known(values: npt.ArrayLike) -> FloatArray:
    """Return the values that are not missing."""
    array = np.asarray(values, dtype=np.float64).ravel()
    return array[~np.isnan(array)]
