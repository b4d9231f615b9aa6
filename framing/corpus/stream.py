"""Articles in batches: a corpus larger than memory, read a little at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pandas as pd

from framing.corpus.assembly import make_corpus
from framing.corpus.corpus import REMARK_COLUMNS, SKIPPED_COLUMNS, Corpus
from framing.corpus.decoding import check_encoding
from framing.corpus.fields import as_identifier, check_columns, is_missing
from framing.corpus.finding import find_files, name_files
from framing.corpus.formats import PAGES, Batch, Problem, Record
from framing.corpus.pieces import read_pieces
from framing.corpus.reading import (
    Source,
    _check_named,
    _describe_source,
    _find_all,
    _fix_date,
    _from_frame,
    _from_records,
    _name_columns,
    _Settings,
)

if TYPE_CHECKING:
    from datetime import date as Date

    from framing.corpus.finding import FoundFile

__all__ = ["ArticleStream", "stream_articles"]


@dataclass(frozen=True)
class ArticleStream:
    """Articles that are read when they are asked for, batch by batch.

    Made by :func:`framing.stream_articles`. Iterating gives one
    :class:`framing.Corpus` after another, from the start each time.

    Parameters
    ----------
    source : path, list of paths, DataFrame or records
        Where the articles are.
    settings : tuple
        What the user fixed for every article.
    batch_size : int
        Characters in a batch, at least.
    clean : bool
        Whether to find what is not the article's own text.

    Examples
    --------
    >>> import framing as fr
    >>> articles = [{"text": "One story."}, {"text": "Another story."}]
    >>> [len(corpus) for corpus in fr.stream_articles(articles, batch_size=5)]
    [1, 1]
    """

    source: Source | _NamedFiles
    settings: _Settings
    batch_size: int
    clean: bool

    @property
    def n_records(self) -> int | None:
        """How many articles there are, if that is known without reading files."""
        if isinstance(self.source, (str, Path, _NamedFiles)) or _are_paths(self.source):
            return None
        return len(self.source)

    def __iter__(self) -> Iterator[Corpus]:
        return map(self.assemble, self.records())

    def split(self) -> list[ArticleStream]:
        """Return one stream per file, for work that is shared out.

        Returns
        -------
        list of ArticleStream
            In order; articles have the ids they have in the whole.

        Raises
        ------
        ValueError
            If the articles are not in files, or `columns` names an unknown column.

        Examples
        --------
        >>> import tempfile
        >>> from pathlib import Path
        >>> import framing as fr
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     for name in ("a.jsonl", "b.jsonl"):
        ...         written = Path(folder, name).write_text('{"text": "Aid came."}')
        ...     parts = fr.stream_articles(folder).split()
        >>> len(parts)
        2
        """
        files = self._files()
        columns = self._first_columns(files)
        first = [_NamedFiles(files[:1], columns, files.problems)]
        later = [_NamedFiles([pair], columns) for pair in files[1:]]
        return [replace(self, source=one) for one in [*first, *later]]

    def records(self) -> Iterator[Batch]:
        """Read the articles without looking into them.

        Yields
        ------
        Batch
            Whole articles of about ``batch_size`` characters, and what went wrong.
        """
        waiting, size = Batch(), 0
        for piece in self._pieces():
            waiting.skipped.extend(piece.skipped)
            waiting.remarks.extend(piece.remarks)
            for record in piece.records:
                waiting.records.append(record)
                size += _length(record)
                if size >= self.batch_size:
                    yield waiting
                    waiting, size = Batch(), 0
        if waiting.records or waiting.skipped or waiting.remarks:
            yield waiting

    def assemble(self, batch: Batch) -> Corpus:
        """Turn a batch of records into a corpus.

        Parameters
        ----------
        batch : Batch
            As :meth:`records` gives it.

        Returns
        -------
        Corpus
            Its articles; empty where none could be read.
        """
        kept, clashing = _keep_first_ids(batch.records)
        readable = any(_length(record) for record in kept)
        skipped = [*batch.skipped, *clashing]
        if readable:
            return make_corpus(Batch(kept, skipped, batch.remarks), clean=self.clean)
        skipped += [Problem(record.source, "no text") for record in kept]
        return Corpus(
            pd.DataFrame({"text": pd.Series(dtype="str")}),
            None,
            pd.DataFrame(skipped, columns=list(SKIPPED_COLUMNS), dtype="str"),
            pd.DataFrame(batch.remarks, columns=list(REMARK_COLUMNS), dtype="str"),
        )

    def _pieces(self) -> Iterator[Batch]:
        """Read a little at a time and give the fields their common names."""
        if isinstance(self.source, pd.DataFrame):
            yield from self._name_rows(_from_frame(self.source))
        elif isinstance(self.source, (str, Path, _NamedFiles)) or _are_paths(
            self.source
        ):
            yield from self._read_files()
        else:
            records = cast("Sequence[Mapping[object, object]]", self.source)
            yield from self._name_rows(_from_records(list(records)))

    def _name_rows(self, batch: Batch) -> Iterator[Batch]:
        _check_named(batch, self.settings.columns)
        yield _name_columns(batch, self.settings)

    def _files(self) -> _NamedFiles:
        """Return the files and what ids made up for their articles begin with."""
        if isinstance(self.source, _NamedFiles):
            return self.source
        if not isinstance(self.source, (str, Path)) and not _are_paths(self.source):
            msg = (
                "`source` must be files; got articles that are in memory already. Give "
                'their paths: fr.stream_articles("articles/*.txt").'
            )
            raise ValueError(msg)
        items = [self.source] if isinstance(self.source, (str, Path)) else self.source
        files, problems = _find_all(cast("Sequence[str]", items))
        if not files:
            raise FileNotFoundError(problems[0].reason)
        named = list(zip(files, name_files(files), strict=True))
        return _NamedFiles(named, problems=problems)

    def _read_files(self) -> Iterator[Batch]:
        files = self._files()
        if files.problems:
            yield Batch(skipped=list(files.problems))
        known = dict.fromkeys(files.columns)
        for file, name in files:
            is_page = file.suffix in PAGES
            settings = self.settings._replace(columns={}) if is_page else self.settings
            for number, piece in enumerate(read_pieces(file, name, settings.encoding)):
                if number == 0 and not is_page:
                    piece.remarks.extend(_check_schema(file, piece, known, settings))
                yield _name_columns(piece, settings, file.outlet)

    def _first_columns(self, files: _NamedFiles) -> tuple[str, ...]:
        """Return the columns of the first table, which others are held against."""
        known: dict[str, None] = {}
        for file, name in (pair for pair in files if pair[0].suffix not in PAGES):
            piece = next(read_pieces(file, name, self.settings.encoding))
            _check_schema(file, piece, known, self.settings)
            if known:
                break
        return tuple(known)


class _NamedFiles(list["tuple[FoundFile, str]"]):
    """Files that were found and named before, and what they are held against."""

    def __init__(
        self,
        pairs: Iterable[tuple[FoundFile, str]],
        columns: tuple[str, ...] = (),
        problems: Sequence[Problem] = (),
    ) -> None:
        super().__init__(pairs)
        self.columns = columns
        self.problems = problems


def stream_articles(
    source: Source,
    *,
    batch_size: int = 2_000_000,
    columns: Mapping[str, str | None] | None = None,
    outlet: str | None = None,
    date: str | Date | None = None,
    encoding: str | None = None,
    clean: bool = True,
) -> ArticleStream:
    """Read articles in batches that fit in memory.

    The articles come in batches, so that a corpus may be larger than memory.

    Parameters
    ----------
    source : str, Path, DataFrame, list of paths or list of dict
        As in :func:`framing.read_articles`.
    batch_size : int, default 2_000_000
        Characters in a batch; a batch holds whole articles and ends with the article
        that reaches this size.
    columns, outlet, date, encoding, clean : optional
        As in :func:`framing.read_articles`.

    Returns
    -------
    ArticleStream
        Gives one Corpus after another. Every corpus tells in ``skipped`` and
        ``remarks`` what was wrong with its part.

    Raises
    ------
    FileNotFoundError
        If there is no such file, or a folder or pattern gives none.
    ValueError
        If `batch_size` is no positive number or `columns` names an unknown column.
    TypeError
        If `source` is none of the above.

    See Also
    --------
    read_articles : Read everything at once.
    measure_articles : Count in all batches, on several processors.

    Notes
    -----
    Lines of ``.jsonl``, rows of ``.csv`` and ``.tsv`` and row groups of ``.parquet``
    are read as they are needed; ``.json``, and files in UTF-16 or UTF-32, are read
    whole. Cells of ``.csv`` and ``.tsv`` stay as they are written: whether a column
    holds numbers only would be known at its end. A line or file of more than 50
    million bytes is left out with a remark.

    Whoever goes through the batches by hand sees inside each batch only whether an id
    or a text occurs twice and whether 03/04/2018 is in March;
    :func:`framing.measure_articles` looks at all articles together.

    Examples
    --------
    >>> import framing as fr
    >>> stream = fr.stream_articles([{"text": "One story."}, {"text": "Another."}])
    >>> sum(len(corpus) for corpus in stream)
    2
    """
    check_columns(columns)
    check_encoding(encoding)
    if isinstance(batch_size, bool) or not batch_size > 0:
        msg = (
            f"`batch_size` must be a number of characters above 0; got {batch_size!r}."
        )
        raise ValueError(msg)
    _check_source(source)
    settings = _Settings(columns or {}, outlet, _fix_date(date), encoding)
    return ArticleStream(source, settings, batch_size, clean)


def _check_source(source: object) -> None:
    """Refuse at once what could not be read later."""
    if isinstance(source, (str, Path)):
        find_files(source)
    elif not isinstance(source, pd.DataFrame) and not (
        _are_paths(source) or _are_records(source)
    ):
        raise TypeError(_describe_source(source))


def _are_paths(source: object) -> bool:
    return _holds_only(source, (str, Path))


def _are_records(source: object) -> bool:
    return _holds_only(source, Mapping)


def _holds_only(source: object, kind: type | tuple[type, ...]) -> bool:
    return (
        isinstance(source, Iterable)
        and isinstance(source, (list, tuple))
        and len(source) > 0
        and all(isinstance(item, kind) for item in source)
    )


def _length(record: Record) -> int:
    text = record.fields.get("text")
    return len(text) if isinstance(text, str) and not is_missing(text) else 0


def _keep_first_ids(records: Iterable[Record]) -> tuple[list[Record], list[Problem]]:
    """Leave out an article whose id stands for another one in this batch."""
    first: dict[str, Record] = {}
    kept, clashing = [], []
    for record in records:
        doc_id = as_identifier(record.fields.get("doc_id"))
        other = first.setdefault(doc_id, record)
        if not doc_id or record.fields.get("text") == other.fields.get("text"):
            kept.append(record)
        else:
            reason = f"same id {doc_id!r} as {other.source}, another text"
            clashing.append(Problem(record.source, reason))
    return kept, clashing


def _check_schema(
    file: FoundFile, piece: Batch, known: dict[str, None], settings: _Settings
) -> list[Problem]:
    """Remark on a file whose columns are not those of the first."""
    here = {name: None for record in piece.records for name in record.fields}
    if not here:
        return []
    if not known:
        known.update(here)
        _check_named(piece, settings.columns)
        return []
    changes = [
        f"{what} {', '.join(sorted(names))}"
        for what, names in (
            ("lacks", known.keys() - here.keys()),
            ("adds", here.keys() - known.keys()),
        )
        if names
    ]
    reason = f"columns differ from those of the first file: {'; '.join(changes)}"
    return [Problem(file.source, reason)] if changes else []
