"""Which names in one article name the same actor, each merge with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.forms import bits_of
from framing.annotate.actors.lists import entries, same_name, same_place
from framing.annotate.actors.runs import Clue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from framing.annotate.actors.parse import Piece

__all__ = ["SUFFIXES", "Cluster", "Form", "Link", "gender_of", "merge_article"]

Key = tuple[str, ...]
_COMPANY = frozenset({"inc", "corp", "co", "ltd", "llc", "plc", "company", "group"})
_LINKS = frozenset({"of", "for", "on"})
_BODIES = frozenset({"organisation", "government"})
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass(frozen=True)
class Form:
    """A name as one article writes it, with all its mentions there.

    Parameters
    ----------
    piece : Piece
        The words and what they tell.
    clues : int
        Bits of :class:`Clue` seen at any mention.
    count : int
        Number of mentions.
    opens : int
        How many of them open a sentence.
    listed : str or None
        Actor of the gazetteer whose alias it is.
    firm : bool
        Whether the gazetteer is sure of it; an entry with an open suggestion is not.
    """

    piece: Piece
    clues: int
    count: int
    opens: int
    listed: str | None = None
    firm: bool = False


@dataclass
class Cluster:
    """Names of one actor in one article, while it is being put together."""

    key: Key
    forms: list[int] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)
    type: str = "unknown"
    sure: float = 0.0
    clues: int = 0
    count: int = 0
    opens: int = 0
    titles: set[str] = field(default_factory=set)
    listed: str | None = None
    firm: bool = False
    why: str = ""

    @property
    def full(self) -> bool:
        """Whether it is a person introduced by more than one name."""
        return self.type == "person" and any(len(key) > 1 for key in self.keys)


@dataclass(frozen=True)
class Link:
    """How a form was assigned: to which cluster, why, how surely."""

    cluster: int
    rule: str
    confidence: float
    ambiguous: bool = False
    mention: str = "name"


def merge_article(
    forms: Sequence[Form], definitions: Iterable[tuple[int, int]] = ()
) -> tuple[list[Cluster], list[Link]]:
    """Group the forms of one article into actors.

    Parameters
    ----------
    forms : sequence of Form
        Distinct names of the article.
    definitions : iterable of (int, int)
        Positions in `forms` of a name and of the short name in brackets after it.

    Returns
    -------
    clusters : list of Cluster
        The actors; a cluster without forms was merged into another.
    links : list of Link
        One per form.
    """
    merger = _Merger(forms)
    merger.define(definitions)
    merger.settle_types()
    merger.join_full_names()
    merger.join_led_names()
    merger.join_short_names()
    merger.join_same_names()
    merger.join_initials()
    merger.join_parts()
    merger.join_first_words()
    return merger.clusters, merger.links


class _Merger:
    """Working state for one article."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self.forms = forms
        self.clusters: list[Cluster] = []
        self.links: list[Link] = []
        self._by_key: dict[object, int] = {}
        self._full: dict[str, list[int]] = {}
        self._kept = _two_generations(forms)
        for number, form in enumerate(forms):
            self._add(number, form)

    def _key(self, form: Form) -> Key:
        key = form.piece.key
        return key if key in self._kept else _key_of(form)

    def _add(self, number: int, form: Form) -> None:
        key = self._key(form)
        name: object = ("listed", form.listed) if form.listed else key
        if len(key) == 1 and not form.listed:
            name = key, _gender_of_titles(form.piece.title)
        at = self._by_key.get(name)
        if at is None:
            at = self._by_key[name] = len(self.clusters)
            self.clusters.append(Cluster(key, listed=form.listed, firm=form.firm))
        cluster = self.clusters[at]
        rule = "gazetteer" if form.listed else "same name"
        _absorb(cluster, number, form, key)
        self.links.append(Link(at, rule, 1.0, mention=form.piece.kind))

    def define(self, definitions: Iterable[tuple[int, int]]) -> None:
        """Join "National Migration Institute (INM)"."""
        for long, short in definitions:
            a, b = self.links[long].cluster, self.links[short].cluster
            if a == b or not _may_define(self.forms[long], self.forms[short]):
                continue
            name, letters = self._name(a), self._name(b)
            self._join(b, a, f"defined in the text: {name} ({letters})", 0.98)

    def settle_types(self) -> None:
        """Read the type of what no list knows from the words around it."""
        singles = {c.key[-1] for c in self._live() if len(c.key) == 1}
        for cluster in self._live():
            if cluster.sure < 0.5 or _is_person_after_all(cluster):
                _settle(cluster, singles)
            elif _is_namesake(cluster):
                cluster.type, cluster.sure = "place", 0.7
                cluster.why = "stands with a place"

    def join_full_names(self) -> None:
        """Join "Juan Orlando Hernández" and "Juan Hernández", "Mike" and "Michael"."""
        groups: dict[Key, list[int]] = {}
        for number, cluster in enumerate(self.clusters):
            if cluster.forms and cluster.full:
                for key in cluster.keys:
                    if len(key) > 1:
                        groups.setdefault(_ends(key), []).append(number)
        for numbers in groups.values():
            same = list(dict.fromkeys(numbers))
            for other in same[1:]:
                name = self._name(same[0])
                if _compatible(self.clusters[same[0]], self.clusters[other]):
                    self._join(other, same[0], f"first and last name of {name}", 0.95)

    def join_led_names(self) -> None:
        """Join "Biologist Tormo Vik" to "Tormo Vik": the capital opens a sentence."""
        known = {c.key: n for n, c in enumerate(self.clusters) if c.forms}
        for number, cluster in enumerate(self.clusters):
            into = known.get(cluster.key[1:])
            if into is None or not cluster.forms or cluster.listed or cluster.opens < 1:
                continue
            led = bits_of(cluster.key[0]) & Bit.ROLE and len(cluster.key) > 2
            if led and self.clusters[into].type in {"person", "unknown"}:
                self._join(number, into, f"post before {self._name(into)}", 0.9)
                self.clusters[into].type = "person"

    def join_short_names(self) -> None:
        """Join a surname, first name or double surname to who was named in full."""
        self._full = self._by_word(lambda cluster: cluster.full)
        for number, cluster in enumerate(self.clusters):
            if not cluster.forms or cluster.firm or not _may_be_short(cluster):
                continue
            found = [n for n in self._bearers(cluster) if n != number]
            if cluster.key and len(found) > 1:
                found = self._told_apart(cluster, found)
            rivals = len(found) > 1
            found = self._principal(found) if rivals and not cluster.titles else found
            if len(found) == 1:
                rule, sure = self._short_rule(cluster, found[0])
                sure -= 0.1 * rivals
                self._join(number, found[0], rule, sure, mention="surname")
            elif len(found) > 1:
                self._mark_ambiguous(number, found)

    def join_same_names(self) -> None:
        """Join "Mr. Rubio" and "Rubio" where nobody is named in full."""
        first: dict[Key, int] = {}
        for number, cluster in enumerate(self.clusters):
            if cluster.forms and len(cluster.key) == 1 and not cluster.listed:
                into = first.setdefault(cluster.key, number)
                if into != number and _same_gender(self.clusters[into], cluster):
                    self._join(number, into, "same name", 1.0)

    def _bearers(self, cluster: Cluster) -> list[int]:
        """Persons named in full of whose name the cluster's key is a part."""
        named = self._full.get(cluster.key[-1], ())
        full = [n for n in named if self.clusters[n].forms]
        found = [n for n in full if _ends_in(self.clusters[n], cluster.key)]
        if not found:
            older = (n for n in full if not self._kept & set(self.clusters[n].keys))
            found = [n for n in older if _holds(self.clusters[n], cluster.key)]
        return [n for n in found if _same_gender(self.clusters[n], cluster)]

    def _told_apart(self, cluster: Cluster, found: list[int]) -> list[int]:
        """Let a title choose between two persons of one surname."""
        if not cluster.titles:
            return found
        alike = [n for n in found if _offices(self.clusters[n]) & _offices(cluster)]
        return alike if len(alike) == 1 else found

    def _short_rule(self, cluster: Cluster, bearer: int) -> tuple[str, float]:
        name = self._name(bearer)
        if _ends_in(self.clusters[bearer], cluster.key):
            return f"surname of {name}", 0.95
        if any(key[0] == cluster.key[0] for key in self.clusters[bearer].keys):
            return f"first name of {name}", 0.85
        return f"part of the name {name}", 0.85

    def _principal(self, found: list[int]) -> list[int]:
        """Leave out who is named as a relative: "Hogan and his wife, Ann Hogan"."""
        main = [n for n in found if not self.clusters[n].clues & Clue.RELATIVE]
        return main if len(main) == 1 else found

    def _mark_ambiguous(self, number: int, found: list[int]) -> None:
        names = " or ".join(self._name(n) for n in found)
        cluster = self.clusters[number]
        cluster.type, cluster.sure = "person", 0.6
        for form in cluster.forms:
            self.links[form] = Link(number, f"may be {names}", 0.3, True, "surname")

    def join_initials(self) -> None:
        """Join an acronym to the one name with these initials."""
        long: dict[str, set[int]] = {}
        for number, cluster in enumerate(self.clusters):
            if cluster.forms and cluster.type in {*_BODIES, "unknown"}:
                shortest = 3 if cluster.type == "unknown" else 2
                for key in cluster.keys:
                    for letters in _initials(key) if len(key) >= shortest else ():
                        long.setdefault(letters, set()).add(number)
        for number, cluster in enumerate(self.clusters):
            if not cluster.forms or not self._is_acronym(cluster):
                continue
            found = {n for n in long.get(cluster.key[0], ()) if self.clusters[n].forms}
            if len(found) == 1 and number not in found:
                [n] = found
                self._join(number, n, f"initials of {self._name(n)}", 0.9)

    def _is_acronym(self, cluster: Cluster) -> bool:
        first = self.forms[cluster.forms[0]].piece.words
        letters = first[0].replace(".", "")
        return len(first) == 1 and letters.isupper() and 2 <= len(letters) <= 7

    def join_parts(self) -> None:
        """Join "the Institute", "Homeland Security" to the one name that holds them."""
        bodies = self._by_word(lambda c: c.type in _BODIES and len(c.key) > 1)
        longest_first = sorted(enumerate(self.clusters), key=lambda c: -len(c[1].key))
        for number, cluster in longest_first:
            if not cluster.forms or cluster.firm or cluster.type == "person":
                continue
            if cluster.type == "place" or (cluster.sure >= 1 and len(cluster.key) < 2):
                continue
            near = [n for n in bodies.get(cluster.key[0], ()) if n != number]
            near = [n for n in near if self.clusters[n].forms]
            found = [n for n in near if self._is_part(cluster, n)]
            if len(found) == 1:
                name = self._name(found[0])
                self._join(number, found[0], f"part of the name {name}", 0.8)

    def join_first_words(self) -> None:
        """Join "Wayside" to the one body whose name it begins: "Wayside Relief"."""
        bodies: dict[str, list[int]] = {}
        for number, cluster in enumerate(self.clusters):
            if cluster.forms and cluster.type == "organisation" and cluster.sure >= 0.5:
                for key in cluster.keys:
                    if len(key) > 1 and key[-1] not in _family_bodies():
                        bodies.setdefault(key[0], []).append(number)
        for number, cluster in enumerate(self.clusters):
            if cluster.forms and _may_be_first_word(cluster):
                near = dict.fromkeys(bodies.get(cluster.key[0], ()))
                found = [n for n in near if self.clusters[n].why in _IN_WORDS]
                if len(found) == 1:
                    name = self._name(found[0])
                    self._join(number, found[0], f"first word of {name}", 0.75)

    def _by_word(self, wanted: Callable[[Cluster], bool]) -> dict[str, list[int]]:
        """Index the wanted clusters by every word of their names."""
        index: dict[str, list[int]] = {}
        for number, cluster in enumerate(self.clusters):
            if cluster.forms and wanted(cluster):
                for word in dict.fromkeys(word for key in cluster.keys for word in key):
                    index.setdefault(word, []).append(number)
        return index

    def _is_part(self, cluster: Cluster, body: int) -> bool:
        """Say whether a name is a longer one without its first words or its rest.

        "Border Patrol" is "U.S. Border Patrol" and not "Border Patrol Council".
        """
        key, known = cluster.key, cluster.sure >= 1
        return any(
            _same_words(key, long)
            or (long[-len(key) :] == key and not (known and _is_another(key, long)))
            or _before_rest(key, long)
            for long in self.clusters[body].keys
            if len(long) >= len(key) - 1 and long != key and key[0] in long
        )

    def _join(
        self, one: int, into: int, rule: str, sure: float, *, mention: str | None = None
    ) -> None:
        source, target = self.clusters[one], self.clusters[into]
        if source is target or (source.firm and target.listed):
            return
        if source.listed and not (target.listed and not source.firm):
            # the gazetteer's actor stays
            source, target, one, into = target, source, into, one
        for number in source.forms:
            form = self.forms[number]
            kind = mention or form.piece.kind
            self.links[number] = Link(into, rule, sure, mention=kind)
            _absorb(target, number, form, self._key(form))
        surer = source.sure > target.sure and not target.listed
        if source.type != "unknown" and (target.type == "unknown" or surer):
            target.type, target.sure = source.type, source.sure
        source.forms.clear()

    def _live(self) -> Iterator[Cluster]:
        return (cluster for cluster in self.clusters if cluster.forms)

    def _name(self, number: int) -> str:
        forms = (self.forms[n] for n in self.clusters[number].forms)
        return max((" ".join(f.piece.words) for f in forms), key=len, default="")


def _key_of(form: Form) -> Key:
    key = tuple(word for word in form.piece.key if word not in SUFFIXES)
    key = key or form.piece.key
    return same_place().get(key, key) if form.piece.type == "place" else key


def _two_generations(forms: Sequence[Form]) -> frozenset[Key]:
    """Keys with "Jr." where the article also has the name without it.

    "Trump Jr." tells the son from Trump as well. Where only "Martin King Jr." is
    named, "King" is he.
    """
    keys = {form.piece.key for form in forms}
    younger = {key for key in keys if len(key) > 1 and key[-1] in SUFFIXES}
    pairs = {key for key in younger if key[:-1] in keys and len(key) > 2}
    pairs |= {key for key in younger if len(key) == 2}
    surnames = {key[-2] for key in pairs}
    return frozenset(key for key in younger if key[-2] in surnames)


def _absorb(cluster: Cluster, number: int, form: Form, key: Key) -> None:
    piece = form.piece
    cluster.forms.append(number)
    if key not in cluster.keys:
        cluster.keys.append(key)
    cluster.clues |= form.clues
    cluster.count += form.count
    cluster.opens += form.opens
    if piece.title:
        cluster.titles.add(" ".join(piece.title))
    if piece.sure > cluster.sure:
        cluster.type, cluster.sure = piece.type, piece.sure
        cluster.why = "title" if piece.title else "words of the name"


def _settle(cluster: Cluster, singles: set[str]) -> None:
    """Weigh what stands around the name."""
    clues, n = cluster.clues, len(cluster.key)
    kind, sure, why = cluster.type, cluster.sure, cluster.why
    if clues & (Clue.AGE | Clue.ROLE | Clue.WHO) and not clues & Clue.THE:
        kind, sure, why = "person", 0.9, "role, age or 'who' beside the name"
    elif clues & Clue.VESSEL and kind == "unknown":
        sure, why = 0.5, "a vessel"
    elif clues & Clue.PERSON and kind == "unknown" and n <= 3 and sure < 0.3:
        kind, sure, why = "person", 0.6, "has what only persons have"
    elif kind == "organisation" and sure <= 0.2 and clues & (_SAYS) == _SAYS:
        sure, why = 0.6, "takes 'the' and reports"
    elif clues & Clue.BODY and sure < 0.3:
        kind, sure, why = "organisation", 0.6, "a noun beside the name tells"
    elif clues & Clue.IN_PLACE:
        kind, sure, why = "place", 0.8, "stands with a place"
    elif sure < 0.3 and 1 < n <= 4 and cluster.key[-1] in singles and kind != "place":
        kind, sure, why = "person", 0.8, "last name alone elsewhere"
    elif kind == "unknown" and sure < 0.3 and clues & Clue.THE:
        kind, sure, why = "organisation", 0.6, "takes 'the'"
    elif (
        kind == "unknown"
        and sure < 0.3
        and clues & Clue.LOCATIVE
        and not clues & Clue.REPORTS
    ):
        kind, sure, why = "place", 0.6, "stands after a preposition of place"
    elif kind == "unknown" and sure >= 0.3:
        kind, sure, why = "organisation", 0.6, "written in capitals"
    elif kind == "unknown" and 2 <= n <= 3:
        kind, sure, why = "person", 0.5, "shape of the name"
    elif kind == "unknown" and clues & Clue.REPORTS:
        kind, sure, why = "person", 0.4, "reports speech"
    cluster.type, cluster.sure, cluster.why = kind, max(sure, cluster.sure), why


_SAYS = Clue.THE | Clue.REPORTS


def _is_person_after_all(cluster: Cluster) -> bool:
    """Say whether a name that only its shape made a body's has an age or a post."""
    shape = cluster.type == "organisation" and cluster.sure <= 0.5
    told = cluster.clues & (Clue.AGE | Clue.ROLE) and not cluster.clues & Clue.BODY
    return bool(shape and told and 1 < len(cluster.key) <= 3 and not cluster.listed)


def _is_namesake(cluster: Cluster) -> bool:
    """Tell the town of "in Donna, Texas" from a woman's first name."""
    first_name = cluster.type == "person" and cluster.sure <= 0.5
    both = Clue.LOCATIVE | Clue.IN_PLACE
    told = Clue.AGE | Clue.ROLE | Clue.WHO | Clue.REPORTS | Clue.PERSON
    placed = cluster.clues & both == both and not cluster.clues & told
    return first_name and placed and len(cluster.key) == 1 and not cluster.listed


def _may_define(long: Form, short: Form) -> bool:
    """Say whether brackets hold a short name and not something said by the way."""
    letters = short.piece.words[0].replace(".", "")
    if len(short.piece.words) > 1 or not 2 <= len(letters) <= 8:
        return bool(_initials(short.piece.key) & set(long.piece.key))
    if sum(c.isupper() for c in letters) < 2 or long.piece.type in {"person", "place"}:
        return False
    key = long.piece.key
    if len(key) == 1:
        return False
    fit = letters.casefold() in _initials(key) or letters[0].casefold() == key[0][0]
    return fit or long.piece.type in {"organisation", "government"}


def _initials(key: Key) -> set[str]:
    """Give initials of a name, with and without small words and country."""
    small = {"of", "the", "for", "and", "on", "&", "de", "la", "del", "y", "los"}
    every = "".join(word[0] for word in key)
    large = "".join(word[0] for word in key if word not in small)
    options = {every, large}
    if key[0] in {"us", "united", "uk"}:
        options.add(large[1:])
        options.add("us" + large[1:])
    return {option for option in options if len(option) > 1}


def _ends(key: Key) -> Key:
    """First and last name, a short first name written out."""
    return (same_name().get(key[0], key[0]), key[-1])


def _ends_in(cluster: Cluster, key: Key) -> bool:
    return any(len(k) > len(key) and k[-len(key) :] == key for k in cluster.keys)


def _holds(cluster: Cluster, key: Key) -> bool:
    return any(len(k) > len(key) and _inside(key, k) for k in cluster.keys)


def _inside(key: Key, long: Key) -> bool:
    return _place(key, long) >= 0


def _place(key: Key, long: Key) -> int:
    """Position of a key inside a longer one, -1 if it is not there."""
    n = len(key)
    places = (i for i in range(len(long) - n + 1) if long[i : i + n] == key)
    return next(places, -1)


def _same_words(key: Key, long: Key) -> bool:
    """Tell that "Justice Department" has the words of "Department of Justice"."""
    if abs(len(key) - len(long)) != 1 or key[0] not in long:
        return False
    return set(key) - _LINKS == set(long) - _LINKS


def _is_another(key: Key, long: Key) -> bool:
    """Say whether more than a country stands before a well-known name."""
    before = long[: -len(key)]
    country = before in {("us",), ("united", "states"), ("national",), ("uk",)}
    country |= before[-1] in _LINKS
    return not country and not bits_of(before[-1].title()) & Bit.DEMONYM


def _before_rest(key: Key, long: Key) -> bool:
    """Say whether only "of Cassation" or "Inc." follows."""
    at = _place(key, long)
    rest = long[at + len(key) :] if at >= 0 else ()
    return bool(rest) and (rest[0] in _LINKS or set(rest) <= _COMPANY) and len(key) > at


def _may_be_short(cluster: Cluster) -> bool:
    """Say whether a name can be a part of a person's name."""
    if len(cluster.key) > 2 or (cluster.type == "place" and cluster.sure > 0.7):
        outside = cluster.clues & (Clue.LOCATIVE | Clue.IN_PLACE | Clue.THE)
        return len(cluster.key) == 1 and not outside
    if cluster.type in {"organisation", "government"}:
        return cluster.sure <= 0.6
    return len(cluster.key) > 0


_IN_WORDS = frozenset({"words of the name", "gazetteer"})
_SAYS_MORE = (
    Bit.PLACE
    | Bit.DEMONYM
    | Bit.FIRST
    | Bit.TITLE
    | Bit.TOPIC
    | Bit.ORG_HEAD
    | Bit.PLACE_HEAD
    | Bit.PLACE_START
    | Bit.ORGANISATION
    | Bit.OTHER_HEAD
    | Bit.FUNCTION
)


@cache
def _family_bodies() -> frozenset[str]:
    return frozenset(word.casefold() for word in entries("family_bodies"))


def _may_be_first_word(cluster: Cluster) -> bool:
    """Say whether a name is one word that nothing but a body's name explains."""
    if len(cluster.key) > 1 or cluster.listed or cluster.titles or cluster.sure >= 0.5:
        return False
    outside = Clue.LOCATIVE | Clue.IN_PLACE | Clue.AGE | Clue.ROLE | Clue.WHO
    return (
        not cluster.clues & outside and not bits_of(cluster.key[0].title()) & _SAYS_MORE
    )


def _compatible(one: Cluster, other: Cluster) -> bool:
    """Say whether middle names or initials do not contradict each other."""
    a, b = max(one.keys, key=len), max(other.keys, key=len)
    short, long = sorted((a[1:-1], b[1:-1]), key=len)
    rest = iter(long)
    return all(any(_like(name, x) for x in rest) for name in short)


def _like(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _offices(cluster: Cluster) -> set[str]:
    return {word for title in cluster.titles for word in title.split()}


def _gender_of_titles(titles: Iterable[str]) -> int:
    found = 0
    for word in titles:
        bits = bits_of(word)
        found |= Bit.MALE if bits & Bit.MISTER else 0
        found |= Bit.FEMALE if bits & Bit.MADAM else 0
    return found


def gender_of(cluster: Cluster) -> int:
    """Bits of the gender that titles or the first name tell."""
    found = _gender_of_titles(_offices(cluster))
    if not found:
        for key in cluster.keys:
            if len(key) > 1:
                found |= bits_of(key[0].title()) & Bit.FIRST
    return found if found in {Bit.MALE, Bit.FEMALE} else 0


def _same_gender(one: Cluster, other: Cluster) -> bool:
    a, b = gender_of(one), gender_of(other)
    return not (a and b) or a == b
