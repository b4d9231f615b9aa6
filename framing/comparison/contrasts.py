"""Differences between groups: whole articles change places, never single words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.stats.effects import cliffs_delta
from framing.stats.intervals import difference_interval
from framing.stats.multiple import adjust_p
from framing.stats.permutation import permutation_test, rest_permutation_test

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from framing.comparison.measures import Measure, Sums

__all__ = ["CONTRAST_COLUMNS", "REST", "Design", "contrast_groups"]

CONTRAST_COLUMNS = (
    "label",
    "group_a",
    "group_b",
    "difference",
    "low",
    "high",
    "p",
    "p_adjusted",
    "effect",
    "n_a",
    "n_b",
    "note",
)
REST = "rest"
_OTHERS = "not "  # how all groups but one are called
# Beyond this many groups, pairs are too many to read; each is held against the rest.
_MAX_PAIRED_GROUPS = 12

# Groups times labels tested at once: bounds the memory that their nulls take.
_MAX_TESTS = 600

_ONE_ARTICLE = "one article speaks for itself, not for its group: no p-value"


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
    reference : str or None
        ``"rest"``, the name of a group, or None for all pairs.
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
    reference: str | None
    adjust: str
    level: float
    seed: int

    @property
    def held_against(self) -> str | None:
        """What each group is compared with: ``"rest"``, a group, or None for pairs."""
        if self.reference is None and len(self.groups) > _MAX_PAIRED_GROUPS:
            return REST
        return self.reference

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
        sums = np.zeros((len(articles), *self.sums.per_article.shape[1:]))
        hits = np.zeros((len(articles), len(self.sums.labels)), dtype=np.int64)
        np.add.at(sums, unit, self.sums.per_article[members])
        np.add.at(hits, unit, self.sums.hits[members])
        return Units(sums, hits, self._strata_of(members[first], articles))

    def _strata_of(
        self, docs: NDArray[np.int64], articles: NDArray[np.int64]
    ) -> NDArray[np.int64] | None:
        """Where labels may move: inside an event, or between parts of one article."""
        if self.strata is not None:
            return self.strata[docs]
        return articles if self.has_parts else None

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield the pairs of groups to contrast."""
        against = self.held_against
        if against is None:
            yield from combinations(self.groups, 2)
        elif against == REST:
            yield from ((group, _OTHERS + group) for group in self.groups)
        else:
            yield from ((group, against) for group in self.groups if group != against)


def contrast_groups(design: Design) -> pd.DataFrame:
    """Contrast every pair of groups for every label.

    Returns
    -------
    DataFrame
        Columns as in ``CONTRAST_COLUMNS``; p-values are corrected over all rows that
        have one.
    """
    if len(design.groups) < 2:
        return pd.DataFrame(columns=list(CONTRAST_COLUMNS))
    tests = _tests(design)
    rows = [row for pair in design.pairs() for row in _contrast(design, *pair, tests)]
    table = pd.DataFrame(rows, columns=list(CONTRAST_COLUMNS))
    known = table["p"].notna().to_numpy()
    if known.any():
        raw = table.loc[known, "p"].to_numpy()
        table.loc[known, "p_adjusted"] = adjust_p(raw, method=design.adjust)
    return table


def _tests(design: Design) -> dict[str, tuple[NDArray[np.float64], str]]:
    """Hold every group against the rest at once; other pairs are tested one by one."""
    if design.held_against != REST:
        return {}
    sums, codes, strata = _stacked([design.units(group) for group in design.groups])
    width = max(1, _MAX_TESTS // len(design.groups))
    tests = [
        rest_permutation_test(
            sums[:, first : first + width],
            codes,
            design.measure.estimator,
            strata=strata,
            seed=design.seed,
        )
        for first in range(0, len(design.sums.labels), width)
    ]
    p_values = np.concatenate([test.p for test in tests], axis=1)
    note = tests[0].note
    return {name: (p, note) for name, p in zip(design.groups, p_values, strict=True)}


def _stacked(
    units: Sequence[Units],
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64] | None]:
    """Put groups of articles one after the other: sums, group, stratum."""
    codes = np.repeat(np.arange(len(units)), [len(unit.sums) for unit in units])
    strata = [unit.strata for unit in units if unit.strata is not None]
    return (
        np.concatenate([unit.sums for unit in units]),
        codes,
        np.concatenate(strata) if strata else None,
    )


def _contrast(
    design: Design, a: str, b: str, tests: dict[str, tuple[NDArray[np.float64], str]]
) -> Iterator[tuple[object, ...]]:
    against_rest = design.held_against == REST
    first = design.units(a)
    second = design.units(a, others=True) if against_rest else design.units(b)
    p_values, note = _p_values(design, first, second, tests.get(a))
    for column, label in enumerate(design.sums.labels):
        in_a, in_b = first.sums[:, column], second.sums[:, column]
        found = difference_interval(
            in_a, in_b, design.measure.estimator, level=design.level
        )
        notes = [note, "" if found.kind.startswith("jackknife t") else found.note]
        yield (
            label,
            a,
            b,
            found.estimate,
            found.low,
            found.high,
            p_values[column],
            np.nan,
            _effect(design, in_a, in_b),
            len(in_a),
            len(in_b),
            "; ".join(part for part in notes if part),
        )


def _p_values(
    design: Design,
    first: Units,
    second: Units,
    known: tuple[NDArray[np.float64], str] | None,
) -> tuple[NDArray[np.float64], str]:
    """Move articles between the two groups; one set of moves serves every label."""
    if min(len(first.sums), len(second.sums)) < 2:
        return np.full(len(design.sums.labels), np.nan), _ONE_ARTICLE
    if known is not None:
        return known
    sums, codes, strata = _stacked([first, second])
    test = permutation_test(
        sums,
        codes == 0,
        design.measure.estimator,
        strata=strata,
        seed=design.seed,
    )
    return np.asarray(test.p, dtype=float), test.note


def _effect(
    design: Design, in_a: NDArray[np.float64], in_b: NDArray[np.float64]
) -> float:
    """Cliff's delta of the article values; articles without a value have no say."""
    estimator = design.measure.estimator
    return cliffs_delta(estimator(in_a), estimator(in_b))
