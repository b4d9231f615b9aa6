"""From runs of words to mentions of actors, article by article."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.clues import Clue
from framing.annotate.actors.clusters import Cluster, Form
from framing.annotate.actors.forms import fold
from framing.annotate.actors.merge import Link, merge_article
from framing.annotate.actors.parse import Piece, parse_run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from framing.annotate.actors.gazetteer import Entry, Gazetteer
    from framing.annotate.actors.match import Matches
    from framing.annotate.actors.runs import Runs
    from framing.annotate.actors.words import Words

__all__ = [
    "Mention",
    "Named",
    "Pieces",
    "by_article",
    "insert",
    "name_actors",
    "read_pieces",
]

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
_BEFORE = ~(Clue.LOCATIVE | Clue.THE)
_AFTER = Clue.THE | Clue.LOCATIVE
_LOCATIVE_SHARE = 3
_WEAK = 0.5  # what a first name alone tells
_NO_TYPES: Mapping[int, str] = MappingProxyType({})


@dataclass(slots=True)
class Mention:
    """One place where an actor is mentioned.

    Parameters
    ----------
    first, last : int
        First and last token.
    doc : int
        Position of the article.
    cluster : int
        Position of the actor in :attr:`Named.clusters`.
    link : Link
        Reason and confidence.
    title : str
        Office before the name.
    """

    first: int
    last: int
    doc: int
    cluster: int
    link: Link
    title: str = ""


@dataclass
class Named:
    """Actors of all articles, not yet linked across articles.

    Parameters
    ----------
    clusters : list of Cluster
        One per actor and article.
    docs, bases : list of int
        Article of each cluster, and where the forms of that article start.
    mentions : list of Mention
        In text order within an article.
    forms : list of Form
        Distinct names, article by article; ``Cluster.forms`` points into them.
    offices : list of (int, int, Piece)
        First token, last token and words of offices without a name.
    office_of : dict
        Cluster of an office that nobody holds, by article and words.
    """

    clusters: list[Cluster] = field(default_factory=list)
    docs: list[int] = field(default_factory=list)
    bases: list[int] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    offices: list[tuple[int, int, Piece]] = field(default_factory=list)
    office_of: dict[tuple[int, tuple[str, ...]], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Pieces:
    """Names found in the text, before merging.

    Parameters
    ----------
    first, last, doc, clues, kind : ndarray of int64, shape (n_pieces,)
        First and last token, article, bits of :class:`Clue`, position in `distinct`.
    distinct : list of (Piece, str or None)
        Distinct names and the actor of the gazetteer they are an alias of.
    firm : frozenset of str
        Actors that the gazetteer is sure of.
    """

    first: Ints
    last: Ints
    doc: Ints
    clues: Ints
    kind: Ints
    distinct: list[tuple[Piece, str | None]]
    firm: frozenset[str] = frozenset()


class _Reader:
    """Number distinct names and remember what each distinct run holds."""

    def __init__(self, words: Words) -> None:
        self._forms = words.forms
        self._types = words.tokens.type
        self._spelt = words.tokens.types
        self._known: dict[tuple[int, ...], list[tuple[int, int, int]]] = {}
        self.numbers: dict[tuple[Piece, str | None], int] = {}

    def of(self, first: int, last: int, kind: str | None) -> list[tuple[int, int, int]]:
        """Give number, first and last word of the names in one run."""
        *inside, end = self._types[first : last + 1].tolist()
        key = (*inside, -1 - int(self._forms.base[end]))
        if kind is not None:
            return self._typed(self._text(key), kind)
        found = self._known.get(key)
        if found is None:
            pieces = parse_run(self._text(key))
            found = [(self.number(p, None), p.first, p.last) for p in pieces]
            self._known[key] = found
        return found

    def _text(self, key: tuple[int, ...]) -> list[str]:
        """Spell a run; only its last word loses a possessive ending."""
        return [*(self._spelt[n] for n in key[:-1]), self._forms.words[-1 - key[-1]]]

    def _typed(self, text: list[str], kind: str) -> list[tuple[int, int, int]]:
        """Take a recogniser's word for the type of a name; titles are still cut off."""
        pieces = [p for p in parse_run(text) if p.kind != "role"]
        last = pieces[-1] if pieces else None
        words = last.words if last is not None else tuple(text)
        title = last.title if last is not None else ()
        sure = 0.0 if kind == "unknown" else 0.9
        first = last.first if last is not None else 0
        piece = Piece(0, 0, words, _key(words), kind, sure, title)
        return [(self.number(piece, None), first, first + len(words) - 1)]

    def number(self, piece: Piece, listed: str | None) -> int:
        bare = Piece(
            0,
            0,
            piece.words,
            piece.key,
            piece.type,
            piece.sure,
            piece.title,
            piece.kind,
        )
        return self.numbers.setdefault((bare, listed), len(self.numbers))


def read_pieces(
    words: Words,
    runs: Runs,
    matches: Matches,
    gazetteer: Gazetteer,
    types: Mapping[int, str] = _NO_TYPES,
) -> Pieces:
    """Split runs into names and add the matches of the gazetteer.

    Parameters
    ----------
    words : Words
        The token table with bits.
    runs : Runs
        Runs of name words.
    matches : Matches
        Where aliases of the gazetteer stand.
    gazetteer : Gazetteer
        The actors it lists.
    types : mapping of int to str, optional
        Type of a run by its first token, where a recogniser gave one.

    Returns
    -------
    Pieces
        In text order.
    """
    reader = _Reader(words)
    rows: list[tuple[int, int, int, int]] = []
    columns = (runs.first.tolist(), runs.last.tolist(), runs.clues.tolist())
    for first, last, clues in zip(*columns, strict=True):
        if clues & Clue.CREDIT:
            continue
        found = reader.of(first, last, types.get(first))
        for number, a, b in found:
            seen = clues
            if first + b != last:
                seen &= _AFTER | Clue.OPENS
            if a:
                seen &= _BEFORE
            rows.append((first + a, first + b, seen, number))
    rows += _listed_rows(words, matches, gazetteer, reader)
    rows.sort()
    table = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    first, last, clues_of, kind = table
    doc = words.tokens.doc[first].astype(np.int64)
    firm = frozenset(entry.id for entry in gazetteer.entries if not entry.suggestion)
    return Pieces(first, last, doc, clues_of, kind, list(reader.numbers), firm)


def _listed_rows(
    words: Words, matches: Matches, gazetteer: Gazetteer, reader: _Reader
) -> list[tuple[int, int, int, int]]:
    tokens, forms = words.tokens, words.forms
    rows = []
    columns = (matches.first, matches.last, matches.entry, matches.role)
    for first, last, number, role in zip(*(c.tolist() for c in columns), strict=True):
        entry = gazetteer.entries[number]
        text = [forms.words[n] for n in forms.base[tokens.type[first : last + 1]]]
        kind = "role" if role else _kind_of(text)
        told, sure = _type_of(text, entry)
        title = () if role else _title_before(words, first)
        piece = Piece(0, 0, tuple(text), _key(text), told, sure, title, kind)
        rows.append((first, last, 0, reader.number(piece, entry.id)))
    return rows


def _title_before(words: Words, first: int) -> tuple[str, ...]:
    """Read the office right before a listed name: "Interior Minister"."""
    start = first
    while start and words.has_at(Bit.TITLE | Bit.TOPIC, start - 1, of=first):
        start -= 1
    if start == first or not words.bits[first - 1] & Bit.TITLE:
        return ()
    base = words.forms.base[words.tokens.type[start:first]].tolist()
    if any(words.bits[at] & Bit.POSSESSIVE for at in range(start, first)):
        return ()
    return tuple(words.forms.words[n] for n in base)


def _type_of(text: Sequence[str], entry: Entry) -> tuple[str, float]:
    """Take the type from the gazetteer, or from the words where it gives none."""
    if entry.type != "unknown":
        return entry.type, 1.0
    pieces = parse_run(text)
    return (pieces[0].type, pieces[0].sure) if len(pieces) == 1 else ("unknown", 0.0)


def _kind_of(text: Sequence[str]) -> str:
    letters = "".join(text).replace(".", "")
    return "acronym" if len(text) == 1 and letters.isupper() else "name"


def _key(text: Sequence[str]) -> tuple[str, ...]:
    return tuple(fold(word) for word in text)


def name_actors(words: Words, pieces: Pieces) -> Named:
    """Merge the names of each article into actors.

    Parameters
    ----------
    words : Words
        The token table with bits.
    pieces : Pieces
        The names.

    Returns
    -------
    Named
        Actors and mentions of every article.
    """
    named = Named()
    office = np.array(
        [p.kind == "role" and listed is None for p, listed in pieces.distinct],
        dtype=bool,
    )
    is_office = office[pieces.kind] if len(office) else np.zeros(0, dtype=bool)
    for at in np.flatnonzero(is_office).tolist():
        piece = pieces.distinct[pieces.kind[at]][0]
        named.offices.append((int(pieces.first[at]), int(pieces.last[at]), piece))
    keep = np.flatnonzero(~is_office & ~_only_numbered(pieces))
    if len(keep):
        _merge_all(words, pieces, keep, named)
    return named


def _only_numbered(pieces: Pieces) -> Bools:
    """Say which single words of an article never stand without a number: "Ward 9"."""
    plain = [_may_be_thing(piece) and not listed for piece, listed in pieces.distinct]
    cell = pieces.doc * len(pieces.distinct) + pieces.kind
    bare = pieces.clues & Clue.NUMBERED == 0
    thing = np.array(plain or [False], dtype=bool)[pieces.kind]
    found: Bools = thing & ~np.isin(cell, cell[bare])
    return found


def _may_be_thing(piece: Piece) -> bool:
    single = len(piece.words) == 1 and not piece.title and piece.kind == "name"
    return single and piece.type in {"unknown", "person"} and piece.sure <= _WEAK


def _merge_all(words: Words, pieces: Pieces, keep: Ints, named: Named) -> None:
    """Count every name per article, then merge article by article."""
    doc = words.tokens.doc[pieces.first[keep]].astype(np.int64)
    cell = doc * len(pieces.distinct) + pieces.kind[keep]
    cells, form_of = np.unique(cell, return_inverse=True)
    named.forms = _count_forms(pieces, keep, cells, form_of)
    doc_of = cells // len(pieces.distinct)
    edges = np.flatnonzero(np.diff(doc_of, prepend=-1, append=doc_of[-1] + 1))
    definitions = _definitions(pieces, keep, form_of)
    links: list[tuple[int, Link]] = []
    for low, high in pairwise(edges.tolist()):
        inside = [(a - low, b - low) for a, b in definitions.get(int(doc_of[low]), ())]
        clusters, found = merge_article(named.forms[low:high], inside)
        base = len(named.clusters)
        links += [(base + link.cluster, link) for link in found]
        named.clusters += clusters
        named.docs += [int(doc_of[low])] * len(clusters)
        named.bases += [low] * len(clusters)
    weak = [_is_weak(cluster) for cluster in named.clusters]
    rows = (pieces.first[keep], pieces.last[keep], doc, form_of)
    for first, last, here, form in zip(*(r.tolist() for r in rows), strict=True):
        cluster, link = links[form]
        if not weak[cluster]:
            title = " ".join(named.forms[form].piece.title)
            named.mentions.append(Mention(first, last, here, cluster, link, title))


def _count_forms(pieces: Pieces, keep: Ints, cells: Ints, form_of: Ints) -> list[Form]:
    """Sum up, for every name of an article, what stands around its mentions."""
    clues = pieces.clues[keep]
    seen = np.zeros(len(cells), dtype=np.int64)
    np.bitwise_or.at(seen, form_of, clues)
    n = np.bincount(form_of, minlength=len(cells))
    opens = np.bincount(form_of[clues & Clue.OPENS != 0], minlength=len(cells))
    near = np.bincount(form_of[clues & Clue.LOCATIVE != 0], minlength=len(cells))
    # "in X" once says little of a name that stands elsewhere most of the time
    seen[near * _LOCATIVE_SHARE < n] &= ~Clue.LOCATIVE
    kinds = (cells % len(pieces.distinct)).tolist()
    columns = (kinds, seen.tolist(), n.tolist(), opens.tolist())
    forms = []
    for kind, clue, count, first in zip(*columns, strict=True):
        piece, listed = pieces.distinct[kind]
        forms.append(Form(piece, clue, count, first, listed, listed in pieces.firm))
    return forms


def _definitions(
    pieces: Pieces, keep: Ints, form_of: Ints
) -> dict[int, list[tuple[int, int]]]:
    """Find, per article, names with a short name in brackets right after them."""
    first, last, clues = pieces.first[keep], pieces.last[keep], pieces.clues[keep]
    found: dict[int, list[tuple[int, int]]] = {}
    doc = pieces.doc[keep]
    near = (first[1:] - last[:-1] == 2) & (clues[1:] & Clue.IN_BRACKETS != 0)
    near &= doc[1:] == doc[:-1]
    for at in np.flatnonzero(near).tolist():
        pair = (int(form_of[at]), int(form_of[at + 1]))
        found.setdefault(int(doc[at]), []).append(pair)
    # "Coalition for Rights of Oakport (CRO)": the place is a name of its own
    place = np.array([p.type == "place" for p, _ in pieces.distinct] or [False])
    apart = (first[1:-1] - last[:-2] == 2) & place[pieces.kind[keep]][1:-1]
    apart &= near[1:] & (doc[2:] == doc[:-2]) if len(near) else False
    for at in np.flatnonzero(apart).tolist():
        pair = (int(form_of[at]), int(form_of[at + 2]))
        found.setdefault(int(doc[at]), []).append(pair)
    return found


def _is_weak(cluster: Cluster) -> bool:
    """Say whether nothing but a capital letter speaks for a name."""
    if not cluster.forms or cluster.listed or len(cluster.key) > 1:
        return False
    if cluster.type in {"organisation", "person"} and cluster.sure <= 0.2:
        return True
    if cluster.clues & Clue.THING and cluster.why == "written in capitals":
        return True
    alone = cluster.opens == cluster.count and cluster.type == "unknown"
    return alone and not cluster.clues & (Clue.REPORTS | Clue.POSSESSIVE)


def by_article(named: Named) -> dict[int, list[Mention]]:
    """Sort mentions into articles.

    Parameters
    ----------
    named : Named
        Actors and mentions.

    Returns
    -------
    dict of int to list of Mention
        In text order; an article without mentions has an empty list.
    """
    found: dict[int, list[Mention]] = defaultdict(list)
    for mention in named.mentions:
        found[mention.doc].append(mention)
    return found


def insert(named: Named, found: Sequence[Mention]) -> None:
    """Add mentions in their places.

    Parameters
    ----------
    named : Named
        Actors and mentions, changed in place.
    found : sequence of Mention
        What to add.
    """
    if found:
        everything = [*named.mentions, *found]
        named.mentions = sorted(everything, key=lambda mention: mention.first)
