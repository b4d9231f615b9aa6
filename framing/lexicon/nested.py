"""Entries from nested categories as people write them, each kept once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from framing.lexicon.category import check_path, refuse_path
from framing.lexicon.entry import Entry, Problem, make_entry

__all__ = ["drop_duplicates", "lower_entry", "read_mapping"]


def read_mapping(content: object, path: str, separator: str) -> Iterator[Entry]:
    """Yield the entries of nested categories, each under its whole name."""
    if not isinstance(content, Mapping):
        msg = (
            f"`content` must be a dictionary of categories and their words, such as "
            f'{{"security": ["border*", "wall"]}}; got {type(content).__name__}.'
        )
        raise TypeError(msg)
    for key, value in content.items():
        name = f"{path}.{key}" if path else str(key)
        check_path(name)
        if not str(key).strip():
            refuse_path(name)
        yield from _read_category(name, value, separator)


def _read_category(name: str, value: object, separator: str) -> Iterator[Entry]:
    if isinstance(value, Mapping) and not _is_entry(value):
        _refuse_empty(name, value)
        yield from read_mapping(value, name, separator)
        return
    items = [value] if isinstance(value, str | Mapping) else value
    if not isinstance(items, Iterable):
        msg = (
            f"Category {name!r} must hold a list of words, such as ['border*'], or a "
            "dictionary of sub-categories and their words; got "
            f"{type(value).__name__} {value!r}."
        )
        raise TypeError(msg)
    found = list(items)
    _refuse_empty(name, found)
    for item in found:
        if isinstance(item, Mapping) and not _is_entry(item):
            yield from read_mapping(item, name, separator)
        else:
            yield _divide(make_entry(name, item), separator)


def _is_entry(value: Mapping[str, object]) -> bool:
    """Tell an entry from sub-categories of which one is called pattern."""
    return isinstance(value.get("pattern"), str)


def _refuse_empty(name: str, value: Mapping[str, object] | list[object]) -> None:
    if not value:
        msg = (
            f"Category {name!r} is empty; give it at least one pattern or leave it out."
        )
        raise ValueError(msg)


def _divide(row: Entry, separator: str) -> Entry:
    if separator == " ":
        return row
    return replace(
        row,
        pattern=row.pattern.replace(separator, " "),
        exclude=tuple(text.replace(separator, " ") for text in row.exclude),
        near=tuple(text.replace(separator, " ") for text in row.near),
    )


def drop_duplicates(
    rows: Iterable[Entry], lines: Iterable[int] | None = None
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Keep each entry once and report the others."""
    kept: dict[tuple[object, ...], Entry] = {}
    problems = []
    numbers = iter(lines) if lines is not None else None
    for row in rows:
        line = next(numbers, 0) if numbers is not None else 0
        if row.identity in kept:
            reason = f"duplicate of {row.pattern!r} in {row.category!r}: kept once"
            problems.append(Problem(line, reason))
        else:
            kept[row.identity] = row
    return tuple(kept.values()), tuple(problems)


def lower_entry(row: Entry) -> Entry:
    """Lower-case the patterns of an entry."""
    return replace(
        row,
        pattern=row.pattern.lower(),
        exclude=tuple(text.lower() for text in row.exclude),
        near=tuple(text.lower() for text in row.near),
    )
