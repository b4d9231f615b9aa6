"""Rows of dots with intervals and n, side by side in columns where there are many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.ticker import MaxNLocator

from framing.comparison.bounds import UNBOUNDED
from framing.plots.fonts import fit_fonts
from framing.plots.notes import write_notes
from framing.plots.row_plan import (
    COUNTS,
    GAP,
    MAX_SERIES,
    SMALL,
    Plan,
    RowChart,
    count_size,
    figure_size,
    key_columns,
    key_room,
    letters_of,
    line_points,
    plan_rows,
)
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
    short_name,
    short_names,
    text_width,
    under_axis,
    write_title,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["check_number", "draw_rows", "intervals_told"]

_HALF_DOT = 0.055  # inches; beyond the frame it would be cut off
_NO_COUNTS = "n: in the table, there is no room for it here"
_FEW_TICKS = 0.75  # inches of a column that has room for two numbers under it


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
    plan = plan_rows(chart, ax)
    if count_size(plan) < LEAST_SIZE:
        chart = replace(chart, dots=chart.dots.assign(n=""))
        plan, counts = plan_rows(chart, ax), _NO_COUNTS
    axes = new_axes(*figure_size(chart, plan)) if ax is None else ax
    placed = _placed(chart, plan)
    for number, name in enumerate(chart.series):
        _draw_series(axes, placed[placed["series"] == name], number, chart, plan)
    size = letters_of(plan)
    names = fit_names(axes, (chart.names.get(row, row) for row in plan.rows), size)
    axes.set_yticks(_middles(plan), list(map(literal, names)))
    axes.set_ylim(plan.body - plan.gap / 2 - 0.02, -plan.gap / 2 + 0.02)
    _write_counts(axes, chart, plan, placed)
    _write_scale(axes, chart, plan, unit)
    told = f"{told}\n{counts}{_left_out(chart, plan)}"
    _write_title(axes, plan, _titled(chart, title), told, names)
    finish(axes)
    _write_key(axes, chart, plan)
    axes.tick_params(axis="y", labelsize=size, length=0 if plan.by else 3)
    axes.spines["bottom"].set_visible(not plan.by)
    return fit_fonts(axes)


def _titled(chart: RowChart, title: str) -> str:
    """Name what all dots are of, where no key and no head does."""
    if len(chart.series) > 1:
        return title
    name = chart.series[0]
    return f"{title}: {short_name(chart.names.get(name, name))}"


def _write_title(
    ax: Axes, plan: Plan, title: str, told: str, names: Sequence[str]
) -> None:
    """Write the title over the names, and over the heads of columns."""
    left, lift = left_of(ax, names, letters_of(plan)), 14 if plan.by else 0
    write_title(ax, title, told, left=left, lift=lift)


def intervals_told(chart: RowChart, inside: str) -> str:
    """Say what lines, open dots and arrows mean, as far as there are any."""
    dots, (lowest, highest) = chart.dots, chart.limits
    bounded = dots["low"].notna()
    dotted = dots["dotted"].astype(bool)
    told = ["lines: 95% intervals over articles"] if (bounded & ~dotted).any() else []
    if (bounded & dotted).any():
        told.append(f"dotted: 95%, {inside}")
    if (~bounded).any():
        told.append(f"open: {UNBOUNDED}")
    if ((dots["low"] < lowest) | (dots["high"] > highest)).any():
        told.append("arrow: the interval goes on beyond the scale")
    first = "; ".join(told) or "no intervals"
    return f"{first[0].upper()}{first[1:]}"


def _middles(plan: Plan) -> list[float]:
    middle = (plan.n_lines - 1) * plan.line / 2
    return [i * plan.step + middle for i in range(len(plan.rows))]


def _width(chart: RowChart, plan: Plan) -> float:
    """Return how far columns stand apart, in units of the scale."""
    low, high = chart.limits
    return (high - low) * (plan.dots + plan.counts + GAP) / plan.dots


def _placed(chart: RowChart, plan: Plan) -> pd.DataFrame:
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
    ax: Axes, rows: pd.DataFrame, number: int, chart: RowChart, plan: Plan
) -> None:
    color, marker = COLORS[number % MAX_SERIES], MARKERS[number % MAX_SERIES]
    size = float(np.clip(line_points(plan) ** 2 / 3, 6, 36))
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


def _draw_lines(
    ax: Axes, rows: pd.DataFrame, color: str, style: Any, limits: tuple[float, float]
) -> None:
    low, high = (rows[side].clip(*limits) + rows["shift"] for side in ("low", "high"))
    ax.hlines(rows["y"], low, high, color, style, linewidth=1.6)


def _write_counts(ax: Axes, chart: RowChart, plan: Plan, placed: pd.DataFrame) -> None:
    """Write n beside every dot, right of its column, as large as there is room."""
    high = chart.limits[1] + _pad(chart, plan)
    space = (chart.limits[1] - chart.limits[0]) * 0.05 / plan.dots
    x, notes = placed["shift"] + high + space, list(placed["n"])
    if plan.counts:
        size = count_size(plan)
        write_notes(ax, x, placed["y"], notes, size=size, colors=GREY)
    step, n = _width(chart, plan), len(plan.columns)
    style: dict[str, Any] = {"color": INK, "va": "bottom", "clip_on": False}
    style |= {"xycoords": ax.get_xaxis_transform(), "textcoords": "offset points"}
    for number, name in enumerate(plan.columns):
        start = chart.limits[0] - _pad(chart, plan) + number * step
        head = literal(_column_head(chart, plan, name)) if plan.by else ""
        if head:
            ax.annotate(
                head, (start, 1), (0, 3), fontsize=8.5, fontweight="bold", **style
            )
        if plan.counts and (not plan.by or n == 1):
            at = high + space + number * step
            ax.annotate("n", (at, 1), (0, 3), fontsize=COUNTS, **style)


def _column_head(chart: RowChart, plan: Plan, name: str) -> str:
    """Shorten the name of a column so that it ends before the next."""
    wide = plan.dots + plan.counts
    width = max(int(wide / text_width("x", 9.2)), 6)
    names = [chart.names.get(column, column) for column in plan.columns]
    return short_names(names, width)[plan.columns.index(name)]


def _pad(chart: RowChart, plan: Plan) -> float:
    """Return how far the frame reaches beyond the scale: half a dot, or an arrow."""
    return max(0.03, _HALF_DOT / plan.dots) * (chart.limits[1] - chart.limits[0])


def _write_scale(ax: Axes, chart: RowChart, plan: Plan, unit: str) -> None:
    """Write the same scale under every column."""
    low, high = chart.limits
    n_ticks = max(int(plan.dots / 0.55), 1)
    locator = MaxNLocator(n_ticks, steps=[1, 2, 2.5, 5, 10])
    ticks = np.asarray(locator.tick_values(low, high))
    pad, step = _pad(chart, plan), _width(chart, plan)
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


def _left_out(chart: RowChart, plan: Plan) -> str:
    """Say how many rows and columns are not drawn."""
    rows, columns = plan.dropped
    kind = chart.nouns[0]
    fewest = "the fewest hits" if kind == "articles" else "the fewest articles and hits"
    told = f"\n{rows} more {kind} not drawn, those with {fewest}" if rows else ""
    across = chart.nouns[1 if plan.by == "series" else 2]
    return told + (f"\n{columns} more {across} not drawn" if columns else "")


def _write_key(ax: Axes, chart: RowChart, plan: Plan) -> None:
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
        ncols=key_columns(chart, key_room(ax, chart, plan)),
        frameon=False,
        fontsize=9,
        handletextpad=0.2,
        borderaxespad=0,
        title=f"Colours: {chart.nouns[1]}",
        title_fontsize=8.5,
        alignment="left",
    )
    key.get_title().set_color(GREY)


def _key_aside(ax: Axes, plan: Plan) -> float:
    """Return how far the key starts left of the frame, which a small Axes needs."""
    if room_of(ax)[0] >= SMALL:
        return 0.0
    names = [tick.get_text() for tick in ax.get_yticklabels()]
    return left_of(ax, names, letters_of(plan))
