"""The recipe of the tone scorers, from sentences and base weights to files."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch

from framing.annotate.target.reading import encode_sides
from framing.annotate.target.wordpiece import WordPieces
from training.base import WORDS, read_base
from training.convolution import NARROW, Convolution, Course, fit_fast
from training.encoder import HALF, LARGE, SIZES, SMALL, Encoder
from training.examples import mask_names, read_examples
from training.explain import fit_effects, measure_effects
from training.export import (
    choose_pieces,
    encoder_arrays,
    fast_arrays,
    pack,
    shrink,
    write_arrays,
    write_hashes,
)
from training.fitting import Epoch, fit
from training.lessons import (
    encode,
    make_lessons,
    make_practice,
    smooth_tones,
    start_embeddings,
    target_probabilities,
    vary,
)
from training.opinions import give_opinions
from training.pairs import find_opposed, join_across, join_sentences
from training.thinning import thin
from training.written import write_sentences

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from pathlib import Path

    from torch import Tensor

    from training.base import Base
    from training.examples import Example
    from training.fitting import Encoded

LESSONS_SEED, JOIN_SEED, FAST_SEED, EXPLAIN_SEED = 7, 11, 3, 5
TEACHER_SEED, PRACTICE_SEED, HALF_SEED, THIN_SEED, LAST_SEED = 1, 13, 1, 5, 21
EPOCHS = 2
TRUST = 0.5  # how much the teacher counts beside people
N_JOINED_PER_EPOCH, N_JOINED = 500, 4_000
# The last epoch: slower, with sentences of our own, alone and joined to others.
LAST_PACE = 0.5
N_WRITTEN, N_WRITTEN_JOINED = 1_500, 300
N_EXPLAINED, N_WEIGHED = 1_300, 640
EPOCHS_FAST = 6
OPPOSED_COUNT = 1.5  # how much a target counts whose neighbour has another tone
# What makes a network as sure of itself as it is right; found on held-out training
# sentences, see README.md.
TEMPERATURE, TEMPERATURE_FAST = 1.0, 2 / 3


class Materials(NamedTuple):
    """What training starts from."""

    examples: list[Example]
    splitter: WordPieces
    base: Base


class Thoughts(NamedTuple):
    """What the teacher thinks of the training sentences, and of other ones.

    Of the others, the first `paired` are two by two of the same words.
    """

    examples: Tensor
    practice: Encoded
    of_practice: Tensor
    paired: int


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say_of(name: str, line: str) -> None:
    """Print a line of one among several."""
    say(f"{name}: {line}")


def make_epoch(
    seed: int, number: int, given: Materials, thought: Tensor | None = None
) -> Epoch:
    """Vary the training sentences, and join some of them to others."""
    examples = given.examples
    varied = vary(examples, 100 * seed + number)
    said = target_probabilities(examples)
    counts = said.sum(1, keepdim=True)
    wanted = said / counts
    if thought is not None:
        wanted = (1 - TRUST) * wanted + TRUST * thought
    n = len(varied)
    generator = np.random.default_rng(1000 * seed + number)
    joined, sources = join_sentences(examples, N_JOINED_PER_EPOCH, generator)
    pairs = find_opposed(examples)
    counts[sorted({row for pair in pairs for row in pair})] *= OPPOSED_COUNT
    return Epoch(
        encode([*varied, *joined], given.splitter),
        torch.cat([wanted * counts, wanted[sources]]),
        [*pairs, *((row, row + 1) for row in range(n, n + len(joined), 2))],
    )


def add_practice(epoch: Epoch, number: int, thoughts: Thoughts) -> Epoch:
    """Add one part of the sentences that only the teacher judged."""
    practice, paired = thoughts.practice, thoughts.paired
    rows = [row for row in range(len(practice)) if row // 2 % EPOCHS == number]
    n = len(epoch.encoded)
    last = n + sum(row < paired for row in rows)
    return Epoch(
        [*epoch.encoded, *(practice[row] for row in rows)],
        torch.cat([epoch.wanted, thoughts.of_practice[rows]]),
        [*epoch.pairs, *((row, row + 1) for row in range(n, last, 2))],
    )


def train_teacher(given: Materials) -> Encoder:
    """Train the large encoder on what people said."""
    torch.manual_seed(TEACHER_SEED)
    model = Encoder(given.base, LARGE)
    model.freeze(LARGE.below_mark)
    epochs = [make_epoch(TEACHER_SEED, n, given) for n in range(EPOCHS)]
    fit(model, epochs, seed=TEACHER_SEED, log=partial(say_of, "teacher"))
    return model


def train_half(given: Materials, thoughts: Thoughts) -> Encoder:
    """Train the lower half of the base on what people said and the teacher thinks."""
    torch.manual_seed(HALF_SEED)
    model = Encoder(given.base, HALF)
    model.freeze(HALF.below_mark)
    epochs = [make_taught_epoch(HALF_SEED, n, given, thoughts) for n in range(EPOCHS)]
    fit(model, epochs, seed=HALF_SEED, log=partial(say_of, "half"))
    return model


def train_thin(given: Materials, thoughts: Thoughts, half: Encoder) -> Encoder:
    """Leave out what matters least of the half, and let the rest make up for it."""
    plain = [mask_names(e, names=False, repeats=True) for e in given.examples]
    order = np.random.default_rng(THIN_SEED).permutation(len(plain))[:N_WEIGHED]
    encoded = encode([plain[at] for at in order], given.splitter)
    model = thin(half, given.base, SMALL, encoded, thoughts.examples[order])
    torch.manual_seed(THIN_SEED)
    epochs = [make_taught_epoch(THIN_SEED, n, given, thoughts) for n in range(EPOCHS)]
    fit(model, epochs, seed=THIN_SEED, log=partial(say_of, "thin"))
    return model


def train_last(given: Materials, thoughts: Thoughts, model: Encoder) -> Encoder:
    """Train once more, with sentences of our own among the others."""
    epoch = add_written(make_taught_epoch(LAST_SEED, 0, given, thoughts), given)
    fit(model, [epoch], seed=LAST_SEED, pace=LAST_PACE, log=partial(say_of, "accurate"))
    return model


def add_written(epoch: Epoch, given: Materials) -> Epoch:
    """Add sentences of our own, alone and joined to training sentences."""
    generator = np.random.default_rng(LAST_SEED)
    written = write_sentences(N_WRITTEN, generator)
    joined = join_across(written.examples, given.examples, N_WRITTEN_JOINED, generator)
    alone = vary(written.examples, LAST_SEED)
    n = len(epoch.encoded)
    last = n + len(joined)
    return Epoch(
        [*epoch.encoded, *encode([*joined, *alone], given.splitter)],
        torch.cat([epoch.wanted, smooth_tones([*joined, *alone])]),
        [
            *epoch.pairs,
            *((row, row + 1) for row in range(n, last, 2)),
            *((last + a, last + b) for a, b in written.pairs),
        ],
    )


def keep(
    name: str, make: Callable[[], Encoder], given: Materials, work: Path
) -> Encoder:
    """Make an encoder unless its file is there, and keep it as a file."""
    path = work / f"{name}.pt"
    if not path.exists():
        torch.save(make().state_dict(), path)
    model = Encoder(given.base, SIZES[name])
    model.load_state_dict(torch.load(path))
    return model.eval()


def make_taught_epoch(
    seed: int, number: int, given: Materials, thoughts: Thoughts
) -> Epoch:
    """Mix the teacher's thoughts into an epoch, and add sentences of its own."""
    epoch = make_epoch(seed, number, given, thoughts.examples)
    return add_practice(epoch, number, thoughts)


def think(options: argparse.Namespace, given: Materials) -> None:
    """Let the teacher read the training sentences, and others made of them."""
    path = options.work / "practice.pt"
    if not path.exists():
        vectors = given.base.weights[WORDS].numpy()
        made = make_practice(
            given.examples, given.base.vocabulary, vectors, PRACTICE_SEED
        )
        torch.save((encode(made.examples, given.splitter), made.paired), path)
    plain = [mask_names(e, names=False, repeats=True) for e in given.examples]
    parts = [encode(plain, given.splitter), torch.load(path)[0]]
    give_opinions("teacher", parts, options.work / "thoughts.pt", options)


def read_thoughts(options: argparse.Namespace) -> Thoughts:
    """Read what the teacher thinks."""
    practice, paired = torch.load(options.work / "practice.pt")
    logits = torch.load(options.work / "thoughts.pt")
    examples, of_practice = (torch.softmax(part, 1) for part in logits)
    return Thoughts(examples, practice, of_practice, paired)


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
    return {
        "explain.packed": pack(small),
        "explain.scale": scale,
        "explain.bias": bias,
    }


def train_fast(given: Materials, options: argparse.Namespace) -> Convolution:
    """Teach the small network what the encoder thinks of many sentences."""
    vectors = given.base.weights[WORDS].numpy()
    lessons = make_lessons(given.examples, given.base.vocabulary, vectors, LESSONS_SEED)
    sentences = encode([*lessons.originals, *lessons.variations], given.splitter)
    frames = [encode(frame, given.splitter) for frame in lessons.frames]
    path = options.work / "opinions.pt"
    opinions = give_opinions("thin", [sentences, *frames], path, options)
    start = start_embeddings(
        given.base.vocabulary, vectors, lessons.words, opinions[1:], NARROW
    )
    torch.manual_seed(FAST_SEED)
    model = Convolution(start, given.base.vocabulary)
    course = set_course(given, sentences, frames, opinions)
    return fit_fast(model, course, epochs=EPOCHS_FAST, seed=FAST_SEED, log=say)


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
    base = read_base(options.base)
    return Materials(
        read_examples(options.newsmtsc / "train.jsonl"),
        WordPieces(["[TARGET]" if p == "[unused0]" else p for p in base.vocabulary]),
        base,
    )


def train(options: argparse.Namespace) -> None:
    """Train everything and write it."""
    torch.set_num_threads(1)
    for folder in (options.work, options.out):
        folder.mkdir(parents=True, exist_ok=True)
    given = read_materials(options)
    pieces, kept = choose_pieces(given.base.vocabulary)
    kept_as = partial(keep, given=given, work=options.work)
    kept_as("teacher", partial(train_teacher, given))
    think(options, given)
    thoughts = read_thoughts(options)
    half = kept_as("half", partial(train_half, given, thoughts))
    thinned = kept_as("thin", partial(train_thin, given, thoughts, half))
    model = kept_as("accurate", partial(train_last, given, thoughts, thinned))
    (options.out / "vocabulary.txt").write_text("\n".join(pieces), "utf-8")
    arrays = encoder_arrays(model, kept, explain(model, given))
    write_arrays(options.out / "accurate.npz", arrays, TEMPERATURE)
    if options.fast:
        fast = train_fast(given, options)
        torch.save(fast.state_dict(), options.work / "fast.pt")
        arrays = fast_arrays(fast, kept)
        write_arrays(options.out / "fast.npz", arrays, TEMPERATURE_FAST)
    write_hashes(options.out)
    say("Now run: python tests/benchmarks/tone_accuracy.py --newsmtsc FOLDER")
