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
    from collections.abc import Iterator

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

    def members(self, group: str) -> NDArray[np.int64]:
        """Return positions of the articles of a group, or of all groups but one."""
        if group in self.groups:
            return np.flatnonzero(self.group_of == self.groups.index(group))
        number = self.groups.index(group.removeprefix(_OTHERS))
        return np.flatnonzero((self.group_of != number) & (self.group_of >= 0))

    @property
    def n_tested(self) -> int:
        """Pairs of groups with two articles or more on both sides: those tested."""
        sides = ([len(self.members(group)) for group in pair] for pair in self.pairs())
        return sum(min(sizes) > 1 for sizes in sides)

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
    kept = np.flatnonzero(design.group_of >= 0)
    width = max(1, _MAX_TESTS // len(design.groups))
    columns = range(0, len(design.sums.labels), width)
    tests = [
        rest_permutation_test(
            design.sums.per_article[kept, first : first + width],
            design.group_of[kept],
            design.measure.estimator,
            strata=None if design.strata is None else design.strata[kept],
            seed=design.seed,
        )
        for first in columns
    ]
    p_values = np.concatenate([test.p for test in tests], axis=1)
    note = tests[0].note
    return {name: (p, note) for name, p in zip(design.groups, p_values, strict=True)}


def _contrast(
    design: Design, a: str, b: str, tests: dict[str, tuple[NDArray[np.float64], str]]
) -> Iterator[tuple[object, ...]]:
    in_a, in_b = design.members(a), design.members(b)
    p_values, note = _p_values(design, in_a, in_b, tests.get(a))
    for column, label in enumerate(design.sums.labels):
        sums = design.sums.per_article[:, column]
        found = difference_interval(
            sums[in_a], sums[in_b], design.measure.estimator, level=design.level
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
            _effect(design, sums, in_a, in_b),
            len(in_a),
            len(in_b),
            "; ".join(part for part in notes if part),
        )


def _p_values(
    design: Design,
    in_a: NDArray[np.int64],
    in_b: NDArray[np.int64],
    known: tuple[NDArray[np.float64], str] | None,
) -> tuple[NDArray[np.float64], str]:
    """Move articles between the two groups; one set of moves serves every label."""
    n_labels = len(design.sums.labels)
    if min(len(in_a), len(in_b)) < 2:
        return np.full(n_labels, np.nan), _ONE_ARTICLE
    if known is not None:
        return known
    members = np.concatenate([in_a, in_b])
    target = np.arange(len(members)) < len(in_a)
    strata = None if design.strata is None else design.strata[members]
    test = permutation_test(
        design.sums.per_article[members],
        target,
        design.measure.estimator,
        strata=strata,
        seed=design.seed,
    )
    return np.asarray(test.p, dtype=float), test.note


def _effect(
    design: Design,
    sums: NDArray[np.float64],
    in_a: NDArray[np.int64],
    in_b: NDArray[np.int64],
) -> float:
    """Cliff's delta of the article values; articles without a value have no say."""
    values = design.measure.estimator(sums)
    return cliffs_delta(values[in_a], values[in_b])
