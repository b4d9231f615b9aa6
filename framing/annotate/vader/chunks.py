"""VADER on a token table: string work once per distinct stretch between white space."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from framing.annotate.vader.scores import VaderScores, _score_words, score_vader
from framing.annotate.vader.tables import OTHER, OTHER_NT, load_tables
from framing.annotate.vader.words import (
    CAPITALS,
    EMOJI,
    FLAG_BITS,
    Codebook,
    Words,
    encode_words,
    strip_word,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from framing.annotate.vader.tables import Tables
    from framing.tokens import Tokens

    Integers = NDArray[np.int64]

__all__ = ["score_vader_tokens"]

# Chunks of a batch: few enough for its columns to stay in the processor's cache.
_BATCH = 1 << 17
# Chunks of more tokens than this are rare and are named by their text.
_MOST_TOKENS = 8


class _Chunks(NamedTuple):
    """What stands between white space, by distinct form.

    Attributes
    ----------
    form : ndarray of int, shape (n_chunks,)
        Position in `forms`.
    forms : list of str
        Distinct chunks.
    first : ndarray of int, shape (n_sentences + 1,)
        First chunk of each sentence, and of what would come next.
    """

    form: Integers
    forms: list[str]
    first: Integers


def score_vader_tokens(tokens: Tokens) -> VaderScores:
    """Score the sentences of a token table with VADER.

    Parameters
    ----------
    tokens : Tokens
        A table made by the library's own tokenizer, whose tokens leave out nothing
        but white space.

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
    chunks = _find_chunks(tokens)
    tables = load_tables(frozenset())
    known = _encode_forms(chunks.forms, tables)
    scores = np.empty((4, tokens.n_sentences))
    for low, high in _cut_batches(chunks.first):
        scores[:, low:high] = _score_words(_gather(known, chunks, low, high), tables)
    odd = _find_emoji(known, chunks)
    if len(odd):
        again = score_vader([_spell_out(chunks, at) for at in odd.tolist()])
        scores[:, odd] = again.compound, again.pos, again.neu, again.neg
    return VaderScores(*scores)


def _find_chunks(tokens: Tokens) -> _Chunks:
    """Join tokens that touch, and number the distinct sequences of types."""
    columns = tokens.columns
    begins = np.ones(len(tokens), dtype=bool)
    begins[1:] = columns.start[1:] != columns.end[:-1]
    begins[1:] |= columns.sentence[1:] != columns.sentence[:-1]
    at = np.flatnonzero(begins)
    size = np.diff(np.append(at, len(begins)))
    types = tokens.types
    form, forms = columns.type[at].astype(np.int64), list(types)
    longer = np.flatnonzero((size > 1) & (size <= _MOST_TOKENS))
    for step in range(1, _MOST_TOKENS):
        # The sequence so far and one type more make a sequence with a new number.
        longer = longer[size[longer] > step]
        pair = form[longer] << 32 | columns.type[at[longer] + step]
        code, distinct = pd.factorize(pair)
        form[longer] = code + len(forms)
        heads, tails = (distinct >> 32).tolist(), (distinct & 0xFFFFFFFF).tolist()
        pairs = zip(heads, tails, strict=True)
        forms += [forms[head] + types[tail] for head, tail in pairs]
    _name_by_text(tokens, at, size, form, forms)
    first = np.searchsorted(columns.sentence[at], np.arange(tokens.n_sentences + 1))
    return _Chunks(form, forms, first)


def _name_by_text(
    tokens: Tokens, at: Integers, size: Integers, form: Integers, forms: list[str]
) -> None:
    texts = tokens.corpus.clean_texts
    for chunk in np.flatnonzero(size > _MOST_TOKENS).tolist():
        first, last = at[chunk], at[chunk] + size[chunk] - 1
        form[chunk] = len(forms)
        forms.append(texts[tokens.doc[first]][tokens.start[first] : tokens.end[last]])


def _encode_forms(forms: list[str], tables: Tables) -> Words:
    """Encode distinct chunks, those beyond ASCII one by one."""
    is_wide = ~np.fromiter(map(str.isascii, forms), dtype=bool, count=len(forms))
    known = encode_words(
        [
            "x" if wide else form
            for form, wide in zip(forms, is_wide.tolist(), strict=True)
        ],
        Codebook(tables),
    )
    at = np.flatnonzero(is_wide)
    wide = [forms[number] for number in at.tolist()]
    known.code[at] = _encode_wide(wide, tables)
    for column, mark in ((known.n_exclamations, "!"), (known.n_questions, "?")):
        column[at] = [form.count(mark) for form in wide]
    return known


def _encode_wide(forms: list[str], tables: Tables) -> list[int]:
    """Encode chunks as a Codebook does, without its cost for each."""
    emoji = tables.emoji.keys() & set("".join(forms))
    codes = []
    for form in forms:
        word = strip_word(form)
        lower = word.lower()
        row = tables.rows.get(lower) or (OTHER_NT if "n't" in lower else OTHER)
        code = row << FLAG_BITS | CAPITALS * word.isupper()
        has_emoji = bool(emoji) and not emoji.isdisjoint(form)
        codes.append(code | EMOJI * has_emoji)
    return codes


def _cut_batches(first: Integers) -> Iterator[tuple[int, int]]:
    """Yield bounds of sentences with about equal numbers of chunks."""
    cuts = np.flatnonzero(np.diff(first[:-1] // _BATCH)) + 1
    bounds = [0, *cuts.tolist(), len(first) - 1]
    yield from pairwise(bounds)


def _gather(known: Words, chunks: _Chunks, low: int, high: int) -> Words:
    """Return the words of some sentences."""
    bounds = chunks.first[low : high + 1]
    form = chunks.form[bounds[0] : bounds[-1]]
    starts = bounds[:-1] - bounds[0]
    marks = (known.n_exclamations, known.n_questions)
    counts = (
        np.add.reduceat(column[form], starts) if len(starts) else starts
        for column in marks
    )
    return Words(known.code[form], np.diff(bounds), *counts)


def _find_emoji(known: Words, chunks: _Chunks) -> Integers:
    """Return the sentences that hold an emoji."""
    with_emoji = np.flatnonzero((known.code & EMOJI > 0)[chunks.form])
    found: Integers = np.searchsorted(chunks.first, with_emoji, side="right") - 1
    return np.unique(found)


def _spell_out(chunks: _Chunks, sentence: int) -> str:
    low, high = chunks.first[sentence : sentence + 2]
    return " ".join(chunks.forms[at] for at in chunks.form[low:high].tolist())
