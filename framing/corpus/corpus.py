"""The articles: an immutable value that every other room reads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing import _html
from framing._provenance import Provenance, digest, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["CUT_COLUMNS", "REMARK_COLUMNS", "SKIPPED_COLUMNS", "Corpus"]

CUT_COLUMNS = ("doc_id", "start", "end", "reason", "text")
SKIPPED_COLUMNS = ("source", "reason")
REMARK_COLUMNS = ("source", "remark")


@dataclass(frozen=True, eq=False, repr=False)
class Corpus:
    """Hold articles, their document variables, and what cleaning set aside.

    A corpus is made by :func:`framing.read_articles` or :func:`framing.load_example`
    and never changes: every method returns a new value, every table is a copy.

    Parameters
    ----------
    docs : DataFrame
        One row per article, indexed by a unique ``doc_id``; column ``text`` is the
        untouched source, all other columns are document variables.
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
        If ``docs`` has no column ``text``, a text is no string, or an id is repeated.

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
        object.__setattr__(self, "_docs", table)
        object.__setattr__(self, "_cuts", _own(cuts, CUT_COLUMNS))
        object.__setattr__(self, "_skipped", _own(skipped, SKIPPED_COLUMNS))
        object.__setattr__(self, "_remarks", _own(remarks, REMARK_COLUMNS))

    @property
    def docs(self) -> pd.DataFrame:
        """DataFrame, one row per article: ``text`` and the document variables."""
        return self._docs.copy()

    @property
    def cuts(self) -> pd.DataFrame:
        """DataFrame ``doc_id, start, end, reason, text``: what cleaning set aside."""
        return self._cuts.copy()

    @property
    def skipped(self) -> pd.DataFrame:
        """DataFrame ``source, reason``: what reading could not use."""
        return self._skipped.copy()

    @property
    def remarks(self) -> pd.DataFrame:
        """DataFrame ``source, remark``: what was read, but calls for a look."""
        return self._remarks.copy()

    @cached_property
    def doc_ids(self) -> tuple[str, ...]:
        """Identifiers of the articles, in order."""
        return tuple(self._docs.index)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Untouched source texts, in the order of ``doc_ids``."""
        return tuple(self._docs["text"])

    @cached_property
    def clean_texts(self) -> tuple[str, ...]:
        """Source texts with every cut blanked by spaces, so that offsets still hold."""
        spans: dict[str, list[tuple[int, int]]] = {}
        columns = (self._cuts["doc_id"], self._cuts["start"], self._cuts["end"])
        for doc_id, start, end in zip(*columns, strict=True):
            spans.setdefault(doc_id, []).append((int(start), int(end)))
        pairs = zip(self.doc_ids, self.texts, strict=True)
        return tuple(_blank(text, spans.get(doc_id, ())) for doc_id, text in pairs)

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of the document variables, in order."""
        return tuple(str(name) for name in self._docs.columns if name != "text")

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over identifiers, texts, document variables and cuts."""
        rows = self._docs.reset_index().astype(str).to_numpy().tolist()
        cells = (str(cell) for row in rows for cell in row)
        cuts = self._cuts[list(CUT_COLUMNS[:4])].astype(str).to_numpy().tolist()
        flat = (str(cell) for row in cuts for cell in row)
        return digest([*map(str, self._docs.columns), *cells, *flat])

    @property
    def provenance(self) -> Provenance:
        """Record of what this corpus holds."""
        counts = {"n_docs": len(self), "n_cuts": len(self._cuts)}
        return record("corpus", {"corpus": self.fingerprint}, counts)

    def where(
        self,
        condition: Callable[[pd.DataFrame], Any] | None = None,
        /,
        **equals: object,
    ) -> Corpus:
        """Keep the articles that meet every condition.

        Parameters
        ----------
        condition : callable, optional
            Takes ``docs`` and returns one truth value per article.
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

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> len(corpus.where(lambda docs: docs["text"].str.contains("border")))  < 25
        True
        """
        keep = pd.Series(True, index=self._docs.index)
        if condition is not None:
            keep &= pd.Series(condition(self.docs), index=self._docs.index).astype(bool)
        for name, wanted in equals.items():
            values = wanted if isinstance(wanted, (list, tuple, set)) else [wanted]
            keep &= self.variable(name).isin(list(values))
        return self._subset(keep)

    def variable(self, name: str) -> pd.Series[Any]:
        """Return one document variable, or say which ones there are.

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

        Examples
        --------
        >>> import framing as fr
        >>> fr.load_example("caravan").variable("outlet").nunique()
        4
        """
        if name == "doc_id":
            return self._docs.index.to_series()
        if name not in self.variables:
            known = ", ".join(sorted(self.variables)) or "none"
            msg = f"No document variable {name!r}. The corpus has: {known}."
            raise KeyError(msg)
        return self._docs[name].copy()

    def _subset(self, keep: pd.Series[Any]) -> Corpus:
        docs = self._docs[keep.to_numpy()]
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
                *(_shown(row[name]) for name in self.variables),
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
        msg = f"`docs` needs a column 'text'; it has: {known or 'none'}."
        raise ValueError(msg)
    wrong = [key for key, text in docs["text"].items() if not isinstance(text, str)]
    if wrong:
        msg = (
            f"`docs` has {len(wrong)} texts that are no strings, the first is that of "
            f"{wrong[0]!r}. Read tables with fr.read_articles, which reports them."
        )
        raise ValueError(msg)
    twice = docs.index[docs.index.duplicated()]
    if len(twice):
        msg = (
            f"`docs` has {len(twice)} repeated doc_id, the first is {twice[0]!r}. "
            "Give each article its own id."
        )
        raise ValueError(msg)


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


def _shown(value: object) -> object:
    """Leave out the clock of a date that has none."""
    if isinstance(value, pd.Timestamp) and value == value.normalize():
        return value.date()
    return value


def _shorten(text: str, width: int = 90) -> str:
    line = " ".join(text[: 2 * width].split())
    return line if len(line) <= width else line[: width - 1] + "…"
