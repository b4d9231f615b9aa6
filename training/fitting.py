"""Train an encoder on epochs of sentences, and let it read."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from training.encoder import Encoder

__all__ = ["Encoded", "Epoch", "collate", "fit", "make_batches", "predict"]

RATE, HEAD_RATE, DECAY = 4e-5, 1e-3, 0.9
CLEARLY = 0.3  # tones that differ by less have no order

Batch = tuple[Tensor, Tensor, Tensor]  # pieces, place of the target, mask
Encoded = Sequence[tuple[Sequence[int], int]]


class Epoch(NamedTuple):
    """Rows, their wanted probabilities, and the rows that stand in one sentence."""

    encoded: Encoded
    wanted: Tensor
    pairs: Sequence[tuple[int, int]]


def collate(encoded: Encoded) -> Batch:
    """Pad the rows of a batch to the longest."""
    length = max(len(pieces) for pieces, _ in encoded)
    pieces = torch.zeros((len(encoded), length), dtype=torch.long)
    mask = torch.zeros((len(encoded), length), dtype=torch.bool)
    for row, (numbers, _) in enumerate(encoded):
        pieces[row, : len(numbers)] = torch.tensor(numbers)
        mask[row, : len(numbers)] = True
    return pieces, torch.tensor([place for _, place in encoded]), mask


def make_batches(
    encoded: Encoded,
    size: int,
    generator: np.random.Generator | None,
    pairs: Sequence[tuple[int, int]] = (),
) -> list[list[int]]:
    """Group rows of like length; shuffled when a generator is given.

    The rows of a pair come into the same batch.
    """
    units = pair_up(len(encoded), pairs)
    lengths = np.array([max(len(encoded[row][0]) for row in u) for u in units], float)
    if generator is not None:
        lengths += generator.uniform(-4, 4, len(lengths))
    rows: list[int] = []
    batches = [rows]
    for unit in np.argsort(lengths, kind="stable"):
        if len(rows) >= size:
            rows = []
            batches.append(rows)
        rows.extend(units[unit])
    if generator is not None:
        generator.shuffle(batches)
    return batches if rows else []


def pair_up(n: int, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Give every row once, in its first pair or alone."""
    units: list[tuple[int, ...]] = []
    left = set(range(n))
    for pair in pairs:
        if left.issuperset(pair):
            units.append(pair)
            left.difference_update(pair)
    return [*units, *((row,) for row in sorted(left))]


def fit(
    model: Encoder,
    epochs: Sequence[Epoch],
    *,
    seed: int,
    log: Callable[[str], object],
    size: int = 32,
    rank: float = 0.5,
    pace: float = 1.0,
) -> None:
    """Train on one epoch after the other.

    The rate rises over the first tenth of the steps and then falls to zero. Beside the
    classes, the order of the two scores of a pair counts, by `rank`. `pace` multiplies
    the rate.
    """
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    plans = [make_batches(e.encoded, size, generator, e.pairs) for e in epochs]
    steps = sum(map(len, plans))
    groups = learning_groups(model, pace)
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm)))
    )
    model.train()
    done, start, running = 0, time.time(), math.nan
    for epoch, plan in zip(epochs, plans, strict=True):
        for rows in plan:
            loss = measure_loss(model, epoch, rows, rank)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            value = float(loss.detach())
            running = value if math.isnan(running) else 0.98 * running + 0.02 * value
            if done % 50 == 0:
                seconds = time.time() - start
                log(f"step {done}/{steps} loss {running:.3f} {seconds:.0f} s")
    model.eval()


def learning_groups(model: Encoder, pace: float) -> list[dict[str, object]]:
    """Give the layers that learn; the rate falls from layer to layer downward."""
    groups: list[dict[str, object]] = [
        {
            "params": [*layer.parameters()],
            "lr": pace * RATE * DECAY ** (model.size.layers - 1 - number),
        }
        for number, layer in enumerate(model.layers)
        if number >= model.frozen
    ]
    head = [model.mark, *model.head.parameters()]
    return [*groups, {"params": head, "lr": pace * HEAD_RATE}]


def measure_loss(model: Encoder, epoch: Epoch, rows: list[int], rank: float) -> Tensor:
    """Measure cross-entropy, and how far pairs are from being in order."""
    batch = collate([epoch.encoded[row] for row in rows])
    with torch.autocast("cpu", torch.bfloat16):
        logits = model(*batch).float()
    wanted = epoch.wanted[rows]
    loss = functional.cross_entropy(logits, wanted, reduction="sum") / wanted.sum()
    return loss + rank * measure_order(logits, wanted, find_pairs(rows, epoch.pairs))


def find_pairs(
    rows: list[int], pairs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Give the places, in a batch, of the pairs of which both rows are there."""
    at = {row: place for place, row in enumerate(rows)}
    return [(at[a], at[b]) for a, b in pairs if a in at and b in at]


def measure_order(
    logits: Tensor, wanted: Tensor, pairs: Sequence[tuple[int, int]]
) -> Tensor:
    """Measure how far the scores of pairs are from the order of their tones."""
    if not pairs:
        return logits.new_zeros(())
    first, second = torch.tensor(pairs).T
    score, aim = (x[:, 2] - x[:, 0] for x in (logits, wanted))
    apart = aim[first] - aim[second]
    gap = functional.softplus(1 - apart.sign() * (score[first] - score[second]))
    return (gap * (apart.abs() > CLEARLY)).sum() / len(logits)


@torch.inference_mode()
def predict(
    models: Sequence[Encoder],
    encoded: Encoded,
    *,
    size: int = 64,
    exact: bool = False,
) -> Tensor:
    """Give the mean logits of some models, one row per input."""
    out = torch.zeros((len(encoded), 3))
    for rows in make_batches(encoded, size, None):
        batch = collate([encoded[row] for row in rows])
        with torch.autocast("cpu", torch.bfloat16, enabled=not exact):
            for model in models:
                out[rows] += model(*batch).float() / len(models)
    return out
