"""From records to a corpus: texts checked, dates read, ids made unique."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from framing.corpus.cleaning import find_cuts
from framing.corpus.corpus import (
    CUT_COLUMNS,
    REMARK_COLUMNS,
    SKIPPED_COLUMNS,
    Corpus,
)
from framing.corpus.dates import parse_dates
from framing.corpus.decoding import UnreadableError
from framing.corpus.fields import (
    as_cell,
    as_identifier,
    as_label,
    as_text,
    is_missing,
    replace_surrogates,
)
from framing.corpus.formats import Batch, Problem, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

__all__ = ["Article", "make_corpus", "read_texts"]

_CORE = ("doc_id", "outlet", "date", "title", "text")


class Article(NamedTuple):
    """Hold one record whose text can be read."""

    source: str
    doc_id: str
    is_own_id: bool
    text: str
    fields: dict[str, object]


def make_corpus(batch: Batch, *, clean: bool = True, copies: bool = True) -> Corpus:
    """Turn records with common field names into a corpus.

    Parameters
    ----------
    batch : Batch
        Records, and what was skipped or odd so far.
    clean : bool, default True
        Whether to find cuts.
    copies : bool, default True
        Whether to remark on articles with the same text and on outlets whose names
        differ in capitals and marks only.

    Returns
    -------
    Corpus
        Every record that has a text.

    Raises
    ------
    ValueError
        If no record has a text, or one id stands for different texts.

    Examples
    --------
    >>> record = Record("row 1", "1", {"text": "One sentence."})
    >>> make_corpus(Batch([record])).doc_ids
    ('1',)
    """
    articles, empty = read_texts(batch.records)
    articles, repeated = _drop_repeated(articles)
    skipped = [*batch.skipped, *empty, *repeated]
    if not articles:
        raise ValueError(_describe_nothing(skipped))
    dates, date_remarks = _read_dates(articles)
    docs = _make_table(articles, dates)
    remarks = [*batch.remarks, *date_remarks]
    if copies:
        remarks.extend(_find_copies(articles, docs.index))
        remarks.extend(_find_like_outlets(articles))
    return Corpus(
        docs,
        _cut_table(docs) if clean else None,
        pd.DataFrame(skipped, columns=list(SKIPPED_COLUMNS), dtype="str"),
        pd.DataFrame(remarks, columns=list(REMARK_COLUMNS), dtype="str"),
    )


def read_texts(records: Iterable[Record]) -> tuple[list[Article], list[Problem]]:
    """Tell articles from records without a text.

    Parameters
    ----------
    records : iterable of Record
        With common field names.

    Returns
    -------
    tuple of list
        Articles, and what is wrong with the other records.

    Examples
    --------
    >>> articles, empty = read_texts([Record("row 1", "1", {"text": " "})])
    >>> empty[0].reason
    'empty text'
    """
    articles, skipped = [], []
    for record in records:
        fields = record.fields
        own_id = as_identifier(fields.get("doc_id"))
        try:
            if "text" not in fields:
                raise UnreadableError(_describe_no_text(fields))
            text = as_text(fields["text"])
        except UnreadableError as error:
            skipped.append(Problem(record.source, str(error)))
            continue
        doc_id = own_id or replace_surrogates(record.name)
        articles.append(Article(record.source, doc_id, bool(own_id), text, fields))
    return articles, skipped


def _describe_no_text(fields: Mapping[str, object]) -> str:
    """Name the columns there are, and the one that looks most like the text."""
    names = [f"{name!r}" for name in fields]
    sizes = {name: len(str(value)) for name, value in fields.items()}
    example = repr(max(sizes, key=sizes.__getitem__, default="body"))
    return (
        f"no column for the text among {', '.join(names) or 'none'}; name it, for "
        f"example columns={{'text': {example}}}"
    )


def _describe_nothing(skipped: Sequence[Problem]) -> str:
    shown = "; ".join(f"{source}: {reason}" for source, reason in skipped[:3])
    more = f"; and {len(skipped) - 3} more" if len(skipped) > 3 else ""
    return f"No article could be read. {shown or '`source` holds no rows.'}{more}"


def _drop_repeated(
    articles: Sequence[Article],
) -> tuple[list[Article], list[Problem]]:
    """Drop rows that repeat both id and text; an id for two texts is an error."""
    first: dict[str, Article] = {}  # of those with an id of their own
    kept, dropped, clashes = [], [], []
    for article in articles:
        if not article.is_own_id:
            kept.append(article)  # its made-up id gives way
            continue
        other = first.setdefault(article.doc_id, article)
        if other is article:
            kept.append(article)
        elif other.text == article.text:
            reason = f"repeats {other.source}: same id {article.doc_id!r}, same text"
            dropped.append(Problem(article.source, reason))
        else:
            clashes.append((article, other))
    if clashes:
        raise ValueError(_describe_clashes(clashes))
    return kept, dropped


def _describe_clashes(clashes: Sequence[tuple[Article, Article]]) -> str:
    shown = "; ".join(
        f"{article.doc_id!r} ({other.source} and {article.source})"
        for article, other in clashes[:3]
    )
    more = f"; and {len(clashes) - 3} more" if len(clashes) > 3 else ""
    return (
        f"The same id stands for different articles: {shown}{more}. Give each article "
        "its own id, or type columns={'id': None} to have them numbered."
    )


def _read_dates(
    articles: Sequence[Article],
) -> tuple[list[datetime | None], list[Problem]]:
    values = [article.fields.get("date") for article in articles]
    parsed = parse_dates([None if is_missing(value) else value for value in values])
    remarks = [Problem(articles[at].source, remark) for at, remark in parsed.remarks]
    return parsed.dates, remarks


def _make_table(
    articles: Sequence[Article], dates: Sequence[datetime | None]
) -> pd.DataFrame:
    """Lay out outlet, date, title, the other variables in order found, and text."""
    index = pd.Index(_distinct_ids(articles), name="doc_id", dtype="str")
    columns: dict[str, pd.Series[Any]] = {}
    for name in ("outlet", "title"):
        labels = [as_label(article.fields.get(name)) for article in articles]
        if any(label is not None for label in labels):
            columns[name] = pd.Series(labels, index=index, dtype="str")
    if any("date" in article.fields for article in articles):
        columns["date"] = pd.Series(dates, index=index, dtype="datetime64[us]")
    others = dict.fromkeys(name for article in articles for name in article.fields)
    for name in others:
        if name not in _CORE:
            cells = [as_cell(article.fields.get(name)) for article in articles]
            columns[name] = pd.Series(cells, index=index)
    texts = [article.text for article in articles]
    columns["text"] = pd.Series(texts, index=index, dtype="str")
    order = [name for name in _CORE[1:4] if name in columns]
    return pd.DataFrame(columns)[[*order, *(n for n in columns if n not in order)]]


def _distinct_ids(articles: Sequence[Article]) -> list[str]:
    """Keep ids that were given; number those made up here where they collide."""
    taken = {article.doc_id for article in articles if article.is_own_id}
    ids = []
    for article in articles:
        doc_id, number = article.doc_id, 2
        while not article.is_own_id and doc_id in taken:
            doc_id, number = f"{article.doc_id}-{number}", number + 1
        taken.add(doc_id)
        ids.append(doc_id)
    return ids


def _find_copies(articles: Sequence[Article], doc_ids: Iterable[str]) -> list[Problem]:
    """Remark on articles that are letter for letter the same; they stay."""
    first: dict[str, str] = {}
    remarks = []
    for article, doc_id in zip(articles, doc_ids, strict=True):
        other = first.setdefault(article.text, doc_id)
        if other != doc_id:
            remark = f"article {doc_id!r} has the same text as {other!r}; both are kept"
            remarks.append(Problem(article.source, remark))
    return remarks


def _find_like_outlets(articles: Sequence[Article]) -> list[Problem]:
    """Remark on outlets that may be one: ``Valley_Times`` and ``Valley Times``."""
    sources: dict[str, str] = {}
    for article in articles:
        name = as_label(article.fields.get("outlet"))
        if name is not None:
            sources.setdefault(name, article.source)
    first: dict[str, str] = {}
    remarks = []
    for name, source in sources.items():
        letters = "".join(filter(str.isalnum, name.casefold())).removeprefix("the")
        other = first.setdefault(letters or name, name)
        if other != name:
            remark = f"outlets {other!r} and {name!r} may be one; both are kept"
            remarks.append(Problem(source, remark))
    return remarks


def _cut_table(docs: pd.DataFrame) -> pd.DataFrame:
    titles = docs["title"] if "title" in docs else pd.Series(None, index=docs.index)
    rows = [
        (doc_id, cut.start, cut.end, cut.reason, text[cut.start : cut.end])
        for doc_id, text, title in zip(docs.index, docs["text"], titles, strict=True)
        for cut in find_cuts(text, title=None if is_missing(title) else title)
    ]
    kinds = {"doc_id": "str", "start": "int64", "end": "int64", "reason": "str"}
    return pd.DataFrame(rows, columns=list(CUT_COLUMNS)).astype(
        {**kinds, "text": "str"}
    )
