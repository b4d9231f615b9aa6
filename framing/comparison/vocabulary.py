"""What is counted in each article: words, stems, pairs of words, or categories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from framing._errors import did_you_mean
from framing.annotations import Annotations
from framing.lexicon.fold import fold
from framing.tokens import Tokens, tokenize

if TYPE_CHECKING:
    from collections.abc import Callable

    from framing.corpus import Corpus

__all__ = ["UNITS", "Vocabulary", "count_units", "source_tokens"]

UNITS = ("word", "stem", "bigram", "category")

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Hold the counts of every unit in every article, and where each one stands.

    Parameters
    ----------
    names : tuple of str
        The units: lower-cased words, stems, pairs of words, or categories.
    counts : csr_array, shape (n_docs, n_units)
        How often each unit stands in each article.
    lengths : ndarray of int, shape (n_docs,)
        What counts are held against: words of each article, or pairs of words.
    unit : ndarray of int, shape (n_places,)
        The unit at each place.
    first, last : ndarray of int, shape (n_places,)
        Tokens from the first to the last of each place; both empty for categories.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_articles([{"text": "The border. The Border is long."}])
    >>> words = count_units(corpus, "word")
    >>> words.names, words.counts.toarray().tolist()
    (('the', 'border', 'is', 'long'), [[2, 2, 1, 1]])
    """

    names: tuple[str, ...]
    counts: csr_array
    lengths: Ints
    unit: Ints
    first: Ints
    last: Ints

    def find(self, name: str) -> tuple[Ints, Ints]:
        """Return the first and last tokens of every place of a unit."""
        here = self.unit == self.names.index(name)
        return self.first[here], self.last[here]


def source_tokens(corpus: Corpus | Tokens | Annotations) -> Tokens:
    """Return the token table behind a corpus, a token table or findings."""
    if isinstance(corpus, Annotations):
        return corpus.tokens
    return corpus if isinstance(corpus, Tokens) else tokenize(corpus)


def count_units(
    corpus: Corpus | Tokens | Annotations, unit: str, *, language: str = "english"
) -> Vocabulary:
    """Count words, stems, pairs of words or categories in each article.

    Parameters
    ----------
    corpus : Corpus, Tokens or Annotations
        The articles; findings where `unit` is ``'category'``.
    unit : {'word', 'stem', 'bigram', 'category'}
        What to count. Marks are no words, and capitals do not count.
    language : str, default "english"
        Language of the Snowball stemmer.

    Returns
    -------
    Vocabulary
        Units in the order of their first use.

    Raises
    ------
    ValueError
        If there is no such unit or language.
    TypeError
        If categories are asked for without findings.

    Notes
    -----
    A pair of words stands in one sentence with no mark between its words.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_articles([{"text": "Border guards, guarding borders."}])
    >>> count_units(corpus, "stem").names
    ('border', 'guard')
    >>> count_units(corpus, "bigram").names
    ('border guards', 'guarding borders')
    """
    if unit not in UNITS:
        near = did_you_mean(unit, UNITS)
        msg = f"`unit` must be one of {', '.join(UNITS)}; got {unit!r}.{near}"
        raise ValueError(msg)
    if unit == "category":
        return _categories(corpus)
    tokens = source_tokens(corpus)
    if unit == "stem":
        return _words(tokens, _stemmer(language))
    words = _words(tokens, None)
    return _bigrams(tokens, words) if unit == "bigram" else words


def _categories(corpus: Corpus | Tokens | Annotations) -> Vocabulary:
    if not isinstance(corpus, Annotations):
        msg = (
            "`unit` is 'category', which needs findings in place of a corpus: "
            "keyness(fr.find_frames(corpus), unit='category', ...)."
        )
        raise TypeError(msg)
    counts = csr_array(corpus.to_matrix())
    hits = np.asarray(counts.sum(axis=1)).ravel()
    # Categories that overlap can count more hits than there are words.
    lengths = np.maximum(corpus.tokens.words_per_doc, hits).astype(np.int64)
    nowhere = np.empty(0, dtype=np.int64)
    return Vocabulary(corpus.labels, counts, lengths, nowhere, nowhere, nowhere)


def _stemmer(language: str) -> Callable[[str], str]:
    from nltk.stem.snowball import SnowballStemmer

    if language not in SnowballStemmer.languages:
        known = ", ".join(SnowballStemmer.languages)
        near = did_you_mean(language, SnowballStemmer.languages)
        msg = (
            f"`language` must be one that Snowball knows; got {language!r}.{near} "
            f"There are: {known}."
        )
        raise ValueError(msg)
    stem: Callable[[str], str] = SnowballStemmer(language).stem
    return stem


def _words(tokens: Tokens, stem: Callable[[str], str] | None) -> Vocabulary:
    """Fold each distinct form once; forms that fold alike are one word."""
    numbers: dict[str, int] = {}
    code = np.full(len(tokens.types), -1, dtype=np.int64)
    for at in np.flatnonzero(tokens.is_word).tolist():
        folded = fold(tokens.types[at], cased=False)
        form = folded if stem is None else stem(folded)
        code[at] = numbers.setdefault(form, len(numbers))
    of_token = code[tokens.type]
    places = np.flatnonzero(of_token >= 0)
    return _vocabulary(tuple(numbers), tokens, of_token[places], places, places)


def _bigrams(tokens: Tokens, words: Vocabulary) -> Vocabulary:
    """Pair each word with the next token, if that is a word of the same sentence."""
    follows = np.diff(words.first) == 1
    same = np.diff(tokens.sentence[words.first]) == 0
    here = np.flatnonzero(follows & same)
    n_words = max(len(words.names), 1)
    key = words.unit[here] * n_words + words.unit[here + 1]
    kinds, at, unit = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(at, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    pairs = (divmod(kind, n_words) for kind in kinds[order].tolist())
    names = tuple(f"{words.names[a]} {words.names[b]}" for a, b in pairs)
    first, last = words.first[here], words.first[here + 1]
    return _vocabulary(names, tokens, rank[unit.ravel()], first, last)


def _vocabulary(
    names: tuple[str, ...], tokens: Tokens, unit: Ints, first: Ints, last: Ints
) -> Vocabulary:
    shape = (tokens.n_docs, len(names))
    doc = tokens.doc[first].astype(np.int64)
    counts = coo_array((np.ones(len(unit), dtype=np.int64), (doc, unit)), shape=shape)
    lengths = np.bincount(doc, minlength=tokens.n_docs).astype(np.int64)
    return Vocabulary(names, csr_array(counts), lengths, unit, first, last)
