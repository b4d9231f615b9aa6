"""Differences between groups: whole articles change places, never single words."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.comparison.bounds import note_unbounded
from framing.comparison.design import ALL_PAIRS, REST, Design, Units
from framing.stats.arrangement import count_arrangements, smallest_p
from framing.stats.effects import cliffs_delta
from framing.stats.intervals import (
    Interval,
    PooledGroup,
    difference_between,
    pool_articles,
)
from framing.stats.multiple import adjust_p
from framing.stats.null import caution
from framing.stats.paired import paired_difference_interval
from framing.stats.pairwise import pairwise_permutation_tests
from framing.stats.permutation import (
    omnibus_test,
    paired_permutation_test,
    permutation_test,
    rest_permutation_test,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    PValues = tuple[Floats, Sequence[str]]  # and a note, for each label

__all__ = [
    "ALL_PAIRS",
    "CONTRAST_COLUMNS",
    "OMNIBUS_COLUMNS",
    "REST",
    "Design",
    "Units",
    "contrast_groups",
    "omnibus_table",
    "reach_of",
]

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
OMNIBUS_COLUMNS = ("label", "p", "p_adjusted", "n_groups", "n_docs", "note")

# Groups times labels tested at once: bounds the memory that their nulls take.
_MAX_TESTS = 1200

CANNOT_REACH = "cannot reach 5%"  # how a test begins that is too small
_ONE_ARTICLE = "one article speaks for itself, not for its group: no p-value"
_NO_TEST = "fewer than two groups have an estimate: no test"
_AT_ODDS = (
    "test and interval disagree: p moves these articles, the interval allows for "
    "others (docs: comparison, “When test and interval disagree”)"
)
_ONE_PAIR = "fewer than two matched pairs: no p-value"


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
    rows = _matched_rows(design) if design.pairs else _free_rows(design)
    table = pd.DataFrame(list(rows), columns=list(CONTRAST_COLUMNS))
    farthest = design.measure.difference_scale
    table = note_unbounded(table, scale=farthest, of="difference")
    return _corrected(table, design.adjust)


def omnibus_table(design: Design) -> pd.DataFrame:
    """Test for every label whether any of the groups differ.

    Returns
    -------
    DataFrame
        Columns as in ``OMNIBUS_COLUMNS``, no row with fewer than two groups or with
        single articles only; p-values are corrected over the labels.
    """
    units = [_omnibus_units(design, group) for group in design.groups]
    if len(units) < 2 or max(len(unit.sums) for unit in units) < 2:
        return pd.DataFrame(columns=list(OMNIBUS_COLUMNS))
    sums, codes, strata = _stacked(units)
    test = omnibus_test(
        sums, codes, design.measure.estimator, strata=strata, seed=design.seed
    )
    notes = _cautions(test.p, test.smallest_p, test.n_undefined)
    table = pd.DataFrame(
        {
            "label": list(design.sums.labels),
            "p": test.p,
            "p_adjusted": np.nan,
            "n_groups": len(units),
            "n_docs": len(sums),
            "note": np.where(np.isnan(test.p), _NO_TEST, notes),
        },
        columns=list(OMNIBUS_COLUMNS),
    )
    return _corrected(table, design.adjust)


def _omnibus_units(design: Design, group: str) -> Units:
    """Return the articles of a group, to move inside their matched set if there are."""
    units = design.units(group)
    if design.pair_of is None:
        return units
    docs = design.members(group)
    _, first = np.unique(design.article_of[docs], return_index=True)
    sets = design.pair_of[docs[first]]
    alone = len(design.pair_of) + docs[first]
    return replace(units, strata=np.where(sets < 0, alone, sets))


def _corrected(table: pd.DataFrame, method: str) -> pd.DataFrame:
    """Correct the p-values over all rows that have one."""
    return table.assign(p_adjusted=adjust_p(table["p"], method=method))


def reach_of(design: Design) -> tuple[list[float], int]:
    """Return the smallest p that each contrast could give, and how many have one.

    Contrasts of single articles give none. Every label of a contrast is a test, unless
    one of its groups has no estimate.
    """
    if design.pairs:
        sizes = [len(_matched(design, *pair)[0].sums) for pair in design.contrasts()]
        floors = [smallest_p(2**n) for n in sizes if n > 1]
        return floors, len(floors) * len(design.sums.labels)
    sides = (_sides(design, *pair) for pair in design.contrasts())
    tested = [(a, b) for a, b in sides if min(len(a.sums), len(b.sums)) > 1]
    estimator = design.measure.estimator
    n_tests = sum(
        int(np.isfinite(sum(estimator(side.sums.sum(axis=0)) for side in both)).sum())
        for both in tested
    )
    return [_floor(*both) for both in tested], n_tests


def _floor(a: Units, b: Units) -> float:
    """Return the smallest p that two groups of articles could give."""
    if min(len(a.sums), len(b.sums)) > 10 and a.strata is None:
        return smallest_p(20_001)  # random arrangements; no need to count
    _, codes, strata = _stacked([a, b])
    total = count_arrangements(codes, strata=strata)
    return smallest_p(total, n_resamples=total if total <= 20_000 else 9999)


def _sides(design: Design, a: str, b: str) -> tuple[Units, Units]:
    if design.held_against == REST:
        return design.units(a), design.units(a, others=True)
    return design.units(a), design.units(b)


def _free_rows(design: Design) -> Iterator[tuple[object, ...]]:
    """Contrast groups whose articles change places freely, or inside events."""
    tests = _rest_tests(design) if design.held_against == REST else _pair_tests(design)
    pool = _pool(design)
    for a, b in design.contrasts():
        first, second = _sides(design, a, b)
        if min(len(first.sums), len(second.sums)) < 2:
            n_labels = len(design.sums.labels)
            found: PValues = (np.full(n_labels, np.nan), [_ONE_ARTICLE] * n_labels)
        else:
            found = tests[a, b]
        against_rest = design.held_against == REST
        ours, theirs = pool(a), pool(a if against_rest else b, others=against_rest)
        both = zip(ours, theirs, strict=True)
        intervals = [difference_between(*pair) for pair in both]
        yield from _rows(design, (a, b), (first, second), intervals, found)


def _pool(design: Design) -> Callable[..., list[PooledGroup]]:
    """Pool the articles of a group once, however many contrasts it stands in."""

    @cache
    def pool(group: str, *, others: bool = False) -> list[PooledGroup]:
        sums = design.units(group, others=others).sums
        columns = range(len(design.sums.labels))
        estimator, level = design.measure.estimator, design.level
        return [pool_articles(sums[:, c], estimator, level=level) for c in columns]

    return pool


def _rows(
    design: Design,
    names: tuple[str, str],
    sides: tuple[Units, Units],
    intervals: Sequence[Interval],
    found: PValues,
) -> Iterator[tuple[object, ...]]:
    """Write one row a label."""
    p_values, cautions = found
    estimator, level = design.measure.estimator, design.level
    in_a, in_b = (estimator(side.sums) for side in sides)
    lowest, highest = design.measure.bounds
    farthest = highest - lowest  # no difference is larger
    for column, label in enumerate(design.sums.labels):
        told = intervals[column]
        of_interval = "" if told.kind.startswith("jackknife t") else told.note
        test = cautions[column]
        at_odds = _at_odds(told, p_values[column], level)
        at_odds = "" if CANNOT_REACH in test else at_odds
        notes = f"{test}; {of_interval}; {at_odds}".split("; ")
        yield (
            label,
            *names,
            told.estimate,
            max(told.low, -farthest),
            min(told.high, farthest),
            p_values[column],
            np.nan,
            # Articles without a value have no say; of single ones there is no effect.
            np.nan
            if min(len(in_a), len(in_b)) < 2
            else cliffs_delta(in_a[:, column], in_b[:, column]),
            len(in_a),
            len(in_b),
            "; ".join(dict.fromkeys(filter(None, notes))),
        )


def _at_odds(told: Interval, p: float, level: float) -> str:
    """Say that the interval leaves zero out and the test does not, or the reverse."""
    if np.isnan([p, told.low, told.high]).any():
        return ""
    apart = told.low > 0 or told.high < 0
    return _AT_ODDS if apart != (p < 1 - level) else ""


def _rest_tests(design: Design) -> dict[tuple[str, str], PValues]:
    """Hold every group against the rest at once."""
    units = [design.units(group) for group in design.groups]
    sums, codes, strata = _stacked(units)
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
    undefined = np.concatenate([test.n_undefined for test in tests], axis=1)
    least = tests[0].smallest_p
    rows = zip(design.contrasts(), p_values, undefined, strict=True)
    return {pair: (p, _cautions(p, least, counts)) for pair, p, counts in rows}


def _cautions(p: Floats, least: float, undefined: NDArray[np.int64]) -> list[str]:
    """Say of each label what its test cannot do; without a p there was no test."""
    counts = np.where(np.isnan(p), 0, undefined)
    return [caution(least, int(count)) for count in counts]


def _pair_tests(design: Design) -> dict[tuple[str, str], PValues]:
    """Test groups against each other; one set of moves serves every label."""
    units = {group: design.units(group) for group in design.groups}
    testable = [
        (a, b)
        for a, b in design.contrasts()
        if min(len(units[a].sums), len(units[b].sums)) > 1
    ]
    estimator = design.measure.estimator
    if design.strata is None and not design.has_parts:
        sums, codes, _ = _stacked(list(units.values()))
        number = {group: at for at, group in enumerate(units)}
        pairs = [(number[a], number[b]) for a, b in testable]
        tests = pairwise_permutation_tests(
            sums, codes, pairs, estimator, seed=design.seed
        )
    else:
        tests = [
            permutation_test(
                sums, codes == 0, estimator, strata=strata, seed=design.seed
            )
            for a, b in testable
            for sums, codes, strata in [_stacked([units[a], units[b]])]
        ]
    return {
        pair: (
            np.asarray(test.p, dtype=float),
            _cautions(test.p, test.smallest_p, test.n_undefined),
        )
        for pair, test in zip(testable, tests, strict=True)
    }


def _matched_rows(design: Design) -> Iterator[tuple[object, ...]]:
    """Contrast groups inside the matched sets that both have."""
    estimator, level = design.measure.estimator, design.level
    for a, b in design.contrasts():
        first, second = _matched(design, a, b)
        n_labels = len(design.sums.labels)
        found: PValues = (np.full(n_labels, np.nan), [_ONE_PAIR] * n_labels)
        if len(first.sums) > 1:
            test = paired_permutation_test(
                first.sums, second.sums, estimator, seed=design.seed
            )
            # The number of pairs decides, not that of all ways to deal the labels.
            least = smallest_p(2 ** len(first.sums))
            p_values = np.asarray(test.p, dtype=float)
            found = (p_values, [caution(least, 0)] * n_labels)
        intervals = [
            paired_difference_interval(
                first.sums[:, column], second.sums[:, column], estimator, level=level
            )
            if len(first.sums)
            else Interval(np.nan, np.nan, np.nan, "none", note="no matched pair")
            for column in range(len(design.sums.labels))
        ]
        yield from _rows(design, (a, b), (first, second), intervals, found)


def _matched(design: Design, a: str, b: str) -> tuple[Units, Units]:
    """Add up the articles of two groups on each matched set that both have."""
    others = design.held_against == REST
    members = design.members(a), design.members(a if others else b, others=others)
    (first, sets_a), (second, sets_b) = (design.units_of_sets(d) for d in members)
    _, in_a, in_b = np.intersect1d(sets_a, sets_b, return_indices=True)
    return first.take(in_a), second.take(in_b)


def _stacked(
    units: Sequence[Units],
) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64] | None]:
    """Put groups of articles one after the other: sums, group, stratum."""
    codes = np.repeat(np.arange(len(units)), [len(unit.sums) for unit in units])
    strata = [unit.strata for unit in units if unit.strata is not None]
    return (
        np.concatenate([unit.sums for unit in units]),
        codes,
        np.concatenate(strata) if strata else None,
    )
