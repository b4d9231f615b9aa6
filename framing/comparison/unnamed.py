"""Words that no known actor speaks: how many are too many, and what names more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.comparison.voice_names import voice_name

if TYPE_CHECKING:
    from framing.annotations import Annotations

__all__ = ["MANY_UNKNOWN", "pronouns_resolved", "unknown_note"]

MANY_UNKNOWN = 0.325
"""From this share of the attributed words on a reader is told what names more.

It is a third as it is read: what is printed as 33% has the note.
"""

_LISTED = "list more speakers, with other names: find_actors(corpus, {name: [names]})"
_PRONOUNS = "find_actors(corpus, pronouns=True) names who “she” and “he” can only be"


def pronouns_resolved(found: Annotations) -> bool:
    """Tell whether the actors of quotes or of tone include "he" and "she".

    Parameters
    ----------
    found : Annotations
        Actors, or quotes or tone made with them.

    Returns
    -------
    bool
        As it stands in the provenance.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_articles([{"text": "Ann Lee came. She left."}])
    >>> pronouns_resolved(fr.find_actors(corpus, pronouns=True))
    True
    """
    made = found.provenance
    made = made.get("inputs", {}).get("actors", made)
    return bool(made.get("parameters", {}).get("pronouns", False))


def unknown_note(share: float, quotes: Annotations) -> str:
    """Say what may name more speakers, where a third of the words has no known one.

    Parameters
    ----------
    share : float
        Of the attributed words, those that no known actor speaks.
    quotes : Annotations
        With their actors.

    Returns
    -------
    str
        Empty where the share is smaller.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_articles([{"text": '"We stay," she said.'}])
    >>> quotes = fr.find_quotes(corpus, actors=fr.find_actors(corpus))
    >>> unknown_note(0.5, quotes)
    '50% by no known actor: find_actors(corpus, pronouns=True) names who ...'
    """
    if not share >= MANY_UNKNOWN:
        return ""
    remedy = _LISTED if pronouns_resolved(quotes) else _PRONOUNS
    return f"{share:.0%} by {voice_name('unknown')}: {remedy}"
