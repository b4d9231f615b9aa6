"""What every tone scorer takes and gives."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["TargetScorer", "TargetScores", "check_targets"]


@dataclass(frozen=True)
class TargetScores:
    """Hold the tone of n sentences toward n targets.

    A scorer of your own returns it; all three parts have one item per sentence.

    Parameters
    ----------
    score : ndarray, shape (n,)
        Tone in [-1, 1]; NaN where there is no estimate.
    confidence : ndarray, shape (n,)
        From 0 to 1; NaN where the scorer knows none.
    words : list of str
        The words that made each score, with their weights; empty where none did.

    See Also
    --------
    framing.score_actors : Takes such a scorer.

    Examples
    --------
    >>> import numpy as np
    >>> TargetScores(np.array([0.5]), np.array([np.nan]), ["good (+1.9)"]).words
    ['good (+1.9)']
    """

    score: NDArray[np.float64]
    confidence: NDArray[np.float64]
    words: list[str]


class TargetScorer(Protocol):
    """Say what a tone scorer takes and gives: any callable of this shape is one.

    It takes n sentences and n targets, each the start and end (exclusive) of the target
    in its sentence, and returns :class:`TargetScores` of length n. It must not change
    what it is given, and the score of a sentence must not depend on the others, since
    :func:`framing.score_actors` asks in batches and for each passage once. NaN means no
    estimate.

    A scorer may have an attribute ``floor``, the confidence below which
    :func:`framing.score_actors` gives no estimate unless told otherwise. Results name
    it by its ``__qualname__``, or by its class.

    See Also
    --------
    framing.score_actors : Takes such a scorer.
    framing.annotate.TargetScores : What it returns.

    Examples
    --------
    >>> import numpy as np
    >>> def count_praise(sentences, targets):
    ...     score = np.array([min(text.count("brave"), 1.0) for text in sentences])
    ...     nothing = np.full(len(score), np.nan)
    ...     return TargetScores(score, nothing, ["brave" if s else "" for s in score])
    >>> scorer: TargetScorer = count_praise
    >>> scorer(["They are brave."], [(0, 4)]).words
    ['brave']
    """

    def __init__(self) -> None:
        # Without this line the signature of a protocol is (*args, **kwargs).
        ...

    @abstractmethod
    def __call__(
        self, sentences: Sequence[str], targets: Sequence[tuple[int, int]], /
    ) -> TargetScores:
        """Score the tone of sentences toward targets.

        Parameters
        ----------
        sentences : sequence of str
            Sentences.
        targets : sequence of (int, int)
            Start and end of the target in its sentence, end exclusive.

        Returns
        -------
        TargetScores
            Of the same length.
        """
        ...


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
