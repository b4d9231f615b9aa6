"""The front door: articles from files, tables and lists become one corpus."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from framing._errors import FramingWarning, find_nearest, list_names
from framing.corpus.assembly import make_corpus
from framing.corpus.dates import parse_date
from framing.corpus.decoding import UnreadableError, check_encoding
from framing.corpus.fields import (
    check_columns,
    is_missing,
    name_fields,
    replace_surrogates,
)
from framing.corpus.finding import FoundFile, find_files, name_files
from framing.corpus.formats import PAGES, Batch, Problem, RawFile, Record
from framing.corpus.pieces import reader_for

if TYPE_CHECKING:
    from datetime import date as Date

    from framing.corpus.corpus import Corpus

__all__ = ["Source", "read_articles"]

Source = (
    str | Path | pd.DataFrame | Sequence[str | Path] | Sequence[Mapping[str, object]]
)


class _Settings(NamedTuple):
    """What the user fixed for every article."""

    columns: Mapping[str, str | None]
    outlet: str | None
    date: Date | None
    encoding: str | None


def read_articles(
    source: Source,
    *,
    columns: Mapping[str, str | None] | None = None,
    outlet: str | None = None,
    date: str | Date | None = None,
    encoding: str | None = None,
    clean: bool = True,
) -> Corpus:
    r"""Read articles from files, a table or a list.

    Nothing is dropped without a line in ``corpus.skipped``, and nothing is deleted:
    what cleaning sets aside is listed in ``corpus.cuts``.

    Parameters
    ----------
    source : str, Path, DataFrame, list of paths or list of dict
        A folder (searched with its sub-folders), a pattern such as
        ``"articles/*.txt"``, one file, a list of these; or a table, or records, with
        one article each. Files: .txt, .html, .csv, .tsv, .json, .jsonl, .parquet.
    columns : mapping, optional
        Column that holds ``"id"``, ``"text"``, ``"outlet"``, ``"date"`` or
        ``"title"``, where its name is not recognised: ``{"text": "Artikel"}``. With
        ``None`` for a name nothing takes that role: ``{"id": None}`` numbers the
        articles anew.
    outlet : str, optional
        Outlet of every article; it replaces what columns or folders say.
    date : str or date, optional
        Date of every article; it replaces what columns say.
    encoding : str, optional
        Encoding of the files. By default it is found: a byte order mark, then UTF-8,
        then what a web page declares, then Windows-1252, with a remark.
    clean : bool, default True
        Whether to find what is not the article's own text (promos, captions, datelines
        and so on) and list it in ``corpus.cuts``. The text itself never changes.

    Returns
    -------
    Corpus
        One document per article. ``corpus.docs`` has ``outlet``, ``date`` and
        ``title`` where they are known, every other column as it came, and ``text``.
        ``corpus.skipped`` tells what was not read and why, ``corpus.remarks`` what
        was read but calls for a look.

    Raises
    ------
    FileNotFoundError
        If there is no such file, or a folder or pattern gives none.
    ValueError
        If no article can be read, a column named does not exist, or one id stands for
        different articles.
    TypeError
        If `source` is none of the above.
    ImportError
        If a .parquet file is given and pyarrow is not installed.

    Warns
    -----
    FramingWarning
        Once, if anything was skipped or remarked on.

    See Also
    --------
    load_example : Articles that come with the library.

    Notes
    -----
    *Ids* are those of the id column, else the name of the file, with as much of its
    path as makes it unique; in a table the row's number is appended.

    *Outlets*: a file in a sub-folder gets the sub-folder's name, unless a column says
    otherwise.

    *Columns* are recognised by common names without regard to case: ``text``,
    ``body``, ``content``; ``outlet``, ``source``, ``publisher``; ``date``,
    ``published``; ``title``, ``headline`` and more. If several fit, the first of these
    is used and the others are kept under their own names.

    *Web pages*: the text is that of the paragraphs, headings and list items in the
    page's article, and offsets refer to this text. The title is not part of it.

    *Dates* are read as the outlet printed them, without time zone. 03/04/2018 is
    March 4 unless another date of the column can only be day first.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_articles(
    ...     [
    ...         {"source": "Harbor Post", "body": "HARBOR (HP) - The ferry is back."},
    ...         {"source": "Valley Times", "body": "Read more: Ferries\nIt sailed."},
    ...     ]
    ... )
    >>> corpus.docs["outlet"].tolist()
    ['Harbor Post', 'Valley Times']
    >>> corpus.cuts["reason"].tolist()
    ['dateline', 'promo']
    """
    check_columns(columns)
    check_encoding(encoding)
    settings = _Settings(columns or {}, outlet, _fix_date(date), encoding)
    corpus = make_corpus(_read_source(source, settings), clean=clean)
    caution = _describe_problems(corpus)
    if caution:
        warnings.warn(caution, FramingWarning, stacklevel=2)
    return corpus


def _fix_date(date: str | Date | None) -> Date | None:
    parsed = None if date is None else parse_date(date)
    if date is not None and parsed is None:
        msg = f"`date` must be a date such as '2018-10-21'; got {date!r}."
        raise ValueError(msg)
    return parsed


def _read_source(source: object, settings: _Settings) -> Batch:
    """Tell apart what was given."""
    if isinstance(source, (str, Path)):
        return _read_files(find_files(source), settings)
    if isinstance(source, pd.DataFrame):
        return _name_table(_from_frame(source), settings)
    if not isinstance(source, Iterable) or isinstance(source, (bytes, Mapping)):
        raise TypeError(_describe_source(source))
    items = list(source)
    if items and all(isinstance(item, Mapping) for item in items):
        return _name_table(_from_records(items), settings)
    if items and all(isinstance(item, (str, Path)) for item in items):
        files, missing = _find_all(items)
        return Batch.join([_read_files(files, settings), Batch(skipped=missing)])
    raise TypeError(_describe_source(source if items else items))


def _describe_source(source: object) -> str:
    kind = type(source).__name__
    advice = "Put a single record into a list. " if isinstance(source, Mapping) else ""
    empty = "empty " if isinstance(source, list) and not source else ""
    return (
        f"`source` must be a folder, file, pattern, list of paths, DataFrame or list "
        f"of dict; got {'an ' if empty else 'a '}{empty}{kind}. {advice}To read texts, "
        'type: read_articles([{"text": text} for text in texts]).'
    )


def _from_frame(frame: pd.DataFrame) -> Batch:
    """Take the rows of a table; its index names them unless it repeats."""
    names = [str(name) for name in frame.columns]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        msg = f"`source` has a column twice: {', '.join(twice)}. Rename one of them."
        raise ValueError(msg)
    labels = frame.index if frame.index.is_unique else range(len(frame))
    columns = [frame[name].tolist() for name in frame.columns]
    rows = zip(*columns, strict=True) if columns else ()
    return Batch(
        [
            Record(f"row {label}", str(label), dict(zip(names, row, strict=True)))
            for label, row in zip(labels, rows, strict=False)
        ]
    )


def _from_records(items: Sequence[Mapping[object, object]]) -> Batch:
    return Batch(
        [
            Record(
                f"record {number}",
                f"article-{number}",
                {str(name): value for name, value in item.items()},
            )
            for number, item in enumerate(items, 1)
        ]
    )


def _find_all(items: Iterable[str | Path]) -> tuple[list[FoundFile], list[Problem]]:
    """Find the files of a list; one that is missing or repeated is a problem."""
    files: dict[Path, FoundFile] = {}
    problems = []
    for item in items:
        try:
            found = find_files(item)
        except FileNotFoundError as error:
            problem = Problem(replace_surrogates(str(item)), str(error))
            problems.append(problem)
            continue
        problems += [
            Problem(file.source, "the same file is given twice")
            for file in found
            if files.setdefault(file.path.resolve(), file) is not file
        ]
    return list(files.values()), problems


def _read_files(files: Sequence[FoundFile], settings: _Settings) -> Batch:
    names = name_files(files)
    pairs = zip(files, names, strict=True)
    batches = [_read_file(file, name, settings) for file, name in pairs]
    tables = [b for b, f in zip(batches, files, strict=True) if f.suffix not in PAGES]
    _check_named(Batch.join(tables), settings.columns)
    free = settings._replace(columns={})
    return Batch.join(
        _name_columns(batch, free if file.suffix in PAGES else settings, file.outlet)
        for batch, file in zip(batches, files, strict=True)
    )


def _read_file(file: FoundFile, name: str, settings: _Settings) -> Batch:
    """Read one file; whatever is wrong with it becomes a problem."""
    try:
        reader = reader_for(file)
        data = file.path.read_bytes()
        raw = RawFile(file.source, name, data, settings.encoding, file.outlet)
        odd = [Problem(file.source, file.remark)] if file.remark else []
        return Batch.join([reader(raw), Batch(remarks=odd)])
    except UnreadableError as error:
        return Batch(skipped=[Problem(file.source, str(error))])
    except OSError as error:
        reason = f"could not be opened: {error.strerror or error}"
        return Batch(skipped=[Problem(file.source, reason)])


def _name_table(batch: Batch, settings: _Settings) -> Batch:
    _check_named(batch, settings.columns)
    return _name_columns(batch, settings)


def _check_named(batch: Batch, columns: Mapping[str, str | None]) -> None:
    """Refuse the name of a column that no record has."""
    known = {name for record in batch.records for name in record.fields}
    for role, name in columns.items():
        if name is not None and name not in known and batch.records:
            there = sorted(known)
            close = find_nearest(name, there) or there[0]
            msg = (
                f"`columns` names {name!r} for {role!r}, and there is no such column. "
                f"There are: {list_names(there, 40)}. Type for example "
                f"columns={{{role!r}: {close!r}}}."
            )
            raise ValueError(msg)


def _name_columns(batch: Batch, settings: _Settings, outlet: str = "") -> Batch:
    """Give fields their common names and fill in what the user or the folder says."""
    fixed = {"outlet": settings.outlet, "date": settings.date}
    always = {name: value for name, value in fixed.items() if value is not None}
    records = []
    for record in batch.records:
        fields = name_fields(record.fields, settings.columns) | always
        if outlet and is_missing(fields.get("outlet")):
            fields["outlet"] = outlet
        records.append(record._replace(fields=fields))
    return Batch(records, batch.skipped, batch.remarks)


def _describe_problems(corpus: Corpus) -> str:
    """Say in one line what was skipped or odd; empty if nothing was."""
    skipped, remarks = corpus.skipped, corpus.remarks
    parts = []
    if len(skipped):
        first = ": ".join(skipped.iloc[0])
        parts.append(f"{len(skipped)} not read, see corpus.skipped (first: {first})")
    if len(remarks):
        first = ": ".join(remarks.iloc[0])
        parts.append(
            f"{_count(len(remarks), 'remark')}, see corpus.remarks (first: {first})"
        )
    read = f"{_count(len(corpus), 'article')} read"
    return f"{read}; {'; '.join(parts)}." if parts else ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
