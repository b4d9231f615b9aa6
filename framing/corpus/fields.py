"""Which column is which, and what a cell of it means."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

import pandas as pd

from framing._errors import did_you_mean
from framing.corpus.decoding import UnreadableError

__all__ = [
    "ROLES",
    "as_cell",
    "as_identifier",
    "as_label",
    "as_text",
    "check_columns",
    "is_missing",
    "name_fields",
    "replace_surrogates",
]

# Compared without case, blanks, hyphens and underscores; the first name found wins.
ROLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "id": (
            "docid",
            "id",
            "articleid",
            "documentid",
            "textid",
            "uid",
            "uuid",
            "guid",
        ),
        "text": (
            "text",
            "fulltext",
            "articletext",
            "maintext",
            "body",
            "articlebody",
            "bodytext",
            "content",
            "articlecontent",
            "article",
            "story",
        ),
        "outlet": (
            "outlet",
            "mediaoutlet",
            "newsoutlet",
            "source",
            "sourcename",
            "newssource",
            "publication",
            "publisher",
            "newspaper",
            "paper",
            "site",
            "sitename",
            "website",
            "media",
            "medium",
            "domain",
        ),
        "date": (
            "date",
            "publisheddate",
            "publishdate",
            "datepublished",
            "publicationdate",
            "pubdate",
            "dateofpublication",
            "published",
            "publishedat",
            "publishedon",
            "publishedtime",
            "articledate",
            "datetime",
            "timestamp",
        ),
        "title": ("title", "headline", "articletitle", "heading"),
    }
)
_RESERVED = ("doc_id", "text", "outlet", "date", "title")
_SURROGATE = re.compile("[\ud800-\udfff]")


def check_columns(columns: Mapping[str, str | None] | None) -> None:
    """Refuse a `columns` argument that names no role.

    Parameters
    ----------
    columns : mapping, optional
        Role to column name; ``None`` as the name switches recognition off.

    Raises
    ------
    ValueError
        If a key is no role, or ``"text"`` is switched off.

    Examples
    --------
    >>> check_columns({"text": "Artikel", "id": None})
    """
    for role, name in (columns or {}).items():
        if role not in ROLES or (role == "text" and name is None):
            near = "" if role in ROLES else did_you_mean(role, ROLES)
            msg = (
                f"`columns` says which column holds {', '.join(ROLES)}; got "
                f"{{{role!r}: {name!r}}}.{near} Write for example "
                "columns={'text': 'body'}."
            )
            raise ValueError(msg)


def name_fields(
    fields: Mapping[str, object], columns: Mapping[str, str | None]
) -> dict[str, object]:
    """Give the fields of one record their common names.

    Parameters
    ----------
    fields : mapping
        Cells by column name.
    columns : mapping
        Role to column name, where recognition is to be overruled.

    Returns
    -------
    dict
        The same cells, in order; a column whose own name would collide with a role
        gets ``_original`` appended.

    Examples
    --------
    >>> name_fields({"Headline": "A", "Body": "B", "year": 2018}, {})
    {'title': 'A', 'text': 'B', 'year': 2018}
    """
    names = _names(tuple(fields), tuple(columns.items()))
    return {names[old]: value for old, value in fields.items()}


@lru_cache(maxsize=256)
def _names(
    found: tuple[str, ...], overruled: tuple[tuple[str, str | None], ...]
) -> dict[str, str]:
    """Map every column found to its new name."""
    chosen = dict(overruled)
    plain = {re.sub(r"[\W_]+", "", name.lower()): name for name in reversed(found)}
    for role, candidates in ROLES.items():
        taken = set(chosen.values())
        matches = (plain[name] for name in candidates if name in plain)
        free = [name for name in matches if name not in taken]
        chosen.setdefault(role, free[0] if free else None)
    names = {
        name: "doc_id" if role == "id" else role
        for role, name in chosen.items()
        if name is not None and name in found
    }
    for name in (name for name in found if name not in names):
        new = f"{name}_original" if name in _RESERVED else replace_surrogates(name)
        while new in names.values():
            new = f"{new}_"
        names[name] = new
    return names


def is_missing(value: object) -> bool:
    """Tell whether a cell holds nothing.

    Parameters
    ----------
    value : object
        Any cell.

    Returns
    -------
    bool
        True for None, NaN, NaT, NA and blank strings.

    Examples
    --------
    >>> is_missing(float("nan")), is_missing(" "), is_missing(0)
    (True, True, False)
    """
    if value is None or value is pd.NA or value is pd.NaT:
        return True
    if isinstance(value, float):
        return value != value
    return isinstance(value, str) and not value.strip()


def as_identifier(value: object) -> str:
    """Return a cell as an identifier; empty if it holds nothing.

    Parameters
    ----------
    value : object
        Any cell.

    Returns
    -------
    str
        ``"7"`` for 7.0, which is how a table with a missing cell stores 7.

    Examples
    --------
    >>> as_identifier(7.0), as_identifier(" a7 "), as_identifier(None)
    ('7', 'a7', '')
    """
    if is_missing(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return replace_surrogates(str(value).strip())


def as_text(value: object) -> str:
    """Return the text of an article, or say why there is none.

    Parameters
    ----------
    value : object
        Any cell.

    Returns
    -------
    str
        The text, unchanged but for lone surrogates, which no file can hold.

    Raises
    ------
    UnreadableError
        If the cell is empty or no string.

    Examples
    --------
    >>> as_text("One sentence.")
    'One sentence.'
    """
    if is_missing(value):
        reason = "empty text"
        raise UnreadableError(reason)
    if not isinstance(value, str):
        reason = f"the text is of type {type(value).__name__}, not a string"
        raise UnreadableError(reason)
    return replace_surrogates(value)


def as_label(value: object) -> str | None:
    """Return a cell that names something, such as an outlet; None if it is empty.

    Parameters
    ----------
    value : object
        Any cell; of an object with a ``name``, as news services deliver, the name.

    Returns
    -------
    str or None
        The name without blanks around it.

    Examples
    --------
    >>> as_label({"id": "x", "name": "The Harbor Post"})
    'The Harbor Post'
    """
    if isinstance(value, Mapping):
        value = value.get("name")
    return None if is_missing(value) else replace_surrogates(str(value).strip())


def as_cell(value: object) -> object:
    """Return a cell that can be compared and counted; lists become JSON strings.

    Parameters
    ----------
    value : object
        Any cell.

    Returns
    -------
    object
        None where the cell is missing.

    Examples
    --------
    >>> as_cell(["A. Reyes", "B. Okafor"])
    '["A. Reyes", "B. Okafor"]'
    """
    if isinstance(value, str):
        return replace_surrogates(value)
    if isinstance(value, (Mapping, Iterable)):
        return replace_surrogates(_as_json(value))
    return None if is_missing(value) else value


def _as_json(value: Iterable[object]) -> str:
    listed = value if isinstance(value, Mapping) else list(value)
    try:
        return json.dumps(listed, ensure_ascii=False, default=str)
    except (TypeError, ValueError):  # keys that JSON has not, or a list in itself
        return str(listed)


def replace_surrogates(text: str) -> str:
    r"""Replace halves of a character, which cannot be stored, by U+FFFD.

    Parameters
    ----------
    text : str
        Any string, such as a file name that is not valid UTF-8.

    Returns
    -------
    str
        The same where there are none.

    Examples
    --------
    >>> replace_surrogates("caf\udce9") == "caf\ufffd"
    True
    """
    return _SURROGATE.sub("\ufffd", text)
