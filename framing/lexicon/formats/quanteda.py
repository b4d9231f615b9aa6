"""quanteda's YAML: categories as plain nested maps and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.lexicon.category import split_path
from framing.lexicon.entry import clean_pattern
from framing.lexicon.formats.draft import Draft
from framing.lexicon.formats.native import build_native, is_native
from framing.lexicon.formats.tree import (
    children,
    is_mapping,
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

__all__ = ["format_quanteda", "parse_quanteda", "parse_yaml"]


def parse_yaml(text: str, name: str, *, lower: bool | None) -> Lexicon:
    """Read YAML of either layout; quanteda's is told by its plain nesting."""
    root = parse_tree(text)
    if is_native(root):
        return build_native(root, name, lower=bool(lower))
    return _build(root, name, lower=lower is not False)


def parse_quanteda(text: str, name: str, *, lower: bool | None) -> Lexicon:
    """Read quanteda's YAML.

    Parameters
    ----------
    text : str
        Content of the file.
    name : str
        Name of the lexicon.
    lower : bool, optional
        Whether to lower-case patterns; by default yes, as quanteda does.

    Returns
    -------
    Lexicon
        The lexicon; ``problems`` lists what could not be read.
    """
    return _build(parse_tree(text), name, lower=lower is not False)


def _build(root: yaml.Node, name: str, *, lower: bool) -> Lexicon:
    draft = Draft()
    seen: list[tuple[int, str]] = []
    if not is_mapping(root):
        msg = (
            f"{name!r} must list patterns under the names of categories, as in "
            "'security: [border*, wall]'."
        )
        raise ValueError(msg)
    _read(root, "", draft, seen)
    draft.report_empty(seen)
    return draft.finish(name, lower=lower)


def _read(
    node: yaml.Node, path: str, draft: Draft, seen: list[tuple[int, str]]
) -> None:
    for key, value in items(node):
        part = clean_pattern(text_of(key) or "")
        if not part:
            draft.report(line_of(key), "a category without a name: left out")
            continue
        full = f"{path}.{part}" if path else part
        if any(full == name for _, name in seen):
            draft.report(line_of(key), f"category {full!r} occurs twice: merged")
        seen.append((line_of(key), full))
        for child in children(value):
            _read_child(child, full, draft, seen)


def _read_child(
    node: yaml.Node, full: str, draft: Draft, seen: list[tuple[int, str]]
) -> None:
    if is_mapping(node):
        _read(node, full, draft, seen)
    elif is_sequence(node):
        draft.report(line_of(node), f"a list inside a list in {full!r}: left out")
    elif word := word_of(node):
        draft.add_pattern(line_of(node), full, word)


def format_quanteda(lexicon: Lexicon) -> str:
    """Write quanteda's YAML.

    Parameters
    ----------
    lexicon : Lexicon
        What to write.

    Returns
    -------
    str
        YAML text; a category with both entries and sub-categories becomes a
        list of patterns and maps.
    """
    import yaml

    held: dict[str, list[str]] = {}
    for row in lexicon.rows:
        held.setdefault(row.category, []).append(row.pattern)
    content = _level((), [split_path(name) for name in held], held)
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=88)


def _level(
    above: tuple[str, ...],
    paths: Sequence[tuple[str, ...]],
    held: Mapping[str, Sequence[str]],
) -> dict[str, object]:
    level: dict[str, object] = {}
    depth = len(above)
    for part in dict.fromkeys(path[depth] for path in paths):
        here = (*above, part)
        inside = [p for p in paths if p[: depth + 1] == here and len(p) > depth + 1]
        own = list(held.get(".".join(here), ()))
        below = _level(here, inside, held)
        level[part] = [*own, below] if own and below else (own or below)
    return level
