"""Pronouns: "he" and "she" where only one person can be meant."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.clusters import Cluster, gender_of
from framing.annotate.actors.mentions import Mention, Named, by_article, insert
from framing.annotate.actors.merge import Link
from framing.annotate.actors.posts import unnamed_posts
from framing.annotate.actors.runs import is_quoted
from framing.annotate.actors.spoken import add_spoken, read_utterances
from framing.annotate.actors.words import shifted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.annotate.actors.gazetteer import Gazetteer
    from framing.annotate.actors.words import Bools, Words

__all__ = ["add_pronouns"]


def add_pronouns(words: Words, named: Named, gazetteer: Gazetteer) -> None:
    """Resolve "he" and "she" where only one person can be meant.

    The person must be the only one of that gender mentioned earlier in the sentence
    and in the sentence before; a gender that is not known fits both. Where somebody
    without a name ("the trust's chairman") may be meant, the pronoun is left alone.
    In what somebody says, the speaker is not "he" or "she", but "I".

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
    asked = np.flatnonzero(words.has(Bit.HE | Bit.SHE) & ~_proverbial(words))
    spoken = read_utterances(words, asked)
    found: list[Mention] = []
    for at in asked.tolist():
        if at in spoken:
            continue
        here = by_doc[int(words.tokens.doc[at])]
        wanted = Bit.MALE if words.bits[at] & Bit.HE else Bit.FEMALE
        cluster = _antecedent(words, named, here, at, wanted, gender)
        if cluster is None or _has_rival(words, here, cluster, at, unnamed):
            continue
        link = Link(0, "the only person it can mean nearby", 0.7, mention="pronoun")
        mention = Mention(at, at, int(words.tokens.doc[at]), cluster, link)
        found.append(mention)
        here.insert(bisect_left(here, at, key=_first), mention)
    found += add_spoken(words, named, by_doc, spoken, gender)
    insert(named, found)


def _proverbial(words: Words) -> Bools:
    """Say where "he who dares wins" means anybody; "it was he who won" does not."""
    named = words.among("object_pronouns") | shifted(words, words.among("being"), -1)
    found: Bools = words.has(Bit.WHO, 1) & ~named
    return found


def _has_rival(
    words: Words, here: Sequence[Mention], cluster: int, at: int, unnamed: Sequence[int]
) -> bool:
    """Say whether a person without a name, "the trust's chairman", may be meant.

    One in the sentence of the pronoun may be, and one in the sentence before if the
    person is not mentioned after it.
    """
    sentence = words.tokens.sentence
    low = bisect_left(here, at, key=_first)
    before = (here[k] for k in range(low - 1, -1, -1))
    named = next((m.first for m in before if m.cluster == cluster), -1)
    for k in range(bisect_left(unnamed, at) - 1, -1, -1):
        post = unnamed[k]
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
