"""Tables that sort, with a link from every number to its sentences."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.comparison.bounds import UNBOUNDED
from framing.page.evidence import anchor
from framing.page.summary import several_differ
from framing.page.writing import (
    between,
    p_value,
    plain_note,
    quantity,
)
from framing.plots.naming import group_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from framing.annotations import Annotations
    from framing.comparison import Comparison
    from framing.comparison.measures import Measure

__all__ = [
    "Cell",
    "contrast_table",
    "estimate_table",
    "interval",
    "plain_table",
    "sortable",
    "together_table",
]

_MAX_CONTRASTS = 300
_NUMERIC = ' class="n"'


@dataclass(frozen=True)
class Cell:
    """Hold what a cell shows and what it is sorted by.

    Parameters
    ----------
    text : str
        What is shown; it is escaped when written.
    value : float or None
        What it is sorted by; None sorts by the text.
    href : str
        Where it leads on the page.
    whole : bool
        Whether it stays on one line.
    title : str
        What a reader sees on pointing at it.
    """

    text: str
    value: float | None = None
    href: str = ""
    whole: bool = False
    title: str = ""

    def html(self) -> str:
        """Write the cell."""
        inner = escape(self.text)
        if self.href:
            inner = f'<a href="#{self.href}">{inner}</a>'
        if self.title:
            inner = f'<span title="{escape(self.title)}">{inner}</span>'
        if self.value is None:
            return f'<td class="w">{inner}</td>' if self.whole else f"<td>{inner}</td>"
        key = "" if np.isnan(self.value) else f"{self.value:.6g}"
        return f'<td class="n" data-v="{key}">{inner}</td>'


def sortable(
    caption: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> str:
    """Write a table whose columns sort on a press of their head.

    Parameters
    ----------
    caption : str
        What the table shows.
    header : sequence of str
        Names of the columns.
    rows : iterable of sequence of Cell
        The cells.

    Returns
    -------
    str
        HTML in a frame that scrolls by itself.
    """
    listed = list(rows)
    first = listed[0] if listed else [Cell("")] * len(header)
    head = "".join(
        f'<th scope="col"{"" if cell.value is None else _NUMERIC}>{escape(name)}</th>'
        for name, cell in zip(header, first, strict=True)
    )
    body = "".join(f"<tr>{''.join(c.html() for c in row)}</tr>" for row in listed)
    return (
        '<div class="scroll" tabindex="0" role="region" '
        f'aria-label="{escape(caption)}"><table class="sort">'
        f"<caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def estimate_table(kind: str, result: Comparison, source: Annotations) -> str:
    """Write the estimates of a comparison; each leads to its sentences.

    Parameters
    ----------
    kind : str
        ``"frames"`` or ``"tone"``.
    result : Comparison
        The comparison.
    source : Annotations
        What was compared; of tone also the sentences without an estimate.

    Returns
    -------
    str
        HTML.
    """
    table = result.table
    spoken = _mentions(result, source)
    if kind == "tone":
        there = [
            (g, k) in spoken
            for g, k in zip(table["group"], table["label"], strict=True)
        ]
        table = table[there]
    names = group_names(result)
    single = result.by == "doc_id"
    first = "article" if single else result.by
    with_any = f"articles with {'an estimate' if kind == 'tone' else 'a hit'}"
    header = (
        first,
        "actor" if kind == "tone" else "frame",
        result.measure.unit,
        "95% interval",
        *(() if single else (with_any, "articles")),
        "sentences with an estimate" if kind == "tone" else "hits",
        "note",
    )
    rows = []
    notes, every = _shared_notes(table["note"], tone=kind == "tone")
    for (_, row), note in zip(table.iterrows(), notes, strict=True):
        n = spoken.get((row["group"], row["label"]), 0)
        hits = _number(row["n_hits"])
        if kind == "tone":
            hits = Cell(f"{row['n_hits']:,} of {n:,}", float(row["n_hits"]))
        documents = (_number(row["n_docs_hit"]), _number(row["n_docs"]))
        rows.append(
            (
                Cell(names[row["group"]]),
                Cell(row["label"]),
                _estimate(kind, result, row, n),
                interval(row, signed=kind == "tone", scale=result.measure.scale),
                *(() if single else documents),
                hits,
                Cell(note),
            )
        )
    what = "Tone toward actors" if kind == "tone" else "Frames"
    caption = f"{what} by {first}: {result.measure.unit}"
    return sortable(caption, header, rows) + every


def _shared_notes(notes: Iterable[str], *, tone: bool) -> tuple[list[str], str]:
    """Take what is noted on every row out of the rows, to be said once.

    Returns
    -------
    notes : list of str
        What is left for each row.
    every : str
        A paragraph on all rows; empty where nothing is shared.
    """
    told = [plain_note(note, tone=tone).split("; ") for note in notes]
    shared = [part for part in told[0] if part] if len(told) > 1 else []
    shared = [part for part in shared if all(part in parts for parts in told)]
    left = ["; ".join(p for p in parts if p not in shared) for parts in told]
    if not shared:
        return left, ""
    return left, f'<p class="note">Every row: {escape("; ".join(shared))}.</p>'


def _mentions(result: Comparison, source: Annotations) -> dict[tuple[str, str], int]:
    """Count the spans of each group and label, with an estimate or without."""
    spans = source.spans
    place = pd.Index(source.corpus.doc_ids).get_indexer(pd.Index(spans["doc_id"]))
    group = result.design.group_of[place]
    names = [result.groups[g] if g >= 0 else "" for g in group]
    return dict(Counter(zip(names, spans["label"], strict=True)))


def _estimate(kind: str, result: Comparison, row: pd.Series[Any], n: int) -> Cell:
    estimate = float(row["estimate"])
    place = (result.groups.index(row["group"]), result.labels.index(row["label"]))
    shown = quantity(estimate, signed=result.measure.center is not None)
    if np.isnan(estimate):
        shown = "no estimate"
    return Cell(shown, estimate, anchor(kind, *place) if n else "")


def interval(
    row: pd.Series[Any],
    *,
    signed: bool,
    scale: float | None = None,
    of: str = "estimate",
) -> Cell:
    """Write the limits of an estimate, or a dash where there are none.

    Where there is too little to bound it, the numbers are seen on pointing at it.
    """
    if pd.isna(row["low"]) or pd.isna(row["high"]):
        return Cell("–", whole=True)
    low, high = float(row["low"]), float(row["high"])
    told = between(low, high, float(row[of]), signed=signed, scale=scale)
    numbers = f"{quantity(low, signed=signed)} to {quantity(high, signed=signed)}"
    return Cell(told, whole=True, title=numbers if told == UNBOUNDED else "")


def _number(value: float) -> Cell:
    return Cell(f"{int(value):,}", float(value))


def together_table(kind: str, result: Comparison) -> str:
    """Write whether any of several groups differ; empty where no more than two do.

    Parameters
    ----------
    kind : str
        ``"frames"`` or ``"tone"``.
    result : Comparison
        The comparison.

    Returns
    -------
    str
        HTML.
    """
    table = several_differ(result)
    if not len(table):
        return ""
    what = "actor" if kind == "tone" else "frame"
    header = (what, "groups", "articles", "p", "p corrected")
    rows = [
        [
            Cell(row["label"]),
            _number(row["n_groups"]),
            _number(row["n_docs"]),
            Cell(p_value(row["p"]), float(row["p"])),
            Cell(p_value(row["p_adjusted"]), float(row["p_adjusted"])),
        ]
        for _, row in table.iterrows()
    ]
    return sortable(
        f"Does any group differ from the others? One test for each {what}", header, rows
    )


def contrast_table(kind: str, result: Comparison) -> str:
    """Write the differences that were tested; empty where none was.

    Parameters
    ----------
    kind : str
        ``"frames"`` or ``"tone"``.
    result : Comparison
        The comparison.

    Returns
    -------
    str
        HTML; the smallest p-values where there are very many.
    """
    table = result.contrasts
    tested = table[table["p"].notna()]
    if not len(tested):
        return ""
    shown = tested
    if len(tested) > _MAX_CONTRASTS:
        shown = tested.nsmallest(_MAX_CONTRASTS, "p").sort_index()
    header = (
        "actor" if kind == "tone" else "frame",
        "A",
        "B",
        "A minus B",
        "95% interval",
        "p",
        "p corrected",
        "Cliff's delta",
        "articles A",
        "articles B",
        "note",
    )
    notes, every = _shared_notes(shown["note"], tone=kind == "tone")
    pairs = zip(shown.iterrows(), notes, strict=True)
    rows = [_contrast(row, note, result.measure) for (_, row), note in pairs]
    some = (
        f" (the {len(shown)} with the smallest p)" if len(shown) < len(tested) else ""
    )
    what = "tone" if kind == "tone" else "frames"
    caption = f"Differences in {what}: {len(tested):,} tested{some}"
    return sortable(caption, header, rows) + every


def _contrast(row: pd.Series, note: str, measure: Measure) -> list[Cell]:
    against = row["group_b"]
    if against == f"not {row['group_a']}":
        against = "all others"
    return [
        Cell(row["label"]),
        Cell(row["group_a"]),
        Cell(against),
        Cell(quantity(row["difference"], signed=True), float(row["difference"])),
        interval(row, signed=True, scale=measure.difference_scale, of="difference"),
        Cell(p_value(row["p"]), float(row["p"])),
        Cell(p_value(row["p_adjusted"]), float(row["p_adjusted"])),
        Cell(quantity(row["effect"], signed=True), float(row["effect"])),
        _number(row["n_a"]),
        _number(row["n_b"]),
        Cell(note),
    ]


def plain_table(caption: str, table: pd.DataFrame) -> str:
    """Write any table as it stands.

    Parameters
    ----------
    caption : str
        What the table shows.
    table : DataFrame
        The rows.

    Returns
    -------
    str
        HTML.
    """
    columns = [table[name].tolist() for name in table.columns]
    rows = (list(map(_plain, row)) for row in zip(*columns, strict=True))
    return sortable(caption, [str(name) for name in table.columns], rows)


def _plain(value: object) -> Cell:
    """Write whole numbers so that they sort as numbers."""
    return _number(value) if isinstance(value, int) else Cell(str(value))
