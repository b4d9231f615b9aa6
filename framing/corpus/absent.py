"""Say which of the values asked for a column does not have, and which it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from framing._errors import caution, did_you_mean, list_names
from framing.corpus.fields import is_missing

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["shown_value", "warn_of_absent"]


def warn_of_absent(
    column: pd.Series[Any], wanted: Iterable[object], *, of: str, advice: str = ""
) -> None:
    """Name values that nothing has, and those there are.

    Parameters
    ----------
    column : Series
        The values there are; its name is told.
    wanted : iterable
        The values asked for.
    of : str
        What has the values: ``"article"``.
    advice : str, optional
        What to type.

    Warns
    -----
    FramingWarning
        If a value asked for does not occur, as after a slip of the pen.
    """
    there = column.dropna().drop_duplicates()
    absent = [value for value in wanted if not there.isin([value]).any()]
    absent = [value for value in absent if not _is_missing_there(value, column)]
    if not absent:
        return
    values = [shown_value(value) for value in there.tolist()]
    asked = list_names([repr(shown_value(value)) for value in absent], 5)
    known = list_names([repr(value) for value in values])
    near = did_you_mean(absent[0], [v for v in values if isinstance(v, str)])
    note = f"No {of} has {column.name} {asked}.{near} There are: {known}.{advice}"
    caution(note)


def _is_missing_there(value: object, column: pd.Series[Any]) -> bool:
    """Say whether what is missing was asked for, and is there."""
    missing = not isinstance(value, str) and is_missing(value)
    return missing and bool(column.isna().any())


def shown_value(value: object) -> object:
    """Leave out the clock of a date that has none; a dash for what is missing."""
    if is_missing(value):
        return "–"
    if isinstance(value, pd.Timestamp) and value == value.normalize():
        return value.date()
    return value
