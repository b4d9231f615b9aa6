"""What follows a cue: a clause, a hearer and a clause, an infinitive, an object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.annotate.quotes.clauses import has_verb
from framing.annotate.quotes.phrases import grow_right
from framing.annotate.quotes.verbs import LEMMA_SHIFT, Form, Takes, prepositions_of
from framing.annotate.quotes.words import WALL, Kind

if TYPE_CHECKING:
    from framing.annotate.quotes.article import Article

__all__ = ["find_complement"]

# The frame, and the first token of the content.
_Complement = tuple[str, int]

_CLAUSE_END = WALL & ~Kind.MARK
_SOFT = Kind.ADVERB | Kind.TIME
_SAID = frozenset("say says said argue argues argued believe believes believed".split())
_WHETHER = frozenset("whether how why what if".split())
_THAT = Takes.CLAUSE | Takes.THAT | Takes.HEARER
_PART = frozenset(["late", "early"])
_PLEAS = frozenset(["guilty", "innocent", "contest"])
# Who does so "to" do something does it, and says nothing.
_DEEDS = frozenset(
    "agree agreed agrees agreeing decide decided decides deciding".split()
)
_SEES = frozenset("see sees saw seen seeing".split())
_SHOWS = frozenset("show shows showed found finds".split())
_POLLS = frozenset(
    "poll polls polling survey surveys data records documents results figures findings "
    "tallies tally study studies statistics filings numbers audit census".split()
)
_NEAR_POLL = 4  # tokens between the poll and what it shows
_NEAR = 18  # tokens between a cue and its "that"


def find_complement(article: Article, i: int, high: int) -> _Complement | None:
    """Find what follows a cue.

    Parameters
    ----------
    article : Article
        One article.
    i : int
        Token of the cue.
    high : int
        Token to stop before.

    Returns
    -------
    tuple of (str, int) or None
        The frame and the first token of the content.
    """
    kinds, takes = article.kinds, article.verbs[i]
    if _is_plea(article, i, high):
        return "object", i + 1
    j = _skip_date(article, _skip_when(article, i + 1, high), high)
    if j >= high:
        return None
    kind = kinds[j]
    if kind & Kind.THAT and takes & _THAT:
        return "that", j
    if kind & Kind.TO:
        return _after_to(article, i, j, high)
    if kind & Kind.PREPOSITION and not kind & Kind.CAPITAL:
        return _after_preposition(article, i, j, high)
    if kind & Kind.WH and takes & Takes.WHETHER and article.word(j) in _WHETHER:
        return "whether", j
    return _after_object(article, i, j, high) if _opens_phrase(kind) else None


def _is_plea(article: Article, i: int, high: int) -> bool:
    """Say whether "pleaded not guilty" stands here: to plead so is to say so."""
    if not article.word(i).lower().startswith(("plead", "pled")):
        return False
    k = i + 1 + (article.word(i + 1).lower() in {"not", "no"} if i + 1 < high else 0)
    return k < high and article.word(k).lower() in _PLEAS


def _skip_when(article: Article, j: int, high: int) -> int:
    """Step over "on Monday", "also" and ", however," behind a cue."""
    kinds = article.kinds
    while j < high and kinds[j] & _SOFT and not kinds[j] & (Kind.TO | Kind.CAPITAL):
        j += 1
    while j < high and kinds[j] & Kind.TIME:
        j += 1
    commas = j + 3 < high and kinds[j] & kinds[j + 2] & Kind.COMMA
    return j + 3 if commas and kinds[j + 1] & Kind.ADVERB else j


def _opens_phrase(kind: int) -> bool:
    """Say whether a subject or an object can begin with such a word."""
    if kind & (_CLAUSE_END | Kind.AND):
        return False
    if kind & Kind.AUXILIARY and not kind & (Kind.PRONOUN | Kind.FIRST):
        return False
    return not kind & Kind.LINK or bool(kind & Kind.DETERMINER)


def _after_preposition(
    article: Article, i: int, j: int, high: int
) -> _Complement | None:
    takes = article.verbs[i]
    if (
        takes & Takes.PREPOSITION
        and j + 1 < high
        and article.word(j) in prepositions_of(takes >> LEMMA_SHIFT)
    ):
        return "preposition", j + 1
    that = _that_ahead(article, j, high) if takes & _THAT else None
    return None if that is None else ("that, later", that)


def _after_to(article: Article, i: int, j: int, high: int) -> _Complement | None:
    takes = article.verbs[i]
    if takes & Takes.INFINITIVE and j + 1 < high:
        return "infinitive", j
    if takes & Takes.PREPOSITION and "to" in prepositions_of(takes >> LEMMA_SHIFT):
        return ("preposition", j + 1) if j + 1 < high else None
    if takes & (Takes.CLAUSE | Takes.THAT) and article.word(i).lower() not in _DEEDS:
        that = _that_ahead(article, j, high)
        return None if that is None else ("that, later", that)
    return None


def _that_ahead(article: Article, j: int, high: int) -> int | None:
    """Look for "that" behind "in a statement", "on Monday", "to reporters"."""
    kinds = article.kinds
    title = _behind_title(article, j, high)
    for k in range(j, min(high, j + _NEAR)):
        if kinds[k] & Kind.THAT:
            return k
        if j < k < title:
            continue
        following = kinds[k + 1] if k + 1 < high else 0
        if kinds[k] & Kind.COMMA and following & (
            Kind.CAPITAL | Kind.THAT | Kind.PREPOSITION
        ):
            continue
        if kinds[k] & (WALL | Kind.AUXILIARY | Kind.PRONOUN | Kind.VERBAL):
            return None
        if j < k and _tells(article.verbs[k]):
            return None
    return None


def _tells(form: int) -> bool:
    """Say whether a form is "told" or "said", to which a "that" behind it belongs."""
    return bool(form & Form.PAST and form & _THAT and not form & Form.BASE)


def _behind_title(article: Article, j: int, high: int) -> int:
    """Give the token behind 'on "Harbor News Sunday"', `j` itself without a title.

    The channel may stand before it: 'on Harbor TV's "Sunday"'.
    """
    kinds = article.kinds
    opens = j + 1
    while opens < min(high, j + 4) and kinds[opens] & Kind.CAPITAL:
        opens += 1
    if opens >= high or not kinds[j] & Kind.PREPOSITION or not kinds[opens] & Kind.MARK:
        return j
    if opens > j + 1 and not kinds[opens - 1] & Kind.POSSESSIVE:
        return j
    for k in range(opens + 1, min(high, opens + 7)):
        if kinds[k] & Kind.MARK:
            return k + 1
        if not kinds[k] & (
            Kind.CAPITAL | Kind.STOP | Kind.COMMA | Kind.DETERMINER | Kind.PREPOSITION
        ):
            return j
    return j


def _after_object(article: Article, i: int, j: int, high: int) -> _Complement | None:
    """Read a clause without "that", a hearer and a clause, or an object."""
    takes = article.verbs[i]
    if takes & Takes.HEARER:
        behind = _behind_hearer(article, i, j, high)
        asked = behind is not None and _is_infinitive(article, behind, high)
        if behind is not None and not (asked and takes & Takes.PERSON):
            return "hearer", behind
    if takes & Takes.PERSON and _person_to(article, j, high):
        return "person", j
    if article.word(i) in _ADDED and _adds_to(article, j, high):
        return None
    if takes & Takes.CLAUSE and _opens_clause(article, i, j, high):
        return "bare", j
    if takes & Takes.GERUND and article.word(j).endswith("ing"):
        return "gerund", j
    if article.word(i).lower() in _SEES and not _is_seen_as(article, j, high):
        return None
    return ("object", j) if takes & Takes.OBJECT or _is_shown(article, i) else None


def _is_seen_as(article: Article, j: int, high: int) -> bool:
    """Say whether "as" tells what X makes of what X sees: "sees the vote as a test"."""
    for k in range(j + 1, min(high, j + _NEAR)):
        if article.word(k) == "as":
            return True
        if article.kinds[k] & (WALL & ~Kind.MARK | Kind.AUXILIARY):
            return False
    return False


def _is_shown(article: Article, i: int) -> bool:
    """Say whether a poll or the like shows something: it tells what it found."""
    low = article.bounds(i)[0]
    near = (article.word(k).lower() for k in range(max(low, i - _NEAR_POLL), i))
    return article.word(i) in _SHOWS and not _POLLS.isdisjoint(near)


_ADDED = frozenset(["added", "adds", "adding"])


def _adds_to(article: Article, j: int, high: int) -> bool:
    """Say whether "his name to the list" follows "added": nothing is said."""
    kinds = article.kinds
    for k in range(j + 1, min(high, j + 5)):
        if kinds[k] & Kind.TO:
            return not kinds[j] & Kind.PRONOUN
        if kinds[k] & (Kind.AUXILIARY | Kind.VERBAL | WALL):
            return False
    return False


def _behind_hearer(article: Article, i: int, j: int, high: int) -> int | None:
    """Step over "reporters on Monday" in "told reporters on Monday (that) ..."."""
    kinds = article.kinds
    if kinds[j] & Kind.MARK:
        return None
    hearer = _grow_hearer(article, i, j, high)
    if hearer is None:
        return None
    that = _that_ahead(article, hearer[1], high)
    asked = that is not None and any(kinds[k] & Kind.TO for k in range(hearer[1], that))
    if that is not None and not asked:
        return that
    k = _skip_date(article, hearer[1], high)
    if k >= high or kinds[k] & (WALL | Kind.AND):
        return None
    if kinds[k] & (Kind.TO | Kind.WH | Kind.PRONOUN):
        return k
    return k if has_verb(article, k, high) and not kinds[k] & Kind.PREPOSITION else None


def _grow_hearer(article: Article, i: int, j: int, high: int) -> tuple[int, int] | None:
    """Find the hearer, who ends before the "to" of what is asked."""
    hearer = grow_right(article, j, high)
    if hearer is None or not article.verbs[i] & Takes.PERSON:
        return hearer
    asked = (k for k in range(j + 1, hearer[1]) if _is_infinitive(article, k, high))
    return j, next(asked, hearer[1])


def _is_infinitive(article: Article, k: int, high: int) -> bool:
    """Say whether "to" opens an infinitive: not "to the mayor"."""
    noun = Kind.DETERMINER | Kind.CAPITAL | Kind.PRONOUN | WALL
    kinds = article.kinds
    return bool(kinds[k] & Kind.TO) and k + 1 < high and not kinds[k + 1] & noun


def _skip_date(article: Article, k: int, high: int) -> int:
    """Step over "Monday", "on Monday" and "late on Monday"."""
    kinds = article.kinds
    dated = Kind.TIME | Kind.PREPOSITION
    if k + 2 < high and article.word(k) in _PART and kinds[k + 1] & dated:
        k += bool((kinds[k + 1] | kinds[k + 2]) & Kind.TIME)
    while k + 1 < high and (
        kinds[k] & Kind.TIME
        or (kinds[k] & Kind.PREPOSITION and kinds[k + 1] & Kind.TIME)
    ):
        k += 1
    return k


def _person_to(article: Article, j: int, high: int) -> bool:
    """Say whether "X to" follows, as in "urged the crowd to leave"."""
    person = grow_right(article, j, high)
    if person is None:
        return False
    for k in range(person[0], min(person[1] + 2, high)):
        if article.kinds[k] & Kind.TO:
            return True
    return False


def _opens_clause(article: Article, i: int, j: int, high: int) -> bool:
    """Say whether a subject and its verb follow, with no "that" before them."""
    kinds = article.kinds
    if kinds[j] & Kind.MARK or article.headline[article.sentence[i]]:
        return has_verb(article, j, high)
    if kinds[j] & (Kind.PRONOUN | Kind.FIRST):
        return True
    if article.word(i) in _SAID:
        return high - j > 3
    if kinds[j] & Kind.DETERMINER and kinds[j] & Kind.LINK:
        return False
    subject = grow_right(article, j, high)
    if subject is None:
        return False
    for k in range(max(j + 1, subject[1]), min(high, j + 16)):
        if kinds[k] & (Kind.AUXILIARY | Kind.VERBAL) or _is_finite(article, k):
            return True
        if kinds[k] & (_CLAUSE_END & ~Kind.DASH | Kind.LINK | Kind.TO):
            return False
    return False


def _is_finite(article: Article, k: int) -> bool:
    """Say whether a form of the list is a verb here, by the word before it."""
    form, before = article.verbs[k], article.kinds[k - 1]
    if not form & Form.FINITE or before & Kind.PREPOSITION:
        return False
    return not form & Form.BASE or bool(before & Kind.PLURAL)
