"""VADER on a token table: string work once per distinct stretch between white space."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from framing.annotate.vader.scores import VaderScores, _score_words, score_vader
from framing.annotate.vader.tables import OTHER, OTHER_NT, load_tables
from framing.annotate.vader.words import (
    CAPITALS,
    EMOJI,
    FLAG_BITS,
    Codebook,
    Words,
    encode_plain,
)
from framing.tokens.numbering import ROOM, Stretches
from framing.tokens.plain import join_forms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from framing.annotate.vader.tables import Tables
    from framing.tokens import Tokens
    from framing.tokens.engine import RunColumns

    Integers = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Codes = NDArray[np.int32]

__all__ = ["score_vader_tokens"]

# Chunks of a batch: few enough for its columns to stay in the processor's cache.
_BATCH = 1 << 17

# A flag of a code: the chunk holds exclamation or question marks.
_MARKED = 8

# Kinds of characters, as bits.
_SMALL, _LARGE, _EMOJI, _SLOW, _NT = (1 << n for n in range(5))
_LIMIT = 0x3001  # characters from here on are left to Python


class _Forms(NamedTuple):
    """What stands between white space, by distinct form.

    Attributes
    ----------
    code : ndarray of int32, shape (n_forms,)
        As in `Words`, with the flag _MARKED.
    n_exclamations, n_questions : ndarray of int, shape (n_forms,)
        Marks in the form.
    """

    code: Codes
    n_exclamations: Integers
    n_questions: Integers


def score_vader_tokens(tokens: Tokens) -> VaderScores:
    """Score the sentences of a token table with VADER.

    Parameters
    ----------
    tokens : Tokens
        A table made by the library's own tokenizer, which keeps the stretches between
        white space.

    Returns
    -------
    VaderScores
        What :func:`framing.annotate.vader.score_vader` gives for the sentences' texts.

    Examples
    --------
    >>> import framing as fr
    >>> tokens = fr.tokenize(fr.read_articles([{"text": "A good day. A bad night."}]))
    >>> score_vader_tokens(tokens).compound.tolist()
    [0.4404, -0.5423]
    """
    runs = tokens.columns.runs
    if runs is None:
        return score_vader(_spell_out(tokens, np.arange(tokens.n_sentences)))
    tables = load_tables(frozenset())
    forms = _encode_forms(runs.forms, tables)
    scores = np.empty((4, tokens.n_sentences))
    odd = runs.is_cut.copy()
    for low, high in _cut_batches(runs.first):
        words = _gather(forms, runs, low, high)
        scores[:, low:high] = _score_words(words, tables)
        found = np.flatnonzero(words.code & EMOJI)
        ends = np.cumsum(words.n_words)
        odd[low + np.searchsorted(ends, found, side="right")] = True
    at = np.flatnonzero(odd)
    if len(at):
        again = score_vader(_spell_out(tokens, at))
        scores[:, at] = again.compound, again.pos, again.neu, again.neg
    return VaderScores(*scores)


def _encode_forms(joined: str, tables: Tables) -> _Forms:
    """Encode distinct chunks, each with a line break behind it."""
    data = joined.encode("utf-8", "surrogatepass") + bytes(ROOM)
    raw = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(raw == ord("\n"))
    starts = np.concatenate([[0], ends[:-1] + 1])[: len(ends)]
    book = Codebook(tables)
    code, is_odd = encode_plain(raw, starts, ends, book.slots)
    is_wide = np.zeros(len(ends) + 1, dtype=bool)  # one more for the room behind
    is_wide[np.searchsorted(ends, np.flatnonzero(raw - 1 >= 0x7F))] = True
    wide = np.flatnonzero(is_wide[:-1])
    code[wide], is_odd[wide] = _encode_wide(
        Stretches(data, starts, ends).spell_out(wide), tables
    )
    odd = np.flatnonzero(is_odd)
    bounds = zip(starts[odd].tolist(), ends[odd].tolist(), strict=True)
    code[odd] = [book[data[start:end]] for start, end in bounds]
    counts = []
    for mark in "!?":
        places = np.searchsorted(ends, np.flatnonzero(raw == ord(mark)))
        code[places] |= _MARKED
        counts.append(np.bincount(places, minlength=len(ends)))
    return _Forms(code, *counts)


def _encode_wide(joined: str, tables: Tables) -> tuple[Codes, Flags]:
    """Encode chunks with letters beyond ASCII; tell which are not sure."""
    forms = join_forms(joined)
    if not len(forms.start):
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=bool)
    kinds = _list_kinds(tables)[np.minimum(forms.codes, _LIMIT)]
    lower = forms.codes | 32
    nt = (lower[:-2] == ord("n")) & (lower[2:] == ord("t"))
    kinds[:-2][nt & (forms.codes[1:-1] == ord("'"))] |= _NT
    kind = np.bitwise_or.reduceat(kinds, forms.start)
    code = np.where(kind & _NT, OTHER_NT, OTHER).astype(np.int32) << FLAG_BITS
    # As str.isupper has it: some large letter and none that is small.
    code[kind & (_SMALL | _LARGE) == _LARGE] |= CAPITALS
    code[kind & _EMOJI > 0] |= EMOJI
    return code, kind & _SLOW > 0


@lru_cache(maxsize=8)
def _list_kinds(tables: Tables) -> NDArray[np.uint8]:
    """Return the kinds of all characters below the limit, and of those beyond."""
    known = {c for word in tables.rows if not word.isascii() for c in word}
    kinds = np.zeros(_LIMIT + 1, dtype=np.uint8)
    kinds[_LIMIT] = _SLOW
    for code, char in enumerate(map(chr, range(_LIMIT))):
        if char.islower() or char.istitle() != char.isupper():
            kinds[code] |= _SMALL
        elif char.isupper():
            kinds[code] |= _LARGE
        small = char.lower()
        # A chunk with such a letter may be a word that VADER knows.
        if code >= 0x80 and (small.isascii() or not known.isdisjoint(small)):
            kinds[code] |= _SLOW
        if char in tables.emoji:
            kinds[code] |= _EMOJI
    return kinds


def _cut_batches(first: Integers) -> Iterator[tuple[int, int]]:
    """Yield bounds of sentences with about equal numbers of chunks."""
    cuts = np.flatnonzero(np.diff(first[:-1] // _BATCH)) + 1
    bounds = [0, *cuts.tolist(), len(first) - 1]
    yield from pairwise(bounds)


def _gather(forms: _Forms, runs: RunColumns, low: int, high: int) -> Words:
    """Return the words of some sentences."""
    bounds = runs.first[low : high + 1]
    number = runs.number[bounds[0] : bounds[-1]]
    code = forms.code.take(number)
    marked = np.flatnonzero(code & _MARKED)
    sentence = np.searchsorted(bounds[1:] - bounds[0], marked, side="right")
    counts = (
        np.bincount(sentence, column[number[marked]], high - low).astype(np.int64)
        for column in (forms.n_exclamations, forms.n_questions)
    )
    return Words(code, np.diff(bounds), *counts)


def _spell_out(tokens: Tokens, sentences: Integers) -> list[str]:
    texts = tokens.corpus.clean_texts
    columns = (tokens.sentence_doc, tokens.sentence_start, tokens.sentence_end)
    places = zip(*(column[sentences].tolist() for column in columns), strict=True)
    return [texts[doc][start:end] for doc, start, end in places]
