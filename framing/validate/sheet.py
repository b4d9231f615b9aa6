"""The coding sheet: units to code, as a table, a CSV file or an offline form."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from framing import _html
from framing._provenance import canonical, digest

if TYPE_CHECKING:
    import pandas as pd

    from framing._provenance import Provenance

__all__ = ["CodingSheet"]

_PLACE = ["unit_id", "doc_id", "start", "end"]
_DESIGN = ["stratum", "inclusion_probability"]
# Characters that make a spreadsheet take a cell for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, eq=False, repr=False)
class CodingSheet:
    """Hold units to be coded by people, in random order.

    Made by :func:`framing.draw_sample`.

    Parameters
    ----------
    units : DataFrame
        One row per unit.
    labels : tuple of str
        What to code: 1 if it is there, 0 if not.
    unit : {'sentence', 'article'}
        What a unit is.
    provenance : dict
        How the units were drawn.

    See Also
    --------
    framing.draw_sample : Draw the units of a sheet.

    Examples
    --------
    >>> import framing as fr
    >>> frames = fr.find_frames(fr.load_example("caravan"))
    >>> sheet = fr.draw_sample(frames, n=10, seed=1)
    >>> sheet.table["security"].isna().all()
    np.True_
    """

    _units: pd.DataFrame
    labels: tuple[str, ...]
    unit: str
    provenance: Provenance

    def __init__(
        self,
        units: pd.DataFrame,
        labels: tuple[str, ...],
        unit: str,
        provenance: Provenance,
    ) -> None:
        vars(self).update(_units=units, labels=labels, unit=unit)
        vars(self).update(provenance=provenance)

    @property
    def table(self) -> pd.DataFrame:
        """DataFrame, one row per unit.

        ``unit_id, doc_id, start, end`` (characters of the source), ``before, text,
        after``, one empty column per label, ``note, coder, stratum,
        inclusion_probability``.

        See Also
        --------
        framing.validate.CodingSheet.save_csv : Write it for the coders.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> sheet = fr.draw_sample(frames, n=4, seed=1)
        >>> len(sheet.table)
        4
        """
        rows = self._units.copy()
        for label in self.labels:
            rows[label] = np.nan
        rows["note"] = ""
        rows["coder"] = ""
        text = ["before", "text", "after"]
        return rows[[*_PLACE, *text, *self.labels, "note", "coder", *_DESIGN]]

    @property
    def sheet_id(self) -> str:
        """Short hash of how the sample was drawn: the same for every coder.

        The filled-in form names it, so that sheets are not mixed up.

        See Also
        --------
        framing.validate.CodingSheet.save_html : Writes it into the form.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> sheet = fr.draw_sample(frames, n=4, seed=1)
        >>> len(sheet.sheet_id)
        12
        """
        return digest([canonical(self.provenance)])[:12]

    def save_csv(self, path: str | Path) -> Path:
        """Save the sheet for a spreadsheet program.

        A spreadsheet opens it; the cells under the labels are for the codes.

        Parameters
        ----------
        path : str or Path
            The file to write.

        Returns
        -------
        Path
            The file.

        See Also
        --------
        framing.validate.CodingSheet.save_html : A form in place of a table.
        framing.read_codes : Read it when it is filled in.

        Notes
        -----
        Text that a spreadsheet would take for a formula gets an apostrophe in front.
        Codes belong to ``unit_id``, so this changes no result.

        Examples
        --------
        >>> import framing as fr, tempfile, pathlib
        >>> sheet = fr.draw_sample(fr.find_frames(fr.load_example("caravan")), n=5)
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> sheet.save_csv(folder / "sheet.csv").name
        'sheet.csv'
        """
        rows = self.table
        for name in ("before", "text", "after"):
            rows[name] = [_no_formula(text) for text in rows[name]]
        file = Path(path)
        rows.to_csv(file, index=False, encoding="utf-8-sig", lineterminator="\n")
        return file

    def save_html(self, path: str | Path) -> Path:
        """Save the sheet as a form that works in any browser, without a network.

        The form works offline in any browser and saves the codes as a file.

        Parameters
        ----------
        path : str or Path
            The file to write.

        Returns
        -------
        Path
            The file. It keeps what is filled in while it is open, and saves the codes
            as CSV or JSON for :func:`framing.read_codes`.

        See Also
        --------
        framing.validate.CodingSheet.save_csv : A table in place of a form.
        framing.read_codes : Read the file that the form saves.

        Examples
        --------
        >>> import framing as fr, tempfile, pathlib
        >>> sheet = fr.draw_sample(fr.find_frames(fr.load_example("caravan")), n=5)
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> sheet.save_html(folder / "sheet.html").name
        'sheet.html'
        """
        file = Path(path)
        file.write_text(self._form(), encoding="utf-8")
        return file

    def _form(self) -> str:
        source = files("framing.validate").joinpath("form.html")
        page = source.read_text(encoding="utf-8")
        data = {
            "id": self.sheet_id,
            "labels": list(self.labels),
            "units": self._units.to_dict("records"),
        }
        title = f"Coding sheet: {len(self)} {self.unit}s"
        return page.replace("{{title}}", escape(title)).replace("{{data}}", _json(data))

    def __len__(self) -> int:
        return len(self._units)

    def __repr__(self) -> str:
        facts = ", ".join(f"{name} {value}" for name, value in self._facts())
        return f"<CodingSheet: {facts}>"

    def _repr_html_(self) -> str:
        rows = self._units[["unit_id", "text"]].head(8).itertuples(index=False)
        return _html.card(
            "Coding sheet",
            _html.definition_row(self._facts()),
            _html.table(["unit_id", "text"], rows),
            note="Save it with .save_html(path) or .save_csv(path).",
        )

    def _facts(self) -> list[tuple[str, object]]:
        return [
            ("units", len(self)),
            ("unit", self.unit),
            ("labels", ", ".join(self.labels)),
            ("articles", int(self._units["doc_id"].nunique())),
            ("id", self.sheet_id),
        ]


def _no_formula(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _json(data: object) -> str:
    """Write JSON that no text can break out of inside a script element."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    odd = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
    odd |= {"\u2028": "\\u2028", "\u2029": "\\u2029"}
    return "".join(odd.get(letter, letter) for letter in text)
