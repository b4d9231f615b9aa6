"""Outlets that were not found: why, and what to type or to move."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from framing._errors import list_names
from framing.cli.folder import MANIFEST
from framing.corpus.finding import find_files
from framing.corpus.formats import READERS
from framing.page.writing import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    import framing as fr

__all__ = ["tell_outlets"]

_SIDE_BY_SIDE = 2  # articles that are meant to be compared one by one
_PLAIN = re.compile(r"[\w./:~][\w./:~-]*")  # what no shell reads otherwise
_ONE_BY_ONE = "articles are compared one by one"
_NOTHING = "there is nothing to compare"  # outlets were asked for


def tell_outlets(
    paths: Sequence[str], corpus: fr.Corpus, *, asked: bool = False
) -> str:
    """Say why there are no outlets to compare, where nothing else was asked for.

    Parameters
    ----------
    paths : sequence of str
        What was typed; none for the bundled example.
    corpus : Corpus
        What was read.
    asked : bool, default False
        Whether outlets were asked for by name, so that there is no other way.

    Returns
    -------
    str
        Empty where there are several outlets, or, unless outlets were asked for, two
        articles side by side.

    Examples
    --------
    >>> import framing as fr
    >>> tell_outlets([], fr.load_example("caravan"))
    ''
    """
    outlets = _outlets(corpus)
    if not paths or len(outlets) > 1 or (len(corpus) <= _SIDE_BY_SIDE and not asked):
        return ""
    folders = [Path(path) for path in paths if Path(path).is_dir()]
    so = _NOTHING if asked else _ONE_BY_ONE
    if not outlets:
        return f"No outlets were found, so {so}. {_no_outlet(folders, corpus)}"
    without = _without(corpus)
    if len(folders) == 1 and folders[0] / outlets[0] in folders[0].iterdir():
        return _one_folder(folders[0], outlets[0], without, so)
    if without:
        told = f"There is one outlet, {outlets[0]!r}, and {without} without any"
    else:
        told = f"All articles have the same outlet, {outlets[0]!r}"
    return f"{told}, so {so}.{_other_variables(corpus)}"


def _outlets(corpus: fr.Corpus) -> list[str]:
    if "outlet" not in corpus.variables:
        return []
    return sorted(map(str, corpus.variable("outlet").dropna().unique()))


def _without(corpus: fr.Corpus) -> str:
    """Count the articles that have no outlet; empty where all have one."""
    n = int(corpus.variable("outlet").isna().sum())
    return plural(n, "article") if n else ""


def _no_outlet(folders: Sequence[Path], corpus: fr.Corpus) -> str:
    """Say how articles get an outlet."""
    parents = {folder.resolve().parent for folder in folders}
    if len(folders) > 1 and len(parents) == 1:
        typed = _typed(_parent(folders[0]))
        return f"If the folders are outlets, give the one that holds them: {typed}."
    if len(folders) == 1 and _has_neighbours(folders[0]):
        return (
            f"If {folders[0].as_posix()!r} is one outlet of several, give the folder "
            f"that holds them: {_typed(_parent(folders[0]))}."
        )
    where = folders[0].as_posix() if folders else "articles"
    told = (
        f"Outlets come from a folder with one folder of articles for each, such as "
        f"{where}/Gazette and {where}/Herald, or from a table with a column for them "
        "(--columns outlet=NAME where it is not recognised)."
    )
    return f"{told}{_other_variables(corpus)}"


def _parent(folder: Path) -> Path:
    """Return the folder that holds one, as it was typed where that can be."""
    near, real = folder.parent, folder.resolve().parent
    # The parent of "." is not ".", and that of a link not where it leads.
    return near if near.resolve() == real else real


def _has_neighbours(folder: Path) -> bool:
    """Tell whether another folder of articles stands beside this one."""
    real = folder.resolve()
    try:
        beside = [path for path in real.parent.iterdir() if path != real]
        return any(_holds_articles(path) for path in beside if path.is_dir())
    except OSError:  # not ours to read
        return False


def _holds_articles(folder: Path) -> bool:
    names = [path for path in folder.iterdir() if path.suffix.lower() in READERS]
    return bool(names) and not (folder / MANIFEST).exists()


def _other_variables(corpus: fr.Corpus) -> str:
    """Name what else could make the groups."""
    names = [name for name in corpus.variables if _makes_groups(corpus, name)]
    return f" Or group by another variable: --by {list_names(names)}." if names else ""


def _makes_groups(corpus: fr.Corpus, name: str) -> bool:
    """Tell whether a variable has several values, and articles that share one."""
    n = corpus.variable(name).nunique()
    return name not in {"outlet", "title", "date"} and 1 < n < len(corpus)


def _one_folder(folder: Path, outlet: str, without: str, so: str) -> str:
    """Say what became of the only folder in a folder, and what follows."""
    inner = folder / outlet
    if without:
        return (
            f"{folder.as_posix()!r} has one folder of articles, {outlet!r}, and "
            f"{without} beside it without an outlet, so {so}. Put these into a "
            f"folder of their own beside {inner.as_posix()!r}, and type: "
            f"{_typed(folder)}."
        )
    told = (
        f"{inner.as_posix()!r} is the only folder of articles in {folder.as_posix()!r},"
        f" so that all have the outlet {outlet!r} and {so}."
    )
    deeper = any(len(file.below.parts) > 1 for file in find_files(inner))
    if deeper:
        return f"{told} If the folders in it are the outlets, type: {_typed(inner)}."
    return (
        f"{told} Put the articles of each outlet into a folder of its own there, and "
        f"type: {_typed(inner)}."
    )


def _typed(folder: Path) -> str:
    text = folder.as_posix()
    plain = _PLAIN.fullmatch(text)
    return f"framing compare {text}" if plain else f'framing compare "{text}"'
