"""The words of a statement: where they end, and the statement made of them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from framing.annotate.quotes.statement import Statement
from framing.annotate.quotes.verbs import Form, Takes
from framing.annotate.quotes.words import Kind

if TYPE_CHECKING:
    from framing.annotate.quotes.article import Article
    from framing.annotate.quotes.phrases import Phrase

__all__ = [
    "content_end",
    "is_author",
    "is_hollow",
    "make_statement",
    "relative_end",
]

# Words that tell nothing by themselves of what was said.
_HOLLOW = frozenset(
    "nothing everything anything something it that this these those so more less much "
    "little all none any both neither him her them us me himself herself itself "
    "themselves myself ourselves why how what else".split()
)
_TURN = frozenset("but while though although whereas yet however".split())
# What the speaker does and the reporter tells.
_DECLINED = frozenset(["declined", "declines"])
_DEEDS = frozenset(
    "refused refuses declined declines opted opts hesitated hesitates".split()
)
_THOUGH = frozenset(["though", "although"])
# With these a clause of its own opens behind "though".
_SUBJECT = (
    Kind.PRONOUN
    | Kind.FIRST
    | Kind.DETERMINER
    | Kind.CAPITAL
    | Kind.PLURAL
    | Kind.COMMA
)
_LEAST = 3  # tokens that a content has before it turns


def content_end(article: Article, first: int, high: int) -> int:
    """Find where the content ends: with the sentence, or where it turns.

    Parameters
    ----------
    article : Article
        One article.
    first, high : int
        First token of the content, and the end of its sentence.

    Returns
    -------
    int
        Last token, end exclusive.
    """
    kinds = article.kinds
    ends, turns = _turns_before(article, high)
    last = min(_next(ends, first + 1, high), _next(turns, first + _LEAST, high))
    while last > first and kinds[last - 1] & (Kind.STOP | Kind.COMMA | Kind.DASH):
        last -= 1
    return last


def _next(places: list[int], first: int, high: int) -> int:
    """Return the first of the places from a token on, or the end."""
    at = bisect_left(places, first)
    return places[at] if at < len(places) else high


def _turns_before(article: Article, high: int) -> tuple[list[int], list[int]]:
    """List where a sentence ends all content, and where it ends what is long enough.

    Both hold whatever cue is asked about, so they are worked out once per sentence.
    """
    known = article.turns.get(high)
    if known is None:
        low = article.bounds(high - 1)[0]
        outside = [k for k in range(low + 1, high) if article.inside[k] < 0]
        known = (
            [k for k in outside if _ends(article, k, high)],
            [k for k in outside if _turns(article, k, high)],
        )
        article.turns[high] = known
    return known


def _ends(article: Article, k: int, high: int) -> bool:
    """Say whether a semicolon or "saying" behind a quotation stands here."""
    if article.kinds[k] & Kind.SEMICOLON:
        return True
    behind = article.inside[k - 1] >= 0
    return behind and (_speaks(article, k) or _adds_manner(article, k - 1, high))


def _turns(article: Article, k: int, high: int) -> bool:
    """Say whether what follows is no longer part of what is said."""
    kind = article.kinds[k]
    if k + 1 >= high:
        return False
    if kind & Kind.AND:
        return _shares_subject(article, k, high) or _another_speaks(article, k, high)
    if not kind & Kind.COMMA:
        return False
    if article.kinds[k + 1] & Kind.AND and _another_speaks(article, k + 1, high):
        return True
    after = article.kinds[k + 1] & Kind.ACCORDING or _speaks(article, k + 1)
    return bool(after) or _objects(article, k, high) or _adds_manner(article, k, high)


def _objects(article: Article, k: int, high: int) -> bool:
    """Say whether ", but" turns to something else: not ", though poor, ..."."""
    word = article.word(k + 1)
    if word not in _THOUGH or k + 2 >= high:
        return word in _TURN
    return bool(article.kinds[k + 2] & _SUBJECT)


def _adds_manner(article: Article, k: int, high: int) -> bool:
    """Say whether ", without giving reasons" tells how it was said."""
    without = article.word(k + 1) == "without" and k + 2 < high
    return without and bool(article.kinds[k + 2] & Kind.ING)


def _speaks(article: Article, k: int) -> bool:
    """Say whether "saying", "adding" opens one more statement."""
    form = article.verbs[k]
    return bool(form & Form.ING and form & Takes.SAY)


def _shares_subject(article: Article, k: int, high: int) -> bool:
    """Say whether "and" opens one more verb of the speaker.

    In "said A and criticized B" and "said A but refused to stay" it does; in "said he
    hid and refused to stay" it is he who refused.
    """
    kinds, verbs = article.kinds, article.verbs
    j = k + 1
    while j < high and kinds[j] & (Kind.ADVERB | Kind.AUXILIARY):
        j += 1
    if j + 1 >= high or article.inside[j] >= 0:
        return False
    form = verbs[j]
    if article.word(j) in _DEEDS:
        return article.word(k) == "but" or article.word(j) in _DECLINED
    return bool(form & (Form.PAST | Form.S)) and bool(
        form & (Takes.SAY | Takes.OBJECT | Takes.INFINITIVE)
    )


_NAME = 7  # words of a name with its titles at most


def _another_speaks(article: Article, k: int, high: int) -> bool:
    """Say whether "and Rep. Lee told the club that" opens a statement of its own."""
    kinds, verbs = article.kinds, article.verbs
    for j in range(k + 1, min(high - 1, k + 2 + _NAME)):
        if article.inside[j] >= 0:
            return False
        if j > k + 1 and verbs[j] & Form.FINITE and verbs[j] & Takes.SAY:
            said = kinds[j + 1] & Kind.THAT or verbs[j] & Takes.HEARER
            return bool(said) and bool(kinds[j - 1] & (Kind.CAPITAL | Kind.WORD))
        part = kinds[j] & (Kind.CAPITAL | Kind.DETERMINER | Kind.TITLE | Kind.STOP)
        plain = not kinds[j] & ~(Kind.WORD | Kind.PLURAL)
        if not part and not plain:
            return False
    return False


def relative_end(article: Article, first: int, last: int) -> int:
    """End the content of "X, who promised to leave, said" at the second comma."""
    kinds, verbs = article.kinds, article.verbs
    for k in range(first + 1, last - 1):
        if article.inside[k] >= 0 or not kinds[k] & Kind.COMMA:
            continue
        main = kinds[k + 1] & (Kind.AUXILIARY | Kind.VERBAL | Kind.ADVERB)
        if main or verbs[k + 1] & (Form.PAST | Form.S):
            return k
    return last


def is_hollow(article: Article, first: int, last: int) -> bool:
    """Say whether the content is a mere "nothing", "it" or "more on Monday"."""
    kinds = article.kinds
    while last - 1 > first and kinds[last - 1] & Kind.TIME:
        last -= 1 + bool(kinds[last - 2] & Kind.PREPOSITION)
    return all(
        article.word(k).lower() in _HOLLOW or not kinds[k] & Kind.WORD
        for k in range(first, last)
    )


def is_author(article: Article, speaker: Phrase) -> bool:
    """Say whether the speaker is "I" or "we": the author, outside quotation marks."""
    return bool(speaker[1] - speaker[0] == 1 and article.kinds[speaker[0]] & Kind.FIRST)


def make_statement(
    article: Article,
    rule: str,
    parts: list[Phrase],
    speaker: Phrase,
    cue: Phrase,
) -> Statement:
    """Make a statement of tokens, mixed if any of them stand in quotation marks."""
    start, end = article.start, article.end
    spans = [(start[a], _end_of(article, b - 1)) for a, b in parts]
    mixed = any(article.is_quoted(*part) for part in parts)
    return Statement(
        kind="mixed" if mixed else "indirect",
        rule=rule,
        parts=spans,
        speaker=(start[speaker[0]], end[speaker[1] - 1]),
        cue=(start[cue[0]], end[cue[1] - 1]),
    )


def _end_of(article: Article, token: int) -> int:
    """Return the end of a token, or of the quote it stands in."""
    number = article.inside[token]
    return article.end[token] if number < 0 else article.regions[number].end
