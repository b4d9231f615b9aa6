"""Rows of a list of actors, from a mapping, a table or a file."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

__all__ = ["Row", "plain", "rows_of"]


@dataclass(frozen=True)
class Row:
    """One row as it was written, with the place to name in an error.

    Parameters
    ----------
    line : str
        Where it stands: ``"line 3"``.
    cells : dict
        What it says, by column.
    """

    line: str
    cells: dict[str, Any]


def rows_of(source: Any) -> Iterator[Row]:
    """Read a list of actors, unchecked.

    Parameters
    ----------
    source : mapping, DataFrame, str or Path
        As :func:`read_gazetteer` takes it.

    Yields
    ------
    Row
        In the order of the list.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file cannot be read as a list of actors.
    TypeError
        If `source` is none of the above.
    """
    if isinstance(source, pd.DataFrame):
        table = source.reset_index() if source.index.name == "id" else source
        for number, record in enumerate(table.to_dict("records")):
            cells = {str(k): v for k, v in record.items() if not _is_missing(v)}
            yield Row(f"row {number}", cells)
    elif isinstance(source, Mapping):
        for name, value in source.items():
            yield Row(f"entry {name!r}", _cells(str(name), value, f"entry {name!r}"))
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
    return bool(pd.api.types.is_scalar(value) and pd.isna(value))


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


def _rows_of_file(path: Path) -> Iterator[Row]:
    if not path.is_file():
        msg = f"`gazetteer`: no file {str(path)!r}."
        raise FileNotFoundError(msg)
    text = _decoded(path)
    if path.suffix.lower() in {".yml", ".yaml"}:
        yield from _rows_of_yaml(text)
    elif path.suffix.lower() in {".csv", ".tsv"}:
        yield from _rows_of_csv(text, "\t" if path.suffix.lower() == ".tsv" else ",")
    else:
        msg = f"`gazetteer` must be a .csv or .yml file; got {path.name!r}."
        raise ValueError(msg)


def _decoded(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        msg = (
            f"`gazetteer`: {path.name!r} is not UTF-8 text (byte {error.start}). Save "
            "it as UTF-8; Excel calls that “CSV UTF-8”."
        )
        raise ValueError(msg) from error


def _rows_of_csv(text: str, separator: str) -> Iterator[Row]:
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    for record in reader:
        line = f"line {reader.line_num}"
        if None in record:
            msg = f"`gazetteer`, {line}: more cells than the header has columns."
            raise ValueError(msg)
        if any(record.values()):
            yield Row(line, {k.strip(): v for k, v in record.items() if v})


def _rows_of_yaml(text: str) -> Iterator[Row]:
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        value = yaml.safe_load(text)
    except yaml.YAMLError as error:
        msg = f"`gazetteer` is no valid YAML: {error}"
        raise ValueError(msg) from error
    if value is None:
        return
    if isinstance(node, yaml.MappingNode) and isinstance(value, dict):
        _check_once([key for key, _ in node.value])
        for (key, _), (name, cells) in zip(node.value, value.items(), strict=True):
            line = f"line {key.start_mark.line + 1}"
            yield Row(line, _cells(str(name), cells, line))
    elif isinstance(node, yaml.SequenceNode) and isinstance(value, list):
        for item, cells in zip(node.value, value, strict=True):
            line = f"line {item.start_mark.line + 1}"
            if not isinstance(cells, dict):
                msg = f"`gazetteer`, {line}: expected keys such as name and aliases."
                raise ValueError(msg)
            yield Row(line, {str(k): v for k, v in cells.items()})
    else:
        msg = "`gazetteer` must hold a list of actors or a mapping from name to names."
        raise ValueError(msg)


def _check_once(keys: Sequence[yaml.Node]) -> None:
    """Refuse a name that stands there twice: YAML would keep the last alone."""
    lines: dict[str, int] = {}
    for key in keys:
        line = key.start_mark.line + 1
        first = lines.setdefault(str(key.value), line)
        if first != line:
            msg = (
                f"`gazetteer`, line {line}: {key.value!r} stands in line {first} "
                "already. Put all other names behind one of them."
            )
            raise ValueError(msg)


def plain(word: str) -> str:
    """Drop accents and curled apostrophes.

    Parameters
    ----------
    word : str
        Any word.

    Returns
    -------
    str
        The word as a plain keyboard writes it.

    Examples
    --------
    >>> plain("Peña’s")
    "Pena's"
    """
    if word.isascii():
        return word
    flat = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(c for c in flat if not unicodedata.combining(c))
