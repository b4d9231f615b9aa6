"""Tables of who speaks and who is spoken about, for the page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.annotate.actors import actor_table
from framing.comparison.bounds import UNBOUNDED, is_bounded
from framing.comparison.speaking import OTHERS, UNKNOWN
from framing.comparison.voice_names import voice_name
from framing.page.evidence import anchor
from framing.page.tables import Cell, interval, sortable
from framing.page.voicing import PARTS, TONE_PARTS
from framing.page.writing import plain_note, quantity
from framing.plots.naming import group_names

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from framing.page.reporting import Report

__all__ = [
    "actor_rows",
    "coverage_table",
    "frames_by_voice_table",
    "share_table",
    "silent_voices",
    "speakers_of",
    "tone_by_voice_table",
]

_MAX_ACTORS = 60
_SELF = TONE_PARTS[2]
_SELDOM = ", since people seldom call themselves by name"


def frames_by_voice_table(report: Report) -> str:
    """Write frames in unattributed text and in attributed words, side by side.

    Parameters
    ----------
    report : Report
        The analysis.

    Returns
    -------
    str
        HTML; every number leads to its sentences.
    """
    names = group_names(report.frame_comparison)
    tables = [report.voices.frames[part].table for part in PARTS]
    rows = []
    for number in range(len(tables[0])):
        both = [table.iloc[number] for table in tables]
        hits = sum(int(row["n_hits"]) for row in both)
        said = int(both[1]["n_hits"]) / hits if hits else math.nan
        cells = [cell for part in (0, 1) for cell in _rate(report, both[part], part)]
        head = [Cell(names[both[0]["group"]]), Cell(both[0]["label"])]
        rows.append([*head, *cells, Cell(_percent(said), said)])
    rate = report.frame_comparison.measure.unit
    return sortable(
        f"Frames by voice: {rate} of each voice",
        (
            _first(report),
            "frame",
            f"in {voice_name(PARTS[0])}",
            "95% interval",
            "hits",
            f"in {voice_name(PARTS[1])}",
            "95% interval",
            "hits",
            f"share of hits in {voice_name(PARTS[1])}",
        ),
        rows,
    )


def _first(report: Report) -> str:
    return "article" if report.by == "doc_id" else report.by


def _rate(report: Report, row: pd.Series[Any], part: int) -> Iterator[Cell]:
    result = report.frame_comparison
    place = (result.groups.index(row["group"]), result.labels.index(row["label"]))
    hits, estimate = int(row["n_hits"]), float(row["estimate"])
    target = anchor("frames", *place, part) if hits else ""
    yield Cell(quantity(estimate), estimate, target)
    yield interval(row, signed=False)
    yield Cell(f"{hits:,}", float(hits))


def _percent(share: float) -> str:
    return "–" if math.isnan(share) else f"{100 * share:.0f}%"


def coverage_table(report: Report) -> str:
    """Write how much of each group's text is attributed, and how well to whom.

    Parameters
    ----------
    report : Report
        The analysis.

    Returns
    -------
    str
        HTML.
    """
    names = group_names(report.frame_comparison)
    rows = []
    for row in report.voices.coverage.to_dict("records"):
        shares = (row[f"{kind}_share"] for kind in ("attributed", "speaker", "actor"))
        rows.append(
            [
                Cell(names[row["group"]]),
                Cell(f"{row['n_words']:,}", float(row["n_words"])),
                *(Cell(_percent(share), float(share)) for share in shares),
            ]
        )
    return sortable(
        "Coverage: how many words are attributed to somebody, and to whom",
        (
            _first(report),
            "words",
            "attributed",
            "of these: a speaker found",
            "of these: by a known actor",
        ),
        rows,
    )


def speakers_of(report: Report) -> list[str]:
    """Name the speakers of the share of voice, without the pooled rows."""
    shares = report.voices.shares
    if not len(shares):
        return []
    return [
        name for name in shares["speaker"].unique() if name not in (OTHERS, UNKNOWN)
    ]


def share_table(report: Report) -> str:
    """Write who gets how much of the attributed words; empty where nobody does.

    Parameters
    ----------
    report : Report
        The analysis.

    Returns
    -------
    str
        HTML; every number leads to the quotes.
    """
    shares = report.voices.shares
    if not len(shares):
        return ""
    shown = shares[shares["n_quotes"] > 0]
    notes = [plain_note(note) for note in shown["note"]]
    noted = any(notes)
    rows = [
        [*cells, Cell(note)] if noted else cells
        for cells, note in zip(_share_rows(report, shown), notes, strict=True)
    ]
    return sortable(
        f"Share of voice by {_first(report)}: share of the attributed words",
        (
            _first(report),
            "speaker",
            "share of attributed words",
            "95% interval",
            "quotes",
            "words",
            "articles",
            "quoted first in",
            *(("note",) if noted else ()),
        ),
        rows,
    )


def _share_rows(report: Report, shown: pd.DataFrame) -> Iterator[list[Cell]]:
    result = report.frame_comparison
    names, speakers = group_names(result), speakers_of(report)
    counts = ["n_quotes", "n_words", "n_docs_speaker", "n_docs_first"]
    for _, row in shown.iterrows():
        target, name = "", row["speaker"]
        if name in speakers:
            place = (result.groups.index(row["group"]), speakers.index(name))
            target = anchor("said", *place)
        bounded = pd.notna(row["low"])
        yield [
            Cell(names[row["group"]]),
            Cell(voice_name(name)),
            Cell(_percent(row["share"]), float(row["share"]), target),
            _share_limits(row) if bounded else Cell("–", whole=True),
            *(Cell(f"{row[name]:,}", float(row[name])) for name in counts),
        ]


def _share_limits(row: pd.Series[Any]) -> Cell:
    told = f"{_percent(row['low'])} to {_percent(row['high'])}"
    if is_bounded(row["low"], row["high"], row["share"], 1.0):
        return Cell(told, whole=True)
    return Cell(UNBOUNDED, whole=True, title=told)


def actor_rows(report: Report) -> tuple[pd.DataFrame, int]:
    """Return who is named, how often, as what; and how many more there are.

    Parameters
    ----------
    report : Report
        The analysis.

    Returns
    -------
    table : DataFrame
        Those named in the most articles.
    more : int
        How many actors are not in the table.
    """
    table = actor_table(report.actors)
    table = table[table["n_mentions"] > 0]
    order = ["n_articles", "n_mentions"]
    ranked = table.sort_values(order, ascending=False, kind="stable")
    shown = ranked.head(_MAX_ACTORS)[["name", "type", *order, "aliases"]]
    told = {"n_articles": "articles", "n_mentions": "mentions", "aliases": "named as"}
    return shown.rename(columns=told), len(ranked) - len(shown)


def tone_by_voice_table(report: Report) -> str:
    """Write the tone toward each actor in each voice; empty without any estimate.

    Parameters
    ----------
    report : Report
        The analysis.

    Returns
    -------
    str
        HTML; every number leads to its sentences.
    """
    result = report.tone_comparison
    if result is None or not report.tone_by_voice:
        return ""
    names = group_names(result)
    spoken = report.tone_by_voice
    tables = {
        voice: compared.table.set_index(["group", "label"]).to_dict("index")
        for voice, compared in spoken.items()
    }
    rows = []
    for g, group in enumerate(result.groups):
        for k, label in enumerate(result.labels):
            places = (anchor("tone", g, k, TONE_PARTS.index(v)) for v in spoken)
            found = (tables[voice].get((group, label)) for voice in spoken)
            cells = [_tone(*cell) for cell in zip(found, places, strict=True)]
            if any(cell.text != "–" for cell in cells):
                rows.append([Cell(names[group]), Cell(label), *cells])
    heads = (_first(report), "actor", *map(voice_name, spoken))
    return sortable("Tone by voice: mean tone (-1 to +1), n = sentences", heads, rows)


def silent_voices(report: Report) -> Iterator[str]:
    """Say of each voice that has no column why there is none.

    Parameters
    ----------
    report : Report
        The analysis.

    Yields
    ------
    str
        Sentences.
    """
    if not report.tone_by_voice:
        return
    for voice in TONE_PARTS:
        if voice not in report.tone_by_voice:
            yield (
                f"No column “{voice_name(voice)}”: no sentence there has an "
                f"estimate{_SELDOM if voice == _SELF else ''}."
            )


def _tone(row: Mapping[Hashable, Any] | None, target: str) -> Cell:
    if row is None or not row["n_hits"]:
        return Cell("–", math.nan)
    estimate = float(row["estimate"])
    shown = f"{quantity(estimate, signed=True)} (n = {row['n_hits']})"
    return Cell(shown, estimate, target)
