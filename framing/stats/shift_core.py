"""The shift that all word shifts are special cases of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.stats._guards import (
    FloatArray,
    check_counts,
    check_option,
    check_same_length,
    divide,
)

__all__ = ["WordShift", "as_scores", "both_relative", "general_shift", "relative"]


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
    >>> from framing.stats.wordshift import proportion_shift
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
        >>> from framing.stats.wordshift import score_shift
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
    first, second = as_scores(scores_1), as_scores(scores_2)
    p1 = check_counts("counts_1", counts_1)
    p2 = check_counts("counts_2", counts_2)
    check_same_length(counts_1=p1, counts_2=p2, scores_1=first, scores_2=second)
    kept = ~(np.isnan(first) | np.isnan(second))
    p1, p2 = relative("counts_1", p1, kept), relative("counts_2", p2, kept)
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


def as_scores(scores: npt.ArrayLike) -> FloatArray:
    """Return the scores as floats."""
    return np.asarray(scores, dtype=np.float64)


def relative(name: str, counts: FloatArray, kept: npt.NDArray[np.bool_]) -> FloatArray:
    """Return relative frequencies among the words kept, NaN for the others."""
    total = counts[kept].sum()
    if not total > 0:
        msg = f"`{name}` has no word with a score, so there is nothing to compare."
        raise ValueError(msg)
    return np.where(kept, counts / total, np.nan)


def both_relative(
    counts_1: npt.ArrayLike, counts_2: npt.ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Return relative frequencies of two texts over the same words."""
    first = check_counts("counts_1", counts_1)
    second = check_counts("counts_2", counts_2)
    check_same_length(counts_1=first, counts_2=second)
    every = np.ones(len(first), dtype=bool)
    return relative("counts_1", first, every), relative("counts_2", second, every)
