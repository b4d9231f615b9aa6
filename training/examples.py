"""Training examples: sentences cut at their target, and variations on them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

__all__ = [
    "CLASSES",
    "Example",
    "mask_names",
    "place_in_frames",
    "read_examples",
    "recombine",
    "replace_words",
    "retarget",
    "share_sentence",
]

CLASSES = (-1, 0, 1)

_CAPITALISED = r"[A-Z][\w’'.-]*\w"
_NAME = re.compile(rf"(?<=[\w,;’'”\"] )(?:{_CAPITALISED})(?: {_CAPITALISED})*")
_PRONOUN = re.compile(r"\b(?:he|she|they|him|them)\b", re.IGNORECASE)


class Example(NamedTuple):
    """A sentence without its target: what stands before it and behind it."""

    before: str
    after: str
    polarity: int
    mention: str


def read_examples(path: Path) -> list[Example]:
    """Read one file of NewsMTSC."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Example(
            row["sentence"][: row["from"]],
            row["sentence"][row["to"] :],
            int(row["polarity"]),
            row["mention"],
        )
        for row in rows
    ]


def mask_names(
    example: Example, *, names: bool, repeats: bool, word: str = "someone"
) -> Example:
    """Write `someone` for other names and `they` for repeats of the target."""
    before, after = example.before, example.after
    if repeats:
        pattern = re.compile(rf"(?<!\w){re.escape(example.mention)}(?!\w)")
        before, after = pattern.sub("they", before), pattern.sub("they", after)
    if names and not _is_title_case(before + after):
        # A lone first word may be any word; a name follows another word.
        before, after = _NAME.sub(word, before), _NAME.sub(word, "x" + after)[1:]
    return example._replace(before=before, after=after)


def retarget(example: Example) -> list[Example]:
    """Make every other name and pronoun of the sentence the target."""
    text = f"{example.before}{example.mention}{example.after}"
    return [
        Example(text[:start], text[end:], 9, text[start:end])
        for start, end in _find_others(example)
    ]


def share_sentence(
    examples: list[Example],
    n: int,
    generator: np.random.Generator,
    near: dict[str, list[str]],
) -> list[Example]:
    """Read sentences for two of their targets each: n as they are, n with near words.

    Either target's example holds the same words, so that only the place of the target
    tells the two apart.
    """
    cuts = [cut for example in examples for cut in _cut_at_two(example)]
    order = [cuts[at] for at in generator.permutation(len(cuts))]
    shared = [both for cut in order[:n] for both in _read_for_both(*cut)]
    for cut in order[-n:]:
        share = generator.uniform(0.2, 0.6)
        left, first, middle, second, right = cut
        left, middle, right = (
            _swap_words(part, near, generator, share) for part in (left, middle, right)
        )
        shared += _read_for_both(left, first, middle, second, right)
    return shared


def _find_others(example: Example) -> list[tuple[int, int]]:
    """Find names and pronouns beside the target."""
    text = f"{example.before}{example.mention}{example.after}"
    spans = {match.span() for match in _NAME.finditer(text)}
    spans |= {match.span() for match in _PRONOUN.finditer(text)}
    at = len(example.before)
    return [
        (start, end)
        for start, end in sorted(spans)
        if end <= at or start >= at + len(example.mention)
    ]


def _cut_at_two(example: Example) -> list[tuple[str, ...]]:
    """Cut a sentence at its target and at each other: left, first, middle, ..."""
    text = f"{example.before}{example.mention}{example.after}"
    own = (len(example.before), len(example.before) + len(example.mention))
    cuts = []
    for other in _find_others(example):
        (a, b), (c, d) = sorted((own, other))
        cuts.append((text[:a], text[a:b], text[b:c], text[c:d], text[d:]))
    return cuts


def _read_for_both(
    left: str, first: str, middle: str, second: str, right: str
) -> list[Example]:
    return [
        Example(left, middle + second + right, 9, first),
        Example(left + first + middle, right, 9, second),
    ]


def recombine(
    examples: list[Example], n: int, generator: np.random.Generator
) -> list[Example]:
    """Put the beginning of one sentence before the end of another."""
    left = generator.integers(0, len(examples), n)
    right = generator.integers(0, len(examples), n)
    return [
        Example(examples[a].before, examples[b].after, 9, "they")
        for a, b in zip(left, right, strict=True)
    ]


def _is_title_case(text: str) -> bool:
    words = re.findall(r"[^\W\d_]{4,}", text)
    return sum(word[0].isupper() for word in words) > 0.5 * len(words)


def replace_words(
    example: Example,
    near: dict[str, list[str]],
    generator: np.random.Generator,
    *,
    share: float,
) -> Example:
    """Replace some of the words by words that are near in meaning."""
    before, after = (
        _swap_words(side, near, generator, share)
        for side in (example.before, example.after)
    )
    return example._replace(before=before, after=after)


def _swap_words(
    text: str, near: dict[str, list[str]], generator: np.random.Generator, share: float
) -> str:
    def swap(match: re.Match[str]) -> str:
        others = near.get(match.group())
        if others is None or generator.random() >= share:
            return match.group()
        return others[int(generator.integers(len(others)))]

    return re.sub(r"\b[a-z]{3,}\b", swap, text)


def place_in_frames(words: list[str]) -> list[list[Example]]:
    """Put every word into short frames around the target."""
    frames = (
        ("", " {} them."),
        ("They {} ", "."),
        ("", " was {}."),
        ("The {} of ", "."),
    )
    return [
        [Example(a.format(w), b.format(w), 9, "they") for w in words] for a, b in frames
    ]
