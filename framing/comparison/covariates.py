"""What a regression holds fixed: categories, straight lines, and clusters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from framing.corpus import Corpus

__all__ = ["Covariates", "read_covariates"]


@dataclass(frozen=True, eq=False)
class Covariates:
    """Hold the variables of the articles that have all of them.

    Parameters
    ----------
    rows : ndarray of int, shape (n,)
        Positions of these articles in the corpus.
    group : ndarray of int, shape (n,)
        Their groups.
    categories : tuple of ndarray of int
        Controls that are categories.
    numbers : ndarray, shape (n, n_numbers)
        Controls that are numbers, dates as days.
    cluster : ndarray of int, shape (n,)
        Which articles hang together.
    notes, warnings : tuple of str
        What was left out.
    """

    rows: NDArray[np.int64]
    group: NDArray[np.int64]
    categories: tuple[NDArray[np.int64], ...]
    numbers: NDArray[np.float64]
    cluster: NDArray[np.int64]
    notes: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def n_clusters(self) -> int:
        """Number of clusters."""
        return len(np.unique(self.cluster))


def read_covariates(
    corpus: Corpus,
    by: str,
    group_of: NDArray[np.int64],
    *,
    controls: Sequence[str],
    cluster: str | None,
    articles: NDArray[np.int64] | None,
) -> Covariates:
    """Read controls and clusters from the document variables.

    Parameters
    ----------
    corpus : Corpus
        The articles.
    by : str
        What makes the groups.
    group_of : ndarray of int, shape (n_docs,)
        The group of each article, -1 for none.
    controls : sequence of str
        What to hold fixed.
    cluster : str or None
        What makes the clusters.
    articles : ndarray of int or None
        The clusters, if there is no such variable.

    Returns
    -------
    Covariates
        Of the articles that have all variables.

    Raises
    ------
    KeyError
        If there is no such variable.
    TypeError
        If `controls` is a string.
    ValueError
        If a variable is asked for twice, or no article has all of them.
    """
    _check_names(by, controls, cluster)
    values = {name: corpus.variable(name) for name in controls}
    has = group_of >= 0
    told = []
    for name, value in values.items():
        missing = int((value.isna().to_numpy() & has).sum())
        if missing:
            told.append(
                f"{missing} of {len(has)} articles have no {name} and are left out "
                "of the regression."
            )
    for value in values.values():
        has = has & value.notna().to_numpy()
    if cluster is not None:
        hung = corpus.variable(cluster)
        # Without a value an article hangs together with no other.
        codes = pd.factorize(hung)[0]
        articles = np.where(codes < 0, len(codes) + np.arange(len(codes)), codes)
    if articles is None:
        articles = np.arange(len(has))
    rows = np.flatnonzero(has)
    if not len(rows):
        msg = f"No article has all of {', '.join([by, *controls])}: nothing to fit."
        raise ValueError(msg)
    kept = [value.iloc[rows] for value in values.values()]
    lines = [_line(value) for value in kept if _is_line(value)]
    return Covariates(
        rows=rows,
        group=group_of[rows],
        categories=tuple(pd.factorize(v)[0] for v in kept if not _is_line(v)),
        numbers=np.column_stack([np.empty((len(rows), 0)), *lines]),
        cluster=np.asarray(articles)[rows],
        notes=tuple(told),
        warnings=tuple(told),
    )


def _check_names(by: str, controls: Sequence[str], cluster: str | None) -> None:
    if isinstance(controls, str):
        msg = f"`controls` must be a list; got {controls!r}. Type [{controls!r}]."
        raise TypeError(msg)
    if by in controls or len(set(controls)) < len(controls):
        msg = (
            f"`controls` must name other variables than `by` ({by!r}), each once; got "
            f"{list(controls)}."
        )
        raise ValueError(msg)
    if cluster == by:
        msg = (
            f"`cluster` and `by` are both {by!r}: each group would be one cluster, and "
            "nothing could be said of its spread. Leave `cluster` out, or name the "
            "event."
        )
        raise ValueError(msg)


def _is_line(values: pd.Series[Any]) -> bool:
    """Tell whether a control is a number or a date."""
    if pd.api.types.is_bool_dtype(values):
        return False
    is_date = pd.api.types.is_datetime64_any_dtype(values)
    return is_date or pd.api.types.is_numeric_dtype(values)


def _line(values: pd.Series[Any]) -> NDArray[np.float64]:
    """Return numbers as they are and dates as days."""
    if pd.api.types.is_datetime64_any_dtype(values):
        since = values - values.min()
        return np.asarray(since.dt.total_seconds() / 86_400, dtype=np.float64)
    return np.asarray(values, dtype=np.float64)
