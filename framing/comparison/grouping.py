"""Groups of articles and shares over them, for tables that no test stands behind."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing._errors import FramingWarning
from framing.stats.estimator import share
from framing.stats.intervals import Interval, estimate_interval

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from framing.corpus import Corpus

__all__ = ["Groups", "article_groups", "article_share", "size_notes", "span_docs"]

_NO_COUNTING = "no interval: the words of one article hang together"


@dataclass(frozen=True)
class Groups:
    """Say which group each article belongs to.

    Parameters
    ----------
    by : str
        The document variable that makes the groups.
    names : tuple of str
        The groups in the order to show them.
    of : ndarray of int64, shape (n_docs,)
        Position of each article's group; -1 for none.
    """

    by: str
    names: tuple[str, ...]
    of: NDArray[np.int64]

    def members(self, group: int) -> NDArray[np.int64]:
        """Return the positions of the articles of a group."""
        return np.flatnonzero(self.of == group)


def article_groups(corpus: Corpus, by: str, *, stacklevel: int = 3) -> Groups:
    """Put articles into groups by a document variable.

    Parameters
    ----------
    corpus : Corpus
        The articles.
    by : str
        A document variable, or ``"doc_id"`` for every article by itself.
    stacklevel : int, default 3
        Whose line a warning names.

    Returns
    -------
    Groups
        Sorted by name, articles in their own order.

    Raises
    ------
    KeyError
        If there is no such variable.
    ValueError
        If no article has a value there.

    Warns
    -----
    FramingWarning
        If some articles have none; they are left out.

    Examples
    --------
    >>> import framing as fr
    >>> groups = article_groups(fr.load_example("caravan"), "outlet")
    >>> len(groups.names), len(groups.members(0))
    (4, 6)
    """
    values = corpus.variable(by)
    known = values.notna().to_numpy()
    names = values.astype(str).to_numpy()
    found = list(dict.fromkeys(names[known]))
    if not found:
        msg = f"`by` is {by!r}, but no article has a value there: nothing to group."
        raise ValueError(msg)
    if not known.all():
        missing = int((~known).sum())
        note = f"{missing} of {len(known)} articles have no {by} and are left out."
        warnings.warn(note, FramingWarning, stacklevel=stacklevel)
    order = found if by == "doc_id" else sorted(found)
    codes = pd.Index(order).get_indexer(pd.Index(names))
    return Groups(by, tuple(order), np.where(known, codes, -1).astype(np.int64))


def article_share(
    part: NDArray[np.float64], whole: NDArray[np.float64], *, words: bool
) -> Interval:
    """Estimate a share of a group and bound it by how its articles differ.

    Parameters
    ----------
    part, whole : ndarray of float, shape (n_articles,)
        Hits and total of each article.
    words : bool
        Whether words are counted. They come in runs, so that an interval which takes
        each for itself would be far too narrow; then there is none.

    Returns
    -------
    Interval
        Estimate, limits and kind.

    Examples
    --------
    >>> import numpy as np
    >>> article_share(np.array([3.0]), np.array([30.0]), words=True).kind
    'none'
    """
    told = estimate_interval(np.column_stack([part, whole]), share())
    if not words or told.kind == "none" or (part > 0).sum() > 1:
        return told
    reason = "in one article alone" if part.any() else "in no article"
    note = f"{reason}; {_NO_COUNTING}"
    return replace(told, low=math.nan, high=math.nan, kind="none", note=note)


def size_notes(told: Interval, groups: Groups, n_docs: int, n_hits: int) -> str:
    """Write what a reader must know about a row: no hit, one article, no interval.

    Examples
    --------
    >>> import numpy as np
    >>> groups = Groups("outlet", ("Ledger",), np.array([0]))
    >>> size_notes(Interval(0.0, 0.0, 0.5, "counting", note=""), groups, 1, 0)
    'no hit; one article: a description of it, not of the group'
    """
    parts = ["no hit"] if n_hits == 0 else []
    if n_docs == 1 and groups.by != "doc_id":
        parts.append("one article: a description of it, not of the group")
    return "; ".join([*parts, told.note] if told.note else parts)


def span_docs(corpus: Corpus, spans: pd.DataFrame) -> NDArray[np.int64]:
    """Return the position of the article of every span.

    Examples
    --------
    >>> import framing as fr
    >>> frames = fr.find_frames(fr.load_example("caravan"))
    >>> int(span_docs(frames.corpus, frames.spans)[0])
    0
    """
    index = pd.Index(corpus.doc_ids)
    return index.get_indexer(pd.Index(spans["doc_id"])).astype(np.int64)
