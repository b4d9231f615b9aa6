"""Where findings go wrong: entry by entry, and sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.lexicon.fold import fold
from framing.stats.counting import share_interval
from framing.validate.units import unit_texts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from framing.annotations import Annotations
    from framing.validate.judging import Judged

__all__ = ["judge_entries", "list_errors"]


def judge_entries(found: Annotations, judged: Judged, level: float) -> pd.DataFrame:
    """Count how often each entry of the lexicon is right."""
    spans = found.spans
    column = "pattern" if "pattern" in spans.columns else "text"
    rows = []
    for label in judged.labels:
        decided, coded, _ = judged.known(label)
        own = spans[spans["label"] == label]
        at = _unit_of(own, judged.units)
        inside = (at >= 0) & decided[at]
        names = [fold(str(name), cased=False) for name in own[column][inside]]
        right = coded[at[inside]]
        grouped = pd.DataFrame({"entry": names, "right": right}).groupby("entry")[
            "right"
        ]
        counts = grouped.agg(["size", "sum"]).reset_index()
        counts.insert(0, "label", label)
        rows.append(counts)
    table = pd.concat(rows, ignore_index=True)
    table = table.rename(columns={"size": "n_hits", "sum": "n_right"})
    table["precision"] = table["n_right"] / table["n_hits"]
    low, high = share_interval(
        table["n_right"].to_numpy(dtype=float),
        table["n_hits"].to_numpy(dtype=float),
        level=level,
    )
    table = table.assign(low=low, high=high)
    order = ["label", "n_hits", "precision"]
    ranked = table.sort_values(order, ascending=[True, False, True], kind="stable")
    return ranked.reset_index(drop=True)


def _unit_of(spans: pd.DataFrame, units: pd.DataFrame) -> NDArray[np.int64]:
    """Return the unit in which each span starts, -1 for none."""
    ids = pd.Index(units["doc_id"].unique())
    unit_doc = ids.get_indexer(pd.Index(units["doc_id"])).astype(np.int64) << 32
    span_doc = ids.get_indexer(pd.Index(spans["doc_id"])).astype(np.int64)
    key = unit_doc | units["start"].to_numpy(dtype=np.int64)
    order = np.argsort(key, kind="stable")
    place = (span_doc << 32) | spans["start"].to_numpy(dtype=np.int64)
    at = np.searchsorted(key[order], place, side="right") - 1
    unit = order[np.maximum(at, 0)]
    ends = unit_doc[unit] | units["end"].to_numpy(dtype=np.int64)[unit]
    inside = (at >= 0) & (span_doc >= 0) & (key[unit] <= place) & (place < ends)
    return np.where(inside, unit, -1)


def list_errors(
    found: Annotations, judged: Judged, words: NDArray[np.int64]
) -> pd.DataFrame:
    """List wrong units: false alarms with most hits and longest misses first."""
    spans = found.spans
    texts = unit_texts(found.corpus, judged.units)
    parts = []
    for label in judged.labels:
        decided, coded, hit = judged.known(label)
        wrong = np.flatnonzero(decided & (coded != hit))
        own = spans[spans["label"] == label]
        shown = own["text"].groupby(_unit_of(own, judged.units)).agg("; ".join)
        part = judged.units.iloc[wrong][["doc_id", "start", "end"]]
        part = part.assign(
            label=label,
            error=np.where(hit[wrong], "false alarm", "miss"),
            text=texts.iloc[wrong],
            words=shown.reindex(wrong).fillna("").to_numpy(),
            n_hits=judged.hits[label][wrong],
            n_words=words[wrong],
        )
        order = ["error", "n_hits", "n_words"]
        parts.append(part.sort_values(order, ascending=[True, False, False]))
    table = pd.concat(parts, ignore_index=True)
    first = ["label", "error", "text", "words", "n_hits", "n_words"]
    return table[[*first, "doc_id", "start", "end"]]
