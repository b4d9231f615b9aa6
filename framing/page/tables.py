"""Tables that sort, with a link from every number to its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.page.evidence import anchor
from framing.page.writing import p_value, quantity
from framing.plots.naming import group_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from framing.comparison import Comparison

__all__ = ["Cell", "contrast_table", "estimate_table", "plain_table", "sortable"]

_MAX_CONTRASTS = 300


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
    """

    text: str
    value: float | None = None
    href: str = ""
    whole: bool = False

    def html(self) -> str:
        """Write the cell."""
        inner = escape(self.text)
        if self.href:
            inner = f'<a href="#{self.href}">{inner}</a>'
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
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in header)
    body = "".join(f"<tr>{''.join(c.html() for c in row)}</tr>" for row in rows)
    return (
        '<div class="scroll" tabindex="0" role="region" '
        f'aria-label="{escape(caption)}"><table class="sort">'
        f"<caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def estimate_table(kind: str, result: Comparison) -> str:
    """Write the estimates of a comparison; each leads to its sentences.

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
    table = result.table
    if kind == "tone":
        table = table[table["n_hits"] > 0]
    signed = result.measure.center is not None
    names = group_names(result)
    group = {name: i for i, name in enumerate(result.groups)}
    label = {name: i for i, name in enumerate(result.labels)}
    unit = "sentences" if kind == "tone" else "hits"
    single = result.by == "doc_id"
    first = "article" if single else result.by
    header = (
        first,
        "actor" if kind == "tone" else "frame",
        result.measure.unit,
        "95% interval",
        *(() if single else ("articles with a hit", "articles")),
        unit,
        "note",
    )
    rows = []
    for _, row in table.iterrows():
        place = anchor(kind, group[row["group"]], label[row["label"]])
        estimate = float(row["estimate"])
        rows.append(
            (
                Cell(names[row["group"]]),
                Cell(row["label"]),
                Cell(
                    quantity(estimate, signed=signed),
                    estimate,
                    place if row["n_hits"] else "",
                ),
                Cell(_interval(row, signed), whole=True),
                *(
                    ()
                    if single
                    else (_number(row["n_docs_hit"]), _number(row["n_docs"]))
                ),
                _number(row["n_hits"]),
                Cell(row["note"]),
            )
        )
    what = "Tone toward actors" if kind == "tone" else "Frames"
    return sortable(f"{what} by {first}: {result.measure.unit}", header, rows)


def _interval(row: pd.Series, signed: bool) -> str:
    if pd.isna(row["low"]) or pd.isna(row["high"]):
        return "–"
    low, high = (quantity(float(row[side]), signed=signed) for side in ("low", "high"))
    return f"{low} to {high}"


def _number(value: float) -> Cell:
    return Cell(f"{int(value):,}", float(value))


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
        "A less B",
        "95% interval",
        "p",
        "p corrected",
        "Cliff's delta",
        "articles A",
        "articles B",
        "note",
    )
    rows = [_contrast(row) for _, row in shown.iterrows()]
    some = (
        f" (the {len(shown)} with the smallest p)" if len(shown) < len(tested) else ""
    )
    what = "tone" if kind == "tone" else "frames"
    return sortable(
        f"Differences in {what}: {len(tested):,} tested{some}", header, rows
    )


def _contrast(row: pd.Series) -> list[Cell]:
    against = row["group_b"]
    if against == f"not {row['group_a']}":
        against = "all others"
    return [
        Cell(row["label"]),
        Cell(row["group_a"]),
        Cell(against),
        Cell(quantity(row["difference"], signed=True), float(row["difference"])),
        Cell(_interval(row, signed=True), whole=True),
        Cell(p_value(row["p"]), float(row["p"])),
        Cell(p_value(row["p_adjusted"]), float(row["p_adjusted"])),
        Cell(quantity(row["effect"], signed=True), float(row["effect"])),
        _number(row["n_a"]),
        _number(row["n_b"]),
        Cell(row["note"]),
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
    rows = ([Cell(str(value)) for value in row] for row in table.to_numpy().tolist())
    return sortable(caption, [str(name) for name in table.columns], rows)
