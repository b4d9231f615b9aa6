"""Drawing units to code by hand, each with a known chance of being drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing._errors import did_you_mean
from framing._provenance import record
from framing.validate.sheet import CodingSheet
from framing.validate.units import all_units, count_hits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from framing.annotations import Annotations

__all__ = ["draw_sample"]

_STRATA = ("none", "hits")


def draw_sample(
    found: Annotations,
    *,
    n: int,
    by: str | None = None,
    unit: str = "sentence",
    strata: str = "none",
    labels: Sequence[str] | None = None,
    seed: int = 0,
) -> CodingSheet:
    """Draw sentences or articles to code by hand.

    The sheet knows how likely each unit was to be drawn, so that figures from it hold
    for the whole corpus.

    Parameters
    ----------
    found : Annotations
        Findings to be checked; their labels become the columns to fill in.
    n : int
        How many units to draw.
    by : str, optional
        A document variable, such as ``"outlet"``: the sample is shared out equally
        among its values, so that each can be judged.
    unit : {'sentence', 'article'}, default 'sentence'
        What is coded.
    strata : {'none', 'hits'}, default 'none'
        ``'hits'`` draws one half from units with a hit and one half from those
        without, which finds more of a rare label.
    labels : sequence of str, optional
        Which labels to code; all by default.
    seed : int, default 0
        Seed: the same findings and the same seed give the same sample.

    Returns
    -------
    CodingSheet
        ``table``, ``save_csv``, ``save_html``. Units come in random order and do not
        show what was found in them.

    Raises
    ------
    KeyError
        If the document variable or a label does not exist.
    ValueError
        If `n` is larger than there are units or smaller than there are strata, or an
        option is unknown.
    TypeError
        If `labels` is no list.

    See Also
    --------
    framing.read_codes : Read the sheets when they are filled in.

    Notes
    -----
    Inside a stratum every unit has the same chance, ``inclusion_probability``; it stays
    in the sheet, so that figures from an uneven sample can be weighted back.

    References
    ----------
    Song, H., et al. (2020). In validations we trust? The impact of imperfect human
    annotations as a gold standard on the quality of validation of automated content
    analysis. Political Communication 37(4), 550-572.

    Examples
    --------
    >>> import framing as fr
    >>> frames = fr.find_frames(fr.load_example("caravan"))
    >>> sheet = fr.draw_sample(frames, n=40, by="outlet", seed=1)
    >>> len(sheet), sheet.labels
    (40, ('security', 'humanitarian'))
    """
    if strata not in _STRATA:
        near = did_you_mean(strata, _STRATA)
        msg = f"`strata` must be one of {', '.join(_STRATA)}; got {strata!r}.{near}"
        raise ValueError(msg)
    chosen = _labels(found, labels)
    units = _with_context(all_units(found.tokens, unit))
    _check_n(n, len(units), unit)
    stratum = _strata(found, units, by, strata, chosen)
    rng = np.random.default_rng(seed)
    available = np.bincount(stratum).astype(np.int64)
    _check_strata(n, len(available))
    sizes = _share_out(n, available)
    drawn, chance = _draw(stratum, sizes, rng)
    order = rng.permutation(len(drawn))
    rows = units.iloc[drawn[order]].reset_index(drop=True)
    rows["stratum"] = stratum[drawn[order]]
    rows["inclusion_probability"] = chance[order]
    parameters = {
        "n": n,
        "by": by,
        "unit": unit,
        "strata": strata,
        "labels": list(chosen),
        "seed": seed,
    }
    provenance = record("draw_sample", {"found": found.provenance}, parameters)
    return CodingSheet(rows, chosen, unit, provenance)


def _labels(found: Annotations, labels: Sequence[str] | None) -> tuple[str, ...]:
    if labels is None:
        return found.labels
    there = ", ".join(found.labels)
    if isinstance(labels, str):
        msg = f"`labels` must be a list; got the string {labels!r}. Type [{labels!r}]."
        raise TypeError(msg)
    if not labels:
        msg = f"`labels` is empty; name at least one. There are: {there}."
        raise KeyError(msg)
    unknown = [name for name in labels if name not in found.labels]
    if unknown:
        near = did_you_mean(unknown[0], found.labels)
        msg = f"No label {unknown[0]!r} here.{near} There are: {there}."
        raise KeyError(msg)
    return tuple(labels)


def _with_context(units: pd.DataFrame) -> pd.DataFrame:
    """Add the units before and after in the same article, for the coder to read."""
    by_article = units.groupby("doc_id", sort=False)["text"]
    before, after = by_article.shift(1).fillna(""), by_article.shift(-1).fillna("")
    return units.assign(before=before, after=after)


def _check_n(n: int, n_units: int, unit: str) -> None:
    if not 1 <= n <= n_units:
        msg = f"`n` must lie between 1 and {n_units}, the number of {unit}s; got {n!r}."
        raise ValueError(msg)


def _check_strata(n: int, n_strata: int) -> None:
    if n < n_strata:
        msg = (
            f"`n` is {n}, but there are {n_strata} strata, and each needs a unit to "
            f"have a known chance. Draw {n_strata} or more, or use fewer strata."
        )
        raise ValueError(msg)


def _strata(
    found: Annotations,
    units: pd.DataFrame,
    by: str | None,
    strata: str,
    labels: tuple[str, ...],
) -> NDArray[np.int64]:
    """Give each combination of group and hit or no hit a number."""
    keys = pd.DataFrame(index=units.index)
    if by is not None:
        values = found.corpus.variable(by).astype("str").fillna("")
        keys["by"] = values.loc[units["doc_id"]].to_numpy()
    if strata == "hits":
        hits = [count_hits(found, units, label) > 0 for label in labels]
        keys["hit"] = np.any(hits, axis=0)
    if not len(keys.columns):
        return np.zeros(len(units), dtype=np.int64)
    codes = keys.groupby(list(keys.columns), sort=True).ngroup()
    return np.asarray(codes, dtype=np.int64)


def _share_out(n: int, available: NDArray[np.int64]) -> NDArray[np.int64]:
    """Share n out as equally as the strata allow; what one lacks goes to the others."""
    sizes = np.zeros_like(available)
    while (left := n - int(sizes.sum())) > 0:
        room = np.flatnonzero(sizes < available)
        each, extra = divmod(left, len(room))
        add = np.full(len(room), each)
        add[:extra] += 1
        sizes[room] = np.minimum(sizes[room] + add, available[room])
    return sizes


def _draw(
    stratum: NDArray[np.int64], sizes: NDArray[np.int64], rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Draw without replacement inside each stratum."""
    drawn, chance = [], []
    for number, size in enumerate(sizes.tolist()):
        members = np.flatnonzero(stratum == number)
        drawn.append(rng.choice(members, size, replace=False))
        chance.append(np.full(size, size / len(members)))
    return np.concatenate(drawn).astype(np.int64), np.concatenate(chance)
