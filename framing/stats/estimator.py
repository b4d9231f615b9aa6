"""What is measured: estimators as functions of summed columns.

Each article is a row of sums (hits and words; scores and scored sentences). A group is
the sum of its rows, so a pooled estimate, a jackknife and a permutation all call the
same function on different sums.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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


def _same(values: FloatArray) -> FloatArray:
    return values


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

    def counting(sums: FloatArray, level: float) -> tuple[FloatArray, FloatArray]:
        return rate_interval(sums[..., 0], sums[..., 1], scale=scale, level=level)

    return Estimator(
        name="rate",
        columns=("hits", "exposure"),
        value=lambda sums: scale * divide(sums[..., 0], sums[..., 1]),
        working=lambda sums: log(scale * divide(sums[..., 0] + 0.5, sums[..., 1])),
        restore=lambda values: np.asarray(np.exp(values)),
        counting=counting,
        deciding=lambda sums: sums[..., 0],
    )


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

    def odds(sums: FloatArray) -> FloatArray:
        misses = sums[..., 1] - sums[..., 0]
        return np.where(
            sums[..., 1] > 0, log(sums[..., 0] + 0.5) - log(misses + 0.5), np.nan
        )

    return Estimator(
        name="share",
        columns=("hits", "total"),
        value=lambda sums: divide(sums[..., 0], sums[..., 1]),
        working=odds,
        restore=_expit,
        counting=lambda sums, level: share_interval(
            sums[..., 0], sums[..., 1], level=level
        ),
        deciding=lambda sums: np.minimum(sums[..., 0], sums[..., 1] - sums[..., 0]),
    )


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

    def value(sums: FloatArray) -> FloatArray:
        return divide(sums[..., 0], sums[..., 1])

    return Estimator(name="mean", columns=("total", "n"), value=value, working=value)


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

    def value(sums: FloatArray) -> FloatArray:
        return log_balance(sums[..., 0], sums[..., 1], smoothing=smoothing)

    def counting(sums: FloatArray, level: float) -> tuple[FloatArray, FloatArray]:
        return balance_interval(
            sums[..., 0], sums[..., 1], smoothing=smoothing, level=check_level(level)
        )

    return Estimator(
        name="balance",
        columns=("first", "second"),
        value=value,
        working=value,
        counting=counting,
        deciding=lambda sums: np.minimum(sums[..., 0], sums[..., 1]),
    )


def _expit(values: FloatArray) -> FloatArray:
    """Invert the logit without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(np.asarray(values) / 2)))
