"""Findings and codes side by side, unit by unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.validate.codes import gold_standard
from framing.validate.units import check_units, count_hits

if TYPE_CHECKING:
    import pandas as pd

    from framing.annotations import Annotations

__all__ = ["Judged", "judge"]

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Judged:
    """Hold units with what people coded and what was found.

    Parameters
    ----------
    units : DataFrame
        ``doc_id, start, end, inclusion_probability`` and one column per label with the
        majority code.
    hits : dict of str to ndarray
        Spans of each label in each unit.
    labels : tuple of str
        Labels that were both coded and looked for.
    weight : ndarray, shape (n_units,)
        Inverse of the chance of being drawn, 1 on average.
    notes : tuple of str
        Cautions.

    Examples
    --------
    >>> import framing as fr
    >>> import pandas as pd
    >>> corpus = fr.read_articles([{"id": "a", "text": "Aid came."}])
    >>> found = fr.find_frames(corpus, fr.Lexicon.from_dict({"help": ["aid"]}))
    >>> rows = pd.DataFrame({"doc_id": ["a"], "start": 0, "end": 9, "help": 1})
    >>> judge(found, fr.read_codes(rows)).hits["help"].tolist()
    [1]
    """

    units: pd.DataFrame
    hits: dict[str, NDArray[np.int64]]
    labels: tuple[str, ...]
    weight: NDArray[np.float64]
    notes: tuple[str, ...]

    def known(self, label: str) -> tuple[Flags, Flags, Flags]:
        """Return which units are decided, what was coded there, what was found."""
        decided = self.units[label].notna().to_numpy()
        coded = (self.units[label] == 1).to_numpy()
        return decided, coded, self.hits[label] > 0


def judge(found: Annotations, codes: pd.DataFrame) -> Judged:
    """Hold findings against codes, unit by unit.

    Parameters
    ----------
    found : Annotations
        The findings.
    codes : DataFrame
        From :func:`framing.read_codes`.

    Returns
    -------
    Judged
        Units, codes and findings side by side.

    Raises
    ------
    ValueError
        If codes and findings share no label, or the codes do not lie in the articles.

    Examples
    --------
    >>> import framing as fr
    >>> import pandas as pd
    >>> corpus = fr.read_articles([{"id": "a", "text": "Aid came."}])
    >>> found = fr.find_frames(corpus, fr.Lexicon.from_dict({"help": ["aid"]}))
    >>> rows = pd.DataFrame({"doc_id": ["a"], "start": 0, "end": 9, "help": 0})
    >>> judge(found, fr.read_codes(rows)).units["help"].tolist()
    [0.0]
    """
    if not len(codes):
        msg = "`codes` has no row. Read the coders' files with fr.read_codes([...])."
        raise ValueError(msg)
    coded = list(codes["label"].unique())
    labels = tuple(label for label in found.labels if label in coded)
    if not labels:
        msg = (
            f"`codes` and `found` share no label: coded are {', '.join(coded)}; found "
            f"are {', '.join(found.labels)}. Rename the columns of the codes."
        )
        raise ValueError(msg)
    units = gold_standard(codes, labels)
    check_units(found.corpus, units)
    hits = {label: count_hits(found, units, label) for label in labels}
    chance = units["inclusion_probability"].to_numpy(dtype=float)
    notes = [
        f"{label} was coded but not looked for"
        for label in coded
        if label not in labels
    ]
    weight = np.ones(len(units))
    if not np.isnan(chance).any():
        weight = 1 / chance
        weight /= weight.mean()
    elif not np.isnan(chance).all():
        notes.append("some units have no inclusion probability: nothing is weighted")
    for label in labels:
        open_units = int(units[label].isna().sum())
        if open_units:
            notes.append(f"{open_units} units are undecided for {label}: left out")
    return Judged(units, hits, labels, weight, tuple(notes))
