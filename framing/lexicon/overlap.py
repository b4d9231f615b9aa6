"""Which of several overlapping matches count: the longest, then the leftmost."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["resolve_overlaps"]

Index = NDArray[np.int64]


def resolve_overlaps(
    first: Index, last: Index, key: Index, rank: Index, *, across: bool
) -> Index:
    """Choose the matches that count.

    From the longest span to the shortest, and from left to right, a match
    counts unless one of its tokens is taken by a match of the same key. With
    `across`, it is also dropped when all its tokens are covered by longer or
    earlier matches of any key; matches of the same span never hide each other.

    Parameters
    ----------
    first, last : ndarray of int64, shape (n_matches,)
        First and last token.
    key : ndarray of int64, shape (n_matches,)
        Category as reported.
    rank : ndarray of int64, shape (n_matches,)
        Which of two entries with the same span and key is named: the lower.
    across : bool
        Whether matches of other keys hide a match.

    Returns
    -------
    ndarray of int64
        Positions of the matches that count, by first token and key.

    Examples
    --------
    >>> import numpy as np
    >>> a = np.array
    >>> resolve_overlaps(a([0, 1]), a([1, 1]), a([0, 0]), a([0, 1]), across=False)
    array([0])
    """
    if not len(first):
        return np.zeros(0, dtype=np.int64)
    order = _unique_spans(first, last, key, rank)
    group = np.zeros_like(key) if across else key
    order = order[np.lexsort((key[order], -last[order], first[order], group[order]))]
    cluster = _clusters(first[order], last[order], group[order])
    size = np.bincount(cluster)
    alone = size[cluster] == 1
    kept = [order[alone]]
    crowded = order[~alone]
    if len(crowded):
        kept.append(_resolve_crowds(first, last, key, crowded, cluster[~alone], across))
    chosen = np.concatenate(kept)
    return chosen[np.lexsort((key[chosen], first[chosen]))]


def _unique_spans(first: Index, last: Index, key: Index, rank: Index) -> Index:
    """Name one entry where several of a key match the same span."""
    order = np.lexsort((rank, last, first, key))
    new = np.ones(len(order), dtype=bool)
    new[1:] = False
    for column in (first, last, key):
        new[1:] |= column[order][1:] != column[order][:-1]
    return order[new]


def _clusters(first: Index, last: Index, group: Index) -> Index:
    """Return the number of the cluster of each span; spans come sorted."""
    stride = int(last.max()) + 2
    reach = np.maximum.accumulate(last + group * stride)
    new = np.ones(len(first), dtype=bool)
    new[1:] = (first + group * stride)[1:] > reach[:-1]
    return np.cumsum(new) - 1


def _resolve_crowds(
    first: Index, last: Index, key: Index, at: Index, cluster: Index, across: bool
) -> Index:
    """Walk through clusters of more than one match; they are few."""
    order = np.lexsort((key[at], first[at], first[at] - last[at], cluster))
    at, cluster = at[order], cluster[order]
    columns = (first[at], last[at], key[at], cluster)
    spans = list(zip(*(column.tolist() for column in columns), strict=True))
    keep = np.zeros(len(at), dtype=bool)
    begin = 0
    for end in range(1, len(spans) + 1):
        if end == len(spans) or spans[end][3] != spans[begin][3]:
            keep[begin:end] = _take(spans[begin:end], across=across)
            begin = end
    return at[keep]


def _take(spans: list[tuple[int, int, int, int]], *, across: bool) -> list[bool]:
    taken: dict[int, set[int]] = {}
    covered: set[int] = set()
    pending: set[int] = set()  # covered by spans equal to this one
    keep = []
    before = (-1, -1)
    for first, last, key, _ in spans:
        if (first, last) != before:
            covered |= pending
            pending = set()
            before = (first, last)
        places = range(first, last + 1)
        mine = taken.setdefault(key, set())
        hidden = across and covered.issuperset(places)
        fine = not hidden and mine.isdisjoint(places)
        if fine:
            mine.update(places)
            pending.update(places)
        keep.append(fine)
    return keep
