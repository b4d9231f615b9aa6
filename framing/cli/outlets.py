"""Outlets that were not found: why, and what to type or to move."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from framing._errors import list_names
from framing.corpus.finding import find_files
from framing.page.writing import plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    import framing as fr

__all__ = ["tell_outlets"]

_SIDE_BY_SIDE = 2  # articles that are meant to be compared one by one
_PLAIN = re.compile(r"[\w./:~][\w./:~-]*")  # what no shell reads otherwise
_ONE_BY_ONE = "so articles are compared one by one"


def tell_outlets(paths: Sequence[str], corpus: fr.Corpus) -> str:
    """Say why there are no outlets to compare, where nothing else was asked for.

    Parameters
    ----------
    paths : sequence of str
        What was typed; none for the bundled example.
    corpus : Corpus
        What was read.

    Returns
    -------
    str
        Empty where there are several outlets, or two articles side by side.

    Examples
    --------
    >>> import framing as fr
    >>> tell_outlets([], fr.load_example("caravan"))
    ''
    """
    outlets = _outlets(corpus)
    if not paths or len(corpus) <= _SIDE_BY_SIDE or len(outlets) > 1:
        return ""
    folders = [Path(path) for path in paths if Path(path).is_dir()]
    if not outlets:
        return f"No outlets were found, {_ONE_BY_ONE}. {_no_outlet(folders, corpus)}"
    without = _without(corpus)
    if len(folders) == 1 and folders[0] / outlets[0] in folders[0].iterdir():
        return _one_folder(folders[0], outlets[0], without)
    if without:
        told = f"There is one outlet, {outlets[0]!r}, and {without} without any"
    else:
        told = f"All articles have the same outlet, {outlets[0]!r}"
    return f"{told}, {_ONE_BY_ONE}.{_other_variables(corpus)}"


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
        near, [real] = folders[0].parent, parents
        # The parent of "." is not ".", and that of a link not where it leads.
        typed = _typed(near if near.resolve() == real else real)
        return f"If the folders are outlets, give the one that holds them: {typed}."
    where = folders[0].as_posix() if folders else "articles"
    told = (
        f"Outlets come from a folder with one folder of articles for each, such as "
        f"{where}/Gazette and {where}/Herald, or from a table with a column for them "
        "(--columns outlet=NAME where it is not recognised)."
    )
    return f"{told}{_other_variables(corpus)}"


def _other_variables(corpus: fr.Corpus) -> str:
    """Name what else could make the groups."""
    names = [name for name in corpus.variables if _makes_groups(corpus, name)]
    return f" Or group by another variable: --by {list_names(names)}." if names else ""


def _makes_groups(corpus: fr.Corpus, name: str) -> bool:
    """Tell whether a variable has several values, and articles that share one."""
    n = corpus.variable(name).nunique()
    return name not in {"outlet", "title", "date"} and 1 < n < len(corpus)


def _one_folder(folder: Path, outlet: str, without: str) -> str:
    """Say what became of the only folder in a folder."""
    inner = folder / outlet
    if without:
        return (
            f"{folder.as_posix()!r} has one folder of articles, {outlet!r}, and "
            f"{without} beside it without an outlet, {_ONE_BY_ONE}. Put these into a "
            f"folder of their own beside {inner.as_posix()!r}, and type: "
            f"{_typed(folder)}."
        )
    told = (
        f"{inner.as_posix()!r} is the only folder of articles in {folder.as_posix()!r},"
        f" so that all have the outlet {outlet!r} and are compared one by one."
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
