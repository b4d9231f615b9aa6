"""Intervals for one count or share: counting uncertainty only.

They treat words as independent draws. Within one article that is a fair description
of how much a short text can tell; it says nothing about how articles of an outlet
differ, for which see `framing.stats.intervals`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import special

from framing.stats._guards import (
    FloatArray,
    check_counts,
    check_level,
    check_option,
    divide,
)

__all__ = ["balance_interval", "log_balance", "rate_interval", "share_interval"]


def rate_interval(
    hits: npt.ArrayLike,
    exposure: npt.ArrayLike,
    *,
    scale: float = 1.0,
    level: float = 0.95,
    method: str = "jeffreys",
) -> tuple[FloatArray, FloatArray]:
    """Bound a rate of hits per unit of exposure.

    Parameters
    ----------
    hits : array_like
        Number of hits.
    exposure : array_like
        Number of words, or whatever the hits are counted against.
    scale : float, default 1.0
        The unit of the rate: 1000 gives hits per 1000 words.
    level : float, default 0.95
        Confidence level.
    method : {'jeffreys', 'exact'}, default 'jeffreys'
        Gamma quantiles with half a hit added, or the exact Poisson limits.

    Returns
    -------
    low : ndarray
        Lower limits in the shape of the inputs; NaN where the exposure is zero.
    high : ndarray
        Upper limits, alike.

    Notes
    -----
    Jeffreys: the quantiles of a Gamma(hits + 1/2) divided by the exposure, with the
    lower limit set to 0 when there is no hit, so that the interval holds the rate.
    Do not use it to compare outlets: words cluster in articles.

    References
    ----------
    Brown, Cai and DasGupta (2003). Interval estimation in exponential families.
    Statistica Sinica 13, 19-49.

    Examples
    --------
    >>> low, high = rate_interval(3, 400, scale=1000)
    >>> round(float(low), 2), round(float(high), 2)
    (2.11, 20.02)
    """
    check_option("method", method, ("jeffreys", "exact"))
    tail = (1 - check_level(level)) / 2
    count = check_counts("hits", hits)
    below, above = (count + 0.5,) * 2 if method == "jeffreys" else (count, count + 1)
    lower = special.gammaincinv(np.where(count > 0, below, 1), tail)
    lower = np.where(count > 0, lower, 0)
    upper = special.gammaincinv(above, 1 - tail)
    return divide(scale * lower, exposure), divide(scale * upper, exposure)


def share_interval(
    hits: npt.ArrayLike,
    total: npt.ArrayLike,
    *,
    level: float = 0.95,
    method: str = "jeffreys",
) -> tuple[FloatArray, FloatArray]:
    """Bound a share of hits among a total.

    Parameters
    ----------
    hits : array_like
        Number of hits.
    total : array_like
        Number of units of which the hits are a part.
    level : float, default 0.95
        Confidence level.
    method : {'jeffreys', 'jeffreys-plain', 'wilson', 'exact'}, default 'jeffreys'
        Beta quantiles with half a unit added to each side and the limit set to 0 or 1
        when the share is 0 or 1; the same without that step; Wilson's score interval;
        Clopper and Pearson's exact interval.

    Returns
    -------
    low : ndarray
        Lower limits in the shape of the inputs; NaN where the total is zero.
    high : ndarray
        Upper limits, alike.

    References
    ----------
    Brown, Cai and DasGupta (2001). Interval estimation for a binomial proportion.
    Statistical Science 16, 101-133.

    Examples
    --------
    >>> low, high = share_interval(2, 10)
    >>> round(float(low), 3), round(float(high), 3)
    (0.044, 0.503)
    """
    methods = ("jeffreys", "jeffreys-plain", "wilson", "exact")
    check_option("method", method, methods)
    count, whole = np.broadcast_arrays(
        check_counts("hits", hits), check_counts("total", total)
    )
    if (count > whole).any():
        msg = "`hits` must not exceed `total`; check which column is the denominator."
        raise ValueError(msg)
    tail = (1 - check_level(level)) / 2
    if method == "wilson":
        low, high = _wilson(count, whole, float(special.ndtri(1 - tail)))
    else:
        low, high = _beta_limits(count, whole - count, tail, method)
    empty = whole == 0
    return np.where(empty, np.nan, low), np.where(empty, np.nan, high)


def _wilson(
    count: FloatArray, whole: FloatArray, z: float
) -> tuple[FloatArray, FloatArray]:
    """Return Wilson's score limits."""
    safe = np.where(whole > 0, whole, 1)
    center = (count + z**2 / 2) / (safe + z**2)
    spread = count * (safe - count) / safe + z**2 / 4
    half = z / (safe + z**2) * np.sqrt(np.maximum(spread, 0))
    low = np.where(count > 0, center - half, 0)
    return low, np.where(count < safe, center + half, 1)


def _beta_limits(
    hits: FloatArray, misses: FloatArray, tail: float, method: str
) -> tuple[FloatArray, FloatArray]:
    """Return beta quantiles; only the plain ones stay inside 0 and 1 at the edges."""
    more = np.array([0.0, 1.0]) if method == "exact" else np.array([0.5, 0.5])
    has_hits, has_misses = hits > 0, misses > 0
    # A zero parameter has no quantile; those limits are replaced below.
    low = special.betaincinv(np.maximum(hits + more[0], 0.5), misses + more[1], tail)
    high = special.betaincinv(
        hits + more[1], np.maximum(misses + more[0], 0.5), 1 - tail
    )
    if method == "jeffreys-plain":
        return np.asarray(low), np.asarray(high)
    return np.where(has_hits, low, 0.0), np.where(has_misses, high, 1.0)


def log_balance(
    first: npt.ArrayLike, second: npt.ArrayLike, *, smoothing: float = 0.5
) -> FloatArray:
    """Weigh two counts against each other as a log ratio.

    Parameters
    ----------
    first, second : array_like
        The two counts, such as security and humanitarian hits.
    smoothing : float, default 0.5
        Added to both counts so that zeros are defined.

    Returns
    -------
    ndarray
        ``log((first + smoothing) / (second + smoothing))``: 0 when both are equal,
        and the sign changes when the two are exchanged.

    Notes
    -----
    Independent of the length of the text, and 0 for a text with neither: read it
    together with the two counts.

    References
    ----------
    Lowe, Benoit, Mikhaylov and Laver (2011). Scaling policy preferences from coded
    political texts. Legislative Studies Quarterly 36, 123-155.

    Examples
    --------
    >>> round(float(log_balance(2, 0)), 4)
    1.6094
    """
    above = check_counts("first", first) + _positive("smoothing", smoothing)
    below = check_counts("second", second) + smoothing
    return np.asarray(np.log(above / below))


def balance_interval(
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    *,
    smoothing: float = 0.5,
    level: float = 0.95,
    method: str = "jeffreys",
) -> tuple[FloatArray, FloatArray]:
    """Bound the log balance of two counts.

    Parameters
    ----------
    first, second : array_like
        The two counts.
    smoothing : float, default 0.5
        Added to both counts; 0.5 is Jeffreys' prior.
    level : float, default 0.95
        Confidence level.
    method : {'jeffreys', 'wald'}, default 'jeffreys'
        Logit of the beta quantiles of the share, or the normal approximation.

    Returns
    -------
    low : ndarray
        Lower limits on the log scale.
    high : ndarray
        Upper limits, alike.

    Notes
    -----
    Wald: ``theta -+ z sqrt(1 / (first + s) + 1 / (second + s))``. With both counts
    zero the interval is as wide as it can be, since the text carries no evidence.

    Examples
    --------
    >>> low, high = balance_interval(40, 10)
    >>> round(float(low), 3), round(float(high), 3)
    (0.727, 2.114)
    """
    check_option("method", method, ("jeffreys", "wald"))
    tail = (1 - check_level(level)) / 2
    above = check_counts("first", first) + _positive("smoothing", smoothing)
    below = check_counts("second", second) + smoothing
    if method == "wald":
        half = special.ndtri(1 - tail) * np.sqrt(1 / above + 1 / below)
        theta = np.log(above / below)
        return theta - half, theta + half
    # Each tail is measured from its own side: 1 - q would lose the digits near 1.
    low = (
        special.betaincinv(above, below, tail),
        special.betainccinv(below, above, tail),
    )
    high = (
        special.betainccinv(above, below, tail),
        special.betaincinv(below, above, tail),
    )
    return np.log(low[0] / low[1]), np.log(high[0] / high[1])


def _positive(name: str, value: float) -> float:
    """Return the value if it is above zero."""
    if not value > 0:
        msg = f"`{name}` must be above 0; got {value!r}. The usual choice is 0.5."
        raise ValueError(msg)
    return value
