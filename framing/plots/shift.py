"""Word shifts: bars for the words that make up a difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import MaxNLocator

from framing.comparison import WordShift
from framing.plots.fonts import fit_fonts
from framing.plots.given import check_given
from framing.plots.notes import write_notes
from framing.plots.style import (
    COLORS,
    GREY,
    INK,
    blank,
    finish,
    left_of,
    literal,
    new_axes,
    room_of,
    short_name,
    short_names,
    text_width,
    under_axis,
    write_title,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import NDArray


__all__ = ["plot_word_shift"]

_NARROW = 4.6  # inches; less has no room for two keys side by side
_HATCH = "////"  # tells the bars apart on a grey print
_ROW = 0.23  # inches
_MAX_WORDS = 60
_MARGIN = 1.8  # inches for title, scale and key
_CLOSEST = 0.115  # inches from word to word

_AXIS = {
    "proportion": "change of the word's share (percentage points)",
    "entropy": "contribution to the difference of entropy (bits)",
    "jensen_shannon": "contribution to the divergence (bits)",
    "frame": "contribution to the difference (frame words per 1,000 words)",
    "weighted": "contribution to the difference of mean scores",
}
_SCALE = {"proportion": 100.0, "frame": 1000.0}


def plot_word_shift(result: WordShift, *, n: int = 25, ax: Axes | None = None) -> Axes:
    """Draw the words that make up a difference, the largest on top.

    The bars add up to the difference, but for the words that are not shown.

    Parameters
    ----------
    result : WordShift
        From :func:`framing.word_shift`.
    n : int, default 25
        How many words, at most 60.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure of fitting size.

    Returns
    -------
    matplotlib Axes
        The Axes drawn on.

    Raises
    ------
    TypeError
        If `result` is no WordShift.
    ValueError
        If `n` is not between 1 and 60.

    See Also
    --------
    framing.word_shift : Make the result that is drawn.
    framing.plot_keyness : Which words set a group apart.

    Notes
    -----
    Colour tells which group uses the word more, the line is its interval. With
    Jensen-Shannon divergence, whose contributions are never below 0, bars of words of
    the reference point to the left.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.load_example("caravan")
    >>> shift = fr.word_shift(corpus, by="outlet", target="Frontier Ledger")
    >>> ax = fr.plot_word_shift(shift, n=5)
    >>> len(ax.get_yticklabels())
    5
    """
    check_given(result, WordShift)
    if not 1 <= n <= _MAX_WORDS:
        msg = f"`n` must lie between 1 and {_MAX_WORDS}; got {n!r}."
        raise ValueError(msg)
    table = result.table.dropna(subset="contribution")
    shown = n if ax is None else min(n, _fitting(ax))
    rows = table[table["contribution"] != 0].head(shown).reset_index(drop=True)
    axes = new_axes(*_size(rows)) if ax is None else ax
    title = " against ".join(_sides(result))
    if not len(rows):
        return blank(axes, title, "No word differs, so nothing is drawn.")
    _draw(axes, rows, result)
    _write_words(axes, rows)
    axes.set_xlabel(literal(_axis(result)), fontsize=9, color=INK)
    size = _letters(axes, len(rows))
    names = [tick.get_text() for tick in axes.get_yticklabels()]
    told = _subtitle(rows, len(table), result)
    write_title(axes, title, told, left=left_of(axes, names, size))
    axes.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    finish(axes, grid="x")
    _write_key(axes, rows, result)
    axes.tick_params(axis="y", labelsize=size)
    return fit_fonts(axes)


def _fitting(ax: Axes) -> int:
    """Return how many words can be read below each other on an Axes."""
    return max(int((room_of(ax)[1] - _margin(ax)) / _CLOSEST), 1)


def _letters(ax: Axes, n_rows: int) -> float:
    """Return the size of words that fits between the rows, in points."""
    pitch = max(room_of(ax)[1] - _margin(ax), 0.5) / n_rows
    return float(np.clip(72 * pitch * 0.8, 4.5, 9.0))


def _margin(ax: Axes) -> float:
    """Return the inches over and under the frame; lines break on a narrow Axes."""
    return _MARGIN + (0.4 if room_of(ax)[0] < _NARROW else 0.0)


def _sides(result: WordShift) -> list[str]:
    """Name target and reference, short enough for one line together."""
    if result.reference == "rest":
        return [short_name(result.target, 30), "the rest"]
    return short_names((result.target, result.reference), 20)


def _size(rows: pd.DataFrame) -> tuple[float, float]:
    left = max((text_width(_name(row, 40)) for _, row in rows.iterrows()), default=0.0)
    return 5.2 + min(left, 3.0), 1.9 + max(_ROW * len(rows), 0.8)


def _name(row: pd.Series[str], width: int = 30) -> str:
    name = short_name(row["word"], width)
    return f"{name} ({short_name(row['label'], 16)})" if row["label"] else name


def _draw(ax: Axes, rows: pd.DataFrame, result: WordShift) -> None:
    scale = _SCALE.get(result.kind, 1.0)
    sign = np.ones(len(rows))
    if result.kind == "jensen_shannon":
        sign = np.where(rows["more_in"] == result.reference, -1.0, 1.0)
    y = np.arange(len(rows))
    ours = (rows["more_in"] == result.target).to_numpy()
    hues = np.where(ours, COLORS[0], COLORS[1])
    ax.barh(
        y,
        scale * sign * rows["contribution"],
        height=0.68,
        color=hues.tolist(),
        alpha=0.75,
        zorder=2,
        hatch=np.where(ours, "", _HATCH).tolist(),
        edgecolor="white",
        linewidth=0,
    )
    ends = scale * sign[:, None] * rows[["low", "high"]].to_numpy(dtype=float)
    _draw_limits(ax, np.sort(ends, axis=1), scale * sign * rows["contribution"])
    ax.axvline(0, color=GREY, linewidth=0.9, zorder=1)
    ax.set_ylim(len(rows) - 0.4, -0.6)


def _draw_limits(ax: Axes, ends: NDArray[np.float64], bars: pd.Series[float]) -> None:
    """Draw intervals; arrows say that one goes on, so that bars are not squeezed."""
    y = np.arange(len(ends))
    wide = max(float(bars.max()), 0.0) - min(float(bars.min()), 0.0)
    low, high = float(bars.min()) - wide, float(bars.max()) + wide
    bounded = ~np.isnan(ends[:, 0])
    shown = ends[bounded].clip(low, high)
    ax.hlines(y[bounded], *shown.T, color=INK, linewidth=1.1, zorder=3)
    for beyond, at, mark in (
        (ends[:, 0] < low, low, "<"),
        (ends[:, 1] > high, high, ">"),
    ):
        if beyond.any():
            heads = np.full(int(beyond.sum()), at)
            ax.scatter(heads, y[beyond], s=16, marker=mark, c=INK, zorder=4)


def _write_words(ax: Axes, rows: pd.DataFrame) -> None:
    """Write words at the left and uses in both groups at the right of the frame."""
    ax.set_yticks(
        range(len(rows)), [_name(row) for _, row in rows.iterrows()], parse_math=False
    )
    pairs = zip(rows["n_target"], rows["n_reference"], strict=True)
    told = [f"{ours} · {theirs}" for ours, theirs in pairs]
    right, places = np.full(len(told), 1.015), np.arange(len(told))
    beside = ax.get_yaxis_transform()
    size = min(_letters(ax, len(rows)), 7.5)
    write_notes(ax, right, places, told, size=size, colors=GREY, transform=beside)


def _subtitle(rows: pd.DataFrame, n_words: int, result: WordShift) -> str:
    told = f"The {len(rows)} largest of {n_words:,} words; right: uses in both groups"
    bounded = rows["low"].notna()
    if bounded.any():
        kind = rows.loc[bounded, "interval"].iloc[0]
        source = "resampled articles" if kind == "bootstrap" else "articles (jackknife)"
        level = f"{result.design.options.level:.0%}"
        told += f"\nLines: {level} intervals from {source}, word by word"
        told += "" if bounded.all() else "; no line: too few uses"
    else:
        told += "\nNo intervals: too few uses or a single article"
    if result.kind == "proportion":
        return told
    return f"{told}\n{_total(result)}"


def _total(result: WordShift) -> str:
    """Tell what all words together add up to, and on whose side it is higher."""
    total, scale = result.total, _SCALE.get(result.kind, 1.0)
    estimate = scale * total["estimate"]
    told = f"All words together: {_number(estimate)}"
    if not np.isnan(total["low"]):
        low, high = scale * total["low"], scale * total["high"]
        told += f" ({_number(low)} to {_number(high)})"
    if result.kind == "jensen_shannon" or estimate == 0:
        return told
    return f"{told}, higher in {_sides(result)[0 if estimate > 0 else 1]}"


def _number(value: float) -> str:
    return f"{value:.3g}".replace("-", "−")


def _axis(result: WordShift) -> str:
    """Name the scale; with two frames, which counts for and which against."""
    scores = result.table.groupby("label")["score"].first()
    signs = scores.abs().eq(1).all() and len(scores) == 2 and scores.sum() == 0
    if result.kind != "frame" or not signs:
        return _AXIS[result.kind]
    more, less = scores.idxmax(), scores.idxmin()
    what = f"{short_name(str(more), 16)} minus {short_name(str(less), 16)} words"
    return f"contribution to the difference ({what} per 1,000)"


def _write_key(ax: Axes, rows: pd.DataFrame, result: WordShift) -> None:
    from matplotlib.patches import Patch

    sides = zip((result.target, result.reference), _sides(result), strict=True)
    pairs = zip(sides, COLORS, strict=False)
    used = set(rows["more_in"])
    handles = [
        Patch(
            facecolor=hue,
            alpha=0.75,
            hatch="" if hue == COLORS[0] else _HATCH,
            edgecolor="white",
            linewidth=0,
            label=literal(f"more in {called}"),
        )
        for (name, called), hue in pairs
        if name in used
    ]
    if not handles:
        return
    from matplotlib.transforms import ScaledTranslation

    below = ScaledTranslation(0, -under_axis(ax), ax.figure.dpi_scale_trans)
    ax.legend(
        handles=handles,
        frameon=False,
        fontsize=8,
        ncols=1 if room_of(ax)[0] < _NARROW else 2,
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=ax.transAxes + below,
        borderaxespad=0,
    )
