"""What can be compared: each measure as sums per article and an estimator of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing._errors import did_you_mean
from framing.stats.estimator import Estimator, balance, mean, rate, share

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from framing.annotations import Annotations
    from framing.counts import ArticleCounts

__all__ = [
    "MEASURES",
    "TONE_SCALE",
    "Measure",
    "Sums",
    "measure_for",
    "sums_per_article",
]

Floats = NDArray[np.float64]
TONE_SCALE = 2.0  # how long it is, from -1 to +1


@dataclass(frozen=True)
class Measure:
    """Say how one measure is summed, estimated, and written on an axis.

    Parameters
    ----------
    name : str
        What users type.
    unit : str
        Axis label.
    sentence : str
        What the number is, for the methods paragraph.
    estimator : Estimator
        The function of the sums.
    columns : callable
        Takes the per-document table of one label and returns sums, shape (n_docs, 2).
    center : float or None
        The value that means "neither"; a figure draws a line there.
    bounds : (float, float)
        What the measure cannot leave; limits are cut there.
    scale : float or None
        How long the whole scale is, to judge whether an interval bounds anything; None
        for rates, which hardly ever come near their end.
    """

    name: str
    unit: str
    sentence: str
    estimator: Estimator
    columns: Callable[[pd.DataFrame], Floats]
    center: float | None = None
    bounds: tuple[float, float] = (-math.inf, math.inf)
    scale: float | None = None

    @property
    def difference_scale(self) -> float:
        """How long the scale of a difference is; those of rates have no end."""
        return math.inf if self.scale is None else 2 * self.scale


@dataclass(frozen=True)
class Sums:
    """Sums per article and label.

    Parameters
    ----------
    per_article : ndarray, shape (n_docs, n_labels, 2)
        The two columns of the estimator.
    hits : ndarray of int, shape (n_docs, n_labels)
        Spans that speak for the estimate.
    labels : tuple of str
        Names of the second axis.
    """

    per_article: Floats
    hits: NDArray[np.int64]
    labels: tuple[str, ...]


# Functions of a module, not closures: a comparison must survive pickling.
def _columns(table: pd.DataFrame, *, names: tuple[str, str]) -> Floats:
    return table[list(names)].to_numpy(dtype=float)


def _pick(first: str, second: str) -> Callable[[pd.DataFrame], Floats]:
    return partial(_columns, names=(first, second))


def _any_hit(table: pd.DataFrame) -> Floats:
    hit = (table["n_hits"] > 0).to_numpy(dtype=float)
    return np.column_stack([hit, np.ones(len(table))])


MEASURES = {
    measure.name: measure
    for measure in (
        Measure(
            "salience",
            "hits per 1,000 words",
            "Salience is the number of hits per 1,000 words (punctuation not counted)",
            rate(scale=1000),
            _pick("n_hits", "n_words"),
            bounds=(0.0, 1000.0),
        ),
        Measure(
            "sentence_share",
            "share of sentences with a hit",
            "The share of sentences is the number of sentences with at least one hit "
            "divided by all sentences",
            share(),
            _pick("n_hit_sentences", "n_sentences"),
            scale=1.0,
        ),
        Measure(
            "article_share",
            "share of articles with a hit",
            "The share of articles is the number of articles with at least one hit "
            "divided by all articles",
            share(),
            _any_hit,
            scale=1.0,
        ),
        Measure(
            "balance",
            "log ratio of hits",
            "Balance is the log ratio of the hits of two categories, "
            "log((a + 0.5) / (b + 0.5)) (Lowe et al. 2011)",
            balance(),
            _pick("n_hits", "n_hits"),
            center=0.0,
            scale=8.0,  # from one to 55 up to 55 to one
        ),
        Measure(
            "tone",
            "mean tone (-1 to +1)",
            "Tone is the mean score of the scored sentences, from -1 to +1",
            mean(),
            _pick("score_sum", "n_scored"),
            center=0.0,
            bounds=(-1.0, 1.0),
            scale=TONE_SCALE,
        ),
    )
}


def measure_for(found: Annotations | ArticleCounts, name: str | None) -> Measure:
    """Choose the measure of that name, or the usual one for this kind of findings.

    Raises
    ------
    ValueError
        If there is no such measure or it does not suit the findings.
    """
    allowed = ["tone"] if found.scored else []
    allowed += [other for other in MEASURES if other != "tone"]
    if found.kind == "sentiment":
        allowed = ["tone"]
    if name is None:
        return MEASURES[allowed[0]]
    if name not in allowed:
        msg = (
            f"`measure` must be one of {', '.join(allowed)} for {found.kind}; "
            f"got {name!r}.{did_you_mean(name, allowed)}"
        )
        raise ValueError(msg)
    return MEASURES[name]


def sums_per_article(
    found: Annotations | ArticleCounts, measure: Measure, labels: tuple[str, ...]
) -> Sums:
    """Add up what the estimator needs, article by article.

    Returns
    -------
    Sums
        For balance one label, named ``"a / b"``.
    """
    table = found.per_document()
    shape = (len(found.corpus), len(found.labels))
    keep = [found.labels.index(label) for label in labels]
    values = measure.columns(table).reshape(*shape, 2)[:, keep]
    counted = "n_scored" if measure.name == "tone" else "n_hits"
    hits = table[counted].to_numpy(dtype=np.int64).reshape(shape)[:, keep]
    if measure.name != "balance":
        return Sums(values, hits, labels)
    pair = np.stack([values[:, 0, 0], values[:, 1, 0]], axis=-1)[:, None, :]
    return Sums(pair, hits.sum(axis=1, keepdims=True), (" / ".join(labels),))
