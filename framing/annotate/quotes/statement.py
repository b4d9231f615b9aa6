"""One statement with its parts: what a finder of quotes hands on."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Span", "Statement"]

Span = tuple[int, int]


@dataclass(slots=True)
class Statement:
    """A quote or indirect statement in one article; offsets are characters.

    Parameters
    ----------
    kind : {'direct', 'mixed', 'indirect', 'fragment', 'scare', 'title'}
        What it is.
    rule : str
        The rule that found it.
    parts : list of (int, int)
        Its spans, in text order.
    speaker, cue : (int, int) or None
        Who says it, and the word that says so.
    status : {'closed', 'continues', 'unclosed'}
        State of its quotation marks; ``closed`` without any.
    fragments : list of (int, int)
        The words of a mixed statement that stand in quotation marks.
    """

    kind: str
    rule: str
    parts: list[Span] = field(default_factory=list)
    speaker: Span | None = None
    cue: Span | None = None
    status: str = "closed"
    fragments: list[Span] = field(default_factory=list)
