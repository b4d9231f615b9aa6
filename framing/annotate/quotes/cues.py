"""Cues: whether a word is the verb of a clause here, and who does what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.annotate.quotes.phrases import (
    Phrase,
    clause_subject,
    grow_left,
    over_since,
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


_CLAUSE = 60  # tokens that "whose" can stand before the verb of its noun
# Words after which a form is a noun: "new rules", "story highlights".
_NOUN_LEADS = {
    "highlights": frozenset(["story", "key", "video"]),
    "rules": frozenset("new old strict stricter current proposed federal".split()),
    "claims": frozenset("false asylum insurance new recent such".split()),
    "reports": frozenset("new recent news media earlier".split()),
}


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
    if i > low and article.word(i - 1).lower() in _NOUN_LEADS.get(article.word(i), ()):
        return Role.NONE
    before = over_since(article, i - 1, low)
    while before >= low and _is_plain_adverb(kinds[before]):
        before -= 1
    left = kinds[before] if before >= low else 0
    if form & Form.ING:
        return _role_of_ing(left)
    if left & Kind.TO:
        return Role.INFINITIVE if form & Form.BASE else Role.NONE
    if _is_noun_after(left, _leads_that(article, i)):
        return Role.NONE
    if left & Kind.AUXILIARY:
        return _role_after_auxiliary(form, left)
    if form & (Form.PAST | Form.PARTICIPLE):
        return _role_of_past(article, i, left)
    return _agree(article, form, before, left, low)


def _is_plain_adverb(kind: int) -> bool:
    return bool(kind & Kind.ADVERB) and not kind & (Kind.AUXILIARY | Kind.CAPITAL)


def _leads_that(article: Article, i: int) -> bool:
    return i + 1 < article.bounds(i)[1] and bool(article.kinds[i + 1] & Kind.THAT)


def _is_noun_after(left: int, leads_that: bool) -> bool:
    """Say whether a form behind such a word is a noun: "the claims", "of claims".

    "Lee's claim that" is one too, but tells what Lee says.
    """
    if left & Kind.LINK:
        return False
    if left & Kind.PREPOSITION:
        return True
    if left & Kind.POSSESSIVE and not left & Kind.LINK and not leads_that:
        return True
    noun = Kind.DETERMINER | Kind.POSSESSIVE
    return bool(left & noun) and not left & (Kind.PLURAL | Kind.TIME)


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
    if left & Kind.TIME and before > low:  # "the officials today say"
        before -= 1
        left = article.kinds[before]
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
    if near is None or _is_no_speaker(article, near, low, i):
        near = _led_by_relative(article, i, low, near)
    else:
        near = _past_whose(article, i, low, near)
    if near is not None:
        return near, "near"
    k = i - 1
    while k > low and kinds[k] & (Kind.ADVERB | Kind.AUXILIARY):
        k -= 1
    if k > low and kinds[k] & Kind.AND:
        found = clause_subject(article, _clause_start(article, k, low), k)
        return None if found is None else (found, "shared")
    return None


def _is_no_speaker(article: Article, found: Phrase, low: int, verb: int) -> bool:
    """Say whether a phrase belongs to a clause about the subject, or to none.

    In "the poll released on Monday showed", "senators involved in the effort said" and
    "Similarly, a study showed" the subject stands elsewhere.
    """
    first, end = found
    kinds = article.kinds
    if end - first == 1 and not kinds[first] & (Kind.CAPITAL | Kind.DETERMINER):
        return bool(kinds[first] & Kind.VERBAL)
    if first == low and end - first == 1 and kinds[first] & Kind.CAPITAL:
        return article.word(first).endswith("ly") and bool(kinds[end] & Kind.COMMA)
    before = first - 1
    if before - 1 <= low or not kinds[before] & Kind.PREPOSITION:
        return False
    if any(kinds[k] & Kind.RELATIVE for k in range(end, verb)):
        return False
    return _is_participle(article, before - 1)


_DONE = frozenset("seen held kept shown sent written made taken given found".split())


def _is_participle(article: Article, k: int) -> bool:
    """Say whether "involved" or "conducted" hangs on a noun before it."""
    kinds = article.kinds
    if kinds[k] & Kind.CAPITAL:
        return False
    if not article.word(k).endswith("ed") and article.word(k) not in _DONE:
        return False
    before = kinds[k - 1]
    noun = before & Kind.WORD and not before & (_BEFORE_PARTICIPLE | Kind.POSSESSIVE)
    return bool(noun and not before & (Kind.VERBAL | Kind.DETERMINER))


def _led_by_relative(
    article: Article, i: int, low: int, near: Phrase | None
) -> Phrase | None:
    """Find the subject that "who", "conducted" or a comma parts from its verb."""
    found = clause_subject(article, low, i)
    lone = near is not None and near[1] - near[0] == 1
    if lone and near is not None and article.kinds[near[0]] & Kind.VERBAL:
        return found
    if found is None or found == near or found[1] >= i:
        return near
    kinds, after = article.kinds, found[1]
    after += bool(kinds[after] & Kind.COMMA)
    who = kinds[after] & Kind.RELATIVE and article.word(after) != "that"
    who = who or article.word(after) == "whose"
    if who and not any(kinds[k] & Kind.MARK for k in range(after, i)):
        return (
            found if near is not None or _closes_relative(article, after, i) else None
        )
    if near is None:
        return None
    return found if _is_participle(article, found[1]) or near[0] == low else near


def _past_whose(article: Article, i: int, low: int, near: Phrase) -> Phrase:
    """Step over a closed clause: "the woman whose son has waited for months said"."""
    for k in range(near[0] - 1, max(low, near[0] - _CLAUSE), -1):
        if article.kinds[k] & Kind.COMMA:
            break
        if article.kinds[k] & Kind.LINK and article.word(k) == "whose":
            found = grow_left(article, k - 1, low)
            return found if found and _closes_relative(article, k, i) else near
    return near


def _closes_relative(article: Article, who: int, verb: int) -> bool:
    """Say whether the clause of "who" has a verb before the verb asked about."""
    kinds, verbs = article.kinds, article.verbs
    told = Kind.AUXILIARY | Kind.VERBAL
    return any(
        kinds[k] & told or verbs[k] & Form.FINITE for k in range(who + 1, verb - 1)
    )


def _disagrees(article: Article, i: int, subject: Phrase) -> bool:
    """Say whether "say" follows a singular: "those at the rally say"."""
    head = article.kinds[subject[1] - 1]
    return article.word(i) == "say" and not head & (
        Kind.PLURAL | Kind.PRONOUN | Kind.FIRST | Kind.CAPITAL
    )


def _clause_start(article: Article, k: int, low: int) -> int:
    """Step back to the semicolon or sentence start before a token."""
    last = article.last_semicolon(k)
    return last + 1 if last > low else low


def _participle_subject(
    article: Article, i: int, low: int
) -> tuple[Phrase, str] | None:
    if i == low:
        return _subject_after_comma(article, i)
    left = article.kinds[i - 1]
    if not left & (_BEFORE_PARTICIPLE | Kind.VERBAL):
        noun = grow_left(article, i - 1, low)
        if noun is not None:
            return _who_issued(article, noun, low), "near"
    found = None
    if left & Kind.PREPOSITION and i - 2 > low and _is_past(article, i - 2):
        found = subject_before(article, i - 2, low)
    if found is None:
        found = clause_subject(article, _clause_start(article, i, low), i)
    return None if found is None else (found, "inherited")


_PAPERS = frozenset("statement letter tweet email message memo post".split())
_ISSUES = frozenset(
    "issued released made gave wrote sent published posted signed".split()
)


def _who_issued(article: Article, paper: Phrase, low: int) -> Phrase:
    """Read "Lee issued a statement saying": Lee speaks."""
    verb = paper[0] - 1
    if verb <= low or article.word(paper[1] - 1) not in _PAPERS:
        return paper
    if article.word(verb) not in _ISSUES:
        return paper
    return subject_before(article, verb, low) or paper


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
