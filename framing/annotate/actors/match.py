"""Where the names of the user's list of actors stand in the tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.forms import strip_possessive
from framing.annotate.actors.rows import plain
from framing.annotate.actors.runs import name_words, shouted
from framing.tokens.words import split_run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from framing.annotate.actors.gazetteer import Entry, Gazetteer
    from framing.annotate.actors.words import Words

__all__ = ["Matches", "match"]


@dataclass(frozen=True)
class Matches:
    """Where aliases of a gazetteer stand.

    Parameters
    ----------
    first, last : ndarray of int64, shape (n_matches,)
        First and last token.
    entry : ndarray of int64, shape (n_matches,)
        Position of the actor in the gazetteer.
    role : ndarray of bool, shape (n_matches,)
        Whether an office without a name matched.
    """

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    entry: NDArray[np.int64]
    role: NDArray[np.bool_]


def match(words: Words, gazetteer: Gazetteer) -> Matches:
    """Find the aliases of a gazetteer; the longest wins.

    Parameters
    ----------
    words : Words
        The token table with bits.
    gazetteer : Gazetteer
        The actors.

    Returns
    -------
    Matches
        In text order, without overlap.
    """
    if not gazetteer.entries:
        none = np.zeros(0, dtype=np.int64)
        return Matches(none, none, none, none.astype(bool))
    finder = _Finder(words)
    found: list[tuple[int, int, int, bool]] = []
    for alias, number, role in sorted(_aliases(gazetteer), key=lambda a: -len(a[0])):
        entry = gazetteer.entries[number] if number >= 0 else None
        for first in finder.places(alias):
            last = first + len(alias) - 1
            if finder.is_free(first, last) and finder.fits(first, last, entry):
                finder.take(first, last)
                if entry is not None:
                    found.append((first, last, number, role))
    table = np.array(sorted(found), dtype=np.int64).reshape(-1, 4).T
    return Matches(table[0], table[1], table[2], table[3].astype(bool))


def _aliases(gazetteer: Gazetteer) -> Iterator[tuple[tuple[str, ...], int, bool]]:
    """Give every alias as words; exclusions belong to nobody (-1)."""
    for number, entry in enumerate(gazetteer.entries):
        for alias in dict.fromkeys((entry.name, *entry.aliases)):
            yield _words(alias), number, False
        for role in entry.roles:
            yield _words(role), number, True
        for phrase in entry.exclusions:
            yield _words(phrase), -1, False


def _words(alias: str) -> tuple[str, ...]:
    words = [run[a:b] for run in alias.split() for a, b in split_run(run)]
    return tuple(plain(strip_possessive(word)) for word in words)


_NO_GIVEN_NAME = Bit.TITLE | Bit.POSSESSIVE | Bit.ORG_HEAD | Bit.TOPIC


class _Finder:
    """Look up sequences of words in the token table by their first word."""

    def __init__(self, words: Words) -> None:
        tokens, forms = words.tokens, words.forms
        numbers: dict[str, int] = {}
        column = [numbers.setdefault(plain(w), len(numbers)) for w in forms.words]
        base = np.array(column, dtype=np.int64)[forms.base] if column else forms.base
        self._words = words
        self._numbers = numbers
        self._column = base[tokens.type] if len(tokens) else np.zeros(0, np.int64)
        self._order = np.argsort(self._column, kind="stable")
        self._sorted = self._column[self._order]
        self._taken = np.zeros(len(tokens), dtype=bool)
        self._loud = shouted(words)
        self._name = name_words(words)

    def places(self, alias: Sequence[str]) -> list[int]:
        """Tokens at which an alias stands, in any of the ways it may be written."""
        found = set(self._exact(alias))
        if alias and alias[0][:1].islower():
            found |= set(self._exact([alias[0][0].upper() + alias[0][1:], *alias[1:]]))
        upper = [word.upper() for word in alias]
        if upper != list(alias):
            loud = self._words.tokens.sentence
            found |= {at for at in self._exact(upper) if self._loud[loud[at]]}
        return sorted(found)

    def _exact(self, alias: Sequence[str]) -> list[int]:
        numbers = [self._numbers.get(word, -1) for word in alias]
        if not numbers or min(numbers) < 0:
            return []
        low, high = np.searchsorted(self._sorted, [numbers[0], numbers[0] + 1])
        at = self._order[low:high]
        at = at[at + len(numbers) <= len(self._column)]
        for shift, number in enumerate(numbers[1:], 1):
            at = at[
                (self._column[at + shift] == number) & self._words.glued[at + shift - 1]
            ]
        return [int(place) for place in at]

    def _spelt(self, at: int) -> str:
        forms = self._words.forms
        word: str = forms.words[forms.base[self._words.tokens.type[at]]]
        return word

    def is_free(self, first: int, last: int) -> bool:
        return not self._taken[first : last + 1].any()

    def _is_title(self, last: int) -> bool:
        """Say whether an office stands before a name: "Mayor Ann Lee"."""
        office = self._words.bits[last] & (Bit.TITLE | Bit.ROLE)
        named = last + 1 < len(self._name) and self._name[last + 1]
        return bool(office and named and self._words.glued[last])

    def take(self, first: int, last: int) -> None:
        self._taken[first : last + 1] = True

    def fits(self, first: int, last: int, entry: Entry | None) -> bool:
        """Refuse an alias inside another name: "Bill Clinton" is not Hillary."""
        if entry is None:
            return True
        if self._is_title(last) and self._spelt(last) not in entry.name.split():
            return False
        if first != last:
            return True
        bits, glued = self._words.bits, self._words.glued
        if not bits[first] & Bit.CAPITAL:
            return True
        if last + 1 < len(self._column) and glued[last]:
            heads = Bit.ORG_HEAD | Bit.PLACE_HEAD
            named = bits[last + 1] & Bit.NAME and not bits[last] & Bit.POSSESSIVE
            if named and bits[last + 1] & heads:
                return False
        if first == 0 or not glued[first - 1]:
            return True
        before = bits[first - 1]
        known = Bit.TITLE | Bit.ORGANISATION | Bit.PLACE | Bit.DEMONYM | Bit.POSSESSIVE
        given = before & (Bit.FIRST | Bit.INITIAL) or not before & known
        if not self._name[first - 1] or not given or before & _NO_GIVEN_NAME:
            return True
        return self._spelt(first - 1) in entry.name.split()
