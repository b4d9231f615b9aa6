"""The rules of `words` and `sentences` on many distinct runs at once.

Most distinct runs are plain: a word, perhaps with a hyphen or an apostrophe inside,
with quotation marks before and marks behind. For these the two rules come down to a
few comparisons of neighbouring characters, done here with arrays. Every other run
(abbreviations, initials, starters of sentences, lost spaces, addresses, unusual
scripts) is left to the rules themselves: this module says which runs those are, and
rather sends a plain run there than the other way round.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.tokens.sentences import SPECIAL_WORDS, Flag
from framing.tokens.words import WORD_CHARACTER

__all__ = ["Forms", "PlainRuns", "cut_plain_runs", "join_forms"]

Codes = NDArray[np.uint32]
Index = NDArray[np.int64]
Bits = NDArray[np.uint8]
Bools = NDArray[np.bool_]

# Kinds of characters, as bits.
_WORD, _DIGIT, _JOINER, _OPENER, _CLOSER, _END, _ODD, _QUOTE = (
    1 << n for n in range(8)
)
_LIMIT = 0x3001  # characters from here on are left to the rules themselves
_BREAK = 10
# The loops over marks run at most so often.
_LONGEST = 64


class Forms(NamedTuple):
    """Distinct runs as one array of characters, each with a line break behind it.

    Attributes
    ----------
    codes : ndarray of uint32
        Characters.
    start, end : ndarray of int64, shape (n_runs,)
        Bounds of each run.
    """

    codes: Codes
    start: Index
    end: Index


class PlainRuns(NamedTuple):
    """What the rules say of plain runs.

    Attributes
    ----------
    plain : ndarray of bool, shape (n_runs,)
        Which runs are plain; what follows holds for these only.
    flags : ndarray of int32, shape (n_runs,)
        Bits of :class:`framing.tokens.sentences.Flag`, without those of
        :func:`framing.tokens.sentences.word_flags` for the runs `named`.
    named : ndarray of int64
        Runs whose word the lists may name.
    piece_run, piece_start, piece_end : ndarray of int64, shape (n_pieces,)
        Run of each piece, and its bounds in ``Forms.codes``.
    piece_is_word : ndarray of bool, shape (n_pieces,)
        False for marks.
    """

    plain: Bools
    flags: NDArray[np.int32]
    named: Index
    piece_run: Index
    piece_start: Index
    piece_end: Index
    piece_is_word: Bools


class _Pieces(NamedTuple):
    """Run of each piece, and its bounds in the characters."""

    run: Index
    start: Index
    end: Index


def join_forms(joined: str) -> Forms:
    r"""Turn runs, each with a line break behind it, into characters.

    Examples
    --------
    >>> join_forms("To\nbe\n").end.tolist()
    [2, 5]
    """
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    end = np.flatnonzero(codes == _BREAK)
    start = np.concatenate([[0], end[:-1] + 1]) if len(end) else end
    return Forms(codes, start, end)


def cut_plain_runs(forms: Forms) -> PlainRuns:
    r"""Cut plain runs into words and marks, and work out their flags.

    Parameters
    ----------
    forms : Forms
        Distinct runs.

    Returns
    -------
    PlainRuns
        For plain runs the same as :func:`framing.tokens.words.split_run` and, but for
        the runs named, :func:`framing.tokens.sentences.flags_of_run`.

    Examples
    --------
    >>> found = cut_plain_runs(join_forms("border,”\nU.S.\n"))
    >>> found.plain.tolist()
    [True, False]
    >>> found.piece_start.tolist(), found.piece_end.tolist()
    ([0, 6, 7], [6, 7, 8])
    """
    if not len(forms.start):
        none = np.zeros(0, dtype=np.int64)
        return PlainRuns(
            none > 0, none.astype(np.int32), none, none, none, none, none > 0
        )
    kind = _kinds()[np.minimum(forms.codes, _LIMIT)]
    inside, figures = _find_words(forms.codes, kind)
    start, end = _find_pieces(forms.codes, inside)
    pieces = _Pieces(np.searchsorted(forms.end, start), start, end)
    unusual, named = _find_unusual(forms, kind, inside, pieces)
    plain = _find_plain(forms, kind, figures)
    plain[unusual] = False
    flags = np.zeros(len(plain), dtype=np.int32)
    flags[plain] = _work_out_flags(forms, kind, np.flatnonzero(plain))
    kept = plain[pieces.run]
    named = named[plain[named]]
    run, start, end = (column[kept] for column in pieces)
    return PlainRuns(plain, flags, named, run, start, end, inside[start])


_CHARACTERS = {
    "0123456789": _DIGIT,
    "-‐‑'’&": _JOINER,
    "\"'“‘«„([": _OPENER,
    "\"'”’»)]": _CLOSER,
    ".!?…": _END,
    "\"'”’»": _QUOTE,
    "@#": _ODD,
}


@cache
def _kinds() -> Bits:
    """Return the kinds of all characters below the limit, and of those beyond."""
    table = np.zeros(_LIMIT + 1, dtype=np.uint8)
    for code, char in enumerate(map(chr, range(_LIMIT))):
        if char.isalpha() or "0" <= char <= "9":
            table[code] = _WORD
        elif WORD_CHARACTER.match(char) or unicodedata.category(char)[0] == "C":
            table[code] = _ODD  # figures of other scripts, vowel marks, controls
        # Where the small letter is ASCII or no single letter, words cannot be compared.
        small = char.lower()
        if code >= 0x80 and (len(small) > 1 or small < "\x80"):
            table[code] = _ODD
    for chars, bit in _CHARACTERS.items():
        table[list(map(ord, chars))] |= bit
    table[_BREAK], table[_LIMIT] = 0, _ODD
    return table


@cache
def _small() -> Bools:
    """Return which characters below the limit are small letters."""
    return np.array([chr(code).islower() for code in range(_LIMIT)])


def _is_any(codes: Codes, chars: str) -> Bools:
    found: Bools = codes == ord(chars[0])
    for char in chars[1:]:
        found |= codes == ord(char)
    return found


def _before(column: NDArray[Any]) -> NDArray[Any]:
    """Move a column so that each place holds the value of the place before it."""
    moved = np.zeros_like(column)
    moved[1:] = column[:-1]
    return moved


def _after(column: NDArray[Any]) -> NDArray[Any]:
    moved = np.zeros_like(column)
    moved[:-1] = column[1:]
    return moved


def _find_words(codes: Codes, kind: Bits) -> tuple[Bools, Bools]:
    """Say which characters belong to words, and which are marks inside figures."""
    word, digit = (kind & _WORD) > 0, (kind & _DIGIT) > 0
    joins = (kind & _JOINER) > 0
    joins &= _before(word) & _after(word)
    figures = _is_any(codes, ".,:/")
    figures &= _before(digit) & _after(digit)
    possessive = _is_any(codes, "'’")
    possessive &= _before(_is_any(codes, "sS")) & _after(codes == _BREAK)
    return word | joins | figures | possessive, figures


def _find_pieces(codes: Codes, inside: Bools) -> tuple[Index, Index]:
    """Find words, marks, and rows of the same mark."""
    goes_on = np.where(
        inside, _before(inside), ~_before(inside) & (codes == _before(codes))
    )
    start = np.flatnonzero(~goes_on & (codes != _BREAK))
    end = np.append(start[1:], len(codes))
    return start, end - (codes[end - 1] == _BREAK)


def _find_plain(forms: Forms, kind: Bits, figures: Bools) -> Bools:
    """Say which runs have usual characters only, and end marks at their end."""
    word = (kind & _WORD) > 0
    places = np.arange(len(word), dtype=np.int64)
    last_word = np.maximum.reduceat(np.where(word, places, -1), forms.start)
    plain = (last_word >= forms.start) & (forms.end - forms.start <= _LONGEST)
    odd = np.flatnonzero(kind & _ODD)
    plain[np.searchsorted(forms.end, odd)] = False
    # A mark that may end a sentence, with letters behind it.
    ends = np.flatnonzero(((kind & _END) > 0) & ~figures)
    run = np.searchsorted(forms.end, ends)
    plain[run[last_word[run] > ends]] = False
    return plain


def _find_unusual(
    forms: Forms, kind: Bits, inside: Bools, pieces: _Pieces
) -> tuple[Index, Index]:
    """Return runs with an abbreviation, an initial or an enumeration; and others.

    The others begin with a word that the rules list, with no period behind it.
    """
    codes = forms.codes
    at = np.flatnonzero(inside[pieces.start])
    run, start, end = (column[at] for column in pieces)
    # The apostrophe behind a possessive is no part of the word that lists name.
    bare_end = end - _is_any(codes[end - 1], "'’")
    # Lists are asked about the first word of a run, and about words before a period.
    dotted = codes[end] == ord(".")
    leads = (start == forms.start[run]) | ((kind[start - 1] & _OPENER) > 0)
    asked = np.flatnonzero(dotted | leads)
    listed = np.zeros(len(at), dtype=bool)
    listed[asked] = _listed()[_sign(codes, start[asked], bare_end[asked])]
    size = end - start
    roman = (size <= 4) & _is_any(codes[start], "ivxIVX")
    single = (kind[end - 2] & _WORD) == 0
    unusual = dotted & (listed | (size <= 2) | single | roman)
    return run[unusual], run[listed & ~dotted]


_SIGN_BITS = 20
_FACTORS = (0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F, 0x165667B1)


def _sign(codes: Codes, start: Index, end: Index) -> Index:
    """Turn words into numbers by five of their letters, small, and their length."""
    last = end - 1
    places = (start, start + 1, start + 2, last - 1, last)
    sign = np.minimum(last - start, 31).astype(np.uint32) * np.uint32(40503)
    for place, factor in zip(places, _FACTORS, strict=True):
        letter = codes[np.clip(place, start, last)]
        small = letter + np.uint32(32) * (letter - np.uint32(ord("A")) < 26)
        sign = (sign ^ sign >> np.uint32(15)) + small * np.uint32(factor)
    sign *= np.uint32(_FACTORS[0])
    signs: Index = (sign >> np.uint32(32 - _SIGN_BITS)).astype(np.int64)
    return signs


@cache
def _listed() -> Bools:
    """Return the signs of all words that the rules name."""
    forms = join_forms("\n".join(sorted(SPECIAL_WORDS)) + "\n")
    table = np.zeros(1 << _SIGN_BITS, dtype=bool)
    table[_sign(forms.codes, forms.start, forms.end)] = True
    return table


def _work_out_flags(forms: Forms, kind: Bits, at: Index) -> NDArray[np.int32]:
    start, end = forms.start[at], forms.end[at]
    core = _step_over(kind, start, _OPENER, 1)
    flags = np.zeros(len(at), dtype=np.int32)
    flags[_small()[forms.codes[core]]] |= Flag.LOWER
    flags[(kind[core] & _DIGIT) > 0] |= Flag.DIGIT
    quoted = _is_any(forms.codes[start], '"“‘«„') & (end - start > 1)
    flags[quoted] |= Flag.OPENS_QUOTE
    last = _step_over(kind, end - 1, _CLOSER, -1)
    ended = np.flatnonzero(kind[last] & _END)
    flags[ended] |= _work_out_ends(forms.codes, kind, last[ended], end[ended])
    return flags


def _step_over(kind: Bits, places: Index, bit: int, step: int) -> Index:
    """Move places along until a character is not of a kind."""
    moved = places.copy()
    at = np.flatnonzero(kind[moved] & bit)
    while len(at):
        moved[at] += step
        at = at[(kind[moved[at]] & bit) > 0]
    return moved


def _work_out_ends(
    codes: Codes, kind: Bits, last: Index, end: Index
) -> NDArray[np.int32]:
    """Work out the flags of runs with a mark at `last`, closing marks behind it."""
    before = _step_over(kind, last, _END, -1)
    hard = _any_between(_is_any(codes, "!?"), before + 1, last + 1)
    dots = _any_between(codes == ord("…"), before + 1, last + 1)
    flags = np.where(
        hard,
        Flag.HARD,
        np.where(dots | (last - before > 1), Flag.ELLIPSIS, Flag.PERIOD),
    )
    quoted = _any_between((kind & _QUOTE) > 0, last + 1, end)
    return (flags | np.where(quoted, Flag.QUOTED_END, 0)).astype(np.int32)


def _any_between(found: Bools, low: Index, high: Index) -> Bools:
    """Say whether something was found from `low` up to, not including, `high`."""
    places = np.flatnonzero(found)
    among: Bools = np.searchsorted(places, high) > np.searchsorted(places, low)
    return among
