"""Adjust p-values when many comparisons are made."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from framing.stats._guards import FloatArray, check_option

__all__ = ["adjust_p"]

_METHODS = ("bh", "by", "holm", "bonferroni", "none")


def adjust_p(p: npt.ArrayLike, *, method: str = "bh") -> FloatArray:
    """Adjust a family of p-values.

    Parameters
    ----------
    p : array_like
        The p-values of all comparisons that were made; NaN stays NaN and does not
        count as a comparison.
    method : {'bh', 'by', 'holm', 'bonferroni', 'none'}, default 'bh'
        Benjamini-Hochberg and Benjamini-Yekutieli bound the share of false alarms among
        the findings, Holm and Bonferroni the chance of any false alarm.

    Returns
    -------
    ndarray
        Adjusted p-values in the shape of the input.

    Notes
    -----
    Benjamini-Hochberg holds for independent or positively dependent tests,
    Benjamini-Yekutieli for all.

    References
    ----------
    Benjamini and Hochberg (1995). Controlling the false discovery rate. Journal of the
    Royal Statistical Society B 57, 289-300.
    Holm (1979). A simple sequentially rejective multiple test procedure. Scandinavian
    Journal of Statistics 6, 65-70.

    Examples
    --------
    >>> adjust_p([0.01, 0.04, 0.03, float("nan")]).round(3).tolist()
    [0.03, 0.04, 0.04, nan]
    >>> adjust_p([0.01, 0.04, 0.03], method="holm").round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    check_option("method", method, _METHODS)
    values = np.asarray(p, dtype=np.float64)
    known = ~np.isnan(values)
    family = values[known]
    if ((family < 0) | (family > 1)).any():
        msg = "`p` must lie between 0 and 1; check that these are p-values."
        raise ValueError(msg)
    adjusted = values.copy()
    if len(family) and method != "none":
        adjusted[known] = _adjust(family, method)
    return adjusted


def _adjust(family: FloatArray, method: str) -> FloatArray:
    """Adjust p-values none of which is missing."""
    if method == "bonferroni":
        return np.minimum(family * len(family), 1)
    if method == "holm":
        return _holm(family)
    return _step_up(family, harmonic=method == "by")


def _step_up(family: FloatArray, *, harmonic: bool) -> FloatArray:
    """Control the false discovery rate, by the larger factor if `harmonic`."""
    order = np.argsort(family, kind="stable")
    rank = np.arange(1, len(family) + 1)
    factor = len(family) / rank * (np.sum(1 / rank) if harmonic else 1.0)
    stepped = np.minimum.accumulate((family[order] * factor)[::-1])[::-1]
    adjusted = np.empty_like(stepped)
    adjusted[order] = np.clip(stepped, 0, 1)
    return adjusted


def _holm(family: FloatArray) -> FloatArray:
    """Step down from the smallest p-value."""
    order = np.argsort(family, kind="stable")
    steps = family[order] * np.arange(len(family), 0, -1)
    adjusted = np.empty_like(family)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1)
    return adjusted
