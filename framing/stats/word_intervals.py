"""Intervals for the log ratio of many words at once, from the spread of articles."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import special

from framing.stats._guards import (
    FloatArray,
    check_counts,
    check_level,
    check_same_length,
    check_sparse,
)
from framing.stats.keyness import log_ratio, log_ratio_interval

__all__ = ["log_rate_errors", "log_ratio_limits"]

# As in `framing.stats.intervals`: on fewer hits the jackknife is too narrow.
_FEW_HITS = 10


def log_rate_errors(counts: Any, lengths: npt.ArrayLike) -> FloatArray:
    """Measure how much each word's log rate hangs on single articles.

    Parameters
    ----------
    counts : array_like or sparse matrix, shape (n_articles, n_words)
        Counts of one group.
    lengths : array_like, shape (n_articles,)
        Tokens of each article.

    Returns
    -------
    ndarray, shape (n_words,)
        Delete-one-article jackknife errors of ``log((hits + 1/2) / tokens)``; NaN with
        fewer than two articles that have tokens.

    Notes
    -----
    Equal to `framing.stats.intervals.jackknife` of a rate, word by word; here an
    article without the word costs nothing, since leaving it out changes the number of
    tokens alone.

    References
    ----------
    Efron and Tibshirani (1993). An introduction to the bootstrap, chapter 11.

    Examples
    --------
    >>> log_rate_errors([[3], [8], [5], [2]], [400, 350, 900, 500]).round(3).tolist()
    [0.412]
    """
    table = check_sparse(counts).tocoo()
    sizes = check_counts("lengths", lengths)
    n, n_words = table.shape
    check_same_length(counts=np.empty(n), lengths=sizes)
    if (sizes > 0).sum() < 2:
        return np.full(n_words, np.nan)
    rows, words = table.coords
    total = np.bincount(words, weights=table.data, minlength=n_words) + 0.5
    drop = np.log1p(-table.data / total[words])
    shorter = -np.log(sizes.sum() - sizes)
    shorter -= shorter.mean()
    joint = drop * (drop + 2 * shorter[rows])
    squares = (shorter**2).sum() + np.bincount(words, joint, minlength=n_words)
    sums = np.bincount(words, drop, minlength=n_words)
    spread = np.maximum(squares - sums**2 / n, 0)
    return np.asarray(np.sqrt((n - 1) / n * spread))


def log_ratio_limits(
    target: Any,
    reference: Any,
    *,
    lengths_target: npt.ArrayLike,
    lengths_reference: npt.ArrayLike,
    level: float = 0.95,
) -> tuple[FloatArray, FloatArray, npt.NDArray[np.bool_]]:
    """Bound the log ratio of each word from the spread between articles.

    Parameters
    ----------
    target, reference : array_like or sparse matrix, shape (n_articles, n_words)
        Counts of the same words in both groups.
    lengths_target, lengths_reference : array_like, shape (n_articles,)
        Tokens of each article.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    low, high : ndarray, shape (n_words,)
        Limits of the binary log ratio.
    by_article : ndarray of bool, shape (n_words,)
        True where the limits come from the articles; False where they tell counting
        uncertainty only, since a group has fewer than two articles.

    Notes
    -----
    Jackknife errors of both log rates, joined with a t quantile at Welch and
    Satterthwaite's degrees of freedom. With fewer than 10 hits in a group the limits
    are at least as wide as Katz' counting interval.

    Examples
    --------
    >>> first, second = [[3], [8], [5], [2]], [[1], [0], [2], [1]]
    >>> sizes = [400, 350, 900, 500]
    >>> low, high, by_article = log_ratio_limits(
    ...     first, second, lengths_target=sizes, lengths_reference=sizes
    ... )
    >>> low.round(2).tolist(), high.round(2).tolist(), by_article.tolist()
    ([0.25], [3.83], [True])
    """
    sides = [check_sparse(target), check_sparse(reference)]
    sizes = [
        check_counts("lengths_target", lengths_target),
        check_counts("lengths_reference", lengths_reference),
    ]
    hits = [np.asarray(side.sum(axis=0), dtype=np.float64).ravel() for side in sides]
    totals = [float(size.sum()) for size in sizes]
    errors = [log_rate_errors(*pair) for pair in zip(sides, sizes, strict=True)]
    dfs = [max(int((size > 0).sum()) - 1, 1) for size in sizes]
    wide = log_ratio_interval(*hits, *totals, level=check_level(level))
    variance = errors[0] ** 2 + errors[1] ** 2
    known = variance > 0
    variance = np.where(known, variance, 1.0)
    parts = errors[0] ** 4 / dfs[0] + errors[1] ** 4 / dfs[1]
    df = variance**2 / np.where(known, parts, 1.0)
    reach = special.stdtrit(np.where(known, df, 1), 0.5 + level / 2) * np.sqrt(variance)
    center = np.log((hits[0] + 0.5) / (hits[1] + 0.5) * totals[1] / totals[0])
    estimate = log_ratio(*hits, *totals)
    low = np.minimum((center - reach) / np.log(2), estimate)
    high = np.maximum((center + reach) / np.log(2), estimate)
    thin = np.minimum(*hits) < _FEW_HITS
    low = np.where(thin, np.fmin(low, wide[0]), low)
    high = np.where(thin, np.fmax(high, wide[1]), high)
    return np.where(known, low, wide[0]), np.where(known, high, wide[1]), known
