"""A coordinate that sorts words between two texts for a plot."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import special

from framing.stats._guards import (
    FloatArray,
    check_counts,
    check_option,
    check_same_length,
    divide,
)

__all__ = ["one_sided_f_scores", "scaled_f_score"]


def scaled_f_score(
    target: npt.ArrayLike,
    reference: npt.ArrayLike,
    *,
    beta: float = 2.0,
    scaler: str = "normcdf",
) -> FloatArray:
    """Place words between reference (0) and target (1) for a plot.

    Parameters
    ----------
    target, reference : array_like, shape (n_words,)
        Counts.
    beta : float, default 2.0
        Weight of frequency against exclusiveness.
    scaler : {'normcdf', 'percentile'}, default 'normcdf'
        How both are made comparable over the vocabulary.

    Returns
    -------
    ndarray, shape (n_words,)
        A coordinate, no inference.

    References
    ----------
    Kessler (2017). Scattertext: a browser-based tool for visualizing how corpora
    differ. ACL 2017, System Demonstrations, 85-90.

    Examples
    --------
    >>> scaled_f_score([9, 5, 1], [1, 5, 9]).tolist()
    [1.0, 0.5, 0.0]
    """
    sides = one_sided_f_scores(target, reference, beta=beta, scaler=scaler)
    return _balance_sides(*sides)


def one_sided_f_scores(
    target: npt.ArrayLike,
    reference: npt.ArrayLike,
    *,
    beta: float = 2.0,
    scaler: str = "normcdf",
) -> tuple[FloatArray, FloatArray]:
    """Score words for the target and for the reference, before they are balanced.

    Parameters
    ----------
    target, reference : array_like, shape (n_words,)
        Counts.
    beta : float, default 2.0
        Weight of frequency against exclusiveness.
    scaler : {'normcdf', 'percentile'}, default 'normcdf'
        How both are made comparable over the vocabulary.

    Returns
    -------
    of_target : ndarray, shape (n_words,)
        Scores from 0 to 1 for the target.
    of_reference : ndarray, shape (n_words,)
        The same for the reference.

    Examples
    --------
    >>> first, second = one_sided_f_scores([9, 5, 1], [1, 5, 9], beta=1)
    >>> bool(np.allclose(first, second[::-1]))
    True
    """
    check_option("scaler", scaler, ("normcdf", "percentile"))
    if not beta > 0:
        msg = f"`beta` must be above 0; got {beta!r}. The default is 2."
        raise ValueError(msg)
    first, second = check_counts("target", target), check_counts("reference", reference)
    check_same_length(target=first, reference=second)
    pair = (first, second), (second, first)
    one, other = (_one_sided(own, rest, beta, scaler) for own, rest in pair)
    return one, other


def _one_sided(
    own: FloatArray, rest: FloatArray, beta: float, scaler: str
) -> FloatArray:
    """Combine scaled precision and recall of one side."""
    precision = _scale(divide(own, own + rest), scaler)
    recall = _scale(divide(own, own.sum()), scaler)
    top = (1 + beta**2) * precision * recall
    return np.nan_to_num(divide(top, beta**2 * precision + recall))


def _scale(values: FloatArray, scaler: str) -> FloatArray:
    """Map values to 0..1 over the vocabulary."""
    spread = values.std()
    if scaler == "normcdf" and spread > 0:
        return np.asarray(special.ndtr((values - values.mean()) / spread))
    below = np.searchsorted(np.sort(values), values, side="left")
    return np.asarray((below + 1) / len(values))


def _balance_sides(first: FloatArray, second: FloatArray) -> FloatArray:
    """Take the larger side of each word and stretch both sides."""
    ours, theirs = first > second, second > first
    signed = np.where(ours, first, np.where(theirs, -second, 0.0))
    for side, sign in ((ours, 1.0), (theirs, -1.0)):
        signed[side] = sign * _stretch(sign * signed[side])
    return np.asarray((signed + 1) / 2)


def _stretch(values: FloatArray) -> FloatArray:
    """Move the least value to 0 and the largest to 1."""
    if len(values) == 0:
        return values
    low, high = values.min(), values.max()
    if high == low:
        return np.ones_like(values)
    return np.asarray((values - low) / (high - low))
