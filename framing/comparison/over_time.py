"""A measure over time: estimates of groups in days, weeks, months, quarters, years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing._errors import did_you_mean
from framing.comparison.bounds import note_unbounded
from framing.stats.intervals import estimate_interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from framing.comparison.comparison import Comparison
    from framing.comparison.contrasts import Units
    from framing.corpus import Corpus

__all__ = ["EVERY", "measure_over_time"]

EVERY = ("day", "week", "month", "quarter", "year")
_FREQUENCIES = dict(zip(EVERY, ("D", "W", "M", "Q", "Y"), strict=True))
_MIN_BINS, _MAX_BINS = 3, 30
_USUAL_SIZE = 2  # articles of a group that the usual bin should have
_MOST_DATED = 0.5  # of the values of a variable that is called one of dates
_ALL = "all articles"
_COLUMNS = (
    "group",
    "label",
    "start",
    "end",
    "every",
    "measure",
    "estimate",
    "low",
    "high",
    "interval",
    "n_docs",
    "n_docs_hit",
    "n_hits",
    "note",
)


def measure_over_time(
    result: Comparison,
    *,
    labels: Sequence[str] | None = None,
    dates: str = "date",
    every: str | None = None,
    max_groups: int | None = None,
) -> pd.DataFrame:
    """Estimate a measure in every stretch of time, group by group.

    Each stretch is estimated for itself; a stretch without articles is listed without
    an estimate.

    Parameters
    ----------
    result : Comparison
        From :func:`framing.compare`; its groups, measure and labels are kept. A
        comparison of single articles makes one group, ``all articles``.
    labels : sequence of str, optional
        Which labels; by default all.
    dates : str, default "date"
        The document variable with the dates.
    every : {'day', 'week', 'month', 'quarter', 'year'}, optional
        How long a stretch is. By default the shortest that makes 3 to 30 stretches, of
        which the usual one has two or more articles of a group; where none has, the
        longest that makes 3 or more. Weeks begin on Monday.
    max_groups : int, optional
        Beyond so many groups those with the fewest articles are taken together.

    Returns
    -------
    DataFrame
        One row per group, label and stretch from the first to the last date, stretches
        without an article included: ``group``, ``label``, ``start`` and ``end`` (first
        and last day), ``every``, ``measure``, ``estimate`` with ``low``, ``high`` and
        ``interval`` (NaN without an article), ``n_docs``, ``n_docs_hit``, ``n_hits``,
        ``note``. Articles without a date stand in rows whose ``start`` is missing:
        counted, without an estimate.

    Raises
    ------
    KeyError
        If there is no such document variable or label.
    ValueError
        If `every` is unknown, `max_groups` is less than 1, or nothing in `dates` is a
        date.

    See Also
    --------
    framing.plot_timeline : The same as a figure.

    Notes
    -----
    The article is the unit, as in :func:`framing.compare`: an interval comes from a
    delete-one-article jackknife inside the stretch, and with one article it tells
    counting uncertainty only. Neighbouring stretches are estimated each for itself:
    nothing is smoothed, and no trend is tested. An estimate of zero means articles
    without a hit; a stretch without articles has no estimate.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.comparison import measure_over_time
    >>> frames = fr.find_frames(fr.load_example("caravan"))
    >>> table = measure_over_time(fr.compare(frames, by="outlet"), every="month")
    >>> int(table["n_docs"].sum()) == 2 * len(frames.corpus)
    True
    """
    chosen = _known_labels(result, labels)
    days = _days(result, dates)
    groups, group_of = _groups(result, max_groups)
    unit = _chosen_unit(every, days, group_of)
    bins = days.dt.to_period(_FREQUENCIES[unit])
    dated, first, last = bins.notna().to_numpy(), bins.min(), bins.max()
    place = np.full(len(bins), -1)
    place[dated] = [(period - first).n for period in bins[dated]]
    stretches = list(pd.period_range(first, last))
    rows = []
    for number, group in enumerate(groups):
        inside = group_of == number
        for position, stretch in enumerate((*stretches, None)):
            at = position if stretch is not None else -1
            members = np.flatnonzero(inside & (place == at))
            if stretch is not None or len(members):
                head = (group, *_span(stretch), unit)
                rows += list(_cells(result, members, chosen, head))
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    return note_unbounded(table, scale=result.measure.scale)


def _known_labels(result: Comparison, labels: Sequence[str] | None) -> list[int]:
    """Return the positions of the labels."""
    for name in labels or ():
        if name not in result.labels:
            known = ", ".join(result.labels)
            near = did_you_mean(name, result.labels)
            msg = f"No label {name!r} in this comparison.{near} There are: {known}."
            raise KeyError(msg)
    wanted = result.labels if labels is None else labels
    return [result.labels.index(name) for name in wanted]


def _days(result: Comparison, dates: str) -> pd.Series[Any]:
    """Return the day of each article; NaT where it has none."""
    corpus = result.found.corpus
    if dates not in corpus.variables:
        near = did_you_mean(dates, corpus.variables)
        known = ", ".join(corpus.variables) or "none"
        msg = (
            f"`dates` must be a document variable with dates; got {dates!r}.{near} "
            f"The corpus has: {known}. {_how_to_date(corpus, dates)}"
        )
        raise KeyError(msg)
    values = _read_days(corpus.variable(dates))
    if values.isna().all():
        msg = (
            f"`dates` is {dates!r}, but no article has a date there that can be read. "
            f"Dates look like 2018-10-21. {_how_to_date(corpus, dates)}"
        )
        raise ValueError(msg)
    return values


def _read_days(values: pd.Series[Any]) -> pd.Series[Any]:
    """Read dates; NaT where there is none."""
    if not pd.api.types.is_datetime64_any_dtype(values):
        text = values.where(values.notna()).astype("str")
        values = pd.to_datetime(text, errors="coerce", format="ISO8601")
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        values = values.dt.tz_localize(None)  # the day it was where it was published
    return values


def _how_to_date(corpus: Corpus, dates: str) -> str:
    """Name a variable that looks like dates, or say how articles get one."""
    for name in corpus.variables:
        if name != dates and _looks_dated(corpus.variable(name)):
            return f"{name!r} looks like dates: type dates={name!r}."
    return (
        "No variable looks like dates; name their column when the articles are read, "
        "fr.read_articles(path, columns={'date': 'NAME'}), or add a column `date` to "
        "the table that is read."
    )


def _looks_dated(values: pd.Series[Any]) -> bool:
    """Tell whether most of the values there are can be read as days, not as years."""
    there = values.dropna()
    text = there.astype("str").str.match(r"\d{4}-\d\d-\d\d")
    return bool(len(there)) and float(text.mean()) > _MOST_DATED


def _groups(
    result: Comparison, most: int | None
) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Name the groups and number their articles, the smallest taken together."""
    if most is not None and most < 1:
        msg = f"`max_groups` must be 1 or more; got {most}."
        raise ValueError(msg)
    group_of = result.design.group_of
    if result.by == "doc_id":
        return (_ALL,), np.zeros(len(group_of), dtype=np.int64)
    if most is None or len(result.groups) <= most:
        return result.groups, group_of
    sizes = np.bincount(group_of[group_of >= 0], minlength=len(result.groups))
    kept = np.sort(np.argsort(-sizes, kind="stable")[: most - 1])
    number = np.full(len(result.groups), len(kept))
    number[kept] = np.arange(len(kept))
    names = [result.groups[i] for i in kept]
    rest = f"{len(result.groups) - len(kept)} others together"
    return (*names, rest), np.where(group_of >= 0, number[group_of], -1)


def _chosen_unit(
    every: str | None, days: pd.Series[Any], group_of: NDArray[np.int64]
) -> str:
    if every is not None:
        if every not in EVERY:
            near = did_you_mean(every, EVERY)
            msg = f"`every` must be one of {', '.join(EVERY)}; got {every!r}.{near}"
            raise ValueError(msg)
        return every
    counts = {unit: _bins(unit, days) for unit in EVERY}
    fitting = [unit for unit in EVERY if counts[unit] <= _MAX_BINS] or ["year"]
    several = [unit for unit in fitting if counts[unit] >= _MIN_BINS] or fitting[:1]
    for unit in several:
        if _usual_size(unit, days, group_of) >= _USUAL_SIZE:
            return unit
    return several[-1]


def _bins(unit: str, days: pd.Series[Any]) -> int:
    first, last = (
        pd.Period(day, freq=_FREQUENCIES[unit]) for day in (days.min(), days.max())
    )
    return int((last - first).n) + 1


def _usual_size(unit: str, days: pd.Series[Any], group_of: NDArray[np.int64]) -> float:
    """Return the median number of articles in the filled bins of the groups."""
    used = days.notna().to_numpy() & (group_of >= 0)
    periods = days[used].dt.to_period(_FREQUENCIES[unit])
    sizes = periods.groupby([group_of[used], periods.to_numpy()]).size()
    return float(sizes.median()) if len(sizes) else 0.0


def _span(stretch: pd.Period | None) -> tuple[object, object]:
    """Return the first and the last day; NaT of what has no date."""
    if stretch is None:
        return pd.NaT, pd.NaT
    return stretch.start_time, stretch.end_time.normalize()


def _cells(
    result: Comparison,
    members: NDArray[np.int64],
    labels: Sequence[int],
    head: tuple[str, object, object, str],
) -> Iterator[tuple[object, ...]]:
    group, start, end, unit = head
    measure, names = result.measure, result.labels
    units = result.design.units_of(members)
    for column in labels:
        front = (group, names[column], start, end, unit, measure.name)
        hits = units.hits[:, column]
        counts = (len(hits), int((hits > 0).sum()), int(hits.sum()))
        if not len(hits) or start is pd.NaT:
            note = "no date" if start is pd.NaT else "no article"
            yield (*front, np.nan, np.nan, np.nan, "none", *counts, note)
            continue
        yield (*front, *_limits(result, units, column), *counts, "")


def _limits(
    result: Comparison, units: Units, column: int
) -> tuple[float, float, float, str]:
    told = estimate_interval(
        units.sums[:, column], result.measure.estimator, level=result.design.level
    )
    lowest, highest = result.measure.bounds
    low, high = max(told.low, lowest), min(told.high, highest)
    return told.estimate, low, high, told.kind
