"""``framing compare``: tables, figures, a page and the methods, in one folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

import framing as fr
from framing.annotate.actors.unfound import IN_FULL
from framing.cli.console import Console, UsageError, columns, records
from framing.cli.finding import missing_actors, note_missing
from framing.cli.folder import check_folder, new_folder
from framing.cli.inputs import actors_from, corpus_from, lexicon_from
from framing.cli.outlets import tell_outlets
from framing.cli.shell import in_shell
from framing.comparison.bounds import UNBOUNDED, is_bounded
from framing.comparison.voice_names import voice_name
from framing.page.pictures import save_png, save_svg
from framing.page.summary import notes_of
from framing.page.unread import merge_lines
from framing.page.voice_summary import name_more
from framing.page.writing import plural, quantity
from framing.plots.naming import busiest_labels, group_names
from framing.plots.style import short_name

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from framing.comparison import Comparison
    from framing.page import Report

__all__ = ["compare_articles"]

_MAX_ROWS = 40
_MAX_BOTH = 12
_MAX_LABELS = 5
_DPI = 200


def compare_articles(args: Namespace, console: Console) -> None:
    """Compare articles and write everything about it into one folder.

    Parameters
    ----------
    args : Namespace
        What was typed.
    console : Console
        Where to tell about it.
    """
    out = Path(args.out)
    check_folder(out)
    lexicon = None if args.lexicon is None else lexicon_from(args.lexicon)
    actors = actors_from(args.actors)
    console.progress("Reading articles ...")
    corpus = corpus_from(args)
    if args.by in {None, "outlet"}:
        _tell_outlets(args, corpus, console)
    console.progress(f"Comparing {plural(len(corpus), 'article')} ...")
    report = fr.report(
        corpus,
        by=args.by,
        lexicon=lexicon,
        actors=actors,
        pronouns=args.pronouns,
        events=args.events if args.paths or args.events else "event",
        max_articles=args.max_articles,
        scorer=args.scorer,
        seed=args.seed,
        progress=False if args.quiet else None,
    )
    missing = missing_actors(report.actors) if actors is not None else []
    if missing:
        note_missing(report.actors, console)
    console.progress("Testing and drawing ...")
    with new_folder(out, {"provenance": report.provenance}) as work:
        files = write_results(report, work, missing=missing)
    for name in files:
        console.detail(f"wrote {out / name}")
    if console.as_json:
        console.record(_as_record(report, out, files))
    else:
        console.result(in_shell(_as_text(report, out, files), args))


def _tell_outlets(args: Namespace, corpus: fr.Corpus, console: Console) -> None:
    """Say why there are no outlets; refuse to go on if they were asked for."""
    told = tell_outlets(args.paths, corpus, asked=args.by is not None)
    if told and args.by is not None and args.by not in corpus.variables:
        raise UsageError(told)
    if told:
        console.note(told)


def write_results(
    report: Report, folder: Path, *, missing: Sequence[str] = ()
) -> list[str]:
    """Write tables, figures, page and methods; return the names of the files.

    Listed actors that are `missing` from all articles are told among the remarks.
    """
    tables = {
        **{kind: result.table for kind, result in report.comparisons.items()},
        **_by_article(report),
        "omnibus": _stacked(report, lambda result: result.omnibus),
        "contrasts": _stacked(report, lambda result: result.contrasts),
        "evidence": _stacked(report, _evidence),
        **_voices(report),
        "cuts": report.corpus.cuts,
        "skipped": merge_lines(report.corpus.skipped),
        "remarks": _remarks(report, missing),
    }
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    for picture in report.figures:
        save_png(picture.figure, folder / f"{picture.name}.png", dpi=_DPI)
        svg = save_svg(picture.figure, text="path")
        (folder / f"{picture.name}.svg").write_text(svg, encoding="utf-8")
    report.save(folder / "report.html")
    methods = f"{report.methods}\n\n{report.cite()}\n"
    (folder / "methods.txt").write_text(methods, encoding="utf-8")
    return sorted(path.name for path in folder.iterdir())


def _remarks(report: Report, missing: Sequence[str]) -> pd.DataFrame:
    """Remarks of reading, and the actors asked for that no article names."""
    told = f"found in no article; {IN_FULL}"
    rows = pd.DataFrame(
        [(f"--actors: {name}", told) for name in missing],
        columns=list(report.corpus.remarks.columns),
    )
    return pd.concat([report.corpus.remarks, rows], ignore_index=True)


def _by_article(report: Report) -> dict[str, pd.DataFrame]:
    """Frames article by article, unless that is what was compared."""
    if report.by == "doc_id":
        return {}
    return {"articles": report.article_comparison.table}


def _voices(report: Report) -> dict[str, pd.DataFrame]:
    """Who speaks, whose words the frames stand in, every quote, the tone by voice."""
    voices = report.voices
    tone = [r.table.assign(voice=v) for v, r in report.tone_by_voice.items()]
    frames = [r.table.assign(voice=v) for v, r in voices.frames.items()]
    shares = voices.shares
    return {
        "quotes": report.quotes.evidence(),
        **({"voices": shares} if len(shares) else {}),
        "coverage": voices.coverage,
        "frames-by-voice": pd.concat(frames, ignore_index=True),
        **({"tone-by-voice": pd.concat(tone, ignore_index=True)} if tone else {}),
    }


def _stacked(report: Report, part: Any) -> pd.DataFrame:
    """Put a table of every comparison under one another, with its kind."""
    tables = [part(r).assign(kind=kind) for kind, r in report.comparisons.items()]
    full = [table for table in tables if len(table)] or tables[:1]
    stacked = pd.concat(full, ignore_index=True)
    first: pd.DataFrame = stacked[["kind", *stacked.columns.drop("kind")]]
    return first


def _evidence(result: Comparison) -> pd.DataFrame:
    """Every span compared, with its group and its sentence."""
    rows = result.found.evidence()
    rows = rows[rows["label"].isin(result.labels)]
    place = pd.Series(result.design.group_of, index=result.found.corpus.doc_ids)
    group = place.loc[rows["doc_id"]].to_numpy()
    names = pd.Series(result.groups, dtype="str").reindex(group)
    rows.insert(0, "group", names.to_numpy())
    kept = ["group", "label", "doc_id", "text", "sentence_text", "start", "end"]
    kept += [name for name in ("score", "words", "pattern") if name in rows.columns]
    return rows.loc[group >= 0, kept]


def _as_record(report: Report, out: Path, files: list[str]) -> dict[str, Any]:
    tables = {kind: records(r.table) for kind, r in report.comparisons.items()}
    return {
        "out": str(out),
        "files": files,
        "by": report.by,
        "summary": list(report.summary),
        "notes": list(notes_of(report.comparisons)),
        **tables,
    }


def _as_text(report: Report, out: Path, files: list[str]) -> str:
    corpus = report.corpus
    wanted = list(report.comparisons.values())
    if len(report.frame_comparison.groups) > _MAX_BOTH:
        wanted = wanted[:1]  # more would not be read on a screen
    parts = [_table(result) for result in wanted]
    parts += [f"Caution: {note}" for note in notes_of(report.comparisons)]
    if report.voices.many_unknown:
        parts.append(_unknown(report))
    left = (
        f"{plural(len(corpus.cuts), 'passage')} cut, "
        f"{plural(len(merge_lines(corpus.skipped)), 'source')} skipped"
    )
    figures = len(report.figures)
    parts.append(
        f"{plural(len(corpus), 'article')} read; {left}.\n"
        f"Wrote {out}: report.html, {sum(n.endswith('.csv') for n in files)} tables "
        f"(.csv), {figures} figures (.png, .svg), methods.txt.\n"
        f"Open {out / 'report.html'} in a browser."
    )
    return "\n\n".join(parts)


def _unknown(report: Report) -> str:
    """Say how many words have no known speaker, and what names more."""
    voices = report.voices
    share = f"{voices.unknown_of_all:.0%} of the attributed words"
    if voices.least_known:
        name = group_names(report.frame_comparison)[voices.least_known]
        share += f", {voices.unknown[voices.least_known]:.0%} in {name}"
    more = name_more(report.quotes, typed_in_shell=True)
    return f"Who speaks: {voice_name('unknown')} for {share}. {more}"


def _table(result: Comparison) -> str:
    """Lay out groups against labels: estimate, limits, n."""
    names = group_names(result)
    labels = busiest_labels(result, _MAX_LABELS)
    cells = result.table.set_index(["group", "label"])
    groups = _largest(result)
    rows = [
        [short_name(names[g], 40), *(_cell(cells, (g, k), result) for k in labels)]
        for g in groups
    ]
    first = "article" if result.by == "doc_id" else result.by
    header = [first, *(short_name(label, 28) for label in labels)]
    kind = "Tone" if result.measure.name == "tone" else "Frames"
    unit = "sentences" if result.measure.name == "tone" else "hits"
    title = f"{kind} by {first}: {result.measure.unit} [95% interval] n = {unit}"
    more = []
    if len(groups) < len(result.groups):
        more.append(f"the {len(groups)} largest of {len(result.groups)} groups")
    if len(labels) < len(result.labels):
        more.append(f"{len(labels)} of {len(result.labels)} labels")
    note = f"\n({'; '.join(more)}; all in the tables)" if more else ""
    return f"{title}\n{columns(header, rows)}{note}"


def _largest(result: Comparison) -> list[str]:
    sizes = result.table.groupby("group", sort=False)["n_docs"].first()
    order = sizes.sort_values(ascending=False, kind="stable").index[:_MAX_ROWS]
    return [group for group in result.groups if group in set(order)]


def _cell(cells: pd.DataFrame, key: tuple[str, str], result: Comparison) -> str:
    row = cells.loc[[key]].iloc[0]
    signed = result.measure.center is not None
    estimate = float(row["estimate"])
    told = quantity(estimate, signed=signed)
    if pd.notna(row["low"]) and pd.notna(row["high"]):
        ends = float(row["low"]), float(row["high"])
        if is_bounded(*ends, estimate, result.measure.scale):
            low, high = (quantity(end, signed=signed) for end in ends)
            told += f" [{low}, {high}]"
        else:
            told += f" [{UNBOUNDED}]"
    return f"{told} n={int(row['n_hits'])}"
