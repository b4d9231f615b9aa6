"""The user's list of actors, checked line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing._errors import did_you_mean
from framing.annotate.actors.rows import Row, plain, rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["ACTOR_TYPES", "Entry", "Gazetteer", "read_gazetteer", "slug"]

ACTOR_TYPES = ("person", "organisation", "government", "group", "place", "unknown")
COLUMNS = (
    "id",
    "name",
    "type",
    "aliases",
    "roles",
    "pronouns",
    "exclusions",
    "suggestion",
)
_OPTIONAL = ("merge_into", "n_mentions", "n_articles", "evidence")
_LISTS = ("aliases", "roles", "pronouns", "exclusions")
_PRONOUNS = ("he", "she", "they", "it")


@dataclass(frozen=True)
class Entry:
    """One actor of a gazetteer.

    Parameters
    ----------
    id : str
        Identifier, the same in every article.
    name : str
        Name to show.
    type : str
        One of ``ACTOR_TYPES``.
    aliases, roles, pronouns, exclusions : tuple of str
        Other names; offices without a name ("the president"); pronouns that may mean
        the actor; phrases in which an alias does not mean the actor.
    suggestion : str
        Who else this may be, not decided yet. In an article that names that actor in
        full such an entry gives way, as a surname does.
    """

    id: str
    name: str
    type: str = "unknown"
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    suggestion: str = ""


@dataclass(frozen=True)
class Gazetteer:
    """A checked list of actors.

    Parameters
    ----------
    entries : tuple of Entry
        The actors, merges already carried out.

    Examples
    --------
    >>> from framing.annotate.actors import read_gazetteer
    >>> gazetteer = read_gazetteer({"National Migration Institute": ["INM"]})
    >>> gazetteer.entries[0].id
    'national-migration-institute'
    """

    entries: tuple[Entry, ...]

    @property
    def table(self) -> pd.DataFrame:
        """DataFrame, one row per actor, lists joined by semicolons."""
        rows = [
            [
                *(entry.id, entry.name, entry.type),
                *("; ".join(getattr(entry, name)) for name in _LISTS),
                entry.suggestion,
            ]
            for entry in self.entries
        ]
        return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """Entries by identifier."""
        return {entry.id: entry for entry in self.entries}

    def __len__(self) -> int:
        return len(self.entries)


def read_gazetteer(
    source: Mapping[str, Sequence[str]] | pd.DataFrame | str | Path | Gazetteer,
) -> Gazetteer:
    """Read and check a list of actors.

    It is read from a table, a file or a mapping, and checked line by line.

    Parameters
    ----------
    source : mapping, DataFrame, str or Path
        A mapping from name to other names; a table with the columns ``name`` and, where
        wanted, ``id, type, aliases, roles, pronouns, exclusions, merge_into``, such as
        :func:`review` gives; or a ``.csv``, ``.yml`` or ``.yaml`` file of the same.
        Cells with several entries separate them by semicolons.

    Returns
    -------
    Gazetteer
        The actors, rows with ``merge_into`` merged into the actor they name.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If a name is missing, a type or column unknown, an identifier used twice, an
        alias given to two actors, or ``merge_into`` names no actor or goes in a
        circle. The message names the line.
    TypeError
        If `source` is none of the above.

    See Also
    --------
    framing.find_actors : Takes a gazetteer.
    framing.annotate.actors.save_gazetteer : Write one.

    Examples
    --------
    >>> from framing.annotate.actors import read_gazetteer
    >>> gazetteer = read_gazetteer({"INM": ["National Migration Institute"]})
    >>> gazetteer.table.loc[0, "aliases"]
    'National Migration Institute'
    """
    if isinstance(source, Gazetteer):
        return source
    rows = list(rows_of(source))
    for row in rows:
        _check_columns(row)
    entries = [(row, _entry(row)) for row in rows]
    _check_ids(entries)
    merged = _merge_rows(entries)
    _check_aliases(merged)
    return Gazetteer(tuple(entry for _, entry in merged))


def _check_columns(row: Row) -> None:
    unknown = sorted(set(row.cells) - {*COLUMNS, *_OPTIONAL})
    if unknown:
        known = (*COLUMNS, "merge_into")
        msg = (
            f"`gazetteer`, {row.line}: no column {unknown[0]!r}. There are: "
            f"{', '.join(known)}.{did_you_mean(unknown[0], known)}"
        )
        raise ValueError(msg)


def _entry(row: Row) -> Entry:
    cells = row.cells
    name = str(cells.get("name", "")).strip()
    if not name:
        msg = f"`gazetteer`, {row.line}: the actor has no name."
        raise ValueError(msg)
    kind = str(cells.get("type", "") or "unknown").strip().lower()
    kind = {"organization": "organisation"}.get(kind, kind)
    if kind not in ACTOR_TYPES:
        msg = (
            f"`gazetteer`, {row.line}: no type {kind!r}. There are: "
            f"{', '.join(ACTOR_TYPES)}.{did_you_mean(kind, ACTOR_TYPES)}"
        )
        raise ValueError(msg)
    lists = {name: _listed(cells.get(name)) for name in _LISTS}
    wrong = [word for word in lists["pronouns"] if word not in _PRONOUNS]
    if wrong:
        known = ", ".join(_PRONOUNS)
        msg = f"`gazetteer`, {row.line}: no pronoun {wrong[0]!r}. There are: {known}."
        raise ValueError(msg)
    suggestion = str(cells.get("suggestion") or "").strip()
    given = cells.get("id")
    number = str(given).strip() if given is not None else ""  # 0 is an id
    number = number or slug(name)
    return Entry(number, name, kind, **lists, suggestion=suggestion)


def _listed(cell: Any) -> tuple[str, ...]:
    if cell is None:
        return ()
    if not isinstance(cell, Iterable):  # a number, such as the name of a radio
        cell = str(cell)
    parts = re.split(r"[;|]", cell) if isinstance(cell, str) else map(str, cell)
    cleaned = (" ".join(part.split()) for part in parts)
    return tuple(dict.fromkeys(part for part in cleaned if part))


def slug(name: str) -> str:
    """Make an identifier of a name.

    Parameters
    ----------
    name : str
        Any name.

    Returns
    -------
    str
        Lower-case words joined by hyphens.

    Examples
    --------
    >>> slug("Enrique Peña Nieto")
    'enrique-pena-nieto'
    """
    words = re.findall(r"\w+", plain(name).replace(".", "").replace("'", "").lower())
    return "-".join(words) or "actor"


def _check_ids(entries: Sequence[tuple[Row, Entry]]) -> None:
    seen: dict[str, str] = {}
    for row, entry in entries:
        if entry.id in seen:
            msg = (
                f"`gazetteer`, {row.line}: the id {entry.id!r} was used before, in "
                f"{seen[entry.id]}. Give each actor its own id."
            )
            raise ValueError(msg)
        seen[entry.id] = row.line


def _merge_rows(entries: Sequence[tuple[Row, Entry]]) -> list[tuple[Row, Entry]]:
    """Carry out ``merge_into``: names of the row become aliases of its target."""
    by_id = {entry.id: entry for _, entry in entries}
    into = {
        entry.id: (str(row.cells["merge_into"]).strip(), row.line)
        for row, entry in entries
        if row.cells.get("merge_into")
    }
    for source in into:
        target = _target(source, into, by_id)
        by_id[target] = _united(by_id[target], by_id[source])
    return [(row, by_id[entry.id]) for row, entry in entries if entry.id not in into]


def _target(
    source: str, into: Mapping[str, tuple[str, str]], known: Mapping[str, Entry]
) -> str:
    path, here = [source], source
    while here in into:
        here, line = into[here]
        if here not in known:
            msg = (
                f"`gazetteer`, {line}: `merge_into` names no actor {here!r}. "
                f"Write the id of another row.{did_you_mean(here, known)}"
            )
            raise ValueError(msg)
        if here in path:
            circle = " -> ".join([*path, here])
            msg = f"`gazetteer`, {line}: `merge_into` goes in a circle: {circle}."
            raise ValueError(msg)
        path.append(here)
    return here


def _united(into: Entry, one: Entry) -> Entry:
    lists = {
        name: tuple(dict.fromkeys((*getattr(into, name), *getattr(one, name))))
        for name in _LISTS
    }
    lists["aliases"] = tuple(dict.fromkeys((*lists["aliases"], one.name)))
    return Entry(into.id, into.name, into.type, **lists, suggestion=into.suggestion)


def _check_aliases(entries: Sequence[tuple[Row, Entry]]) -> None:
    seen: dict[str, tuple[str, str]] = {}
    for row, entry in entries:
        for alias in (entry.name, *entry.aliases, *entry.roles):
            who, line = seen.setdefault(alias, (entry.id, row.line))
            if who != entry.id:
                msg = (
                    f"`gazetteer`, {row.line}: {alias!r} names {entry.id!r} here and "
                    f"{who!r} in {line}. One alias can name one actor only."
                )
                raise ValueError(msg)
