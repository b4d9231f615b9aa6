"""Dates as outlets write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.dates import parse_date, parse_dates

DAY = datetime(2018, 10, 21)


@pytest.mark.parametrize(
    "value",
    [
        "2018-10-21",
        "2018/10/21",
        "20181021",
        20181021,
        "21 October 2018",
        "21st Oct. 2018",
        "October 21, 2018",
        "Oct. 21, 2018",
        "Sunday, October 21, 2018",
        "Published: Oct 21st, 2018",
        "21.10.2018",
        "10/21/2018",
        "21/10/2018",
        "10/21/18",
        date(2018, 10, 21),
        pd.Timestamp("2018-10-21"),
        datetime(2018, 10, 21, tzinfo=UTC),
    ],
)
def test_one_day_in_many_forms(value: object) -> None:
    """All of these are 21 October 2018."""
    assert parse_dates([value]).dates == [DAY]


@pytest.mark.parametrize(
    ("value", "hour", "minute"),
    [
        ("2018-10-21T23:30:00-04:00", 23, 30),
        ("2018-10-21 08:05:09.123Z", 8, 5),
        ("20181021T101500Z", 0, 0),
        ("Sun, 21 Oct 2018 23:30:00 -0400", 23, 30),
        ("Oct. 21, 2018, 1:15 p.m. EDT", 13, 15),
        ("12:05 AM, October 21, 2018", 0, 5),
    ],
)
def test_clock_stays_as_printed(value: str, hour: int, minute: int) -> None:
    """No zone is applied: the day is the day that the outlet printed."""
    found = parse_date(value)
    assert found is not None
    assert (found.date(), found.hour, found.minute) == (DAY.date(), hour, minute)


def test_seconds_since_1970() -> None:
    """Seconds and milliseconds, as interfaces deliver them."""
    assert parse_date(1540080000) == DAY
    assert parse_date(1540080000000) == DAY


@pytest.mark.parametrize("value", ["2018", 2018, 2018.0])
def test_year_alone_is_its_first_day(value: object) -> None:
    """A year is kept rather than lost."""
    assert parse_date(value) == datetime(2018, 1, 1)


@pytest.mark.parametrize(
    "value",
    ["Monday", "5", "soon", "2018-13-40", "31 February 2018", "", -1, 1e300, [1]],
)
def test_what_is_no_date_is_not_guessed(value: object) -> None:
    """Nothing relative to today, no day that does not exist."""
    assert parse_date(value) is None


def test_order_of_day_and_month_is_settled_by_the_column() -> None:
    """One date that can only be day first decides for all."""
    assert parse_dates(["03/04/2018", "21/10/2018"]).dates[0] == datetime(2018, 4, 3)
    assert parse_dates(["03/04/2018", "10/21/2018"]).dates[0] == datetime(2018, 3, 4)
    assert parse_dates(["03/04/2018", "10/21/2018"]).remarks == []
    assert parse_dates(["03.04.2018"]).dates[0] == datetime(2018, 4, 3)


def test_unsettled_order_is_remarked_on_once() -> None:
    """Month first, and said so."""
    parsed = parse_dates([None, "03/04/2018", "05/06/2018"])
    assert parsed.dates == [None, datetime(2018, 3, 4), datetime(2018, 5, 6)]
    assert [position for position, _ in parsed.remarks] == [1]
    assert "read as month/day" in parsed.remarks[0][1]


@given(st.datetimes(datetime(1000, 1, 1), datetime(9999, 12, 31)))
def test_iso_format_comes_back(moment: datetime) -> None:
    """What Python writes is read to the second."""
    assert parse_date(moment.isoformat()) == moment.replace(microsecond=0)


@given(st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.binary()))
def test_nothing_raises(value: object) -> None:
    """Any cell gives a date or None."""
    assert parse_date(value) is None or isinstance(parse_date(value), datetime)
    assert len(parse_dates([value]).dates) == 1
