"""The form in which texts and patterns are compared."""

from __future__ import annotations

import unicodedata

__all__ = ["fold"]

# Curly and modifier apostrophes, hyphens that look alike, and characters that
# typesetting puts inside words without changing them.
_SAME = (
    ("\u2019", "'"),
    ("\u2018", "'"),
    ("\u02bc", "'"),
    ("\uff07", "'"),
    ("\u2010", "-"),
    ("\u2011", "-"),
    ("\u00ad", ""),
    ("\u200b", ""),
    ("\ufeff", ""),
)


def fold(text: str, *, cased: bool) -> str:
    """Bring a text to the form in which words are compared.

    Composed characters (NFC), straight apostrophes, plain hyphens, no soft
    hyphens, and lower case unless capitals count.

    Parameters
    ----------
    text : str
        Any text.
    cased : bool
        Whether capitals count.

    Returns
    -------
    str
        The text to compare.

    Examples
    --------
    >>> fold("Migrants’", cased=False)
    "migrants'"
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        for odd, plain in _SAME:
            text = text.replace(odd, plain)
    if cased:
        return text
    # Greek writes a final sigma differently, which would hide prefixes.
    return text.lower().replace("\u03c2", "\u03c3")
