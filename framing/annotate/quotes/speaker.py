"""From the words that name a speaker to the actor who speaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from framing.annotations import Annotations

__all__ = ["SpeakerName", "name_speaker", "speaker_actors"]

_BODIES = frozenset({"organisation", "government"})
_PEOPLE = frozenset({"person", "group"})
_OWNS = re.compile(r"['’]")
# What hangs on a noun before it: "a lawyer for Lee", "Ostrik of the Border Service".
_HANGS = re.compile(
    r"(?:\A|\s)(?:of|for|to|with|from|at|by)\s+(?:the\s+|a\s+|an\s+)?\Z"
)
# Who serves, follows or fights a person: "a Lee adviser" is not Lee.
_NOUN = re.compile(
    r" (?:campaign |policy |legal |political |team )?"
    r"(?:advis[eo]r|aide|spokes(?:man|woman|person)|staffer|official|lawyer|attorney"
    r"|all(?:y|ies)|supporter|critic|loyalist|backer|associate|confidante?|surrogate"
    r"|strategist|donor|voter|appointee|nominee|campaign|team|camp|office|foe|opponent"
    r"|friend|biographer|pollster|fan|relative|representative|deputy|source|founder"
    r"|chief|manager|chairman|director|editor|secretary|counsel|follower)s?\b"
)
_QUOTE_MARKS = "\"“”'‘’`«»„ "


@dataclass(frozen=True, slots=True)
class SpeakerName:
    """A mention of an actor, with where its title starts."""

    start: int
    end: int
    label: str
    type: str
    opens: int


def speaker_actors(spans: pd.DataFrame, actors: Annotations | None) -> list[str]:
    """Give each speaker the actor that its words name.

    The first actor named is the speaker, but for one whom a preposition or a possessive
    ties to somebody else: "Col. Ostrik of the Border Service" is Ostrik, "a spokesman
    for the Border Service" speaks for the service, and "Lee's lawyer" or "a friend of
    Lee" is not Lee. "It" and "they" behind their own words ("The service agreed, it
    said") are who those words begin with.

    Parameters
    ----------
    spans : DataFrame
        Quotes with ``doc_id``, ``start``, ``speaker_start``, ``speaker_end`` and
        ``rule``.
    actors : Annotations or None
        From :func:`framing.find_actors`.

    Returns
    -------
    list of str
        Labels of actors, empty where there is none.
    """
    if actors is None:
        return [""] * len(spans)
    mentions = _mentions_by_article(actors)
    texts = dict(zip(actors.corpus.doc_ids, actors.corpus.texts, strict=True))
    columns = ("doc_id", "start", "speaker_start", "speaker_end", "rule")
    known: dict[tuple[str, int, int, int], str] = {}
    found = []
    rows = zip(*(spans[name].tolist() for name in columns), strict=True)
    for doc_id, place, start, end, rule in rows:
        own = place if rule == "final" else -1
        key = (doc_id, start, end, own)
        if key not in known:
            here = mentions.get(doc_id, [])
            known[key] = name_speaker(here, texts[doc_id], start, end, own)
        found.append(known[key])
    return found


def _mentions_by_article(actors: Annotations) -> dict[str, list[SpeakerName]]:
    spans = actors.spans
    # Annotations made by hand may lack the columns of find_actors.
    columns = [spans[name].tolist() for name in ("doc_id", "start", "end", "label")]
    for name, missing in (("actor_type", "unknown"), ("title", "")):
        known = name in spans.columns
        columns.append(spans[name].tolist() if known else [missing] * len(spans))
    mentions: dict[str, list[SpeakerName]] = {}
    rows = zip(*columns, strict=True)
    for doc_id, start, end, label, kind, title in rows:
        opens = start - len(title) - 1 if title else start
        mention = SpeakerName(start, end, label, kind, opens)
        mentions.setdefault(doc_id, []).append(mention)
    for here in mentions.values():
        here.sort(key=_start)
    return mentions


def _start(mention: SpeakerName) -> int:
    return mention.start


_WINDOW = 40  # mentions that may begin before a speaker and still reach into it


def name_speaker(
    mentions: Sequence[SpeakerName], text: str, start: int, end: int, own: int = -1
) -> str:
    """Give the actor that a speaker's words name.

    Parameters
    ----------
    mentions : sequence of SpeakerName
        All of the article, in text order.
    text : str
        The article.
    start, end : int
        Characters of the speaker's words; `start` is negative where there are none.
    own : int, default -1
        Where the words begin that "it" or "they" end with "..., it said".

    Returns
    -------
    str
        Label of the actor, empty where there is none.
    """
    if start < 0:
        return ""
    pronoun = text[start:end].lower()
    if own >= 0 and pronoun in {"it", "they"}:
        return _opening(mentions, text, own, _BODIES if pronoun == "it" else _PEOPLE)
    low = bisect_left(mentions, start, key=_start)
    high = bisect_left(mentions, end, key=_start)
    near = mentions[max(low - _WINDOW, 0) : high]
    inside = [m for m in near if m.end > start]
    free = [m for m in inside if not _is_tied(m, text, start, end)]
    if free:
        return min(free, key=_rank).label
    behind = _apposed(mentions[high : high + 1], text, end)
    if behind:
        return behind
    tied = [m for m in inside if m.type != "person" and not _owns(m, text)]
    tied += [m for m in inside if m.type in _BODIES]
    return tied[0].label if tied else ""


def _apposed(mentions: Sequence[SpeakerName], text: str, end: int) -> str:
    """Read the name behind an office: "the interior minister, Ilse Varn, said"."""
    for mention in mentions:
        if mention.type == "person" and text[end : mention.opens] in {", ", " "}:
            return mention.label
    return ""


def _rank(mention: SpeakerName) -> tuple[bool, int, int]:
    """Order mentions: a person before the body in front, else the first, longest."""
    return mention.type != "person", mention.start, -mention.end


def _is_tied(mention: SpeakerName, text: str, start: int, end: int) -> bool:
    hangs = _HANGS.search(text[start : max(mention.opens, start)])
    return bool(hangs) or _owns(mention, text) or _leads(mention, text, end)


def _leads(mention: SpeakerName, text: str, end: int) -> bool:
    """Say whether a person's name only describes a noun: "a Lee adviser"."""
    noun = _NOUN.match(text, mention.end, max(end, mention.end))
    return mention.type == "person" and noun is not None


def _owns(mention: SpeakerName, text: str) -> bool:
    return bool(_OWNS.match(text, mention.end))


def _opening(
    mentions: Sequence[SpeakerName], text: str, place: int, kinds: frozenset[str]
) -> str:
    """Find the actor whose name opens the words before "it said"."""
    at = bisect_left(mentions, place, key=_start)
    for mention in mentions[at : at + 1]:
        before = text[place : mention.opens].strip(_QUOTE_MARKS).lower()
        if before in {"", "the"} and mention.type in kinds and not _owns(mention, text):
            return mention.label
    return ""
