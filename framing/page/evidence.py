"""The sentences behind every number, as many as a page can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.page.writing import plural, quantity
from framing.plots.naming import group_names

if TYPE_CHECKING:
    from framing.annotations import Annotations
    from framing.comparison import Comparison

__all__ = ["Evidence", "anchor", "collect_evidence", "span_id", "write_evidence"]

_PER_NUMBER = (200, 50, 20, 12, 8, 5, 3, 2, 1)
_MAX_CHARACTERS = 700


@dataclass(frozen=True)
class Evidence:
    """Hold one sentence behind a number.

    Parameters
    ----------
    doc : int
        Position of the article.
    text : str
        The sentence.
    marks : tuple of (int, int)
        Where the words that count stand in it.
    origin : int
        Where the sentence starts in the article.
    note : str
        Score and the words that made it; empty for frames.
    """

    doc: int
    text: str
    marks: tuple[tuple[int, int], ...]
    origin: int
    note: str


Cells = Mapping[tuple[int, int], Sequence[Evidence]]


def anchor(kind: str, group: int, label: int) -> str:
    """Name the place on the page where the evidence of one number stands."""
    return f"ev-{kind}-{group}-{label}"


def span_id(kind: str, doc: int, start: int) -> str:
    """Name a marked word in an article."""
    return f"{kind}-{doc}-{start}"


def collect_evidence(
    result: Comparison, source: Annotations, *, budget: int, seed: int
) -> tuple[dict[tuple[int, int], list[Evidence]], dict[tuple[int, int], int]]:
    """Choose the sentences to show behind each number.

    Parameters
    ----------
    result : Comparison
        The comparison.
    source : Annotations
        What was compared.
    budget : int
        How many sentences the page can hold.
    seed : int
        Seed of the draw where there are more.

    Returns
    -------
    chosen : dict
        Sentences by position of group and label, in the order of the articles.
    found : dict
        How many sentences there are for each.
    """
    sentences = _sentences(result, source)
    found = {key: len(rows) for key, rows in sentences.items()}
    limit = _per_number(found.values(), budget)
    rng = np.random.default_rng(seed)
    chosen = {}
    for key, rows in sentences.items():
        kept = rows
        if len(rows) > limit:
            picked = np.sort(rng.choice(len(rows), limit, replace=False))
            kept = [rows[i] for i in picked]
        chosen[key] = [_evidence(source, number, spans) for number, spans in kept]
    return chosen, found


def _per_number(sizes: Iterable[int], budget: int) -> int:
    counts = np.array(list(sizes), dtype=int)
    fits = (n for n in _PER_NUMBER if np.minimum(counts, n).sum() <= budget)
    return next(fits, 1)


_Rows = list[tuple[int, list[tuple[int, int, str]]]]


def _sentences(result: Comparison, source: Annotations) -> dict[tuple[int, int], _Rows]:
    """Gather spans by group, label and sentence."""
    spans = source.spans
    spans = spans[spans["label"].isin(result.labels)]
    doc = pd.Index(source.corpus.doc_ids).get_indexer(pd.Index(spans["doc_id"]))
    group = result.design.group_of[doc]
    label = pd.Index(result.labels).get_indexer(pd.Index(spans["label"]))
    notes = _notes(spans)
    columns = (group, label, spans["sentence"], spans["start"], spans["end"], notes)
    cells: dict[tuple[int, int], dict[int, list[tuple[int, int, str]]]] = {}
    for g, k, sentence, start, end, note in zip(*columns, strict=True):
        if g >= 0:
            rows = cells.setdefault((int(g), int(k)), {})
            rows.setdefault(int(sentence), []).append((int(start), int(end), note))
    return {key: sorted(rows.items()) for key, rows in sorted(cells.items())}


def _notes(spans: pd.DataFrame) -> list[str]:
    if "score" not in spans.columns:
        return [""] * len(spans)
    words = spans["words"] if "words" in spans.columns else [""] * len(spans)
    pairs = zip(spans["score"], words, strict=True)
    return [
        f"{quantity(score, signed=True)}: {made or 'no word with a tone'}"
        for score, made in pairs
    ]


def _evidence(
    source: Annotations, sentence: int, spans: list[tuple[int, int, str]]
) -> Evidence:
    tokens = source.tokens
    doc = int(tokens.sentence_doc[sentence])
    origin = int(tokens.sentence_start[sentence])
    stop = int(tokens.sentence_end[sentence])
    marks = tuple(sorted((a - origin, b - origin) for a, b, _ in spans))
    text = source.corpus.texts[doc][origin:stop]
    return Evidence(doc, text, marks, origin, spans[0][2])


def write_evidence(
    kind: str,
    result: Comparison,
    chosen: Cells,
    found: Mapping[tuple[int, int], int],
    shown: Mapping[int, int],
) -> Iterator[str]:
    """Write the evidence of one comparison, a fold-out for every number.

    Parameters
    ----------
    kind : str
        ``"frames"`` or ``"tone"``.
    result : Comparison
        The comparison.
    chosen, found : dict
        From :func:`collect_evidence`.
    shown : mapping
        Articles on the page, by position in the corpus.

    Yields
    ------
    str
        HTML.
    """
    names = group_names(result)
    ids = result.found.corpus.doc_ids
    for (group, label), rows in chosen.items():
        n = found[group, label]
        some = "" if len(rows) == n else f", {len(rows)} of them drawn at random"
        head = f"{names[result.groups[group]]} · {result.labels[label]}"
        yield (
            f'<details class="ev" id="{anchor(kind, group, label)}"><summary>'
            f"{escape(head)} <small>{plural(n, 'sentence')}{some}</small></summary><ol>"
        )
        for row in rows:
            yield _item(kind, row, ids[row.doc], row.doc in shown)
        yield "</ol></details>"


def _item(kind: str, row: Evidence, doc_id: str, is_shown: bool) -> str:
    source = f"<cite>{escape(doc_id)}</cite>"
    if is_shown and row.marks:
        mark = "a" if kind == "tone" else "f"
        target = span_id(mark, row.doc, row.origin + row.marks[0][0])
        source = f'<a href="#{target}">{source}</a>'
    note = f" <small>{escape(row.note)}</small>" if row.note else ""
    return f"<li>{_marked(row)} {source}{note}</li>"


def _marked(row: Evidence) -> str:
    """Mark the words; a very long sentence is cut around the first of them."""
    low, high = 0, len(row.text)
    if high > _MAX_CHARACTERS and row.marks:
        low = max(0, row.marks[0][0] - _MAX_CHARACTERS // 2)
        high = min(high, low + _MAX_CHARACTERS)
    parts, done = ["…" if low else ""], low
    for start, end in row.marks:
        if done <= start and end <= high:
            parts += [
                escape(row.text[done:start]),
                f"<mark>{escape(row.text[start:end])}</mark>",
            ]
            done = end
    tail = "…" if high < len(row.text) else ""
    return "".join([*parts, escape(row.text[done:high]), tail])
