"""A small BERT in torch that reads a sentence with its target left blank."""

from __future__ import annotations

import hashlib
import json
import math
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Encoder", "fit", "predict", "read_base"]

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536

Batch = tuple[Tensor, Tensor, Tensor]  # pieces, place of the target, mask
Encoded = Sequence[tuple[Sequence[int], int]]


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

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.mix = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.widen = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Map (batch, length, width) to the same shape."""
        batch, length, _ = x.shape
        mixed = self.mix(x).view(batch, length, 3, HEADS, WIDTH // HEADS)
        query, key, value = mixed.permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(
            query,
            key,
            value,
            attn_mask=mask[:, None, None, :],
            dropout_p=self.dropout if self.training else 0.0,
        )
        seen = seen.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm(x + self.drop(self.out(seen)))
        inner = functional.gelu(self.widen(x), approximate="tanh")
        return self.norm2(x + self.drop(self.narrow(inner)))


class Encoder(nn.Module):
    """The encoder with a head on the target's and the first piece's vectors."""

    def __init__(self, base: dict[str, Tensor], *, dropout: float = 0.1) -> None:
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
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
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
    encoded: Encoded, size: int, generator: np.random.Generator | None
) -> list[list[int]]:
    """Group rows of like length; shuffled when a generator is given."""
    lengths = np.array([len(pieces) for pieces, _ in encoded], float)
    if generator is not None:
        lengths += generator.uniform(-4, 4, len(lengths))
    order = np.argsort(lengths, kind="stable")
    batches = [order[at : at + size].tolist() for at in range(0, len(order), size)]
    if generator is not None:
        generator.shuffle(batches)
    return batches


def fit(
    model: Encoder,
    epochs: Sequence[tuple[Encoded, Tensor]],
    *,
    seed: int,
    log: Callable[[str], object],
    rate: float = 1e-4,
    head_rate: float = 1e-3,
    size: int = 32,
    decay: float = 1.0,
    frozen: int = 0,
) -> Encoder:
    """Train on one (rows, wanted probabilities) per epoch.

    The rate rises over the first tenth of the steps and then falls to zero.
    """
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    plans = [make_batches(encoded, size, generator) for encoded, _ in epochs]
    steps = sum(map(len, plans))
    groups = []
    for number, layer in enumerate(model.layers):
        if number < frozen:
            layer.requires_grad_(False)
        else:
            lr = rate * decay ** (LAYERS - 1 - number)
            groups.append({"params": list(layer.parameters()), "lr": lr})
    lowest = rate * decay**LAYERS
    groups.append({"params": [model.target], "lr": head_rate})
    if not frozen:
        bottom = [model.positions, model.kinds, *model.norm.parameters()]
        groups.append({"params": bottom, "lr": lowest})
    groups.append({"params": list(model.head.parameters()), "lr": head_rate})
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm)))
    )
    model.train()
    done, start, running = 0, time.time(), math.nan
    for (encoded, wanted), plan in zip(epochs, plans, strict=True):
        for rows in plan:
            batch = collate([encoded[row] for row in rows])
            with torch.autocast("cpu", torch.bfloat16):
                logits = model(*batch)
            loss = (
                functional.cross_entropy(logits.float(), wanted[rows], reduction="sum")
                / wanted[rows].sum()
            )
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
