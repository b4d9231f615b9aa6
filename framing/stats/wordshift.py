"""How much each word contributes to the difference between two texts.

Counts of both texts stand in the same word order. Every shift is a special case of
`general_shift`: a weighted average of word scores that differs between the texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Sequence

from framing.stats._guards import (
    FloatArray,
    check_counts,
    check_option,
    check_same_length,
    divide,
)

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


@dataclass(frozen=True, eq=False)
class WordShift:
    """Hold what each word contributes to the difference of two averages.

    Parameters
    ----------
    contribution : ndarray, shape (n_words,)
        Contribution of each word; they sum to `difference`. NaN for words left out.
    share : ndarray, shape (n_words,)
        Contribution divided by `norm`: the length of the bars.
    difference : float
        Average of text 2 less that of text 1.
    norm : float
        What the contributions are divided by.
    reference : float
        The score that counts as neutral.
    frequency_change : ndarray, shape (n_words,)
        Relative frequency in text 2 less that in text 1.
    score_change : ndarray, shape (n_words,)
        Score in text 2 less that in text 1.
    mean_frequency : ndarray, shape (n_words,)
        Mean of both relative frequencies.
    distance : ndarray, shape (n_words,)
        Mean of both scores less `reference`.

    Examples
    --------
    >>> shift = proportion_shift([3, 1], [1, 3])
    >>> shift.contribution.tolist(), shift.difference
    ([-0.5, 0.5], 0.0)
    """

    contribution: FloatArray
    share: FloatArray
    difference: float
    norm: float
    reference: float
    frequency_change: FloatArray
    score_change: FloatArray
    mean_frequency: FloatArray
    distance: FloatArray

    def component_sums(self) -> dict[str, float]:
        """Sum the contributions by their kind.

        Returns
        -------
        dict of str to float
            ``pos_s_pos_p`` and so on: words above (pos) or below (neg) the reference
            that became more (pos) or less (neg) frequent; ``pos_s`` and ``neg_s``:
            words whose score rose or fell.

        Examples
        --------
        >>> shift = score_shift([3, 1], [1, 3], scores=[1.0, -1.0])
        >>> shift.component_sums()["neg_s_pos_p"]
        -0.5
        """
        moved = self.frequency_change * self.distance
        scored = self.score_change * self.mean_frequency
        up, down = self.frequency_change > 0, self.frequency_change < 0
        high, low = self.distance > 0, self.distance < 0
        parts = {
            "pos_s_pos_p": moved[high & up],
            "pos_s_neg_p": moved[high & down],
            "neg_s_pos_p": moved[low & up],
            "neg_s_neg_p": moved[low & down],
            "pos_s": scored[self.score_change > 0],
            "neg_s": scored[self.score_change < 0],
        }
        return {name: float(part.sum()) for name, part in parts.items()}


def general_shift(
    counts_1: npt.ArrayLike,
    counts_2: npt.ArrayLike,
    *,
    scores_1: npt.ArrayLike,
    scores_2: npt.ArrayLike,
    reference: float | None = 0.0,
    normalization: str = "variation",
) -> WordShift:
    """Split the difference of two weighted averages into words.

    Parameters
    ----------
    counts_1, counts_2 : array_like, shape (n_words,)
        Counts in both texts, zeros included.
    scores_1, scores_2 : array_like, shape (n_words,)
        Score of each word in both texts; a word that is NaN in either is left out of
        both before relative frequencies are formed.
    reference : float or None, default 0.0
        The score that counts as neutral; None takes the average of text 1.
    normalization : {'variation', 'trajectory'}, default 'variation'
        Divide by the sum of absolute contributions, or by the absolute difference.

    Returns
    -------
    WordShift
        Contributions and their parts.

    Raises
    ------
    ValueError
        If a text has no word with a score.

    Notes
    -----
    ``(p2 - p1) ((s1 + s2) / 2 - reference) + (s2 - s1) (p1 + p2) / 2``.

    References
    ----------
    Gallagher et al. (2021). Generalized word shift graphs: a method for visualizing and
    explaining pairwise comparisons between texts. EPJ Data Science 10, 4.

    Examples
    --------
    >>> shift = general_shift([3, 1], [1, 3], scores_1=[1, -1], scores_2=[1, 0])
    >>> shift.difference, shift.contribution.tolist()
    (-0.25, [-0.5, 0.25])
    """
    check_option("normalization", normalization, ("variation", "trajectory"))
    first, second = _scores(scores_1), _scores(scores_2)
    p1 = check_counts("counts_1", counts_1)
    p2 = check_counts("counts_2", counts_2)
    check_same_length(counts_1=p1, counts_2=p2, scores_1=first, scores_2=second)
    kept = ~(np.isnan(first) | np.isnan(second))
    p1, p2 = _relative("counts_1", p1, kept), _relative("counts_2", p2, kept)
    middle = float((p1 * first)[kept].sum()) if reference is None else reference
    distance = (first + second) / 2 - middle
    parts = (p2 - p1) * distance + (second - first) * (p1 + p2) / 2
    values = parts[kept]
    difference = float(values.sum())
    total = float(np.abs(values).sum())
    norm = total if normalization == "variation" else abs(difference)
    return WordShift(
        contribution=parts,
        share=divide(parts, norm),
        difference=difference,
        norm=norm,
        reference=middle,
        frequency_change=p2 - p1,
        score_change=second - first,
        mean_frequency=(p1 + p2) / 2,
        distance=distance,
    )


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
    scores = [-_log(p, base) for p in _both(counts_1, counts_2)]
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
        for p in _both(counts_1, counts_2)
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
    p1, p2 = _both(counts_1, counts_2)
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
    p1, p2 = _both(counts_1, counts_2)
    middle = _log(weight_1 * p1 + (1 - weight_1) * p2, base)
    return general_shift(
        counts_1,
        counts_2,
        scores_1=weight_1 * (middle - _log(p1, base)),
        scores_2=(1 - weight_1) * (_log(p2, base) - middle),
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
    values = _scores(scores).copy()
    for low, high in lenses:
        values[(values >= low) & (values <= high)] = np.nan
    return values


def _scores(scores: npt.ArrayLike) -> FloatArray:
    """Return the scores as floats."""
    return np.asarray(scores, dtype=np.float64)


def _relative(name: str, counts: FloatArray, kept: npt.NDArray[np.bool_]) -> FloatArray:
    """Return relative frequencies among the words kept, NaN for the others."""
    total = counts[kept].sum()
    if not total > 0:
        msg = f"`{name}` has no word with a score, so there is nothing to compare."
        raise ValueError(msg)
    return np.where(kept, counts / total, np.nan)


def _both(
    counts_1: npt.ArrayLike, counts_2: npt.ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Return relative frequencies of two texts over the same words."""
    first = check_counts("counts_1", counts_1)
    second = check_counts("counts_2", counts_2)
    check_same_length(counts_1=first, counts_2=second)
    every = np.ones(len(first), dtype=bool)
    return _relative("counts_1", first, every), _relative("counts_2", second, every)


def _log(values: FloatArray, base: float) -> FloatArray:
    """Take the logarithm, 0 where there is nothing: such a word contributes nothing."""
    safe = np.where(values > 0, values, 1.0)
    return np.asarray(np.log(safe) / np.log(base))
