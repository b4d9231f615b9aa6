"""People without a name: group nouns with what stands before them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.annotate.action import Act, action_forms
from framing.annotate.actors.bits import Bit

if TYPE_CHECKING:
    from framing.annotate.actors.words import Words

__all__ = ["GroupForm", "GroupMentions", "find_groups", "preceded", "read_group"]

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

_MAX_MODIFIERS = 7
_COUNT = Bit.NUMBER | Bit.QUANTIFIER | Bit.APPROXIMATE | Bit.DETERMINER | Bit.ARTICLE
_BEFORE_NAMES = Bit.ORG_HEAD | Bit.ORGANISATION | Bit.PLACE | Bit.TOPIC | Bit.GOVERNMENT
# Words that count or compare, and so are no part of what a group is called.
_LOOSE = frozenset(
    "many more most fewer some several few other others such countless numerous "
    "various different same certain additional enough fellow own entire whole first "
    "second third fourth fifth last next early late as well good bad real large small "
    "big huge massive giant than up over least about likely known possible".split()
)
# Judgements of character, which tell nobody apart: "the ruthless new owners" are the
# new owners. They stay among the modifiers. What names a group, as "illegal" and
# "angry" may, is not of them.
_JUDGED = frozenset(
    "ruthless cruel heartless callous greedy wicked evil vile despicable shameless "
    "cowardly corrupt crooked incompetent hapless clueless useless lazy arrogant "
    "pompous smug heroic brave courageous fearless selfless noble honest decent "
    "generous brilliant wonderful marvellous marvelous magnificent tireless".split()
)
_UNNAMED = _LOOSE | _JUDGED


@dataclass(frozen=True)
class GroupMentions:
    """Groups of people in the token table.

    Parameters
    ----------
    first, head : ndarray of int64, shape (n_groups,)
        First token of the expression and the noun it ends with.
    """

    first: Ints
    head: Ints


@dataclass(frozen=True)
class GroupForm:
    """What a group is called.

    Parameters
    ----------
    label : str
        Head and the modifiers that say who they are: ``"Honduran migrants"``.
    head : str
        The noun, in lower case unless it is a name: ``"migrants"``.
    modifiers : str
        All words before the noun, numbers included, articles not.
    type : str
        ``group``, or ``government`` for "the Mexican government".
    """

    label: str
    head: str
    modifiers: str
    type: str


def find_groups(words: Words, names: Bools, runs: Bools) -> GroupMentions:
    """Find group nouns and extend them to the left over their modifiers.

    Parameters
    ----------
    words : Words
        The token table with bits.
    names : ndarray of bool, shape (n_tokens,)
        Tokens inside a name.
    runs : ndarray of bool, shape (n_tokens,)
        Tokens inside a run of name words, of whatever it may be.

    Returns
    -------
    GroupMentions
        In text order.
    """
    head = np.flatnonzero(_heads(words, names, runs))
    first = head.copy()
    grows = np.ones(len(head), dtype=bool)
    may = _may_modify(words, names)
    of = words.has(Bit.OF) & words.has(Bit.QUANTIFIER | Bit.NUMBER, -1)
    may |= of
    for _ in range(_MAX_MODIFIERS):
        there = first - 1
        inside = grows & (there >= 0)
        safe = np.maximum(there, 0)
        grows = inside & words.glued[safe] & may[safe] if len(may) else inside
        first = np.where(grows, there, first)
    return GroupMentions(_trim(words, first, head), head)


def _heads(words: Words, names: Bools, runs: Bools) -> Bools:
    """Group nouns that are not followed by another noun they belong to."""
    group = words.has(Bit.GROUP | Bit.COLLECTIVE) & ~words.has(Bit.ALL_CAPS)
    group &= ~(names | runs) | ~words.has(Bit.NAME)
    # "which the state must now police"
    modal = preceded(words, words.among("modals"))
    verb = modal | preceded(words, words.among("soon") & modal)
    verb |= preceded(words, words.among("many_subjects"))
    group &= ~(words.has(Bit.COLLECTIVE) & verb)
    one = words.among("one_subject") & ~words.has(Bit.POSSESSIVE)
    group &= ~preceded(words, one)  # "she suspects"
    led = (
        Bit.THE | Bit.ARTICLE | Bit.DETERMINER | Bit.DEMONYM | Bit.MODIFIER | Bit.GROUP
    )
    group &= words.has(Bit.GROUP) | words.has(led, -1)
    counted = words.has(Bit.THE | Bit.NUMBER, -1) & ~words.has(Bit.ARTICLE, -1)
    final = _closes(words) | ~words.has(Bit.LOWER | Bit.CAPITAL, 1)
    group |= words.has(Bit.ADJECTIVE) & counted & final
    adjective = words.has(Bit.MODIFIER) & words.has(Bit.GROUP | Bit.COLLECTIVE)
    people = words.has(Bit.PEOPLE) & ~names
    named = words.has(_BEFORE_NAMES | Bit.DEMONYM, -1) & words.has(Bit.NAME, -1)
    state = words.has(Bit.GOVERNMENT_NOUN) & named
    state |= words.has(Bit.GOVERNMENT_NOUN) & _after_name(words, names)
    state &= ~(names & words.has(Bit.NAME))
    next_head = words.has(Bit.GROUP | Bit.COLLECTIVE | Bit.GOVERNMENT_NOUN, 1)
    next_head |= words.has(Bit.ROLE, 1) & words.has(Bit.LOWER, 1) & _is_one(words)
    next_head &= ~words.has(Bit.POSSESSIVE)
    noun_next = words.has(Bit.LOWER, 1) & ~_closes(words) & ~words.has(Bit.PARTICLE, 1)
    noun_next &= ~np.append(_past(words)[1:], False)[: len(noun_next)]
    group &= ~(adjective & noun_next & ~words.has(Bit.POSSESSIVE))
    return (group | people | state) & ~next_head


def preceded(words: Words, flags: Bools) -> Bools:
    """Move flags one word on inside the sentence.

    Parameters
    ----------
    words : Words
        The token table with bits.
    flags : ndarray of bool, shape (n_tokens,)
        What holds for each token.

    Returns
    -------
    ndarray of bool, shape (n_tokens,)
        Whether it holds for the token before.
    """
    return np.append(False, (flags & words.glued[: len(flags)])[:-1])[: len(flags)]


def _is_one(words: Words) -> Bools:
    """Say which group nouns are singular in form: "caravan" in "caravan leader"."""
    plural = ("s", "people", "men", "women", "children", "police")
    one = np.array([not w.endswith(plural) for w in words.forms.words] or [False])
    found: Bools = one[words.forms.base[words.tokens.type]]
    return found


def _after_name(words: Words, names: Bools) -> Bools:
    plain = names & ~words.has(Bit.POSSESSIVE)
    return np.append(False, plain[:-1]) & words.has(Bit.CAPITAL, -1)


def _closes(words: Words) -> Bools:
    """Say whether the next word can follow a finished noun phrase."""
    after = Bit.FUNCTION | Bit.AUXILIARY | Bit.REPORTING | Bit.LOCATIVE | Bit.OF
    return words.has(after | Bit.LINK | Bit.AND | Bit.WHO, 1)


def _may_modify(words: Words, names: Bools) -> Bools:
    """Say which words may stand before a group noun and belong to it."""
    plain = ~words.has(Bit.POSSESSIVE)
    described = words.has(Bit.MODIFIER | Bit.DEMONYM | Bit.NUMBER | Bit.QUANTIFIER)
    described |= words.has(Bit.GROUP | Bit.COLLECTIVE | Bit.ROLE) & words.has(Bit.LOWER)
    described |= words.has(Bit.APPROXIMATE | Bit.DETERMINER | Bit.ARTICLE)
    joined = words.has(Bit.AND) & words.has(Bit.DEMONYM, -1) & words.has(Bit.DEMONYM, 1)
    joined &= ~words.has(Bit.PEOPLE, -1)
    described |= words.has(Bit.NAME) & words.has(Bit.PEOPLE, 1)
    described &= ~_is_done(words)
    return (described | names | joined) & plain & ~_is_verb(words, names)


def _is_done(words: Words) -> Bools:
    """Tell the verb of "who staff children's wards" from the noun "staff"."""
    modal = preceded(words, words.among("modals"))
    verb = modal | preceded(words, words.among("soon") & modal)
    verb |= preceded(words, words.among("subjects"))
    doing = words.among("doers") | (words.has(Bit.GROUP) & words.has(Bit.LOWER))
    owned = words.has(Bit.GROUP, 1) & words.has(Bit.POSSESSIVE, 1)
    verb |= preceded(words, doing & ~words.has(Bit.POSSESSIVE)) & owned
    found: Bools = words.has(Bit.COLLECTIVE) & ~words.has(Bit.POSSESSIVE) & verb
    return found


def _is_verb(words: Words, names: Bools) -> Bools:
    """Tell "police detained migrants" from "the detained migrants"."""
    people = Bit.GROUP | Bit.COLLECTIVE | Bit.ROLE | Bit.GOVERNMENT_NOUN
    who = words.has(people, -1)
    who |= np.append(False, names[:-1])[: len(who)] & words.has(Bit.CAPITAL, -1)
    who &= ~words.has(Bit.DEMONYM, -1) | words.has(Bit.PEOPLE, -1)
    pronoun = np.append(False, words.among("subjects")[:-1])[: len(who)]
    verb = words.has(Bit.MODIFIER) & (_past(words) | _ends_in_ed(words))
    able = preceded(words, words.among("modals")) | pronoun
    base = words.among("also_verbs") & words.has(Bit.LOWER) & able
    # "has separated children"; "are separated children" is rare
    had = np.append(False, words.among("had")[:-1])[: len(who)]
    verb &= who | pronoun | had
    found: Bools = (verb | base) & ~words.has(Bit.POSSESSIVE, -1)
    return found


def _ends_in_ed(words: Words) -> Bools:
    """Say which words end as past forms do: "wanted"."""
    past = np.array([word.endswith("ed") for word in words.forms.words] or [False])
    found: Bools = past[words.forms.base[words.tokens.type]] & words.has(Bit.LOWER)
    return found


def _past(words: Words) -> Bools:
    """Say which words are past forms of verbs of doing."""
    verbs = action_forms()
    past = [verbs.get(w, (0, ""))[0] & Act.PAST != 0 for w in words.forms.words]
    known = np.array([*past, False], dtype=bool)
    found: Bools = known[words.forms.base[words.tokens.type]]
    return found


def _trim(words: Words, first: Ints, head: Ints) -> Ints:
    """Drop what the phrase cannot begin with: articles, and "of" without a count."""
    if not len(first):
        return first
    drop = Bit.DETERMINER | Bit.ARTICLE | Bit.OF | Bit.AND
    for _ in range(_MAX_MODIFIERS):
        loose = (words.bits[first] & drop != 0) & (first < head)
        counted = words.bits[first + 1] & (Bit.QUANTIFIER | Bit.NUMBER) != 0
        counted &= first + 1 < head
        more = words.bits[first + 1] & (Bit.APPROXIMATE | Bit.MODIFIER) != 0
        vague = words.bits[first] & Bit.APPROXIMATE != 0
        loose |= vague & (first < head) & ~counted & ~(more & (first + 1 < head))
        article = words.bits[first] & Bit.ARTICLE != 0
        first = np.where(loose & ~(article & counted), first + 1, first)
    first = _after_last_article(words, first, head)
    first = _after_loose_measure(words, first, head)
    least = words.bits[first] & Bit.APPROXIMATE != 0
    at = np.append(False, words.among("at")[:-1])[first] & words.glued[first - 1]
    least &= words.among("least")[first] & at
    found: Ints = first - least
    return found


def _after_loose_measure(words: Words, first: Ints, head: Ints) -> Ints:
    """Start over after "over" or "about" that counts nothing: "than most police"."""
    start = first.copy()
    measures = words.among("measures")
    for shift in range(_MAX_MODIFIERS):
        there = np.minimum(first + shift, head)
        counts = words.bits[there + 1] & (Bit.QUANTIFIER | Bit.NUMBER) != 0
        measure = words.bits[there] & Bit.APPROXIMATE != 0
        some = words.bits[there] & (Bit.MODIFIER | Bit.DETERMINER) != 0
        cut = measure & ~counts & ~some & measures[there]
        start = np.where(cut & (there < head), there + 1, start)
    return np.minimum(start, head)


def _after_last_article(words: Words, first: Ints, head: Ints) -> Ints:
    """Start over after an article inside: "most of the Honduran migrants"."""
    start = first.copy()
    for shift in range(1, _MAX_MODIFIERS):
        there = np.minimum(first + shift, head)
        cut = words.bits[there] & (Bit.DETERMINER | Bit.ARTICLE) != 0
        linked = words.bits[np.maximum(there - 1, 0)] & Bit.OF != 0
        start = np.where(cut & (there < head) & ~linked, there + 1, start)
    return np.minimum(start, head)


def read_group(forms: tuple[str, ...], bits: tuple[int, ...]) -> GroupForm:
    """Work out what a group is called.

    Parameters
    ----------
    forms : tuple of str
        The words, the head last, possessive endings dropped.
    bits : tuple of int
        Their bits.

    Returns
    -------
    GroupForm
        Label, head, modifiers, type.

    Examples
    --------
    >>> from framing.annotate.actors.forms import bits_of
    >>> words = ("about", "1,000", "Honduran", "migrants")
    >>> read_group(words, tuple(map(bits_of, words))).label
    'Honduran migrants'
    """
    head = forms[-1] if bits[-1] & Bit.PEOPLE else forms[-1].lower()
    pairs = list(zip(forms[:-1], bits[:-1], strict=True))
    said = [form for form, bit in pairs if not bit & Bit.ARTICLE and not _is_the(form)]
    counts = Bit.OF | Bit.NUMBER | Bit.QUANTIFIER | Bit.APPROXIMATE
    said_after = (n + 1 for n, bit in enumerate(bits[:-1]) if bit & counts)
    naming = pairs[max(said_after, default=0) :]
    said_who = [pair for pair in naming if _says_who(*pair)]
    kept = [_cased(form, bit) for form, bit in said_who[:1]]
    if any(bit & Bit.CAPITAL for _, bit in said_who[1:]):
        kept = [form for form, _ in said_who[:1]]
    kept += [form for form, _ in said_who[1:]]
    state = bits[-1] & Bit.GOVERNMENT_NOUN and any(
        bit & (Bit.DEMONYM | Bit.CAPITAL) and not _is_private(bit) for _, bit in pairs
    )
    kind = "government" if state and head in _STATE else "group"
    return GroupForm(" ".join([*kept, head]), head, " ".join(said), kind)


_STATE = frozenset(
    "government governments administration administrations authorities regime regimes "
    "officials parliament ministry embassy presidency".split()
)


def _is_private(bits: int) -> bool:
    """Say whether a body is known to be none of the state: "Google officials"."""
    return bool(bits & Bit.ORGANISATION and not bits & (Bit.GOVERNMENT | Bit.PLACE))


def _is_the(form: str) -> bool:
    return form.lower() in {"the", "of", "this", "that", "these", "those"}


def _cased(form: str, bits: int) -> str:
    """Keep the capital of a name; a capital that opens a sentence is none."""
    name = bits & ((_BEFORE_NAMES & ~Bit.TOPIC) | Bit.DEMONYM | Bit.PEOPLE)
    common = bits & (Bit.MODIFIER | Bit.GROUP | Bit.COLLECTIVE | Bit.ROLE | Bit.TOPIC)
    return form if name or not common or bits & Bit.ALL_CAPS else form.lower()


def _says_who(form: str, bits: int) -> bool:
    counts = bits & (_COUNT | Bit.OF) and not bits & Bit.MODIFIER
    return not counts and form.lower() not in _UNNAMED
