"""The base weights of the encoders: MPNet, its pieces in the order of uncased BERT."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor

__all__ = ["WORDS", "Base", "read_base"]

BASE_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
WORDS = "embeddings.word_embeddings.weight"
_SHIFT = 4  # MPNet puts four signs of its own before BERT's pieces, and one behind
_SIGNS = {0: 1, 101: 0, 102: 2}  # its numbers of [PAD], [CLS] and [SEP]


class Base(NamedTuple):
    """The pieces, and the weights by name."""

    vocabulary: list[str]
    weights: dict[str, Tensor]


def read_base(folder: Path) -> Base:
    """Read the base weights, after a check of their hash."""
    pieces = (folder / "vocab.txt").read_text("utf-8").rstrip("\n").split("\n")
    weights = read_weights(folder / "model.safetensors")
    words = weights[WORDS]
    order = torch.arange(_SHIFT, len(words) - 1)
    for ours, theirs in _SIGNS.items():
        order[ours] = theirs
    return Base(pieces[_SHIFT:-1], {**weights, WORDS: words[order]})


def read_weights(path: Path) -> dict[str, Tensor]:
    """Read a file of safetensors, after a check of its hash."""
    data = path.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != BASE_SHA256:
        msg = f"{path} has sha256 {found}; the recipe was made for {BASE_SHA256}."
        raise ValueError(msg)
    size = int.from_bytes(data[:8], "little")
    weights = {}
    for name, about in json.loads(data[8 : 8 + size]).items():
        if about.get("dtype") == "F32":
            start, stop = (8 + size + offset for offset in about["data_offsets"])
            array = np.frombuffer(data[start:stop], np.float32)
            weights[name] = torch.from_numpy(array.reshape(about["shape"]).copy())
    return weights
