"""How well coders agree."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from framing.stats._guards import FloatArray, check_level, check_option
from framing.stats.intervals import Interval

__all__ = [
    "alpha_interval",
    "cohen_kappa",
    "krippendorff_alpha",
    "percent_agreement",
]

_METRICS = ("nominal", "ordinal", "interval", "ratio")


def krippendorff_alpha(ratings: npt.ArrayLike, *, metric: str = "nominal") -> float:
    """Measure the agreement of any number of coders, missing codes allowed.

    Parameters
    ----------
    ratings : array_like, shape (n_coders, n_units)
        Codes as numbers, NaN where a coder did not code a unit.
    metric : {'nominal', 'ordinal', 'interval', 'ratio'}, default 'nominal'
        How far apart two codes are.

    Returns
    -------
    float
        1 for full agreement, 0 for chance; NaN if no unit has two codes or all codes
        are the same, since chance cannot be told then.

    Notes
    -----
    ``1 - observed / expected disagreement`` from the coincidence matrix. Units with
    one code are left out.

    References
    ----------
    Krippendorff (2011). Computing Krippendorff's alpha-reliability. University of
    Pennsylvania, Annenberg School for Communication.

    Examples
    --------
    >>> round(krippendorff_alpha([[1, 2, 3, 3], [1, 2, 3, 1]]), 3)
    0.667
    """
    check_option("metric", metric, _METRICS)
    counts, values = _value_counts(ratings)
    return _alpha(counts, values, metric)


def alpha_interval(
    ratings: npt.ArrayLike,
    *,
    metric: str = "nominal",
    n_resamples: int = 2000,
    level: float = 0.95,
    seed: int = 0,
) -> Interval:
    """Bound Krippendorff's alpha by resampling units.

    Parameters
    ----------
    ratings : array_like, shape (n_coders, n_units)
        Codes as numbers, NaN where a coder did not code a unit.
    metric : {'nominal', 'ordinal', 'interval', 'ratio'}, default 'nominal'
        As in `krippendorff_alpha`.
    n_resamples : int, default 2000
        Number of resamples.
    level : float, default 0.95
        Confidence level.
    seed : int, default 0
        Seed of the random numbers.

    Returns
    -------
    Interval
        Kind ``'bootstrap'``, or ``'none'`` if alpha is undefined or the resamples do
        not differ.

    Notes
    -----
    Percentile limits over resampled units; resamples without variation are left out and
    counted in the note.

    References
    ----------
    Hayes and Krippendorff (2007). Answering the call for a standard reliability measure
    for coding data. Communication Methods and Measures 1, 77-89.

    Examples
    --------
    >>> codes = [[1, 2, 3, 3, 1, 2, 2, 1], [1, 2, 3, 1, 1, 2, 3, 1]]
    >>> found = alpha_interval(codes, n_resamples=200)
    >>> found.low < found.estimate < found.high
    True
    """
    check_option("metric", metric, _METRICS)
    check_level(level)
    counts, values = _value_counts(ratings)
    estimate = _alpha(counts, values, metric)
    nothing = Interval(estimate, math.nan, math.nan, "none", note="alpha is undefined")
    if math.isnan(estimate):
        return nothing
    draws = _resampled_alphas(counts, values, metric, n_resamples, seed)
    known = draws[~np.isnan(draws)]
    if len(known) < 2 or np.ptp(known) <= 1e-12:
        note = "the resamples do not differ"
        return Interval(estimate, math.nan, math.nan, "none", note=note)
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2]).tolist()
    lost = n_resamples - len(known)
    note = f"undefined in {lost} of {n_resamples} resamples" if lost else ""
    error = float(known.std(ddof=1))
    return Interval(estimate, low, high, "bootstrap", se=error, note=note)


def _resampled_alphas(
    counts: FloatArray, values: FloatArray, metric: str, n_resamples: int, seed: int
) -> FloatArray:
    """Compute alpha for resampled units."""
    rng = np.random.default_rng(seed)
    picks = rng.integers(len(counts), size=(n_resamples, len(counts)))
    return np.array([_alpha(counts[pick], values, metric) for pick in picks])


def _value_counts(ratings: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Count the codes of each unit that has at least two; shape (n_units, n_values)."""
    table = _ratings(ratings)
    table = table[:, (~np.isnan(table)).sum(axis=0) >= 2]
    values = np.unique(table[~np.isnan(table)])
    return (table[:, :, None] == values).sum(axis=0).astype(np.float64), values


def _alpha(counts: FloatArray, values: FloatArray, metric: str) -> float:
    """Compute alpha from the codes of each unit."""
    if len(counts) == 0:
        return math.nan
    weighted = counts / (counts.sum(axis=1, keepdims=True) - 1)
    coincidence = weighted.T @ counts - np.diag(weighted.sum(axis=0))
    marginals = coincidence.sum(axis=0)
    distance = _distances(values, marginals, metric)
    pairs = np.outer(marginals, marginals) * distance
    expected = float(pairs.sum() / (marginals.sum() - 1))
    if expected == 0:
        return math.nan
    return float(1 - (coincidence * distance).sum() / expected)


def _distances(values: FloatArray, marginals: FloatArray, metric: str) -> FloatArray:
    """Return the squared distances between codes."""
    gaps = values[:, None] - values
    if metric == "nominal":
        return np.asarray(gaps != 0, dtype=np.float64)
    if metric == "interval":
        return np.asarray(gaps**2)
    if metric == "ratio":
        sums = values[:, None] + values
        return np.asarray(np.divide(gaps, sums, out=gaps * 0, where=sums != 0) ** 2)
    # Ordinal: the codes in between, the ends by half (Krippendorff 2011, section D).
    middle = np.cumsum(marginals) - marginals / 2
    return np.asarray((middle[:, None] - middle) ** 2)


def percent_agreement(ratings: npt.ArrayLike) -> float:
    """Compute how often two coders of a unit give the same code.

    Parameters
    ----------
    ratings : array_like, shape (n_coders, n_units)
        Codes as numbers, NaN where a coder did not code a unit.

    Returns
    -------
    float
        Share of agreeing pairs among all pairs of codes of the same unit; NaN without
        pairs.

    Notes
    -----
    It makes no allowance for chance: two coders who both say "no" 95% of the time agree
    in 90% of units without looking at them.

    Examples
    --------
    >>> percent_agreement([[1, 2, 3, 3], [1, 2, 3, 1]])
    0.75
    """
    counts, _ = _value_counts(ratings)
    sizes = counts.sum(axis=1)
    pairs = float((sizes * (sizes - 1)).sum())
    return float((counts * (counts - 1)).sum()) / pairs if pairs else math.nan


def cohen_kappa(a: npt.ArrayLike, b: npt.ArrayLike, *, weights: str = "none") -> float:
    """Measure the agreement of two coders beyond chance.

    Parameters
    ----------
    a, b : array_like, shape (n_units,)
        Codes as numbers; units that either did not code (NaN) are left out.
    weights : {'none', 'linear', 'quadratic'}, default 'none'
        How disagreement grows with the distance of two codes in rank.

    Returns
    -------
    float
        1 for full agreement, 0 for chance; NaN without units or if all codes are the
        same.

    References
    ----------
    Cohen (1960). A coefficient of agreement for nominal scales. Educational and
    Psychological Measurement 20, 37-46.

    Examples
    --------
    >>> round(cohen_kappa([1, 2, 3, 3], [1, 2, 3, 1]), 3)
    0.636
    """
    check_option("weights", weights, ("none", "linear", "quadratic"))
    pair = _ratings([np.asarray(a, dtype=float), np.asarray(b, dtype=float)])
    pair = pair[:, ~np.isnan(pair).any(axis=0)]
    if pair.shape[1] == 0:
        return math.nan
    values, codes = np.unique(pair, return_inverse=True)
    first, second = codes.reshape(pair.shape)
    table = np.zeros((len(values), len(values)))
    np.add.at(table, (first, second), 1)
    steps = np.abs(np.subtract.outer(np.arange(len(values)), np.arange(len(values))))
    power = {"none": 0, "linear": 1, "quadratic": 2}[weights]
    cost = np.where(steps == 0, 0.0, steps.astype(np.float64) ** power)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    chance = float((cost * expected).sum())
    return 1 - float((cost * table).sum()) / chance if chance else math.nan


def _ratings(ratings: npt.ArrayLike) -> FloatArray:
    """Return the codes as a table of coders by units."""
    table = np.asarray(ratings, dtype=np.float64)
    if table.ndim != 2 or table.shape[0] < 2:
        msg = (
            "`ratings` must have one row a coder, at least two, and one column a unit; "
            f"got shape {table.shape}."
        )
        raise ValueError(msg)
    return table
