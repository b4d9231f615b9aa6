"""Cautions that hold for a whole comparison, worked out before any test."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from framing.comparison.contrasts import reach_of
from framing.comparison.design import MAX_PAIRED_GROUPS, REST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from framing.comparison.design import Design

__all__ = ["cautions"]

_LEVEL = 0.05


def cautions(design: Design) -> Iterator[str]:
    """Yield what a reader must know before reading any number."""
    sizes = np.array([design.n_articles(group) for group in design.groups])
    if len(sizes) == 1:
        yield f"{_alone(design)}: nothing to compare it with, so it is described."
    elif sizes.max() == 1:
        yield (
            "Each group is a single article: this describes the articles and cannot "
            "speak for their outlets. Intervals tell counting uncertainty only and "
            "there are no p-values."
        )
    elif sizes.min() < 4:
        few = int((sizes < 4).sum())
        told = f"{few} of {len(sizes)} groups have fewer than 4 articles"
        if design.held_against == REST:
            yield f"{told}: their intervals are very wide."
        else:
            yield (
                f"{told}; two groups of 3 cannot reach p < .05, however they differ."
            )
    if len(sizes) > 1 and sizes.max() > 1:
        yield from _reach(design)
    if design.reference is None and design.held_against == REST:
        yield (
            f"With more than {MAX_PAIRED_GROUPS} groups each is held against all "
            "others; ask for pairs with reference='all pairs'."
        )
    stories = design.events or design.pairs
    if design.measure.name == "tone" and stories is None and sizes.max() > 1:
        yield (
            "Raw means of tone mix what an outlet says with what it reports on; "
            "compare outlets on the same events where you can (events=...)."
        )


def _alone(design: Design) -> str:
    """Name the only group there is."""
    if design.by == "doc_id":
        return f"There is one article only, {design.groups[0]!r}"
    return f"All articles have the same {design.by}, {design.groups[0]!r}"


def _reach(design: Design) -> Iterator[str]:
    """Say when no single difference can survive the correction for many tests."""
    floors, n_tests = reach_of(design)
    if not floors or n_tests < 2 or design.adjust == "none":
        return
    least = min(floors)
    harmonic = sum(1 / rank for rank in range(1, n_tests + 1))
    corrected = least * n_tests * (harmonic if design.adjust == "by" else 1.0)
    if corrected <= _LEVEL or least > _LEVEL:
        return
    needed = ceil(corrected / _LEVEL)
    together = f"; only {needed} or more so small together can"
    if needed > n_tests or design.adjust == "holm":
        together = ", nor can several together"
    yield (
        f"These articles give no p below {least:.2g}, so that after correction over "
        f"{n_tests} tests no single difference can reach 5%, however large{together}. "
        "Name the contrast that matters beforehand (labels=[...], reference='a "
        "group'), hold each group against the rest (reference='rest'), or collect "
        "more articles."
    )
