"""What a file format could not hold, found by reading back what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from framing.lexicon.entry import Entry
    from framing.lexicon.lexicon import Lexicon

__all__ = ["list_losses"]

_METADATA = (
    "version",
    "title",
    "language",
    "licence",
    "citation",
    "description",
    "references",
)
_FIELDS: dict[str, Callable[[Entry], object]] = {
    "capitals": lambda row: row.pattern,
    "not": lambda row: row.exclude,
    "near": lambda row: (row.near, row.within),
    "weight": lambda row: row.weight,
    "case": lambda row: row.case,
    "note": lambda row: row.note,
    "example": lambda row: row.example,
}


def list_losses(lexicon: Lexicon, back: Lexicon | None) -> pd.DataFrame:
    """Compare a lexicon with what a file of it gives back.

    Parameters
    ----------
    lexicon : Lexicon
        What was written.
    back : Lexicon or None
        What was read; None if nothing could be.

    Returns
    -------
    pandas.DataFrame
        Columns lost, n and detail, one row for each kind of information that
        is missing or changed.
    """
    import pandas as pd

    rows = _lost_entries(lexicon, back)
    for what in _METADATA:
        if getattr(lexicon, what) and getattr(lexicon, what) != getattr(back, what, ""):
            rows.append((what, 1, "metadata of the lexicon"))
    texts = dict(back.descriptions) if back else {}
    gone = [name for name, text in lexicon.descriptions if texts.get(name) != text]
    if gone:
        rows.append(("description of categories", len(gone), _some(gone)))
    return pd.DataFrame(rows, columns=["lost", "n", "detail"]).astype(
        {"lost": "str", "n": "int64", "detail": "str"}
    )


def _lost_entries(lexicon: Lexicon, back: Lexicon | None) -> list[tuple[str, int, str]]:
    kept: dict[tuple[str, str], list[Entry]] = {}
    for row in back.rows if back else ():
        kept.setdefault(_key(row), []).append(row)
    lost: dict[str, list[str]] = {}
    for row in lexicon.rows:
        same = kept.get(_key(row), [])
        twin = next((other for other in same if other == row), None)
        twin = twin or (same[0] if same else None)
        if twin is None:
            lost.setdefault("entry", []).append(row.pattern)
            continue
        for what, get in _FIELDS.items():
            if get(twin) != get(row):
                lost.setdefault(what, []).append(row.pattern)
    return [(what, len(rows), _some(rows)) for what, rows in lost.items()]


def _key(row: Entry) -> tuple[str, str]:
    return row.category, row.pattern.lower()


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (", ..." if len(names) > 3 else "")
