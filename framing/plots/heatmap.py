"""A heatmap of groups and labels: the estimate and n in every cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from framing.plots.cells import (
    add_scale,
    cells_size,
    draw_cells,
    has_single,
    write_cells,
    write_names,
)
from framing.plots.naming import busiest_labels, check_labels, group_names, headline
from framing.plots.style import blank, literal, new_axes, short_names, write_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from framing.comparison import Comparison

__all__ = ["plot_heatmap"]

_MAX_ROWS = 40


def plot_heatmap(
    result: Comparison,
    *,
    labels: Sequence[str] | None = None,
    max_labels: int = 12,
    ax: Axes | None = None,
) -> Axes:
    """Draw a heatmap of groups and labels, such as the tone of outlets toward actors.

    Intervals do not fit into cells: read them in the table, or draw fewer labels with
    :func:`framing.plot_comparison`.

    Parameters
    ----------
    result : Comparison
        From :func:`framing.compare`.
    labels : sequence of str, optional
        Which labels, in which order; by default the `max_labels` found in the most
        articles.
    max_labels : int, default 12
        How many labels to show by default.
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
    ValueError
        If `max_labels` is less than 1.

    See Also
    --------
    framing.compare : Make the comparison that is drawn.
    framing.plot_comparison : Few groups and labels, with intervals.

    Notes
    -----
    Each cell shows the estimate and, under it, the number of articles and of hits
    behind it; a cell that rests on one article is pale. A cell without a hit is left
    empty where the measure is undefined without one. Values with a meaningful middle
    (tone, balance) are coloured on both sides. Beyond 40 groups those with the fewest
    articles are left out; the subtitle says so.

    Examples
    --------
    >>> import framing as fr
    >>> actors = fr.find_actors(fr.load_example("caravan"))
    >>> tone = fr.compare(fr.score_actors(actors), by="outlet")
    >>> ax = fr.plot_heatmap(tone, max_labels=5)
    >>> len(ax.get_xticklabels())
    5
    """
    if max_labels < 1:
        msg = f"`max_labels` must be 1 or more; got {max_labels}."
        raise ValueError(msg)
    if labels is None:
        shown = busiest_labels(result, max_labels)
    else:
        shown = check_labels(result, labels)
    table = result.table[result.table["label"].isin(shown)]
    if not len(table) or table["estimate"].isna().all():
        axes = new_axes(5, 2) if ax is None else ax
        return blank(axes, headline(result), "Nothing was found, so nothing is drawn.")
    cells = table.set_index(["group", "label"])
    grid = cells["estimate"].unstack().reindex(index=_rows(result), columns=shown)
    called = group_names(result)
    names = list(map(literal, short_names(called[name] for name in grid.index)))
    axes = new_axes(*cells_size(names, shown)) if ax is None else ax
    image = draw_cells(axes, grid, cells, result.measure.center)
    write_cells(axes, image, grid, cells)
    write_names(axes, names, shown)
    add_scale(axes, image, result.measure.unit)
    told = _subtitle(result, shown, pale=has_single(grid, cells))
    write_title(axes, headline(result), told)
    return axes


def _rows(result: Comparison) -> list[str]:
    """Choose the groups to draw: all, or those with the most articles."""
    table = result.table.groupby("group", sort=False)
    size = pd.DataFrame({"n": table["n_docs"].max(), "hits": table["n_hits"].sum()})
    ranked = size.sort_values(["n", "hits"], ascending=False, kind="stable").index
    kept = set(ranked[:_MAX_ROWS])
    return [group for group in result.groups if group in kept]


def _subtitle(result: Comparison, shown: Sequence[str], *, pale: bool) -> str:
    counts = "articles with a hit · hits"
    if result.measure.name == "tone":
        counts = "articles with an estimate · scored sentences"
    told = f"{result.measure.unit}\nunder it n = {counts}"
    told += "; pale: one article" if pale else ""
    if len(shown) < len(result.labels):
        told += f"\n{len(shown)} of {len(result.labels)} labels, those in most articles"
    n_rows = min(len(result.groups), _MAX_ROWS)
    if n_rows < len(result.groups):
        told += f"\n{n_rows} of {len(result.groups)} groups, those with most articles"
    return f"{told[0].upper()}{told[1:]}"
