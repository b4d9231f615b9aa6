"""How much the numbers of a comparison of two groups hang on single articles."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import special

from framing.stats._guards import FloatArray, check_level, check_option, check_sparse

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["Spread", "group_spread"]

Statistic = Callable[[FloatArray, FloatArray], FloatArray]

# Below this many articles percentile limits are far too narrow.
_FEW_ARTICLES = 20


@dataclass(frozen=True, eq=False)
class Spread:
    """Hold limits of many numbers at once.

    Parameters
    ----------
    low, high : ndarray, shape (n_numbers,)
        Limits; NaN where there are none. They never coincide.
    kind : {'bootstrap', 'jackknife t', 'none'}
        Where they come from.
    note : str
        Why there are none; empty otherwise.

    Examples
    --------
    >>> Spread(np.array([0.1]), np.array([0.3]), "bootstrap", "").kind
    'bootstrap'
    """

    low: FloatArray
    high: FloatArray
    kind: str
    note: str


def group_spread(
    first: Any,
    second: Any,
    statistic: Statistic,
    *,
    method: str = "auto",
    n_resamples: int = 999,
    level: float = 0.95,
    seed: int = 0,
) -> Spread:
    """Bound numbers computed from the summed counts of two groups of articles.

    Parameters
    ----------
    first, second : array_like or sparse matrix, shape (n_articles, n_words)
        Counts in the articles of each group.
    statistic : callable
        Takes the summed counts of both groups and returns numbers, always as many.
    method : {'auto', 'jackknife'}, default 'auto'
        Resample where there are enough articles, or never: resamples repeat articles,
        which biases numbers that depend on how varied the words are.
    n_resamples : int, default 999
        Resamples of the articles of each group.
    level : float, default 0.95
        Confidence level.
    seed : int, default 0
        Seed of the random numbers.

    Returns
    -------
    Spread
        Percentile limits from resampled articles with at least 20 articles in each
        group; with fewer, delete-one-article jackknife errors and a t quantile; none if
        a group has a single article.

    References
    ----------
    Efron and Tibshirani (1993). An introduction to the bootstrap, chapters 11 and 13.

    Examples
    --------
    >>> first, second = [[3, 7], [5, 5], [4, 6]], [[1, 9], [2, 8], [0, 9]]
    >>> found = group_spread(first, second, lambda a, b: b / b.sum() - a / a.sum())
    >>> found.kind, found.low.round(2).tolist(), found.high.round(2).tolist()
    ('jackknife t', [-0.52, 0.07], [-0.07, 0.52])
    """
    check_level(level)
    check_option("method", method, ("auto", "jackknife"))
    tables = check_sparse(first), check_sparse(second)
    sizes = [int((table.sum(axis=1) > 0).sum()) for table in tables]
    sums = [_sums(np.ones(table.shape[0]), table) for table in tables]
    observed = statistic(sums[0], sums[1])
    if min(sizes) < 2:
        nothing = np.full(len(observed), np.nan)
        return Spread(nothing, nothing, "none", "a side has a single article")
    if method == "jackknife" or min(sizes) < _FEW_ARTICLES:
        return _jackknife(tables, sums, statistic, observed, sizes, level)
    return _bootstrap(tables, statistic, observed, n_resamples, level, seed)


def _sums(weights: FloatArray, table: sparse.csr_array) -> FloatArray:
    return np.asarray(table.T @ weights, dtype=np.float64)


def _jackknife(
    tables: tuple[sparse.csr_array, sparse.csr_array],
    sums: list[FloatArray],
    statistic: Statistic,
    observed: FloatArray,
    sizes: list[int],
    level: float,
) -> Spread:
    """Leave out one article at a time, in each group with the other one whole."""
    variance = []
    for side, table in enumerate(tables):
        left_out = []
        for article in range(table.shape[0]):
            own = sums[side] - table[[article]].toarray().ravel()
            pair = (own, sums[1]) if side == 0 else (sums[0], own)
            left_out.append(_tried(statistic, pair, len(observed)))
        moved = np.array(left_out)
        n = len(moved)
        variance.append((n - 1) / n * ((moved - moved.mean(axis=0)) ** 2).sum(axis=0))
    total = variance[0] + variance[1]
    flat = ~(total > (1e-12 * np.maximum(np.abs(observed), 1e-300)) ** 2)
    safe = np.where(flat, 1.0, total)
    parts = sum(v**2 / (n - 1) for v, n in zip(variance, sizes, strict=True))
    df = safe**2 / np.where(flat, 1.0, parts)
    reach = special.stdtrit(df, 0.5 + level / 2) * np.sqrt(safe)
    reach[flat] = np.nan
    return Spread(observed - reach, observed + reach, "jackknife t", "")


def _tried(
    statistic: Statistic, pair: tuple[FloatArray, FloatArray], n: int
) -> FloatArray:
    """Compute the numbers, NaN where the articles left have nothing to compare."""
    if min(float(counts.sum()) for counts in pair) <= 0:
        return np.full(n, np.nan)
    try:
        return statistic(*pair)
    except ValueError:
        return np.full(n, np.nan)


def _bootstrap(
    tables: tuple[sparse.csr_array, sparse.csr_array],
    statistic: Statistic,
    observed: FloatArray,
    n_resamples: int,
    level: float,
    seed: int,
) -> Spread:
    """Draw articles with replacement in each group."""
    rng = np.random.default_rng(seed)
    draws = np.empty((n_resamples, len(observed)))
    shares = [np.full(table.shape[0], 1 / table.shape[0]) for table in tables]
    for number in range(n_resamples):
        pair = [
            _sums(rng.multinomial(len(share), share).astype(np.float64), table)
            for share, table in zip(shares, tables, strict=True)
        ]
        draws[number] = _tried(statistic, (pair[0], pair[1]), len(observed))
    usable = ~np.isnan(draws).any(axis=1)
    lost = int((~usable).sum())
    if usable.sum() < 2:
        nothing = np.full(len(observed), math.nan)
        return Spread(nothing, nothing, "none", "undefined in most resamples")
    tails = [(1 - level) / 2, (1 + level) / 2]
    low, high = np.quantile(draws[usable], tails, axis=0)
    flat = ~(high > low)
    low[flat] = high[flat] = math.nan
    note = f"undefined in {lost} of {n_resamples} resamples" if lost else ""
    # A biased estimate can lie outside its own percentile limits.
    low, high = np.minimum(low, observed), np.maximum(high, observed)
    return Spread(low, high, "bootstrap", note)
