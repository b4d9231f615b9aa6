"""The front door: findings in, a comparison of groups of articles out."""

from __future__ import annotations

import warnings
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing._errors import FramingWarning
from framing._provenance import record
from framing.annotate.quotes import PART_REASON
from framing.annotations import Annotations
from framing.comparison.comparison import Comparison
from framing.comparison.contrasts import smallest_of
from framing.comparison.design import ALL_PAIRS, MAX_PAIRED_GROUPS, REST, Design
from framing.comparison.measures import measure_for, sums_per_article
from framing.counts import ArticleCounts
from framing.stats.intervals import Interval, estimate_interval, mean_interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray


__all__ = ["compare"]

_MAX_LABELS = 50
_LEVEL = 0.05
_FEW_SENTENCES = 3  # below this a spread of sentences says nothing
_ADJUSTMENTS = ("bh", "by", "holm", "none")
_TABLE_COLUMNS = (
    "group",
    "label",
    "measure",
    "estimate",
    "low",
    "high",
    "interval",
    "n_docs",
    "n_docs_hit",
    "n_hits",
    "note",
)


def compare(
    found: Annotations | ArticleCounts | pd.DataFrame,
    *,
    by: str = "doc_id",
    measure: str | None = None,
    labels: Sequence[str] | None = None,
    events: str | None = None,
    pairs: str | None = None,
    reference: str | None = None,
    adjust: str = "bh",
    seed: int = 0,
) -> Comparison:
    """Compare findings between articles or between groups of articles.

    Parameters
    ----------
    found : Annotations, ArticleCounts or DataFrame
        Frames, actors, sentiment or tone; or counts of them without the articles, as
        :func:`framing.measure_articles` or :meth:`framing.Annotations.per_document`
        gives them.
    by : str, default "doc_id"
        The document variable that makes the groups, such as ``"outlet"``; by default
        every article is a group of its own.
    measure : str, optional
        ``'salience'`` (hits per 1,000 words), ``'sentence_share'``,
        ``'article_share'``, ``'balance'`` (log ratio of two labels) or ``'tone'`` (mean
        score). By default tone where there are scores, salience otherwise.
    labels : sequence of str, optional
        Which labels, in which order; by default all, or the first 50 (of actors those
        in most articles), with a note. Balance takes two.
    events : str, optional
        A document variable that says which articles report the same event; in the
        tests articles then change places only inside an event.
    pairs : str, optional
        A document variable that says which articles are matched, such as the event
        again. Each contrast then rests on the sets that both groups have, the articles
        of a group on one set added up; both change places set by set, and intervals
        leave out one set at a time. Sets that only one of the two groups has are left
        out of that contrast, not of the estimates.
    reference : str, optional
        What each group is held against: the name of a group, ``"rest"`` for all other
        articles, or ``"all pairs"``. By default all pairs, with more than 12 groups the
        rest.
    adjust : {'bh', 'by', 'holm', 'none'}, default 'bh'
        Correction of the p-values for many tests: Benjamini-Hochberg,
        Benjamini-Yekutieli, Holm, none.
    seed : int, default 0
        Seed of the permutations.

    Returns
    -------
    Comparison
        ``table`` (estimates with limits and n), ``omnibus`` (whether any group
        differs), ``contrasts`` (differences with p), ``evidence``, ``methods``,
        ``cite``.

    Raises
    ------
    KeyError
        If a document variable, a label or the reference group does not exist.
    ValueError
        If the measure does not suit the findings, no article has a group, or both
        `events` and `pairs` are given.

    Warns
    -----
    FramingWarning
        If articles have no value of `by`; they are left out and counted in ``notes``.

    Notes
    -----
    The article is the unit. Estimates pool the articles of a group (sum of hits over
    sum of words); intervals come from a delete-one-article jackknife with a t quantile,
    see :func:`framing.stats.intervals.estimate_interval` for how few and how unequal
    articles are allowed for; p-values from moving whole articles between groups [1]_,
    exact where there are at most 20,000 ways to do so. With one article in a group the
    interval tells counting uncertainty only and there is no p-value: one article cannot
    speak for an outlet.

    References
    ----------
    .. [1] Phipson, B., & Smyth, G. K. (2010). Permutation p-values should never be
       zero. Statistical Applications in Genetics and Molecular Biology 9(1), 39.

    Examples
    --------
    >>> import framing as fr
    >>> frames = fr.find_frames(fr.load_example("caravan"))
    >>> result = fr.compare(frames, by="outlet", events="event")
    >>> result.measure.name
    'salience'
    """
    found = _findings(found)
    _check_matching(events, pairs)
    chosen = measure_for(found, measure)
    names = _labels(found, labels, chosen.name)
    left_out = len(found.labels) - len(names) if labels is None else 0
    if isinstance(found, Annotations) and len(names) < len(found.labels):
        found = found.where(label=list(names))
    sums = sums_per_article(found, chosen, names)
    groups, group_of, notes = _groups(found, by)
    design = Design(
        measure=chosen,
        sums=sums,
        by=by,
        groups=groups,
        group_of=group_of,
        article_of=_articles(found),
        strata=None if events is None else _strata(found, events, notes),
        events=events,
        pair_of=None if pairs is None else _sets(found, pairs, notes),
        pairs=pairs,
        reference=_reference(reference, groups),
        adjust=_adjustment(adjust),
        level=0.95,
        seed=seed,
    )
    table = pd.DataFrame(list(_rows(design, found)), columns=list(_TABLE_COLUMNS))
    parameters = {
        "by": by,
        "measure": chosen.name,
        "labels": list(sums.labels),
        "events": events,
        "pairs": pairs,
        "reference": reference,
        "adjust": adjust,
        "seed": seed,
    }
    provenance = record("compare", {"found": found.provenance}, parameters)
    if left_out:
        notes.append(
            f"The {len(names)} labels found in the most articles are compared, "
            f"{left_out} more are not; choose with labels=[...]."
        )
    return Comparison(table, found, design, provenance, (*notes, *_cautions(design)))


def _findings(found: object) -> Annotations | ArticleCounts:
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


def _check_matching(events: str | None, pairs: str | None) -> None:
    if events is not None and pairs is not None:
        msg = (
            f"Give `events` ({events!r}) or `pairs` ({pairs!r}), not both: with "
            "events= articles change places inside an event, with pairs= the whole of "
            "one group's articles on an event changes places with the other's."
        )
        raise ValueError(msg)


def _sets(
    found: Annotations | ArticleCounts, pairs: str, notes: list[str]
) -> NDArray[np.int64]:
    """Give each matched set a number; an article without one matches no other."""
    _, codes = _codes(found.corpus.variable(pairs))
    missing = int((codes < 0).sum())
    if missing:
        notes.append(
            f"{missing} of {len(codes)} articles have no {pairs}; they count in the "
            "estimates and in no contrast."
        )
    return codes


def _strata(
    found: Annotations | ArticleCounts, events: str, notes: list[str]
) -> NDArray[np.int64]:
    """Give each event a number; an article without one is an event of its own."""
    names, codes = _codes(found.corpus.variable(events))
    missing = codes < 0
    if missing.any():
        notes.append(
            f"{int(missing.sum())} of {len(codes)} articles have no {events}; they "
            "count in the estimates and change places with no other in the tests."
        )
    alone = len(names) + np.arange(len(codes))
    return np.where(missing, alone, codes)


def _labels(
    found: Annotations | ArticleCounts, labels: Sequence[str] | None, measure: str
) -> tuple[str, ...]:
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
        msg = (
            f"No label {unknown[0]!r} in these {found.kind}. There are: {known}{more}."
        )
        raise KeyError(msg)
    if measure == "balance" and len(names) != 2:
        msg = (
            f"`labels` must name two different labels for balance; got {list(names)}. "
            f"For instance labels={list(found.labels[:2])}."
        )
        raise ValueError(msg)
    return names


def _codes(values: pd.Series[Any]) -> tuple[list[str], NDArray[np.int64]]:
    """Return the distinct names in order, and each value's number (-1: none)."""
    present = values.notna()
    names = values[present].astype(str)
    order = sorted(names.unique()) if values.name != "doc_id" else list(names)
    codes = pd.Index(order).get_indexer(pd.Index(values.astype(str)))
    return order, np.where(present, codes, -1)


def _groups(
    found: Annotations | ArticleCounts, by: str
) -> tuple[tuple[str, ...], NDArray[np.int64], list[str]]:
    if not len(found.corpus):
        msg = "The corpus has no articles, so there is nothing to compare."
        raise ValueError(msg)
    groups, group_of = _codes(found.corpus.variable(by))
    if not groups:
        msg = f"`by` is {by!r}, but no article has a value there: nothing to compare."
        raise ValueError(msg)
    missing = int((group_of < 0).sum())
    if not missing:
        return tuple(groups), group_of, []
    note = f"{missing} of {len(group_of)} articles have no {by} and are left out."
    warnings.warn(note, FramingWarning, stacklevel=4)
    return tuple(groups), group_of, [note]


def _articles(found: Annotations | ArticleCounts) -> NDArray[np.int64]:
    """Give each article a number; the parts of an article share it."""
    corpus = found.corpus
    if "article" in corpus.variables and PART_REASON in set(corpus.cuts["reason"]):
        return _codes(corpus.variable("article"))[1]
    return np.arange(len(corpus))


def _reference(reference: str | None, groups: Sequence[str]) -> str | None:
    if reference in {REST, ALL_PAIRS} and reference in groups:
        msg = (
            f"`reference` {reference!r} is also the name of a group; rename it, so "
            "that it is clear what is meant."
        )
        raise ValueError(msg)
    if reference in {None, REST, ALL_PAIRS, *groups}:
        return reference
    msg = (
        f"`reference` must be 'rest', 'all pairs' or a group; got {reference!r}. "
        f"Groups: {', '.join(groups)}."
    )
    raise KeyError(msg)


def _adjustment(adjust: str) -> str:
    if adjust in _ADJUSTMENTS:
        return adjust
    msg = f"`adjust` must be one of {', '.join(_ADJUSTMENTS)}; got {adjust!r}."
    raise ValueError(msg)


def _rows(
    design: Design, found: Annotations | ArticleCounts
) -> Iterator[tuple[object, ...]]:
    lowest, highest = design.measure.bounds
    for group in design.groups:
        members, units = design.members(group), design.units(group)
        for column, label in enumerate(design.sums.labels):
            sums, hits = units.sums[:, column], units.hits[:, column]
            told = estimate_interval(sums, design.measure.estimator, level=design.level)
            alone = told.kind == "none" and (hits > 0).sum() == 1 and found.scored
            if alone and not isinstance(found, ArticleCounts):
                at = members[design.sums.hits[members, column].argmax()]
                doc_id = found.corpus.doc_ids[at]
                told = _within_article(found, label, doc_id, told, design.level)
            yield (
                group,
                label,
                design.measure.name,
                told.estimate,
                max(told.low, lowest),
                min(told.high, highest),
                told.kind,
                len(sums),
                int((hits > 0).sum()),
                int(hits.sum()),
                _note(design, told.note, len(sums), int(hits.sum())),
            )


def _within_article(
    found: Annotations, label: str, doc_id: str, told: Interval, level: float
) -> Interval:
    """Bound a mean of scores by the spread of the one article's sentences."""
    rows = found.evidence(label, doc_id=doc_id)
    scores = rows["score"].dropna()
    if len(scores) < _FEW_SENTENCES:
        note = f"{len(scores)} sentence(s) of one article: too few for an interval"
        return replace(told, note=note)
    inside = mean_interval(scores.to_numpy(), level=level)
    if inside.kind == "none":
        return replace(told, note="all sentences of one article alike: no interval")
    note = "spread of the sentences of one article: that article, not its outlet"
    return replace(inside, kind="within article", note=note)


def _note(design: Design, interval_note: str, n_docs: int, n_hits: int) -> str:
    parts = [interval_note]
    if n_docs == 1 and design.by != "doc_id":
        parts.insert(0, "one article: a description of it, not of the group")
    if n_hits == 0:
        parts.insert(0, "no hit")
    return "; ".join(part for part in parts if part)


def _cautions(design: Design) -> Iterator[str]:
    sizes = np.array([design.n_articles(group) for group in design.groups])
    if sizes.max() == 1:
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
    if sizes.max() > 1 and len(sizes) > 1:
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


def _reach(design: Design) -> Iterator[str]:
    """Say when no single difference can survive the correction for many tests."""
    floors = smallest_of(design)
    n_tests = len(floors) * len(design.sums.labels)
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
