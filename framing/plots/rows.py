"""Rows of dots with intervals and n, in blocks, the series told by colour and mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.plots.style import (
    COLORS,
    GREY,
    INK,
    MARKERS,
    literal,
    short_name,
    short_names,
    spacing,
    text_width,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

__all__ = [
    "RowChart",
    "check_number",
    "draw_rows",
    "intervals_told",
    "place_rows",
    "rows_size",
]

_HEAD = 0.26  # inches for the name over a block of rows


@dataclass(frozen=True)
class RowChart:
    """Say what goes where, in inches from the top.

    ``dots`` has the columns ``row``, ``block``, ``series``, ``estimate``, ``low``,
    ``high``, ``dotted``, ``n`` and ``y``; ``rows`` the columns ``row``, ``block``,
    ``y``; ``heads`` maps the name of a block to its height.
    """

    dots: pd.DataFrame
    rows: pd.DataFrame
    heads: dict[str, float]
    series: tuple[str, ...]
    bottom: float
    left_out: str = ""
    line: float = 0.2

    @property
    def middle(self) -> float:
        """From the first dot of a row to the middle of the row."""
        return (len(self.series) - 1) * self.line / 2


def check_number(name: str, n: int) -> None:
    """Refuse what is less than 1."""
    if n < 1:
        msg = f"`{name}` must be 1 or more; got {n}."
        raise ValueError(msg)


def place_rows(
    dots: pd.DataFrame,
    blocks: Mapping[str, Sequence[str]],
    series: tuple[str, ...],
    left_out: str,
) -> RowChart:
    """Give every row and dot its height, from the top down."""
    line, gap = spacing(len(dots))
    step = len(series) * line + gap
    y, places, heads = 0.0, [], {}
    for block, rows in blocks.items():
        if block:
            heads[block] = y
            y += _HEAD
        for row in rows:
            places.append((block, row, y))
            y += step
    table = pd.DataFrame(places, columns=["block", "row", "y"])
    heights = table.set_index(["block", "row"])["y"]
    keys = pd.MultiIndex.from_frame(dots[["block", "row"]])
    lower = pd.Index(series).get_indexer(pd.Index(dots["series"])) * line
    placed = dots.assign(y=heights.reindex(keys).to_numpy(dtype=float) + lower)
    return RowChart(placed, table, heads, series, y - gap, left_out, line)


def rows_size(chart: RowChart) -> tuple[float, float]:
    """Return the size of a figure with these rows, in inches."""
    names = short_names(chart.rows["row"])
    left = max(map(text_width, names), default=1.0)
    legend = 0.2 * len(chart.series)
    return 5.6 + min(left, 3.0), 1.9 + legend + max(chart.bottom, 0.8)


def draw_rows(ax: Axes, chart: RowChart) -> None:
    """Draw every series, the names of rows and blocks, and n at the right."""
    for number, name in enumerate(chart.series):
        rows = chart.dots[chart.dots["series"] == name]
        _draw_series(ax, rows, COLORS[number], MARKERS[number], name)
    names = map(literal, short_names(chart.rows["row"]))
    ax.set_yticks(chart.rows["y"] + chart.middle, list(names))
    ax.set_ylim(chart.bottom - chart.line / 2 + 0.14, -chart.line / 2 - 0.14)
    to_right = ax.get_yaxis_transform()
    for name, y in chart.heads.items():
        ax.axhspan(y - 0.12, y + 0.12, color="#F2F2F2", zorder=0, linewidth=0)
        words = literal(short_name(name, 60))
        style: dict[str, Any] = {"fontsize": 9, "fontweight": "bold", "color": INK}
        ax.text(0.01, y, words, transform=to_right, va="center", **style)
    style = {"fontsize": 7.5, "color": GREY, "transform": to_right}
    longest = max(map(len, chart.dots["n"]))
    for y, n in zip(chart.dots["y"], chart.dots["n"], strict=True):
        note = ax.text(1.015, y, n, va="center", **style)
        # One of the longest is enough to know how much room all need.
        note.set_in_layout(len(n) == longest)
    top = ax.get_ylim()[1]
    ax.text(1.015, top, "n", va="bottom", **(style | {"color": INK}))
    _write_key(ax, chart)


def _draw_series(
    ax: Axes, rows: pd.DataFrame, color: str, marker: str, name: str
) -> None:
    bounded = rows[rows["low"].notna()]
    dotted = bounded["dotted"].astype(bool)
    sure, inside = bounded[~dotted], bounded[dotted]
    ax.hlines(sure["y"], sure["low"], sure["high"], color, "solid", linewidth=1.7)
    ax.hlines(
        inside["y"], inside["low"], inside["high"], color, "dotted", linewidth=1.7
    )
    face = np.where(rows["low"].notna(), color, "white")
    ax.scatter(
        rows["estimate"],
        rows["y"],
        s=34,
        marker=marker,
        facecolors=face.tolist(),
        edgecolors=color,
        linewidths=1.3,
        zorder=3,
    )
    # The key shows a full dot, whatever the first of the series looks like.
    label = literal(short_name(name, 46))
    ax.scatter([], [], s=34, marker=marker, color=color, label=label)


def intervals_told(chart: RowChart) -> str:
    """Say what lines and hollow dots mean, as far as there are any."""
    bounded = chart.dots["low"].notna()
    dotted = chart.dots["dotted"].astype(bool)
    told = ["Lines: 95% intervals over articles"] if (bounded & ~dotted).any() else []
    if (bounded & dotted).any():
        told.append("dotted: spread inside one article")
    if (~bounded).any():
        told.append("hollow: too few for an interval")
    first = "; ".join(told)
    return f"{first[0].upper()}{first[1:]}"


def _write_key(ax: Axes, chart: RowChart) -> None:
    if len(chart.series) < 2:
        return
    from matplotlib.transforms import ScaledTranslation

    longest = max(map(len, chart.series))
    below = ScaledTranslation(0, -0.45, ax.figure.dpi_scale_trans)
    ax.legend(
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=ax.transAxes + below,
        ncols=1 if longest > 24 else min(len(chart.series), 3),
        frameon=False,
        fontsize=9,
        handletextpad=0.2,
        borderaxespad=0,
    )
