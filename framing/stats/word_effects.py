"""How much more often a word is used in one group of texts than in another.

``a`` and ``b`` are the counts of a word in target and reference, ``n1`` and ``n2`` the
numbers of tokens there, as in `framing.stats.keyness`.
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
    "four_counts",
    "log_ratio",
    "log_ratio_interval",
    "odds_ratio",
    "odds_ratio_interval",
    "percent_difference",
    "pointwise_information",
]


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
    count_a, count_b, size_a, size_b = four_counts(a, b, n1, n2)
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
    count_a, count_b, size_a, size_b = four_counts(a, b, n1, n2)
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
    count_a, count_b, size_a, size_b = four_counts(a, b, n1, n2)
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
    count_a, count_b, size_a, size_b = four_counts(a, b, n1, n2)
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
    count_a, count_b, size_a, size_b = four_counts(a, b, n1, n2)
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

    cells = four_counts(a, b, n1, n2)
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


def _integer_tables(
    a: FloatArray, b: FloatArray, n1: FloatArray, n2: FloatArray
) -> npt.NDArray[np.int64]:
    """Return one 2 x 2 table a word."""
    cells = np.stack([a, b, n1 - a, n2 - b], axis=-1)
    return np.asarray(np.rint(cells), dtype=np.int64).reshape(-1, 2, 2)


def _instead_of_zero(counts: FloatArray, zero: float) -> FloatArray:
    """Return the counts with a stand-in for zero."""
    if not zero > 0:
        msg = f"`zero` must be above 0; got {zero!r}. The usual choice is 0.5."
        raise ValueError(msg)
    return np.where(counts == 0, zero, counts)


def four_counts(
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
