"""Names of one actor while an article is read: what they tell, and of whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.clues import Clue
from framing.annotate.actors.forms import bits_of
from framing.annotate.actors.keys import Key, initials, lies_inside
from framing.annotate.actors.lists import same_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from framing.annotate.actors.parse import Piece

__all__ = [
    "SUFFIXES",
    "Cluster",
    "Form",
    "absorb",
    "compatible",
    "ends_in",
    "gender_of",
    "gender_of_titles",
    "holds",
    "is_namesake",
    "is_person_after_all",
    "key_of",
    "may_be_first_word",
    "may_be_short",
    "may_define",
    "offices",
    "same_gender",
    "settle",
    "two_generations",
]

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_SAYS = Clue.THE | Clue.REPORTS
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


def key_of(form: Form) -> Key:
    """Give the words a name goes by: no "Jr.", one name for a place of several."""
    key = tuple(word for word in form.piece.key if word not in SUFFIXES)
    key = key or form.piece.key
    return same_place().get(key, key) if form.piece.type == "place" else key


def two_generations(forms: Sequence[Form]) -> frozenset[Key]:
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


def absorb(cluster: Cluster, number: int, form: Form, key: Key) -> None:
    """Take a form into a cluster: its mentions, titles and clues."""
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


def settle(cluster: Cluster, singles: set[str]) -> None:
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


def is_person_after_all(cluster: Cluster) -> bool:
    """Say whether a name that only its shape made a body's has an age or a post."""
    shape = cluster.type == "organisation" and cluster.sure <= 0.5
    told = cluster.clues & (Clue.AGE | Clue.ROLE) and not cluster.clues & Clue.BODY
    return bool(shape and told and 1 < len(cluster.key) <= 3 and not cluster.listed)


def is_namesake(cluster: Cluster) -> bool:
    """Tell the town of "in Donna, Texas" from a woman's first name."""
    first_name = cluster.type == "person" and cluster.sure <= 0.5
    both = Clue.LOCATIVE | Clue.IN_PLACE
    told = Clue.AGE | Clue.ROLE | Clue.WHO | Clue.REPORTS | Clue.PERSON
    placed = cluster.clues & both == both and not cluster.clues & told
    return first_name and placed and len(cluster.key) == 1 and not cluster.listed


def may_define(long: Form, short: Form) -> bool:
    """Say whether brackets hold a short name and not something said by the way."""
    letters = short.piece.words[0].replace(".", "")
    if len(short.piece.words) > 1 or not 2 <= len(letters) <= 8:
        return bool(initials(short.piece.key) & set(long.piece.key))
    if sum(c.isupper() for c in letters) < 2 or long.piece.type in {"person", "place"}:
        return False
    key = long.piece.key
    if len(key) == 1:
        return False
    fit = letters.casefold() in initials(key) or letters[0].casefold() == key[0][0]
    return fit or long.piece.type in {"organisation", "government"}


def ends_in(cluster: Cluster, key: Key) -> bool:
    """Say whether a longer name of the cluster ends in the key."""
    return any(len(k) > len(key) and k[-len(key) :] == key for k in cluster.keys)


def holds(cluster: Cluster, key: Key) -> bool:
    """Say whether a longer name of the cluster has the key in it."""
    return any(len(k) > len(key) and lies_inside(key, k) for k in cluster.keys)


def may_be_short(cluster: Cluster) -> bool:
    """Say whether a name can be a part of a person's name."""
    if len(cluster.key) > 2 or (cluster.type == "place" and cluster.sure > 0.7):
        outside = cluster.clues & (Clue.LOCATIVE | Clue.IN_PLACE | Clue.THE)
        return len(cluster.key) == 1 and not outside
    if cluster.type in {"organisation", "government"}:
        return cluster.sure <= 0.6
    return len(cluster.key) > 0


def may_be_first_word(cluster: Cluster) -> bool:
    """Say whether a name is one word that nothing but a body's name explains."""
    if len(cluster.key) > 1 or cluster.listed or cluster.titles or cluster.sure >= 0.5:
        return False
    outside = Clue.LOCATIVE | Clue.IN_PLACE | Clue.AGE | Clue.ROLE | Clue.WHO
    return (
        not cluster.clues & outside and not bits_of(cluster.key[0].title()) & _SAYS_MORE
    )


def compatible(one: Cluster, other: Cluster) -> bool:
    """Say whether middle names or initials do not contradict each other."""
    a, b = max(one.keys, key=len), max(other.keys, key=len)
    short, long = sorted((a[1:-1], b[1:-1]), key=len)
    rest = iter(long)
    return all(any(_like(name, x) for x in rest) for name in short)


def _like(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def offices(cluster: Cluster) -> set[str]:
    """Give the words of all titles."""
    return {word for title in cluster.titles for word in title.split()}


def gender_of_titles(titles: Iterable[str]) -> int:
    """Give the bits of the gender that titles tell."""
    found = 0
    for word in titles:
        bits = bits_of(word)
        found |= Bit.MALE if bits & Bit.MISTER else 0
        found |= Bit.FEMALE if bits & Bit.MADAM else 0
    return found


def gender_of(cluster: Cluster) -> int:
    """Bits of the gender that titles or the first name tell."""
    found = gender_of_titles(offices(cluster))
    if not found:
        for key in cluster.keys:
            if len(key) > 1:
                found |= bits_of(key[0].title()) & Bit.FIRST
    return found if found in {Bit.MALE, Bit.FEMALE} else 0


def same_gender(one: Cluster, other: Cluster) -> bool:
    """Say whether nothing tells that two names are of two genders."""
    a, b = gender_of(one), gender_of(other)
    return not (a and b) or a == b
