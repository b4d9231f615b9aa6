"""The tables of all batches become one, and what no batch could see is looked at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.corpus.dates import parse_dates
from framing.counts import ArticleCounts
from framing.streaming.batch import REPORT_COLUMNS, join_batches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from framing.streaming.batch import BatchResult

__all__ = ["join_results"]

Problem = tuple[str, str, bool]
_DIGITS = re.compile(r"(\d{1,18})")
_SAME = ("another", "the same")
_NUMBERED = re.compile(r"-\d+$")


def join_results(
    results: Iterable[BatchResult],
) -> tuple[dict[str, ArticleCounts], pd.DataFrame]:
    """Put the results of all batches together, in order.

    Parameters
    ----------
    results : iterable of BatchResult
        In the order of the articles.

    Returns
    -------
    tuple
        Counts by kind, and the report.

    Raises
    ------
    ValueError
        If nothing was counted, or a finder's labels depend on the batch.
    """
    whole = join_batches(list(_with_equal_labels(results)))
    if not whole.tables:
        raise ValueError(_describe_nothing(whole.report))
    sources = whole.sources
    kept = ~sources["doc_id"].duplicated().to_numpy()
    counted = sources["counted"].to_numpy()
    dates, odd_dates = _decide_days(sources[kept])
    counts = {}
    for kind, table in whole.tables.items():
        if not kept[counted].all():
            table = _rows_of(table, kept[counted], int(counted.sum()))
        counts[kind] = ArticleCounts(
            _fill_dates(table, dates),
            kind=_NUMBERED.sub("", kind),
            provenance=whole.provenance[kind],
        )
    problems = [
        *whole.report,
        *_repeated(sources, kept),
        *_copies(sources[kept]),
        *odd_dates,
    ]
    return counts, _report(problems)


def _with_equal_labels(results: Iterable[BatchResult]) -> Iterator[BatchResult]:
    """Stop as soon as a batch has labels that the first had not."""
    first: dict[str, frozenset[str]] = {}
    for result in results:
        for kind, table in result.tables.items():
            labels = frozenset(table["label"])
            if first.setdefault(kind, labels) != labels:
                new = ", ".join(map(repr, sorted(labels ^ first[kind])[:3]))
                msg = (
                    f"`finders`: the labels of {kind!r} depend on the batch (such as "
                    f"{new}), so the articles of different batches cannot be compared. "
                    "Take findings that have the same labels everywhere, such as "
                    "frames or sentiment, or read all articles with fr.read_articles."
                )
                raise ValueError(msg)
        yield result


def _describe_nothing(report: list[Problem]) -> str:
    first = f" The first: {report[0][0]}: {report[0][1]}." if report else ""
    return f"No article could be counted; {len(report)} problems.{first}"


def _rows_of(
    table: pd.DataFrame, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]], n_docs: int
) -> pd.DataFrame:
    """Keep the rows of some articles; every article has a row for each label."""
    rows = np.repeat(chosen, len(table) // max(n_docs, 1))
    left = table[rows].reset_index(drop=True)
    # Names that no article has make no column, as when all are read at once.
    empty = [n for n in ("outlet", "title") if n in left and left[n].isna().all()]
    return left.drop(columns=empty)


def _decide_days(
    sources: pd.DataFrame,
) -> tuple[pd.Series[pd.Timestamp], list[Problem]]:
    """Read dates such as 03/04/2018, now that all of them are known."""
    open_ones = sources[sources["day"] != ""]
    parsed = parse_dates(open_ones["day"].tolist())
    places = open_ones["source"].tolist()
    problems = [(places[at], remark, False) for at, remark in parsed.remarks]
    dates = pd.Series(parsed.dates, index=open_ones["doc_id"], dtype="datetime64[us]")
    return dates, problems


def _fill_dates(table: pd.DataFrame, dates: pd.Series[pd.Timestamp]) -> pd.DataFrame:
    if dates.empty:
        return table
    return table.assign(date=table["date"].fillna(table["doc_id"].map(dates)))


def _repeated(
    sources: pd.DataFrame, kept: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> list[Problem]:
    """Report articles whose id an earlier article has."""
    again, first = sources[~kept], sources[kept].set_index("doc_id")
    places = again["doc_id"].map(first["source"])
    same = again["doc_id"].map(first["text"]) == again["text"]
    return [
        (source, f"same id {doc!r} as {other}, {_SAME[is_same]} text", True)
        for source, doc, other, is_same in zip(
            again["source"], again["doc_id"], places, same, strict=True
        )
    ]


def _copies(sources: pd.DataFrame) -> list[Problem]:
    """Remark on articles with the same text as an earlier one."""
    again = sources[sources["text"].duplicated()]
    firsts = sources.drop_duplicates("text")
    first = dict(zip(firsts["text"], firsts["doc_id"], strict=True))
    return [
        (
            source,
            f"article {doc!r} has the same text as {first[text]!r}; both are kept",
            False,
        )
        for source, doc, text in zip(
            again["source"], again["doc_id"], again["text"], strict=True
        )
    ]


def _report(problems: list[Problem]) -> pd.DataFrame:
    """Lay out problems in an order that does not depend on batches."""
    rows = sorted(problems, key=_place)
    report = pd.DataFrame(rows, columns=list(REPORT_COLUMNS))
    return report.astype({"source": "str", "problem": "str", "left_out": bool})


def _place(problem: Problem) -> tuple[bool, list[str | int], str]:
    """Sort what was left out first, then by place: line 9 before line 10."""
    source, what, gone = problem
    parts = _DIGITS.split(source)
    key = [int(part) if at % 2 else part for at, part in enumerate(parts)]
    return (not gone, key, what)
