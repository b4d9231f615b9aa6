"""The small network of the fast scorer, in numpy: all words of a batch in one column.

Words look at their neighbours twice, then the target looks at all words, twice: what it
saw first decides where it looks then. Each word knows how far away the target is, in
words and in boundaries between clauses. The score is a sum over words, so each word's
share of it is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.annotate.target.reading import Reading, fill_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]

__all__ = ["Convolution", "build_convolution"]

_HEADS = 4
_STEPS = (1, 2)
# Empty rows between sentences, so that words never see the next sentence's.
_GAP = 4
# A matrix product depends in its last digit on the number of rows: it is the same in
# every call, so that a score does not depend on what else is scored.
_ROWS = 2048


@dataclass(frozen=True, slots=True, eq=False)
class Convolution:
    """Hold the weights of the fast scorer's network.

    Parameters
    ----------
    words, distances, crossings : ndarray, shape (n, width)
        What each piece, each distance from the target, and each number of boundaries
        on the way to it brings in.
    boundaries : ndarray of bool
        Whether a piece is a boundary: a mark, or a word that opens a clause.
    layers : tuple of (ndarray, ndarray)
        Weights of the five neighbours, and bias, per layer.
    query, key, value : tuple of (ndarray, ndarray)
        How the target looks at words, and what it takes from them.
    near : ndarray, shape (n, n_heads)
        How much a word is looked at for the boundaries on the way to it.
    glance : ndarray, shape (width, width)
        What the target takes from its first look.
    bias : ndarray, shape (3,)
        Where every sum of logits starts.

    Examples
    --------
    >>> from framing.annotate.target.files import read_weights
    >>> network = build_convolution(read_weights("fast.npz"))
    >>> network.read([[2, 1, 3]], [1]).logits.shape
    (1, 3)
    """

    words: Floats
    distances: Floats
    crossings: Floats
    boundaries: NDArray[np.bool_]
    layers: tuple[tuple[Floats, Floats], ...]
    query: tuple[Floats, Floats]
    key: Floats
    value: Floats
    near: Floats
    glance: Floats
    bias: Floats

    def read(self, pieces: Sequence[Sequence[int]], places: Sequence[int]) -> Reading:
        """Read sentences.

        Parameters
        ----------
        pieces : sequence of sequences of int
            Numbers of each sentence's pieces.
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
        >>> network = build_convolution(read_weights("fast.npz"))
        >>> alone = network.read([[2, 1, 3]], [1]).logits
        >>> both = network.read([[2, 9, 1, 3], [2, 1, 3]], [2, 1]).logits
        >>> bool((both[1] == alone[0]).all())
        True
        """
        logits = np.empty((len(pieces), 3), np.float32)
        weights: list[Floats] = [np.empty(0, np.float32)] * len(pieces)
        lengths = [len(numbers) + _GAP for numbers in pieces]
        for rows in fill_columns(lengths, _ROWS - _GAP):
            columns = _Columns.lay_out(
                [pieces[row] for row in rows], [places[row] for row in rows]
            )
            shares = self._share(columns)
            logits[rows] = columns.add_up(shares) + self.bias
            pull = shares[:, 2] - shares[:, 0]
            for row, start in zip(rows, columns.starts.tolist(), strict=True):
                weights[row] = pull[start : start + len(pieces[row])]
        return Reading(logits, weights)

    def _share(self, columns: _Columns) -> Floats:
        """Give what the target takes from each word, shape (n_rows, 3)."""
        crossings = columns.count_crossings(self.boundaries)
        x = self._look_around(columns, crossings)
        key, near = x @ self.key, self.near[crossings]
        targets = np.zeros((_ROWS // _GAP, x.shape[1]), np.float32)
        targets[: len(columns.targets)] = x[columns.targets]
        attention = self._look(targets, key, near, columns)
        seen = _weigh(x @ self.glance, attention)
        glance = columns.add_up(seen)
        targets[: len(glance)] += np.maximum(glance, 0)
        attention = self._look(targets, key, near, columns)
        taken = (x @ self.value).reshape(len(x), _HEADS, 3)
        shares: Floats = np.einsum("rh,rhc->rc", attention, taken)
        return shares

    def _look(
        self, targets: Floats, key: Floats, near: Floats, columns: _Columns
    ) -> Floats:
        """Give how much each target looks at each word, per head."""
        weight, bias = self.query
        query = (targets @ weight + bias)[columns.sentence]
        matched = (key * query).reshape(len(key), _HEADS, -1).sum(axis=2)
        matched *= np.float32((key.shape[1] // _HEADS) ** -0.5)
        matched += near
        matched[columns.is_hidden] = -np.inf
        return _softmax(matched, columns)

    def _look_around(self, columns: _Columns, crossings: Integers) -> Floats:
        x = self.words[columns.pieces]
        x += self.crossings[crossings]
        x[columns.targets] = 0
        x += self.distances[columns.distance]
        np.maximum(x, 0, out=x)
        x[columns.is_gap] = 0
        for (weight, bias), step in zip(self.layers, _STEPS, strict=True):
            y = np.tile(bias, (_ROWS, 1))
            for tap, shift in enumerate(range(-2 * step, 2 * step + 1, step)):
                part = x @ weight[tap]
                if shift < 0:
                    y[-shift:] += part[:shift]
                elif shift > 0:
                    y[:-shift] += part[shift:]
                else:
                    y += part
            np.maximum(y, 0, out=y)
            y[columns.is_gap] = 0
            x = x + y
        return x


@dataclass(frozen=True, slots=True, eq=False)
class _Columns:
    """The pieces of many sentences, one below the other, with gaps between."""

    pieces: Integers
    sentence: Integers
    distance: Integers
    targets: Integers
    starts: Integers
    ends: Integers
    is_gap: NDArray[np.bool_]
    is_hidden: NDArray[np.bool_]

    @classmethod
    def lay_out(
        cls, pieces: Sequence[Sequence[int]], places: Sequence[int]
    ) -> _Columns:
        lengths = np.array([len(numbers) for numbers in pieces])
        starts = _GAP + np.cumsum(lengths + _GAP) - lengths - _GAP
        targets = starts + places
        at = np.arange(_ROWS)
        sentence = np.maximum(np.searchsorted(starts, at, side="right") - 1, 0)
        ends = starts + lengths
        inside = (at >= starts[0]) & (at < ends[sentence])
        column = np.zeros(_ROWS, np.int64)
        column[inside] = np.concatenate(pieces)
        is_hidden = ~inside
        is_hidden[targets] = True
        distance = np.clip(at - targets[sentence], -_REACH, _REACH) + _REACH
        return cls(
            column, sentence, distance, targets, starts, ends, ~inside, is_hidden
        )

    def add_up(self, rows: Floats) -> Floats:
        """Sum over each sentence, without the gap: how many terms decides the order."""
        bounds = np.stack([self.starts, self.ends], axis=1).ravel()
        sums: Floats = np.add.reduceat(rows, bounds)[::2]
        return sums

    def count_crossings(self, boundaries: NDArray[np.bool_]) -> Integers:
        """Count boundaries on the way to the target; to its right above the middle."""
        count = boundaries[self.pieces].cumsum()
        way = count - count[self.targets][self.sentence]
        crossings: Integers = np.clip(way, -_CROSSINGS, _CROSSINGS) + _CROSSINGS
        return crossings


_REACH, _CROSSINGS = 24, 4


def _softmax(matched: Floats, columns: _Columns) -> Floats:
    """Share each sentence's attention among its words."""
    highest = np.maximum.reduceat(matched, columns.starts)[columns.sentence]
    weight = np.exp(matched - highest)
    weight[columns.is_hidden] = 0
    total = columns.add_up(weight)[columns.sentence]
    shared: Floats = np.divide(weight, total, dtype=np.float32)
    return shared


def _weigh(x: Floats, attention: Floats) -> Floats:
    """Weigh each head's part of each row."""
    parts = x.reshape(len(x), _HEADS, -1) * attention[:, :, None]
    return parts.reshape(x.shape)


def build_convolution(arrays: dict[str, NDArray[np.generic]]) -> Convolution:
    """Build the network from stored weights.

    Parameters
    ----------
    arrays : dict of str to ndarray
        As read from the file of weights.

    Returns
    -------
    Convolution
        The network, with what every piece brings in worked out once.

    Examples
    --------
    >>> from framing.annotate.target.files import read_weights
    >>> len(build_convolution(read_weights("fast.npz")).layers)
    2
    """
    full = {name: array.astype("f4") for name, array in arrays.items()}
    words = full["embeddings"] * full["embedding_scales"][:, None]
    layers = tuple((full[f"layer{n}"], full[f"bias{n}"]) for n in range(len(_STEPS)))
    return Convolution(
        words=words @ full["widen"],
        distances=full["distances"] @ full["widen"] + full["widen_bias"],
        crossings=full["crossings"] @ full["widen"],
        boundaries=full["boundaries"] > 0,
        layers=layers,
        query=(full["query"], full["query_bias"]),
        key=full["key"],
        value=full["value"],
        near=full["near"],
        glance=full["glance"],
        bias=full["bias"],
    )
