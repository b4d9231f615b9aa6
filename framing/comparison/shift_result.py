"""What a word shift gives: each word's part of a difference, and what is behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing import _html
from framing._errors import did_you_mean
from framing._provenance import installed_version
from framing.comparison.places import show_places, within_group
from framing.lexicon.fold import fold

if TYPE_CHECKING:
    from framing._provenance import Provenance
    from framing.comparison.sides import Sides
    from framing.comparison.vocabulary import Vocabulary
    from framing.tokens import Tokens

__all__ = ["KINDS", "ShiftOptions", "WordShift"]

# The difference that the words of each kind add up to.
KINDS = {
    "proportion": "change of the share of each word",
    "entropy": "difference of Shannon entropy, in bits (variety of words)",
    "jensen_shannon": "Jensen-Shannon divergence, in bits (distance of vocabularies)",
    "frame": "difference of the mean frame score of all words",
    "weighted": "difference of the mean score of the scored words",
}


@dataclass(frozen=True, kw_only=True)
class ShiftOptions:
    """Set what is rarely changed about word shifts.

    The defaults suit most shifts; what is changed stands in the provenance.

    Parameters
    ----------
    neutral : float or None, default 0.0
        The score (with entropy: the surprise) that counts as neutral; None takes the
        mean of the reference.
    stop_lens : (float, float), optional
        With weighted shifts: words scored between both ends are left out.
    min_count : int, default 5
        Words used less often in both groups together get no interval.
    n_resamples : int, default 999
        Resamples of the articles, with at least 20 articles on each side.
    level : float, default 0.95
        Confidence level.
    seed : int, default 0
        Seed of the resamples.

    See Also
    --------
    framing.word_shift : Takes these options.

    Examples
    --------
    >>> import framing as fr
    >>> fr.comparison.ShiftOptions(stop_lens=(-0.5, 0.5)).level
    0.95
    """

    neutral: float | None = 0.0
    stop_lens: tuple[float, float] | None = None
    min_count: int = 5
    n_resamples: int = 999
    level: float = 0.95
    seed: int = 0


@dataclass(frozen=True, eq=False)
class ShiftDesign:
    """Everything that a word shift rests on: articles, words, groups, options.

    Parameters
    ----------
    tokens : Tokens
        The articles and their words.
    vocabulary : Vocabulary
        What was counted, and where it stands.
    sides : Sides
        Target and reference.
    options : ShiftOptions
        What is rarely changed.
    """

    tokens: Tokens
    vocabulary: Vocabulary
    sides: Sides
    options: ShiftOptions


@dataclass(frozen=True, eq=False, repr=False)
class WordShift:
    """Hold what each word contributes to the difference between two groups.

    Made by :func:`framing.word_shift`.

    Parameters
    ----------
    table : DataFrame
        One row per word, the largest contributions first.
    total : dict
        The difference: ``estimate, low, high, interval, note``.
    kind : str
        Which difference.
    by : str
        The document variable that made the groups.
    design : ShiftDesign
        Articles, words, groups and options.
    provenance : dict
        How it was made.

    See Also
    --------
    framing.word_shift : Make a word shift.
    framing.plot_word_shift : Draw it.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.load_example("caravan")
    >>> shift = fr.word_shift(corpus, by="outlet", target="Meridian Post")
    >>> shift.target, shift.reference
    ('Meridian Post', 'rest')
    """

    _table: pd.DataFrame
    _total: dict[str, Any]
    kind: str
    by: str
    design: ShiftDesign
    provenance: Provenance

    def __init__(
        self,
        table: pd.DataFrame,
        total: dict[str, Any],
        kind: str,
        by: str,
        design: ShiftDesign,
        provenance: Provenance,
    ) -> None:
        vars(self).update(_table=table, _total=total, kind=kind, by=by)
        vars(self).update(design=design, provenance=provenance)

    @property
    def table(self) -> pd.DataFrame:
        """DataFrame, one row per word used, the largest contributions first.

        ``word, label`` (its category, with frames), ``contribution`` (above 0: makes
        the difference larger), ``low, high, interval`` (limits and where they come
        from), ``share`` (contribution over the sum of all absolute ones), ``more_in``
        (the group that uses it more), ``score``, ``n_target, n_reference`` (uses),
        ``rate_target, rate_reference`` (per 1,000 words), ``n_docs_target,
        n_docs_reference`` (articles), ``note``.

        See Also
        --------
        framing.comparison.WordShift.total : The difference they add up to.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> shift = fr.word_shift(corpus, by="outlet", target="Frontier Ledger")
        >>> shift.table["word"].iloc[0]
        'on'
        """
        return self._table.copy()

    @property
    def total(self) -> dict[str, Any]:
        """The difference of target less reference: ``estimate, low, high, interval``.

        With ``'proportion'`` all changes cancel out and it is 0.

        See Also
        --------
        framing.comparison.WordShift.table : The words that make it up.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> shift = fr.word_shift(corpus, by="outlet", target="Frontier Ledger")
        >>> shift.total["estimate"]
        0.0
        """
        return dict(self._total)

    @property
    def target(self) -> str:
        """Name of the target.

        Contributions above 0 make its measure larger.

        See Also
        --------
        framing.comparison.WordShift.reference : What it is held against.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> shift = fr.word_shift(corpus, by="outlet", target="Frontier Ledger")
        >>> shift.target
        'Frontier Ledger'
        """
        return self.design.sides.target

    @property
    def reference(self) -> str:
        """Name of the reference; ``"rest"`` for all other articles.

        It is what the differences start from.

        See Also
        --------
        framing.comparison.WordShift.target : The group of interest.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> shift = fr.word_shift(corpus, by="outlet", target="Frontier Ledger")
        >>> shift.reference
        'rest'
        """
        return self.design.sides.reference

    def evidence(self, word: str, *, group: str | None = None) -> pd.DataFrame:
        """Show the sentences in which a word stands.

        A word without its sentences is easily misread.

        Parameters
        ----------
        word : str
            A word of ``table``; capitals do not count.
        group : str, optional
            One group of articles; all by default.

        Returns
        -------
        DataFrame
            One row per use: ``doc_id``, the group, ``text``, ``sentence_text``,
            ``start``, ``end``.

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
        >>> shift = fr.word_shift(corpus, by="outlet", target="Meridian Post")
        >>> len(shift.evidence("migrants", group="Meridian Post"))
        13
        """
        wanted = fold(word, cased=False)
        own = self.design.vocabulary
        here = [at for at, name in enumerate(own.names) if name == wanted]
        if not here:
            near = did_you_mean(wanted, own.names)
            msg = f"No word {word!r} in this shift.{near} See .table['word']."
            raise KeyError(msg)
        chosen = pd.Series(own.unit).isin(here).to_numpy()
        tokens = self.design.tokens
        rows = show_places(tokens, own.first[chosen], own.last[chosen])
        return within_group(rows, tokens.corpus, self.by, group)

    @property
    def methods(self) -> str:
        """A paragraph for the paper: what was taken apart, how, with which versions.

        It names the kind of difference, the groups and where the limits come from.

        See Also
        --------
        framing.comparison.WordShift.total : The difference itself.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> shift = fr.word_shift(corpus, by="outlet", target="Frontier Ledger")
        >>> shift.methods[:33]
        'A word shift of Frontier Ledger ('
        """
        side, corpus = self.design.sides, self.design.tokens.corpus
        rest = "all other articles" if side.reference == "rest" else side.reference
        return (
            f"A word shift of {side.target} ({len(side.in_target)} articles) against "
            f"{rest} ({len(side.in_reference)}) shows what each word contributes to "
            f"the {KINDS[self.kind]} (Gallagher et al. 2021). {self._bounds()} "
            f"Computed with framing {installed_version('media-framing')} and numpy "
            f"{installed_version('numpy')} (corpus "
            f"{corpus.fingerprint[:12]})."
        )

    def _bounds(self) -> str:
        options = self.design.options
        level = f"{options.level:.0%}"
        kinds = set(self._table["interval"])
        if "bootstrap" in kinds:
            return (
                f"Limits are {level} percentile limits of {options.n_resamples} "
                f"resamples of articles (seed {options.seed}), word by word."
            )
        if "jackknife t" in kinds:
            return (
                f"Limits are {level} limits from a delete-one-article jackknife with a "
                "t quantile, word by word."
            )
        return "There are no intervals: too few articles, or too few uses of each word."

    def __len__(self) -> int:
        return len(self._table)

    def __repr__(self) -> str:
        facts = ", ".join(f"{name} {value}" for name, value in self._facts())
        return f"<WordShift: {facts}>"

    def _repr_html_(self) -> str:
        shown = ["word", "contribution", "low", "high", "more_in"]
        shown += ["n_target", "n_reference", "n_docs_target", "n_docs_reference"]
        if self.kind == "frame":
            shown.insert(1, "label")
        rows = self._table[shown].head(20).itertuples(index=False)
        return _html.card(
            f"Word shift: {KINDS[self.kind]}",
            _html.definition_row(self._facts()),
            _html.table(shown, rows),
            note=f"The 20 largest of {len(self)} contributions.",
        )

    def _facts(self) -> list[tuple[str, object]]:
        return [
            ("kind", self.kind),
            ("target", self.target),
            ("reference", self.reference),
            ("difference", f"{self._total['estimate']:.3g}"),
            ("words", len(self)),
        ]
