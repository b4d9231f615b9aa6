"""Words as VADER reads them, as integer columns.

VADER splits at whitespace, strips punctuation and lower-cases. For plain words this
is done here on bytes, for all words of a batch at once; words of up to 16 bytes are
looked up by their bytes, as two 64-bit numbers. Long words and words with unusual
letters go through Python's own string methods, once per distinct word.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from string import punctuation
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from framing.annotate.vader.tables import OTHER, OTHER_NT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from framing.annotate.vader.tables import Tables

    Bytes = NDArray[np.uint8]
    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Keys = tuple[NDArray[np.uint64], NDArray[np.uint64]]

__all__ = [
    "CAPITALS",
    "EMOJI",
    "FLAG_BITS",
    "SCORED",
    "Codebook",
    "Slots",
    "Words",
    "encode_plain",
    "encode_words",
    "fill_slots",
    "spell_out_emoji",
    "strip_word",
]

# A code is a row of the tables and flags: the word is in capitals, holds an emoji, is
# scored by the lexicon; a fourth one is free for those who encode.
CAPITALS, EMOJI, SCORED, FLAG_BITS = 1, 2, 4, 4

# A byte that UTF-8 never uses stands between sentences.
_BETWEEN = 0xFF

# Whitespace beyond ASCII, as `str.split` knows it, by its bytes in UTF-8.
_WIDE_SPACES = "\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_SPACES_OF_2, _SPACES_OF_3 = (
    np.array(
        [
            int.from_bytes(space.encode(), "big")
            for space in _WIDE_SPACES
            if len(space.encode()) == size
        ]
    )
    for size in (2, 3)
)

_IS_PUNCTUATION = np.isin(np.arange(256), list(punctuation.encode()))

# Words are looked up by at most two windows of 8 bytes. Longer chunks of text are
# left to Python, which also bounds the loops over punctuation.
_WINDOW, _LONGEST_WORD, _LONGEST_CHUNK = 8, 16, 32
_MASKS = np.array([(1 << 8 * n) - 1 for n in range(_WINDOW + 1)], np.uint64)

# Odd factors with well-mixed bits (from splitmix64); the upper bits of the product
# number the slots of the hash table.
_FACTORS = np.array([0xBF58476D1CE4E5B9, 0x94D049BB133111EB], np.uint64)
_SLOT_BITS = 16


class Words(NamedTuple):
    """The words of a batch, sentence after sentence.

    Attributes
    ----------
    code : ndarray of int, shape (n_words,)
        Row of the tables, shifted by FLAG_BITS, with the flags CAPITALS, EMOJI and
        SCORED.
    n_words, n_exclamations, n_questions : ndarray of int, shape (n_sentences,)
        Words and marks of each sentence.

    Examples
    --------
    >>> from framing.annotate.vader.tables import load_tables
    >>> words = encode_words(["Good!", ""], Codebook(load_tables(frozenset())))
    >>> words.n_words.tolist(), words.n_exclamations.tolist()
    ([1, 0], [1, 0])
    """

    code: NDArray[np.int32]
    n_words: Integers
    n_exclamations: Integers
    n_questions: Integers


class Codebook(dict[bytes, int]):
    """Codes of chunks between whitespace, in UTF-8, worked out when first met.

    Parameters
    ----------
    tables : Tables
        What VADER knows.

    Examples
    --------
    >>> from framing.annotate.vader.tables import load_tables
    >>> book = Codebook(load_tables(frozenset()))
    >>> book[b"GOOD,"] - book[b"good"] == CAPITALS
    True
    """

    def __init__(self, tables: Tables) -> None:
        super().__init__()
        self.slots = fill_slots(tables)
        self._rows = tables.rows
        self._codes = _code_rows(tables).tolist()
        self._emoji = tables.emoji.keys()

    def __missing__(self, encoded: bytes) -> int:
        chunk = encoded.decode("utf-8", "surrogatepass")
        word = strip_word(chunk)
        lower = word.lower()
        row = self._rows.get(lower) or (OTHER_NT if "n't" in lower else OTHER)
        code: int = self._codes[row]
        if word.isupper():
            code |= CAPITALS
        if not self._emoji.isdisjoint(chunk):
            code |= EMOJI
        self[encoded] = code
        return code


def _code_rows(tables: Tables) -> NDArray[np.int32]:
    """Return the code of each row, without the flags that depend on the spelling."""
    rows = np.arange(len(tables.is_scored), dtype=np.int32)
    return rows << FLAG_BITS | SCORED * tables.is_scored.astype(np.int32)


def strip_word(chunk: str) -> str:
    """Strip punctuation from a chunk, unless little else is left.

    Parameters
    ----------
    chunk : str
        Text between whitespace.

    Returns
    -------
    str
        The word as VADER reads it: what is short may be an emoticon and stays.

    Examples
    --------
    >>> strip_word('"Good,'), strip_word(":D")
    ('Good', ':D')
    """
    word = chunk.strip(punctuation)
    return word if len(word) > 2 else chunk


def spell_out_emoji(text: str, emoji: dict[str, str]) -> tuple[str, list[int]]:
    """Replace emoji by their descriptions as VADER does.

    Parameters
    ----------
    text : str
        A sentence.
    emoji : dict of str to str
        Description of each emoji.

    Returns
    -------
    text : str
        The sentence as VADER reads it.
    sources : list of int
        For each of its characters, the place of its source in `text`.

    Examples
    --------
    >>> spell_out_emoji("a\N{COPYRIGHT SIGN}b", {"\N{COPYRIGHT SIGN}": "(c)"})
    ('a (c)b', [0, 1, 1, 1, 1, 2])
    """
    characters: list[str] = []
    sources: list[int] = []
    after_space = True
    for place, character in enumerate(text):
        spelled = emoji.get(character, character)
        if character in emoji:
            spelled = spelled if after_space else " " + spelled
            after_space = False
        else:
            after_space = character == " "
        characters.append(spelled)
        sources.extend(repeat(place, len(spelled)))
    return "".join(characters), sources


def encode_words(texts: Sequence[str], book: Codebook) -> Words:
    """Turn sentences into integer columns.

    Parameters
    ----------
    texts : sequence of str
        Sentences.
    book : Codebook
        Codes of unusual words; words met for the first time are added.

    Returns
    -------
    Words
        One code per word, and counts per sentence.

    Examples
    --------
    >>> from framing.annotate.vader.tables import load_tables
    >>> words = encode_words(["Good news", "No."], Codebook(load_tables(frozenset())))
    >>> words.n_words.tolist()
    [2, 1]
    """
    data = _join(texts)
    raw = np.frombuffer(data, np.uint8)
    gap = _find_gaps(raw)
    edges = np.flatnonzero(gap[1:] != gap[:-1]) + 1
    starts, ends = edges[::2], edges[1::2]
    code, is_odd = encode_plain(raw, starts, ends, book.slots)
    wide = np.flatnonzero((raw - 1 >= 0x7F) & ~gap)  # beyond ASCII, or NUL
    is_odd[np.searchsorted(ends, wide, side="right")] = True
    odd = np.flatnonzero(is_odd)
    code[odd] = [
        book[data[start:end]]
        for start, end in zip(starts[odd].tolist(), ends[odd].tolist(), strict=True)
    ]
    bounds = np.flatnonzero(raw == _BETWEEN)
    marks = (np.flatnonzero(raw == ord(mark)) for mark in "!?")
    counts = (np.diff(np.searchsorted(at, bounds)) for at in (starts, *marks))
    return Words(code, *counts)


def _join(texts: Sequence[str]) -> bytes:
    """Encode sentences, with room for a window behind the last word."""
    encoded = map(str.encode, texts, repeat("utf-8"), repeat("surrogatepass"))
    joined = bytes([_BETWEEN]).join([b"", *encoded, b""])
    return joined + b" " * 2 * _WINDOW


def _find_gaps(raw: Bytes) -> Flags:
    # Unsigned differences wrap around: one comparison per range of bytes.
    gap: Flags = (raw - 9 < 5) | (raw - 28 < 5) | (raw == _BETWEEN)
    at = np.flatnonzero((raw >= 0xC2) & (raw != _BETWEEN))
    two = raw[at].astype(np.int64) << 8 | raw[at + 1]
    is_space = np.isin(two, _SPACES_OF_2)
    for step in (0, 1):
        gap[at[is_space] + step] = True
    is_space = np.isin(two << 8 | raw[at + 2], _SPACES_OF_3)
    for step in (0, 1, 2):
        gap[at[is_space] + step] = True
    return gap


def encode_plain(
    raw: Bytes, starts: Integers, ends: Integers, slots: Slots
) -> tuple[NDArray[np.int32], Flags]:
    """Encode words as if all were plain; tell which are too long for that.

    Parameters
    ----------
    raw : ndarray of uint8
        Text in UTF-8, with room for two windows behind the last word.
    starts, ends : ndarray of int, shape (n_words,)
        Bounds of the words between whitespace.
    slots : Slots
        The known words.

    Returns
    -------
    code : ndarray of int32, shape (n_words,)
        Right for words in ASCII, without NUL, that are not too long.
    too_long : ndarray of bool, shape (n_words,)
        Words that must be encoded otherwise.

    Examples
    --------
    >>> from framing.annotate.vader.tables import load_tables
    >>> raw = np.frombuffer(b"GOOD" + b" " * 16, np.uint8)
    >>> slots = fill_slots(load_tables(frozenset()))
    >>> code, too_long = encode_plain(raw, np.array([0]), np.array([4]), slots)
    >>> code[0] & (CAPITALS | SCORED) == CAPITALS | SCORED
    np.True_
    """
    too_long, chunk_ends = ends - starts > _LONGEST_CHUNK, ends
    starts, ends = _strip(raw, starts, np.where(too_long, starts, ends))
    size = ends - starts
    too_long |= size > _LONGEST_WORD
    size = np.minimum(size, _LONGEST_WORD)
    lower = _shift_letters(raw, "A", 32)
    code = slots.find(_read_keys(lower, starts, size))
    # "n't" has letters at both ends: it is never stripped, nor split by whitespace.
    nt = (lower[:-2] == ord("n")) & (lower[1:-1] == ord("'")) & (lower[2:] == ord("t"))
    denied = np.searchsorted(chunk_ends, np.flatnonzero(nt), side="right")
    code[denied[code[denied] == OTHER << FLAG_BITS]] = OTHER_NT << FLAG_BITS
    return code | _find_capitals(raw, lower, starts, ends, size), too_long


def _strip(raw: Bytes, starts: Integers, ends: Integers) -> tuple[Integers, Integers]:
    """Strip punctuation from words of which more than two bytes remain."""
    first, last = starts.copy(), ends - 1
    for edge, step in ((first, 1), (last, -1)):
        at = np.flatnonzero(_IS_PUNCTUATION[raw[edge]])
        while at.size:
            edge[at] += step
            at = at[first[at] <= last[at]]
            at = at[_IS_PUNCTUATION[raw[edge[at]]]]
    kept = last - first < 2
    return np.where(kept, starts, first), np.where(kept, ends, last + 1)


def _shift_letters(raw: Bytes, first: str, shift: int) -> Bytes:
    """Change the case of the ASCII letters that start at `first`."""
    is_letter = (raw - ord(first) < 26).view(np.uint8)
    return raw + is_letter * np.uint8(shift % 256)


def _find_capitals(
    raw: Bytes, lower: Bytes, starts: Integers, ends: Integers, size: Integers
) -> NDArray[np.int32]:
    """Flag words in capitals: with letters, none of them small."""
    flags = np.zeros(len(starts), np.int32)
    # Most words end in a small letter and need no closer look.
    at = np.flatnonzero(raw[ends - 1] - ord("a") >= 26)
    starts, size = starts[at], size[at]
    upper = _shift_letters(raw, "a", -32)
    first, second = _read_keys(raw, starts, size)
    first_lower, second_lower = _read_keys(lower, starts, size)
    first_upper, second_upper = _read_keys(upper, starts, size)
    has_large = (first != first_lower) | (second != second_lower)
    has_small = (first != first_upper) | (second != second_upper)
    flags[at[has_large & ~has_small]] = CAPITALS
    return flags


def _read_keys(raw: Bytes, starts: Integers, size: Integers) -> Keys:
    """Read words of up to 16 bytes as two numbers, zeros behind the last byte."""
    windows = np.ndarray(len(raw) - _WINDOW + 1, "<u8", raw.data, strides=(1,))
    first = windows[starts] & _MASKS[np.minimum(size, _WINDOW)]
    second = np.zeros(len(starts), np.uint64)
    long = np.flatnonzero(size > _WINDOW)
    second[long] = windows[starts[long] + _WINDOW] & _MASKS[size[long] - _WINDOW]
    return first, second


@dataclass(frozen=True, slots=True, eq=False)
class Slots:
    """A hash table from the bytes of known words to their codes.

    Attributes
    ----------
    code : ndarray of int, shape (n_slots,)
        Code of the word in each slot, 0 for an empty slot.
    first, second : ndarray of int, shape (n_slots,)
        The word as two numbers.

    Examples
    --------
    >>> from framing.annotate.vader.tables import load_tables
    >>> slots = fill_slots(load_tables(frozenset()))
    >>> int((slots.code > 0).sum()) > 7000
    True
    """

    code: NDArray[np.int32]
    first: NDArray[np.uint64]
    second: NDArray[np.uint64]

    def find(self, keys: Keys) -> NDArray[np.int32]:
        """Give the code of each word, that of OTHER for those not in the table.

        Parameters
        ----------
        keys : tuple of ndarray
            The words as two numbers.

        Returns
        -------
        ndarray of int, shape (n_words,)
            One code per word.

        Examples
        --------
        >>> from framing.annotate.vader.tables import load_tables
        >>> slots = fill_slots(load_tables(frozenset()))
        >>> no_word = np.zeros(1, np.uint64)
        >>> slots.find((no_word, no_word)).tolist() == [OTHER << FLAG_BITS]
        True
        """
        first, second = keys
        slot = _hash_keys(keys)
        found = np.full(len(slot), OTHER << FLAG_BITS, np.int32)
        at = np.flatnonzero(self.code[slot])
        while at.size:
            tried = slot[at]
            same = (self.first[tried] == first[at]) & (self.second[tried] == second[at])
            found[at[same]] = self.code[tried[same]]
            at = at[~same]
            slot[at] = (slot[at] + 1) % len(self.code)
            at = at[self.code[slot[at]] > 0]
        return found


def _hash_keys(keys: Keys) -> Integers:
    mixed = keys[0] * _FACTORS[0] + keys[1] * _FACTORS[1]
    slot: Integers = (mixed >> np.uint64(64 - _SLOT_BITS)).astype(np.int64)
    return slot


@lru_cache(maxsize=8)
def fill_slots(tables: Tables) -> Slots:
    """Build the hash table of the known words that are short and plain.

    Parameters
    ----------
    tables : Tables
        What VADER knows.

    Returns
    -------
    Slots
        The hash table.

    Examples
    --------
    >>> from framing.annotate.vader.tables import load_tables
    >>> slots = fill_slots(load_tables(frozenset()))
    >>> slots.first[slots.code == 0].any()
    np.False_
    """
    words = [w for w in tables.rows if w.isascii() and len(w) <= _LONGEST_WORD]
    raw = np.frombuffer("".join(words).encode() + b" " * 2 * _WINDOW, np.uint8)
    size = np.array([len(word) for word in words])
    first, second = _read_keys(raw, np.cumsum(size) - size, size)
    codes = _code_rows(tables)
    slots = Slots(
        np.zeros(1 << _SLOT_BITS, np.int32),
        np.zeros(1 << _SLOT_BITS, np.uint64),
        np.zeros(1 << _SLOT_BITS, np.uint64),
    )
    for number, slot in enumerate(_hash_keys((first, second)).tolist()):
        while slots.code[slot]:
            slot = (slot + 1) % len(slots.code)
        slots.code[slot] = codes[tables.rows[words[number]]]
        slots.first[slot], slots.second[slot] = first[number], second[number]
    return slots
