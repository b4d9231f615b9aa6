"""Text files cut into numbered lines or rows."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["numbered_rows", "split_lines"]


def split_lines(text: str) -> list[tuple[int, str]]:
    """Return the lines of a file with their numbers, whatever ends them."""
    return list(enumerate(re.split(r"\r\n|\n|\r", text), start=1))


def numbered_rows(text: str, *, divider: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV file that hold anything, with their line numbers.

    Parameters
    ----------
    text : str
        Content of the file.
    divider : str, default ","
        What divides the columns.

    Yields
    ------
    tuple of (int, list of str)
        Line on which the row ends, and its cells without outer spaces.

    Raises
    ------
    ValueError
        If it cannot be read as CSV.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=divider)
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as error:
        msg = f"Not readable as CSV, line {reader.line_num}: {error}."
        raise ValueError(msg) from None
