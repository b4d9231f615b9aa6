"""LIWC dictionaries: .dic (a legend and numeric codes) and .dicx (a table)."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from framing.lexicon.category import join_path, split_path
from framing.lexicon.formats.draft import Draft
from framing.lexicon.formats.lines import numbered_rows, split_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.lexicon.lexicon import Lexicon

__all__ = ["format_dic", "format_dicx", "parse_dic", "parse_dicx"]

Numbered = tuple[int, str]

# <of>131/125 and (02 134)125/464 count only in some contexts; LIWC alone knows how.
_CONDITION = re.compile(r"<[^>]*>\S*|\([^)]*\)\S*")
_CODE = re.compile(r"\d+")
_LEGEND = re.compile(r"(?P<indent>[\t ]*)(?P<code>\d+)\s+(?P<name>.*\S)\s*")
_REMARK = re.compile(r"(?P<name>.*\S)\s*\((?P<text>[^()]*)\)")


def parse_dic(text: str, name: str, *, lower: bool | None) -> Lexicon:
    """Read a LIWC .dic file.

    Parameters
    ----------
    text : str
        Content of the file.
    name : str
        Name of the lexicon.
    lower : bool, optional
        Whether to lower-case patterns; by default yes: LIWC ignores capitals.

    Returns
    -------
    Lexicon
        The lexicon, patterns of a category in alphabetical order; ``problems``
        lists what could not be read.

    Raises
    ------
    ValueError
        If there is no legend or no entry.
    """
    draft = Draft()
    legend, body = _sections(split_lines(text), draft)
    codes = _read_legend(legend, draft)
    for line, content in body:
        _read_term(line, content, codes, draft)
    _sort(draft, [full for _, full in codes.values()])
    draft.report_empty([(line, full) for line, full in codes.values()])
    return draft.finish(name, lower=lower is not False)


def _sections(
    lines: Sequence[Numbered], draft: Draft
) -> tuple[list[Numbered], list[Numbered]]:
    marks = [at for at, (_, text) in enumerate(lines) if text.strip() == "%"]
    if not marks:
        msg = "No legend: a .dic file lists its categories between two lines of '%'."
        raise ValueError(msg)
    begin = marks[0] + 1
    if len(marks) > 1:
        return list(lines[begin : marks[1]]), list(lines[marks[1] + 1 :])
    draft.report(lines[marks[0]][0], "the legend is not closed by '%'")
    end = begin
    while end < len(lines) and (_LEGEND.fullmatch(lines[end][1]) or not lines[end][1]):
        end += 1
    return list(lines[begin:end]), list(lines[end:])


def _read_legend(lines: Sequence[Numbered], draft: Draft) -> dict[int, Numbered]:
    """Return line and full name of each code; tabs before a code nest it."""
    codes: dict[int, Numbered] = {}
    above: list[tuple[int, str]] = []
    for line, text in lines:
        if not text.strip():
            continue
        match = _LEGEND.fullmatch(text)
        if match is None:
            draft.report(line, f"not a code and a name: {text.strip()!r}")
            continue
        depth = match["indent"].count("\t")
        above = [pair for pair in above if pair[0] < depth]
        short, remark = _split_remark(match["name"])
        full = join_path([*(part for _, part in above), short])
        above.append((depth, short))
        draft.describe(full, remark)
        _define(int(match["code"]), line, full, codes, draft)
    return codes


def _split_remark(name: str) -> tuple[str, str]:
    """Take the words in brackets after a name as its meaning."""
    match = _REMARK.fullmatch(name)
    return (match["name"], match["text"]) if match else (name, "")


def _define(
    code: int, line: int, full: str, codes: dict[int, Numbered], draft: Draft
) -> None:
    if code in codes:
        draft.report(line, f"code {code} already means {codes[code][1]!r}: left out")
    else:
        codes[code] = (line, full)


def _read_term(line: int, text: str, codes: dict[int, Numbered], draft: Draft) -> None:
    if not text.strip():
        return
    term, rest = _split_term(text)
    if _CONDITION.search(rest):
        draft.report(line, f"conditional code of {term!r}: left out")
        rest = _CONDITION.sub(" ", rest)
    numbers = rest.split()
    if not numbers and not _CONDITION.search(text):
        draft.report(line, f"{term!r} has no code: left out")
    for number in dict.fromkeys(numbers):
        if not _CODE.fullmatch(number):
            draft.report(line, f"{number!r} of {term!r} is not a code: left out")
        elif int(number) not in codes:
            draft.report(line, f"undefined code {number} of {term!r}: left out")
        else:
            draft.add_pattern(line, codes[int(number)][1], term)


def _split_term(text: str) -> tuple[str, str]:
    """Divide a line into term and codes, at the first tab or before the numbers."""
    text = text.strip()
    if "\t" in text:
        term, _, rest = text.partition("\t")
        return " ".join(term.split()), rest
    match = re.fullmatch(r"(.*?\S)((?:\s+(?:\d+|<[^>]*>\S*|\([^)]*\)\S*))*)", text)
    return (" ".join(match[1].split()), match[2]) if match else (text, "")


def _sort(draft: Draft, names: Sequence[str]) -> None:
    """Put categories in the order of the legend, and patterns in that of letters."""
    place = {name: at for at, name in enumerate(dict.fromkeys(names))}
    pairs = sorted(
        zip(draft.rows, draft.lines, strict=True),
        key=lambda pair: (place[pair[0].category], pair[0].pattern),
    )
    draft.rows = [row for row, _ in pairs]
    draft.lines = [line for _, line in pairs]


def format_dic(lexicon: Lexicon) -> str:
    """Write a LIWC .dic file.

    Parameters
    ----------
    lexicon : Lexicon
        What to write.

    Returns
    -------
    str
        The content, sub-categories nested by tabs.
    """
    names = _with_levels_above(lexicon.categories)
    code_of = {name: code for code, name in enumerate(names, start=1)}
    legend = [_legend_line(name, code) for name, code in code_of.items()]
    held: dict[str, list[int]] = {}
    for row in lexicon.rows:
        held.setdefault(row.pattern, []).append(code_of[row.category])
    body = [
        "\t".join([pattern, *(str(code) for code in dict.fromkeys(codes))])
        for pattern, codes in sorted(held.items())
    ]
    return "\n".join(["%", *legend, "%", *body, ""])


def _legend_line(name: str, code: int) -> str:
    path = split_path(name)
    return "\t" * (len(path) - 1) + f"{code}\t{path[-1]}"


def _with_levels_above(categories: Sequence[str]) -> list[str]:
    names: dict[str, None] = {}
    for name in categories:
        path = split_path(name)
        names.update((join_path(path[: at + 1]), None) for at in range(len(path)))
    return list(names)


def parse_dicx(text: str, name: str, *, lower: bool | None) -> Lexicon:
    """Read a LIWC .dicx table: rows are terms, columns categories, X marks.

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
        The lexicon; a number instead of an X becomes the weight.

    Raises
    ------
    ValueError
        If there is no entry.
    """
    draft = Draft()
    rows = numbered_rows(text)
    line, header = next(rows, (1, []))
    names = header[1:]
    for at, row in rows:
        _read_marks(at, row, names, draft)
    draft.report_empty([(line, full) for full in names if full])
    return draft.finish(name, lower=lower is not False)


def _read_marks(
    line: int, row: Sequence[str], names: Sequence[str], draft: Draft
) -> None:
    term = row[0]
    marks = [(cell, at) for at, cell in enumerate(row[1:]) if cell]
    if not term or not marks:
        draft.report(line, "a row without a term or a mark: left out")
        return
    for mark, at in marks:
        if at >= len(names) or not names[at]:
            draft.report(line, f"{term!r} is marked in a column without a name")
            continue
        weight = _weight(mark)
        if weight is None:
            draft.report(line, f"{mark!r} of {term!r} is neither X nor a number")
        elif weight:
            draft.add_pattern(line, names[at], term, weight)


def _weight(mark: str) -> float | None:
    if mark.upper() == "X":
        return 1.0
    try:
        return float(mark)
    except ValueError:
        return None


def format_dicx(lexicon: Lexicon) -> str:
    """Write a LIWC .dicx table.

    Parameters
    ----------
    lexicon : Lexicon
        What to write.

    Returns
    -------
    str
        The content; a weight other than 1 stands in place of the X.
    """
    names = lexicon.categories
    held: dict[str, dict[str, str]] = {}
    for row in lexicon.rows:
        mark = "X" if row.weight == 1.0 else repr(row.weight)
        held.setdefault(row.pattern, {}).setdefault(row.category, mark)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(["DicTerm", *names])
    writer.writerows(
        [pattern, *(marks.get(name, "") for name in names)]
        for pattern, marks in held.items()
    )
    return buffer.getvalue()
