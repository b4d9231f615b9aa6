"""What stands around a run of name words, noted as bits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.words import bits_at, opens_sentence, pick, shifted

if TYPE_CHECKING:
    from collections.abc import Callable

    from framing.annotate.actors.words import Bools, Ints, Words

__all__ = ["Clue", "clues_of", "head_behind"]

_SHARE = frozenset({"%", "percent", "per", "points"})  # "Lee 48%, Bell 43%"
_MODIFIERS = 4  # words between an article and its noun, the noun counted
_NO_MODIFIER = Bit.FUNCTION | Bit.AUXILIARY | Bit.REPORTING | Bit.OF | Bit.WHO | Bit.BY
_LIST = 3  # places named in a row, two of them known


class Clue:
    """Bits of what stands around a run."""

    LOCATIVE = 1  # "in X", "from X"
    THE = 2
    ROLE = 4  # "spokesman X", "X, a lawyer"
    WHO = 8  # "X, who"
    AGE = 16  # "X, 34,"
    REPORTS = 32  # "X said", "said X"
    IN_PLACE = 64  # "X, Texas", "city of X"
    OPENS = 128  # first word of a sentence
    POSSESSIVE = 256
    CREDIT = 512  # photo credit
    AUXILIARY = 1024
    IN_BRACKETS = 2048
    BODY = 4096  # "X newspaper", "the charity X"
    PERSON = 8192  # "X's wife", "the X administration"
    RELATIVE = 16384  # "his wife, X"
    THING = 32768  # "a VAT": letters with an indefinite article
    VESSEL = 65536  # "aboard the X"
    NUMBERED = 131072  # "X 9", "X Nine"


def clues_of(words: Words, first: Ints, last: Ints) -> Ints:
    """Note what stands before and after each run."""
    clues = np.zeros(len(first), dtype=np.int64)

    def note(clue: int, hit: Bools) -> None:
        clues[hit] |= clue

    before = [bits_at(words, first, -k) for k in (1, 2, 3)]
    after = [bits_at(words, last, k) for k in (1, 2, 3)]
    the = before[0] & Bit.THE != 0
    function = Bit.FUNCTION | Bit.AUXILIARY | Bit.REPORTING | Bit.LOCATIVE | Bit.AND
    noun_next = (after[0] & Bit.LOWER != 0) & (after[0] & function == 0)
    note(Clue.THE, the & ~(noun_next & (first == last)))
    leans = words.among("leaning")
    near = (before[0] & Bit.LOCATIVE != 0) & ~pick(words, leans, first, -2)
    near |= the & (before[1] & Bit.LOCATIVE != 0) & ~pick(words, leans, first, -3)
    note(Clue.LOCATIVE, near)
    place_noun = (before[1] & Bit.PLACE_NOUN != 0) & (before[0] & Bit.OF != 0)
    compass = (before[0] & Bit.PLACE_NOUN != 0) & (before[0] & Bit.LOWER != 0)
    note(Clue.IN_PLACE, place_noun | compass)
    comma = after[0] & Bit.COMMA != 0
    note(Clue.IN_PLACE, comma & (after[1] & Bit.PLACE != 0))
    note(Clue.IN_PLACE, _listed_places(words, first, last, place_noun))
    note(Clue.ROLE, (before[0] & Bit.ROLE != 0) & (before[0] & Bit.LOWER != 0))
    article = after[1] & (Bit.ARTICLE | Bit.THE) != 0
    role_next = (after[2] & Bit.ROLE != 0) | (bits_at(words, last, 4) & Bit.ROLE != 0)
    note(Clue.ROLE, comma & article & role_next)
    # "President (Donald) Trump": the brackets are an editor's
    put_in = (before[0] & Bit.CLOSES != 0) & (before[2] & Bit.OPENS != 0)
    titled = bits_at(words, first, -4) & Bit.TITLE != 0
    note(Clue.ROLE, put_in & titled & (before[1] & Bit.FIRST != 0))
    note(Clue.ROLE, comma & (after[1] & Bit.ROLE != 0) & (after[1] & Bit.LOWER != 0))
    area = (after[2] & Bit.PLACE_NOUN != 0) | (
        (bits_at(words, last, 4) & Bit.PLACE_NOUN != 0) & (after[2] & Bit.MODIFIER != 0)
    )
    note(Clue.IN_PLACE, comma & (after[1] & Bit.ARTICLE != 0) & area & ~role_next)
    note(Clue.WHO, (after[0] | (after[1] * comma)) & Bit.WHO != 0)
    note(Clue.AGE, comma & (after[1] & Bit.AGE != 0) & (after[2] & Bit.COMMA != 0))
    heard = pick(words, words.among("object_verbs"), first, -1)
    says = (before[0] & Bit.REPORTING != 0) & ~heard
    note(Clue.REPORTS, says | (after[0] & Bit.REPORTING != 0))
    note(Clue.AUXILIARY, after[0] & Bit.AUXILIARY != 0)
    note(Clue.POSSESSIVE, words.bits[last] & Bit.POSSESSIVE != 0)
    slash = (after[0] & Bit.SEPARATOR != 0) & (after[1] & Bit.AGENCY != 0)
    # "Dora Quist/The Larkmoor Gazette": who took the picture
    full = (last > first) & (words.bits[first] & Bit.FIRST != 0)
    body = after[2] | bits_at(words, last, 4) | bits_at(words, last, 5)
    body = body & (Bit.ORG_HEAD | Bit.ORGANISATION) != 0
    slash |= full & body & pick(words, _slashes(words), last, 1)
    mark = before[0] & Bit.SEPARATOR != 0
    note(Clue.CREDIT, slash | (mark & (before[1] & (Bit.CREDIT | Bit.AGENCY) != 0)))
    by = (before[0] & Bit.BY != 0) & (before[1] & Bit.CREDIT != 0)
    note(Clue.CREDIT, by)
    note(
        Clue.CREDIT,
        (before[0] & Bit.SEPARATOR != 0) & (words.bits[first] & Bit.AGENCY != 0),
    )
    bracket = (before[0] & Bit.OPENS != 0) & (after[0] & Bit.CLOSES != 0)
    note(Clue.IN_BRACKETS, bracket)
    note(Clue.NUMBERED, _numbered(words, last))
    note(Clue.OPENS, opens_sentence(words)[first])
    _note_nouns(words, first, last, note)
    return clues


def _numbered(words: Words, last: Ints) -> Bools:
    """Say which names are followed by a number and no noun: "Ward 9", "Ward Nine"."""
    spelt = bits_at(words, last, 1) & Bit.CAPITAL != 0
    number = spelt & (bits_at(words, last, 1) & Bit.NUMBER != 0)
    number |= bits_at(words, last, 1) & Bit.AGE != 0
    owns = words.bits[last] & Bit.POSSESSIVE != 0
    counts = [w.endswith("s") or w in _SHARE for w in words.forms.words]
    counted = np.array(counts or [False])[words.forms.base[words.tokens.type]]
    noun = pick(words, counted, last, 2) | (bits_at(words, last, 2) & Bit.GROUP != 0)
    noun &= bits_at(words, last, 2) & (Bit.FUNCTION | Bit.AUXILIARY) == 0
    found: Bools = number & ~owns & (spelt | ~noun)
    return found


def _slashes(words: Words) -> Bools:
    slash = np.array([word == "/" for word in words.forms.words] or [False])
    found: Bools = slash[words.forms.base[words.tokens.type]]
    return found


def _note_nouns(
    words: Words, first: Ints, last: Ints, note: Callable[[int, Bools], None]
) -> None:
    """Note nouns that tell what is named: "X newspaper", "citizens of X"."""

    def beside(name: str, where: Ints, shift: int) -> Bools:
        listed = words.among(name)
        return pick(words, listed, where, shift)

    lower = bits_at(words, first, -1) & Bit.LOWER != 0
    news = pick(words, words.has(Bit.LOWER), last, 1) & beside("news_bodies", last, 2)
    after = beside("body_nouns", last, 1) & ~(words.bits[last] & Bit.POSSESSIVE != 0)
    note(Clue.BODY, after | news | (beside("called_nouns", first, -1) & lower))
    note(Clue.BODY, head_behind(words, last) >= 0)
    of = bits_at(words, first, -1) & Bit.OF != 0
    note(Clue.IN_PLACE, of & beside("place_owners", first, -2))
    owns = words.bits[last] & Bit.POSSESSIVE != 0
    note(Clue.IN_PLACE, owns & beside("owned_by_places", last, 1))
    note(Clue.PERSON, owns & beside("of_persons", last, 1))
    note(Clue.PERSON, ~owns & beside("led_by_persons", last, 1))
    kin = words.among("relatives") & words.has(Bit.LOWER)
    comma = bits_at(words, first, -1) & Bit.COMMA != 0
    note(Clue.RELATIVE, pick(words, kin, first, -1))
    note(Clue.RELATIVE, comma & pick(words, kin, first, -2))
    the = bits_at(words, first, -1) & Bit.THE != 0
    water = beside("by_water", first, -2) | (
        beside("by_water", first, -3) & (bits_at(words, first, -2) & Bit.OF != 0)
    )
    note(Clue.IN_PLACE, the & water)
    note(Clue.VESSEL, the & beside("aboard", first, -2))
    single = (first == last) & (words.bits[last] & Bit.ALL_CAPS != 0)
    led = bits_at(words, first, -1) & Bit.ARTICLE != 0
    noun = bits_at(words, last, 1) & (Bit.LOWER | Bit.CAPITAL) != 0
    ends = Bit.FUNCTION | Bit.AUXILIARY | Bit.REPORTING | Bit.LOCATIVE | Bit.AND
    noun &= bits_at(words, last, 1) & (ends | Bit.OF | Bit.LINK | Bit.WHO) == 0
    note(Clue.THING, single & led & ~noun)


def head_behind(words: Words, last: Ints) -> Ints:
    """Find the noun of ", the public service union," behind each name.

    Parameters
    ----------
    words : Words
        The token table with bits.
    last : ndarray of int64, shape (n_names,)
        Last token of each name.

    Returns
    -------
    ndarray of int64, shape (n_names,)
        The token of the noun, -1 where there is none.
    """
    found = np.full(len(last), -1, dtype=np.int64)
    head = words.among("referring_heads") & words.has(Bit.LOWER)
    ends = words.has(Bit.COMMA | Bit.WHO, 1)
    ends |= shifted(words, words.among("clause_ends"), 1)
    head &= ends & ~words.has(Bit.POSSESSIVE)
    comma = bits_at(words, last, 1) & Bit.COMMA != 0
    led = comma & (bits_at(words, last, 2) & (Bit.THE | Bit.ARTICLE) != 0)
    led &= words.bits[last] & Bit.POSSESSIVE == 0
    plain = words.has(Bit.LOWER) & ~words.has(_NO_MODIFIER)
    for ahead in range(3, 3 + _MODIFIERS):
        hit = led & (found < 0) & pick(words, head, last, ahead)
        found[hit] = last[hit] + ahead
        led &= pick(words, plain, last, ahead)
    return found


def _listed_places(words: Words, first: Ints, last: Ints, headed: Bools) -> Bools:
    """Say which runs stand in a list of places: "Paris, Nice and Rome".

    A list is one of places where "towns of" stands before it, or where two of its
    names are known ones.
    """
    found = np.zeros(len(first), dtype=bool)
    if len(first) < 2:
        return found
    chain = np.append(0, np.cumsum(~_linked(words, first, last)))
    known = words.bits[first] & Bit.PLACE != 0
    known &= (words.bits[first] & Bit.FIRST == 0) & (first == last)
    n = np.bincount(chain)
    plain = (words.bits[first] == Bit.NAME | Bit.CAPITAL) & (first == last)
    n_known = np.bincount(chain, known)
    several = (n >= _LIST) & (n_known >= _LIST - 1) & (2 * n_known >= n)
    several &= np.bincount(chain, known | plain) == n
    several |= np.bincount(chain, headed) > 0
    listed: Bools = several[chain] & (n > 1)[chain]
    return listed


def _linked(words: Words, first: Ints, last: Ints) -> Bools:
    """Say which runs are followed by the next one after a comma or "and"."""
    between = first[1:] - last[:-1] - 1
    next_one, next_two = bits_at(words, last, 1)[:-1], bits_at(words, last, 2)[:-1]
    glue = Bit.COMMA | Bit.AND
    one = (between == 1) & (next_one & glue != 0)
    two = (between == 2) & (next_one & Bit.COMMA != 0) & (next_two & Bit.AND != 0)
    found: Bools = one | two
    return found
