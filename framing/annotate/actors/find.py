"""The front door: find who is in the story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing._provenance import digest, record
from framing.annotate.actors.backref import add_headlines, add_offices, add_pronouns
from framing.annotate.actors.forms import fold, read_forms
from framing.annotate.actors.gazetteer import (
    Gazetteer,
    describe,
    match,
    read_gazetteer,
    slug,
)
from framing.annotate.actors.groups import (
    GroupForm,
    GroupMentions,
    find_groups,
    read_group,
)
from framing.annotate.actors.link import Actor, link_articles, number_labels
from framing.annotate.actors.mentions import Mention, Named, name_actors, read_pieces
from framing.annotate.actors.merge import Link
from framing.annotate.actors.recognizer import Recognizer, recognized_runs
from framing.annotate.actors.runs import Runs, Words, find_runs, words_of
from framing.annotations import Annotations
from framing.tokens import Tokens, tokenize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from framing.corpus import Corpus

__all__ = ["find_actors"]

Bools = NDArray[np.bool_]
_COLUMNS = (
    "doc_id",
    "start",
    "end",
    "sentence",
    "label",
    "text",
    "actor",
    "actor_type",
    "mention",
    "rule",
    "confidence",
    "ambiguous",
    "title",
    "head",
    "modifiers",
    "type_reason",
)


@dataclass(slots=True)
class _Span:
    """A mention with the position of its actor; groups carry what they are called."""

    first: int
    last: int
    actor: int
    link: Link
    title: str = ""
    group: GroupForm | None = None


def find_actors(
    corpus: Corpus | Tokens,
    gazetteer: Mapping[str, Sequence[str]]
    | pd.DataFrame
    | str
    | Path
    | Gazetteer
    | None = None,
    *,
    others: bool | None = None,
    groups: bool = True,
    places: bool = False,
    pronouns: bool = False,
    recognizer: Recognizer | None = None,
) -> Annotations:
    """Find who is in the story, the names of one actor merged, with reasons.

    Parameters
    ----------
    corpus : Corpus or Tokens
        The articles.
    gazetteer : mapping, DataFrame, str, Path or Gazetteer, optional
        Actors to look for: a mapping from name to other names, a table, or a ``.csv``
        or ``.yml`` file; see :func:`read_gazetteer`. It always wins over what is
        found otherwise.
    others : bool, optional
        Whether to find actors that the gazetteer does not list. By default only when
        there is no gazetteer. Short names of listed actors ("Mujica" after "Irineo
        Mujica") are found in either case.
    groups : bool, default True
        Whether to find people without a name ("Honduran migrants", "police officers")
        and governments by demonym ("Mexican authorities"), when others are looked for.
    places : bool, default False
        Whether names of places are actors too.
    pronouns : bool, default False
        Whether to resolve "he" and "she" where only one person can be meant.
    recognizer : callable, optional
        Finds names in place of the built-in rules: corpus -> rows ``doc_id, start,
        end`` and, if known, ``type``. See :class:`SpacyRecognizer`.

    Returns
    -------
    Annotations
        Kind ``"actors"``; labels are the actors, those in most articles first. Beside
        the usual columns the spans have ``actor`` (identifier), ``actor_type``
        (person, organisation, government, group, place or unknown), ``mention`` (name,
        acronym, surname, role, group, pronoun), ``rule`` (why the mention belongs to
        the actor), ``confidence`` (0 to 1), ``ambiguous``, ``title`` (words before the
        name), ``head`` and ``modifiers`` (of a group) and ``type_reason``.

    Raises
    ------
    TypeError
        If `corpus` is neither a Corpus nor Tokens.
    ValueError
        If the gazetteer is faulty; the message names the line.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_articles([{"text": "Ana Ruiz spoke. Ruiz then left."}])
    >>> fr.find_actors(corpus).spans["label"].tolist()
    ['Ana Ruiz', 'Ana Ruiz']

    Notes
    -----
    Names are merged inside an article by rules that each give their reason. Two actors
    of different articles are the same only by the same full name or the same entry of
    the gazetteer; see :func:`review` for suggestions beyond that. Nothing is merged by
    likeness of spelling. A surname that two persons of an article share is marked
    ``ambiguous`` and given to neither.
    """
    tokens = corpus if isinstance(corpus, Tokens) else tokenize(corpus)
    listed = Gazetteer(()) if gazetteer is None else read_gazetteer(gazetteer)
    others = gazetteer is None if others is None else others
    words = words_of(tokens, read_forms(tokens.types))
    named, inside, runs = _names(words, listed, recognizer)
    add_headlines(words, named)
    add_offices(words, named)
    if pronouns:
        add_pronouns(words, named, listed)
    actors, actor_of = link_articles(named, listed)
    spans = _kept(named, actors, actor_of, len(listed), others=others, places=places)
    if others and groups:
        spans = _with_groups(words, find_groups(words, inside, runs), spans, actors)
    _settle_labels(actors, spans, len(listed))
    table = _table(words, actors, spans)
    parameters = {
        "gazetteer": digest(describe(listed.entries)) if len(listed) else None,
        "others": others,
        "groups": groups,
        "places": places,
        "pronouns": pronouns,
        "recognizer": None if recognizer is None else type(recognizer).__name__,
    }
    return Annotations(
        tokens,
        table,
        labels=_labels(table, listed),
        kind="actors",
        provenance=record(
            "find_actors", {"corpus": tokens.corpus.fingerprint}, parameters
        ),
    )


def _names(
    words: Words, listed: Gazetteer, recognizer: Recognizer | None
) -> tuple[Named, Bools, Bools]:
    """Find names, the gazetteer's first, and say which tokens they and runs cover."""
    matches = match(words, listed)
    taken = _covered(words, matches.first, matches.last)
    types: dict[int, str] = {}
    if recognizer is None:
        runs = find_runs(words, taken)
    else:
        runs, types = recognized_runs(words, recognizer)
        free = ~np.array([taken[a : b + 1].any() for a, b in _pairs(runs)], dtype=bool)
        runs = Runs(runs.first[free], runs.last[free], runs.clues[free])
    pieces = read_pieces(words, runs, matches, listed, types)
    inside = _covered(words, pieces.first, pieces.last)
    return name_actors(words, pieces), inside, _covered(words, runs.first, runs.last)


def _pairs(runs: Runs) -> list[tuple[int, int]]:
    return list(zip(runs.first.tolist(), runs.last.tolist(), strict=True))


def _covered(words: Words, first: Any, last: Any) -> Bools:
    edges = np.zeros(len(words.tokens) + 1, dtype=np.int64)
    np.add.at(edges, first, 1)
    np.add.at(edges, last + 1, -1)
    return np.cumsum(edges)[:-1] > 0


def _kept(
    named: Named,
    actors: Sequence[Actor],
    actor_of: Sequence[int],
    n_listed: int,
    *,
    others: bool,
    places: bool,
) -> list[_Span]:
    """Keep the mentions that were asked for."""

    def wanted(mention: Mention) -> bool:
        number = actor_of[mention.cluster]
        if number < n_listed:
            return True
        return others and (places or actors[number].type != "place")

    return [
        _Span(m.first, m.last, actor_of[m.cluster], m.link, m.title)
        for m in named.mentions
        if wanted(m)
    ]


def _with_groups(
    words: Words, found: GroupMentions, spans: list[_Span], actors: list[Actor]
) -> list[_Span]:
    """Add groups; a name inside one ("Trump supporters") gives way to it."""
    numbers = {
        _key(actor.label): number
        for number, actor in enumerate(actors)
        if actor.type == "government"
    }
    known: dict[tuple[int, ...], GroupForm] = {}
    groups: list[_Span] = []
    listed = [(s.first, s.last) for s in spans if s.link.rule == "gazetteer"]
    fixed = _covered(words, *np.array(listed, dtype=np.int64).reshape(-1, 2).T)
    for first, head in zip(found.first.tolist(), found.head.tolist(), strict=True):
        if fixed[head]:
            continue
        while fixed[first:head].any():
            first += 1
        form = _group_form(words, first, head, known)
        key = _key(form.label)
        if key not in numbers:
            numbers[key] = len(actors)
            name = f"group {form.label}"
            actors.append(Actor(slug(name), form.label, form.type, "group noun"))
        link = Link(0, "group noun and its modifiers", 0.9, mention="group")
        if actors[numbers[key]].type == "government":
            actors[numbers[key]].label = form.label
        while groups and groups[-1].last >= first:
            groups.pop()  # "caravans of migrants" is one expression
        groups.append(_Span(first, head, numbers[key], link, group=form))
    return sorted(_apart(spans, groups, actors), key=lambda s: (s.first, -s.last))


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
    spans: list[_Span], groups: list[_Span], actors: Sequence[Actor]
) -> list[_Span]:
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


def _settle_labels(actors: list[Actor], spans: Sequence[_Span], n_listed: int) -> None:
    """Make labels unique; of two actors with one name the more frequent keeps it."""
    n = np.bincount([s.actor for s in spans], minlength=len(actors)).tolist()
    rest = sorted(range(n_listed, len(actors)), key=lambda k: (-n[k], actors[k].id))
    number_labels([*actors[:n_listed], *(actors[k] for k in rest if n[k])])


def _table(
    words: Words, actors: Sequence[Actor], spans: Sequence[_Span]
) -> pd.DataFrame:
    tokens = words.tokens
    first = np.array([span.first for span in spans], dtype=np.int64)
    last = np.array([span.last for span in spans], dtype=np.int64)
    start = tokens.start[first]
    end = tokens.end[last] - words.forms.trim[tokens.type[last]]
    doc = tokens.doc[first]
    texts = tokens.corpus.texts
    places = zip(doc.tolist(), start.tolist(), end.tolist(), strict=True)
    table = pd.DataFrame(
        {
            "doc_id": np.array(tokens.corpus.doc_ids, dtype=object)[doc],
            "start": start,
            "end": end,
            "sentence": tokens.sentence[first],
            "label": [actors[span.actor].label for span in spans],
            "text": [texts[d][a:b] for d, a, b in places],
            "actor": [actors[span.actor].id for span in spans],
            "actor_type": [actors[span.actor].type for span in spans],
            "mention": [span.link.mention for span in spans],
            "rule": [span.link.rule for span in spans],
            "confidence": [span.link.confidence for span in spans],
            "ambiguous": np.array([span.link.ambiguous for span in spans], dtype=bool),
            "title": [span.title for span in spans],
            "head": [span.group.head if span.group else "" for span in spans],
            "modifiers": [span.group.modifiers if span.group else "" for span in spans],
            "type_reason": [actors[span.actor].why for span in spans],
        },
        columns=list(_COLUMNS),
    )
    strings = [c for c in _COLUMNS if c not in _NUMERIC]
    return table.astype(dict.fromkeys(strings, "str") | {"confidence": float})


_NUMERIC = frozenset({"start", "end", "sentence", "confidence", "ambiguous"})


def _labels(table: pd.DataFrame, listed: Gazetteer) -> list[str]:
    """Order actors by articles, then mentions; listed ones are there in any case."""
    counts = table.groupby("label", sort=True)["doc_id"].agg(["nunique", "size"])
    counts = counts.sort_values(["nunique", "size"], ascending=False, kind="stable")
    never = [e.name for e in listed.entries if e.name not in counts.index]
    return [*map(str, counts.index), *never]
