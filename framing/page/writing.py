"""Numbers, counts and lists as they stand in a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from framing.comparison.bounds import UNBOUNDED, is_bounded, without_unbounded

if TYPE_CHECKING:
    from collections.abc import Sequence


__all__ = [
    "WIDER",
    "between",
    "count",
    "equal",
    "join",
    "p_value",
    "plain_note",
    "plural",
    "quantity",
    "several",
]

# What one group is called, and several.
_GROUP_NOUNS = {"doc_id": ("article", "articles")}


WIDER = "the wider of two intervals is shown"
"""What notes say of few hits; the page explains it once."""

# What notes of the tables say, in the words of a reader who knows no statistics.
_PLAIN = (
    (
        r"undefined in \d+ arrangements, counted as extreme",
        "reshuffles without an estimate count as no evidence of a difference",
    ),
    (r"fewer than two articles with data", "at most one article has any"),
    (r"counting uncertainty only", "interval from the number of hits alone"),
    (
        r"fewer than (\d+) deciding hits: at least the counting interval",
        rf"fewer than \1 hits: {WIDER}",
    ),
    (r"the articles do not differ", "all articles have the same value"),
    (
        r"undefined without one of the articles",
        "without one of the articles there is no estimate",
    ),
    (
        r"spread of the sentences of one article: that article, not its outlet",
        "interval from the sentences of one article: it tells of that article only",
    ),
    (
        r"(test and interval disagree: )p moves these articles, (.*?) \(docs: .*?\)",
        r"\1the test moves these articles, \2",
    ),
    (
        r"cannot reach 5%: the smallest possible p is ([\d.]+)",
        r"too few articles for p below \1",
    ),
    (
        r"(by no known actor: )find_actors\(.*pronouns=True\)",
        r"\1pronouns=True (in a shell: --pronouns)",
    ),
    (r"(list more speakers, with other names): find_actors\(.*\)", r"\1"),
)
_ONE_ARTICLE = ("fewer than two articles with data", "counting uncertainty only")
_ONE_TOLD = "a single article, so the interval is from the number of hits alone"
_NO_INTERVAL = "no interval"
_NO_ESTIMATE = ("no hit", "nothing to divide by")


def plain_note(note: str, *, tone: bool = False) -> str:
    """Write the note of a table in words that need no statistics.

    Parameters
    ----------
    note : str
        The note, its parts divided by semicolons.
    tone : bool, default False
        Whether it is of tone, which counts sentences with an estimate and no hits.

    Returns
    -------
    str
        The same, each part once.

    Examples
    --------
    >>> plain_note("fewer than two articles with data; no interval")
    'at most one article has any: no interval'
    """
    # Where nothing is bounded, the page says so in place of the interval.
    told = without_unbounded(note).split("; ")
    parts = list(dict.fromkeys(filter(None, told)))
    if tone and set(_NO_ESTIMATE) & set(parts):
        gone = {*_NO_ESTIMATE, _NO_INTERVAL}
        parts = ["no estimate to go on", *(part for part in parts if part not in gone)]
    elif len(parts) > 1 and _NO_INTERVAL in parts:
        parts = [part for part in parts if part != _NO_INTERVAL]
        own = not parts[-1].startswith("undefined in") and "interval" not in parts[-1]
        parts = [*parts[:-1], parts[-1] + f": {_NO_INTERVAL}"] if own else parts
    if set(_ONE_ARTICLE) <= set(parts):
        gone = set(_ONE_ARTICLE)
        parts = [_ONE_TOLD, *(part for part in parts if part not in gone)]
    for pattern, words in _PLAIN:
        parts = [re.sub(pattern, words, part) for part in parts]
    return "; ".join(dict.fromkeys(parts))


def between(
    low: float, high: float, estimate: float, *, signed: bool, scale: float | None
) -> str:
    """Write an interval, or that there is too little to bound the value.

    Examples
    --------
    >>> between(4.1, 9.2, 6.0, signed=False, scale=None)
    '4.10 to 9.20'
    >>> between(-1.0, 1.0, 0.2, signed=True, scale=2.0)
    'too few to bound'
    """
    if not is_bounded(low, high, estimate, scale):
        return UNBOUNDED
    return f"{quantity(low, signed=signed)} to {quantity(high, signed=signed)}"


def several(by: str) -> str:
    """Return what groups are called, such as ``"outlets"``.

    Examples
    --------
    >>> several("outlet"), several("party")
    ('outlets', 'party groups')
    """
    return count(2, by).removeprefix("2 ")


def plural(n: int, noun: str, several: str | None = None) -> str:
    """Write a count with its noun.

    Examples
    --------
    >>> plural(1, "article"), plural(1200, "article")
    ('1 article', '1,200 articles')
    """
    return f"{n:,} {noun if n == 1 else several or noun + 's'}"


def count(n: int, by: str) -> str:
    """Write how many groups there are, in the words of the document variable."""
    one, several = _GROUP_NOUNS.get(by, (f"{by} group", f"{by} groups"))
    return plural(n, "outlet") if by == "outlet" else plural(n, one, several)


def join(parts: Sequence[str], last: str = "and") -> str:
    """Join with commas and a last word.

    Examples
    --------
    >>> join(["a", "b", "c"])
    'a, b and c'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def quantity(value: float, *, signed: bool = False) -> str:
    """Write a number with a true minus sign, as many digits as carry information.

    Examples
    --------
    >>> quantity(23.6066), quantity(4.5), quantity(0.2, signed=True)
    ('23.6', '4.50', '+0.20')
    """
    if np.isnan(value):
        return "–"
    digits = 2 if signed or abs(value) < 9.995 else 1
    rounded = round(value, digits) + 0.0  # no sign before a zero
    plus = "+" if signed and rounded > 0 else ""
    return f"{plus}{rounded:,.{digits}f}".replace("-", "−")


def p_value(p: float) -> str:
    """Write a p-value, never as zero.

    Examples
    --------
    >>> p_value(0.0314), p_value(0.0001)
    ('.031', '< .001')
    """
    if np.isnan(p):
        return "–"
    return "< .001" if p < 0.001 else f"{p:.3f}".lstrip("0")


def equal(p: float) -> str:
    """Write what a p-value is, as it follows the letter p.

    Examples
    --------
    >>> equal(0.0314), equal(0.0001)
    ('= .031', '< .001')
    """
    told = p_value(p)
    return told if told.startswith("<") else f"= {told}"
