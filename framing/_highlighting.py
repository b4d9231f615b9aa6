"""An article with its findings marked in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from framing._marked import MarkedText, Span, mark_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from framing.corpus import Corpus

__all__ = ["FoundHere", "highlight_article"]


class FoundHere(NamedTuple):
    """What one finder found in an article: its kind, all its labels, its spans."""

    kind: str
    labels: tuple[str, ...]
    rows: pd.DataFrame


def highlight_article(
    corpus: Corpus, doc_id: str, findings: Sequence[FoundHere]
) -> MarkedText:
    """Mark findings in an article; see :meth:`framing.Annotations.highlight`.

    Parameters
    ----------
    corpus : Corpus
        The articles.
    doc_id : str
        One of them.
    findings : sequence of FoundHere
        What was found in it.

    Returns
    -------
    MarkedText
        The article, with what cleaning set aside struck out.
    """
    row = corpus.docs.loc[doc_id]
    labels = [name for found in findings for name in found.labels]
    spans = [span for found in findings for span in _marks(found)]
    spans += _cuts(corpus, doc_id)
    title = " · ".join(
        str(row[name])
        for name in ("outlet", "title")
        if name in row.index and pd.notna(row[name])
    )
    return mark_text(str(row["text"]), spans, labels=labels, title=title or doc_id)


def _cuts(corpus: Corpus, doc_id: str) -> Iterator[Span]:
    cuts = corpus.cuts
    for _, cut in cuts[cuts["doc_id"] == doc_id].iterrows():
        yield Span(cut["start"], cut["end"], f"cut: {cut['reason']}", "")


def _marks(found: FoundHere) -> list[Span]:
    rows, kind = found.rows, found.kind
    places = zip(rows["start"], rows["end"], rows["label"], _notes(rows), strict=True)
    return [Span(int(a), int(b), label, note, kind) for a, b, label, note in places]


def _notes(rows: pd.DataFrame) -> list[str]:
    """Write beside each span who speaks, or its score and the words that moved it."""
    if "speaker_actor" in rows.columns:
        actor = rows["speaker_actor"].fillna("").astype("str")
        return list(actor.where(actor != "", rows["speaker"].fillna("").astype("str")))
    if "score" not in rows.columns:
        return [""] * len(rows)
    shown = [f"{score:+.2f}" if score == score else "" for score in rows["score"]]
    if "words" not in rows.columns:
        return shown
    # Weights stand in the evidence; here there is room for the words alone.
    words = rows["words"].str.replace(r" \([^()]*\)", "", regex=True)
    return [
        "no estimate" if not score else score if score == "+0.00" else f"{score} {word}"
        for score, word in zip(shown, words, strict=True)
    ]
