"""The one function that every way of running shares: a batch in, its tables out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing._errors import expecting_zeros
from framing._provenance import canonical
from framing.annotate.silence import NOT_ENGLISH, find_not_english
from framing.corpus.assembly import make_corpus, read_texts
from framing.corpus.dates import depends_on_others
from framing.corpus.fields import as_cell, as_identifier
from framing.corpus.formats import Batch, Record
from framing.counts import COUNT_COLUMNS, SCORE_COLUMNS
from framing.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from framing._provenance import Provenance
    from framing.annotations import Annotations
    from framing.corpus import Corpus
    from framing.corpus.assembly import Article
    from framing.corpus.stream import ArticleStream

__all__ = [
    "REPORT_COLUMNS",
    "SOURCE_COLUMNS",
    "BatchResult",
    "Finder",
    "in_column_order",
    "join_batches",
    "left_out",
    "measure_batch",
    "no_sources",
]

Finder = Callable[[Any], Any]

REPORT_COLUMNS = ("source", "problem", "left_out")

SOURCE_COLUMNS = ("doc_id", "source", "text", "day", "counted")
_SOURCE_TYPES = {
    "doc_id": "str",
    "source": "str",
    "text": "int64",
    "day": "str",
    "counted": "bool",
}
_CORE = ("doc_id", "outlet", "date", "title", "text")


def no_sources() -> pd.DataFrame:
    """Return a table of sources without a row."""
    return pd.DataFrame(columns=list(SOURCE_COLUMNS)).astype(_SOURCE_TYPES)


@dataclass(frozen=True)
class BatchResult:
    """What a batch gave.

    Parameters
    ----------
    tables : dict of str to DataFrame
        Per-document table of each finder, by kind.
    report : list of tuple
        Source, problem, and whether the article was left out.
    provenance : dict of str to dict
        How each table was made, by kind.
    sources : DataFrame
        What can only be judged when all articles are known, one row per article:
        its id, where it is, a hash of its text, a date whose order of day and month
        others must tell, and whether it is in the tables.
    """

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    report: list[tuple[str, str, bool]] = field(default_factory=list)
    provenance: dict[str, Provenance] = field(default_factory=dict)
    sources: pd.DataFrame = field(default_factory=no_sources)

    @property
    def n_docs(self) -> int:
        """Articles counted."""
        return int(self.sources["counted"].sum())


def measure_batch(
    stream: ArticleStream, finders: Sequence[Finder], batch: Batch
) -> BatchResult:
    """Count in one batch; an article that cannot be counted is left out and reported.

    Parameters
    ----------
    stream : ArticleStream
        Says how records become articles.
    finders : sequence of callable
        Each takes a Corpus and returns Annotations.
    batch : Batch
        Whole articles.

    Returns
    -------
    BatchResult
        Depends on nothing but the arguments.
    """
    try:
        return _measure(stream, finders, batch)
    except Exception as error:
        if len(batch.records) < 2:
            return _give_up(batch, f"{type(error).__name__}: {error}")
    # Something in one article stopped the batch: try each on its own.
    alone = [measure_batch(stream, finders, Batch([r])) for r in batch.records]
    rest = _give_up(Batch([], batch.skipped, batch.remarks), "")
    return join_batches([*alone, rest])


def _measure(
    stream: ArticleStream, finders: Sequence[Finder], batch: Batch
) -> BatchResult:
    articles, empty = read_texts(batch.records)
    first = _first_of_each_id(articles)
    known = Batch([], [*batch.skipped, *empty], batch.remarks)
    if not first:
        return _give_up(known, "")
    whole = Batch(_records(articles, first), known.skipped, known.remarks)
    corpus = make_corpus(whole, clean=stream.clean, copies=False)
    with expecting_zeros():  # the whole is judged when it is known
        found = _name_kinds([finder(corpus) for finder in finders])
    return BatchResult(
        {kind: _as_plain_table(one) for kind, one in found.items()},
        [*_report(corpus), *_foreign(corpus, found, first)],
        {kind: _without_batch(one.provenance) for kind, one in found.items()},
        _sources(articles, first),
    )


def _foreign(
    corpus: Corpus, found: Mapping[str, Annotations], first: Mapping[str, Article]
) -> list[tuple[str, str, bool]]:
    """Remark on articles that a lexicon of English words was counted in."""
    made = (one.provenance.get("parameters", {}) for one in found.values())
    languages = [str(told["language"]) for told in made if "language" in told]
    names = {
        name: None
        for language in languages
        for name in find_not_english(tokenize(corpus), language)
    }
    return [(first[name].source, NOT_ENGLISH, False) for name in names]


def _first_of_each_id(articles: Iterable[Article]) -> dict[str, Article]:
    first: dict[str, Article] = {}
    for article in articles:
        first.setdefault(article.doc_id, article)
    return first


def _records(articles: Sequence[Article], first: dict[str, Article]) -> list[Record]:
    """Return the first article of each id; the others leave their columns behind."""
    records: list[Record] = []
    for article in articles:
        if first[article.doc_id] is article:
            fields = _plain(article.fields)
            records.append(Record(article.source, article.doc_id, fields))
        else:
            for name in article.fields:
                records[-1].fields.setdefault(name, None)
    return records


def _sources(articles: Sequence[Article], first: dict[str, Article]) -> pd.DataFrame:
    """Keep what can only be judged when all articles are known."""
    rows = [
        (
            article.doc_id,
            article.source,
            _hash(article.text),
            _undecided_day(article.fields),
            first[article.doc_id] is article,
        )
        for article in articles
    ]
    return pd.DataFrame(rows, columns=list(SOURCE_COLUMNS)).astype(_SOURCE_TYPES)


def _hash(text: str) -> int:
    made = hashlib.blake2b(text.encode("utf-8"), digest_size=8).digest()
    return int.from_bytes(made, "big", signed=True)


def _undecided_day(fields: Mapping[str, object]) -> str:
    day = fields.get("date")
    return str(day) if depends_on_others(day) else ""


def _plain(fields: Mapping[str, object]) -> dict[str, object]:
    """Turn document variables into text, whatever else the batch holds.

    A column of whole numbers becomes one of fractions where a cell is missing, and a
    date may be read by what other dates say; as text a cell is what it is.
    """
    plain = {
        name: value if name in _CORE else as_identifier(as_cell(value)) or None
        for name, value in fields.items()
    }
    if _undecided_day(fields):
        plain["date"] = None
    return plain


def _name_kinds(found: Iterable[Annotations]) -> dict[str, Annotations]:
    """Name findings by their kind; a second of one kind is numbered."""
    named: dict[str, Annotations] = {}
    for one in found:
        name, number = one.kind, 2
        while name in named:
            name, number = f"{one.kind}-{number}", number + 1
        named[name] = one
    return named


def _report(corpus: Corpus) -> list[tuple[str, str, bool]]:
    skipped, remarks = corpus.skipped, corpus.remarks
    left_out = zip(skipped["source"], skipped["reason"], strict=True)
    odd = zip(remarks["source"], remarks["remark"], strict=True)
    return [
        *((source, reason, True) for source, reason in left_out),
        *((source, remark, False) for source, remark in odd),
    ]


def _give_up(batch: Batch, reason: str) -> BatchResult:
    return BatchResult(
        report=[
            *((source, why, True) for source, why in batch.skipped),
            *((source, what, False) for source, what in batch.remarks),
            *((record.source, reason, True) for record in batch.records),
        ]
    )


def left_out(batch: Batch, reason: str) -> BatchResult:
    """Report every article of a batch as left out."""
    return _give_up(batch, reason)


def join_batches(results: Sequence[BatchResult]) -> BatchResult:
    """Put results together, in order."""
    kinds = dict.fromkeys(kind for result in results for kind in result.tables)
    tables = {
        kind: in_column_order(
            pd.concat(
                [result.tables[kind] for result in results if kind in result.tables],
                ignore_index=True,
            )
        )
        for kind in kinds
    }
    provenance = {k: v for result in results for k, v in result.provenance.items()}
    report = [row for result in results for row in result.report]
    sources = [result.sources for result in results if len(result.sources)]
    return BatchResult(
        tables,
        report,
        provenance,
        pd.concat(sources, ignore_index=True) if sources else no_sources(),
    )


def in_column_order(table: pd.DataFrame) -> pd.DataFrame:
    """Put columns where they stand when all articles are counted at once.

    A document variable that only a later batch has would come last.
    """
    counted = [c for c in (*COUNT_COLUMNS, *SCORE_COLUMNS) if c in table.columns]
    front = [c for c in _CORE if c in table.columns]
    others = [c for c in table.columns if c not in {*front, *counted}]
    return table[[*front, *others, *counted]]


def _as_plain_table(found: Annotations) -> pd.DataFrame:
    """Return counts with document variables and labels as text."""
    table = found.per_document()
    known = {"date", *COUNT_COLUMNS[1:], *SCORE_COLUMNS}
    names = [name for name in table.columns if name not in known]
    return table.astype(dict.fromkeys(names, "str"))


def _without_batch(provenance: Provenance) -> Provenance:
    """Leave out the fingerprint of the batch: it depends on where batches end."""
    inputs = {k: v for k, v in provenance["inputs"].items() if k != "corpus"}
    # As it reads after it was stored: lists for tuples.
    plain: Provenance = json.loads(canonical({**provenance, "inputs": inputs}))
    return plain
