"""Dates as outlets write them, read without guessing more than can be said."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["ParsedDates", "depends_on_others", "parse_date", "parse_dates"]

_MONTHS = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*"
_YEAR = re.compile(r"\d{4}")
_ISO = re.compile(r"(?<!\d)(\d{4})([-/.])(\d\d?)(?:\2(\d\d?))?(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?!\d)")
_NUMERIC = re.compile(r"(?<![\d/.-])(\d\d?)([/.-])(\d\d?)\2(\d{4}|\d\d)(?![\d/.-])")
_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d\d?)(?:st|nd|rd|th)?\.?[ -]{_MONTH}\.?,?[ -](\d{{4}})"
)
_MONTH_DAY = re.compile(rf"\b{_MONTH}\.? (\d\d?)(?:st|nd|rd|th)?,? (\d{{4}})")
_CLOCK = re.compile(r"(?<!\d)(\d\d?):(\d\d)(?::(\d\d))?(?:[.,]\d+)?(?:\s*([ap])\.?m)?")
_SECONDS = (10**8, 10**11)
_MILLISECONDS = (10**11, 10**14)


class ParsedDates(NamedTuple):
    """Hold one date or None per value, and remarks by position of the value."""

    dates: list[datetime | None]
    remarks: list[tuple[int, str]]


def parse_dates(values: Sequence[object]) -> ParsedDates:
    """Read a column of dates; ``None`` stands for a missing value.

    Parameters
    ----------
    values : sequence
        Strings, dates, datetimes, numbers such as 20181021, or ``None``.

    Returns
    -------
    ParsedDates
        ``dates`` and ``remarks``: one for each value that was not understood, and
        one if 03/04/2018 could be either of two days.

    Examples
    --------
    >>> parse_dates(["21 October 2018", "soon"]).remarks
    [(1, "date 'soon' not understood and left empty; write it as 2018-10-21")]

    Notes
    -----
    03/04/2018 is read month first, unless another value of the column can only be
    day first; 03.04.2018 is day first. A time zone is dropped and the clock kept: the
    day is the one that the outlet printed.
    """
    day_first = any(_is_day_first(value) for value in values)
    parsed: list[datetime | None] = []
    remarks: list[tuple[int, str]] = []
    for position, value in enumerate(values):
        found = None if value is None else parse_date(value, day_first=day_first)
        parsed.append(found)
        if value is not None and found is None:
            remark = f"date {_shorten(value)} not understood and left empty"
            remarks.append((position, f"{remark}; write it as 2018-10-21"))
    return ParsedDates(parsed, remarks + _remark_on_order(values, day_first=day_first))


def parse_date(value: object, *, day_first: bool = False) -> datetime | None:
    """Read one date, or return None.

    Parameters
    ----------
    value : object
        String, date, datetime, or number (year, yyyymmdd, seconds since 1970).
    day_first : bool, default False
        Whether 03/04/2018 is the third of April.

    Returns
    -------
    datetime or None
        Without time zone.

    Examples
    --------
    >>> parse_date("Sun, 21 Oct 2018 23:30:00 -0400")
    datetime.datetime(2018, 10, 21, 23, 30)
    >>> parse_date("03/04/2018")
    datetime.datetime(2018, 3, 4, 0, 0)
    """
    try:
        if isinstance(value, date):
            return _from_date(value)
        if isinstance(value, (int, float)):
            return _from_number(value)
        return _from_text(str(value).strip().lower(), day_first=day_first)
    except (ValueError, OverflowError):
        return None


def _from_date(value: date) -> datetime:
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    day, clock = value.date(), value.time()
    return datetime.combine(day, clock)


def _from_number(value: float) -> datetime | None:
    for (low, high), unit in ((_SECONDS, 1), (_MILLISECONDS, 1000)):
        if low <= value < high:
            return datetime.fromtimestamp(value / unit, UTC).replace(tzinfo=None)
    return _from_text(str(int(value)), day_first=False)


def _from_text(text: str, *, day_first: bool) -> datetime | None:
    found = _find_day(text, day_first=day_first)
    if found is None:
        return None
    year, month, day, end = found
    return datetime(year, month, day, *_find_clock(text[end:] or text))


def _find_day(text: str, *, day_first: bool) -> tuple[int, int, int, int] | None:
    """Return year, month, day, and where in the text they end."""
    if _YEAR.fullmatch(text):
        return int(text), 1, 1, 4
    if match := _ISO.search(text):
        return int(match[1]), int(match[3]), int(match[4] or 1), match.end()
    if match := _COMPACT.search(text):
        return int(match[1]), int(match[2]), int(match[3]), match.end()
    if match := _NUMERIC.search(text):
        parts = (int(match[1]), int(match[3]))
        day, month = parts if day_first or match[2] == "." else parts[::-1]
        return _full_year(match[4]), month, day, match.end()
    if match := _DAY_MONTH.search(text):
        return int(match[3]), _month(match[2]), int(match[1]), match.end()
    if match := _MONTH_DAY.search(text):
        return int(match[3]), _month(match[1]), int(match[2]), match.end()
    return None


def _full_year(digits: str) -> int:
    """Complete a year of two digits as POSIX does: 69 is 1969, 68 is 2068."""
    year = int(digits)
    return year if len(digits) > 2 else year + (1900 if year > 68 else 2000)


def _find_clock(text: str) -> tuple[int, int, int]:
    match = _CLOCK.search(text)
    if match is None:
        return 0, 0, 0
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        hour = hour % 12 + 12 * (match[4] == "p")
    return hour, minute, second


def _month(name: str) -> int:
    return _MONTHS.index(name) + 1


def _slashed(value: object) -> tuple[int, int] | None:
    match = _NUMERIC.search(value) if isinstance(value, str) else None
    return (int(match[1]), int(match[3])) if match and match[2] != "." else None


def depends_on_others(value: object) -> bool:
    """Tell whether other dates of the column say how to read this one.

    Parameters
    ----------
    value : object
        One cell.

    Returns
    -------
    bool
        True for 03/04/2018.

    Examples
    --------
    >>> depends_on_others("03/04/2018"), depends_on_others("3 April 2018")
    (True, False)
    """
    return _slashed(value) is not None


def _is_day_first(value: object) -> bool:
    parts = _slashed(value)
    return parts is not None and parts[0] > 12 >= parts[1]


def _remark_on_order(
    values: Iterable[object], *, day_first: bool
) -> list[tuple[int, str]]:
    """Remark on the first date that could be two days, if no other value decides."""
    all_parts = [_slashed(value) for value in values]
    if day_first or any(parts and parts[1] > 12 for parts in all_parts):
        return []
    for position, parts in enumerate(all_parts):
        if parts and parts[0] != parts[1]:
            what = "dates such as {:02}/{:02} read as month/day".format(*parts)
            return [(position, f"{what}; if that is wrong, write 2018-10-21")]
    return []


def _shorten(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:36]}...'"
