"""Where the reporter takes over: ", a reckless step that ..." behind a statement."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from framing.annotate.quotes.clauses import first_verb
from framing.annotate.quotes.cues import Role, read_role
from framing.annotate.quotes.verbs import Form, Takes
from framing.annotate.quotes.words import WALL, Kind

if TYPE_CHECKING:
    from framing.annotate.quotes.article import Article

__all__ = ["verdict_start"]

# A comma, the token from which the statement could go on, and whether it sums up.
_Verdict = tuple[int, int, bool]
_Pair = tuple[int, int]

_ONE = frozenset("a an something".split())
_RESUMES = frozenset(["that", "which"])
_NOUN = 6  # words from "a" to "that" at most
_SHORT = 2  # tokens that are no statement yet
_OPINION = Takes.SAY | Takes.CLAUSE | Takes.OBJECT
_NO_NOUN = (
    WALL | Kind.LINK | Kind.AUXILIARY | Kind.PRONOUN | Kind.FIRST | Kind.TO | Kind.TIME
)


def verdict_start(article: Article, first: int, last: int, *, clause: bool) -> int:
    """Find the comma behind which the reporter sums up or judges what was said.

    In "Lee vowed to block the road, a reckless step that could cost jobs" the step is
    the reporter's word for what Lee vowed, and ", which critics call a retreat" is
    what the critics say.

    Parameters
    ----------
    article : Article
        One article.
    first, last : int
        Tokens of the content, end exclusive.
    clause : bool
        Whether the content is a clause, so that its verb comes before the comma.

    Returns
    -------
    int
        Token of the comma, or `last`.
    """
    opens = first + _SHORT
    if clause:
        verb = first_verb(article, first, last)
        opens = last if verb is None else max(opens, verb + 1)
    verdicts, resumed = _read_sentence(article, article.bounds(first)[1])
    at = bisect_left(resumed, (last,)) - 1
    goes_on = resumed[at][1] if at >= 0 else -1
    # What begins long before the statement goes on cannot be the last word.
    low = max(opens, goes_on - _NOUN)
    for comma, behind, sums_up in verdicts[bisect_left(verdicts, (low,)) :]:
        if comma >= last - 2:
            break
        quoted = sums_up and article.is_quoted(comma + 1, last)
        if goes_on < behind <= last and not quoted:
            return comma
    return last


def _read_sentence(article: Article, high: int) -> tuple[list[_Verdict], list[_Pair]]:
    """List the verdicts of a sentence and where statements in it go on, once for all.

    A statement goes on at the second token of a pair, as the first of it shows.
    """
    known = article.verdicts.get(high)
    if known is None:
        places = range(article.bounds(high - 1)[0], high - 1)
        found = (_resumed(article, k, high) for k in places)
        known = _list_verdicts(article, places), [p for p in found if p is not None]
        article.verdicts[high] = known
    return known


def _list_verdicts(article: Article, places: range) -> list[_Verdict]:
    """List commas with the token behind "a step that" and whether that sums up."""
    verdicts: list[_Verdict] = []
    for k in places:
        if article.kinds[k] & Kind.COMMA and article.inside[k] < 0:
            behind = _sums_up(article, k + 1, places.stop + 1)
            judged = behind or _others_judge(article, k + 1, places.stop + 1)
            if judged:
                verdicts.append((k, judged, bool(behind)))
    return verdicts


def _sums_up(article: Article, opens: int, high: int) -> int:
    """Return the token behind "a (reckless) step that", 0 where none opens here."""
    kinds = article.kinds
    if article.word(opens) not in _ONE:
        return 0
    lone = article.word(opens) == "something"
    for k in range(opens + 1, min(high, opens + _NOUN)):
        if article.word(k) in _RESUMES and (lone or k > opens + 1):
            return k + 1
        if kinds[k] & (_NO_NOUN | Kind.PREPOSITION):
            return 0
    return 0


def _resumed(article: Article, k: int, high: int) -> _Pair | None:
    """Say whether a statement goes on behind an apposition: ", was dead"."""
    kinds, verbs = article.kinds, article.verbs
    if kinds[k] & Kind.AND and kinds[k + 1] & Kind.DETERMINER:
        return k + 1, k  # "a port, a school that works and a road"
    if not kinds[k] & Kind.COMMA:
        return None
    after = k + 1 + bool(kinds[k + 1] & Kind.MARK and k + 2 < high)
    told = kinds[after] & (Kind.AUXILIARY | Kind.VERBAL)
    told = told or verbs[after] & (Form.PAST | Form.S)
    return (after, k) if told else None


def _others_judge(article: Article, opens: int, high: int) -> int:
    """Return the token behind "which critics call", 0 where none opens here."""
    kinds, verbs = article.kinds, article.verbs
    if article.word(opens) != "which" or article.inside[opens] >= 0:
        return 0
    for k in range(opens + 1, min(high, opens + _NOUN)):
        form = verbs[k]
        if k > opens + 1 and form & Form.FINITE and form & _OPINION:
            return (k + 1) * (read_role(article, k) == Role.FINITE)
        if kinds[k] & (_NO_NOUN | Kind.VERBAL | Kind.ADVERB):
            return 0
    return 0
