"""Who says what stands in quotation marks.

Each rule looks at one side of a quote: behind it ("...," said X), before it (X said:
"..."), or at the quote before it (X goes on speaking).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from framing.annotate.quotes.clauses import hangs
from framing.annotate.quotes.cues import Role, closes_clause, read_role, subject_of
from framing.annotate.quotes.own import is_own_report
from framing.annotate.quotes.phrases import (
    Phrase,
    clause_subject,
    grow_left,
    grow_right,
    subject_before,
)
from framing.annotate.quotes.statement import Span, Statement
from framing.annotate.quotes.verbs import Form, Takes
from framing.annotate.quotes.words import Kind

if TYPE_CHECKING:
    from framing.annotate.quotes.article import Article, Region

__all__ = ["find_direct"]

_ENDS_SPEECH = frozenset(",.?!…-–—―")
_ENDS_SENTENCE = frozenset(".?!…")
_CLOSERS = "\"'“”‘’»«`)] "
_BREAK = re.compile(r"[\n\r\u2029]")
_PERSONS = frozenset("he she they his her their".split())
_WALL = Kind.STOP | Kind.SEMICOLON
_SHORT = 6  # tokens of a quoted name that may stand inside an apposition
_SIDE = 30  # tokens between a quote and its cue
_BETWEEN = (
    Kind.PREPOSITION
    | Kind.DETERMINER
    | Kind.CAPITAL
    | Kind.TIME
    | Kind.ADVERB
    | Kind.THAT
    | Kind.TO
)

# Who speaks, which word says so, and by which rule.
_Found = tuple[Phrase, Phrase, str]


def find_direct(article: Article) -> list[Statement]:
    """Find the speaker of every region, where there is one.

    Parameters
    ----------
    article : Article
        One article, its regions found.

    Returns
    -------
    list of Statement
        One for each region, in text order; consecutive ones that one person goes on
        saying share one statement.
    """
    found: list[Statement] = []
    regions = [None, *article.regions, None]
    for before, region, after in zip(regions, regions[1:], regions[2:], strict=False):
        if region is None:
            continue
        reading = _behind(article, region, after) or _ahead(article, region, before)
        if reading is not None and is_own_report(article, *reading[:2]):
            reading = None
        if reading is not None:
            _add(article, region, before, reading, found)
        elif not _continues(article, region, before, found):
            found.append(_silent(article, region))
    return found


def _continues(
    article: Article, region: Region, before: Region | None, found: list[Statement]
) -> bool:
    """Give a region to the speaker of the one before, who goes on speaking."""
    if before is None or not found:
        return False
    if _goes_on(article, before, region, found[-1]):
        _append(found[-1], region)
        return True
    if _follows(article, before, region, found[-1]):
        found.append(_next_paragraph(region, found[-1]))
        return True
    return False


def _append(statement: Statement, region: Region) -> None:
    statement.parts.append((region.start, region.end))
    if statement.status != "unclosed":
        statement.status = region.status


def _add(
    article: Article,
    region: Region,
    before: Region | None,
    reading: _Found,
    found: list[Statement],
) -> None:
    """Add a region whose speaker is named to the statements found."""
    speaker, cue, rule = reading
    what = _characters(article, cue)
    last = found[-1] if found else None
    if last is None or before is None or last.cue != what:
        if last is None or not _waits(last, before):
            last = _spoken_before(article, region, found)
            found.append(last)
        last.speaker, last.cue, last.rule = _characters(article, speaker), what, rule
    _append(last, region)


def _waits(statement: Statement, before: Region | None) -> bool:
    """Say whether a quote of several paragraphs has not named its speaker yet."""
    unfinished = before is not None and before.status == "continues"
    return unfinished and statement.speaker is None and statement.kind == "direct"


def _characters(article: Article, phrase: Phrase) -> Span:
    return article.start[phrase[0]], article.end[phrase[1] - 1]


def _spoken_before(
    article: Article, region: Region, found: list[Statement]
) -> Statement:
    """Take back the quotes right before the one that X is said to say."""
    statement = Statement("direct", "")
    start = region.start
    while found and found[-1].speaker is None and found[-1].kind == "direct":
        gap = article.text[found[-1].parts[-1][1] : start]
        if gap.strip() or _BREAK.search(gap):
            break
        earlier = found.pop()
        statement.parts[:0] = earlier.parts
        if earlier.status == "unclosed":
            statement.status = "unclosed"
        start = statement.parts[0][0]
    return statement


def _behind(article: Article, region: Region, after: Region | None) -> _Found | None:
    """Read '..., said X', '..., X said' and '..., according to X'."""
    kinds = article.kinds
    p = region.last
    if p >= len(kinds) or article.paragraph[article.sentence[p]] != region.paragraph:
        return None
    if kinds[p] & Kind.DASH and p + 1 < len(kinds):
        signed = _signature(article, p)
        if signed is not None:
            return signed
    ended = _last_sign(article, region)
    if kinds[p] & (Kind.COMMA | Kind.DASH):
        p += 1
        ended = ","
    if ended not in _ENDS_SPEECH or p >= len(kinds):
        return None
    if ended == "." and article.bounds(p)[0] == p:
        return None
    stop = article.bounds(p)[1]
    if after is not None and after.last - after.first > _SHORT:
        stop = min(stop, after.first)
    if not _can_be_said(article, region):
        return None
    return _inverted(article, p, stop) or _subject_first(article, p, stop)


def _can_be_said(article: Article, region: Region) -> bool:
    """Say whether the words before a quote in its sentence are no mere opening.

    In 'On "Meet the Press," Ann Lee said' the quote is a name and not what she said.
    """
    low = article.bounds(region.first)[0]
    earlier = [k for k in range(low, region.first) if article.inside[k] >= 0]
    if earlier or region.first - low < 2 or region.status != "closed":
        return True
    if article.kinds[region.first - 1] & (Kind.COLON | Kind.COMMA):
        return True
    return not hangs(article, low, region.first)


def _last_sign(article: Article, region: Region) -> str:
    """Return the last character in a closed quote, its marks left out."""
    if region.status != "closed":
        return ""
    words = article.text[region.start : region.end].rstrip(_CLOSERS)
    return words[-1:]


def _signature(article: Article, dash: int) -> _Found | None:
    """Read '"..." — Ann Lee' at the end of a paragraph."""
    kinds = article.kinds
    high = article.bounds(dash + 1)[1]
    last = high
    while last > dash + 1 and kinds[last - 1] & Kind.STOP:
        last -= 1
    if not dash + 1 < last <= dash + 8 or not kinds[dash + 1] & Kind.CAPITAL:
        return None
    if any(kinds[k] & (Kind.AUXILIARY | Kind.MARK) for k in range(dash + 1, last)):
        return None
    number = article.sentence[dash + 1]
    closes = number + 1 >= len(article.paragraph) or (
        article.paragraph[number + 1] != article.paragraph[number]
    )
    speaker = grow_right(article, dash + 1, last)
    if speaker is None or not closes:
        return None
    return speaker, (dash, dash + 1), "after, dash"


def _inverted(article: Article, p: int, stop: int) -> _Found | None:
    kinds, verbs = article.kinds, article.verbs
    i = p
    while i < stop and kinds[i] & Kind.ADVERB and not kinds[i] & Kind.CAPITAL:
        i += 1
    if i + 1 >= stop:
        return None
    if kinds[i] & Kind.ACCORDING and kinds[i + 1] & Kind.TO:
        speaker = grow_right(article, i + 2, stop)
        return None if speaker is None else (speaker, (i, i + 2), "after, according")
    if not (verbs[i] & Takes.QUOTE and verbs[i] & (Form.PAST | Form.S)):
        return None
    speaker = grow_right(article, i + 1, stop)
    if speaker is None:
        return None
    return speaker, (i, i + 1), "after, inverted"


def _subject_first(article: Article, p: int, stop: int) -> _Found | None:
    kinds, verbs = article.kinds, article.verbs
    for i in range(p + 1, min(stop, p + _SIDE)):
        if kinds[i] & _WALL and not kinds[min(i + 1, stop - 1)] & Kind.CLOSE:
            return None
        if article.inside[i] >= 0:
            continue
        if verbs[i] & Takes.QUOTE and read_role(article, i) == Role.FINITE:
            speaker = subject_before(article, i, p)
            if speaker is not None and closes_clause(article, i, stop):
                return speaker, (i, i + 1), "after, subject"
    return None


def _ahead(article: Article, region: Region, before: Region | None) -> _Found | None:
    """Read 'X said, ...', 'X said in a statement: ...' and 'X: ...'."""
    kinds = article.kinds
    q = region.first
    if q == 0:
        return None
    low = article.bounds(q)[0]
    if low == q:
        if not kinds[q - 1] & (Kind.COLON | Kind.COMMA):
            return None
        low = article.bounds(q - 1)[0]
    if before is not None:
        low = max(low, before.last)
    if low >= q:
        return None
    if kinds[q - 1] & Kind.COLON:
        return _colon(article, low, q - 1)
    return None if _names_place(kinds[q - 1]) else _adjacent(article, low, q)


def _names_place(kind: int) -> bool:
    """Say whether a quote behind such a word is a name: on CBS's "Morning"."""
    place = Kind.PREPOSITION | Kind.DETERMINER | Kind.POSSESSIVE
    return bool(kind & place) and not kind & Kind.THAT


def _adjacent(article: Article, low: int, q: int) -> _Found | None:
    """Read the cue right before a quote, but for where, when and to whom."""
    kinds, verbs = article.kinds, article.verbs
    comma = bool(kinds[q - 1] & (Kind.COMMA | Kind.DASH))
    for i in range(q - 1, max(low, q - _SIDE) - 1, -1):
        if kinds[i] & (_WALL | Kind.MARK):
            return None
        if verbs[i] & Takes.QUOTE:
            role = read_role(article, i)
            if role in (Role.FINITE, Role.PARTICIPLE, Role.INFINITIVE):
                if i + 1 < q - comma and not comma and not _is_setting(article, i, q):
                    return None
                reached = subject_of(article, i, role)
                if reached is not None and reached[0][0] >= low - 1:
                    rule = "before" if reached[1] == "near" else "before, inherited"
                    return reached[0], (i, i + 1), rule
                if comma:
                    return _before_inverted(article, i, q)
                return None
    return None


def _before_inverted(article: Article, i: int, q: int) -> _Found | None:
    """Read 'Said X, ...'."""
    speaker = grow_right(article, i + 1, q)
    return None if speaker is None else (speaker, (i, i + 1), "before")


def _is_setting(article: Article, i: int, q: int) -> bool:
    """Say whether only a hearer, a place or a time stands between cue and quote."""
    kinds = article.kinds
    if kinds[q - 1] & Kind.THAT and q - i < 12:
        return True
    for k in range(i + 1, q):
        if not kinds[k] & _BETWEEN or kinds[k] & Kind.AUXILIARY:
            return False
    return bool(kinds[i + 1] & (Kind.THAT | Kind.ADVERB | Kind.TIME))


def _colon(article: Article, low: int, colon: int) -> _Found | None:
    kinds, verbs = article.kinds, article.verbs
    for i in range(colon - 1, max(low, colon - _SIDE) - 1, -1):
        if kinds[i] & _WALL:
            break
        if verbs[i] & (Takes.QUOTE | Takes.SAY):
            role = read_role(article, i)
            reached = subject_of(article, i, role)
            if reached is not None:
                return reached[0], (i, i + 1), "colon"
    speaker = _before_colon(article, low, colon)
    return None if speaker is None else (speaker, (colon, colon + 1), "colon, noun")


def _before_colon(article: Article, low: int, colon: int) -> Phrase | None:
    """Find who "he smiled:", "Lee's answer:" and "Ann Lee:" speak of."""
    kinds = article.kinds
    for k in range(colon - 1, max(low, colon - 5) - 1, -1):
        if kinds[k] & Kind.POSSESSIVE:
            return grow_left(article, k, low)
        if article.word(k).lower() in _PERSONS:
            return k, k + 1
    headline = article.headline[article.sentence[colon]]
    if kinds[colon - 1] & Kind.CAPITAL and not headline:
        return grow_left(article, colon - 1, low)
    return clause_subject(article, low, colon)


def _goes_on(
    article: Article, before: Region, region: Region, statement: Statement
) -> bool:
    """Say whether the speaker of the quote before goes on in this one."""
    if before.status == "continues":
        return region.paragraph == before.paragraph + 1
    if statement.speaker is None or region.paragraph != before.paragraph:
        return False
    gap = region.first - before.last
    if gap <= 2:
        return True
    if article.sentence[region.first] == article.sentence[before.last - 1]:
        return gap <= 4 and _is_joint(article, before.last, region.first)
    return _starts_sentence(article, region) and _only_attribution(
        article, before, region
    )


def _follows(
    article: Article, before: Region, region: Region, statement: Statement
) -> bool:
    """Say whether a paragraph that is one quote follows one that ends with a quote."""
    if statement.speaker is None or region.paragraph != before.paragraph + 1:
        return False
    if not _starts_sentence(article, region) or region.last - region.first < 6:
        return False
    whole = region.last >= len(article.kinds) or (
        article.paragraph[article.sentence[region.last]] != region.paragraph
    )
    opens = article.sentence[region.first]
    if not whole or article.paragraph[opens - 1] == region.paragraph:
        return False
    return _ends_paragraph(article, before, opens)


def _ends_paragraph(article: Article, before: Region, following: int) -> bool:
    """Say whether no sentence of the author stands after a quote and its speaker."""
    last = article.sentence[before.last - 1]
    return following - last <= 1 or (
        following - last == 2 and article.first[last + 1] == before.last
    )


def _next_paragraph(region: Region, statement: Statement) -> Statement:
    return Statement(
        kind="direct",
        rule="next paragraph",
        parts=[(region.start, region.end)],
        speaker=statement.speaker,
        cue=statement.cue,
        status=region.status,
    )


def _is_joint(article: Article, first: int, last: int) -> bool:
    joint = Kind.AND | Kind.COMMA | Kind.DASH | Kind.ADVERB
    return all(article.kinds[k] & joint for k in range(first, last))


def _starts_sentence(article: Article, region: Region) -> bool:
    return article.bounds(region.first)[0] == region.first


def _only_attribution(article: Article, before: Region, region: Region) -> bool:
    """Say whether the words between two quotes are one attribution and no more."""
    sentence = article.sentence[before.last - 1]
    between = article.sentence[region.first] - sentence
    return between <= 2


def _silent(article: Article, region: Region) -> Statement:
    """Make a statement for a quote that nobody is found to say."""
    kinds = article.kinds
    inner = range(region.first + 1, region.last - (region.status == "closed"))
    n_words = sum(bool(kinds[k] & Kind.WORD) for k in inner)
    utterance = n_words > 3 or _last_sign(article, region) in _ENDS_SENTENCE
    if region.status != "closed" or (utterance and _starts_sentence(article, region)):
        kind = "direct"
    elif _is_title(article, inner, n_words):
        kind = "title"
    else:
        kind = "scare" if n_words <= 4 else "fragment"
    return Statement(
        kind=kind,
        rule="marks",
        parts=[(region.start, region.end)],
        status=region.status,
    )


def _is_title(article: Article, inner: range, n_words: int) -> bool:
    """Say whether the words are a name: of a film, a show, a person."""
    small = Kind.PREPOSITION | Kind.DETERMINER | Kind.AND | Kind.TO | Kind.AUXILIARY
    kinds = article.kinds
    return (
        n_words > 0
        and all(
            kinds[k] & (Kind.CAPITAL | small) or not kinds[k] & Kind.WORD for k in inner
        )
        and bool(kinds[inner[0]] & Kind.CAPITAL)
    )
