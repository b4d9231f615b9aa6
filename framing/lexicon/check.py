"""What the owner of a lexicon should look at."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing._errors import list_names
from framing.lexicon.cutting import NEVER, explain_cut
from framing.lexicon.fold import fold
from framing.lexicon.pattern import glob_regex, is_wild

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd

    from framing.corpus import Corpus
    from framing.lexicon.entry import Entry, Problem
    from framing.lexicon.lexicon import Lexicon
    from framing.lexicon.matching import Matches, TokenTable

__all__ = ["check_lexicon"]

_COLUMNS = ("problem", "category", "pattern", "detail", "n_hits", "share")
_FEWEST = 10  # hits of a category from which a share says something
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class _Finding:
    problem: str
    row: Entry
    detail: str
    n_hits: int | None = None
    share: float | None = None


def check_lexicon(
    lexicon: Lexicon, tokens: Corpus | TokenTable | None, *, dominant: float
) -> pd.DataFrame:
    """List what the owner should look at; see :meth:`Lexicon.check`."""
    if not 0 < dominant <= 1:
        msg = (
            f"`dominant` must be a share above 0 and up to 1, such as 0.25; got "
            f"{dominant!r}."
        )
        raise ValueError(msg)
    rows = lexicon.rows
    found = [
        *_too_wide(rows),
        *_marks(rows),
        *_never(rows),
        *_repeated(rows),
        *_swallowed(rows),
    ]
    found += _shared(rows)
    if tokens is not None:
        found += _tried(lexicon, tokens, dominant)
    return _tabulate([*_unreadable(lexicon.issues), *map(_as_tuple, found)])


def _unreadable(issues: Iterable[Problem]) -> Iterator[tuple[object, ...]]:
    """Yield what could not be read; what can never match is found again."""
    for issue in issues:
        if not issue.reason.startswith(NEVER):
            twice = issue.reason.startswith("duplicate")
            where = f"line {issue.line}: " if issue.line else ""
            kind = "duplicate" if twice else "unreadable"
            yield kind, "", "", f"{where}{issue.reason}", None, None


def _as_tuple(found: _Finding) -> tuple[object, ...]:
    row = found.row
    place = (found.problem, row.category, row.pattern)
    return (*place, found.detail, found.n_hits, found.share)


def _tabulate(rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    import pandas as pd

    texts = dict.fromkeys(_COLUMNS[:4], "str")
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    return table.astype({**texts, "n_hits": "Int64", "share": "float64"})


def _too_wide(rows: Iterable[Entry]) -> Iterator[_Finding]:
    for row in rows:
        if is_wild(row.pattern.replace(" ", "")):
            what = "any word" if "*" in row.pattern else "any word of that length"
            yield _Finding("matches everything", row, f"{what} matches; add letters")


def _marks(rows: Iterable[Entry]) -> Iterator[_Finding]:
    """Yield patterns without a letter, digit or wildcard: they find no word."""
    for row in rows:
        has_letters = any(c.isalnum() or c in "*?" for c in row.pattern)
        if not has_letters and not explain_cut(row.pattern):
            detail = "no letter or digit, so it finds marks and never a word"
            yield _Finding("marks only", row, detail)


def _never(rows: Iterable[Entry]) -> Iterator[_Finding]:
    for row in rows:
        for text in (row.pattern, *row.exclude, *row.near):
            reason = explain_cut(text)
            if reason:
                yield _Finding(NEVER, row, reason)
                break


def _repeated(rows: Sequence[Entry]) -> Iterator[_Finding]:
    first: dict[tuple[str, str], Entry] = {}
    for row in rows:
        key = (row.category, fold(row.pattern, cased=row.case))
        other = first.setdefault(key, row)
        if other is not row:
            yield _Finding("duplicate", row, f"the category also has {other.pattern!r}")


def _shared(rows: Sequence[Entry]) -> Iterator[_Finding]:
    held: dict[str, dict[str, Entry]] = defaultdict(dict)
    for row in rows:
        held[fold(row.pattern, cased=row.case)].setdefault(row.category, row)
    for categories in held.values():
        if len(categories) > 1:
            names = ", ".join(categories)
            row = next(iter(categories.values()))
            yield _Finding("in several categories", row, f"counts for each of: {names}")


def _swallowed(rows: Sequence[Entry]) -> Iterator[_Finding]:
    """Yield entries whose every match is a match of another of the category."""
    wide = _by_stem(rows)
    for row in rows:
        for other in _candidates(row, wide):
            if other is not row and _covers(other, row):
                yield _Finding("swallowed", row, f"{other.pattern!r} matches it too")
                break


def _by_stem(rows: Iterable[Entry]) -> dict[tuple[str, int, str], list[Entry]]:
    """Index entries that can swallow: with wildcards and without conditions."""
    wide: dict[tuple[str, int, str], list[Entry]] = defaultdict(list)
    for row in rows:
        free = not row.exclude and not row.near and not row.case
        if free and ("*" in row.pattern or "?" in row.pattern):
            wide[row.category, len(row.words), _stem(row.words[0])].append(row)
    return wide


def _stem(word: str) -> str:
    return re.split(r"[*?]", fold(word, cased=False))[0]


def _candidates(
    row: Entry, wide: dict[tuple[str, int, str], list[Entry]]
) -> Iterator[Entry]:
    stem = _stem(row.words[0])
    for size in range(len(stem) + 1):
        yield from wide.get((row.category, len(row.words), stem[:size]), ())


def _covers(wide: Entry, narrow: Entry) -> bool:
    """Say whether each word of one pattern matches all that the other's does."""
    if fold(wide.pattern, cased=False) == fold(narrow.pattern, cased=False):
        return False  # a duplicate, reported as such
    pairs = zip(wide.words, narrow.words, strict=True)
    return all(_word_covers(first, second) for first, second in pairs)


def _word_covers(wide: str, narrow: str) -> bool:
    test = glob_regex(fold(wide, cased=False)).fullmatch
    text = fold(narrow, cased=False).replace("?", "\ue000")
    # A private character matches nothing but a wildcard, so three lengths of it
    # stand for whatever the star of the narrower word may hold.
    return all(test(text.replace("*", "\ue001" * n)) for n in (0, 1, 3))


def _tried(
    lexicon: Lexicon, tokens: Corpus | TokenTable, dominant: float
) -> Iterator[_Finding]:
    """Yield what shows only on texts: entries without hits, or with too many."""
    from framing.lexicon.found import list_found, try_on

    matches, table = try_on(lexicon, tokens)
    words = list_found(matches, table)
    hits = np.bincount(matches.entry, minlength=len(lexicon.rows)).tolist()
    total = _per_category(matches)
    for number, (row, count) in enumerate(zip(lexicon.rows, hits, strict=True)):
        of = total[row.category]
        if not count:
            yield _Finding("no match here", row, "not found in these texts", 0, 0.0)
        elif of >= _FEWEST and count / of >= dominant:
            named = _describe(words[words["entry"] == number])
            detail = f"{count} of {of} hits of the category: {named}"
            yield _Finding("dominant", row, detail, count, count / of)


def _describe(words: pd.DataFrame) -> str:
    """Name the words of an entry that are found most, with how often."""
    pairs = zip(words["word"], words["n_hits"], strict=True)
    return list_names([f"{word} {count}" for word, count in pairs], _MOST_WORDS)


def _per_category(matches: Matches) -> dict[str, int]:
    numbers = np.bincount(matches.category, minlength=len(matches.categories))
    return dict(zip(matches.categories, numbers.tolist(), strict=True))
