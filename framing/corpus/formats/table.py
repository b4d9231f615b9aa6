"""Comma- and tab-separated tables, read so that one bad row costs one row."""

from __future__ import annotations

import csv
import io
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from framing.corpus.decoding import UnreadableError
from framing.corpus.formats.record import Batch, Problem, RawFile, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["read_csv", "read_tsv"]

_DELIMITERS = ",;\t|"
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d+)?")
# What Excel writes into the first line for itself.
_SEPARATOR = re.compile(r'"?sep=(.)"?')
_UNBALANCED = "unbalanced quotation mark; read to the end of its line"
_QUOTE = 'a text with line breaks or delimiters must stand in "quotation marks"'


class _SortedRows(NamedTuple):
    """Rows by what became of them; a number is the index of a line."""

    good: list[tuple[int, list[str]]]
    rescued: list[int]
    bad: list[tuple[int, int]]


def read_csv(file: RawFile) -> Batch:
    r"""Read one record per row; the delimiter is the commonest of ``, ; tab |``.

    Parameters
    ----------
    file : RawFile
        Bytes of a ``.csv`` file whose first line names the columns.

    Returns
    -------
    Batch
        Records named after their row. A row with too few or too many fields is
        skipped; a row with an unbalanced quotation mark is kept to the end of its
        line, with a remark, or skipped.

    Raises
    ------
    UnreadableError
        If the file has no line, or one column name twice.

    Examples
    --------
    >>> batch = read_csv(RawFile("a.csv", "a", b"id;text\n1;One.\n2;Two."))
    >>> [record.fields["text"] for record in batch.records]
    ['One.', 'Two.']
    """
    return _read(file, "")


def read_tsv(file: RawFile) -> Batch:
    r"""Read one record per row of a tab-separated table.

    Parameters
    ----------
    file : RawFile
        Bytes of a ``.tsv`` file whose first line names the columns.

    Returns
    -------
    Batch
        As :func:`read_csv`.

    Examples
    --------
    >>> data = b"text\tyear\nOne, two.\t2018"
    >>> read_tsv(RawFile("a.tsv", "a", data)).records[0].fields
    {'text': 'One, two.', 'year': 2018}
    """
    return _read(file, "\t")


def _read(file: RawFile, delimiter: str) -> Batch:
    text, remarks = file.decode()
    lines = list(io.StringIO(text, newline=""))
    if lines and (named := _SEPARATOR.fullmatch(lines[0].strip())):
        lines[0], delimiter = "\n", delimiter or named[1]
    with _any_field_size():
        header, first = _read_header(lines, delimiter)
        delimiter = delimiter or _guess_delimiter(lines[first - 1])
        sorted_rows = _sort_rows(lines, first, delimiter, len(header))
    batch = _make_records(file, header, sorted_rows.good)
    batch.remarks.extend(remarks)
    for at in sorted_rows.rescued:
        source = f"{file.source}, line {at + 1}"
        batch.remarks.append(Problem(source, _UNBALANCED))
    batch.skipped.extend(_report_bad(file.source, sorted_rows.bad, len(header)))
    return batch


def _read_header(lines: Sequence[str], delimiter: str) -> tuple[list[str], int]:
    """Return the column names and the index of the line after them."""
    first = next((i for i, line in enumerate(lines) if line.strip()), None)
    if first is None:
        reason = "empty file"
        raise UnreadableError(reason)
    mark = delimiter or _guess_delimiter(lines[first])
    names = next(csv.reader([lines[first]], delimiter=mark))
    header = [name.strip() or f"column_{i}" for i, name in enumerate(names, 1)]
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        reason = f"column named twice: {', '.join(twice)}; rename one in the first line"
        raise UnreadableError(reason)
    return header, first + 1


def _guess_delimiter(line: str) -> str:
    bare = re.sub(r'"[^"]*"', "", line)
    return max(_DELIMITERS, key=bare.count)


def _sort_rows(
    lines: Sequence[str], first: int, delimiter: str, n_columns: int
) -> _SortedRows:
    rows = _SortedRows([], [], [])
    for at, strict_row in _strict_rows(lines, first, delimiter):
        row = strict_row
        if row is None:
            row = _read_alone(lines[at], delimiter, n_columns)
            rows.rescued.extend([at] if len(row) == n_columns else [])
        if len(row) == n_columns:
            rows.good.append((at, row))
        elif row:
            rows.bad.append((at, len(row)))
    return rows


def _strict_rows(
    lines: Sequence[str], first: int, delimiter: str
) -> Iterator[tuple[int, list[str] | None]]:
    """Yield the line and the fields of each row; None where quoting breaks.

    Strict parsing is what finds an unbalanced quotation mark: its partner would be
    the opening mark of a later row, which no delimiter follows. Reading then starts
    again at the next line, so that the mark costs one row and not the file.
    """
    at = first
    while at < len(lines):
        base = at
        rest = (lines[i] for i in range(base, len(lines)))
        reader = csv.reader(rest, delimiter=delimiter, strict=True)
        try:
            for row in reader:
                yield at, row
                at = base + reader.line_num
        except csv.Error:
            yield at, None
            at += 1


def _read_alone(line: str, delimiter: str, n_columns: int) -> list[str]:
    """Read a line whose quotation marks do not balance, keeping them if possible."""
    literal = line.rstrip("\r\n").split(delimiter)
    if len(literal) == n_columns:
        return literal
    return next(csv.reader([line], delimiter=delimiter), [])


def _make_records(
    file: RawFile, header: Sequence[str], rows: Sequence[tuple[int, list[str]]]
) -> Batch:
    convert = _as_numbers if file.typed else _as_found
    columns = [convert([row[i] for _, row in rows]) for i in range(len(header))]
    cells = zip(*columns, strict=True)
    return Batch(
        [
            Record(
                f"{file.source}, line {at + 1}",
                f"{file.name}-{number}",
                dict(zip(header, values, strict=True)),
            )
            for number, ((at, _), values) in enumerate(zip(rows, cells, strict=True), 1)
        ]
    )


def _as_numbers(values: Sequence[str]) -> Sequence[object]:
    """Turn a column into numbers where every cell is one; empty cells are missing.

    "007" stays a string: it is a name, not a quantity.
    """
    filled = [value for value in values if value]
    if not filled or not all(_NUMBER.fullmatch(value) for value in filled):
        return _as_found(values)
    number = float if any("." in value for value in filled) else int
    return [number(value) if value else None for value in values]


def _report_bad(
    source: str, bad: Sequence[tuple[int, int]], n_columns: int
) -> Iterator[Problem]:
    """Report runs of neighbouring bad lines as one problem each."""
    runs: list[list[tuple[int, int]]] = []
    for at, n_fields in bad:
        if runs and runs[-1][-1][0] == at - 1:
            runs[-1].append((at, n_fields))
        else:
            runs.append([(at, n_fields)])
    for run in runs:
        (first, n_fields), (last, _) = run[0], run[-1]
        where = (
            f"line {first + 1}" if len(run) == 1 else f"lines {first + 1}-{last + 1}"
        )
        reason = f"{n_fields} fields where the first line names {n_columns}; {_QUOTE}"
        yield Problem(f"{source}, {where}", reason)


def _as_found(values: Sequence[str]) -> Sequence[object]:
    return [value or None for value in values]


@contextmanager
def _any_field_size() -> Iterator[None]:
    """Lift the 128 KB limit on a field, and put it back: articles can be longer."""
    before = csv.field_size_limit(2**31 - 1)
    try:
        yield
    finally:
        csv.field_size_limit(before)
