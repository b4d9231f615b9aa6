"""Which articles a condition holds for: one truth value per article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
import pandas as pd

from framing.corpus.fields import is_missing

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["truth_values"]


def truth_values(told: object, doc_ids: pd.Index[Any]) -> NDArray[np.bool_]:
    """Check that there is one truth value per article; put them in their order.

    Parameters
    ----------
    told : object
        What a user gave: a list, an array, or a Series that goes by its index.
    doc_ids : Index
        The articles.

    Returns
    -------
    ndarray of bool, shape (n_docs,)
        In the order of `doc_ids`; a missing value is False.

    Raises
    ------
    ValueError
        If it is something else.
    """
    if isinstance(told, pd.Series):
        _check_length(len(told), len(doc_ids))
        told = _in_order(told, doc_ids)
    lists = isinstance(told, Iterable) and not isinstance(told, (str, bytes))
    if not lists or isinstance(told, (Mapping, pd.DataFrame)):
        _refuse_condition(f"a {type(told).__name__}")
    if isinstance(told, pd.Series) and told.dtype == bool:
        return told.to_numpy()
    cells = list(told)  # type: ignore[call-overload]
    _check_length(len(cells), len(doc_ids))
    flags = [False if _is_none(cell) else cell for cell in cells]
    wrong = [cell for cell in flags if not _is_truth_value(cell)]
    if wrong:
        _refuse_condition(f"{wrong[0]!r} among the values")
    return np.array(flags, dtype=bool)


def _in_order(told: pd.Series[Any], doc_ids: pd.Index[Any]) -> pd.Series[Any]:
    """Put values in the order of the articles, by id or, if numbered, by position."""
    strange = told.index[told.index.duplicated() | ~told.index.isin(doc_ids)]
    if strange.empty:
        return told.reindex(doc_ids)
    if told.index.equals(pd.RangeIndex(len(doc_ids))):
        return told
    msg = (
        "`condition` is a Series whose index is not that of corpus.docs: "
        f"{strange.tolist()[0]!r} is no doc_id, or stands there twice. If its values "
        "are in the order of the articles, pass them as condition.to_numpy()."
    )
    raise ValueError(msg)


def _check_length(told: int, needed: int) -> None:
    if told != needed:
        msg = (
            f"`condition` must have one truth value per article; got {told} for "
            f"{needed} articles. Derive it from all of them, for example "
            'corpus.where(lambda docs: docs["text"].str.len() > 100).'
        )
        raise ValueError(msg)


def _refuse_condition(got: str) -> NoReturn:
    msg = (
        f"`condition` must be one truth value per article; got {got}. Type for example "
        'corpus.where(lambda docs: docs["text"].str.len() > 100).'
    )
    raise ValueError(msg)


def _is_none(cell: object) -> bool:
    return not isinstance(cell, str) and is_missing(cell)


def _is_truth_value(cell: Any) -> bool:
    return isinstance(cell, (bool, np.bool_, int, float, np.number)) and cell in (0, 1)
