"""``framing frames`` and ``framing actors``: what is found, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

import framing as fr
from framing.cli.inputs import actors_from, corpus_from, lexicon_from

if TYPE_CHECKING:
    from argparse import Namespace

    from framing.cli.console import Console

__all__ = ["list_actors", "list_frames"]


def list_frames(args: Namespace, console: Console) -> None:
    """Write counts of frames per article, or every hit with its sentence."""
    lexicon = lexicon_from(args.lexicon)
    console.progress("Reading articles ...")
    frames = fr.find_frames(corpus_from(args), lexicon)
    table = frames.evidence() if args.evidence else frames.per_document()
    console.frame("evidence" if args.evidence else "frames", table)


def list_actors(args: Namespace, console: Console) -> None:
    """Write who is named, how often, in how many articles, and by which names."""
    gazetteer = actors_from(args.actors)
    console.progress("Reading articles ...")
    found = fr.find_actors(corpus_from(args), gazetteer)
    if args.evidence:
        console.frame("evidence", found.evidence())
    else:
        console.frame("actors", actor_table(found))


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
