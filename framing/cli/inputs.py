"""From what was typed to a corpus, a lexicon, and actors."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import framing as fr
from framing.cli.console import UsageError
from framing.cli.shell import shell_pair
from framing.corpus.decoding import UnreadableError
from framing.corpus.finding import find_files
from framing.corpus.formats import PAGES, READERS, RawFile

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping, Sequence

__all__ = ["actors_from", "corpus_from", "lexicon_from"]

_GAZETTEERS = (".csv", ".yml", ".yaml")


def corpus_from(args: Namespace) -> fr.Corpus:
    """Read the articles named, or the bundled example where none are."""
    if not args.paths:
        return fr.load_example("caravan")
    paths = args.paths[0] if len(args.paths) == 1 else args.paths
    columns = _columns(args.columns or ())
    try:
        return fr.read_articles(
            paths, columns=columns, encoding=args.encoding, clean=not args.no_clean
        )
    except ValueError as error:
        if "text" in columns or "no column for the text" not in str(error):
            raise
        advice = _name_text_column(paths, args)
        if not advice:
            raise
        raise UsageError(advice) from None


def _name_text_column(paths: str | list[str], args: Namespace) -> str:
    """Say which column of the first table seems to hold the texts; maybe nothing."""
    files = [f for path in _listed(paths) for f in find_files(path)]
    for file in files:
        if file.suffix in PAGES or file.suffix not in READERS:
            continue
        raw = RawFile(file.source, "", file.path.read_bytes(), args.encoding)
        try:
            fields = [record.fields for record in READERS[file.suffix](raw).records]
        except UnreadableError:
            continue
        best = _longest_column(fields)
        if best:
            known = ", ".join(fields[0])
            return (
                f"{file.source} has no column that is recognised as the text; it has: "
                f"{known}. The longest texts are in {best!r}. Type: "
                f"--columns {shell_pair('text', best)}"
            )
    return ""


def _listed(paths: str | list[str]) -> list[str]:
    return [paths] if isinstance(paths, str) else paths


def _longest_column(rows: Sequence[Mapping[str, object]]) -> str:
    """Return the column with the most characters in all, or nothing."""
    sizes: Counter[str] = Counter()
    for row in rows:
        sizes.update({k: len(v) for k, v in row.items() if isinstance(v, str)})
    return max(sizes, key=sizes.__getitem__, default="")


def _columns(pairs: Sequence[str]) -> dict[str, str | None]:
    """Read ``text=body`` and its like; ``id=None`` and ``id=`` mean no column."""
    named: dict[str, str | None] = {}
    for pair in pairs:
        role, equals, name = pair.partition("=")
        if not equals or not role:
            msg = f"--columns takes ROLE=NAME, such as text=body; got {pair!r}."
            raise UsageError(msg)
        named[role] = None if name in {"", "None"} else name
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
