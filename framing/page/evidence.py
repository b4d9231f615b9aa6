"""The sentences behind every number, as many as a page can hold."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.comparison.voice_names import NO_SPEAKER, voice_name
from framing.page.writing import plural, quantity
from framing.plots.naming import group_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from framing.annotations import Annotations
    from framing.comparison import Comparison

__all__ = [
    "Evidence",
    "Pool",
    "Sources",
    "anchor",
    "collect_evidence",
    "collect_quotes",
    "span_id",
    "write_evidence",
    "write_quotes",
]

_PER_NUMBER = (200, 50, 20, 12, 8, 5, 3, 2, 1)
_MAX_CHARACTERS = 700
# Fold-outs of one comparison that are printed; see page.css for how many sentences.
_MAX_PRINTED = 40


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
        Who speaks; score and the words that made it.
    """

    doc: int
    text: str
    marks: tuple[tuple[int, int], ...]
    origin: int
    note: str


@dataclass(frozen=True)
class Sources:
    """Hold spans with the voice that each stands in.

    Parameters
    ----------
    found : Annotations
        The spans.
    part : iterable of str
        For every span whose words it is part of.
    speaker : iterable of str
        For every span who speaks; empty for unattributed text.
    parts : tuple of str
        The parts in the order to show them.
    """

    found: Annotations
    part: Iterable[str]
    speaker: Iterable[str]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Pool:
    """Hold the sentences chosen for a page, by group, label and voice.

    Parameters
    ----------
    chosen : mapping
        Sentences in the order of the articles.
    found : mapping
        How many there are.
    """

    chosen: Mapping[tuple[int, int, int], Sequence[Evidence]]
    found: Mapping[tuple[int, int, int], int]

    @property
    def left_out(self) -> int:
        """How many sentences are not on the page."""
        return sum(self.found.values()) - sum(map(len, self.chosen.values()))

    @property
    def most(self) -> int:
        """How many sentences there are at most for one number."""
        return max(map(len, self.chosen.values()), default=0)


def anchor(kind: str, group: int, label: int, part: int | None = None) -> str:
    """Name the place on the page where the evidence of one number stands."""
    voice = "" if part is None else f"-{part}"
    return f"ev-{kind}-{group}-{label}{voice}"


def span_id(kind: str, doc: int, start: int) -> str:
    """Name a marked word in an article."""
    return f"{kind}-{doc}-{start}"


def collect_evidence(
    result: Comparison, sources: Sources, *, budget: int, seed: int
) -> Pool:
    """Choose the sentences to show behind each number.

    Parameters
    ----------
    result : Comparison
        The comparison.
    sources : Sources
        What was compared, and in whose words it stands.
    budget : int
        How many sentences the page can hold.
    seed : int
        Seed of the draw where there are more.

    Returns
    -------
    Pool
        Sentences by position of group, label and voice.
    """
    sentences = _sentences(result, sources)
    return _draw(sentences, sources.found, budget=budget, seed=seed)


# A sentence or a quote: its first and last sentence, and its spans with their notes.
_Passage = tuple[tuple[int, int], list[tuple[int, int, str]]]
_Cells = dict[tuple[int, int, int], list[_Passage]]


def _draw(sentences: _Cells, source: Annotations, *, budget: int, seed: int) -> Pool:
    found = {key: len(rows) for key, rows in sentences.items()}
    limit = _per_number(found.values(), budget)
    rng = np.random.default_rng(seed)
    chosen = {}
    for key, rows in sentences.items():
        kept = rows
        if len(rows) > limit:
            picked = np.sort(rng.choice(len(rows), limit, replace=False))
            kept = [rows[i] for i in picked]
        chosen[key] = [_evidence(source, *row) for row in kept]
    return Pool(chosen, found)


def _per_number(sizes: Iterable[int], budget: int) -> int:
    counts = np.array(list(sizes), dtype=int)
    fits = (n for n in _PER_NUMBER if np.minimum(counts, n).sum() <= budget)
    return next(fits, 1)


def _sentences(result: Comparison, sources: Sources) -> _Cells:
    """Gather spans by group, label, voice and sentence."""
    spans = sources.found.spans
    spans = spans.assign(part_=list(sources.part), speaker_=list(sources.speaker))
    spans = spans[spans["label"].isin(result.labels)]
    doc = pd.Index(sources.found.corpus.doc_ids).get_indexer(pd.Index(spans["doc_id"]))
    group = result.design.group_of[doc]
    label = pd.Index(result.labels).get_indexer(pd.Index(spans["label"]))
    part = pd.Index(sources.parts).get_indexer(pd.Index(spans["part_"]))
    place = (spans["sentence"], spans["start"], spans["end"], _notes(spans))
    cells: dict[tuple[int, int, int], dict[int, list[tuple[int, int, str]]]] = {}
    for g, k, p, sentence, start, end, note in zip(
        group, label, part, *place, strict=True
    ):
        if g >= 0:
            rows = cells.setdefault((int(g), int(k), int(p)), {})
            rows.setdefault(int(sentence), []).append((int(start), int(end), note))
    return {
        key: [((number, number), spans) for number, spans in sorted(rows.items())]
        for key, rows in sorted(cells.items())
    }


def _notes(spans: pd.DataFrame) -> list[str]:
    said = list(map(_said_by, spans["speaker_"]))
    if "score" not in spans.columns:
        return said
    nothing = [""] * len(spans)
    words = spans["words"] if "words" in spans.columns else nothing
    reasons = spans["note"] if "note" in spans.columns else nothing
    scored = map(_score_note, spans["score"], words, reasons)
    return ["; ".join(filter(None, pair)) for pair in zip(scored, said, strict=True)]


def _said_by(name: str) -> str:
    return f"speaker: {voice_name(name)}" if name and name != NO_SPEAKER else name


def _score_note(score: float, words: str, reason: str) -> str:
    if np.isnan(score):
        return f"no estimate ({reason or 'the scorer is not sure enough'})"
    made = words or "no single word stands out"
    return f"{quantity(score, signed=True)}: {made}"


def _evidence(
    source: Annotations,
    sentences: tuple[int, int],
    spans: list[tuple[int, int, str]],
) -> Evidence:
    tokens = source.tokens
    first, last = sentences
    doc = int(tokens.sentence_doc[first])
    origin = int(tokens.sentence_start[first])
    stop = max(int(tokens.sentence_end[last]), max(end for _, end, _ in spans))
    marks = tuple(sorted((a - origin, b - origin) for a, b, _ in spans))
    text = source.corpus.texts[doc][origin:stop]
    return Evidence(doc, text, marks, origin, spans[0][2])


def collect_quotes(
    quotes: Annotations,
    group_of: NDArray[np.int64],
    speakers: Sequence[str],
    *,
    budget: int,
    seed: int,
) -> Pool:
    """Choose the quotes to show for each speaker and group.

    Parameters
    ----------
    quotes : Annotations
        From :func:`framing.find_quotes`.
    group_of : ndarray of int, shape (n_docs,)
        For every article the position of its group; -1 for none.
    speakers : sequence of str
        Actors, the labels of the numbers.
    budget : int
        How many quotes the page can hold.
    seed : int
        Seed of the draw where there are more.

    Returns
    -------
    Pool
        Quotes by position of group and speaker; there is one voice, 0.
    """
    spans = quotes.spans
    spans = spans[spans["speaker_actor"].isin(list(speakers))]
    spans = spans[~spans["label"].isin(["scare", "title"])]
    doc = pd.Index(quotes.corpus.doc_ids).get_indexer(pd.Index(spans["doc_id"]))
    group = group_of[doc]
    speaker = pd.Index(speakers).get_indexer(pd.Index(spans["speaker_actor"]))
    names = ("quote", "sentence", "start", "end", "label", "speaker")
    columns = [spans[name].tolist() for name in names]
    cells: dict[tuple[int, int, int], dict[str, _Passage]] = {}
    for g, k, quote, sentence, start, end, kind, said in zip(
        group, speaker, *columns, strict=True
    ):
        if g >= 0:
            note = f"{kind}, {said}" if said else kind
            rows = cells.setdefault((int(g), int(k), 0), {})
            # Parts of one quote, around its cue, are one quote, as they are counted.
            (first, _), parts = rows.setdefault(quote, ((sentence, sentence), []))
            rows[quote] = (
                (min(first, sentence), sentence),
                [*parts, (start, end, note)],
            )
    told = {key: list(rows.values()) for key, rows in sorted(cells.items())}
    return _draw(told, quotes, budget=budget, seed=seed)


def write_evidence(
    kind: str,
    result: Comparison,
    pool: Pool,
    voices: Sequence[str],
    shown: Mapping[int, int],
) -> Iterator[str]:
    """Write the evidence of one comparison, a fold-out for every number.

    Parameters
    ----------
    kind : str
        ``"frames"`` or ``"tone"``.
    result : Comparison
        The comparison.
    pool : Pool
        From :func:`collect_evidence`.
    voices : sequence of str
        What each voice is called.
    shown : mapping
        Articles on the page, by position in the corpus.

    Yields
    ------
    str
        HTML.
    """
    names = group_names(result)
    ids = result.found.corpus.doc_ids
    mark = "a" if kind == "tone" else "f"
    numbers = groupby(pool.chosen.items(), key=lambda item: item[0][:2])
    for place, ((group, label), parts) in enumerate(numbers):
        head = f"{names[result.groups[group]]} · {result.labels[label]}"
        sections = list(parts)
        n = sum(pool.found[key] for key, _ in sections)
        yield _open(anchor(kind, group, label), head, plural(n, "sentence"), place)
        for key, rows in sections:
            several = plural(pool.found[key], "sentence")
            yield (
                f'<h4 id="{anchor(kind, *key)}">{escape(voices[key[2]])} '
                f"<small>{several}{_drawn(rows, pool.found[key])}</small></h4><ol>"
            )
            yield from (
                _item(mark, row, ids[row.doc], row.doc in shown) for row in rows
            )
            yield f"</ol>{_more_on_screen(rows)}"
        yield "</details>"


def write_quotes(
    names: Sequence[str],
    speakers: Sequence[str],
    pool: Pool,
    ids: Sequence[str],
    shown: Mapping[int, int],
) -> Iterator[str]:
    """Write the quotes of each speaker and group, a fold-out for every number.

    Parameters
    ----------
    names, speakers : sequence of str
        Groups and speakers, as they are called on the page.
    pool : Pool
        From :func:`collect_quotes`.
    ids : sequence of str
        Identifiers of the articles.
    shown : mapping
        Articles on the page, by position in the corpus.

    Yields
    ------
    str
        HTML.
    """
    for place, (key, rows) in enumerate(pool.chosen.items()):
        group, speaker, _ = key
        n = pool.found[key]
        told = f"{plural(n, 'quote')}{_drawn(rows, n)}"
        head = f"{names[group]} · {speakers[speaker]}"
        yield f"{_open(anchor('said', group, speaker), head, told, place)}<ol>"
        yield from (_item("q", row, ids[row.doc], row.doc in shown) for row in rows)
        yield f"</ol>{_more_on_screen(rows)}</details>"


def _open(name: str, head: str, told: str, place: int) -> str:
    screen = " screen" if place >= _MAX_PRINTED else ""
    return (
        f'<details class="ev{screen}" id="{name}"><summary>{escape(head)} '
        f"<small>{told}</small></summary>"
    )


def _drawn(rows: Sequence[Evidence], n: int) -> str:
    return "" if len(rows) == n else f", {len(rows)} of them drawn at random"


def _more_on_screen(rows: Sequence[Evidence], printed: int = 3) -> str:
    """Say on paper how many sentences only the screen shows."""
    more = len(rows) - printed
    return f'<p class="paper">… {more} more on the screen.</p>' if more > 0 else ""


def _item(mark: str, row: Evidence, doc_id: str, is_shown: bool) -> str:
    source = f"<cite>{escape(doc_id)}</cite>"
    if is_shown and row.marks:
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
        if done <= start < high:
            stop = min(end, high)
            parts += [
                escape(row.text[done:start]),
                f"<mark>{escape(row.text[start:stop])}</mark>",
            ]
            done = stop
    tail = "…" if high < len(row.text) else ""
    return "".join([*parts, escape(row.text[done:high]), tail])
