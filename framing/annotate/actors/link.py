"""Actors across articles: the same full name, or the same entry of the gazetteer."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.clusters import SUFFIXES
from framing.annotate.actors.forms import bits_of, fold
from framing.annotate.actors.gazetteer import Gazetteer, slug

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from framing.annotate.actors.clusters import Cluster, Form
    from framing.annotate.actors.mentions import Named

__all__ = ["Actor", "link_articles", "number_labels"]

_COUNTRY = ("us", "the")


@dataclass
class Actor:
    """An actor of the corpus.

    Parameters
    ----------
    id : str
        Identifier; for actors of a gazetteer, theirs.
    label : str
        Name to show, unique in the corpus.
    type : str
        One of ``ACTOR_TYPES``.
    why : str
        What told the type.
    """

    id: str
    label: str
    type: str
    why: str = ""


def link_articles(named: Named, gazetteer: Gazetteer) -> tuple[list[Actor], list[int]]:
    """Give every actor of every article an actor of the corpus.

    Parameters
    ----------
    named : Named
        Actors, article by article.
    gazetteer : Gazetteer
        The listed actors; each is there even if never mentioned.

    Returns
    -------
    actors : list of Actor
        The gazetteer's first, in its order.
    actor_of : list of int
        Position in `actors` for every cluster; -1 for one merged away.
    """
    actors = [Actor(e.id, e.name, e.type, "gazetteer") for e in gazetteer.entries]
    numbers: dict[Hashable, int] = {
        ("listed", actor.id): n for n, actor in enumerate(actors)
    }
    members: dict[int, list[Cluster]] = defaultdict(list)
    actor_of = []
    known = {_key(c) for c in named.clusters if c.forms and c.type != "unknown"}
    for cluster in named.clusters:
        if not cluster.forms:
            actor_of.append(-1)
            continue
        key = _key(cluster)
        if cluster.type == "unknown":
            told = (kind for kind in ("person", "place") if (kind, key[1]) in known)
            key = next(told, key[0]), key[1]
        number = numbers.setdefault(key, len(numbers))
        members[number].append(cluster)
        actor_of.append(number)
    forms = _forms_by_cluster(named)
    for number, actor in enumerate(actors):
        if actor.type == "unknown" and members[number]:
            actor.type, actor.why = _type(members[number])
    found = range(len(actors), len(numbers))
    return actors + [_actor(members[number], forms) for number in found], actor_of


def _key(cluster: Cluster) -> tuple[str, Hashable]:
    """Say what two articles must share for their actors to be the same."""
    if cluster.listed:
        return "listed", cluster.listed
    longest = max(cluster.keys, key=len)
    if cluster.type == "person" and len(longest) > 1:
        bare = [key for key in cluster.keys if len(key) > 1]
        first = min(bare, key=lambda key: (len(_no_initials(key)), key))
        return "name", _no_initials(first)
    if len(longest) > 2 and longest[0] in _COUNTRY:
        longest = longest[1:]
    if len(longest) > 1:
        return "name", longest
    broad = cluster.type if cluster.type in {"person", "place"} else "other"
    return broad, longest


def _no_initials(key: tuple[str, ...]) -> tuple[str, ...]:
    middle = tuple(word for word in key[1:-1] if len(word) > 1)
    return (key[0], *middle, key[-1])


def _forms_by_cluster(named: Named) -> dict[int, list[Form]]:
    """Look up the forms of a cluster by identity: clusters number them per article."""
    found: dict[int, list[Form]] = {}
    for cluster, base in zip(named.clusters, named.bases, strict=True):
        found[id(cluster)] = [named.forms[base + n] for n in cluster.forms]
    return found


def _actor(clusters: Sequence[Cluster], forms: dict[int, list[Form]]) -> Actor:
    names: Counter[tuple[str, ...]] = Counter()
    for cluster in clusters:
        for form in forms[id(cluster)]:
            names[form.piece.words] += form.count
    kind, why = _type(clusters)
    label = " ".join(_best_name(names, kind))
    return Actor(slug(label), label, kind, why)


def _type(clusters: Sequence[Cluster]) -> tuple[str, str]:
    """Let the articles vote on the type; return it with what told it."""
    votes: Counter[str] = Counter()
    for cluster in clusters:
        weight = 0.0 if cluster.type == "unknown" else cluster.sure
        votes[cluster.type] += int(1000 * weight * cluster.count)
    kind = max(votes, key=lambda name: (votes[name], name))
    return kind, next((c.why for c in clusters if c.type == kind and c.why), "")


def _has_initial(name: tuple[str, ...]) -> bool:
    return any(len(word.strip(".")) == 1 for word in name[1:-1])


def _best_name(names: Counter[tuple[str, ...]], kind: str) -> tuple[str, ...]:
    """Choose the name to show: in full, and as most articles write it."""
    several = {name: n for name, n in names.items() if len(name) > 1} or dict(names)
    if kind in {"organisation", "government"}:
        return max(
            several, key=lambda name: (len(name) < 9, len(name), several[name], name)
        )
    # "Biologist Tormo Vik" opens a sentence and is Tormo Vik
    several = {
        name: n
        for name, n in several.items()
        if not (name[1:] in several and len(name) > 2 and bits_of(name[0]) & Bit.ROLE)
    }
    # "Trump Jr." is Donald Trump Jr.
    longer = {
        name: n
        for name, n in several.items()
        if len(name) > 2 or fold(name[-1]) not in SUFFIXES
    }
    several = longer or several
    bare = {name: n for name, n in several.items() if not _has_initial(name)}
    if sum(bare.values()) * 5 >= sum(several.values()):
        several = bare
    return max(several, key=lambda name: (several[name], len(name), name))


def number_labels(actors: Iterable[Actor]) -> None:
    """Make labels and identifiers unique; the first to bear one keeps it.

    Parameters
    ----------
    actors : iterable of Actor
        Changed in place, in the order given.
    """
    labels: set[str] = set()
    ids: set[str] = set()
    for actor in actors:
        if actor.label in labels:
            actor.label = _free(f"{actor.label} ({actor.type})", labels, " {}")
        actor.id = _free(actor.id, ids, "-{}")
        labels.add(actor.label)
        ids.add(actor.id)


def _free(name: str, taken: set[str], suffix: str) -> str:
    number, free = 2, name
    while free in taken:
        free = name + suffix.format(number)
        number += 1
    return free
