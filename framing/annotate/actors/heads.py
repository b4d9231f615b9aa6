"""Bodies by their head noun alone: "the trust", "the council", "the administration"."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from framing.annotate.action import Act, action_forms
from framing.annotate.actors.bits import Bit
from framing.annotate.actors.clues import head_behind
from framing.annotate.actors.forms import fold
from framing.annotate.actors.groups import preceded
from framing.annotate.actors.mentions import Mention, Named, insert
from framing.annotate.actors.merge import Link
from framing.annotate.actors.spans import Span
from framing.annotate.actors.words import shifted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from framing.annotate.actors.keys import Key
    from framing.annotate.actors.words import Bools, Words

__all__ = ["add_governments", "add_heads", "has_noun_after"]

# By article and head noun: the bodies so called and where each is named.
_Bodies = defaultdict[tuple[int, str], dict[int, list[int]]]
_BODIES = frozenset({"organisation", "government"})
_LINKS = frozenset({"of", "for", "on"})
# Companies and agencies are mostly named without a noun: one so introduced need not be
# the only one of the article.
_COMMON = frozenset(
    "company corporation firm airline bank agency bureau department organisation "
    "organization association network".split()
)
_PARTY = "party"
_STEM = 5  # letters that "Republicans" shares with "Republican Party"
_MODIFIERS = 3
_PAST = frozenset(
    "spent wept rose sent lent bent built chose drove spoke wrote slept swept sought "
    "taught thought brought bought caught meant dealt felt heard knew stood stuck sold "
    "woke broke froze grew flew drew threw shook understood withdrew".split()
)
# Endings of a company's name, and what the company is then called.
_COMPANY = frozenset(
    {"inc", "corp", "co", "cos", "ltd", "llc", "llp", "plc", "limited"}
)


def add_heads(words: Words, named: Named) -> None:
    """Read "the agency" where the article has named one agency and no other before.

    "The county council" is Oakport County Council, whose name has the word. Where
    another body was brought in without a name since ("a charity in the south"), "the
    charity" may be that one and is left alone.

    Parameters
    ----------
    words : Words
        The token table with bits.
    named : Named
        Actors and mentions; found mentions are added.
    """
    noun = words.among("referring_heads") & words.has(Bit.LOWER)
    noun &= ~has_noun_after(words) & ~shifted(words, words.among("apart"), 1)
    asked = noun & (words.has(Bit.THE, -1) | words.has(Bit.THE, -2))
    if not asked.any():
        return
    bodies = _bodies(named)
    beside = _add_introduced(words, named, bodies)
    strangers = _strangers(words)
    taken = {at: m for m in named.mentions for at in range(m.first, m.last + 1)}
    found, parts = [], set()
    for at in np.flatnonzero(asked).tolist():
        doc, word = int(words.tokens.doc[at]), _word(words, at)
        called = bodies.get((doc, word), {})
        if word == _PARTY:
            called = _near_party(words, named, called, at)
        first = at if words.has_at(Bit.THE, at - 1, of=at) else at - 1
        inside = taken.get(first)
        part = inside is not None and inside.first == inside.last == first < at
        free = at not in taken and at not in beside and (part or inside is None)
        if len(called) != 1 or not free:
            continue
        [(cluster, places)] = called.items()
        since = max((place for place in places if place < at), default=at)
        described = first < at and not _in_name(named, cluster, _word(words, first))
        rivals = (k for k in strangers.get((doc, word), ()) if since < k < at)
        if since < at and not described and next(rivals, None) is None:
            link = Link(0, f"the only {word} named before", 0.75, mention="role")
            found.append(Mention(first, at, doc, cluster, link))
            parts.add(first)
    # "the NHS trust" is one name: "NHS" is no mention of its own there
    named.mentions = [m for m in named.mentions if m.first not in parts]
    insert(named, found)


def _near_party(
    words: Words, named: Named, called: dict[int, list[int]], at: int
) -> dict[int, list[int]]:
    """Give the party named in the two sentences before, where no other is spoken of.

    The names of members and of parties without the word count: beside "Democrats" the
    Republican Party need not be "the party".
    """
    sentence = words.tokens.sentence
    low = int(np.searchsorted(sentence, sentence[at] - 2))
    high = int(np.searchsorted(sentence, sentence[at], side="right"))
    near = {
        cluster: places
        for cluster, places in called.items()
        if any(low <= place < at for place in places)
    }
    if len(near) != 1:
        return {}
    own = {part[:_STEM] for k in near for key in named.clusters[k].keys for part in key}
    others = np.flatnonzero(words.among("party_names")[low:high]) + low
    alone = all(_word(words, k)[:_STEM] in own for k in others.tolist())
    return near if alone else {}


def _word(words: Words, at: int) -> str:
    return fold(words.forms.words[words.forms.base[words.tokens.type[at]]])


def _in_name(named: Named, cluster: int, word: str) -> bool:
    return any(word in key for key in named.clusters[cluster].keys)


def _strangers(words: Words) -> dict[tuple[int, str], list[int]]:
    """Find bodies brought in without a name: "a charity", "another local charity"."""
    noun = words.among("referring_heads") & words.has(Bit.LOWER)
    led = np.zeros(len(noun), dtype=bool)
    new = (words.has(Bit.ARTICLE) | words.among("another")) & ~words.has(Bit.COMMA, -1)
    for back in (1, 2, 3):
        led |= shifted(words, new, -back)
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    for at in np.flatnonzero(noun & led).tolist():
        found[int(words.tokens.doc[at]), _word(words, at)].append(at)
    return found


def _bodies(named: Named) -> _Bodies:
    """Map article and head noun to the bodies so called and where they are named."""
    places: dict[int, list[int]] = defaultdict(list)
    for mention in named.mentions:
        places[mention.cluster].append(mention.first)
    found: _Bodies = defaultdict(dict)
    for number, (cluster, doc) in enumerate(
        zip(named.clusters, named.docs, strict=True)
    ):
        if cluster.type in _BODIES and number in places and cluster.forms:
            for key in cluster.keys:
                for word in _heads(key):
                    found[doc, word][number] = list(places[number])
    return found


def _add_introduced(words: Words, named: Named, bodies: _Bodies) -> set[int]:
    """Note what bodies are introduced as: "the union Quill", "Quill, the union,".

    Gives the tokens of these nouns, which stand beside a mention and are none.
    """
    mentions = [m for m in named.mentions if named.clusters[m.cluster].type in _BODIES]
    last = np.array([m.last for m in mentions], dtype=np.int64)
    behind = head_behind(words, last).tolist()
    leads = _leads(words)
    beside = set()
    for mention, after in zip(mentions, behind, strict=True):
        before = mention.first - 1
        led = before >= 0 and leads[before] and words.glued[before]
        for at in (before if led else -1, after):
            noun = _word(words, at) if at >= 0 else ""
            if noun and noun not in _COMMON:
                called = bodies[mention.doc, noun]
                called.setdefault(mention.cluster, []).append(mention.first)
                beside.add(at)
    return beside


def _leads(words: Words) -> Bools:
    """Say which nouns close "the housing charity", as before a name."""
    led = words.has(Bit.THE)
    for _ in range(_MODIFIERS):
        led |= shifted(words, led, -1) & words.has(Bit.LOWER)
    return led & words.among("referring_heads") & words.has(Bit.LOWER)


def _heads(key: Key) -> Iterator[str]:
    """Give the nouns a body may be called by: "college" for "College of Nursing"."""
    if len(key) > 1:
        yield from (word for word, link in pairwise(key) if link in _LINKS)
        yield key[-1]
        if key[-1] in _COMPANY:
            yield from ("company", "firm")


def add_governments(words: Words, spans: list[Span]) -> list[Span]:
    """Read "the administration" where the article has named one and no other before.

    Parameters
    ----------
    words : Words
        The token table with bits.
    spans : list of Span
        Mentions of names and groups.

    Returns
    -------
    list of Span
        The same with what was found, in text order.
    """
    asked = words.among("governing_heads") & words.has(Bit.LOWER)
    asked &= preceded(words, words.among("that_one")) & ~has_noun_after(words)
    if not asked.any():
        return spans
    named: dict[tuple[int, str], dict[int, int]] = {}
    rivals = _others_in_office(words, spans)
    for span in spans:
        if span.group is not None and span.group.type == "government":
            key = int(words.tokens.doc[span.last]), span.group.head
            named.setdefault(key, {}).setdefault(span.actor, span.first)
    taken = {at for span in spans for at in range(span.first, span.last + 1)}
    found = []
    for at in np.flatnonzero(asked).tolist():
        word = words.forms.words[words.forms.base[words.tokens.type[at]]]
        bodies = named.get((int(words.tokens.doc[at]), word), {})
        if len(bodies) == 1 and at not in taken:
            [(actor, first)] = bodies.items()
            if first < at and actor not in rivals:
                link = Link(0, f"the only {word} named before", 0.75, mention="role")
                found.append(Span(at, at, actor, link))
    return sorted([*spans, *found], key=lambda span: (span.first, -span.last))


def _others_in_office(words: Words, spans: Sequence[Span]) -> set[int]:
    """Give the administrations of one who is not the president of the article.

    After "President Trump ended an Obama program", "the administration" need not be
    Obama's.
    """
    tokens = words.tokens
    presidents: dict[int, Counter[str]] = {}
    for span in spans:
        if "President" in span.title.split()[:1]:
            name = words.forms.words[words.forms.base[tokens.type[span.last]]]
            presidents.setdefault(int(tokens.doc[span.last]), Counter())[name] += 1
    found = set()
    for span in spans:
        n = presidents.get(int(tokens.doc[span.last]))
        if span.group is not None and span.group.type == "government" and n:
            [(name, _)] = n.most_common(1)
            own = {other for other in n if other in span.group.modifiers.split()}
            if own and name not in own:
                found.add(span.actor)
    return found


def _is_past(word: str) -> bool:
    """Say whether a word is a past form: "closed", "spent"."""
    known = action_forms().get(word)
    return (
        word.endswith("ed")
        or word in _PAST
        or (known is not None and known[0] & Act.PAST != 0)
    )


def has_noun_after(words: Words) -> Bools:
    """Say whether the next word may be a noun that the word only describes.

    Parameters
    ----------
    words : Words
        The token table with bits.

    Returns
    -------
    ndarray of bool, shape (n_tokens,)
        The answer for every token; no for one with a possessive ending.
    """
    ends = Bit.FUNCTION | Bit.AUXILIARY | Bit.REPORTING | Bit.LOCATIVE | Bit.LINK
    ends |= Bit.AND | Bit.WHO | Bit.BY | Bit.PARTICLE
    noun = words.has(Bit.LOWER | Bit.NAME, 1) & ~words.has(ends, 1)
    past = np.array([_is_past(word) for word in words.forms.words] or [False])
    verb = np.append(past[words.forms.base[words.tokens.type]][1:], False)
    noun &= ~verb[: len(noun)]
    found: Bools = (noun | words.has(Bit.OF, 1)) & ~words.has(Bit.POSSESSIVE)
    return found
