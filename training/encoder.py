"""A small BERT in torch that reads a sentence with its target left blank."""

from __future__ import annotations

import hashlib
import json
import math
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Encoder", "Epoch", "fit", "predict", "read_base"]

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
RATE, HEAD_RATE, DECAY = 1e-4, 1e-3, 0.9
CLEARLY = 0.3  # tones that differ by less have no order

Batch = tuple[Tensor, Tensor, Tensor]  # pieces, place of the target, mask
Encoded = Sequence[tuple[Sequence[int], int]]


class Epoch(NamedTuple):
    """Rows, their wanted probabilities, and the rows that stand in one sentence."""

    encoded: Encoded
    wanted: Tensor
    pairs: Sequence[tuple[int, int]]


def read_base(path: Path) -> dict[str, Tensor]:
    """Read the base weights, after a check of their hash."""
    data = path.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != BASE_SHA256:
        msg = f"{path} has sha256 {found}; the recipe was made for {BASE_SHA256}."
        raise ValueError(msg)
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    weights = {}
    for name, about in header.items():
        if about.get("dtype") == "F32":
            start, stop = (8 + size + offset for offset in about["data_offsets"])
            array = np.frombuffer(data[start:stop], np.float32)
            weights[name] = torch.from_numpy(array.reshape(about["shape"]).copy())
    return weights


class Layer(nn.Module):
    """One layer of attention and its feed-forward part."""

    def __init__(self, dropout: float, blindness: float) -> None:
        super().__init__()
        self.mix = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.widen = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.blind = nn.Dropout(blindness)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Map (batch, length, width) to the same shape."""
        batch, length, _ = x.shape
        mixed = self.mix(x).view(batch, length, 3, HEADS, WIDTH // HEADS)
        query, key, value = mixed.permute(2, 0, 3, 1, 4)
        # On short sentences this is faster than torch's own attention.
        likeness = (query @ key.transpose(2, 3)).float() * (WIDTH // HEADS) ** -0.5
        likeness = likeness.masked_fill(~mask[:, None, None, :], -1e9)
        seen = self.blind(likeness.softmax(-1)).to(value.dtype) @ value
        seen = seen.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm(x + self.drop(self.out(seen)))
        inner = functional.gelu(self.widen(x), approximate="tanh")
        return self.norm2(x + self.drop(self.narrow(inner)))


class Encoder(nn.Module):
    """The encoder with a head on the target's and the first piece's vectors."""

    def __init__(
        self, base: dict[str, Tensor], *, dropout: float = 0.1, blindness: float = 0.0
    ) -> None:
        super().__init__()
        words = base["embeddings.word_embeddings.weight"]
        self.words = nn.Embedding.from_pretrained(words.clone(), freeze=True)
        self.positions = nn.Parameter(
            base["embeddings.position_embeddings.weight"][:128].clone()
        )
        self.kinds = nn.Parameter(
            base["embeddings.token_type_embeddings.weight"].clone()
        )
        self.target = nn.Parameter(words[[2002, 2016, 2198, 2343, 2027]].mean(0))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout, blindness) for _ in range(LAYERS))
        self.drop = nn.Dropout(dropout)
        self.head = nn.Linear(2 * WIDTH, 3)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)
        self._take(base)

    def _take(self, base: dict[str, Tensor]) -> None:
        def copy(module: nn.Module, *names: str) -> None:
            for kind in ("weight", "bias"):
                value = torch.cat([base[f"{name}.{kind}"] for name in names])
                getattr(module, kind).data.copy_(value)

        copy(self.norm, "embeddings.LayerNorm")
        for number, layer in enumerate(self.layers):
            at = f"encoder.layer.{number}"
            mixing = [
                f"{at}.attention.self.{part}" for part in ("query", "key", "value")
            ]
            copy(layer.mix, *mixing)
            copy(layer.out, f"{at}.attention.output.dense")
            copy(layer.norm, f"{at}.attention.output.LayerNorm")
            copy(layer.widen, f"{at}.intermediate.dense")
            copy(layer.narrow, f"{at}.output.dense")
            copy(layer.norm2, f"{at}.output.LayerNorm")

    def forward(self, pieces: Tensor, place: Tensor, mask: Tensor) -> Tensor:
        """Give three logits per row: negative, neutral, positive."""
        rows = torch.arange(len(pieces))
        is_target = torch.zeros_like(pieces, dtype=torch.bool)
        is_target[rows, place] = True
        x = torch.where(is_target[..., None], self.target, self.words(pieces))
        x = x + self.positions[: pieces.shape[1]] + self.kinds[is_target.long()]
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        both = torch.cat([x[rows, place], x[:, 0]], dim=1)
        return self.head(self.drop(both))


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
    frozen: int = 0,
    rank: float = 0.5,
) -> Encoder:
    """Train on one epoch after the other.

    The rate rises over the first tenth of the steps and then falls to zero. Beside the
    classes, the order of the two scores of a pair counts, by `rank`.
    """
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    plans = [make_batches(e.encoded, size, generator, e.pairs) for e in epochs]
    steps = sum(map(len, plans))
    optimizer = torch.optim.AdamW(
        parameter_groups(model, frozen), weight_decay=0.01, fused=True
    )
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
    return model.eval()


def parameter_groups(model: Encoder, frozen: int) -> list[dict[str, object]]:
    """Freeze the lowest layers; the rate falls from layer to layer downward."""
    groups: list[dict[str, object]] = []
    for number, layer in enumerate(model.layers):
        if number < frozen:
            layer.requires_grad_(False)
        else:
            rate = RATE * DECAY ** (LAYERS - 1 - number)
            groups.append({"params": list(layer.parameters()), "lr": rate})
    bottom = [model.positions, model.kinds, *model.norm.parameters()]
    if frozen:
        for parameter in bottom:
            parameter.requires_grad_(False)
    else:
        groups.append({"params": bottom, "lr": RATE * DECAY**LAYERS})
    head = [model.target, *model.head.parameters()]
    return [*groups, {"params": head, "lr": HEAD_RATE}]


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
    models: Sequence[Encoder], encoded: Encoded, *, size: int = 64, exact: bool = False
) -> Tensor:
    """Give the mean logits of some models, one row per input."""
    out = torch.zeros((len(encoded), 3))
    for rows in make_batches(encoded, size, None):
        batch = collate([encoded[row] for row in rows])
        with torch.autocast("cpu", torch.bfloat16, enabled=not exact):
            for model in models:
                out[rows] += model(*batch).float() / len(models)
    return out
