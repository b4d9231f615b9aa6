"""``framing frames``, ``actors``, ``quotes``, ``keyness``: what is found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

import framing as fr
from framing._errors import list_names
from framing.annotate.actors.unfound import IN_FULL, ask_for_names
from framing.cli.console import UsageError
from framing.cli.inputs import actors_from, corpus_from, lexicon_from
from framing.comparison import attribution_coverage
from framing.comparison.unnamed import MANY_UNKNOWN
from framing.comparison.voice_names import voice_name
from framing.page import default_grouping
from framing.page.voice_summary import name_more

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from framing.cli.console import Console

__all__ = [
    "list_actors",
    "list_frames",
    "list_key_words",
    "list_quotes",
    "missing_actors",
    "note_missing",
]

_MAX_NAMED = 8
_MAX_SEARCHED = 2000  # articles; of more, it would take too long


def list_frames(args: Namespace, console: Console) -> None:
    """Write counts of frames per article, or every hit with its sentence."""
    lexicon = None if args.lexicon is None else lexicon_from(args.lexicon)
    _check_target("evidence" if args.evidence else "frames", args)
    console.progress("Reading articles ...")
    frames = fr.find_frames(corpus_from(args), lexicon)
    table = frames.evidence() if args.evidence else frames.per_document()
    _write("evidence" if args.evidence else "frames", table, args, console)


def list_actors(args: Namespace, console: Console) -> None:
    """Write who is named, how often, in how many articles, and by which names."""
    gazetteer = actors_from(args.actors)
    plain = "tone" if args.tone else "actors"
    name = "evidence" if args.evidence else plain
    _check_target(name, args)
    console.progress("Reading articles ...")
    found = fr.find_actors(corpus_from(args), gazetteer, pronouns=args.pronouns)
    if gazetteer is not None:
        note_missing(found, console)
    tone = _tone_of(found, args, console) if args.tone else None
    if args.evidence:
        table = (tone or found).evidence()
    elif tone is None:
        table = actor_table(found)
    else:
        by = default_grouping(found.corpus)
        table = fr.measure_tone(tone, by=by)
        table = table[table["n_sentences"] > 0]
    _write(name, table, args, console)


def _tone_of(
    found: fr.Annotations, args: Namespace, console: Console
) -> fr.Annotations:
    """Score tone voice by voice."""
    console.progress("Scoring tone ...")
    return fr.score_actors(
        found,
        quotes=fr.find_quotes(found.tokens, actors=found),
        scorer=args.scorer,
        progress=None if console.level else False,
    )


def list_quotes(args: Namespace, console: Console) -> None:
    """Write who says what: every quote with its speaker and its sentence."""
    gazetteer = actors_from(args.actors)
    _check_target("quotes", args)
    console.progress("Reading articles ...")
    corpus = corpus_from(args)
    found = fr.find_actors(corpus, gazetteer, pronouns=args.pronouns)
    if gazetteer is not None:
        note_missing(found, console)
    quotes = fr.find_quotes(corpus, actors=found)
    _note_unknown(quotes, console)
    _write("quotes", quotes.evidence(), args, console)


def _note_unknown(quotes: fr.Annotations, console: Console) -> None:
    """Say what names more speakers, where a third of the words has no known one."""
    coverage = attribution_coverage(quotes, by="doc_id")
    said = coverage["n_attributed"]
    unknown = ((1 - coverage["actor_share"]) * said).sum() / max(said.sum(), 1)
    if unknown >= MANY_UNKNOWN:
        told = f"{unknown:.0%} of the attributed words: {voice_name('unknown')}"
        console.note(f"{told}. {name_more(quotes, typed_in_shell=True)}")


def list_key_words(args: Namespace, console: Console) -> None:
    """Write the words that set one group of articles apart from the others."""
    _check_target("keyness", args)
    console.progress("Reading articles ...")
    corpus = corpus_from(args)
    by = args.by or default_grouping(corpus)
    if by == "doc_id":
        msg = (
            "the articles name no outlets to compare; say what makes the groups: "
            "--by VARIABLE, or which column holds the outlet: --columns outlet=NAME."
        )
        raise UsageError(msg)
    found = fr.keyness(corpus, by=by, target=args.target, reference=args.reference)
    _write("keyness", found.table, args, console)


def missing_actors(found: fr.Annotations) -> list[str]:
    """Return the listed actors that no article names."""
    there = set(found.spans["label"])
    return [label for label in found.labels if label not in there]


def note_missing(found: fr.Annotations, console: Console) -> None:
    """Say which actors asked for no article names, and how to list them.

    That none of them is named the library says itself.
    """
    missing = missing_actors(found)
    if missing and len(found.spans) and console.level:
        told = list_names(missing, _MAX_NAMED)
        asked = _ask_for(missing[:_MAX_NAMED], found)
        console.note(f"--actors: not found: {told}{asked or f'; {IN_FULL}.'}")


def _ask_for(missing: Sequence[str], found: fr.Annotations) -> str:
    """Look for names like those missing among all that the articles name."""
    if len(found.corpus) > _MAX_SEARCHED:
        return ""
    named = set(found.spans["label"])
    others = fr.find_actors(found.tokens, groups=False).labels
    known = [name for name in others if name not in named]
    asked = ask_for_names([[name] for name in missing], known)
    return f".{asked}" if asked else ""


def _target(name: str, args: Namespace) -> Path | None:
    """Return the file to write, or None where the screen is wanted."""
    if args.out is None:
        return None
    return Path(args.out) / f"{name}.{'json' if args.json else 'csv'}"


def _check_target(name: str, args: Namespace) -> None:
    """Refuse to write over a file, before any work is done."""
    target = _target(name, args)
    if target is None:
        return
    if target.parent.exists() and not target.parent.is_dir():
        msg = f"--out: {str(target.parent)!r} is a file; name a folder."
        raise UsageError(msg)
    if target.exists():
        msg = f"--out: {str(target)!r} exists; remove it or name another folder."
        raise UsageError(msg)


def _write(name: str, table: pd.DataFrame, args: Namespace, console: Console) -> None:
    """Write a table to the screen, or into the folder named."""
    target = _target(name, args)
    if target is None:
        console.frame(name, table)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    part.write_text(console.layout(name, table), encoding="utf-8", newline="\n")
    part.replace(target)
    console.progress(f"Wrote {target}.")


def actor_table(found: fr.Annotations) -> pd.DataFrame:
    """Count mentions and articles of each actor, those named most widely first."""
    spans = found.spans
    grouped = spans.groupby("label", sort=False)
    table = pd.DataFrame(
        {
            "n_mentions": grouped.size(),
            "n_articles": grouped["doc_id"].nunique(),
            "names": grouped["text"].agg(_names),
        }
    )
    table = table.sort_values(
        ["n_articles", "n_mentions"], ascending=False, kind="stable"
    )
    return table.rename_axis(index="actor").reset_index()


def _names(texts: pd.Series) -> str:
    counts = texts.str.split().str.join(" ").value_counts()
    return "; ".join(f"{name} ({n})" for name, n in counts.items())
