"""Checks and small array steps that every formula shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Collection

__all__: list[str] = []

FloatArray = npt.NDArray[np.float64]


def check_level(level: float) -> float:
    """Return the confidence level if it is a proper one."""
    if not 0 < level < 1:
        msg = f"`level` must lie between 0 and 1, such as 0.95; got {level!r}."
        raise ValueError(msg)
    return level


def check_option(name: str, value: str, options: Collection[str]) -> str:
    """Return the option if it is one of the known ones."""
    if value not in options:
        msg = f"`{name}` must be one of {', '.join(map(repr, options))}; got {value!r}."
        raise ValueError(msg)
    return value


def check_table(name: str, values: npt.ArrayLike) -> FloatArray:
    """Return a float array with one row an article and the columns last."""
    table = np.asarray(values, dtype=np.float64)
    if table.ndim < 2 or table.shape[0] == 0:
        msg = (
            f"`{name}` must have one row an article and one column a sum, "
            f"shape (n_articles, ..., n_columns); got shape {table.shape}."
        )
        raise ValueError(msg)
    if not np.isfinite(table).all():
        msg = (
            f"`{name}` must hold finite numbers only; put 0 where nothing was counted."
        )
        raise ValueError(msg)
    return table


def check_same_length(**arrays: npt.NDArray[Any]) -> None:
    """Raise unless all arrays have the same number of entries."""
    lengths = {name: len(values) for name, values in arrays.items()}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"`{name}` has {n}" for name, n in lengths.items())
        msg = f"The arrays must be of the same length; {told}."
        raise ValueError(msg)


def check_counts(name: str, values: npt.ArrayLike) -> FloatArray:
    """Return the counts as floats if none is negative or missing."""
    counts = np.asarray(values, dtype=np.float64)
    if not (np.isfinite(counts) & (counts >= 0)).all():
        msg = f"`{name}` must hold counts, that is finite numbers of 0 or more."
        raise ValueError(msg)
    return counts


def divide(numerator: npt.ArrayLike, denominator: npt.ArrayLike) -> FloatArray:
    """Divide, with NaN where the denominator is zero."""
    above, below = np.broadcast_arrays(
        np.asarray(numerator, dtype=np.float64),
        np.asarray(denominator, dtype=np.float64),
    )
    empty = np.full(below.shape, np.nan)
    return np.asarray(np.divide(above, below, out=empty, where=below != 0))


def log(values: npt.ArrayLike) -> FloatArray:
    """Take the natural logarithm, with minus infinity at zero and no warning."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log(np.asarray(values, dtype=np.float64)))


def check_sparse(counts: Any) -> sparse.csr_array:
    """Return counts by article as sparse rows, zeros left out."""
    table = sparse.csr_array(counts, dtype=np.float64)
    if table.ndim != 2 or table.shape[0] == 0:
        msg = (
            "`counts` must have one row an article and one column a word; "
            f"got shape {table.shape}."
        )
        raise ValueError(msg)
    check_counts("counts", table.data)
    table.sum_duplicates()
    return table


def check_lengths(table: sparse.csr_array, lengths: npt.ArrayLike | None) -> FloatArray:
    """Return the tokens of each article."""
    sums = np.asarray(table.sum(axis=1), dtype=np.float64).ravel()
    if lengths is None:
        return sums
    sizes = check_counts("lengths", lengths)
    check_same_length(counts=sums, lengths=sizes)
    if (sizes < sums).any():
        msg = "`lengths` must count all tokens of an article; some are below its words."
        raise ValueError(msg)
    return sizes
