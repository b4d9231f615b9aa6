"""CSV: one row an entry."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from framing._errors import did_you_mean
from framing.lexicon.entry import ENTRY_COLUMNS, make_entry
from framing.lexicon.formats.draft import Draft
from framing.lexicon.formats.lines import numbered_rows
from framing.lexicon.formats.liwc import parse_dicx

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.lexicon.entry import Entry
    from framing.lexicon.lexicon import Lexicon

__all__ = ["format_csv", "parse_csv"]

_ALIASES = {
    "category": ("category", "key", "frame", "label", "dimension", "code"),
    "pattern": ("pattern", "word", "term", "entry", "value", "keyword", "token"),
    "not": ("not", "exclude"),
    "weight": ("weight", "score"),
}
_BETWEEN = "|"  # divides the phrases of `not` and `near`


def parse_csv(text: str, name: str, *, lower: bool | None) -> Lexicon:
    """Read a CSV file with a column of categories and one of patterns.

    Parameters
    ----------
    text : str
        Content of the file; commas, semicolons or tabs divide the columns.
    name : str
        Name of the lexicon.
    lower : bool, optional
        Whether to lower-case patterns; by default no.

    Returns
    -------
    Lexicon
        The lexicon. Further columns not, near (phrases divided by ``|``),
        within, weight, case, note and example are used where they exist.

    Raises
    ------
    ValueError
        If the two columns are not there, or there is no entry.
    """
    rows = numbered_rows(text, divider=_divider(text))
    _, head = next(rows, (1, []))
    header = [cell.lower() for cell in head]
    if header[:1] == ["dicterm"]:
        return parse_dicx(text, name, lower=lower)
    places = _places(header)
    draft = Draft()
    for line, row in rows:
        _read_row(line, row, places, draft)
    return draft.finish(name, lower=bool(lower))


def _divider(text: str) -> str:
    head = text.lstrip().split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _places(header: Sequence[str]) -> dict[str, int]:
    places = {}
    for column in ENTRY_COLUMNS:
        known = [name for name in _ALIASES.get(column, (column,)) if name in header]
        if known:
            places[column] = header.index(known[0])
    missing = [name for name in ("category", "pattern") if name not in places]
    if missing:
        msg = (
            f"No column {missing[0]!r}.{did_you_mean(missing[0], header)} "
            f"The file has: {', '.join(header) or 'none'}. Name the columns "
            "'category' and 'pattern'."
        )
        raise ValueError(msg)
    return places


def _read_row(
    line: int, row: Sequence[str], places: dict[str, int], draft: Draft
) -> None:
    cells = {name: row[at] if at < len(row) else "" for name, at in places.items()}
    category = cells.pop("category")
    fields: dict[str, object] = dict(cells)
    for name in ("not", "near"):
        fields[name] = [p for p in cells.get(name, "").split(_BETWEEN) if p.strip()]
    try:
        draft.add(line, make_entry(category, fields))
    except ValueError as error:
        draft.report(line, str(error))


def format_csv(lexicon: Lexicon) -> str:
    """Write a CSV file with all columns of the entries.

    Parameters
    ----------
    lexicon : Lexicon
        What to write.

    Returns
    -------
    str
        The content.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(ENTRY_COLUMNS)
    writer.writerows(_cells(row) for row in lexicon.rows)
    return buffer.getvalue()


def _cells(row: Entry) -> list[object]:
    return [
        row.category,
        row.pattern,
        _BETWEEN.join(row.exclude),
        _BETWEEN.join(row.near),
        "" if row.within is None else row.within,
        repr(row.weight),
        "true" if row.case else "",
        row.note,
        row.example,
    ]
