"""Intervals for differences inside matched pairs, such as two outlets on one event."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from scipy import special

from framing.stats._guards import check_level, check_table
from framing.stats.interval import Interval
from framing.stats.intervals import difference_between, pool_articles
from framing.stats.jackknife import leave_one_out

if TYPE_CHECKING:
    import numpy.typing as npt

    from framing.stats.estimator import Estimator

__all__ = ["paired_difference_interval"]


def paired_difference_interval(
    sums_a: npt.ArrayLike,
    sums_b: npt.ArrayLike,
    estimator: Estimator,
    *,
    level: float = 0.95,
) -> Interval:
    """Bound the difference of two pooled estimates over the same matched sets.

    Parameters
    ----------
    sums_a, sums_b : array_like, shape (n_pairs, n_columns)
        Row i of both belongs to the same matched set.
    estimator : Estimator
        What is measured.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    Interval
        The difference a - b; kind ``'jackknife t'`` as a rule, as
        `difference_interval` without its second pair or spread.

    Notes
    -----
    One pair is left out at a time, so that what an event does to both groups cancels.
    The t quantile has the smaller of the two groups' effective degrees of freedom.
    With fewer than 10 deciding hits on a side the interval is at least as wide as
    counting makes it.

    Examples
    --------
    >>> from framing.stats.estimator import mean
    >>> a, b = [[0.4, 1], [0.2, 1], [0.5, 1]], [[0.1, 1], [0.1, 1], [0.3, 1]]
    >>> found = paired_difference_interval(a, b, mean())
    >>> round(found.low, 3), round(found.high, 3)
    (-0.048, 0.448)
    """
    first, second = check_table("sums_a", sums_a), check_table("sums_b", sums_b)
    if first.shape != second.shape:
        msg = (
            "`sums_a` and `sums_b` must have one row for each pair in the same order; "
            f"got shapes {first.shape} and {second.shape}."
        )
        raise ValueError(msg)
    check_level(level)
    groups = [pool_articles(t, estimator, level=level) for t in (first, second)]
    apart = difference_between(*groups)
    if not apart.kind.startswith("jackknife"):
        return apart
    n = len(first)
    left = estimator(leave_one_out(first)) - estimator(leave_one_out(second))
    se = math.sqrt((n - 1) / n * float(((left - left.mean()) ** 2).sum()))
    df = min(group.df for group in groups)
    if not se > 1e-12 * max(1.0, abs(apart.estimate)):
        note = "the pairs do not differ among themselves: no interval"
        return Interval(apart.estimate, math.nan, math.nan, "none", note=note)
    reach = float(special.stdtrit(df, 0.5 + level / 2)) * se
    low, high = apart.estimate - reach, apart.estimate + reach
    if any(group.thin and group.counting.kind == "counting" for group in groups):
        least = [
            math.hypot(g.estimate - g.counting.low, h.counting.high - h.estimate)
            for g, h in (groups, groups[::-1])
        ]
        low, high = (
            min(low, apart.estimate - least[0]),
            max(high, apart.estimate + least[1]),
        )
    return Interval(apart.estimate, low, high, apart.kind, se, df, apart.note)
