"""Train the tone scorers from NewsMTSC and the base weights.

Usage: python -m training --newsmtsc FOLDER --base FOLDER [--out FOLDER] [--work FOLDER]

FOLDER of --base holds model.safetensors and vocab.txt of all-MiniLM-L6-v2. Weights are
written where the package reads them. What is made on the way stays in --work and is
used again when the command is run again; delete that folder to start afresh.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch

from framing.annotate.target.reading import encode_sides
from framing.annotate.target.wordpiece import WordPieces
from training.convolution import NARROW, Convolution, fit_fast
from training.encoder import Encoder, fit, predict, read_base
from training.examples import read_examples
from training.explain import fit_effects, measure_effects
from training.export import (
    choose_pieces,
    encoder_arrays,
    fast_arrays,
    read_pieces,
    shrink,
    write_arrays,
    write_hashes,
)
from training.lessons import (
    encode,
    make_lessons,
    start_embeddings,
    target_probabilities,
    vary,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor

    from training.examples import Example

SHIPPED = Path(__file__).parents[1] / "framing" / "annotate" / "target" / "weights"
LESSONS_SEED, FAST_SEED, EXPLAIN_SEED = 7, 3, 5
N_EXPLAINED = 260
EPOCHS_FAST = 10


class Plan(NamedTuple):
    """How one of the encoders is trained; the mean of their weights is shipped."""

    seed: int
    frozen: int


PLANS = (Plan(seed=1, frozen=0), Plan(seed=2, frozen=2))


class Materials(NamedTuple):
    """What training starts from."""

    examples: list[Example]
    vocabulary: list[str]
    splitter: WordPieces
    base: dict[str, Tensor]


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def remember(path: Path, make: Callable[[], object]) -> object:
    """Make something once, and read it from its file ever after."""
    if not path.exists():
        torch.save(make(), path)
    return torch.load(path, weights_only=False)


def train_encoder(plan: Plan, given: Materials) -> dict[str, Tensor]:
    """Train one encoder for two epochs, each with names masked in another way."""
    torch.manual_seed(plan.seed)
    model = Encoder(given.base)
    wanted = target_probabilities(given.examples)
    epochs = []
    for epoch in range(2):
        varied = vary(given.examples, 100 * plan.seed + epoch)
        epochs.append((encode(varied, given.splitter), wanted))
    fit(model, epochs, seed=plan.seed, frozen=plan.frozen, decay=0.9, log=say)
    return model.state_dict()


def average(states: list[dict[str, Tensor]], base: dict[str, Tensor]) -> Encoder:
    """Give the encoder whose weights are the mean."""
    model = Encoder(base)
    mean = {name: sum(s[name] for s in states) / len(states) for name in states[0]}
    model.load_state_dict(mean)
    return model.eval()


def explain(model: Encoder, given: Materials) -> dict[str, np.ndarray]:
    """Give the layer that reads off how much each piece moves the score."""
    order = np.random.default_rng(EXPLAIN_SEED).permutation(len(given.examples))
    chosen = (given.examples[at] for at in order)
    sides = (encode_sides(e.before, e.after, given.splitter) for e in chosen)
    rows = [(s.pieces, s.place, s.words) for s in sides if 6 < len(s.pieces) < 60]
    effects, vectors, _ = measure_effects(model, rows[:N_EXPLAINED])
    weights, constant = fit_effects(vectors, effects)
    small, scale = shrink(weights[None])
    bias = np.array([constant], np.float16)
    return {"explain.int8": small, "explain.scale": scale, "explain.bias": bias}


def train_fast(teacher: Encoder, given: Materials, work: Path) -> Convolution:
    """Teach the small network what the teacher thinks of many sentences."""
    vectors = given.base["embeddings.word_embeddings.weight"].numpy()
    lessons = make_lessons(given.examples, given.vocabulary, vectors, LESSONS_SEED)
    sentences = encode([*lessons.originals, *lessons.variations], given.splitter)
    frames = [encode(frame, given.splitter) for frame in lessons.frames]
    opinions = remember(
        work / "opinions.pt",
        lambda: [predict([teacher], part) for part in (sentences, *frames)],
    )
    start = start_embeddings(
        given.vocabulary, vectors, lessons.words, opinions[1:], NARROW
    )
    torch.manual_seed(FAST_SEED)
    model = Convolution(start)
    rows, wanted, weights = weigh_lessons(given, sentences, frames, opinions)
    return fit_fast(
        model, rows, wanted, weights, epochs=EPOCHS_FAST, seed=FAST_SEED, log=say
    )


def weigh_lessons(
    given: Materials, sentences: list, frames: list, opinions: list
) -> tuple[list, Tensor, Tensor]:
    """Mix the teacher's opinion with people's; half of the short frames are kept."""
    n = len(given.examples)
    signs = torch.tensor([example.polarity + 1 for example in given.examples])
    people = torch.nn.functional.one_hot(signs, 3).float()
    soft = torch.softmax(torch.cat(opinions), 1)
    mixed = 0.6 * soft[:n] + 0.4 * people
    wanted = torch.cat([mixed, soft[n:], mixed])
    flat = [row for frame in frames for row in frame]
    rows = [*sentences, *flat, *encode(given.examples, given.splitter)]
    weights = torch.ones(len(rows))
    weights[:n] = weights[-n:] = 1.5
    weights[len(sentences) : len(sentences) + len(flat)] = 0.15
    keep = torch.ones(len(rows), dtype=torch.bool)
    chosen = torch.rand(len(flat), generator=torch.Generator().manual_seed(0)) < 0.5
    keep[len(sentences) : len(sentences) + len(flat)] = chosen
    kept = keep.nonzero()[:, 0].tolist()
    return [rows[row] for row in kept], wanted[kept], weights[kept]


def main() -> int:
    """Train everything and write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--newsmtsc", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--work", type=Path, default=Path("training-work"))
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.work.mkdir(exist_ok=True)
    vocabulary = read_pieces(options.base / "vocab.txt")
    pieces, kept = choose_pieces(vocabulary)
    given = Materials(
        read_examples(options.newsmtsc / "train.jsonl"),
        vocabulary,
        WordPieces(["[TARGET]" if p == "[unused0]" else p for p in vocabulary]),
        read_base(options.base / "model.safetensors"),
    )
    states = [
        remember(
            options.work / f"encoder-{plan.seed}.pt",
            lambda plan=plan: train_encoder(plan, given),
        )
        for plan in PLANS
    ]
    model = average(states, given.base)
    # The teacher is the first encoder alone.
    teacher = average(states[:1], given.base)
    fast = train_fast(teacher, given, options.work)
    (options.out / "vocabulary.txt").write_text("\n".join(pieces), "utf-8")
    arrays = encoder_arrays(model, kept, explain(model, given))
    write_arrays(options.out / "accurate.npz", arrays, temperature=1.0)
    write_arrays(options.out / "fast.npz", fast_arrays(fast, kept), temperature=1.0)
    write_hashes(options.out)
    say("Now run: python tests/benchmarks/tone_accuracy.py --newsmtsc FOLDER")
    return 0


if __name__ == "__main__":
    sys.exit(main())
