"""The page: sections in a fixed order, one file, nothing loaded from elsewhere."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from framing.comparison.voice_names import voice_name
from framing.page.answer import QUESTION
from framing.page.articles import (
    choose_articles,
    label_style,
    write_articles,
    write_pickers,
    write_switches,
)
from framing.page.evidence import (
    Sources,
    collect_evidence,
    collect_quotes,
    write_evidence,
    write_quotes,
)
from framing.page.pictures import Picture, inline_svg
from framing.page.summary import has_any, notes_of
from framing.page.tables import (
    contrast_table,
    estimate_table,
    plain_table,
    together_table,
)
from framing.page.unread import merge_lines
from framing.page.voice_tables import (
    actor_rows,
    coverage_table,
    frames_by_voice_table,
    share_table,
    silent_voices,
    speakers_of,
    tone_by_voice_table,
)
from framing.page.voicing import PARTS, TONE_PARTS
from framing.page.writing import WIDER, count, plural
from framing.plots.naming import group_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from framing.page.reporting import Report

__all__ = ["write_page"]

# Sentences behind numbers that one comparison may put on the page; of a corpus that is
# shown in part, so that its page can still be mailed, half as many.
_BUDGET = 1000
_MAX_QUOTES = 400
_MAX_CUTS = 200
_VOICES = {
    kind: tuple(f"In {voice_name(part)}" for part in parts)
    for kind, parts in (("frames", PARTS), ("tone", TONE_PARTS))
}
_TWO_INTERVALS = (
    f"“{WIDER.capitalize()}”: one comes from how much the articles differ, the other "
    "from the number of hits alone; where hits are few, articles may agree by luck."
)
_SECTIONS = (
    ("summary", "Answer"),
    ("figures", "Figures"),
    ("numbers", "Numbers"),
    ("voices", "Who speaks"),
    ("actors", "Actors"),
    ("articles", "Articles"),
    ("evidence", "Evidence"),
    ("cuts", "Cut and skipped"),
    ("methods", "Methods"),
)


def write_page(report: Report) -> str:
    """Write the page of a report.

    Parameters
    ----------
    report : Report
        The analysis.

    Returns
    -------
    str
        A complete HTML document.
    """
    shown = choose_articles(report)
    title = _title(report)
    script = _asset("page.js")
    style = _asset("page.css") + label_style(report.frames.labels)
    body = "\n".join(
        (
            _section("summary", *_summary(report, shown)),
            _section("figures", *_figures(report)),
            _section("numbers", *_numbers(report)),
            _section("voices", *_voices(report)),
            _section("actors", *_actors(report)),
            _section("articles", *_articles(report, shown)),
            _section("evidence", *_evidence(report, shown)),
            _section("cuts", *_cuts(report)),
            _section("methods", *_methods(report)),
        )
    )
    links = "".join(f'<a href="#{name}">{text}</a>' for name, text in _SECTIONS)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(script)}">\n'
        f'<title>{escape(title)}</title>\n<link rel="icon" href="data:,">\n'
        f"<style>{style}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#summary">Skip to the answer</a>\n'
        f"<header><h1>{escape(title)}</h1>"
        '<button type="button" id="theme" hidden>Theme: as the system</button>'
        "</header>\n"
        f'<nav aria-label="Sections">{links}</nav>\n'
        f"<main>\n{body}\n</main>\n"
        f"<footer>Written by framing {escape(_version(report))}. This page is one file "
        "and loads nothing.</footer>\n"
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _policy(script: str) -> str:
    """Forbid the page to load anything, and to run any script but its own."""
    code = b64encode(sha256(script.encode()).digest()).decode()
    return (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        f"script-src 'sha256-{code}'; base-uri 'none'; form-action 'none'"
    )


@cache
def _asset(name: str) -> str:
    return files("framing.page").joinpath(name).read_text(encoding="utf-8")


def _version(report: Report) -> str:
    return str(report.provenance["versions"]["media-framing"])


def _title(report: Report) -> str:
    articles = plural(len(report.corpus), "article")
    by = "side by side" if report.by == "doc_id" else f"by {report.by}"
    return f"Frames and tone: {articles} {by}"


def _section(name: str, *parts: str) -> str:
    title = QUESTION if name == "summary" else dict(_SECTIONS)[name]
    return (
        f'<section id="{name}" aria-labelledby="{name}-h">'
        f'<h2 id="{name}-h">{title}</h2>{"".join(parts)}</section>'
    )


def _paragraph(text: str, kind: str = "") -> str:
    label = f' class="{kind}"' if kind else ""
    return f"<p{label}>{escape(text)}</p>"


def _items(lines: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"


def _summary(report: Report, shown: Sequence[int]) -> Iterator[str]:
    first, *rest = report.answer
    why = "".join(map(_paragraph, rest))
    yield f'<div class="answer">{_paragraph(first, "verdict")}{why}</div>'
    for name, lines in report.findings.items():
        yield f"<h3>{name}</h3>{_items(lines)}"
    cautions = list(_cautions(report, shown))
    if cautions:
        yield f'<aside class="care"><h3>Read with care</h3>{_items(cautions)}</aside>'


def _cautions(report: Report, shown: Sequence[int]) -> Iterator[str]:
    """List what limits these results, each caution once."""
    if report.off_topic:
        yield report.off_topic
    kept = {kind: told for kind, told in report.comparisons.items() if has_any(told)}
    yield from notes_of(kept)
    design = report.frame_comparison.design
    sizes = np.bincount(design.group_of[design.group_of >= 0])
    single = int((sizes == 1).sum())
    if report.by != "doc_id" and single and sizes.max() > 1:
        yield (
            f"{count(single, report.by)} of {len(sizes)} have a single article, which "
            "describes that article and not its group."
        )
    skipped = merge_lines(report.corpus.skipped)
    if len(skipped):
        n = plural(len(skipped), "source")
        yield f"{n} could not be read; see “Cut and skipped”."
    if len(report.corpus.remarks):
        n = plural(len(report.corpus.remarks), "source")
        yield f"{n} were read but call for a look; see “Cut and skipped”."
    if len(shown) < len(report.corpus):
        yield (
            f"The page shows {len(shown)} of {len(report.corpus):,} articles, drawn at "
            f"random with seed {report.seed}. All numbers are of all articles."
        )


def _figures(report: Report) -> Iterator[str]:
    yield from map(_figure, report.figures)


def _figure(picture: Picture) -> str:
    return (
        f'<figure><div class="scroll" tabindex="0" role="group" '
        f'aria-label="{escape(picture.title)}">{inline_svg(picture)}</div>'
        f"<figcaption>{escape(picture.alt)}</figcaption></figure>"
    )


def _numbers(report: Report) -> Iterator[str]:
    yield _paragraph(
        "Press the head of a column to sort by it, and a number to read the sentences "
        "behind it.",
        "note",
    )
    tables = list(_tables(report))
    first = next((n for n, table in enumerate(tables) if WIDER in table), -1)
    for n, table in enumerate(tables):
        yield table
        if n == first:
            yield _paragraph(_TWO_INTERVALS, "note")


def _tables(report: Report) -> Iterator[str]:
    for kind, result in report.comparisons.items():
        source = report.tone if kind == "tone" else report.frames
        yield estimate_table(kind, result, source)
        if has_any(result):
            yield together_table(kind, result)
            yield contrast_table(kind, result)


def _voices(report: Report) -> Iterator[str]:
    yield _paragraph(
        "Attributed words stand in quotation marks or are reported as somebody's "
        "(“…, the ministry said”). The rest is unattributed text. It is not the "
        "outlet's opinion: in US political news about a fifth of it is speech that was "
        "not recognised.",
        "note",
    )
    yield frames_by_voice_table(report)
    yield coverage_table(report)
    yield share_table(report)


def _actors(report: Report) -> Iterator[str]:
    if report.tone_comparison is None:
        yield _paragraph("No actor was found.", "note")
        return
    table, more = actor_rows(report)
    yield plain_table("Actors: how they are named, and how often", table)
    if more:
        yield _paragraph(
            f"{plural(more, 'more actor')} not on this page: .actors in Python.", "note"
        )
    yield tone_by_voice_table(report)
    yield from (_paragraph(told, "note") for told in silent_voices(report))


def _articles(report: Report, shown: Sequence[int]) -> Iterator[str]:
    if len(shown) < len(report.corpus):
        yield _paragraph(
            f"{len(shown)} of {len(report.corpus):,} articles, drawn at random with "
            f"seed {report.seed}.",
            "note",
        )
    yield write_switches(report.frames.labels)
    yield write_pickers(report, shown)
    yield f'<div class="articles">{"".join(write_articles(report, shown))}</div>'


def _evidence(report: Report, shown: Sequence[int]) -> Iterator[str]:
    places = {number: number for number in shown}
    budget = _BUDGET if len(shown) == len(report.corpus) else _BUDGET // 2
    for kind, result in report.comparisons.items():
        pool = collect_evidence(
            result, _sources(report, kind), budget=budget, seed=report.seed
        )
        yield f"<h3>{'Tone toward actors' if kind == 'tone' else 'Frames'}</h3>"
        yield from _left_out(report, pool.most, pool.left_out, "sentence")
        if not pool.chosen:
            yield _paragraph("Nothing was found.", "note")
        yield from write_evidence(kind, result, pool, _VOICES[kind], places)
    yield from _quotes(report, places)


def _sources(report: Report, kind: str) -> Sources:
    if kind == "frames":
        voices = report.voices
        return Sources(report.frames, voices.part_of, voices.speaker_of, PARTS)
    spans = report.tone.spans
    speaker = spans["speaker"].where(spans["voice"] == "others", "")
    return Sources(report.tone, spans["voice"], speaker, TONE_PARTS)


def _quotes(report: Report, places: dict[int, int]) -> Iterator[str]:
    speakers = speakers_of(report)
    if not speakers:
        return
    frames = report.frame_comparison
    pool = collect_quotes(
        report.quotes,
        frames.design.group_of,
        speakers,
        budget=_MAX_QUOTES,
        seed=report.seed,
    )
    names = group_names(frames)
    groups = [names[group] for group in frames.groups]
    yield "<h3>Quotes</h3>"
    yield from _left_out(report, pool.most, pool.left_out, "quote")
    yield from write_quotes(groups, speakers, pool, report.corpus.doc_ids, places)


def _left_out(report: Report, most: int, left_out: int, unit: str) -> Iterator[str]:
    if left_out:
        yield _paragraph(
            f"At most {plural(most, unit)} for each number and voice, drawn at random "
            f"with seed {report.seed}: {left_out:,} more are not on this page. All of "
            "them: .evidence() of the findings, or the files evidence.csv and "
            "quotes.csv of the command line.",
            "note",
        )


def _cuts(report: Report) -> Iterator[str]:
    cuts, skipped = report.corpus.cuts, merge_lines(report.corpus.skipped)
    if len(cuts):
        reasons = cuts["reason"].value_counts()
        told = ", ".join(f"{reason} {n:,}" for reason, n in reasons.items())
        yield _paragraph(
            f"{plural(len(cuts), 'passage')} set aside before counting, by reason: "
            f"{told}."
        )
        some = f" (the first {_MAX_CUTS})" if len(cuts) > _MAX_CUTS else ""
        first = cuts.head(_MAX_CUTS)[["doc_id", "reason", "text"]]
        yield plain_table(f"Passages set aside{some}", first.assign(text=_short(first)))
    else:
        yield _paragraph("No passage was set aside.")
    if len(skipped):
        yield plain_table("Sources that could not be read", skipped)
    else:
        yield _paragraph("Every source given was read.")
    if len(report.corpus.remarks):
        yield plain_table("Sources that call for a look", report.corpus.remarks)


def _short(cuts: pd.DataFrame) -> list[str]:
    flat = (" ".join(str(text).split()) for text in cuts["text"])
    return [text if len(text) <= 300 else text[:299] + "…" for text in flat]


def _methods(report: Report) -> Iterator[str]:
    paragraphs = report.methods.split("\n\n")
    heads = ("Frames", "Who speaks", "Tone")[: len(paragraphs)]
    for head, told in zip(heads, paragraphs, strict=True):
        yield f"<h3>{head}</h3>{_paragraph(told)}"
    if report.lexicon.description:
        yield f"<h3>Lexicon {escape(report.lexicon.name)}</h3>"
        yield _paragraph(" ".join(report.lexicon.description.split()))
    yield f"<h3>How to cite</h3><pre tabindex='0'>{escape(report.cite())}</pre>"
    record = json.dumps(report.provenance, indent=1, ensure_ascii=False, default=str)
    yield (
        "<details><summary>Provenance: parameters, seed, hashes, versions</summary>"
        f"<pre tabindex='0'>{escape(record)}</pre></details>"
    )
