"""Tables as coloured cells, with the estimate and n in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.plots.notes import measure_text, write_notes
from framing.plots.style import (
    INK,
    LEAST_SIZE,
    literal,
    new_axes,
    room_of,
    short_names,
    text_width,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.colors import Normalize
    from matplotlib.image import AxesImage
    from numpy.typing import NDArray

__all__ = [
    "SCALE_ROOM",
    "add_scale",
    "cells_axes",
    "cells_room",
    "draw_cells",
    "has_single",
    "write_cells",
    "write_names",
]

_WIDE = 0.68  # inches of a cell
_HIGH, _LOW = 0.42, 0.33  # with few rows, with many
_MANY = 14
_SUBTITLE = 5.1  # inches its longest line takes, and the scale
SCALE_ROOM = 0.85  # inches
_MARGIN = (1.0, 1.6)  # inches for the scale, for titles and names of columns
_CLOSEST = (0.3, 0.115)  # inches of a cell that can still be named
_COLUMN_NAME = 24  # letters
_PALE = 0.35
_LEAST_REACH = 0.5  # of colours on both sides: small values alone are not the darkest
# Neither theme of a page may change what stands under the colours, and the ink on them.
_EMPTY = "#F2F2F3"
# Any colour is 4.5 times as light, or dark, as one of the first two.
_DARK, _LIGHT, _NONE = "#000001", "#fffffe", "#6B6B6C"


def cells_axes(ax: Axes | None, names: Sequence[str], shown: Sequence[str]) -> Axes:
    """Return the Axes given, or a new one for these rows and columns."""
    if ax is not None:
        return ax
    left = max(map(text_width, names))
    top = max(map(text_width, short_names(shown, _COLUMN_NAME))) * 0.6
    wide = left + _WIDE * len(shown) + _MARGIN[0]
    high = _HIGH if len(names) <= _MANY else _LOW
    size = max(wide, left + _SUBTITLE), top + high * len(names) + 1.35
    return new_axes(*size)


def cells_room(ax: Axes | None, most: tuple[int, int]) -> tuple[int, int]:
    """Return how many rows and columns there is room for, at most so many."""
    if ax is None:
        return most
    wide, high = room_of(ax)
    rows = int(max(high - _MARGIN[1], 0.2) / _CLOSEST[1])
    columns = int(max(wide - 2 * _MARGIN[0], 0.3) / _CLOSEST[0])
    return max(min(rows, most[0]), 1), max(min(columns, most[1]), 1)


def _cell(ax: Axes, n_rows: int, n_columns: int) -> tuple[float, float]:
    """Estimate the inches of a cell, before the names are laid out."""
    wide, high = room_of(ax)
    if ax.figure.get_layout_engine() is not None:
        names = max(map(text_width, _texts(ax.get_yticklabels())), default=1.0)
        wide -= _MARGIN[0] + min(names, 0.45 * wide)
        high -= _MARGIN[1]
    return max(wide / n_columns, 0.1), max(high / n_rows, 0.05)


def _texts(labels: Sequence[object]) -> list[str]:
    return [label.get_text() for label in labels]  # type: ignore[attr-defined]


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
    single: NDArray[np.bool_] = _placed(grid, cells, "n_docs_hit") == 1
    return single


def _placed(
    grid: pd.DataFrame, cells: pd.DataFrame, column: str
) -> NDArray[np.float64]:
    """Put a column of the table into the cells."""
    wide = cells[column].unstack()
    placed = wide.reindex(index=grid.index, columns=grid.columns)
    return placed.to_numpy(dtype=float)


def has_single(grid: pd.DataFrame, cells: pd.DataFrame) -> bool:
    """Tell whether a cell with an estimate rests on one article."""
    return bool((_single(grid, cells) & grid.notna().to_numpy()).any())


def _norm(values: np.ndarray, center: float | None) -> Normalize:
    from matplotlib.colors import Normalize

    if center is None:
        return Normalize(0, float(np.nanmax(values)) or 1.0)
    reach = max(float(np.nanmax(np.abs(values - center))), _LEAST_REACH)
    return Normalize(center - reach, center + reach)


def write_cells(
    ax: Axes, image: AxesImage, grid: pd.DataFrame, cells: pd.DataFrame, counts: str
) -> str:
    """Write the estimate, and under it n, into each cell that has room for it.

    Returns
    -------
    str
        What stands in the cells, for the subtitle; `counts` says what is counted.
    """
    values = grid.to_numpy(dtype=float)
    y, x = (places.ravel() for places in np.indices(values.shape))
    wide, high = _cell(ax, *values.shape)
    signed = "+.2f" if image.get_cmap().name == "PuOr_r" else ".3g"
    shown = [_written(value, signed) for value in values.ravel()]
    widest = max(measure_text(text, 9.0) for text in shown) + 0.06
    size = min(9.0, 9.0 * wide / widest, 72 * high * 0.75)
    written = _counts(grid, cells)
    roomy = high >= 0.27 and wide >= max(map(_narrow, written))
    size = min(size, 8.5) if roomy else size
    if size < LEAST_SIZE:
        return "numbers and n: in the table, there is no room for them here"
    ink = _inks(image, values, np.where(_single(grid, cells), _PALE, 1.0))
    # What has no n under it stands in the middle.
    up = np.where(np.isnan(values).ravel() | (not roomy), 0.0, min(0.17, 0.075 / high))
    notes = write_notes(ax, x, y - up, shown, size=size, colors=ink, ha="center")
    notes.set_in_layout(False)  # they stay inside
    if not roomy:
        return "n: in the table, there is no room for it here"
    below = y + min(0.24, 0.105 / high)
    under = write_notes(ax, x, below, written, size=6.5, colors=ink, ha="center")
    under.set_in_layout(False)
    return f"under it n: {counts}"


def _narrow(text: str) -> float:
    return measure_text(text, 6.5) + 0.04


def _counts(grid: pd.DataFrame, cells: pd.DataFrame) -> list[str]:
    """Write articles and hits of each cell; nothing where there is no estimate."""
    there = grid.notna().to_numpy().ravel()
    docs, hits = (
        _placed(grid, cells, name).ravel() for name in ("n_docs_hit", "n_hits")
    )
    rows = zip(there, docs, hits, strict=True)
    return [f"{int(n)} · {int(k)}" if known else "" for known, n, k in rows]


def _written(value: float, style: str) -> str:
    """Write a number with a true minus sign, and none before a rounded zero."""
    if np.isnan(value):
        return "–"
    text = f"{value:{style}}"
    return "0.00" if text in {"+0.00", "-0.00"} else text.replace("-", "−")


def _inks(
    image: AxesImage, values: NDArray[np.float64], alpha: NDArray[np.float64]
) -> list[str]:
    """Choose dark or light letters, whichever stand out more (WCAG contrast)."""
    scaled = image.norm(np.nan_to_num(values).ravel())
    rgb = np.asarray(image.cmap(scaled), dtype=float)[:, :3]
    share = np.where(np.isnan(values), 0.0, alpha).ravel()[:, None]
    rgb = share * rgb + (1 - share) * int(_EMPTY[1:3], 16) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    luminance = linear @ np.array([0.2126, 0.7152, 0.0722])
    ink = np.where(luminance > 0.18, _DARK, _LIGHT)
    return list(np.where(np.isnan(values).ravel(), _NONE, ink))


def write_names(ax: Axes, names: Sequence[str], shown: Sequence[str]) -> None:
    """Write the names of rows and columns, turned where they are long."""
    ax.set_yticks(range(len(names)), list(map(literal, names)), color=INK)
    wide, high = _cell(ax, len(names), len(shown))
    short = short_names(shown, _COLUMN_NAME)
    size = min(9.0, max(72 * high * 0.8, 4.5))
    top = min(9.0, max(72 * wide * 0.5, 5.0))
    turned = max(measure_text(name, top) for name in short) > wide - 0.06
    style = {"rotation": 35, "ha": "right"} if turned else {"ha": "center"}
    ax.set_xticks(range(len(shown)), list(map(literal, short)), color=INK, **style)
    for tick in ax.get_xticklabels() if turned else ():
        tick.set_rotation_mode("anchor")
    ax.tick_params(axis="y", labelsize=size, length=0)
    ax.tick_params(axis="x", labelsize=top, length=0)
    ax.spines[:].set_visible(False)
    _part(ax, len(names), len(shown))


def _part(ax: Axes, n_rows: int, n_columns: int) -> None:
    """Draw white lines between the cells."""
    bottom, top = -0.5, n_rows - 0.5
    left, right = -0.5, n_columns - 0.5
    ax.hlines(np.arange(1, n_rows) - 0.5, left, right, "white", linewidth=1.6)
    ax.vlines(np.arange(1, n_columns) - 0.5, bottom, top, "white", linewidth=1.6)
    ax.set(xlim=(left, right), ylim=(top, bottom))


def add_scale(ax: Axes, image: AxesImage, unit: str) -> None:
    """Draw what the colours mean."""
    bar = ax.figure.colorbar(image, ax=ax, fraction=0.03, pad=0.02, aspect=24)
    bar.set_label(unit, fontsize=8.5, color=INK)
    bar.outline.set_visible(False)
    bar.ax.tick_params(labelsize=8, length=0)
