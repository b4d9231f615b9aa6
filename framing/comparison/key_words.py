"""Keyness: which words set one group of articles apart from another."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing._errors import did_you_mean
from framing._provenance import record
from framing.annotations import Annotations
from framing.comparison.keyness_result import (
    KEYNESS_MEASURES,
    Keyness,
    KeynessDesign,
    KeynessOptions,
)
from framing.comparison.sides import Sides, contrast_sides, stratum_codes
from framing.comparison.vocabulary import Vocabulary, count_units, source_tokens
from framing.lexicon.fold import fold
from framing.stats import keyness as formulas
from framing.stats.arrangement import count_arrangements, smallest_p
from framing.stats.dispersion import dispersion
from framing.stats.log_odds import (
    informative_prior,
    keyness_tests,
    weighted_log_odds,
)
from framing.stats.multiple import adjust_p
from framing.stats.word_intervals import log_ratio_limits

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from framing.corpus import Corpus
    from framing.tokens import Tokens

__all__ = ["Keyness", "KeynessOptions", "keyness"]

Floats = NDArray[np.float64]

_COLUMNS = (
    "target",
    "reference",
    "word",
    "score",
    "z",
    "log_ratio",
    "low",
    "high",
    "interval",
    "n_target",
    "n_reference",
    "rate",
    "rate_target",
    "rate_reference",
    "n_docs_target",
    "n_docs_reference",
    "dispersion_target",
    "dispersion_reference",
    "p",
    "p_adjusted",
    "note",
)


def keyness(
    corpus: Corpus | Tokens | Annotations,
    *,
    by: str,
    target: str | None = None,
    reference: str = "rest",
    unit: str = "word",
    measure: str = "log_odds",
    exclude: Collection[str] = (),
    options: KeynessOptions | None = None,
) -> Keyness:
    """Find the words that set one group of articles apart from another.

    Scores rank the words; the test moves whole articles, since words cluster in them.

    Parameters
    ----------
    corpus : Corpus, Tokens or Annotations
        The articles; findings where `unit` is ``'category'``.
    by : str
        The document variable that makes the groups, such as ``"outlet"``.
    target : str, optional
        The group whose words are wanted; by default each group in turn (of two groups
        the first, since the second would only change the signs).
    reference : str, default "rest"
        What the target is held against: another group, or all other articles.
    unit : {'word', 'stem', 'bigram', 'category'}, default 'word'
        What is counted: lower-cased words, Snowball stems, pairs of neighbouring words
        in one sentence, or the labels of findings.
    measure : {'log_odds', 'log_ratio', 'g2', 'll_rayson', 'chi2', 'odds_ratio', \
'pmi', 'percent_difference'}, default 'log_odds'
        The score: weighted log odds with an informative prior (z), or another; above
        0 (odds ratio: above 1) for words of the target. ``'g2'`` has four cells,
        ``'ll_rayson'`` two.
    exclude : collection of str, optional
        Words to leave out of the table, such as stop words (the second example); they
        still count as words of their article.
    options : KeynessOptions, optional
        Guards against rare words, the prior, events, correction, seed.

    Returns
    -------
    Keyness
        ``table`` (scores with interval, counts, articles, dispersion and p),
        ``evidence``, ``methods``.

    Raises
    ------
    KeyError
        If a document variable or a group does not exist.
    ValueError
        If there are fewer than two groups, or an option is unknown.

    Warns
    -----
    FramingWarning
        If articles have no value of `by`; they are left out.

    See Also
    --------
    framing.word_shift : Which words make up the difference between two groups.

    Notes
    -----
    Words cluster in articles, so a p-value from counts of words is far too small:
    with no difference at all such a test rejects one time in four. Here p comes from
    moving whole articles between target and reference and recomputing the weighted log
    odds [1]_, whatever the score; it is corrected over all rows of the table. There is
    no p where a side has a single article. The log ratio is bounded by a jackknife
    over articles.

    References
    ----------
    .. [1] Monroe, B. L., Colaresi, M. P., & Quinn, K. M. (2008). Fightin' words:
       lexical feature selection and evaluation for identifying the content of
       political conflict. Political Analysis 16(4), 372-403.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.load_example("caravan")
    >>> words = fr.keyness(corpus, by="outlet", target="The Harbour Courier")
    >>> words.table[["word", "n_target", "n_docs_target"]].head(1).values.tolist()
    [['they', 12, 5]]

    Function words tell of style; where only content is wanted, leave out a list of
    them, such as that of scikit-learn:

    >>> from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS
    >>> content = fr.keyness(
    ...     corpus,
    ...     by="outlet",
    ...     target="The Harbour Courier",
    ...     exclude=ENGLISH_STOP_WORDS,
    ... )
    >>> "they" in set(content.table["word"])
    False
    """
    chosen = KeynessOptions() if options is None else options
    _check_options(chosen, measure)
    tokens = source_tokens(corpus)
    sides = contrast_sides(tokens.corpus, by=by, target=target, reference=reference)
    counted = count_units(corpus, unit, language=chosen.language)
    prior = _prior(counted, chosen.prior, tokens.corpus.variable(by).notna())
    keep = _kept(counted.names, exclude)
    strata = stratum_codes(tokens.corpus, chosen.events)
    tested = [_tested_units(counted, side, keep, chosen) for side in sides]
    p_values = _p_values(counted, sides, tested, prior, chosen.seed, strata)
    parts = [
        _contrast(counted, side, prior, units, measure, p)
        for side, units, p in zip(sides, tested, p_values, strict=True)
    ]
    table = _finish(parts, chosen, counted if unit == "bigram" else None)
    parameters = {
        "by": by,
        "target": target,
        "reference": reference,
        "unit": unit,
        "measure": measure,
        "exclude": sorted(exclude),
        "options": asdict(chosen),
    }
    source = corpus.provenance if isinstance(corpus, Annotations) else tokens.provenance
    return Keyness(
        table,
        measure,
        unit,
        by,
        KeynessDesign(corpus, counted, sides, chosen),
        record("keyness", {"source": source}, parameters),
        _cautions(table, counted, sides, chosen, measure, strata),
    )


def _check_options(options: KeynessOptions, measure: str) -> None:
    if measure not in KEYNESS_MEASURES:
        msg = (
            f"`measure` must be one of {', '.join(KEYNESS_MEASURES)}; got {measure!r}."
            f"{did_you_mean(measure, KEYNESS_MEASURES)}"
        )
        raise ValueError(msg)
    adjust_p([], method=options.adjust)
    for name in ("min_count", "min_docs"):
        if getattr(options, name) < 1:
            msg = f"`{name}` must be 1 or more; got {getattr(options, name)!r}."
            raise ValueError(msg)


def _prior(counted: Vocabulary, total: float, known: pd.Series[Any]) -> Floats:
    """Spread the prior as in all articles that have a group; the last cell: no unit."""
    members = np.flatnonzero(known)
    pooled = _column_sums(counted.counts[members])
    rest = counted.lengths[members].sum() - pooled.sum()
    return informative_prior(np.append(pooled, rest), total=total)


def _column_sums(counts: Any) -> Floats:
    return np.asarray(counts.sum(axis=0), dtype=np.float64).ravel()


def _kept(names: tuple[str, ...], exclude: Collection[str]) -> NDArray[np.bool_]:
    if isinstance(exclude, str):
        msg = f"`exclude` must be a list of words; got {exclude!r}. Try [{exclude!r}]."
        raise TypeError(msg)
    unwanted = {fold(word, cased=False) for word in exclude} | set(exclude)
    return np.array([name not in unwanted for name in names], dtype=bool)


def _tested_units(
    counted: Vocabulary,
    sides: Sides,
    keep: NDArray[np.bool_],
    options: KeynessOptions,
) -> NDArray[np.int64]:
    """Return the units that are common enough; none if a side has no words."""
    if not all(
        counted.lengths[members].sum()
        for members in (sides.in_target, sides.in_reference)
    ):
        return np.empty(0, dtype=np.int64)
    table = counted.counts[sides.members]
    uses, docs = _column_sums(table), _column_sums(table > 0)
    common = (uses >= options.min_count) & (docs >= options.min_docs)
    return np.flatnonzero(common & keep)


def _contrast(
    counted: Vocabulary,
    sides: Sides,
    prior: Floats,
    chosen: NDArray[np.int64],
    measure: str,
    p_values: Floats,
) -> pd.DataFrame:
    """Make the rows of one target."""
    groups = (sides.in_target, sides.in_reference)
    tables = [counted.counts[members] for members in groups]
    sizes = [counted.lengths[members].astype(np.float64) for members in groups]
    uses = [_column_sums(table) for table in tables]
    docs = [_column_sums(table > 0) for table in tables]
    totals = [float(size.sum()) for size in sizes]
    if not len(chosen):
        return pd.DataFrame(columns=list(_COLUMNS))
    z = _z_scores(uses, totals, prior)[chosen]
    a, b = (use[chosen] for use in uses)
    limits = log_ratio_limits(
        tables[0][:, chosen],
        tables[1][:, chosen],
        lengths_target=sizes[0],
        lengths_reference=sizes[1],
    )
    spread = [
        dispersion(table[:, chosen], lengths=size)
        for table, size in zip(tables, sizes, strict=True)
    ]
    return pd.DataFrame(
        {
            "target": sides.target,
            "reference": sides.reference,
            "word": np.array(counted.names, dtype=object)[chosen],
            "score": z if measure == "log_odds" else _SCORES[measure](a, b, *totals),
            "z": z,
            "log_ratio": formulas.log_ratio(a, b, *totals),
            "low": limits[0],
            "high": limits[1],
            "interval": np.where(limits[2], "jackknife t", "counting"),
            "n_target": a.astype(int),
            "n_reference": b.astype(int),
            "rate": 1000 * (a + b) / sum(totals),
            "rate_target": 1000 * a / totals[0],
            "rate_reference": 1000 * b / totals[1],
            "n_docs_target": docs[0][chosen].astype(int),
            "n_docs_reference": docs[1][chosen].astype(int),
            "dispersion_target": spread[0],
            "dispersion_reference": spread[1],
            "p": p_values,
            "p_adjusted": np.nan,
            "note": _row_notes(sides, docs, chosen),
        },
        columns=list(_COLUMNS),
    )


def _z_scores(uses: list[Floats], totals: list[float], prior: Floats) -> Floats:
    """Score the whole vocabulary, with one cell for all that is no unit."""
    full = [
        np.append(use, total - use.sum())
        for use, total in zip(uses, totals, strict=True)
    ]
    return weighted_log_odds(*full, prior=prior).z[:-1]


def _p_values(
    counted: Vocabulary,
    sides: Sequence[Sides],
    tested: Sequence[NDArray[np.int64]],
    prior: Floats,
    seed: int,
    strata: NDArray[np.int64] | None,
) -> list[Floats]:
    """Move articles between target and reference; no p for a single article."""
    p_values = [np.full(len(units), np.nan) for units in tested]
    together: dict[bytes, list[int]] = {}
    for at, side in enumerate(sides):
        if min(len(side.in_target), len(side.in_reference)) > 1 and len(tested[at]):
            # Targets held against all others share their articles, and so their test.
            together.setdefault(np.sort(side.members).tobytes(), []).append(at)
    for alike in together.values():
        units, members = tested[alike[0]], np.sort(sides[alike[0]].members)
        found = keyness_tests(
            counted.counts[members][:, units],
            [np.isin(members, sides[at].in_target) for at in alike],
            prior=prior[units],
            prior_total=float(prior.sum()),
            lengths=counted.lengths[members],
            strata=None if strata is None else strata[members],
            seed=seed,
        )
        for at, test in zip(alike, found, strict=True):
            p_values[at] = test.p
    return p_values


def _signed(score: Callable[..., Floats]) -> Callable[..., Floats]:
    def signed(a: Floats, b: Floats, n1: float, n2: float) -> Floats:
        return score(a, b, n1, n2) * formulas.direction(a, b, n1, n2)

    return signed


_SCORES: dict[str, Callable[..., Floats]] = {
    "log_ratio": formulas.log_ratio,
    "g2": _signed(formulas.g_squared),
    "ll_rayson": _signed(formulas.log_likelihood_rayson),
    "chi2": _signed(formulas.chi_square),
    "odds_ratio": formulas.odds_ratio,
    "pmi": formulas.pointwise_information,
    "percent_difference": formulas.percent_difference,
}


def _row_notes(
    sides: Sides, docs: list[Floats], chosen: NDArray[np.int64]
) -> list[str]:
    """Say of each word what a reader should know before believing its score."""
    names = (sides.target, sides.reference)
    notes: list[list[str]] = [[] for _ in chosen]
    for here, name, other in zip(docs, names, reversed(docs), strict=True):
        told = "the rest" if name == "rest" else name
        for at, word in enumerate(chosen):
            if other[word] == 0:
                notes[at].append(f"only in {told}")
            if here[word] == 1 and other[word] <= 2:
                notes[at].append(f"in one article of {told}")
    return ["; ".join(parts) for parts in notes]


def _finish(
    parts: list[pd.DataFrame], options: KeynessOptions, pairs: Vocabulary | None
) -> pd.DataFrame:
    """Join the targets, correct p over all rows, sort inside each target."""
    filled = [
        part.sort_values("score", ascending=False, kind="stable", na_position="last")
        for part in parts
        if len(part)
    ]
    if not filled:
        return pd.DataFrame(columns=list(_COLUMNS))
    table = pd.concat(filled, ignore_index=True)
    p = table["p"].to_numpy(dtype=float)
    table["p_adjusted"] = adjust_p(p, method=options.adjust)
    if pairs is not None:
        values = _association(pairs, table["word"], options.association)
        table.insert(list(table.columns).index("n_target"), "association", values)
    return table


def _association(pairs: Vocabulary, words: pd.Series[Any], name: str) -> Floats:
    """Measure how strongly the two words of a pair belong together (NLTK)."""
    from nltk.metrics import BigramAssocMeasures

    measure = getattr(BigramAssocMeasures, name, None)
    if name.startswith("_") or not callable(measure):
        msg = (
            f"`association` must name a method of nltk.metrics.BigramAssocMeasures; "
            f"got {name!r}. For instance 'likelihood_ratio' or 'pmi'."
        )
        raise ValueError(msg)
    uses = dict(zip(pairs.names, _column_sums(pairs.counts).tolist(), strict=True))
    first: dict[str, float] = {}
    second: dict[str, float] = {}
    for pair, n in uses.items():
        left, right = pair.split(" ", 1)
        first[left] = first.get(left, 0) + n
        second[right] = second.get(right, 0) + n
    total = sum(uses.values())
    values = {}
    for pair in words.unique():
        left, right = pair.split(" ", 1)
        values[pair] = float(measure(uses[pair], (first[left], second[right]), total))
    return words.map(values).to_numpy(dtype=float)


def _cautions(
    table: pd.DataFrame,
    counted: Vocabulary,
    sides: tuple[Sides, ...],
    options: KeynessOptions,
    measure: str,
    strata: NDArray[np.int64] | None,
) -> tuple[str, ...]:
    words = table["word"].nunique()
    notes = [
        f"{words:,} of {len(counted.names):,} different units were used at least "
        f"{options.min_count} times in at least {options.min_docs} articles."
    ]
    single = [
        side for side in sides if min(len(side.in_target), len(side.in_reference)) < 2
    ]
    if single:
        notes.append(
            f"{len(single)} of {len(sides)} comparisons have a side with one article: "
            "they describe the articles and have no p-value."
        )
    tested = [side for side in sides if side not in single]
    few = sum(_smallest_p(side, strata) > 0.05 for side in tested)
    if few:
        notes.append(
            f"In {few} of {len(sides)} comparisons so few articles can change places "
            "that p cannot fall below .05."
        )
    if measure != "log_odds":
        notes.append("p tests the weighted log odds, not the score shown.")
    return tuple(notes)


def _smallest_p(side: Sides, strata: NDArray[np.int64] | None) -> float:
    members = side.members
    labels = np.arange(len(members)) < len(side.in_target)
    inside = None if strata is None else strata[members]
    return smallest_p(count_arrangements(labels, strata=inside))
