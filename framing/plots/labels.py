"""Names beside points, each only where it covers nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from matplotlib.patheffects import withStroke

from framing.plots.fonts import fit_texts
from framing.plots.style import INK, lay_out, short_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.text import Annotation
    from numpy.typing import NDArray

__all__ = ["label_points"]

Boxes = list[tuple[float, float, float, float]]

# Offsets in points and the side of the text that touches the point, best first.
_PLACES: tuple[tuple[int, int, Literal["left", "center", "right"]], ...] = (
    (5, 0, "left"),
    (-5, 0, "right"),
    (4, 7, "left"),
    (4, -7, "left"),
    (-4, 7, "right"),
    (-4, -7, "right"),
    (0, 9, "center"),
    (0, -9, "center"),
)
_SIZE = 8.0
_AIR = 2.0  # pixels between two names side by side


def label_points(
    ax: Axes,
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    names: Sequence[str],
    *,
    colors: Sequence[str] | None = None,
    avoid: NDArray[np.float64] | None = None,
    width: int = 26,
) -> int:
    """Name points in the order given, leaving out names that find no free place.

    Parameters
    ----------
    ax : matplotlib Axes
        Where the points are; its limits must be final.
    x, y : ndarray, shape (n_points,)
        The points, in data coordinates, the most important first.
    names : sequence of str
        Their names.
    colors : sequence of str, optional
        Colour of each name; dark by default.
    avoid : ndarray, shape (n, 2), optional
        Other points that no name may cover.
    width : int, default 26
        Longer names are shortened.

    Returns
    -------
    int
        How many points were named.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().subplots()
    >>> label_points(ax, np.array([0.2, 0.8]), np.array([0.5, 0.5]), ["one", "two"])
    2
    """
    lay_out(ax)
    frame = ax.get_window_extent()
    points = np.column_stack([x, y])
    dots = ax.transData.transform(points if avoid is None else [*points, *avoid])
    step = ax.figure.dpi / 72
    reach = 3 * step
    taken: Boxes = [(a - reach, b - reach, a + reach, b + reach) for a, b in dots]
    hues = [INK] * len(names) if colors is None else list(colors)
    inside = (frame.x0, frame.y0, frame.x1, frame.y1)
    named = 0
    for point, name, hue in zip(zip(x, y, strict=True), names, hues, strict=True):
        box = _place(ax, point, short_name(name, width), hue, taken, inside)
        if box is not None:
            taken.append(box)
            named += 1
    return named


def _place(
    ax: Axes,
    point: tuple[float, float],
    text: str,
    color: str,
    taken: Boxes,
    inside: tuple[float, float, float, float],
) -> tuple[float, float, float, float] | None:
    """Write a name at the first place that is free, or not at all."""
    note = ax.annotate(
        text, point, (0, 0), textcoords="offset points", fontsize=_SIZE, color=color
    )
    # A `$` in a word is a dollar, not the start of a formula.
    note.set_parse_math(False)
    note.set_in_layout(False)  # it stays inside, and measuring it takes long
    fit_texts([note])
    note.set_verticalalignment("center")
    note.set_in_layout(False)
    note.set_path_effects([withStroke(linewidth=2, foreground="white")])
    for dx, dy, side in _PLACES:
        note.set_horizontalalignment(side)
        note.xyann = (dx, dy)
        box = _box(note)
        if _within(box, inside) and not any(_cover(box, other) for other in taken):
            return box
    note.remove()
    return None


def _box(note: Annotation) -> tuple[float, float, float, float]:
    extent = note.get_window_extent()
    return extent.x0 - _AIR, extent.y0, extent.x1 + _AIR, extent.y1


def _within(
    box: tuple[float, float, float, float], frame: tuple[float, float, float, float]
) -> bool:
    left, bottom, right, top = box
    return (
        left >= frame[0] and bottom >= frame[1] and right <= frame[2]
    ) and top <= frame[3]


def _cover(
    box: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    across = min(box[2], other[2]) - max(box[0], other[0])
    up = min(box[3], other[3]) - max(box[1], other[1])
    return across > 0 and up > 0
