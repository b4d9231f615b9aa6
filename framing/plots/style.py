"""What all figures share: colours, a new Axes of fitting size, titles, names."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from textwrap import shorten
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from matplotlib.axes import Axes

__all__ = [
    "COLORS",
    "GREY",
    "INK",
    "MARKERS",
    "blank",
    "finish",
    "literal",
    "new_axes",
    "off_screen",
    "short_name",
    "short_names",
    "spacing",
    "text_width",
    "write_title",
]

# Okabe and Ito's palette without its yellow, which is too light on paper; the order
# also differs in lightness, so that a grey print still tells neighbours apart.
COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#000000", "#E69F00")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
INK = "#222222"
GREY = "#767676"
_FONT = 9.0
_MANY_DOTS = 44
_HIDDEN = ContextVar("hidden", default=False)


def new_axes(width: float, height: float) -> Axes:
    """Make a figure of its own with one Axes, laid out so that nothing is cut off."""
    if _HIDDEN.get():
        return _hidden_axes(width, height)
    from matplotlib import pyplot as plt

    _, ax = plt.subplots(figsize=(width, height), layout="constrained")
    return ax


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
    """Estimate the width of a line in inches: digits and letters average .52 em."""
    return 0.52 * len(text) * size / 72


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


def spacing(n_dots: int) -> tuple[float, float]:
    """Return inches from dot to dot and between rows, less where there are many.

    Examples
    --------
    >>> spacing(8), spacing(100)
    ((0.21, 0.17), (0.145, 0.11))
    """
    return (0.21, 0.17) if n_dots <= _MANY_DOTS else (0.145, 0.11)


def literal(text: str) -> str:
    r"""Keep dollar signs from starting a formula, as in "From $5 to $6_000".

    Examples
    --------
    >>> print(literal("$5"))
    \$5
    """
    return text.replace("$", r"\$")


def write_title(ax: Axes, title: str, subtitle: str) -> None:
    """Write a left-aligned title and, smaller under it, what is drawn and its units."""
    lines = subtitle.count("\n") + 1
    ax.set_title(
        literal(title),
        loc="left",
        fontsize=12,
        fontweight="bold",
        color=INK,
        pad=8 + 13 * lines,
    )
    ax.annotate(
        subtitle,
        (0, 1),
        xytext=(0, 6),
        xycoords="axes fraction",
        textcoords="offset points",
        fontsize=_FONT,
        color=GREY,
        va="bottom",
        ha="left",
        linespacing=1.35,
    )


def finish(ax: Axes, *, grid: Literal["x", "y", "both"] | None = None) -> None:
    """Take away what carries no information."""
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color("#BBBBBB")
    ax.tick_params(colors=INK, labelsize=_FONT, length=3)
    ax.tick_params(which="both", color="#BBBBBB")
    if grid is not None:
        ax.grid(axis=grid, color="#E6E6E6", linewidth=0.8)
        ax.set_axisbelow(True)


def blank(ax: Axes, title: str, reason: str) -> Axes:
    """Draw an honest empty figure: why there is nothing to see."""
    ax.text(0.5, 0.5, reason, ha="center", va="center", color=GREY, wrap=True)
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_color("#DDDDDD")
    ax.set_title(literal(title), loc="left", fontsize=12, fontweight="bold", color=INK)
    return ax
