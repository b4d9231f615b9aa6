"""Offices without a name: "the president" is the last person mentioned as one."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.clusters import Cluster, Form
from framing.annotate.actors.forms import fold
from framing.annotate.actors.mentions import Mention, Named, by_article, insert
from framing.annotate.actors.merge import Link
from framing.annotate.actors.parse import Piece
from framing.annotate.actors.runs import is_quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from framing.annotate.actors.words import Words

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
    # "the Ohio governor" holds a place, which stays one
    names = (m for m in named.mentions if named.clusters[m.cluster].type != "place")
    taken = {at for m in names for at in range(m.first, m.last + 1)}
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
    placed = words.has(Bit.PLACE, -1) & ~words.has(Bit.POSSESSIVE, -1)
    placed |= words.has(Bit.CAPITAL, -1) & words.has(Bit.PLACE_START, -2)
    led = words.has(Bit.THE, -1) | (ranked & words.has(Bit.THE, -2))
    two = placed & words.has(Bit.THE, -2)
    three = placed & words.has(Bit.THE, -3) & words.has(Bit.CAPITAL, -2)
    lower = office & (led | two | three)
    followed = words.has(Bit.NAME, 1) & ~words.has(Bit.FUNCTION | Bit.CALENDAR, 1)
    lower &= ~followed & ~words.has(Bit.GROUP | Bit.ROLE, 1)
    opens = np.arange(len(lower)) - 1 - ((ranked | two) & lower) - 2 * (three & lower)
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
                for office in (
                    o for title in cluster.titles for o in _offices_in(title)
                ):
                    self._holders[doc, office].add(number)

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

    def _word(self, at: int) -> str:
        forms = self._words.forms
        word: str = forms.words[forms.base[self._words.tokens.type[at]]]
        return word

    def _spelt(self, first: int, last: int) -> str:
        """Name an office by its noun and what makes it another: "vice president"."""
        office = _office(self._word(last))
        rank = fold(self._word(last - 1)) if last > first else ""
        return f"{rank} {office}" if rank in _RANKS else office

    def _is_former(self, first: int, last: int) -> bool:
        return any(fold(self._word(at)) == "former" for at in range(first, last))

    def _place_in(self, first: int, last: int) -> str:
        """Give the place of "the Ohio governor", if there is one."""
        named = Bit.PLACE | Bit.PLACE_START
        inside = [at for at in range(first, last) if self._words.bits[at] & named]
        return " ".join(self._word(at) for at in inside)

    def _serves(self, holder: int, before: Sequence[Mention], place: str) -> bool:
        """Say whether a place stands in a title, or as "of Ohio" behind a name."""
        if any(place in title for title in self._named.clusters[holder].titles):
            return True
        return any(
            place == self._behind(mention, len(place.split()))
            for mention in before
            if mention.cluster == holder
        )

    def _behind(self, mention: Mention, n: int) -> str:
        """Give the `n` words behind "of" after a mention."""
        at = mention.last + 1
        if not self._words.has_at(Bit.OF, at, of=mention.last):
            return ""
        last = min(at + 1 + n, len(self._words.tokens))
        return " ".join(self._word(k) for k in range(at + 1, last))

    def _beside(self, near: Sequence[Mention], first: int, last: int) -> Mention | None:
        """Read "X, the president" and "the president, X"."""
        for other in near:
            before = other.last < first and _apposed(self._words, other.last, first)
            # "I saw the president," Lee said: Lee is not the president
            after = other.first == last + 2 and _apposed(self._words, last, other.first)
            cluster = self._named.clusters[other.cluster]
            if cluster.type == "person" and (before or after):
                office = self._spelt(first, last)
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
        office = self._spelt(first, last)
        doc = int(self._words.tokens.doc[last])
        holders = self._holders.get((doc, office), set())
        if not holders or (len(holders) > 1 and self._is_former(first, last)):
            return None
        place = self._place_in(first, last)
        if place:
            holders = {n for n in holders if self._serves(n, before, place)}
        found = [mention for mention in before if mention.cluster in holders]
        if not found:
            return None
        sure, meant = 0.85 if len(holders) == 1 else 0.6, found[-1]
        rule = f"last person mentioned as {office}"
        if is_quoted(self._words, meant.first) and not is_quoted(self._words, first):
            # whom a speaker calls president need not be whom the reporter means
            n = Counter(mention.cluster for mention in found)
            meant = max(reversed(found), key=lambda mention: n[mention.cluster])
            if meant.cluster != found[-1].cluster:
                rule = f"person mentioned most as {office}"
        link = Link(0, rule, sure, mention="role")
        return Mention(first, last, doc, meant.cluster, link)


# Words before an office that make it another one.
_RANKS = frozenset(
    "vice deputy attorney lieutenant solicitor surgeon inspector".split()
)


def _offices_in(title: str) -> Iterator[str]:
    """List the offices of a title: "vice president" is no president."""
    words = [fold(word) for word in title.split()]
    for before, word in pairwise(["", *words]):
        before = "lieutenant" if before == "lt" else before
        office = _SHORT_OFFICES.get(word, word)
        under = "deputy " if "deputy" in words[: words.index(word)] else ""
        ranked = f"{before} {office}" if before in _RANKS else office
        yield ranked if ranked.startswith(under) else under + ranked


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
