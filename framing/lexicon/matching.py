"""Find the entries of a lexicon in a table of tokens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from framing._errors import caution, did_you_mean
from framing.lexicon.category import check_levels, cut_levels
from framing.lexicon.context import Spans, has_neighbour, is_negated, lies_inside
from framing.lexicon.forms import FormTable
from framing.lexicon.lexicon import Lexicon
from framing.lexicon.overlap import resolve_overlaps
from framing.lexicon.pattern import MAX_FORM, is_wild
from framing.lexicon.phrase import (
    Phrase,
    TokenColumns,
    concat_ranges,
    find_phrases,
    parse_phrase,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import pandas as pd

    from framing.lexicon.entry import Entry

__all__ = ["NEGATORS", "Matches", "TokenTable", "find_matches"]

Index = NDArray[np.int64]

NEGATORS = frozenset(
    "not no never without neither nor none nobody nothing nowhere cannot hardly "
    "scarcely barely".split()
)
"""Words that negate what follows; so does every word that ends in ``n't``."""

# "not only a threat" affirms the threat.
_AFFIRMING = {
    "not": frozenset({"only", "just", "merely", "simply"}),
    "no": frozenset({"doubt", "wonder", "matter"}),
}
_CLAUSE_MARKS = frozenset(",;:.!?()[]{}–—") | {"--", "...", "…", "-"}
_VALUETYPES = ("glob", "fixed", "regex")
_SCOPES = ("category", "lexicon")
_FAR = np.iinfo(np.int64).max // 4


class TokenTable(Protocol):
    """What matching needs of a token table; :class:`framing.Tokens` has it."""

    @property
    def types(self) -> Sequence[str]:
        """Distinct forms."""

    @property
    def type(self) -> NDArray[Any]:
        """Position of each token in `types`."""

    @property
    def sentence(self) -> NDArray[Any]:
        """Number of the sentence of each token."""

    @property
    def is_word(self) -> NDArray[np.bool_]:
        """Whether each type is a word, not a mark."""


@dataclass(frozen=True, eq=False, repr=False)
class Matches:
    """Hold what was found: one element a match in every array.

    Matches stand in the order of their first token, then of their category.

    Parameters
    ----------
    first : ndarray of int32, shape (n_matches,)
        Position of the first token in the token table.
    last : ndarray of int32, shape (n_matches,)
        Position of the last token, inclusive.
    category : ndarray of int32, shape (n_matches,)
        Position in `categories`.
    entry : ndarray of int32, shape (n_matches,)
        Row of ``lexicon.entries``: it tells the finest category and the note.
    negated : ndarray of bool, shape (n_matches,)
        Whether a negating word stands before; all False unless asked for.
    weight : ndarray of float64, shape (n_matches,)
        Weight of the entry.
    categories : tuple of str
        Every category that could have been found, at the levels asked for.
    lexicon : Lexicon
        The lexicon.
    settings : tuple of (str, object)
        How was matched: valuetype, case_insensitive, nested_scope (as it was
        applied), cross_punctuation, negation, levels.

    See Also
    --------
    find_matches : Make one.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_articles([{"text": "Armed forces at the border."}])
    >>> tokens = fr.tokenize(corpus)
    >>> lexicon = fr.Lexicon.from_dict({"security": ["border*", "armed forces"]})
    >>> matches = find_matches(lexicon, tokens)
    >>> matches.first.tolist(), matches.last.tolist()
    ([0, 4], [1, 4])
    """

    first: NDArray[np.int32]
    last: NDArray[np.int32]
    category: NDArray[np.int32]
    entry: NDArray[np.int32]
    negated: NDArray[np.bool_]
    weight: NDArray[np.float64]
    categories: tuple[str, ...]
    lexicon: Lexicon
    settings: tuple[tuple[str, object], ...] = ()

    @property
    def rule(self) -> str:
        """Return in words how overlaps were settled."""
        scope = dict(self.settings).get("nested_scope")
        base = "longest match first, then leftmost, inside a category"
        if scope == "lexicon":
            return f"{base}; a match inside a longer one of any category is dropped"
        return f"{base}; categories independent of each other"

    @property
    def counts(self) -> pd.Series[int]:
        """Return the number of matches of each category, zeros included."""
        import pandas as pd

        numbers = np.bincount(self.category, minlength=len(self.categories))
        index = pd.Index(self.categories, name="category", dtype="str")
        return pd.Series(numbers, index=index, name="n_hits")

    def __len__(self) -> int:
        return len(self.first)

    def __repr__(self) -> str:
        found = len(set(self.category.tolist()))
        return (
            f"<Matches: {len(self)} matches in {found} of "
            f"{len(self.categories)} categories of {self.lexicon.name}>"
        )


def find_matches(
    lexicon: Lexicon,
    tokens: TokenTable,
    *,
    valuetype: str = "glob",
    case_insensitive: bool = True,
    nested_scope: str | None = None,
    cross_punctuation: bool = False,
    negation: int | None = None,
    levels: int | Sequence[int] | None = None,
) -> Matches:
    """Find the entries of a lexicon in a table of tokens.

    Each word of a pattern is compared with one token, and a phrase lies within
    a sentence. Where entries of one category overlap, the longest counts.

    Parameters
    ----------
    lexicon : Lexicon
        What to look for.
    tokens : Tokens
        Where to look.
    valuetype : {'glob', 'fixed', 'regex'}, default 'glob'
        How words of patterns are read: with ``*`` for any characters and ``?``
        for one; as they stand; as regular expressions searched in a token.
    case_insensitive : bool, default True
        Whether to ignore capitals, except in entries that ask for them.
    nested_scope : {'category', 'lexicon'}, optional
        Whether a match inside a longer match of another category counts
        ('category') or not ('lexicon'). quanteda calls them 'key' and
        'dictionary'. By default 'lexicon' if the lexicon has a category
        ``neg_x`` beside ``x``, so that "not good" is not also good, and
        'category' otherwise.
    cross_punctuation : bool, default False
        Whether phrases reach across marks, as if these had been removed.
    negation : int, optional
        Mark matches that follow a negating word within so many words, in the
        same clause. They are kept; see ``Matches.negated``.
    levels : int or sequence of int, optional
        Levels of the category names to report, counted from 1 at the top; by
        default full names. Overlaps are settled within the names reported.

    Returns
    -------
    Matches
        The matches, with the rule by which overlaps were settled.

    Raises
    ------
    ValueError
        If an option is unknown, or a regular expression is wrong or could run
        for ages.
    TypeError
        If `lexicon` is not a Lexicon.

    Warns
    -----
    FramingWarning
        If an entry matches any word, the levels leave no category, or tokens are too
        long for a regular expression.

    See Also
    --------
    Lexicon.check : List entries that cannot match or match too much.
    load_lexicon : Load a lexicon that comes with the library.

    Notes
    -----
    The rules are those of quanteda's ``tokens_lookup`` but for these. Marks and
    sentence ends break phrases. Words of nothing but wildcards match words, not
    marks, and a lone ``?`` matches a word of one letter. A possessive ending
    (``border's``, ``migrants'``) is ignored unless the pattern has an
    apostrophe; curly and straight apostrophes are the same, as are hyphens of
    any code. Texts are compared in composed form (NFC).

    From the longest span to the shortest and from left to right, a match counts
    unless a token of it is taken by its own category; with scope 'lexicon' also
    unless all its tokens are covered by matches of other spans. An exclusion
    (``not``) removes a match before that, so that another entry may count in
    its place; ``near`` is measured in words, neighbours being 1 apart. Where
    two entries of a category match the same span, the one without wildcards is
    named. Regular expressions are not tried on tokens of more than 64
    characters.

    References
    ----------
    Benoit, K., Watanabe, K., Wang, H., Nulty, P., Obeng, A., Müller, S., &
    Matsuo, A. (2018). quanteda: An R package for the quantitative analysis of
    textual data. Journal of Open Source Software, 3(30), 774.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_articles([{"text": "Border security matters."}])
    >>> tokens = fr.tokenize(corpus)
    >>> lexicon = fr.Lexicon.from_dict({"security": ["border*", "border security"]})
    >>> find_matches(lexicon, tokens).counts.to_dict()
    {'security': 1}
    """
    _check_options(lexicon, valuetype, nested_scope, negation)
    scope = nested_scope or _scope_of(lexicon)
    names = _reported(lexicon, levels)
    columns, place = _columns(tokens), None
    if cross_punctuation:
        columns, place = _without_marks(columns)
    plan = _Plan(lexicon.rows, valuetype, case_insensitive)
    plan.warn_of_wildcards()
    if valuetype == "regex":
        _warn_of_long_forms(tokens.types)
    spans = plan.apply(columns)
    key, categories = _keys(names, spans.entry)
    spans, key = spans.take(key >= 0), key[key >= 0]
    kept = resolve_overlaps(
        spans.first,
        spans.last,
        key,
        plan.rank[spans.entry],
        across=scope == "lexicon",
    )
    spans, key = spans.take(kept), key[kept]
    settings = {
        "valuetype": valuetype,
        "case_insensitive": case_insensitive,
        "nested_scope": scope,
        "cross_punctuation": cross_punctuation,
        "negation": negation,
        "levels": None if levels is None else check_levels(levels),
    }
    return Matches(
        _place(spans.first, place),
        _place(spans.last, place),
        key.astype(np.int32),
        spans.entry.astype(np.int32),
        _negated(spans.first, columns, negation),
        np.array([row.weight for row in lexicon.rows])[spans.entry],
        categories,
        lexicon,
        tuple(settings.items()),
    )


def _check_options(
    lexicon: object, valuetype: str, nested_scope: str | None, negation: int | None
) -> None:
    if not isinstance(lexicon, Lexicon):
        msg = (
            f"`lexicon` must be a Lexicon; got {type(lexicon).__name__}. "
            "Use load_lexicon(name), read_lexicon(path) or Lexicon.from_dict(...)."
        )
        raise TypeError(msg)
    if valuetype not in _VALUETYPES:
        near = did_you_mean(valuetype, _VALUETYPES)
        msg = (
            f"`valuetype` must be one of {', '.join(_VALUETYPES)}; got {valuetype!r}."
            f"{near}"
        )
        raise ValueError(msg)
    if nested_scope is not None and nested_scope not in _SCOPES:
        msg = (
            f"`nested_scope` must be 'category' (quanteda's 'key') or 'lexicon' "
            f"(quanteda's 'dictionary'); got {nested_scope!r}."
        )
        raise ValueError(msg)
    if negation is not None and (isinstance(negation, bool) or negation < 1):
        msg = f"`negation` must be a number of words, 1 or more; got {negation!r}."
        raise ValueError(msg)


def _warn_of_long_forms(types: Sequence[str]) -> None:
    n_long = sum(len(form) > MAX_FORM for form in types)
    if n_long:
        caution(
            f"{n_long:,} distinct form(s) of more than {MAX_FORM} characters, such as "
            "web addresses, were not searched: regular expressions are tried on "
            "shorter ones only. Fixed text and globs have no such limit."
        )


def _scope_of(lexicon: Lexicon) -> str:
    """Choose 'lexicon' where a category negates another one: neg_x beside x."""
    names = {name.lower() for name in lexicon.categories}
    pairs = (name.replace("neg_", "", 1) for name in names if "neg_" in name)
    return "lexicon" if any(name in names for name in pairs) else "category"


def _reported(lexicon: Lexicon, levels: int | Sequence[int] | None) -> list[str]:
    """Return the name to report for each entry; empty where there is none."""
    if levels is None:
        return [row.category for row in lexicon.rows]
    wanted = check_levels(levels)
    names = {name: cut_levels(name, wanted) for name in lexicon.categories}
    if not any(names.values()):
        caution(
            f"`levels` {levels!r} leaves no category, so nothing is counted: "
            f"{lexicon.name!r} has {lexicon.levels} level(s). Ask for level 1 to "
            f"{lexicon.levels}."
        )
    return [names[row.category] for row in lexicon.rows]


def _keys(names: Sequence[str], entry: Index) -> tuple[Index, tuple[str, ...]]:
    categories = tuple(dict.fromkeys(name for name in names if name))
    number_of = {name: at for at, name in enumerate(categories)}
    keys = np.array([number_of.get(name, -1) for name in names], dtype=np.int64)
    return keys[entry], categories


def _columns(tokens: TokenTable) -> TokenColumns:
    # The library's own table has counted its words already, or is about to.
    numbered = getattr(getattr(tokens, "columns", None), "word_number", None)
    kind, segment = np.asarray(tokens.type), np.asarray(tokens.sentence)
    is_word = np.asarray(tokens.is_word, dtype=bool)
    return TokenColumns(tokens.types, kind, segment, is_word, numbered)


def _without_marks(columns: TokenColumns) -> tuple[TokenColumns, Index]:
    """Return the columns of the words alone, and the place of each among the tokens."""
    place = np.flatnonzero(columns.is_word[columns.type])
    kind, segment = columns.type[place], columns.segment[place]
    return replace(columns, type=kind, segment=segment, numbered=None), place


def _place(at: Index, place: Index | None) -> NDArray[np.int32]:
    return (at if place is None else place[at]).astype(np.int32)


class _Plan:
    """The distinct phrases of a lexicon, and which entry each one serves how."""

    def __init__(
        self, rows: Sequence[Entry], valuetype: str, case_insensitive: bool
    ) -> None:
        self._rows = rows
        self._valuetype = valuetype
        self._cased = [row.case or not case_insensitive for row in rows]
        self._phrases: dict[Phrase, int] = {}
        self._known: dict[tuple[str, bool], int] = {}
        self._match = self._link(lambda row: (row.pattern,))
        self._exclude = self._link(lambda row: row.exclude)
        self._near = self._link(lambda row: row.near)

    @property
    def rank(self) -> Index:
        """Return which entry names a shared span: those without wildcards first."""
        wild = np.array([self._is_glob(row) for row in self._rows], dtype=np.int64)
        ranks: Index = wild * len(self._rows) + np.arange(len(self._rows))
        return ranks

    def _is_glob(self, row: Entry) -> bool:
        return self._valuetype == "glob" and ("*" in row.pattern or "?" in row.pattern)

    def warn_of_wildcards(self) -> None:
        """Warn of entries that match any word at all."""
        for row in self._rows:
            if self._is_glob(row) and is_wild(row.pattern.replace(" ", "")):
                if "*" not in row.pattern:
                    continue
                caution(
                    f"Entry {row.pattern!r} of category {row.category!r} matches any "
                    "word; remove it or add letters."
                )

    def _link(self, parts: Callable[[Entry], Iterable[str]]) -> Index:
        """Return pairs of phrase and entry, and give new phrases a number."""
        pairs = [
            (self._number(text, self._cased[entry]), entry)
            for entry, row in enumerate(self._rows)
            for text in parts(row)
        ]
        return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)

    def _number(self, text: str, cased: bool) -> int:
        known = self._known.get((text, cased))
        if known is None:
            phrase = parse_phrase(text, valuetype=self._valuetype, cased=cased)
            known = self._phrases.setdefault(phrase, len(self._phrases))
            self._known[text, cased] = known
        return known

    def apply(self, columns: TokenColumns) -> Spans:
        """Return the matches of all entries that meet their conditions."""
        found = find_phrases(list(self._phrases), columns, valuetype=self._valuetype)
        hits = self._serve(self._match, found)
        excluded = self._serve(self._exclude, found)
        hits = hits.take(~lies_inside(hits, excluded, len(columns.type)))
        return self._with_neighbours(hits, found, columns)

    def _with_neighbours(
        self, hits: Spans, found: tuple[Index, Index, Index], columns: TokenColumns
    ) -> Spans:
        """Drop the hits of entries that need a neighbour and have none."""
        needy = np.array([row.near != () for row in self._rows])
        at = np.flatnonzero(needy[hits.entry])
        if not len(at):
            return hits
        asking = hits.take(at)
        links = self._near[np.isin(self._near[:, 1], asking.entry)]
        # Only sentences with such a hit matter, and they are few.
        asked = np.zeros(int(columns.segment.max()) + 1, dtype=bool)
        asked[columns.segment[asking.first]] = True
        there = asked[columns.segment[found[1]]]
        phrase, first, last = (column[there] for column in found)
        near = self._serve(links, (phrase, first, last))
        within = np.array([row.within or _FAR for row in self._rows])[asking.entry]
        fine = np.ones(len(hits.first), dtype=bool)
        fine[at] = has_neighbour(asking, near, within, columns.segment, columns.word)
        return hits.take(fine)

    def _serve(self, links: Index, found: tuple[Index, Index, Index]) -> Spans:
        """Turn matches of phrases into matches of the entries that use them."""
        phrase, first, last = found
        bounds = np.searchsorted(links[:, 0], np.arange(len(self._phrases) + 1))
        low = bounds[phrase]
        count = bounds[phrase + 1] - low
        at = np.repeat(np.arange(len(phrase)), count)
        return Spans(first[at], last[at], links[concat_ranges(low, count), 1])


def _negated(
    first: Index, columns: TokenColumns, window: int | None
) -> NDArray[np.bool_]:
    if window is None or not len(first):
        return np.zeros(len(first), dtype=bool)
    forms = FormTable(columns.types, cased=False).texts()
    mark = np.array([form in _CLAUSE_MARKS for form in forms], dtype=bool)
    clause = np.cumsum(mark[columns.type])
    clause[1:] += np.cumsum(columns.segment[1:] != columns.segment[:-1])
    return is_negated(first, _cues(forms, columns), window, clause, columns.word)


def _cues(forms: Sequence[str], columns: TokenColumns) -> Index:
    """Return the tokens that negate what follows, "not only" and the like left out."""
    negates = [form in NEGATORS or form.endswith("n't") for form in forms]
    cues = np.flatnonzero(np.array(negates, dtype=bool)[columns.type])
    after = columns.type[np.minimum(cues + 1, len(columns.type) - 1)]
    pairs = zip(columns.type[cues].tolist(), after.tolist(), strict=True)
    keep = [forms[b] not in _AFFIRMING.get(forms[a], ()) for a, b in pairs]
    kept: Index = cues[np.array(keep, dtype=bool)]
    return kept
