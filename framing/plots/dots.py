"""Dots and intervals: estimates of a comparison, with n beside every one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.plots.naming import busiest_labels, check_labels, group_names, headline
from framing.plots.style import (
    COLORS,
    GREY,
    INK,
    MARKERS,
    blank,
    finish,
    literal,
    new_axes,
    short_names,
    spacing,
    text_width,
    write_title,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from framing.comparison import Comparison

__all__ = ["plot_comparison"]

_MAX_ROWS = 40
_MAX_SERIES = len(COLORS)


def plot_comparison(
    result: Comparison,
    *,
    labels: Sequence[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw estimates with their intervals, and n beside every one.

    Use it for a few groups and labels; with many of both, a heatmap is easier to read.

    Parameters
    ----------
    result : Comparison
        From :func:`framing.compare`.
    labels : sequence of str, optional
        Which labels, in which order; by default those found in the most articles, as
        many as can be told apart.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure of fitting size.

    Returns
    -------
    matplotlib Axes
        The Axes drawn on.

    Raises
    ------
    KeyError
        If a label is not in the comparison.

    See Also
    --------
    framing.compare : Make the comparison that is drawn.
    framing.plot_heatmap : The same for many groups and labels.

    Notes
    -----
    A solid line is a 95% interval from the spread between articles; a dotted line tells
    uncertainty inside the articles only; a hollow dot has no interval; an arrow says
    that an interval goes on beyond the frame. The longer of groups and labels makes the
    rows, the other the colours. Rows beyond 30 are left out, those with the fewest
    articles first, and the subtitle says so.

    Examples
    --------
    >>> import framing as fr
    >>> frames = fr.find_frames(fr.load_example("caravan"))
    >>> ax = fr.plot_comparison(fr.compare(frames, by="outlet"))
    >>> ax.get_xlabel()
    'hits per 1,000 words'
    """
    chart = _chart(result, labels)
    axes = new_axes(*_size(chart)) if ax is None else ax
    if not len(chart.table):
        return blank(axes, headline(result), "Nothing was found, so nothing is drawn.")
    called = short_names((chart.names[name] for name in chart.series), 46)
    for number, name in enumerate(chart.series):
        rows = chart.table[chart.table["series"] == name]
        _draw_series(axes, rows, COLORS[number], MARKERS[number], called[number])
    _write_rows(axes, chart)
    _set_reach(axes, chart, bounded=result.measure.name == "tone")
    _write_n(axes, chart)
    if result.measure.center is not None:
        axes.axvline(result.measure.center, color=GREY, linewidth=0.9, zorder=0)
    axes.set_xlabel(result.measure.unit, color=INK, fontsize=9)
    write_title(axes, headline(result), _subtitle(result, chart))
    _write_key(axes, chart)
    finish(axes, grid="x")
    return axes


@dataclass(frozen=True)
class _Chart:
    """What goes where: `table` is the comparison's with ``row``, ``series``, ``y``."""

    table: pd.DataFrame
    rows: tuple[str, ...]
    series: tuple[str, ...]
    names: dict[str, str]
    left_out: int
    line: float
    gap: float

    @property
    def step(self) -> float:
        """From one row to the next."""
        return len(self.series) * self.line + self.gap


def _chart(result: Comparison, labels: Sequence[str] | None) -> _Chart:
    chosen = check_labels(result, labels) if labels is not None else result.labels
    if labels is None and len(result.groups) > _MAX_SERIES:
        chosen = busiest_labels(result, _MAX_SERIES)
    table = result.table
    table = table[table["label"].isin(chosen) & _drawable(table)]
    groups = tuple(name for name in result.groups if name in set(table["group"]))
    found = tuple(name for name in chosen if name in set(table["label"]))
    by_group = len(found) <= _MAX_SERIES and len(groups) >= len(found)
    kinds = ("group", "label") if by_group else ("label", "group")
    rows, series = (groups, found) if by_group else (found, groups)
    kept = _most_articles(table, kinds[0], rows)
    placed = table[table[kinds[0]].isin(kept)].rename(
        columns={kinds[0]: "row", kinds[1]: "series"}
    )
    line, gap = spacing(len(placed))
    row = pd.Index(kept).get_indexer(pd.Index(placed["row"]))
    place = pd.Index(series).get_indexer(pd.Index(placed["series"]))
    # From the top down, in inches; a row is as tall as its dots need.
    placed = placed.assign(y=row * (len(series) * line + gap) + place * line)
    names = {name: name for name in (*groups, *found)} | group_names(result)
    return _Chart(placed, kept, series, names, len(rows) - len(kept), line, gap)


def _drawable(table: pd.DataFrame) -> pd.Series[bool]:
    return table["estimate"].notna()


def _most_articles(
    table: pd.DataFrame, kind: str, names: tuple[str, ...]
) -> tuple[str, ...]:
    if len(names) <= _MAX_ROWS:
        return names
    size = table.groupby(kind)[["n_docs", "n_hits"]].max()
    ranked = size.sort_values(["n_docs", "n_hits"], ascending=False).index[:_MAX_ROWS]
    return tuple(name for name in names if name in set(ranked))


def _size(chart: _Chart) -> tuple[float, float]:
    left = max(map(text_width, _row_names(chart)), default=0.0)
    body = len(chart.rows) * chart.step
    return 5.6 + min(left, 3.0), 1.95 + max(body, 0.8)


def _row_names(chart: _Chart) -> list[str]:
    return list(map(literal, short_names((chart.names[n] for n in chart.rows), 38)))


def _draw_series(
    ax: Axes, rows: pd.DataFrame, color: str, marker: str, name: str
) -> None:
    bounded = rows[rows["low"].notna()]
    spread = bounded["interval"].str.startswith(("jackknife", "welch", "t"))
    sure, counted = bounded[spread], bounded[~spread]
    ax.hlines(sure["y"], sure["low"], sure["high"], color, "solid", linewidth=1.8)
    ax.hlines(
        counted["y"], counted["low"], counted["high"], color, "dotted", linewidth=1.8
    )
    face = np.where(rows["low"].notna(), color, "white")
    ax.scatter(
        rows["estimate"],
        rows["y"],
        s=38,
        marker=marker,
        facecolors=face.tolist(),
        edgecolors=color,
        linewidths=1.3,
        zorder=3,
        label=literal(name),
    )


def _write_rows(ax: Axes, chart: _Chart) -> None:
    step, half = chart.step, chart.line / 2
    middle = (len(chart.series) - 1) * half
    places = [i * step + middle for i in range(len(chart.rows))]
    ax.set_yticks(places, _row_names(chart))
    bottom = len(chart.rows) * step - chart.gap
    ax.set_ylim(bottom - half + 0.12, -half - 0.12)
    for place in places[:-1]:
        ax.axhline(place + step / 2, color="#EEEEEE", linewidth=0.8, zorder=0)


def _set_reach(ax: Axes, chart: _Chart, *, bounded: bool) -> None:
    """Keep a few huge intervals from squeezing all others; arrows show they go on."""
    ends = chart.table[["low", "high", "estimate"]].to_numpy(dtype=float)
    center = chart.table["estimate"].to_numpy(dtype=float)
    # Where all estimates are zero, the intervals alone say what can be told.
    spread = max(float(np.ptp(center)), float(np.abs(center).max())) or math.inf
    low, high = float(np.nanmin(ends)), float(np.nanmax(ends))
    if not bounded:
        low = max(low, float(center.min()) - spread)
        high = min(high, float(center.max()) + spread)
    pad = 0.03 * (high - low) or 0.1
    ax.set_xlim(low - pad, high + pad)
    for side, marker, limit in (("low", "<", low), ("high", ">", high)):
        beyond = (
            chart.table[side] < limit if side == "low" else chart.table[side] > limit
        )
        y = chart.table.loc[beyond, "y"]
        at = np.full(len(y), limit - pad / 2 if side == "low" else limit + pad / 2)
        ax.scatter(at, y, s=14, marker=marker, color=GREY, zorder=4)


def _write_n(ax: Axes, chart: _Chart) -> None:
    """Write articles and hits beside every dot, right of the frame."""
    to_right = ax.get_yaxis_transform()
    style: dict[str, Any] = {"fontsize": 7.5, "color": GREY, "va": "center"}
    style["transform"] = to_right
    columns = ("y", "n_docs_hit", "n_docs", "n_hits")
    rows = list(zip(*(chart.table[name].tolist() for name in columns), strict=True))
    told = [f"{hit}/{of} · {hits}" for _, hit, of, hits in rows]
    longest = max(map(len, told))
    for (y, *_), text in zip(rows, told, strict=True):
        note = ax.text(1.015, y, text, ha="left", **style)
        # One of the longest is enough to know how much room all need.
        note.set_in_layout(len(text) == longest)
    top = ax.get_ylim()[1]
    ax.text(1.015, top, "n", ha="left", **(style | {"va": "bottom", "color": INK}))


def _subtitle(result: Comparison, chart: _Chart) -> str:
    solid = chart.table["interval"].str.startswith(("jackknife", "welch", "t"))
    bounded = chart.table["low"].notna()
    told = []
    if (solid & bounded).any():
        told.append("lines: 95% intervals over articles")
    tone = result.measure.name == "tone"
    if (~solid & bounded).any():
        inside = "spread inside one article" if tone else "counting uncertainty only"
        told.append(f"dotted: 95%, {inside}")
    if (~bounded).any():
        told.append("hollow: too few for an interval")
    first = "; ".join(told) or "no intervals"
    hit, hits = ("an estimate", "scored sentences") if tone else ("a hit", "hits")
    second = f"n: articles with {hit} / articles · {hits}"
    more = f" ({chart.left_out} more rows not drawn)" if chart.left_out else ""
    return f"{first[0].upper()}{first[1:]}\n{second}{more}"


def _write_key(ax: Axes, chart: _Chart) -> None:
    if len(chart.series) < 2:
        return
    from matplotlib.transforms import ScaledTranslation

    longest = max(len(chart.names[name]) for name in chart.series)
    below = ScaledTranslation(0, -0.45, ax.figure.dpi_scale_trans)
    ax.legend(
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=ax.transAxes + below,
        ncols=1 if longest > 24 else min(len(chart.series), 4),
        frameon=False,
        fontsize=9,
        handletextpad=0.2,
        borderaxespad=0,
    )
