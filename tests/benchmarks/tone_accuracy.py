"""Compare the tone scorers with people, with each other, and in speed.

Usage: python tests/benchmarks/tone_accuracy.py [--newsmtsc FOLDER] [--scorer NAME]
    [--json FILE]; OPENBLAS_NUM_THREADS=1 keeps it to one core

Prints, per scorer, how many of the project's own sentences get the tone a reader
expects, case by case, with the failures; how far names move the score; and mentions
per second of processor time. With the development files of NewsMTSC also macro-F1,
the share of opposed pairs in one sentence that are ordered as people did, and a
curve of macro-F1 over the confidence below which no estimate is given. --json writes
the same figures to a file, from which the documentation takes them.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import time
from collections import defaultdict
from itertools import combinations, product
from pathlib import Path

import numpy as np

from framing.annotate.target import SCORERS, load_scorer
from framing.annotate.target.scorers import FLOORS

OWN = Path(__file__).parents[1] / "annotate" / "target" / "sentences.csv"
SIGNS = {"negative": -1, "neutral": 0, "positive": 1}
NAMES = ("Hope", "Savage", "Justice", "United", "Donald Trump", "Li Na", "Fatima")
SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3)
SUBSETS = ("rw", "mt")


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")


def macro_f1(gold: np.ndarray, found: np.ndarray) -> float:
    """Give the mean F1 of negative, neutral and positive."""
    values = []
    for sign in (-1, 0, 1):
        both = ((gold == sign) & (found == sign)).sum()
        either = (gold == sign).sum() + (found == sign).sum()
        values.append(2 * both / either if either else 0.0)
    return float(np.mean(values))


def signs_of(score: np.ndarray) -> np.ndarray:
    """Give the label of each score; no estimate counts as neutral."""
    return np.sign(np.nan_to_num(score)).astype(int)


def read_own() -> list[tuple[str, str, tuple[int, int], int]]:
    """Read the project's own sentences: case, text, span, sign."""
    rows = []
    with OWN.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            before, target, after = re.split(r"[\[\]]", row["sentence"])
            span = (len(before), len(before) + len(target))
            text = before + target + after
            rows.append((row["case"], text, span, SIGNS[row["tone"]]))
    return rows


def report_own(name: str) -> dict[str, list[int]]:
    """Print the pass rate per case and the failures; give passed and total."""
    rows = read_own()
    texts, spans = [text for _, text, _, _ in rows], [span for _, _, span, _ in rows]
    scores = load_scorer(name)(texts, spans).score
    cases: dict[str, list[bool]] = defaultdict(list)
    for (case, _, _, sign), found in zip(rows, signs_of(scores), strict=True):
        cases[case].append(bool(sign == found))
    cases["all"] = [passed for ok in cases.values() for passed in ok]
    passed = {case: [sum(ok), len(ok)] for case, ok in cases.items()}
    rates = ", ".join(f"{case} {ok}/{n}" for case, (ok, n) in passed.items())
    say(f"{name}: own sentences: {rates}")
    for (case, text, (start, end), sign), score in zip(rows, scores, strict=True):
        if np.sign(score) != sign:
            marked = f"{text[:start]}[{text[start:end]}]{text[end:]}"
            both = f"wanted {sign:+d}, got {score:+.2f}"
            say(f"  known failure ({case}): {both}: {marked}")
    return passed


def report_names(name: str) -> float:
    """Print by how much names move the score; give the largest move."""
    texts = [(text[:a], text[b:]) for _, text, (a, b), _ in read_own()]
    columns = [
        load_scorer(name)(
            [before + other + after for before, after in texts],
            [(len(before), len(before) + len(other)) for before, _ in texts],
        ).score
        for other in NAMES
    ]
    shift = np.ptp(np.array(columns), axis=0)
    say(f"{name}: name shift mean {shift.mean():.4f}, largest {shift.max():.4f}")
    return round(float(shift.max()), 4)


def report_newsmtsc(name: str, folder: Path) -> dict[str, object]:
    """Print and give how far the scorer agrees with people."""
    read = {subset: read_subset(folder, subset) for subset in SUBSETS}
    found = {subset: measure(name, rows) for subset, rows in read.items()}
    figures: dict[str, object] = {
        subset: report_subset(f"{name} {subset}", read[subset], found[subset], name)
        for subset in SUBSETS
    }
    values = [macro_f1(gold, signs_of(score)) for score, _, gold in found.values()]
    figures["mean_macro_f1"] = round(float(np.mean(values)), 3)
    pairs = [figures[subset]["pairs"] for subset in SUBSETS]
    figures["contrast"], figures["contrast_graded"] = (
        round(sum(figures[s][key] for s in SUBSETS) / sum(pairs), 3)
        for key in ("in_order", "in_order_graded")
    )
    say(
        f"{name}: mean macro-F1 {figures['mean_macro_f1']:.3f}, contrast "
        f"{figures['contrast']:.3f}, graded {figures['contrast_graded']:.3f}"
    )
    if not np.isnan(found["rw"][1]).all():
        columns = list(found.values())
        figures["curve"] = [report_share(share, columns) for share in SHARES]
        figures["at_floor"] = report_floor(FLOORS[name], columns)
    return figures


def report_subset(
    title: str,
    rows: list[dict[str, object]],
    found: tuple[np.ndarray, ...],
    name: str,
) -> dict[str, float]:
    """Print and give macro-F1 and the order of pairs in one of the two sets."""
    score, _, gold = found
    right, pairs = order_pairs(rows, score, gold)
    graded, _ = order_pairs(rows, measure(name, rows, graded=True)[0], gold)
    value = macro_f1(gold, signs_of(score))
    missing = int(np.isnan(score).sum())
    say(
        f"{title}: n {len(gold)}, macro-F1 {value:.3f}, no estimate {missing}, pairs "
        f"in order {right:g}/{pairs}, graded {graded:g}/{pairs}"
    )
    return {
        "n": len(gold),
        "macro_f1": round(value, 3),
        "no_estimate": missing,
        "pairs": pairs,
        "in_order": right,
        "in_order_graded": graded,
    }


def report_share(share: float, columns: list[tuple[np.ndarray, ...]]) -> dict:
    """Print macro-F1 where only the more confident share of each set is answered."""
    floors = [
        np.quantile(np.nan_to_num(confidence), 1 - share)
        for _, confidence, _ in columns
    ]
    values = answer_above(floors, columns)
    each = " / ".join(f"{value:.3f}" for value in values)
    say(
        f"  answering {share:.0%} (confidence from "
        f"{' / '.join(f'{floor:.2f}' for floor in floors)}): "
        f"macro-F1 {each}, mean {np.mean(values):.3f}"
    )
    return describe(share, floors, values)


def report_floor(floor: float, columns: list[tuple[np.ndarray, ...]]) -> dict:
    """Print share and macro-F1 of what is answered above the scorer's own floor."""
    floors = [floor] * len(columns)
    values = answer_above(floors, columns)
    known = np.concatenate([np.nan_to_num(confidence) for _, confidence, _ in columns])
    share = float((known >= floor).mean())
    say(
        f"  confidence from {floor:.2f}: answering {share:.0%}, "
        f"macro-F1 {np.mean(values):.3f}"
    )
    return describe(share, floors, values)


def answer_above(
    floors: list[float], columns: list[tuple[np.ndarray, ...]]
) -> list[float]:
    """Give macro-F1 of what is answered with at least that confidence, per set."""
    values = []
    for floor, (score, confidence, gold) in zip(floors, columns, strict=True):
        kept = np.nan_to_num(confidence) >= floor
        values.append(macro_f1(gold[kept], signs_of(score)[kept]))
    return values


def describe(share: float, floors: list[float], values: list[float]) -> dict:
    """Put a point of the curve into words and round numbers."""
    return {
        "answered": round(share, 3),
        "floors": [round(float(floor), 2) for floor in floors],
        "macro_f1": [round(value, 3) for value in values],
        "mean_macro_f1": round(float(np.mean(values)), 3),
    }


def read_subset(folder: Path, subset: str) -> list[dict[str, object]]:
    """Read one development file."""
    with (folder / f"dev-{subset}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def measure(
    name: str, rows: list[dict[str, object]], *, graded: bool = False
) -> tuple[np.ndarray, ...]:
    """Give score, confidence and the sign people gave."""
    texts = [row["sentence"] for row in rows]
    spans = [(row["from"], row["to"]) for row in rows]
    scores = load_scorer(name, graded=graded)(texts, spans)
    return scores.score, scores.confidence, np.array([int(r["polarity"]) for r in rows])


def order_pairs(
    rows: list[dict[str, object]], score: np.ndarray, gold: np.ndarray
) -> tuple[float, int]:
    """Count opposed pairs in one sentence that are in order; a tie is half."""
    groups: dict[object, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        groups[row["sentence"]].append(number)
    right, pairs = 0.0, 0
    for group in groups.values():
        for a, b in combinations(group, 2):
            if gold[a] != gold[b]:
                pairs += 1
                way = (score[a] - score[b]) * (gold[a] - gold[b])
                right += 1.0 if way > 0 else 0.0 if way < 0 else 0.5
    return right, pairs


def report_speed(name: str) -> int:
    """Print mentions per second of processor time, on sentences of 25 words."""
    own = [text for _, text, _, _ in read_own()]
    texts = [f"{a[:-1]}, and they said that {b}" for a, b in product(own, own)]
    n = 400 if name == "accurate" else 6000
    spans = [(4, 8)] * n
    scorer = load_scorer(name)
    scorer(texts[:10], spans[:10])
    start = time.process_time()
    scorer(texts[:n], spans)
    rate = n / (time.process_time() - start)
    words = np.mean([len(text.split()) for text in texts[:n]])
    say(f"{name}: {rate:,.0f} mentions/s, {words:.0f} words each")
    return round(rate)


def main() -> int:
    """Report on every scorer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--newsmtsc", type=Path)
    parser.add_argument("--scorer", choices=SCORERS, action="append")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    figures = {}
    for name in options.scorer or SCORERS:
        figures[name] = {
            "own_sentences": report_own(name),
            "name_shift": report_names(name),
            "mentions_per_second": report_speed(name),
        }
        if options.newsmtsc:
            figures[name]["newsmtsc"] = report_newsmtsc(name, options.newsmtsc)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
