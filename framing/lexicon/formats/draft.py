"""What a reader collects from a file before it becomes a lexicon."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from framing.lexicon.cutting import NEVER, explain_cut
from framing.lexicon.entry import Entry, Problem
from framing.lexicon.lexicon import Lexicon
from framing.lexicon.nested import drop_duplicates, lower_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Draft"]


@dataclass
class Draft:
    """Collect entries with their lines, and the lines that could not be read."""

    rows: list[Entry] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    def add(self, line: int, entry: Entry) -> None:
        """Take an entry."""
        self.rows.append(entry)
        self.lines.append(line)

    def add_pattern(
        self, line: int, category: str, pattern: str, weight: float = 1.0
    ) -> None:
        """Take a plain pattern, or report why it cannot be used."""
        try:
            self.add(line, Entry(category, pattern, weight=weight))
        except ValueError as error:
            self.report(line, str(error))

    def describe(self, category: str, text: str) -> None:
        """Take the meaning of a category."""
        if text.strip():
            self.texts[category] = text.strip()

    def report(self, line: int, reason: str) -> None:
        """Take a problem."""
        self.problems.append(Problem(line, reason))

    def report_empty(self, categories: Iterable[tuple[int, str]]) -> None:
        """Report the categories that hold nothing, themselves or below."""
        full = {row.category for row in self.rows}
        for line, name in categories:
            inside = any(c == name or c.startswith(f"{name}.") for c in full)
            if not inside:
                self.report(line, f"category {name!r} is empty: left out")

    def finish(self, name: str, *, lower: bool = False) -> Lexicon:
        """Return the lexicon; entries that occur twice are kept once."""
        rows = [lower_entry(row) for row in self.rows] if lower else self.rows
        kept, twice = drop_duplicates(rows, self.lines)
        found = [*self.problems, *twice, *_useless(rows, self.lines)]
        problems = sorted(found, key=lambda issue: issue.line)
        if not kept:
            reasons = "; ".join(f"line {p.line}: {p.reason}" for p in problems[:3])
            msg = f"{name!r} holds no entry that can be read. {reasons}".strip()
            raise ValueError(msg)
        return Lexicon(
            kept,
            name=name,
            descriptions=tuple(self.texts.items()),
            issues=tuple(problems),
        )


def _useless(rows: Iterable[Entry], lines: Iterable[int]) -> Iterator[Problem]:
    """Yield the entries that the tokenizer never lets match; they are kept."""
    for row, line in zip(rows, lines, strict=True):
        reason = explain_cut(row.pattern)
        if reason:
            yield Problem(line, f"{NEVER}: {reason}")
