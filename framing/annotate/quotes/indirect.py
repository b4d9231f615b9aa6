"""Speech and thought reported without quotation marks, from the cue outwards."""

from __future__ import annotations

from framing.annotate.quotes.article import Article
from framing.annotate.quotes.cues import Role, read_role, subject_of
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
_TURN = frozenset("but while though although whereas yet".split())
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
        elif article.kinds[i] & Kind.STANCE:
            statement = _at_adjective(article, i)
        else:
            statement = _at_noun(article, i)
        if statement is not None:
            found.append(statement)
    return _outermost(found)


_WIDE = frozenset(["according", "final", "final, inverted", "parenthesis"])


def _outermost(found: list[Statement]) -> list[Statement]:
    """Drop what is said inside what somebody else says: one voice at a time."""
    kept: list[Statement] = []
    wide = [statement for statement in found if statement.rule in _WIDE]
    reach = -1
    for statement in found:
        cue = statement.cue[0] if statement.cue else 0
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
    if _is_author(article, speaker):
        return None
    last = _content_end(article, first, high)
    if last <= first:
        return None
    rule = frame if way == "near" else f"{frame}, {way}"
    return _statement(article, rule, [(first, last)], speaker, (i, i + 1))


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
    if kind & (_CLAUSE_END | Kind.AND | Kind.AUXILIARY):
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
    for k in range(j, min(high, j + 12)):
        if kinds[k] & Kind.THAT:
            return k
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
    if kinds[j] & Kind.MARK and takes & (Takes.CLAUSE | Takes.QUOTE):
        return "fragment", j
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
    return k if _has_verb(article, k, high) and not kinds[k] & Kind.PREPOSITION else None


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
        return _has_verb(article, j, high)
    if kinds[j] & (Kind.PRONOUN | Kind.FIRST):
        return True
    if kinds[j] & Kind.DETERMINER and kinds[j] & Kind.LINK:
        return False
    subject = grow_right(article, j, high)
    if subject is None:
        return False
    for k in range(max(j + 1, subject[1]), min(high, j + 25)):
        if kinds[k] & (Kind.AUXILIARY | Kind.VERBAL) or (
            verbs[k] & Form.FINITE and not kinds[k - 1] & Kind.PREPOSITION
        ):
            return True
        if kinds[k] & (_CLAUSE_END & ~Kind.DASH | Kind.LINK | Kind.TO):
            return bool(verbs[i] & Takes.SAY) and _has_verb(article, k, high)
    return False


def _has_verb(article: Article, j: int, high: int) -> bool:
    """Say whether a finite verb follows before the clause ends."""
    kinds, verbs = article.kinds, article.verbs
    for k in range(j, high):
        if kinds[k] & (Kind.AUXILIARY | Kind.VERBAL):
            return True
        if k > j and verbs[k] & Form.FINITE:
            return True
        if kinds[k] & (Kind.SEMICOLON | Kind.STOP):
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
        if kind & Kind.SEMICOLON:
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


def _aside(
    article: Article, i: int, role: int, low: int, high: int
) -> Statement | None:
    """Read "..., X said." and "..., X said, ..." and "..., said X."."""
    takes = article.verbs[i]
    if role != Role.FINITE or not takes & (Takes.SAY | Takes.CLAUSE):
        return None
    if not _ends_here(article, i, high):
        return None
    speaker = subject_before(article, i, low)
    inverted = False
    opens = speaker[0] if speaker else i
    if speaker is None or not _comma_before(article, opens, low):
        speaker = grow_right(article, i + 1, high)
        opens, inverted = i, True
        if speaker is None or not _comma_before(article, i, low):
            return None
    if _is_author(article, speaker):
        return None
    last = opens - 1
    if last <= low or article.inside[last - 1] >= 0 or article.inside[low] >= 0:
        return None
    if not _is_main_clause(article, low, last):
        return None
    parts = [(low, last)]
    rule = "final, inverted" if inverted else "final"
    rest = _resume(article, max(i + 1, speaker[1]), high)
    if rest is not None:
        parts.append((rest, _content_end(article, rest, high)))
        rule = "parenthesis"
    return _statement(article, rule, [p for p in parts if p[1] > p[0]], speaker, (i, i + 1))


def _is_main_clause(article: Article, low: int, last: int) -> bool:
    """Say whether the words before ", X said" can be a statement by themselves."""
    kinds = article.kinds
    opening = kinds[low]
    adverbial = Kind.PREPOSITION | Kind.LINK | Kind.ADVERB | Kind.TIME | Kind.AND
    if opening & adverbial and not opening & Kind.DETERMINER or (
        article.verbs[low] & (Form.PARTICIPLE | Form.ING)
    ):
        commas = any(kinds[k] & Kind.COMMA for k in range(low, last))
        if not commas and not (opening & Kind.AND):
            return False
    return last - low > 2 and _has_verb(article, low, last + 1)


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


def _comma_before(article: Article, token: int, low: int) -> bool:
    return token - 1 > low and bool(article.kinds[token - 1] & Kind.COMMA)


def _resume(article: Article, k: int, high: int) -> int | None:
    """Find where the content goes on after "he said,"."""
    kinds = article.kinds
    for j in range(k, min(high, k + 8)):
        if kinds[j] & (Kind.STOP | Kind.MARK | Kind.SEMICOLON | Kind.LINK):
            return None
        if kinds[j] & Kind.COMMA:
            if j + 2 >= high or kinds[j + 1] & (Kind.AND | _WALL | Kind.RELATIVE):
                return None
            if article.verbs[j + 1] & Form.ING or article.inside[j + 1] >= 0:
                return None
            return j + 1
    return None


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
    if kind & _WALL or not kind & (Kind.THAT | Kind.PREPOSITION | Kind.TO | Kind.PRONOUN):
        return None
    speaker = subject_before(article, k, low)
    if speaker is None or _is_author(article, speaker):
        return None
    last = _content_end(article, i + 1, high)
    return _statement(article, "adjective", [(i + 1, last)], speaker, (i, i + 1))


def _at_noun(article: Article, i: int) -> Statement | None:
    """Read "her claim that", "the group's call for"."""
    kinds = article.kinds
    low, high = article.bounds(i)
    if i + 2 >= high or i <= low or not kinds[i + 1] & (Kind.THAT | Kind.TO):
        return None
    k = i - 1
    while k > low and not kinds[k] & (Kind.POSSESSIVE | Kind.DETERMINER | _WALL):
        if i - k > 3 or kinds[k] & (Kind.PREPOSITION | Kind.AND):
            return None
        k -= 1
    owner = kinds[k] & Kind.POSSESSIVE
    own = article.word(k).lower() in {"his", "her", "their"}
    if not (owner or own):
        return None
    last = _content_end(article, i + 1, high)
    rule = "noun that" if kinds[i + 1] & Kind.THAT else "noun to"
    return _statement(article, rule, [(i + 1, last)], (k, k + 1), (i, i + 1))
