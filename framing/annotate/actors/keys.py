"""Names as keys, tuples of lower-cased words, and how two keys are related."""

from __future__ import annotations

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.forms import bits_of
from framing.annotate.actors.lists import same_name

__all__ = [
    "Key",
    "before_rest",
    "ends",
    "initials",
    "is_another",
    "lies_inside",
    "same_words",
]

Key = tuple[str, ...]
_COMPANY = frozenset({"inc", "corp", "co", "ltd", "llc", "plc", "company", "group"})
_LINKS = frozenset({"of", "for", "on"})


def initials(key: Key) -> set[str]:
    """Give initials of a name, with and without small words and country."""
    small = {"of", "the", "for", "and", "on", "&", "de", "la", "del", "y", "los"}
    every = "".join(word[0] for word in key)
    large = "".join(word[0] for word in key if word not in small)
    options = {every, large}
    if key[0] in {"us", "united", "uk"}:
        options.add(large[1:])
        options.add("us" + large[1:])
    return {option for option in options if len(option) > 1}


def ends(key: Key) -> Key:
    """First and last name, a short first name written out."""
    return (same_name().get(key[0], key[0]), key[-1])


def lies_inside(key: Key, long: Key) -> bool:
    """Say whether the words of a key follow one another in a longer one."""
    return _place(key, long) >= 0


def _place(key: Key, long: Key) -> int:
    """Position of a key inside a longer one, -1 if it is not there."""
    n = len(key)
    places = (i for i in range(len(long) - n + 1) if long[i : i + n] == key)
    return next(places, -1)


def same_words(key: Key, long: Key) -> bool:
    """Tell that "Justice Department" has the words of "Department of Justice"."""
    if abs(len(key) - len(long)) != 1 or key[0] not in long:
        return False
    return set(key) - _LINKS == set(long) - _LINKS


def is_another(key: Key, long: Key) -> bool:
    """Say whether more than a country stands before a well-known name."""
    before = long[: -len(key)]
    country = before in {("us",), ("united", "states"), ("national",), ("uk",)}
    country |= before[-1] in _LINKS
    return not country and not bits_of(before[-1].title()) & Bit.DEMONYM


def before_rest(key: Key, long: Key) -> bool:
    """Say whether only "of Cassation" or "Inc." follows."""
    at = _place(key, long)
    rest = long[at + len(key) :] if at >= 0 else ()
    return bool(rest) and (rest[0] in _LINKS or set(rest) <= _COMPANY) and len(key) > at
