"""What whole articles changing places would give, and what to read off it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.stats._guards import FloatArray
from framing.stats.arrangement import Arrangements, Labels, smallest_p

__all__ = ["Function", "PermutationTest", "caution", "group_sums", "report", "run"]

IntArray = npt.NDArray[np.int64]
Function = Callable[[FloatArray], FloatArray]

# Up to so many groups a product of matrices is the fastest way to add up articles.
_FEW_GROUPS = 4


@dataclass(frozen=True, eq=False)
class PermutationTest:
    """Hold the outcome of a permutation test of one or more measures.

    Parameters
    ----------
    statistic : ndarray, shape (...)
        The observed statistic of each measure; NaN if undefined.
    p : ndarray, shape (...)
        Its p-value, in (0, 1]; NaN if the statistic is undefined.
    p_max : ndarray, shape (...)
        The p-value adjusted for all measures tested together (maximum statistic).
    smallest_p : float
        The smallest p-value that this design could have given.
    n_arrangements : int
        How many arrangements of labels were looked at.
    exact : bool
        Whether these were all there are.
    n_undefined : ndarray, shape (...)
        Arrangements in which the statistic was undefined; they count as extreme.
    note : str
        A caution, such as that 5% cannot be reached; empty otherwise.

    Examples
    --------
    >>> from framing.stats.estimator import mean
    >>> from framing.stats.permutation import permutation_test
    >>> sums = [[0.12, 1], [0.3, 1], [-0.2, 1], [0.05, 1]]
    >>> test = permutation_test(sums, [True, True, False, False], mean())
    >>> test.n_arrangements, test.exact, test.note
    (6, True, 'cannot reach 5%: the smallest possible p is 0.333')
    """

    statistic: FloatArray
    p: FloatArray
    p_max: FloatArray
    smallest_p: float
    n_arrangements: int
    exact: bool
    n_undefined: IntArray
    note: str


def group_sums(labels: Labels, table: FloatArray, n_groups: int) -> FloatArray:
    """Sum the rows of each group; shape (n_groups, n_arrangements, ..., n_columns)."""
    flat = table.reshape(len(table), -1)
    shape = (n_groups, len(labels), *table.shape[1:])
    if n_groups <= _FEW_GROUPS:
        sums = [(labels == g).astype(np.float64) @ flat for g in range(n_groups)]
        return np.stack(sums).reshape(shape)
    rows = np.arange(len(labels), dtype=np.int64)[:, None]
    cells = (labels * np.int64(len(labels)) + rows).ravel()
    counted = [
        np.bincount(
            cells, np.tile(column, len(labels)), minlength=n_groups * len(labels)
        )
        for column in flat.T
    ]
    return np.stack(counted, axis=-1).reshape(shape)


def run(
    statistic: Callable[[Labels], FloatArray], blocks: Arrangements
) -> tuple[FloatArray, FloatArray]:
    """Compute the observed statistic and its null distribution."""
    observed = statistic(blocks.codes[None, :])[0]
    return observed, np.concatenate([statistic(labels) for labels in blocks])


def report(
    observed: FloatArray,
    null: FloatArray,
    blocks: Arrangements,
    alternative: str,
    sides: int,
) -> PermutationTest:
    """Turn a null distribution into p-values."""
    undefined = np.isnan(null).sum(axis=0)
    # Sums taken in another order differ in the last digits; ties must stay ties.
    finite = np.where(np.isnan(null), 0.0, np.abs(null))
    slack = 1e-10 * np.maximum(np.abs(observed), finite.max(axis=0))
    extra = blocks.extra
    size = blocks.size + extra
    above = (~(null < observed - slack)).sum(axis=0) + extra
    below = (~(null > observed + slack)).sum(axis=0) + extra
    larger = (~(np.abs(null) < np.abs(observed) - slack)).sum(axis=0) + extra
    counts = {
        "greater": above,
        "less": below,
        "absolute": larger,
        "two-sided": np.minimum(2 * np.minimum(above, below), size),
    }
    p = np.where(np.isnan(observed), np.nan, counts[alternative] / size)
    least = smallest_p(blocks.total, n_resamples=blocks.size, sides=sides)
    return PermutationTest(
        statistic=np.asarray(observed),
        p=p,
        p_max=_maximum_p(observed, null, alternative, extra),
        smallest_p=least,
        n_arrangements=blocks.size,
        exact=blocks.exact,
        n_undefined=np.asarray(undefined),
        note=caution(least, int(np.max(undefined))),
    )


def _maximum_p(
    observed: FloatArray, null: FloatArray, alternative: str, extra: int
) -> FloatArray:
    """Compare each standardized statistic with the largest in each arrangement."""
    flat = null.reshape(len(null), -1)
    seen = observed.reshape(-1)
    sign = -1.0 if alternative == "less" else 1.0
    fold = np.abs if alternative in ("two-sided", "absolute") else np.positive
    filled = np.where(np.isnan(flat), 0.0, flat)
    spread = filled.std(axis=0)
    flats = spread <= 1e-12 * np.abs(filled).max(axis=0)
    spread = np.where(flats, 1.0, spread)
    # A statistic that no arrangement moves can never be the extreme one.
    scaled = np.where(flats | np.isnan(seen), -np.inf, fold(sign * flat) / spread)
    scaled = np.where(np.isnan(scaled), np.inf, scaled)
    largest = scaled.max(axis=1)
    mine = fold(sign * seen) / spread
    slack = 1e-10 * np.maximum(1.0, np.abs(mine))
    counts = (largest[:, None] >= mine - slack).sum(axis=0) + extra
    p = np.where(flats, 1.0, counts / (len(null) + extra))
    return np.where(np.isnan(seen), np.nan, p).reshape(observed.shape)


def caution(least: float, undefined: int) -> str:
    """Say what the design cannot do."""
    notes = []
    if least > 0.05:
        notes.append(f"cannot reach 5%: the smallest possible p is {least:.3g}")
    if undefined:
        notes.append(f"undefined in {undefined} arrangements, counted as extreme")
    return "; ".join(notes)
