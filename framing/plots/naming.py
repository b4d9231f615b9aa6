"""How a comparison's parts are called on a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from framing.comparison import Comparison

__all__ = ["busiest_labels", "check_labels", "group_names", "headline"]

_NOUNS = {
    "frames": "Frames",
    "actors": "Mentions of actors",
    "tone": "Tone toward actors",
    "sentiment": "Tone of sentences",
    "quotes": "Quotations",
}


def headline(result: Comparison) -> str:
    """Return a figure's title, such as ``"Frames by outlet"``."""
    by = "article" if result.by == "doc_id" else result.by
    noun = _NOUNS.get(result.found.kind, result.found.kind.capitalize())
    return f"{noun} by {by}"


def group_names(result: Comparison) -> dict[str, str]:
    """Map each group to what a reader should see: for articles outlet and title."""
    if result.by != "doc_id":
        return {group: group for group in result.groups}
    docs = result.found.corpus.docs
    columns = [name for name in ("outlet", "title") if name in docs.columns]
    return {doc_id: _article_name(docs, doc_id, columns) for doc_id in result.groups}


def _article_name(docs: pd.DataFrame, doc_id: str, columns: Sequence[str]) -> str:
    row = docs[list(columns)].loc[doc_id].dropna()
    return ": ".join(map(str, row)) or doc_id


def check_labels(result: Comparison, labels: Sequence[str]) -> tuple[str, ...]:
    """Refuse labels that the comparison does not have."""
    unknown = [name for name in labels if name not in result.labels]
    if unknown:
        known = ", ".join(result.labels)
        msg = f"No label {unknown[0]!r} in this comparison. There are: {known}."
        raise KeyError(msg)
    return tuple(labels)


def busiest_labels(result: Comparison, n: int) -> tuple[str, ...]:
    """Return the n labels found in the most articles, in their usual order."""
    totals = result.table.groupby("label")[["n_docs_hit", "n_hits"]].sum()
    ranked = totals.sort_values(["n_docs_hit", "n_hits"], ascending=False).index[:n]
    return tuple(label for label in result.labels if label in set(ranked))
