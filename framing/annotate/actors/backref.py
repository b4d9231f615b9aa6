"""Headlines and "the South": names understood from the rest of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.forms import bits_of, fold
from framing.annotate.actors.mentions import Mention, Named, insert
from framing.annotate.actors.merge import Link
from framing.annotate.actors.runs import shouted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from framing.annotate.actors.words import Words

__all__ = ["add_compass", "add_headlines"]

_LONGEST = 6


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
