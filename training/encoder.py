"""An encoder in torch that reads a sentence with its target left blank."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.base import WORDS

if TYPE_CHECKING:
    from training.base import Base

__all__ = [
    "HALF",
    "LARGE",
    "LENGTH",
    "SIZES",
    "SMALL",
    "Encoder",
    "Size",
    "sort_distances",
]

WIDTH, HEADS, HEAD, INNER = 768, 12, 64, 3072
LENGTH = 128
_BUCKETS, _FARTHEST = 32, 128
_HE_SHE_JOHN_PRESIDENT_THEY = (2002, 2016, 2198, 2343, 2027)


class Size(NamedTuple):
    """How many layers, heads and inner units of the base are used.

    The target is marked above the lowest `below_mark` layers.
    """

    layers: int
    below_mark: int
    heads: int = HEADS
    inner: int = INNER


LARGE, HALF = Size(layers=12, below_mark=4), Size(layers=6, below_mark=2)
SMALL = HALF._replace(heads=8, inner=1536)
SIZES = {"teacher": LARGE, "half": HALF, "thin": SMALL, "accurate": SMALL}


class Layer(nn.Module):
    """One layer of attention and its feed-forward part."""

    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        self.heads = size.heads
        attention = size.heads * HEAD
        self.query = nn.Linear(WIDTH, attention)
        self.memory = nn.Linear(WIDTH, 2 * attention)
        self.out = nn.Linear(attention, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.widen = nn.Linear(WIDTH, size.inner)
        self.narrow = nn.Linear(size.inner, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-5)
        self.drop = nn.Dropout(dropout)
        # Which of the base's heads these are: distances count differently for each.
        self.register_buffer("kept", torch.arange(size.heads))

    def forward(self, x: Tensor, memory: Tensor, bias: Tensor) -> Tensor:
        """Map (batch, places, width) to the same shape; look at all of memory."""
        batch, length, _ = memory.shape
        query = self.query(x).view(batch, -1, self.heads, HEAD).transpose(1, 2)
        mixed = self.memory(memory).view(batch, length, 2, self.heads, HEAD)
        key, value = mixed.permute(2, 0, 3, 1, 4)
        # On short sentences this is faster than torch's own attention.
        likeness = (query @ key.transpose(2, 3)).float() * HEAD**-0.5
        likeness = likeness + bias[:, self.kept]
        seen = self.drop(likeness.softmax(-1)).to(value.dtype) @ value
        seen = seen.transpose(1, 2).reshape(batch, -1, self.heads * HEAD)
        x = self.norm(x + self.drop(self.out(seen)))
        inner = functional.gelu(self.widen(x), approximate="tanh")
        return self.norm2(x + self.drop(self.narrow(inner)))


class Encoder(nn.Module):
    """The lowest layers of MPNet, the target marked between them."""

    def __init__(self, base: Base, size: Size, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.size, self.frozen = size, 0
        words = base.weights[WORDS]
        positions = base.weights["embeddings.position_embeddings.weight"]
        distances = base.weights["encoder.relative_attention_bias.weight"]
        self.words = nn.Embedding.from_pretrained(words.clone(), freeze=True)
        self.register_buffer("positions", positions[2 : LENGTH + 2].clone())
        self.register_buffer("distances", distances.clone())
        self.register_buffer("target", words[[*_HE_SHE_JOHN_PRESIDENT_THEY]].mean(0))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5).requires_grad_(False)
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))
        # What tells the target apart from the other pieces.
        self.mark = nn.Parameter(torch.zeros(WIDTH))
        self.drop = nn.Dropout(dropout)
        self.head = nn.Linear(2 * WIDTH, 3)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)
        self._take(base.weights)

    def _take(self, weights: dict[str, Tensor]) -> None:
        def copy(module: nn.Module, *names: str) -> None:
            for kind in ("weight", "bias"):
                value = torch.cat([weights[f"{name}.{kind}"] for name in names])
                getattr(module, kind).data.copy_(value)

        copy(self.norm, "embeddings.LayerNorm")
        if (self.size.heads, self.size.inner) != (HEADS, INNER):
            return  # thinned layers are taken from an encoder with whole ones
        for number, layer in enumerate(self.layers):
            at = f"encoder.layer.{number}"
            copy(layer.query, f"{at}.attention.attn.q")
            copy(layer.memory, f"{at}.attention.attn.k", f"{at}.attention.attn.v")
            copy(layer.out, f"{at}.attention.attn.o")
            copy(layer.norm, f"{at}.attention.LayerNorm")
            copy(layer.widen, f"{at}.intermediate.dense")
            copy(layer.narrow, f"{at}.output.dense")
            copy(layer.norm2, f"{at}.output.LayerNorm")

    def freeze(self, frozen: int) -> None:
        """Keep the lowest layers as they are."""
        self.frozen = frozen
        self.layers[:frozen].requires_grad_(False)

    def train(self, mode: bool = True) -> Encoder:
        """Switch to training; frozen layers drop nothing."""
        super().train(mode)
        self.layers[: self.frozen].eval()
        return self

    def forward(self, pieces: Tensor, place: Tensor, mask: Tensor) -> Tensor:
        """Give three logits per row: negative, neutral, positive."""
        rows = torch.arange(len(pieces))
        is_target = torch.zeros_like(pieces, dtype=torch.bool)
        is_target[rows, place] = True
        bias = weigh_distances(self.distances, pieces.shape[1])
        bias = bias.masked_fill(~mask[:, None, None, :], -1e9)
        x = torch.where(is_target[..., None], self.target, self.words(pieces))
        x = self.norm(x + self.positions[: pieces.shape[1]])
        for number, layer in enumerate(self.layers[:-1]):
            if number == self.size.below_mark:
                x = x + is_target[..., None] * self.mark
            x = layer(x, x, bias)
        # Above, only the target and the first piece are read.
        read = torch.stack([place, torch.zeros_like(place)], 1)
        bias = bias.transpose(1, 2)[rows[:, None], read].transpose(1, 2)
        last = self.layers[-1](x[rows[:, None], read], x, bias)
        return self.head(self.drop(last.flatten(1)))


def weigh_distances(weights: Tensor, length: int) -> Tensor:
    """Give what the distance from piece to piece adds to their likeness."""
    number = torch.arange(length)
    bucket = sort_distances(number[None] - number[:, None])
    return weights[bucket].permute(2, 0, 1)[None]


def sort_distances(distance: Tensor) -> Tensor:
    """Sort distances: each short one by itself, long ones by their logarithm."""
    half = _BUCKETS // 2
    near = half // 2
    far = distance.abs()
    ratio = (far.clamp(min=1) / near).log() / math.log(_FARTHEST / near)
    wide = (near + (ratio * (half - near)).long()).clamp(max=half - 1)
    return half * (distance > 0) + torch.where(far < near, far, wide)
