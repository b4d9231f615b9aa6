"""Speech and thought reported without quotation marks, from the cue outwards."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from framing.annotate.quotes.aside import (
    is_inverted,
    read_according,
    read_as,
    read_aside,
)
from framing.annotate.quotes.complement import find_complement
from framing.annotate.quotes.content import (
    content_end,
    is_author,
    is_hollow,
    make_statement,
    relative_end,
)
from framing.annotate.quotes.cues import Role, read_role, subject_of
from framing.annotate.quotes.heading import read_headings
from framing.annotate.quotes.own import is_own_report
from framing.annotate.quotes.phrases import Phrase, subject_before
from framing.annotate.quotes.verbs import Form, Takes
from framing.annotate.quotes.verdict import verdict_start
from framing.annotate.quotes.words import Kind

if TYPE_CHECKING:
    from framing.annotate.quotes.article import Article
    from framing.annotate.quotes.statement import Statement

__all__ = ["find_indirect"]

# Rules whose content may stand before the cue.
_WIDE = frozenset(["according", "final", "final, inverted", "parenthesis"])
_CLAUSES = frozenset(["bare", "that", "hearer", "whether"])
_STRONG = frozenset(["bare", "that", "that, later", "hearer", "whether"])


def find_indirect(article: Article, cues: list[int]) -> list[Statement]:
    """Find indirect statements.

    Parameters
    ----------
    article : Article
        One article, its regions found.
    cues : list of int
        Tokens that can be a cue.

    Returns
    -------
    list of Statement
        In the order of their cues.
    """
    found: list[Statement] = []
    for i in cues:
        if article.inside[i] >= 0:
            continue
        if article.kinds[i] & Kind.ACCORDING:
            statement = read_according(article, i)
        elif article.verbs[i]:
            statement = _at_verb(article, i)
        else:
            statement = _at_adjective(article, i)
        if statement is not None and not _is_own(article, statement):
            found.append(statement)
    return _outermost(sorted(found + read_headings(article), key=_place_of_cue))


def _is_own(article: Article, statement: Statement) -> bool:
    """Say whether the speaker is the outlet, about what it found out itself."""
    speaker, cue = statement.speaker, statement.cue
    if speaker is None or cue is None:
        return False
    first, last, verb = (bisect_left(article.start, k) for k in (*speaker, cue[0]))
    return is_own_report(article, (first, last), (verb, verb + 1))


def _place_of_cue(statement: Statement) -> int:
    return statement.cue[0] if statement.cue else 0


def _outermost(found: list[Statement]) -> list[Statement]:
    """Drop what is said inside what somebody else says: one voice at a time."""
    spans = sorted(p for s in found if s.rule in _WIDE for p in s.parts)
    starts = [start for start, _ in spans]
    ends = list(accumulate((end for _, end in spans), max))
    kept: list[Statement] = []
    reach = -1
    for statement in found:
        cue = _place_of_cue(statement)
        before = bisect_right(starts, cue) - 1
        held = cue < reach or (before >= 0 and cue < ends[before])
        if statement.rule in _WIDE or not held:
            kept.append(statement)
            reach = max(reach, statement.parts[-1][1])
    return kept


def _at_verb(article: Article, i: int) -> Statement | None:
    role = read_role(article, i)
    if role in (Role.NONE, Role.PASSIVE):
        return None
    high = article.bounds(i)[1]
    if role == Role.INFINITIVE and _is_withheld(article, i):
        return None
    if role == Role.FINITE and is_inverted(article, i):
        inverted = read_aside(article, i)
        if inverted is not None:
            return inverted
    after = find_complement(article, i, high) or _behind_what(article, i, high)
    if after is None:
        if role != Role.FINITE:
            return None
        return read_as(article, i) or read_aside(article, i)
    frame, first = after
    if role == Role.PARTICIPLE and _is_noun(article, i, frame):
        return None
    reached = subject_of(article, i, role)
    if reached is None:
        return None
    speaker, way = reached
    if is_author(article, speaker) or _is_weak(article, i, role, frame, reached):
        return None
    last = content_end(article, first, high)
    if _is_relative(article, speaker[1], i):
        last = relative_end(article, first, last)
    last = verdict_start(article, first, last, clause=frame in _STRONG)
    if first < speaker[0] < last:
        last = speaker[0] - 1  # "Noting that it rained, Lee declared ..."
    if last <= first or is_hollow(article, first, last):
        return None
    rule = frame if way == "near" else f"{frame}, {way}"
    return make_statement(article, rule, [(first, last)], speaker, (i, i + 1))


def _behind_what(article: Article, i: int, high: int) -> tuple[str, int] | None:
    """Read "what analysts said was a sign of hope": the content opens with its verb."""
    low = article.bounds(i)[0]
    if i + 3 >= high or not _opens_with_verb(article, i):
        return None
    if not article.verbs[i] & Takes.CLAUSE:
        return None
    speaker = subject_before(article, i, low)
    if speaker is None or speaker[0] <= low:
        return None
    what = article.word(speaker[0] - 1).lower() in {"what", "which", "that"}
    return ("bare", i + 1) if what else None


def _opens_with_verb(article: Article, i: int) -> bool:
    """Say whether a verb follows a cue: "a move that he said would cost jobs"."""
    kinds = article.kinds
    after = kinds[i + 1] if i + 1 < len(kinds) else 0
    return bool(after & Kind.AUXILIARY) and not after & (Kind.PRONOUN | Kind.FIRST)


def _is_weak(
    article: Article, i: int, role: int, frame: str, reached: tuple[Phrase, str]
) -> bool:
    """Say whether a cue is too often no statement where it stands.

    What people want, praise or reject is reported in the past or the present, by a
    subject of its own; what they would want, or do when they want, is not reported.
    """
    speaker, way = reached
    opener = article.kinds[speaker[0] - 1] if speaker[0] else 0
    same = speaker[0] and article.sentence[speaker[0] - 1] == article.sentence[i]
    hypothetical = bool(same and opener & Kind.LINK and not opener & Kind.RELATIVE)
    if frame == "object" and article.word(speaker[0]) == "most":
        return speaker[1] - speaker[0] == 1  # "the most criticized aspects"
    if _is_thing(article, frame, speaker):
        return True
    base = not article.verbs[i] & (Form.S | Form.PAST | Form.ING)
    inner = bool(same and opener & Kind.THAT) and not _outlet_says(
        article, speaker[0] - 2
    )
    if frame in _STRONG:
        if inner and _opens_with_verb(article, i):
            return False
        return (inner and frame == "bare") or (
            base and frame == "bare" and (hypothetical or way != "near")
        )
    if role == Role.PARTICIPLE:
        return frame not in {"object", "preposition"} or way != "inherited"
    return (
        (base and not (frame == "object" and _is_plural_present(article, i, role)))
        or inner
        or hypothetical
        or way == "inherited"
        or (frame in {"infinitive", "person"} and _is_relative(article, speaker[1], i))
    )


# Nothing is said by who will not speak, and deals speak to nobody.
_REFUSED = frozenset(
    "declined declines decline declining refused refuses refuse refusing".split()
)
# "A police report" is a paper, and police do not report it.
_PAPERS = frozenset("report claim promise protest recall charge answer".split())
_THINGS = frozenset(
    "deal deals agreement agreements accord pact treaty contract settlement offer "
    "package scheme".split()
)


def _is_noun(article: Article, i: int, frame: str) -> bool:
    """Say whether "shouting" in "ended in shouting" names what went on.

    Behind a preposition a form in -ing tells what is said only where a clause follows;
    "by" alone has the means: "He replied by praising the plan".
    """
    kinds, low = article.kinds, article.bounds(i)[0]
    k = i - 1
    while k - 1 > low and kinds[k] & Kind.AND and kinds[k - 1] & Kind.ING:
        k -= 2
    led = k >= low and kinds[k] & Kind.PREPOSITION and article.word(k).lower() != "by"
    return bool(led) and frame not in _CLAUSES


def _outlet_says(article: Article, i: int) -> bool:
    """Say whether a verb is what the outlet does itself: "the Courier can reveal"."""
    if i <= 0 or not article.verbs[i]:
        return False
    reached = subject_of(article, i, read_role(article, i))
    return reached is not None and is_own_report(article, reached[0], (i, i + 1))


def _is_plural_present(article: Article, i: int, role: int) -> bool:
    """Say whether "critics call it" or "polls show a lead" stands here.

    What groups want, see or do again and again is not reported as what they say.
    """
    kinds, k = article.kinds, i - 1
    says = article.verbs[i] & Takes.SAY and article.word(i) not in _PAPERS
    if not (says or article.word(i) == "show"):
        return False
    while k > 0 and kinds[k] & Kind.ADVERB and not kinds[k] & Kind.AUXILIARY:
        k -= 1
    people = kinds[k] & (Kind.PLURAL | Kind.PRONOUN) and not kinds[k] & Kind.AUXILIARY
    return role == Role.FINITE and bool(people)


def _is_withheld(article: Article, i: int) -> bool:
    """Say whether "refused (on Monday) to say" governs a cue: then nothing is said."""
    low, kinds = article.bounds(i)[0], article.kinds
    between = Kind.TO | Kind.ADVERB | Kind.TIME | Kind.PREPOSITION | Kind.COMMA
    k = i - 1
    while k > low and kinds[k] & between:
        k -= 1
    return article.word(k).lower() in _REFUSED


def _is_thing(article: Article, frame: str, speaker: Phrase) -> bool:
    """Say whether a deal promises, envisions or demands something."""
    thing = article.word(speaker[1] - 1).lower() in _THINGS
    return thing and frame in {"object", "gerund", "infinitive", "person"}


def _is_relative(article: Article, first: int, cue: int) -> bool:
    """Say whether the cue is that of "who" or "which" behind a speaker.

    It is not in "Lee, who left in June, has vowed to stay".
    """
    kinds = article.kinds
    near = range(first, min(cue, first + 3))
    who = next((k for k in near if kinds[k] & Kind.RELATIVE), None)
    k = cue - 1
    while k > first and kinds[k] & (Kind.AUXILIARY | Kind.ADVERB):
        k -= 1
    return who is not None and not (k > who + 1 and kinds[k] & Kind.COMMA)


def _at_adjective(article: Article, i: int) -> Statement | None:
    """Read "X is confident that", "X was worried about"."""
    kinds = article.kinds
    low, high = article.bounds(i)
    k = i - 1
    while k > low and kinds[k] & Kind.ADVERB:
        k -= 1
    if k <= low or i + 2 >= high or kinds[i] & Kind.CAPITAL:
        return None
    if not kinds[k] & Kind.BE:
        return None
    kind = kinds[i + 1]
    if not kind & (Kind.THAT | Kind.PRONOUN):
        return None
    speaker = subject_before(article, k, low)
    if speaker is None or is_author(article, speaker):
        return None
    last = content_end(article, i + 1, high)
    return make_statement(article, "adjective", [(i + 1, last)], speaker, (i, i + 1))
