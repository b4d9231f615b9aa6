"""What all figures share: colours, a new Axes of fitting size, titles, names."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from textwrap import fill, shorten
from typing import TYPE_CHECKING, Literal
from unicodedata import east_asian_width

from framing.plots.notes import measure_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from matplotlib.axes import Axes

__all__ = [
    "COLORS",
    "GREY",
    "INK",
    "LEAST_SIZE",
    "MARKERS",
    "blank",
    "finish",
    "fit_names",
    "is_off_screen",
    "lay_out",
    "left_of",
    "literal",
    "new_axes",
    "off_screen",
    "room_of",
    "short_name",
    "short_names",
    "text_width",
    "under_axis",
    "write_title",
]

# Okabe and Ito's palette without its yellow, which is too light on paper; the order
# also differs in lightness, so that a grey print still tells neighbours apart.
COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#000000", "#E69F00")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
INK = "#222222"
GREY = "#767676"
LEAST_SIZE = 5.0  # points; smaller numbers are not read, so they are left out
_FONT = 9.0
_NARROW, _LOW = 4.6, 2.2  # inches; less takes smaller letters
_HIDDEN = ContextVar("hidden", default=False)


def new_axes(width: float, height: float) -> Axes:
    """Make a figure of its own with one Axes, laid out so that nothing is cut off."""
    if _HIDDEN.get():
        return _hidden_axes(width, height)
    from matplotlib import pyplot as plt

    _, ax = plt.subplots(figsize=(width, height), layout="constrained")
    return ax


def is_off_screen() -> bool:
    """Tell whether figures are made for a page."""
    return _HIDDEN.get()


@contextmanager
def off_screen() -> Iterator[None]:
    """Make new figures that no window or notebook shows, whatever the backend is.

    They are not known to pyplot, so nothing has to be closed afterwards.
    """
    token = _HIDDEN.set(True)
    try:
        yield
    finally:
        _HIDDEN.reset(token)


def _hidden_axes(width: float, height: float) -> Axes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure.subplots()


def text_width(text: str, size: float = _FONT) -> float:
    """Estimate the width of a line in inches.

    Digits and letters average .52 em, Chinese and Japanese ones take a whole em.

    Examples
    --------
    >>> text_width("新聞") > text_width("ab")
    True
    """
    if text.isascii():
        return 0.52 * len(text) * size / 72
    wide = sum(east_asian_width(letter) in "WF" for letter in text)
    return (0.52 * len(text) + 0.48 * wide) * size / 72


def short_name(name: str, width: int = 34) -> str:
    """Shorten a long name at a word, never in the middle of one if it can be helped.

    Examples
    --------
    >>> short_name("The Weekly Gazette of the Upper Valley and Surroundings")
    'The Weekly Gazette of the Upper…'
    """
    flat = " ".join(name.split())
    if len(flat) <= width:
        return flat
    cut = shorten(flat, width, placeholder="…")
    return cut if len(cut) > 1 else flat[: width - 1] + "…"


def short_names(names: Iterable[str], width: int = 34) -> list[str]:
    """Shorten names at the end, or in the middle where they would become alike.

    Examples
    --------
    >>> short_names(["The Gazette of the Valley 1", "The Gazette of the Valley 2"], 20)
    ['The Gazet…e Valley 1', 'The Gazet…e Valley 2']
    """
    listed = list(names)
    short = {name: short_name(name, width) for name in listed}
    seen = list(short.values())
    alike = {name for name, cut in short.items() if seen.count(cut) > 1}
    half = (width - 1) // 2
    return [
        f"{name[:half].rstrip()}…{name[-half - (width - 1) % 2 :].lstrip()}"
        if name in alike
        else short[name]
        for name in listed
    ]


def literal(text: str) -> str:
    r"""Keep dollar signs from starting a formula, as in "From $5 to $6_000".

    Examples
    --------
    >>> print(literal("$5"))
    \$5
    """
    return text.replace("$", r"\$")


def room_of(ax: Axes) -> tuple[float, float]:
    """Return the inches that an Axes and the names around it can take.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> room_of(Figure(figsize=(8, 3), layout="constrained").subplots(1, 2)[0])
    (4.0, 3.0)
    """
    figure = ax.figure
    dpi = figure.dpi
    spec = ax.get_subplotspec()
    if spec is None or figure.get_layout_engine() is None:
        box = ax.get_window_extent()
        return float(box.width / dpi), float(box.height / dpi)
    n_rows, n_columns = spec.get_gridspec().get_geometry()
    wide = figure.bbox.width / dpi * len(spec.colspan) / n_columns
    high = figure.bbox.height / dpi * len(spec.rowspan) / n_rows
    return float(wide), float(high)


def left_of(ax: Axes, names: Iterable[str], size: float = _FONT) -> float:
    """Return the inches that names of rows take left of the frame.

    Without a layout nothing makes room for them, so that titles stay at the frame.
    """
    if ax.get_subplotspec() is None or ax.figure.get_layout_engine() is None:
        return 0.0
    longest = sorted(names, key=text_width)[-3:]
    return max((measure_text(name, size) for name in longest), default=0.0) + 6.5 / 72


def write_title(
    ax: Axes,
    title: str,
    subtitle: str,
    *,
    left: float = 0.0,
    lift: float = 0.0,
    right: float = 0.0,
) -> None:
    """Write a left-aligned title and, smaller under it, what is drawn and its units.

    Lines are broken where they would leave the figure.

    Parameters
    ----------
    ax : matplotlib Axes
        Where.
    title, subtitle : str
        What to write.
    left : float, default 0
        How many inches left of the frame the lines start, over the names of rows.
    lift : float, default 0
        How many points to leave free over the frame.
    right : float, default 0
        How many inches a scale takes right of the frame, over which no line runs: the
        layout would move it aside.
    """
    from matplotlib.transforms import ScaledTranslation

    wide, high = room_of(ax)
    small = wide < _NARROW or high < _LOW
    size, told_size = (10.0, 7.5) if small else (12.0, _FONT)
    wide -= 0.15 + right + (0 if left else _left_margin(ax))
    told = "\n".join(_broken(line, wide, told_size) for line in subtitle.split("\n"))
    shift = ScaledTranslation(-left, 0, ax.figure.dpi_scale_trans)
    step = told_size * 1.45
    head = ax.set_title(
        literal(_broken(title, wide, 1.1 * size)),
        loc="left",
        fontsize=size,
        fontweight="bold",
        color=INK,
        pad=lift + (7 + step * (told.count("\n") + 1) if told else 7),
    )
    head.set_transform(head.get_transform() + shift)
    if not told:
        return
    ax.annotate(
        literal(told),
        (0, 1),
        xytext=(-72 * left, 6 + lift),
        xycoords="axes fraction",
        textcoords="offset points",
        fontsize=told_size,
        color=GREY,
        va="bottom",
        ha="left",
        linespacing=1.3,
    )


def _left_margin(ax: Axes) -> float:
    """Return the usual room for the scale at the left, where there is a layout."""
    return 0.6 if ax.figure.get_layout_engine() is not None else 0.0


def _broken(line: str, wide: float, size: float) -> str:
    """Break a line where it would be wider than so many inches."""
    measured = 1.03 * measure_text(line, size)  # on screen letters are a bit wider
    if measured <= wide:
        return line
    letters = max(int(len(line) * wide / measured), 16)
    return fill(line, letters, break_long_words=False)


def under_axis(ax: Axes) -> float:
    """Return how many inches below the frame a key can start, under the scale.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().subplots()
    >>> under_axis(ax)
    0.45
    """
    return 0.45 + 0.15 * ax.get_xlabel().count("\n")


def lay_out(ax: Axes) -> None:
    """Give an Axes its final place on the page, which costs less than drawing it."""
    figure = ax.get_figure(root=True)
    engine = None if figure is None else figure.get_layout_engine()
    if figure is not None and engine is not None:
        engine.execute(figure)
    ax.apply_aspect()


def fit_names(
    ax: Axes, names: Iterable[str], letters: float, most: int = 38
) -> list[str]:
    """Shorten the names of rows so that they take two fifths of the room at most.

    Parameters
    ----------
    ax : matplotlib Axes
        Where they stand.
    names : iterable of str
        The names.
    letters : float
        Their size in points.
    most : int, default 38
        How many letters at most.

    Returns
    -------
    list of str
        Names that differ where the long ones do.
    """
    wide, _ = room_of(ax)
    return short_names(
        names, min(most, max(int(0.4 * wide / text_width("x", letters)), 12))
    )


def finish(ax: Axes, *, grid: Literal["x", "y", "both"] | None = None) -> None:
    """Take away what carries no information."""
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color("#BBBBBB")
    ax.tick_params(colors=INK, labelsize=_FONT, length=3)
    ax.tick_params(which="both", color="#BBBBBB")
    _fit_labels(ax)
    if grid is not None:
        ax.grid(axis=grid, color="#E6E6E6", linewidth=0.8)
        ax.set_axisbelow(True)


def _fit_labels(ax: Axes) -> None:
    """Break and shrink the names of the scales where an Axes is small."""
    wide, high = room_of(ax)
    if wide < _NARROW:
        ax.xaxis.label.set_fontsize(8)
        ax.set_xlabel(_broken(ax.get_xlabel(), 0.58 * wide, 8))
    if high < 1.4 * _LOW:
        ax.yaxis.label.set_fontsize(7)
        ax.set_ylabel(_broken(ax.get_ylabel(), 0.4 * high, 7))


def blank(ax: Axes, title: str, reason: str) -> Axes:
    """Draw an honest empty figure: why there is nothing to see."""
    ax.text(0.5, 0.5, reason, ha="center", va="center", color=GREY, wrap=True)
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_color("#DDDDDD")
    write_title(ax, title, "")
    return ax
