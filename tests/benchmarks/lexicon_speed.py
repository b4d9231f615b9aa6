"""Time the lexicon lookup against vaderSentiment, side by side in one process.

Usage: python -m tests.benchmarks.lexicon_speed articles.jsonl [--megabytes 10]

Each line of the file is an article with a field "text". Both work on the same
sentences; the token table is made before the clock starts. The status is 1 if the
median ratio of CPU times is below the gate for either lexicon: the shipped one, whose
entries have conditions, and 600 plain entries drawn from the texts themselves.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import framing as fr
from framing.lexicon import Lexicon, find_matches, load_lexicon

if TYPE_CHECKING:
    from collections.abc import Callable

GATE, ROUNDS, SHARE = 30.0, 5, 10


def read_texts(path: Path, megabytes: float) -> list[dict[str, str]]:
    """Read articles until there is enough text."""
    found: list[dict[str, str]] = []
    size = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            found.append({"text": json.loads(line)["text"]})
            size += len(found[-1]["text"])
            if size > megabytes * 1e6:
                break
    return found


def draw_plain(words: list[str]) -> Lexicon:
    """Draw 600 entries: beginnings, words, endings and phrases."""
    draw = random.Random(1)
    begun = [f"{draw.choice(words)[: draw.randint(4, 9)]}*" for _ in range(250)]
    whole = [draw.choice(words) for _ in range(250)]
    ended = [f"*{draw.choice(words)[-5:]}" for _ in range(20)]
    phrases = [f"{draw.choice(words)} {draw.choice(words)[:4]}*" for _ in range(80)]
    entries = [*begun, *whole, *ended, *phrases]
    return Lexicon.from_dict({"a": entries[::2], "b": entries[1::2]}, name="600 plain")


def measure(work: Callable[[], object]) -> float:
    """Give the CPU time of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main(arguments: list[str] | None = None) -> int:
    """Print both times and their ratio for each lexicon."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--megabytes", type=float, default=10)
    options = parser.parse_args(arguments)
    tokens = fr.tokenize(fr.read_articles(read_texts(options.path, options.megabytes)))
    words = [form.lower() for form in tokens.types if form.isalpha() and len(form) > 4]
    score = SentimentIntensityAnalyzer().polarity_scores
    sample = tokens.sentences["text"].tolist()[::SHARE]  # all would take a minute
    slow = False
    for lexicon in (load_lexicon("security-humanitarian"), draw_plain(words)):
        find_matches(lexicon, tokens)  # warm up
        pairs = [
            (
                SHARE * measure(lambda: [score(text) for text in sample]),
                measure(lambda lexicon=lexicon: find_matches(lexicon, tokens)),
            )
            for _ in range(ROUNDS)
        ]
        ratio = statistics.median(theirs / ours for theirs, ours in pairs)
        theirs, ours = (statistics.median(side) for side in zip(*pairs, strict=True))
        slow = slow or ratio < GATE
        line = f"{lexicon!r}: VADER {theirs:.2f} s, lookup {ours:.3f} s, {ratio:.0f}x\n"
        sys.stdout.write(line)
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
