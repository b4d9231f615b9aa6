"""How a classifier of frames is trained, cross-validated and judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.stats.counting import share_interval
from framing.stats.estimator import mean, share
from framing.stats.intervals import Interval, estimate_interval

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sklearn.base import BaseEstimator

__all__ = [
    "FEW",
    "calibrate",
    "chance_of_label",
    "check_model",
    "cross_validate",
    "default_model",
    "described",
    "fresh_copy",
    "report_figures",
    "too_few",
]

_N_BINS = 5
FEW = 10  # below this many units with a label there is nothing to learn


def check_model(model: object) -> None:
    """Raise unless the model gives probabilities."""
    if not (hasattr(model, "fit") and hasattr(model, "predict_proba")):
        msg = (
            "`model` must be a scikit-learn classifier of texts with predict_proba, "
            f"such as a Pipeline; got {type(model).__name__}."
        )
        raise TypeError(msg)


def too_few(y: NDArray[np.int64], groups: NDArray[np.object_]) -> str:
    """Say why there is too little to learn from; empty if there is enough."""
    counts = np.bincount(y, minlength=2)
    if counts.min() < FEW:
        return f"{counts[1]} units have it and {counts[0]} have not"
    if len(set(groups[y == 1])) < 2 or len(set(groups)) < 2:
        return "all units with it are of one group"
    return ""


def default_model(seed: int) -> BaseEstimator:
    """Weigh words, pairs of words and lexicon categories by logistic regression."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline, make_union

    from framing.validate.vectorizer import FrameVectorizer

    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    chooser = LogisticRegression(
        C=3.0, class_weight="balanced", max_iter=2000, random_state=seed
    )
    return make_pipeline(make_union(words, FrameVectorizer()), chooser)


def described(model: BaseEstimator) -> str:
    """Describe a model by its parameters, the same on every run."""
    steps = getattr(model, "steps", [("", model)])
    return " and ".join(" ".join(repr(step).split()) for _, step in steps)


def fresh_copy(model: BaseEstimator) -> Any:
    """Return the same model, not yet trained."""
    from sklearn.base import clone

    return clone(model)


def chance_of_label(model: Any, texts: list[str]) -> NDArray[np.float64]:
    """Return the probability of the label; a model that never saw one gives 0."""
    classes = list(model.classes_)
    if 1 not in classes:
        return np.zeros(len(texts))
    chance = model.predict_proba(texts)[:, classes.index(1)]
    return np.asarray(chance, dtype=np.float64)


def cross_validate(
    model: BaseEstimator,
    texts: list[str],
    y: NDArray[np.int64],
    groups: NDArray[np.object_],
    n_folds: int,
    seed: int,
) -> NDArray[np.float64]:
    """Judge each unit by a model that saw no unit of its group."""
    from sklearn.model_selection import GroupKFold

    parts = min(n_folds, len(set(groups)))
    folds = GroupKFold(parts, shuffle=True, random_state=seed)
    chance = np.full(len(y), np.nan)
    for learn, judge in folds.split(texts, y, groups):
        own = [texts[i] for i in judge]
        if len(set(y[learn])) < 2:
            chance[judge] = float(y[learn].mean())
            continue
        fitted = fresh_copy(model).fit([texts[i] for i in learn], y[learn])
        chance[judge] = chance_of_label(fitted, own)
    return chance


def report_figures(
    label: str,
    y: NDArray[np.int64],
    chance: NDArray[np.float64],
    docs: NDArray[np.object_],
    threshold: float,
) -> pd.DataFrame:
    """Tell precision, recall, F1 and Brier score with limits over articles."""
    hit, doc = chance >= threshold, pd.factorize(docs)[0]
    right = (y == 1) & hit
    alarm, miss = (y == 0) & hit, (y == 1) & ~hit
    totals = {
        "precision": right + alarm.astype(float),
        "recall": right + miss.astype(float),
        "f1": right + (alarm + miss.astype(float)) / 2,
    }
    rows = []
    for measure, total in totals.items():
        sums = np.column_stack([np.bincount(doc, right), np.bincount(doc, total)])
        rows.append((measure, estimate_interval(sums.astype(float), share())))
    error = np.column_stack([np.bincount(doc, (chance - y) ** 2), np.bincount(doc)])
    rows.append(("brier", estimate_interval(error.astype(float), mean())))
    table = pd.DataFrame([_report_row(label, *row) for row in rows])
    return table.assign(n_units=len(y), n_docs=len(set(docs)), n_coded=int(y.sum()))


def _report_row(label: str, measure: str, told: Interval) -> dict[str, object]:
    return {
        "label": label,
        "measure": measure,
        "estimate": told.estimate,
        "low": told.low,
        "high": told.high,
        "interval": told.kind,
        "note": told.note,
    }


def calibrate(
    label: str, y: NDArray[np.int64], chance: NDArray[np.float64]
) -> pd.DataFrame:
    """Hold probabilities against how often the label was there, part by part."""
    edges = np.unique(np.quantile(chance, np.linspace(0, 1, _N_BINS + 1)[1:-1]))
    part = np.searchsorted(edges, chance, side="right")
    table = pd.DataFrame({"part": part, "predicted": chance, "observed": y})
    rows = table.groupby("part").agg(
        predicted=("predicted", "mean"),
        observed=("observed", "mean"),
        hits=("observed", "sum"),
        n_units=("observed", "size"),
    )
    low, high = share_interval(rows["hits"].to_numpy(), rows["n_units"].to_numpy())
    rows = rows.assign(label=label, low=low, high=high).reset_index(drop=True)
    return rows[["label", "predicted", "observed", "low", "high", "n_units"]]
