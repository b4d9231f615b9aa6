"""Write the measured figures of the tone scorers into the page on tone.

Run ``python docs/tone_figures.py`` after ``docs/data/tone-figures.json`` was written by
``python tests/benchmarks/tone_accuracy.py --newsmtsc FOLDER --json
docs/data/tone-figures.json``.
"""

import csv
import json
import re
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np

from framing.annotate.target import SCORERS, load_scorer

mpl.use("agg")
here = Path(__file__).parent
page = here / "explanation" / "tone.md"
own = here.parent / "tests" / "annotate" / "target" / "sentences.csv"
NAMES = {"vader": "VADER on the clause", "fast": "fast", "accurate": "accurate"}
SIGNS = {"negative": -1, "neutral": 0, "positive": 1}
COLORS = {"accurate": "#0072B2", "fast": "#D55E00"}
CASES = {
    "negation": "negation (*denied lying*, *cleared of*)",
    "role": "who does what to whom (*police arrested Brown*)",
    "sympathy": "victims",
    "plain": "plain praise and blame",
    "two": "one of two targets",
    "contrast": "*but*, *for all her charm*",
    "topic": "a grim topic, no tone",
    "irony": "irony",
    "modal": "*should*, *could*",
    "plight": "people in a plight",
    "deeds": "what a group does",
    "said": "what is said of a group",
    "pair": "those who do and those who suffer",
    "company": "in company of the praised or blamed",
    "not": "*did not abandon*, *never helped*",
    "all": "all",
}


def short(value):
    """Write a figure without its leading zero."""
    return f"{value:.2f}".removeprefix("0")


def rounded(value):
    """Write a number with two digits that count."""
    return f"{float(f'{value:.2g}'):,.0f}"


def accuracy(figures):
    """Write what each scorer reaches on sentences that people judged."""
    news = {name: figures[name]["newsmtsc"] for name in NAMES}
    pairs = sum(news["vader"][subset]["pairs"] for subset in ("rw", "mt"))
    half = {
        name: next(p for p in news[name]["curve"] if p["answered"] == 0.5)
        for name in ("fast", "accurate")
    }
    yield "| | " + " | ".join(NAMES.values()) + " |"
    yield "|---|---|---|---|"
    for title, value in (
        ("macro-F1, `rw` / `mt`", lambda n: " / ".join(
            short(news[n][s]["macro_f1"]) for s in ("rw", "mt"))),
        ("macro-F1, mean of both", lambda n: short(news[n]["mean_macro_f1"])),
        (f"contrast ({pairs} pairs)", lambda n: short(news[n]["contrast"])),
        ("the same, graded", lambda n: short(news[n]["contrast_graded"])),
        ("macro-F1 of the more confident half", lambda n: short(
            half[n]["mean_macro_f1"]) if n in half else ""),
        ("share answered above its floor", lambda n: (
            f"{news[n]['at_floor']['answered']:.0%}" if n in half else "100%")),
        ("macro-F1 above its floor", lambda n: short(
            news[n]["at_floor"]["mean_macro_f1"]) if n in half else ""),
        ("largest move of the score when the name changes", lambda n: (
            f"{figures[n]['name_shift']:g}" if n in half else
            f"0 (masked; {short(figures[n]['name_shift'])} if not)")),
        ("own sentences with the expected tone", lambda n: "{} of {}".format(
            *figures[n]["own_sentences"]["all"])),
        ("mentions a second, one core", lambda n: rounded(
            figures[n]["mentions_per_second"])),
    ):  # fmt: skip
        yield f"| {title} | " + " | ".join(value(name) for name in NAMES) + " |"


def coverage(figures):
    """Write how good the answers are where only the surer ones are given."""
    curves = {name: figures[name]["newsmtsc"]["curve"] for name in ("fast", "accurate")}
    yield (
        "| sentences answered | fast: macro-F1 | confidence from "
        "| accurate: macro-F1 | confidence from |"
    )
    yield "|---|---|---|---|---|"
    for fast, accurate in zip(*curves.values(), strict=True):
        cells = [f"{fast['answered']:.0%}"]
        for point in (fast, accurate):
            floors = " / ".join(map(short, point["floors"]))
            cells += [short(point["mean_macro_f1"]), floors]
        yield f"| {' | '.join(cells)} |"


def own_sentences(figures):
    """Write how many of the project's own sentences get the tone a reader expects."""
    passed = {name: figures[name]["own_sentences"] for name in NAMES}
    yield "| case | " + " | ".join(f"{name}" for name in NAMES.values()) + " |"
    yield "|---|---|---|---|"
    for case, title in CASES.items():
        cells = ["{} of {}".format(*passed[name][case]) for name in NAMES]
        yield f"| {title} | {' | '.join(cells)} |"


def failures(_):
    """List the own sentences that a scorer gets wrong."""
    rows = list(csv.DictReader(own.open(encoding="utf-8")))
    sides = [re.split(r"[\[\]]", row["sentence"]) for row in rows]
    texts = ["".join(parts) for parts in sides]
    spans = [(len(a), len(a) + len(t)) for a, t, _ in sides]
    signs = {name: np.sign(load_scorer(name)(texts, spans).score) for name in SCORERS}
    yield "| sentence (target in bold) | a reader | accurate | fast | VADER |"
    yield "|---|---|---|---|---|"
    told = {-1: "negative", 0: "neutral", 1: "positive"}
    for n, (row, (before, target, after)) in enumerate(zip(rows, sides, strict=True)):
        if signs["accurate"][n] == SIGNS[row["tone"]]:
            continue
        found = [told[int(signs[name][n])] for name in ("accurate", "fast", "vader")]
        yield f"| {before}**{target}**{after} | {row['tone']} | {' | '.join(found)} |"


def draw(figures):
    """Draw macro-F1 against the share of sentences answered."""
    fig, ax = plt.subplots(figsize=(6.4, 3.6), layout="constrained")
    for name, color in COLORS.items():
        points = figures[name]["newsmtsc"]["curve"]
        ax.plot(
            [100 * point["answered"] for point in points],
            [point["mean_macro_f1"] for point in points],
            marker="o", color=color, label=name,
        )  # fmt: skip
        floor = figures[name]["newsmtsc"]["at_floor"]
        ax.plot(
            100 * floor["answered"], floor["mean_macro_f1"],
            marker="D", markersize=10, color=color, markerfacecolor="none",
            linestyle="",
        )  # fmt: skip
    vader = figures["vader"]["newsmtsc"]["mean_macro_f1"]
    ax.plot([100], [vader], marker="s", color="#666666", linestyle="", label="VADER")
    ax.set_xlabel("% of sentences answered, the most confident first")
    ax.set_ylabel("macro-F1, mean of rw and mt")
    ax.set_ylim(0.5, 1)
    ax.invert_xaxis()
    ax.spines[["top", "right"]].set_visible(False)
    ax.grid(axis="y", color="#E6E6E6")
    ax.legend(frameon=False, loc="upper left")
    ax.set_title("Where the scorers are sure, they agree more with people",
                 loc="left", fontsize=10, fontweight="bold")  # fmt: skip
    fig.savefig(here / "images" / "tone-coverage.png", dpi=144)


def main():
    """Fill the parts of the page that are marked, and draw the curve."""
    figures = json.loads((here / "data" / "tone-figures.json").read_text("utf-8"))
    text = page.read_text("utf-8")
    for part in (accuracy, coverage, own_sentences, failures):
        name = part.__name__.replace("_", "-")
        start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        before, rest = text.split(start)
        _, after = rest.split(end)
        table = "\n".join(part(figures))
        text = f"{before}{start}{table}\n{end}{after}"
    page.write_text(text, "utf-8")
    draw(figures)


if __name__ == "__main__":
    main()
