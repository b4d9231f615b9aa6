"""The small network of the fast scorer, in torch."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.fitting import collate, make_batches

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from training.fitting import Encoded

__all__ = ["Convolution", "Course", "fit_fast", "predict_fast"]

NARROW, WIDE, HEADS, REACH, CROSSINGS = 28, 64, 4, 24, 4
STEPS = (1, 2)  # distance between the words that each layer looks at
# Marks and words at which a clause may end or begin.
BOUNDARIES = frozenset(
    """, ; : . — – - “ ” " ( ) ? ! but while whereas although though because who whom
    which that and as after before when if unless despite unlike than since until
    yet""".split()
)


class Convolution(nn.Module):
    """Words look at their neighbours; the target looks at all words."""

    def __init__(
        self, embeddings: Tensor, vocabulary: Sequence[str], *, dropout: float = 0.15
    ) -> None:
        super().__init__()
        self.embeddings = nn.Embedding.from_pretrained(embeddings.clone(), freeze=False)
        self.distances = nn.Parameter(0.02 * torch.randn(2 * REACH + 1, NARROW))
        self.crossings = nn.Parameter(0.02 * torch.randn(2 * CROSSINGS + 1, NARROW))
        is_boundary = torch.tensor([piece in BOUNDARIES for piece in vocabulary])
        self.register_buffer("boundaries", is_boundary.long())
        self.widen = nn.Linear(NARROW, WIDE)
        self.layers = nn.ModuleList(
            nn.Conv1d(WIDE, WIDE, 5, padding=2 * step, dilation=step) for step in STEPS
        )
        self.query = nn.Linear(WIDE, WIDE)
        self.key = nn.Linear(WIDE, WIDE, bias=False)
        self.value = nn.Linear(WIDE, HEADS * 3, bias=False)
        self.near = nn.Parameter(torch.zeros(2 * CROSSINGS + 1, HEADS))
        self.glance = nn.Linear(WIDE, WIDE, bias=False)
        self.bias = nn.Parameter(torch.zeros(3))
        self.drop = nn.Dropout(dropout)

    def forward(self, pieces: Tensor, place: Tensor, mask: Tensor) -> Tensor:
        """Give three logits per row: negative, neutral, positive."""
        rows, length = pieces.shape
        count = self.boundaries[pieces].cumsum(1)
        way = (count - count.gather(1, place[:, None])).clamp(-CROSSINGS, CROSSINGS)
        if self.training:
            pieces = torch.where(torch.rand(pieces.shape) < 0.05, 0, pieces)
        distance = torch.arange(length)[None] - place[:, None]
        kept = mask[..., None].float()
        x = (
            self.drop(self.embeddings(pieces))
            + self.distances[distance.clamp(-REACH, REACH) + REACH]
            + self.crossings[way + CROSSINGS]
        )
        is_target = (distance == 0)[..., None]
        x = torch.where(is_target, self.distances[REACH], x)
        x = torch.relu(self.widen(x)) * kept
        for layer in self.layers:
            x = x + torch.relu(layer(x.transpose(1, 2)).transpose(1, 2)) * kept
        x = self.drop(x)
        key = self.key(x).view(rows, length, HEADS, -1)
        near = self.near[way + CROSSINGS]
        near = near.masked_fill((~mask | (distance == 0))[..., None], -1e9)
        target = x[torch.arange(rows), place]
        attention = self.look(target, key, near)
        glance = self.glance(x).view(rows, length, HEADS, -1)
        glance = (attention[..., None] * glance).sum(1).reshape(rows, WIDE)
        attention = self.look(target + torch.relu(glance), key, near)
        value = self.value(x).view(rows, length, HEADS, 3)
        return (attention[..., None] * value).sum((1, 2)) + self.bias

    def look(self, target: Tensor, key: Tensor, near: Tensor) -> Tensor:
        """Give how much each target looks at each word, per head."""
        query = self.query(target).view(len(target), 1, HEADS, -1)
        return ((query * key).sum(3) / key.shape[3] ** 0.5 + near).softmax(1)


class Course(NamedTuple):
    """What the small network learns: rows, wanted probabilities, weights of rows."""

    encoded: Encoded
    wanted: Tensor
    weights: Tensor


def fit_fast(
    model: Convolution,
    course: Course,
    *,
    epochs: int,
    seed: int,
    log: Callable[[str], object],
    size: int = 128,
    rate: float = 2e-3,
) -> Convolution:
    """Train toward wanted probabilities."""
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    plan = [make_batches(course.encoded, size, generator) for _ in range(epochs)]
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
            logits = model(*collate([course.encoded[row] for row in rows]))
            wanted, weights = course.wanted[rows], course.weights[rows]
            losses = functional.cross_entropy(logits, wanted, reduction="none")
            loss = (losses * weights).sum() / weights.sum()
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
