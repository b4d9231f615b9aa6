"""Cues: whether a word is the verb of a clause here, and who does what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.annotate.quotes.phrases import (
    Phrase,
    clause_subject,
    grow_left,
    subject_before,
)
from framing.annotate.quotes.verbs import Form, Takes
from framing.annotate.quotes.words import Kind

if TYPE_CHECKING:
    from framing.annotate.quotes.article import Article

__all__ = ["Role", "closes_clause", "read_role", "subject_of"]


class Role:
    """What a cue does in its sentence."""

    NONE = 0
    FINITE = 1
    PARTICIPLE = 2
    INFINITIVE = 3
    PASSIVE = 4


_NOUN_BEFORE = Kind.DETERMINER | Kind.POSSESSIVE


def read_role(article: Article, i: int) -> int:
    """Tell a verb from a noun of the same form, and how the verb is used.

    Parameters
    ----------
    article : Article
        One article.
    i : int
        Token with a form of a verb of the list.

    Returns
    -------
    int
        One of :class:`Role`.
    """
    kinds, form = article.kinds, article.verbs[i]
    low = article.bounds(i)[0]
    if kinds[i] & Kind.CAPITAL and not _capital_cue(article, i, low):
        return Role.NONE
    before = i - 1
    while before >= low and _is_plain_adverb(kinds[before]):
        before -= 1
    left = kinds[before] if before >= low else 0
    if form & Form.ING:
        return _role_of_ing(left)
    if left & Kind.TO:
        return Role.INFINITIVE if form & Form.BASE else Role.NONE
    if _is_noun_after(left):
        return Role.NONE
    if left & Kind.AUXILIARY:
        return _role_after_auxiliary(form, left)
    if form & (Form.PAST | Form.PARTICIPLE):
        return _role_of_past(article, i, left)
    return _agree(article, form, before, left, low)


def _is_plain_adverb(kind: int) -> bool:
    return bool(kind & Kind.ADVERB) and not kind & (Kind.AUXILIARY | Kind.CAPITAL)


def _is_noun_after(left: int) -> bool:
    """Say whether a form behind such a word is a noun: "the claims", "of claims"."""
    if left & Kind.LINK:
        return False
    if left & Kind.PREPOSITION:
        return True
    return bool(left & _NOUN_BEFORE) and not left & (Kind.PLURAL | Kind.TIME)


def _capital_cue(article: Article, i: int, low: int) -> bool:
    if article.headline[article.sentence[i]]:
        return i > low
    return i == low and bool(article.verbs[i] & Form.ING)


def _role_of_ing(left: int) -> int:
    if left & Kind.BE:
        return Role.FINITE
    if left & Kind.DETERMINER and not left & Kind.PLURAL:
        return Role.NONE
    return Role.PARTICIPLE


def _role_after_auxiliary(form: int, left: int) -> int:
    if left & Kind.BE:
        return Role.PASSIVE if form & Form.PARTICIPLE else Role.NONE
    if form & (Form.BASE | Form.PAST | Form.PARTICIPLE):
        return Role.FINITE
    return Role.NONE


def _role_of_past(article: Article, i: int, left: int) -> int:
    form, high = article.verbs[i], article.bounds(i)[1]
    if form & Form.PARTICIPLE and form & Takes.OBJECT and i + 1 < high:
        following = article.word(i + 1)
        if following in {"by", "of", "as"} and not left & Kind.PRONOUN:
            return Role.PASSIVE
        if article.word(i) == "called" and article.kinds[i + 1] & Kind.MARK:
            return Role.PASSIVE
    return Role.FINITE if form & Form.PAST else Role.NONE


def _agree(article: Article, form: int, before: int, left: int, low: int) -> int:
    """Check number: "the officials say", "the official says"."""
    if before < low:
        return Role.NONE
    if left & (Kind.RELATIVE | Kind.COMMA | Kind.AND | Kind.MARK | Kind.CLOSE):
        return Role.FINITE
    if left & Kind.DASH:
        return Role.FINITE
    if article.word(before + 1) == "say":
        return Role.FINITE
    if left & Kind.VERBAL and not left & (Kind.CAPITAL | Kind.PLURAL):
        return Role.NONE
    plural = bool(left & Kind.PLURAL) or article.word(before) in {"they", "I", "we"}
    if form & Form.BASE:
        return Role.FINITE if plural else Role.NONE
    if plural and not left & Kind.CAPITAL:
        return Role.NONE
    return Role.FINITE


# Words that a participle follows without being said of them.
_BEFORE_PARTICIPLE = (
    Kind.COMMA
    | Kind.PREPOSITION
    | Kind.DASH
    | Kind.MARK
    | Kind.AND
    | Kind.ADVERB
    | Kind.LINK
    | Kind.AUXILIARY
    | Kind.TIME
    | Kind.PRONOUN
    | Kind.STOP
    | Kind.COLON
)
# Verbs that take no object of their own.
_PLAIN = frozenset("said says say added adds replied".split())
_OBJECT = (
    Kind.COMMA
    | Kind.STOP
    | Kind.SEMICOLON
    | Kind.COLON
    | Kind.DASH
    | Kind.OPEN
    | Kind.CLOSE
    | Kind.MARK
    | Kind.PREPOSITION
    | Kind.TO
    | Kind.AND
    | Kind.ADVERB
    | Kind.TIME
    | Kind.LINK
    | Kind.ING
    | Kind.PRONOUN
)


def closes_clause(article: Article, i: int, stop: int) -> bool:
    """Say whether a cue is the last of its clause, but for where, when and to whom.

    Parameters
    ----------
    article : Article
        One article.
    i : int
        Token of the cue.
    stop : int
        Token to stop before.

    Returns
    -------
    bool
        False for "began a campaign", where the verb has an object of its own.
    """
    if i + 1 >= stop or article.verbs[i] & Takes.HEARER:
        return True
    if article.word(i).lower() in _PLAIN:
        return True
    return bool(article.kinds[i + 1] & _OBJECT)


def subject_of(article: Article, i: int, role: int) -> tuple[Phrase, str] | None:
    """Find who does what a cue says, on its left.

    Parameters
    ----------
    article : Article
        One article.
    i : int
        Token of the cue.
    role : int
        One of :class:`Role`.

    Returns
    -------
    tuple of ((int, int), str) or None
        The phrase, and how it was reached: ``near``, ``shared`` (with an earlier verb
        of the sentence) or ``inherited`` (by a participle or infinitive).
    """
    low = article.bounds(i)[0]
    if role == Role.FINITE:
        return _finite_subject(article, i, low)
    if role == Role.PARTICIPLE:
        return _participle_subject(article, i, low)
    if role == Role.INFINITIVE:
        return _infinitive_subject(article, i, low)
    return None


def _finite_subject(article: Article, i: int, low: int) -> tuple[Phrase, str] | None:
    kinds = article.kinds
    near = subject_before(article, i, low)
    if near is not None and _disagrees(article, i, near):
        near = clause_subject(article, low, i) or near
    if near is not None:
        return near, "near"
    k = i - 1
    while k > low and kinds[k] & (Kind.ADVERB | Kind.AUXILIARY):
        k -= 1
    if k > low and kinds[k] & Kind.AND:
        found = clause_subject(article, _clause_start(article, k, low), k)
        return None if found is None else (found, "shared")
    return None


def _disagrees(article: Article, i: int, subject: Phrase) -> bool:
    """Say whether "say" follows a singular: "those at the rally say"."""
    head = article.kinds[subject[1] - 1]
    return article.word(i) == "say" and not head & (
        Kind.PLURAL | Kind.PRONOUN | Kind.FIRST | Kind.CAPITAL
    )


def _clause_start(article: Article, k: int, low: int) -> int:
    """Step back to the semicolon or sentence start before a token."""
    for j in range(k - 1, low, -1):
        if article.kinds[j] & Kind.SEMICOLON:
            return j + 1
    return low


def _participle_subject(
    article: Article, i: int, low: int
) -> tuple[Phrase, str] | None:
    if i == low:
        return _subject_after_comma(article, i)
    left = article.kinds[i - 1]
    if not left & (_BEFORE_PARTICIPLE | Kind.VERBAL):
        noun = grow_left(article, i - 1, low)
        if noun is not None:
            return noun, "near"
    found = None
    if left & Kind.PREPOSITION and i - 2 > low and _is_past(article, i - 2):
        found = subject_before(article, i - 2, low)
    if found is None:
        found = clause_subject(article, _clause_start(article, i, low), i)
    return None if found is None else (found, "inherited")


def _is_past(article: Article, k: int) -> bool:
    return bool(article.kinds[k] & Kind.VERBAL or article.verbs[k] & Form.PAST)


def _subject_after_comma(article: Article, i: int) -> tuple[Phrase, str] | None:
    """Read "Citing the law, Lee urged": the subject follows the comma."""
    high = article.bounds(i)[1]
    for j in range(i + 1, min(high - 1, i + 40)):
        if article.kinds[j] & Kind.COMMA:
            found = clause_subject(article, j + 1, high)
            return None if found is None else (found, "inherited")
    return None


def _infinitive_subject(
    article: Article, i: int, low: int
) -> tuple[Phrase, str] | None:
    """Read "continued to argue", "was quick to add": who does what governs "to"."""
    kinds = article.kinds
    k = i - 1
    while k > low and kinds[k] & Kind.ADVERB:
        k -= 1
    k -= 1
    if k > low and article.word(k) == "on":
        k -= 1
    if k <= low or kinds[k] & (Kind.COMMA | Kind.MARK):
        return None
    if kinds[k - 1] & Kind.BE:
        k -= 1
    elif not (kinds[k] & Kind.VERBAL or article.verbs[k] & Form.FINITE):
        return None
    near = subject_before(article, k, low)
    return None if near is None else (near, "inherited")
