"""The lexicons that come with the library."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from framing._errors import did_you_mean

if TYPE_CHECKING:
    import pandas as pd

    from framing.lexicon.lexicon import Lexicon

__all__ = ["is_shipped", "list_lexicons", "load_lexicon"]

_SUFFIX = ".yml"


def load_lexicon(name: str) -> Lexicon:
    """Load a lexicon that comes with the library.

    See :func:`list_lexicons` for what there is.

    Parameters
    ----------
    name : str
        Its name, such as ``"security-humanitarian"``.

    Returns
    -------
    Lexicon
        The lexicon, with version, licence and citation.

    Raises
    ------
    ValueError
        If there is no such lexicon.

    See Also
    --------
    list_lexicons : List the lexicons that come with the library.
    read_lexicon : Read a lexicon from a file of your own.

    Examples
    --------
    >>> load_lexicon("security-humanitarian").top
    ('security', 'humanitarian')
    """
    known = _names()
    if name not in known:
        msg = (
            f"No lexicon {name!r} comes with the library.{did_you_mean(name, known)} "
            f"There are: {', '.join(known)}. For a file of your own: "
            f"fr.read_lexicon({name!r})."
        )
        raise ValueError(msg)
    return _load(name)


def list_lexicons() -> pd.DataFrame:
    """List the lexicons that come with the library.

    Each can be loaded with :func:`load_lexicon`.

    Returns
    -------
    pandas.DataFrame
        Columns name, version, title, language, n_categories, n_entries, licence
        and description, one row a lexicon.

    See Also
    --------
    load_lexicon : Load one of them.

    Examples
    --------
    >>> "security-humanitarian" in set(list_lexicons()["name"])
    True
    """
    import pandas as pd

    rows = [_describe(_load(name)) for name in _names()]
    return pd.DataFrame(rows)


def is_shipped(sha256: str) -> bool:
    """Tell whether a lexicon came with the library and was not changed."""
    return any(_load(name).sha256 == sha256 for name in _names())


def _describe(lexicon: Lexicon) -> dict[str, object]:
    return {
        "name": lexicon.name,
        "version": lexicon.version,
        "title": lexicon.title,
        "language": lexicon.language,
        "n_categories": len(lexicon.categories),
        "n_entries": len(lexicon),
        "licence": lexicon.licence,
        "description": lexicon.description,
    }


def _names() -> tuple[str, ...]:
    found = (item.name for item in files("framing.lexicon").joinpath("lists").iterdir())
    return tuple(sorted(f[: -len(_SUFFIX)] for f in found if f.endswith(_SUFFIX)))


@cache
def _load(name: str) -> Lexicon:
    from framing.lexicon.formats.native import parse_native

    path = files("framing.lexicon").joinpath("lists", f"{name}{_SUFFIX}")
    return parse_native(path.read_text(encoding="utf-8"), name)
