"""The native form: YAML with metadata, nesting, conditions, notes and examples."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from framing.lexicon.category import split_path
from framing.lexicon.entry import Entry, make_entry
from framing.lexicon.formats.draft import Draft
from framing.lexicon.formats.tree import (
    children,
    is_mapping,
    is_scalar,
    is_sequence,
    items,
    line_of,
    parse_tree,
    text_of,
    word_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import yaml

    from framing.lexicon.lexicon import Lexicon

__all__ = ["format_native", "is_native", "parse_native"]

_TEXTS = ("name", "version", "title", "language", "licence", "citation", "description")
_CATEGORY_KEYS = frozenset({"description", "entries", "categories"})
Lines = list[tuple[int, str]]


def is_native(root: yaml.Node) -> bool:
    """Say whether YAML has the native layout, not quanteda's plain nesting."""
    held = {text_of(key): value for key, value in items(root)}
    inner = held.pop("categories", None)
    if inner is None or not is_mapping(inner):
        return False
    described = any(is_scalar(held[key]) for key in _TEXTS if key in held)
    return described or any(_CATEGORY_KEYS & _names(node) for _, node in items(inner))


def _names(node: yaml.Node) -> set[str | None]:
    return {text_of(key) for key, _ in items(node)}


def parse_native(text: str, name: str, *, lower: bool | None = None) -> Lexicon:
    """Read the native form.

    Parameters
    ----------
    text : str
        Content of the file.
    name : str
        Name to use if the file gives none.
    lower : bool, optional
        Whether to lower-case patterns; by default no.

    Returns
    -------
    Lexicon
        The lexicon; ``problems`` lists what could not be read.

    Raises
    ------
    ValueError
        If it is not YAML or holds no entry.
    """
    return build_native(parse_tree(text), name, lower=bool(lower))


def build_native(root: yaml.Node, name: str, *, lower: bool) -> Lexicon:
    """Build a lexicon from the nodes of the native form."""
    draft, seen = Draft(), list[tuple[int, str]]()
    texts: dict[str, str] = {}
    references: tuple[str, ...] = ()
    for key, value in items(root):
        word = text_of(key)
        word = "licence" if word == "license" else word
        if word == "categories":
            _read_categories(value, "", draft, seen)
        elif word == "references":
            references = tuple(text_of(child) or "" for child in children(value))
        elif word in _TEXTS:
            texts[word] = (text_of(value) or "").strip()
        else:
            draft.report(line_of(key), f"unknown key {word!r}: left out")
    draft.report_empty(seen)
    short = texts.get("name") or name
    return replace(
        draft.finish(short, lower=lower),
        references=references,
        version=texts.get("version", ""),
        title=texts.get("title", ""),
        language=texts.get("language", ""),
        licence=texts.get("licence", ""),
        citation=texts.get("citation", ""),
        description=texts.get("description", ""),
    )


def _read_categories(node: yaml.Node, path: str, draft: Draft, seen: Lines) -> None:
    if not is_mapping(node):
        draft.report(
            line_of(node), f"`categories` of {path or 'the file'!r} maps names"
        )
        return
    for key, value in items(node):
        part = (text_of(key) or "").strip()
        full = f"{path}.{part}" if path else part
        if not part:
            draft.report(line_of(key), "a category without a name: left out")
            continue
        if any(full == name for _, name in seen):
            draft.report(line_of(key), f"category {full!r} occurs twice: merged")
        seen.append((line_of(key), full))
        _read_category(value, full, draft, seen)


def _read_category(node: yaml.Node, full: str, draft: Draft, seen: Lines) -> None:
    if is_sequence(node):  # a bare list of entries is unambiguous
        _read_entries(node, full, draft)
        return
    if is_scalar(node) and text_of(node):
        draft.report(line_of(node), f"category {full!r} holds a text, not entries")
    for key, value in items(node):
        word = text_of(key)
        if word == "description":
            draft.describe(full, text_of(value) or "")
        elif word == "entries":
            _read_entries(value, full, draft)
        elif word == "categories":
            _read_categories(value, full, draft, seen)
        else:
            draft.report(line_of(key), f"unknown key {word!r} in {full!r}: left out")


def _read_entries(node: yaml.Node, full: str, draft: Draft) -> None:
    for child in children(node):
        try:
            draft.add(line_of(child), _read_entry(child, full))
        except ValueError as error:
            draft.report(line_of(child), str(error))


def _read_entry(node: yaml.Node, full: str) -> Entry:
    if is_mapping(node):
        fields = {text_of(key) or "": _plain(value) for key, value in items(node)}
        if "pattern" in fields and not fields["pattern"]:
            fields["pattern"] = _pattern_of(node)
        return make_entry(full, fields)
    return make_entry(full, word_of(node) or "")


def _pattern_of(node: yaml.Node) -> str:
    """Return a pattern that YAML takes for nothing, such as the word null."""
    words = [word_of(value) for key, value in items(node) if text_of(key) == "pattern"]
    return words[0] or ""


def _plain(node: yaml.Node) -> str | list[str]:
    if is_sequence(node):
        return [word_of(child) or "" for child in children(node)]
    return text_of(node) or ""


def format_native(lexicon: Lexicon) -> str:
    """Write the native form.

    Parameters
    ----------
    lexicon : Lexicon
        What to write.

    Returns
    -------
    str
        YAML text.
    """
    import yaml

    content: dict[str, object] = {
        key: getattr(lexicon, key) for key in _TEXTS if getattr(lexicon, key)
    }
    if lexicon.references:
        content["references"] = list(lexicon.references)
    content["categories"] = _nest(lexicon)
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=88)


def _nest(lexicon: Lexicon) -> dict[str, object]:
    held: dict[str, list[Entry]] = {}
    for row in lexicon.rows:
        held.setdefault(row.category, []).append(row)
    paths = [split_path(name) for name in held]
    return _level((), paths, held, dict(lexicon.descriptions))


def _level(
    above: tuple[str, ...],
    paths: Sequence[tuple[str, ...]],
    held: Mapping[str, Sequence[Entry]],
    texts: Mapping[str, str],
) -> dict[str, object]:
    """Return the categories directly below a path, each with what it holds."""
    level: dict[str, object] = {}
    depth = len(above)
    for part in dict.fromkeys(path[depth] for path in paths):
        here = (*above, part)
        name = ".".join(here)
        inside = [p for p in paths if p[: depth + 1] == here and len(p) > depth + 1]
        node: dict[str, object] = {}
        if name in texts:
            node["description"] = texts[name]
        if name in held:
            node["entries"] = [_entry_form(row) for row in held[name]]
        if inside:
            node["categories"] = _level(here, inside, held, texts)
        level[part] = node
    return level


def _entry_form(row: Entry) -> str | dict[str, object]:
    """Return a bare pattern, or a mapping of the fields that are set."""
    form: dict[str, object] = {"pattern": row.pattern}
    lists = {"not": list(row.exclude), "near": list(row.near)}
    form.update((key, value) for key, value in lists.items() if value)
    if row.within is not None:
        form["within"] = row.within
    if row.weight != 1.0:
        form["weight"] = row.weight
    if row.case:
        form["case"] = True
    texts = {"note": row.note, "example": row.example}
    form.update((key, value) for key, value in texts.items() if value)
    return row.pattern if len(form) == 1 else form
