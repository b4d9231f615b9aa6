"""Runs of name words in the token table, found with arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.clues import clues_of
from framing.annotate.actors.lists import phrases
from framing.annotate.actors.words import (
    Bools,
    Ints,
    Words,
    opens_sentence,
    shifted,
)

__all__ = ["Runs", "find_runs", "is_quoted", "name_words", "shouted"]


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
    led = words.has(Bit.TITLE | Bit.FIRST, -2) & shifted(words, name, 2)
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
    opens = opens_sentence(words)
    return name & ~(opens & _is_opener(words, opens, name))


def _is_opener(words: Words, opens: Bools, name: Bools) -> Bools:
    """Say which words at the start of a sentence are no names."""
    sure = words.has(Bit.KNOWN | Bit.TITLE | Bit.ALL_CAPS) & ~words.has(Bit.FUNCTION)
    common = words.has(Bit.OPENER | Bit.GROUP | Bit.MODIFIER | Bit.FUNCTION)
    common |= words.has(Bit.NUMBER | Bit.COLLECTIVE)
    asked = opens & words.has(Bit.NAME) & ~words.has(Bit.FUNCTION)
    seen_lower = _seen(words, asked, words.has(Bit.LOWER))
    # "Trains will run" is no word on Northway Trains
    plain = words.among("plural_heads") & words.has(Bit.LOWER, 1)
    seen_name = _seen(words, asked, name & ~opens) & ~plain
    common |= seen_lower | plain
    next_name = words.has(Bit.NAME, 1) & ~words.has(Bit.POSSESSIVE)
    next_name |= words.has(Bit.PARTICLE, 1) & words.has(Bit.NAME, 2)
    told = words.among("named_before") | words.among("body_nouns")
    followed = shifted(words, told, 1)
    backed = (
        followed | seen_name | next_name | words.has(Bit.REPORTING | Bit.AUXILIARY, 1)
    )
    backed |= words.has(Bit.POSSESSIVE) | words.has(Bit.COMMA | Bit.DASH, 1)
    in_name = next_name & words.has(Bit.NAME, 1) & words.has(Bit.ORG_HEAD, 1)
    in_name |= words.has(Bit.LINKING) & words.has(Bit.OF | Bit.LINK, 1)
    in_name |= words.has(Bit.TOPIC | Bit.PLACE_START) & next_name
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
    before, after = shifted(words, name, -1), shifted(words, name, 1)
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
    near = shifted(words, particle, 1) & shifted(words, shifted(words, name, 1), 1)
    inner = particle & before & (after | near) & ~words.has(Bit.POSSESSIVE, -1)
    inner |= particle & after & shifted(words, inner, -1)
    capital = words.has(Bit.CAPITAL) & words.has(Bit.FUNCTION)
    without = capital & ~words.has(Bit.ALL_CAPS | Bit.HE | Bit.SHE) & before & after
    without &= ~words.has(Bit.POSSESSIVE, -1)
    return without | of | and_ | ampersand | the | inner | _inside(words, name)


def _inside(words: Words, name: Bools) -> Bools:
    """Numbers and offices in a name: "Radio 4 Today", "the Sheriff's office"."""
    before, after = shifted(words, name, -1), shifted(words, name, 1)
    counted = words.has(Bit.PEOPLE | Bit.GROUP | Bit.POSSESSIVE, 1)
    score = words.has(Bit.PLACE | Bit.DEMONYM | Bit.POSSESSIVE | Bit.OTHER_HEAD, -1)
    number = words.has(Bit.AGE) & before & after & ~counted & ~score
    office = words.among("office_nouns") & words.has(Bit.LOWER) & before
    office &= words.has(Bit.TITLE, -1) & words.has(Bit.POSSESSIVE, -1)
    return number | office


def _saints(words: Words) -> Bools:
    """Say which saints own the body behind them: "St Anne's Primary School"."""
    saint = words.among("saints")
    owner = shifted(words, saint, -1) | shifted(words, saint, -2)
    body = words.has(Bit.ORG_HEAD | Bit.PLACE_HEAD) & words.has(Bit.NAME)
    near = shifted(words, body, 1)
    name = words.has(Bit.NAME, 1)
    near |= name & shifted(words, body, 2)
    near |= name & words.has(Bit.NAME, 2) & shifted(words, body, 3)
    return words.has(Bit.POSSESSIVE) & words.has(Bit.NAME) & owner & near


def _of_the(words: Words, name: Bools, head: Bools) -> Bools:
    """Both words of "of the" in "Daughters of the American Revolution"."""
    two_on = shifted(words, shifted(words, name, 1), 1)
    place = shifted(words, words.has(Bit.PLACE, 1), 1)
    blocked = words.has(Bit.TITLE, -1) | (place & ~words.has(Bit.LINKING, -1))
    of = words.has(Bit.OF) & head & words.has(Bit.THE, 1) & two_on & ~blocked
    return of | shifted(words, of, -1)


def _stretches(words: Words, joined: Bools) -> tuple[Ints, Ints]:
    """Cut the words that belong to names into runs."""
    at = np.flatnonzero(joined)
    if not len(at):
        return at, at
    office = words.has(Bit.TITLE) & shifted(words, words.among("office_nouns"), 1)
    # "the Growers' League": many own a body, one owns what comes next
    many = words.forms.trim[words.tokens.type] == 1
    office |= many & words.has(Bit.ORG_HEAD, 1) & words.has(Bit.NAME, 1)
    office |= _saints(words)
    ends_name = words.has(Bit.POSSESSIVE) & ~words.has(Bit.INNER) & ~office
    gap = words.tokens.start[at[1:]] - words.tokens.end[at[:-1]]
    breaks = (np.diff(at) > 1) | ~words.glued[at[:-1]] | ends_name[at[:-1]]
    breaks |= (gap < 1) | (gap > 3)
    first = at[np.append(True, breaks)]
    last = at[np.append(breaks, True)]
    return first, last
