"""Which words set one group of texts apart from another.

Throughout, ``a`` and ``b`` are the counts of a word in target and reference, ``n1`` and
``n2`` the numbers of tokens there. All functions work on whole vocabularies at once.
The scores describe; p-values come only from `framing.stats.log_odds.keyness_test`,
which moves whole articles.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import special

from framing.stats._guards import (
    FloatArray,
    check_option,
    divide,
    log,
)
from framing.stats.word_effects import (
    four_counts,
    log_ratio,
    log_ratio_interval,
    odds_ratio,
    odds_ratio_interval,
    percent_difference,
    pointwise_information,
)

__all__ = [
    "bayes_factor",
    "chi_square",
    "direction",
    "effect_size_ell",
    "g_squared",
    "log_likelihood_rayson",
    "log_ratio",
    "log_ratio_interval",
    "odds_ratio",
    "odds_ratio_interval",
    "percent_difference",
    "pointwise_information",
]

_CORRECTIONS = ("none", "yates", "small-sample", "williams")


def direction(
    a: npt.ArrayLike, b: npt.ArrayLike, n1: npt.ArrayLike, n2: npt.ArrayLike
) -> FloatArray:
    """Tell in which text a word is relatively more frequent.

    Parameters
    ----------
    a, b : array_like
        Counts of the word in target and reference.
    n1, n2 : array_like
        Tokens in target and reference.

    Returns
    -------
    ndarray
        1 for the target, -1 for the reference, 0 for neither.

    Examples
    --------
    >>> direction([5, 1], [2, 4], 100, 100).tolist()
    [1.0, -1.0]
    """
    count_a, count_b, size_a, size_b = four_counts(a, b, n1, n2)
    # Cross-multiplied, since two equal quotients may differ in the last digit.
    return np.sign(count_a * size_b - count_b * size_a)


def chi_square(
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    n1: npt.ArrayLike,
    n2: npt.ArrayLike,
    *,
    correction: str = "none",
) -> FloatArray:
    """Compute Pearson's chi-square of the 2 x 2 table of each word.

    Parameters
    ----------
    a, b : array_like
        Counts of the word in target and reference.
    n1, n2 : array_like
        Tokens in target and reference.
    correction : {'none', 'yates', 'small-sample', 'williams'}, default 'none'
        Yates always; Yates only if an expected count is below 5; or Williams.

    Returns
    -------
    ndarray
        Unsigned scores; multiply by `direction` for a sign. NaN for words that occur
        nowhere.

    Notes
    -----
    Tokens of one article are not independent, so a p-value read from this score is far
    too small: pooled tokens reject a true null about one time in four.

    References
    ----------
    Yates (1934). Contingency tables involving small numbers and the chi-square test.
    Supplement to the Journal of the Royal Statistical Society 1, 217-235.

    Examples
    --------
    >>> round(float(chi_square(250, 90, 20000, 31000)), 3)
    169.071
    """
    seen, expected, q = _tables(a, b, n1, n2, correction)
    with np.errstate(invalid="ignore", divide="ignore"):
        cells = np.where(seen == expected, 0.0, (seen - expected) ** 2 / expected)
    return _blank(cells.sum(axis=0) / q, seen)


def g_squared(
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    n1: npt.ArrayLike,
    n2: npt.ArrayLike,
    *,
    correction: str = "none",
) -> FloatArray:
    """Compute the log-likelihood ratio of the 2 x 2 table of each word (four cells).

    Parameters
    ----------
    a, b : array_like
        Counts of the word in target and reference.
    n1, n2 : array_like
        Tokens in target and reference.
    correction : {'none', 'yates', 'small-sample', 'williams'}, default 'none'
        As in `chi_square`.

    Returns
    -------
    ndarray
        Unsigned scores ``2 sum O ln(O / E)``; NaN for words that occur nowhere.

    See Also
    --------
    log_likelihood_rayson : The two-cell score of the log-likelihood wizard.

    Notes
    -----
    Williams' correction divides by ``q``, which is above 1 and makes the score smaller.

    References
    ----------
    Dunning (1993). Accurate methods for the statistics of surprise and coincidence.
    Computational Linguistics 19, 61-74.
    Williams (1976). Improved likelihood ratio tests for complete contingency tables.
    Biometrika 63, 33-37.

    Examples
    --------
    >>> round(float(g_squared(250, 90, 20000, 31000)), 3)
    165.799
    """
    seen, expected, q = _tables(a, b, n1, n2, correction)
    with np.errstate(invalid="ignore", divide="ignore"):
        cells = special.xlogy(seen, np.where(seen > 0, seen / expected, 1.0))
    return _blank(np.maximum(2 * cells.sum(axis=0), 0) / q, seen)


def log_likelihood_rayson(
    a: npt.ArrayLike, b: npt.ArrayLike, n1: npt.ArrayLike, n2: npt.ArrayLike
) -> FloatArray:
    """Compute Rayson's log-likelihood of each word (two cells).

    Parameters
    ----------
    a, b : array_like
        Counts of the word in target and reference.
    n1, n2 : array_like
        Tokens in target and reference.

    Returns
    -------
    ndarray
        Unsigned scores ``2 (a ln(a / E1) + b ln(b / E2))``.

    References
    ----------
    Rayson and Garside (2000). Comparing corpora using frequency profiling. Workshop on
    Comparing Corpora, 1-6.

    Examples
    --------
    >>> round(float(log_likelihood_rayson(250, 90, 20000, 31000)), 3)
    164.671
    """
    seen, expected, _ = _tables(a, b, n1, n2, "none")
    with np.errstate(invalid="ignore", divide="ignore"):
        cells = special.xlogy(seen, np.where(seen > 0, seen / expected, 1.0))
    return _blank(np.maximum(2 * cells[:2].sum(axis=0), 0), seen)


def bayes_factor(
    a: npt.ArrayLike, b: npt.ArrayLike, n1: npt.ArrayLike, n2: npt.ArrayLike
) -> FloatArray:
    """Approximate the Bayes factor of each word as BIC.

    Parameters
    ----------
    a, b : array_like
        Counts of the word in target and reference.
    n1, n2 : array_like
        Tokens in target and reference.

    Returns
    -------
    ndarray
        Rayson's log-likelihood less ``ln(n1 + n2)``; below 0 favors no difference.

    References
    ----------
    Wilson (2013). Embracing Bayes factors for key item analysis in corpus linguistics.

    Examples
    --------
    >>> round(float(bayes_factor(250, 90, 20000, 31000)), 3)
    153.831
    """
    *_, size_a, size_b = four_counts(a, b, n1, n2)
    return log_likelihood_rayson(a, b, n1, n2) - log(size_a + size_b)


def effect_size_ell(
    a: npt.ArrayLike, b: npt.ArrayLike, n1: npt.ArrayLike, n2: npt.ArrayLike
) -> FloatArray:
    """Scale the log-likelihood to an effect size between 0 and 1 (ELL).

    Parameters
    ----------
    a, b : array_like
        Counts of the word in target and reference.
    n1, n2 : array_like
        Tokens in target and reference.

    Returns
    -------
    ndarray
        ``LL / (N ln E_min)`` with the two-cell LL and the smaller expected count.

    Notes
    -----
    Without meaning, and negative, when the smaller expected count is below 1.

    References
    ----------
    Johnston, Berry and Mielke (2006). Measures of effect size for chi-squared and
    likelihood-ratio goodness-of-fit tests. Perceptual and Motor Skills 103, 412-414.

    Examples
    --------
    >>> round(float(effect_size_ell(250, 90, 20000, 31000)), 6)
    0.00066
    """
    _, expected, _ = _tables(a, b, n1, n2, "none")
    *_, size_a, size_b = four_counts(a, b, n1, n2)
    bottom = (size_a + size_b) * log(expected[:2].min(axis=0))
    return divide(log_likelihood_rayson(a, b, n1, n2), bottom)


def _tables(
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    n1: npt.ArrayLike,
    n2: npt.ArrayLike,
    correction: str,
) -> tuple[FloatArray, FloatArray, FloatArray | float]:
    """Return observed and expected cells (a, b, c, d first) and the divisor q."""
    check_option("correction", correction, _CORRECTIONS)
    first, second, size_a, size_b = four_counts(a, b, n1, n2)
    total = size_a + size_b
    pooled = first + second
    rows = np.stack([pooled, pooled, total - pooled, total - pooled])
    columns = np.stack([size_a, size_b, size_a, size_b])
    expected = divide(rows * columns, total)
    seen = np.stack([first, second, size_a - first, size_b - second])
    if correction == "williams":
        return seen, expected, _williams(pooled, size_a, size_b)
    if correction == "none":
        return seen, expected, 1.0
    gap = expected - seen
    step = np.sign(gap) * np.minimum(np.abs(gap), 0.5)
    if correction == "small-sample":
        cross = np.abs(seen[0] * seen[3] - seen[1] * seen[2])
        step = np.where((cross >= total / 2) & (expected < 5).any(axis=0), step, 0.0)
    return seen + step, expected, 1.0


def _williams(pooled: FloatArray, n1: FloatArray, n2: FloatArray) -> FloatArray:
    """Return Williams' divisor q."""
    total = n1 + n2
    words = divide(total, pooled) + divide(total, total - pooled) - 1
    texts = divide(total, n1) + divide(total, n2) - 1
    return 1 + divide(words * texts, 6 * total)


def _blank(scores: FloatArray, seen: FloatArray) -> FloatArray:
    """Return NaN where a word or a text is empty, so that there is no table."""
    empty = (
        (seen[0] + seen[1] == 0) | (seen[::2].sum(0) == 0) | (seen[1::2].sum(0) == 0)
    )
    return np.where(empty, np.nan, scores)
