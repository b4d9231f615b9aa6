"""Numbers, counts and lists as they stand in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


__all__ = ["count", "equal", "join", "p_value", "plural", "quantity"]

# What one group is called, and several.
_GROUP_NOUNS = {"doc_id": ("article", "articles")}


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
