"""Words of patterns against distinct word forms: glob, fixed text or regex.

Everything here runs once per distinct form, never per token.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from framing.lexicon.forms import FormTable

__all__ = [
    "MAX_FORM",
    "Word",
    "bare_forms",
    "check_regex",
    "glob_regex",
    "is_wild",
    "match_forms",
]

MAX_FORM = 64
"""Longest form, in characters, that a regular expression is tried on."""

# In these the ending is "is", "has" or "us", so the word before it is not a
# possessor: the pattern "it" must not match "it's".
_CONTRACTED = frozenset(
    "it he she that this what who there here where how when why let one everyone "
    "someone".split()
)

_WILDCARD = re.compile(r"[*?]")

Index: TypeAlias = NDArray[np.int64]
Numbered: TypeAlias = tuple[int, str]
Found: TypeAlias = tuple[int, Sequence[int] | Index]


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a pattern, and whether its capitals count."""

    text: str
    cased: bool


def bare_forms(forms: FormTable) -> tuple[Index, list[str]]:
    """Return which forms are possessives, and these without the ending."""
    at, possessives = forms.possessives()
    bare = list(map(_strip_possessive, possessives))
    changed = [bool(b) and b != a for a, b in zip(possessives, bare, strict=True)]
    return at[np.array(changed, dtype=bool)], list(compress(bare, changed))


def _strip_possessive(form: str) -> str:
    if form[-1] == "'":
        return form.rstrip("'")
    word = form[:-2]
    return form if word.lower() in _CONTRACTED else word


def is_wild(text: str) -> bool:
    """Say whether a word consists of nothing but wildcards."""
    return not text.strip("*?")


def glob_regex(text: str) -> re.Pattern[str]:
    """Compile a glob word, to be used with ``fullmatch``."""
    first, *rest = (_segment(part) for part in re.split(r"\*+", text))
    if not rest:
        return re.compile(first, re.DOTALL)
    # The leftmost place of a segment leaves the most room for the next ones, so no
    # place is ever tried twice: atomic groups keep the time linear in the form.
    inner = "".join(f"(?>.*?{part})" for part in rest[:-1])
    return re.compile(f"{first}{inner}.*{rest[-1]}", re.DOTALL)


def _segment(text: str) -> str:
    return "".join("." if char == "?" else re.escape(char) for char in text)


def match_forms(
    words: Sequence[str], forms: FormTable, *, valuetype: str, cased: bool
) -> Iterator[Found]:
    """Find which words match which forms.

    Parameters
    ----------
    words : sequence of str
        Distinct folded words of patterns (for regular expressions as written).
    forms : FormTable
        Folded forms.
    valuetype : {'glob', 'fixed', 'regex'}
        How words are read.
    cased : bool
        Whether capitals count; only regular expressions need to be told.

    Yields
    ------
    tuple of (int, sequence of int)
        A word and the forms it matches. Words of nothing but wildcards give
        every form of a fitting length, marks included.

    Examples
    --------
    >>> from framing.lexicon.forms import FormTable
    >>> table = FormTable(["border", "wall"], cased=False)
    >>> [(w, list(map(int, f))) for w, f in match_forms(
    ...     ["bord*"], table, valuetype="glob", cased=False)]
    [(0, [0])]
    """
    if valuetype == "regex":
        return _match_regex(words, forms, cased=cased)
    if valuetype == "fixed":
        return _match_fixed(list(enumerate(words)), forms)
    return _match_glob(words, forms)


def _match_fixed(words: Sequence[Numbered], forms: FormTable) -> Iterator[Found]:
    found = forms.equal([_encode(text) for _, text in words])
    for (number, _), at in zip(words, found, strict=True):
        yield number, at


def _match_regex(
    words: Sequence[str], forms: FormTable, *, cased: bool
) -> Iterator[Found]:
    texts = [(at, form) for at, form in enumerate(forms.texts())]
    short = [(at, form) for at, form in texts if len(form) <= MAX_FORM]
    for number, text in enumerate(words):
        search = check_regex(text, cased=cased).search
        yield number, [at for at, form in short if search(form)]


def _match_glob(words: Sequence[str], forms: FormTable) -> Iterator[Found]:
    kinds: dict[str, list[Numbered]] = defaultdict(list)
    for number, text in enumerate(words):
        kinds[_kind(text)].append((number, text))
    yield from _match_fixed(kinds["literal"], forms)
    yield from _match_edge(kinds["start"], forms, forms.starting, first=True)
    yield from _match_edge(kinds["end"], forms, forms.ending, first=False)
    yield from _match_inside(kinds["inside"], forms)
    yield from _match_wild(kinds["wild"], forms)


def _kind(text: str) -> str:
    if is_wild(text):
        return "wild"
    if "*" not in text and "?" not in text:
        return "literal"
    if text[0] not in "*?":
        return "start"
    return "end" if text[-1] not in "*?" else "inside"


def _match_edge(
    words: Sequence[Numbered],
    forms: FormTable,
    look_up: Callable[[Sequence[bytes]], list[Index]],
    *,
    first: bool,
) -> Iterator[Found]:
    """Look up the letters at one edge, then test the few candidates if needed."""
    edges = [_WILDCARD.split(text)[0 if first else -1] for _, text in words]
    pieces = [_encode(edge) for edge in edges]
    found = zip(words, edges, pieces, look_up(pieces), strict=True)
    for (number, text), edge, piece, near in found:
        simple = text.strip("*") == edge
        if simple and len(piece) <= 8:
            yield number, near
        elif simple and first:
            yield number, forms.begun(near, piece)
        else:
            yield number, _tested(text, forms, near.tolist())


def _match_inside(words: Sequence[Numbered], forms: FormTable) -> Iterator[Found]:
    """Find the longest literal piece anywhere, then test those forms."""
    for number, text in words:
        piece = max(_WILDCARD.split(text), key=len)
        yield number, _tested(text, forms, forms.holding(_encode(piece)))


def _tested(text: str, forms: FormTable, candidates: Sequence[int]) -> list[int]:
    test = glob_regex(text).fullmatch
    return [at for at in candidates if test(forms.text(at))]


def _match_wild(words: Sequence[Numbered], forms: FormTable) -> Iterator[Found]:
    for number, text in words:
        least = text.count("?")
        length = forms.length
        yield (
            number,
            np.flatnonzero(length >= least if "*" in text else length == least),
        )


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


# One unit of a regular expression: an escape, a class, a group's edge, a
# quantifier, or any other character.
_UNIT = re.compile(
    r"(?P<escape>\\.)|(?P<klass>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<open>\((?:\?[^)]?)?)"
    r"|(?P<close>\))|(?P<many>[*+]|\{\d*,?\d*\})|(?P<maybe>\?)|(?P<other>.)",
    re.DOTALL,
)
_MOST_LOOPS = 3
_MOST_CHOICES = 8


def check_regex(text: str, *, cased: bool = True) -> re.Pattern[str]:
    """Compile a regular expression, or refuse one that could run for ages.

    Parameters
    ----------
    text : str
        Regular expression for one word.
    cased : bool, default True
        Whether capitals count.

    Returns
    -------
    re.Pattern
        The compiled expression.

    Raises
    ------
    ValueError
        If it is no regular expression, repeats a group that itself repeats or
        branches, has more than three open repetitions or eight optional parts,
        or refers back to a group.

    Notes
    -----
    Together with the limit on the length of a form (64 characters) this keeps
    the time for one form polynomial of low degree.

    Examples
    --------
    >>> check_regex("^border").pattern
    '^border'
    """
    try:
        compiled = re.compile(text, 0 if cased else re.IGNORECASE)
    except (re.error, RecursionError, OverflowError) as error:
        msg = f"Pattern {text!r} is not a regular expression: {error}."
        raise ValueError(msg) from None
    reason = _danger(text)
    if reason:
        msg = (
            f"Pattern {text!r} {reason}, which can run for ages. Write it without "
            "that, or as several entries."
        )
        raise ValueError(msg)
    return compiled


def _danger(text: str) -> str:
    """Return why a regular expression can be slow, or nothing."""
    loops = choices = 0
    stack = [False]  # for each open group: does it repeat or branch inside?
    closed = False  # did the unit before close such a group?
    for match in _UNIT.finditer(text):
        kind, unit = match.lastgroup, match.group()
        if kind == "escape" and (unit[1].isdigit() and unit[1] != "0"):
            return "refers back to a group"
        if kind == "open":
            if unit.startswith("(?P"):
                rest = text[match.end() : match.end() + 1]
                if rest == "=":
                    return "refers back to a group"
            stack.append(False)
        elif kind == "close" and len(stack) > 1:
            closed = stack.pop()
            stack[-1] = stack[-1] or closed
            continue
        elif kind in {"many", "maybe"}:
            if closed and kind == "many":
                return "repeats a group that itself repeats or branches"
            loops += kind == "many"
            choices += kind == "maybe"
            stack[-1] = True
        elif unit == "|" and kind == "other":
            stack[-1] = True
        closed = False
    if loops > _MOST_LOOPS:
        return f"repeats {loops} times"
    return f"has {choices} optional parts" if choices > _MOST_CHOICES else ""
