"""Pronouns in what somebody says: "He lied to us," Lee said, and Lee is not he."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.forms import fold
from framing.annotate.actors.mentions import Mention
from framing.annotate.actors.merge import Link
from framing.annotate.quotes.article import articles
from framing.annotate.quotes.reading import read_article
from framing.annotate.quotes.speaker import SpeakerName, name_speaker
from framing.tokens import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from framing.annotate.actors.mentions import Named
    from framing.annotate.actors.words import Ints, Words
    from framing.annotate.quotes.statement import Span, Statement

__all__ = ["Utterance", "add_spoken", "read_utterances"]

_BEFORE = 16  # mentions that may stand between a pronoun and the sentence before it
_NEAR = 3  # words between "is" and the noun of "he is a good man"


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody says in quotation marks, and where the speaker is named.

    Parameters
    ----------
    parts : tuple of (int, int)
        Its first and last tokens, end exclusive, in text order.
    speaker : (int, int) or None
        Characters of the words that name the speaker.
    place : int
        A token of these words, -1 without them.
    """

    parts: tuple[Span, ...]
    speaker: Span | None
    place: int


def read_utterances(words: Words, asked: Ints) -> dict[int, Utterance]:
    """Find the utterance that each of some words stands in.

    Parameters
    ----------
    words : Words
        The token table with bits.
    asked : ndarray of int64
        Tokens.

    Returns
    -------
    dict of int to Utterance
        By token; words that stand in no utterance are left out.
    """
    tokens = words.tokens
    docs = set(tokens.doc[asked].tolist())
    if not docs:
        return {}
    # The rules of quotes need the library's own tokens.
    found: dict[int, Utterance] = {}
    for article in articles(tokenize(tokens.corpus)):
        if article.number not in docs:
            continue
        low, high = np.searchsorted(tokens.doc, [article.number, article.number + 1])
        start = tokens.start[low:high]
        here = _between(asked, int(low), int(high))
        for statement in read_article(article):
            if statement.kind != "direct":
                continue
            utterance = _utterance(statement, start, int(low))
            for first, end in utterance.parts:
                inside = _between(here, first, end).tolist()
                found |= dict.fromkeys(inside, utterance)
    return found


def _between(places: Ints, low: int, high: int) -> Ints:
    """Give those of sorted tokens that stand between two."""
    return places[slice(*np.searchsorted(places, [low, high]))]


def _utterance(statement: Statement, start: NDArray[np.int32], low: int) -> Utterance:
    found = np.searchsorted(start, np.array(statement.parts)) + low
    parts = tuple(map(tuple, found.tolist()))
    if statement.speaker is not None:
        first, end = np.searchsorted(start, np.array(statement.speaker)).tolist()
        if first < end:  # another tokenizer may have no token there
            return Utterance(parts, statement.speaker, first + low)
    return Utterance(parts, None, -1)


def add_spoken(
    words: Words,
    named: Named,
    by_doc: Mapping[int, list[Mention]],
    spoken: Mapping[int, Utterance],
    gender: Sequence[int],
) -> list[Mention]:
    """Resolve "he" and "she" in what somebody says.

    Parameters
    ----------
    words : Words
        The token table with bits.
    named : Named
        Actors.
    by_doc : mapping of int to list of Mention
        Mentions of each article in text order; what is found is added.
    spoken : mapping of int to Utterance
        From :func:`read_utterances`.
    gender : sequence of int
        Bits of the gender of each actor, 0 where it is not known.

    Returns
    -------
    list of Mention
        What was found.
    """
    reader = _Reader(words, named, _told(words, by_doc, gender))
    found = []
    for at, utterance in spoken.items():
        doc = int(words.tokens.doc[at])
        here = by_doc[doc]
        cluster = reader.meant(here, at, utterance)
        if cluster is not None:
            link = Link(
                0, "the only person the speaker can mean", 0.7, mention="pronoun"
            )
            mention = Mention(at, at, doc, cluster, link)
            found.append(mention)
            here.insert(bisect_left(here, at, key=_first), mention)
    return found


def _first(mention: Mention) -> int:
    return mention.first


def _told(
    words: Words, by_doc: Mapping[int, list[Mention]], gender: Sequence[int]
) -> list[int]:
    """Learn a gender from the pronouns that the article itself has for a person."""
    told = list(gender)
    seen: dict[int, int] = {}
    for mentions in by_doc.values():
        for mention in mentions:
            if mention.link.mention == "pronoun":
                bit = words.bits[mention.first] & (Bit.HE | Bit.SHE)
                seen[mention.cluster] = seen.get(mention.cluster, 0) | int(bit)
    for cluster, bits in seen.items():
        if not told[cluster] and bits in {Bit.HE, Bit.SHE}:
            told[cluster] = Bit.MALE if bits == Bit.HE else Bit.FEMALE
    return told


class _Reader:
    """Read whom a speaker means."""

    def __init__(self, words: Words, named: Named, gender: Sequence[int]) -> None:
        self._words = words
        self._named = named
        self._gender = gender
        noun = words.has(Bit.ROLE) & words.has(Bit.LOWER)
        self._someone = words.among("someone")
        self._strangers = np.flatnonzero(noun | self._someone)
        self._surnames: dict[int, dict[str, int]] = {}
        self._is = words.among("being")
        self._of = words.among("of_whom")
        self._or = words.among("either")
        self._object = words.among("object_pronouns")
        self._owned = words.has(Bit.THE | Bit.ARTICLE | Bit.DETERMINER)

    def meant(self, here: list[Mention], at: int, said: Utterance) -> int | None:
        """Give the one person nearby who is not the speaker and fits."""
        sentence = self._words.tokens.sentence
        told = self._speaker(here, at, said)
        if told is None or self._is_anybody(at):
            return None
        speaker, known = told
        people = [
            m
            for m in self._near(here, at, said)
            if m.cluster != speaker and self._fits(m.cluster, at, known)
        ]
        near = {
            m.cluster
            for m in people
            if m.first > at or sentence[m.first] >= sentence[at] - 1
        }
        if len(near) != 1 or any(m.cluster not in near for m in people):
            return None
        since = max((m.last for m in people if m.first < at), default=-1)
        return None if self._has_rival(here, since, at) else near.pop()

    def _is_anybody(self, at: int) -> bool:
        """Say whether "he or she" is meant, which is anybody."""
        beside = (k for k in (at - 1, at + 1) if 0 <= k < len(self._or))
        return any(self._or[k] for k in beside)

    def _fits(self, cluster: int, at: int, known: bool) -> bool:
        """Say whether a person may be so called; one of unknown gender may speak."""
        if self._named.clusters[cluster].type != "person":
            return False
        wanted = Bit.MALE if self._words.bits[at] & Bit.HE else Bit.FEMALE
        told = self._gender[cluster]
        return told == wanted or (told == 0 and known)

    def _near(self, here: list[Mention], at: int, said: Utterance) -> Iterator[Mention]:
        """Give mentions in the two sentences before, and in "Lee said of Bell"."""
        sentence = self._words.tokens.sentence
        low = bisect_left(here, at, key=_first)
        for mention in here[max(low - _BEFORE, 0) : low]:
            if sentence[mention.first] >= sentence[at] - 2:
                yield mention
        beside = {sentence[at]}
        if said.place >= 0:
            beside.add(sentence[said.place])
        for mention in here[low : low + _BEFORE]:
            opens = mention.first - len(mention.title.split())
            if sentence[mention.first] in beside and self._of[opens - 1]:
                yield mention

    def _speaker(
        self, here: list[Mention], at: int, said: Utterance
    ) -> tuple[int | None, bool] | None:
        """Give the speaker, and whether nobody else nearby can be the speaker.

        None where the speaker is not known and may be the one that is asked about.
        """
        if said.speaker is None:
            return None
        words = self._words
        bits = int(words.bits[said.place]) & (Bit.HE | Bit.SHE)
        if bits:
            low = bisect_left(here, said.place, key=_first)
            if low < len(here) and here[low].first == said.place:
                return here[low].cluster, True
            return None if bits & words.bits[at] else (None, False)
        doc = int(words.tokens.doc[at])
        text = words.tokens.corpus.texts[doc]
        names = [self._name(m) for m in self._beside(here, said.place, said.speaker[1])]
        label = name_speaker(names, text, *said.speaker)
        if label:
            return int(label), True
        return self._namesake(doc, here, text[slice(*said.speaker)]), True

    def _beside(self, here: list[Mention], place: int, end: int) -> list[Mention]:
        """Give the mentions that can name a speaker: not all of a long article."""
        start = self._words.tokens.start
        low = bisect_left(here, place, key=_first)
        high = bisect_left(here, end, lo=low, key=lambda m: int(start[m.first]))
        return here[max(low - _BEFORE, 0) : high + 1]

    def _namesake(self, doc: int, here: list[Mention], speaker: str) -> int | None:
        """Find the person whose surname, not found as a name, ends the speaker."""
        known = self._surnames.get(doc)
        if known is None:
            known = self._surnames[doc] = {}
            for cluster in dict.fromkeys(m.cluster for m in here):
                for key in self._named.clusters[cluster].keys:
                    known.setdefault(key[-1], cluster)
        return known.get(fold(speaker.split()[-1]))

    def _name(self, mention: Mention) -> SpeakerName:
        tokens = self._words.tokens
        opens = mention.first - len(mention.title.split())
        return SpeakerName(
            int(tokens.start[mention.first]),
            int(tokens.end[mention.last]),
            str(mention.cluster),
            self._named.clusters[mention.cluster].type,
            int(tokens.start[opens]),
        )

    def _has_rival(self, here: list[Mention], since: int, at: int) -> bool:
        """Say whether "my son" or "someone" may be meant: not so after "he is"."""
        sentence = self._words.tokens.sentence
        first = int(np.searchsorted(sentence, sentence[at] - 1))
        # of "a guard hit him" the guard is not meant
        last = at - _NEAR if self._object[at] else at
        low = bisect_left(here, first, key=_first)
        near = here[max(low - 1, 0) : bisect_left(here, at, lo=low, key=_first)]
        taken = {k for m in near for k in range(m.first, m.last + 1)}
        for k in _between(self._strangers, max(first, since + 1), last).tolist():
            if self._someone[k] or (k not in taken and self._is_somebody(k, since)):
                return True
        return False

    def _is_somebody(self, noun: int, since: int) -> bool:
        """Say whether a noun is led by "my" or "a", and tells not who one is."""
        for k in range(noun - 1, max(noun - 1 - _NEAR, since, 0), -1):
            if self._owned[k]:
                told = self._is[max(k - _NEAR, 0) : k].any() or k - 2 == since
                agent = self._words.has_at(Bit.BY, k - 1, of=k)
                return not (told or agent)
        return False
