"""How much each word contributes to the difference between two texts.

Counts of both texts stand in the same word order. Every shift is a special case of
`general_shift`: a weighted average of word scores that differs between the texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.stats.entropy_shift import (
    divergence_shift,
    entropy_shift,
    jensen_shannon_shift,
    tsallis_shift,
)
from framing.stats.shift_core import (
    WordShift,
    as_scores,
    general_shift,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.stats._guards import FloatArray

__all__ = [
    "WordShift",
    "apply_stop_lens",
    "divergence_shift",
    "entropy_shift",
    "general_shift",
    "jensen_shannon_shift",
    "proportion_shift",
    "score_shift",
    "tsallis_shift",
]


def proportion_shift(counts_1: npt.ArrayLike, counts_2: npt.ArrayLike) -> WordShift:
    """Show which words became more or less frequent.

    Parameters
    ----------
    counts_1, counts_2 : array_like, shape (n_words,)
        Counts in both texts.

    Returns
    -------
    WordShift
        Contribution ``p2 - p1``; they sum to zero, and `share` is relative to the sum
        of absolute changes.

    Examples
    --------
    >>> proportion_shift([3, 1], [1, 3]).share.tolist()
    [-0.5, 0.5]
    """
    ones = np.ones(np.shape(counts_1))
    return general_shift(counts_1, counts_2, scores_1=ones, scores_2=ones)


def score_shift(
    counts_1: npt.ArrayLike,
    counts_2: npt.ArrayLike,
    *,
    scores: npt.ArrayLike,
    reference: float | None = 0.0,
    normalization: str = "variation",
) -> WordShift:
    """Show which words make one text score higher on a lexicon than another.

    Parameters
    ----------
    counts_1, counts_2 : array_like, shape (n_words,)
        Counts in both texts.
    scores : array_like, shape (n_words,)
        Score of each word; NaN leaves a word out of the denominator, 0 keeps it there.
        For two frames give 1, -1 and 0 for all other words.
    reference : float or None, default 0.0
        The score that counts as neutral, such as the middle of the scale; None takes
        the average of text 1.
    normalization : {'variation', 'trajectory'}, default 'variation'
        As in `general_shift`.

    Returns
    -------
    WordShift
        Contributions and their parts.

    Examples
    --------
    >>> shift = score_shift([2, 1, 7], [1, 3, 6], scores=[1, -1, 0])
    >>> round(shift.difference, 3), shift.contribution.round(2).tolist()
    (-0.3, [-0.1, -0.2, 0.0])
    """
    return general_shift(
        counts_1,
        counts_2,
        scores_1=scores,
        scores_2=scores,
        reference=reference,
        normalization=normalization,
    )


def apply_stop_lens(
    scores: npt.ArrayLike, *, lenses: Sequence[tuple[float, float]]
) -> FloatArray:
    """Leave out words with scores in given ranges, such as the neutral ones.

    Parameters
    ----------
    scores : array_like, shape (n_words,)
        Scores.
    lenses : sequence of (float, float)
        Ranges, both ends included.

    Returns
    -------
    ndarray, shape (n_words,)
        The scores with NaN for the words to leave out.

    Examples
    --------
    >>> apply_stop_lens([4.5, 7.0], lenses=[(4, 6)]).tolist()
    [nan, 7.0]
    """
    values = as_scores(scores).copy()
    for low, high in lenses:
        values[(values >= low) & (values <= high)] = np.nan
    return values
