"""Quotation marks to regions: a state machine over each paragraph that never fails.

Double marks of every style are tokens of their own. Single marks are read from the
characters, and only in articles that use them as the outer mark (British style).
"""

from __future__ import annotations

import re
from bisect import bisect_left

from framing.annotate.quotes.article import Article, Region
from framing.annotate.quotes.words import Kind

__all__ = ["find_regions"]

_OPENING = frozenset("“„‟«`‘")
_CLOSING = frozenset("”»’")
_BEFORE_OPEN = Kind.DASH | Kind.OPEN | Kind.COLON
_AFTER_CLOSE = (
    Kind.COMMA | Kind.STOP | Kind.COLON | Kind.SEMICOLON | Kind.CLOSE | Kind.DASH
)

_SINGLE_OPEN = (
    r"(?<![\w’'‘])[‘'](?=[\w$£€(“\"…])(?!(?:em|til|tis|twas|cause|n)\b|\d\ds)"
)
_SINGLE_CLOSE = r"(?<=[\w.,?!…)\"”])[’'](?![\w'’])"
_SINGLE = re.compile(f"(?P<open>{_SINGLE_OPEN})|(?P<close>{_SINGLE_CLOSE})")
_SPEECH_END = re.compile(r"[,.?!…][’'](?=[\s)]|\Z)")


def find_regions(article: Article) -> list[Region]:
    """Find the text in quotation marks.

    Parameters
    ----------
    article : Article
        One article.

    Returns
    -------
    list of Region
        In text order, not overlapping; an unclosed one ends with its paragraph, or
        with its sentence if it opened in the middle of a paragraph.
    """
    marks = [i for i, kind in enumerate(article.kinds) if kind & Kind.MARK]
    if _is_british(article.text, len(marks)):
        return _regions(article, _single_events(article.text))
    return _regions(article, _double_events(article, marks)) if marks else []


# An event: first and last character of the mark, and 1 opens, -1 closes, 0 unknown.
_Event = tuple[int, int, int]


def _is_british(text: str, n_double: int) -> bool:
    n_close = len(_SPEECH_END.findall(text))
    if n_close == 0 or n_close <= n_double // 2:
        return False
    n_open = sum(match.lastgroup == "open" for match in _SINGLE.finditer(text))
    return min(n_open, n_close) > n_double // 2


def _single_events(text: str) -> list[_Event]:
    found = [(m.start(), m.end(), m.lastgroup) for m in _SINGLE.finditer(text)]
    events = []
    for index, (start, end, name) in enumerate(found):
        if name == "open":
            events.append((start, end, 1))
        elif text[start - 1] not in "sS" or not _closes_later(text, found[index + 1 :]):
            events.append((start, end, -1))
    return events


def _closes_later(text: str, rest: list[tuple[int, int, str | None]]) -> bool:
    """Say whether a better closing mark follows, so that this is a possessive."""
    for start, _, name in rest[:8]:
        if name == "open":
            return False
        if text[start - 1] in ",.?!…":
            return True
    return False


def _double_events(article: Article, marks: list[int]) -> list[_Event]:
    start, end = article.start, article.end
    swapped = article.text[start[marks[0]]] == "»"
    events = []
    for i in marks:
        role = _role(article, i)
        if swapped and article.text[start[i]] in "«»":
            role = 1 if article.text[start[i]] == "»" else -1
        events.append((start[i], end[i], role))
    return events


def _role(article: Article, i: int) -> int:
    """Say what a mark does, from its shape and from what it touches."""
    kinds, start, end = article.kinds, article.start, article.end
    left = i > 0 and end[i - 1] == start[i] and not kinds[i - 1] & _BEFORE_OPEN
    right = (
        i + 1 < len(start)
        and start[i + 1] == end[i]
        and not kinds[i + 1] & _AFTER_CLOSE
    )
    if left != right:
        return 1 if right else -1
    shape = article.text[start[i]]
    if shape in _OPENING:
        return 1
    return -1 if shape in _CLOSING else 0


def _regions(article: Article, events: list[_Event]) -> list[Region]:
    """Pair the marks paragraph by paragraph."""
    places = _paragraph_spans(article)
    regions: list[Region] = []
    at = 0
    for number, (first, last) in enumerate(places):
        stop = article.end[last - 1]
        own: list[_Event] = []
        while at < len(events) and events[at][0] < stop:
            own.append(events[at])
            at += 1
        opened = _pair(article, _outer(own), number, regions)
        if opened is None:
            continue
        if _opens_with_mark(article, places, number + 1, events, at):
            regions.append(_region(article, opened[0], stop, number, "continues"))
        else:
            regions.append(_unclosed(article, opened, stop, number, first))
    return [region for region in regions if _has_word(article, region)]


def _has_word(article: Article, region: Region) -> bool:
    return any(map(str.isalnum, article.text[region.start : region.end]))


def _pair(
    article: Article, events: list[_Event], number: int, regions: list[Region]
) -> _Event | None:
    """Pair the marks of a paragraph; return the one that was left open."""
    opened: _Event | None = None
    for event in events:
        if opened is None:
            opened = event if event[2] >= 0 else None
        elif event[2] <= 0:
            regions.append(_region(article, opened[0], event[1], number, "closed"))
            opened = None
        else:
            regions.append(_unclosed(article, opened, event[0], number))
            opened = event
    return opened


def _outer(events: list[_Event]) -> list[_Event]:
    """Drop marks inside marks where every one that opens also closes."""
    depth, outer = 0, []
    for event in events:
        if event[2] == 0 or depth + event[2] < 0:
            return events
        if depth + event[2] == (event[2] > 0):
            outer.append(event)
        depth += event[2]
    return outer if depth == 0 else events


def _paragraph_spans(article: Article) -> list[tuple[int, int]]:
    """Return first token and end token of every paragraph."""
    spans: list[tuple[int, int]] = []
    for sentence, number in enumerate(article.paragraph):
        first, last = article.first[sentence], article.first[sentence + 1]
        if number < len(spans):
            spans[number] = (spans[number][0], last)
        else:
            spans.append((first, last))
    return spans


def _opens_with_mark(
    article: Article,
    places: list[tuple[int, int]],
    number: int,
    events: list[_Event],
    at: int,
) -> bool:
    if number >= len(places) or at >= len(events):
        return False
    return events[at][2] >= 0 and events[at][0] <= article.start[places[number][0]]


def _unclosed(
    article: Article, opened: _Event, stop: int, number: int, first: int = -1
) -> Region:
    """End an unclosed quote with its paragraph, or with its sentence inside one."""
    token = min(bisect_left(article.start, opened[0]), len(article.start) - 1)
    if token != first:
        last = article.bounds(min(token + 1, len(article.start) - 1))[1]
        stop = min(stop, article.end[last - 1])
    return _region(article, opened[0], max(stop, opened[1]), number, "unclosed")


def _region(article: Article, start: int, end: int, number: int, status: str) -> Region:
    first = bisect_left(article.start, start)
    last = bisect_left(article.start, end)
    while end > start and article.text[end - 1].isspace():
        end -= 1
    return Region(start, end, first, last, number, status)
