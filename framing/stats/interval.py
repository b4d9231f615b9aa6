"""What an interval holds: the estimate, its limits, and where they come from."""

from __future__ import annotations

import math
from dataclasses import dataclass

__all__ = ["Interval"]


@dataclass(frozen=True)
class Interval:
    """Hold an estimate, its limits, and where the limits come from.

    Parameters
    ----------
    estimate : float
        The estimate; NaN if its denominator is zero.
    low, high : float
        Limits; NaN if there are none. They never coincide.
    kind : str
        ``'jackknife t'``, ``'jackknife t + counting'`` (the wider of both),
        ``'counting'``, ``'welch'``, ``'t'``, ``'bootstrap'`` or ``'none'``.
    se : float
        Standard error between articles, on the working scale of the estimator for one
        group and on the natural scale for a difference; NaN where there is none.
    df : float
        Degrees of freedom; NaN where they do not apply.
    note : str
        Why the interval is not the usual one; empty otherwise.

    Examples
    --------
    >>> Interval(0.2, 0.1, 0.4, "counting").kind
    'counting'
    """

    estimate: float
    low: float
    high: float
    kind: str
    se: float = math.nan
    df: float = math.nan
    note: str = ""
