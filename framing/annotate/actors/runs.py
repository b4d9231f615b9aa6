"""Runs of name words in the token table, found with arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.lists import entries, phrases

if TYPE_CHECKING:
    from collections.abc import Callable

    from framing.annotate.actors.forms import Forms
    from framing.tokens import Tokens

__all__ = [
    "Clue",
    "Runs",
    "Words",
    "clues_of",
    "find_runs",
    "is_quoted",
    "name_words",
    "shouted",
    "words_of",
]

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


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


@dataclass(frozen=True)
class Runs:
    """Stretches of name words.

    Parameters
    ----------
    first, last : ndarray of int64, shape (n_runs,)
        First and last token of each run, both inside it.
    clues : ndarray of int64, shape (n_runs,)
        Bits of :class:`Clue`.
    """

    first: Ints
    last: Ints
    clues: Ints


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


def find_runs(words: Words, taken: Bools) -> Runs:
    """Find runs of name words and what stands around them.

    Parameters
    ----------
    words : Words
        The token table with bits.
    taken : ndarray of bool, shape (n_tokens,)
        Tokens that belong to something else already.

    Returns
    -------
    Runs
        In text order.
    """
    name = name_words(words) & ~taken
    if len(name):
        letters = words.has(Bit.ALL_CAPS) & words.has(Bit.ORGANISATION)
        letters &= ~_all_loud(words)[words.tokens.sentence]
        name &= ~shouted(words)[words.tokens.sentence] | letters
    name &= ~_bracketed_first_names(words, name)
    joined = name | _links(words, name)
    first, last = _stretches(words, joined)
    return Runs(first, last, clues_of(words, first, last))


def _bracketed_first_names(words: Words, name: Bools) -> Bools:
    """Say which words an editor put in: "President (Donald) Trump"."""
    alone = words.has(Bit.OPENS, -1) & words.has(Bit.CLOSES, 1)
    led = words.has(Bit.TITLE | Bit.FIRST, -2) & _shifted(words, name, 2)
    return alone & led & words.has(Bit.FIRST)


def is_quoted(words: Words, at: int) -> bool:
    """Say whether a quotation that the paragraph opened is still open.

    Parameters
    ----------
    words : Words
        The token table with bits.
    at : int
        Position of a token.

    Returns
    -------
    bool
        The answer.
    """
    tokens = words.tokens
    text: str = tokens.corpus.texts[tokens.doc[at]]
    end = int(tokens.start[at])
    said = text[text.rfind("\n", 0, end) + 1 : end]
    return said.rfind("“") > said.rfind("”") or said.count('"') % 2 == 1


def name_words(words: Words) -> Bools:
    """Say which tokens may stand in a name.

    Parameters
    ----------
    words : Words
        The token table with bits.

    Returns
    -------
    ndarray of bool, shape (n_tokens,)
        Capitalised words, less those capitalised for another reason.
    """
    name = words.has(Bit.NAME) & ~words.has(Bit.CALENDAR)
    after_first_name = words.has(Bit.FIRST | Bit.TITLE, -1)
    plain_next = words.has(Bit.NAME, 1) & ~words.has(Bit.TITLE | Bit.KNOWN, 1)
    plain_next |= words.has(Bit.PARTICLE, 1) & words.has(Bit.LOWER, 1)
    person = words.has(Bit.CALENDAR) & words.has(Bit.FIRST) & plain_next
    dated = Bit.LOCATIVE | Bit.MODIFIER | Bit.OF | Bit.LINK | Bit.BY | Bit.NUMBER
    name |= person & ~words.has(dated, -1)
    name |= words.has(Bit.CALENDAR) & words.has(Bit.CAPITAL) & after_first_name
    led = words.has(Bit.LOWER | Bit.THE, -1)
    name |= words.has(Bit.EMPHASIS) & words.has(Bit.NAME, 1) & led
    name &= ~(words.has(Bit.CREDIT | Bit.OTHER_HEAD) & words.has(Bit.SEPARATOR, 1))
    loud = words.has(Bit.EMPHASIS, 1) | words.has(Bit.EMPHASIS, -1)
    name &= ~(words.has(Bit.ALL_CAPS) & loud & ~words.has(Bit.KNOWN))
    opens = _opens(words)
    return name & ~(opens & _is_opener(words, opens, name))


def _opens(words: Words) -> Bools:
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


def _is_opener(words: Words, opens: Bools, name: Bools) -> Bools:
    """Say which words at the start of a sentence are no names."""
    sure = words.has(Bit.KNOWN | Bit.TITLE | Bit.ALL_CAPS) & ~words.has(Bit.FUNCTION)
    common = words.has(Bit.OPENER | Bit.GROUP | Bit.MODIFIER | Bit.FUNCTION)
    common |= words.has(Bit.NUMBER | Bit.COLLECTIVE)
    asked = opens & words.has(Bit.NAME) & ~words.has(Bit.FUNCTION)
    seen_lower = _seen(words, asked, words.has(Bit.LOWER))
    seen_name = _seen(words, asked, name & ~opens)
    common |= seen_lower
    next_name = words.has(Bit.NAME, 1) & ~words.has(Bit.POSSESSIVE)
    next_name |= words.has(Bit.PARTICLE, 1) & words.has(Bit.NAME, 2)
    told = words.among("named_before") | words.among("body_nouns")
    followed = _shifted(words, told, 1)
    backed = (
        followed | seen_name | next_name | words.has(Bit.REPORTING | Bit.AUXILIARY, 1)
    )
    backed |= words.has(Bit.POSSESSIVE) | words.has(Bit.COMMA | Bit.DASH, 1)
    in_name = next_name & words.has(Bit.NAME, 1) & words.has(Bit.ORG_HEAD, 1)
    in_name |= words.has(Bit.LINKING) & words.has(Bit.OF | Bit.LINK, 1)
    in_name |= words.has(Bit.TOPIC) & next_name
    numbered = words.has(Bit.AGE, 1) & words.has(Bit.NAME, 2)
    in_name |= words.has(Bit.ORG_HEAD) & numbered
    in_name |= words.has(Bit.TOPIC) & words.has(Bit.AND, 1) & words.has(Bit.TOPIC, 2)
    in_name |= (
        words.has(Bit.CAPITAL, 1)
        & words.has(Bit.FUNCTION, 1)
        & (words.has(Bit.NAME, 2) & ~words.has(Bit.FUNCTION))
    )
    in_name |= _opens_phrase(words, asked & next_name)
    keep = sure | (~common & backed) | (in_name & ~words.has(Bit.FUNCTION))
    keep |= seen_name & ~seen_lower & ~words.has(Bit.FUNCTION)
    return ~keep


def _opens_phrase(words: Words, asked: Bools) -> Bools:
    """Say which words open a name of several words that a list has."""
    known = {key[:2] for key in phrases()}
    base, kind, names = words.forms.base, words.tokens.type, words.forms.words
    found = np.zeros(len(asked), dtype=bool)
    for at in np.flatnonzero(asked).tolist():
        found[at] = (names[base[kind[at]]], names[base[kind[at + 1]]]) in known
    return found


def _seen(words: Words, asked: Bools, among: Bools) -> Bools:
    """Say which of the words asked for stand among others of the same article."""
    lower = words.forms.lower[words.tokens.type]
    wanted = np.zeros(len(words.forms.lower) + 1, dtype=bool)
    wanted[lower[asked]] = True
    key = words.tokens.doc.astype(np.int64) * len(wanted) + lower
    seen = np.zeros(len(key), dtype=bool)
    seen[asked] = np.isin(key[asked], key[among & wanted[lower]])
    return seen


def shouted(words: Words) -> Bools:
    """Say which sentences are headlines in title case or all capitals.

    Parameters
    ----------
    words : Words
        The token table with bits.

    Returns
    -------
    ndarray of bool, shape (n_sentences,)
        In such a sentence a capital says nothing about a word.
    """
    tokens = words.tokens
    n = tokens.n_sentences
    capital = words.has(Bit.CAPITAL) & ~words.has(Bit.FUNCTION)
    content = words.has(Bit.LOWER) & ~words.has(Bit.FUNCTION | Bit.PARTICLE)
    n_capital = np.bincount(tokens.sentence[capital], minlength=n)
    n_content = np.bincount(tokens.sentence[content], minlength=n)
    loud = words.has(Bit.ALL_CAPS)
    n_loud = np.bincount(tokens.sentence[loud], minlength=n)
    n_common = np.bincount(tokens.sentence[capital & _common(words)], minlength=n)
    titled: Bools = (n_capital >= 4) & (n_content == 0) & (n_common >= 2)
    titled |= (n_capital >= 6) & (n_content * 8 <= n_capital) & (n_common >= 3)
    titled &= ~_ends_with_period(words)
    titled |= (n_loud >= 4) & (n_content == 0) & (n_loud * 2 > n_capital)
    return titled


def _all_loud(words: Words) -> Bools:
    """Say which sentences are in capitals throughout: "GOP" tells nothing there."""
    sentence, n = words.tokens.sentence, words.tokens.n_sentences
    n_loud = np.bincount(sentence[words.has(Bit.ALL_CAPS)], minlength=n)
    n_capital = np.bincount(sentence[words.has(Bit.CAPITAL)], minlength=n)
    return n_loud * 2 > n_capital


def _ends_with_period(words: Words) -> Bools:
    """Say which sentences end as sentences do and headlines do not."""
    tokens, names = words.tokens, words.forms.words
    period = np.array([name == "." for name in names] or [False], dtype=bool)
    hit = period[words.forms.base[tokens.type]]
    where = tokens.sentence[hit & ~words.glued[: len(hit)]]
    return np.bincount(where, minlength=tokens.n_sentences) > 0


def _common(words: Words) -> Bools:
    known = Bit.OPENER | Bit.GROUP | Bit.MODIFIER | Bit.ROLE | Bit.REPORTING
    return words.has(known) & ~words.has(Bit.TITLE | Bit.ORG_HEAD)


def _links(words: Words, name: Bools) -> Bools:
    """Lower-case words that stand inside a name."""
    before, after = _shifted(words, name, -1), _shifted(words, name, 1)
    head = words.has(Bit.LINKING, -1) & ~words.has(Bit.POSSESSIVE, -1) & before
    titled = words.has(Bit.TITLE, -1) & words.has(Bit.PLACE, 1)
    # "Lawyers for Mayor Lee" are people, "Doctors for Clean Water" a body.
    served = words.has(Bit.GROUP, -1) & words.has(Bit.TITLE, 1)
    of = words.has(Bit.OF | Bit.LINK) & head & after & ~titled & ~served
    and_ = words.has(Bit.AND) & before & after & ~words.has(Bit.POSSESSIVE, -1)
    and_ &= words.has(Bit.TOPIC, -1) & words.has(Bit.TOPIC | Bit.ORG_HEAD, 1)
    ampersand = words.has(Bit.AND) & ~words.has(Bit.LOWER) & before & after
    the = _of_the(words, name, head)
    particle = words.has(Bit.PARTICLE) & words.has(Bit.LOWER)
    near = _shifted(words, particle, 1) & _shifted(words, _shifted(words, name, 1), 1)
    inner = particle & before & (after | near) & ~words.has(Bit.POSSESSIVE, -1)
    inner |= particle & after & _shifted(words, inner, -1)
    capital = words.has(Bit.CAPITAL) & words.has(Bit.FUNCTION)
    without = capital & ~words.has(Bit.ALL_CAPS | Bit.HE | Bit.SHE) & before & after
    without &= ~words.has(Bit.POSSESSIVE, -1)
    return without | of | and_ | ampersand | the | inner | _inside(words, name)


def _inside(words: Words, name: Bools) -> Bools:
    """Numbers and offices in a name: "Radio 4 Today", "the Sheriff's office"."""
    before, after = _shifted(words, name, -1), _shifted(words, name, 1)
    counted = words.has(Bit.PEOPLE | Bit.GROUP | Bit.POSSESSIVE, 1)
    score = words.has(Bit.PLACE | Bit.DEMONYM | Bit.POSSESSIVE | Bit.OTHER_HEAD, -1)
    number = words.has(Bit.AGE) & before & after & ~counted & ~score
    office = words.among("office_nouns") & words.has(Bit.LOWER) & before
    office &= words.has(Bit.TITLE, -1) & words.has(Bit.POSSESSIVE, -1)
    return number | office


def _of_the(words: Words, name: Bools, head: Bools) -> Bools:
    """Both words of "of the" in "Daughters of the American Revolution"."""
    two_on = _shifted(words, _shifted(words, name, 1), 1)
    place = _shifted(words, words.has(Bit.PLACE, 1), 1)
    blocked = words.has(Bit.TITLE, -1) | (place & ~words.has(Bit.LINKING, -1))
    of = words.has(Bit.OF) & head & words.has(Bit.THE, 1) & two_on & ~blocked
    return of | _shifted(words, of, -1)


def _shifted(words: Words, flags: Bools, shift: int) -> Bools:
    if shift > 1:
        return _shifted(words, _shifted(words, flags, shift - 1), 1)
    if shift > 0:
        return np.append(flags[1:], False) & words.glued[: len(flags)]
    return np.append(False, (flags & words.glued[: len(flags)])[:-1])


def _stretches(words: Words, joined: Bools) -> tuple[Ints, Ints]:
    """Cut the words that belong to names into runs."""
    at = np.flatnonzero(joined)
    if not len(at):
        return at, at
    office = words.has(Bit.TITLE) & _shifted(words, words.among("office_nouns"), 1)
    # "the Growers' League": many own a body, one owns what comes next
    many = words.forms.trim[words.tokens.type] == 1
    office |= many & words.has(Bit.ORG_HEAD, 1) & words.has(Bit.NAME, 1)
    ends_name = words.has(Bit.POSSESSIVE) & ~words.has(Bit.INNER) & ~office
    gap = words.tokens.start[at[1:]] - words.tokens.end[at[:-1]]
    breaks = (np.diff(at) > 1) | ~words.glued[at[:-1]] | ends_name[at[:-1]]
    breaks |= (gap < 1) | (gap > 3)
    first = at[np.append(True, breaks)]
    last = at[np.append(breaks, True)]
    return first, last


def clues_of(words: Words, first: Ints, last: Ints) -> Ints:
    """Note what stands before and after each run."""
    clues = np.zeros(len(first), dtype=np.int64)

    def note(clue: int, hit: Bools) -> None:
        clues[hit] |= clue

    before = [_at(words, first, -k) for k in (1, 2, 3)]
    after = [_at(words, last, k) for k in (1, 2, 3)]
    the = before[0] & Bit.THE != 0
    function = Bit.FUNCTION | Bit.AUXILIARY | Bit.REPORTING | Bit.LOCATIVE | Bit.AND
    noun_next = (after[0] & Bit.LOWER != 0) & (after[0] & function == 0)
    note(Clue.THE, the & ~(noun_next & (first == last)))
    leans = words.among("leaning")
    near = (before[0] & Bit.LOCATIVE != 0) & ~_pick(words, leans, first, -2)
    near |= the & (before[1] & Bit.LOCATIVE != 0) & ~_pick(words, leans, first, -3)
    note(Clue.LOCATIVE, near)
    place_noun = (before[1] & Bit.PLACE_NOUN != 0) & (before[0] & Bit.OF != 0)
    compass = (before[0] & Bit.PLACE_NOUN != 0) & (before[0] & Bit.LOWER != 0)
    note(Clue.IN_PLACE, place_noun | compass)
    comma = after[0] & Bit.COMMA != 0
    note(Clue.IN_PLACE, comma & (after[1] & Bit.PLACE != 0))
    note(Clue.IN_PLACE, _listed_places(words, first, last, place_noun))
    note(Clue.ROLE, (before[0] & Bit.ROLE != 0) & (before[0] & Bit.LOWER != 0))
    article = after[1] & (Bit.ARTICLE | Bit.THE) != 0
    role_next = (after[2] & Bit.ROLE != 0) | (_at(words, last, 4) & Bit.ROLE != 0)
    note(Clue.ROLE, comma & article & role_next)
    # "President (Donald) Trump": the brackets are an editor's
    put_in = (before[0] & Bit.CLOSES != 0) & (before[2] & Bit.OPENS != 0)
    titled = _at(words, first, -4) & Bit.TITLE != 0
    note(Clue.ROLE, put_in & titled & (before[1] & Bit.FIRST != 0))
    note(Clue.ROLE, comma & (after[1] & Bit.ROLE != 0) & (after[1] & Bit.LOWER != 0))
    area = (after[2] & Bit.PLACE_NOUN != 0) | (
        (_at(words, last, 4) & Bit.PLACE_NOUN != 0) & (after[2] & Bit.MODIFIER != 0)
    )
    note(Clue.IN_PLACE, comma & (after[1] & Bit.ARTICLE != 0) & area & ~role_next)
    note(Clue.WHO, (after[0] | (after[1] * comma)) & Bit.WHO != 0)
    note(Clue.AGE, comma & (after[1] & Bit.AGE != 0) & (after[2] & Bit.COMMA != 0))
    heard = _pick(words, words.among("object_verbs"), first, -1)
    says = (before[0] & Bit.REPORTING != 0) & ~heard
    note(Clue.REPORTS, says | (after[0] & Bit.REPORTING != 0))
    note(Clue.AUXILIARY, after[0] & Bit.AUXILIARY != 0)
    note(Clue.POSSESSIVE, words.bits[last] & Bit.POSSESSIVE != 0)
    slash = (after[0] & Bit.SEPARATOR != 0) & (after[1] & Bit.AGENCY != 0)
    # "Dora Quist/The Larkmoor Gazette": who took the picture
    full = (last > first) & (words.bits[first] & Bit.FIRST != 0)
    body = after[2] | _at(words, last, 4) | _at(words, last, 5)
    body = body & (Bit.ORG_HEAD | Bit.ORGANISATION) != 0
    slash |= full & body & _pick(words, _slashes(words), last, 1)
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
    note(Clue.OPENS, _opens(words)[first])
    _note_nouns(words, first, last, note)
    return clues


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
        return _pick(words, listed, where, shift)

    lower = _at(words, first, -1) & Bit.LOWER != 0
    news = _pick(words, words.has(Bit.LOWER), last, 1) & beside("news_bodies", last, 2)
    after = beside("body_nouns", last, 1) & ~(words.bits[last] & Bit.POSSESSIVE != 0)
    note(Clue.BODY, after | news | (beside("called_nouns", first, -1) & lower))
    of = _at(words, first, -1) & Bit.OF != 0
    note(Clue.IN_PLACE, of & beside("place_owners", first, -2))
    owns = words.bits[last] & Bit.POSSESSIVE != 0
    note(Clue.IN_PLACE, owns & beside("owned_by_places", last, 1))
    note(Clue.PERSON, owns & beside("of_persons", last, 1))
    note(Clue.PERSON, ~owns & beside("led_by_persons", last, 1))
    kin = words.among("relatives") & words.has(Bit.LOWER)
    comma = _at(words, first, -1) & Bit.COMMA != 0
    note(Clue.RELATIVE, _pick(words, kin, first, -1))
    note(Clue.RELATIVE, comma & _pick(words, kin, first, -2))
    the = _at(words, first, -1) & Bit.THE != 0
    water = beside("by_water", first, -2) | (
        beside("by_water", first, -3) & (_at(words, first, -2) & Bit.OF != 0)
    )
    note(Clue.IN_PLACE, the & water)
    note(Clue.VESSEL, the & beside("aboard", first, -2))
    single = (first == last) & (words.bits[last] & Bit.ALL_CAPS != 0)
    led = _at(words, first, -1) & Bit.ARTICLE != 0
    noun = _at(words, last, 1) & (Bit.LOWER | Bit.CAPITAL) != 0
    ends = Bit.FUNCTION | Bit.AUXILIARY | Bit.REPORTING | Bit.LOCATIVE | Bit.AND
    noun &= _at(words, last, 1) & (ends | Bit.OF | Bit.LINK | Bit.WHO) == 0
    note(Clue.THING, single & led & ~noun)


_LIST = 3  # places named in a row, two of them known


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
    next_one, next_two = _at(words, last, 1)[:-1], _at(words, last, 2)[:-1]
    glue = Bit.COMMA | Bit.AND
    one = (between == 1) & (next_one & glue != 0)
    two = (between == 2) & (next_one & Bit.COMMA != 0) & (next_two & Bit.AND != 0)
    found: Bools = one | two
    return found


def _pick(words: Words, flags: Bools, where: Ints, shift: int) -> Bools:
    """Ask about the token `shift` places off, no past the sentence."""
    n = len(words.tokens)
    there = np.clip(where + shift, 0, max(n - 1, 0))
    sentence = words.tokens.sentence
    inside = (where + shift >= 0) & (where + shift < n)
    found: Bools = inside & (sentence[there] == sentence[where]) & flags[there]
    return found


def _at(words: Words, where: Ints, shift: int) -> Ints:
    """Bits of the token `shift` places off, zero past the sentence."""
    n = len(words.tokens)
    there = where + shift
    inside = (there >= 0) & (there < n)
    there = np.clip(there, 0, max(n - 1, 0))
    sentence = words.tokens.sentence
    same = inside & (sentence[there] == sentence[where])
    return np.where(same, words.bits[there], 0)
