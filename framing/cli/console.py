"""What the shell sees: results on standard output, everything else on the other."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["Console", "UsageError", "columns"]


class UsageError(Exception):
    """Say in one line what the user should type instead."""


@dataclass(frozen=True)
class Console:
    """Write to the shell as loudly as asked.

    Parameters
    ----------
    level : int
        0 quiet, 1 usual, 2 verbose.
    as_json : bool
        Whether results are JSON.
    """

    level: int = 1
    as_json: bool = False

    def progress(self, text: str) -> None:
        """Tell what is being done."""
        self._tell(text, 1)

    def note(self, text: str) -> None:
        """Tell what calls for a look."""
        self._tell(f"note: {text}", 1)

    def detail(self, text: str) -> None:
        """Tell what only some want to know."""
        self._tell(text, 2)

    def _tell(self, text: str, level: int) -> None:
        if self.level >= level:
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()

    def result(self, text: str) -> None:
        """Write a result."""
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")

    def record(self, value: dict[str, Any]) -> None:
        """Write a result as one JSON value."""
        self.result(_as_json(value))

    def frame(self, name: str, table: pd.DataFrame) -> None:
        """Write a table, as CSV or as JSON."""
        self.result(self.layout(name, table))

    def layout(self, name: str, table: pd.DataFrame) -> str:
        """Lay out a table, as CSV or as JSON."""
        if self.as_json:
            return _as_json({name: records(table)})
        return str(table.to_csv(index=False, lineterminator="\n"))


def _as_json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Turn rows into dictionaries, with None where a value is missing."""
    plain: list[dict[str, Any]] = json.loads(
        table.to_json(orient="records", date_format="iso", force_ascii=False)
    )
    return plain


def columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Line up cells in columns; the first on the left, the others on the right.

    Examples
    --------
    >>> print(columns(["outlet", "n"], [["Post", "12"]]))
    outlet   n
    Post    12
    """
    lines = [header, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
