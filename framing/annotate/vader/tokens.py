"""VADER on a token table: string work once per distinct word between white space."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from framing.annotate.vader.scores import VaderScores, score_vader, score_words
from framing.annotate.vader.tables import load_tables
from framing.annotate.vader.words import EMOJI, Codebook, Words, encode_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from framing.tokens import Tokens

    Integers = NDArray[np.int64]

__all__ = ["score_vader_tokens"]

# Words of a batch: the columns of a batch stay in the processor's cache.
_BATCH = 1 << 17


class _Chunks(NamedTuple):
    """The text between white space, by distinct form.

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
        A table made by the library's own tokenizer.

    Returns
    -------
    VaderScores
        What :func:`score_vader` gives for the texts of the sentences.

    Examples
    --------
    >>> import framing as fr
    >>> tokens = fr.tokenize(fr.read_articles([{"text": "A good day. A bad night."}]))
    >>> score_vader_tokens(tokens).compound.tolist()
    [0.4404, -0.5423]
    """
    chunks = _find_chunks(tokens)
    tables = load_tables(frozenset())
    known = encode_words(chunks.forms, Codebook(tables))
    scores = np.empty((4, len(chunks.first) - 1))
    for low, high in _cut_batches(chunks.first):
        words = _gather(known, chunks, low, high)
        scores[:, low:high] = score_words(words, tables)
    odd = _find_emoji(known, chunks)
    texts = [" ".join(_spell_out(chunks, at)) for at in odd.tolist()]
    again = score_vader(texts)
    scores[:, odd] = again.compound, again.pos, again.neu, again.neg
    return VaderScores(*scores)


def _find_chunks(tokens: Tokens) -> _Chunks:
    """Join tokens that touch, and name each distinct sequence of types."""
    columns = tokens.columns
    begins = np.ones(len(tokens), dtype=bool)
    begins[1:] = columns.start[1:] != columns.end[:-1]
    begins[1:] |= columns.sentence[1:] != columns.sentence[:-1]
    at = np.flatnonzero(begins)
    size = np.diff(np.append(at, len(begins)))
    form, forms = columns.type[at].astype(np.int64), list(tokens.types)
    longer, step = np.flatnonzero(size > 1), 1
    while len(longer):
        # The sequence so far and one type more: together a new number.
        pair = form[longer] << 32 | columns.type[at[longer] + step]
        code, distinct = pd.factorize(pair)
        form[longer] = code + len(forms)
        pairs = zip((distinct >> 32).tolist(), (distinct & 0xFFFFFFFF).tolist(), strict=True)
        forms += [forms[a] + tokens.types[b] for a, b in pairs]
        step += 1
        longer = longer[size[longer] > step]
    first = np.searchsorted(columns.sentence[at], np.arange(tokens.n_sentences + 1))
    return _Chunks(form, forms, first)
