"""Token tables from lists of words, and a matcher written the slow, obvious way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True)
class Table:
    types: tuple[str, ...]
    type: NDArray[np.int32]
    sentence: NDArray[np.int32]
    is_word: NDArray[np.bool_]


def build_table(sentences: Sequence[Sequence[str]]) -> Table:
    """Build what matching needs from lists of words, one list a sentence."""
    forms = [form for sentence in sentences for form in sentence]
    number_of = {form: at for at, form in enumerate(dict.fromkeys(forms))}
    lengths = [len(sentence) for sentence in sentences]
    return Table(
        tuple(number_of),
        np.array([number_of[form] for form in forms], dtype=np.int32),
        np.repeat(np.arange(len(sentences)), lengths).astype(np.int32),
        np.array([_is_word(form) for form in number_of], dtype=bool),
    )


def _is_word(form: str) -> bool:
    return any(char.isalnum() for char in form)


def glob(pattern: str, text: str) -> bool:
    """Match a glob by recursion, without regular expressions."""
    if not pattern:
        return not text
    if pattern[0] == "*":
        return any(glob(pattern[1:], text[n:]) for n in range(len(text) + 1))
    if not text or (pattern[0] != "?" and pattern[0] != text[0]):
        return False
    return glob(pattern[1:], text[1:])


def word_matches(pattern: str, form: str) -> bool:
    """Say whether a word of a pattern matches a token, capitals ignored."""
    pattern, form = pattern.lower(), form.lower()
    if not pattern.strip("*?") and not _is_word(form):
        return False
    if glob(pattern, form):
        return True
    if "'" in pattern:
        return False
    if form.endswith("'s") and form[:-2]:
        return glob(pattern, form[:-2])
    return form.endswith("'") and bool(form[:-1]) and glob(pattern, form.rstrip("'"))


def spans_of(pattern: str, sentences: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return first and last token of every occurrence, positions over all sentences."""
    words = pattern.split()
    found = []
    offset = 0
    for sentence in sentences:
        for at in range(len(sentence) - len(words) + 1):
            window = sentence[at : at + len(words)]
            if all(map(word_matches, words, window)):
                found.append((offset + at, offset + at + len(words) - 1))
        offset += len(sentence)
    return found


def match_slowly(
    entries: Sequence[tuple[str, str]],
    sentences: Sequence[Sequence[str]],
    *,
    across: bool = False,
) -> list[tuple[int, int, str]]:
    """Apply the rules as they are written down, one position after the other."""
    hits: dict[tuple[int, int], list[str]] = {}
    order = list(dict.fromkeys(category for category, _ in entries))
    for category, pattern in entries:
        for span in spans_of(pattern, sentences):
            hits.setdefault(span, [])
            if category not in hits[span]:
                hits[span].append(category)
    taken: set[tuple[str, int]] = set()
    covered: set[int] = set()
    kept = []
    for first, last in sorted(hits, key=lambda span: (span[0] - span[1], span[0])):
        places = range(first, last + 1)
        if across and covered.issuperset(places):
            continue
        for category in hits[first, last]:
            if not any((category, place) in taken for place in places):
                taken.update((category, place) for place in places)
                covered.update(places)
                kept.append((first, last, category))
    return sorted(kept, key=lambda hit: (hit[0], order.index(hit[2])))
