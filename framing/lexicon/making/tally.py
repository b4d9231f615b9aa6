"""Matches counted by entry and by unit: an article, a sentence, a coded stretch."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.lexicon.category import check_levels, cut_levels
from framing.lexicon.matching import find_matches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.corpus import Corpus
    from framing.lexicon.lexicon import Lexicon
    from framing.lexicon.matching import Matches
    from framing.tokens import Tokens

__all__ = ["Tally", "distinct_pairs", "tally_matches"]

Index = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Tally:
    """Hold the matches of a lexicon and count them by entry.

    Parameters
    ----------
    tokens : Tokens
        Where was looked.
    matches : Matches
        What was found.
    labels : tuple of str
        The reported name of each entry; empty where the levels leave none.
    """

    tokens: Tokens
    matches: Matches
    labels: tuple[str, ...]

    @property
    def n_entries(self) -> int:
        """Number of entries of the lexicon."""
        return len(self.labels)

    @cached_property
    def entry(self) -> Index:
        """Entry of each match."""
        return self.matches.entry.astype(np.int64)

    @cached_property
    def doc(self) -> Index:
        """Article of each match."""
        return self.tokens.doc[self.matches.first].astype(np.int64)

    @cached_property
    def sentence(self) -> Index:
        """Sentence of each match."""
        return self.tokens.sentence[self.matches.first].astype(np.int64)

    @cached_property
    def n_words(self) -> Index:
        """Words of each match."""
        word = np.cumsum(self.tokens.is_word[self.tokens.type], dtype=np.int64)
        before = np.concatenate([[0], word])
        words: Index = before[self.matches.last + 1] - before[self.matches.first]
        return words

    @cached_property
    def label_of_entry(self) -> Index:
        """Number of each entry's reported name among the matches' categories."""
        number = {name: at for at, name in enumerate(self.matches.categories)}
        return np.array([number.get(name, -1) for name in self.labels], dtype=np.int64)


def tally_matches(
    lexicon: Lexicon, corpus: Corpus | Tokens, levels: int | Sequence[int] | None
) -> Tally:
    """Find the entries of a lexicon in a corpus, ready to be counted.

    Raises
    ------
    TypeError
        If `lexicon` or `corpus` is something else.
    """
    from framing.tokens import Tokens, tokenize

    tokens = corpus if isinstance(corpus, Tokens) else tokenize(corpus)
    matches = find_matches(lexicon, tokens, levels=levels)
    wanted = None if levels is None else check_levels(levels)
    names = (row.category for row in lexicon.rows)
    labels = tuple(n if wanted is None else cut_levels(n, wanted) for n in names)
    return Tally(tokens, matches, labels)


def distinct_pairs(key: Index, unit: Index) -> tuple[Index, Index]:
    """Return each pair of key and unit once, in order."""
    size = int(unit.max(initial=0)) + 1
    first, second = np.divmod(np.unique(key * size + unit), size)
    return first, second
