"""Listed actors that no article names, and the names that may have been meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing._errors import are_zeros_expected, caution, find_nearest, list_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from framing.annotate.actors.gazetteer import Gazetteer
    from framing.annotate.actors.link import Actor

__all__ = ["IN_FULL", "ask_for_names", "warn_of_unfound"]

IN_FULL = (
    "a name that stands inside a longer one must be listed in full "
    '("Karl Voss", not "Voss")'
)
"""Why a listed actor may not be found."""

_MAX_NAMED = 3


def warn_of_unfound(
    listed: Gazetteer, spans: pd.DataFrame, actors: Sequence[Actor]
) -> None:
    """Say that none of the listed actors was found.

    Parameters
    ----------
    listed : Gazetteer
        Whom to look for.
    spans : DataFrame
        What was found, with a column ``label``.
    actors : sequence of Actor
        All actors of the corpus, the listed ones first.

    Warns
    -----
    FramingWarning
        If the list holds somebody, and no article names anybody of it.
    """
    names = [entry.name for entry in listed.entries]
    if not names or are_zeros_expected() or spans["label"].isin(names).any():
        return
    told = list_names([repr(name) for name in names], _MAX_NAMED)
    who = "the listed actor" if len(names) == 1 else "any of the listed actors:"
    others = [a.label for a in actors[len(names) :] if a.label not in names]
    typed = [(entry.name, *entry.aliases) for entry in listed.entries]
    asked = ask_for_names(typed[:_MAX_NAMED], others)
    caution(f"No article names {who} {told}.{asked or f' Mind: {IN_FULL}.'}")


def ask_for_names(typed: Iterable[Iterable[str]], known: Sequence[str]) -> str:
    """Ask for the nearest names that the articles have.

    Parameters
    ----------
    typed : iterable of iterable of str
        The names of each actor that was not found.
    known : sequence of str
        The names of others.

    Returns
    -------
    str
        A question that begins with a space; empty if no name is near.

    Examples
    --------
    >>> ask_for_names([["Ana Ruis", "Rui"]], ["Karl Voss", "Ana Ruiz"])
    " Did you mean 'Ana Ruiz'?"
    """
    nearest = [(find_nearest(name, known) for name in names) for names in typed]
    near = [next((name for name in names if name), "") for names in nearest]
    shown = dict.fromkeys(repr(name) for name in near if name)
    return f" Did you mean {', '.join(shown)}?" if shown else ""
