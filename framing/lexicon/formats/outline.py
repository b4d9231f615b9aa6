"""Line-based forms: WordStat (.cat, nested by tabs) and Lexicoder 3 (.lc3)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from framing.lexicon.category import join_path, split_path
from framing.lexicon.formats.draft import Draft
from framing.lexicon.formats.lines import split_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from framing.lexicon.lexicon import Lexicon

__all__ = ["format_cat", "format_lc3", "parse_cat", "parse_lc3"]

_WORD = re.compile(r"(?P<text>.*\S)\s*\((?P<weight>[+-]?\d+(?:[.,]\d+)?)\)")


def parse_cat(text: str, name: str, *, lower: bool | None) -> Lexicon:
    """Read a WordStat .cat file.

    Parameters
    ----------
    text : str
        Content of the file.
    name : str
        Name of the lexicon.
    lower : bool, optional
        Whether to lower-case patterns; by default yes.

    Returns
    -------
    Lexicon
        The lexicon; ``_`` divides words, and the number in brackets after a
        word is its weight.

    Raises
    ------
    ValueError
        If there is no entry.
    """
    draft = Draft()
    above: list[tuple[int, str]] = []
    seen: list[tuple[int, str]] = []
    for line, content in split_lines(text):
        if not content.strip():
            continue
        depth = len(content) - len(content.lstrip("\t"))
        above = [pair for pair in above if pair[0] < depth]
        path = join_path(part for _, part in above)
        match = _WORD.fullmatch(content.strip())
        if match is None:
            above.append((depth, content.strip()))
            seen.append((line, join_path([path, content.strip()])))
        else:
            _read_word(line, path, match, draft)
    draft.report_empty(seen)
    return draft.finish(name, lower=lower is not False)


def _read_word(line: int, path: str, match: re.Match[str], draft: Draft) -> None:
    text = match["text"].replace("_", " ")
    if not path:
        draft.report(line, f"{text!r} stands in no category: left out")
    elif text.startswith("@"):
        draft.report(line, f"rule {text!r} cannot be read: left out")
    else:
        draft.add_pattern(line, path, text, float(match["weight"].replace(",", ".")))


def format_cat(lexicon: Lexicon) -> str:
    """Write a WordStat .cat file.

    Parameters
    ----------
    lexicon : Lexicon
        What to write.

    Returns
    -------
    str
        The content, words in capitals, nested by tabs.
    """
    held: dict[str, list[str]] = {}
    for row in lexicon.rows:
        word = row.pattern.replace(" ", "_").upper()
        held.setdefault(row.category, []).append(f"{word} ({row.weight:g})")
    paths = [split_path(name) for name in held]
    return "\n".join([*_level((), paths, held), ""])


def _level(
    above: tuple[str, ...],
    paths: Sequence[tuple[str, ...]],
    held: Mapping[str, Sequence[str]],
) -> list[str]:
    lines = []
    depth = len(above)
    for part in dict.fromkeys(path[depth] for path in paths):
        here = (*above, part)
        inside = [p for p in paths if p[: depth + 1] == here and len(p) > depth + 1]
        lines.append("\t" * depth + part)
        lines += _level(here, inside, held)
        lines += ["\t" * (depth + 1) + word for word in held.get(".".join(here), ())]
    return lines


def parse_lc3(text: str, name: str, *, lower: bool | None) -> Lexicon:
    """Read a Lexicoder 3 file: lines of ``+KEY``, each followed by its patterns.

    Parameters
    ----------
    text : str
        Content of the file.
    name : str
        Name of the lexicon.
    lower : bool, optional
        Whether to lower-case patterns; by default yes.

    Returns
    -------
    Lexicon
        The lexicon; names of categories come without the plus.

    Raises
    ------
    ValueError
        If there is no entry.
    """
    draft = Draft()
    seen: list[tuple[int, str]] = []
    category = ""
    for line, content in split_lines(text):
        word = " ".join(content.split())
        if word.startswith("+"):
            category = word[1:].strip()
            seen.append((line, category))
        elif word and category:
            draft.add_pattern(line, category, word)
        elif word:
            draft.report(line, f"{word!r} stands before the first +KEY: left out")
    draft.report_empty(seen)
    return draft.finish(name, lower=lower is not False)


def format_lc3(lexicon: Lexicon) -> str:
    """Write a Lexicoder 3 file.

    Parameters
    ----------
    lexicon : Lexicon
        What to write.

    Returns
    -------
    str
        The content; levels stand in the name, divided by dots.
    """
    lines: list[str] = []
    category = ""
    for row in lexicon.rows:
        if row.category != category:
            category = row.category
            lines.append(f"+{category}")
        lines.append(row.pattern)
    return "\n".join([*lines, ""])
