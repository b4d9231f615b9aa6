"""Intervals that bound nothing: one judge for tables, figures, page and shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.stats.intervals import FAR_LIMIT

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "UNBOUNDED",
    "drop_unbounded",
    "is_bounded",
    "limits_told",
    "mark_unbounded",
    "note_unbounded",
    "without_unbounded",
]

UNBOUNDED = "too few to bound"
_EVERY_WORD = 1000.0  # hits per 1,000 words: no rate is higher
_WIDEST = 0.75  # of a scale; a wider interval leaves hardly anything out
_FARTHEST_OF_NONE = 100.0  # per 1,000 words; without a hit, 40 words tell no more
_FARTHEST = 20  # a limit at so many times the estimate says no more than "unknown"


def is_bounded(low: float, high: float, estimate: float, scale: float | None) -> bool:
    """Tell whether an interval says more than that the value is unknown.

    Parameters
    ----------
    low, high, estimate : float
        The interval and what it is of.
    scale : float or None
        How long the whole scale is, such as 2 for tone; None for hits per 1,000 words,
        which hardly ever come near their end.

    Returns
    -------
    bool
        False where the interval takes most of the scale, or reaches very far.

    Examples
    --------
    >>> is_bounded(-1.0, 0.9, -0.2, 2.0), is_bounded(0.02, 1000.0, 4.0, None)
    (False, False)
    """
    if high - low >= _WIDEST * (_EVERY_WORD if scale is None else scale):
        return False
    if scale is not None:
        return True
    return high < (_FARTHEST * estimate if estimate > 0 else _FARTHEST_OF_NONE)


def mark_unbounded(
    table: pd.DataFrame, *, scale: float | None, of: str = "estimate"
) -> NDArray[np.bool_]:
    """Tell of each row whether it has an interval that bounds nothing.

    Parameters
    ----------
    table : DataFrame
        With ``low`` and ``high``.
    scale : float or None
        How long the whole scale is, as in :func:`is_bounded`.
    of : str, default "estimate"
        The column that the limits are of.

    Returns
    -------
    ndarray of bool, shape (n_rows,)
        False also where there are no limits.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"estimate": [2.6, 4], "low": [0.1, 3], "high": [54, 5]})
    >>> mark_unbounded(rows, scale=None).tolist()
    [True, False]
    """
    columns = (table[name].astype(float) for name in ("low", "high", of))
    rows = zip(*columns, strict=True)
    marks = [
        not (np.isnan([low, high]).any() or is_bounded(low, high, value, scale))
        for low, high, value in rows
    ]
    return np.array(marks, dtype=bool)


def note_unbounded(
    table: pd.DataFrame, *, scale: float | None, of: str = "estimate"
) -> pd.DataFrame:
    """Add to the notes of a table where an interval bounds nothing.

    Parameters
    ----------
    table : DataFrame
        With ``low``, ``high`` and ``note``; the numbers stay.
    scale : float or None
        How long the whole scale is, as in :func:`is_bounded`.
    of : str, default "estimate"
        The column that the limits are of.

    Returns
    -------
    DataFrame
        A copy.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"estimate": 0.1, "low": -1.0, "high": 1.0, "note": "no hit"}
    >>> note_unbounded(pd.DataFrame([row]), scale=2.0)["note"].tolist()
    ['no hit; too few to bound']
    """
    far = mark_unbounded(table, scale=scale, of=of)
    notes = [
        _joined(note, UNBOUNDED) if unbounded else note
        for note, unbounded in zip(table["note"], far, strict=True)
    ]
    return table.assign(note=pd.Series(notes, index=table.index, dtype="str"))


def _joined(note: str, more: str) -> str:
    """Put a note behind others; what says less of the same goes."""
    parts = [part for part in note.split("; ") if part not in {"", FAR_LIMIT, more}]
    return "; ".join([*parts, more])


def limits_told(low: float, high: float, estimate: float, scale: float | None) -> str:
    """Write an interval in a few digits, or that there is too little to bound it.

    Examples
    --------
    >>> limits_told(4.123, 9.2, 6.0, None), limits_told(0.12, 54.0, 2.6, None)
    ('4.12 to 9.2', 'too few to bound')
    """
    if np.isnan([low, high]).any():
        return "–"
    if not is_bounded(low, high, estimate, scale):
        return UNBOUNDED
    return f"{low:.3g} to {high:.3g}".replace("-", "−")


def without_unbounded(note: str) -> str:
    """Return a note without what it says of the interval's width.

    Examples
    --------
    >>> without_unbounded("no hit; too few to bound")
    'no hit'
    """
    return "; ".join(part for part in note.split("; ") if part != UNBOUNDED)


def drop_unbounded(
    table: pd.DataFrame, *, scale: float | None, of: str = "estimate"
) -> pd.DataFrame:
    """Take away limits that bound nothing, for a figure that cannot show them.

    Parameters
    ----------
    table : DataFrame
        With ``low`` and ``high``.
    scale : float or None
        How long the whole scale is, as in :func:`is_bounded`.
    of : str, default "estimate"
        The column that the limits are of.

    Returns
    -------
    DataFrame
        A copy, whose limits are NaN there.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"estimate": [2.6, 4], "low": [0.1, 3], "high": [54, 5]})
    >>> drop_unbounded(rows, scale=None)["high"].tolist()
    [nan, 5.0]
    """
    far = mark_unbounded(table, scale=scale, of=of)
    limits = table[["low", "high"]].astype(float)
    return table.assign(**{name: limits[name].mask(far) for name in limits.columns})
