"""The articles: an immutable value that every other room reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing import _html
from framing._errors import did_you_mean
from framing._provenance import Provenance, digest, record
from framing.corpus.absent import shown_value, warn_of_absent
from framing.corpus.condition import truth_values
from framing.corpus.fields import as_cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

__all__ = ["CUT_COLUMNS", "REMARK_COLUMNS", "SKIPPED_COLUMNS", "Corpus"]

CUT_COLUMNS = ("doc_id", "start", "end", "reason", "text")
SKIPPED_COLUMNS = ("source", "reason")
REMARK_COLUMNS = ("source", "remark")

_OUTLET_ADVICE = (
    "Outlets come from a folder that holds one folder of articles per outlet (give "
    "that one, not one inside it), or from a column of a table: "
    "columns={'outlet': 'Newspaper'}."
)


@dataclass(frozen=True, eq=False, repr=False)
class Corpus:
    """Hold articles, their document variables, and what cleaning set aside.

    A corpus is made by :func:`framing.read_articles` or :func:`framing.load_example`
    and never changes: every method returns a new value, every table is a copy.

    Parameters
    ----------
    docs : DataFrame
        One row per article, indexed by a unique ``doc_id``; column ``text`` is the
        untouched source, all other columns are document variables. Lists and dicts in
        cells become JSON strings, which can be compared and counted.
    cuts : DataFrame, optional
        Spans set aside by cleaning: ``doc_id, start, end, reason, text``. Offsets are
        characters of the source text, end exclusive.
    skipped : DataFrame, optional
        What reading could not use: ``source, reason``.
    remarks : DataFrame, optional
        What was read, but calls for a look: ``source, remark``.

    Raises
    ------
    ValueError
        If ``docs`` has no column ``text``, a text is no string, or an id or column is
        repeated.

    See Also
    --------
    framing.read_articles : Make a corpus from files, a table or a list.
    framing.load_example : Load articles that come with the library.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.load_example("caravan")
    >>> len(corpus)
    24
    >>> len(corpus.where(outlet=corpus.docs["outlet"].iloc[0]))
    6
    """

    _docs: pd.DataFrame
    _cuts: pd.DataFrame
    _skipped: pd.DataFrame
    _remarks: pd.DataFrame

    def __init__(
        self,
        docs: pd.DataFrame,
        cuts: pd.DataFrame | None = None,
        skipped: pd.DataFrame | None = None,
        remarks: pd.DataFrame | None = None,
    ) -> None:
        table = docs.set_axis(docs.index.astype(str), axis="index")
        table = table.rename_axis(index="doc_id")
        _check_docs(table)
        object.__setattr__(self, "_docs", _without_nested(table))
        object.__setattr__(self, "_cuts", _own(cuts, CUT_COLUMNS))
        object.__setattr__(self, "_skipped", _own(skipped, SKIPPED_COLUMNS))
        object.__setattr__(self, "_remarks", _own(remarks, REMARK_COLUMNS))

    @property
    def docs(self) -> pd.DataFrame:
        """DataFrame, one row per article: ``text`` and the document variables.

        The index is ``doc_id``. It is a copy: changing it leaves the corpus as it is.

        See Also
        --------
        framing.Corpus.variable : One document variable.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.read_articles([{"text": "It rained.", "outlet": "Echo"}])
        >>> corpus.docs["outlet"].tolist()
        ['Echo']
        """
        return self._docs.copy()

    @property
    def cuts(self) -> pd.DataFrame:
        """DataFrame ``doc_id, start, end, reason, text``: what cleaning set aside.

        The texts themselves keep these passages; they are only not counted. Offsets are
        characters of the source, end exclusive.

        See Also
        --------
        framing.Corpus.clean_texts : The texts without them.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> corpus.cuts["reason"].value_counts().index[0]
        'dateline'
        """
        return self._cuts.copy()

    @property
    def skipped(self) -> pd.DataFrame:
        """DataFrame ``source, reason``: what reading could not use.

        One row per file or record, such as an empty text or a row that repeats another.

        See Also
        --------
        framing.Corpus.remarks : What was read but is odd.

        Examples
        --------
        >>> import framing as fr
        >>> with_warnings = [{"text": "It rained."}, {"text": ""}]
        >>> import warnings
        >>> with warnings.catch_warnings(action="ignore"):
        ...     corpus = fr.read_articles(with_warnings)
        >>> corpus.skipped["reason"].tolist()
        ['empty text']
        """
        return self._skipped.copy()

    @property
    def remarks(self) -> pd.DataFrame:
        """DataFrame ``source, remark``: what was read, but calls for a look.

        Such as an encoding that had to be guessed, or a date that nobody could read.

        See Also
        --------
        framing.Corpus.skipped : What was not read at all.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> len(corpus.remarks)
        0
        """
        return self._remarks.copy()

    @cached_property
    def doc_ids(self) -> tuple[str, ...]:
        """Identifiers of the articles, in order.

        They are those of an id column, or made from the names of the files.

        See Also
        --------
        framing.Corpus.docs : The articles by identifier.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> corpus.doc_ids[:2]
        ('ledger-departure', 'ledger-roadblock')
        """
        return tuple(self._docs.index)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Untouched source texts, in the order of ``doc_ids``.

        Every offset of every finding refers to these texts.

        See Also
        --------
        framing.Corpus.clean_texts : The same without what was set aside.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.read_articles([{"text": "It rained. Boats left."}])
        >>> corpus.texts
        ('It rained. Boats left.',)
        """
        return tuple(self._docs["text"])

    @cached_property
    def clean_texts(self) -> tuple[str, ...]:
        """Source texts with every cut blanked by spaces, so that offsets still hold.

        This is what the words are counted in.

        See Also
        --------
        framing.Corpus.cuts : What was set aside, and why.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.read_articles([{"text": "OSLO (NTB) - It rained."}])
        >>> corpus.clean_texts
        ('             It rained.',)
        """
        spans: dict[str, list[tuple[int, int]]] = {}
        columns = (self._cuts["doc_id"], self._cuts["start"], self._cuts["end"])
        for doc_id, start, end in zip(*columns, strict=True):
            spans.setdefault(doc_id, []).append((int(start), int(end)))
        pairs = zip(self.doc_ids, self.texts, strict=True)
        return tuple(_blank(text, spans.get(doc_id, ())) for doc_id, text in pairs)

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of the document variables, in order.

        The text is none of them.

        See Also
        --------
        framing.Corpus.variable : The values of one.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> corpus.variables
        ('outlet', 'date', 'title', 'event')
        """
        return tuple(str(name) for name in self._docs.columns if name != "text")

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over identifiers, texts, document variables and cuts.

        If it is the same on two computers, the corpus is the same. Every result carries
        it, also where the articles may not be published.

        See Also
        --------
        framing.Corpus.provenance : The same with the number of articles.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> len(corpus.fingerprint)
        64
        """
        rest = self._docs.drop(columns="text").reset_index().astype(str)
        place = 1 + list(self._docs.columns).index("text")
        rows = zip(rest.to_numpy().tolist(), self.texts, strict=True)
        cells = (
            str(cell)
            for row, text in rows
            for cell in (*row[:place], text, *row[place:])
        )
        cuts = self._cuts[list(CUT_COLUMNS[:4])].astype(str).to_numpy().tolist()
        flat = (str(cell) for row in cuts for cell in row)
        return digest([*map(str, self._docs.columns), *cells, *flat])

    @property
    def provenance(self) -> Provenance:
        """Record of what this corpus holds.

        It holds the fingerprint, the number of articles and cuts, and the version of
        the library; no user, path, host or time.

        See Also
        --------
        framing.Corpus.fingerprint : The hash of all that was read.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> corpus.provenance["parameters"]
        {'n_docs': 24, 'n_cuts': 15}
        """
        counts = {"n_docs": len(self), "n_cuts": len(self._cuts)}
        return record("corpus", {"corpus": self.fingerprint}, counts)

    def where(
        self,
        condition: Callable[[pd.DataFrame], Any] | Iterable[Any] | None = None,
        /,
        **equals: object,
    ) -> Corpus:
        """Keep the articles that meet every condition.

        The cuts and all document variables come along.

        Parameters
        ----------
        condition : callable, array, list or Series, optional
            One truth value per article, in the order of ``docs``, or what takes
            ``docs`` and returns them. A Series goes by its index if that holds the
            ``doc_id``, in whatever order. A missing value counts as False.
        **equals : scalar or list
            Document variable and the value, or list of values, to keep.

        Returns
        -------
        Corpus
            The articles kept, with their cuts. ``skipped`` and ``remarks`` stay with
            the corpus they came from.

        Raises
        ------
        KeyError
            If a name is not a document variable.
        ValueError
            If the condition is not one truth value per article.

        Warns
        -----
        FramingWarning
            If no article has a value that was asked for, as after a slip of the pen.

        See Also
        --------
        framing.Annotations.where : Keep findings in place of articles.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> len(corpus.where(lambda docs: docs["text"].str.contains("border")))  < 25
        True
        """
        keep = np.ones(len(self), dtype=bool)
        if condition is not None:
            told = condition(self.docs) if callable(condition) else condition
            keep &= truth_values(told, self._docs.index)
        for name, wanted in equals.items():
            values = wanted if isinstance(wanted, (list, tuple, set)) else [wanted]
            column = self.variable(name)
            warn_of_absent(column, values, of="article")
            keep &= column.isin(list(values)).to_numpy()
        return self._subset(keep)

    def variable(self, name: str) -> pd.Series[Any]:
        """Return one document variable, or say which ones there are.

        A name that does not exist is answered with those that do.

        Parameters
        ----------
        name : str
            A column of ``docs`` other than ``text``; ``"doc_id"`` gives the index.

        Returns
        -------
        Series
            One value per article, indexed by ``doc_id``.

        Raises
        ------
        KeyError
            If there is no such variable.

        See Also
        --------
        framing.Corpus.variables : The names of all.

        Examples
        --------
        >>> import framing as fr
        >>> fr.load_example("caravan").variable("outlet").nunique()
        4
        """
        if name == "doc_id":
            return self._docs.index.to_series()
        if name == "text":
            msg = (
                "'text' is not a document variable. To choose articles by their words, "
                'type corpus.where(lambda docs: docs["text"].str.contains("border")).'
            )
            raise KeyError(msg)
        if name not in self.variables:
            known = ", ".join(sorted(self.variables)) or "none"
            near = did_you_mean(name, self.variables)
            advice = f" {_OUTLET_ADVICE}" if name == "outlet" else ""
            msg = (
                f"No document variable {name!r}.{near} The corpus has: {known}.{advice}"
            )
            raise KeyError(msg)
        return self._docs[name].copy()

    def _subset(self, keep: NDArray[np.bool_]) -> Corpus:
        docs = self._docs[keep]
        cuts = self._cuts[self._cuts["doc_id"].isin(docs.index)]
        return Corpus(docs, cuts.reset_index(drop=True))

    def __len__(self) -> int:
        return len(self._docs)

    def __repr__(self) -> str:
        facts = ", ".join(f"{name} {value}" for name, value in self._facts())
        return f"<Corpus: {facts}>"

    def _repr_html_(self) -> str:
        shown = self._docs.head(8)
        header = ["doc_id", *self.variables, "text"]
        rows = (
            [
                doc_id,
                *(shown_value(row[name]) for name in self.variables),
                _shorten(row["text"]),
            ]
            for doc_id, row in shown.iterrows()
        )
        more = len(self) - len(shown)
        note = f"and {more} more articles" if more > 0 else ""
        parts = (_html.definition_row(self._facts()), _html.table(header, rows))
        return _html.card("Corpus", *parts, note=note)

    def _facts(self) -> list[tuple[str, object]]:
        facts: list[tuple[str, object]] = [("articles", len(self))]
        if "outlet" in self.variables:
            facts.append(("outlets", int(self._docs["outlet"].nunique())))
        facts.append(("cuts", len(self._cuts)))
        if len(self._skipped):
            facts.append(("skipped", len(self._skipped)))
        if len(self._remarks):
            facts.append(("remarks", len(self._remarks)))
        return facts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Corpus) and self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)


def _check_docs(docs: pd.DataFrame) -> None:
    if "text" not in docs.columns:
        known = ", ".join(map(str, docs.columns))
        msg = (
            f"`docs` needs a column 'text'; it has: {known or 'none'}. Say which one "
            'holds the text: fr.read_articles(docs, columns={"text": "body"}).'
        )
        raise ValueError(msg)
    repeated = docs.columns[docs.columns.duplicated()]
    if len(repeated):
        msg = f"`docs` has a column twice: {repeated[0]!r}. Rename one of them."
        raise ValueError(msg)
    wrong = [key for key, text in docs["text"].items() if not isinstance(text, str)]
    if wrong:
        msg = (
            f"`docs` has {len(wrong)} cells in column 'text' that hold no text, the "
            f"first is that of {wrong[0]!r}. Read tables with fr.read_articles, which "
            "reports them."
        )
        raise ValueError(msg)
    twice = docs.index[docs.index.duplicated()]
    if len(twice):
        msg = (
            f"`docs` has {len(twice)} repeated doc_id, the first is {twice[0]!r}. "
            "Give each article its own id."
        )
        raise ValueError(msg)


def _without_nested(docs: pd.DataFrame) -> pd.DataFrame:
    """Turn lists and dicts in cells, which could be changed from outside, to JSON."""
    table = docs.copy()
    for name in docs.columns[docs.columns != "text"]:
        column = docs[name]
        if column.dtype == object and any(map(_is_nested, column)):
            cells = [as_cell(cell) for cell in column]
            table[name] = pd.Series(cells, index=docs.index)
    return table


def _is_nested(cell: object) -> bool:
    return isinstance(cell, (Mapping, Iterable)) and not isinstance(cell, (str, bytes))


def _own(table: pd.DataFrame | None, columns: tuple[str, ...]) -> pd.DataFrame:
    """Copy a table, or make an empty one with the columns it would have."""
    return pd.DataFrame(columns=list(columns)) if table is None else table.copy()


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Overwrite spans with spaces, keeping line breaks so that paragraphs survive."""
    parts, done = [], 0
    for start, end in sorted(spans):
        gap = (c if c in "\r\n" else " " for c in text[max(start, done) : end])
        parts += [text[done:start], *gap]
        done = max(done, end)
    return "".join([*parts, text[done:]])


def _shorten(text: str, width: int = 90) -> str:
    line = " ".join(text[: 2 * width].split())
    return line if len(line) <= width else line[: width - 1] + "…"
