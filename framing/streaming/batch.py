"""The one function that every way of running shares: a batch in, its tables out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing._provenance import canonical
from framing.corpus.fields import as_identifier
from framing.corpus.formats import Batch
from framing.counts import COUNT_COLUMNS, SCORE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing._provenance import Provenance
    from framing.annotations import Annotations
    from framing.corpus import Corpus
    from framing.corpus.formats import Record
    from framing.corpus.stream import ArticleStream

__all__ = [
    "REPORT_COLUMNS",
    "BatchResult",
    "Finder",
    "join_batches",
    "left_out",
    "measure_batch",
]

Finder = Callable[[Any], Any]

REPORT_COLUMNS = ("source", "problem", "left_out")


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
    n_docs : int
        Articles counted.
    """

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    report: list[tuple[str, str, bool]] = field(default_factory=list)
    provenance: dict[str, Provenance] = field(default_factory=dict)
    n_docs: int = 0


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
    corpus = stream.assemble(batch)
    report = _report(corpus)
    if not len(corpus):
        return BatchResult(report=report)
    found = [finder(corpus) for finder in finders]
    return BatchResult(
        {one.kind: _as_plain_table(one) for one in found},
        report,
        {one.kind: _without_batch(one.provenance) for one in found},
        len(corpus),
    )


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


def left_out(records: Sequence[Record], reason: str) -> BatchResult:
    """Report every article of a batch as left out."""
    return _give_up(Batch(list(records)), reason)


def join_batches(results: Sequence[BatchResult]) -> BatchResult:
    """Put results together, in order."""
    kinds = dict.fromkeys(kind for result in results for kind in result.tables)
    tables = {
        kind: pd.concat(
            [result.tables[kind] for result in results if kind in result.tables],
            ignore_index=True,
        )
        for kind in kinds
    }
    provenance = {k: v for result in results for k, v in result.provenance.items()}
    report = [row for result in results for row in result.report]
    return BatchResult(
        tables, report, provenance, sum(result.n_docs for result in results)
    )


def _as_plain_table(found: Annotations) -> pd.DataFrame:
    """Return counts with document variables as text, whatever else the batch holds.

    A column of whole numbers becomes one of fractions where a cell is missing; as text
    a value looks the same in every batch.
    """
    table = found.per_document()
    known = {"doc_id", "date", *COUNT_COLUMNS, *SCORE_COLUMNS}
    for name in (name for name in table.columns if name not in known):
        cells = [as_identifier(value) or None for value in table[name]]
        table[name] = pd.Series(cells, index=table.index, dtype="str")
    table["label"] = table["label"].astype("str")
    return table


def _without_batch(provenance: Provenance) -> Provenance:
    """Leave out the fingerprint of the batch: it depends on where batches end."""
    inputs = {k: v for k, v in provenance["inputs"].items() if k != "corpus"}
    # As it reads after it was stored: lists for tuples.
    plain: Provenance = json.loads(canonical({**provenance, "inputs": inputs}))
    return plain
