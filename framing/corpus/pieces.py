"""Files read piece by piece, through the readers of whole files."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, BinaryIO

from framing.corpus.decoding import UnreadableError, decode
from framing.corpus.formats import READERS, Batch, Problem, RawFile, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from framing.corpus.finding import FoundFile

__all__ = ["MOST_BYTES", "read_pieces", "reader_for"]

MOST_BYTES = 50_000_000
"""Longest line or file of one article that is read."""

_PIECE = 1 << 20  # bytes
_ROWS = 500  # rows of a Parquet file
# A table without a place to cut is cut anyway: a quotation mark is missing somewhere.
_MOST_UNCUT = 32 * _PIECE
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_TABLE = "save it as CSV, or read it with pandas.read_excel and give the table"
_TEXT = "save it as plain text"
_ADVICE = {
    ".xlsx": _TABLE,
    ".xls": _TABLE,
    ".ods": _TABLE,
    ".docx": _TEXT,
    ".doc": _TEXT,
    ".odt": _TEXT,
    ".rtf": _TEXT,
    ".pdf": _TEXT,
    ".zip": "unpack it first",
    ".gz": "unpack it first",
}
_LINES = re.compile(r"(lines? )(\d+)(?:-(\d+))?$")
_SEPARATOR = re.compile(rb'(?:\xef\xbb\xbf)?"?sep=."?')
_NUMBER = re.compile(r"\d+$")


def read_pieces(file: FoundFile, name: str, encoding: str | None) -> Iterator[Batch]:
    """Read one file a little at a time; whatever is wrong becomes a problem.

    Parameters
    ----------
    file : FoundFile
        The file.
    name : str
        What ids made up for its articles begin with.
    encoding : str, optional
        Encoding named by the user.

    Yields
    ------
    Batch
        Records, and what was skipped or odd; at least one batch.
    """
    try:
        # Whether a column holds numbers only is known at the end of the last piece.
        raw = RawFile(file.source, name, b"", encoding, file.outlet, typed=False)
        yield from _pieces(file, raw)
        if file.remark:
            yield Batch(remarks=[Problem(file.source, file.remark)])
    except UnreadableError as error:
        yield Batch(skipped=[Problem(file.source, str(error))])
    except OSError as error:
        reason = f"could not be opened: {error.strerror or error}"
        yield Batch(skipped=[Problem(file.source, reason)])


def reader_for(file: FoundFile) -> Callable[[RawFile], Batch]:
    """Return what reads a file of this type.

    Parameters
    ----------
    file : FoundFile
        The file.

    Returns
    -------
    callable
        Takes a RawFile and returns a Batch.

    Raises
    ------
    UnreadableError
        If the type is unknown, the file is a result of framing, or a link to something
        that is not there.

    Examples
    --------
    >>> from pathlib import Path
    >>> from framing.corpus.finding import FoundFile
    >>> reader_for(FoundFile(Path("a.TXT"), Path("a.TXT"))).__name__
    'read_text'
    """
    if file.is_result:
        msg = "a result that framing wrote, not an article"
        raise UnreadableError(msg)
    if file.is_broken_link:
        reason = f"a link to {str(file.path.readlink())!r}, which is not there"
        raise UnreadableError(reason)
    reader = READERS.get(file.suffix)
    if reader is None:
        what = f"unknown file type {file.suffix!r}" if file.suffix else "no file type"
        advice = _ADVICE.get(file.suffix, f"readable are {', '.join(READERS)}")
        reason = f"{what}; {advice}"
        raise UnreadableError(reason)
    return reader


def _pieces(file: FoundFile, raw: RawFile) -> Iterator[Batch]:
    reader = reader_for(file)
    if file.suffix == ".parquet":
        yield from _parquet_pieces(file, raw)
        return
    with file.path.open("rb") as stream:
        head = stream.read(4)
        stream.seek(0)
        by_line = file.suffix in {".jsonl", ".ndjson", ".csv", ".tsv"}
        if not by_line or _is_wide(raw, head):
            yield reader(raw._replace(data=_read_whole(file, stream)))
        elif file.suffix in {".csv", ".tsv"}:
            yield from _table_pieces(raw, stream, reader)
        else:
            yield from _line_pieces(raw, stream, reader)


def _is_wide(raw: RawFile, head: bytes) -> bool:
    """Tell encodings in which a line break is not the one byte 10."""
    name = codecs.lookup(raw.encoding or "utf-8").name
    wide = name.startswith(("utf-16", "utf-32")) or head.startswith(_WIDE_MARKS)
    return wide or b"\0" in head


def _read_whole(file: FoundFile, stream: BinaryIO) -> bytes:
    size = file.path.stat().st_size
    if size > MOST_BYTES and file.suffix in {".txt", ".html", ".htm"}:
        reason = f"{size:,} bytes are too many for one article; left out"
        raise UnreadableError(reason)
    return stream.read()


def _line_pieces(
    raw: RawFile, stream: BinaryIO, reader: Callable[[RawFile], Batch]
) -> Iterator[Batch]:
    done = 0
    for lines, problems in _blocks(raw, stream, lambda _: True):
        data, odd = _mend(raw, lines, done)
        batch = reader(data)
        yield _shift(batch, done, done, [*problems, *odd.skipped], odd.remarks)
        done += len(lines)


def _table_pieces(
    raw: RawFile, stream: BinaryIO, reader: Callable[[RawFile], Batch]
) -> Iterator[Batch]:
    header = _read_header(stream)
    # The header is the first line of every piece, so lines count from after it.
    done, n_rows = len(header) - 1, 0
    empty = True
    for lines, problems in _blocks(raw, stream, _quotes_are_even, done + 1):
        data, odd = _mend(raw, lines, done + 1)
        batch = reader(data._replace(data=header[-1] + data.data))
        yield _shift(batch, done, n_rows, [*problems, *odd.skipped], odd.remarks)
        done, n_rows = done + len(lines), n_rows + len(batch.records)
        empty = False
    if empty:
        yield reader(raw._replace(data=b"".join(header)))


def _read_header(stream: BinaryIO) -> list[bytes]:
    """Read up to and including the line with the names of the columns."""
    lines = [stream.readline(MOST_BYTES)]
    while lines[-1] and (not lines[-1].strip() or _is_separator(lines)):
        lines.append(stream.readline(MOST_BYTES))
    if lines[-1] and not lines[-1].endswith(b"\n"):
        lines[-1] += b"\n"
    return lines


def _is_separator(lines: list[bytes]) -> bool:
    """Recognise what Excel writes for itself above the names: ``sep=;``."""
    return len(lines) == 1 and bool(_SEPARATOR.fullmatch(lines[0].strip()))


def _quotes_are_even(data: bytes) -> bool:
    return data.count(b'"') % 2 == 0


def _blocks(
    raw: RawFile, stream: BinaryIO, is_whole: Callable[[bytes], bool], before: int = 0
) -> Iterator[tuple[list[bytes], list[Problem]]]:
    """Yield lines of about one piece, cut where no row is torn.

    `before` is the number of lines before the first of the blocks.
    """
    lines: list[bytes] = []
    problems: list[Problem] = []
    size, whole = 0, True
    while line := stream.readline(MOST_BYTES):
        if len(line) == MOST_BYTES and not line.endswith(b"\n"):
            number = before + len(lines) + 1
            problems.append(_skip_line(raw, stream, number))
            line = b"\n"
        lines.append(line)
        size += len(line)
        whole ^= not is_whole(line)
        if size >= _PIECE and (whole or size >= _MOST_UNCUT):
            yield lines, problems
            before += len(lines)
            lines, problems, size, whole = [], [], 0, True
    if lines:
        yield lines, problems


def _skip_line(raw: RawFile, stream: BinaryIO, number: int) -> Problem:
    """Pass over the rest of a line that is too long."""
    rest = stream.readline(MOST_BYTES)
    while rest and not rest.endswith(b"\n"):
        rest = stream.readline(MOST_BYTES)
    reason = f"more than {MOST_BYTES:,} bytes in one line; left out"
    return Problem(f"{raw.source}, line {number}", reason)


def _mend(raw: RawFile, lines: list[bytes], before: int) -> tuple[RawFile, Batch]:
    """Decode lines in another encoding one by one, so that others do not suffer."""
    data = b"".join(lines)
    try:
        data.decode(raw.encoding or "utf-8")
    except UnicodeDecodeError:
        mended, odd = _mend_lines(raw, lines, before)
        return raw._replace(data=mended, encoding=None), odd
    return raw._replace(data=data), Batch()


def _mend_lines(raw: RawFile, lines: list[bytes], before: int) -> tuple[bytes, Batch]:
    mended, odd = [], Batch()
    for number, line in enumerate(lines, before + 1):
        where = f"{raw.source}, line {number}"
        try:
            text, remark = decode(line, raw.encoding)
        except UnreadableError as error:
            odd.skipped.append(Problem(where, str(error)))
            text, remark = "\n", ""
        if remark:
            odd.remarks.append(Problem(where, remark))
        mended.append(text.encode("utf-8", "replace"))
    return b"".join(mended), odd


def _shift(
    batch: Batch,
    lines: int,
    rows: int,
    skipped: list[Problem],
    remarks: list[Problem],
) -> Batch:
    """Turn line and row numbers of a piece into those of the file."""

    def place(source: str) -> str:
        return _LINES.sub(lambda found: _move(found, lines), source)

    records = [
        Record(
            place(record.source),
            _NUMBER.sub(lambda found: str(int(found[0]) + rows), record.name),
            record.fields,
        )
        for record in batch.records
    ]
    return Batch(
        records,
        [*(p._replace(source=place(p.source)) for p in batch.skipped), *skipped],
        [*(p._replace(source=place(p.source)) for p in batch.remarks), *remarks],
    )


def _move(found: re.Match[str], lines: int) -> str:
    last = f"-{int(found[3]) + lines}" if found[3] else ""
    return f"{found[1]}{int(found[2]) + lines}{last}"


def _parquet_pieces(file: FoundFile, raw: RawFile) -> Iterator[Batch]:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        yield READERS[".parquet"](raw)  # says what to install
        return
    number = 0
    try:
        with parquet.ParquetFile(file.path) as table:
            for part in table.iter_batches(batch_size=_ROWS):
                rows = part.to_pylist()
                yield Batch(
                    [
                        Record(f"{raw.source}, row {at}", f"{raw.name}-{at}", row)
                        for at, row in enumerate(rows, number + 1)
                    ]
                )
                number += len(rows)
    except (ArrowException, ValueError) as error:
        after = f" after row {number}" if number else ""
        reason = f"not a Parquet file{after}: {str(error).splitlines()[0]}"
        raise UnreadableError(reason) from None
