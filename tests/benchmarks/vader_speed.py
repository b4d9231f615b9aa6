"""Time the numpy VADER against vaderSentiment, side by side in one process.

Usage: python tests/benchmarks/vader_speed.py articles.jsonl [--sentences 40000]

Each line of the file is an article with a field "text". The status is 1 if the
median ratio of CPU times is below the gate, or if any score differs.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import time
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from framing.annotate.vader import score_vader
from framing.annotate.vader.tables import load_tables
from framing.annotate.vader.words import Codebook, encode_words

if TYPE_CHECKING:
    from collections.abc import Callable

GATE, ROUNDS = 6.0, 5


def read_sentences(path: Path, n_sentences: int) -> list[str]:
    """Cut articles crudely into sentences."""
    with path.open(encoding="utf-8") as lines:
        texts = (json.loads(line)["text"] for line in lines)
        cut = (re.split(r"(?<=[.!?])\s+|\n+", text) for text in texts)
        return list(islice(chain.from_iterable(cut), n_sentences))


def measure(work: Callable[[], object]) -> float:
    """Give the CPU time of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def compare_times(sentences: list[str]) -> list[tuple[float, float]]:
    """Time both in turns, so that a busy machine disturbs them alike."""
    analyzer = SentimentIntensityAnalyzer()
    score_vader(sentences[:10])
    return [
        (
            measure(lambda: [analyzer.polarity_scores(s) for s in sentences]),
            measure(lambda: score_vader(sentences)),
        )
        for _ in range(ROUNDS)
    ]


def count_differences(sentences: list[str]) -> int:
    """Count the sentences of which any score differs."""
    analyzer = SentimentIntensityAnalyzer()
    ours = score_vader(sentences)
    columns = zip(ours.compound, ours.pos, ours.neu, ours.neg, strict=True)
    names = ("compound", "pos", "neu", "neg")
    return sum(
        tuple(map(analyzer.polarity_scores(sentence).__getitem__, names)) != scores
        for sentence, scores in zip(sentences, columns, strict=True)
    )


def describe_detours(sentences: list[str]) -> str:
    """Tell how much does not take the fast road."""
    tables = load_tables(frozenset())
    book = Codebook(tables)
    n_words = len(encode_words(sentences, book).code)
    n_odd = sum(
        chunk.encode("utf-8", "surrogatepass") in book
        for sentence in sentences
        for chunk in sentence.split()
    )
    n_emoji = sum(not tables.emoji.keys().isdisjoint(s) for s in sentences)
    return (
        f"words read by Python: {n_odd / n_words:.2%} ({len(book)} distinct); "
        f"sentences with emoji, scored twice: {n_emoji / len(sentences):.3%}; "
        "sentences handed to vaderSentiment: 0"
    )


def main() -> int:
    """Report the ratio and compare it with the gate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--sentences", type=int, default=40_000)
    options = parser.parse_args()
    sentences = read_sentences(options.path, options.sentences)
    times = compare_times(sentences)
    ratio = statistics.median(theirs / ours for theirs, ours in times)
    size = sum(map(len, sentences)) / 1e6
    theirs, ours = (statistics.median(column) for column in zip(*times, strict=True))
    n_different = count_differences(sentences)
    sys.stdout.write(
        f"{len(sentences)} sentences, {size:.1f} million characters\n"
        f"vaderSentiment {size / theirs:.2f} M/s, framing {size / ours:.1f} M/s, "
        f"ratio {ratio:.1f} (gate {GATE:g}); sentences that differ: {n_different}\n"
        f"{describe_detours(sentences)}\n"
    )
    return int(ratio < GATE or n_different > 0)


if __name__ == "__main__":
    sys.exit(main())
