"""YAML read as a tree of nodes with line numbers, every scalar a string.

Loading through nodes keeps ``no`` and ``911`` the words they are in a word list,
sees a category that occurs twice, and never builds an object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import yaml

__all__ = [
    "children",
    "is_mapping",
    "is_scalar",
    "is_sequence",
    "items",
    "line_of",
    "parse_tree",
    "text_of",
    "word_of",
]

_MOST_NODES = 500_000


def parse_tree(text: str) -> yaml.Node:
    """Parse YAML text into its root node.

    Parameters
    ----------
    text : str
        Content of the file.

    Returns
    -------
    yaml.Node
        The root.

    Raises
    ------
    ValueError
        If it is not YAML, is empty, or grows beyond bounds through aliases.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root: yaml.Node | None = yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        reason = getattr(error, "problem", None) or str(error)
        msg = f"Not readable as YAML. {where}{reason}."
        raise ValueError(msg) from None
    if root is None:
        msg = "The file is empty."
        raise ValueError(msg)
    _refuse_bombs(root)
    return root


def _refuse_bombs(root: yaml.Node) -> None:
    """Refuse aliases that refer to themselves or multiply: walk as a reader would."""
    left = [(root, 0)]
    seen = 0
    while left:
        node, depth = left.pop()
        seen += 1
        if seen > _MOST_NODES or depth > 50:
            msg = "The YAML nests too deeply or repeats itself through aliases."
            raise ValueError(msg)
        value = node.value
        if isinstance(value, list):
            for child in value:
                pair = child if isinstance(child, tuple) else (child,)
                left.extend((part, depth + 1) for part in pair)


def line_of(node: yaml.Node) -> int:
    """Return the line on which a node starts, counted from 1."""
    return int(node.start_mark.line) + 1


def text_of(node: yaml.Node) -> str | None:
    """Return the text of a scalar as written; None for lists and mappings."""
    if not is_scalar(node):
        return None
    nothing = node.tag.endswith(":null")
    return "" if nothing else str(node.value)


def word_of(node: yaml.Node) -> str | None:
    """Return the text of a scalar in a list of words, where null is a word too."""
    text = text_of(node)
    return str(node.value).strip("~") if text == "" else text


def is_mapping(node: yaml.Node) -> bool:
    """Say whether a node maps names to values."""
    import yaml

    return isinstance(node, yaml.MappingNode)


def is_sequence(node: yaml.Node) -> bool:
    """Say whether a node is a list."""
    import yaml

    return isinstance(node, yaml.SequenceNode)


def is_scalar(node: yaml.Node) -> bool:
    """Say whether a node is a single text."""
    import yaml

    return isinstance(node, yaml.ScalarNode)


def items(node: yaml.Node) -> list[tuple[yaml.Node, yaml.Node]]:
    """Return the pairs of a mapping; nothing for other nodes."""
    return list(node.value) if is_mapping(node) else []


def children(node: yaml.Node) -> list[yaml.Node]:
    """Return the members of a list, or the node itself if it is no list."""
    return list(node.value) if is_sequence(node) else [node]
