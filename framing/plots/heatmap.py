"""A heatmap of groups and labels: the estimate and n in every cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.plots.naming import busiest_labels, check_labels, group_names, headline
from framing.plots.style import (
    GREY,
    INK,
    blank,
    literal,
    new_axes,
    short_name,
    text_width,
    write_title,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.colors import Normalize
    from matplotlib.image import AxesImage

    from framing.comparison import Comparison

__all__ = ["plot_heatmap"]

_CELL = (0.86, 0.44)  # inches
_MAX_ROWS = 40
_SUBTITLE = 4.2  # inches its longest line takes


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
    behind it. A cell without a hit is left empty where the measure is undefined without
    one. Values with a meaningful middle (tone, balance) are coloured on both sides.
    Beyond 40 groups those with the fewest articles are left out; the subtitle says so.

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
    names = [literal(short_name(group_names(result)[name])) for name in grid.index]
    axes = new_axes(*_size(names, shown)) if ax is None else ax
    image = _draw_cells(axes, grid, result.measure.center)
    _write_cells(axes, image, grid, cells)
    _write_names(axes, names, shown)
    _add_scale(axes, image, result.measure.unit)
    write_title(axes, headline(result), _subtitle(result, shown))
    return axes


def _rows(result: Comparison) -> list[str]:
    """Choose the groups to draw: all, or those with the most articles."""
    table = result.table.groupby("group", sort=False)
    size = pd.DataFrame({"n": table["n_docs"].max(), "hits": table["n_hits"].sum()})
    ranked = size.sort_values(["n", "hits"], ascending=False, kind="stable").index
    kept = set(ranked[:_MAX_ROWS])
    return [group for group in result.groups if group in kept]


def _size(names: Sequence[str], shown: Sequence[str]) -> tuple[float, float]:
    left = max(map(text_width, names))
    top = max(text_width(short_name(name, 24)) for name in shown) * 0.75
    wide = left + _CELL[0] * len(shown) + 1.4
    return max(wide, left + _SUBTITLE), top + _CELL[1] * len(names) + 1.5


def _draw_cells(ax: Axes, grid: pd.DataFrame, center: float | None) -> AxesImage:
    values = grid.to_numpy(dtype=float)
    image = ax.imshow(
        np.ma.masked_invalid(values),
        cmap="Blues" if center is None else "PuOr_r",
        norm=_norm(values, center),
        aspect="auto",
    )
    ax.set_facecolor("#F2F2F2")
    return image


def _norm(values: np.ndarray, center: float | None) -> Normalize:
    from matplotlib.colors import Normalize

    if center is None:
        return Normalize(0, float(np.nanmax(values)) or 1.0)
    reach = float(np.nanmax(np.abs(values - center))) or 1.0
    return Normalize(center - reach, center + reach)


def _write_cells(
    ax: Axes, image: AxesImage, grid: pd.DataFrame, cells: pd.DataFrame
) -> None:
    values = grid.to_numpy(dtype=float)
    signed = "+.2f" if image.get_cmap().name == "PuOr_r" else ".3g"
    for y, group in enumerate(grid.index):
        for x, label in enumerate(grid.columns):
            value = float(values[y, x])
            if np.isnan(value):
                ax.text(x, y, "–", ha="center", va="center", color=GREY, fontsize=9)
                continue
            row = cells.loc[(group, label)]
            ink = _ink_on(image, value)
            style: dict[str, Any] = {"ha": "center", "color": ink, "clip_on": True}
            shown = _written(value, signed)
            ax.text(x, y - 0.04, shown, va="bottom", fontsize=9, **style)
            counts = f"n={row['n_docs_hit']} · {row['n_hits']}"
            ax.text(x, y + 0.04, counts, va="top", fontsize=7, **style)


def _written(value: float, style: str) -> str:
    """Write a number without the sign of a rounded zero."""
    text = f"{value:{style}}"
    return "0.00" if text in {"+0.00", "-0.00"} else text


def _ink_on(image: AxesImage, value: float) -> str:
    """Choose dark or light letters, whichever stands out more (WCAG contrast)."""
    scaled = image.norm(np.array([value]))
    rgb = np.asarray(image.cmap(scaled), dtype=float)[0, :3]
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    luminance = float(linear @ [0.2126, 0.7152, 0.0722])
    return INK if luminance > 0.18 else "white"


def _write_names(ax: Axes, names: Sequence[str], shown: Sequence[str]) -> None:
    ax.set_yticks(range(len(names)), names, fontsize=9, color=INK)
    short = [literal(short_name(name, 24)) for name in shown]
    ax.set_xticks(range(len(shown)), short, fontsize=9, color=INK)
    turned = max(map(text_width, short)) > _CELL[0]
    for tick in ax.get_xticklabels():
        tick.set(rotation=35 if turned else 0, ha="right" if turned else "center")
        tick.set_rotation_mode("anchor")
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.set_xticks(np.arange(len(shown) + 1) - 0.5, minor=True)
    ax.set_yticks(np.arange(len(names) + 1) - 0.5, minor=True)
    ax.grid(which="minor", color="white", linewidth=2)
    ax.tick_params(which="minor", length=0)


def _add_scale(ax: Axes, image: AxesImage, unit: str) -> None:
    bar = ax.figure.colorbar(image, ax=ax, fraction=0.03, pad=0.02, aspect=24)
    bar.set_label(unit, fontsize=9, color=INK)
    bar.outline.set_visible(False)
    bar.ax.tick_params(labelsize=8, length=0)


def _subtitle(result: Comparison, shown: Sequence[str]) -> str:
    counts = "articles with a hit · hits"
    if result.measure.name == "tone":
        counts = "articles with an estimate · scored sentences"
    told = f"{result.measure.unit}\nunder it n = {counts}"
    if len(shown) < len(result.labels):
        told += f"\n{len(shown)} of {len(result.labels)} labels, those in most articles"
    n_rows = min(len(result.groups), _MAX_ROWS)
    if n_rows < len(result.groups):
        told += f"\n{n_rows} of {len(result.groups)} groups, those with most articles"
    return f"{told[0].upper()}{told[1:]}"
