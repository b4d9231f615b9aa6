"""Write trained weights as the package reads them."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from typing import TYPE_CHECKING

import numpy as np
import torch

from training.encoder import LENGTH, sort_distances

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from training.convolution import Convolution
    from training.encoder import Encoder

__all__ = [
    "choose_pieces",
    "encoder_arrays",
    "fast_arrays",
    "pack",
    "shrink",
    "write_arrays",
    "write_hashes",
]

Arrays = dict[str, "NDArray[np.generic]"]

# Steps of the stored weights, in standard deviations of a row.
STEP, STEP_OF_WORDS = 0.2, 0.3
_SPECIAL = ("[PAD]", "[unused0]", "[CLS]", "[SEP]", "[UNK]")


def choose_pieces(vocabulary: list[str]) -> tuple[list[str], list[int]]:
    """Leave out pieces in scripts other than Latin; `[unused0]` becomes the target."""
    kept = [*_SPECIAL, *(p for p in vocabulary if p and _is_useful(p))]
    numbers = {piece: number for number, piece in enumerate(vocabulary)}
    pieces = ["[TARGET]" if piece == "[unused0]" else piece for piece in kept]
    return pieces, [numbers[piece] for piece in kept]


def _is_useful(piece: str) -> bool:
    if piece.startswith("[") and piece.endswith("]") and len(piece) > 2:
        return False
    return all(c.isascii() or not c.isalnum() for c in piece.removeprefix("##"))


def shrink(
    matrix: NDArray[np.float32], *, largest: int = 127
) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Store each row as int8 with one scale."""
    scale = (np.abs(matrix).max(axis=1) / largest).astype(np.float16)
    scale = np.maximum(scale, np.float16(1e-6))
    wide = np.round(matrix / scale.astype(np.float32)[:, None])
    return np.clip(wide, -largest, largest).astype(np.int8), scale


def coarsen(
    matrix: NDArray[np.float32], step: float
) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Store each row in steps of a share of its standard deviation.

    Few of the integers are then far from zero, so that they take three or four bits
    each once they are packed.
    """
    scale = (step * matrix.std(axis=1)).astype(np.float16)
    scale = np.maximum(scale, np.float16(1e-6))
    wide = np.round(matrix / scale.astype(np.float32)[:, None])
    return np.clip(wide, -127, 127).astype(np.int8), scale


def pack(small: NDArray[np.int8]) -> NDArray[np.uint8]:
    """Pack integers by how often each occurs; `zlib.decompress` reads them."""
    # Repeats, for which deflate looks by itself, are chance here and only cost room.
    packer = zlib.compressobj(9, zlib.DEFLATED, 15, 9, zlib.Z_HUFFMAN_ONLY)
    return np.frombuffer(packer.compress(small.tobytes()) + packer.flush(), np.uint8)


def encoder_arrays(model: Encoder, kept: list[int], explain: Arrays) -> Arrays:
    """Give the encoder's arrays, its vectors of pieces in the order of `kept`."""
    state = {name: value.float().numpy() for name, value in model.state_dict().items()}
    words, target = state.pop("words.weight")[kept].copy(), state.pop("target")
    words[1] = target
    buckets = sort_distances(torch.arange(1 - LENGTH, LENGTH)).numpy()
    arrays: Arrays = {
        **explain,
        "distances": state.pop("distances")[buckets].T.astype(np.float16),
        "marked": np.int8(model.size.below_mark),
    }
    small, arrays["words.scale"] = coarsen(words, STEP_OF_WORDS)
    arrays["words.packed"] = pack(small)
    for number in range(model.size.layers):
        at = f"layers.{number}"
        for kind in ("weight", "bias"):
            parts = [state.pop(f"{at}.{part}.{kind}") for part in ("query", "memory")]
            state[f"{at}.mix.{kind}"] = np.concatenate(parts)
    for name, array in state.items():
        stem = name.removeprefix("layers.").removesuffix(".weight")
        if array.ndim == 2 and name.endswith("weight"):
            of_layer = stem != "head"
            small, scale = coarsen(array, STEP) if of_layer else shrink(array)
            arrays[f"{stem}.scale"] = scale
            arrays[f"{stem}.packed"] = pack(small)
        elif name.endswith(".kept"):
            arrays[name.removeprefix("layers.")] = array.astype(np.int8)
        else:
            arrays[name.removeprefix("layers.")] = array.astype(np.float16)
    return arrays


def fast_arrays(model: Convolution, kept: list[int]) -> Arrays:
    """Give the arrays of the fast scorer's network."""
    state = {name: value.float().numpy() for name, value in model.state_dict().items()}
    # Seven bits suffice, and make the file smaller.
    words, scales = shrink(state.pop("embeddings.weight")[kept], largest=63)
    arrays: Arrays = {
        "distances": state["distances"],
        "crossings": state["crossings"],
        "widen": state["widen.weight"].T,
        "widen_bias": state["widen.bias"],
        "query": state["query.weight"].T,
        "query_bias": state["query.bias"],
        "key": state["key.weight"].T,
        "value": state["value.weight"].T,
        "near": state["near"],
        "glance": state["glance.weight"].T,
        "bias": state["bias"],
    }
    for number in range(len(model.layers)):
        arrays[f"layer{number}"] = state[f"layers.{number}.weight"].transpose(2, 1, 0)
        arrays[f"bias{number}"] = state[f"layers.{number}.bias"]
    small = {name: np.ascontiguousarray(a, np.float16) for name, a in arrays.items()}
    small["boundaries"] = state["boundaries"][kept].astype(np.int8)
    return {**small, "embeddings": words, "embedding_scales": scales}


def write_arrays(path: Path, arrays: Arrays, temperature: float) -> None:
    """Write arrays to a file that is the same, byte by byte, for the same arrays."""
    full = {**arrays, "temperature": np.float32(temperature)}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(full):
            data = io.BytesIO()
            np.save(data, full[name], allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), data.getvalue())


def write_hashes(folder: Path) -> None:
    """Write the hash of each file that the package reads."""
    names = ("accurate.npz", "fast.npz", "vocabulary.txt")
    hashes = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in names
        if (folder / name).exists()
    }
    (folder / "sha256.json").write_text(json.dumps(hashes, indent=2) + "\n", "utf-8")
