"""What networks take and give: numbers of pieces in, logits and weights out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from framing.annotate.target.wordpiece import WordPieces

    Side = list[tuple[str, tuple[int, ...]]]

__all__ = ["WINDOW", "Encoded", "Reading", "encode_sides", "fill_columns"]

# Pieces around the target that are read; what lies farther away is left out.
WINDOW = 112
# Characters that surely hold that many pieces: longer texts are cut before splitting.
_NEAR = 4_000


class Reading(NamedTuple):
    """What a network made of some sentences.

    Attributes
    ----------
    logits : ndarray, shape (n_sentences, 3)
        Negative, neutral, positive.
    weights : list of ndarray, shape (n_pieces,)
        How much each piece moved the score.

    Examples
    --------
    >>> import numpy as np
    >>> Reading(np.zeros((0, 3), np.float32), []).weights
    []
    """

    logits: NDArray[np.float32]
    weights: list[NDArray[np.float32]]


class Encoded(NamedTuple):
    """A sentence as numbers, its target as one reserved piece.

    Attributes
    ----------
    pieces : list of int
        Numbers of the pieces.
    words : list of (str, int, int)
        The words before and behind the target; the places of their first piece, and
        of the piece behind their last.
    place : int
        Place of the target among the pieces.

    Examples
    --------
    >>> Encoded([2, 1, 3], [], 1).place
    1
    """

    pieces: list[int]
    words: list[tuple[str, int, int]]
    place: int


def encode_sides(
    before: str, after: str, splitter: WordPieces, *, window: int = WINDOW
) -> Encoded:
    """Encode what stands before and behind a target.

    Parameters
    ----------
    before, after : str
        The sentence without its target.
    splitter : WordPieces
        The vocabulary.
    window : int
        Pieces around the target that are kept.

    Returns
    -------
    Encoded
        At most `window` pieces around the target, half of them on each side where
        both sides are long.

    Examples
    --------
    >>> from framing.annotate.target.wordpiece import WordPieces
    >>> splitter = WordPieces(["[PAD]", "[TARGET]", "[CLS]", "[SEP]", "[UNK]", "we"])
    >>> encode_sides("We praise ", "", splitter).pieces
    [2, 5, 4, 1, 3]
    """
    left = splitter.split(before[-_NEAR:])
    right = splitter.split(after[:_NEAR])
    left = _take(left[::-1], max(window // 2, window - _size(right)))[::-1]
    right = _take(right, window - _size(left))
    pieces = [splitter.number("[CLS]")]
    words = []
    place = 0
    for number, side in enumerate((left, right)):
        for word, numbers in side:
            words.append((word, len(pieces), len(pieces) + len(numbers)))
            pieces.extend(numbers)
        if number == 0:
            place = len(pieces)
            pieces.append(splitter.number("[TARGET]"))
    pieces.append(splitter.number("[SEP]"))
    return Encoded(pieces, words, place)


def _size(side: Side) -> int:
    return sum(len(numbers) for _, numbers in side)


def _take(side: Side, room: int) -> Side:
    """Keep whole words while there is room."""
    for number, (_, numbers) in enumerate(side):
        room -= len(numbers)
        if room < 0:
            return side[:number]
    return side


def fill_columns(lengths: Sequence[int], room: int) -> Iterator[list[int]]:
    """Fill columns of a fixed length with whole sentences, longest first.

    Parameters
    ----------
    lengths : sequence of int
        Rows that each sentence takes, none more than `room`.
    room : int
        Rows of a column.

    Yields
    ------
    list of int
        The sentences of one column.

    Examples
    --------
    >>> list(fill_columns([1, 3, 2], 4))
    [[1], [2, 0]]
    """
    rows: list[int] = []
    left = room
    for row in sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True):
        if lengths[row] > left:
            yield rows
            rows, left = [], room
        rows.append(row)
        left -= lengths[row]
    if rows:
        yield rows
