"""What each distinct word of a corpus is: every string rule is asked once per type."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.lists import entries, lookup, lower_lookup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Forms", "bits_of", "fold", "read_forms", "strip_possessive"]

_POSSESSIVE = re.compile(r"(?<=\w)(?:['’][sS]|(?<=[sS])['’])\Z")
_ARABIC = re.compile(r"(?:al|el|an|as|ash|ad|ar|at|ul|bin|ibn)[-‐][A-Z]")
_PARTY_TAG = re.compile(r"[DRI][-‐‑]")  # "D-N.Y."
_HYPHEN = re.compile(r"[-‐‑]")
_ADJECTIVE = re.compile(r"(?:al|ive|ous|less|ish|ary|ful|able|ible|ian)\Z")
# Second halves of compounds that make an adjective out of a name: "Obama-era".
_COMPOUND = frozenset(
    "era led run born like wide day old year long only time free pro anti size ish "
    "ally owed held made area side line".split()
)
_MARKS = {
    ",": Bit.COMMA,
    "(": Bit.OPENS,
    "[": Bit.OPENS,
    ")": Bit.CLOSES,
    "]": Bit.CLOSES,
    ":": Bit.SEPARATOR,
    "/": Bit.SEPARATOR,
    "&": Bit.AND,
}


@dataclass(frozen=True)
class Forms:
    """Facts about the distinct words of a corpus.

    Parameters
    ----------
    bits : ndarray of int64, shape (n_types,)
        Bits of :class:`Bit` of every type of the token table.
    trim : ndarray of int32, shape (n_types,)
        Characters of a possessive ending.
    base : ndarray of int32, shape (n_types,)
        Position in ``words`` of the type without its possessive ending.
    lower : ndarray of int32, shape (n_types,)
        A number shared by types that differ in case only.
    words : list of str
        Distinct forms without possessive endings.
    """

    bits: NDArray[np.int64]
    trim: NDArray[np.int32]
    base: NDArray[np.int32]
    lower: NDArray[np.int32]
    words: list[str]


def read_forms(types: Sequence[str]) -> Forms:
    """Ask every string rule about each distinct type.

    Parameters
    ----------
    types : sequence of str
        Distinct surface forms.

    Returns
    -------
    Forms
        Arrays over the types.

    Examples
    --------
    >>> forms = read_forms(["Trump's", "Trump", "TRUMP"])
    >>> forms.base.tolist(), forms.lower.tolist(), forms.trim.tolist()
    ([0, 0, 1], [0, 0, 0], [2, 0, 0])
    """
    words: dict[str, int] = {}
    lower: dict[str, int] = {}
    rows = []
    for form in types:
        stem = strip_possessive(form)
        bits = bits_of(stem)
        if len(stem) < len(form):
            bits |= Bit.POSSESSIVE | (Bit.INNER if form in _inner() else 0)
        base = words.setdefault(stem, len(words))
        shared = lower.setdefault(stem.lower(), len(lower))
        rows.append((bits, len(form) - len(stem), base, shared))
    table = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    trim, base_of, lower_of = table[1:].astype(np.int32)
    return Forms(table[0], trim, base_of, lower_of, list(words))


def strip_possessive(form: str) -> str:
    """Drop a possessive ending.

    Parameters
    ----------
    form : str
        One word.

    Returns
    -------
    str
        The word without ``'s`` or a final apostrophe.

    Examples
    --------
    >>> strip_possessive("Mexico’s"), strip_possessive("migrants'")
    ('Mexico', 'migrants')
    """
    if form[-1:] not in "sS'’":
        return form
    return _POSSESSIVE.sub("", form)


@cache
def _inner() -> frozenset[str]:
    return frozenset(entries("inner_possessives"))


def bits_of(form: str) -> int:
    """Say what one word, without possessive ending, can be.

    Parameters
    ----------
    form : str
        One word or mark.

    Returns
    -------
    int
        Bits of :class:`Bit`.

    Examples
    --------
    >>> bits_of("Honduras") & Bit.COUNTRY > 0
    True
    >>> bits_of("The") & Bit.NAME
    0
    """
    first = form[0]
    if first.isupper():
        return _capital_bits(form)
    if first.isalpha():
        return _lower_bits(form)
    if first.isdigit():
        age = Bit.AGE if form.isdigit() and len(form) <= 2 else 0
        return Bit.NUMBER | age
    return _mark_bits(form)


def _lower_bits(form: str) -> int:
    bits = Bit.LOWER | lower_lookup().get(form, 0)
    if _ARABIC.match(form):
        return Bit.NAME | Bit.CAPITAL
    if not bits & ~Bit.LOWER and (_is_adjective(form) or _HYPHEN.search(form)):
        bits |= Bit.MODIFIER
    return bits


def _is_adjective(form: str) -> bool:
    """Say whether a word ends as adjectives do, and is not "drive" or "punish"."""
    return bool(_ADJECTIVE.search(form)) and form not in _verbs()


@cache
def _verbs() -> frozenset[str]:
    return frozenset(entries("like_adjectives"))


def _mark_bits(form: str) -> int:
    if set(form) <= set("\"“”‘’'«»`„"):
        return Bit.QUOTE
    if set(form) <= set("-–—―‒"):
        return Bit.DASH
    return _MARKS.get(form, 0)


def _capital_bits(form: str) -> int:
    known = lookup().get(form, 0)
    lower = lower_lookup().get(form.lower(), 0)
    bits = Bit.CAPITAL | known
    if _PARTY_TAG.match(form):
        return bits
    if _is_all_caps(form):
        return bits | _all_caps_bits(form, known, lower)
    bits |= lower & _SHARED
    if len(form) == 2 and form[1] == ".":
        return bits | Bit.INITIAL | Bit.NAME
    if lower & Bit.FUNCTION and not known & (Bit.FIRST | Bit.ORG_HEAD):
        return bits
    if "-" in form and not known:
        return bits | _hyphen_bits(form)
    if _ends_like_opener(form) and not known:
        bits |= Bit.OPENER
    return bits | Bit.NAME


# Meanings that a word keeps when it is capitalised.
_SHARED = (
    Bit.FUNCTION
    | Bit.OPENER
    | Bit.GROUP
    | Bit.COLLECTIVE
    | Bit.MODIFIER
    | Bit.NUMBER
    | Bit.QUANTIFIER
    | Bit.APPROXIMATE
    | Bit.DETERMINER
    | Bit.THE
    | Bit.ARTICLE
    | Bit.LOCATIVE
    | Bit.ROLE
    | Bit.HONOR_ROLE
    | Bit.GOVERNMENT_NOUN
    | Bit.HE
    | Bit.SHE
)


def _is_all_caps(form: str) -> bool:
    letters = [c for c in form if c.isalpha()]
    return len(letters) > 1 and form.upper() == form


def _all_caps_bits(form: str, known: int, lower: int) -> int:
    """Tell an acronym from a common word that is shouted."""
    bits = Bit.ALL_CAPS
    if known:
        return bits | Bit.NAME
    common = Bit.FUNCTION | Bit.OPENER | Bit.GROUP | Bit.ROLE | Bit.MODIFIER
    if lower & common or len(form.replace(".", "")) > 7:
        return bits | Bit.EMPHASIS | (lower & _SHARED)
    return bits | Bit.NAME


def _hyphen_bits(form: str) -> int:
    parts = [part for part in _HYPHEN.split(form) if part]
    if len(parts) < 2:
        return Bit.NAME
    if lower_lookup().get(parts[0].lower(), 0) & (Bit.FUNCTION | Bit.NUMBER):
        return 0
    known = [lookup().get(part, 0) for part in parts]
    if known[0] & Bit.CALENDAR:
        return 0
    if parts[-1][0].isupper():
        if all(bits & (Bit.PLACE | Bit.DEMONYM) for bits in known):
            return Bit.DEMONYM if known[-1] & Bit.DEMONYM else 0
        return Bit.NAME
    if len(parts[-1]) <= 4 and parts[-1] not in _COMPOUND and parts[-1].isalpha():
        function = lower_lookup().get(parts[-1], 0) & (Bit.FUNCTION | Bit.MODIFIER)
        return 0 if function else Bit.NAME
    return 0


def _ends_like_opener(form: str) -> bool:
    return form.endswith(("ing", "ly", "ed", "tion", "tions", "ness", "ment", "ments"))


@cache
def fold(word: str) -> str:
    """Fold case, diacritics and periods, so that ``U.S.`` equals ``US``.

    Parameters
    ----------
    word : str
        One word.

    Returns
    -------
    str
        Its folded form.

    Examples
    --------
    >>> fold("Peña"), fold("U.S.")
    ('pena', 'us')
    """
    flat = unicodedata.normalize("NFKD", word.casefold())
    kept = "".join(c for c in flat if not unicodedata.combining(c) and c != ".")
    return kept.replace("’", "'")
