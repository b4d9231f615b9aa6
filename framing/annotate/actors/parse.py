"""What a run of name words says: asked once for each distinct run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.forms import bits_of, fold
from framing.annotate.actors.lists import entries, phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Piece", "parse_run"]


@dataclass(frozen=True)
class Piece:
    """A part of a run that names something.

    Parameters
    ----------
    first, last : int
        Position of the first and last word in the run.
    words : tuple of str
        The words of the name.
    key : tuple of str
        The words folded: no case, diacritics, periods.
    type : str
        Type of actor, ``unknown`` where the words do not tell.
    sure : float
        How much the words tell about the type, 0 to 1.
    title : tuple of str
        Words before the name: ``("Sen.",)``.
    kind : str
        ``name``, ``acronym`` or ``role``.
    """

    first: int
    last: int
    words: tuple[str, ...]
    key: tuple[str, ...]
    type: str = "unknown"
    sure: float = 0.0
    title: tuple[str, ...] = ()
    kind: str = "name"


@dataclass(frozen=True)
class _Run:
    """Words and bits of a run, with the position of its first word."""

    words: tuple[str, ...]
    bits: tuple[int, ...]
    origin: int = 0

    def cut(self, start: int, end: int | None = None) -> _Run:
        return _Run(self.words[start:end], self.bits[start:end], self.origin + start)

    def any(self, bit: int) -> bool:
        return any(bits & bit for bits in self.bits)

    def all(self, bit: int) -> bool:
        return all(bits & bit for bits in self.bits)

    def piece(
        self, kind: str, sure: float, *, title: Sequence[str] = (), form: str = "name"
    ) -> Piece:
        key = tuple(fold(word) for word in self.words)
        end = self.origin + len(self.words) - 1
        return Piece(self.origin, end, self.words, key, kind, sure, tuple(title), form)


def parse_run(words: Sequence[str]) -> tuple[Piece, ...]:
    """Split a run of name words into names.

    Parameters
    ----------
    words : sequence of str
        The words, possessive endings dropped.

    Returns
    -------
    tuple of Piece
        The names in it, in order; none where the run names no actor or place.

    Examples
    --------
    >>> [piece] = parse_run(["Secretary", "of", "State", "Mike", "Pompeo"])
    >>> piece.words, piece.type, piece.title
    (('Mike', 'Pompeo'), 'person', ('Secretary', 'of', 'State'))
    >>> [piece.type for piece in parse_run(["National", "Migration", "Institute"])]
    ['organisation']
    """
    run = _Run(tuple(words), tuple(bits_of(word) for word in words))
    return tuple(_parse(run))


def _parse(run: _Run) -> list[Piece]:
    known = _known(run)
    if known is not None:
        return known
    if len(run.words) == 1:
        return _single(run)
    if run.bits[-1] & Bit.PEOPLE:
        return []  # "California Democrats" is found as a group
    for rule in (
        _titled,
        _title_only,
        _other,
        _organisation,
        _demonym,
        _placed,
        _person,
    ):
        found = rule(run)
        if found is not None:
            return found
    return _unknown(run)


def _known(run: _Run) -> list[Piece] | None:
    """Look up a name of several words."""
    if len(run.words) == 1:
        return None
    return _listed(run, phrases().get(run.words, 0))


def _listed(run: _Run, bits: int) -> list[Piece] | None:
    if bits & Bit.GOVERNMENT:
        return [run.piece("government", 1.0)]
    if bits & Bit.ORGANISATION:
        return [run.piece("organisation", 1.0)]
    if bits & Bit.TITLE:
        return [run.piece("unknown", 0.0, form="role")]
    if bits & Bit.PLACE and not bits & Bit.DEMONYM:
        return [run.piece("place", 0.9)]
    if bits & (Bit.DEMONYM | Bit.OTHER_HEAD) and not bits & Bit.FIRST:
        return []  # people by origin are found as groups
    return None


def _single(run: _Run) -> list[Piece]:
    bits = run.bits[0]
    if len(run.words[0]) == 1 or run.words[0] in {"Jr.", "Sr.", "Inc.", "Corp."}:
        return []
    if bits & Bit.ALL_CAPS:
        listed = _listed(run, bits & ~Bit.DEMONYM)
        if listed and listed[0].kind == "role":
            return listed
        if bits & (Bit.OTHER_HEAD | Bit.ORG_HEAD):
            return []
        kind = listed[0].type if listed else "unknown"
        sure = listed[0].sure if listed else 0.3
        return [run.piece(kind, sure, form="name" if kind == "place" else "acronym")]
    listed = _listed(run, bits)
    if listed is not None:
        return listed
    if bits & Bit.FIRST:
        return [run.piece("person", 0.2 if bits & Bit.OTHER_HEAD else 0.5)]
    if bits & (Bit.INITIAL | Bit.OTHER_HEAD | Bit.CREDIT | Bit.AGENCY):
        return []
    if bits & Bit.ORG_HEAD:
        return [run.piece("organisation", 0.2)]
    if bits & (Bit.PLACE_HEAD | Bit.PLACE_START | Bit.TOPIC | Bit.LINKING):
        return []
    if bits & (Bit.GROUP | Bit.OPENER) or run.words[0].endswith(("ism", "phobia")):
        return []
    return [run.piece("unknown", 0.0)]


_OFFICES = frozenset({"office", "department"})


_NO_ROLE = Bit.TITLE | Bit.FIRST | Bit.ORG_HEAD | Bit.DEMONYM


def _titled(run: _Run) -> list[Piece] | None:
    """Split title and person: "Homeland Security Secretary Kirstjen Nielsen"."""
    if run.words[-1] in _OFFICES:
        return None
    n = len(run.words)
    if (
        run.bits[0] & (Bit.FIRST | Bit.INITIAL)
        and not run.bits[0] & Bit.TITLE
        and n < 4
    ):
        return None
    if run.bits[0] & Bit.ROLE and not run.bits[0] & _NO_ROLE:
        rest = run.cut(1)  # "Biologist Nora Vik" at the start of a sentence
        if rest.bits[0] & Bit.FIRST and n > 2 and _person_like(rest):
            return [rest.piece("person", 0.95, title=run.words[:1])]
    at = [k for k in range(n - 1) if run.bits[k] & Bit.TITLE]
    for k in reversed(at):
        rest = run.cut(k + 1)
        if rest.bits[0] & (Bit.OF | Bit.LINK | Bit.AND):
            return _office(run, k)
        if _person_like(rest):
            head = run.cut(0, k + 1)
            title = head.words
            return [*_countries(head), rest.piece("person", 0.95, title=title)]
    return None


def _office(run: _Run, k: int) -> list[Piece] | None:
    """Split office, field and person: "Secretary of State Mike Pompeo"."""
    for split in range(len(run.words) - 1, k + 2, -1):
        rest = run.cut(split)
        if rest.bits[0] & Bit.FIRST and _person_like(rest):
            head = run.cut(0, split)
            return [*_countries(head), rest.piece("person", 0.95, title=head.words)]
    plain = all(bits == Bit.NAME | Bit.CAPITAL for bits in run.bits[k + 3 :])
    if len(run.words) == k + 5 and plain and run.bits[k + 2] != Bit.NAME | Bit.CAPITAL:
        # "Chief of Staff Saikat Chakrabarti"
        return [run.cut(k + 3).piece("person", 0.9, title=run.words[: k + 3])]
    if len(run.words) == k + 4 and not run.bits[-1] & (Bit.ORG_HEAD | Bit.TOPIC):
        rest = run.cut(k + 3)
        if not rest.bits[0] & (Bit.PLACE | Bit.FIRST):
            return [rest.piece("person", 0.7, title=run.words[: k + 3])]
    if run.bits[k] & Bit.ORG_HEAD:
        return None
    return [*_countries(run.cut(0, k)), run.cut(k).piece("unknown", 0.0, form="role")]


def _person_like(run: _Run) -> bool:
    if not 1 <= len(run.words) <= 5:
        return False
    if run.bits[0] & (Bit.FIRST | Bit.INITIAL) and len(run.words) in (2, 3):
        return not run.bits[-1] & Bit.OTHER_HEAD
    blocked = Bit.ORG_HEAD | Bit.PLACE_HEAD | Bit.OTHER_HEAD | Bit.TOPIC | Bit.GROUP
    if run.any(blocked | Bit.AND | Bit.OF | Bit.LINK | Bit.DEMONYM | Bit.AGENCY):
        return False
    if len(run.words) == 1:
        known = Bit.PLACE | Bit.ORGANISATION | Bit.ALL_CAPS | Bit.TITLE
        return not run.any(known) or run.any(Bit.FIRST)
    return phrases().get(run.words, 0) == 0


def _countries(run: _Run) -> list[Piece]:
    """Find places and known bodies in a title: "FBI Director"."""
    pieces, k = [], 0
    while k < len(run.words):
        rest = run.cut(k)
        place, body = _place_size(rest), _body_size(rest)
        if place:
            pieces.append(rest.cut(0, place).piece("place", 0.9))
        elif body:
            pieces += _parse(rest.cut(0, body))
        k += max(place, body, 1)
    return pieces


def _body_size(run: _Run) -> int:
    """Count the words of the known organisation at the start of a run."""
    for size in range(min(4, len(run.words)), 1, -1):
        if phrases().get(run.words[:size], 0) & Bit.ORGANISATION:
            return size
    bits = run.bits[0] if run.bits else 0
    return int(bool(bits & Bit.ORGANISATION and not bits & (Bit.TITLE | Bit.FIRST)))


def _place_size(run: _Run) -> int:
    """Count the words of the known place at the start of a run."""
    for size in range(min(4, len(run.words)), 1, -1):
        bits = phrases().get(run.words[:size], 0)
        if bits & Bit.PLACE and not bits & Bit.DEMONYM:
            return size
    bits = run.bits[0] if run.bits else 0
    return int(bool(bits & Bit.PLACE and not bits & (Bit.DEMONYM | Bit.FIRST)))


def _title_only(run: _Run) -> list[Piece] | None:
    """Tell an office without a name: "the Prime Minister"."""
    head = run
    places = _countries(run)
    while head.words and not head.bits[0] & Bit.TITLE:
        size = max(_place_size(head), _body_size(head))
        if not size and not head.bits[0] & (Bit.DEMONYM | Bit.TOPIC | Bit.ORG_HEAD):
            return None
        head = head.cut(max(size, 1))
    if head.words and head.all(Bit.TITLE) and not head.bits[-1] & Bit.ORG_HEAD:
        return [*places, head.piece("unknown", 0.0, form="role")]
    return None


def _other(run: _Run) -> list[Piece] | None:
    """Laws, events, prizes: names that are no actors."""
    if not run.bits[-1] & Bit.OTHER_HEAD or run.bits[-1] & Bit.ORG_HEAD:
        return None
    size = max(_place_size(run), _body_size(run))
    if not size and run.words[-1] in entries("event_heads"):
        size = _organiser_size(run)
    return _parse(run.cut(0, size)) if size else []


def _organiser_size(run: _Run) -> int:
    """Count the words of who holds an event: "Oakport University Poll"."""
    heads = entries("event_heads")
    n = next(k for k, word in enumerate(run.words) if word in heads)
    body = run.bits[n - 1] & Bit.ORG_HEAD and n > 1
    letters = run.bits[0] & Bit.ALL_CAPS and not run.bits[0] & Bit.OTHER_HEAD
    return n if body or letters else 0


def _organisation(run: _Run) -> list[Piece] | None:
    first, last = run.bits[0], run.bits[-1]
    if first & Bit.DEMONYM and run.bits[1] & Bit.FIRST:
        return None
    k = _member(run)
    if k:
        return [*_parse(run.cut(0, k)), run.cut(k).piece("person", 0.8)]
    if run.words[-1] in _OFFICES:  # "the Oakport Sheriff's office"
        return [run.piece("organisation", 0.8)]
    linked = run.any(Bit.OF | Bit.LINK) and run.any(Bit.LINKING)
    if linked and first & Bit.OTHER_HEAD and not first & Bit.ORG_HEAD:
        return []  # "Deferred Action for Childhood Arrivals"
    body = linked or last & (Bit.ORG_HEAD | Bit.PLACE_HEAD) or run.any(Bit.AND)
    if not body or _is_person_after_all(run, linked=linked):
        return None
    if _is_place_name(run, linked=linked):
        return [run.piece("place", 0.7)]
    if run.words[-1] in _GOVERNING or run.words[0] in {"Department", "Ministry"}:
        return [run.piece("government", 0.8)]
    return [run.piece("organisation", 0.8)]


_GOVERNING = frozenset("Administration Government Congress Parliament Senate".split())


def _is_person_after_all(run: _Run, *, linked: bool) -> bool:
    """Say whether the head is a family name: "Jonah Hill", "Frank Church"."""
    first, last = run.bits[0], run.bits[-1]
    if first & Bit.FIRST and last & Bit.PLACE_HEAD and not linked:
        # "Irving Independent School District"
        return not (run.words[-1] == "District" and run.any(Bit.ORG_HEAD))
    given = first & (Bit.FIRST | Bit.INITIAL) and len(run.words) == 2
    return bool(given and not last & (Bit.LINKING | Bit.TOPIC))


def _is_place_name(run: _Run, *, linked: bool) -> bool:
    first, last = run.bits[0], run.bits[-1]
    if linked:
        place = first & (Bit.PLACE_HEAD | Bit.PLACE_START)
        return bool(place and not run.any(Bit.ORG_HEAD))
    if run.words[-1] == "District" and run.any(Bit.ORG_HEAD):
        return False  # "Oakport School District"
    return bool(last & Bit.PLACE_HEAD and not last & Bit.ORG_HEAD)


def _member(run: _Run) -> int:
    """Find the person after a body: "Refugee Council | Enver Solomon"."""
    k = len(run.words) - 2
    if (
        k < 2
        or run.bits[k - 1] & Bit.FIRST
        or run.bits[-1] & (Bit.ORG_HEAD | Bit.TOPIC | Bit.OF | Bit.PLACE)
    ):
        return 0
    plain = all(bits == Bit.NAME | Bit.CAPITAL for bits in run.bits[k:])
    given = run.bits[k] & Bit.FIRST and not run.bits[k] & Bit.PLACE
    body = run.bits[k - 1] & Bit.ORG_HEAD or (given and run.bits[k - 1] & Bit.NAME)
    return k if body and (plain or given) else 0


def _demonym(run: _Run) -> list[Piece] | None:
    """Drop a demonym before a person: "American Marc Lamont Hill"."""
    k = 0
    while k < len(run.words) and run.bits[k] & (Bit.DEMONYM):
        k += 1
    if k == 0:
        return None
    if k == len(run.words):
        return []
    rest = run.cut(k)
    if run.bits[k - 1] & Bit.PEOPLE and rest.bits == (Bit.NAME | Bit.CAPITAL,):
        return _parse(rest)  # "the Americans Quist appeals to"
    if rest.bits[0] & (Bit.FIRST | Bit.INITIAL) or rest.any(Bit.TITLE):
        return _parse(rest)
    if len(rest.words) == 1:
        if rest.bits[0] & (Bit.GROUP | Bit.OPENER | Bit.OTHER_HEAD):
            return []
        return [run.piece("organisation", 0.4)]
    if rest.any(Bit.TOPIC | Bit.ORG_HEAD | Bit.LINKING | Bit.OPENER):
        return [run.piece("organisation", 0.6)]
    return _parse(rest)


def _placed(run: _Run) -> list[Piece] | None:
    """Known places, alone or before something else."""
    if run.bits[-1] & Bit.PLACE_HEAD and not run.bits[0] & Bit.FIRST:
        return [run.piece("place", 0.8)]
    if run.bits[0] & Bit.PLACE_START and not run.bits[0] & Bit.FIRST:
        if run.bits[-1] & Bit.DEMONYM:
            return []
        inner = _place_size(run.cut(1))
        sure = 0.9 if inner == len(run.words) - 1 else 0.6
        return [run.piece("place", sure)]
    size = _place_size(run)
    if not size:
        return None
    if size == len(run.words):
        return [run.piece("place", 0.9)]
    rest = run.cut(size)
    if rest.all(Bit.DEMONYM):  # "the Kentucky Republican"
        return [run.cut(0, size).piece("place", 0.9)]
    if _place_size(rest) == len(rest.words):
        return [run.cut(0, size).piece("place", 0.9), *_parse(rest)]
    if rest.bits[0] & (Bit.FIRST | Bit.INITIAL | Bit.TITLE) and len(rest.words) > 1:
        return [run.cut(0, size).piece("place", 0.9), *_parse(rest)]
    return [run.piece("organisation", 0.4)]


# Heads of places that are family names as well.
_FAMILY_NAMES = frozenset("Hill Hall Park Lane Lake Castle Hills Ford Point".split())


def _person(run: _Run) -> list[Piece] | None:
    n = len(run.words)
    if not run.bits[0] & (Bit.FIRST | Bit.INITIAL) or n > 5:
        return None
    if run.bits[-1] & Bit.PLACE_HEAD and run.words[-1] not in _FAMILY_NAMES:
        return [run.piece("place", 0.7)]
    known = sum(bool(bits & (Bit.FIRST | Bit.INITIAL)) for bits in run.bits)
    sure = 0.9 if n <= 3 or known > 1 else 0.7
    return [run.piece("person", sure)]


# Countries that are names of persons as well.
_COUNTRY_NAMES = frozenset("Jordan Israel Chad Georgia India China America".split())


def _ends_in_country(run: _Run) -> bool:
    """Tell bodies such as "Visit Sweden" and "Refugee Council USA"."""
    return bool(run.bits[-1] & Bit.COUNTRY and run.words[-1] not in _COUNTRY_NAMES)


def _unknown(run: _Run) -> list[Piece]:
    """No list knows it: its shape has to do."""
    if len(run.words) > 8 or run.any(Bit.CREDIT | Bit.AGENCY):
        return []
    capitals = run.bits[0] & Bit.ALL_CAPS and not run.bits[1] & Bit.ALL_CAPS
    common = Bit.OPENER | Bit.MODIFIER | Bit.FUNCTION | Bit.GROUP | Bit.ROLE
    if run.all(common) and not capitals:
        return []
    if run.bits[0] & Bit.ORGANISATION:
        return [run.piece("organisation", 0.6)]
    letters = run.bits[0] & Bit.ALL_CAPS and len(run.words[0]) == 2
    if letters and run.bits[1:] == (Bit.NAME | Bit.CAPITAL,):
        return [run.piece("unknown", 0.1)]  # "JD Vance"
    common = Bit.TOPIC | Bit.OPENER | Bit.ORG_HEAD | Bit.GROUP | Bit.MODIFIER
    placed = run.cut(0, -1).any(Bit.PLACE) or _ends_in_country(run)
    if placed or run.any(common | Bit.LINKING | Bit.ALL_CAPS | Bit.NUMBER):
        return [run.piece("organisation", 0.5)]
    return [run.piece("unknown", 0.1)]
