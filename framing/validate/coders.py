"""Whether coders agree, label by label."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing._errors import did_you_mean
from framing.stats.agreement import alpha_interval, cohen_kappa, percent_agreement

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["agreement"]

_KEY = ["doc_id", "start", "end"]
_WEIGHTS = {"nominal": "none", "ordinal": "linear", "interval": "quadratic"}


def agreement(
    codes: pd.DataFrame,
    *,
    metric: str = "nominal",
    level: float = 0.95,
    n_resamples: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure how well coders agree.

    Before codes are held against a method, they are held against each other: a method
    cannot be better than the codes it is judged by.

    Parameters
    ----------
    codes : DataFrame
        From :func:`framing.read_codes`.
    metric : {'nominal', 'ordinal', 'interval'}, default 'nominal'
        How far apart two codes are: different or not; in rank; in size.
    level : float, default 0.95
        Confidence level.
    n_resamples : int, default 1000
        Resamples of units for the interval of alpha.
    seed : int, default 0
        Seed of the resamples.

    Returns
    -------
    DataFrame
        One row per label: ``label, n_coders, n_units, n_shared`` (units with two codes
        or more), ``alpha, low, high`` (Krippendorff's alpha), ``kappa`` (Cohen's, mean
        over pairs of coders; weighted with ordered metrics), ``percent`` (share of
        agreeing pairs), ``note``.

    Raises
    ------
    ValueError
        If there are fewer than two coders, no unit was coded by two, or the metric is
        unknown.

    See Also
    --------
    framing.read_codes : Read the sheets of the coders.
    framing.evaluate : Hold findings against the codes.

    Notes
    -----
    Alpha allows missing codes and any number of coders. Krippendorff asks for .80 and
    takes .667 as the lowest that allows tentative conclusions [1]_. Percent agreement
    makes no allowance for chance.

    References
    ----------
    .. [1] Krippendorff, K. (2004). Content analysis: an introduction to its
       methodology (2nd ed.). Sage.

    Examples
    --------
    >>> import framing as fr
    >>> import pandas as pd
    >>> units = pd.DataFrame({"doc_id": "a", "start": range(4), "end": range(1, 5)})
    >>> ann = units.assign(coder="Ann", threat=[1, 0, 1, 0])
    >>> ben = units.assign(coder="Ben", threat=[1, 0, 1, 1])
    >>> fr.agreement(fr.read_codes([ann, ben]))[["alpha", "percent"]].round(2)
       alpha  percent
    0   0.53     0.75
    """
    if metric not in _WEIGHTS:
        near = did_you_mean(metric, _WEIGHTS)
        msg = f"`metric` must be one of {', '.join(_WEIGHTS)}; got {metric!r}.{near}"
        raise ValueError(msg)
    coders = list(codes["coder"].unique())
    if len(coders) < 2:
        who = f"only {coders[0]!r}" if coders else "nobody"
        msg = f"Agreement needs two coders; the codes are of {who}. Read all files."
        raise ValueError(msg)
    rows = []
    for label in codes["label"].unique():
        table = _ratings(codes[codes["label"] == label])
        shared = int((table.notna().sum() >= 2).sum())
        found = alpha_interval(
            table.to_numpy(dtype=float),
            metric=metric,
            n_resamples=n_resamples,
            level=level,
            seed=seed,
        )
        ratings = table.to_numpy(dtype=float)
        rows.append(
            {
                "label": label,
                "n_coders": int(table.notna().any(axis=1).sum()),
                "n_units": int(table.notna().any().sum()),
                "n_shared": shared,
                "alpha": found.estimate,
                "low": found.low,
                "high": found.high,
                "kappa": _mean_kappa(ratings, _WEIGHTS[metric]),
                "percent": percent_agreement(ratings),
                "note": _note(ratings, shared, found.note),
            }
        )
    result = pd.DataFrame(rows)
    if not result["n_shared"].any():
        msg = (
            "No unit was coded by two coders, so that nothing can agree. Give coders "
            "the same sheet, at least in part."
        )
        raise ValueError(msg)
    return result


def _ratings(codes: pd.DataFrame) -> pd.DataFrame:
    """Return one row per coder and one column per unit."""
    return codes.pivot_table(
        index="coder", columns=_KEY, values="code", aggfunc="first", dropna=False
    ).dropna(axis="columns", how="all")


def _mean_kappa(ratings: NDArray[np.float64], weights: str) -> float:
    found = [cohen_kappa(a, b, weights=weights) for a, b in combinations(ratings, 2)]
    known = [value for value in found if not np.isnan(value)]
    return float(np.mean(known)) if known else float("nan")


def _note(ratings: NDArray[np.float64], shared: int, told: str) -> str:
    if not shared:
        return "no unit was coded by two coders"
    values = ratings[:, (~np.isnan(ratings)).sum(axis=0) >= 2]
    if len(np.unique(values[~np.isnan(values)])) == 1:
        return "all codes are the same: chance cannot be told"
    return told
