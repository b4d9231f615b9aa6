"""The token table with what each token can be, asked as whole columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.lists import entries

if TYPE_CHECKING:
    from framing.annotate.actors.forms import Forms
    from framing.tokens import Tokens

__all__ = [
    "Bools",
    "Ints",
    "Words",
    "bits_at",
    "opens_sentence",
    "pick",
    "shifted",
    "words_of",
]

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Words:
    """The token table with what each token can be.

    Parameters
    ----------
    tokens : Tokens
        Where the words are.
    forms : Forms
        Facts about the distinct words.
    bits : ndarray of int64, shape (n_tokens + 8,)
        Bits of every token; eight zeros at the end let rules look ahead.
    glued : ndarray of bool, shape (n_tokens + 8,)
        Whether the next token stands in the same sentence.
    """

    tokens: Tokens
    forms: Forms
    bits: NDArray[np.int64]
    glued: Bools

    def has(self, bit: int, shift: int = 0) -> Bools:
        """Ask about the token `shift` places on, for every token.

        Parameters
        ----------
        bit : int
            Bits of which one is enough.
        shift : int
            How many tokens on (or back, if negative) in the same sentence.

        Returns
        -------
        ndarray of bool, shape (n_tokens,)
            The answer for every token.
        """
        n = len(self.tokens)
        hit: Bools = self.bits & bit != 0
        for _ in range(abs(shift)):
            if shift > 0:
                hit = np.append(hit[1:], False) & self.glued
            else:
                hit = np.append(False, (hit & self.glued)[:-1])
        return hit[:n]

    def among(self, name: str) -> Bools:
        """Ask about every token whether one of the word lists has it.

        Parameters
        ----------
        name : str
            Name of the list.

        Returns
        -------
        ndarray of bool, shape (n_tokens,)
            The answer for every token; possessive endings do not count.
        """
        known = np.zeros(len(self.forms.words) + 1, dtype=bool)
        known[[self._place[word] for word in entries(name) if word in self._place]] = 1
        found: Bools = known[self._base]
        return found

    @cached_property
    def _place(self) -> dict[str, int]:
        return {word: number for number, word in enumerate(self.forms.words)}

    @cached_property
    def _base(self) -> NDArray[np.int32]:
        base: NDArray[np.int32] = self.forms.base[self.tokens.type]
        return base

    def has_at(self, bit: int, at: int, *, of: int) -> bool:
        """Ask about one token beside another of the same sentence.

        Parameters
        ----------
        bit : int
            Bits of which one is enough.
        at : int
            Position of the token.
        of : int
            Position of the token beside it.

        Returns
        -------
        bool
            The answer; no where a sentence ends between them.
        """
        return bool(at >= 0 and self.glued[min(at, of)] and self.bits[at] & bit)


def words_of(tokens: Tokens, forms: Forms) -> Words:
    """Spread the facts about the distinct words over the tokens.

    Parameters
    ----------
    tokens : Tokens
        The token table.
    forms : Forms
        Facts about its types.

    Returns
    -------
    Words
        The token table with bits.
    """
    n = len(tokens)
    bits = np.zeros(n + 8, dtype=np.int64)
    bits[:n] = forms.bits[tokens.type]
    glued = np.zeros(n + 8, dtype=bool)
    if n:
        glued[: n - 1] = tokens.sentence[1:] == tokens.sentence[:-1]
    return Words(tokens, forms, bits, glued)


def opens_sentence(words: Words) -> Bools:
    """Find words whose capital says nothing: first in a sentence or a quote."""
    n = len(words.tokens)
    if not n:
        return np.zeros(0, dtype=bool)
    start = np.ones(n, dtype=bool)
    start[1:] = ~words.glued[: n - 1]
    marks = words.bits[:n] & (Bit.QUOTE | Bit.DASH | Bit.OPENS | Bit.SEPARATOR) != 0
    for _ in range(2):  # the sentence opens with a mark, or two
        start[1:] |= start[:-1] & marks[:-1] & words.glued[: n - 1]
    return start | words.has(Bit.QUOTE | Bit.SEPARATOR, -1)


def shifted(words: Words, flags: Bools, shift: int) -> Bools:
    """Ask what a column says of the token `shift` places on, no past the sentence."""
    if shift > 1:
        return shifted(words, shifted(words, flags, shift - 1), 1)
    if shift > 0:
        return np.append(flags[1:], False) & words.glued[: len(flags)]
    return np.append(False, (flags & words.glued[: len(flags)])[:-1])


def pick(words: Words, flags: Bools, where: Ints, shift: int) -> Bools:
    """Ask about the token `shift` places off, no past the sentence."""
    n = len(words.tokens)
    there = np.clip(where + shift, 0, max(n - 1, 0))
    sentence = words.tokens.sentence
    inside = (where + shift >= 0) & (where + shift < n)
    found: Bools = inside & (sentence[there] == sentence[where]) & flags[there]
    return found


def bits_at(words: Words, where: Ints, shift: int) -> Ints:
    """Bits of the token `shift` places off, zero past the sentence."""
    n = len(words.tokens)
    there = where + shift
    inside = (there >= 0) & (there < n)
    there = np.clip(there, 0, max(n - 1, 0))
    sentence = words.tokens.sentence
    same = inside & (sentence[there] == sentence[where])
    return np.where(same, words.bits[there], 0)
