"""What a comparison rests on: groups, sums per article, and the options."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from framing.comparison.measures import Measure, Sums

__all__ = ["ALL_PAIRS", "MAX_PAIRED_GROUPS", "REST", "Design", "Units"]

REST = "rest"
ALL_PAIRS = "all pairs"
_OTHERS = "not "  # how all groups but one are called
# Beyond this many groups, pairs are too many to read; each is held against the rest.
MAX_PAIRED_GROUPS = 12


@dataclass(frozen=True)
class Units:
    """The articles of a group.

    Parameters
    ----------
    sums : ndarray, shape (n_articles, n_labels, 2)
        What the estimator needs.
    hits : ndarray of int, shape (n_articles, n_labels)
        Spans that speak for the estimate.
    strata : ndarray of int or None, shape (n_articles,)
        Articles may change places inside a stratum only.
    """

    sums: NDArray[np.float64]
    hits: NDArray[np.int64]
    strata: NDArray[np.int64] | None

    def take(self, at: NDArray[np.intp]) -> Units:
        """Keep the articles at these positions, in this order."""
        strata = None if self.strata is None else self.strata[at]
        return Units(self.sums[at], self.hits[at], strata)


@dataclass(frozen=True)
class Design:
    """Everything a contrast needs: groups, sums per article, options.

    Parameters
    ----------
    measure : Measure
        What is compared.
    sums : Sums
        Per article and label.
    by : str
        The document variable that made the groups.
    groups : tuple of str
        Names of the groups.
    group_of : ndarray of int, shape (n_docs,)
        Position of each article's group; -1 for articles in none.
    article_of : ndarray of int, shape (n_docs,)
        Which article a document belongs to: itself, unless documents are parts of
        articles, such as voices. The article is the unit of every interval and test.
    strata : ndarray or None, shape (n_docs,)
        The event of each article, where labels may only move inside an event.
    events : str or None
        The document variable that `strata` comes from.
    pair_of : ndarray of int or None, shape (n_docs,)
        The matched set of each document, -1 for none; groups are then contrasted
        inside the sets that both have.
    pairs : str or None
        The document variable that `pair_of` comes from.
    reference : str or None
        ``"rest"``, ``"all pairs"``, the name of a group, or None for the usual.
    adjust : str
        Correction for many tests.
    level : float
        Confidence level.
    seed : int
        Seed of the permutations.
    """

    measure: Measure
    sums: Sums
    by: str
    groups: tuple[str, ...]
    group_of: NDArray[np.int64]
    article_of: NDArray[np.int64]
    strata: NDArray[np.int64] | None
    events: str | None
    pair_of: NDArray[np.int64] | None
    pairs: str | None
    reference: str | None
    adjust: str
    level: float
    seed: int

    @property
    def held_against(self) -> str | None:
        """What each group is compared with: ``"rest"``, a group, or None for pairs."""
        if self.reference is None and len(self.groups) > MAX_PAIRED_GROUPS:
            return REST
        return None if self.reference == ALL_PAIRS else self.reference

    def members(self, group: str, *, others: bool = False) -> NDArray[np.int64]:
        """Return positions of the documents of a group, or of all other groups."""
        own = self.group_of == self.groups.index(group)
        return np.flatnonzero((self.group_of >= 0) & ~own if others else own)

    @property
    def has_parts(self) -> bool:
        """Whether documents are parts of articles."""
        return len(np.unique(self.article_of)) < len(self.article_of)

    def n_articles(self, group: str) -> int:
        """Count the articles of a group, each once."""
        return len(np.unique(self.article_of[self.members(group)]))

    def units(self, group: str, *, others: bool = False) -> Units:
        """Add up the documents of a group, or of all others, article by article."""
        return self.units_of(self.members(group, others=others))

    def units_of(self, members: NDArray[np.int64]) -> Units:
        """Add up the documents at these positions, article by article."""
        articles, first, unit = np.unique(
            self.article_of[members], return_index=True, return_inverse=True
        )
        sums, hits = self._added(members, unit, len(articles))
        return Units(sums, hits, self._strata_of(members[first], articles))

    def units_of_sets(
        self, members: NDArray[np.int64]
    ) -> tuple[Units, NDArray[np.int64]]:
        """Add up the documents at these positions by matched set, and name the sets."""
        if self.pair_of is None:
            msg = "This comparison has no matched sets."
            raise ValueError(msg)
        within = members[self.pair_of[members] >= 0]
        sets, unit = np.unique(self.pair_of[within], return_inverse=True)
        sums, hits = self._added(within, unit, len(sets))
        return Units(sums, hits, None), sets

    def _added(
        self, members: NDArray[np.int64], unit: NDArray[np.intp], n_units: int
    ) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        sums = np.zeros((n_units, *self.sums.per_article.shape[1:]))
        hits = np.zeros((n_units, len(self.sums.labels)), dtype=np.int64)
        np.add.at(sums, unit, self.sums.per_article[members])
        np.add.at(hits, unit, self.sums.hits[members])
        return sums, hits

    def _strata_of(
        self, docs: NDArray[np.int64], articles: NDArray[np.int64]
    ) -> NDArray[np.int64] | None:
        """Where labels may move: inside an event, or between parts of one article."""
        if self.strata is not None:
            return self.strata[docs]
        return articles if self.has_parts else None

    def contrasts(self) -> Iterator[tuple[str, str]]:
        """Yield the groups to contrast: two names, or a name and ``"not "`` + name."""
        against = self.held_against
        if against is None:
            yield from combinations(self.groups, 2)
        elif against == REST:
            yield from ((group, _OTHERS + group) for group in self.groups)
        else:
            yield from ((group, against) for group in self.groups if group != against)
