"""Clauses: whether words have a verb of their own, or only lead up to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.annotate.quotes.verbs import Form
from framing.annotate.quotes.words import Kind

if TYPE_CHECKING:
    from framing.annotate.quotes.article import Article

__all__ = ["first_verb", "hangs", "has_verb", "is_main_clause"]

_ABOUT = frozenset("about around over more nearly".split())
_PLACES = frozenset("in on at for from with under by during".split())


def has_verb(article: Article, j: int, high: int) -> bool:
    """Say whether a finite verb follows before the clause ends."""
    return first_verb(article, j, high) is not None


def first_verb(article: Article, j: int, high: int) -> int | None:
    """Find the first finite verb before the clause ends."""
    kinds, verbs = article.kinds, article.verbs
    for k in range(j, high):
        if kinds[k] & (Kind.AUXILIARY | Kind.VERBAL):
            return k
        if k > j and verbs[k] & Form.FINITE:
            return k
        if kinds[k] & (Kind.SEMICOLON | Kind.STOP):
            return None
    return None


def hangs(article: Article, low: int, last: int) -> bool:
    """Say whether words only lead up to a clause: "On Friday", "Asked about it".

    A comma inside them says that the clause itself has begun.
    """
    kinds, opening = article.kinds, article.kinds[low]
    word = article.word(low).lower()
    links = Kind.LINK | Kind.PREPOSITION
    led = bool(opening & links) and not opening & Kind.DETERMINER
    if opening & Kind.THAT and last - low > 2:  # "That plan was dropped"
        after = kinds[low + 1]
        opens = Kind.PRONOUN | Kind.DETERMINER | Kind.CAPITAL | Kind.FIRST
        led = bool(after & opens)
    asked = article.verbs[low] & (Form.PARTICIPLE | Form.ING)
    if not (led or asked) or word in _ABOUT:
        return False
    linked = any(kinds[k] & Kind.LINK for k in range(low + 1, last))
    if linked or asked or word not in _PLACES:
        return not any(kinds[k] & Kind.COMMA for k in range(low, last))
    return not has_verb(article, low, last + 1)


def is_main_clause(article: Article, low: int, last: int) -> bool:
    """Say whether the words before ", X said" can be a statement by themselves."""
    if last - low < 3 or hangs(article, low, last):
        return False
    return has_verb(article, low, last + 1)
