"""Events to name on a timeline: what happened when."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Real
from typing import Any

import pandas as pd

__all__ = ["read_events"]


def read_events(events: Mapping[Any, str] | pd.DataFrame | None) -> pd.DataFrame:
    """Read events into a table of ``date`` and ``label``, in order of time.

    Parameters
    ----------
    events : mapping, DataFrame or None
        Names by date, or a table with the columns ``date`` and ``label``.

    Returns
    -------
    DataFrame
        ``date`` (days) and ``label``; no row for None.

    Raises
    ------
    ValueError
        If it is neither, or a date can not be read.

    Examples
    --------
    >>> read_events({"2018-10-19": "At the bridge"})["label"].tolist()
    ['At the bridge']
    """
    if isinstance(events, pd.DataFrame) and {"date", "label"} <= {*events}:
        dates, names = list(events["date"]), list(events["label"])
    elif events is None or isinstance(events, Mapping):
        dates, names = list(events or ()), list((events or {}).values())
    else:
        columns = ", ".join(map(str, getattr(events, "columns", ())))
        got = f"one with {columns}" if columns else type(events).__name__
        msg = (
            "`events` must map dates to names, such as {'2018-10-19': 'At the bridge'},"
            f" or be a table with the columns date and label; got {got}."
        )
        raise ValueError(msg)
    table = pd.DataFrame(
        {
            "date": pd.to_datetime([_day(value) for value in dates]),
            "label": pd.Series(map(str, names), dtype="str"),
        }
    )
    return table.sort_values("date", kind="stable", ignore_index=True)


def _day(value: Any) -> pd.Timestamp:
    msg = f"`events` has {value!r}, which is no date. Write it as 2018-10-19."
    # 20181019 would be read as billionths of a second since 1970, an empty text as NaT.
    if isinstance(value, Real) or pd.isna(value):
        raise ValueError(msg)
    try:
        day = pd.Timestamp(value)
    except (ValueError, TypeError):
        raise ValueError(msg) from None
    if pd.isna(day):
        raise ValueError(msg)
    return day.tz_localize(None).normalize()
