"""Pronouns and headlines: mentions understood from the rest of the article."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.clusters import Cluster, gender_of
from framing.annotate.actors.forms import bits_of, fold
from framing.annotate.actors.mentions import Mention, Named, by_article, insert
from framing.annotate.actors.merge import Link
from framing.annotate.actors.posts import unnamed_posts
from framing.annotate.actors.runs import is_quoted, shouted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from framing.annotate.actors.gazetteer import Gazetteer
    from framing.annotate.actors.words import Words

__all__ = [
    "add_compass",
    "add_headlines",
    "add_pronouns",
]

_LONGEST = 6


def add_pronouns(words: Words, named: Named, gazetteer: Gazetteer) -> None:
    """Resolve "he" and "she" where only one person can be meant.

    The person must be the only one of that gender mentioned earlier in the sentence
    and in the sentence before; a gender that is not known fits both. Where somebody
    without a name ("the trust's chairman") may be meant, the pronoun is left alone.

    Parameters
    ----------
    words : Words
        The token table with bits.
    named : Named
        Actors and mentions; found mentions are added.
    gazetteer : Gazetteer
        Whose ``pronouns`` say which fit an actor.
    """
    by_doc = by_article(named)
    gender = [_gender(cluster, gazetteer) for cluster in named.clusters]
    unnamed = unnamed_posts(words, named)
    found: list[Mention] = []
    for at in np.flatnonzero(words.has(Bit.HE | Bit.SHE)).tolist():
        here = by_doc[int(words.tokens.doc[at])]
        wanted = Bit.MALE if words.bits[at] & Bit.HE else Bit.FEMALE
        cluster = _antecedent(words, named, here, at, wanted, gender)
        if cluster is None or _has_rival(words, here, cluster, at, unnamed):
            continue
        link = Link(0, "the only person it can mean nearby", 0.7, mention="pronoun")
        mention = Mention(at, at, int(words.tokens.doc[at]), cluster, link)
        found.append(mention)
        here.insert(bisect_left(here, at, key=_first), mention)
    insert(named, found)


def _has_rival(
    words: Words, here: Sequence[Mention], cluster: int, at: int, unnamed: Sequence[int]
) -> bool:
    """Say whether a person without a name, "the trust's chairman", may be meant.

    One in the sentence of the pronoun may be, and one in the sentence before if the
    person is not mentioned after it.
    """
    sentence = words.tokens.sentence
    before = reversed(here[: bisect_left(here, at, key=_first)])
    named = next((m.first for m in before if m.cluster == cluster), -1)
    for post in reversed(unnamed[: bisect_left(unnamed, at)]):
        if sentence[post] < sentence[at] - 1:
            return False
        if sentence[post] == sentence[at] or post > named:
            return True
    return False


def _first(mention: Mention) -> int:
    return mention.first


def _antecedent(
    words: Words,
    named: Named,
    here: Sequence[Mention],
    at: int,
    wanted: int,
    gender: Sequence[int],
) -> int | None:
    sentence = int(words.tokens.sentence[at])
    low = bisect_left(here, at, key=_first)
    people = [m for m in here[max(low - 12, 0) : low] if _is_person(named, m)]
    if people and not is_quoted(words, at):
        # of '"The mayor lied," he said' the mayor is not the speaker
        people = [m for m in people if not is_quoted(words, m.first)]
    for back in (1, 2):
        near = {
            m.cluster
            for m in people
            if words.tokens.sentence[m.first] >= sentence - back
        }
        fitting = [n for n in near if gender[n] in {0, wanted}]
        if len(fitting) == 1:
            here_too = any(
                m.cluster == fitting[0] and words.tokens.sentence[m.first] == sentence
                for m in people
            )
            after = here[low : low + 3]
            ahead = not here_too and _named_after(words, named, after, at)
            return None if ahead else fitting[0]
        if fitting:
            return None
    return None


def _is_person(named: Named, mention: Mention) -> bool:
    return named.clusters[mention.cluster].type == "person"


def _named_after(
    words: Words, named: Named, following: Sequence[Mention], at: int
) -> bool:
    """Say whether a person opens the main clause: "In his speech, Lee said"."""
    tokens, bits = words.tokens, words.bits
    for mention in following:
        same = tokens.sentence[mention.first] == tokens.sentence[at]
        if not same or not _is_person(named, mention):
            continue
        start = mention.first - len(mention.title.split())
        commas = [k for k in range(at, mention.first) if bits[k] & Bit.COMMA]
        return bool(start > at and commas == [start - 1])
    return False


def _gender(cluster: Cluster, gazetteer: Gazetteer) -> int:
    entry = gazetteer.by_id.get(cluster.listed or "")
    if entry is not None and entry.pronouns:
        told = {"he": Bit.MALE, "she": Bit.FEMALE}
        found = [told[word] for word in entry.pronouns if word in told]
        return found[0] if len(found) == 1 else 0
    return gender_of(cluster)


def add_headlines(words: Words, named: Named) -> None:
    """Find in headlines the names that the article's body knows.

    In title case and in capitals a capital letter says nothing, so nothing new is
    found there.

    Parameters
    ----------
    words : Words
        The token table with bits.
    named : Named
        Actors and mentions; found mentions are added.
    """
    loud = np.flatnonzero(shouted(words))
    if not len(loud):
        return
    tokens = words.tokens
    known = _known_names(named)
    taken = {at for m in named.mentions for at in range(m.first, m.last + 1)}
    found: list[Mention] = []
    for sentence in loud.tolist():
        low, high = np.searchsorted(tokens.sentence, [sentence, sentence + 1]).tolist()
        doc = int(tokens.sentence_doc[sentence])
        names = known.get(doc, {})
        base = words.forms.base[tokens.type[low:high]]
        folded = [fold(words.forms.words[n]) for n in base.tolist()]
        for start, end, cluster in _occurrences(folded, names):
            if taken.isdisjoint(range(low + start, low + end)):
                link = Link(0, "headline, known from the body", 0.9)
                found.append(Mention(low + start, low + end - 1, doc, cluster, link))
    insert(named, found)


def add_compass(words: Words, named: Named) -> None:
    """Read "the South" and "North and South Korea" where the article names the country.

    Parameters
    ----------
    words : Words
        The token table with bits.
    named : Named
        Actors and mentions; found mentions are added.
    """
    halves = {
        (doc, key[0]): number
        for number, (cluster, doc) in enumerate(
            zip(named.clusters, named.docs, strict=True)
        )
        for key in (cluster.keys if cluster.forms else ())
        if len(key) == 2 and _is_half(key)
    }
    if not halves:
        return
    the = words.has(Bit.THE, -1)
    joined = words.has(Bit.AND, 1) & words.has(Bit.PLACE_START, 2)
    joined |= words.has(Bit.AND, -1) & words.has(Bit.PLACE_START, -2)
    alone = ~words.has(Bit.NAME, 1) & (the & ~words.has(Bit.OF, 1) | joined)
    asked = words.among("compass") & words.has(Bit.NAME) & alone
    taken = {at for m in named.mentions for at in range(m.first, m.last + 1)}
    found = []
    for at in np.flatnonzero(asked).tolist():
        doc = int(words.tokens.doc[at])
        word = words.forms.words[words.forms.base[words.tokens.type[at]]]
        cluster = halves.get((doc, fold(word)))
        if cluster is not None and at not in taken:
            link = Link(0, "half of a country that the article names", 0.8)
            found.append(Mention(at, at, doc, cluster, link))
    insert(named, found)


def _is_half(key: tuple[str, ...]) -> bool:
    """Say whether both the country and its half are countries: "South Korea"."""
    whole = bits_of(key[1].title()) & Bit.COUNTRY
    return bool(whole and key[0] in {"north", "south", "east", "west"})


def _known_names(named: Named) -> dict[int, dict[tuple[str, ...], int]]:
    known: dict[int, dict[tuple[str, ...], int]] = {}
    for number, (cluster, doc) in enumerate(
        zip(named.clusters, named.docs, strict=True)
    ):
        if cluster.forms:
            names = known.setdefault(doc, {})
            for key in cluster.keys:
                if len(key) > 1 or not bits_of(key[0]) & Bit.FUNCTION:
                    names.setdefault(key, number)
    for number, (cluster, doc) in enumerate(
        zip(named.clusters, named.docs, strict=True)
    ):
        for key in cluster.keys if cluster.forms and cluster.full else ():
            if len(key) > 1 and not bits_of(key[-1]) & Bit.OPENER:
                known[doc].setdefault(key[-1:], number)
    return known


def _occurrences(
    folded: Sequence[str], names: dict[tuple[str, ...], int]
) -> Iterator[tuple[int, int, int]]:
    at = 0
    while at < len(folded):
        for size in range(min(_LONGEST, len(folded) - at), 0, -1):
            cluster = names.get(tuple(folded[at : at + size]))
            if cluster is not None:
                yield at, at + size, cluster
                at += size - 1
                break
        at += 1
