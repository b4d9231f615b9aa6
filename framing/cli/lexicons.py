"""``framing lexicon``: list those that come with the library, check, convert."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import framing as fr
from framing.cli.console import UsageError, columns
from framing.cli.inputs import corpus_from, lexicon_from

if TYPE_CHECKING:
    from argparse import Namespace

    from framing.cli.console import Console

__all__ = ["check_lexicon", "convert_lexicon", "list_shipped"]


def list_shipped(_args: Namespace, console: Console) -> None:
    """Write which lexicons come with the library."""
    table = fr.list_lexicons()
    if console.as_json:
        console.frame("lexicons", table)
        return
    shown = table[["name", "version", "n_categories", "n_entries", "title"]]
    rows = [[str(cell) for cell in row] for row in shown.to_numpy().tolist()]
    console.result(columns(list(shown.columns), rows))


def check_lexicon(args: Namespace, console: Console) -> None:
    """Write what the owner of a lexicon should look at."""
    lexicon = lexicon_from(args.lexicon)
    tokens = fr.tokenize(corpus_from(args)) if args.paths else None
    problems = lexicon.check(tokens)
    console.progress(f"{lexicon!r}: {len(problems)} to look at.")
    console.frame("problems", problems)


def convert_lexicon(args: Namespace, console: Console) -> None:
    """Write a lexicon in another format and say what that format cannot hold."""
    lexicon = lexicon_from(args.lexicon)
    target = Path(args.target)
    if target.exists():
        msg = f"{str(target)!r} exists; name a new file, or remove it first."
        raise UsageError(msg)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", fr.FramingWarning)  # the loss is written below
        lost = lexicon.save(target, format=args.format)
    console.progress(f"Wrote {target}: {lexicon!r}; {len(lost)} kinds of loss.")
    if len(lost) or console.as_json:
        console.frame("lost", lost)
