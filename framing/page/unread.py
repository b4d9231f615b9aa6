"""What was not read, file by file."""

from __future__ import annotations

import re

import pandas as pd

__all__ = ["merge_lines"]

_LINE = re.compile(r"^(?P<file>.*), line (?P<line>\d+)$", re.DOTALL)


def merge_lines(skipped: pd.DataFrame) -> pd.DataFrame:
    """Tell once for a file what is wrong with many of its lines.

    Parameters
    ----------
    skipped : DataFrame
        ``source`` and ``reason``, as of a corpus.

    Returns
    -------
    DataFrame
        The same columns; lines of one file with one reason share a row.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [{"source": f"a.csv, line {n}", "reason": "no text"} for n in (2, 3, 7)]
    >>> merge_lines(pd.DataFrame(rows)).values.tolist()
    [['a.csv, 3 lines, the first 2', 'no text']]
    """
    # A whole file is not one of its own lines.
    rows: dict[tuple[str, str, bool], list[str]] = {}
    for source, reason in zip(skipped["source"], skipped["reason"], strict=True):
        found = _LINE.match(source)
        key = (found["file"] if found else source, reason, bool(found))
        rows.setdefault(key, []).append(source)
    told = {
        "source": [
            _lines(file, same) if of_lines else file
            for (file, _, of_lines), same in rows.items()
        ],
        "reason": [reason for _, reason, _ in rows],
    }
    return pd.DataFrame(told, columns=["source", "reason"], dtype="str")


def _lines(file: str, sources: list[str]) -> str:
    """Name one line as it is, and of several how many there are."""
    if len(sources) == 1:
        return sources[0]
    first = sources[0].rpartition(" ")[2]
    return f"{file}, {len(sources):,} lines, the first {first}"
