"""Many short notes, such as counts, in one artist.

A text object for each would take most of the time that a figure needs.
"""

from __future__ import annotations

import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba_array
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import TextPath, TextToPath
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase
    from matplotlib.path import Path
    from matplotlib.transforms import Transform
    from numpy.typing import ArrayLike, NDArray

__all__ = ["Notes", "measure_text", "write_notes"]

_OUTLINE = 100.0  # points of the outlines that are kept
_CAPITAL = 0.73  # height of a digit in em
_SHARE = {"left": 0.0, "center": 0.5, "right": 1.0}
Side = Literal["left", "center", "right"]


@lru_cache(maxsize=4096)
def _width(text: str, prop: FontProperties) -> float:
    with warnings.catch_warnings():
        # Letters that no font has are told once, when the figure is finished.
        warnings.filterwarnings("ignore", "Glyph ")
        size = TextToPath().get_text_width_height_descent(text, prop, ismath=False)
    return float(size[0])


def measure_text(text: str, size: float, weight: str = "normal") -> float:
    """Measure the width of a line of text in inches.

    Examples
    --------
    >>> bool(measure_text("wide", 9) > measure_text("tin", 9) > 0)
    True
    """
    prop = FontProperties(size=_OUTLINE, weight=weight)
    return _width(text, prop) * size / _OUTLINE / 72


@lru_cache(maxsize=512)
def _glyph(char: str, prop: FontProperties) -> tuple[Path | None, float]:
    """Return the outline of a letter and how far it moves the pen, in points."""
    blank = char.isspace()
    path = None if blank else TextPath((0, 0), char, size=_OUTLINE, prop=prop)
    return path, _width(f"8{char}8", prop) - _width("88", prop)


class Notes(Artist):
    """Short texts at many places, drawn as outlines on screen and as text on paper.

    Parameters
    ----------
    xy : ndarray, shape (n, 2)
        Places, in the coordinates of the transform.
    strings : sequence of str
        What to write; digits, signs and Latin letters.
    size : float
        Size in points.
    colors : sequence of str
        One colour for each.
    ha : {'left', 'center', 'right'}
        Which side stands at the place; up and down the middle does.

    Examples
    --------
    >>> import numpy as np
    >>> from framing.plots.notes import Notes
    >>> Notes(np.zeros((1, 2)), ["n=3"], size=7, colors=["black"]).strings
    ('n=3',)
    """

    def __init__(
        self,
        xy: NDArray[np.float64],
        strings: Sequence[str],
        *,
        size: float,
        colors: Sequence[str],
        ha: Side = "left",
    ) -> None:
        super().__init__()
        self.strings = tuple(strings)
        self.colors = tuple(colors)
        self.size = size
        self.ha: Side = ha
        self._xy = np.asarray(xy, dtype=float).reshape(-1, 2)

    @property
    def places(self) -> NDArray[np.float64]:
        """Where the notes stand, in the coordinates of the transform."""
        return self._xy.copy()

    def draw(self, renderer: RendererBase) -> None:
        """Draw on any canvas."""
        if not self.get_visible() or not self.strings:
            return
        if isinstance(renderer, RendererAgg):
            self._draw_outlines(renderer)
        else:
            self._draw_texts(renderer)
        self.stale = False

    def _pixels(self, points: float) -> float:
        figure = self.get_figure(root=True)
        return points * (figure.dpi if figure is not None else 72.0) / 72

    def _draw_outlines(self, renderer: RendererBase) -> None:
        prop = FontProperties(size=_OUTLINE)
        scale = self._pixels(self.size) / _OUTLINE
        left = self._lefts(prop, scale)
        paths, offsets, owner = [], [], []
        for number, string in enumerate(self.strings):
            x, y = left[number]
            for char in string:
                path, advance = _glyph(char, prop)
                if path is not None:
                    paths.append(path)
                    offsets.append((x, y))
                    owner.append(number)
                x += advance * scale
        drawn = PathCollection(
            paths,
            facecolors=to_rgba_array(self.colors)[owner],
            linewidths=0,
            offsets=offsets,
            offset_transform=IdentityTransform(),
        )
        drawn.set_transform(Affine2D().scale(scale))
        drawn.set_snap(False)  # whole pixels would swallow the bars of "="
        drawn.set_figure(self.figure)
        drawn.draw(renderer)

    def _lefts(self, prop: FontProperties, scale: float) -> NDArray[np.float64]:
        """Return where the first letter of each note stands, in pixels."""
        wide = np.array([_width(string, prop) for string in self.strings]) * scale
        at = self.get_transform().transform(self._xy)
        return np.column_stack(
            [
                at[:, 0] - _SHARE[self.ha] * wide,
                at[:, 1] - _CAPITAL / 2 * self._pixels(self.size),
            ]
        )

    def _draw_texts(self, renderer: RendererBase) -> None:
        at = self.get_transform().transform(self._xy)
        for (x, y), string, color in zip(at, self.strings, self.colors, strict=True):
            style: dict[str, Any] = {"ha": self.ha, "va": "center", "color": color}
            text = Text(x, y, string, fontsize=self.size, parse_math=False, **style)
            text.set_figure(self.figure)
            text.draw(renderer)

    def get_window_extent(
        self,
        renderer: RendererBase | None = None,  # noqa: ARG002 - what matplotlib asks for
    ) -> Bbox:
        """Return the box around all notes, in pixels."""
        return Bbox.union(self.extents()) if self.strings else Bbox.null()

    def extents(self) -> list[Bbox]:
        """Return the box of each note, in pixels."""
        prop = FontProperties(size=_OUTLINE)
        scale = self._pixels(self.size) / _OUTLINE
        high = _CAPITAL * self._pixels(self.size)
        return [
            Bbox.from_bounds(x, y, _width(string, prop) * scale, high)
            for (x, y), string in zip(
                self._lefts(prop, scale), self.strings, strict=True
            )
        ]


def write_notes(
    ax: Axes,
    x: ArrayLike,
    y: ArrayLike,
    strings: Sequence[str],
    *,
    size: float,
    colors: str | Sequence[str],
    ha: Side = "left",
    transform: Transform | None = None,
) -> Notes:
    """Write short notes on an Axes; they may stand outside its frame.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().subplots()
    >>> write_notes(ax, [0.2], [0.5], ["3/4"], size=7, colors="black").strings
    ('3/4',)
    """
    hues = [colors] * len(strings) if isinstance(colors, str) else list(colors)
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    notes = Notes(np.column_stack([x, y]), strings, size=size, colors=hues, ha=ha)
    notes.set_transform(ax.transData if transform is None else transform)
    ax.add_artist(notes)
    notes.set_clip_on(False)
    return notes
