"""A small MPNet in plain numpy that reads a sentence with its target left blank.

Weights are stored as integers in coarse steps, with one scale per row, and widened when
read. The pieces of many sentences stand in one column of fixed length, without padding
between them, and only attention looks at sentences one by one.
"""

from __future__ import annotations

import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from framing.annotate.target.reading import Reading, fill_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]

__all__ = ["Encoder", "build_encoder"]

# A matrix product depends in its last digit on the number of rows: it is the same in
# every call, so that a score does not depend on what else is scored.
_ROWS, _FEW_ROWS = 512, 32
_EPSILON = 1e-5
_GELU = np.float32(np.sqrt(2 / np.pi))


class _Dense(NamedTuple):
    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        y: Floats = x @ self.weight
        y += self.bias
        return y


class _Norm(NamedTuple):
    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        x = x - x.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", x, x) / np.float32(x.shape[1])
        x *= (1 / np.sqrt(variance + np.float32(_EPSILON)))[:, None]
        x *= self.weight
        x += self.bias
        return x


class _Layer(NamedTuple):
    distances: Floats  # what a distance between two pieces counts, head by head
    mix: _Dense
    out: _Dense
    norm: _Norm
    widen: _Dense
    narrow: _Dense
    norm2: _Norm

    def attend(self, mixed: Floats, bounds: Integers) -> Floats:
        """Let the pieces of each sentence look at one another."""
        heads, width = len(self.distances), mixed.shape[1] // 3
        size = width // heads
        seen = np.zeros((len(mixed), width), np.float32)
        for start, end in pairwise(bounds.tolist()):
            block = mixed[start:end].reshape(end - start, 3, heads, size)
            query, key, value = block.transpose(1, 2, 0, 3)
            attention = query @ key.transpose(0, 2, 1)
            attention *= np.float32(size**-0.5)
            attention += self.distances[:, : end - start, : end - start]
            attention -= attention.max(axis=2, keepdims=True)
            np.exp(attention, out=attention)
            attention /= attention.sum(axis=2, keepdims=True)
            mean = attention @ value
            seen[start:end] = mean.transpose(1, 0, 2).reshape(end - start, width)
        return seen

    def finish(self, x: Floats, seen: Floats) -> Floats:
        x = self.norm(x + self.out(seen))
        return self.norm2(x + self.narrow(_gelu(self.widen(x))))


@dataclass(frozen=True, slots=True, eq=False)
class Encoder:
    """Hold the weights of the encoder.

    Parameters
    ----------
    words, word_scales : ndarray
        Vectors of the pieces as int8, and the scale of each.
    positions : ndarray
        Vectors of the places.
    mark, marked : ndarray, int
        What is added to the target's vector, and below which layer.
    norm, layers, head : tuple
        The rest of the network.
    explain : ndarray, shape (width,)
        Reads off a piece's vector how much the piece moves the score.

    Examples
    --------
    >>> from framing.annotate.target.files import read_weights
    >>> encoder = build_encoder(read_weights("accurate.npz"))
    >>> encoder.read([[2, 1, 3]], [1]).logits.shape
    (1, 3)
    """

    words: NDArray[np.int8]
    word_scales: Floats
    positions: Floats
    mark: Floats
    marked: int
    norm: _Norm
    layers: tuple[_Layer, ...]
    head: _Dense
    explain: _Dense

    def read(self, pieces: Sequence[Sequence[int]], places: Sequence[int]) -> Reading:
        """Read sentences.

        Parameters
        ----------
        pieces : sequence of sequences of int
            Numbers of each sentence's pieces, at most as many as there are positions.
        places : sequence of int
            Place of the target among the pieces.

        Returns
        -------
        Reading
            Logits per sentence and weights per piece. Neither depends on which other
            sentences are read in the same call.

        Examples
        --------
        >>> from framing.annotate.target.files import read_weights
        >>> encoder = build_encoder(read_weights("accurate.npz"))
        >>> alone = encoder.read([[2, 1, 3]], [1]).logits
        >>> both = encoder.read([[2, 9, 1, 3], [2, 1, 3]], [2, 1]).logits
        >>> bool((both[1] == alone[0]).all())
        True
        """
        logits = np.empty((len(pieces), 3), np.float32)
        weights: list[Floats] = [np.empty(0, np.float32)] * len(pieces)
        for rows in fill_columns([len(numbers) for numbers in pieces], _ROWS):
            reading = self._read_chunk(
                [pieces[row] for row in rows], [places[row] for row in rows]
            )
            logits[rows] = reading.logits
            for row, weight in zip(rows, reading.weights, strict=True):
                weights[row] = weight
        return Reading(logits, weights)

    def _read_chunk(
        self, pieces: Sequence[Sequence[int]], places: Sequence[int]
    ) -> Reading:
        lengths = np.array([len(numbers) for numbers in pieces], np.int64)
        bounds: Integers = np.concatenate([np.zeros(1, np.int64), lengths.cumsum()])
        target = bounds[:-1] + places
        x = self._embed(np.concatenate(pieces), lengths)
        for number, layer in enumerate(self.layers[:-1]):
            if number == self.marked:
                x[target] += self.mark
            x = layer.finish(x, layer.attend(layer.mix(x), bounds))
        effects = self.explain(x)[:, 0]
        # Of the last layer only the target's and the first vectors are used.
        kept = np.concatenate([target, bounds[:-1]])
        layer = self.layers[-1]
        seen = layer.attend(layer.mix(x), bounds)
        last = _in_blocks(layer.finish, x[kept], seen[kept])
        both = np.concatenate(np.split(last, 2), axis=1)
        logits = _in_blocks(self.head.__call__, both)
        return Reading(logits, [effects[a:b] for a, b in pairwise(bounds.tolist())])

    def _embed(self, numbers: Integers, lengths: Integers) -> Floats:
        starts = lengths.cumsum() - lengths
        position = np.arange(len(numbers)) - np.repeat(starts, lengths)
        x = self.words[numbers] * self.word_scales[numbers][:, None]
        x += self.positions[position]
        return _padded(self.norm(x))


def _padded(x: Floats, n_rows: int = _ROWS) -> Floats:
    padded = np.zeros((n_rows, x.shape[1]), np.float32)
    padded[: len(x)] = x
    return padded


def _in_blocks(function: Callable[..., Floats], *columns: Floats) -> Floats:
    """Apply a function to a few rows at a time, always as many."""
    n = len(columns[0])
    blocks = [
        function(*(_padded(x[at : at + _FEW_ROWS], _FEW_ROWS) for x in columns))
        for at in range(0, n, _FEW_ROWS)
    ]
    return np.concatenate(blocks)[:n]


def _gelu(x: Floats) -> Floats:
    """Apply the tanh form of GELU, with which the encoder was trained."""
    inner = x * x
    inner *= np.float32(0.044715)
    inner += np.float32(1)
    inner *= x
    inner *= _GELU
    np.tanh(inner, out=inner)
    inner += np.float32(1)
    inner *= x
    inner *= np.float32(0.5)
    return inner


def _unpack(
    arrays: dict[str, NDArray[np.generic]], name: str
) -> tuple[NDArray[np.int8], Floats]:
    """Unpack integers, one row per scale."""
    scale = arrays[f"{name}.scale"].astype("f4")
    small = np.frombuffer(zlib.decompress(arrays[f"{name}.packed"].tobytes()), np.int8)
    return small.reshape(len(scale), -1), scale


def _spread(distances: Floats) -> Floats:
    """Write what counts for a distance at every two places that far apart."""
    n = (distances.shape[1] + 1) // 2
    places = np.arange(n)
    return np.ascontiguousarray(distances[:, places[None] - places[:, None] + n - 1])


def build_encoder(arrays: dict[str, NDArray[np.generic]]) -> Encoder:
    """Build the encoder from stored weights.

    Parameters
    ----------
    arrays : dict of str to ndarray
        As read from the file of weights.

    Returns
    -------
    Encoder
        The encoder, its matrices widened to 32-bit floats.

    Examples
    --------
    >>> from framing.annotate.target.files import read_weights
    >>> len(build_encoder(read_weights("accurate.npz")).layers)
    6
    """

    def dense(name: str) -> _Dense:
        small, scale = _unpack(arrays, name)
        weight = small * scale[:, None]
        bias = arrays[f"{name}.bias"].astype("f4")
        return _Dense(np.ascontiguousarray(weight.T, np.float32), bias)

    def norm(name: str) -> _Norm:
        return _Norm(
            arrays[f"{name}.weight"].astype("f4"), arrays[f"{name}.bias"].astype("f4")
        )

    def layer(number: int) -> _Layer:
        return _Layer(
            distances[arrays[f"{number}.kept"]],
            dense(f"{number}.mix"),
            dense(f"{number}.out"),
            norm(f"{number}.norm"),
            dense(f"{number}.widen"),
            dense(f"{number}.narrow"),
            norm(f"{number}.norm2"),
        )

    distances = _spread(arrays["distances"].astype("f4"))
    n_layers = sum(name.endswith(".mix.packed") for name in arrays)
    # Unpacking lets go of the interpreter, so that layers can be read side by side.
    with ThreadPoolExecutor() as pool:
        layers = tuple(pool.map(layer, range(n_layers)))
    words, word_scales = _unpack(arrays, "words")
    return Encoder(
        words=words,
        word_scales=word_scales,
        positions=arrays["positions"].astype("f4"),
        mark=arrays["mark"].astype("f4"),
        marked=int(arrays["marked"]),
        norm=norm("norm"),
        layers=layers,
        head=dense("head"),
        explain=dense("explain"),
    )
