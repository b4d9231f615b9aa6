"""The recipe of the tone scorers, from sentences and base weights to files."""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch

from framing.annotate.target.reading import encode_sides
from framing.annotate.target.wordpiece import WordPieces
from training.convolution import NARROW, Convolution, Course, fit_fast
from training.encoder import Encoder, Epoch, fit, predict, read_base
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
    plain_probabilities,
    start_embeddings,
    target_probabilities,
    vary,
)
from training.pairs import find_opposed, join_sentences

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from torch import Tensor

    from training.encoder import Encoded
    from training.examples import Example

LESSONS_SEED, JOIN_SEED, FAST_SEED, EXPLAIN_SEED = 7, 11, 3, 5
N_JOINED_PER_EPOCH, N_JOINED = 500, 4_000
N_EXPLAINED = 260
EPOCHS_FAST = 6
OPPOSED_COUNT = 1.5  # how much a target counts whose neighbour has another tone
# A mean of networks is less sure of itself than it is right; found on held-out training
# sentences, see README.md.
TEMPERATURE = 2 / 3
CHUNK = 4_000  # rows that one process reads at a time


class Plan(NamedTuple):
    """How one of the encoders is trained; the mean of their weights is shipped.

    `frozen` layers stay as they are, and `blindness` is the share of glances from word
    to word that are left out.
    """

    seed: int
    frozen: int
    blindness: float


PLANS = (
    Plan(seed=1, frozen=0, blindness=0.0),
    Plan(seed=2, frozen=2, blindness=0.1),
    Plan(seed=3, frozen=0, blindness=0.0),
)


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


def train_encoder(plan: Plan, given: Materials) -> dict[str, Tensor]:
    """Train one encoder for two epochs, each with names masked in another way."""
    torch.set_num_threads(1)
    torch.manual_seed(plan.seed)
    model = Encoder(given.base, blindness=plan.blindness)
    epochs = [make_epoch(plan, number, given) for number in range(2)]
    log = partial(say_of, str(plan))
    fit(model, epochs, seed=plan.seed, frozen=plan.frozen, log=log)
    return model.state_dict()


def say_of(name: str, line: str) -> None:
    """Print a line of one among several."""
    say(f"{name}: {line}")


def make_epoch(plan: Plan, number: int, given: Materials) -> Epoch:
    """Vary the training sentences, and join some of them to others."""
    varied = vary(given.examples, 100 * plan.seed + number)
    wanted = target_probabilities(given.examples)
    n = len(varied)
    generator = np.random.default_rng(1000 * plan.seed + number)
    joined, _ = join_sentences(given.examples, N_JOINED_PER_EPOCH, generator)
    pairs = find_opposed(given.examples)
    wanted[sorted({row for pair in pairs for row in pair})] *= OPPOSED_COUNT
    return Epoch(
        encode([*varied, *joined], given.splitter),
        torch.cat([wanted, plain_probabilities(joined)]),
        [*pairs, *((row, row + 1) for row in range(n, n + len(joined), 2))],
    )


def train_encoders(options: argparse.Namespace) -> list[dict[str, Tensor]]:
    """Train the encoders side by side, each on one core, and keep them as files."""
    paths = [options.work / f"encoder-{n}.pt" for n, _ in enumerate(PLANS, 1)]
    with start_workers(options) as pool:
        list(pool.map(partial(keep_encoder, options), PLANS, paths))
    return [torch.load(path) for path in paths]


def start_workers(options: argparse.Namespace) -> ProcessPoolExecutor:
    """Start processes of one thread each: more threads wait for one another."""
    return ProcessPoolExecutor(options.threads, mp_context=get_context("spawn"))


def keep_encoder(options: argparse.Namespace, plan: Plan, path: Path) -> None:
    """Train an encoder unless its file is there."""
    if not path.exists():
        torch.save(train_encoder(plan, read_materials(options)), path)


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


def train_fast(given: Materials, options: argparse.Namespace) -> Convolution:
    """Teach the small network what the encoder thinks of many sentences."""
    vectors = given.base["embeddings.word_embeddings.weight"].numpy()
    lessons = make_lessons(given.examples, given.vocabulary, vectors, LESSONS_SEED)
    sentences = encode([*lessons.originals, *lessons.variations], given.splitter)
    frames = [encode(frame, given.splitter) for frame in lessons.frames]
    opinions = give_opinions([sentences, *frames], options)
    start = start_embeddings(
        given.vocabulary, vectors, lessons.words, opinions[1:], NARROW
    )
    torch.manual_seed(FAST_SEED)
    model = Convolution(start, given.vocabulary)
    course = set_course(given, sentences, frames, opinions)
    return fit_fast(model, course, epochs=EPOCHS_FAST, seed=FAST_SEED, log=say)


def give_opinions(parts: list[Encoded], options: argparse.Namespace) -> list[Tensor]:
    """Let the encoder that ships read the lessons, once for all runs."""
    path = options.work / "opinions.pt"
    if not path.exists():
        chunks = [
            part[at : at + CHUNK] for part in parts for at in range(0, len(part), CHUNK)
        ]
        with start_workers(options) as pool:
            read = [*pool.map(partial(give_opinion, options), chunks)]
        opinions = torch.from_numpy(np.concatenate(read))
        torch.save(list(opinions.split([len(part) for part in parts])), path)
    return torch.load(path)


def give_opinion(options: argparse.Namespace, encoded: Encoded) -> np.ndarray:
    """Give the logits of the encoder that ships."""
    torch.set_num_threads(1)
    model = Encoder(read_base(options.base / "model.safetensors"))
    model.load_state_dict(torch.load(options.work / "accurate.pt"))
    return predict([model.eval()], encoded).numpy()


def set_course(
    given: Materials, sentences: Encoded, frames: list[Encoded], opinions: list[Tensor]
) -> Course:
    """Mix the teacher's opinion with people's, and join sentences."""
    n = len(given.examples)
    soft = torch.softmax(opinions[0], 1)
    mixed = 0.6 * soft[:n] + 0.4 * people_said(given.examples)
    generator = np.random.default_rng(JOIN_SEED)
    joined, sources = join_sentences(given.examples, N_JOINED, generator)
    short, thought = choose_frames(frames, opinions[1:])
    parts = [sentences, encode([*given.examples, *joined], given.splitter), short]
    wanted = [mixed, soft[n:], mixed, mixed[sources], thought]
    weights = torch.ones(sum(map(len, parts)))
    first = len(sentences)
    weights[:n] = weights[first : first + n] = 1.5
    weights[len(weights) - len(short) :] = 0.15
    return Course([row for part in parts for row in part], torch.cat(wanted), weights)


def people_said(examples: list[Example]) -> Tensor:
    """Give the tones people saw as certain probabilities."""
    signs = torch.tensor([example.polarity + 1 for example in examples])
    return torch.nn.functional.one_hot(signs, 3).float()


def choose_frames(
    frames: list[Encoded], opinions: list[Tensor]
) -> tuple[Encoded, Tensor]:
    """Keep half of the short frames."""
    rows = [row for frame in frames for row in frame]
    generator = torch.Generator().manual_seed(0)
    kept = (torch.rand(len(rows), generator=generator) < 0.5).nonzero()[:, 0]
    thought = torch.softmax(torch.cat(opinions), 1)[kept]
    return [rows[row] for row in kept.tolist()], thought


def read_materials(options: argparse.Namespace) -> Materials:
    """Read the training sentences and the base weights."""
    vocabulary = read_pieces(options.base / "vocab.txt")
    return Materials(
        read_examples(options.newsmtsc / "train.jsonl"),
        vocabulary,
        WordPieces(["[TARGET]" if p == "[unused0]" else p for p in vocabulary]),
        read_base(options.base / "model.safetensors"),
    )


def train(options: argparse.Namespace) -> None:
    """Train everything and write it."""
    torch.set_num_threads(1)
    for folder in (options.work, options.out):
        folder.mkdir(parents=True, exist_ok=True)
    given = read_materials(options)
    pieces, kept = choose_pieces(given.vocabulary)
    model = average(train_encoders(options), given.base)
    torch.save(model.state_dict(), options.work / "accurate.pt")
    fast = train_fast(given, options)
    torch.save(fast.state_dict(), options.work / "fast.pt")
    (options.out / "vocabulary.txt").write_text("\n".join(pieces), "utf-8")
    arrays = encoder_arrays(model, kept, explain(model, given))
    write_arrays(options.out / "accurate.npz", arrays, TEMPERATURE)
    write_arrays(options.out / "fast.npz", fast_arrays(fast, kept), TEMPERATURE)
    write_hashes(options.out)
    say("Now run: python tests/benchmarks/tone_accuracy.py --newsmtsc FOLDER")
