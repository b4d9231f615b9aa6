"""What the small network is taught: many sentences with the encoder's opinion."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch

from framing.annotate.target.reading import encode_sides
from training.examples import (
    Example,
    mask_names,
    place_in_frames,
    recombine,
    replace_words,
    retarget,
    share_sentence,
)
from training.pairs import join_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from framing.annotate.target.wordpiece import WordPieces
    from training.fitting import Encoded

__all__ = [
    "Lessons",
    "Practice",
    "encode",
    "make_lessons",
    "make_practice",
    "smooth_tones",
    "start_embeddings",
    "target_probabilities",
    "vary",
]

SMOOTHING = 0.1
N_WORDS, N_NEAR = 17_000, 8
N_OTHERS, N_REPLACED, N_RECOMBINED, N_SHARED = 9_000, 4_000, 5_000, 10_000
N_PRACTICE_SHARED, N_PRACTICE_JOINED = 900, 600
N_PRACTICE_OTHERS, N_PRACTICE_REPLACED, N_PRACTICE_RECOMBINED = 1_800, 3_400, 1_600


class Lessons(NamedTuple):
    """Sentences to be labelled by the encoder."""

    originals: list[Example]
    variations: list[Example]
    frames: list[list[Example]]
    words: list[str]


class Practice(NamedTuple):
    """Sentences without labels; the first `paired` are two by two of the same words."""

    examples: list[Example]
    paired: int


def encode(examples: Sequence[Example], splitter: WordPieces) -> Encoded:
    """Give pieces and place of the target of each example."""
    sides = (encode_sides(e.before, e.after, splitter) for e in examples)
    return [(side.pieces, side.place) for side in sides]


def vary(examples: Sequence[Example], seed: int) -> list[Example]:
    """Mask other names and repeats of the target at random."""
    generator = np.random.default_rng(seed)
    return [
        mask_names(
            example, names=generator.random() < 0.35, repeats=generator.random() < 0.7
        )
        for example in examples
    ]


def target_probabilities(examples: Sequence[Example]) -> Tensor:
    """Give smoothed probabilities; rare classes count by the root of their rarity."""
    classes = torch.tensor([example.polarity + 1 for example in examples])
    counts = torch.bincount(classes, minlength=3).float()
    return smooth_tones(examples) * (counts.mean() / counts).sqrt()[classes][:, None]


def smooth_tones(examples: Sequence[Example]) -> Tensor:
    """Give smoothed probabilities that count alike."""
    classes = torch.tensor([example.polarity + 1 for example in examples])
    wanted = torch.full((len(examples), 3), SMOOTHING / 3)
    wanted[torch.arange(len(examples)), classes] += 1 - SMOOTHING
    return wanted


def make_lessons(
    examples: list[Example], vocabulary: list[str], vectors: np.ndarray, seed: int
) -> Lessons:
    """Vary the training sentences, and put every word into short frames."""
    generator = np.random.default_rng(seed)
    words = list_words(vocabulary)
    near = find_near(words, vocabulary, vectors)
    originals = [
        mask_names(example, names=generator.random() < 0.5, repeats=True)
        for example in examples
    ]
    repeats_masked = [mask_names(e, names=False, repeats=True) for e in examples]
    others = [other for example in repeats_masked for other in retarget(example)]
    order = generator.permutation(len(others))
    masked = [
        mask_names(others[at], names=generator.random() < 0.5, repeats=False)
        for at in order[:N_OTHERS]
    ]
    replaced = [
        replace_words(example, near, generator, share=generator.uniform(0.2, 0.6))
        for example in [
            *originals,
            *(others[at] for at in order[N_OTHERS : N_OTHERS + N_REPLACED]),
        ]
    ]
    recombined = recombine(examples, N_RECOMBINED, generator)
    shared = share_sentence(repeats_masked, N_SHARED, generator, near)
    variations = [*masked, *replaced, *recombined, *shared]
    return Lessons(originals, variations, place_in_frames(words), words)


def make_practice(
    examples: list[Example], vocabulary: list[str], vectors: np.ndarray, seed: int
) -> Practice:
    """Make sentences of all kinds from the training sentences."""
    generator = np.random.default_rng(seed)
    near = find_near(list_words(vocabulary), vocabulary, vectors)
    plain = [mask_names(e, names=False, repeats=True) for e in examples]
    shared = share_sentence(plain, N_PRACTICE_SHARED, generator, near)
    joined, _ = join_sentences(plain, N_PRACTICE_JOINED, generator)
    others = [other for example in plain for other in retarget(example)]
    masked = [
        mask_names(others[at], names=generator.random() < 0.5, repeats=False)
        for at in generator.permutation(len(others))[:N_PRACTICE_OTHERS]
    ]
    replaced = [
        replace_words(plain[at], near, generator, share=generator.uniform(0.2, 0.5))
        for at in generator.permutation(len(plain))[:N_PRACTICE_REPLACED]
    ]
    recombined = recombine(plain, N_PRACTICE_RECOMBINED, generator)
    paired = [*shared, *joined]
    return Practice([*paired, *masked, *replaced, *recombined], len(paired))


def list_words(vocabulary: list[str]) -> list[str]:
    """List the pieces that are words, the most frequent ones first."""
    words = [w for w in vocabulary if w.isalpha() and w.isascii() and len(w) > 2]
    return words[:N_WORDS]


def find_near(
    words: list[str], vocabulary: list[str], vectors: np.ndarray
) -> dict[str, list[str]]:
    """Find the words with the most similar vectors."""
    number = {piece: at for at, piece in enumerate(vocabulary)}
    rows = vectors[[number[word] for word in words]]
    rows = rows - rows.mean(axis=0)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    near = {}
    for first in range(0, len(rows), 500):  # far faster than word by word
        likeness = rows @ rows[first : first + 500].T
        for at, word in enumerate(words[first : first + 500]):
            likeness[first + at, at] = -1
            best = np.argpartition(-likeness[:, at], N_NEAR)[:N_NEAR]
            near[word] = [words[n] for n in best]
    return near


def start_embeddings(
    vocabulary: list[str],
    vectors: np.ndarray,
    words: list[str],
    opinions: Sequence[Tensor],
    width: int,
) -> Tensor:
    """Start from the encoder's opinion in each frame and main axes of its vectors."""
    number = {piece: at for at, piece in enumerate(vocabulary)}
    opinion = torch.cat([torch.log_softmax(one, 1) for one in opinions], 1).numpy()
    opinion = (opinion - opinion.mean(axis=0)) / opinion.std(axis=0)
    n = opinion.shape[1]
    centred = vectors - vectors.mean(axis=0)
    axes = np.linalg.svd(centred[1000:20000:2], full_matrices=False)[2]
    main = centred @ axes[: width - n].T
    start = np.zeros((len(vectors), width), np.float32)
    start[:, n:] = main / main[1000:].std(axis=0)
    start[[number[word] for word in words], :n] = opinion
    return torch.tensor(start * 0.5)
