"""Offices, pronouns, headlines: mentions understood from the rest of the article."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.forms import bits_of, fold
from framing.annotate.actors.mentions import Mention, Named
from framing.annotate.actors.merge import Cluster, Form, Link, gender_of
from framing.annotate.actors.parse import Piece
from framing.annotate.actors.runs import Words, shouted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from framing.annotate.actors.gazetteer import Gazetteer

__all__ = ["add_headlines", "add_offices", "add_pronouns"]

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
_LONGEST = 6


def add_offices(words: Words, named: Named) -> None:
    """Resolve "the president" to the person last mentioned with that title.

    "X, the president of Honduras" goes to X. An office that nobody in the article was
    mentioned with stays out.

    Parameters
    ----------
    words : Words
        The token table with bits.
    named : Named
        Actors and mentions; found mentions are added.
    """
    by_doc = _by_doc(named)
    found: list[Mention] = []
    for first, head, last in _offices(words, named):
        doc = int(words.tokens.doc[head])
        here = by_doc.get(doc, [])
        office = _office(words, head)
        mention = _resolve(words, named, here, office, first, last)
        if mention is None and words.bits[head] & Bit.CAPITAL:
            mention = _unheld(words, named, first, last)
        if mention is not None:
            found.append(mention)
            here.insert(bisect_left([m.first for m in here], first), mention)
    _insert(named, found)


def _offices(words: Words, named: Named) -> Iterator[tuple[int, int, int]]:
    """Give first token, office and last token of every office without a name."""
    office = words.has(Bit.HONOR_ROLE) & words.has(Bit.LOWER)
    ranked = words.has(Bit.RANK, -1)
    lower = office & (words.has(Bit.THE, -1) | (ranked & words.has(Bit.THE, -2)))
    followed = words.has(Bit.NAME, 1) & ~words.has(Bit.FUNCTION | Bit.CALENDAR, 1)
    lower &= ~followed & ~words.has(Bit.GROUP | Bit.ROLE, 1)
    opens = np.arange(len(lower)) - 1 - (ranked & lower)
    rows = [(int(opens[at]), int(at), int(at)) for at in np.flatnonzero(lower)]
    for first, last, _ in named.offices:
        the = bool(first and words.glued[first - 1] and words.bits[first - 1] & Bit.THE)
        if the or last > first:
            rows.append((first - the, last, last))
    return iter(sorted(set(rows)))


def _office(words: Words, head: int) -> str:
    word = fold(words.forms.words[words.forms.base[words.tokens.type[head]]])
    return _SHORT_OFFICES.get(word, word)


def _resolve(
    words: Words,
    named: Named,
    here: Sequence[Mention],
    office: str,
    first: int,
    last: int,
) -> Mention | None:
    at = bisect_left([m.first for m in here], first)
    doc = int(words.tokens.doc[last])
    beside = _beside(words, named, here[max(at - 1, 0) : at + 1], first, last)
    if beside is not None:
        named.clusters[beside].titles.add(office)
        link = Link(0, "stands beside the name", 0.95, mention="role")
        return Mention(first, last, doc, beside, link)
    if words.has_at(Bit.OF, last + 1):  # the office of somewhere else
        return None
    holders = [
        m.cluster for m in here[:at] if _holds(named.clusters[m.cluster], office)
    ]
    if not holders:
        return None
    several = len(set(holders)) > 1
    rule = f"last person mentioned as {office}"
    link = Link(0, rule, 0.6 if several else 0.85, mention="role")
    return Mention(first, last, doc, holders[-1], link)


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


def _beside(
    words: Words, named: Named, near: Sequence[Mention], first: int, last: int
) -> int | None:
    """Find the person of "X, the president" or "the president, X"."""
    for mention in near:
        if named.clusters[mention.cluster].type != "person":
            continue
        before = mention.last < first and _in_apposition(words, mention.last, first)
        after = mention.first > last and _in_apposition(words, last, mention.first)
        if before or after:
            return mention.cluster
    return None


def _in_apposition(words: Words, last: int, first: int) -> bool:
    """Say whether only a comma (and a closing quotation mark) stands between."""
    between = words.bits[last + 1 : first]
    marks = [bool(bits & (Bit.COMMA | Bit.QUOTE | Bit.DASH)) for bits in between]
    return 1 <= len(marks) <= 2 and all(marks) and bool(words.glued[last:first].all())


def _holds(cluster: Cluster, office: str) -> bool:
    return cluster.type == "person" and any(
        _SHORT_OFFICES.get(fold(word), fold(word)) == office
        for title in cluster.titles
        for word in title.split()
    )


def add_pronouns(words: Words, named: Named, gazetteer: Gazetteer) -> None:
    """Resolve "he" and "she" where only one person can be meant.

    The person must be the only one of that gender mentioned earlier in the sentence
    and in the sentence before; a gender that is not known fits both.

    Parameters
    ----------
    words : Words
        The token table with bits.
    named : Named
        Actors and mentions; found mentions are added.
    gazetteer : Gazetteer
        Whose ``pronouns`` say which fit an actor.
    """
    by_doc = _by_doc(named)
    gender = [_gender(cluster, gazetteer) for cluster in named.clusters]
    found: list[Mention] = []
    for at in np.flatnonzero(words.has(Bit.HE | Bit.SHE)).tolist():
        here = by_doc.get(int(words.tokens.doc[at]), [])
        wanted = Bit.MALE if words.bits[at] & Bit.HE else Bit.FEMALE
        cluster = _antecedent(words, named, here, at, wanted, gender)
        if cluster is None:
            continue
        link = Link(0, "the only person it can mean nearby", 0.7, mention="pronoun")
        mention = Mention(at, at, int(words.tokens.doc[at]), cluster, link)
        found.append(mention)
        here.insert(bisect_left([m.first for m in here], at), mention)
    _insert(named, found)


def _antecedent(
    words: Words,
    named: Named,
    here: Sequence[Mention],
    at: int,
    wanted: int,
    gender: Sequence[int],
) -> int | None:
    sentence = int(words.tokens.sentence[at])
    low = bisect_left([m.first for m in here], at)
    for back in (1, 2):
        near = {
            m.cluster
            for m in here[max(low - 12, 0) : low]
            if words.tokens.sentence[m.first] >= sentence - back
            and named.clusters[m.cluster].type == "person"
        }
        fitting = [n for n in near if gender[n] in {0, wanted}]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            return None
    return None


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
    taken = {m.first for m in named.mentions}
    found: list[Mention] = []
    for sentence in loud.tolist():
        low, high = np.searchsorted(tokens.sentence, [sentence, sentence + 1]).tolist()
        doc = int(tokens.sentence_doc[sentence])
        names = known.get(doc, {})
        base = words.forms.base[tokens.type[low:high]]
        folded = [fold(words.forms.words[n]) for n in base.tolist()]
        for start, end, cluster in _occurrences(folded, names):
            if low + start not in taken:
                link = Link(0, "headline, known from the body", 0.9)
                found.append(Mention(low + start, low + end - 1, doc, cluster, link))
    _insert(named, found)


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


def _by_doc(named: Named) -> dict[int, list[Mention]]:
    by_doc: dict[int, list[Mention]] = {}
    for mention in named.mentions:
        by_doc.setdefault(mention.doc, []).append(mention)
    return by_doc


def _insert(named: Named, found: Sequence[Mention]) -> None:
    if found:
        named.mentions = sorted([*named.mentions, *found], key=lambda m: m.first)
