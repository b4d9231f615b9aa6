"""Reading what coders filled in, whatever program saved it."""

from __future__ import annotations

import io
import json
import warnings
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing._errors import FramingWarning, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CODE_COLUMNS", "gold_standard", "load_example_codes", "read_codes"]

CODE_COLUMNS = (
    "coder",
    "doc_id",
    "start",
    "end",
    "label",
    "code",
    "inclusion_probability",
)
_KEY = ["doc_id", "start", "end"]
_RESERVED = {
    *_KEY,
    "unit_id",
    "before",
    "text",
    "after",
    "note",
    "coder",
    "stratum",
    "inclusion_probability",
}
_WORDS = {
    "yes": 1.0,
    "y": 1.0,
    "true": 1.0,
    "x": 1.0,
    "no": 0.0,
    "n": 0.0,
    "false": 0.0,
}


def read_codes(
    source: str | Path | pd.DataFrame | Sequence[str | Path | pd.DataFrame],
    *,
    labels: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Read the sheets that coders filled in.

    One row per coder, unit and label comes out, however many sheets went in.

    Parameters
    ----------
    source : path, DataFrame, or list of them
        CSV or JSON files, or tables, with ``doc_id, start, end`` and one column per
        label. Who coded stands in the column ``coder``, or is the name of the file.
    labels : sequence of str, optional
        Which columns hold codes; by default all columns of numbers that a coding sheet
        does not have anyway.

    Returns
    -------
    DataFrame
        One row per coder, unit and label: ``coder, doc_id, start, end, label, code``
        (NaN where not coded), ``inclusion_probability`` (NaN where unknown).

    Raises
    ------
    ValueError
        If a code is no number, a coder coded nothing, a unit is coded twice by the
        same coder, or columns are missing.
    KeyError
        If a label has no column.

    Warns
    -----
    FramingWarning
        If columns of words are left out.

    See Also
    --------
    framing.draw_sample : Draw the units and make the sheets.
    framing.agreement : Hold coders against each other.

    Notes
    -----
    ``yes``, ``true`` and ``x`` are read as 1, ``no`` and ``false`` as 0, empty cells
    as not coded.

    Examples
    --------
    >>> import framing as fr
    >>> import pandas as pd
    >>> sheet = pd.DataFrame(
    ...     {"doc_id": ["a", "a"], "start": [0, 9], "end": [8, 20], "threat": [1, None]}
    ... )
    >>> fr.read_codes(sheet.assign(coder="Ann"))[["coder", "label", "code"]]
      coder   label  code
    0   Ann  threat   1.0
    1   Ann  threat   NaN
    """
    sources = [source] if isinstance(source, (str, Path, pd.DataFrame)) else source
    if not len(sources):
        msg = "`source` is empty; pass the files that the coders saved."
        raise ValueError(msg)
    tables = [_table(one, f"coder {i}") for i, one in enumerate(sources, 1)]
    names = _label_columns(tables, labels)
    parts = [_long(table, names, where) for table, where in tables]
    codes = pd.concat(parts, ignore_index=True)
    _check_twice(codes)
    _check_silent(codes)
    return codes


def _table(source: str | Path | pd.DataFrame, name: str) -> tuple[pd.DataFrame, str]:
    """Return a sheet with its columns checked and the coder filled in."""
    if isinstance(source, pd.DataFrame):
        table, where = source.copy(), name
    else:
        where = Path(source).name
        table, name = _read(Path(source)), Path(source).stem
    missing = [column for column in _KEY if column not in table.columns]
    if missing:
        msg = (
            f"{where} has no column {', '.join(missing)}; a sheet of codes needs "
            "doc_id, start and end. It has: " + ", ".join(map(str, table.columns)) + "."
        )
        raise ValueError(msg)
    if not len(table):
        msg = f"{where} has no rows."
        raise ValueError(msg)
    coder = table["coder"] if "coder" in table.columns else pd.Series(index=table.index)
    coder = coder.astype("str").str.strip()
    table["coder"] = coder.where(coder.notna() & (coder != ""), name)
    return table, where


def _read(path: Path) -> pd.DataFrame:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if path.suffix.lower() == ".json":
        return pd.DataFrame(json.loads(text)).replace("", np.nan)
    head = text.split("\n", 1)[0]
    # Spreadsheets of many countries save semicolons and call it CSV.
    separator = max(",;\t", key=head.count)
    return pd.read_csv(
        io.StringIO(text), sep=separator, dtype={"doc_id": "str", "coder": "str"}
    )


def _label_columns(
    tables: list[tuple[pd.DataFrame, str]], labels: Sequence[str] | None
) -> list[str]:
    columns = dict.fromkeys(str(c) for table, _ in tables for c in table.columns)
    free = [name for name in columns if name not in _RESERVED]
    if labels is not None:
        unknown = [name for name in labels if name not in columns]
        if unknown:
            near = did_you_mean(unknown[0], free)
            msg = f"No column {unknown[0]!r}.{near} The sheets have: {', '.join(free)}."
            raise KeyError(msg)
        return list(labels)
    wordy = [name for name in free if _all_words(tables, name)]
    kept = [name for name in free if name not in wordy]
    if not kept:
        msg = (
            "`source` has no column of codes beside doc_id, start and end. Give each "
            "label a column that holds 1, 0 or nothing."
        )
        raise ValueError(msg)
    if wordy:
        note = (
            f"Columns of words are left out: {', '.join(wordy)}. To choose the columns "
            f"with codes: read_codes(..., labels={kept})."
        )
        warnings.warn(note, FramingWarning, stacklevel=3)
    return kept


def _all_words(tables: list[tuple[pd.DataFrame, str]], name: str) -> bool:
    cells = [_number(v) for t, _ in tables if name in t.columns for v in t[name]]
    known = [cell for cell in cells if not _missing(cell)]
    return bool(known) and all(cell is None for cell in known)


def _missing(cell: float | None) -> bool:
    return cell is not None and np.isnan(cell)


def _number(value: Any) -> float | None:
    """Return a code as a number, NaN for an empty cell, None for anything else."""
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return float("nan")
    if value is pd.NA:
        return float("nan")
    text = str(value).strip().lower()
    if not text:
        return float("nan")
    if text in _WORDS:
        return _WORDS[text]
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if np.isfinite(number) else None


def _long(table: pd.DataFrame, labels: list[str], where: str) -> pd.DataFrame:
    """Make one row per unit and label."""
    places = _places(table, where)
    chance = table.get("inclusion_probability")
    if chance is None:
        chance = pd.Series(np.nan, index=table.index)
    parts = []
    for label in labels:
        if label not in table.columns:
            continue
        cells = [_number(value) for value in table[label]]
        if None in cells:
            at = cells.index(None)
            msg = (
                f"{where}, row {at + 1}: the code of {label!r} is "
                f"{table[label].iloc[at]!r}, which is no number. Type 1, 0 or nothing."
            )
            raise ValueError(msg)
        values = [np.nan if cell is None else cell for cell in cells]
        part = places.assign(
            label=label, code=values, inclusion_probability=chance.astype(float)
        )
        parts.append(part[list(CODE_COLUMNS)])
    return pd.concat(parts, ignore_index=True)


def _places(table: pd.DataFrame, where: str) -> pd.DataFrame:
    places = table[["coder", *_KEY]].reset_index(drop=True)
    places["doc_id"] = places["doc_id"].astype("str")
    for name in ("start", "end"):
        numbers = pd.to_numeric(places[name], errors="coerce")
        if numbers.isna().any():
            at = int(numbers.isna().to_numpy().argmax())
            msg = (
                f"{where}, row {at + 1}: {name!r} is {places[name].iloc[at]!r}, which "
                "is no place in a text. Do not change doc_id, start and end."
            )
            raise ValueError(msg)
        places[name] = numbers.astype(np.int64)
    return places


def _check_twice(codes: pd.DataFrame) -> None:
    twice = codes.duplicated(["coder", *_KEY, "label"])
    if twice.any():
        row = codes[twice].iloc[0]
        msg = (
            f"{row['coder']!r} coded {row['doc_id']!r} {row['start']}-{row['end']} "
            "twice. If two people have the same name, fill in the column 'coder'."
        )
        raise ValueError(msg)


def _check_silent(codes: pd.DataFrame) -> None:
    given = codes.groupby("coder")["code"].count()
    silent = given[given == 0]
    if len(silent):
        msg = (
            f"{silent.index[0]!r} coded nothing: no cell of a label is filled in. "
            "Leave the file out, or check that the right one was saved."
        )
        raise ValueError(msg)


def load_example_codes(name: str = "caravan") -> pd.DataFrame:
    """Load the codes of the articles that come with the library.

    Every sentence was coded by those who wrote the articles: good for a try, too good
    for a figure in a paper.

    Parameters
    ----------
    name : {'caravan'}, default 'caravan'
        Which articles; see :func:`framing.load_example`.

    Returns
    -------
    DataFrame
        As from :func:`framing.read_codes`: every sentence, security and humanitarian,
        by one coder, who wrote the articles and knew what had been planted in them.

    Raises
    ------
    ValueError
        If there are no such articles.

    See Also
    --------
    framing.load_example : The articles that they belong to.
    framing.read_codes : Read codes of your own.

    Examples
    --------
    >>> import framing as fr
    >>> codes = fr.load_example_codes()
    >>> codes.groupby("label")["code"].sum().to_dict()
    {'humanitarian': 102.0, 'security': 93.0}
    """
    if name != "caravan":
        msg = (
            f"`name` must be an example with codes; got {name!r}. There is: 'caravan'."
        )
        raise ValueError(msg)
    source = files("framing").joinpath("data", "caravan-codes.csv")
    table = pd.read_csv(io.StringIO(source.read_text(encoding="utf-8")))
    return read_codes(
        table.assign(coder="authors"), labels=["security", "humanitarian"]
    )


def gold_standard(codes: pd.DataFrame, labels: Sequence[str]) -> pd.DataFrame:
    """Settle what each unit holds by the majority of its coders.

    Parameters
    ----------
    codes : DataFrame
        From :func:`framing.read_codes`.
    labels : sequence of str
        Which labels.

    Returns
    -------
    DataFrame
        One row per unit: ``doc_id, start, end, inclusion_probability`` and per label
        1, 0, or NaN where nobody coded or coders are split evenly.

    Raises
    ------
    ValueError
        If a code is neither 0 nor 1.

    Examples
    --------
    >>> import framing as fr
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"doc_id": ["a"], "start": 0, "end": 8, "threat": 1})
    >>> codes = fr.read_codes(rows)
    >>> gold_standard(codes, ["threat"])["threat"].tolist()
    [1.0]
    """
    own = codes[codes["label"].isin(list(labels))]
    odd = own["code"].dropna()
    odd = odd[~odd.isin([0, 1])]
    if len(odd):
        who, label, code = own.loc[odd.index[0], ["coder", "label", "code"]]
        msg = (
            f"`codes` must be 0 or 1 to be held against findings; {who!r} gave "
            f"{code:g} for {label!r}. Recode the column first."
        )
        raise ValueError(msg)
    mean = own.pivot_table(
        index=_KEY, columns="label", values="code", aggfunc="mean", dropna=False
    )
    mean = mean.reindex(columns=list(labels))
    gold = mean.gt(0.5).astype(float).where(mean.notna() & mean.ne(0.5))
    chance = own.groupby(_KEY)["inclusion_probability"].first()
    gold.insert(0, "inclusion_probability", chance)
    gold = gold[own.groupby(_KEY)["code"].count().reindex(gold.index).fillna(0) > 0]
    return gold.rename_axis(columns=None).reset_index()
