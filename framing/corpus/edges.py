"""The first and last lines of an article: who wrote it, where and when.

A line that is nothing but a name, or a place and a date, is a byline or a dateline only
where such lines stand: above the first paragraph, or as the last line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from framing.corpus.debris import BARE_BYLINE, DATED, LAST_LINES, NO_NAME, POST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["mark_edges"]

# Below a headline and a standfirst a dateline may be the third line or so.
_OPENING = 4
_CLOSING = 3
_LONGEST = 350
_HEADLINE = 140
_FEWEST_WORDS = 3
_WORD = re.compile(r"\w+")
_ENDS = ".!?…:;,\"”’'"


def mark_edges(lines: Sequence[str], reasons: list[str | None]) -> None:
    """Mark bylines, datelines and the biography among the first and last lines.

    Parameters
    ----------
    lines : sequence of str
        The lines that are not empty.
    reasons : list of (str or None)
        Why each is cut, None where it is not; changed in place.

    Notes
    -----
    A bare name is a byline only if its last word stands nowhere else in the article,
    for who is written about is named again, and if none of its words stands there in
    small letters, as those of "Ferry Returns" do.
    """
    for place in _open_places(reasons)[:_OPENING]:
        if DATED.fullmatch(lines[place]):
            reasons[place] = "dateline"
    _mark_closing(lines, reasons)
    places = _open_places(reasons)
    for place in [*_below_title(lines, places), *places[-1:]]:
        # a name needs an article above or below it
        if len(places) > 1 and _is_byline(lines, place):
            reasons[place] = "byline"
            break


def _open_places(reasons: Sequence[str | None]) -> list[int]:
    return [place for place, reason in enumerate(reasons) if reason is None]


def _mark_closing(lines: Sequence[str], reasons: list[str | None]) -> None:
    """Mark who the author is, among the last lines that nothing else explains."""
    # A biography needs an article above it.
    for place in _open_places(reasons)[1:][-_CLOSING:]:
        if len(lines[place]) < _LONGEST and LAST_LINES.fullmatch(lines[place]):
            reasons[place] = "byline"


def _below_title(lines: Sequence[str], places: Sequence[int]) -> Iterator[int]:
    """Give the first open line, and the second where the first is a headline."""
    yield from places[:1]
    if len(places) > 1 and _is_headline(lines[places[0]]):
        yield places[1]


def _is_headline(line: str) -> bool:
    words = len(_WORD.findall(line))
    return words >= _FEWEST_WORDS and len(line) <= _HEADLINE and line[-1] not in _ENDS


def _is_byline(lines: Sequence[str], place: int) -> bool:
    """Say whether a line is a name, or a name with what its bearer does."""
    line = lines[place]
    if POST.fullmatch(line):
        return True
    words = _WORD.findall(line)
    if not BARE_BYLINE.fullmatch(line) or NO_NAME.search(line):
        return False
    common = "|".join(re.escape(word.lower()) for word in words if word[0].isupper())
    told = re.compile(rf"\b(?:{common}|(?i:{re.escape(words[-1])}))\b")
    return not any(told.search(other) for at, other in enumerate(lines) if at != place)
