"""What every tone scorer takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["TargetScorer", "TargetScores", "check_targets"]


@dataclass(frozen=True)
class TargetScores:
    """Hold the tone of n sentences toward n targets.

    Parameters
    ----------
    score : ndarray, shape (n,)
        Tone in [-1, 1]; NaN where there is no estimate.
    confidence : ndarray, shape (n,)
        From 0 to 1; NaN where the scorer knows none.
    words : list of str
        The words that made each score, with their weights; empty where none did.

    Examples
    --------
    >>> import numpy as np
    >>> TargetScores(np.array([0.5]), np.array([np.nan]), ["good (+1.9)"]).words
    ['good (+1.9)']
    """

    score: NDArray[np.float64]
    confidence: NDArray[np.float64]
    words: list[str]


TargetScorer = Callable[[Sequence[str], Sequence[tuple[int, int]]], TargetScores]


def check_targets(
    sentences: Sequence[str], targets: Sequence[tuple[int, int]]
) -> list[tuple[str, str]]:
    """Cut each sentence at its target.

    Parameters
    ----------
    sentences : sequence of str
        Sentences.
    targets : sequence of (int, int)
        Start and end of the target in its sentence, end exclusive.

    Returns
    -------
    list of (str, str)
        What stands before and behind each target. The target itself is left out, so
        that no scorer can be moved by a name.

    Raises
    ------
    ValueError
        If the lengths differ or a target does not lie in its sentence.

    Examples
    --------
    >>> check_targets(["We praise him."], [(10, 13)])
    [('We praise ', '.')]
    """
    if isinstance(sentences, str) or len(sentences) != len(targets):
        msg = (
            "`sentences` and `targets` must be two sequences of one length; got "
            f"{1 if isinstance(sentences, str) else len(sentences)} and {len(targets)}."
        )
        raise ValueError(msg)
    sides = []
    for number, (text, (start, end)) in enumerate(zip(sentences, targets, strict=True)):
        if not 0 <= start <= end <= len(text):
            msg = (
                f"`targets[{number}]` must lie in its sentence of {len(text)} "
                f"characters; got ({start}, {end}). Count characters, end exclusive."
            )
            raise ValueError(msg)
        sides.append((text[:start], text[end:]))
    return sides
