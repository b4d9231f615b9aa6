"""The specification curve: one comparison under every choice of how to count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from framing._errors import did_you_mean
from framing.comparison import CHOICES
from framing.plots.fonts import fit_fonts
from framing.plots.style import (
    COLORS,
    GREY,
    INK,
    blank,
    finish,
    left_of,
    new_axes,
    room_of,
    short_names,
    write_title,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.transforms import Transform
    from numpy.typing import NDArray

__all__ = ["plot_multiverse"]

_ROW = 0.185  # inches from one option to the next below the curve
_SKIP = 0.09  # and more from one choice to the next
_FINE_TICKS = (
    0.33,
    0.4,
    0.5,
    0.6,
    0.7,
    0.8,
    0.9,
    1.0,
    1.1,
    1.25,
    1.5,
    1.75,
    2.0,
    2.5,
    3.0,
)
_WORDS = {
    "category": "overlap settled by category",
    "lexicon": "overlap settled in the lexicon",
    "boundary": "phrases end at punctuation",
    "crossed": "phrases run across it",
    "kept": "negated hits kept",
    "dropped": "negated hits dropped",
    "salience": "per 1,000 words",
    "sentence_share": "share of sentences",
    "article_share": "share of articles",
}


def plot_multiverse(
    table: pd.DataFrame, *, label: str | None = None, ax: Axes | None = None
) -> Axes:
    """Draw a multiverse as a specification curve.

    It shows whether a difference survives other ways to count, each as good as the
    library's own.

    Parameters
    ----------
    table : DataFrame
        From :func:`framing.comparison.run_multiverse`.
    label : str, optional
        The label to draw; not needed where the table has only one.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes
        The Axes drawn on; the choices stand below its frame.

    Raises
    ------
    KeyError
        If the label is not in the table.
    ValueError
        If `label` must be named, or the table is not that of a multiverse.

    See Also
    --------
    framing.comparison.run_multiverse : Make the table that is drawn.

    Notes
    -----
    Each dot is one universe, from the smallest ratio to the largest, with its 95%
    interval; it is filled where p < .05 and ringed where the choices are the library's
    own. An arrow says that an interval goes on beyond the frame. Below, a mark says
    which option the universe takes.

    References
    ----------
    Simonsohn, U., Simmons, J. P., & Nelson, L. D. (2020). Specification curve analysis.
    Nature Human Behaviour 4, 1208-1214.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.comparison import run_multiverse
    >>> from framing.plots.multiverse import plot_multiverse
    >>> corpus = fr.load_example("caravan")
    >>> table = run_multiverse(
    ...     corpus, groups=("Frontier Ledger", "The Harbour Courier"))
    >>> ax = plot_multiverse(table, label="security")
    >>> len(ax.get_yticks()) > 1
    True
    """
    rows = _chosen(table, label)
    axes = new_axes(7.6, 3.1 + _depth()) if ax is None else ax
    known = rows[rows["ratio"].notna()].sort_values("ratio", kind="stable")
    title = f"{str(rows['label'].iloc[0]).capitalize()} under every way to count"
    if not len(known):
        return blank(axes, title, "No universe has an estimate, so nothing is drawn.")
    _draw_curve(axes, known)
    _draw_choices(axes, known)
    _set_scale(axes, known)
    told = _subtitle(known, len(rows) - len(known))
    write_title(axes, title, told, left=left_of(axes, _WORDS.values(), 8) + 0.05)
    finish(axes, grid="y")
    axes.spines["bottom"].set_visible(False)
    return fit_fonts(axes)


def _chosen(table: pd.DataFrame, label: str | None) -> pd.DataFrame:
    columns = getattr(table, "columns", ())
    missing = [name for name in (*CHOICES, "ratio", "p") if name not in columns]
    if missing or not len(table):
        msg = (
            f"`table` must come from fr.run_multiverse(...); it has no "
            f"{missing[0] if missing else 'row'}."
        )
        raise ValueError(msg)
    known = table["label"].unique().tolist()
    if label is None and len(known) > 1:
        msg = f"`label` must name one of: {', '.join(known)}."
        raise ValueError(msg)
    if label is not None and label not in known:
        near = did_you_mean(label, known)
        msg = f"No label {label!r} in this table.{near} There are: {', '.join(known)}."
        raise KeyError(msg)
    return table[table["label"] == (known[0] if label is None else label)]


def _draw_curve(ax: Axes, rows: pd.DataFrame) -> None:
    x = np.arange(len(rows))
    sure = (rows["p"] < 0.05).to_numpy()
    low, high = rows["low"].to_numpy(), rows["high"].to_numpy()
    bounded = ~np.isnan(low)
    color = COLORS[0]
    ax.vlines(x[bounded], low[bounded], high[bounded], color, linewidth=1.5, alpha=0.6)
    face = np.where(sure, color, "white").tolist()
    ratio = rows["ratio"].to_numpy()
    ax.scatter(x, ratio, s=30, facecolors=face, edgecolors=color, zorder=3)
    own = rows["default"].to_numpy(dtype=bool)
    ax.scatter(
        x[own], ratio[own], s=120, facecolors="none", edgecolors=INK, linewidths=1.2
    )
    ax.axhline(1, color=GREY, linewidth=0.9, zorder=0)
    ax.set_xlim(-0.8, len(rows) - 0.2)
    ax.set_xticks([])


def _draw_choices(ax: Axes, rows: pd.DataFrame) -> None:
    """Write the options below the frame and mark which universe takes which."""
    depth, tight = 0.16, _tightness(ax)
    for name, options in CHOICES.items():
        for option in options:
            own = (rows[name] == option).to_numpy()
            _draw_marks(ax, own, _below(ax, ax.get_xaxis_transform(), depth))
            ax.text(
                -0.02,
                0,
                _WORDS[option],
                transform=_below(ax, ax.transAxes, depth),
                ha="right",
                va="center",
                fontsize=8 * max(tight, 0.75),
                color=INK,
            )
            depth += _ROW * tight
        depth += _SKIP * tight


def _draw_marks(ax: Axes, own: NDArray[np.bool_], place: Transform) -> None:
    """Mark the universes that take an option, and where the others would be."""
    colors = np.where(own, INK, "#E6E6E6").tolist()
    ax.scatter(
        np.arange(len(own)),
        np.zeros(len(own)),
        s=13,
        c=colors,
        marker="s",
        transform=place,
        clip_on=False,
    )


def _below(ax: Axes, base: Transform, inches: float) -> Transform:
    from matplotlib.transforms import ScaledTranslation

    return base + ScaledTranslation(0, -inches, ax.figure.dpi_scale_trans)


def _tightness(ax: Axes) -> float:
    """Return how far the marks move together on an Axes that is low."""
    if ax.figure.get_layout_engine() is None:
        return 1.0
    return float(np.clip((room_of(ax)[1] - 1.9) / _depth(), 0.5, 1.0))


def _depth() -> float:
    return _ROW * sum(map(len, CHOICES.values())) + _SKIP * len(CHOICES)


def _set_scale(ax: Axes, rows: pd.DataFrame) -> None:
    """Count in doublings, and keep one huge interval from squeezing all others."""
    ratio = np.log2(rows["ratio"].to_numpy())
    ends = np.log2(rows[["low", "high"]].to_numpy()).ravel()
    ends = np.concatenate([ends[np.isfinite(ends)], ratio, [0.0]])
    reach = max(float(np.abs(ratio).max()), 0.5) + 1.5
    low, high = max(float(ends.min()), -reach), min(float(ends.max()), reach)
    pad = max(0.06 * (high - low), 0.05)
    ax.set_yscale("log", base=2)
    ax.set_ylim(2 ** (low - pad), 2 ** (high + pad))
    _draw_arrows(ax, rows)
    wide = high - low > 1.6
    ticks = 2.0 ** np.arange(-20, 21) if wide else np.array(_FINE_TICKS)
    bottom, top = ax.get_ylim()
    ticks = ticks[(ticks >= bottom) & (ticks <= top)]
    ax.set_yticks(ticks, [f"{tick:.3g}" for tick in ticks])
    ax.set_yticks([], minor=True)
    ax.set_ylabel("ratio", fontsize=9, color=INK)


def _draw_arrows(ax: Axes, rows: pd.DataFrame) -> None:
    """Say where intervals go on beyond the frame."""
    bottom, top = ax.get_ylim()
    x = np.arange(len(rows))
    for beyond, at, mark in (
        ((rows["high"] > top).to_numpy(), top, "^"),
        ((rows["low"] < bottom).to_numpy(), bottom, "v"),
    ):
        if beyond.any():
            heads = np.full(int(beyond.sum()), at)
            style: dict[str, Any] = {"c": COLORS[0], "zorder": 4, "clip_on": False}
            ax.scatter(x[beyond], heads, s=16, marker=mark, **style)


def _subtitle(rows: pd.DataFrame, n_missing: int) -> str:
    n = len(rows)
    more = int((rows["ratio"] > 1).sum())
    less = int((rows["ratio"] < 1).sum())
    sure = int((rows["p"] < 0.05).sum())
    ours, theirs = (str(rows[name].iloc[0]) for name in ("group_a", "group_b"))
    pair = " to ".join(short_names((ours, theirs), 26))
    first = f"{pair}: {n} ways to count, ratio above 1 in {more}, below in {less}"
    left = f"; {n_missing} without an estimate" if n_missing else ""
    second = f"Filled: p < .05 ({sure} of {n}); ringed: the library's default"
    return f"{first}{left}\n{second}; lines: 95% intervals"
