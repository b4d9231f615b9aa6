"""Tables as coloured cells, with the estimate and n in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from framing.plots.style import GREY, INK, literal, short_names, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.colors import Normalize
    from matplotlib.image import AxesImage
    from numpy.typing import NDArray

__all__ = [
    "CELL",
    "add_scale",
    "cells_size",
    "draw_cells",
    "has_single",
    "write_cells",
    "write_names",
]

CELL = (0.86, 0.44)  # inches
_SUBTITLE = 4.2  # inches its longest line takes
_PALE = 0.35
_EMPTY = "#F2F2F2"


def cells_size(names: Sequence[str], shown: Sequence[str]) -> tuple[float, float]:
    """Return the size of a figure with these rows and columns, in inches."""
    left = max(map(text_width, names))
    top = max(map(text_width, short_names(shown, 24))) * 0.75
    wide = left + CELL[0] * len(shown) + 1.4
    return max(wide, left + _SUBTITLE), top + CELL[1] * len(names) + 1.5


def draw_cells(
    ax: Axes, grid: pd.DataFrame, cells: pd.DataFrame, center: float | None
) -> AxesImage:
    """Colour the cells of a table; those that rest on one article are pale."""
    values = grid.to_numpy(dtype=float)
    image = ax.imshow(
        np.ma.masked_invalid(values),
        cmap="Blues" if center is None else "PuOr_r",
        norm=_norm(values, center),
        aspect="auto",
        alpha=np.where(_single(grid, cells), _PALE, 1.0),
    )
    ax.set_facecolor(_EMPTY)
    return image


def _single(grid: pd.DataFrame, cells: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which cells rest on one article."""
    sizes = cells["n_docs_hit"].unstack()
    placed = sizes.reindex(index=grid.index, columns=grid.columns)
    single: NDArray[np.bool_] = placed.to_numpy(dtype=float) == 1
    return single


def has_single(grid: pd.DataFrame, cells: pd.DataFrame) -> bool:
    """Tell whether a cell with an estimate rests on one article."""
    return bool((_single(grid, cells) & grid.notna().to_numpy()).any())


def _norm(values: np.ndarray, center: float | None) -> Normalize:
    from matplotlib.colors import Normalize

    if center is None:
        return Normalize(0, float(np.nanmax(values)) or 1.0)
    reach = float(np.nanmax(np.abs(values - center))) or 1.0
    return Normalize(center - reach, center + reach)


def write_cells(
    ax: Axes, image: AxesImage, grid: pd.DataFrame, cells: pd.DataFrame
) -> None:
    """Write the estimate, and under it n, into each cell."""
    values, single = grid.to_numpy(dtype=float), _single(grid, cells)
    signed = "+.2f" if image.get_cmap().name == "PuOr_r" else ".3g"
    counts = cells[["n_docs_hit", "n_hits"]].to_dict("index")
    for y, x in np.ndindex(*values.shape):
        value = float(values[y, x])
        if np.isnan(value):
            ax.text(x, y, "–", ha="center", va="center", color=GREY, fontsize=9)
            continue
        n = counts[grid.index[y], grid.columns[x]]
        ink = _ink_on(image, value, _PALE if single[y, x] else 1.0)
        style: dict[str, Any] = {"ha": "center", "color": ink, "clip_on": True}
        shown = _written(value, signed)
        told = f"n={n['n_docs_hit']} · {n['n_hits']}"
        ax.text(x, y - 0.04, shown, va="bottom", fontsize=9, **style)
        ax.text(x, y + 0.04, told, va="top", fontsize=7, **style)
    for text in ax.texts:
        text.set_in_layout(False)  # they stay inside, and measuring them takes long


def _written(value: float, style: str) -> str:
    """Write a number without the sign of a rounded zero."""
    text = f"{value:{style}}"
    return "0.00" if text in {"+0.00", "-0.00"} else text


def _ink_on(image: AxesImage, value: float, alpha: float) -> str:
    """Choose dark or light letters, whichever stands out more (WCAG contrast)."""
    scaled = image.norm(np.array([value]))
    rgb = np.asarray(image.cmap(scaled), dtype=float)[0, :3]
    rgb = alpha * rgb + (1 - alpha) * int(_EMPTY[1:3], 16) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    luminance = float(linear @ [0.2126, 0.7152, 0.0722])
    return INK if luminance > 0.18 else "white"


def write_names(ax: Axes, names: Sequence[str], shown: Sequence[str]) -> None:
    """Write the names of rows and columns, turned where they are long."""
    ax.set_yticks(range(len(names)), names, fontsize=9, color=INK)
    short = [literal(name) for name in short_names(shown, 24)]
    ax.set_xticks(range(len(shown)), short, fontsize=9, color=INK)
    turned = max(map(text_width, short)) > CELL[0]
    for tick in ax.get_xticklabels():
        tick.set(rotation=35 if turned else 0, ha="right" if turned else "center")
        tick.set_rotation_mode("anchor")
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.set_xticks(np.arange(len(shown) + 1) - 0.5, minor=True)
    ax.set_yticks(np.arange(len(names) + 1) - 0.5, minor=True)
    ax.grid(which="minor", color="white", linewidth=2)
    ax.tick_params(which="minor", length=0)


def add_scale(ax: Axes, image: AxesImage, unit: str) -> None:
    """Draw what the colours mean."""
    bar = ax.figure.colorbar(image, ax=ax, fraction=0.03, pad=0.02, aspect=24)
    bar.set_label(unit, fontsize=9, color=INK)
    bar.outline.set_visible(False)
    bar.ax.tick_params(labelsize=8, length=0)
