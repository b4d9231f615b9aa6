"""Where rows of dots stand: in columns where there are many, in the room there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from framing.plots.notes import measure_text
from framing.plots.style import (
    COLORS,
    room_of,
    short_names,
    text_width,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import pandas as pd
    from matplotlib.axes import Axes

__all__ = [
    "COUNTS",
    "GAP",
    "MAX_SERIES",
    "SMALL",
    "Plan",
    "RowChart",
    "count_size",
    "figure_size",
    "key_columns",
    "key_room",
    "key_rows",
    "letters_of",
    "line_points",
    "plan_rows",
    "row_names",
]

MAX_SERIES = len(COLORS)
_MAX_BODY = 5.2  # inches of rows below each other before they stand in columns
_TALLEST = 8.0
_MAX_COLUMNS = 8
_NARROWEST = 0.95  # inches of a column
_CLOSEST = 0.115  # inches from row to row on an Axes that is given
_MARGIN = 1.75  # inches for title, key and scale
GAP = 0.26  # inches from counts to the next column
COUNTS = 7.0  # points
SMALL = 4.6  # inches; in less the key starts under the names of rows
_KEY_MARK = 0.5  # inches of a mark in the key and the gap to the next


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
class Plan:
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


def plan_rows(chart: RowChart, ax: Axes | None) -> Plan:
    """Say where everything stands; on an Axes that is given, in its height."""
    plan = _arranged(chart, ax)
    return plan if ax is None else _fitted(ax, chart, plan)


def _arranged(chart: RowChart, ax: Axes | None) -> Plan:
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
) -> Plan:
    """Keep the rows and columns that there is room for."""
    names = short_names(chart.names.get(row, row) for row in chart.rows)
    left = max(map(text_width, names), default=0.5)
    counts = max(measure_text(n, COUNTS) for n in chart.dots["n"].unique())
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
        each = spare / len(shown) - counts - GAP
        each = min(max(each, 0.75 if ax is None else 0.3), 2.6)
    rows = _most(chart, n_rows)
    dropped = (len(chart.rows) - len(rows), len(columns) - len(shown))
    return Plan(shown, rows, by, n_lines, line, gap, each, counts, dropped)


def _most(chart: RowChart, n: int) -> tuple[str, ...]:
    ranked = sorted(chart.rows, key=lambda row: -chart.size.get(row, 0.0))[:n]
    return tuple(row for row in chart.rows if row in set(ranked))


def figure_size(chart: RowChart, plan: Plan) -> tuple[float, float]:
    """Return the inches of a figure that holds all of the plan."""
    left = max(map(text_width, row_names(chart, plan)), default=1.0)
    wide = len(plan.columns) * (plan.dots + plan.counts + GAP)
    room = max(wide, 5.0 - left - 0.4)
    key = 0.22 * key_rows(chart, room) if plan.by != "series" else 0.25
    head = 0.22 if plan.by else 0.0
    return max(wide + left + 0.4, 5.0), 1.45 + key + head + max(plan.body, 0.6)


def _fitted(ax: Axes, chart: RowChart, plan: Plan) -> Plan:
    """Squeeze the rows into an Axes of a given height."""
    high = ax.get_window_extent().height / ax.figure.dpi
    if ax.figure.get_layout_engine() is not None:
        rows = key_rows(chart, key_room(ax, chart, plan))
        key = 0.2 * rows if plan.by != "series" else 0.2
        high = max(room_of(ax)[1] - 1.25 - key, 0.5)
    scale = min(high / plan.body, 1.4)
    values = {name: getattr(plan, name) for name in plan.__dataclass_fields__}
    return Plan(**(values | {"line": plan.line * scale, "gap": plan.gap * scale}))


def row_names(chart: RowChart, plan: Plan) -> list[str]:
    """Return what stands beside the rows, shortened."""
    return short_names((chart.names.get(row, row) for row in plan.rows), 38)


def letters_of(plan: Plan) -> float:
    """Return the size of names and counts that fits between the rows, in points."""
    return float(np.clip(72 * plan.step * 0.8, 4.5, 9.0))


def count_size(plan: Plan) -> float:
    """Return the size of counts that fits beside the dots, in points."""
    return min(letters_of(plan), line_points(plan) * 0.8, COUNTS)


def line_points(plan: Plan) -> float:
    """Return how far a dot stands from the next below it, in points."""
    return 72 * (plan.line if plan.n_lines > 1 else min(plan.gap, 0.21))


def key_columns(chart: RowChart, wide: float) -> int:
    """Return how many names of the key stand side by side in so many inches."""
    names = short_names((chart.names.get(name, name) for name in chart.series), 46)
    longest = max(map(text_width, names)) + _KEY_MARK
    return int(np.clip(wide / longest, 1, min(len(names), 3)))


def key_rows(chart: RowChart, wide: float) -> int:
    """Return how many lines the key takes in so many inches; none for one series."""
    if len(chart.series) < 2:
        return 0
    return 1 + -(-len(chart.series) // key_columns(chart, wide))


def key_room(ax: Axes, chart: RowChart, plan: Plan) -> float:
    """Return the inches under the frame and the counts."""
    wide, _ = room_of(ax)
    if wide < SMALL:
        return wide - 0.2
    left = max(map(text_width, row_names(chart, plan)), default=1.0)
    return wide - min(left, 0.4 * wide) - 0.2
