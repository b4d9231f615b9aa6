"""Actors as tables: who they are, which may be the same, what a person decides."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import yaml

from framing.annotate.actors.forms import fold
from framing.annotate.actors.gazetteer import COLUMNS, Gazetteer, read_gazetteer
from framing.annotate.actors.lists import same_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from framing.annotations import Annotations

__all__ = ["actor_table", "review", "save_gazetteer", "suggest_merges"]

Key = tuple[str, ...]
_SUGGESTIONS = ("actor", "name", "into", "into_name", "reason")
_SMALL = frozenset({"of", "the", "for", "and", "on", "&", "de", "la", "us"})
_PLAIN = ("name", "acronym")


def actor_table(actors: Annotations) -> pd.DataFrame:
    """List the actors of a corpus with what is known about each.

    It is the list to look through before actors are compared.

    Parameters
    ----------
    actors : Annotations
        From :func:`framing.find_actors`.

    Returns
    -------
    DataFrame
        One row per actor in the order of ``actors.labels``, indexed by ``actor``:
        ``name``, ``type``, ``type_reason``, ``n_mentions``, ``n_articles``,
        ``n_ambiguous`` (mentions that may mean somebody else), ``aliases`` (forms with
        counts), ``titles`` and ``evidence`` (reasons of the merges with counts).

    Raises
    ------
    ValueError
        If `actors` is of another kind.

    See Also
    --------
    framing.find_actors : Find the actors.
    framing.annotate.actors.review : A table to edit.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.annotate.actors import actor_table
    >>> corpus = fr.read_articles([{"text": "Ana Ruiz spoke. Ruiz then left."}])
    >>> actor_table(fr.find_actors(corpus)).loc["ana-ruiz", "aliases"]
    'Ana Ruiz (1); Ruiz (1)'
    """
    _check_kind(actors)
    spans = actors.spans
    order = {label: number for number, label in enumerate(actors.labels)}
    groups = spans.groupby("actor", sort=False)
    table = groups.agg(
        name=("label", "first"),
        type=("actor_type", "first"),
        type_reason=("type_reason", "first"),
        n_mentions=("label", "size"),
        n_articles=("doc_id", "nunique"),
        n_ambiguous=("ambiguous", "sum"),
    )
    for column, source in _COUNTED.items():
        table[column] = _counted(spans, source).reindex(table.index).fillna("")
    rows = table["name"].map(order).sort_values(kind="stable").index
    return table.loc[rows].rename_axis("actor")


_COUNTED = {"aliases": "text", "titles": "title", "evidence": "rule"}


def _counted(spans: pd.DataFrame, column: str) -> pd.Series[str]:
    """Join the distinct values of each actor, most frequent first, with counts."""
    kept = spans.loc[spans[column] != "", ["actor", column]]
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for actor, value in kept.itertuples(index=False, name=None):
        found[actor][value] += 1
    texts = {
        actor: "; ".join(f"{v} ({n})" for v, n in counts.most_common())
        for actor, counts in found.items()
    }
    return pd.Series(texts, dtype="str")


def _check_kind(actors: Annotations) -> None:
    kind = getattr(actors, "kind", type(actors).__name__)
    if kind != "actors":
        msg = f"`actors` must come from find_actors; got {kind!r}."
        raise ValueError(msg)


@dataclass(frozen=True)
class _Name:
    """An actor as the suggestions see it."""

    actor: str
    name: str
    key: Key
    type: str
    n: int


def suggest_merges(actors: Annotations) -> pd.DataFrame:
    """List actors that may be the same, for a person to decide.

    Nothing here is merged by itself: each row is a question.

    Parameters
    ----------
    actors : Annotations
        From :func:`framing.find_actors`.

    Returns
    -------
    DataFrame
        One row per question: ``actor`` and ``name``, ``into`` and ``into_name`` (the
        actor it may be) and ``reason``.

    Raises
    ------
    ValueError
        If `actors` is of another kind.

    See Also
    --------
    framing.annotate.actors.review : A table to edit.
    framing.annotate.actors.save_gazetteer : Keep the decisions.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.annotate.actors import suggest_merges
    >>> texts = ["The INM spoke.", "The National Migration Institute left."]
    >>> actors = fr.find_actors(fr.read_articles([{"text": text} for text in texts]))
    >>> suggest_merges(actors)["reason"].tolist()
    ['same letters, other order: INM / National Migration Institute']
    """
    table = actor_table(actors)
    table = table[~table["type"].isin(["group", "place"])]
    names = [
        _Name(str(actor), name, tuple(map(fold, name.split(" (")[0].split())), kind, n)
        for actor, name, kind, n in zip(
            table.index,
            table["name"],
            table["type"],
            table["n_articles"].tolist(),
            strict=True,
        )
    ]
    found: dict[str, tuple[_Name, _Name, str]] = {}
    for rule in (_by_surname, _by_first_name, _by_letters, _by_words, _by_first_word):
        for one, into, reason in rule(names):
            found.setdefault(one.actor, (one, into, reason))
    rows = [(a.actor, a.name, b.actor, b.name, why) for a, b, why in found.values()]
    return pd.DataFrame(rows, columns=list(_SUGGESTIONS), dtype="str")


def _people(names: Iterable[_Name]) -> list[_Name]:
    return [name for name in names if name.type in {"person", "unknown"}]


def _by_surname(names: list[_Name]) -> Iterator[tuple[_Name, _Name, str]]:
    """Say that "Trump" may be "Donald Trump", where only one can be meant."""
    bearers: dict[str, list[_Name]] = defaultdict(list)
    for name in _people(names):
        if len(name.key) > 1 and name.type == "person":
            bearers[name.key[-1]].append(name)
    for name in _people(names):
        known = bearers.get(name.key[-1], []) if len(name.key) == 1 else []
        if known:
            into = max(known, key=lambda other: (other.n, other.name))
            others = len(known) - 1
            note = f"; {others} more with this surname" if others else ""
            yield name, into, f"surname of {into.name}{note}"


def _by_first_name(names: list[_Name]) -> Iterator[tuple[_Name, _Name, str]]:
    """Say that "Chuck Schumer" may be "Charles Schumer", "R. Paul" be "Rand Paul"."""
    same: dict[Key, list[_Name]] = defaultdict(list)
    for name in _people(names):
        if len(name.key) > 1:
            first = same_name().get(name.key[0], name.key[0])
            same[first, name.key[-1]].append(name)
    for known in same.values():
        into = max(known, key=lambda other: (other.n, other.name))
        for name in known:
            if name is not into:
                yield name, into, f"first and last name of {into.name}"


def _by_letters(names: list[_Name]) -> Iterator[tuple[_Name, _Name, str]]:
    """Say that "INM" may be "National Migration Institute"."""
    long: dict[str, list[tuple[str, _Name]]] = defaultdict(list)
    for name in names:
        if len(name.key) > 1 and name.type != "person":
            for letters in _letters(name.key):
                long["".join(sorted(letters))].append((letters, name))
    for name in names:
        word = name.name.replace(".", "")
        if len(name.key) == 1 and word.isupper() and len(word) > 1:
            letters = word.lower()
            for other, into in long.get("".join(sorted(letters)), []):
                order = "initials" if other == letters else "same letters, other order"
                yield name, into, f"{order}: {name.name} / {into.name}"


def _letters(key: Key) -> set[str]:
    words = [word for word in key if word not in _SMALL]
    every = [word for word in key if word not in _SMALL - {"us"}]
    return {"".join(w[0] for w in words), "".join(w[0] for w in every)} - {""}


def _by_words(names: list[_Name]) -> Iterator[tuple[_Name, _Name, str]]:
    """Say that "Justice Department" may be "Department of Justice"."""
    same: dict[frozenset[str], list[_Name]] = defaultdict(list)
    for name in names:
        words = frozenset(name.key) - _SMALL
        if len(words) > 1 and name.type != "person":
            same[words].append(name)
    for known in same.values():
        into = max(known, key=lambda other: (other.n, other.name))
        for name in known:
            if name is not into:
                yield name, into, f"same words: {name.name} / {into.name}"


def _by_first_word(names: list[_Name]) -> Iterator[tuple[_Name, _Name, str]]:
    """Say that "Wayside" may be "Wayside Relief", where only one body begins so."""
    bodies: dict[str, list[_Name]] = defaultdict(list)
    for name in names:
        if len(name.key) > 1 and name.type in {"organisation", "government"}:
            bodies[name.key[0]].append(name)
    for name in names:
        known = bodies.get(name.key[0], []) if len(name.key) == 1 else []
        if len(known) == 1:
            yield name, known[0], f"first word of {known[0].name}"


def review(actors: Annotations) -> pd.DataFrame:
    """Make a table of the actors to correct by hand and use as a gazetteer.

    *Accept* a suggestion by copying its identifier from ``suggestion`` to
    ``merge_into``; *merge* by writing any identifier there; *split* by moving an alias
    to a new row; *rename* by changing ``name``. Then hand the table to
    :func:`framing.find_actors` as gazetteer, or keep it with :func:`save_gazetteer`.

    Parameters
    ----------
    actors : Annotations
        From :func:`framing.find_actors`.

    Returns
    -------
    DataFrame
        One row per named actor: the columns of a gazetteer (``id, name, type, aliases,
        roles, pronouns, exclusions, merge_into``), then ``suggestion`` (identifier and
        reason of :func:`suggest_merges`), ``n_mentions``, ``n_articles``, ``evidence``.

    Raises
    ------
    ValueError
        If `actors` is of another kind.

    See Also
    --------
    framing.annotate.actors.suggest_merges : Who may be the same.
    framing.annotate.actors.save_gazetteer : Keep the decisions.

    Notes
    -----
    Surnames, and names that several actors bear, are not listed as aliases: they are
    resolved in each article, from who was named in full there. A row with an open
    ``suggestion`` gives way to the suggested actor in the articles that name it; clear
    the cell to keep the actor apart for good.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.annotate.actors import review
    >>> corpus = fr.read_articles([{"text": "Ana Ruiz spoke. Ruiz then left."}])
    >>> review(fr.find_actors(corpus))["name"].tolist()
    ['Ana Ruiz']
    """
    table = actor_table(actors)
    table = table[table["type"] != "group"].reset_index()
    named = actors.spans
    named = named[named["mention"].isin(_PLAIN) & ~named["ambiguous"]]
    forms = _own_names(named)
    names = set(table["name"])
    suggested = suggest_merges(actors).set_index("actor")
    hints = (suggested["into"] + " (" + suggested["reason"] + ")").to_dict()
    return pd.DataFrame(
        {
            "id": table["actor"],
            "name": table["name"],
            "type": table["type"],
            "aliases": [
                "; ".join(f for f in forms[actor] if f == name or f not in names)
                for actor, name in zip(table["actor"], table["name"], strict=True)
            ],
            "roles": "",
            "pronouns": "",
            "exclusions": "",
            "merge_into": "",
            "suggestion": [hints.get(actor, "") for actor in table["actor"]],
            "n_mentions": table["n_mentions"],
            "n_articles": table["n_articles"],
            "evidence": table["evidence"],
        }
    )


def _own_names(named: pd.DataFrame) -> dict[str, list[str]]:
    """Give every actor the names that hardly anybody else bears."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for actor, text in named[["actor", "text"]].itertuples(index=False, name=None):
        counts[" ".join(text.split())][actor] += 1
    forms: dict[str, list[str]] = defaultdict(list)
    for text, bearers in counts.items():
        [(actor, n)] = bearers.most_common(1)
        if n >= 0.8 * bearers.total() and not set(text) & set(";|"):
            forms[actor].append(text)
    return forms


def save_gazetteer(gazetteer: pd.DataFrame | Gazetteer, path: str | Path) -> Path:
    """Write a list of actors to a file that can be read back the same.

    The file can be edited, shared and given to :func:`framing.find_actors`.

    Parameters
    ----------
    gazetteer : DataFrame or Gazetteer
        A table such as :func:`review` gives, corrected or not; it is checked first.
    path : str or Path
        A ``.csv``, ``.yml`` or ``.yaml`` file.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    ValueError
        If the table is faulty, or the file of another kind.

    See Also
    --------
    framing.annotate.actors.review : The table to edit.
    framing.annotate.actors.read_gazetteer : Read it again.

    Examples
    --------
    >>> import tempfile
    >>> from framing.annotate.actors import read_gazetteer, save_gazetteer
    >>> gazetteer = read_gazetteer({"National Migration Institute": ["INM"]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = save_gazetteer(gazetteer, f"{folder}/actors.csv")
    ...     read_gazetteer(path) == gazetteer
    True
    """
    path = Path(path)
    checked = read_gazetteer(gazetteer)
    if path.suffix.lower() == ".csv":
        checked.table.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
    elif path.suffix.lower() in {".yml", ".yaml"}:
        path.write_text(_as_yaml(checked), encoding="utf-8")
    else:
        msg = f"`path` must end in .csv or .yml; got {path.name!r}."
        raise ValueError(msg)
    return path


def _as_yaml(gazetteer: Gazetteer) -> str:
    rows = []
    for entry in gazetteer.entries:
        cells = {column: getattr(entry, column) for column in COLUMNS}
        lists = {k: list(v) if isinstance(v, tuple) else v for k, v in cells.items()}
        rows.append({name: value for name, value in lists.items() if value})
    return yaml.safe_dump(rows, allow_unicode=True, sort_keys=False)
