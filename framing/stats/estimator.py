"""What is measured: estimators as functions of summed columns.

Each article is a row of sums (hits and words; scores and scored sentences). A group is
the sum of its rows, so a pooled estimate, a jackknife and a permutation all call the
same function on different sums.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from framing.stats._guards import FloatArray, check_level, divide, log
from framing.stats.counting import (
    balance_interval,
    log_balance,
    rate_interval,
    share_interval,
)

__all__ = ["Estimator", "balance", "mean", "rate", "share"]

Function = Callable[[FloatArray], FloatArray]
Counting = Callable[[FloatArray, float], tuple[FloatArray, FloatArray]]


# Between what gamma-distributed rates need (1/6) and log-normal ones (1/2 and more):
# see the notes of framing.stats.intervals.estimate_interval.
_SKEW = 1 / 3


def _same(values: FloatArray) -> FloatArray:
    return values


def _column(sums: FloatArray, *, at: int) -> FloatArray:
    return sums[..., at]


def _ratio(sums: FloatArray, *, scale: float = 1.0) -> FloatArray:
    return scale * divide(sums[..., 0], sums[..., 1])


@dataclass(frozen=True)
class Estimator:
    """Name a pooled measure and say how it is computed and bounded.

    Parameters
    ----------
    name : str
        What the measure is called.
    columns : tuple of str
        The columns that must be summed, in this order.
    value : callable
        Maps sums of shape ``(..., n_columns)`` to estimates of shape ``(...)``; NaN
        where the denominator is zero.
    working : callable
        The same on the scale on which article differences are roughly symmetric
        (log for rates, logit for shares); the jackknife works there.
    restore : callable
        Maps the working scale back to that of `value`; increasing.
    counting : callable or None
        Maps sums and level to the limits of the counting interval; None if the measure
        is no count.
    deciding : callable or None
        The count on which the estimate hangs: hits for a rate, the rarer side for a
        share or a balance.
    weight : callable or None
        Maps rows of sums to what each article weighs in the estimate, such as its
        words; None if unknown.
    noise : callable or None
        Maps sums to the variance that counting alone gives the working scale; None if
        the measure is no count.
    skew : callable or None
        Maps sums to the part of the variance by which limits on the working scale
        must reach further, upwards if above zero; None for none.

    See Also
    --------
    rate, share, mean, balance : The ready-made ones.

    Examples
    --------
    >>> import numpy as np
    >>> per_thousand = rate(scale=1000)
    >>> float(per_thousand(np.array([3.0, 400.0])))
    7.5
    """

    name: str
    columns: tuple[str, ...]
    value: Function
    working: Function
    restore: Function = _same
    counting: Counting | None = None
    deciding: Function | None = None
    weight: Function | None = None
    noise: Function | None = None
    skew: Function | None = None

    def __call__(self, sums: npt.ArrayLike) -> FloatArray:
        """Return the estimate for each row of sums.

        Parameters
        ----------
        sums : array_like, shape (..., n_columns)
            Summed columns.

        Returns
        -------
        ndarray, shape (...)
            Estimates; NaN where undefined.
        """
        table = np.asarray(sums, dtype=np.float64)
        if table.ndim == 0 or table.shape[-1] != len(self.columns):
            told = ", ".join(self.columns)
            msg = (
                f"`sums` for {self.name!r} must end in {len(self.columns)} columns "
                f"({told}); got shape {table.shape}."
            )
            raise ValueError(msg)
        return self.value(table)


def rate(*, scale: float = 1.0) -> Estimator:
    """Measure hits per unit of exposure, such as frame words per 1000 words.

    Parameters
    ----------
    scale : float, default 1.0
        1000 gives hits per 1000 words.

    Returns
    -------
    Estimator
        For the columns hits, exposure.

    Notes
    -----
    The working scale is ``log((hits + 1/2) / exposure)``.

    Examples
    --------
    >>> float(rate(scale=1000)([3, 400]))
    7.5
    """
    return Estimator(
        name="rate",
        columns=("hits", "exposure"),
        value=partial(_ratio, scale=scale),
        working=partial(_log_rate, scale=scale),
        restore=_exp,
        counting=partial(_rate_counting, scale=scale),
        deciding=partial(_column, at=0),
        weight=partial(_column, at=1),
        noise=_rate_noise,
        skew=_rate_skew,
    )


# Functions of a module, not closures: an estimator must survive pickling.
def _log_rate(sums: FloatArray, *, scale: float) -> FloatArray:
    return log(scale * divide(sums[..., 0] + 0.5, sums[..., 1]))


def _exp(values: FloatArray) -> FloatArray:
    return np.asarray(np.exp(values))


def _rate_counting(
    sums: FloatArray, level: float, *, scale: float
) -> tuple[FloatArray, FloatArray]:
    return rate_interval(sums[..., 0], sums[..., 1], scale=scale, level=level)


def _rate_noise(sums: FloatArray) -> FloatArray:
    return np.asarray(1 / (sums[..., 0] + 0.5))


def _rate_skew(sums: FloatArray) -> FloatArray:
    return np.full(sums.shape[:-1], _SKEW)


def share() -> Estimator:
    """Measure hits as a part of a total, such as sentences with a frame word.

    Returns
    -------
    Estimator
        For the columns hits, total.

    Notes
    -----
    The working scale is the log odds with 1/2 added to each side.

    Examples
    --------
    >>> float(share()([2, 8]))
    0.25
    """
    return Estimator(
        name="share",
        columns=("hits", "total"),
        value=_ratio,
        working=_log_odds,
        restore=_expit,
        counting=_share_counting,
        deciding=_rarer_side,
        weight=partial(_column, at=1),
        noise=_share_noise,
        skew=_share_skew,
    )


def _log_odds(sums: FloatArray) -> FloatArray:
    hits, misses = sums[..., 0], sums[..., 1] - sums[..., 0]
    odds = log(hits + 0.5) - log(misses + 0.5)
    return np.where(sums[..., 1] > 0, odds, np.nan)


def _expit(values: FloatArray) -> FloatArray:
    """Invert the logit without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(np.asarray(values) / 2)))


def _share_counting(sums: FloatArray, level: float) -> tuple[FloatArray, FloatArray]:
    return share_interval(sums[..., 0], sums[..., 1], level=level)


def _rarer_side(sums: FloatArray) -> FloatArray:
    return np.minimum(sums[..., 0], sums[..., 1] - sums[..., 0])


def _share_noise(sums: FloatArray) -> FloatArray:
    hits, misses = sums[..., 0], sums[..., 1] - sums[..., 0]
    return np.asarray(1 / (hits + 0.5) + 1 / (misses + 0.5))


def _share_skew(sums: FloatArray) -> FloatArray:
    """Treat a rare hit as a rate, its mirror image alike, and an even share not."""
    return np.asarray(_SKEW * (1 - 2 * divide(sums[..., 0], sums[..., 1])))


def mean() -> Estimator:
    """Measure the mean of scores, such as the tone of the scored sentences.

    Returns
    -------
    Estimator
        For the columns total, n. It has no counting interval, since scores are
        not counts.

    Examples
    --------
    >>> float(mean()([-1.5, 3]))
    -0.5
    """
    return Estimator(
        name="mean",
        columns=("total", "n"),
        value=_ratio,
        working=_ratio,
        weight=partial(_column, at=1),
    )


def balance(*, smoothing: float = 0.5) -> Estimator:
    """Measure which of two counts prevails, as a smoothed log ratio.

    Parameters
    ----------
    smoothing : float, default 0.5
        Added to both counts; 0.5 is Jeffreys', 1 is Laplace's choice.

    Returns
    -------
    Estimator
        For the columns first, second.

    See Also
    --------
    framing.stats.counting.log_balance : The formula.

    Examples
    --------
    >>> round(float(balance()([9, 5])), 4)
    0.5465
    """
    value = partial(_log_ratio, smoothing=smoothing)
    return Estimator(
        name="balance",
        columns=("first", "second"),
        value=value,
        working=value,
        counting=partial(_balance_counting, smoothing=smoothing),
        deciding=_smaller,
        weight=_both,
        noise=partial(_balance_noise, smoothing=smoothing),
    )


def _log_ratio(sums: FloatArray, *, smoothing: float) -> FloatArray:
    return log_balance(sums[..., 0], sums[..., 1], smoothing=smoothing)


def _balance_counting(
    sums: FloatArray, level: float, *, smoothing: float
) -> tuple[FloatArray, FloatArray]:
    return balance_interval(
        sums[..., 0], sums[..., 1], smoothing=smoothing, level=check_level(level)
    )


def _smaller(sums: FloatArray) -> FloatArray:
    return np.minimum(sums[..., 0], sums[..., 1])


def _both(sums: FloatArray) -> FloatArray:
    return np.asarray(sums[..., 0] + sums[..., 1])


def _balance_noise(sums: FloatArray, *, smoothing: float) -> FloatArray:
    return np.asarray(1 / (sums[..., 0] + smoothing) + 1 / (sums[..., 1] + smoothing))
