"""The same comparison under every reasonable choice of how to count."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
import pandas as pd

from framing._errors import did_you_mean
from framing.annotate import find_frames
from framing.comparison.front import compare
from framing.stats._guards import log
from framing.stats.estimator import Estimator
from framing.stats.intervals import difference_interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from framing.annotations import Annotations
    from framing.comparison.comparison import Comparison
    from framing.corpus import Corpus
    from framing.lexicon import Lexicon

__all__ = ["CHOICES", "run_multiverse"]

Overlap = Literal["category", "lexicon"]
CHOICES = {
    "overlap": ("category", "lexicon"),
    "punctuation": ("boundary", "crossed"),
    "negated": ("kept", "dropped"),
    "measure": ("salience", "sentence_share", "article_share"),
}
"""What varies, and how; the first of each is what the library usually does."""

_COLUMNS = (
    "universe",
    *CHOICES,
    "default",
    "label",
    "group_a",
    "group_b",
    "estimate_a",
    "estimate_b",
    "difference",
    "p",
    "ratio",
    "low",
    "high",
    "n_hits_a",
    "n_hits_b",
    "n_a",
    "n_b",
    "note",
)


def run_multiverse(
    corpus: Corpus,
    lexicon: Lexicon | str = "security-humanitarian",
    *,
    by: str = "outlet",
    groups: tuple[str, str] | None = None,
    labels: Sequence[str] | None = None,
    events: str | None = None,
    negation: int = 3,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare two groups under every reasonable choice of how to count.

    The choices: whether a match inside a longer match of another category counts,
    whether phrases run across punctuation, whether hits after a negating word are kept,
    and whether hits are set against words, sentences or articles.

    Parameters
    ----------
    corpus : Corpus
        The articles.
    lexicon : Lexicon or str, default "security-humanitarian"
        The lexicon, or the name of a shipped one.
    by : str, default "outlet"
        The document variable that makes the groups.
    groups : tuple of (str, str), optional
        The two groups; not needed where there are only two.
    labels : sequence of str, optional
        Categories (at the highest level); all by default.
    events : str, optional
        A document variable that says which articles report the same event, as in
        :func:`framing.compare`.
    negation : int, default 3
        A hit is negated within so many words after a negating word.
    seed : int, default 0
        Seed of the permutations.

    Returns
    -------
    DataFrame
        One row per universe (set of choices) and label: ``universe`` (from 1),
        ``overlap``, ``punctuation``, ``negated``, ``measure``, ``default`` (whether
        these are the choices of :func:`framing.compare`), ``label``, ``group_a``,
        ``group_b``, ``estimate_a``, ``estimate_b``, ``difference`` (in units of the
        measure), ``p`` (of the difference, not corrected), ``ratio`` (estimate a by
        estimate b, comparable between measures) with ``low`` and ``high``,
        ``n_hits_a``, ``n_hits_b``, ``n_a``, ``n_b`` (articles) and ``note``.

    Raises
    ------
    KeyError
        If `by`, a group or a label does not exist.
    ValueError
        If `groups` must be named, or `negation` is below 1.

    See Also
    --------
    framing.plot_multiverse : Draw one label's rows as a specification curve.
    measure_influence : Vary the entries and not the rules of counting.

    Notes
    -----
    A multiverse [1]_ shows how far a finding depends on choices that could as well have
    been made otherwise. It is no test and its universes are no sample: report how many
    point the same way and what moves those that do not, not a mean over them.

    The ratio is that of ``(hits + 1/2) / (total + 1/2)`` with a delete-one-article
    jackknife on the log scale.

    References
    ----------
    .. [1] Steegen, S., Tuerlinckx, F., Gelman, A., & Vanpaemel, W. (2016). Increasing
       transparency through a multiverse analysis. Perspectives on Psychological
       Science 11(5), 702-712.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.comparison import run_multiverse
    >>> corpus = fr.load_example("caravan")
    >>> table = run_multiverse(
    ...     corpus, groups=("Frontier Ledger", "The Harbour Courier"),
    ...     labels=["security"])
    >>> len(table), bool((table["ratio"] >= 1).all())
    (24, True)
    """
    pair = _pair(corpus, by, groups)
    both = corpus.where(lambda docs: docs[by].astype(str).isin(pair))
    usual = _defaults(both, lexicon)
    rows: list[tuple[object, ...]] = []
    for number, (choices, found) in enumerate(_universes(both, lexicon, negation), 1):
        result = compare(
            found,
            by=by,
            measure=choices["measure"],
            labels=labels,
            events=events,
            adjust="none",
            seed=seed,
        )
        rows += _rows(number, choices, choices == usual, result, pair)
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def _pair(corpus: Corpus, by: str, groups: tuple[str, str] | None) -> tuple[str, str]:
    known = sorted(corpus.variable(by).dropna().astype(str).unique())
    if groups is None:
        if len(known) != 2:
            msg = (
                f"`groups` must name two of the groups, which are: {', '.join(known)}."
            )
            raise ValueError(msg)
        return known[0], known[1]
    for name in groups:
        if name not in known:
            near = did_you_mean(name, known)
            msg = f"No group {name!r} in {by}.{near} There are: {', '.join(known)}."
            raise KeyError(msg)
    if groups[0] == groups[1]:
        msg = f"`groups` must be two different groups; got {groups!r}."
        raise ValueError(msg)
    return groups[0], groups[1]


def _universes(
    corpus: Corpus, lexicon: Lexicon | str, negation: int
) -> Iterator[tuple[dict[str, str], Annotations]]:
    """Yield every set of choices with what is found under it."""
    for overlap, punctuation in product(get_args(Overlap), CHOICES["punctuation"]):
        found = find_frames(
            corpus,
            lexicon,
            nested_scope=overlap,
            cross_punctuation=punctuation == "crossed",
            negation=negation,
        )
        plain = found.where(negated=False)
        for negated, measure in product(CHOICES["negated"], CHOICES["measure"]):
            chosen = (overlap, punctuation, negated, measure)
            choices = dict(zip(CHOICES, chosen, strict=True))
            yield choices, found if negated == "kept" else plain


def _defaults(corpus: Corpus, lexicon: Lexicon | str) -> dict[str, str]:
    """Return the library's own choices; how overlaps are settled is the lexicon's."""
    found = find_frames(corpus, lexicon)
    scope = str(found.provenance["parameters"]["nested_scope"])
    return {name: options[0] for name, options in CHOICES.items()} | {"overlap": scope}


def _rows(
    number: int,
    choices: dict[str, str],
    default: bool,
    result: Comparison,
    pair: tuple[str, str],
) -> Iterator[tuple[object, ...]]:
    told = result.contrasts.set_index("label")
    for label in result.labels:
        a, b = (_side(result, group, label) for group in pair)
        yield (
            number,
            *choices.values(),
            default,
            label,
            *pair,
            a["estimate"],
            b["estimate"],
            a["estimate"] - b["estimate"],
            told["p"].loc[label],
            *_ratio(result, label, pair),
            a["n_hits"],
            b["n_hits"],
            a["n_docs"],
            b["n_docs"],
            told["note"].loc[label],
        )


def _side(result: Comparison, group: str, label: str) -> dict[str, Any]:
    """Return one group's row of the comparison."""
    table = result.table
    own = table[(table["group"] == group) & (table["label"] == label)]
    return {str(name): value for name, value in own.iloc[0].items()}


def _log_share(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    part, whole = sums[..., 0], sums[..., 1]
    told = log(part + 0.5) - log(whole + 0.5)
    return np.where(whole > 0, told, np.nan)


_LOG_SHARE = Estimator("log share", ("hits", "total"), _log_share, _log_share)


def _ratio(
    result: Comparison, label: str, pair: tuple[str, str]
) -> tuple[float, float, float]:
    """Return the ratio of the two estimates, on which all measures are comparable."""
    sums = result.design.sums.per_article[:, result.labels.index(label)]
    in_a, in_b = (result.design.members(name) for name in pair)
    told = difference_interval(sums[in_a], sums[in_b], _LOG_SHARE)
    ratio, low, high = np.exp([told.estimate, told.low, told.high]).tolist()
    return ratio, low, high
