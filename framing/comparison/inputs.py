"""What was given, checked: findings, labels, groups, events, and options."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing._errors import FramingWarning, did_you_mean
from framing.annotate.quotes import PART_REASON
from framing.annotations import Annotations
from framing.comparison.design import ALL_PAIRS, REST
from framing.counts import ArticleCounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = [
    "articles_of",
    "check_adjustment",
    "check_matching",
    "check_reference",
    "choose_labels",
    "codes_of",
    "findings",
    "groups_of",
    "sets_of",
    "strata_of",
]

_MAX_LABELS = 50
_ADJUSTMENTS = ("bh", "by", "holm", "none")


def findings(found: object) -> Annotations | ArticleCounts:
    """Take counts as findings, and refuse what is neither."""
    if isinstance(found, pd.DataFrame):
        return ArticleCounts(found)
    if isinstance(found, (Annotations, ArticleCounts)):
        return found
    msg = (
        f"`found` must be findings, such as fr.find_frames(corpus); got "
        f"{type(found).__name__}."
    )
    raise TypeError(msg)


def check_matching(events: str | None, pairs: str | None) -> None:
    """Raise if both ways of keeping to an event are asked for."""
    if events is not None and pairs is not None:
        msg = (
            f"Give `events` ({events!r}) or `pairs` ({pairs!r}), not both: with "
            "events= articles change places inside an event, with pairs= the whole of "
            "one group's articles on an event changes places with the other's."
        )
        raise ValueError(msg)


def sets_of(
    found: Annotations | ArticleCounts, pairs: str, notes: list[str]
) -> NDArray[np.int64]:
    """Give each matched set a number; an article without one matches no other."""
    _, codes = codes_of(found.corpus.variable(pairs))
    missing = int((codes < 0).sum())
    if missing:
        notes.append(
            f"{missing} of {len(codes)} articles have no {pairs}; they count in the "
            "estimates and in no contrast."
        )
    return codes


def strata_of(
    found: Annotations | ArticleCounts, events: str, notes: list[str]
) -> NDArray[np.int64]:
    """Give each event a number; an article without one is an event of its own."""
    names, codes = codes_of(found.corpus.variable(events))
    missing = codes < 0
    if missing.any():
        notes.append(
            f"{int(missing.sum())} of {len(codes)} articles have no {events}; they "
            "count in the estimates and change places with no other in the tests."
        )
    alone = len(names) + np.arange(len(codes))
    return np.where(missing, alone, codes)


def choose_labels(
    found: Annotations | ArticleCounts, labels: Sequence[str] | None, measure: str
) -> tuple[str, ...]:
    """Return the labels to compare, in order."""
    if labels is None and measure != "balance":
        # Actors come in thousands, those in most articles first.
        return found.labels[:_MAX_LABELS]
    if isinstance(labels, str):
        msg = f"`labels` must be a list; got the string {labels!r}. Type [{labels!r}]."
        raise TypeError(msg)
    names = tuple(dict.fromkeys(found.labels if labels is None else labels))
    if not names:
        msg = "`labels` is empty; name at least one, or leave it out for all."
        raise ValueError(msg)
    unknown = [name for name in names if name not in found.labels]
    if unknown:
        known = ", ".join(found.labels[:_MAX_LABELS])
        more = " and more" if len(found.labels) > _MAX_LABELS else ""
        near = did_you_mean(unknown[0], found.labels)
        msg = (
            f"No label {unknown[0]!r} among {found.kind}.{near} "
            f"There are: {known}{more}."
        )
        raise KeyError(msg)
    if measure == "balance" and len(names) != 2:
        msg = (
            f"`labels` must name two different labels for balance; got {list(names)}. "
            f"For instance labels={list(found.labels[:2])}."
        )
        raise ValueError(msg)
    return names


def codes_of(values: pd.Series[Any]) -> tuple[list[str], NDArray[np.int64]]:
    """Return the distinct names in order, and each value's number (-1: none)."""
    present = values.notna()
    names = values[present].astype(str)
    order = sorted(names.unique()) if values.name != "doc_id" else list(names)
    codes = pd.Index(order).get_indexer(pd.Index(values.astype(str)))
    return order, np.where(present, codes, -1)


def groups_of(
    found: Annotations | ArticleCounts, by: str
) -> tuple[tuple[str, ...], NDArray[np.int64], list[str]]:
    """Name the groups, number each document's, and note how many have none."""
    if not len(found.corpus):
        msg = "The corpus has no articles, so there is nothing to compare."
        raise ValueError(msg)
    groups, group_of = codes_of(found.corpus.variable(by))
    if not groups:
        msg = f"`by` is {by!r}, but no article has a value there: nothing to compare."
        raise ValueError(msg)
    missing = int((group_of < 0).sum())
    if not missing:
        return tuple(groups), group_of, []
    note = f"{missing} of {len(group_of)} articles have no {by} and are left out."
    warnings.warn(note, FramingWarning, stacklevel=3)
    return tuple(groups), group_of, [note]


def articles_of(found: Annotations | ArticleCounts) -> NDArray[np.int64]:
    """Give each article a number; the parts of an article share it."""
    corpus = found.corpus
    if "article" in corpus.variables and PART_REASON in set(corpus.cuts["reason"]):
        return codes_of(corpus.variable("article"))[1]
    return np.arange(len(corpus))


def check_reference(reference: str | None, groups: Sequence[str]) -> str | None:
    """Return what groups are held against if it is clear and there."""
    if reference in {REST, ALL_PAIRS} and reference in groups:
        msg = (
            f"`reference` {reference!r} is also the name of a group; rename it, so "
            "that it is clear what is meant."
        )
        raise ValueError(msg)
    if reference in {None, REST, ALL_PAIRS, *groups}:
        return reference
    msg = (
        f"`reference` must be 'rest', 'all pairs' or a group; got {reference!r}."
        f"{did_you_mean(reference, groups)} Groups: {', '.join(groups)}."
    )
    raise KeyError(msg)


def check_adjustment(adjust: str) -> str:
    """Return the correction if there is one of that name."""
    if adjust in _ADJUSTMENTS:
        return adjust
    near = did_you_mean(adjust, _ADJUSTMENTS)
    msg = f"`adjust` must be one of {', '.join(_ADJUSTMENTS)}; got {adjust!r}.{near}"
    raise ValueError(msg)
