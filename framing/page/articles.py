"""The articles with frames, actors, quotes, tone and cuts marked, each to switch."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing._marked import MARK_COLORS, label_keys
from framing.comparison.voice_names import NO_SPEAKER, voice_name
from framing.page.evidence import span_id
from framing.page.writing import plural, quantity
from framing.plots.style import short_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from framing.corpus import Corpus
    from framing.page.reporting import Report

__all__ = [
    "choose_articles",
    "label_style",
    "write_article",
    "write_articles",
    "write_pickers",
    "write_switches",
]

_MAX_CHARACTERS = 20_000
_NEUTRAL = 0.1


@dataclass(frozen=True)
class Mark:
    """A stretch of an article to mark.

    Parameters
    ----------
    start, end : int
        Characters of the source text, end exclusive.
    kind : {'f', 'a', 'q', 't', 'c'}
        Frame, actor, quote, tone, cut.
    label : int
        Position of the frame; 0 otherwise.
    title : str
        What a reader sees on pointing at it.
    after : str
        What stands small behind it: who speaks, or the tone.
    """

    start: int
    end: int
    kind: str
    label: int
    title: str
    after: str = ""


def choose_articles(report: Report) -> list[int]:
    """Choose the articles the page shows: all, or a sample by the seed.

    Parameters
    ----------
    report : Report
        The analysis.

    Returns
    -------
    list of int
        Positions in the corpus, in order.
    """
    n = len(report.corpus)
    if n <= report.max_articles:
        return list(range(n))
    rng = np.random.default_rng(report.seed)
    drawn = rng.choice(n, report.max_articles, replace=False)
    return [int(i) for i in np.sort(drawn)]


def label_style(labels: Sequence[str]) -> str:
    """Write the rules that give each frame its colour and obey its switch."""
    rules = []
    for number in range(len(labels)):
        color = MARK_COLORS[number % len(MARK_COLORS)]
        rules.append(
            f".f{number}{{--c:{color}}}"
            f"main:has(#on-f{number}:not(:checked)) .text .f{number}"
            "{background:none;box-shadow:none}"
            f"main:has(#on-f{number}:not(:checked)) .text .f{number}::after"
            "{content:none}"
        )
    return "".join(rules)


def write_switches(labels: Sequence[str]) -> str:
    """Write the switches, which are the legend too.

    Parameters
    ----------
    labels : sequence of str
        Names of the frames.

    Returns
    -------
    str
        HTML.
    """
    keys = label_keys(labels)
    frames = "".join(
        f'<label><input type="checkbox" id="on-f{i}" checked> '
        f'<mark class="f f{i}" data-k="{escape(key)}">{escape(label)}</mark></label>'
        for i, (label, key) in enumerate(zip(labels, keys, strict=True))
    )
    return (
        '<fieldset class="switches"><legend>Marked in the articles</legend>'
        f"{frames}{''.join(map(_switch, _KINDS))}</fieldset>"
    )


_KINDS = (
    ("a", '<mark class="a">actors</mark>'),
    (
        "q",
        '<mark class="q">quotes</mark> <small class="who q" data-w="speaker"></small>',
    ),
    ("t", 'tone <small class="who t" data-w="▲ +0.50"></small>'),
    ("c", "<del>cut before counting</del>"),
)


def _switch(kind: tuple[str, str]) -> str:
    return f'<label><input type="checkbox" id="on-{kind[0]}" checked> {kind[1]}</label>'


def write_pickers(report: Report, shown: Sequence[int]) -> str:
    """Write the lists from which a reader picks two articles; empty for a few."""
    if len(shown) <= 4:
        return ""
    names = article_names(report.corpus)
    order = _by_event(report, shown)
    groups = report.frame_comparison.design.group_of[order]
    right = max(1, int((groups != groups[0]).argmax()))
    options = "".join(
        f'<option value="art-{i}">{escape(_option(report, i, names[i]))}</option>'
        for i in order
    )
    return (
        '<div class="pickers" hidden><label>Left <select id="pick-0">'
        f'{options}</select></label><label>Right <select id="pick-1" '
        f'data-first="{right}">{options}</select></label><label>'
        '<input type="checkbox" id="show-all"> show all '
        f"{len(shown)}</label></div>"
    )


def _by_event(report: Report, shown: Sequence[int]) -> list[int]:
    """Put articles on the same event next to each other."""
    events = report.frame_comparison.design.events
    if events is None:
        return list(shown)
    values = report.corpus.variable(events).astype(str)
    first = {value: place for place, value in reversed(list(enumerate(values)))}
    return sorted(shown, key=lambda i: (first[values.iloc[i]], i))


def _option(report: Report, number: int, name: str) -> str:
    events = report.frame_comparison.design.events
    if events is None:
        return name
    return f"{report.corpus.variable(events).iloc[number]} · {name}"


def article_names(corpus: Corpus) -> list[str]:
    """Name articles by outlet and title, or by id."""
    docs = corpus.docs
    columns = [name for name in ("outlet", "title") if name in docs.columns]
    return [
        ": ".join(str(row[name]) for name in columns if pd.notna(row[name]))
        or str(doc_id)
        for doc_id, row in docs[columns].iterrows()
    ]


def write_articles(report: Report, shown: Sequence[int]) -> Iterator[str]:
    """Write the articles shown, those on one event next to each other.

    Parameters
    ----------
    report : Report
        The analysis.
    shown : sequence of int
        Positions of the articles.

    Yields
    ------
    str
        HTML, one article after the other.
    """
    marks = _marks(report, shown)
    keys = label_keys(report.frames.labels)
    for number in _by_event(report, shown):
        yield write_article(report, number, marks[number], keys)


def _marks(report: Report, shown: Sequence[int]) -> dict[int, list[Mark]]:
    place = {doc_id: i for i, doc_id in enumerate(report.corpus.doc_ids)}
    marks: dict[int, list[Mark]] = {number: [] for number in shown}
    for doc_id, mark in (
        *_frames(report),
        *_actors(report),
        *_quotes(report),
        *_tone(report),
        *_cuts(report.corpus),
    ):
        number = place[doc_id]
        if number in marks:
            marks[number].append(mark)
    return marks


def _frames(report: Report) -> Iterator[tuple[str, Mark]]:
    label_of = {label: i for i, label in enumerate(report.frames.labels)}
    columns = ["doc_id", "start", "end", "label", "category", "pattern"]
    rows = report.frames.spans[columns].itertuples(index=False, name=None)
    for doc_id, start, end, label, category, pattern in rows:
        title = f"{category}: {pattern}"
        yield doc_id, Mark(int(start), int(end), "f", label_of[label], title)


def _actors(report: Report) -> Iterator[tuple[str, Mark]]:
    spans = report.actors.spans
    spans = spans[spans["label"].isin(report.tone.labels)]
    columns = ["doc_id", "start", "end", "label"]
    for doc_id, start, end, label in spans[columns].itertuples(index=False, name=None):
        yield doc_id, Mark(int(start), int(end), "a", 0, f"actor: {label}")


def _quotes(report: Report) -> Iterator[tuple[str, Mark]]:
    """Mark quotes and reported speech, with the speaker behind the last word."""
    spans = report.quotes.spans
    spans = spans[~spans["label"].isin(["scare", "title"])]
    columns = ["doc_id", "start", "end", "label", "speaker", "speaker_actor"]
    rows = spans[columns].fillna("").itertuples(index=False, name=None)
    for doc_id, start, end, kind, speaker, actor in rows:
        name = actor or speaker or NO_SPEAKER
        title = f"{kind} speech: {name}" + (f" ({speaker})" if speaker else "")
        yield doc_id, Mark(int(start), int(end), "q", 0, title, short_name(name, 24))


def _tone(report: Report) -> Iterator[tuple[str, Mark]]:
    """Mark the mention that stands for each scored sentence."""
    columns = ["doc_id", "start", "end", "label", "score", "voice"]
    rows = report.tone.spans[columns].itertuples(index=False, name=None)
    for doc_id, start, end, label, score, voice in rows:
        if np.isnan(score):
            continue
        told = quantity(score, signed=True)
        sign = "▲" if score > _NEUTRAL else "▼" if score < -_NEUTRAL else "●"
        title = f"tone toward {label}, {voice_name(voice)}: {told}"
        yield doc_id, Mark(int(start), int(end), "t", 0, title, f"{sign} {told}")


def _cuts(corpus: Corpus) -> Iterator[tuple[str, Mark]]:
    columns = ["doc_id", "start", "end", "reason"]
    rows = corpus.cuts[columns].itertuples(index=False, name=None)
    for doc_id, start, end, reason in rows:
        yield doc_id, Mark(int(start), int(end), "c", 0, f"cut: {reason}")


def write_article(
    report: Report, number: int, marks: Sequence[Mark], keys: Sequence[str]
) -> str:
    """Write one article.

    Parameters
    ----------
    report : Report
        The analysis.
    number : int
        Position of the article.
    marks : sequence of Mark
        What to mark in it.
    keys : sequence of str
        Short keys of the frames.

    Returns
    -------
    str
        HTML; everything that comes from the article is escaped.
    """
    doc_id = report.corpus.doc_ids[number]
    row = report.corpus.docs.loc[doc_id]
    text = report.corpus.texts[number]
    facts = [str(row[n]) for n in ("outlet", "date") if n in row and pd.notna(row[n])]
    facts = [fact.removesuffix(" 00:00:00") for fact in facts]
    facts.append(plural(int(report.frames.tokens.words_per_doc[number]), "word"))
    title = row["title"] if "title" in row and pd.notna(row["title"]) else doc_id
    body = "".join(_write_marked(text[:_MAX_CHARACTERS], number, marks, keys))
    rest = len(text) - _MAX_CHARACTERS
    more = f'<p class="note">… {rest:,} more characters.</p>' if rest > 0 else ""
    return (
        f'<article id="art-{number}" tabindex="-1"><h3>{escape(str(title))}</h3>'
        f'<p class="facts">{escape(" · ".join(facts))} · <cite>{escape(doc_id)}</cite>'
        f'</p><div class="text">{body}</div>{more}</article>'
    )


def _write_marked(
    text: str, doc: int, marks: Iterable[Mark], keys: Sequence[str]
) -> Iterator[str]:
    """Cut the text wherever a mark starts or ends, and write piece by piece."""
    waiting = sorted(marks, key=lambda m: (-m.start, m.end))
    edges = {0, len(text)}
    edges |= {min(e, len(text)) for mark in waiting for e in (mark.start, mark.end)}
    places = sorted(edges)
    over: list[Mark] = []
    for start, end in itertools.pairwise(places):
        while waiting and waiting[-1].start <= start:
            over.append(waiting.pop())
        over = [mark for mark in over if mark.end > start]
        yield _piece(escape(text[start:end]), (doc, start, end), over, keys)


def _piece(
    inner: str,
    place: tuple[int, int, int],
    over: Sequence[Mark],
    keys: Sequence[str],
) -> str:
    doc, start, end = place
    if not over:
        return inner
    cut = [mark for mark in over if mark.kind == "c"]
    if cut:
        return f'<del title="{escape(cut[0].title)}">{inner}</del>'
    # What is short stands in the title first: a frame inside a quote is a frame.
    near = sorted(over, key=lambda mark: mark.end - mark.start)
    title = escape("; ".join(dict.fromkeys(mark.title for mark in near)))
    kinds = [mark.kind for mark in over]
    labels = [mark.label for mark in over if mark.kind == "f"]
    names = [*dict.fromkeys(kinds), *(f"f{label}" for label in dict.fromkeys(labels))]
    ended = [mark.label for mark in over if mark.kind == "f" and mark.end == end]
    key = "".join(dict.fromkeys(keys[label] for label in ended))
    shown = f' data-k="{escape(key)}"' if key else ""
    begun = {span_id(m.kind, doc, m.start) for m in over if m.start == start != m.end}
    anchors = "".join(f'<i id="{name}"></i>' for name in sorted(begun))
    after = dict.fromkeys((m.kind, m.after) for m in near if m.after and m.end == end)
    notes = "".join(
        f'<small class="who {kind}" data-w="{escape(text)}"></small>'
        for kind, text in after
    )
    kind = " ".join(names)
    return f'{anchors}<mark class="{kind}"{shown} title="{title}">{inner}</mark>{notes}'
