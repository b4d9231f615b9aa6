"""Rows of dots with intervals and n, side by side in columns where there are many."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from matplotlib.ticker import MaxNLocator

from framing.plots.fonts import fit_fonts
from framing.plots.notes import measure_text, write_notes
from framing.plots.style import (
    COLORS,
    GREY,
    INK,
    LEAST_SIZE,
    MARKERS,
    finish,
    fit_names,
    left_of,
    literal,
    new_axes,
    room_of,
    short_names,
    text_width,
    under_axis,
    write_title,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

__all__ = [
    "MAX_SERIES",
    "RowChart",
    "check_number",
    "draw_rows",
    "intervals_told",
]

MAX_SERIES = len(COLORS)
_MAX_BODY = 5.2  # inches of rows below each other before they stand in columns
_TALLEST = 8.0
_MAX_COLUMNS = 8
_NARROWEST = 0.95  # inches of a column
_CLOSEST = 0.115  # inches from row to row on an Axes that is given
_MARGIN = 1.75  # inches for title, key and scale
_GAP = 0.22  # inches from counts to the next column
_COUNTS = 7.0  # points
_NO_COUNTS = "n: in the table, there is no room for it here"
_SMALL = 4.6  # inches; in less the key starts under the names of rows
_KEY_MARK = 0.5  # inches of a mark in the key and the gap to the next
_FEW_TICKS = 0.75  # inches of a column that has room for two numbers under it


@dataclass(frozen=True)
class RowChart:
    """Say what is drawn: one dot for each row of a table.

    Parameters
    ----------
    dots : DataFrame
        Columns ``row``, ``series``, ``estimate``, ``low``, ``high``, ``dotted``, ``n``
        (a text), and ``block`` where there are blocks.
    rows, series, blocks : tuple of str
        Their keys, in order; blocks stand side by side.
    names : mapping
        What keys are called, where not by themselves.
    limits : tuple of float
        Where the scale starts and ends; arrows tell that an interval goes on.
    center : float or None
        A value to draw a line at.
    size : mapping, optional
        How important each row is; where not all fit, the least important are left out.
    nouns : tuple of str
        What rows, series and blocks are, such as ``"outlets"``.
    """

    dots: pd.DataFrame
    rows: tuple[str, ...]
    series: tuple[str, ...]
    blocks: tuple[str, ...]
    names: Mapping[str, str]
    limits: tuple[float, float]
    center: float | None
    size: Mapping[Hashable, float]
    nouns: tuple[str, str, str] = ("groups", "labels", "actors")


@dataclass(frozen=True)
class _Plan:
    """Where everything stands, in inches."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    by: Literal["", "series", "block"]
    n_lines: int  # dots below each other in a row
    line: float
    gap: float
    dots: float  # width of the dots of a column
    counts: float  # and of the counts beside them
    dropped: tuple[int, int]  # rows, columns

    @property
    def step(self) -> float:
        """From one row to the next."""
        return (self.n_lines - 1) * self.line + self.gap

    @property
    def body(self) -> float:
        """All rows together."""
        return len(self.rows) * self.step


def check_number(name: str, n: int) -> None:
    """Refuse what is less than 1."""
    if n < 1:
        msg = f"`{name}` must be 1 or more; got {n}."
        raise ValueError(msg)


def draw_rows(
    chart: RowChart, ax: Axes | None, *, title: str, told: str, counts: str, unit: str
) -> Axes:
    """Draw a chart on an Axes, or on a new one of fitting size.

    Parameters
    ----------
    chart : RowChart
        What to draw.
    ax : matplotlib Axes or None
        Where.
    title, told, counts, unit : str
        Title, what stands under it, what the counts beside the dots are (told where
        there is room to write them), and what the scale measures.

    Returns
    -------
    matplotlib Axes
        The Axes drawn on.
    """
    plan = _plan(chart, ax)
    if _count_size(plan) < LEAST_SIZE:
        chart = replace(chart, dots=chart.dots.assign(n=""))
        plan, counts = _plan(chart, ax), _NO_COUNTS
    axes = new_axes(*_figure_size(chart, plan)) if ax is None else ax
    placed = _placed(chart, plan)
    for number, name in enumerate(chart.series):
        _draw_series(axes, placed[placed["series"] == name], number, chart, plan)
    size = _letters(plan)
    names = fit_names(axes, (chart.names.get(row, row) for row in plan.rows), size)
    axes.set_yticks(_middles(plan), list(map(literal, names)))
    axes.set_ylim(plan.body - plan.gap / 2 - 0.02, -plan.gap / 2 + 0.02)
    _write_counts(axes, chart, plan, placed)
    _write_scale(axes, chart, plan, unit)
    told = f"{told}\n{counts}{_left_out(chart, plan)}"
    _write_title(axes, plan, title, told, names)
    finish(axes)
    _write_key(axes, chart, plan)
    axes.tick_params(axis="y", labelsize=size, length=0 if plan.by else 3)
    axes.spines["bottom"].set_visible(not plan.by)
    return fit_fonts(axes)


def _write_title(
    ax: Axes, plan: _Plan, title: str, told: str, names: Sequence[str]
) -> None:
    """Write the title over the names, and over the heads of columns."""
    left, lift = left_of(ax, names, _letters(plan)), 14 if plan.by else 0
    write_title(ax, title, told, left=left, lift=lift)


def intervals_told(chart: RowChart, inside: str) -> str:
    """Say what lines, hollow dots and arrows mean, as far as there are any."""
    dots, (lowest, highest) = chart.dots, chart.limits
    bounded = dots["low"].notna()
    dotted = dots["dotted"].astype(bool)
    told = ["lines: 95% intervals over articles"] if (bounded & ~dotted).any() else []
    if (bounded & dotted).any():
        told.append(f"dotted: 95%, {inside}")
    if (~bounded).any():
        told.append("hollow: too few for an interval")
    if ((dots["low"] < lowest) | (dots["high"] > highest)).any():
        told.append("arrow: the interval goes on beyond the scale")
    first = "; ".join(told) or "no intervals"
    return f"{first[0].upper()}{first[1:]}"


def _plan(chart: RowChart, ax: Axes | None) -> _Plan:
    """Say where everything stands; on an Axes that is given, in its height."""
    plan = _arranged(chart, ax)
    return plan if ax is None else _fitted(ax, chart, plan)


def _arranged(chart: RowChart, ax: Axes | None) -> _Plan:
    """Put dots below each other while there are few, else side by side."""
    n = len(chart.series)
    if chart.blocks:
        line, gap = (0.15, 0.22) if len(chart.rows) * n <= 24 else (0.105, 0.17)
        return _cut(chart, ax, "block", chart.blocks, n, line, gap)
    body = len(chart.rows) * (0.21 * n + 0.17)
    room = _MAX_BODY if ax is None else max(room_of(ax)[1] - _MARGIN, 1.0)
    if n == 1 or (body <= room and n <= MAX_SERIES):
        gap = 0.38 if n > 1 else 0.28 if len(chart.rows) <= 20 else 0.2
        return _cut(chart, ax, "", ("",), n, 0.21, gap)
    gap = 0.24 if len(chart.rows) <= 12 else 0.2
    return _cut(chart, ax, "series", chart.series, 1, 0.2, gap)


def _cut(
    chart: RowChart,
    ax: Axes | None,
    by: Literal["", "series", "block"],
    columns: tuple[str, ...],
    n_lines: int,
    line: float,
    gap: float,
) -> _Plan:
    """Keep the rows and columns that there is room for."""
    names = short_names(chart.names.get(row, row) for row in chart.rows)
    left = max(map(text_width, names), default=0.5)
    counts = max(measure_text(n, _COUNTS) for n in chart.dots["n"].unique())
    if ax is None:
        n_rows = max(int(_TALLEST / ((n_lines - 1) * line + gap)), 1)
        n_columns, dots = _MAX_COLUMNS, 4.4
    else:
        wide, high = room_of(ax)
        closest = (n_lines - 1) * 0.09 + _CLOSEST
        key = 0.2 if n_lines == 1 else -0.15
        n_rows = max(int(max(high - _MARGIN + 0.2 + key, 0.5) / closest), 1)
        dots = max(wide - min(left, 0.4 * wide) - 0.3, 1.0)
        n_columns = max(int(dots / _NARROWEST), 1)
    shown = columns[:n_columns]
    each = dots - counts
    if len(shown) > 1 or by:
        spare = 6.8 if ax is None else dots
        each = spare / len(shown) - counts - _GAP
        each = min(max(each, 0.75 if ax is None else 0.3), 2.6)
    rows = _most(chart, n_rows)
    dropped = (len(chart.rows) - len(rows), len(columns) - len(shown))
    return _Plan(shown, rows, by, n_lines, line, gap, each, counts, dropped)


def _most(chart: RowChart, n: int) -> tuple[str, ...]:
    ranked = sorted(chart.rows, key=lambda row: -chart.size.get(row, 0.0))[:n]
    return tuple(row for row in chart.rows if row in set(ranked))


def _figure_size(chart: RowChart, plan: _Plan) -> tuple[float, float]:
    left = max(map(text_width, _row_names(chart, plan)), default=1.0)
    wide = len(plan.columns) * (plan.dots + plan.counts + _GAP)
    room = max(wide, 5.0 - left - 0.4)
    key = 0.22 * _key_rows(chart, room) if plan.by != "series" else 0.25
    head = 0.22 if plan.by else 0.0
    return max(wide + left + 0.4, 5.0), 1.45 + key + head + max(plan.body, 0.6)


def _fitted(ax: Axes, chart: RowChart, plan: _Plan) -> _Plan:
    """Squeeze the rows into an Axes of a given height."""
    high = ax.get_window_extent().height / ax.figure.dpi
    if ax.figure.get_layout_engine() is not None:
        rows = _key_rows(chart, _key_room(ax, chart, plan))
        key = 0.2 * rows if plan.by != "series" else 0.2
        high = max(room_of(ax)[1] - 1.25 - key, 0.5)
    scale = min(high / plan.body, 1.4)
    values = {name: getattr(plan, name) for name in plan.__dataclass_fields__}
    return _Plan(**(values | {"line": plan.line * scale, "gap": plan.gap * scale}))


def _row_names(chart: RowChart, plan: _Plan) -> list[str]:
    return short_names((chart.names.get(row, row) for row in plan.rows), 38)


def _letters(plan: _Plan) -> float:
    """Return the size of names and counts that fits between the rows, in points."""
    return float(np.clip(72 * plan.step * 0.8, 4.5, 9.0))


def _count_size(plan: _Plan) -> float:
    """Return the size of counts that fits beside the dots, in points."""
    return min(_letters(plan), _line_points(plan) * 0.8, _COUNTS)


def _middles(plan: _Plan) -> list[float]:
    middle = (plan.n_lines - 1) * plan.line / 2
    return [i * plan.step + middle for i in range(len(plan.rows))]


def _width(chart: RowChart, plan: _Plan) -> float:
    """Return how far columns stand apart, in units of the scale."""
    low, high = chart.limits
    return (high - low) * (plan.dots + plan.counts + _GAP) / plan.dots


def _placed(chart: RowChart, plan: _Plan) -> pd.DataFrame:
    """Give each dot its height and the shift of its column."""
    dots = chart.dots[chart.dots["row"].isin(plan.rows)]
    kind = plan.by or "row"
    if plan.by:
        dots = dots[dots[kind].isin(plan.columns)]
    row = np.array([plan.rows.index(name) for name in dots["row"]], dtype=float)
    below = np.array([chart.series.index(name) for name in dots["series"]], dtype=float)
    column = np.zeros(len(dots))
    if plan.by:
        column = np.array([plan.columns.index(name) for name in dots[kind]], float)
    lower = below * plan.line if plan.n_lines > 1 else 0.0
    return dots.assign(
        y=row * plan.step + lower,
        shift=column * _width(chart, plan),
        estimate=dots["estimate"].astype(float),
    )


def _draw_series(
    ax: Axes, rows: pd.DataFrame, number: int, chart: RowChart, plan: _Plan
) -> None:
    color, marker = COLORS[number % MAX_SERIES], MARKERS[number % MAX_SERIES]
    size = float(np.clip(_line_points(plan) ** 2 / 3, 6, 36))
    bounded = rows["low"].notna() & rows["high"].notna()
    dotted = rows["dotted"].astype(bool)
    for kind, own in (("solid", bounded & ~dotted), ("dotted", bounded & dotted)):
        _draw_lines(ax, rows[own], color, kind, chart.limits)
    for side, mark, end in zip(("low", "high"), "<>", chart.limits, strict=True):
        beyond = rows[rows[side] < end] if side == "low" else rows[rows[side] > end]
        style: dict[str, Any] = {"s": size / 2.4, "color": color, "zorder": 4}
        ax.scatter(end + beyond["shift"], beyond["y"], marker=mark, **style)
    ax.scatter(
        rows["estimate"] + rows["shift"],
        rows["y"],
        s=size,
        marker=marker,
        facecolors=np.where(bounded, color, "white").tolist(),
        edgecolors=color,
        linewidths=1.2,
        zorder=3,
        label=literal(chart.series[number]),
    )


def _line_points(plan: _Plan) -> float:
    return 72 * (plan.line if plan.n_lines > 1 else min(plan.gap, 0.21))


def _draw_lines(
    ax: Axes, rows: pd.DataFrame, color: str, style: Any, limits: tuple[float, float]
) -> None:
    low, high = (rows[side].clip(*limits) + rows["shift"] for side in ("low", "high"))
    ax.hlines(rows["y"], low, high, color, style, linewidth=1.6)


def _write_counts(ax: Axes, chart: RowChart, plan: _Plan, placed: pd.DataFrame) -> None:
    """Write n beside every dot, right of its column, as large as there is room."""
    high = chart.limits[1] + _pad(chart)
    space = (chart.limits[1] - chart.limits[0]) * 0.05 / plan.dots
    x, notes = placed["shift"] + high + space, list(placed["n"])
    if plan.counts:
        size = _count_size(plan)
        write_notes(ax, x, placed["y"], notes, size=size, colors=GREY)
    step, n = _width(chart, plan), len(plan.columns)
    style: dict[str, Any] = {"color": INK, "va": "bottom", "clip_on": False}
    style |= {"xycoords": ax.get_xaxis_transform(), "textcoords": "offset points"}
    for number, name in enumerate(plan.columns):
        start = chart.limits[0] - _pad(chart) + number * step
        head = literal(_column_head(chart, plan, name)) if plan.by else ""
        if head:
            ax.annotate(
                head, (start, 1), (0, 3), fontsize=8.5, fontweight="bold", **style
            )
        if plan.counts and (not plan.by or n == 1):
            at = high + space + number * step
            ax.annotate("n", (at, 1), (0, 3), fontsize=_COUNTS, **style)


def _column_head(chart: RowChart, plan: _Plan, name: str) -> str:
    """Shorten the name of a column so that it ends before the next."""
    wide = plan.dots + plan.counts
    width = max(int(wide / text_width("x", 9.2)), 6)
    names = [chart.names.get(column, column) for column in plan.columns]
    return short_names(names, width)[plan.columns.index(name)]


def _pad(chart: RowChart) -> float:
    return 0.03 * (chart.limits[1] - chart.limits[0])


def _write_scale(ax: Axes, chart: RowChart, plan: _Plan, unit: str) -> None:
    """Write the same scale under every column."""
    low, high = chart.limits
    n_ticks = max(int(plan.dots / 0.55), 1)
    locator = MaxNLocator(n_ticks, steps=[1, 2, 2.5, 5, 10])
    ticks = np.asarray(locator.tick_values(low, high))
    pad, step = _pad(chart), _width(chart, plan)
    ticks = ticks[(ticks >= low - pad) & (ticks <= high + pad)]
    if plan.dots < _FEW_TICKS:
        ticks = ticks[[0, -1]]
    shifts = np.arange(len(plan.columns)) * step
    names = [f"{tick:g}".replace("-", "−") for tick in ticks]
    places = (ticks[None, :] + shifts[:, None]).ravel()
    ax.set_xticks(places, names * len(shifts))
    ax.set_xlim(low - pad, high + pad + shifts[-1])
    ax.set_xlabel(unit, color=INK, fontsize=9)
    top, bottom = sorted(ax.get_ylim())
    ax.vlines(places, top, bottom, "#E6E6E6", linewidth=0.8, zorder=0)
    if chart.center is not None:
        ax.vlines(chart.center + shifts, top, bottom, GREY, linewidth=0.9, zorder=0)
    if len(shifts) > 1 or plan.n_lines > 1:
        between = np.arange(1, len(plan.rows)) * plan.step - plan.gap / 2
        right = high + pad + shifts[-1]
        ax.hlines(between, low - pad, right, "#EEEEEE", linewidth=0.8, zorder=0)
    if plan.by:
        first, last = low - pad + shifts, high + pad + shifts
        floor = np.full(len(shifts), bottom)
        ax.hlines(floor, first, last, "#BBBBBB", clip_on=False)
        ax.vlines(first[1:], top, bottom, "#BBBBBB", linewidth=0.8)


def _left_out(chart: RowChart, plan: _Plan) -> str:
    """Say how many rows and columns are not drawn."""
    rows, columns = plan.dropped
    kind = chart.nouns[0]
    fewest = "the fewest hits" if kind == "articles" else "the fewest articles and hits"
    told = f"\n{rows} more {kind} not drawn, those with {fewest}" if rows else ""
    across = chart.nouns[1 if plan.by == "series" else 2]
    return told + (f"\n{columns} more {across} not drawn" if columns else "")


def _key_columns(chart: RowChart, wide: float) -> int:
    """Return how many names of the key stand side by side in so many inches."""
    names = short_names((chart.names.get(name, name) for name in chart.series), 46)
    longest = max(map(text_width, names)) + _KEY_MARK
    return int(np.clip(wide / longest, 1, min(len(names), 3)))


def _key_rows(chart: RowChart, wide: float) -> int:
    if len(chart.series) < 2:
        return 0
    return 1 + -(-len(chart.series) // _key_columns(chart, wide))


def _write_key(ax: Axes, chart: RowChart, plan: _Plan) -> None:
    """Say which colour and mark is which; heads of columns say it as well."""
    if len(chart.series) < 2 or plan.by == "series":
        return
    from matplotlib.lines import Line2D
    from matplotlib.transforms import ScaledTranslation

    handles = [
        Line2D([], [], color=COLORS[i], marker=MARKERS[i], linestyle="", markersize=6)
        for i in range(len(chart.series))
    ]
    names = short_names((chart.names.get(name, name) for name in chart.series), 46)
    aside = _key_aside(ax, plan)
    below = ScaledTranslation(-aside, -under_axis(ax), ax.figure.dpi_scale_trans)
    key = ax.legend(
        handles,
        list(map(literal, names)),
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=ax.transAxes + below,
        ncols=_key_columns(chart, _key_room(ax, chart, plan)),
        frameon=False,
        fontsize=9,
        handletextpad=0.2,
        borderaxespad=0,
        title=f"Colours: {chart.nouns[1]}",
        title_fontsize=8.5,
        alignment="left",
    )
    key.get_title().set_color(GREY)


def _key_room(ax: Axes, chart: RowChart, plan: _Plan) -> float:
    """Return the inches under the frame and the counts."""
    wide, _ = room_of(ax)
    if wide < _SMALL:
        return wide - 0.2
    left = max(map(text_width, _row_names(chart, plan)), default=1.0)
    return wide - min(left, 0.4 * wide) - 0.2


def _key_aside(ax: Axes, plan: _Plan) -> float:
    """Return how far the key starts left of the frame, which a small Axes needs."""
    if room_of(ax)[0] >= _SMALL:
        return 0.0
    names = [tick.get_text() for tick in ax.get_yticklabels()]
    return left_of(ax, names, _letters(plan))
