"""Dispersion: where in the articles hits stand, from the first word to the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing._errors import did_you_mean
from framing.annotate.position import locate_hits
from framing.annotations import Annotations
from framing.plots.fonts import fit_fonts
from framing.plots.given import check_given
from framing.plots.style import (
    COLORS,
    INK,
    blank,
    finish,
    fit_names,
    left_of,
    literal,
    new_axes,
    room_of,
    short_name,
    text_width,
    write_title,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray


__all__ = ["plot_dispersion"]

_MAX_ROWS = 40
_CLOSEST = 0.08  # inches from line to line
_N_PARTS = 10
_STYLES = (
    "solid",
    "dashed",
    "dotted",
    "dashdot",
    (0, (5, 1)),
    (0, (1, 1)),
    (0, (8, 3)),
)


def plot_dispersion(
    found: Annotations,
    *,
    labels: Sequence[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw where in the articles hits stand.

    News tells first what matters most, so the place of a hit says something its number
    does not.

    Parameters
    ----------
    found : Annotations
        Frames, actors, or other findings.
    labels : sequence of str, optional
        Which labels; by default the seven with the most hits.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure of fitting size.

    Returns
    -------
    matplotlib Axes
        The Axes drawn on.

    Raises
    ------
    TypeError
        If `found` is no Annotations.
    KeyError
        If a label does not exist.
    ValueError
        If more than seven labels are asked for: they could not be told apart.

    See Also
    --------
    framing.annotate.measure_position : The same in numbers.

    Notes
    -----
    Up to 40 articles each have a line, from the first word to the last, with a stroke
    for each hit; every label has its own height on the line, so that colour is not
    needed to tell them apart. Beyond 40 articles, or where an Axes has no room for so
    many lines, curves show hits per 1,000 words
    in each tenth of the articles, all articles pooled: a level curve means that
    position plays no part.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.plots.dispersion import plot_dispersion
    >>> ax = plot_dispersion(fr.find_frames(fr.load_example("caravan")))
    >>> ax.get_xlabel()
    'position in the article'
    """
    check_given(found, Annotations, "found")
    chosen = _labels(found, labels)
    hits = locate_hits(found)
    hits = hits[hits["label"].isin(chosen)]
    many = len(found.corpus) > _most(ax)
    axes = new_axes(*_size(found, chosen, many=many)) if ax is None else ax
    if not len(hits):
        title = "Where in the article"
        return blank(axes, title, "Nothing was found, so nothing is drawn.")
    if many:
        _draw_curves(axes, found, hits, chosen)
    else:
        _draw_rows(axes, found, hits, chosen)
    _set_positions(axes)
    names = [] if many else [tick.get_text() for tick in axes.get_yticklabels()]
    size = 9.0 if many else _letters(axes, len(found.corpus))
    left = 0.0 if many else left_of(axes, names, size)
    told = _subtitle(found, hits, many=many)
    write_title(axes, "Where in the article", told, left=left)
    finish(axes, grid="x")
    axes.tick_params(axis="y", labelsize=size)
    _write_key(axes, chosen)
    return fit_fonts(axes)


def _most(ax: Axes | None) -> int:
    """Return how many articles can have a line and a name."""
    if ax is None:
        return _MAX_ROWS
    return min(int((room_of(ax)[1] - 1.5) / _CLOSEST), _MAX_ROWS)


def _labels(found: Annotations, labels: Sequence[str] | None) -> tuple[str, ...]:
    if labels is None:
        ranked = found.spans["label"].value_counts().index[: len(COLORS)]
        return tuple(name for name in found.labels if name in set(ranked))
    unknown = [name for name in labels if name not in found.labels]
    if unknown:
        near = did_you_mean(unknown[0], found.labels)
        msg = f"No label {unknown[0]!r}.{near} There are: {', '.join(found.labels)}."
        raise KeyError(msg)
    if len(labels) > len(COLORS):
        msg = f"`labels` must name {len(COLORS)} or fewer; got {len(labels)}."
        raise ValueError(msg)
    return tuple(labels)


def _size(
    found: Annotations, chosen: Sequence[str], *, many: bool
) -> tuple[float, float]:
    if many:
        return 6.6, 4.2
    left = max((text_width(name) for name in _names(found)), default=0.0)
    line = 0.12 + 0.075 * len(chosen)
    return 5.4 + min(left, 3.2), 1.7 + max(line * len(found.corpus), 0.5)


def _names(found: Annotations) -> list[str]:
    docs = found.corpus.docs
    columns = [name for name in ("outlet", "title") if name in docs.columns]
    parts = docs[columns].astype("str").where(docs[columns].notna(), "")
    joined = [": ".join(filter(None, row)) for row in parts.to_numpy().tolist()]
    pairs = zip(joined, found.corpus.doc_ids, strict=True)
    return [short_name(name or doc_id, 44) for name, doc_id in pairs]


def _draw_rows(
    ax: Axes, found: Annotations, hits: pd.DataFrame, chosen: Sequence[str]
) -> None:
    doc = pd.Index(found.corpus.doc_ids).get_indexer(pd.Index(hits["doc_id"]))
    lane = 0.8 / max(len(chosen), 1)
    ax.hlines(np.arange(len(found.corpus)), 0, 1, "#DDDDDD", linewidth=0.8, zorder=1)
    for number, label in enumerate(chosen):
        own = (hits["label"] == label).to_numpy()
        top = doc[own] - 0.4 + number * lane
        ax.vlines(
            hits["position"].to_numpy()[own],
            top,
            top + lane,
            COLORS[number],
            linewidth=1.6,
            label=label,
            zorder=2,
        )
    size = _letters(ax, len(found.corpus))
    names = fit_names(ax, _names(found), size, 44)
    ax.set_yticks(np.arange(len(found.corpus)), list(map(literal, names)))
    ax.set_ylim(len(found.corpus) - 0.4, -0.6)


def _letters(ax: Axes, n_rows: int) -> float:
    """Return the size of names that fits between the lines, in points."""
    high = room_of(ax)[1] - 1.5
    return float(np.clip(72 * high / n_rows * 0.8, 3.5, 9.0))


def _draw_curves(
    ax: Axes, found: Annotations, hits: pd.DataFrame, chosen: Sequence[str]
) -> None:
    words = _words_per_part(found)
    middle = (np.arange(_N_PARTS) + 0.5) / _N_PARTS
    for number, label in enumerate(chosen):
        position = hits.loc[hits["label"] == label, "position"].to_numpy()
        part = np.minimum(_N_PARTS * position, _N_PARTS - 1).astype(int)
        rate = 1000 * np.bincount(part, minlength=_N_PARTS) / np.maximum(words, 1)
        ax.plot(
            middle,
            rate,
            color=COLORS[number],
            linestyle=_STYLES[number],
            marker="o",
            markersize=4,
            label=label,
        )
    ax.set_ylim(bottom=0)
    ax.set_ylabel("hits per 1,000 words", fontsize=9, color=INK)


def _words_per_part(found: Annotations) -> NDArray[np.int64]:
    """Count the words in each tenth of their articles."""
    tokens = found.tokens
    doc = tokens.doc[tokens.is_word[tokens.type]]
    place = np.arange(len(doc)) - np.searchsorted(doc, doc)
    part = _N_PARTS * place // np.maximum(tokens.words_per_doc[doc], 1)
    return np.bincount(part, minlength=_N_PARTS).astype(np.int64)


def _set_positions(ax: Axes) -> None:
    ax.set_xlim(-0.01, 1.01)
    ax.set_xticks(
        [0, 0.25, 0.5, 0.75, 1], ["first\nword", "1/4", "half", "3/4", "last\nword"]
    )
    ax.set_xlabel("position in the article", fontsize=9, color=INK)


def _subtitle(found: Annotations, hits: pd.DataFrame, *, many: bool) -> str:
    n, n_docs = len(hits), len(found.corpus)
    told = f"{n:,} hits in {hits['doc_id'].nunique()} of {n_docs} articles"
    if many:
        return f"Tenths of the articles, all articles pooled; {told}"
    return f"A line is an article, a stroke is a hit; {told}"


def _write_key(ax: Axes, chosen: Sequence[str]) -> None:
    ax.legend(
        *ax.get_legend_handles_labels(),
        frameon=False,
        fontsize=8,
        labelcolor=INK,
        loc="upper left",
        bbox_to_anchor=(1.01, 1),
        title=None if len(chosen) > 1 else "label",
        title_fontproperties={"size": 8},
    )
