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
    literal,
    new_axes,
    room_of,
    short_name,
    short_names,
    text_width,
    write_title,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


__all__ = ["plot_word_shift"]

_NARROW = 4.6  # inches; less has no room for two keys side by side
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
    axes.set_xlabel(_AXIS[result.kind], fontsize=9, color=INK)
    write_title(axes, title, _subtitle(rows, len(table), result))
    _write_key(axes, rows, result)
    axes.xaxis.set_major_locator(MaxNLocator(6))
    finish(axes, grid="x")
    axes.tick_params(axis="y", labelsize=_letters(axes, len(rows)))
    return fit_fonts(axes)


def _fitting(ax: Axes) -> int:
    """Return how many words can be read below each other on an Axes."""
    return max(int((room_of(ax)[1] - _MARGIN) / _CLOSEST), 1)


def _letters(ax: Axes, n_rows: int) -> float:
    """Return the size of words that fits between the rows, in points."""
    pitch = max(room_of(ax)[1] - _MARGIN, 0.5) / n_rows
    return float(np.clip(72 * pitch * 0.8, 4.5, 9.0))


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
    )
    ends = scale * sign[:, None] * rows[["low", "high"]].to_numpy(dtype=float)
    bounded = ~np.isnan(ends[:, 0])
    ax.hlines(y[bounded], *ends[bounded].T, color=INK, linewidth=1.1, zorder=3)
    ax.axvline(0, color=GREY, linewidth=0.9, zorder=1)
    ax.set_ylim(len(rows) - 0.4, -0.6)


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
    total = result.total
    told = f"The {len(rows)} largest of {n_words:,} words; right: uses in both groups"
    bounded = rows["low"].notna()
    if bounded.any():
        kind = rows.loc[bounded, "interval"].iloc[0]
        source = "resampled articles" if kind == "bootstrap" else "articles (jackknife)"
        told += f"\nLines: limits from {source}, word by word"
        told += "" if bounded.all() else "; no line: too few uses"
    else:
        told += "\nNo limits: too few uses or a single article"
    if result.kind == "proportion":
        return told
    scale = _SCALE.get(result.kind, 1.0)
    parts = [f"\nDifference {scale * total['estimate']:.3g}"]
    if not np.isnan(total["low"]):
        low, high = scale * total["low"], scale * total["high"]
        parts.append(f"[{low:.3g}, {high:.3g}]")
    return told + " ".join(parts)


def _write_key(ax: Axes, rows: pd.DataFrame, result: WordShift) -> None:
    from matplotlib.patches import Patch

    sides = zip((result.target, result.reference), _sides(result), strict=True)
    pairs = zip(sides, COLORS, strict=False)
    used = set(rows["more_in"])
    handles = [
        Patch(facecolor=hue, alpha=0.75, label=literal(f"more in {called}"))
        for (name, called), hue in pairs
        if name in used
    ]
    if not handles:
        return
    from matplotlib.transforms import ScaledTranslation

    below = ScaledTranslation(0, -0.45, ax.figure.dpi_scale_trans)
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
