"""Two targets in one sentence: those of the training set, and some that are made."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from training.examples import Example

__all__ = ["find_opposed", "join_sentences"]

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
    lengths = [len(example.before) + len(example.after) for example in examples]
    short = [row for row, length in enumerate(lengths) if length < _LONGEST]
    made: list[Example] = []
    sources: list[int] = []
    while len(made) < 2 * n:
        rows = [short[at] for at in generator.integers(len(short), size=2)]
        first, second = (examples[row] for row in rows)
        if first.mention != second.mention:
            conjunction = _CONJUNCTIONS[generator.integers(len(_CONJUNCTIONS))]
            made += _join(first, second, conjunction)
            sources += rows
    return made, sources


def _join(first: Example, second: Example, conjunction: str) -> list[Example]:
    opening = f"{first.before}{first.mention}{first.after}".rstrip(_END)
    ending = f"{second.before}{second.mention}{second.after}"
    after = first.after.rstrip(_END)
    return [
        first._replace(after=f"{after}{conjunction}{ending}"),
        second._replace(before=f"{opening}{conjunction}{second.before}"),
    ]
