"""A heatmap of groups and labels: the estimate and n in every cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from framing.comparison import Comparison
from framing.plots.cells import (
    SCALE_ROOM,
    add_scale,
    cells_axes,
    cells_room,
    draw_cells,
    has_single,
    write_cells,
    write_names,
)
from framing.plots.fonts import fit_fonts
from framing.plots.given import check_given
from framing.plots.naming import (
    busiest_labels,
    check_labels,
    group_names,
    group_noun,
    headline,
    label_noun,
)
from framing.plots.style import (
    blank,
    fit_names,
    left_of,
    new_axes,
    short_names,
    write_title,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes


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
        Which labels, in which order; by default the `max_labels` found, of tone those
        with estimates, in the most articles.
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
    TypeError
        If `result` is no Comparison.
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
    >>> tone = fr.compare(fr.score_actors(actors, scorer="fast"), by="outlet")
    >>> ax = fr.plot_heatmap(tone, max_labels=5)
    >>> len(ax.get_xticklabels())
    5
    """
    check_given(result, Comparison)
    if max_labels < 1:
        msg = f"`max_labels` must be 1 or more; got {max_labels}."
        raise ValueError(msg)
    n_rows, n_columns = cells_room(ax, (_MAX_ROWS, max_labels))
    if labels is None:
        shown = busiest_labels(result, n_columns)
    else:
        shown = check_labels(result, labels)
    table = result.table[result.table["label"].isin(shown)]
    if not len(table) or table["estimate"].isna().all():
        axes = new_axes(5, 2) if ax is None else ax
        return blank(axes, headline(result), "Nothing was found, so nothing is drawn.")
    cells = table.set_index(["group", "label"])
    rows = _rows(result, n_rows)
    grid = cells["estimate"].unstack().reindex(index=rows, columns=shown)
    called = group_names(result)
    names = short_names(called[name] for name in grid.index)
    axes = cells_axes(ax, names, shown)
    names = fit_names(axes, names, 8)
    image = draw_cells(axes, grid, cells, result.measure.center)
    write_names(axes, names, shown)
    told = write_cells(axes, image, grid, cells, _counts(result))
    add_scale(axes, image, result.measure.unit)
    told += "; pale: one article" if has_single(grid, cells) else ""
    told = _subtitle(result, grid, told, chosen=labels is not None)
    write_title(
        axes, headline(result), told, left=left_of(axes, names), right=SCALE_ROOM
    )
    return fit_fonts(axes)


def _rows(result: Comparison, n: int) -> list[str]:
    """Choose the groups to draw: all, or those with the most articles."""
    table = result.table.groupby("group", sort=False)
    size = pd.DataFrame({"n": table["n_docs"].max(), "hits": table["n_hits"].sum()})
    ranked = size.sort_values(["n", "hits"], ascending=False, kind="stable").index
    kept = set(ranked[:n])
    return [group for group in result.groups if group in kept]


def _counts(result: Comparison) -> str:
    """Say what the counts in the cells are."""
    if result.measure.name == "tone":
        return "articles with an estimate · scored sentences"
    return "articles with a hit · hits"


def _subtitle(
    result: Comparison, grid: pd.DataFrame, cells: str, *, chosen: bool
) -> str:
    told = f"{result.measure.unit}; {cells}"
    n_groups, n_labels = grid.shape
    kind = group_noun(result.by)
    if n_labels < len(result.labels):
        told += f"\n{n_labels} of {len(result.labels)} {label_noun(result)}"
        tone = result.measure.name == "tone"
        which = "with estimates" if tone else "found"
        told += "" if chosen else f", those {which} in the most articles"
    if n_groups < len(result.groups):
        most = "hits" if kind == "articles" else "articles"
        groups = f"{len(result.groups)} {kind}"
        told += f"\n{n_groups} of {groups}, those with the most {most}"
    return f"{told[0].upper()}{told[1:]}"
