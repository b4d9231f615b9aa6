"""Cleaning as cuts: what is not the article's own text is marked, never removed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from framing.corpus.debris import (
    BYLINE_TAIL,
    CREDIT,
    DATED_START,
    DATELINES,
    INLINE,
    LABEL,
    LINE_RULES,
    REASONS,
    SHORT_PLACE,
)
from framing.corpus.edges import mark_edges

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["REASONS", "Cut", "find_cuts"]

# A line longer than this is a paragraph, whatever stands at its end.
_LONGEST_CAPTION = 900
# A credit ends in a name or a parenthesis, a sentence in one of these.
_SENTENCE_ENDS = ".!?,:;…\"'”’"
# Below a headline and a standfirst the first sentence may be the third line or so.
_DATELINE_WITHIN = 6
_TITLE_WITHIN = 3
_PRESS = re.compile(r"\b(?:News|Press|Network|Agency|Channel|Service|The)\b")
_WORD = re.compile(r"\w+")


class Cut(NamedTuple):
    """Mark a span that is not the article's own text."""

    start: int
    end: int
    reason: str


class _Line(NamedTuple):
    """One line without the blanks around it, and where it starts."""

    start: int
    text: str

    def cut(self, reason: str) -> Cut:
        return Cut(self.start, self.start + len(self.text), reason)


def find_cuts(text: str, *, title: str | None = None) -> tuple[Cut, ...]:
    r"""Find what web pages leave in an article.

    Parameters
    ----------
    text : str
        Text of an article, with its line breaks.
    title : str, optional
        Its title; one of the first lines is cut if it says the same.

    Returns
    -------
    tuple of Cut
        ``start``, ``end`` (characters, end exclusive) and ``reason``, in order and
        without overlap. The reasons are the keys of ``REASONS``.

    Notes
    -----
    The rules look at one line at a time: phrases that fill a line or open it, a photo
    credit that ends it, a place and an agency before the first sentence. They are for
    English news pages. They rather leave debris than cut a sentence; read
    ``corpus.cuts`` before you trust them on other material.

    Examples
    --------
    >>> text = "HARBOR (HP) — The ferry is back.\nAdvertisement\nIt sailed on Monday."
    >>> [(text[cut.start : cut.end], cut.reason) for cut in find_cuts(text)]
    [('HARBOR (HP) — ', 'dateline'), ('Advertisement', 'promo')]
    """
    lines = list(_lines(text))
    reasons = [_reason(line.text) for line in lines]
    _mark_title(lines, reasons, title)
    mark_edges([line.text for line in lines], reasons)
    cuts = [
        line.cut(reason)
        for line, reason in zip(lines, reasons, strict=True)
        if reason is not None
    ]
    kept = [line for line, reason in zip(lines, reasons, strict=True) if reason is None]
    cuts.extend(_dateline(kept))
    cuts.extend(_byline_tails(kept))
    cuts.extend(_inline(text))
    return _without_overlap(cuts)


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for piece in text.split("\n"):
        line = piece.strip()
        if line:
            yield _Line(start + piece.index(line), line)
        start += len(piece) + 1


def _reason(line: str) -> str | None:
    """Say why a whole line is no text of the article; None if it may be."""
    for reason, pattern, longest in LINE_RULES:
        if len(line) <= longest and pattern.fullmatch(line):
            return reason
    is_open = line[-1] not in _SENTENCE_ENDS and len(line) <= _LONGEST_CAPTION
    return "caption" if is_open and CREDIT.search(line[-240:]) else None


def _mark_title(
    lines: Sequence[_Line], reasons: list[str | None], title: str | None
) -> None:
    wanted = _words(title or "")
    for position, line in enumerate(lines[:_TITLE_WITHIN]):
        if wanted and _words(line.text) == wanted:
            reasons[position] = "headline"
            return


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold()) if len(text) < 500 else []


def _dateline(kept: Sequence[_Line]) -> list[Cut]:
    for line in kept[:_DATELINE_WITHIN]:
        end = _dateline_end(line.text[:160])
        if 0 < end < len(line.text):
            return [Cut(line.start, line.start + end, "dateline")]
    return []


def _dateline_end(line: str) -> int:
    with_any_agency, with_wire, bare, reporting = DATELINES
    match = with_any_agency.match(line)
    if match and _is_place(match["place"], match["agency"]):
        return match.end()
    match = with_wire.match(line)
    if match and not _PRESS.search(match["place"]):
        return match.end()
    match = bare.match(line)
    if match and _is_bare_place(match["place"], match["region"]):
        return match.end()
    match = reporting.match(line) or DATED_START.match(line)
    return match.end() if match else 0


def _is_place(place: str, agency: str) -> bool:
    """Tell a place with its agency from an abbreviation that is spelled out."""
    initials = "".join(word[0] for word in _WORD.findall(agency) if word[0].isupper())
    letters = "".join(_WORD.findall(place))
    is_long = len(letters) > 3 or letters == "LA"
    return agency[0].isupper() and letters != initials and is_long


def _is_bare_place(place: str, region: str) -> bool:
    """Tell WASHINGTON — from BREAKING — and from DACA —."""
    words = _WORD.findall(place)
    if any(LABEL.fullmatch(word) for word in words):
        return False
    is_long = len("".join(words)) > 5
    return bool(region) or is_long or bool(SHORT_PLACE.fullmatch(words[0]))


def _byline_tails(kept: Sequence[_Line]) -> Iterator[Cut]:
    for line in kept:
        tail_start = max(len(line.text) - 500, 0)
        tail = line.text[tail_start:]
        match = BYLINE_TAIL.search(tail) if "contributed" in tail else None
        # Where the tail was cut off, its first characters are no start of a sentence.
        if match and (match.start() > 0 or tail_start == 0):
            start = line.start + tail_start
            yield Cut(start + match.start(), start + match.end(), "byline")


def _inline(text: str) -> Iterator[Cut]:
    for reason, pattern in INLINE:
        for match in pattern.finditer(text):
            yield Cut(match.start(), match.end(), reason)


def _without_overlap(cuts: Sequence[Cut]) -> tuple[Cut, ...]:
    """Keep the first found of cuts that overlap: whole lines before parts."""
    kept: list[Cut] = []
    for cut in sorted(cuts, key=lambda cut: (cut.start, -cut.end)):
        if not kept or cut.start >= kept[-1].end:
            kept.append(cut)
    return tuple(kept)
