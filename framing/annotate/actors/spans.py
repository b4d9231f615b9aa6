"""Mentions as rows: names and groups put together, labelled, written as a table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.annotate.actors.forms import fold
from framing.annotate.actors.gazetteer import Gazetteer, slug
from framing.annotate.actors.groups import GroupForm, GroupMentions, read_group
from framing.annotate.actors.link import Actor, number_labels
from framing.annotate.actors.merge import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from framing.annotate.actors.mentions import Mention, Named
    from framing.annotate.actors.words import Words

__all__ = [
    "Span",
    "add_groups",
    "covered",
    "keep_wanted",
    "order_labels",
    "settle_labels",
    "span_table",
]

Bools = NDArray[np.bool_]


def covered(words: Words, first: Any, last: Any) -> Bools:
    """Say which tokens lie in any of the ranges.

    Parameters
    ----------
    words : Words
        The token table with bits.
    first, last : ndarray of int64, shape (n_ranges,)
        First and last token of each range.

    Returns
    -------
    ndarray of bool, shape (n_tokens,)
        The answer for every token.
    """
    edges = np.zeros(len(words.tokens) + 1, dtype=np.int64)
    np.add.at(edges, first, 1)
    np.add.at(edges, last + 1, -1)
    return np.cumsum(edges)[:-1] > 0


@dataclass(slots=True)
class Span:
    """A mention with the position of its actor.

    Parameters
    ----------
    first, last : int
        First and last token.
    actor : int
        Position of the actor.
    link : Link
        Reason and confidence.
    title : str
        Office before the name.
    group : GroupForm or None
        What a group is called.
    """

    first: int
    last: int
    actor: int
    link: Link
    title: str = ""
    group: GroupForm | None = None


def keep_wanted(
    named: Named,
    actors: Sequence[Actor],
    actor_of: Sequence[int],
    n_listed: int,
    *,
    others: bool,
    places: bool,
) -> list[Span]:
    """Keep the mentions that were asked for.

    Parameters
    ----------
    named : Named
        All mentions of names.
    actors : sequence of Actor
        The actors of the corpus, the listed ones first.
    actor_of : sequence of int
        Position in `actors` for every cluster.
    n_listed : int
        Number of actors of the gazetteer.
    others, places : bool
        Whether to keep actors that are not listed, and places among them.

    Returns
    -------
    list of Span
        In text order.
    """

    def wanted(mention: Mention) -> bool:
        number = actor_of[mention.cluster]
        if number < n_listed:
            return True
        return others and (places or actors[number].type != "place")

    return [
        Span(m.first, m.last, actor_of[m.cluster], m.link, m.title)
        for m in named.mentions
        if wanted(m)
    ]


def add_groups(
    words: Words, found: GroupMentions, spans: list[Span], actors: list[Actor]
) -> list[Span]:
    """Add groups; a name inside one ("Trump supporters") gives way to it.

    Parameters
    ----------
    words : Words
        The token table with bits.
    found : GroupMentions
        Groups in the text.
    spans : list of Span
        Mentions of names.
    actors : list of Actor
        The actors; groups are added at the end.

    Returns
    -------
    list of Span
        Names and groups in text order.
    """
    book = _GroupActors(actors)
    listed = [(s.first, s.last) for s in spans if s.link.rule == "gazetteer"]
    fixed = covered(words, *np.array(listed, dtype=np.int64).reshape(-1, 2).T)
    known: dict[tuple[int, ...], GroupForm] = {}
    link = Link(0, "group noun and its modifiers", 0.9, mention="group")
    groups: list[Span] = []
    for start, head in zip(found.first.tolist(), found.head.tolist(), strict=True):
        taken = np.flatnonzero(fixed[start : head + 1])
        first = start + int(taken[-1]) + 1 if len(taken) else start
        if first > head:
            continue
        while groups and groups[-1].last >= first:
            groups.pop()  # "caravans of migrants" is one expression
        form = _group_form(words, first, head, known)
        groups.append(Span(first, head, book.number(form), link, group=form))
    return sorted(_apart(spans, groups, actors), key=lambda s: (s.first, -s.last))


class _GroupActors:
    """Groups and governments by what they are called, whatever the case."""

    def __init__(self, actors: list[Actor]) -> None:
        self._actors = actors
        self._named: set[tuple[str, ...]] = set()
        self._numbers = {
            self._key(actor.label): number
            for number, actor in enumerate(actors)
            if actor.type == "government"
        }

    def number(self, form: GroupForm) -> int:
        """Give the position of the actor, a new one if nobody is called so."""
        key = self._key(form.label)
        if key not in self._numbers:
            self._numbers[key] = len(self._actors)
            number = slug(f"group {form.label}")
            self._actors.append(Actor(number, form.label, form.type, "group noun"))
        actor = self._actors[self._numbers[key]]
        if actor.why not in {"gazetteer", "group noun"} and key not in self._named:
            actor.label = form.label  # "Trump administration" over "Administration"
            self._named.add(key)
        return self._numbers[key]

    @staticmethod
    def _key(label: str) -> tuple[str, ...]:
        return tuple(map(fold, label.split()))


def _group_form(
    words: Words, first: int, head: int, known: dict[tuple[int, ...], GroupForm]
) -> GroupForm:
    base = words.forms.base[words.tokens.type[first : head + 1]]
    key = tuple(base.tolist())
    if key not in known:
        forms = tuple(words.forms.words[n] for n in key)
        known[key] = read_group(forms, tuple(words.bits[first : head + 1].tolist()))
    return known[key]


def _apart(
    spans: list[Span], groups: list[Span], actors: Sequence[Actor]
) -> list[Span]:
    """Drop names inside a group, and groups that cut a name in two."""
    by_end = {span.last: span for span in groups}
    covered = {at: g for g in groups for at in range(g.first, g.last + 1)}
    kept = []
    for span in spans:
        group = covered.get(span.last)
        if group is None or actors[span.actor].type == "place":
            kept.append(span)
        elif span.first < group.first:
            by_end.pop(group.last, None)
            kept.append(span)
    return [*kept, *by_end.values()]


def settle_labels(actors: list[Actor], spans: Sequence[Span], n_listed: int) -> None:
    """Make labels unique; of two actors with one name the more frequent keeps it.

    Parameters
    ----------
    actors : list of Actor
        The actors; labels and identifiers are changed in place.
    spans : sequence of Span
        Their mentions.
    n_listed : int
        Number of actors of the gazetteer, whose labels stay.
    """
    n = np.bincount([s.actor for s in spans], minlength=len(actors)).tolist()
    rest = sorted(range(n_listed, len(actors)), key=lambda k: (-n[k], actors[k].id))
    number_labels([*actors[:n_listed], *(actors[k] for k in rest if n[k])])


def span_table(
    words: Words, actors: Sequence[Actor], spans: Sequence[Span]
) -> pd.DataFrame:
    """Write mentions as the table that :class:`framing.Annotations` holds.

    Parameters
    ----------
    words : Words
        The token table with bits.
    actors : sequence of Actor
        The actors.
    spans : sequence of Span
        Their mentions.

    Returns
    -------
    DataFrame
        One row per mention; the columns are described in :func:`find_actors`.
    """
    who = [actors[span.actor] for span in spans]
    links = [span.link for span in spans]
    groups = [span.group for span in spans]
    return pd.DataFrame(
        _places(words, spans, who)
        | {
            "actor": _strings(actor.id for actor in who),
            "actor_type": _strings(actor.type for actor in who),
            "mention": _strings(link.mention for link in links),
            "rule": _strings(link.rule for link in links),
            "confidence": np.array([link.confidence for link in links], dtype=float),
            "ambiguous": np.array([link.ambiguous for link in links], dtype=bool),
            "title": _strings(span.title for span in spans),
            "head": _strings(group.head if group else "" for group in groups),
            "modifiers": _strings(group.modifiers if group else "" for group in groups),
            "type_reason": _strings(actor.why for actor in who),
        }
    )


def _places(
    words: Words, spans: Sequence[Span], who: Sequence[Actor]
) -> dict[str, Any]:
    """Say where each mention stands and what its words are."""
    tokens = words.tokens
    first = np.array([span.first for span in spans], dtype=np.int64)
    last = np.array([span.last for span in spans], dtype=np.int64)
    start = tokens.start[first]
    end = tokens.end[last] - words.forms.trim[tokens.type[last]]
    doc = tokens.doc[first].tolist()
    texts, ids = tokens.corpus.texts, tokens.corpus.doc_ids
    places = zip(doc, start.tolist(), end.tolist(), strict=True)
    return {
        "doc_id": _strings(ids[d] for d in doc),
        "start": start,
        "end": end,
        "sentence": tokens.sentence[first],
        "label": _strings(actor.label for actor in who),
        "text": _strings(texts[d][a:b] for d, a, b in places),
    }


def _strings(values: Iterable[str]) -> Any:
    return pd.array(list(values), dtype="str")


def order_labels(table: pd.DataFrame, listed: Gazetteer) -> list[str]:
    """Order actors by articles, then mentions; listed ones are there in any case.

    Parameters
    ----------
    table : DataFrame
        From :func:`span_table`.
    listed : Gazetteer
        The listed actors.

    Returns
    -------
    list of str
        The labels.
    """
    labels = table["label"].tolist()
    mentions = Counter(labels)
    articles = Counter(
        label for _, label in set(zip(table["doc_id"], labels, strict=True))
    )
    found = sorted(mentions, key=lambda name: (-articles[name], -mentions[name], name))
    return [*found, *(e.name for e in listed.entries if e.name not in mentions)]
