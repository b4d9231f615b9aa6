"""The front door: findings in, a comparison of groups of articles out."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from framing._errors import FramingWarning, list_names
from framing._provenance import record
from framing.annotate.silence import find_not_english, is_odd
from framing.annotate.tone_table import describe_two, few_articles_note
from framing.annotations import Annotations
from framing.comparison.bounds import note_unbounded
from framing.comparison.cautions import cautions
from framing.comparison.comparison import Comparison
from framing.comparison.design import Design
from framing.comparison.inputs import (
    articles_of,
    check_adjustment,
    check_matching,
    check_reference,
    choose_labels,
    findings,
    groups_of,
    sets_of,
    strata_of,
)
from framing.comparison.measures import measure_for, sums_per_article
from framing.counts import ArticleCounts
from framing.stats.intervals import Interval, estimate_interval, mean_interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["compare"]

_SHOWN_NAMES = 5
_FEW_SENTENCES = 3  # below this a spread of sentences says nothing
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

    Every estimate comes with an interval and with the number of articles behind it,
    every difference with a p-value that is corrected for the number of comparisons.

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
        If all have the same, so that there is one group only.

    See Also
    --------
    framing.find_frames : Find frames to compare.
    framing.plot_comparison : Draw a comparison.
    framing.keyness : Compare single words.

    Notes
    -----
    The article is the unit. Estimates pool the articles of a group (sum of hits over
    sum of words); intervals come from a delete-one-article jackknife with a t quantile,
    see ``framing.stats.intervals.estimate_interval`` for how few and how unequal
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
    found = findings(found)
    check_matching(events, pairs)
    chosen = measure_for(found, measure)
    names = choose_labels(found, labels, chosen.name)
    left_out = len(found.labels) - len(names) if labels is None else 0
    if isinstance(found, Annotations) and len(names) < len(found.labels):
        found = found.where(label=list(names))
    sums = sums_per_article(found, chosen, names)
    groups, group_of, notes = groups_of(found, by)
    design = Design(
        measure=chosen,
        sums=sums,
        by=by,
        groups=groups,
        group_of=group_of,
        article_of=articles_of(found),
        strata=None if events is None else strata_of(found, events, notes),
        events=events,
        pair_of=None if pairs is None else sets_of(found, pairs, notes),
        pairs=pairs,
        reference=check_reference(reference, groups),
        adjust=check_adjustment(adjust),
        level=0.95,
        seed=seed,
    )
    table = pd.DataFrame(list(_rows(design, found)), columns=list(_TABLE_COLUMNS))
    table = note_unbounded(table, scale=chosen.scale)
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
    told = (*cautions(design), *_foreign(found))
    if len(groups) == 1 and by != "doc_id":
        warnings.warn(told[0], FramingWarning, stacklevel=2)
    return Comparison(table, found, design, provenance, (*notes, *told))


def _foreign(found: Annotations | ArticleCounts) -> Iterator[str]:
    """Name the articles in which an English lexicon cannot find what is there."""
    if isinstance(found, ArticleCounts) or found.kind != "frames":
        return
    language = str(found.provenance.get("parameters", {}).get("language", ""))
    doc_ids = find_not_english(found.tokens, language)
    if is_odd(len(doc_ids), found.tokens.n_docs, language):
        do = "article does" if len(doc_ids) == 1 else "articles do"
        yield (
            f"{len(doc_ids):,} {do} not read as English, so that frame counts there "
            f"are not comparable: {list_names(doc_ids, _SHOWN_NAMES)}."
        )


def _rows(
    design: Design, found: Annotations | ArticleCounts
) -> Iterator[tuple[object, ...]]:
    lowest, highest = design.measure.bounds
    for group in design.groups:
        members, units = design.members(group), design.units(group)
        for column, label in enumerate(design.sums.labels):
            sums, hits = units.sums[:, column], units.hits[:, column]
            told = estimate_interval(sums, design.measure.estimator, level=design.level)
            if found.scored:
                told = describe_two(told, int((hits > 0).sum()))
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
                _note(design, told, len(sums), hits),
            )


def _within_article(
    found: Annotations, label: str, doc_id: str, told: Interval, level: float
) -> Interval:
    """Bound a mean of scores by the spread of the one article's sentences."""
    rows = found.evidence(label, doc_id=doc_id)
    scores = rows["score"].dropna()
    if len(scores) < _FEW_SENTENCES:
        n = "1 sentence" if len(scores) == 1 else f"{len(scores)} sentences"
        note = f"{n} of one article: too few for an interval"
        return replace(told, note=note)
    inside = mean_interval(scores.to_numpy(), level=level)
    if inside.kind == "none":
        return replace(told, note="all sentences of one article alike: no interval")
    note = "spread of the sentences of one article: that article, not its outlet"
    return replace(inside, kind="within article", note=note)


def _note(design: Design, told: Interval, n_docs: int, hits: NDArray[np.int64]) -> str:
    parts = [told.note]
    if design.measure.name == "tone" and told.kind.startswith("jackknife"):
        parts.append(few_articles_note(int((hits > 0).sum()), bounded=True))
    if n_docs == 1 and design.by != "doc_id":
        parts.insert(0, "one article: a description of it, not of the group")
    if not hits.sum():
        parts.insert(0, "no hit")
    return "; ".join(part for part in parts if part)
