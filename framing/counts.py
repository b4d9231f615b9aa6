"""Counts per article without the articles: enough to compare millions of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import numpy as np
import pandas as pd

from framing import _html
from framing._provenance import record
from framing.corpus import Corpus

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from framing._provenance import Provenance

__all__ = ["COUNT_COLUMNS", "SCORE_COLUMNS", "ArticleCounts"]

COUNT_COLUMNS = ("label", "n_hits", "n_hit_sentences", "n_words", "n_sentences")
SCORE_COLUMNS = ("n_scored", "score_sum")
_SHOWN = 20


class _Sizes(NamedTuple):
    """What comparisons ask of a token table."""

    words_per_doc: NDArray[np.int64]
    sentences_per_doc: NDArray[np.int64]


@dataclass(frozen=True, eq=False, repr=False)
class ArticleCounts:
    """Hold a per-document table where :func:`framing.compare` expects findings.

    It stands in for findings where the articles are no longer in memory, or never were.

    Parameters
    ----------
    table : DataFrame
        One row per article and label, articles without a hit included: ``doc_id``,
        document variables, ``label, n_hits, n_hit_sentences, n_words, n_sentences``
        and, for scores, ``n_scored, score_sum``; what
        :meth:`framing.Annotations.per_document` returns.
    kind : str, default "counts"
        What was counted, such as ``"frames"`` or ``"sentiment"``.
    provenance : dict, optional
        How the counts were made.

    Raises
    ------
    ValueError
        If columns are missing, or an article and label occur twice or not at all.

    See Also
    --------
    framing.measure_articles : Count in a corpus of any size.
    framing.Annotations.per_document : The table of findings.

    Examples
    --------
    >>> import framing as fr
    >>> frames = fr.find_frames(fr.load_example("caravan"))
    >>> counts = ArticleCounts(frames.per_document())
    >>> fr.compare(counts, by="outlet").table.shape[0]
    8
    """

    _table: pd.DataFrame
    kind: str = "counts"
    provenance: Provenance = field(default_factory=dict)

    def __init__(
        self,
        table: pd.DataFrame,
        *,
        kind: str = "counts",
        provenance: Provenance | None = None,
    ) -> None:
        _check_columns(table)
        made = provenance or record("counts", {}, {"kind": kind})
        object.__setattr__(self, "_table", _in_order(table))
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "provenance", made)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Every label, in order.

        They are taken from the table, as they first occur in it.

        See Also
        --------
        framing.ArticleCounts.per_document : Their counts.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> counts = fr.ArticleCounts(frames.per_document())
        >>> counts.labels
        ('security', 'humanitarian')
        """
        return tuple(self._table["label"].unique())

    @property
    def scored(self) -> bool:
        """Whether there are sums of scores.

        True for tone and sentiment, false for mere counts.

        See Also
        --------
        framing.Annotations.scored : The same for findings.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> counts = fr.ArticleCounts(frames.per_document())
        >>> counts.scored
        False
        """
        return set(SCORE_COLUMNS) <= set(self._table.columns)

    def per_document(self) -> pd.DataFrame:
        """Return the table.

        It has a row for every article and label, zeros included.

        Returns
        -------
        DataFrame
            One row per article and label, in that order.

        See Also
        --------
        framing.compare : Compare groups of articles.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> ArticleCounts(frames.per_document()).per_document().shape[0]
        48
        """
        return self._table.copy()

    @property
    def _articles(self) -> pd.DataFrame:
        """The first row of each article."""
        return self._table.iloc[:: max(len(self.labels), 1)]

    @cached_property
    def corpus(self) -> Corpus:
        """Corpus: the articles with their document variables and empty texts.

        The texts are empty, since only counts were kept.

        See Also
        --------
        framing.ArticleCounts.per_document : The counts.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> counts = fr.ArticleCounts(frames.per_document())
        >>> counts.corpus.variables
        ('outlet', 'date', 'title', 'event')
        """
        counted = [*COUNT_COLUMNS, *SCORE_COLUMNS]
        docs = self._articles.drop(columns=counted, errors="ignore")
        docs["text"] = pd.Series("", index=docs.index, dtype="str")
        return Corpus(docs.set_index("doc_id"))

    @property
    def tokens(self) -> _Sizes:
        """Words and sentences of each article.

        They are what rates are taken of.

        See Also
        --------
        framing.ArticleCounts.per_document : The counts.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> counts = fr.ArticleCounts(frames.per_document())
        >>> int(counts.tokens.words_per_doc.sum()) > 5000
        True
        """
        columns = (self._articles[name] for name in ("n_words", "n_sentences"))
        return _Sizes(*(column.to_numpy(dtype=np.int64) for column in columns))

    def evidence(
        self, label: str | None = None, *, doc_id: str | None = None
    ) -> NoReturn:
        """Refuse: the sentences stay in the articles.

        It is there so that a comparison of counts says what is missing.

        Parameters
        ----------
        label, doc_id : str, optional
            As in :meth:`framing.Annotations.evidence`.

        Raises
        ------
        ValueError
            Always, with what to do instead.

        See Also
        --------
        framing.Annotations.evidence : The sentences, where articles are at hand.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> ArticleCounts(frames.per_document()).evidence("security")
        Traceback (most recent call last):
        ...
        ValueError: These are counts without texts...
        """
        asked = ", ".join(repr(name) for name in (label, doc_id) if name is not None)
        msg = (
            f"These are counts without texts, so there are no sentences to show"
            f"{f' for {asked}' if asked else ''}. Read the articles in question with "
            "fr.read_articles and find the words again."
        )
        raise ValueError(msg)

    def __len__(self) -> int:
        return int(self._table["n_hits"].sum())

    def __repr__(self) -> str:
        return (
            f"<ArticleCounts ({self.kind}): articles {len(self._articles)}, "
            f"labels {len(self.labels)}, hits {len(self)}>"
        )

    def _repr_html_(self) -> str:
        hits = self._table["n_hits"].astype(int)
        found = (hits > 0).astype(int).groupby(self._table["label"]).sum()
        totals = hits.groupby(self._table["label"]).sum()
        rows = [[name, int(totals[name]), int(found[name])] for name in self.labels]
        facts = [("articles", len(self._articles)), ("labels", len(self.labels))]
        more = len(rows) - _SHOWN
        return _html.card(
            f"ArticleCounts: {self.kind}",
            _html.definition_row([*facts, ("hits", len(self))]),
            _html.table(["label", "hits", "articles with a hit"], rows[:_SHOWN]),
            note=f"and {more} more labels" if more > 0 else "",
        )


def _check_columns(table: pd.DataFrame) -> None:
    needed = ("doc_id", *COUNT_COLUMNS)
    missing = [name for name in needed if name not in table.columns]
    if missing:
        msg = (
            f"`table` must be a per-document table; it has no {', '.join(missing)}. "
            "Annotations.per_document() and fr.measure_articles give such tables; from "
            "a table of texts: fr.find_frames(fr.read_articles(table))."
        )
        raise ValueError(msg)


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Sort by article, then label, in order of appearance; each pair exactly once."""
    doc, ids = pd.factorize(table["doc_id"])
    label, labels = pd.factorize(table["label"])
    cell = doc.astype(np.int64) * len(labels) + label
    count = np.bincount(cell, minlength=len(ids) * len(labels))
    if (count != 1).any():
        at = int(np.flatnonzero(count != 1)[0])
        name, of = ids[at // len(labels)], labels[at % len(labels)]
        msg = (
            f"`table` must have one row per article and label; article {name!r} has "
            f"{count[at]} for {of!r}, and {int((count != 1).sum())} pairs are like it. "
            "Articles without a hit need rows of zeros; ids must differ."
        )
        raise ValueError(msg)
    return table.iloc[np.argsort(cell, kind="stable")].reset_index(drop=True)
