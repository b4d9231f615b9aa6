"""Target and reference: which articles are held against which."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing._errors import FramingWarning, did_you_mean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from framing.corpus import Corpus

__all__ = ["REST", "Sides", "contrast_sides", "stratum_codes"]

REST = "rest"


@dataclass(frozen=True, eq=False)
class Sides:
    """Hold the articles of a target and those it is held against.

    Parameters
    ----------
    target : str
        Name of the group.
    reference : str
        Name of the other group, ``"rest"`` for all others.
    in_target, in_reference : ndarray of int
        Positions of the articles.

    Examples
    --------
    >>> import numpy as np
    >>> sides = Sides("Post", "rest", np.array([0, 1]), np.array([2]))
    >>> sides.members.tolist()
    [0, 1, 2]
    """

    target: str
    reference: str
    in_target: NDArray[np.int64]
    in_reference: NDArray[np.int64]

    @property
    def members(self) -> NDArray[np.int64]:
        """Positions of all articles, those of the target first."""
        return np.concatenate([self.in_target, self.in_reference])


def contrast_sides(
    corpus: Corpus, *, by: str, target: str | None, reference: str, stacklevel: int = 3
) -> tuple[Sides, ...]:
    """Say which articles are held against which.

    Parameters
    ----------
    corpus : Corpus
        The articles.
    by : str
        The document variable that makes the groups.
    target : str or None
        One group; None for each group in turn, or, of two groups, for the first.
    reference : str
        Another group, or ``"rest"``.
    stacklevel : int, default 3
        Whose line a warning names.

    Returns
    -------
    tuple of Sides
        One entry per target.

    Raises
    ------
    KeyError
        If the variable or a group does not exist.
    ValueError
        If there are fewer than two groups, or both sides are the same.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.load_example("caravan")
    >>> sides = contrast_sides(corpus, by="outlet", target=None, reference="rest")
    >>> len(sides)
    4
    """
    values = corpus.variable(by)
    known = values.notna().to_numpy()
    names = values.astype(str).to_numpy()
    groups = sorted(set(names[known]))
    _warn_of_missing(known, by, stacklevel + 1)
    if len(groups) < 2:
        found = f"only {groups[0]!r}" if groups else "no value"
        msg = (
            f"`by` is {by!r}, but there is {found}: keyness and word shifts hold one "
            "group against another. Add articles of a second group."
        )
        raise ValueError(msg)
    _check_group("reference", reference, groups, allowed=(REST,))
    if target is not None:
        _check_group("target", target, groups)
    targets = [target] if target is not None else _targets(groups, reference)
    return tuple(_sides(t, reference, names, known, groups) for t in targets)


def _targets(groups: list[str], reference: str) -> list[str]:
    if reference != REST:
        return [group for group in groups if group != reference]
    return groups if len(groups) > 2 else groups[:1]


def _sides(
    target: str,
    reference: str,
    names: NDArray[np.object_],
    known: NDArray[np.bool_],
    groups: list[str],
) -> Sides:
    if target == reference:
        msg = (
            f"`target` and `reference` are both {target!r}. Choose another reference, "
            "or 'rest' for all other articles."
        )
        raise ValueError(msg)
    ours = (names == target) & known
    # Of two groups the rest is the other one: call it by its name.
    others = [group for group in groups if group != target]
    named = others[0] if reference == REST and len(others) == 1 else reference
    theirs = known & ((names == named) if named != REST else ~ours)
    return Sides(target, named, np.flatnonzero(ours), np.flatnonzero(theirs))


def _check_group(
    name: str, value: str, groups: list[str], *, allowed: tuple[str, ...] = ()
) -> None:
    if value in groups or value in allowed:
        return
    also = "'rest' or " if allowed else ""
    msg = f"`{name}` must be {also}a group; got {value!r}."
    msg += f"{did_you_mean(value, groups)} Groups: {', '.join(groups)}."
    raise KeyError(msg)


def _warn_of_missing(known: NDArray[np.bool_], by: str, stacklevel: int) -> None:
    missing = int((~known).sum())
    if missing:
        note = f"{missing} of {len(known)} articles have no {by} and are left out."
        warnings.warn(note, FramingWarning, stacklevel=stacklevel)


def stratum_codes(corpus: Corpus, events: str | None) -> NDArray[np.int64] | None:
    """Give each event a number; articles without an event share one."""
    if events is None:
        return None
    codes, _ = pd.factorize(corpus.variable(events))
    return np.asarray(codes, dtype=np.int64)
