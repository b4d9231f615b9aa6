"""Write trained weights as the package reads them."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from training.convolution import Convolution
    from training.encoder import Encoder

__all__ = [
    "choose_pieces",
    "encoder_arrays",
    "fast_arrays",
    "read_pieces",
    "shrink",
    "write_arrays",
    "write_hashes",
]

Arrays = dict[str, "NDArray[np.generic]"]

_SPECIAL = ("[PAD]", "[unused0]", "[CLS]", "[SEP]", "[UNK]")


def read_pieces(path: Path) -> list[str]:
    """Read the vocabulary of the base weights."""
    return path.read_text("utf-8").rstrip("\n").split("\n")


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


def encoder_arrays(model: Encoder, kept: list[int], explain: Arrays) -> Arrays:
    """Give the encoder's arrays, its vectors of pieces in the order of `kept`."""
    arrays: Arrays = dict(explain)
    for name, value in model.state_dict().items():
        array = value.float().numpy()
        parts = name.removeprefix("layers.").split(".")
        name = ".".join(parts)
        if name in ("words.weight", "target"):
            continue
        if name.endswith("weight") and array.ndim == 2:
            stem = name.removesuffix(".weight")
            arrays[f"{stem}.int8"], arrays[f"{stem}.scale"] = shrink(array)
        else:
            arrays[name] = array.astype(np.float16)
    words = model.words.weight.detach().numpy()[kept].copy()
    words[1] = model.target.detach().numpy()
    arrays["words.int8"], arrays["words.scale"] = shrink(words)
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
