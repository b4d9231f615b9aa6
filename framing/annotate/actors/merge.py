"""Which names in one article name the same actor, each merge with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.clues import Clue
from framing.annotate.actors.clusters import (
    Cluster,
    absorb,
    compatible,
    ends_in,
    gender_of_titles,
    holds,
    is_namesake,
    is_person_after_all,
    key_of,
    may_be_first_word,
    may_be_short,
    may_define,
    offices,
    same_gender,
    settle,
    two_generations,
)
from framing.annotate.actors.forms import bits_of, strip_possessive
from framing.annotate.actors.keys import (
    before_rest,
    ends,
    initials,
    is_another,
    same_words,
)
from framing.annotate.actors.lists import entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from framing.annotate.actors.clusters import Form
    from framing.annotate.actors.keys import Key

__all__ = ["Link", "merge_article"]

_BODIES = frozenset({"organisation", "government"})
# What is said of persons and bodies, and of places hardly ever.
_TELLS = Clue.REPORTS | Clue.PERSON | Clue.AGE | Clue.ROLE | Clue.WHO | Clue.BODY
_IN_WORDS = frozenset({"words of the name", "gazetteer"})


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
    merger.join_owners()
    merger.join_parts_of_places()
    return merger.clusters, merger.links


class _Merger:
    """Working state for one article."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self.forms = forms
        self.clusters: list[Cluster] = []
        self.links: list[Link] = []
        self._by_key: dict[object, int] = {}
        self._full: dict[str, list[int]] = {}
        self._kept = two_generations(forms)
        for number, form in enumerate(forms):
            self._add(number, form)

    def _key(self, form: Form) -> Key:
        key = form.piece.key
        return key if key in self._kept else key_of(form)

    def _add(self, number: int, form: Form) -> None:
        key = self._key(form)
        name: object = ("listed", form.listed) if form.listed else key
        if len(key) == 1 and not form.listed:
            name = key, gender_of_titles(form.piece.title)
        at = self._by_key.get(name)
        if at is None:
            at = self._by_key[name] = len(self.clusters)
            self.clusters.append(Cluster(key, listed=form.listed, firm=form.firm))
        cluster = self.clusters[at]
        rule = "gazetteer" if form.listed else "same name"
        absorb(cluster, number, form, key)
        self.links.append(Link(at, rule, 1.0, mention=form.piece.kind))

    def define(self, definitions: Iterable[tuple[int, int]]) -> None:
        """Join "National Migration Institute (INM)"."""
        for long, short in definitions:
            a, b = self.links[long].cluster, self.links[short].cluster
            if a == b or not may_define(self.forms[long], self.forms[short]):
                continue
            name, letters = self._name(a), self._name(b)
            self._join(b, a, f"defined in the text: {name} ({letters})", 0.98)

    def settle_types(self) -> None:
        """Read the type of what no list knows from the words around it."""
        singles = {c.key[-1] for c in self._live() if len(c.key) == 1}
        for cluster in self._live():
            if cluster.sure < 0.5 or is_person_after_all(cluster):
                settle(cluster, singles)
            elif is_namesake(cluster):
                cluster.type, cluster.sure = "place", 0.7
                cluster.why = "stands with a place"

    def join_full_names(self) -> None:
        """Join "Juan Orlando Hernández" and "Juan Hernández", "Mike" and "Michael"."""
        groups: dict[Key, list[int]] = {}
        for number, cluster in enumerate(self.clusters):
            if cluster.forms and cluster.full:
                for key in cluster.keys:
                    if len(key) > 1:
                        groups.setdefault(ends(key), []).append(number)
        for numbers in groups.values():
            same = list(dict.fromkeys(numbers))
            for other in same[1:]:
                name = self._name(same[0])
                if compatible(self.clusters[same[0]], self.clusters[other]):
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
            if not cluster.forms or cluster.firm or not may_be_short(cluster):
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
                if into != number and same_gender(self.clusters[into], cluster):
                    self._join(number, into, "same name", 1.0)

    def _bearers(self, cluster: Cluster) -> list[int]:
        """Persons named in full of whose name the cluster's key is a part."""
        named = self._full.get(cluster.key[-1], ())
        full = [n for n in named if self.clusters[n].forms]
        found = [n for n in full if ends_in(self.clusters[n], cluster.key)]
        if not found:
            older = (n for n in full if not self._kept & set(self.clusters[n].keys))
            found = [n for n in older if holds(self.clusters[n], cluster.key)]
        return [n for n in found if same_gender(self.clusters[n], cluster)]

    def _told_apart(self, cluster: Cluster, found: list[int]) -> list[int]:
        """Let a title choose between two persons of one surname."""
        if not cluster.titles:
            return found
        alike = [n for n in found if offices(self.clusters[n]) & offices(cluster)]
        return alike if len(alike) == 1 else found

    def _short_rule(self, cluster: Cluster, bearer: int) -> tuple[str, float]:
        name = self._name(bearer)
        if ends_in(self.clusters[bearer], cluster.key):
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
                    for letters in initials(key) if len(key) >= shortest else ():
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
            if cluster.forms and may_be_first_word(cluster):
                near = dict.fromkeys(bodies.get(cluster.key[0], ()))
                found = [n for n in near if self.clusters[n].why in _IN_WORDS]
                if len(found) == 1:
                    name = self._name(found[0])
                    self._join(number, found[0], f"first word of {name}", 0.75)

    def join_owners(self) -> None:
        """Join "St Anne's" to the one "St Anne's Hospital" of the article."""
        owned: dict[Key, list[int]] = {}
        for number, cluster in enumerate(self.clusters):
            for key in cluster.keys if cluster.forms else ():
                if len(key) > 2 and key[1].endswith(("'s", "s'")):
                    owner = (key[0], strip_possessive(key[1]))
                    owned.setdefault(owner, []).append(number)
        for number, cluster in enumerate(self.clusters):
            found = list(dict.fromkeys(owned.get(cluster.key, ())))
            fits = cluster.forms and cluster.clues & Clue.POSSESSIVE
            if fits and not cluster.listed and len(found) == 1:
                name = self._name(found[0])
                self._join(number, found[0], f"first words of {name}", 0.8)

    def join_parts_of_places(self) -> None:
        """Join "Halden" to the one place "Port Halden", where nothing says more."""
        places: dict[Key, list[int]] = {}
        for number, cluster in enumerate(self.clusters):
            if cluster.forms and cluster.type == "place":
                for key in filter(_opens_as_place, cluster.keys):
                    for start in range(1, len(key)):
                        places.setdefault(key[start:], []).append(number)
        for number, cluster in enumerate(self.clusters):
            found = list(dict.fromkeys(places.get(cluster.key, ())))
            told = cluster.clues & _TELLS or cluster.titles or cluster.listed
            bare = cluster.forms and cluster.type == "unknown" and not told
            if bare and len(found) == 1:
                name = self._name(found[0])
                self._join(number, found[0], f"part of the place {name}", 0.8)

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
            same_words(key, long)
            or (long[-len(key) :] == key and not (known and is_another(key, long)))
            or before_rest(key, long)
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
            absorb(target, number, form, self._key(form))
        surer = source.sure > target.sure and not target.listed
        if source.type != "unknown" and (target.type == "unknown" or surer):
            target.type, target.sure = source.type, source.sure
        source.forms.clear()

    def _live(self) -> Iterator[Cluster]:
        return (cluster for cluster in self.clusters if cluster.forms)

    def _name(self, number: int) -> str:
        forms = (self.forms[n] for n in self.clusters[number].forms)
        return max((" ".join(f.piece.words) for f in forms), key=len, default="")


def _opens_as_place(key: Key) -> bool:
    """Say whether the first word tells a place: "Port", "Lake", "St"."""
    return bool(bits_of(key[0].title()) & Bit.PLACE_START)


@cache
def _family_bodies() -> frozenset[str]:
    return frozenset(word.casefold() for word in entries("family_bodies"))
