"""Where the reporter takes over: ", a reckless step that ..." behind a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.annotate.quotes.clauses import has_verb
from framing.annotate.quotes.cues import Role, read_role
from framing.annotate.quotes.verbs import Form, Takes
from framing.annotate.quotes.words import WALL, Kind

if TYPE_CHECKING:
    from framing.annotate.quotes.article import Article

__all__ = ["verdict_start"]

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
    for k in range(first + _SHORT, last - 2):
        if not article.kinds[k] & Kind.COMMA or article.inside[k] >= 0:
            continue
        if clause and not has_verb(article, first, k):
            continue
        if _sums_up(article, k + 1, last) or _others_judge(article, k + 1, last):
            return k
    return last


def _sums_up(article: Article, opens: int, last: int) -> bool:
    """Say whether "a (reckless) step that" opens here, and runs to the end."""
    kinds = article.kinds
    quoted = any(number >= 0 for number in article.inside[opens:last])
    if article.word(opens) not in _ONE or quoted:
        return False
    lone = article.word(opens) == "something"
    for k in range(opens + 1, min(last, opens + _NOUN)):
        if article.word(k) in _RESUMES and (lone or k > opens + 1):
            return not _goes_on(article, k + 1, last)
        if kinds[k] & (_NO_NOUN | Kind.PREPOSITION):
            return False
    return False


def _goes_on(article: Article, first: int, last: int) -> bool:
    """Say whether the statement goes on behind the apposition: ", was dead"."""
    kinds, verbs = article.kinds, article.verbs
    verbal = Kind.AUXILIARY | Kind.VERBAL
    for k in range(first, last - 1):
        listed = kinds[k] & Kind.AND and kinds[k + 1] & Kind.DETERMINER
        if listed:
            return True  # "a port, a school that works and a road"
        after = k + 1 + bool(kinds[k + 1] & Kind.MARK and k + 2 < last)
        told = kinds[after] & verbal or verbs[after] & (Form.PAST | Form.S)
        if kinds[k] & Kind.COMMA and told:
            return True
    return False


def _others_judge(article: Article, opens: int, last: int) -> bool:
    """Say whether "which critics call" opens here: the view of somebody else."""
    kinds, verbs = article.kinds, article.verbs
    if article.word(opens) != "which" or article.inside[opens] >= 0:
        return False
    for k in range(opens + 1, min(last, opens + _NOUN)):
        form = verbs[k]
        if k > opens + 1 and form & Form.FINITE and form & _OPINION:
            finite = read_role(article, k) == Role.FINITE
            return finite and not _goes_on(article, k + 1, last)
        if kinds[k] & (_NO_NOUN | Kind.VERBAL | Kind.ADVERB):
            return False
    return False
