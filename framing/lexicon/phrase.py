"""Phrases in a table of tokens: one string step a type, then arrays only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.lexicon.fold import fold
from framing.lexicon.forms import FormTable
from framing.lexicon.pattern import Word, bare_forms, is_wild, match_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Phrase",
    "TokenColumns",
    "concat_ranges",
    "find_phrases",
    "parse_phrase",
]

Index = NDArray[np.int64]
Mask = NDArray[np.bool_]
Phrase = tuple[Word, ...]

_PART = 1 << 18


@dataclass(frozen=True)
class TokenColumns:
    """Hold the columns of a token table that matching needs.

    Parameters
    ----------
    types : sequence of str
        Distinct forms.
    type : ndarray of int, shape (n_tokens,)
        Position of each token in `types`.
    segment : ndarray of int, shape (n_tokens,)
        Number that changes at each sentence.
    is_word : ndarray of bool, shape (n_types,)
        False for marks and symbols.
    numbered : ndarray of int, optional
        What `word` gives, where it is known.
    """

    types: Sequence[str]
    type: NDArray[Any]
    segment: NDArray[Any]
    is_word: Mask
    numbered: NDArray[Any] | None = None

    @cached_property
    def word(self) -> NDArray[Any]:
        """Return the running number of the last word up to each token."""
        if self.numbered is not None:
            return self.numbered
        return np.cumsum(self.is_word.take(self.type), dtype=np.int32)

    @cached_property
    def occurrences(self) -> Index:
        """Return how often each type occurs."""
        counts = np.zeros(len(self.types), dtype=np.int64)
        # By parts that stay in the processor's cache.
        for first in range(0, len(self.type), _PART):
            counts += np.bincount(
                self.type[first : first + _PART], minlength=len(counts)
            )
        return counts


def parse_phrase(text: str, *, valuetype: str, cased: bool) -> Phrase:
    """Split a pattern into words, each in the form in which it is compared."""
    # A regular expression keeps its letters: \S is not \s.
    folded = fold(text, cased=cased or valuetype == "regex")
    return tuple(Word(part, cased) for part in folded.split())


def find_phrases(
    phrases: Sequence[Phrase], columns: TokenColumns, *, valuetype: str
) -> tuple[Index, Index, Index]:
    """Find every occurrence of every phrase within a segment.

    Parameters
    ----------
    phrases : sequence of tuple of Word
        Distinct phrases.
    columns : TokenColumns
        Where to look.
    valuetype : {'glob', 'fixed', 'regex'}
        How words are read.

    Returns
    -------
    tuple of ndarray of int64
        Number of the phrase, first token, last token; overlaps included.
    """
    lengths = np.array([len(phrase) for phrase in phrases], dtype=np.int64)
    words, grid = _word_grid(phrases, lengths)
    table = _WordTable(words, columns, valuetype)
    anchor = _anchors(grid, table.frequency)
    phrase, first = _candidates(grid, anchor, table, columns)
    last = first + lengths[phrase] - 1
    # Most phrases are one word, and their candidates need no test.
    long = lengths[phrase] > 1
    at = np.flatnonzero(long)
    at = at[(first[at] >= 0) & (last[at] < len(columns.type))]
    at = at[columns.segment[first[at]] == columns.segment[last[at]]]
    at = _compare_rest(at, phrase, first, grid, anchor, table, columns)
    at = np.concatenate([np.flatnonzero(~long), at])
    return phrase[at], first[at], last[at]


def _word_grid(phrases: Sequence[Phrase], lengths: Index) -> tuple[list[Word], Index]:
    """Return the distinct words, and their numbers: row a phrase, -1 after its end."""
    number_of: dict[Word, int] = {}
    grid = np.full((len(phrases), int(lengths.max(initial=1))), -1, dtype=np.int64)
    for row, phrase in enumerate(phrases):
        for at, word in enumerate(phrase):
            grid[row, at] = number_of.setdefault(word, len(number_of))
    return list(number_of), grid


class _WordTable:
    """Which word of a pattern matches which type."""

    def __init__(
        self, words: Sequence[Word], columns: TokenColumns, valuetype: str
    ) -> None:
        self._n_types = max(len(columns.types), 1)
        self._codes = _codes(words, columns, valuetype)
        self.word, self.type = np.divmod(self._codes, self._n_types)
        self.bounds = np.searchsorted(self.word, np.arange(len(words) + 1))
        weights = columns.occurrences[self.type].astype(np.float64)
        frequency = np.bincount(self.word, weights, len(words))
        self.frequency: NDArray[np.float64] = frequency.astype(np.float64)

    def holds(self, word: Index, kind: Index) -> Mask:
        """Say for pairs of word and type whether they match."""
        if not len(self._codes):
            return np.zeros(len(word), dtype=bool)
        code = word * self._n_types + kind
        at = np.minimum(np.searchsorted(self._codes, code), len(self._codes) - 1)
        same: Mask = self._codes[at] == code
        return same


def _codes(words: Sequence[Word], columns: TokenColumns, valuetype: str) -> Index:
    """Return word times number of types plus type for each match, sorted."""
    parts = [np.zeros(0, dtype=np.int64)]
    for cased in {word.cased for word in words}:
        numbers = [at for at, word in enumerate(words) if word.cased == cased]
        keep_case = cased or valuetype == "regex"
        forms = FormTable(columns.types, cased=keep_case)
        places, bare = bare_forms(forms)
        everywhere = np.arange(len(forms))
        parts += _match(words, numbers, valuetype, forms, everywhere)
        plain = [at for at in numbers if "'" not in words[at].text]
        endings_off = FormTable(bare, cased=True)
        parts += _match(words, plain, valuetype, endings_off, places, len(forms))
    codes = np.sort(np.concatenate(parts))
    codes = codes[np.diff(codes, prepend=-1) > 0]
    if valuetype != "glob":
        return codes
    # A word of nothing but wildcards stands for a word, not for a mark.
    wild = np.array([is_wild(word.text) for word in words], dtype=bool)
    word, kind = np.divmod(codes, max(len(columns.types), 1))
    return codes[~wild[word] | columns.is_word[kind]]


def _match(
    words: Sequence[Word],
    numbers: Sequence[int],
    valuetype: str,
    forms: FormTable,
    places: Index,
    n_types: int | None = None,
) -> list[Index]:
    """Match some words with some forms; `places` are the types of the forms."""
    if not numbers or not len(forms):
        return []
    size = len(forms) if n_types is None else n_types
    texts = [words[at].text for at in numbers]
    cased = words[numbers[0]].cased
    found = match_forms(texts, forms, valuetype=valuetype, cased=cased)
    return [
        numbers[word] * size + places[np.asarray(at, dtype=np.int64)]
        for word, at in found
        if len(at)
    ]


def _anchors(grid: Index, frequency: NDArray[np.float64]) -> Index:
    """Choose the rarest word of each phrase to look it up by."""
    counts = np.where(grid >= 0, frequency[grid], np.inf)
    anchors: Index = np.argmin(counts, axis=1)
    return anchors


def _candidates(
    grid: Index, anchor: Index, table: _WordTable, columns: TokenColumns
) -> tuple[Index, Index]:
    """Return phrase and first token wherever a phrase's anchor word stands."""
    word = grid[np.arange(len(grid)), anchor]
    low, high = table.bounds[word], table.bounds[word + 1]
    pair = concat_ranges(low, high - low)
    phrase = np.repeat(np.arange(len(grid)), high - low)
    kind, phrase = np.divmod(np.sort(table.type[pair] * len(grid) + phrase), len(grid))
    n_phrases = np.bincount(kind, minlength=len(columns.types))
    begin = np.cumsum(n_phrases) - n_phrases
    at = np.flatnonzero((n_phrases > 0)[columns.type])
    count = n_phrases[columns.type[at]]
    found = phrase[concat_ranges(begin[columns.type[at]], count)]
    return found, np.repeat(at, count) - anchor[found]


def concat_ranges(start: Index, count: Index) -> Index:
    """Concatenate ``arange(start, start + count)`` for each pair."""
    ends = np.cumsum(count)
    total = int(ends[-1]) if len(ends) else 0
    places: Index = np.arange(total) + np.repeat(start - (ends - count), count)
    return places


def _compare_rest(
    at: Index,
    phrase: Index,
    first: Index,
    grid: Index,
    anchor: Index,
    table: _WordTable,
    columns: TokenColumns,
) -> Index:
    """Drop candidates of which a word other than the anchor does not match."""
    for step in range(grid.shape[1]):
        word = grid[phrase[at], step]
        test = np.flatnonzero((word >= 0) & (anchor[phrase[at]] != step))
        kind = columns.type[first[at[test]] + step]
        wrong = test[~table.holds(word[test], kind)]
        at = np.delete(at, wrong)
    return at
