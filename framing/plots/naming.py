"""How a comparison's parts are called on a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing._errors import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from framing.comparison import Comparison

__all__ = [
    "article_titles",
    "busiest_labels",
    "check_labels",
    "group_names",
    "group_noun",
    "headline",
    "label_noun",
    "noun",
]

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
    return f"{noun(result)} by {by}"


def noun(result: Comparison) -> str:
    """Return what was compared, such as ``"Frames"``."""
    return _NOUNS.get(result.found.kind, result.found.kind.capitalize())


def group_noun(by: str) -> str:
    """Return what groups are, such as ``"outlets"``."""
    return {"doc_id": "articles", "outlet": "outlets", "speaker": "speakers"}.get(
        by, "groups"
    )


def label_noun(result: Comparison) -> str:
    """Return what labels are, such as ``"frames"``."""
    kinds = {"frames": "frames", "actors": "actors", "tone": "actors"}
    return kinds.get(result.found.kind, "labels")


def group_names(result: Comparison) -> dict[str, str]:
    """Map each group to what a reader should see: for articles outlet and title.

    An article without a title is called by its ``doc_id`` in its place.
    """
    if result.by != "doc_id":
        return {group: group for group in result.groups}
    docs = result.found.corpus.docs
    titles = article_titles(docs)
    if "outlet" not in docs.columns:
        return {doc_id: titles[doc_id] for doc_id in result.groups}
    outlets = docs["outlet"].dropna()
    return {
        doc_id: f"{outlets[doc_id]}: {titles[doc_id]}"
        if doc_id in outlets.index
        else titles[doc_id]
        for doc_id in result.groups
    }


def article_titles(docs: pd.DataFrame) -> dict[str, str]:
    """Map each article to its title, or to its identifier where it has none."""
    names = docs.index.to_series().astype("str")
    if "title" in docs.columns:
        names = docs["title"].astype("str").fillna(names)
    return dict(zip(docs.index, names, strict=True))


def check_labels(result: Comparison, labels: Sequence[str]) -> tuple[str, ...]:
    """Refuse labels that the comparison does not have."""
    unknown = [name for name in labels if name not in result.labels]
    if unknown:
        known = ", ".join(result.labels)
        near = did_you_mean(unknown[0], result.labels)
        msg = f"No label {unknown[0]!r} in this comparison.{near} There are: {known}."
        raise KeyError(msg)
    return tuple(labels)


def busiest_labels(result: Comparison, n: int) -> tuple[str, ...]:
    """Return the n labels found in the most articles, in their usual order."""
    totals = result.table.groupby("label")[["n_docs_hit", "n_hits"]].sum()
    ranked = totals.sort_values(["n_docs_hit", "n_hits"], ascending=False).index[:n]
    return tuple(label for label in result.labels if label in set(ranked))
