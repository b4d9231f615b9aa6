"""Dots and intervals: estimates of a comparison, with n beside every one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from framing.comparison import Comparison
from framing.comparison.bounds import drop_unbounded
from framing.plots.given import check_given
from framing.plots.naming import (
    busiest_labels,
    check_labels,
    group_names,
    group_noun,
    headline,
    label_noun,
)
from framing.plots.row_plan import MAX_SERIES, RowChart
from framing.plots.rows import draw_rows, intervals_told
from framing.plots.style import blank, new_axes

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes


__all__ = ["plot_comparison"]

_MAX_LABELS = 4  # by default, where groups are the rows


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
        Which labels, in which order; by default all, and of more than 7 groups the
        four found in the most articles.
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
        If a label is not in the comparison.

    See Also
    --------
    framing.compare : Make the comparison that is drawn.
    framing.plot_heatmap : The same for many groups and labels.

    Notes
    -----
    A solid line is a 95% interval from the spread between articles; a dotted line tells
    uncertainty inside the articles only; an arrow says that an interval goes on beyond
    the frame. An open dot has no interval, or one that bounds nothing and stands in the
    table only, with ``too few to bound`` in its ``note``. The longer of groups and
    labels makes the rows, the other the colours; where there are many dots, they stand
    in columns side by side that share one scale, each shifted along the x axis. Rows
    that find no room are left out, those with the fewest articles first, and the
    subtitle says so.

    Examples
    --------
    >>> import framing as fr
    >>> frames = fr.find_frames(fr.load_example("caravan"))
    >>> ax = fr.plot_comparison(fr.compare(frames, by="outlet"))
    >>> ax.get_xlabel()
    'hits per 1,000 words'
    """
    check_given(result, Comparison)
    chart, told = _chart(result, labels)
    if not len(chart.dots):
        axes = new_axes(5, 2) if ax is None else ax
        return blank(axes, headline(result), "Nothing was found, so nothing is drawn.")
    return draw_rows(
        chart,
        ax,
        title=headline(result),
        told=intervals_told(chart, _inside(result)) + told,
        counts=_counts(result),
        unit=result.measure.unit,
    )


def _chart(result: Comparison, labels: Sequence[str] | None) -> tuple[RowChart, str]:
    chosen = check_labels(result, labels) if labels is not None else result.labels
    if labels is None and len(result.groups) > MAX_SERIES:
        chosen = busiest_labels(result, _MAX_LABELS)
    table = drop_unbounded(result.table, scale=result.measure.scale)
    table = table[table["label"].isin(chosen) & table["estimate"].notna()]
    groups = tuple(name for name in result.groups if name in set(table["group"]))
    found = tuple(name for name in chosen if name in set(table["label"]))
    by_group = len(groups) > MAX_SERIES or len(groups) >= len(found)
    kinds = ("group", "label") if by_group else ("label", "group")
    sizes = table.groupby(kinds[0])[["n_docs_hit", "n_hits"]].sum()
    if by_group:
        sizes = table.groupby("group")[["n_docs", "n_hits"]].max()
    ranked = sizes.sort_values(list(sizes.columns), kind="stable").index
    tone = result.measure.name == "tone"
    nouns = group_noun(result.by), label_noun(result)
    chart = RowChart(
        dots=_dots(table).rename(columns={kinds[0]: "row", kinds[1]: "series"}),
        rows=groups if by_group else found,
        series=found if by_group else groups,
        blocks=(),
        names=group_names(result),
        limits=_limits(table, bounded=tone) if len(table) else (0.0, 1.0),
        center=result.measure.center,
        size={name: float(rank) for rank, name in enumerate(ranked)},
        nouns=(*(nouns if by_group else nouns[::-1]), ""),
    )
    told = ", those in the most articles" if labels is None else ""
    return chart, _some(result, chosen, told)


def _some(result: Comparison, chosen: Sequence[str], which: str) -> str:
    n, kind = len(result.labels), label_noun(result)
    return f"\n{len(chosen)} of {n} {kind}{which}" if len(chosen) < n else ""


def _dots(table: pd.DataFrame) -> pd.DataFrame:
    """Add what is written beside each dot, and whether its interval is dotted."""
    columns = (table["n_docs_hit"], table["n_docs"], table["n_hits"])
    counts = [f"{hit}/{of} · {hits}" for hit, of, hits in zip(*columns, strict=True)]
    spread = table["interval"].str.startswith(("jackknife", "welch", "t"))
    return table.assign(n=counts, dotted=~spread)


def _limits(table: pd.DataFrame, *, bounded: bool) -> tuple[float, float]:
    """Keep a few huge intervals from squeezing all others; arrows show they go on."""
    ends = table[["low", "high", "estimate"]].to_numpy(dtype=float)
    center = table["estimate"].to_numpy(dtype=float)
    # Where all estimates are zero, the intervals alone say what can be told.
    spread = max(float(np.ptp(center)), float(np.abs(center).max())) or math.inf
    low, high = float(np.nanmin(ends)), float(np.nanmax(ends))
    if bounded:  # a scale with a middle, the same on both sides
        reach = max(-low, high, 0.1)
        return -reach, reach
    low = max(low, float(center.min()) - spread)
    high = min(high, float(center.max()) + spread)
    if high > low:
        return low, high
    # One value alone: from zero, below which no rate is.
    return min(low, 0.0), max(1.1 * high, 0.0) or 1.0


def _inside(result: Comparison) -> str:
    """Say what a dotted interval tells."""
    tone = result.measure.name == "tone"
    return "spread inside one article" if tone else "counting uncertainty only"


def _counts(result: Comparison) -> str:
    """Say what the counts beside the dots are."""
    tone = result.measure.name == "tone"
    hit, hits = ("an estimate", "scored sentences") if tone else ("a hit", "hits")
    return f"n: articles with {hit} / articles · {hits}"
