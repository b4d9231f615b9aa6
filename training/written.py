"""News-like sentences of our own on those who do and those who suffer.

The training sentences speak of politicians: hardly any has a group of people as its
target, few have victims and bystanders, and none the same words with the roles
exchanged. The sentences made here are ours: templates and words (`grammar.yml`) were
written for this purpose, and people, places and events are invented.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import yaml

from training.examples import Example
from training.pairs import find_opposed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

__all__ = ["Grammar", "Written", "read_grammar", "write_sentences"]

# Actors, and how often they have a name instead of a role.
ACTORS = {"A": 0.6, "B": 0.6, "C": 0.6, "X": 1.0, "Y": 1.0}
_TONES = {"-": -1, "0": 0, "+": 1}
_SLOT = re.compile(r"\{([A-Za-z_]+)([-0+]?)\}")
_OPENED, _ENDED = 0.35, 0.25  # share of sentences with a clause before, behind


class Grammar(NamedTuple):
    """Sets of templates per family, and the entries of each list of words."""

    families: dict[str, list[list[str]]]
    words: dict[str, list[str]]


@cache
def read_grammar() -> Grammar:
    """Read the templates and words that stand beside this file."""
    text = Path(__file__).with_name("grammar.yml").read_text("utf-8")
    read = yaml.safe_load(text)
    families = {
        name: [mirrors.strip().splitlines() for mirrors in block.split("\n\n")]
        for name, block in read["families"].items()
    }
    words = {
        name: [" ".join(entry.split()) for entry in block.split("|")]
        for name, block in read["words"].items()
    }
    return Grammar(families, words)


class Written(NamedTuple):
    """Sentences of our own, and pairs: targets of one sentence that differ in tone.

    `sources` names family and template of each.
    """

    examples: list[Example]
    pairs: list[tuple[int, int]]
    sources: list[tuple[str, str]]


def write_sentences(n: int, generator: np.random.Generator) -> Written:
    """Write n sentences or one more, each as often as it has targets.

    Families take turns, and so do the tones that a family has.
    """
    examples: list[Example] = []
    sources: list[tuple[str, str]] = []
    grammar = read_grammar()
    kept = {name: _by_tone(sets) for name, sets in grammar.families.items()}
    for turn in count():
        if len(examples) >= n:
            break
        for family, templates in kept.items():
            tones = sorted(templates)
            template = _choose(templates[tones[turn % len(tones)]], generator)
            made = _write(template, grammar.words, generator)
            examples += made
            sources += [(family, template)] * len(made)
    return Written(examples, find_opposed(examples), sources)


def _choose(entries: Sequence[str], generator: np.random.Generator) -> str:
    return entries[int(generator.integers(len(entries)))]


def _by_tone(sets: Sequence[Sequence[str]]) -> dict[str, list[str]]:
    """Give the templates that have a target of each tone."""
    templates: dict[str, list[str]] = {}
    for template in (template for mirrors in sets for template in mirrors):
        for tone in {tone for _, tone in _SLOT.findall(template) if tone}:
            templates.setdefault(tone, []).append(template)
    return templates


def _write(
    template: str, words: dict[str, list[str]], generator: np.random.Generator
) -> list[Example]:
    """Fill a template, often with a clause before or behind it."""
    text = template
    if generator.random() < _OPENED:
        text = f"{_choose(words['opening'], generator)} {text}"
    if generator.random() < _ENDED:
        text = f"{text}{_choose(words['ending'], generator)}"
    parts, tones = _fill(text, words, generator)
    parts[0 if parts[0] else 1] = _capitalise(parts[0] or parts[1])
    parts[-1] += "."
    return [
        Example("".join(parts[:at]), "".join(parts[at + 1 :]), tone, parts[at])
        for at, tone in zip(range(1, len(parts), 2), tones, strict=True)
    ]


def _fill(
    text: str, words: dict[str, list[str]], generator: np.random.Generator
) -> tuple[list[str], list[int]]:
    """Give the text cut at its targets (every second part), and their tones."""
    parts, tones = [""], []
    used: set[str] = set()
    while match := _SLOT.search(text):
        kind, tone = match.groups()
        entry = _draw(kind, words, used, generator)
        parts[-1] += text[: match.start()]
        text = text[match.end() :]
        if tone:
            parts += [entry, ""]
            tones.append(_TONES[tone])
        else:
            text = entry + text
    parts[-1] += text
    return parts, tones


def _draw(
    kind: str,
    words: dict[str, list[str]],
    used: set[str],
    generator: np.random.Generator,
) -> str:
    """Draw an entry that the sentence does not hold yet; `used` takes it up."""
    if kind in ACTORS:
        kind = "name" if generator.random() < ACTORS[kind] else "role"
    entry = _choose([entry for entry in words[kind] if entry not in used], generator)
    used.add(entry)
    return entry


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]
