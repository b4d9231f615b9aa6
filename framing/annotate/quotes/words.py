"""What each distinct word can be: one set of bits per type, worked out once.

The finder never asks a string rule of a token. It looks up the bits of the token's
type, and the lists below are all it knows about English.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.annotate.quotes.verbs import ADJECTIVES, verb_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["WALL", "Kind", "classify"]

Ints = NDArray[np.int64]


class Kind:
    """Bits for what a word or mark can be."""

    WORD = 1 << 0
    CAPITAL = 1 << 1
    PRONOUN = 1 << 2  # he, she, they, it, who: can be a subject
    FIRST = 1 << 3  # I, we, you: the author outside quotation marks
    DETERMINER = 1 << 4
    PREPOSITION = 1 << 5
    AND = 1 << 6  # and, or, but
    LINK = 1 << 7  # that, because, while: opens a clause
    RELATIVE = 1 << 8  # who, which, that
    BE = 1 << 9
    AUXILIARY = 1 << 10  # forms of be, have, do; modals; not
    ADVERB = 1 << 11
    TIME = 1 << 12
    COMMA = 1 << 13
    COLON = 1 << 14
    SEMICOLON = 1 << 15
    DASH = 1 << 16
    OPEN = 1 << 17  # ( [
    CLOSE = 1 << 18
    STOP = 1 << 19  # . ? ! …
    MARK = 1 << 20  # a double quotation mark
    VERBAL = 1 << 21  # looks like a verb form: -ed, or a common verb
    POSSESSIVE = 1 << 22
    TO = 1 << 23
    THAT = 1 << 24
    WH = 1 << 25  # whether, how, why: opens a question
    STANCE = 1 << 26  # an adjective such as "confident"
    ACCORDING = 1 << 28
    PLURAL = 1 << 29
    TITLE = 1 << 30  # Mr. Sen.: belongs to the name after it
    ING = 1 << 31  # ends in -ing


# Marks that no noun phrase runs across.
WALL = (
    Kind.COMMA
    | Kind.COLON
    | Kind.SEMICOLON
    | Kind.DASH
    | Kind.OPEN
    | Kind.CLOSE
    | Kind.STOP
    | Kind.MARK
)

_PRONOUNS = (
    "he she they it who it's he's she's they're they've they'd he'd she'd it'd he'll "
    "she'll they'll it'll that's there's there here's what's"
)
_FIRST = (
    "i we you i'm i've we're we've i'd i'll we'd we'll you're you've you'd you'll let's"
)
_DETERMINERS = (
    "a an the this these those his her their its our my your some many most several "
    "no any all both each every another one two three four five six seven eight nine "
    "ten dozens hundreds thousands few other such more"
)
_PREPOSITIONS = (
    "of in on at for from with by about against to into over under after before "
    "during through between among amid around across near inside outside within "
    "without since until upon toward towards via per despite beyond behind above "
    "below along like throughout off onto regarding concerning following including "
    "than as except"
)
_LINKS = (
    "that which who whom whose while because when where if although though since "
    "until unless as than whether why how what whereas once whenever wherever who's"
)
_AUXILIARIES = (
    "is are was were be been being am has have had having do does did will would "
    "could should may might must can cannot shall not never isn't aren't wasn't "
    "weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't couldn't "
    "shouldn't can't ain't it's he's she's they're they've they'd he'd she'd i'm i've "
    "we're we've"
)
_BE = "is are was were be been being am isn't aren't wasn't weren't"
_ADVERBS = (
    "also later then now again already first just still even only once often always "
    "seldom neither never ever not too soon though however instead further meanwhile "
    "nevertheless previously famously so long twice recently reportedly apparently "
    "perhaps maybe almost nearly rather quite simply merely outright back out"
)
_NOT_ADVERBS = frozenset("family only reply july italy ally rally bully supply".split())
_TIMES = (
    "monday tuesday wednesday thursday friday saturday sunday today yesterday "
    "tomorrow tonight morning afternoon evening night week month year weekend earlier "
    "later ago january february march april june july august september october "
    "november december jan. feb. mar. apr. aug. sept. oct. nov. dec. monday's "
    "tuesday's wednesday's thursday's friday's saturday's sunday's last next noon "
    "midnight"
)
_VERBAL = (
    "made took got gave came went left led ran met set won lost became began kept "
    "brought built sent spent put let cut hit stood sat grew drew fell rose broke "
    "chose stopped goes makes takes gets gives comes leads runs meets sets wins loses "
    "becomes keeps brings stands has is get make take give come go lead run meet "
    "remain remains seem seems appear appears need needs continue continues tried "
    "tries try happened faces face helps help works used"
)
_RELATIVES = "who which that who's"
_WH = "whether how why what if who when where which"
_PLURALS = (
    "people police men women children officials they we i you many some most both few "
    "several others americans democrats republicans"
)
_TITLES = "mr mrs ms mx dr sen rep gov lt maj gen col capt sgt rev prof pres"
_WORD_LISTS: tuple[tuple[int, str], ...] = (
    (Kind.PRONOUN, _PRONOUNS),
    (Kind.FIRST, _FIRST),
    (Kind.DETERMINER, _DETERMINERS),
    (Kind.PREPOSITION, _PREPOSITIONS),
    (Kind.AND, "and or but nor yet"),
    (Kind.LINK, _LINKS),
    (Kind.AUXILIARY, _AUXILIARIES),
    (Kind.BE, _BE),
    (Kind.ADVERB, _ADVERBS),
    (Kind.TIME, _TIMES),
    (Kind.VERBAL, _VERBAL),
    (Kind.RELATIVE, _RELATIVES),
    (Kind.WH, _WH),
    (Kind.PLURAL, _PLURALS),
    (Kind.TO, "to"),
    (Kind.THAT, "that"),
    (Kind.ACCORDING, "according"),
    (Kind.STANCE, " ".join(sorted(ADJECTIVES))),
    (Kind.TITLE, _TITLES + " " + " ".join(f"{t}." for t in _TITLES.split())),
)
_MARK_LISTS: tuple[tuple[int, str], ...] = (
    (Kind.COMMA, ","),
    (Kind.COLON, ":"),
    (Kind.SEMICOLON, ";"),
    (Kind.DASH, "- – — ‒ ― -- --- –– ——"),
    (Kind.OPEN, "( ["),
    (Kind.CLOSE, ") ]"),
    (Kind.STOP, ". ? ! … .. ... .... ?? !! ???"),
)
_DOUBLE_MARK = re.compile(r"[\"“”„‟«»″＂]+|''+|’’+|‘‘+|``+")
_POSSESSIVE = re.compile(r"['’]s\Z|s['’]\Z")


def classify(types: Sequence[str]) -> tuple[Ints, Ints]:
    """Work out the bits of every distinct type.

    Parameters
    ----------
    types : sequence of str
        Distinct surface forms.

    Returns
    -------
    kinds : ndarray of int64, shape (n_types,)
        Bits of :class:`Kind`.
    verbs : ndarray of int64, shape (n_types,)
        What :func:`verb_forms` says of the form, 0 if it is none of them.

    Examples
    --------
    >>> kinds, verbs = classify(["She", "said", ","])
    >>> [bool(k & Kind.PRONOUN) for k in kinds], [bool(v) for v in verbs]
    ([True, False, False], [False, True, False])
    """
    known, forms = _known_words(), verb_forms()
    kinds = np.zeros(len(types), dtype=np.int64)
    verbs = np.zeros(len(types), dtype=np.int64)
    for number, form in enumerate(types):
        lower = form.lower().replace("’", "'")
        bits = known.get(lower, 0)
        shape = _shape(form, lower)
        # "this" and "was" end in s without being plurals.
        kinds[number] = bits | (shape & ~Kind.PLURAL if bits else shape)
        verbs[number] = forms.get(lower, 0)
    return kinds, verbs


def _known_words() -> dict[str, int]:
    table: dict[str, int] = {}
    for bit, text in (*_WORD_LISTS, *_MARK_LISTS):
        for word in text.split():
            table[word] = table.get(word, 0) | bit
    return table


def _shape(form: str, lower: str) -> int:
    """Read the bits that the letters of a word give away."""
    first = form[0]
    if not (first.isalnum() or any(map(str.isalnum, form))):
        return Kind.MARK if _DOUBLE_MARK.fullmatch(form) else 0
    bits = Kind.WORD
    if first.isupper():
        bits |= Kind.CAPITAL
    if _POSSESSIVE.search(form) and lower not in {"it's", "he's", "she's", "that's"}:
        bits |= Kind.POSSESSIVE
    if lower.endswith("s") and not lower.endswith("ss"):
        bits |= Kind.PLURAL
    if lower.endswith("ing") and len(lower) > 5:
        bits |= Kind.ING
    if first.islower():
        bits |= _ending(lower)
    return bits


def _ending(lower: str) -> int:
    if lower.endswith("ly") and len(lower) > 4 and lower not in _NOT_ADVERBS:
        return Kind.ADVERB
    if lower.endswith("ed") and len(lower) > 4 and lower[-3] != "-":
        return Kind.VERBAL
    return 0
