"""Words of two groups: how strongly each belongs to one, against how frequent it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.ticker import FuncFormatter, NullFormatter

from framing.comparison.keyness_result import KEYNESS_MEASURES, Keyness
from framing.plots.fonts import fit_fonts
from framing.plots.given import check_given
from framing.plots.labels import label_points
from framing.plots.style import (
    COLORS,
    GREY,
    INK,
    blank,
    finish,
    new_axes,
    short_name,
    short_names,
    write_title,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


__all__ = ["plot_keyness"]

_PALE = "#BBBBBB"
_MAX_KEPT_FREE = 60
_ONE_SIDED = ("odds_ratio",)


def plot_keyness(
    result: Keyness,
    *,
    target: str | None = None,
    n_labels: int = 30,
    ax: Axes | None = None,
) -> Axes:
    """Draw each word's score against how frequent it is, and name the highest.

    Words high up belong to the target, words far right are frequent in both.

    Parameters
    ----------
    result : Keyness
        From :func:`framing.keyness`.
    target : str, optional
        Which target; by default the first.
    n_labels : int, default 30
        How many words to name at most, half of them for each side. Names that would
        cover others are left out.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes
        The Axes drawn on.

    Raises
    ------
    TypeError
        If `result` is no Keyness.
    KeyError
        If there is no such target.
    ValueError
        If `n_labels` is negative.

    See Also
    --------
    framing.keyness : Make the result that is drawn.
    framing.plot_word_shift : The words that make up a difference.

    Notes
    -----
    Full dots have a corrected p below .05 (moving whole articles), hollow dots have
    not, or could not be tested.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.load_example("caravan")
    >>> words = fr.keyness(corpus, by="outlet", target="Frontier Ledger")
    >>> ax = fr.plot_keyness(words)
    >>> ax.get_ylabel()
    'weighted log odds (z)'
    """
    check_given(result, Keyness)
    if n_labels < 0:
        msg = f"`n_labels` must be 0 or more; got {n_labels}."
        raise ValueError(msg)
    side = result.targets[0] if target is None else target
    table = result.top(len(result), target=side)
    table = table[np.isfinite(table["score"].to_numpy(dtype=float))]
    axes = new_axes(7.2, 5.4) if ax is None else ax
    title = f"Words of {short_name(side)}"
    if not len(table):
        return blank(axes, title, "No word is frequent enough, so nothing is drawn.")
    frequency = table["rate"].to_numpy(dtype=float)
    ours = table["score"].to_numpy() > _center(result)
    hues = np.where(ours, COLORS[0], COLORS[1])
    _draw(axes, table, frequency, hues)
    _scale(axes, table, frequency, result)
    write_title(axes, title, _subtitle(table))
    finish(axes, grid="y")
    fit_fonts(axes)
    shown = _chosen(table, ours, n_labels)
    label_points(
        axes,
        frequency[shown],
        table["score"].to_numpy(dtype=float)[shown],
        table["word"].iloc[shown].tolist(),
        colors=hues[shown].tolist(),
        avoid=_strongest(table, frequency),
    )
    return axes


def _center(result: Keyness) -> float:
    return 1.0 if result.measure in _ONE_SIDED else 0.0


def _draw(
    ax: Axes, table: pd.DataFrame, frequency: np.ndarray, hues: np.ndarray
) -> None:
    sure = (table["p_adjusted"] < 0.05).to_numpy()
    for full in (False, True):
        own = sure == full
        ax.scatter(
            frequency[own],
            table["score"].to_numpy(dtype=float)[own],
            s=22 if full else 15,
            facecolors=hues[own].tolist() if full else "none",
            edgecolors=hues[own].tolist() if full else _PALE,
            linewidths=0.9,
            zorder=3 if full else 2,
            label="p < .05" if full else "other words",
        )


def _scale(
    ax: Axes, table: pd.DataFrame, frequency: np.ndarray, result: Keyness
) -> None:
    ax.set_xscale("log")
    # Room for the names of the most frequent words, and of the rarest.
    span = max(float(np.log10(frequency.max() / frequency.min())), 0.5)
    ax.set_xlim(
        frequency.min() / 10 ** (0.13 * span), frequency.max() * 10 ** (0.13 * span)
    )
    score = table["score"].to_numpy(dtype=float)
    low, high = min(float(score.min()), _center(result)), float(score.max())
    pad = 0.08 * max(high - low, 1e-9)
    ax.set_ylim(low - pad, max(high, _center(result)) + pad)
    ax.axhline(_center(result), color=GREY, linewidth=0.9, zorder=1)
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    ax.xaxis.set_minor_formatter(NullFormatter())
    ax.set_xlabel("uses per 1,000 words in both groups", fontsize=9, color=INK)
    ax.set_ylabel(KEYNESS_MEASURES[result.measure], fontsize=9, color=INK)


def _subtitle(table: pd.DataFrame) -> str:
    row = table.iloc[0]
    other = row["reference"]
    ours, theirs = short_names((row["target"], other))
    against = "in all other articles" if other == "rest" else f"in {theirs}"
    told = f"Above the line: more in {ours}; below: {against}"
    sure = int((table["p_adjusted"] < 0.05).sum())
    tested = int(table["p"].notna().sum())
    if not tested:
        return f"{told}\nNo p-values: a side has a single article"
    return f"{told}\nFull dots: corrected p < .05 ({sure:,} of {tested:,} words tested)"


def _strongest(table: pd.DataFrame, frequency: np.ndarray) -> np.ndarray:
    """Return the points that no name should cover: full dots, while they are few."""
    sure = np.flatnonzero(table["p_adjusted"] < 0.05)[:_MAX_KEPT_FREE]
    score = table["score"].to_numpy(dtype=float)
    return np.column_stack([frequency[sure], score[sure]])


def _chosen(table: pd.DataFrame, ours: np.ndarray, n_labels: int) -> np.ndarray:
    """Return the rows to name: the highest scores of each side in turn."""
    order = np.arange(len(table))
    first, last = order[ours], order[~ours][::-1]
    half = (n_labels + 1) // 2
    ranks = [
        (i, side) for side, rows in ((0, first), (1, last)) for i in range(len(rows))
    ]
    picked = [(i, side) for i, side in sorted(ranks) if i < half][:n_labels]
    rows = [(first, last)[side][i] for i, side in picked]
    return np.array(rows, dtype=int)
