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
    check_counts,
    check_level,
    check_option,
    divide,
    log,
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
    count_a, count_b, size_a, size_b = _four(a, b, n1, n2)
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
    *_, size_a, size_b = _four(a, b, n1, n2)
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
    *_, size_a, size_b = _four(a, b, n1, n2)
    bottom = (size_a + size_b) * log(expected[:2].min(axis=0))
    return divide(log_likelihood_rayson(a, b, n1, n2), bottom)


def percent_difference(
    a: npt.ArrayLike, b: npt.ArrayLike, n1: npt.ArrayLike, n2: npt.ArrayLike
) -> FloatArray:
    """Compute by how many percent a word is more frequent in the target.

    Parameters
    ----------
    a, b : array_like
        Counts of the word in target and reference.
    n1, n2 : array_like
        Tokens in target and reference.

    Returns
    -------
    ndarray
        Percent; infinite if the reference lacks the word, NaN if both do.

    References
    ----------
    Gabrielatos and Marchi (2011). Keyness: matching metrics to definitions.

    Examples
    --------
    >>> round(float(percent_difference(250, 90, 20000, 31000)), 2)
    330.56
    """
    count_a, count_b, size_a, size_b = _four(a, b, n1, n2)
    ratio = divide(count_a * size_b, count_b * size_a)
    return 100 * (np.where((count_b == 0) & (count_a > 0), np.inf, ratio) - 1)


def pointwise_information(
    a: npt.ArrayLike, b: npt.ArrayLike, n1: npt.ArrayLike, n2: npt.ArrayLike
) -> FloatArray:
    """Compute the pointwise mutual information of word and target (PMI).

    Parameters
    ----------
    a, b : array_like
        Counts of the word in target and reference.
    n1, n2 : array_like
        Tokens in target and reference.

    Returns
    -------
    ndarray
        ``ln(a N / ((a + b) n1))``; minus infinity if the target lacks the word. It has
        no p-value.

    Examples
    --------
    >>> round(float(pointwise_information(250, 90, 20000, 31000)), 4)
    0.6286
    """
    count_a, count_b, size_a, size_b = _four(a, b, n1, n2)
    return log(divide(count_a * (size_a + size_b), (count_a + count_b) * size_a))


def log_ratio(
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    n1: npt.ArrayLike,
    n2: npt.ArrayLike,
    *,
    zero: float = 0.5,
) -> FloatArray:
    """Compute the binary log of the ratio of relative frequencies.

    Parameters
    ----------
    a, b : array_like
        Counts of the word in target and reference.
    n1, n2 : array_like
        Tokens in target and reference.
    zero : float, default 0.5
        Stands in for a count of zero.

    Returns
    -------
    ndarray
        1 means twice as frequent in the target, -1 half as frequent.

    References
    ----------
    Hardie (2014). Log ratio: an informal introduction. ESRC Centre for Corpus
    Approaches to Social Science.

    Examples
    --------
    >>> float(log_ratio(8, 2, 100, 100))
    2.0
    """
    count_a, count_b, size_a, size_b = _four(a, b, n1, n2)
    first, second = _instead_of_zero(count_a, zero), _instead_of_zero(count_b, zero)
    return np.asarray(log(divide(first * size_b, second * size_a)) / np.log(2))


def log_ratio_interval(
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    n1: npt.ArrayLike,
    n2: npt.ArrayLike,
    *,
    zero: float = 0.5,
    level: float = 0.95,
) -> tuple[FloatArray, FloatArray]:
    """Bound the log ratio: counting uncertainty only.

    Parameters
    ----------
    a, b : array_like
        Counts of the word in target and reference.
    n1, n2 : array_like
        Tokens in target and reference.
    zero : float, default 0.5
        Stands in for a count of zero.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    low : ndarray
        Lower limits on the binary log scale.
    high : ndarray
        Upper limits, alike.

    Notes
    -----
    Katz' interval of the relative risk, ``se^2 = 1/a - 1/n1 + 1/b - 1/n2``. It takes
    tokens as independent and is too narrow for words that cluster in articles.

    References
    ----------
    Katz, Baptista, Azen and Pike (1978). Obtaining confidence intervals for the risk
    ratio in cohort studies. Biometrics 34, 469-474.

    Examples
    --------
    >>> low, high = log_ratio_interval(10, 4, 100, 120)
    >>> round(float(low), 4), round(float(high), 4)
    (-0.0435, 3.2134)
    """
    count_a, count_b, size_a, size_b = _four(a, b, n1, n2)
    first, second = _instead_of_zero(count_a, zero), _instead_of_zero(count_b, zero)
    z = special.ndtri(0.5 + check_level(level) / 2)
    one = divide(1, first) - divide(1, size_a)
    other = divide(1, second) - divide(1, size_b)
    half = z * np.sqrt(np.maximum(one + other, 0)) / np.log(2)
    center = log_ratio(a, b, n1, n2, zero=zero)
    return center - half, center + half


def odds_ratio(
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    n1: npt.ArrayLike,
    n2: npt.ArrayLike,
    *,
    kind: str = "sample",
) -> FloatArray:
    """Compute the odds ratio of each word.

    Parameters
    ----------
    a, b : array_like
        Counts of the word in target and reference.
    n1, n2 : array_like
        Tokens in target and reference.
    kind : {'sample', 'conditional'}, default 'sample'
        ``a d / (b c)``, or the conditional maximum likelihood estimate, which is slow.

    Returns
    -------
    ndarray
        Odds ratios; NaN for words that occur nowhere.

    See Also
    --------
    scipy.stats.contingency.odds_ratio : Computes every table.

    Examples
    --------
    >>> round(float(odds_ratio(10, 4, 100, 120)), 4)
    3.2222
    """
    check_option("kind", kind, ("sample", "conditional"))
    count_a, count_b, size_a, size_b = _four(a, b, n1, n2)
    if kind == "sample":
        above, below = count_a * (size_b - count_b), count_b * (size_a - count_a)
        return np.where((below == 0) & (above > 0), np.inf, divide(above, below))
    from scipy import stats  # slow to load, and rarely needed

    found = [
        stats.contingency.odds_ratio(table, kind="conditional").statistic
        for table in _integer_tables(count_a, count_b, size_a, size_b)
    ]
    return np.array(found, dtype=np.float64).reshape(count_a.shape)


def odds_ratio_interval(
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    n1: npt.ArrayLike,
    n2: npt.ArrayLike,
    *,
    kind: str = "sample",
    level: float = 0.95,
) -> tuple[FloatArray, FloatArray]:
    """Bound the odds ratio: counting uncertainty only.

    Parameters
    ----------
    a, b : array_like
        Counts of the word in target and reference.
    n1, n2 : array_like
        Tokens in target and reference.
    kind : {'sample', 'conditional'}, default 'sample'
        Normal limits of the log odds ratio, or exact conditional ones.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    low : ndarray
        Lower limits.
    high : ndarray
        Upper limits, alike.

    See Also
    --------
    scipy.stats.contingency.odds_ratio : Computes every table.

    Examples
    --------
    >>> low, high = odds_ratio_interval(10, 4, 100, 120)
    >>> round(float(low), 3), round(float(high), 3)
    (0.979, 10.61)
    """
    check_option("kind", kind, ("sample", "conditional"))
    check_level(level)
    from scipy import stats  # slow to load, and rarely needed

    cells = _four(a, b, n1, n2)
    limits = [
        tuple(
            stats.contingency.odds_ratio(
                table, kind="sample" if kind == "sample" else "conditional"
            ).confidence_interval(confidence_level=level)
        )
        for table in _integer_tables(*cells)
    ]
    low, high = np.array(limits, dtype=np.float64).T
    return low.reshape(cells[0].shape), high.reshape(cells[0].shape)


def _four(
    a: npt.ArrayLike, b: npt.ArrayLike, n1: npt.ArrayLike, n2: npt.ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return the four inputs in one shape, checked."""
    names = ("a", "b", "n1", "n2")
    values = [check_counts(x, v) for x, v in zip(names, (a, b, n1, n2), strict=True)]
    first, second, size_a, size_b = np.broadcast_arrays(*values)
    if (first > size_a).any() or (second > size_b).any():
        msg = "`a` and `b` must not exceed `n1` and `n2`, the tokens of the two texts."
        raise ValueError(msg)
    return first, second, size_a, size_b


def _integer_tables(
    a: FloatArray, b: FloatArray, n1: FloatArray, n2: FloatArray
) -> npt.NDArray[np.int64]:
    """Return one 2 x 2 table a word."""
    cells = np.stack([a, b, n1 - a, n2 - b], axis=-1)
    return np.asarray(np.rint(cells), dtype=np.int64).reshape(-1, 2, 2)


def _tables(
    a: npt.ArrayLike,
    b: npt.ArrayLike,
    n1: npt.ArrayLike,
    n2: npt.ArrayLike,
    correction: str,
) -> tuple[FloatArray, FloatArray, FloatArray | float]:
    """Return observed and expected cells (a, b, c, d first) and the divisor q."""
    check_option("correction", correction, _CORRECTIONS)
    first, second, size_a, size_b = _four(a, b, n1, n2)
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


def _instead_of_zero(counts: FloatArray, zero: float) -> FloatArray:
    """Return the counts with a stand-in for zero."""
    if not zero > 0:
        msg = f"`zero` must be above 0; got {zero!r}. The usual choice is 0.5."
        raise ValueError(msg)
    return np.where(counts == 0, zero, counts)
