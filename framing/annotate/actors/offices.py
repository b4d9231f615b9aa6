"""Offices without a name: "the president" is the last person mentioned as one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.forms import fold
from framing.annotate.actors.mentions import Mention, Named, by_article, insert
from framing.annotate.actors.merge import Cluster, Form, Link
from framing.annotate.actors.parse import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.annotate.actors.runs import Words

__all__ = ["add_offices"]

_SHORT_OFFICES = {
    "sen": "senator",
    "sens": "senator",
    "rep": "representative",
    "reps": "representative",
    "gov": "governor",
    "pres": "president",
    "gen": "general",
    "amb": "ambassador",
    "congresswoman": "congressman",
    "chairwoman": "chairman",
}


def add_offices(words: Words, named: Named) -> None:
    """Resolve "the president" to the person last mentioned with that title.

    "X, the president of Honduras" goes to X. An office that nobody in the article was
    mentioned with stays out, unless it is written with a capital.

    Parameters
    ----------
    words : Words
        The token table with bits.
    named : Named
        Actors and mentions; found mentions are added.
    """
    solver = _Solver(words, named)
    taken = {at for m in named.mentions for at in range(m.first, m.last + 1)}
    found = [
        solver.solve(first, last)
        for first, last in _offices(words, named)
        if taken.isdisjoint(range(first, last + 1)) and not _leads(words, taken, last)
    ]
    insert(named, [mention for mention in found if mention is not None])


def _leads(words: Words, taken: set[int], last: int) -> bool:
    """Say whether an office stands right before a name, as its title."""
    return last + 1 in taken and bool(words.glued[last])


def _offices(words: Words, named: Named) -> list[tuple[int, int]]:
    """Give first and last token of every office without a name."""
    office = words.has(Bit.HONOR_ROLE) & words.has(Bit.LOWER)
    ranked = words.has(Bit.RANK, -1)
    lower = office & (words.has(Bit.THE, -1) | (ranked & words.has(Bit.THE, -2)))
    followed = words.has(Bit.NAME, 1) & ~words.has(Bit.FUNCTION | Bit.CALENDAR, 1)
    lower &= ~followed & ~words.has(Bit.GROUP | Bit.ROLE, 1)
    opens = np.arange(len(lower)) - 1 - (ranked & lower)
    rows = [(int(opens[at]), int(at)) for at in np.flatnonzero(lower)]
    for first, last, _ in named.offices:
        if words.has_at(Bit.THE, first - 1, of=first):
            rows.append((first - 1, last))
        elif last > first:
            rows.append((first, last))
    return sorted(set(rows))


class _Solver:
    """Remember who is mentioned where and who holds which office."""

    def __init__(self, words: Words, named: Named) -> None:
        self._words = words
        self._named = named
        self._mentions = by_article(named)
        self._holders: dict[tuple[int, str], set[int]] = defaultdict(set)
        for number, (cluster, doc) in enumerate(
            zip(named.clusters, named.docs, strict=True)
        ):
            if cluster.type == "person":
                for word in (w for title in cluster.titles for w in title.split()):
                    self._holders[doc, _office(word)].add(number)

    def solve(self, first: int, last: int) -> Mention | None:
        """Find whom an office means, and remember it as a mention."""
        doc = int(self._words.tokens.doc[last])
        here = self._mentions[doc]
        at = bisect_left(here, first, key=lambda mention: mention.first)
        found = self._beside(here[max(at - 1, 0) : at + 1], first, last)
        found = found or self._last_holder(here[:at], first, last)
        if found is None and self._words.bits[last] & Bit.CAPITAL:
            found = _unheld(self._words, self._named, first, last)
        if found is not None:
            here.insert(at, found)
        return found

    def _spelt(self, at: int) -> str:
        forms = self._words.forms
        return _office(forms.words[forms.base[self._words.tokens.type[at]]])

    def _beside(self, near: Sequence[Mention], first: int, last: int) -> Mention | None:
        """Read "X, the president" and "the president, X"."""
        for other in near:
            before = other.last < first and _apposed(self._words, other.last, first)
            after = other.first > last and _apposed(self._words, last, other.first)
            cluster = self._named.clusters[other.cluster]
            if cluster.type == "person" and (before or after):
                office = self._spelt(last)
                cluster.titles.add(office)
                self._holders[other.doc, office].add(other.cluster)
                link = Link(0, "stands beside the name", 0.95, mention="role")
                return Mention(first, last, other.doc, other.cluster, link)
        return None

    def _last_holder(
        self, before: Sequence[Mention], first: int, last: int
    ) -> Mention | None:
        if self._words.has_at(Bit.OF, last + 1, of=last):  # an office of elsewhere
            return None
        office = self._spelt(last)
        doc = int(self._words.tokens.doc[last])
        holders = self._holders.get((doc, office), set())
        if not holders:
            return None
        for other in reversed(before):
            if other.cluster in holders:
                sure = 0.85 if len(holders) == 1 else 0.6
                rule = f"last person mentioned as {office}"
                link = Link(0, rule, sure, mention="role")
                return Mention(first, last, doc, other.cluster, link)
        return None


def _office(word: str) -> str:
    folded = fold(word)
    return _SHORT_OFFICES.get(folded, folded)


def _unheld(words: Words, named: Named, first: int, last: int) -> Mention:
    """Make an actor of an office that the article gives no name: "the Pope"."""
    doc = int(words.tokens.doc[last])
    start = first + bool(words.bits[first] & Bit.THE)
    base = words.forms.base[words.tokens.type[start : last + 1]].tolist()
    text = tuple(words.forms.words[n] for n in base)
    key = tuple(map(fold, text))
    piece = Piece(0, 0, text, key, "person", 0.5, kind="role")
    link = Link(0, "office without a name in the article", 0.5, mention="role")
    known = named.office_of.get((doc, key))
    if known is None:
        known = named.office_of[doc, key] = len(named.clusters)
        named.forms.append(Form(piece, 0, 1, 0))
        form = len(named.forms) - 1
        named.clusters.append(Cluster(key, [0], [key], "person", 0.5, why="an office"))
        named.docs.append(doc)
        named.bases.append(form)
    return Mention(first, last, doc, known, link)


def _apposed(words: Words, last: int, first: int) -> bool:
    """Say whether only a comma (and a closing quotation mark) stands between."""
    between = words.bits[last + 1 : first]
    marks = [bool(bits & (Bit.COMMA | Bit.QUOTE | Bit.DASH)) for bits in between]
    return 1 <= len(marks) <= 2 and all(marks) and bool(words.glued[last:first].all())
