"""What the library says to a programmer, as a shell user can follow it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace

__all__ = ["in_shell", "shell_pair"]

_TABLE = re.compile(r"see corpus\.(skipped|remarks) ")
_COLUMNS = re.compile(r"columns=\{'(\w+)': (?:None|(?P<quote>['\"])(.*?)(?P=quote))\}")
_OPTION = re.compile("`(by|columns|encoding|events|reference)`")
# Articles are chosen in Python only.
_CHOICE = re.compile(
    r"(?: To choose articles by their words, type |, )"
    r"corpus\.where\(lambda .*?\)(?=[,.])(?:\.$)?"
)
# Parameters for which there is an option, and those for which there is none.
_OPTIONS = {
    "(events=...)": "(--events VARIABLE)",
    'lexicon="generic-frames"': "--lexicon generic-frames",
    "fr.list_lexicons() lists": "framing lexicon list names",
    " (labels=[...], reference='a group')": "",
    " (reference='rest')": "",
    "; ask for pairs with reference='all pairs'": "",
    "(`events=`)": "(framing compare with --events VARIABLE)",
    "lexicon.check(corpus)": "framing lexicon check FILE ARTICLES",
    'fr.Lexicon.from_dict(..., language="es")': "--lexicon FILE",
}


def in_shell(text: str, args: Namespace) -> str:
    """Name files and options in place of attributes and parameters.

    Parameters
    ----------
    text : str
        A message of the library.
    args : Namespace
        What was typed; only ``compare`` writes what was not read into a file.

    Returns
    -------
    str
        The message.

    Examples
    --------
    >>> from argparse import Namespace
    >>> typed = Namespace(verb="compare", out="results")
    >>> in_shell("1 not read, see corpus.skipped (first: a.pdf)", typed)
    '1 not read, see results/skipped.csv (first: a.pdf)'
    """
    text = _COLUMNS.sub(
        lambda found: f"--columns {shell_pair(found[1], found[3] or 'None')}", text
    )
    text = _CHOICE.sub("", text)
    for parameters, option in _OPTIONS.items():
        text = text.replace(parameters, option)
    text = _OPTION.sub(r"--\1", text)
    if args.verb != "compare":
        return text.replace(", see corpus.skipped (", " (").replace(
            ", see corpus.remarks (", " ("
        )
    out = Path(args.out)
    return _TABLE.sub(lambda found: f"see {(out / found[1]).as_posix()}.csv ", text)


def shell_pair(role: str, name: str) -> str:
    """Write ``role=name``, in quotation marks where a shell would cut it."""
    pair = f"{role}={name}"
    return f'"{pair}"' if re.search(r"[^\w=.-]", pair) else pair
