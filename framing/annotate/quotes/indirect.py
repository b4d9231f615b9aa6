"""Speech and thought reported without quotation marks, from the cue outwards."""

from __future__ import annotations

from framing.annotate.quotes.article import Article
from framing.annotate.quotes.clauses import has_verb, is_main_clause
from framing.annotate.quotes.cues import Role, closes_clause, read_role, subject_of
from framing.annotate.quotes.phrases import Phrase, grow_right, subject_before
from framing.annotate.quotes.statement import Statement
from framing.annotate.quotes.verbs import (
    LEMMA_SHIFT,
    Form,
    Takes,
    prepositions_of,
)
from framing.annotate.quotes.words import Kind

__all__ = ["find_indirect"]

_WALL = (
    Kind.COMMA
    | Kind.COLON
    | Kind.SEMICOLON
    | Kind.DASH
    | Kind.OPEN
    | Kind.CLOSE
    | Kind.STOP
    | Kind.MARK
)
_CLAUSE_END = _WALL & ~Kind.MARK
_SOFT = Kind.ADVERB | Kind.TIME
_STRONG = frozenset(["bare", "that", "that, later", "hearer", "whether"])
_SAID = frozenset("say says said argue argues argued believe believes believed".split())
# What stands before a colon without speaking.
_LABELS = frozenset(
    "image images photo photos photograph picture video videos audio watch listen read "
    "related update updated note notes editor's editor’s correction breaking exclusive "
    "opinion analysis abstract summary source sources credit caption by more see also "
    "live watch: gallery graphic map chart transcript example tip step question first "
    "second third one two three part fact myth subject date time location contact email "
    "tel phone published posted topics tags latest".split()
)
_INVERTED = frozenset(["said", "says", "added"])
_TURN = frozenset("but while though although whereas yet however".split())
_WHETHER = frozenset("whether how why what if".split())


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
            statement = _according(article, i)
        elif article.verbs[i]:
            statement = _at_verb(article, i)
        else:
            statement = _at_adjective(article, i)
        if statement is not None:
            found.append(statement)
    return _outermost(sorted(found + _headings(article), key=_place_of_cue))


def _place_of_cue(statement: Statement) -> int:
    return statement.cue[0] if statement.cue else 0


_WIDE = frozenset(["according", "final", "final, inverted", "parenthesis"])


def _outermost(found: list[Statement]) -> list[Statement]:
    """Drop what is said inside what somebody else says: one voice at a time."""
    kept: list[Statement] = []
    wide = [statement for statement in found if statement.rule in _WIDE]
    reach = -1
    for statement in found:
        cue = _place_of_cue(statement)
        if statement.rule not in _WIDE and (
            cue < reach or any(_holds(other, cue) for other in wide)
        ):
            continue
        kept.append(statement)
        reach = max(reach, statement.parts[-1][1])
    return kept


def _holds(statement: Statement, place: int) -> bool:
    return any(start <= place < end for start, end in statement.parts)


def _at_verb(article: Article, i: int) -> Statement | None:
    role = read_role(article, i)
    if role in (Role.NONE, Role.PASSIVE):
        return None
    low, high = article.bounds(i)
    after = _complement(article, i, high)
    if after is None:
        return _aside(article, i, role, low, high)
    frame, first = after
    reached = subject_of(article, i, role)
    if reached is None:
        return None
    speaker, way = reached
    if _is_author(article, speaker) or _is_weak(article, i, role, frame, reached):
        return None
    last = _content_end(article, first, high)
    if _is_relative(article, speaker[1], i):
        last = _relative_end(article, first, last)
    if last <= first:
        return None
    rule = frame if way == "near" else f"{frame}, {way}"
    return _statement(article, rule, [(first, last)], speaker, (i, i + 1))


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
    base = not article.verbs[i] & (Form.S | Form.PAST | Form.ING)
    inner = bool(same and opener & Kind.THAT)
    if frame in _STRONG:
        return (inner and frame == "bare") or (
            base and frame == "bare" and (hypothetical or way != "near")
        )
    if role == Role.PARTICIPLE:
        return frame not in {"object", "preposition"} or way != "inherited"
    return base or inner or hypothetical or way == "inherited" or (
        frame in {"infinitive", "person"} and _is_relative(article, speaker[1], i)
    )


def _is_author(article: Article, speaker: Phrase) -> bool:
    return bool(
        speaker[1] - speaker[0] == 1 and article.kinds[speaker[0]] & Kind.FIRST
    )


def _statement(
    article: Article,
    rule: str,
    parts: list[Phrase],
    speaker: Phrase,
    cue: Phrase,
) -> Statement:
    start, end = article.start, article.end
    spans = [_extend(article, start[a], end[b - 1]) for a, b in parts]
    inside = article.inside
    mixed = any(inside[k] >= 0 for a, b in parts for k in range(a, b))
    return Statement(
        kind="mixed" if mixed else "indirect",
        rule=rule,
        parts=spans,
        speaker=(start[speaker[0]], end[speaker[1] - 1]),
        cue=(start[cue[0]], end[cue[1] - 1]),
    )


def _extend(article: Article, start: int, end: int) -> tuple[int, int]:
    """Let a span that runs into a quote hold all of it."""
    for region in article.regions:
        if region.start < end < region.end:
            return start, region.end
        if region.start >= end:
            break
    return start, end


def _complement(article: Article, i: int, high: int) -> tuple[str, int] | None:
    """Find what follows a cue: the frame and the first token of the content."""
    kinds, takes = article.kinds, article.verbs[i]
    j = i + 1
    while j < high and kinds[j] & _SOFT and not kinds[j] & (Kind.TO | Kind.CAPITAL):
        j += 1
    while j < high and kinds[j] & Kind.TIME:
        j += 1
    if j + 3 < high and kinds[j] & kinds[j + 2] & Kind.COMMA and kinds[j + 1] & Kind.ADVERB:
        j += 3
    if j >= high:
        return None
    kind = kinds[j]
    if kind & Kind.THAT and takes & (Takes.CLAUSE | Takes.THAT | Takes.HEARER):
        return "that", j
    if kind & Kind.TO:
        return _after_to(article, i, j, high)
    if kind & Kind.PREPOSITION and not kind & Kind.CAPITAL:
        word = article.word(j)
        if takes & Takes.PREPOSITION:
            if word in prepositions_of(takes >> LEMMA_SHIFT) and j + 1 < high:
                return "preposition", j + 1
        if takes & (Takes.CLAUSE | Takes.THAT | Takes.HEARER):
            that = _that_ahead(article, j, high)
            if that is not None:
                return "that, later", that
        return None
    if kind & Kind.WH and takes & Takes.WHETHER and article.word(j) in _WHETHER:
        return "whether", j
    if kind & (_CLAUSE_END | Kind.AND):
        return None
    if kind & Kind.AUXILIARY and not kind & (Kind.PRONOUN | Kind.FIRST):
        return None
    if kind & Kind.LINK and not kind & Kind.DETERMINER:
        return None
    return _after_object(article, i, j, high)


def _after_to(
    article: Article, i: int, j: int, high: int
) -> tuple[str, int] | None:
    takes = article.verbs[i]
    if takes & Takes.INFINITIVE and j + 1 < high:
        return "infinitive", j
    if takes & Takes.PREPOSITION and "to" in prepositions_of(takes >> LEMMA_SHIFT):
        return ("preposition", j + 1) if j + 1 < high else None
    if takes & (Takes.CLAUSE | Takes.THAT):
        that = _that_ahead(article, j, high)
        return None if that is None else ("that, later", that)
    return None


def _that_ahead(article: Article, j: int, high: int) -> int | None:
    """Look for "that" behind "in a statement", "on Monday", "to reporters"."""
    kinds = article.kinds
    for k in range(j, min(high, j + 18)):
        if kinds[k] & Kind.THAT:
            return k
        if kinds[k] & Kind.COMMA and k + 1 < high and (
            kinds[k + 1] & (Kind.CAPITAL | Kind.THAT)
        ):
            continue
        if kinds[k] & (_WALL | Kind.AUXILIARY | Kind.PRONOUN | Kind.VERBAL):
            return None
    return None


def _after_object(
    article: Article, i: int, j: int, high: int
) -> tuple[str, int] | None:
    """Read a clause without "that", a hearer and a clause, or an object."""
    kinds, takes = article.kinds, article.verbs[i]
    if takes & Takes.HEARER:
        behind = _behind_hearer(article, j, high)
        if behind is not None:
            return "hearer", behind
    if takes & Takes.PERSON and _person_to(article, j, high):
        return "person", j
    if takes & Takes.CLAUSE and _opens_clause(article, i, j, high):
        return "bare", j
    if takes & Takes.GERUND and article.word(j).endswith("ing"):
        return "gerund", j
    if takes & Takes.OBJECT:
        return "object", j
    return None


def _behind_hearer(article: Article, j: int, high: int) -> int | None:
    """Step over "reporters on Monday" in "told reporters on Monday (that) ..."."""
    kinds = article.kinds
    if kinds[j] & Kind.MARK:
        return None
    hearer = grow_right(article, j, high)
    if hearer is None:
        return None
    k = hearer[1]
    that = _that_ahead(article, k, high)
    if that is not None:
        return that
    while k < high and kinds[k] & Kind.TIME:
        k += 1
    if k >= high or kinds[k] & (_WALL | Kind.AND):
        return None
    if kinds[k] & (Kind.TO | Kind.WH | Kind.PRONOUN):
        return k
    return k if has_verb(article, k, high) and not kinds[k] & Kind.PREPOSITION else None


def _person_to(article: Article, j: int, high: int) -> bool:
    """Say whether "X to" follows, as in "urged the travelers to head"."""
    person = grow_right(article, j, high)
    if person is None:
        return False
    for k in range(person[0], min(person[1] + 2, high)):
        if article.kinds[k] & Kind.TO:
            return True
    return False


def _opens_clause(article: Article, i: int, j: int, high: int) -> bool:
    """Say whether a subject and its verb follow, with no "that" before them."""
    kinds, verbs = article.kinds, article.verbs
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
        if kinds[k] & (Kind.AUXILIARY | Kind.VERBAL) or (
            verbs[k] & Form.FINITE
            and (not verbs[k] & Form.BASE or kinds[k - 1] & Kind.PLURAL)
            and not kinds[k - 1] & Kind.PREPOSITION
        ):
            return True
        if kinds[k] & (_CLAUSE_END & ~Kind.DASH | Kind.LINK | Kind.TO):
            return False
    return False


def _content_end(article: Article, first: int, high: int) -> int:
    """Find where the content ends: with the sentence, or where it turns."""
    kinds, verbs = article.kinds, article.verbs
    last = high
    for k in range(first + 1, high):
        kind = kinds[k]
        if article.inside[k] >= 0:
            continue
        speaks = verbs[k] & Form.ING and verbs[k] & Takes.SAY
        if speaks and article.inside[k - 1] >= 0:
            last = k
            break
        if kind & Kind.SEMICOLON:
            last = k
            break
        if kind & Kind.AND and k - first > 2 and _shares_subject(article, k, high):
            last = k
            break
        if kind & Kind.COMMA and k + 1 < high and k - first > 2:
            if article.word(k + 1) in _TURN:
                last = k
                break
            if verbs[k + 1] & Form.ING and verbs[k + 1] & Takes.SAY:
                last = k
                break
            if kinds[k + 1] & Kind.ACCORDING:
                last = k
                break
    while last > first and kinds[last - 1] & (Kind.STOP | Kind.COMMA | Kind.DASH):
        last -= 1
    return last


def _is_relative(article: Article, first: int, cue: int) -> bool:
    """Say whether "who" or "which" stands between a speaker and the cue."""
    return any(article.kinds[k] & Kind.RELATIVE for k in range(first, min(cue, first + 3)))


def _relative_end(article: Article, first: int, last: int) -> int:
    """End the content of "X, who promised to leave, said" at the second comma."""
    kinds, verbs = article.kinds, article.verbs
    for k in range(first + 1, last - 1):
        if kinds[k] & Kind.COMMA and article.inside[k] < 0 and (
            kinds[k + 1] & (Kind.AUXILIARY | Kind.VERBAL | Kind.ADVERB)
            or verbs[k + 1] & (Form.PAST | Form.S)
        ):
            return k
    return last


def _aside(
    article: Article, i: int, role: int, low: int, high: int
) -> Statement | None:
    """Read "..., X said." and "..., X said, ..." and "..., said X."."""
    takes = article.verbs[i]
    if role != Role.FINITE or not takes & Takes.CLAUSE and article.word(i) != "told":
        return None
    if not _ends_here(article, i, high):
        return None
    inverted = _inverted_subject(article, i, low, high)
    speaker = inverted or subject_before(article, i, low)
    if speaker is None or not (inverted or closes_clause(article, i, high)):
        return None
    opens = i if inverted else speaker[0]
    if not _comma_before(article, opens, low):
        return None
    if _is_author(article, speaker):
        return None
    last = opens - 1
    if article.inside[last - 1] >= 0:
        return None
    rest = _resume(article, max(i + 1, speaker[1]), high, inverted is not None)
    if rest is None:
        if not is_main_clause(article, low, last):
            return None
        rule = "final, inverted" if inverted else "final"
        return _statement(article, rule, [(low, last)], speaker, (i, i + 1))
    parts = [(low, last), (rest, _content_end(article, rest, high))]
    long = [part for part in parts if part[1] - part[0] > 2]
    if not long:
        return None
    return _statement(article, "parenthesis", long, speaker, (i, i + 1))


def _shares_subject(article: Article, k: int, high: int) -> bool:
    """Say whether "and" opens one more cue: "said A and criticized B"."""
    kinds, verbs = article.kinds, article.verbs
    j = k + 1
    while j < high and kinds[j] & (Kind.ADVERB | Kind.AUXILIARY):
        j += 1
    if j + 1 >= high or article.inside[j] >= 0:
        return False
    form = verbs[j]
    return bool(form & (Form.PAST | Form.S)) and bool(
        form & (Takes.SAY | Takes.OBJECT | Takes.INFINITIVE)
    )


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


def _inverted_subject(
    article: Article, i: int, low: int, high: int
) -> Phrase | None:
    """Find the speaker in "..., said the minister."."""
    if article.word(i) not in _INVERTED or not _comma_before(article, i, low):
        return None
    names = Kind.CAPITAL | Kind.DETERMINER
    if i + 1 >= high or not article.kinds[i + 1] & names:
        return None
    speaker = grow_right(article, i + 1, high)
    if speaker is None or speaker[1] >= high:
        return speaker
    ends = _WALL | Kind.RELATIVE | Kind.PREPOSITION | Kind.TIME
    return speaker if article.kinds[speaker[1]] & ends else None


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
    if inverted:
        return bool(kind & (Kind.AUXILIARY | Kind.VERBAL))
    if kind & (Kind.THAT | Kind.PRONOUN) and not kind & Kind.WH:
        return True
    return not kind & (Kind.AND | _WALL | Kind.RELATIVE)


def _according(article: Article, i: int) -> Statement | None:
    """Read "According to X, ..." and "..., according to X"."""
    low, high = article.bounds(i)
    if i + 2 >= high or not article.kinds[i + 1] & Kind.TO:
        return None
    speaker = grow_right(article, i + 2, high)
    if speaker is None or _is_author(article, speaker):
        return None
    if i > low + 1:
        last = i
        while last > low and article.kinds[last - 1] & (Kind.COMMA | Kind.DASH):
            last -= 1
        return _statement(article, "according", [(low, last)], speaker, (i, i + 2))
    for j in range(speaker[1], high):
        if article.kinds[j] & Kind.COMMA:
            last = _content_end(article, j + 1, high)
            if last <= j + 1:
                return None
            return _statement(
                article, "according", [(j + 1, last)], speaker, (i, i + 2)
            )
    return None


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
    if speaker is None or _is_author(article, speaker):
        return None
    last = _content_end(article, i + 1, high)
    return _statement(article, "adjective", [(i + 1, last)], speaker, (i, i + 1))


def _headings(article: Article) -> list[Statement]:
    """Read "Carson: Cruz is wrong" at the start of a paragraph."""
    kinds = article.kinds
    found = []
    for number, low in enumerate(article.first[:-1]):
        if number and article.paragraph[number] == article.paragraph[number - 1]:
            continue
        high = article.first[number + 1]
        colon = _colon_near(article, low, high)
        if colon is None or high - colon < 4 or kinds[colon + 1] & Kind.MARK:
            continue
        speaker = grow_right(article, low, colon)
        if speaker is None or article.word(speaker[1] - 1).lower() in _LABELS:
            continue
        if _is_list(article, colon + 1, high):
            continue
        last = _content_end(article, colon + 1, high)
        found.append(
            _statement(
                article, "heading", [(colon + 1, last)], speaker, (colon, colon + 1)
            )
        )
    return found


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
