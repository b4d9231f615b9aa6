"""What keyness gives: a table of words that carries its cautions and evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing import _html
from framing._errors import did_you_mean
from framing._provenance import installed_version
from framing.annotations import Annotations
from framing.comparison.places import show_places, within_group
from framing.comparison.vocabulary import source_tokens
from framing.lexicon.fold import fold

if TYPE_CHECKING:
    import pandas as pd

    from framing._provenance import Provenance
    from framing.comparison.sides import Sides
    from framing.comparison.vocabulary import Vocabulary
    from framing.corpus import Corpus
    from framing.tokens import Tokens

__all__ = ["KEYNESS_MEASURES", "Keyness", "KeynessOptions"]

# What each score is, for the methods paragraph and the axis of a figure.
KEYNESS_MEASURES = {
    "log_odds": "weighted log odds (z)",
    "log_ratio": "log ratio (binary)",
    "g2": "G², four cells, signed",
    "ll_rayson": "log likelihood, two cells (Rayson), signed",
    "chi2": "chi-square, signed",
    "odds_ratio": "odds ratio",
    "pmi": "pointwise mutual information",
    "percent_difference": "percent difference",
}


@dataclass(frozen=True, kw_only=True)
class KeynessOptions:
    """Set what is rarely changed about keyness.

    The defaults suit news articles; what is changed stands in the provenance.

    Parameters
    ----------
    min_count : int, default 5
        Words with fewer uses in target and reference together are not tested.
    min_docs : int, default 3
        Words in fewer articles of target and reference together are not tested.
    prior : float, default 500.0
        Weight of the prior of the log odds, in words: they are spread as in all
        articles together. A judgement; the methods paragraph reports it.
    events : str, optional
        A document variable that says which articles report the same event; in the
        test articles then change places only inside an event.
    adjust : {'bh', 'by', 'holm', 'none'}, default 'bh'
        Correction of the p-values for many words.
    association : str, default "likelihood_ratio"
        With pairs of words: how strongly the two belong together, by the name of a
        method of ``nltk.metrics.BigramAssocMeasures``, such as ``'pmi'``.
    language : str, default "english"
        With stems: language of the Snowball stemmer.
    seed : int, default 0
        Seed of the permutations.

    See Also
    --------
    framing.keyness : Takes these options.

    Examples
    --------
    >>> import framing as fr
    >>> fr.comparison.KeynessOptions(min_count=2, seed=1).min_docs
    3
    """

    min_count: int = 5
    min_docs: int = 3
    prior: float = 500.0
    events: str | None = None
    adjust: str = "bh"
    association: str = "likelihood_ratio"
    language: str = "english"
    seed: int = 0


@dataclass(frozen=True, eq=False)
class KeynessDesign:
    """Everything that keyness rests on: articles, words, groups, options.

    Parameters
    ----------
    source : Corpus, Tokens or Annotations
        What was given to :func:`framing.keyness`.
    vocabulary : Vocabulary
        What was counted, and where it stands.
    sides : tuple of Sides
        Target and reference of each contrast.
    options : KeynessOptions
        What is rarely changed.
    """

    source: Corpus | Tokens | Annotations
    vocabulary: Vocabulary
    sides: tuple[Sides, ...]
    options: KeynessOptions

    @property
    def corpus(self) -> Corpus:
        """The articles."""
        return source_tokens(self.source).corpus


@dataclass(frozen=True, eq=False, repr=False)
class Keyness:
    """Hold how strongly each word belongs to a target, and what is behind it.

    Made by :func:`framing.keyness`.

    Parameters
    ----------
    table : DataFrame
        One row per target and word.
    measure : str
        What ``score`` is.
    unit : str
        What was counted.
    by : str
        The document variable that made the groups.
    design : KeynessDesign
        Articles, words, groups and options.
    provenance : dict
        How it was made.
    notes : tuple of str
        Cautions that hold for the whole result.

    See Also
    --------
    framing.keyness : Make a keyness result.
    framing.plot_keyness : Draw it.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.load_example("caravan")
    >>> words = fr.keyness(corpus, by="outlet", target="Frontier Ledger")
    >>> words.targets
    ('Frontier Ledger',)
    """

    _table: pd.DataFrame
    measure: str
    unit: str
    by: str
    design: KeynessDesign
    provenance: Provenance
    notes: tuple[str, ...]

    def __init__(
        self,
        table: pd.DataFrame,
        measure: str,
        unit: str,
        by: str,
        design: KeynessDesign,
        provenance: Provenance,
        notes: tuple[str, ...] = (),
    ) -> None:
        vars(self).update(_table=table, measure=measure, unit=unit, by=by)
        vars(self).update(design=design, provenance=provenance, notes=notes)

    @property
    def table(self) -> pd.DataFrame:
        """DataFrame, one row per target and word, the highest scores first.

        ``target, reference, word, score`` (of the measure), ``z`` (weighted log odds),
        ``log_ratio, low, high, interval`` (binary log ratio of the rates with 95%
        limits and where these come from), ``n_target, n_reference`` (uses),
        ``rate, rate_target, rate_reference`` (per 1,000 words, in both together and in
        each), ``n_docs_target, n_docs_reference`` (articles with the word),
        ``dispersion_target, dispersion_reference`` (Gries' DP: 0 even, near 1 in few
        articles), ``p`` (moving whole articles), ``p_adjusted``, ``note``; with pairs
        of words also ``association``.

        See Also
        --------
        framing.comparison.Keyness.top : The first rows of each target.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> words = fr.keyness(corpus, by="outlet", target="Frontier Ledger")
        >>> words.table["word"].iloc[0]
        'crossers'
        """
        return self._table.copy()

    @property
    def targets(self) -> tuple[str, ...]:
        """Names of the targets, in order.

        One, if `target` was given.

        See Also
        --------
        framing.comparison.Keyness.table : The words of each.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> words = fr.keyness(corpus, by="outlet", target="Frontier Ledger")
        >>> words.targets
        ('Frontier Ledger',)
        """
        return tuple(side.target for side in self.design.sides)

    def top(self, n: int = 20, *, target: str | None = None) -> pd.DataFrame:
        """Show the words that most belong to each target.

        They have the highest scores, which says nothing on their p-values.

        Parameters
        ----------
        n : int, default 20
            How many words of each target.
        target : str, optional
            One target; all by default.

        Returns
        -------
        DataFrame
            Rows of ``table``, those with the highest scores.

        Raises
        ------
        KeyError
            If there is no such target.

        See Also
        --------
        framing.comparison.Keyness.table : All words.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> words = fr.keyness(corpus, by="outlet", target="Frontier Ledger")
        >>> words.top(2)["word"].tolist()
        ['crossers', 'illegal']
        """
        table = self._table
        if target is not None:
            table = table[table["target"] == self._check_target(target)]
        return table.groupby("target", sort=False).head(n).reset_index(drop=True)

    def evidence(self, word: str, *, group: str | None = None) -> pd.DataFrame:
        """Show the sentences in which a word stands.

        A word without its sentences is easily misread.

        Parameters
        ----------
        word : str
            A word, stem, pair of words or category of ``table``; capitals do not
            count.
        group : str, optional
            One group of articles; all by default.

        Returns
        -------
        DataFrame
            One row per use: ``doc_id``, the group, ``text`` (as it stands there),
            ``sentence_text``, ``start``, ``end``.

        Raises
        ------
        KeyError
            If the word or the group does not occur.

        See Also
        --------
        framing.concordance : The same as a list of contexts.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> words = fr.keyness(corpus, by="outlet", target="Frontier Ledger")
        >>> rows = words.evidence("crossers", group="Frontier Ledger")
        >>> rows["doc_id"].nunique()
        5
        """
        name = self._known_word(word)
        source = self.design.source
        if isinstance(source, Annotations) and self.unit == "category":
            rows = source.evidence(name)
        else:
            places = self.design.vocabulary.find(name)
            rows = show_places(source_tokens(source), *places)
        return within_group(rows, self.design.corpus, self.by, group)

    def _known_word(self, word: str) -> str:
        names = self.design.vocabulary.names
        if word in names:
            return word
        folded = fold(word, cased=False)
        if folded in names:
            return folded
        near = [name for name in names if folded[:4] and name.startswith(folded[:4])]
        hint = f" Near it: {', '.join(near[:5])}." if near else ""
        msg = f"No {self.unit} {word!r} in these articles.{hint}"
        raise KeyError(msg)

    def _check_target(self, target: str) -> str:
        if target in self.targets:
            return target
        near = did_you_mean(target, self.targets)
        msg = f"No target {target!r}.{near} There are: {', '.join(self.targets)}."
        raise KeyError(msg)

    @property
    def methods(self) -> str:
        """A paragraph for the paper: what was counted, how, with which versions.

        It names the unit, the guards against rare words, the prior and the test.

        See Also
        --------
        framing.comparison.Keyness.table : The figures.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> words = fr.keyness(corpus, by="outlet", target="Frontier Ledger")
        >>> words.methods[:29]
        'We compared lower-cased words'
        """
        return _methods(self)

    def __len__(self) -> int:
        return len(self._table)

    def __repr__(self) -> str:
        facts = ", ".join(f"{name} {value}" for name, value in self._facts())
        return f"<Keyness: {facts}>"

    def _repr_html_(self) -> str:
        shown = [
            "target",
            "word",
            "score",
            "log_ratio",
            "low",
            "high",
            "n_target",
            "n_reference",
            "n_docs_target",
            "n_docs_reference",
            "dispersion_target",
            "p_adjusted",
            "note",
        ]
        n = max(3, 24 // max(len(self.targets), 1))
        rows = self.top(n)[shown].itertuples(index=False)
        return _html.card(
            f"Keyness by {self.by}: {KEYNESS_MEASURES[self.measure]}",
            _html.definition_row(self._facts()),
            _html.table(shown, rows),
            note=f"The highest {n} of each target. {' '.join(self.notes)}",
        )

    def _facts(self) -> list[tuple[str, object]]:
        return [
            ("measure", self.measure),
            ("unit", self.unit),
            ("by", self.by),
            ("targets", len(self.targets)),
            ("rows", len(self._table)),
        ]


_UNIT_WORDS = {
    "word": "lower-cased words",
    "stem": "Snowball stems",
    "bigram": "pairs of neighbouring words",
    "category": "labels",
}
_ADJUST_WORDS = {
    "bh": "Benjamini-Hochberg",
    "by": "Benjamini-Yekutieli",
    "holm": "Holm",
    "bonferroni": "Bonferroni",
    "none": "no",
}


def _methods(result: Keyness) -> str:
    """Write what was done, complete enough for a reviewer."""
    options, sides = result.design.options, result.design.sides
    sizes = "; ".join(
        f"{s.target} ({len(s.in_target)} articles) against "
        f"{'all other articles' if s.reference == 'rest' else s.reference} "
        f"({len(s.in_reference)})"
        for s in sides[:12]
    )
    moved = "" if options.events is None else f" inside each {options.events}"
    tested = int(result._table["p"].notna().sum())
    return " ".join(
        [
            f"We compared {_UNIT_WORDS[result.unit]} by {result.by}: {sizes}.",
            f"Scores are {KEYNESS_MEASURES[result.measure]}; the informative prior of "
            f"the weighted log odds has a weight of {options.prior:g} words, spread as "
            "in all articles (Monroe et al. 2008).",
            *result.notes,
            "Intervals of the log ratio are 95% intervals from a delete-one-article "
            "jackknife with a t quantile.",
            f"P-values come from moving whole articles between groups{moved} (exact up "
            f"to 20,000 arrangements, else 9,999 random ones, seed {options.seed}), "
            f"with {_ADJUST_WORDS[options.adjust]} correction over {tested} tests.",
            f"Computed with framing {installed_version('media-framing')}, numpy "
            f"{installed_version('numpy')} and scipy {installed_version('scipy')} "
            f"(corpus {result.design.corpus.fingerprint[:12]}).",
        ]
    )
