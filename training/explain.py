"""Learn to read off a word's vector how far the score would move without the word.

Leaving out every word of every sentence in turn would cost as many readings as there
are words. It is done here once, for some sentences, and a linear map from the vectors
of the last layer but one to these effects is fitted by ridge regression.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from training.fitting import collate, make_batches, predict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from training.encoder import Encoder

    Words = Sequence[tuple[str, int, int]]

__all__ = ["fit_effects", "measure_effects"]

_RIDGE = 300.0


def measure_effects(
    model: Encoder, rows: Sequence[tuple[list[int], int, Words]]
) -> tuple[NDArray[np.float64], NDArray[np.float32], NDArray[np.int64]]:
    """Leave out each word in turn: effects, mean vectors of words, their sentences."""
    whole = _scores(model, [(pieces, place) for pieces, place, _ in rows])
    shorter, sources, spans = [], [], []
    for row, (pieces, place, words) in enumerate(rows):
        for _, start, end in words:
            moved = place - (end - start) * (start < place)
            shorter.append((pieces[:start] + pieces[end:], moved))
            sources.append(row)
            spans.append((start, end))
    effects = whole[sources] - _scores(model, shorter)
    states = _states(model, [(pieces, place) for pieces, place, _ in rows])
    vectors = np.stack(
        [
            states[row][start:end].sum(axis=0)
            for row, (start, end) in zip(sources, spans, strict=True)
        ]
    )
    sizes = np.array([[end - start] for start, end in spans], np.float32)
    return effects, np.hstack([vectors, sizes]), np.array(sources)


def fit_effects(
    vectors: NDArray[np.float32], effects: NDArray[np.float64]
) -> tuple[NDArray[np.float32], float]:
    """Fit effects of pieces that add up to those of words: weights and constant."""
    x = vectors.astype(np.float64)
    penalty = _RIDGE * np.eye(x.shape[1])
    solved = np.linalg.solve(x.T @ x + penalty, x.T @ effects)
    return solved[:-1].astype(np.float32), float(solved[-1])


def _scores(
    model: Encoder, encoded: Sequence[tuple[list[int], int]]
) -> NDArray[np.float64]:
    chances = torch.softmax(predict([model], encoded), 1).double().numpy()
    return chances[:, 2] - chances[:, 0]


@torch.inference_mode()
def _states(
    model: Encoder, encoded: Sequence[tuple[list[int], int]]
) -> list[NDArray[np.float32]]:
    """Give the vectors that enter the last layer."""
    caught: list[torch.Tensor] = []
    hook = model.layers[-1].register_forward_pre_hook(
        lambda _, arguments: caught.append(arguments[1])
    )
    states: list[NDArray[np.float32]] = [np.empty(0, np.float32)] * len(encoded)
    for rows in make_batches(encoded, 64, None):
        model(*collate([encoded[row] for row in rows]))
        for at, row in enumerate(rows):
            states[row] = caught[-1][at, : len(encoded[row][0])].float().numpy()
    hook.remove()
    return states
