"""Word lists of the actor finder, read once from the files beside this module."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

import yaml

from framing.annotate.actors.bits import Bit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["entries", "lookup", "lower_lookup", "phrases", "same_name", "same_place"]

_ROOM = "framing.annotate.actors"

# list in words.yml -> what its capitalised entries are
_CAPITAL = {
    "regions": Bit.PLACE,
    "states": Bit.PLACE,
    "cities": Bit.PLACE,
    "male": Bit.MALE,
    "female": Bit.FEMALE,
    "mister": Bit.TITLE | Bit.MISTER,
    "madam": Bit.TITLE | Bit.MADAM,
    "honorifics": Bit.TITLE,
    "titles": Bit.TITLE,
    "organisation_heads": Bit.ORG_HEAD,
    "linking_heads": Bit.LINKING,
    "linking_titles": Bit.LINKING | Bit.TITLE,
    "topics": Bit.TOPIC,
    "place_heads": Bit.PLACE_HEAD,
    "place_starts": Bit.PLACE_START,
    "other_heads": Bit.OTHER_HEAD,
    "letters_of_people": Bit.OTHER_HEAD | Bit.MODIFIER,
    "calendar": Bit.CALENDAR,
    "organisations": Bit.ORGANISATION,
    "governments": Bit.GOVERNMENT,
    "photo": Bit.AGENCY,
    "credits": Bit.CREDIT,
}
# list -> what its lower-case entries are
_LOWER = {
    "roles": Bit.ROLE,
    "honor_roles": Bit.HONOR_ROLE,
    "government_nouns": Bit.GOVERNMENT_NOUN,
    "locatives": Bit.LOCATIVE,
    "place_nouns": Bit.PLACE_NOUN,
    "reporting": Bit.REPORTING,
    "auxiliaries": Bit.AUXILIARY,
    "particles": Bit.PARTICLE,
    "function": Bit.FUNCTION,
    "news": Bit.OPENER,
    "plural": Bit.GROUP,
    "collective": Bit.COLLECTIVE,
    "adjectives": Bit.ADJECTIVE,
    "modifiers": Bit.MODIFIER,
    "quantifiers": Bit.QUANTIFIER,
    "numbers": Bit.NUMBER,
    "approximate": Bit.APPROXIMATE,
    "determiners": Bit.DETERMINER,
}
_SAME_PLACE = {
    "united states": ("us", "usa", "america", "united states of america"),
    "united kingdom": ("uk", "great britain", "britain"),
    "united arab emirates": ("uae",),
    "washington dc": ("washington", "dc"),
    "los angeles": ("la",),
    "new york city": ("nyc",),
    "north korea": ("dprk",),
    "new south wales": ("nsw",),
}


@cache
def entries(name: str) -> tuple[str, ...]:
    """Return one list, its entries with spaces restored.

    Parameters
    ----------
    name : str
        Name of the list in one of the three files.

    Returns
    -------
    tuple of str
        The entries in the order of the file.

    Examples
    --------
    >>> "New York" in entries("states")
    True
    """
    return tuple(entry.replace("_", " ") for entry in _files()[name].split())


@cache
def _files() -> Mapping[str, str]:
    lists: dict[str, str] = {}
    for name in ("words.yml", "groups.yml", "openers.yml"):
        text = files(_ROOM).joinpath(name).read_text(encoding="utf-8")
        lists |= yaml.safe_load(text)
    return MappingProxyType(lists)


def _capital_entries() -> Iterator[tuple[str, int]]:
    for name, bit in _CAPITAL.items():
        for entry in entries(name):
            yield entry, bit
    for entry in entries("countries"):
        country, demonyms = entry.split(":")
        yield country, Bit.COUNTRY | Bit.PLACE
        for demonym in demonyms.split("/"):
            yield from _demonym(demonym)
    for entry in entries("peoples"):
        yield from _demonym(entry)


def _demonym(form: str) -> Iterator[tuple[str, int]]:
    """Give the adjective and, where English has one, the plural noun."""
    if form.endswith(("s", "men")):
        yield form, Bit.DEMONYM | Bit.PEOPLE
        return
    yield form, Bit.DEMONYM
    if not form.endswith(("ese", "ish", "ch", "sh", "ic", "cratic", "man")):
        yield form + "s", Bit.DEMONYM | Bit.PEOPLE


@cache
def lookup() -> Mapping[str, int]:
    """Map a capitalised word to what it is known as.

    Returns
    -------
    mapping of str to int
        Bits of :class:`Bit`; words of several meanings have several.

    Examples
    --------
    >>> lookup()["Mexican"] & Bit.DEMONYM > 0
    True
    """
    return _collect(item for item in _capital_entries() if " " not in item[0])


@cache
def phrases() -> Mapping[tuple[str, ...], int]:
    """Map a name of several words to what it is known as.

    Returns
    -------
    mapping of tuple of str to int
        Bits of :class:`Bit`.

    Examples
    --------
    >>> phrases()["El", "Salvador"] & Bit.COUNTRY > 0
    True
    """
    several = (item for item in _capital_entries() if " " in item[0])
    found = _collect(several)
    return MappingProxyType({tuple(k.split(" ")): v for k, v in found.items()})


@cache
def lower_lookup() -> Mapping[str, int]:
    """Map a lower-case word to what it is known as.

    Returns
    -------
    mapping of str to int
        Bits of :class:`Bit`.

    Examples
    --------
    >>> lower_lookup()["migrants"] & Bit.GROUP > 0
    True
    """
    items = ((entry, bit) for name, bit in _LOWER.items() for entry in entries(name))
    words = {
        "of": Bit.OF,
        "for": Bit.LINK,
        "on": Bit.LINK,
        "and": Bit.AND,
        "&": Bit.AND,
        "the": Bit.THE,
        "a": Bit.ARTICLE,
        "an": Bit.ARTICLE,
        "who": Bit.WHO,
        "by": Bit.BY,
        "prime": Bit.RANK,
        "vice": Bit.RANK,
        "foreign": Bit.RANK,
        "interior": Bit.RANK,
        "former": Bit.RANK,
        "attorney": Bit.RANK,
        "surgeon": Bit.RANK,
        "solicitor": Bit.RANK,
        "deputy": Bit.RANK,
        "lieutenant": Bit.RANK,
        "he": Bit.HE,
        "his": Bit.HE,
        "him": Bit.HE,
        "himself": Bit.HE,
        "she": Bit.SHE,
        "her": Bit.SHE,
        "hers": Bit.SHE,
        "herself": Bit.SHE,
    }
    return _collect([*items, *words.items()])


def _collect(items: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for form, bit in items:
        found[form] = found.get(form, 0) | bit
    return MappingProxyType(found)


@cache
def same_name() -> Mapping[str, str]:
    """Map a short first name to its long form, both in lower case.

    Returns
    -------
    mapping of str to str
        Such as ``mike`` to ``michael``.

    Examples
    --------
    >>> same_name()["mike"]
    'michael'
    """
    pairs = (entry.lower().split(":") for entry in entries("nicknames"))
    return MappingProxyType(dict(pairs))


@cache
def same_place() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Map other names of a place to one name, all folded to lower-case words.

    Returns
    -------
    mapping of tuple of str to tuple of str
        Such as ``("us",)`` to ``("united", "states")``.

    Examples
    --------
    >>> same_place()["us",]
    ('united', 'states')
    """
    return MappingProxyType(
        {
            tuple(other.split()): tuple(name.split())
            for name, others in _SAME_PLACE.items()
            for other in others
        }
    )
