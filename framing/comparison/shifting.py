"""Word shift: which words make up the difference between two groups of articles."""

from __future__ import annotations

from dataclasses import asdict
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, hstack

from framing._errors import did_you_mean
from framing._provenance import record
from framing.annotate import find_frames
from framing.annotations import Annotations
from framing.comparison.shift_result import (
    KINDS,
    ShiftDesign,
    ShiftOptions,
    WordShift,
)
from framing.comparison.sides import Sides, contrast_sides
from framing.comparison.vocabulary import Vocabulary, count_units, source_tokens
from framing.lexicon.fold import fold
from framing.stats import wordshift as formulas
from framing.stats.resampling import group_spread

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from framing.corpus import Corpus
    from framing.lexicon import Lexicon
    from framing.tokens import Tokens

__all__ = ["ShiftOptions", "WordShift", "word_shift"]

Floats = NDArray[np.float64]
_Counted = tuple[Vocabulary, tuple[str, ...]]

# Kinds that depend on how varied the words are, which resampled articles are less.
_VARIETY = ("entropy", "jensen_shannon")
_COLUMNS = (
    "word",
    "label",
    "contribution",
    "low",
    "high",
    "interval",
    "share",
    "more_in",
    "score",
    "n_target",
    "n_reference",
    "rate_target",
    "rate_reference",
    "n_docs_target",
    "n_docs_reference",
    "note",
)

# Shares add up to 1 on both sides, so that their changes cancel out.
_NO_TOTAL = MappingProxyType(
    {
        "estimate": 0.0,
        "low": float("nan"),
        "high": float("nan"),
        "interval": "none",
        "note": "changes of shares add up to 0",
    }
)


def word_shift(
    corpus: Corpus | Tokens,
    *,
    by: str,
    target: str,
    reference: str = "rest",
    kind: str = "proportion",
    lexicon: Lexicon | str | Annotations | None = None,
    scores: Mapping[str, float] | None = None,
    options: ShiftOptions | None = None,
) -> WordShift:
    """Show which words make up the difference between two groups of articles.

    The contributions of all words add up to the difference, so that one can see what it
    is made of.

    Parameters
    ----------
    corpus : Corpus or Tokens
        The articles.
    by : str
        The document variable that makes the groups, such as ``"outlet"``.
    target : str
        The group of interest.
    reference : str, default "rest"
        What it is held against: another group, or all other articles.
    kind : {'proportion', 'entropy', 'jensen_shannon', 'frame', 'weighted'}
        The difference to take apart: shares of single words (default); variety of
        words; distance of the two vocabularies; use of the words of `lexicon`; mean
        of `scores`.
    lexicon : Lexicon, str or Annotations, optional
        With ``'frame'``: a lexicon, the name of a shipped one, or findings in the same
        corpus; by default ``"security-humanitarian"``.
    scores : mapping of str to float, optional
        With ``'weighted'``: the score of each word; words without are left out. With
        ``'frame'``: the score of each category; by default 1 for the first and -1 for
        the second of two, 1 for a single one.
    options : ShiftOptions, optional
        Neutral score, stop lens, number of resamples, level, seed.

    Returns
    -------
    WordShift
        ``table`` (contribution of each word with an interval), ``difference``,
        ``evidence``, ``methods``.

    Raises
    ------
    KeyError
        If a document variable or a group does not exist.
    ValueError
        If the kind is unknown, or scores are missing or do not fit.

    Warns
    -----
    FramingWarning
        If articles have no value of `by`; they are left out.

    See Also
    --------
    framing.keyness : Which words set a group apart, with tests.

    Notes
    -----
    Every shift is a weighted mean of word scores, and a word contributes
    ``(p2 - p1)((s1 + s2) / 2 - neutral) + (s2 - s1)(p1 + p2) / 2`` with shares p and
    scores s in reference (1) and target (2) [1]_. Limits come from resampled articles,
    or with fewer than 20 articles on a side, and with entropy and Jensen-Shannon
    divergence, from a delete-one-article jackknife; they
    belong to each word alone and are not corrected for looking at many words. A word
    used less than ``min_count`` times has none. Entropy and Jensen-Shannon divergence
    depend on how much text there is (a short text looks less varied), so compare sides
    of like size, or read which words stand out and not the total.

    References
    ----------
    .. [1] Gallagher, R. J., et al. (2021). Generalized word shift graphs: a method for
       visualizing and explaining pairwise comparisons between texts. EPJ Data Science
       10, 4.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.load_example("caravan")
    >>> lexicon = fr.Lexicon.from_dict({"labels": ["crossers", "families"]})
    >>> shift = fr.word_shift(
    ...     corpus, by="outlet", target="Frontier Ledger", kind="frame", lexicon=lexicon
    ... )
    >>> shift.table[["word", "label", "more_in"]].values.tolist()
    [['crossers', 'labels', 'Frontier Ledger'], ['families', 'labels', 'rest']]
    """
    chosen = ShiftOptions() if options is None else options
    _check_kind(kind, lexicon, scores, chosen)
    _check_target(target, by)
    tokens = source_tokens(corpus)
    side = contrast_sides(tokens.corpus, by=by, target=target, reference=reference)[0]
    _check_articles(side, tokens)
    total: Mapping[str, Any]
    (counted, labels), found = _count(tokens, kind, lexicon)
    word_scores = _scores(kind, counted, labels, found, scores, chosen)
    counts = _with_rest(counted, kind)
    shift = _shift(kind, word_scores, chosen)
    table, total = _tabulate(kind, (counted, labels), counts, side, shift, chosen)
    if kind == "proportion":
        total = _NO_TOTAL
    parameters = {
        "by": by,
        "target": target,
        "reference": reference,
        "kind": kind,
        "scores": None if scores is None else dict(sorted(scores.items())),
        "options": asdict(chosen),
    }
    source: dict[str, object] = {"corpus": tokens.corpus.fingerprint}
    if found is not None:
        source["found"] = found.provenance
    return WordShift(
        table,
        dict(total),
        kind,
        by,
        ShiftDesign(tokens, counted, side, chosen),
        record("word_shift", source, parameters),
    )


def _check_kind(
    kind: str, lexicon: object, scores: object, options: ShiftOptions
) -> None:
    if kind not in KINDS:
        near = did_you_mean(kind, KINDS)
        msg = f"`kind` must be one of {', '.join(KINDS)}; got {kind!r}.{near}"
        raise ValueError(msg)
    if kind == "weighted" and not scores:
        msg = (
            "`scores` is missing: kind='weighted' needs the score of each word, such "
            'as scores={"threat": -1.5, "shelter": 1.0}.'
        )
        raise ValueError(msg)
    if kind not in {"weighted", "frame"} and scores is not None:
        msg = f"`scores` goes with kind='weighted' or 'frame'; the kind is {kind!r}."
        raise ValueError(msg)
    if kind != "frame" and lexicon is not None:
        msg = f"`lexicon` goes with kind='frame'; the kind is {kind!r}."
        raise ValueError(msg)
    if not 0 < options.level < 1:
        msg = f"`level` must lie between 0 and 1; got {options.level!r}."
        raise ValueError(msg)


def _check_target(target: object, by: str) -> None:
    if not isinstance(target, str):
        msg = f"`target` must name a group of {by!r}; got {target!r}."
        raise TypeError(msg)


def _check_articles(side: Sides, tokens: Tokens) -> None:
    for name, members in (
        (side.target, side.in_target),
        (side.reference, side.in_reference),
    ):
        if not tokens.words_per_doc[members].sum():
            msg = f"The articles of {name!r} have no words, so nothing can be compared."
            raise ValueError(msg)


def _count(
    tokens: Tokens, kind: str, lexicon: Lexicon | str | Annotations | None
) -> tuple[_Counted, Annotations | None]:
    """Count words, or what a lexicon finds; a word in two categories counts in both."""
    if kind != "frame":
        words = count_units(tokens, "word")
        return (words, ("",) * len(words.names)), None
    found = _found(tokens, lexicon)
    spans = found.spans
    forms = [fold(" ".join(text.split()), cased=False) for text in spans["text"]]
    keys = list(zip(forms, spans["label"].tolist(), strict=True))
    names = tuple(dict.fromkeys(keys))
    number = dict(zip(names, range(len(names)), strict=True))
    unit = np.array([number[key] for key in keys], dtype=np.int64)
    return _from_spans(tokens, spans, names, unit), found


def _from_spans(
    tokens: Tokens,
    spans: pd.DataFrame,
    names: tuple[tuple[str, str], ...],
    unit: NDArray[np.int64],
) -> _Counted:
    doc = pd.Index(tokens.corpus.doc_ids).get_indexer(pd.Index(spans["doc_id"]))
    ones = np.ones(len(unit), dtype=np.int64)
    table = coo_array((ones, (doc, unit)), shape=(tokens.n_docs, len(names)))
    counts = csr_array(table)
    hits = _column_sums(counts.T)
    lengths = np.maximum(tokens.words_per_doc, hits).astype(np.int64)
    key = tokens.doc.astype(np.int64) << 32
    first = np.searchsorted(key | tokens.start, doc << 32 | spans["start"].to_numpy())
    last = np.searchsorted(key | tokens.end, doc << 32 | spans["end"].to_numpy())
    words = tuple(word for word, _ in names)
    counted = Vocabulary(words, counts, lengths, unit, first, last)
    return counted, tuple(label for _, label in names)


def _found(tokens: Tokens, lexicon: Lexicon | str | Annotations | None) -> Annotations:
    if lexicon is None:
        return find_frames(tokens)
    if not isinstance(lexicon, Annotations):
        return find_frames(tokens, lexicon)
    if lexicon.corpus != tokens.corpus:
        msg = "`lexicon` holds findings in another corpus; find them in this one."
        raise ValueError(msg)
    return lexicon


def _scores(
    kind: str,
    counted: Vocabulary,
    labels: tuple[str, ...],
    found: Annotations | None,
    scores: Mapping[str, float] | None,
    options: ShiftOptions,
) -> Floats | None:
    """Return the score of each unit, and of all other words if they count."""
    if found is not None:
        of_label = _label_scores(found.labels, scores)
        return np.array([*(of_label[label] for label in labels), 0.0])
    if kind != "weighted" or scores is None:
        return None
    folded = {fold(word, cased=False): float(value) for word, value in scores.items()}
    values = np.array([folded.get(word, np.nan) for word in counted.names])
    if options.stop_lens is not None:
        values = formulas.apply_stop_lens(values, lenses=[options.stop_lens])
    if np.isnan(values).all():
        msg = "`scores` names no word of these articles; its keys must be words."
        raise ValueError(msg)
    return values


def _label_scores(
    labels: tuple[str, ...], scores: Mapping[str, float] | None
) -> dict[str, float]:
    if scores is None and len(labels) > 2:
        msg = (
            f"`scores` is missing: the lexicon has {len(labels)} categories, so say "
            f'which count how, such as scores={{"{labels[0]}": 1, "{labels[1]}": -1}}. '
            f"Categories: {', '.join(labels)}."
        )
        raise ValueError(msg)
    if scores is None:
        return dict(zip(labels, (1.0, -1.0), strict=False))
    unknown = [name for name in scores if name not in labels]
    if unknown:
        msg = (
            f"`scores` names {unknown[0]!r}, which is no category."
            f"{did_you_mean(unknown[0], labels)} There are: {', '.join(labels)}."
        )
        raise ValueError(msg)
    return {label: float(scores.get(label, 0.0)) for label in labels}


def _with_rest(counted: Vocabulary, kind: str) -> csr_array:
    """Return counts as floats, with a last column for all words outside a lexicon."""
    counts: csr_array = counted.counts.astype(np.float64)
    if kind != "frame":
        return counts
    rest = (counted.lengths - _column_sums(counts.T)).reshape(-1, 1)
    joined: csr_array = hstack([counts, csr_array(rest)], format="csr")
    return joined


def _shift(
    kind: str, scores: Floats | None, options: ShiftOptions
) -> Callable[[Floats, Floats], formulas.WordShift]:
    """Return the function that takes counts of reference and target apart."""
    if scores is not None:
        return lambda first, second: formulas.score_shift(
            first, second, scores=scores, reference=options.neutral
        )
    if kind == "entropy":
        return lambda first, second: formulas.entropy_shift(
            first, second, reference=options.neutral
        )
    if kind == "jensen_shannon":
        return formulas.jensen_shannon_shift
    return formulas.proportion_shift


def _tabulate(
    kind: str,
    named: _Counted,
    counts: csr_array,
    side: Sides,
    shift: Callable[[Floats, Floats], formulas.WordShift],
    options: ShiftOptions,
) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Make one row per word, and the total with its limits."""
    counted, labels = named
    n = len(counted.names)
    groups = [counts[side.in_reference], counts[side.in_target]]
    uses = [_column_sums(group) for group in groups]
    found = shift(uses[0], uses[1])
    pooled = (uses[0] + uses[1])[:n]
    common = (pooled >= options.min_count) & ~np.isnan(found.contribution[:n])
    wanted = np.flatnonzero(common)

    def contributions(first: Floats, second: Floats) -> Floats:
        parts = shift(first, second)
        return np.append(parts.contribution[wanted], parts.difference)

    limits = group_spread(
        groups[0],
        groups[1],
        contributions,
        method="jackknife" if kind in _VARIETY else "auto",
        n_resamples=options.n_resamples,
        level=options.level,
        seed=options.seed,
    )
    low, high = np.full(n, np.nan), np.full(n, np.nan)
    low[wanted], high[wanted] = limits.low[:-1], limits.high[:-1]
    bounded = ~np.isnan(low)
    totals = [float(use.sum()) for use in uses]
    docs = [_column_sums(group > 0)[:n] for group in groups]
    table = pd.DataFrame(
        {
            "word": pd.Series(counted.names, dtype="str"),
            "label": pd.Series(labels, dtype="str"),
            "contribution": found.contribution[:n],
            "low": low,
            "high": high,
            "interval": np.where(bounded, limits.kind, "none"),
            "share": found.share[:n],
            "more_in": _more_in(found.frequency_change[:n], side),
            "score": (found.distance + found.reference)[:n],
            "n_target": uses[1][:n].astype(int),
            "n_reference": uses[0][:n].astype(int),
            "rate_target": 1000 * uses[1][:n] / totals[1],
            "rate_reference": 1000 * uses[0][:n] / totals[0],
            "n_docs_target": docs[1].astype(int),
            "n_docs_reference": docs[0].astype(int),
            "note": _notes(found.contribution[:n], bounded, common, limits.note),
        },
        columns=list(_COLUMNS),
    )
    used = table[pooled > 0]
    order = used["contribution"].abs().sort_values(ascending=False, kind="stable")
    total = {
        "estimate": found.difference,
        "low": float(limits.low[-1]),
        "high": float(limits.high[-1]),
        "interval": limits.kind if np.isfinite(limits.low[-1]) else "none",
        "note": limits.note,
    }
    return used.loc[order.index].reset_index(drop=True), total


def _column_sums(counts: Any) -> Floats:
    return np.asarray(counts.sum(axis=0), dtype=np.float64).ravel()


def _more_in(change: Floats, side: Sides) -> NDArray[np.object_]:
    names = np.array([side.reference, "", side.target], dtype=object)
    sign = np.sign(np.nan_to_num(change)).astype(int)
    chosen: NDArray[np.object_] = names[sign + 1]
    return chosen


def _notes(
    contribution: Floats,
    bounded: NDArray[np.bool_],
    common: NDArray[np.bool_],
    note: str,
) -> NDArray[np.object_]:
    told = np.where(bounded, note, "too few uses for an interval").astype(object)
    told[common & ~bounded] = note or "no interval"
    told[np.isnan(contribution)] = "no score: left out"
    return told
