"""Figures of a report, as drawings that sit in a page and follow its theme."""

from __future__ import annotations

import re
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from io import StringIO
from typing import TYPE_CHECKING, Any, TypeVar

from framing.comparison.speaking import OTHERS, UNKNOWN
from framing.comparison.voice_names import voice_name
from framing.page.writing import count, join, plural, quantity
from framing.plots import (
    plot_actors,
    plot_comparison,
    plot_frame_map,
    plot_heatmap,
    plot_voices,
)
from framing.plots.naming import busiest_labels, group_names
from framing.plots.style import lay_out, off_screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import FigureCanvasBase
    from matplotlib.figure import Figure

    from framing.comparison import Comparison
    from framing.page.reporting import Report

__all__ = ["Picture", "draw_pictures", "inline_svg", "save_png", "save_svg"]

# matplotlib's colours of paper and ink become the page's, so that both themes work.
_THEME = {
    "#222222": "var(--ink)",
    "#000000": "var(--ink)",
    "#767676": "var(--soft)",
    "#bbbbbb": "var(--line)",
    "#dddddd": "var(--line)",
    "#e6e6e6": "var(--faint)",
    "#eeeeee": "var(--faint)",
    "#f2f2f2": "var(--panel)",
    "#ffffff": "var(--paper)",
}
_MAX_SPEAKERS = 6
_MAX_ACTORS = 12
_LEAST = 3  # sentences of a cell that is named as the highest or lowest tone
_COLOR = re.compile("|".join(_THEME))
_PLACES = re.compile(r' (?:d|x|y)="[^"]*"')
_LONG = re.compile(r"(\d\.\d\d)\d+")


@dataclass(frozen=True)
class Picture:
    """Hold one figure with what a reader who cannot see it needs to know.

    Parameters
    ----------
    name : str
        Name of its file.
    title : str
        What is drawn.
    alt : str
        What there is to see, in words.
    figure : matplotlib Figure
        The figure; it belongs to no window.
    """

    name: str
    title: str
    alt: str
    figure: Figure


def draw_pictures(report: Report) -> tuple[Picture, ...]:
    """Draw the figures of a report.

    Parameters
    ----------
    report : Report
        The analysis.

    Returns
    -------
    tuple of Picture
        Frames, the frame map where there are two frames, the share of voice where
        somebody known is quoted, tone where there are actors, and tone by voice.
    """
    with off_screen(), _any_letters():
        return tuple(_draw(report))


@contextmanager
def _any_letters() -> Iterator[None]:
    """Let pass letters that no font here has: a browser has fonts of its own."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph ")
        yield


def _draw(report: Report) -> Iterator[Picture]:
    frames, articles = report.frame_comparison, report.article_comparison
    yield _compared("frames", "Frames", plot_comparison, frames, report.by)
    if len(articles.labels) > 1:
        yield _compared("frame-map", "Frame map", plot_frame_map, articles, report.by)
    shares = report.voices.shares
    if len(shares):
        names = group_names(frames)
        called = [names[group] for group in shares["group"]]
        named = shares.assign(group=called)
        known = named.loc[named["speaker"] != UNKNOWN, "speaker"]
        few = list(dict.fromkeys(known))[:_MAX_SPEAKERS]
        drawn = [*few, UNKNOWN]
        ax = plot_voices(named, speakers=drawn)
        told = _describe_voices(named[named["speaker"].isin(drawn)], report.by)
        yield _picture("voices", "Share of voice", ax, told)
    if report.tone_comparison is not None:
        tone = report.tone_comparison
        yield _compared("tone", "Tone toward actors", plot_heatmap, tone, report.by)
    if report.tone_by_voice:
        yield _picture(
            "tone-by-voice",
            "Tone toward actors by voice",
            plot_actors(report.tone_by_voice),
            "Dot plot of mean tone (-1 to +1) in "
            f"{join([voice_name(voice) for voice in report.tone_by_voice])}. The table "
            "“Tone by voice” has the numbers.",
        )


def _compared(
    name: str, title: str, plot: Callable[..., Axes], result: Comparison, by: str
) -> Picture:
    return _picture(name, title, plot(result), _describe(name, result, by))


def _picture(name: str, title: str, ax: Axes, alt: str) -> Picture:
    figure = ax.get_figure(root=True)
    if figure is None:  # pragma: no cover - every Axes made here has one
        msg = "The figure is gone."
        raise RuntimeError(msg)
    with _any_letters():
        lay_out(ax)
    figure.set_layout_engine("none")  # laid out once, then saved as often as needed
    return Picture(name, title, alt, figure)


def _describe_voices(table: pd.DataFrame, by: str) -> str:
    groups = table["group"].nunique()
    speakers = set(table["speaker"]) - {OTHERS, UNKNOWN}
    size = (
        f"Dot plot of the share of attributed words for {count(groups, by)} and "
        f"{plural(len(speakers), 'speaker')}."
    )
    pooled = table["speaker"].isin([OTHERS, UNKNOWN])
    named = table[~pooled & table["share"].notna()]
    if not len(named):
        return size
    top = named.iloc[int(named["share"].argmax())]
    most = f"{voice_name(top['speaker'])} in {top['group']}, {100 * top['share']:.0f}%"
    return f"{size} Largest share of a named speaker: {most}."


def _shown(name: str, result: Comparison) -> tuple[str, ...]:
    """Return the labels that a figure draws."""
    if name == "frame-map":
        return busiest_labels(result, 2)
    if name == "tone":
        return busiest_labels(result, _MAX_ACTORS)
    return result.labels if len(result.groups) <= 7 else busiest_labels(result, 4)


def _labels_told(result: Comparison, n: int) -> str:
    nouns = {"frames": "frame", "tone": "actor"}
    return plural(n, nouns.get(result.found.kind, "label"))


def _describe(name: str, result: Comparison, by: str) -> str:
    shown = _shown(name, result)
    table = result.table[result.table["label"].isin(shown)]
    table = table[table["estimate"].notna() & (table["n_hits"] > 0)]
    kind = {"frames": "Dot plot", "frame-map": "Scatter plot"}.get(name, "Heatmap")
    size = (
        f"{kind} of {result.measure.unit} for {count(len(result.groups), result.by)} "
        f"and {_labels_told(result, len(shown))}."
    )
    if not len(table):
        return f"{size} Nothing was found."
    if name == "tone":
        table = table[table["n_hits"] >= _LEAST]
    if not len(table):
        return f"{size} Every cell rests on one or two sentences."
    signed = result.measure.center is not None
    names = group_names(result)
    places = [int(table["estimate"].argmax()), int(table["estimate"].argmin())]
    ends = [table.iloc[place] for place in places]
    words = ("Highest", "Lowest" if signed else "Lowest with a hit")
    if name == "tone":
        words = (f"Highest with {_LEAST} or more sentences", "Lowest")
    told = (
        f"{word}: {names[row['group']]}, {row['label']}, "
        f"{quantity(row['estimate'], signed=signed)}"
        for word, row in zip(words, ends, strict=True)
    )
    where = "The table below has every number."
    if name == "frame-map" and result.by != by:
        where = "Every number: articles.csv, or .article_comparison.table in Python."
    return f"{size} {'. '.join(told)}. {where}"


def save_svg(figure: Figure, *, text: str = "none") -> str:
    """Write a figure as SVG, the same bytes for the same figure.

    Parameters
    ----------
    figure : matplotlib Figure
        The figure.
    text : {'none', 'path'}, default 'none'
        Whether letters stay text, for a page with fonts of its own, or become shapes
        that look alike everywhere.

    Returns
    -------
    str
        An SVG document.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    out = StringIO()
    style: dict[Any, Any] = {"svg.fonttype": text, "svg.hashsalt": "framing"}
    # Figure.savefig would draw twice, first to lay out what is laid out already.
    drawing = _canvas(figure, FigureCanvasSVG, 72)
    with mpl.rc_context(style), _any_letters(), drawing as canvas:
        canvas.print_svg(out, metadata={"Date": None})  # type: ignore[no-untyped-call]
    return out.getvalue()


def save_png(figure: Figure, path: Path, *, dpi: int = 200) -> None:
    """Write a figure as PNG, the same bytes for the same figure.

    Parameters
    ----------
    figure : matplotlib Figure
        The figure, laid out.
    path : Path
        The file to write.
    dpi : int, default 200
        Dots per inch.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    with _any_letters(), _canvas(figure, FigureCanvasAgg, dpi) as canvas:
        canvas.print_png(path, metadata={"Software": None})  # type: ignore[no-untyped-call]


_Canvas = TypeVar("_Canvas", bound="FigureCanvasBase")


@contextmanager
def _canvas(figure: Figure, kind: type[_Canvas], dpi: float) -> Iterator[_Canvas]:
    """Give a figure another canvas for a while."""
    usual, usual_dpi = figure.canvas, figure.dpi
    figure.set_dpi(dpi)
    try:
        yield kind(figure)
    finally:
        figure.set_canvas(usual)
        figure.set_dpi(usual_dpi)


def inline_svg(picture: Picture) -> str:
    """Turn a figure into an SVG element that can stand in a page.

    Parameters
    ----------
    picture : Picture
        The figure.

    Returns
    -------
    str
        One ``<svg>`` element without addresses, with identifiers of its own and the
        colours and fonts of the page.
    """
    svg = save_svg(picture.figure)
    svg = svg[svg.index("<svg") :]
    svg = re.sub(
        r"<metadata>.*?</metadata>|<style.*?</style>", "", svg, flags=re.DOTALL
    )
    svg = re.sub(r'\s+xmlns(:\w+)?="[^"]*"', "", svg).replace("xlink:href=", "href=")
    svg = re.sub(r"font-family: [^;\"]*", "font-family: var(--sans)", svg)
    svg = re.sub(r"(font: [^;\"]*?px )'[^;\"]*", r"\1var(--sans)", svg)
    svg = re.sub(r'style="[^"]*"', lambda found: _COLOR.sub(_themed, found[0]), svg)
    svg = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{picture.name}-", svg)
    svg = re.sub(r"\s*\n\s*", " ", svg)
    # A hundredth of a point cannot be seen, and its digits are half of the drawing.
    svg = _PLACES.sub(lambda found: _LONG.sub(r"\1", found[0]), svg)
    head, body = svg.split(">", 1)
    wide = re.search(r'width="([\d.]+)pt"', head)
    view = re.search(r'viewBox="[^"]*"', head)
    size = f"{float(wide[1]) * 4 / 3:.0f}px" if wide else "100%"
    return (
        f'<svg {view[0] if view else ""} role="img" style="--w:{size};width:{size}" '
        f'aria-labelledby="{picture.name}-title {picture.name}-alt">'
        f'<title id="{picture.name}-title">{escape(picture.title)}</title>'
        f'<desc id="{picture.name}-alt">{escape(picture.alt)}</desc>{body.strip()}'
    )


def _themed(found: re.Match[str]) -> str:
    return _THEME[found[0]]
