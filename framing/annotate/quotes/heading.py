"""Statements of a heading: a name, a colon, and what the one so named says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from framing.annotate.quotes.clauses import has_verb
from framing.annotate.quotes.content import content_end, make_statement
from framing.annotate.quotes.phrases import Phrase, grow_right
from framing.annotate.quotes.words import Kind

if TYPE_CHECKING:
    from framing.annotate.quotes.article import Article
    from framing.annotate.quotes.statement import Statement

__all__ = ["read_headings"]

# What stands before a colon without speaking.
_LABELS = frozenset(
    "image images photo photos photograph picture video videos audio watch listen "
    "read related update note notes editor's editor’s correction breaking exclusive "
    "opinion analysis abstract summary source sources credit caption by more see also "
    "live gallery graphic map chart transcript example tip step question first second "
    "third one two three part fact myth subject date time location contact email tel "
    "phone published posted topics tags latest earlier contributing contributed "
    "reporting updated developing news updates explainer explained factbox interview "
    "obituary review comment profile podcast quiz recap timeline interactive editorial "
    "letter letters verdict stories".split()
)
# With these a name may end: "Harbor News:".
_TAILS = frozenset(["news"])
# Participles that no ending gives away: "Sold: ..." tells what happened.
_IRREGULAR = frozenset(
    "beaten born bought broken brought built burnt caught chosen dead done drawn "
    "driven fallen fought forgotten found frozen given gone grown heard held hidden "
    "hit hurt kept known laid left lost made met paid proven put "
    "risen seen sent set shot shown shut sold spent split spoken stolen stuck sunk "
    "sworn taken thrown told torn undone unseen won worn written".split()
)
_ENDING = re.compile(
    r"(?i)\w{3}(?:ed|ing|ive|ous|ful|less|able|ible|[st]ion|ness|ism|(?<![eio]l)ly)\Z"
)
# Nouns of those who can speak, where an ending does not give them away.
_BODIES = frozenset(
    "administration agency aide army association author authority bank board cabinet "
    "charity church coalition commission committee company congress corporation "
    "council court delegation department doctor expert family federation foundation "
    "government governor inquiry judge jury lawyer leader mayor military minister "
    "ministry mission mother navy officer official opposition organisation "
    "organization panel parliament party police poll pope president prime regulator "
    "report reports senate senator study survey teacher treasury union university "
    "watchdog whistleblower".split()
)
_PEOPLE = re.compile(
    r"(?i)\w(?:[eo]rs|ysts?|ists?|ians?|(?<!m)ents|ants|[a-z]ees|m[ae]n|people)\Z"
)
_MANY = frozenset(
    "activists allies chiefs critics experts families firms friends judges medics "
    "mothers nurses officials parties pundits unions victims witnesses".split()
)
# What may part a speaker from the colon: "Lee on the climate:".
_ABOUT = frozenset("on to in at".split())


def read_headings(article: Article) -> list[Statement]:
    """Read "Lee: The law is dead" at the start of a paragraph.

    What stands before the colon must be able to speak. A lone participle, adjective or
    adverb ("Revealed: ...") does not, nor does a thing that the article also writes
    small; a name is known by its capital elsewhere in the article.

    Parameters
    ----------
    article : Article
        One article.

    Returns
    -------
    list of Statement
        In the order of the text.
    """
    paragraph = article.paragraph
    opens = [
        sentence
        for sentence in range(len(paragraph))
        if sentence == 0 or paragraph[sentence] != paragraph[sentence - 1]
    ]
    found = (_heading(article, *article.first[k : k + 2]) for k in opens)
    return [statement for statement in found if statement is not None]


def _heading(article: Article, low: int, high: int) -> Statement | None:
    colon = _colon_near(article, low, high)
    if colon is None or high - colon < 4 or article.kinds[colon + 1] & Kind.MARK:
        return None
    speaker = grow_right(article, low, colon)
    if speaker is None or not _can_speak(article, speaker):
        return None
    if _is_list(article, colon + 1, high):
        return None
    parts = [(colon + 1, content_end(article, colon + 1, high))]
    return make_statement(article, "heading", parts, speaker, (colon, colon + 1))


def _can_speak(article: Article, speaker: Phrase) -> bool:
    """Say whether the words before a colon name a person or a body."""
    first, end = speaker
    words = [article.word(k).lower() for k in range(first, end)]
    if words[-1] in _LABELS - _TAILS or _parts(article, end):
        return False
    if len(words) > 1 and not article.kinds[first + 1] & (Kind.PREPOSITION | Kind.TO):
        return not all(_tells(word) for word in words)
    if words[0] in _BODIES | _MANY or _is_name(article, first):
        return True
    if _tells(words[0]):
        return False
    return bool(_PEOPLE.search(words[0])) or not _is_common(article, words[0])


def _parts(article: Article, end: int) -> bool:
    """Say whether "Over" follows, as in "Profit Over People:": no name."""
    word = article.word(end).lower()
    return bool(article.kinds[end] & Kind.PREPOSITION) and word not in _ABOUT


def _tells(word: str) -> bool:
    """Say whether a word by its ending or by itself is no name: "Revealed"."""
    return word in _LABELS or word in _IRREGULAR or bool(_ENDING.search(word))


def _is_name(article: Article, token: int) -> bool:
    """Say whether the article has a word with a capital where none is needed."""
    word = article.word(token)
    forms = {word, word.capitalize()}
    opens = Kind.MARK | Kind.COLON | Kind.DASH | Kind.OPEN | Kind.STOP
    return any(
        kind & Kind.CAPITAL
        and k != token
        and not article.kinds[k - 1] & opens
        and k not in (article.bounds(k)[0], 0)
        and not article.headline[article.sentence[k]]
        and article.word(k) in forms
        for k, kind in enumerate(article.kinds)
    )


def _is_common(article: Article, word: str) -> bool:
    """Say whether the article writes a word small: "Chaos: ..." and "the chaos"."""
    return any(
        not kind & Kind.CAPITAL and article.word(k) == word
        for k, kind in enumerate(article.kinds)
    )


def _is_list(article: Article, first: int, high: int) -> bool:
    """Say whether names follow, as in a list of members, and no clause."""
    commas = sum(bool(article.kinds[k] & Kind.COMMA) for k in range(first, high))
    return commas > 3 and not has_verb(article, first, high)


def _colon_near(article: Article, low: int, high: int) -> int | None:
    """Find a colon behind nothing but a short capitalised name."""
    fits = Kind.CAPITAL | Kind.PREPOSITION | Kind.TO | Kind.TITLE
    for k in range(low, min(high, low + 6)):
        if article.kinds[k] & Kind.COLON:
            return k if k > low else None
        if not article.kinds[k] & fits or article.inside[k] >= 0:
            return None
    return None
