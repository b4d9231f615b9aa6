"""A timeline: a measure in days, weeks or months, group by group, with events."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from framing.comparison import Comparison
from framing.comparison.bounds import UNBOUNDED, drop_unbounded
from framing.comparison.over_time import measure_over_time
from framing.plots.events import read_events
from framing.plots.fonts import fit_fonts
from framing.plots.given import check_given
from framing.plots.naming import busiest_labels, check_labels, headline, noun
from framing.plots.notes import write_notes
from framing.plots.style import (
    COLORS,
    GREY,
    INK,
    MARKERS,
    blank,
    finish,
    left_of,
    literal,
    new_axes,
    room_of,
    short_name,
    short_names,
    text_width,
    write_title,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.transforms import Transform


__all__ = ["plot_timeline"]

_MAX_SERIES = len(COLORS)
_NAME = 26  # letters of a name beside its counts
_EVENT = 30  # and of an event
_HEIGHT = 3.3  # inches of the frame, without names of events
_EVENT_ROW = 0.17  # inches
_COUNT_ROW = 0.16
_LEAST = 2.3  # inches of a frame that can be read, and its titles and dates
_COUNT_WIDTH = 0.2  # a bin narrower than this has no room for its counts
_DAY = pd.Timedelta(days=1)


def plot_timeline(
    result: Comparison,
    *,
    label: str | None = None,
    dates: str = "date",
    every: str | None = None,
    events: Mapping[Any, str] | pd.DataFrame | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a measure over time, with intervals over articles, counts and events.

    Each stretch of time is estimated for itself; nothing is smoothed.

    Parameters
    ----------
    result : Comparison
        From :func:`framing.compare`. Its groups are drawn against each other; of a
        comparison of single articles, all articles together, label by label.
    label : str, optional
        Which label; by default, with groups, the one found in the most articles.
    dates : str, default "date"
        The document variable with the dates.
    every : {'day', 'week', 'month', 'quarter', 'year'}, optional
        How long a stretch of time is; by default chosen from the data, as
        :func:`framing.comparison.measure_over_time` says.
    events : mapping or DataFrame, optional
        What happened when: names by date, such as ``{"2018-10-19": "At the bridge"}``,
        or a table with the columns ``date`` and ``label``.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure of fitting size.

    Returns
    -------
    matplotlib Axes
        The Axes drawn on.

    Raises
    ------
    TypeError
        If `result` is no Comparison.
    KeyError
        If there is no such label or document variable.
    ValueError
        If `every` is unknown, no article has a date, or a date in `events` can not be
        read.

    See Also
    --------
    framing.comparison.measure_over_time : The same in numbers.

    Notes
    -----
    A solid line is a 95% interval from the spread between the articles of that stretch,
    a dotted one tells counting uncertainty of a single article, and an arrow says that
    an interval goes on beyond the frame. An open dot has none that bounds
    anything. Dots are joined where stretches follow upon each other; a stretch without
    an article is a gap. The rows under the axis say how many articles stand behind each
    dot. Beyond 7 groups, and fewer on a low Axes, those with the fewest articles are
    taken together. Articles without a date are counted in the subtitle.

    Examples
    --------
    >>> import framing as fr
    >>> frames = fr.find_frames(fr.load_example("caravan"))
    >>> result = fr.compare(frames, by="outlet")
    >>> ax = fr.plot_timeline(
    ...     result, label="security", events={"2031-04-03": "river crossed"}
    ... )
    >>> ax.get_ylabel()
    'hits per 1,000 words'
    """
    check_given(result, Comparison)
    labels = _labels(result, label)
    told = read_events(events)
    if not labels:
        axes = new_axes(5, 2) if ax is None else ax
        return blank(axes, headline(result), "Nothing was found or scored.")
    table = measure_over_time(
        result, labels=labels, dates=dates, every=every, max_groups=_most(ax)
    )
    chart = _chart(result, table, told)
    axes = new_axes(*_size(chart)) if ax is None else ax
    if chart.table["estimate"].isna().all():
        return blank(axes, _title(result, labels), "Nothing was found or scored.")
    reach = _reach(result, chart)
    for number, name in enumerate(chart.series):
        _draw_series(axes, chart, number, name, reach)
    _write_time(axes, chart)
    _set_reach(axes, result, reach)
    _write_events(axes, chart)
    _write_counts(axes, chart)
    axes.set_ylabel(result.measure.unit, color=INK, fontsize=9)
    left = left_of(axes, short_names(chart.series, _NAME), 8.5) + 0.2
    left = left if axes.figure.get_layout_engine() is not None else 0.0
    write_title(axes, _title(result, labels), _subtitle(result, chart), left=left)
    finish(axes, grid="y")
    return fit_fonts(axes)


@dataclass(frozen=True)
class _Chart:
    """What goes where: days since 1970, as matplotlib counts them."""

    table: pd.DataFrame
    series: tuple[str, ...]
    starts: pd.DatetimeIndex
    edges: tuple[float, float]
    events: pd.DataFrame
    every: str
    n_undated: int
    n_outside: int

    @property
    def n_bins(self) -> int:
        return len(self.starts)

    @property
    def step(self) -> float:
        """The usual length of a stretch in days."""
        return (self.edges[1] - self.edges[0]) / self.n_bins


def _most(ax: Axes | None) -> int:
    """Return how many groups an Axes has room for, each with a row of counts."""
    if ax is None or ax.figure.get_layout_engine() is None:
        return _MAX_SERIES
    spare = room_of(ax)[1] - _LEAST
    return int(np.clip(spare / _COUNT_ROW, 2, _MAX_SERIES))


def _labels(result: Comparison, label: str | None) -> tuple[str, ...]:
    if label is not None:
        return check_labels(result, [label])
    return busiest_labels(result, _MAX_SERIES if result.by == "doc_id" else 1)


def _chart(result: Comparison, table: pd.DataFrame, events: pd.DataFrame) -> _Chart:
    dated = drop_unbounded(table, scale=result.measure.scale)
    dated = dated[dated["start"].notna()]
    dated = dated.assign(
        left=_number(dated["start"]), right=_number(dated["end"] + _DAY)
    )
    kind = "label" if result.by == "doc_id" else "group"
    edges = float(dated["left"].min()), float(dated["right"].max())
    at = events.assign(x=_number(events["date"]) + 0.5)
    inside = at["x"].between(*edges)
    first = table[table["label"] == table["label"].iloc[0]]
    return _Chart(
        table=dated.assign(series=dated[kind]),
        series=tuple(dated[kind].unique()),
        starts=pd.DatetimeIndex(dated["start"].unique()),
        edges=edges,
        events=at[inside].reset_index(drop=True),
        every=str(dated["every"].iloc[0]),
        n_undated=int(first.loc[first["start"].isna(), "n_docs"].sum()),
        n_outside=int((~inside).sum()),
    )


def _number(days: pd.Series[Any]) -> pd.Series[float]:
    return (pd.to_datetime(days) - pd.Timestamp("1970-01-01")) / _DAY


def _size(chart: _Chart) -> tuple[float, float]:
    left = max(map(text_width, short_names(chart.series, _NAME)))
    wide = min(max(6.2, 0.3 * chart.n_bins), 11.0)
    counts = _COUNT_ROW * len(chart.series)
    rows = _EVENT_ROW * (1 + max(_rows_of(chart, wide), default=-1))
    return wide + max(left - 0.5, 0.0), _HEIGHT + counts + rows + 1.2


def _draw_series(
    ax: Axes, chart: _Chart, number: int, name: str, reach: tuple[float, float]
) -> None:
    rows = chart.table[chart.table["series"] == name].sort_values("left")
    color, marker = COLORS[number], MARKERS[number]
    aside = (number - (len(chart.series) - 1) / 2) * 0.5 / len(chart.series)
    x = (rows["left"] + rows["right"]) / 2 + aside * (rows["right"] - rows["left"])
    limits = rows[["low", "high"]].clip(*reach)
    width = 1.5 if len(chart.series) <= _MAX_SERIES // 2 else 1.0
    ax.plot(x, rows["estimate"], color=color, linewidth=1.0, alpha=0.55, zorder=2)
    bounded = rows["low"].notna() & rows["high"].notna()
    solid = rows["interval"].str.startswith(("jackknife", "welch", "t"))
    styles: tuple[tuple[Literal["solid", "dotted"], pd.Series[bool]], ...] = (
        ("solid", bounded & solid),
        ("dotted", bounded & ~solid),
    )
    for style, which in styles:
        low, high = limits.loc[which, "low"], limits.loc[which, "high"]
        ax.vlines(x[which], low, high, color, style, linewidth=width, zorder=2)
    there = rows["estimate"].notna()
    ax.scatter(
        x[there],
        rows.loc[there, "estimate"],
        s=30,
        marker=marker,
        facecolors=np.where(bounded[there], color, "white").tolist(),
        edgecolors=color,
        linewidths=1.2,
        zorder=3,
        label=literal(name),
    )
    for marker, beyond, at in (
        ("^", rows["high"] > reach[1], reach[1]),
        ("v", rows["low"] < reach[0], reach[0]),
    ):
        ax.scatter(
            x[beyond],
            np.full(int(beyond.sum()), at),
            s=14,
            marker=marker,
            color=color,
            zorder=4,
        )


def _write_time(ax: Axes, chart: _Chart) -> None:
    """Write the stretches under the axis, as many as have room."""
    low, high = chart.edges
    ax.xaxis_date()
    ax.set_xlim(low, high)
    names = _time_names(chart)
    widest = max(text_width(line) for name in names for line in name.split("\n"))
    room = _frame_width(ax, chart) / chart.n_bins
    every = max(1, int(np.ceil((widest + 0.1) / room)))
    middle = _middles(chart)
    ax.set_xticks(middle[::every], names[::every])
    if chart.every == "week":
        ax.set_xlabel("week that begins on", color=INK, fontsize=9)


def _middles(chart: _Chart) -> list[float]:
    bins = chart.table.drop_duplicates("start").sort_values("left")
    return ((bins["left"] + bins["right"]) / 2).tolist()


def _time_names(chart: _Chart) -> list[str]:
    """Name stretches; the year stands under the first of each year."""
    starts = chart.starts
    if chart.every == "year":
        return [str(start.year) for start in starts]
    names = {
        "month": [f"{start:%b}" for start in starts],
        "quarter": [f"Q{start.quarter}" for start in starts],
    }.get(chart.every, [f"{start.day} {start:%b}" for start in starts])
    years = [start.year for start in starts]
    news = [i == 0 or years[i] != years[i - 1] for i in range(len(years))]
    # Where names are thinned out, every one that stays needs its year.
    if chart.n_bins > 12 and len(set(years)) > 1:
        news = [True] * len(years)
    return [
        f"{name}\n{year}" if new else name
        for name, year, new in zip(names, years, news, strict=True)
    ]


def _frame_width(ax: Axes, chart: _Chart) -> float:
    """Return the width of the frame in inches, before the names are laid out."""
    figure = ax.get_figure(root=True)
    dpi = figure.dpi if figure is not None else 100.0
    drawn = float(0.9 * ax.get_window_extent().width / dpi)
    left = left_of(ax, short_names(chart.series, _NAME), 8.5)
    return max(min(drawn, room_of(ax)[0] - left - 0.45), 0.5) if left else drawn


def _reach(result: Comparison, chart: _Chart) -> tuple[float, float]:
    """Keep wide intervals from squeezing all others."""
    ends = chart.table[["low", "high", "estimate"]].to_numpy(dtype=float)
    middle = chart.table["estimate"].dropna()
    low, high = float(np.nanmin(ends)), float(np.nanmax(ends))
    # Where all estimates are zero, the intervals alone say what can be told.
    spread = max(float(np.ptp(middle)), float(middle.abs().max())) or math.inf
    if result.measure.name != "tone":
        low = max(low, float(middle.min()) - spread)
        high = min(high, float(middle.max()) + spread)
    return (low if result.measure.center is not None else min(low, 0.0)), high


def _set_reach(ax: Axes, result: Comparison, reach: tuple[float, float]) -> None:
    low, high = reach
    pad = 0.04 * (high - low) or 0.1
    center = result.measure.center
    ax.set_ylim(low - (pad / 3 if center is None else pad), high + pad)
    if center is not None:
        ax.axhline(center, color=GREY, linewidth=0.9, zorder=0)


def _rows_of(chart: _Chart, width: float) -> list[int]:
    """Put the name of each event into the first row where it covers no other."""
    low, high = chart.edges
    ends: list[float] = []
    places = []
    for _, event in chart.events.iterrows():
        at = (event["x"] - low) / (high - low) * width
        size = text_width(short_name(event["label"], _EVENT), 8) + 0.12
        at = at - size if at + size > width else at
        row = next((i for i, end in enumerate(ends) if end <= at), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ends[row] = at + size
        places.append(row)
    return places


def _write_events(ax: Axes, chart: _Chart) -> None:
    """Draw a line for each event, its name beside it in rows over the dots."""
    if not len(chart.events):
        return
    width = _frame_width(ax, chart)
    places = _rows_of(chart, width)
    height = width * ax.get_window_extent().height / ax.get_window_extent().width
    share = min(_EVENT_ROW * (max(places) + 1) / height, 0.6)
    low, high = ax.get_ylim()
    ax.set_ylim(low, low + (high - low) / (1 - share))
    across = ax.get_xaxis_transform()
    for row, (_, event) in zip(places, chart.events.iterrows(), strict=True):
        name = short_name(event["label"], _EVENT)
        at = (event["x"] - chart.edges[0]) / (chart.edges[1] - chart.edges[0]) * width
        flip = at + text_width(name, 8) + 0.12 > width
        top = 1 - share * row / (max(places) + 1)
        ax.plot(
            [event["x"]] * 2,
            [0, top],
            transform=across,
            color=GREY,
            linewidth=0.9,
            linestyle=(0, (4, 2)),
            zorder=1,
        )
        ax.annotate(
            literal(name),
            (event["x"], top),
            xytext=(-3 if flip else 3, -1),
            xycoords=across,
            textcoords="offset points",
            fontsize=8,
            color=INK,
            ha="right" if flip else "left",
            va="top",
        )


def _write_counts(ax: Axes, chart: _Chart) -> None:
    """Write under the axis how many articles stand behind each dot; it is the key."""
    roomy = _frame_width(ax, chart) / chart.n_bins >= _COUNT_WIDTH
    middle = _middles(chart)
    shown = short_names(chart.series, _NAME)
    for number, name in enumerate(chart.series):
        rows = chart.table[chart.table["series"] == name].sort_values("left")
        below = _below(ax, 0.62 + _COUNT_ROW * number, chart)
        style: dict[str, Any] = {"fontsize": 7.5, "va": "center", "clip_on": False}
        style["transform"] = below
        color, marker = COLORS[number], MARKERS[number]
        sizes = rows["n_docs"].tolist()
        if roomy:
            numbers = list(map(_count, sizes))
            write_notes(
                ax,
                middle,
                np.zeros(len(numbers)),
                numbers,
                size=7.5,
                colors=GREY,
                ha="center",
                transform=below,
            )
        else:
            told = f"{min(sizes)} to {max(sizes)} per {chart.every}"
            ax.text(middle[0], 0, told, ha="left", color=GREY, **style)
        left = chart.edges[0]
        ax.plot(
            [left],
            [0],
            marker=marker,
            color=color,
            markersize=5,
            transform=_shifted(ax, below, -0.14),
            clip_on=False,
        )
        shifted = style | {"transform": _shifted(ax, below, -0.24), "fontsize": 8.5}
        ax.text(left, 0, literal(shown[number]), ha="right", color=INK, **shifted)


def _count(n: int) -> str:
    return str(n) if n < 1000 else f"{n / 1000:.1f}k"


def _below(ax: Axes, inches: float, chart: _Chart) -> Transform:
    more = 0.16 if chart.every == "week" else 0.0
    return _shifted(ax, ax.get_xaxis_transform(), 0, -inches - more)


def _shifted(ax: Axes, base: Transform, x: float, y: float = 0.0) -> Transform:
    from matplotlib.transforms import ScaledTranslation

    return base + ScaledTranslation(x, y, ax.figure.dpi_scale_trans)


def _title(result: Comparison, labels: Sequence[str]) -> str:
    if len(labels) > 1 or (result.by == "doc_id" and result.measure.name != "tone"):
        return f"{noun(result)} over time"
    kind = "Tone" if result.measure.name == "tone" else noun(result)
    return f"{kind} over time: {short_name(labels[0], 30)}"


def _subtitle(result: Comparison, chart: _Chart) -> str:
    shown = chart.table[chart.table["estimate"].notna()]
    bounded = shown["low"].notna()
    solid = shown["interval"].str.startswith(("jackknife", "welch", "t"))
    told = ["lines: 95% intervals over articles"] if (bounded & solid).any() else []
    if (bounded & ~solid).any():
        told.append("dotted: a single article, 95% from its counts")
    if (~bounded).any():
        told.append(f"open: {UNBOUNDED}")
    first = "; ".join(told)
    second = f"under the axis: articles per {chart.every}; gaps have no estimate"
    left_out = []
    if chart.n_undated:
        n = len(result.found.corpus)
        left_out.append(f"{chart.n_undated} of {n:,} articles without a date not drawn")
    if chart.n_outside:
        events = "event" if chart.n_outside == 1 else "events"
        left_out.append(f"{chart.n_outside} {events} before or after not drawn")
    lines = [f"{line[0].upper()}{line[1:]}" for line in (first, second)]
    return "\n".join([*lines, "; ".join(left_out)] if left_out else lines)
