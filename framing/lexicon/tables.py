"""The entries of a lexicon, and what could not be read, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from framing.lexicon.entry import ENTRY_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from framing.lexicon.entry import Entry, Problem

__all__ = ["tabulate_entries", "tabulate_problems"]


def tabulate_entries(rows: Iterable[Entry]) -> pd.DataFrame:
    """Lay out entries, one row an entry; see :attr:`Lexicon.entries`."""
    table = pd.DataFrame([_as_tuple(row) for row in rows])
    table.columns = pd.Index(ENTRY_COLUMNS)
    return table.astype({"within": "Int64"}).rename_axis("entry")


def _as_tuple(row: Entry) -> tuple[object, ...]:
    return (
        row.category,
        row.pattern,
        row.exclude,
        row.near,
        row.within,
        row.weight,
        row.case,
        row.note,
        row.example,
    )


def tabulate_problems(issues: Iterable[Problem]) -> pd.DataFrame:
    """Lay out what could not be read; see :attr:`Lexicon.problems`."""
    pairs = [(issue.line, issue.reason) for issue in issues]
    table = pd.DataFrame(pairs, columns=["line", "reason"])
    return table.astype({"line": "int64", "reason": "str"})
