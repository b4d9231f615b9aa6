"""Whether a pattern can match at all, given how texts are cut into tokens."""

from __future__ import annotations

import re

from framing.lexicon.pattern import is_wild

__all__ = ["NEVER", "explain_cut"]

NEVER = "can never match"
"""How every report of such a pattern begins."""

# What a star may stand for, as far as the tokenizer cares.
_FILLINGS = ("", "a", "s-x", "1", ".s.", "a.")
# Signs of a regular expression where a glob is expected.
_REGEX_SIGNS = re.compile(r"\\[bswdBSWD]|\.\*|\.\+|[\^$|]|\(.*\)|\[.*\]|\{\d")


def explain_cut(pattern: str) -> str:
    """Say why no run of tokens can look like a pattern.

    The library's own tokenizer is asked; another one may cut otherwise.

    Parameters
    ----------
    pattern : str
        Words divided by spaces, with ``*`` and ``?`` as wildcards.

    Returns
    -------
    str
        The reason, empty if the pattern can match.

    Examples
    --------
    >>> explain_cut("border,wall")
    "the tokenizer cuts 'border,wall' into 'border , wall'"
    >>> explain_cut("border-wall*")
    ''
    """
    for word in pattern.split(" "):
        if is_wild(word) or _stays_whole(word):
            continue
        shown = " ".join(_cut(word.replace("*", "x").replace("?", "x")))
        hint = ""
        if _REGEX_SIGNS.search(word):
            hint = "; it looks like a regular expression"
        return f"the tokenizer cuts {word!r} into {shown!r}{hint}"
    return ""


def _stays_whole(word: str) -> bool:
    """Say whether some spelling of a word comes out of the tokenizer in one piece."""
    word = word.replace("?", "x")
    for filling in _FILLINGS if "*" in word else ("",):
        text = word.replace("*", filling)
        spellings = (text, text.capitalize(), text.upper())
        if any(len(_cut(spelling)) == 1 for spelling in spellings):
            return True
    return False


def _cut(text: str) -> list[str]:
    from framing.tokens.words import split_run

    return [text[start:end] for start, end in split_run(text)]
