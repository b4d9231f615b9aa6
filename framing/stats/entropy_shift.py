"""Shifts of how varied the words of two texts are, and of how far they lie apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from framing.stats.shift_core import (
    WordShift,
    both_relative,
    general_shift,
)

if TYPE_CHECKING:
    from framing.stats._guards import FloatArray

__all__ = [
    "divergence_shift",
    "entropy_shift",
    "jensen_shannon_shift",
    "tsallis_shift",
]


def entropy_shift(
    counts_1: npt.ArrayLike,
    counts_2: npt.ArrayLike,
    *,
    base: float = 2.0,
    reference: float | None = 0.0,
    normalization: str = "variation",
) -> WordShift:
    """Show which words make one text's vocabulary more varied than another's.

    Parameters
    ----------
    counts_1, counts_2 : array_like, shape (n_words,)
        Counts in both texts.
    base : float, default 2.0
        Base of the logarithm.
    reference : float or None, default 0.0
        Surprise that counts as neutral.
    normalization : {'variation', 'trajectory'}, default 'variation'
        As in `general_shift`.

    Returns
    -------
    WordShift
        Contributions to the difference of Shannon entropies; the score of a word is
        ``-log p``, and 0 where it does not occur.

    Examples
    --------
    >>> round(entropy_shift([2, 2], [4, 0]).difference, 3)
    -1.0
    """
    scores = [-_log(p, base) for p in both_relative(counts_1, counts_2)]
    return general_shift(
        counts_1,
        counts_2,
        scores_1=scores[0],
        scores_2=scores[1],
        reference=reference,
        normalization=normalization,
    )


def tsallis_shift(
    counts_1: npt.ArrayLike,
    counts_2: npt.ArrayLike,
    *,
    alpha: float,
    reference: float | None = 0.0,
    normalization: str = "variation",
) -> WordShift:
    """Show which words change the Tsallis entropy.

    Parameters
    ----------
    counts_1, counts_2 : array_like, shape (n_words,)
        Counts in both texts.
    alpha : float
        Above 1 stresses frequent words, below 1 rare ones.
    reference : float or None, default 0.0
        Score that counts as neutral.
    normalization : {'variation', 'trajectory'}, default 'variation'
        As in `general_shift`.

    Returns
    -------
    WordShift
        The score of a word is ``-p^(alpha - 1) / (alpha - 1)``.

    Examples
    --------
    >>> round(tsallis_shift([2, 2], [4, 0], alpha=2).difference, 3)
    -0.5
    """
    if alpha == 1:
        msg = "`alpha` must not be 1; use `entropy_shift`, which is that limit."
        raise ValueError(msg)
    scores = [
        np.where(p > 0, -(np.where(p > 0, p, 1) ** (alpha - 1)) / (alpha - 1), 0)
        for p in both_relative(counts_1, counts_2)
    ]
    return general_shift(
        counts_1,
        counts_2,
        scores_1=scores[0],
        scores_2=scores[1],
        reference=reference,
        normalization=normalization,
    )


def divergence_shift(
    counts_1: npt.ArrayLike, counts_2: npt.ArrayLike, *, base: float = 2.0
) -> WordShift:
    """Show which words make text 2 surprising to a reader of text 1.

    Parameters
    ----------
    counts_1, counts_2 : array_like, shape (n_words,)
        Counts in both texts.
    base : float, default 2.0
        Base of the logarithm.

    Returns
    -------
    WordShift
        Contributions ``p2 (log p2 - log p1)`` to the Kullback-Leibler divergence.

    Raises
    ------
    ValueError
        If text 1 lacks a word of text 2; the divergence is infinite then.

    Examples
    --------
    >>> round(divergence_shift([2, 2], [3, 1]).difference, 4)
    0.1887
    """
    p1, p2 = both_relative(counts_1, counts_2)
    if ((p2 > 0) & (p1 == 0)).any():
        msg = (
            "`counts_1` lacks words of `counts_2`, so the divergence is infinite; use "
            "`jensen_shannon_shift`, or add a small number to all counts."
        )
        raise ValueError(msg)
    scores = _log(p1, base), _log(p2, base)
    return general_shift(counts_2, counts_2, scores_1=scores[0], scores_2=scores[1])


def jensen_shannon_shift(
    counts_1: npt.ArrayLike,
    counts_2: npt.ArrayLike,
    *,
    weight_1: float = 0.5,
    base: float = 2.0,
) -> WordShift:
    """Show which words tell two texts apart.

    Parameters
    ----------
    counts_1, counts_2 : array_like, shape (n_words,)
        Counts in both texts.
    weight_1 : float, default 0.5
        Weight of text 1; that of text 2 is the rest.
    base : float, default 2.0
        Base of the logarithm.

    Returns
    -------
    WordShift
        Contributions to the Jensen-Shannon divergence, none below zero, whichever text
        has more of the word; look at `frequency_change` for the side.

    References
    ----------
    Lin (1991). Divergence measures based on the Shannon entropy. IEEE Transactions on
    Information Theory 37, 145-151.

    Examples
    --------
    >>> jensen_shannon_shift([1, 0], [0, 1]).difference
    1.0
    """
    if not 0 < weight_1 < 1:
        msg = f"`weight_1` must lie between 0 and 1; got {weight_1!r}. Try 0.5."
        raise ValueError(msg)
    p1, p2 = both_relative(counts_1, counts_2)
    middle = _log(weight_1 * p1 + (1 - weight_1) * p2, base)
    return general_shift(
        counts_1,
        counts_2,
        scores_1=weight_1 * (middle - _log(p1, base)),
        scores_2=(1 - weight_1) * (_log(p2, base) - middle),
    )


def _log(values: FloatArray, base: float) -> FloatArray:
    """Take the logarithm, 0 where there is nothing: such a word contributes nothing."""
    safe = np.where(values > 0, values, 1.0)
    return np.asarray(np.log(safe) / np.log(base))
