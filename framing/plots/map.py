"""The frame map: each article, or each outlet, by how much it uses two frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.comparison import Comparison
from framing.plots.fonts import fit_fonts, fit_texts
from framing.plots.given import check_given
from framing.plots.naming import (
    article_titles,
    busiest_labels,
    check_labels,
    group_names,
    group_noun,
)
from framing.plots.style import (
    COLORS,
    GREY,
    INK,
    MARKERS,
    blank,
    finish,
    lay_out,
    literal,
    new_axes,
    room_of,
    short_names,
    text_width,
    write_title,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.transforms import Bbox


__all__ = ["plot_frame_map"]

_MAX_NAMED = 40
_MAX_COLORS = len(COLORS)
_SMALL = 5.0  # inches; less leaves little room for a key


def plot_frame_map(
    result: Comparison,
    *,
    x: str | None = None,
    y: str | None = None,
    color: str = "outlet",
    ax: Axes | None = None,
) -> Axes:
    """Place each article, or each group, by how much it uses two frames.

    Articles that use one frame only lie along its axis.

    Parameters
    ----------
    result : Comparison
        From :func:`framing.compare`: without ``by`` every article is a point, with
        ``by="outlet"`` every outlet.
    x, y : str, optional
        Labels on the axes; by default the two found in the most articles.
    color : str, default "outlet"
        Document variable that colours the articles, where there is one; the seven most
        frequent values are coloured, the rest is grey.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

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
        If the comparison has fewer than two labels.

    See Also
    --------
    framing.compare : Make the comparison that is drawn.
    framing.plot_comparison : The same frames with intervals.

    Notes
    -----
    On the dotted line both frames are used equally. Up to 40 points are named, each
    only where its name covers no other; a point's size grows with the square root of
    its number of words.

    Examples
    --------
    >>> import framing as fr
    >>> frames = fr.find_frames(fr.load_example("caravan"))
    >>> ax = fr.plot_frame_map(fr.compare(frames))
    >>> ax.get_xlabel()
    'security (hits per 1,000 words)'
    """
    check_given(result, Comparison)
    across, up = _axes_labels(result, x, y)
    points = _points(result, across, up, color)
    axes = new_axes(6.6, 5.6) if ax is None else ax
    title = f"{up.capitalize()} against {across}"
    if points[["x", "y"]].isna().to_numpy().all():
        return blank(axes, title, "Nothing was found, so nothing is drawn.")
    _draw_points(axes, points, color)
    _set_frame(axes, points)
    axes.set_xlabel(literal(f"{across} ({result.measure.unit})"), fontsize=9, color=INK)
    axes.set_ylabel(literal(f"{up} ({result.measure.unit})"), fontsize=9, color=INK)
    write_title(axes, title, _subtitle(result, points))
    finish(axes, grid="both")
    fit_fonts(axes)
    if len(points) <= _MAX_NAMED:
        _name_points(axes, points)
    return axes


def _axes_labels(result: Comparison, x: str | None, y: str | None) -> tuple[str, str]:
    if len(result.labels) < 2:
        msg = (
            f"`result` has only {list(result.labels)}; a map needs two labels. Compare "
            "with a lexicon of two or more categories."
        )
        raise ValueError(msg)
    given = check_labels(result, [name for name in (x, y) if name is not None])
    free = [n for n in busiest_labels(result, 2 + len(given)) if n not in given]
    across = free.pop(0) if x is None else x
    up = free.pop(0) if y is None else y
    return across, up


def _points(result: Comparison, across: str, up: str, color: str) -> pd.DataFrame:
    table = result.table.set_index(["group", "label"])["estimate"].unstack()
    table = table.reindex(result.groups)
    docs = result.found.corpus.docs
    words = pd.Series(result.found.tokens.words_per_doc, index=docs.index)
    kept = result.design.group_of >= 0
    group = np.array(result.groups, dtype=object)[result.design.group_of[kept]]
    points = pd.DataFrame({"x": table[across], "y": table[up]})
    points["words"] = words[kept].groupby(group).sum()
    points["n_docs"] = words[kept].groupby(group).size()
    points["name"] = pd.Series(group_names(result))
    points["series"] = ""
    if result.by == "doc_id" and color in docs.columns:
        points["series"] = docs[color].astype("str").reindex(points.index).fillna("")
    if len(set(points["series"])) > 1:
        # The colour tells the outlet, so the name need not.
        points["name"] = pd.Series(article_titles(docs))
    return points


def _draw_points(ax: Axes, points: pd.DataFrame, color: str) -> None:
    common = [name for name in points["series"].value_counts().index if name]
    common = common[:_MAX_COLORS]
    size = 26 + 90 * np.sqrt(points["words"] / max(points["words"].max(), 1))
    rest = ~points["series"].isin(common)
    small = room_of(ax)[0] < _SMALL
    called = map(literal, short_names(common, 16 if small else 34))
    styles = zip(common, called, COLORS, MARKERS, strict=False)
    for name, label, hue, marker in styles:
        own = points["series"] == name
        _scatter(ax, points[own], size[own], hue, marker, label)
    if rest.any():
        hue = "#BBBBBB" if common else COLORS[0]
        label = "other" if common else ""
        _scatter(ax, points[rest], size[rest], hue, "o", label)
    if common and (len(common) > 1 or rest.any()):
        place: dict[str, Any] = {"loc": "upper left", "bbox_to_anchor": (1.01, 1)}
        size_of_key = 6.5 if small else 8
        key = ax.legend(
            title=f"Colours: {color}",
            title_fontsize=size_of_key,
            alignment="left",
            frameon=False,
            fontsize=size_of_key,
            markerscale=0.6 if small else 1,
            borderpad=0,
            handletextpad=0.1 if small else 0.4,
            **place,
        )
        key.get_title().set_color(GREY)


def _scatter(
    ax: Axes,
    points: pd.DataFrame,
    size: pd.Series[float],
    hue: str,
    marker: str,
    label: str,
) -> None:
    ax.scatter(
        points["x"],
        points["y"],
        s=size,
        c=hue,
        marker=marker,
        label=label,
        alpha=0.85 if len(points) < 60 else 0.6,
        edgecolors="white",
        linewidths=0.6,
        zorder=2.5 if label == "other" else 3,
    )


def _set_frame(ax: Axes, points: pd.DataFrame) -> None:
    """Start both axes at zero and draw the line on which both frames are equal."""
    tops = [float(np.nanmax(points[name])) for name in ("x", "y")]
    high = max(tops) or 1.0
    # A frame that is hardly used still gets a third of the room of the other.
    right, top = (1.08 * max(value, high / 3) for value in tops)
    ax.axline((0, 0), slope=1, color=GREY, linestyle=":", linewidth=1, zorder=1)
    ax.set(xlim=(-0.03 * right, right), ylim=(-0.03 * top, top))


def _subtitle(result: Comparison, points: pd.DataFrame) -> str:
    n = int(points["n_docs"].sum())
    if result.by == "doc_id":
        return f"Each point is an article (n = {n}); dotted: both frames equally"
    told = f"Each point pools the articles of one {result.by}"
    groups = f"{len(points)} {group_noun(result.by)}"
    return f"{told} ({groups}, {n} articles); dotted: both frames equally"


def _name_points(ax: Axes, points: pd.DataFrame) -> None:
    """Name points one after the other, each where it covers the least."""
    lay_out(ax)
    frame = ax.get_window_extent()
    places = ax.transData.transform(points[["x", "y"]].to_numpy())
    per_point = ax.figure.dpi / 72
    reach = 6 * per_point
    taken = [(px - reach, py - reach, px + reach, py + reach) for px, py in places]
    called = short_names(points["name"], 26)
    for (px, py), text in zip(places, called, strict=True):
        if np.isnan(px):
            continue
        wide, high = 75 * text_width(text, 7.5) * per_point, 9 * per_point
        boxes = [_box((px, py), (wide, high), c, per_point) for c in _CORNERS]
        cost = [_covered(box, taken) + 9e5 * _outside(box, frame) for box in boxes]
        best = int(np.argmin(cost))
        if cost[best] > 4 * per_point**2:
            continue
        dx, dy, ha = _CORNERS[best]
        taken.append(boxes[best])
        note = ax.annotate(
            literal(text),
            tuple(ax.transData.inverted().transform((px, py))),
            xytext=(dx, dy),
            textcoords="offset points",
            ha=ha,
            va="center",
            fontsize=7.5,
            color=INK,
        )
        note.set_in_layout(False)  # it stays inside, and measuring it takes long
        fit_texts([note])


# Offsets in points and the side of the text that touches the point.
_CORNERS = (
    (7, 0, "left"),
    (-7, 0, "right"),
    (5, 9, "left"),
    (5, -9, "left"),
    (-5, 9, "right"),
    (-5, -9, "right"),
    (0, 12, "center"),
    (0, -12, "center"),
)
_Box = tuple[float, float, float, float]


def _box(
    point: tuple[float, float],
    size: tuple[float, float],
    corner: tuple[int, int, str],
    per_point: float,
) -> _Box:
    """Return left, bottom, right, top of a name, in pixels."""
    dx, dy, ha = corner
    wide, high = size
    left = point[0] + dx * per_point
    left -= {"left": 0.0, "right": wide, "center": wide / 2}[ha]
    middle = point[1] + dy * per_point
    return left, middle - high / 2, left + wide, middle + high / 2


def _covered(box: _Box, taken: list[_Box]) -> float:
    return sum(
        max(0.0, min(box[2], other[2]) - max(box[0], other[0]))
        * max(0.0, min(box[3], other[3]) - max(box[1], other[1]))
        for other in taken
    )


def _outside(box: _Box, frame: Bbox) -> bool:
    return not (
        frame.x0 <= box[0]
        and box[2] <= frame.x1
        and frame.y0 <= box[1]
        and box[3] <= frame.y1
    )
