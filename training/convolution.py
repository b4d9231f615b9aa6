"""The small network of the fast scorer, in torch."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.encoder import collate, make_batches

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.encoder import Encoded

__all__ = ["Convolution", "fit_fast", "predict_fast"]

NARROW, WIDE, HEADS, REACH = 28, 64, 4, 24
STEPS = (1, 2)  # distance between the words that each layer looks at


class Convolution(nn.Module):
    """Words look at their neighbours; the target looks at all words."""

    def __init__(self, embeddings: Tensor, *, dropout: float = 0.15) -> None:
        super().__init__()
        self.embeddings = nn.Embedding.from_pretrained(embeddings.clone(), freeze=False)
        self.distances = nn.Parameter(0.02 * torch.randn(2 * REACH + 1, NARROW))
        self.widen = nn.Linear(NARROW, WIDE)
        self.layers = nn.ModuleList(
            nn.Conv1d(WIDE, WIDE, 5, padding=2 * step, dilation=step) for step in STEPS
        )
        self.query = nn.Linear(WIDE, WIDE)
        self.key = nn.Linear(WIDE, WIDE, bias=False)
        self.value = nn.Linear(WIDE, HEADS * 3, bias=False)
        self.bias = nn.Parameter(torch.zeros(3))
        self.drop = nn.Dropout(dropout)

    def forward(self, pieces: Tensor, place: Tensor, mask: Tensor) -> Tensor:
        """Give three logits per row: negative, neutral, positive."""
        rows, length = pieces.shape
        if self.training:
            pieces = torch.where(torch.rand(pieces.shape) < 0.05, 0, pieces)
        distance = torch.arange(length)[None] - place[:, None]
        kept = mask[..., None].float()
        x = (
            self.drop(self.embeddings(pieces))
            + self.distances[distance.clamp(-REACH, REACH) + REACH]
        )
        is_target = (distance == 0)[..., None]
        x = torch.where(is_target, self.distances[REACH], x)
        x = torch.relu(self.widen(x)) * kept
        for layer in self.layers:
            x = x + torch.relu(layer(x.transpose(1, 2)).transpose(1, 2)) * kept
        x = self.drop(x)
        query = self.query(x[torch.arange(rows), place]).view(rows, 1, HEADS, -1)
        key = self.key(x).view(rows, length, HEADS, -1)
        attention = (query * key).sum(3) / key.shape[3] ** 0.5
        hidden = (~mask | (distance == 0))[..., None]
        attention = attention.masked_fill(hidden, -1e9).softmax(1)
        value = self.value(x).view(rows, length, HEADS, 3)
        return (attention[..., None] * value).sum((1, 2)) + self.bias


def fit_fast(
    model: Convolution,
    encoded: Encoded,
    wanted: Tensor,
    weights: Tensor,
    *,
    epochs: int,
    seed: int,
    log: Callable[[str], object],
    size: int = 128,
    rate: float = 2e-3,
) -> Convolution:
    """Train toward wanted probabilities; rows count by their weight."""
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    plan = [make_batches(encoded, size, generator) for _ in range(epochs)]
    steps = sum(map(len, plan))
    table = {"params": [model.embeddings.weight], "weight_decay": 0.0}
    rest = [p for name, p in model.named_parameters() if name != "embeddings.weight"]
    optimizer = torch.optim.AdamW([table, {"params": rest}], lr=rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, rate, total_steps=steps, pct_start=0.1
    )
    done, start, running = 0, time.time(), 1.0
    model.train()
    for batches in plan:
        for rows in batches:
            logits = model(*collate([encoded[row] for row in rows]))
            losses = functional.cross_entropy(logits, wanted[rows], reduction="none")
            loss = (losses * weights[rows]).sum() / weights[rows].sum()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            running = 0.99 * running + 0.01 * float(loss.detach())
            if done % 200 == 0:
                seconds = time.time() - start
                log(f"step {done}/{steps} loss {running:.3f} {seconds:.0f} s")
    return model.eval()


@torch.inference_mode()
def predict_fast(model: Convolution, encoded: Encoded) -> Tensor:
    """Give logits, one row per input."""
    out = torch.zeros((len(encoded), 3))
    for rows in make_batches(encoded, 256, None):
        out[rows] = model(*collate([encoded[row] for row in rows]))
    return out
