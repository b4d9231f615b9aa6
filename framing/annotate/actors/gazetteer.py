"""The user's list of actors: read, checked line by line, matched in the tokens."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import yaml

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.forms import strip_possessive
from framing.annotate.actors.runs import name_words, shouted
from framing.tokens.words import split_run

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from framing.annotate.actors.words import Words

__all__ = ["ACTOR_TYPES", "Entry", "Gazetteer", "Matches", "match", "read_gazetteer"]

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


@dataclass(frozen=True)
class _Row:
    """One row as it was written, with the place to name in an error."""

    line: str
    cells: dict[str, Any]


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
    rows = list(_rows_of(source))
    for row in rows:
        _check_columns(row)
    entries = [(row, _entry(row)) for row in rows]
    _check_ids(entries)
    merged = _merge_rows(entries)
    _check_aliases(merged)
    return Gazetteer(tuple(entry for _, entry in merged))


def _rows_of(source: Any) -> Iterator[_Row]:
    if isinstance(source, pd.DataFrame):
        table = source.reset_index() if source.index.name == "id" else source
        for number, record in enumerate(table.to_dict("records")):
            cells = {str(k): v for k, v in record.items() if not _is_missing(v)}
            yield _Row(f"row {number}", cells)
    elif isinstance(source, Mapping):
        for name, value in source.items():
            yield _Row(f"entry {name!r}", _cells(str(name), value, f"entry {name!r}"))
    elif isinstance(source, (str, Path)):
        yield from _rows_of_file(Path(source))
    else:
        msg = (
            "`gazetteer` must be a mapping from name to other names, a DataFrame, or "
            f"the path of a .csv or .yml file; got {type(source).__name__}. For one "
            "name alone: {'Ana Ruiz': []}."
        )
        raise TypeError(msg)


def _is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and bool(np.isnan(value)))


def _cells(name: str, value: Any, line: str) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return {"name": name, **{str(k): v for k, v in value.items()}}
    if value is None or isinstance(value, str):
        return {"name": name, "aliases": value or ""}
    if isinstance(value, Sequence):
        return {"name": name, "aliases": list(value)}
    msg = (
        f"`gazetteer`, {line}: expected a list of other names; "
        f"got {type(value).__name__}."
    )
    raise ValueError(msg)


def _rows_of_file(path: Path) -> Iterator[_Row]:
    if not path.is_file():
        msg = f"`gazetteer`: no file {str(path)!r}."
        raise FileNotFoundError(msg)
    text = path.read_bytes().decode("utf-8-sig", errors="strict")
    if path.suffix.lower() in {".yml", ".yaml"}:
        yield from _rows_of_yaml(text)
    elif path.suffix.lower() in {".csv", ".tsv"}:
        yield from _rows_of_csv(text, "\t" if path.suffix.lower() == ".tsv" else ",")
    else:
        msg = f"`gazetteer` must be a .csv or .yml file; got {path.name!r}."
        raise ValueError(msg)


def _rows_of_csv(text: str, separator: str) -> Iterator[_Row]:
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    for record in reader:
        line = f"line {reader.line_num}"
        if None in record:
            msg = f"`gazetteer`, {line}: more cells than the header has columns."
            raise ValueError(msg)
        if any(record.values()):
            yield _Row(line, {k.strip(): v for k, v in record.items() if v})


def _rows_of_yaml(text: str) -> Iterator[_Row]:
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        value = yaml.safe_load(text)
    except yaml.YAMLError as error:
        msg = f"`gazetteer` is no valid YAML: {error}"
        raise ValueError(msg) from error
    if value is None:
        return
    if isinstance(node, yaml.MappingNode) and isinstance(value, dict):
        for (key, _), (name, cells) in zip(node.value, value.items(), strict=True):
            line = f"line {key.start_mark.line + 1}"
            yield _Row(line, _cells(str(name), cells, line))
    elif isinstance(node, yaml.SequenceNode) and isinstance(value, list):
        for item, cells in zip(node.value, value, strict=True):
            line = f"line {item.start_mark.line + 1}"
            if not isinstance(cells, dict):
                msg = f"`gazetteer`, {line}: expected keys such as name and aliases."
                raise ValueError(msg)
            yield _Row(line, {str(k): v for k, v in cells.items()})
    else:
        msg = "`gazetteer` must hold a list of actors or a mapping from name to names."
        raise ValueError(msg)


def _check_columns(row: _Row) -> None:
    unknown = sorted(set(row.cells) - {*COLUMNS, *_OPTIONAL})
    if unknown:
        known = ", ".join((*COLUMNS, "merge_into"))
        msg = f"`gazetteer`, {row.line}: no column {unknown[0]!r}. There are: {known}."
        raise ValueError(msg)


def _entry(row: _Row) -> Entry:
    cells = row.cells
    name = str(cells.get("name", "")).strip()
    if not name:
        msg = f"`gazetteer`, {row.line}: the actor has no name."
        raise ValueError(msg)
    kind = str(cells.get("type", "") or "unknown").strip().lower()
    kind = {"organization": "organisation"}.get(kind, kind)
    if kind not in ACTOR_TYPES:
        known = ", ".join(ACTOR_TYPES)
        msg = f"`gazetteer`, {row.line}: no type {kind!r}. There are: {known}."
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
    words = re.findall(r"\w+", _plain(name).replace(".", "").replace("'", "").lower())
    return "-".join(words) or "actor"


def _check_ids(entries: Sequence[tuple[_Row, Entry]]) -> None:
    seen: dict[str, str] = {}
    for row, entry in entries:
        if entry.id in seen:
            msg = (
                f"`gazetteer`, {row.line}: the id {entry.id!r} was used before, in "
                f"{seen[entry.id]}. Give each actor its own id."
            )
            raise ValueError(msg)
        seen[entry.id] = row.line


def _merge_rows(entries: Sequence[tuple[_Row, Entry]]) -> list[tuple[_Row, Entry]]:
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
                "Write the id of another row."
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


def _check_aliases(entries: Sequence[tuple[_Row, Entry]]) -> None:
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


@dataclass(frozen=True)
class Matches:
    """Where aliases of a gazetteer stand.

    Parameters
    ----------
    first, last : ndarray of int64, shape (n_matches,)
        First and last token.
    entry : ndarray of int64, shape (n_matches,)
        Position of the actor in the gazetteer.
    role : ndarray of bool, shape (n_matches,)
        Whether an office without a name matched.
    """

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    entry: NDArray[np.int64]
    role: NDArray[np.bool_]


def match(words: Words, gazetteer: Gazetteer) -> Matches:
    """Find the aliases of a gazetteer; the longest wins.

    Parameters
    ----------
    words : Words
        The token table with bits.
    gazetteer : Gazetteer
        The actors.

    Returns
    -------
    Matches
        In text order, without overlap.
    """
    if not gazetteer.entries:
        none = np.zeros(0, dtype=np.int64)
        return Matches(none, none, none, none.astype(bool))
    finder = _Finder(words)
    found: list[tuple[int, int, int, bool]] = []
    for alias, number, role in sorted(_aliases(gazetteer), key=lambda a: -len(a[0])):
        entry = gazetteer.entries[number] if number >= 0 else None
        for first in finder.places(alias):
            last = first + len(alias) - 1
            if finder.is_free(first, last) and finder.fits(first, last, entry):
                finder.take(first, last)
                if entry is not None:
                    found.append((first, last, number, role))
    table = np.array(sorted(found), dtype=np.int64).reshape(-1, 4).T
    return Matches(table[0], table[1], table[2], table[3].astype(bool))


def _aliases(gazetteer: Gazetteer) -> Iterator[tuple[tuple[str, ...], int, bool]]:
    """Give every alias as words; exclusions belong to nobody (-1)."""
    for number, entry in enumerate(gazetteer.entries):
        for alias in dict.fromkeys((entry.name, *entry.aliases)):
            yield _words(alias), number, False
        for role in entry.roles:
            yield _words(role), number, True
        for phrase in entry.exclusions:
            yield _words(phrase), -1, False


def _words(alias: str) -> tuple[str, ...]:
    words = [run[a:b] for run in alias.split() for a, b in split_run(run)]
    return tuple(_plain(strip_possessive(word)) for word in words)


def _plain(word: str) -> str:
    if word.isascii():
        return word
    flat = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(c for c in flat if not unicodedata.combining(c))


_NO_GIVEN_NAME = Bit.TITLE | Bit.POSSESSIVE | Bit.ORG_HEAD | Bit.TOPIC


class _Finder:
    """Look up sequences of words in the token table by their first word."""

    def __init__(self, words: Words) -> None:
        tokens, forms = words.tokens, words.forms
        numbers: dict[str, int] = {}
        plain = [numbers.setdefault(_plain(w), len(numbers)) for w in forms.words]
        base = np.array(plain, dtype=np.int64)[forms.base] if plain else forms.base
        self._words = words
        self._numbers = numbers
        self._column = base[tokens.type] if len(tokens) else np.zeros(0, np.int64)
        self._order = np.argsort(self._column, kind="stable")
        self._sorted = self._column[self._order]
        self._taken = np.zeros(len(tokens), dtype=bool)
        self._loud = shouted(words)
        self._name = name_words(words)

    def places(self, alias: Sequence[str]) -> list[int]:
        """Tokens at which an alias stands, in any of the ways it may be written."""
        found = set(self._exact(alias))
        if alias and alias[0][:1].islower():
            found |= set(self._exact([alias[0][0].upper() + alias[0][1:], *alias[1:]]))
        upper = [word.upper() for word in alias]
        if upper != list(alias):
            loud = self._words.tokens.sentence
            found |= {at for at in self._exact(upper) if self._loud[loud[at]]}
        return sorted(found)

    def _exact(self, alias: Sequence[str]) -> list[int]:
        numbers = [self._numbers.get(word, -1) for word in alias]
        if not numbers or min(numbers) < 0:
            return []
        low, high = np.searchsorted(self._sorted, [numbers[0], numbers[0] + 1])
        at = self._order[low:high]
        at = at[at + len(numbers) <= len(self._column)]
        for shift, number in enumerate(numbers[1:], 1):
            at = at[
                (self._column[at + shift] == number) & self._words.glued[at + shift - 1]
            ]
        return [int(place) for place in at]

    def _spelt(self, at: int) -> str:
        forms = self._words.forms
        word: str = forms.words[forms.base[self._words.tokens.type[at]]]
        return word

    def is_free(self, first: int, last: int) -> bool:
        return not self._taken[first : last + 1].any()

    def _is_title(self, last: int) -> bool:
        """Say whether an office stands before a name: "Mayor Ann Lee"."""
        office = self._words.bits[last] & (Bit.TITLE | Bit.ROLE)
        named = last + 1 < len(self._name) and self._name[last + 1]
        return bool(office and named and self._words.glued[last])

    def take(self, first: int, last: int) -> None:
        self._taken[first : last + 1] = True

    def fits(self, first: int, last: int, entry: Entry | None) -> bool:
        """Refuse an alias inside another name: "Bill Clinton" is not Hillary."""
        if entry is None:
            return True
        if self._is_title(last) and self._spelt(last) not in entry.name.split():
            return False
        if first != last:
            return True
        bits, glued = self._words.bits, self._words.glued
        if not bits[first] & Bit.CAPITAL:
            return True
        if last + 1 < len(self._column) and glued[last]:
            heads = Bit.ORG_HEAD | Bit.PLACE_HEAD
            named = bits[last + 1] & Bit.NAME and not bits[last] & Bit.POSSESSIVE
            if named and bits[last + 1] & heads:
                return False
        if first == 0 or not glued[first - 1]:
            return True
        before = bits[first - 1]
        known = Bit.TITLE | Bit.ORGANISATION | Bit.PLACE | Bit.DEMONYM | Bit.POSSESSIVE
        given = before & (Bit.FIRST | Bit.INITIAL) or not before & known
        if not self._name[first - 1] or not given or before & _NO_GIVEN_NAME:
            return True
        return self._spelt(first - 1) in entry.name.split()
