"""What VADER knows, as arrays: one row for each word that its lists name.

The lists are those of the installed ``vaderSentiment``; none is copied here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["OTHER", "OTHER_NT", "OUTSIDE", "Tables", "load_tables"]

# Rows that no word of VADER's lists owns: no word at all, a word that VADER does
# not know, and such a word that ends in "n't".
OUTSIDE, OTHER, OTHER_NT = 0, 1, 2

# Words that the code of VADER names outside its lists.
_RULE_WORDS = (
    *("kind", "of", "no", "or", "nor", "never", "so", "this", "without"),
    *("doubt", "least", "at", "very", "but"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """VADER's lists as columns over the rows of known words.

    Attributes
    ----------
    rows : dict of str to int
        Row of each known word, in lower case.
    emoji : dict of str to str
        English descriptions of emoji.
    capitals : float
        What capitals add to a valence.
    negation : float
        Factor of a negated valence.
    in_lexicon, is_scored, negates : ndarray of bool, shape (n_rows,)
        Whether the lexicon lists the word; whether it does and the word is no
        booster; whether the word negates.
    valence, boost : ndarray of float, shape (n_rows,)
        Valence in the lexicon; what a booster adds. 0 for any other word.
    idiom_word : ndarray of int, shape (n_rows,)
        Index into the next three arrays; 0 for a word of no idiom.
    pairs, triples, pair_boost : ndarray of float
        Valence of idioms of two and three words, NaN where there is none; what
        boosters of two words add.

    Examples
    --------
    >>> tables = load_tables(frozenset())
    >>> float(tables.valence[tables.rows["good"]])
    1.9
    """

    rows: dict[str, int]
    emoji: dict[str, str]
    capitals: float
    negation: float
    in_lexicon: NDArray[np.bool_]
    is_scored: NDArray[np.bool_]
    negates: NDArray[np.bool_]
    valence: NDArray[np.float64]
    boost: NDArray[np.float64]
    idiom_word: NDArray[np.int64]
    pairs: NDArray[np.float64]
    triples: NDArray[np.float64]
    pair_boost: NDArray[np.float64]


@lru_cache(maxsize=1)
def _load_vader() -> tuple[Any, Any]:
    """Import vaderSentiment on first use, since it reads two files."""
    from vaderSentiment import vaderSentiment as vader

    return vader, vader.SentimentIntensityAnalyzer()


@lru_cache(maxsize=8)
def load_tables(neutral: frozenset[str]) -> Tables:
    """Load VADER's lists.

    Parameters
    ----------
    neutral : frozenset of str
        Words in lower case to leave out of the lexicon.

    Returns
    -------
    Tables
        One row per known word.

    Examples
    --------
    >>> tables = load_tables(frozenset({"good"}))
    >>> "good" in tables.rows
    False
    """
    vader, analyzer = _load_vader()
    lexicon = {w: v for w, v in analyzer.lexicon.items() if w not in neutral}
    boosters: dict[str, float] = vader.BOOSTER_DICT
    idioms = {tuple(k.split()): float(v) for k, v in vader.SPECIAL_CASES.items()}
    two_word = {tuple(k.split()): v for k, v in boosters.items() if " " in k}
    parts = dict.fromkeys(chain.from_iterable([*idioms, *two_word]))
    known = [*lexicon, *boosters, *vader.NEGATE, *_RULE_WORDS, *parts]
    rows = {word: n for n, word in enumerate(dict.fromkeys(known), OTHER_NT + 1)}
    words = ["", "", "n't", *rows]
    axis = {word: n for n, word in enumerate(parts, 1)}
    negations = frozenset(vader.NEGATE)
    return Tables(
        rows=rows,
        emoji=analyzer.emojis,
        capitals=vader.C_INCR,
        negation=vader.N_SCALAR,
        in_lexicon=np.array([w in lexicon for w in words]),
        is_scored=np.array([w in lexicon and w not in boosters for w in words]),
        valence=np.array([lexicon.get(w, 0.0) for w in words]),
        boost=np.array([boosters.get(w, 0.0) for w in words]),
        negates=np.array([w in negations or "n't" in w for w in words]),
        idiom_word=np.array([axis.get(w, 0) for w in words]),
        pairs=_phrase_table(idioms, axis, 2, fill=np.nan),
        triples=_phrase_table(idioms, axis, 3, fill=np.nan),
        pair_boost=_phrase_table(two_word, axis, 2, fill=0.0),
    )


def _phrase_table(
    phrases: dict[tuple[str, ...], float],
    axis: dict[str, int],
    n_words: int,
    *,
    fill: float,
) -> NDArray[np.float64]:
    table = np.full((len(axis) + 1,) * n_words, fill)
    for words, value in phrases.items():
        if len(words) == n_words:
            table[tuple(axis[word] for word in words)] = value
    return table
