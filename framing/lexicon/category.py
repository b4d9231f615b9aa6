"""Names of categories: dotted paths and the levels that can be cut from them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "check_levels",
    "check_path",
    "cut_levels",
    "is_under",
    "join_path",
    "refuse_path",
    "split_path",
    "tree_order",
]

# A dot divides levels only between two characters that are not dots, so that a name
# such as "U.S.", with a dot that ends it, can be split and joined again unchanged.
_DIVIDER = re.compile(r"(?<=[^.])\.(?=[^.])")


def check_path(name: str) -> None:
    """Refuse a category name in which a level has no name.

    Parameters
    ----------
    name : str
        Full name, levels divided by dots; one dot may end it, as in ``"U.S."``.

    Raises
    ------
    ValueError
        If a level is empty.

    Examples
    --------
    >>> check_path("security.crime")
    >>> check_path("security..crime")
    Traceback (most recent call last):
        ...
    ValueError: Category 'security..crime' has a level that has no name: a dot ...
    """
    parts = name.strip().split(".")
    ends_in_dot = len(parts) > 1 and not parts[-1]
    if not all(part.strip() for part in (parts[:-1] if ends_in_dot else parts)):
        refuse_path(name)


def refuse_path(name: str) -> NoReturn:
    """Say that a level of a category has no name."""
    msg = (
        f"Category {name!r} has a level that has no name: a dot divides levels. Name "
        "every level, such as 'security.crime'."
    )
    raise ValueError(msg)


def split_path(name: str) -> tuple[str, ...]:
    """Split a full category name into its levels.

    Parameters
    ----------
    name : str
        Full name, levels divided by dots.

    Returns
    -------
    tuple of str
        One name a level, outermost first.

    Examples
    --------
    >>> split_path("security.crime")
    ('security', 'crime')
    """
    return tuple(_DIVIDER.split(name))


def join_path(parts: Iterable[str]) -> str:
    """Join levels into a full category name.

    Parameters
    ----------
    parts : iterable of str
        One name a level, outermost first; empty names are left out.

    Returns
    -------
    str
        Full name, levels divided by dots.

    Examples
    --------
    >>> join_path(["security", "crime"])
    'security.crime'
    """
    return ".".join(part for part in parts if part)


def check_levels(levels: int | Sequence[int]) -> tuple[int, ...]:
    """Return the levels asked for as a sorted tuple, or say what is wrong.

    Parameters
    ----------
    levels : int or sequence of int
        Levels, counted from 1 at the top.

    Returns
    -------
    tuple of int
        Levels in rising order, each once.

    Raises
    ------
    ValueError
        If a level is not a whole number of 1 or more.

    Examples
    --------
    >>> check_levels(1), check_levels([3, 1])
    ((1,), (1, 3))
    """
    wanted = (levels,) if isinstance(levels, int) else tuple(levels)
    if not wanted or isinstance(levels, bool) or not all(map(_is_level, wanted)):
        msg = (
            f"`levels` counts from 1 at the top; got {levels!r}. "
            "Give a whole number such as 1, or several such as [1, 2]."
        )
        raise ValueError(msg)
    return tuple(sorted(set(wanted)))


def _is_level(level: object) -> bool:
    return isinstance(level, int) and level >= 1


def cut_levels(name: str, levels: Sequence[int]) -> str:
    """Keep the asked levels of a full category name.

    Parameters
    ----------
    name : str
        Full name, levels divided by dots.
    levels : sequence of int
        Levels to keep, counted from 1 at the top.

    Returns
    -------
    str
        Shortened name; empty where the name has none of the levels.

    Examples
    --------
    >>> cut_levels("geo.oceans.west", [1, 3])
    'geo.west'
    """
    parts = split_path(name)
    return join_path(parts[level - 1] for level in levels if level <= len(parts))


def tree_order(categories: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return a sort key for each category and for the levels above it.

    A category comes before those inside it, and names come in the order in
    which they first appear: the order of a nested file.
    """
    seen: dict[str, int] = {}
    for name in dict.fromkeys(categories):
        for prefix in _prefixes(name):
            seen.setdefault(prefix, len(seen))
    keys = {name: tuple(seen[prefix] for prefix in _prefixes(name)) for name in seen}
    return dict(sorted(keys.items(), key=lambda pair: pair[1]))


def _prefixes(name: str) -> list[str]:
    parts = split_path(name)
    return [join_path(parts[: at + 1]) for at in range(len(parts))]


def is_under(category: str, wanted: Sequence[str]) -> bool:
    """Tell whether a category is one of those wanted, or inside one."""
    return any(category == name or category.startswith(f"{name}.") for name in wanted)
