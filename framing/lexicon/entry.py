"""One entry of a lexicon: a pattern, where it belongs and when it counts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from framing._errors import did_you_mean
from framing.lexicon.category import check_path

__all__ = ["ENTRY_COLUMNS", "Entry", "Problem", "clean_pattern", "make_entry"]

ENTRY_COLUMNS = (
    "category",
    "pattern",
    "not",
    "near",
    "within",
    "weight",
    "case",
    "note",
    "example",
)
_KEYS = frozenset(ENTRY_COLUMNS) - {"category"}
_TRUE = frozenset({"true", "yes", "1", "on", "y"})
_FALSE = frozenset({"false", "no", "0", "off", "n", ""})


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of a lexicon file that could not be read as it stands."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one pattern of a lexicon.

    The condition and the weight belong to the entry, not to its category.

    Parameters
    ----------
    category : str
        Full name of the category, levels divided by dots.
    pattern : str
        Words divided by single spaces, each with ``*`` and ``?`` as wildcards.
    exclude : tuple of str, default ()
        Phrases in which the pattern does not count (``not`` in files).
    near : tuple of str, default ()
        Phrases of which one must stand nearby for the pattern to count.
    within : int, optional
        Largest distance to such a phrase, in words; None is the sentence.
    weight : float, default 1.0
        Weight of a hit.
    case : bool, default False
        Whether capitals must agree even where matching ignores case.
    note : str, default ""
        Why the entry is there.
    example : str, default ""
        A sentence that shows the meaning.

    Raises
    ------
    ValueError
        If the pattern or a level of the category is empty, or a number is out of
        range.

    See Also
    --------
    Lexicon : The entries of all categories together.

    Examples
    --------
    >>> Entry("security.crime", "gang*", exclude=("gang of eight",)).pattern
    'gang*'
    """

    category: str
    pattern: str
    exclude: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    within: int | None = None
    weight: float = 1.0
    case: bool = False
    note: str = ""
    example: str = ""

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "category", self.category.strip())
        put(self, "pattern", clean_pattern(self.pattern))
        put(self, "exclude", _clean_all(self.exclude))
        put(self, "near", _clean_all(self.near))
        put(self, "weight", float(self.weight))
        _check(self)

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of the pattern."""
        return tuple(self.pattern.split(" "))

    @property
    def identity(self) -> tuple[object, ...]:
        """Return everything that decides what the entry counts."""
        return (
            self.category,
            self.pattern,
            self.exclude,
            self.near,
            self.within,
            self.weight,
            self.case,
        )


def clean_pattern(text: str) -> str:
    """Strip a pattern and collapse its runs of white space to single spaces."""
    return " ".join(text.split())


def _clean_all(patterns: Iterable[str]) -> tuple[str, ...]:
    if isinstance(patterns, str):
        patterns = (patterns,)
    cleaned = (clean_pattern(pattern) for pattern in patterns)
    return tuple(dict.fromkeys(pattern for pattern in cleaned if pattern))


def _check(entry: Entry) -> None:
    where = f"entry {entry.pattern!r} of category {entry.category!r}"
    check_path(entry.category)
    if not entry.pattern:
        msg = f"Category {entry.category!r} has an empty pattern; remove it."
        raise ValueError(msg)
    if not math.isfinite(entry.weight):
        msg = (
            f"`weight` of {where} must be a finite number, such as 2 or -0.5; got "
            f"{entry.weight!r}."
        )
        raise ValueError(msg)
    if entry.within is not None and entry.within < 1:
        msg = f"`within` of {where} must be 1 word or more; got {entry.within!r}."
        raise ValueError(msg)
    if entry.within is not None and not entry.near:
        msg = f"`within` of {where} needs `near`: the phrases that must stand nearby."
        raise ValueError(msg)


def make_entry(category: str, value: str | Mapping[str, object]) -> Entry:
    """Build an entry from a pattern or from the mapping form used in files.

    Parameters
    ----------
    category : str
        Full name of the category.
    value : str or mapping
        A pattern, or a mapping with ``pattern`` and any of ``not``, ``near``,
        ``within``, ``weight``, ``case``, ``note``, ``example``.

    Returns
    -------
    Entry
        The entry.

    Raises
    ------
    ValueError
        If a key is unknown or a value cannot be used.

    Examples
    --------
    >>> make_entry("crime", {"pattern": "gang*", "not": "gang of eight"}).exclude
    ('gang of eight',)
    """
    if not isinstance(value, Mapping):
        return Entry(category, str(value))
    if not isinstance(value.get("pattern", ""), str):
        msg = (
            f"`pattern` in {category!r} must be one text; got {value['pattern']!r}. "
            "Give each pattern an entry of its own."
        )
        raise ValueError(msg)
    unknown = [str(key) for key in value if key not in _KEYS]
    if unknown:
        msg = (
            f"Unknown key {unknown[0]!r} in an entry of category {category!r}."
            f"{did_you_mean(unknown[0], _KEYS)} Known: {', '.join(sorted(_KEYS))}."
        )
        raise ValueError(msg)
    return Entry(
        category,
        str(value.get("pattern") or ""),
        exclude=_strings(value.get("not")),
        near=_strings(value.get("near")),
        within=_whole(value.get("within")),
        weight=_number(value.get("weight")),
        case=_truth(value.get("case")),
        note=str(value.get("note") or "").strip(),
        example=str(value.get("example") or "").strip(),
    )


def _strings(value: object) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    if isinstance(value, Iterable) and not isinstance(value, str):
        return tuple(str(item) for item in value)
    return (str(value),)


def _number(value: object) -> float:
    if value is None or value == "":
        return 1.0
    try:
        return float(str(value))
    except ValueError:
        msg = f"`weight` must be a number, such as 2 or -0.5; got {value!r}."
        raise ValueError(msg) from None


def _whole(value: object) -> int | None:
    if value is None or value == "":
        return None
    try:
        number = float(str(value))
        if number == int(number):
            return int(number)
    except (ValueError, OverflowError):
        pass
    msg = f"`within` must be a whole number of words, such as 5; got {value!r}."
    raise ValueError(msg)


def _truth(value: object) -> bool:
    text = "" if value is None else str(value).strip().lower()
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    msg = f"`case` must be true or false; got {value!r}."
    raise ValueError(msg)
