"""From what was typed to a corpus, a lexicon, and actors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import framing as fr
from framing.cli.console import UsageError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

__all__ = ["actors_from", "corpus_from", "lexicon_from"]

_GAZETTEERS = (".csv", ".yml", ".yaml")


def corpus_from(args: Namespace) -> fr.Corpus:
    """Read the articles named, or the bundled example where none are."""
    if not args.paths:
        return fr.load_example("caravan")
    paths = args.paths[0] if len(args.paths) == 1 else args.paths
    return fr.read_articles(
        paths,
        columns=_columns(args.columns or ()),
        encoding=args.encoding,
        clean=not args.no_clean,
    )


def _columns(pairs: Sequence[str]) -> dict[str, str | None]:
    """Read ``text=body`` and its like."""
    named: dict[str, str | None] = {}
    for pair in pairs:
        role, equals, name = pair.partition("=")
        if not equals or not role or not name:
            msg = f"--columns takes ROLE=NAME, such as text=body; got {pair!r}."
            raise UsageError(msg)
        named[role] = name
    return named


def lexicon_from(name: str) -> fr.Lexicon:
    """Load a shipped lexicon by its name, or read a file."""
    known = list(fr.list_lexicons()["name"])
    if name in known:
        return fr.load_lexicon(name)
    path = Path(name)
    if path.is_file():
        return fr.read_lexicon(path)
    msg = (
        f"there is no lexicon {name!r}: name a file, or one of those that come with "
        f"the library: {', '.join(known)}."
    )
    raise UsageError(msg)


def actors_from(given: Sequence[str] | None) -> dict[str, list[str]] | str | None:
    """Read names, names with aliases (``INM=National Migration Institute``), a file."""
    if not given:
        return None
    files = [name for name in given if name.lower().endswith(_GAZETTEERS)]
    if files and len(given) > 1:
        msg = "--actors takes one file or names, not both; put the names into the file."
        raise UsageError(msg)
    if files and not Path(files[0]).is_file():
        msg = f"--actors: there is no file {files[0]!r}."
        raise UsageError(msg)
    return files[0] if files else dict(map(_actor, given))


def _actor(text: str) -> tuple[str, list[str]]:
    name, _, aliases = text.partition("=")
    if not name.strip():
        msg = f"--actors takes NAME or NAME=OTHER|OTHER; got {text!r}."
        raise UsageError(msg)
    return name.strip(), [part.strip() for part in aliases.split("|") if part.strip()]
