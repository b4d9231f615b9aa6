"""VADER's rules on integer columns, for all sentences of a batch at once.

The rules run only where a word of the lexicon stands, in the order in which VADER
applies them: with floating-point numbers the order decides the last digit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from framing.annotate.vader.tables import OUTSIDE
from framing.annotate.vader.words import CAPITALS, FLAG_BITS, SCORED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from framing.annotate.vader.tables import Tables
    from framing.annotate.vader.words import Words

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

__all__ = ["Weights", "weigh_words"]

# Constants in the code of VADER that carry no name there.
_FADE = {1: 1.0, 2: 0.95, 3: 0.9}
_NEVER_SO = 1.25
_BEFORE_BUT, _AFTER_BUT = 0.5, 1.5


@dataclass(frozen=True, slots=True, eq=False)
class _Hits:
    """The scored words of a batch, each with its neighbours."""

    sentence: Integers
    place: Integers  # number of the word in its sentence
    row: dict[int, Integers]  # rows of the words at -3 to 2 from the hit
    loud: dict[int, Flags]  # whether those at -3 to 0 stand out by capitals


class Weights(NamedTuple):
    """The words with a valence other than 0 after every rule, in order.

    Attributes
    ----------
    sentence, place : ndarray of int, shape (n_weights,)
        Number of the sentence in the batch, and of the word in the sentence.
    valence : ndarray of float, shape (n_weights,)
        Weight of the word.

    Examples
    --------
    >>> weights = Weights(np.array([0]), np.array([2]), np.array([1.9]))
    >>> weights.valence.tolist()
    [1.9]
    """

    sentence: Integers
    place: Integers
    valence: Floats


def weigh_words(words: Words, tables: Tables) -> Weights:
    """Weigh the words of a batch by VADER's rules.

    Parameters
    ----------
    words : Words
        The words of a batch of sentences.
    tables : Tables
        What VADER knows.

    Returns
    -------
    Weights
        The words with a valence other than 0.

    Examples
    --------
    >>> from framing.annotate.vader.tables import load_tables
    >>> from framing.annotate.vader.words import Codebook, encode_words
    >>> tables = load_tables(frozenset())
    >>> words = encode_words(["Bad.", "Not very good."], Codebook(tables))
    >>> weights = weigh_words(words, tables)
    >>> weights.sentence.tolist(), weights.place.tolist()
    ([0, 1], [0, 2])
    >>> weights.valence.round(3).tolist()
    [-2.5, -1.623]
    """
    hits = _find_hits(words)
    valence = _add_capitals(_look_up(hits, tables), hits.loud[0], tables.capitals)
    for step in (1, 2, 3):
        before = hits.row[-step]
        weighed = valence + _boost(valence, hits, step, tables)
        weighed = weighed * _negate(hits, step, tables)
        if step == 3:
            weighed = _apply_idioms(weighed, hits, tables)
        applies = (before != OUTSIDE) & ~tables.in_lexicon[before]
        valence = np.where(applies, weighed, valence)
    valence = np.where(_after_least(hits, tables), valence * tables.negation, valence)
    rows = tables.rows
    kind_of = (hits.row[0] == rows["kind"]) & (hits.row[1] == rows["of"])
    kept = (valence != 0) & ~kind_of
    weights = Weights(hits.sentence[kept], hits.place[kept], valence[kept])
    return _turn_at_but(weights, words, rows["but"])


def _find_hits(words: Words) -> _Hits:
    ends = np.cumsum(words.n_words)
    at = np.flatnonzero(words.code & SCORED)
    sentence = np.searchsorted(ends, at, side="right")
    last = words.n_words[sentence] - 1
    place = at - ends[sentence] + last + 1
    code = {0: words.code[at]}
    for step in (-3, -2, -1, 1, 2):
        inside = place >= -step if step < 0 else place + step <= last
        code[step] = words.code.take(at + step, mode="clip") * inside
    mixed = _mixes_capitals(words, ends)[sentence]
    return _Hits(
        sentence=sentence,
        place=place,
        row={step: column >> FLAG_BITS for step, column in code.items()},
        loud={step: (code[step] & CAPITALS > 0) & mixed for step in range(-3, 1)},
    )


def _mixes_capitals(words: Words, ends: Integers) -> Flags:
    """Tell which sentences have some, but not only, words in capitals."""
    loud = np.searchsorted(ends, np.flatnonzero(words.code & CAPITALS), side="right")
    n_capitals = np.bincount(loud, minlength=len(ends))
    mixed: Flags = (n_capitals > 0) & (n_capitals < words.n_words)
    return mixed


def _look_up(hits: _Hits, tables: Tables) -> Floats:
    """Take valences from the lexicon; "no" gives its own to the word it negates."""
    row, no = hits.row, tables.rows["no"]
    listed = tables.valence[row[0]]
    gives_way = (row[0] == no) & tables.in_lexicon[row[1]]
    joined = _is_any(row[-1], "or", "nor", rows=tables.rows)
    denied = (row[-1] == no) | (row[-2] == no) | ((row[-3] == no) & joined)
    own = np.where(gives_way, 0.0, listed)
    return np.where(denied, listed * tables.negation, own)


def _add_capitals(valence: Floats, loud: Flags, capitals: float) -> Floats:
    return valence + np.where(loud, np.where(valence > 0, capitals, -capitals), 0.0)


def _boost(valence: Floats, hits: _Hits, step: int, tables: Tables) -> Floats:
    listed = tables.boost[hits.row[-step]]
    scalar = np.where(valence < 0, -listed, listed)
    loud = np.where(valence > 0, tables.capitals, -tables.capitals)
    scalar = scalar + np.where(hits.loud[-step] & (listed != 0), loud, 0.0)
    return scalar * _FADE[step]


def _negate(hits: _Hits, step: int, tables: Tables) -> Floats:
    """Give the factor of the word `step` places before; the first case decides."""
    row, rows = hits.row, tables.rows
    factor = np.where(tables.negates[row[-step]], tables.negation, 1.0)
    if step == 1:
        return factor
    never = row[-step] == rows["never"]
    without = row[-step] == rows["without"]
    so = {n: _is_any(row[-n], "so", "this", rows=rows) for n in (1, 2)}
    doubt = {n: row[-n] == rows["doubt"] for n in (1, 2)}
    if step == 2:
        never_so, no_doubt = never & so[1], without & doubt[1]
    else:
        # In VADER's condition "and" binds before "or": at this distance a "so"
        # or "this" right before the word counts even without "never".
        never_so = (never & so[2]) | so[1]
        no_doubt = without & (doubt[2] | doubt[1])
    return np.where(never_so, _NEVER_SO, np.where(no_doubt, 1.0, factor))


def _apply_idioms(valence: Floats, hits: _Hits, tables: Tables) -> Floats:
    word = {step: tables.idiom_word[row] for step, row in hits.row.items()}
    # An idiom has at least two words, and few hits have so many around them.
    n_words = sum((column > 0).view(np.uint8) for column in word.values())
    at = np.flatnonzero(n_words > 1)
    applied = valence.copy()
    few = {step: column[at] for step, column in word.items()}
    applied[at] = _find_idioms(valence[at], few, tables)
    return applied


def _find_idioms(valence: Floats, word: dict[int, Integers], tables: Tables) -> Floats:
    # From the last in rank to the first, so that the first overwrites the others.
    ranked = (
        tables.pairs[word[-3], word[-2]],
        tables.triples[word[-3], word[-2], word[-1]],
        tables.pairs[word[-2], word[-1]],
        tables.triples[word[-2], word[-1], word[0]],
        tables.pairs[word[-1], word[0]],
        tables.pairs[word[0], word[1]],
        tables.triples[word[0], word[1], word[2]],
    )
    for idiom in ranked:
        valence = np.where(np.isnan(idiom), valence, idiom)
    valence = valence + tables.pair_boost[word[-3], word[-2]]
    return valence + tables.pair_boost[word[-2], word[-1]]


def _after_least(hits: _Hits, tables: Tables) -> Flags:
    """Tell which words follow "least", other than "at least" and "very least"."""
    row, rows = hits.row, tables.rows
    least: Flags = (row[-1] == rows["least"]) & ~tables.in_lexicon[row[-1]]
    return least & ~_is_any(row[-2], "at", "very", rows=rows)


def _is_any(row: Integers, first: str, second: str, *, rows: dict[str, int]) -> Flags:
    is_any: Flags = (row == rows[first]) | (row == rows[second])
    return is_any


def _turn_at_but(weights: Weights, words: Words, but: int) -> Weights:
    """Weaken what stands before the first "but" of a sentence, strengthen the rest."""
    found = np.flatnonzero(words.code >> FLAG_BITS == but)
    ends = np.cumsum(words.n_words)
    turn = np.full(len(ends), -1)
    sentence = np.searchsorted(ends, found, side="right")
    # Of several values for one place the last is kept: the first "but".
    turn[sentence[::-1]] = (found - ends[sentence] + words.n_words[sentence])[::-1]
    at = np.flatnonzero(turn[weights.sentence] >= 0)
    if not at.size:
        return weights
    own, sentence = weights.valence[at], weights.sentence[at]
    but_place = turn[sentence]
    factor = np.where(weights.place[at] < but_place, _BEFORE_BUT, _AFTER_BUT)
    turned = np.where(weights.place[at] == but_place, own, own * factor)
    for number in _find_confused(own, turned, sentence).tolist():
        part = slice(*np.searchsorted(sentence, [number, number + 1]).tolist())
        places = weights.place[at[part]].tolist()
        turned[part] = _turn(own[part].tolist(), places, int(turn[number]))
    valence = weights.valence.copy()
    valence[at] = turned
    return weights._replace(valence=valence)


def _find_confused(own: Floats, turned: Floats, sentence: Integers) -> Integers:
    """Return sentences in which VADER's loop takes one word for another.

    It does where the new value of a word equals the own value of a later one.
    """
    found = [sentence[:0]]
    longest = int(np.bincount(sentence).max(initial=0))
    for step in range(1, longest):
        same = turned[:-step] == own[step:]
        same &= sentence[:-step] == sentence[step:]
        found.append(sentence[:-step][same])
    return np.unique(np.concatenate(found))


def _turn(valences: list[float], places: list[int], but: int) -> list[float]:
    """Repeat VADER's loop, which changes the first equal value, not the current."""
    turned = list(valences)
    for value in turned:
        first = turned.index(value)
        if places[first] < but:
            turned[first] = value * _BEFORE_BUT
        elif places[first] > but:
            turned[first] = value * _AFTER_BUT
    return turned
