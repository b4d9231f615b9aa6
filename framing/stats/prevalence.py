"""Correct a classifier's counts by what people coded."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy import special

from framing.stats._guards import FloatArray, check_level, check_same_length, divide
from framing.stats.intervals import Interval

__all__ = ["adjusted_prevalence", "dsl_mean", "dsl_outcomes", "ppi_mean"]


def adjusted_prevalence(
    observed: npt.ArrayLike, *, hit_rate: npt.ArrayLike, false_alarm_rate: npt.ArrayLike
) -> FloatArray:
    """Correct the share of positives for known error rates.

    Parameters
    ----------
    observed : array_like
        Share of units that the classifier calls positive.
    hit_rate, false_alarm_rate : array_like
        Its true positive rate (recall) and its false positive rate, measured on coded
        units.

    Returns
    -------
    ndarray
        ``(observed - false alarms) / (hits - false alarms)``, kept within 0 and 1; NaN
        if both rates are the same.

    Notes
    -----
    The rates must hold where they are applied: measure them per outlet. Their own
    uncertainty is not in the result.

    References
    ----------
    Rogan and Gladen (1978). Estimating prevalence from the results of a screening test.
    American Journal of Epidemiology 107, 71-76.
    Forman (2008). Quantifying counts and costs via classification. Data Mining and
    Knowledge Discovery 17, 164-206.

    Examples
    --------
    >>> adjusted_prevalence([0.42, 0.05], hit_rate=0.8, false_alarm_rate=0.1).round(3)
    array([0.457, 0.   ])
    """
    rates = {
        "observed": observed,
        "hit_rate": hit_rate,
        "false_alarm_rate": false_alarm_rate,
    }
    values = {name: np.asarray(rate, dtype=float) for name, rate in rates.items()}
    for name, rate in values.items():
        if ((rate < 0) | (rate > 1)).any():
            msg = f"`{name}` must lie between 0 and 1; divide counts by their total."
            raise ValueError(msg)
    above = values["observed"] - values["false_alarm_rate"]
    return np.clip(divide(above, values["hit_rate"] - values["false_alarm_rate"]), 0, 1)


def ppi_mean(
    labels: npt.ArrayLike,
    predictions: npt.ArrayLike,
    unlabeled: npt.ArrayLike,
    *,
    tuning: float | None = None,
    level: float = 0.95,
) -> Interval:
    """Estimate a mean from a few coded units and many predictions.

    Parameters
    ----------
    labels, predictions : array_like, shape (n,)
        Codes by people and predictions for the same units.
    unlabeled : array_like, shape (m,)
        Predictions for the units without codes.
    tuning : float, optional
        Weight of the predictions: 1 trusts them fully, 0 uses the codes alone; chosen
        from the data by default.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    Interval
        Kind ``'ppi'``, or ``'none'`` with fewer than two coded units.

    Notes
    -----
    ``mean(w f(unlabeled)) + mean(labels - w f(labeled))``. The coded units must be a
    random sample.

    References
    ----------
    Angelopoulos, Bates, Fannjiang, Jordan and Zrnic (2023). Prediction-powered
    inference. Science 382, 669-674.
    Angelopoulos, Duchi and Zrnic (2023). PPI++: efficient prediction-powered inference.

    Examples
    --------
    >>> found = ppi_mean([1, 0, 1, 0], [0.9, 0.2, 0.7, 0.4], [0.8, 0.1, 0.3], tuning=1)
    >>> round(found.estimate, 2), round(found.low, 2), round(found.high, 2)
    (0.35, -0.07, 0.77)
    """
    check_level(level)
    y, near, far = (
        np.asarray(x, dtype=float) for x in (labels, predictions, unlabeled)
    )
    check_same_length(labels=y, predictions=near)
    if len(y) < 2 or len(far) < 2:
        note = "fewer than two units"
        return Interval(math.nan, math.nan, math.nan, "none", note=note)
    weight = _tuned_weight(y, near, far) if tuning is None else tuning
    rest = y - weight * near
    estimate = float(weight * far.mean() + rest.mean())
    variance = (weight * far).var() / len(far) + rest.var() / len(y)
    return _normal_interval(estimate, math.sqrt(variance), "ppi", level)


def _tuned_weight(y: FloatArray, near: FloatArray, far: FloatArray) -> float:
    """Return the weight of least variance, between 0 and 1 (PPI++, section 6)."""
    covariance = float(((y - y.mean()) * (near - near.mean())).mean())
    spread = float(np.concatenate([near, far]).var(ddof=1))
    if spread == 0:
        return 0.0
    weight = covariance / ((1 + len(y) / len(far)) * spread)
    return min(max(weight, 0.0), 1.0)


def dsl_outcomes(
    predictions: npt.ArrayLike, labels: npt.ArrayLike, *, sampling: npt.ArrayLike
) -> FloatArray:
    """Correct each prediction by the codes of a known sampling design.

    Parameters
    ----------
    predictions : array_like, shape (n,)
        Predictions for all units.
    labels : array_like, shape (n,)
        Codes by people, NaN for the units without.
    sampling : array_like, shape (n,) or float
        Probability with which each unit was drawn for coding.

    Returns
    -------
    ndarray, shape (n,)
        ``prediction + (label - prediction) / sampling`` for coded units, the prediction
        for the others: unbiased for the codes whatever the classifier's errors. They
        can be the outcome of any comparison.

    References
    ----------
    Egami, Hinck, Stewart and Wei (2023). Using imperfect surrogates for downstream
    inference: design-based supervised learning. NeurIPS 36.

    Examples
    --------
    >>> dsl_outcomes([0.9, 0.2], [1.0, float("nan")], sampling=0.5).round(3).tolist()
    [1.1, 0.2]
    """
    guess, code = np.asarray(predictions, dtype=float), np.asarray(labels, dtype=float)
    check_same_length(predictions=guess, labels=code)
    chance = np.broadcast_to(np.asarray(sampling, dtype=float), guess.shape)
    coded = ~np.isnan(code)
    if ((chance[coded] <= 0) | (chance[coded] > 1)).any():
        msg = "`sampling` must lie above 0 and at most at 1 for each coded unit."
        raise ValueError(msg)
    return np.where(coded, guess + (code - guess) / np.where(coded, chance, 1), guess)


def dsl_mean(
    predictions: npt.ArrayLike,
    labels: npt.ArrayLike,
    *,
    sampling: npt.ArrayLike,
    level: float = 0.95,
) -> Interval:
    """Estimate a mean from predictions corrected by a coded sample.

    Parameters
    ----------
    predictions : array_like, shape (n,)
        Predictions for all units.
    labels : array_like, shape (n,)
        Codes by people, NaN for the units without.
    sampling : array_like, shape (n,) or float
        Probability with which each unit was drawn for coding.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    Interval
        Kind ``'dsl'``, or ``'none'`` with fewer than two units.

    References
    ----------
    Egami et al. (2023), as in `dsl_outcomes`.

    Examples
    --------
    >>> nan = float("nan")
    >>> found = dsl_mean([0.9, 0.2, 0.7], [1.0, nan, nan], sampling=0.5)
    >>> round(found.estimate, 3)
    0.667
    """
    check_level(level)
    outcomes = dsl_outcomes(predictions, labels, sampling=sampling)
    n = len(outcomes)
    if n < 2 or np.ptp(outcomes) == 0:
        estimate = float(outcomes.mean()) if n else math.nan
        note = "fewer than two different units"
        return Interval(estimate, math.nan, math.nan, "none", note=note)
    se = float(outcomes.std(ddof=1)) / math.sqrt(n)
    return _normal_interval(float(outcomes.mean()), se, "dsl", level)


def _normal_interval(estimate: float, se: float, kind: str, level: float) -> Interval:
    """Bound an estimate by the normal approximation."""
    if se == 0:
        note = "the units do not differ"
        return Interval(estimate, math.nan, math.nan, "none", note=note)
    reach = float(special.ndtri(0.5 + level / 2)) * se
    return Interval(estimate, estimate - reach, estimate + reach, kind, se=se)
