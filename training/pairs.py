"""Two targets in one sentence: those of the training set, and some that are made."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from training.examples import Example

__all__ = ["find_opposed", "join_across", "join_sentences"]

Pairs = list[tuple[int, int]]

_CONJUNCTIONS = (", while ", ", but ", "; ", ", and ", " and ", ", whereas ", ". ")
# Longer sentences are not joined: both must fit around either target.
_LONGEST = 190
_END = " .!?”\"'"


def find_opposed(examples: Sequence[Example]) -> Pairs:
    """Find the targets of one sentence toward which people saw different tones."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, example in enumerate(examples):
        rows[f"{example.before}{example.mention}{example.after}"].append(row)
    return [
        (a, b)
        for same in rows.values()
        for a, b in combinations(same, 2)
        if examples[a].polarity != examples[b].polarity
    ]


def join_sentences(
    examples: Sequence[Example], n: int, generator: np.random.Generator
) -> tuple[list[Example], list[int]]:
    """Join n pairs of sentences: each for both targets, one after the other; sources.

    Pairs are drawn without regard to tone: if they were always opposed, the tone of
    one clause would tell that of the other.
    """
    short = _find_short(examples)
    made: list[Example] = []
    sources: list[int] = []
    while len(made) < 2 * n:
        rows = [short[at] for at in generator.integers(len(short), size=2)]
        first, second = (examples[row] for row in rows)
        if first.mention != second.mention:
            made += _join(first, second, generator)
            sources += rows
    return made, sources


def join_across(
    ours: Sequence[Example],
    theirs: Sequence[Example],
    n: int,
    generator: np.random.Generator,
) -> list[Example]:
    """Join n pairs as `join_sentences` does, one of either kind, in either order."""
    kinds = [[kind[row] for row in _find_short(kind)] for kind in (ours, theirs)]
    made: list[Example] = []
    for _ in range(n):
        first, second = (kind[generator.integers(len(kind))] for kind in kinds)
        if generator.random() < 0.5:
            first, second = second, first
        made += _join(first, second, generator)
    return made


def _find_short(examples: Sequence[Example]) -> list[int]:
    lengths = [len(example.before) + len(example.after) for example in examples]
    return [row for row, length in enumerate(lengths) if length < _LONGEST]


def _join(
    first: Example, second: Example, generator: np.random.Generator
) -> list[Example]:
    conjunction = _CONJUNCTIONS[generator.integers(len(_CONJUNCTIONS))]
    opening = f"{first.before}{first.mention}{first.after}".rstrip(_END)
    ending = f"{second.before}{second.mention}{second.after}"
    after = first.after.rstrip(_END)
    return [
        first._replace(after=f"{after}{conjunction}{ending}"),
        second._replace(before=f"{opening}{conjunction}{second.before}"),
    ]
