"""Read one article: regions, then who says them, then what is said without marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from framing.annotate.quotes.direct import find_direct
from framing.annotate.quotes.indirect import find_indirect
from framing.annotate.quotes.marks import find_regions
from framing.annotate.quotes.statement import Span, Statement
from framing.annotate.quotes.words import Kind

if TYPE_CHECKING:
    from framing.annotate.quotes.article import Article, Region

__all__ = ["read_article"]

_NEAR = 8  # clauses before a quote that are asked whether they hold it
_CUES = Kind.STANCE | Kind.ACCORDING


def read_article(article: Article) -> list[Statement]:
    """Find every quote and indirect statement of an article.

    Parameters
    ----------
    article : Article
        One article; its ``regions`` and ``inside`` are filled here.

    Returns
    -------
    list of Statement
        In the order of their first spans.
    """
    article.regions = find_regions(article)
    article.inside = _inside(article)
    direct = find_direct(article)
    kinds, verbs = article.kinds, article.verbs
    cues = [i for i in range(len(kinds)) if verbs[i] or kinds[i] & _CUES]
    indirect = find_indirect(article, cues)
    return sorted(_weave(article, direct, indirect), key=_first_place)


def _first_place(statement: Statement) -> Span:
    return statement.parts[0]


def _inside(article: Article) -> list[int]:
    inside = [-1] * len(article.kinds)
    for number, region in enumerate(article.regions):
        inside[region.first : region.last] = [number] * (region.last - region.first)
    return inside


def _weave(
    article: Article, direct: list[Statement], indirect: list[Statement]
) -> list[Statement]:
    """Settle which quotes stand alone and which are words inside a clause."""
    mixed = (s for s in indirect if s.kind == "mixed")
    claimed = sorted(mixed, key=_first_character)
    kept: list[Statement] = []
    taken: set[int] = set()
    for statement in direct:
        host = _host(statement, claimed)
        if host is not None and _is_part(article, statement, host):
            host.fragments += statement.parts
            host.status = statement.status
        else:
            kept.append(_widen(article, statement))
            if host is not None and (
                host.cue == statement.cue or _same_place(statement, host)
            ):
                taken.add(id(host))
    used = {s.cue for s in kept if s.rule.startswith("after")}
    return kept + [
        s for s in indirect if id(s) not in taken and not _is_hearer(article, s, used)
    ]


def _is_hearer(article: Article, statement: Statement, used: set[Span | None]) -> bool:
    """Say whether words behind the cue of a quote are no statement of their own.

    In ""We leave," Lee told a hall full of people who cheered" they are the hearers.
    """
    if statement.cue not in used or statement.kind != "indirect":
        return False
    first = bisect_left(article.start, statement.parts[0][0])
    return not article.kinds[first] & (Kind.THAT | Kind.PRONOUN)


def _host(statement: Statement, claimed: list[Statement]) -> Statement | None:
    """Find the clause that holds a quote, in a list ordered by first span."""
    start, end = statement.parts[0]
    at = bisect_right(claimed, start, key=_first_character)
    for host in reversed(claimed[max(0, at - _NEAR) : at]):
        if any(first <= start and end <= last for first, last in host.parts):
            return host
    return None


def _first_character(statement: Statement) -> int:
    return statement.parts[0][0]


def _same_place(statement: Statement, host: Statement) -> bool:
    return host.parts[0][0] == statement.parts[0][0]


def _is_part(article: Article, statement: Statement, host: Statement) -> bool:
    """Say whether a quote is words in a clause rather than an utterance of its own."""
    if len(statement.parts) > 1:
        return False
    if statement.speaker is None:
        return True
    if statement.cue != host.cue:
        return _is_inner(article, statement, host)
    start, end = statement.parts[0]
    opens = article.text[start:end].lstrip("\"“”'‘’`«»")[:1]
    if not opens.isupper():
        return True
    return not statement.rule.startswith("after") and host.parts[-1][1] - end > 3


def _is_inner(article: Article, statement: Statement, host: Statement) -> bool:
    """Say whether a quote that somebody is found for belongs to an outer statement."""
    token = bisect_left(article.start, statement.parts[0][0])
    if statement.rule.startswith("before"):
        return statement.cue is not None and host.parts[0][0] < statement.cue[0]
    if not statement.rule.startswith("after") or article.bounds(token)[0] == token:
        return False
    return not article.kinds[token - 1] & (Kind.COLON | Kind.COMMA)


def _widen(article: Article, statement: Statement) -> Statement:
    """Take in the start of a sentence whose last words alone are quoted."""
    if not statement.rule.startswith("after") or statement.kind != "direct":
        return statement
    region = _region_at(article, statement.parts[0][0])
    low = article.bounds(region.first)[0]
    before = _last_region(article, region)
    if before is not None:
        low = max(low, before.last)
    while low < region.first and article.kinds[low] & (Kind.AND | Kind.COMMA):
        low += 1
    if region.first - low < 2 or article.kinds[region.first - 1] & Kind.COLON:
        return statement
    return Statement(
        kind="mixed",
        rule=statement.rule,
        parts=[(article.start[low], region.end), *statement.parts[1:]],
        speaker=statement.speaker,
        cue=statement.cue,
        status=statement.status,
        fragments=[(region.start, region.end)],
    )


def _region_at(article: Article, place: int) -> Region:
    """Find the quote that starts at a character."""
    return article.regions[article.inside[bisect_left(article.start, place)]]


def _last_region(article: Article, region: Region) -> Region | None:
    number = article.inside[region.first]
    return article.regions[number - 1] if number > 0 else None
