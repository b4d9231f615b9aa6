"""The front door: find who is in the story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from framing._provenance import digest, record
from framing.annotate.actors.backref import add_compass, add_headlines
from framing.annotate.actors.forms import read_forms
from framing.annotate.actors.gazetteer import Gazetteer, read_gazetteer
from framing.annotate.actors.groups import find_groups
from framing.annotate.actors.heads import add_governments, add_heads
from framing.annotate.actors.link import link_articles
from framing.annotate.actors.match import match
from framing.annotate.actors.mentions import Named, name_actors, read_pieces
from framing.annotate.actors.offices import add_offices
from framing.annotate.actors.posts import add_posts
from framing.annotate.actors.pronouns import add_pronouns
from framing.annotate.actors.recognizer import (
    Recognizer,
    as_recognizer,
    recognized_runs,
)
from framing.annotate.actors.runs import Runs, find_runs
from framing.annotate.actors.spans import (
    Bools,
    add_groups,
    covered,
    keep_wanted,
    order_labels,
    settle_labels,
    span_table,
)
from framing.annotate.actors.unfound import warn_of_unfound
from framing.annotate.actors.words import Words, words_of
from framing.annotations import Annotations
from framing.tokens import Tokens, tokenize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from framing.corpus import Corpus

__all__ = ["find_actors"]


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
    recognizer: Recognizer | str | Path | None = None,
) -> Annotations:
    """Find who is in the story, the names of one actor merged, with reasons.

    Persons, organisations and governments are found by name, groups of people also
    without one. Your own list of actors always wins.

    Parameters
    ----------
    corpus : Corpus or Tokens
        The articles.
    gazetteer : mapping, DataFrame, str, Path or Gazetteer, optional
        Actors to look for: a mapping from name to other names, a table, or a ``.csv``
        or ``.yml`` file; see :func:`framing.annotate.actors.read_gazetteer`. It always
        wins over what is found otherwise.
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
    recognizer : callable, str, Path or spaCy pipeline, optional
        Finds names in place of the built-in rules: a spaCy pipeline, its name or its
        folder (see :class:`framing.annotate.actors.SpacyRecognizer`), or any function
        corpus -> rows ``doc_id, start, end`` and, if known, ``type``.

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
        If `corpus` is neither a Corpus nor Tokens, or `recognizer` no recogniser.
    ValueError
        If the gazetteer is faulty; the message names the line.

    Warns
    -----
    FramingWarning
        If no article names any of the listed actors.

    See Also
    --------
    framing.find_quotes : Who of them speaks.
    framing.score_actors : The tone toward them.
    framing.find_roles : Who acts and who is acted upon.

    Notes
    -----
    Names are merged inside an article by rules that each give their reason. Two actors
    of different articles are the same only by the same full name or the same entry of
    the gazetteer; see :func:`framing.annotate.actors.review` for suggestions beyond
    that. Nothing is merged by likeness of spelling. A surname that two persons of an
    article share is marked ``ambiguous`` and given to neither.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_articles([{"text": "Ana Ruiz spoke. Ruiz then left."}])
    >>> fr.find_actors(corpus).spans["label"].tolist()
    ['Ana Ruiz', 'Ana Ruiz']
    """
    tokens = corpus if isinstance(corpus, Tokens) else tokenize(corpus)
    listed = Gazetteer(()) if gazetteer is None else read_gazetteer(gazetteer)
    others = gazetteer is None if others is None else others
    recognizer = None if recognizer is None else as_recognizer(recognizer)
    words = words_of(tokens, read_forms(tokens.types))
    named, inside, runs = _names(words, listed, recognizer)
    add_headlines(words, named)
    add_compass(words, named)
    add_heads(words, named)
    add_offices(words, named)
    add_posts(words, named)
    if pronouns:
        add_pronouns(words, named, listed)
    actors, actor_of = link_articles(named, listed)
    n_listed = len(listed)
    spans = keep_wanted(named, actors, actor_of, n_listed, others=others, places=places)
    if others and groups:
        spans = add_groups(words, find_groups(words, inside, runs), spans, actors)
        spans = add_governments(words, spans)
    settle_labels(actors, spans, n_listed)
    table = span_table(words, actors, spans)
    warn_of_unfound(listed, table, actors)
    asked: dict[str, object] = {"others": others, "groups": groups, "places": places}
    asked |= {"pronouns": pronouns, "recognizer": _name_of(recognizer)}
    asked["gazetteer"] = digest(map(repr, listed.entries)) if n_listed else None
    made = record("find_actors", {"corpus": tokens.corpus.fingerprint}, asked)
    labels = order_labels(table, listed)
    return Annotations(tokens, table, labels=labels, kind="actors", provenance=made)


def _name_of(recognizer: Any) -> str | None:
    if recognizer is None:
        return None
    for attribute in ("name", "__name__"):
        if hasattr(recognizer, attribute):
            return str(getattr(recognizer, attribute))
    return type(recognizer).__name__


def _names(
    words: Words, listed: Gazetteer, recognizer: Any
) -> tuple[Named, Bools, Bools]:
    """Find names, the gazetteer's first, and say which tokens they and runs cover."""
    matches = match(words, listed)
    taken = covered(words, matches.first, matches.last)
    types: dict[int, str] = {}
    if recognizer is None:
        runs = find_runs(words, taken)
    else:
        runs, types = recognized_runs(words, recognizer)
        runs = _outside(runs, taken)
    pieces = read_pieces(words, runs, matches, listed, types)
    inside = covered(words, pieces.first, pieces.last)
    return name_actors(words, pieces), inside, covered(words, runs.first, runs.last)


def _outside(runs: Runs, taken: Bools) -> Runs:
    """Keep the runs that hold no token which is taken already."""
    so_far = np.concatenate([[0], np.cumsum(taken)])
    free = so_far[runs.last + 1] == so_far[runs.first]
    return Runs(runs.first[free], runs.last[free], runs.clues[free])
