"""Conditions on the surroundings of a match: exclusions, neighbours, negation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Spans", "has_neighbour", "is_negated", "lies_inside"]

Index = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Spans:
    """Matches in columns: first token, last token, and the entry they serve."""

    first: Index
    last: Index
    entry: Index

    def take(self, at: Index | Mask) -> Spans:
        """Return some of the matches."""
        return Spans(self.first[at], self.last[at], self.entry[at])


def lies_inside(hits: Spans, others: Spans, n_tokens: int) -> Mask:
    """Say which hits lie inside a match of a phrase that excludes them.

    Parameters
    ----------
    hits : Spans
        Matches of entries.
    others : Spans
        Matches of the exclusions of those entries.
    n_tokens : int
        Number of tokens.

    Returns
    -------
    ndarray of bool, shape (n_hits,)
        Whether the hit is excluded.
    """
    if not len(others.first) or not len(hits.first):
        return np.zeros(len(hits.first), dtype=bool)
    stride = n_tokens + 1
    start = others.entry * stride + others.first
    order = np.argsort(start)
    start = start[order]
    # Ends carry the entry too, so that a running maximum never crosses entries.
    reach = np.maximum.accumulate((others.entry * stride + others.last)[order])
    at = np.searchsorted(start, hits.entry * stride + hits.first, side="right") - 1
    covered: Mask = reach[np.maximum(at, 0)] >= hits.entry * stride + hits.last
    return (at >= 0) & covered


def has_neighbour(
    hits: Spans, others: Spans, within: Index, segment: Index, word: Index
) -> Mask:
    """Say which hits have a match of a required phrase nearby.

    Parameters
    ----------
    hits : Spans
        Matches of entries.
    others : Spans
        Matches of the phrases that must stand nearby.
    within : ndarray of int64, shape (n_hits,)
        Largest distance in words: neighbours are 1 apart.
    segment : ndarray of int64, shape (n_tokens,)
        Sentence of each token.
    word : ndarray of int64, shape (n_tokens,)
        Running number of each word; marks carry that of the word before.

    Returns
    -------
    ndarray of bool, shape (n_hits,)
        Whether one stands in the same sentence and near enough.
    """
    if not len(others.first) or not len(hits.first):
        return np.zeros(len(hits.first), dtype=bool)
    stride = len(segment) + 1
    # To the right: the first match of the phrase that starts after the hit ends.
    starts = np.sort(others.entry * stride + others.first)
    at = np.searchsorted(starts, hits.entry * stride + hits.last, side="right")
    entry, place = np.divmod(starts[np.minimum(at, len(starts) - 1)], stride)
    after = (at < len(starts)) & (entry == hits.entry)
    after &= segment[place] == segment[hits.last]
    after &= word[place] - word[hits.last] <= within
    # To the left: the last match of the phrase that ends before the hit starts.
    ends = np.sort(others.entry * stride + others.last)
    at = np.searchsorted(ends, hits.entry * stride + hits.first, side="left") - 1
    entry, place = np.divmod(ends[np.maximum(at, 0)], stride)
    before = (at >= 0) & (entry == hits.entry)
    before &= segment[place] == segment[hits.first]
    before &= word[hits.first] - word[place] <= within
    either: Mask = after | before
    return either


def is_negated(
    first: Index, cues: Index, window: int, segment: Index, word: Index
) -> Mask:
    """Say which hits follow a negating word.

    Parameters
    ----------
    first : ndarray of int64, shape (n_hits,)
        First token of each hit.
    cues : ndarray of int64
        Tokens that negate, in order.
    window : int
        Largest distance in words.
    segment : ndarray of int64, shape (n_tokens,)
        Clause of each token.
    word : ndarray of int64, shape (n_tokens,)
        Running number of each word.

    Returns
    -------
    ndarray of bool, shape (n_hits,)
        Whether a cue stands before the hit, near enough, in the same clause.
    """
    if not len(cues) or not len(first):
        return np.zeros(len(first), dtype=bool)
    at = np.searchsorted(cues, first, side="left") - 1
    cue = cues[np.maximum(at, 0)]
    near: Mask = word[first] - word[cue] <= window
    negated: Mask = (at >= 0) & near & (segment[cue] == segment[first])
    return negated
