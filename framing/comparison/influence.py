"""Which entries of a lexicon carry a difference between two groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.annotations import Annotations
from framing.stats.intervals import difference_interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from framing.comparison.comparison import Comparison

__all__ = ["measure_influence"]

Floats = NDArray[np.float64]
_COLUMNS = (
    "label",
    "group_a",
    "group_b",
    "category",
    "pattern",
    "n_hits_a",
    "n_hits_b",
    "difference",
    "without",
    "low",
    "high",
    "influence",
    "flips",
)


def measure_influence(
    result: Comparison,
    *,
    groups: tuple[str, str] | None = None,
    labels: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Leave out one entry of the lexicon at a time and see what is left.

    A difference that hangs on one word is a finding about that word.

    Parameters
    ----------
    result : Comparison
        A comparison of frames, from :func:`framing.compare`.
    groups : tuple of (str, str), optional
        The two groups; the second may be ``"rest"``. Not needed where there are only
        two.
    labels : sequence of str, optional
        Labels of the comparison; all by default.

    Returns
    -------
    DataFrame
        One row per label and entry with a hit in the two groups, the most influential
        first inside a label: ``label``, ``group_a``, ``group_b``, ``category`` (full
        path), ``pattern``, ``n_hits_a``, ``n_hits_b``, ``difference`` (a less b with
        all entries), ``without`` (the difference without this entry) with ``low`` and
        ``high``, ``influence`` (``difference`` less ``without``) and ``flips`` (whether
        the sign of the difference hangs on this entry).

    Raises
    ------
    KeyError
        If a group or a label does not exist.
    ValueError
        If the comparison is not one of frames, or `groups` must be named.

    See Also
    --------
    framing.compare : Make a comparison.
    run_multiverse : Vary the rules of counting and not the entries.

    Notes
    -----
    The hits of the entry are taken out of the counts of every article; nothing is
    matched again. Where a shorter entry of the category would take the place of a hit
    ("border" inside "border wall"), removing the entry from the lexicon changes less
    than this table says. Limits are as in :func:`framing.compare`. Look at this table
    before you write about a difference: where one entry carries it, the difference is
    about that word.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.comparison import measure_influence
    >>> corpus = fr.load_example("caravan").where(
    ...     outlet=["Frontier Ledger", "The Harbour Courier"])
    >>> result = fr.compare(fr.find_frames(corpus), by="outlet")
    >>> table = measure_influence(result, labels=["security"])
    >>> bool(table["flips"].any())
    False
    """
    spans = _frame_spans(result)
    pair = _pair(result, groups)
    wanted = result.labels if labels is None else tuple(labels)
    rows = [row for label in wanted for row in _rows(result, spans, label, pair)]
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def _frame_spans(result: Comparison) -> pd.DataFrame:
    found = result.found
    if found.kind == "frames" and isinstance(found, Annotations):
        return found.spans
    msg = (
        f"`result` compares {found.kind}, as {type(found).__name__}; only frames with "
        "their places have entries. Compare what fr.find_frames(corpus) gives."
    )
    raise ValueError(msg)


def _pair(result: Comparison, groups: tuple[str, str] | None) -> tuple[str, str]:
    known = ", ".join(result.groups)
    if groups is None:
        if len(result.groups) != 2:
            msg = f"`groups` must name two of the groups, which are: {known}."
            raise ValueError(msg)
        return result.groups[0], result.groups[1]
    first, second = groups
    for name in groups:
        if name not in result.groups and name != "rest":
            msg = f"No group {name!r} in this comparison. There are: {known}."
            raise KeyError(msg)
    if first == second or first == "rest":
        msg = f"`groups` must be two different groups, 'rest' last; got {groups!r}."
        raise ValueError(msg)
    return first, f"not {first}" if second == "rest" else second


def _rows(
    result: Comparison, spans: pd.DataFrame, label: str, pair: tuple[str, str]
) -> Iterator[tuple[object, ...]]:
    hits = _hits(result, spans, label)
    column = result.labels.index(label)
    sums = result.design.sums.per_article[:, column]
    in_a = result.design.members(pair[0])
    if pair[1] == f"not {pair[0]}" and pair[1] not in result.groups:
        in_b = result.design.members(pair[0], others=True)
    else:
        in_b = result.design.members(pair[1])
    full = _difference(result, sums, in_a, in_b)[0]
    found = []
    for (category, pattern), own in hits.groupby(["category", "pattern"], sort=False):
        counts = np.bincount(own["doc"], minlength=len(sums))
        n_a, n_b = int(counts[in_a].sum()), int(counts[in_b].sum())
        if n_a + n_b:
            left = _difference(result, sums - _part(own, len(sums)), in_a, in_b)
            change = full - left[0]
            flips = full * left[0] < 0
            numbers = (n_a, n_b, full, *left, change, flips)
            found.append((label, *pair, category, pattern, *numbers))
    yield from sorted(found, key=lambda row: -abs(np.nan_to_num(float(row[-2]))))


def _difference(
    result: Comparison, sums: Floats, in_a: NDArray[np.int64], in_b: NDArray[np.int64]
) -> tuple[float, float, float]:
    design = result.design
    told = difference_interval(
        sums[in_a], sums[in_b], design.measure.estimator, level=design.level
    )
    return told.estimate, told.low, told.high


def _hits(result: Comparison, spans: pd.DataFrame, label: str) -> pd.DataFrame:
    """Return the label's hits with ``doc``, the ``column`` of sums and a ``weight``.

    The weight is what a hit adds to the sum: nothing where another entry hits the
    same sentence, or article, and that is what is counted.
    """
    parts = result._label_parts(label)
    spans = spans[spans["label"].isin(parts)]
    docs = pd.Index(result.found.corpus.doc_ids)
    hits = spans[["category", "pattern", "sentence"]].assign(
        doc=docs.get_indexer(pd.Index(spans["doc_id"])),
        column=pd.Index(parts).get_indexer(pd.Index(spans["label"])),
        weight=1.0,
    )
    unit = {"sentence_share": "sentence", "article_share": "doc"}.get(
        result.measure.name
    )
    if unit is None:
        return hits
    entry = hits.groupby(["category", "pattern"], sort=False).ngroup()
    alone = entry.groupby(hits[unit]).transform("nunique") == 1
    first = ~pd.DataFrame({"entry": entry, "unit": hits[unit]}).duplicated()
    return hits.assign(weight=(alone & first).astype(float))


def _part(own: pd.DataFrame, n_docs: int) -> Floats:
    """Add up what an entry's hits contribute to the sums of every article."""
    part = np.zeros((n_docs, 2))
    np.add.at(part, (own["doc"].to_numpy(), own["column"].to_numpy()), own["weight"])
    return part
