"""Who is named in the headlines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from framing.annotations import Annotations

__all__ = ["Headlines", "headlines"]

_NAMES = ("name", "acronym", "surname")


@dataclass(frozen=True)
class Headlines:
    """Which articles have a headline, and whom it names.

    Parameters
    ----------
    titled : ndarray of bool, shape (n_docs,)
        Whether the article has a headline.
    named : mapping of str to ndarray of bool, shape (n_docs,)
        For each actor, whether the headline names it.
    """

    titled: NDArray[np.bool_]
    named: Mapping[str, NDArray[np.bool_]]

    def of(self, members: NDArray[np.int64], actor: str) -> tuple[int, float, float]:
        """Count headlines, those that name an actor, and their share.

        Parameters
        ----------
        members : ndarray of int64
            Positions of the articles of a group.
        actor : str
            Label of the actor; others are in no headline that can be told.

        Returns
        -------
        tuple of (int, float, float)
            The last two are missing where they cannot be told.
        """
        n = int(self.titled[members].sum())
        if actor not in self.named or not n:
            return n, np.nan, np.nan
        hit = int(self.named[actor][members].sum())
        return n, float(hit), hit / n


def headlines(
    quotes: Annotations,
    shown: Sequence[str],
    *,
    actors: Annotations | None,
    title: str,
) -> Headlines:
    """Find actors in the headlines of their articles.

    Parameters
    ----------
    quotes : Annotations
        From :func:`framing.find_quotes`.
    shown : sequence of str
        Labels of the actors.
    actors : Annotations, optional
        Whose names count.
    title : str
        The document variable with the headlines.

    Returns
    -------
    Headlines
        Empty where the corpus has no such variable.

    Raises
    ------
    ValueError
        If `actors` are of another kind or corpus.
    """
    if actors is not None and (
        actors.kind != "actors" or actors.corpus.doc_ids != quotes.corpus.doc_ids
    ):
        msg = (
            "`actors` must come from find_actors in the corpus of `quotes`; got kind "
            f"{actors.kind!r}, {len(actors.corpus)} articles."
        )
        raise ValueError(msg)
    corpus = quotes.corpus
    n = len(corpus)
    if title not in corpus.variables:
        return Headlines(np.zeros(n, dtype=bool), {})
    texts = ["" if pd.isna(t) else str(t) for t in corpus.docs[title]]
    titled = np.array([bool(text.strip()) for text in texts], dtype=bool)
    names = _names(quotes, actors, frozenset(shown))
    named = {label: np.zeros(n, dtype=bool) for label in shown}
    for doc, (doc_id, text) in enumerate(zip(corpus.doc_ids, texts, strict=True)):
        for label in shown if text else ():
            called = names.get((doc_id, label), frozenset()) | {label}
            named[label][doc] = _holds(text, called)
    return Headlines(titled, named)


def _names(
    quotes: Annotations, actors: Annotations | None, shown: frozenset[str]
) -> dict[tuple[str, str], frozenset[str]]:
    """Collect, for each article and actor, what the article calls the actor."""
    if actors is None:
        spans = quotes.spans
        columns = ["doc_id", "speaker_actor", "speaker"]
    else:
        spans = actors.spans
        spans = spans[spans["mention"].isin(_NAMES) & ~spans["ambiguous"]]
        columns = ["doc_id", "label", "text"]
    found: dict[tuple[str, str], set[str]] = {}
    for doc_id, label, text in spans[columns].itertuples(index=False, name=None):
        if label in shown and text[:1].isupper():
            found.setdefault((doc_id, label), set()).add(" ".join(text.split()))
    return {key: frozenset(value) for key, value in found.items()}


def _holds(text: str, names: Iterable[str]) -> bool:
    """Say whether a headline has one of the names as whole words."""
    if text.isupper():
        names = [name.upper() for name in names]
    options = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return bool(re.search(rf"(?<!\w)(?:{options})(?!\w)", " ".join(text.split())))
