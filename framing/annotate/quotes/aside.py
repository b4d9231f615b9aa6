"""Statements whose cue stands behind, inside or before them as an aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.annotate.quotes.clauses import hangs, has_verb, is_main_clause
from framing.annotate.quotes.content import content_end, is_author, make_statement
from framing.annotate.quotes.cues import closes_clause
from framing.annotate.quotes.phrases import Phrase, grow_right, subject_before
from framing.annotate.quotes.verbs import Form, Takes
from framing.annotate.quotes.words import WALL, Kind

if TYPE_CHECKING:
    from framing.annotate.quotes.article import Article
    from framing.annotate.quotes.statement import Statement

__all__ = ["is_inverted", "read_according", "read_as", "read_aside"]

# Verbs that stand before their subject after a comma.
_INVERTED = frozenset(["said", "says", "added"])
# Verbs that close a sentence behind a source told apart by many words.
_CLOSING = frozenset("said says told tells wrote writes added adds".split())
_SHORTEST_PARTICIPLE = 5  # longer than "king" and "thing"
# With these a phrase opens that names a source.
_SOURCE = Kind.DETERMINER | Kind.PLURAL | Kind.CAPITAL
_CLAUSE = 5  # words that hardly stand before ", he said" without a verb
_NO_SOURCE = frozenset("part one result sign proof head".split())
_SETTING = 8  # words that tell where and when behind "As X said"
_TOLD = frozenset(["told", "tell", "tells", "found"])


def read_aside(article: Article, i: int) -> Statement | None:
    """Read "..., X said." and "..., X said, ..." and "..., said X."."""
    low, high = article.bounds(i)
    found = _speaker_of_aside(article, i, low, high)
    if found is None or is_author(article, found[0]):
        return None
    speaker, inverted = found
    last = (i if inverted else speaker[0]) - 1
    if article.inside[last - 1] >= 0:
        return None
    rest = _resume(article, max(i + 1, speaker[1]), high, inverted)
    if rest is not None:
        parts = [(low, last), (rest, content_end(article, rest, high))]
        parts = [part for part in parts if part[1] - part[0] > 2]
        rule = "parenthesis"
    else:
        parts = [(low, last)] if _stands(article, i, low, last) else []
        rule = "final, inverted" if inverted else "final"
    if not parts:
        return None
    return make_statement(article, rule, parts, speaker, (i, i + 1))


def _stands(article: Article, i: int, low: int, last: int) -> bool:
    """Say whether the words before an aside are a statement.

    Before "said" they need no verb that is known as one, if they are many.
    """
    if is_main_clause(article, low, last):
        return True
    plain = article.word(i) in _INVERTED and last - low >= _CLAUSE
    return plain and not hangs(article, low, last)


def _speaker_of_aside(
    article: Article, i: int, low: int, high: int
) -> tuple[Phrase, bool] | None:
    """Find the speaker, and whether the verb comes first: ", said X"."""
    speaks = article.verbs[i] & Takes.CLAUSE or article.word(i) in _TOLD
    if i + 1 < high and article.kinds[i + 1] & Kind.TO:
        speaks = article.word(i) in _CLOSING  # ", they agreed to pay"
    if not speaks or not _ends_here(article, i, high):
        return None
    inverted = _inverted_subject(article, i, low, high)
    if inverted is not None:
        return inverted, True
    if not closes_clause(article, i, high):
        return None
    speaker = subject_before(article, i, low)
    if speaker is None or not _comma_before(article, speaker[0], low):
        speaker = _behind_last_comma(article, i, low)
    if speaker is None or _is_participle(article, speaker):
        return None  # ", raising fears of violence"
    return speaker, False


def _behind_last_comma(article: Article, i: int, low: int) -> Phrase | None:
    """Find the speaker in "..., people briefed on the talks said".

    Between the last comma and the verb stands one noun phrase, and what tells it apart:
    a participle, "with" and "close to", or "who" with a verb of its own.
    """
    kinds = article.kinds
    comma = next((k for k in range(i - 1, low, -1) if kinds[k] & WALL), low)
    if not kinds[comma] & Kind.COMMA or article.word(i) not in _CLOSING:
        return None
    colon = any(kinds[k] & Kind.COLON for k in range(low, comma))
    if colon or not is_main_clause(article, low, comma):
        return None
    speaker = grow_right(article, comma + 1, i)
    if speaker is None or not kinds[comma + 1] & _SOURCE:
        return None
    first, end = speaker
    if end == i:
        held = any(kinds[k] & Kind.PREPOSITION for k in range(first + 1, end))
        return speaker if held else None
    while end - 1 > first and kinds[end - 1] & (Kind.ING | Kind.PREPOSITION):
        end -= 1
    return (first, end) if _tells_apart(article, end, i) else None


def _tells_apart(article: Article, first: int, i: int) -> bool:
    """Say whether a participle, a preposition or "who" hangs on the noun before."""
    kinds, verbs = article.kinds, article.verbs
    first += bool(kinds[first] & (Kind.ADVERB | Kind.AUXILIARY)) and first + 1 < i
    if kinds[first] & Kind.RELATIVE:
        return has_verb(article, first + 1, i - 1)
    done = article.word(first).endswith("ed") or verbs[first] & Form.PARTICIPLE
    if done and first + 1 < i:  # "the Senate passed the bill" has a verb
        done = kinds[first + 1] & (Kind.PREPOSITION | Kind.TO | Kind.ADVERB)
    hangs_on = done or kinds[first] & (Kind.PREPOSITION | Kind.ING)
    other = Kind.AUXILIARY | Kind.LINK | Kind.PRONOUN | Kind.FIRST | Kind.AND
    return bool(hangs_on) and not any(kinds[k] & other for k in range(first, i))


def _is_participle(article: Article, speaker: Phrase) -> bool:
    """Say whether "raising" opens the phrase, but for "fundraising documents"."""
    if article.kinds[speaker[1] - 1] & Kind.PLURAL and speaker[1] - speaker[0] > 1:
        return False
    word = article.word(speaker[0])
    return len(word) > _SHORTEST_PARTICIPLE and word.endswith("ing") and word.islower()


def _ends_here(article: Article, i: int, high: int) -> bool:
    """Say whether no content follows: a stop, or a comma that opens no quote."""
    kinds = article.kinds
    for k in range(i + 1, high):
        kind = kinds[k]
        if kind & (Kind.MARK | Kind.COLON | Kind.LINK):
            return False
        if kind & (Kind.STOP | Kind.SEMICOLON | Kind.DASH):
            return True
        if kind & Kind.COMMA:
            return k + 1 >= high or not kinds[k + 1] & Kind.MARK
    return True


def _inverted_subject(article: Article, i: int, low: int, high: int) -> Phrase | None:
    """Find the speaker in "..., said the minister."."""
    if article.word(i) not in _INVERTED or not _comma_before(article, i, low):
        return None
    names = Kind.CAPITAL | Kind.DETERMINER
    if i + 1 >= high or not article.kinds[i + 1] & names:
        return None
    speaker = grow_right(article, i + 1, high)
    if speaker is None or speaker[1] >= high:
        return speaker
    ends = WALL | Kind.RELATIVE | Kind.PREPOSITION | Kind.TIME
    return speaker if article.kinds[speaker[1]] & ends else None


def is_inverted(article: Article, i: int) -> bool:
    """Say whether ", said X, a lawyer" closes a statement.

    Parameters
    ----------
    article : Article
        One article.
    i : int
        Token of the cue.

    Returns
    -------
    bool
        False for "Lee, a lawyer, said Bell, who left, was wrong", where a verb follows.
    """
    low, high = article.bounds(i)
    speaker = _inverted_subject(article, i, low, high)
    if speaker is None or not is_main_clause(article, low, i - 1):
        return False
    if _in_relative(article, low, i - 1):
        return False
    for k in range(speaker[1], high):
        if article.kinds[k] & Kind.RELATIVE:
            return True
        if article.kinds[k] & (Kind.AUXILIARY | Kind.VERBAL | Kind.MARK | Kind.LINK):
            return False
        if article.verbs[k] & Form.FINITE:
            return False
    return True


def _in_relative(article: Article, low: int, last: int) -> bool:
    """Say whether the words before a comma end in ", who left the room"."""
    for k in range(last - 1, low, -1):
        if article.kinds[k] & Kind.COMMA:
            return bool(article.kinds[k + 1] & Kind.RELATIVE)
    return False


def _comma_before(article: Article, token: int, low: int) -> bool:
    return token - 1 > low and bool(article.kinds[token - 1] & Kind.COMMA)


def _resume(article: Article, k: int, high: int, inverted: bool) -> int | None:
    """Find where the content goes on after "he said,"."""
    kinds = article.kinds
    for j in range(k, min(high - 2, k + 8)):
        if kinds[j] & (Kind.STOP | Kind.MARK | Kind.SEMICOLON | Kind.LINK):
            return None
        if kinds[j] & Kind.COMMA:
            return j + 1 if _goes_on(article, j + 1, inverted) else None
    return None


def _goes_on(article: Article, first: int, inverted: bool) -> bool:
    """Say whether content follows the comma, not an apposition or another verb."""
    kind = article.kinds[first]
    if article.inside[first] >= 0 or article.verbs[first] & Form.ING:
        return False
    if kind & Kind.ING and not kind & (Kind.PREPOSITION | Kind.PRONOUN):
        return False
    if inverted:
        return bool(kind & (Kind.AUXILIARY | Kind.VERBAL))
    if kind & (Kind.THAT | Kind.PRONOUN) and not kind & Kind.WH:
        return True
    return not kind & (Kind.AND | WALL | Kind.RELATIVE)


def read_according(article: Article, i: int) -> Statement | None:
    """Read "According to X, ..." and "..., according to X"."""
    low, high = article.bounds(i)
    if i + 2 >= high or not article.kinds[i + 1] & Kind.TO:
        return None
    speaker = grow_right(article, i + 2, high)
    if speaker is None or is_author(article, speaker):
        return None
    if i > low + 1:
        first, last = low, i
        while last > low and article.kinds[last - 1] & (Kind.COMMA | Kind.DASH):
            last -= 1
        parts = [(first, last), _rest_of(article, low, i, speaker[1])]
    else:
        first = _behind_comma(article, speaker[1], high)
        parts = [(first, content_end(article, first, high))]
    parts = [part for part in parts if part[1] > part[0]]
    if not parts:
        return None
    return make_statement(article, "according", parts, speaker, (i, i + 2))


def _rest_of(article: Article, low: int, i: int, end: int) -> Phrase:
    """Find what follows in "The bridge, according to Lee, is shut".

    Nothing does where the words before are a clause: "..., according to Lee, a clerk".
    """
    kinds, high = article.kinds, article.bounds(i)[1]
    between = end + 2 < high and kinds[end] & kinds[i - 1] & Kind.COMMA
    if not between or has_verb(article, low, i - 1):
        return end, end
    if kinds[end + 1] & (Kind.RELATIVE | Kind.AND) or not has_verb(
        article, end + 1, high
    ):
        return end, end
    return end + 1, content_end(article, end + 1, high)


def read_as(article: Article, i: int) -> Statement | None:
    """Read "As X said on Monday, ..."."""
    low, high = article.bounds(i)
    if article.word(low) != "As" or not article.verbs[i] & Takes.CLAUSE:
        return None
    if article.word(low + 1) in _NO_SOURCE:
        return None  # "As part of the deal announced on Monday, ..."
    speaker = subject_before(article, i, low + 1)
    first = _behind_comma(article, i + 1, min(high, i + _SETTING))
    if speaker is None or speaker[0] != low + 1 or is_author(article, speaker):
        return None
    if first >= min(high, i + _SETTING) or article.inside[first] >= 0:
        return None
    if not is_main_clause(article, first, high - 1):
        return None
    held = Kind.MARK | Kind.LINK | Kind.AUXILIARY | Kind.PRONOUN
    if any(article.kinds[k] & held for k in range(i + 1, first)):
        return None
    last = content_end(article, first, high)
    return make_statement(article, "final", [(first, last)], speaker, (i, i + 1))


def _behind_comma(article: Article, k: int, high: int) -> int:
    """Find the token behind the next comma, or the end."""
    for j in range(k, high):
        if article.kinds[j] & Kind.COMMA:
            return j + 1
    return high
