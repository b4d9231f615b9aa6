"""Time the library against its peers, side by side in one process.

    python -m tests.benchmarks [articles.jsonl] [--megabytes 19] [--largest 100]

Each line of the file is an article with a field "text"; without a file the bundled
example is repeated. CPU time, median of five rounds in which everything runs in turn,
so that a busy machine disturbs all alike. Peers that are no dependency of the tests
are timed where they are installed. The status is 1 if a gate is missed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from nltk.tokenize import NLTKWordTokenizer, RegexpTokenizer, TreebankWordTokenizer
from sklearn.feature_extraction.text import CountVectorizer
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import framing as fr
from framing.annotate.vader import score_vader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROUNDS = 5
PEER_MEGABYTES = 3  # the slow ones take long, and their speed depends on no size
PEER, OURS = "vaderSentiment, sentence by sentence", "framing: the whole pipeline"
VADER = "framing: VADER from a list of sentences"
GATES = {OURS: 5.0, VADER: 6.0}
MOST_GROWTH, MOST_MEMORY = 1.1, 400


_STREAM = """
import re, sys, warnings
from pathlib import Path
import framing as fr
warnings.simplefilter("ignore", fr.FramingWarning)
fr.measure_articles(sys.argv[1], fr.find_frames, fr.score_sentiment, progress=False)
status = Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) // 1024)
"""


def read_texts(path: Path | None) -> list[str]:
    """Read the articles, or those of the example."""
    if path is None:
        return list(fr.load_example("caravan").texts)
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def take(texts: list[str], megabytes: float) -> list[str]:
    """Take articles, again from the first where they run out."""
    taken, size = [], 0
    for text in cycle(texts):
        if size >= megabytes * 1e6:
            return taken
        taken.append(text)
        size += len(text)
    return taken


def run_pipeline(texts: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Words, sentences, lexicon and VADER, up to the counts per article."""
    corpus = fr.Corpus(pd.DataFrame({"text": pd.Series(texts, dtype="str")}))
    frames = fr.find_frames(corpus)
    return frames.per_document(), fr.score_sentiment(corpus).per_document()


def cut_sentences(texts: list[str]) -> list[str]:
    """Cut articles as the library does, for VADER to score the same sentences."""
    corpus = fr.Corpus(pd.DataFrame({"text": pd.Series(texts, dtype="str")}))
    return list(fr.tokenize(corpus).sentences["text"])


def list_own(texts: list[str]) -> dict[str, Callable[[], object]]:
    """Name what the library does, beside vaderSentiment on the same sentences."""
    sentences = cut_sentences(texts)
    analyzer = SentimentIntensityAnalyzer()
    frame = pd.DataFrame({"text": pd.Series(texts, dtype="str")})
    tokens = fr.tokenize(fr.Corpus(frame))
    return {
        PEER: lambda: [analyzer.polarity_scores(s) for s in sentences],
        OURS: lambda: run_pipeline(texts),
        VADER: lambda: score_vader(sentences),
        "framing: words and sentences": lambda: fr.tokenize(fr.Corpus(frame)),
        "framing: lexicon": lambda: fr.find_frames(tokens),
        "framing: VADER from the token table": lambda: fr.score_sentiment(tokens),
    }


def list_peers(texts: list[str]) -> dict[str, Callable[[], object]]:
    """Name what other libraries do, beside vaderSentiment."""
    sentences = cut_sentences(texts)
    analyzer = SentimentIntensityAnalyzer()
    words, regexp = NLTKWordTokenizer(), RegexpTokenizer(r"\w+|[^\w\s]+")
    treebank = TreebankWordTokenizer()
    return {
        PEER: lambda: [analyzer.polarity_scores(s) for s in sentences],
        "NLTKWordTokenizer, spans": lambda: [
            list(words.span_tokenize(text)) for text in texts
        ],
        "NLTK Treebank, strings": lambda: [treebank.tokenize(text) for text in texts],
        "NLTK RegexpTokenizer, spans": lambda: [
            list(regexp.span_tokenize(text)) for text in texts
        ],
        "scikit-learn CountVectorizer": lambda: CountVectorizer().fit_transform(texts),
        **list_optional(texts),
    }


def list_optional(texts: list[str]) -> dict[str, Callable[[], object]]:
    """Name the peers that happen to be installed."""
    works: dict[str, Callable[[], object]] = {}
    if module := find_module("syntok.tokenizer"):
        syntok = module.Tokenizer()
        works["syntok, offsets"] = lambda: [
            list(syntok.tokenize(text)) for text in texts
        ]
    if module := find_module("tokenizers.pre_tokenizers"):
        whitespace = module.Whitespace()
        works["Hugging Face Whitespace, offsets"] = lambda: [
            whitespace.pre_tokenize_str(text) for text in texts
        ]
    if module := find_module("spacy"):
        english = module.blank("en")
        works["spaCy, blank English"] = lambda: [
            [word.idx for word in english.tokenizer(text)] for text in texts
        ]
    return works


def find_module(name: str) -> Any:
    """Import a module if it is installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def measure(work: Callable[[], object]) -> float:
    """Give the CPU time of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def time_all(works: dict[str, Callable[[], object]]) -> dict[str, list[float]]:
    """Run everything in turn, several times."""
    rounds = [
        {name: measure(work) for name, work in works.items()} for _ in range(ROUNDS)
    ]
    return {name: [one[name] for one in rounds] for name in works}


def ratios_to_peer(times: dict[str, list[float]]) -> dict[str, list[float]]:
    """Give the speed against vaderSentiment's in each round, sorted."""
    peer = times[PEER]
    return {
        name: sorted(a / b for a, b in zip(peer, own, strict=True))
        for name, own in times.items()
    }


def measure_speakers(texts: list[str]) -> float:
    """Give the words per second in which actors, quotes and voices are found."""
    corpus = fr.Corpus(pd.DataFrame({"text": pd.Series(texts, dtype="str")}))
    tokens = fr.tokenize(corpus)
    seconds = measure(lambda: find_speakers(tokens))
    return float(tokens.words_per_doc.sum()) / seconds


def find_speakers(tokens: fr.Tokens) -> fr.Annotations:
    """Find who acts and who speaks."""
    fr.find_actors(tokens)
    return fr.find_voice(fr.find_quotes(tokens))


def measure_growth(texts: list[str], largest: float) -> float:
    """Give the exponent of CPU time from 1 MB to the largest corpus, streamed."""
    times = []
    for size in (1.0, largest):
        rows = [{"text": text} for text in take(texts, size)]
        stream = fr.stream_articles(rows, clean=False)
        n_rounds = ROUNDS if size == 1.0 else 1
        rounds = [measure(lambda s=stream: measure_stream(s)) for _ in range(n_rounds)]
        times.append(statistics.median(rounds))
    return math.log(times[1] / times[0]) / math.log(largest)


def measure_stream(stream: object) -> fr.ArticleCounts:
    """Count in a stream with both finders."""
    return fr.measure_articles(
        stream, fr.find_frames, fr.score_sentiment, progress=False
    ).counts["frames"]


def measure_memory(texts: list[str], largest: float, folder: Path) -> int:
    """Give the peak memory, in MB, of a process that streams the largest corpus."""
    path = folder / "benchmark.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": t}) + "\n" for t in take(texts, largest))
    # A process of its own, without the peers of this one in its memory; its largest
    # size as Linux tells it, since getrusage would tell that of the parent.
    command = [sys.executable, "-c", _STREAM, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout)


def describe(ratios: dict[str, list[float]]) -> Iterator[str]:
    """Write the table of ratios."""
    yield "| | speed, vaderSentiment = 1 | range | gate |"
    yield "|---|---|---|---|"
    for name, rounds in ratios.items():
        gate = f"{GATES[name]:g}" if name in GATES else ""
        middle, low, high = statistics.median(rounds), rounds[0], rounds[-1]
        yield f"| {name} | {middle:.2g} | {low:.2g}-{high:.2g} | {gate} |"


def main() -> int:
    """Print the table and check the gates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, nargs="?")
    parser.add_argument("--megabytes", type=float, default=19)
    parser.add_argument("--largest", type=float, default=100)
    options = parser.parse_args()
    write = sys.stdout.write
    texts = read_texts(options.path)
    run_pipeline(texts[:3])
    ratios = ratios_to_peer(time_all(list_own(take(texts, options.megabytes))))
    peers = take(texts, min(PEER_MEGABYTES, options.megabytes))
    ratios |= ratios_to_peer(time_all(list_peers(peers)))
    write("\n".join(describe(ratios)) + "\n")
    find_speakers(fr.tokenize(fr.load_example("caravan")))
    speeds = [measure_speakers(peers) for _ in range(ROUNDS)]
    write(f"actors, quotes and voice: {statistics.median(speeds):,.0f} words/s\n")
    growth = measure_growth(texts, options.largest)
    write(f"growth from 1 to {options.largest:g} MB: time ~ size^{growth:.2f}")
    write(f" (gate {MOST_GROWTH})\n")
    with tempfile.TemporaryDirectory() as folder:
        memory = measure_memory(texts, options.largest, Path(folder))
    write(f"peak memory streaming {options.largest:g} MB: {memory} MB")
    write(f" (gate {MOST_MEMORY})\n")
    medians = {name: statistics.median(rounds) for name, rounds in ratios.items()}
    missed = [name for name, gate in GATES.items() if medians[name] < gate]
    return int(bool(missed) or growth > MOST_GROWTH or memory > MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main())
