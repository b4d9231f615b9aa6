"""Who speaks: the noun phrase to the left or right of a verb.

No tagger is used. A phrase is grown word by word until a word that cannot be part of
it, and what is asked of each word is a bit of its type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.annotate.quotes.verbs import Form, Takes
from framing.annotate.quotes.words import WALL, Kind

if TYPE_CHECKING:
    from framing.annotate.quotes.article import Article

__all__ = [
    "Phrase",
    "clause_subject",
    "grow_left",
    "grow_right",
    "over_since",
    "subject_before",
]

Phrase = tuple[int, int]

_SKIP_LEFT = Kind.AUXILIARY | Kind.ADVERB
_NOT_NOUN = (
    WALL
    | Kind.LINK
    | Kind.AND
    | Kind.PREPOSITION
    | Kind.AUXILIARY
    | Kind.PRONOUN
    | Kind.FIRST
    | Kind.TO
)
_ENDS_PHRASE = Kind.PRONOUN | Kind.CLOSE
_BINDING = frozenset("of for from at in with on against to behind".split())
_PLACES = frozenset(["there", "here"])  # "someone there thinks"
_OBJECTS = frozenset("him them me us".split())
# With these another phrase opens: "told residents the plant would close".
_OPENS = frozenset("the a an his her their its our my your".split())
_LEADS = Kind.PREPOSITION | Kind.TO | Kind.AND | Kind.DETERMINER
_LONG = 14  # tokens of a noun phrase at most
_FAR = 24  # tokens an apposition between a name and its verb may hold


def subject_before(article: Article, verb: int, low: int) -> Phrase | None:
    """Find the subject of a finite verb on its left.

    Parameters
    ----------
    article : Article
        One article.
    verb : int
        Token of the verb.
    low : int
        First token to look at.

    Returns
    -------
    tuple of (int, int) or None
        First and last token, end exclusive.
    """
    kinds = article.kinds
    k = over_since(article, verb - 1, low)
    while k >= low and kinds[k] & _SKIP_LEFT and not kinds[k] & Kind.CAPITAL:
        k -= 1
    k = _skip_time(article, k, low)
    k -= k > low and article.word(k) == "out"  # "a poll out this week shows"
    if k < low:
        return None
    kind = kinds[k]
    if kind & Kind.CLOSE:
        return _before_bracket(article, k, low)
    if kind & (Kind.COMMA | Kind.DASH):
        if k > low and kinds[k - 1] & Kind.CLOSE:
            return _before_bracket(article, k - 1, low)
        return _over_apposition(article, k, low)
    if kind & Kind.RELATIVE and not kind & Kind.CAPITAL:
        return _antecedent(article, k, low)
    return grow_left(article, k, low)


def over_since(article: Article, k: int, low: int) -> int:
    """Step over "since" in "has since said", where it is an adverb."""
    since = k > low and article.word(k) == "since"
    return k - 1 if since and article.kinds[k - 1] & Kind.AUXILIARY else k


def _skip_time(article: Article, k: int, low: int) -> int:
    """Step over "on Monday", "last week" between a subject and its verb."""
    kinds, start = article.kinds, k
    while k > low and kinds[k] & Kind.TIME:
        k -= 1
    if k == start or k < low:
        return start
    if kinds[k] & Kind.PREPOSITION or article.word(k) == "this":
        k -= 1
    return k if k >= low and not kinds[k] & Kind.PREPOSITION else start


def _antecedent(article: Article, k: int, low: int) -> Phrase | None:
    """Find what "who", "which" or "that" stands for."""
    j = k - 1
    if j >= low and article.kinds[j] & Kind.COMMA:
        j -= 1
    return grow_left(article, j, low) if j >= low else None


def _over_apposition(article: Article, k: int, low: int) -> Phrase | None:
    """Step from the comma before a verb to the phrase that the apposition explains.

    "Lee, who left in June, said": of the phrases that end at a comma,
    the nearest that opens its clause, or else the nearest.
    """
    kinds = article.kinds
    opening = kinds[k] & (Kind.COMMA | Kind.DASH)
    nearest: Phrase | None = None
    for j in range(k - 1, max(low, k - _FAR), -1):
        kind = kinds[j]
        if kind & (Kind.SEMICOLON | Kind.MARK) or (
            kind & Kind.STOP and not kinds[j + 1] & Kind.CLOSE
        ):
            break
        if not kind & opening or kinds[j - 1] & (_NOT_NOUN & ~_ENDS_PHRASE):
            continue
        found = grow_left(article, j - 1, low)
        if found is None or _is_age(article, found):
            continue
        if _in_opening(article, found[0], low):
            return clause_subject(article, j + 1, k) or nearest or found
        if _in_relative(article, found, k, low):
            nearest = None
            continue
        nearest = nearest or found
        if _opens_its_clause(article, found[0], low):
            return found
    return nearest


def _in_opening(article: Article, first: int, low: int) -> bool:
    """Say whether a phrase belongs to "After the vote," before the main clause."""
    kinds = article.kinds
    if first <= low or any(kinds[j] & Kind.COMMA for j in range(low, first)):
        return False
    opens = Kind.PREPOSITION | Kind.LINK | Kind.ADVERB | Kind.TIME | Kind.ING
    return bool(kinds[low] & opens) and not kinds[low] & Kind.DETERMINER


def _is_age(article: Article, found: Phrase) -> bool:
    """Say whether a phrase is a bare number: "Lee, 41, said"."""
    return found[1] - found[0] == 1 and article.word(found[0]).isdigit()


_WHOSE = frozenset("whose who whom which where".split())


def _in_relative(article: Article, found: Phrase, end: int, low: int) -> bool:
    """Say whether a phrase stands in a clause about the subject that `end` closes.

    In "Lee, whose son Max, 6, waits for surgery, said" a verb follows the son. In
    "whose lawyer, Max Bell, said" none does, and the lawyer is the speaker.
    """
    who = found[0] - 1
    if who <= low or article.word(who).lower() not in _WHOSE:
        return False
    kinds, verbs = article.kinds, article.verbs
    told = Kind.AUXILIARY | Kind.VERBAL
    return any(
        kinds[k - 1] & Kind.COMMA
        and (
            kinds[k] & (told | Kind.ADVERB)
            or verbs[k] & Form.FINITE
            or _ends_in_s(article, k)
        )
        for k in range(found[1] + 1, end)
    )


def _ends_in_s(article: Article, k: int) -> bool:
    """Say whether a word looks like "waits": a verb, where a clause has a subject."""
    word = article.word(k)
    return word.islower() and word.endswith("s") and not word.endswith("ss")


def _opens_its_clause(article: Article, first: int, low: int) -> bool:
    """Say whether a phrase is preceded by nothing, or by what may precede a subject."""
    if first <= low:
        return True
    kinds, before = article.kinds, first - 1
    if kinds[before] & (Kind.LINK | Kind.AND | Kind.MARK | Kind.COLON):
        return True
    if not kinds[before] & Kind.COMMA:
        return False
    return before - 1 <= low or bool(
        kinds[before - 1] & (_NOT_NOUN | Kind.TIME | Kind.ADVERB)
    )


def grow_left(article: Article, head: int, low: int) -> Phrase | None:
    """Grow a noun phrase leftwards from its last word.

    Parameters
    ----------
    article : Article
        One article.
    head : int
        Last token of the phrase.
    low : int
        First token to look at.

    Returns
    -------
    tuple of (int, int) or None
        First and last token, end exclusive; None if `head` ends no noun phrase.
    """
    kinds = article.kinds
    if head < low:
        return None
    kind = kinds[head]
    if article.word(head) in _PLACES:
        return None
    if kind & (Kind.PRONOUN | Kind.FIRST) and not kind & Kind.RELATIVE:
        return head, head + 1
    if kind & Kind.CLOSE:
        return _before_bracket(article, head, low)
    if kind & (_NOT_NOUN | Kind.ADVERB | Kind.TIME) and not kind & Kind.CAPITAL:
        return None
    if kind & Kind.ADVERB and article.bounds(head)[0] == head:
        return None
    if kind & (WALL | Kind.LINK | Kind.AUXILIARY | Kind.PREPOSITION):
        return None
    first = _grow(article, head, low)
    return first, head + 1


def _before_bracket(article: Article, head: int, low: int) -> Phrase | None:
    """Step over "(R-Fla.)" after a name."""
    j = head - 1
    while j > low and head - j < 12 and not article.kinds[j] & Kind.OPEN:
        j -= 1
    if j <= low or not article.kinds[j] & Kind.OPEN:
        return None
    return grow_left(article, j - 1, low)


def _grow(article: Article, head: int, low: int) -> int:
    first = head
    while first > low:
        longer = _one_longer(article, first, low)
        if longer is None:
            break
        first = longer
    return first


def _one_longer(article: Article, first: int, low: int) -> int | None:
    """Return the first token of the phrase with the word before it, if that fits."""
    kinds = article.kinds
    kind = kinds[first - 1]
    if kinds[first] & Kind.DETERMINER or kind & (Kind.PREPOSITION | Kind.TO):
        return _join(article, first, low)
    if kind & Kind.AND:
        both = first - 2 >= low and kinds[first - 2] & kinds[first] & Kind.CAPITAL
        return first - 2 if both else None
    if kind & Kind.DETERMINER and not kind & (WALL | Kind.LINK):
        return first - 1
    if kind & (_NOT_NOUN | Kind.TIME):
        return None
    if kind & Kind.ADVERB and not kind & Kind.CAPITAL:
        return first - 2 if _is_newly(article, first - 1, low) else None
    return None if _is_verb(article, first - 1, low) else first - 1


def _is_newly(article: Article, adverb: int, low: int) -> bool:
    """Say whether "the newly elected" stands here."""
    kinds = article.kinds
    led = adverb > low and kinds[adverb - 1] & Kind.DETERMINER
    done = kinds[adverb + 1] & Kind.VERBAL and article.word(adverb + 1).endswith("ed")
    return bool(led and done) and article.word(adverb).endswith("ly")


def _join(article: Article, first: int, low: int) -> int | None:
    """Step over "of" or "for" to the noun it binds to: "head of the group"."""
    kinds = article.kinds
    at = first - 1
    if at - 1 < low or article.word(at).lower() not in _BINDING:
        return None
    kind = kinds[at - 1]
    if kind & (_NOT_NOUN | Kind.TIME | Kind.ADVERB | Kind.DETERMINER):
        return None
    return None if _is_verb(article, at - 1, low) else at - 1


def _is_verb(article: Article, token: int, low: int) -> bool:
    """Say whether a word is a verb where it stands, rather than a noun or a name."""
    kind = article.kinds[token]
    if kind & Kind.CAPITAL:
        return False
    if kind & Kind.VERBAL:
        before = article.kinds[token - 1] if token > low else 0
        led = before & Kind.DETERMINER
        return not led and not _is_newly(article, token - 1, low)
    form = article.verbs[token]
    able = token > low and article.kinds[token - 1] & Kind.AUXILIARY
    if form & Form.BASE and able and not article.kinds[token - 1] & Kind.BE:
        return True  # "can reveal"
    if not form & (Form.PAST | Form.PARTICIPLE | Form.S | Form.ING):
        return False
    before = article.kinds[token - 1] if token > low else 0
    return not before & (Kind.DETERMINER | Kind.POSSESSIVE)


def grow_right(article: Article, first: int, high: int) -> Phrase | None:
    """Grow a noun phrase rightwards from its first word.

    Parameters
    ----------
    article : Article
        One article.
    first : int
        First token of the phrase.
    high : int
        Token to stop before.

    Returns
    -------
    tuple of (int, int) or None
        First and last token, end exclusive; None if no noun phrase starts here.
    """
    if first >= high:
        return None
    kind = article.kinds[first]
    alone = kind & (Kind.PRONOUN | Kind.FIRST) and not kind & Kind.RELATIVE
    if alone or article.word(first) in _OBJECTS:
        return first, first + 1
    if not _can_open(kind):
        return None
    last = first + 1
    while last < min(high, first + _LONG) and _goes_on(article, last, high):
        last += 1
    return first, last


def _can_open(kind: int) -> bool:
    """Say whether a noun phrase can open with such a word."""
    if kind & (WALL | Kind.LINK | Kind.AUXILIARY | Kind.AND | Kind.TO):
        return bool(kind & Kind.DETERMINER)
    return bool(kind & Kind.CAPITAL) or not kind & (Kind.PREPOSITION | Kind.TIME)


def _goes_on(article: Article, k: int, high: int) -> bool:
    """Say whether a word goes on with the phrase on its left."""
    kinds, kind = article.kinds, article.kinds[k]
    after = kinds[k + 1] if k + 1 < high else 0
    if kind & (WALL | Kind.LINK | Kind.AUXILIARY | Kind.PRONOUN | Kind.FIRST):
        return False
    if kind & Kind.TIME and not kinds[k - 1] & Kind.DETERMINER:
        return False
    if article.word(k) in _OPENS:
        return bool(kinds[k - 1] & _LEADS)
    if kind & (Kind.PREPOSITION | Kind.TO):
        binds = article.word(k).lower() in _BINDING and k + 1 < high
        return binds and not after & (Kind.TIME | Kind.PRONOUN | WALL)
    if kind & Kind.AND:
        return bool(after & Kind.CAPITAL)
    return bool(kind & Kind.CAPITAL) or not kind & (Kind.ADVERB | Kind.VERBAL)


def clause_subject(article: Article, low: int, verb: int) -> Phrase | None:
    """Find the subject of the sentence: the first noun phrase before a verb.

    Parameters
    ----------
    article : Article
        One article.
    low : int
        First token of the sentence.
    verb : int
        Token to stop before.

    Returns
    -------
    tuple of (int, int) or None
        First and last token, end exclusive.
    """
    kinds = article.kinds
    i = _skip_opening(article, low, verb)
    while i < verb and _is_no_subject(article, i, low):
        i += 1
    if i >= verb:
        return None
    if kinds[i] & (Kind.PRONOUN | Kind.FIRST):
        return i, i + 1
    last = i
    while last < min(verb, i + _LONG) and not _ends_subject(article, last, i):
        last += 1
    if last < verb and _follows_verb(article, last, i):
        last -= 1
    while last > i and kinds[last - 1] & (Kind.AND | Kind.PREPOSITION | Kind.TIME):
        last -= 1
    lone = last - i == 1 and kinds[i] & Kind.DETERMINER
    return (i, last) if last > i and not (lone and not kinds[i] & Kind.PLURAL) else None


def _is_no_subject(article: Article, i: int, low: int) -> bool:
    """Say whether a word stands before the subject: a mark, a quote, "said"."""
    if article.kinds[i] & (Kind.AND | Kind.ADVERB | WALL | Kind.TIME):
        return True
    if article.inside[i] >= 0:
        return True
    behind_quote = i > low and article.inside[i - 1] >= 0
    return behind_quote and bool(article.verbs[i] & Takes.QUOTE)


def _follows_verb(article: Article, k: int, first: int) -> bool:
    """Say whether a determiner shows the word before it to be a verb."""
    if k - first < 2 or not article.kinds[k] & Kind.DETERMINER:
        return False
    return not article.kinds[k - 1] & (Kind.PREPOSITION | Kind.DETERMINER | Kind.AND)


def _ends_subject(article: Article, k: int, first: int) -> bool:
    """Say whether the subject that starts at `first` has ended before a word."""
    kinds, kind = article.kinds, article.kinds[k]
    if kind & (WALL | Kind.AUXILIARY | Kind.PRONOUN | Kind.FIRST):
        return True
    if kind & Kind.LINK and not kind & Kind.DETERMINER:
        return True
    if k == first or kind & Kind.CAPITAL:
        return False
    if _follows_verb(article, k, first):
        return True
    if kind & (Kind.VERBAL | Kind.ADVERB | Kind.TIME):
        return True
    form = article.verbs[k]
    if form & (Form.PAST | Form.S) and form & Takes.SAY:
        return True
    if form & Form.PARTICIPLE and not form & (Form.PAST | Form.BASE):
        return True  # "an email seen by the Courier"
    if kind & Kind.PREPOSITION and article.word(k) not in _BINDING:
        return True
    if _is_post(article, k):
        return False
    name = kinds[k - 1] & Kind.CAPITAL and not kinds[k - 1] & Kind.DETERMINER
    return bool(name) and not kind & (Kind.PREPOSITION | Kind.AND | Kind.PLURAL)


def _is_post(article: Article, k: int) -> bool:
    """Say whether a noun goes on with a name: "the Harbor Police spokesman Lund"."""
    plain = Kind.WORD | Kind.PLURAL
    if article.verbs[k] or article.kinds[k] & ~plain:
        return False
    after = article.kinds[k + 1] if k + 1 < len(article.kinds) else 0
    return bool(after & (Kind.CAPITAL | Kind.AUXILIARY))


def _skip_opening(article: Article, low: int, verb: int) -> int:
    """Step over "On Sunday night," and "While he spoke," to the main clause."""
    kinds = article.kinds
    if low >= verb:
        return low
    opens = Kind.PREPOSITION | Kind.LINK | Kind.ADVERB | Kind.TIME | Kind.STANCE
    manner = article.word(low).endswith("ly") and kinds[low + 1] & Kind.COMMA
    if not manner and not (
        kinds[low] & (opens | Kind.ING) or article.verbs[low] & Form.PARTICIPLE
    ):
        return low
    if kinds[low] & Kind.DETERMINER:
        return low
    for i in range(low, min(verb, low + 30)):
        if kinds[i] & Kind.COMMA:
            return i + 1
    return low
