"""How often each rule was right, measured on annotated news.

Measured on the 206 training articles of PolNeAR (political news of seven US outlets,
2015 and 2016): the share of spans at least half of which lie in an annotated
attribution, with a speaker that overlaps the annotated source. For what nobody is
found to say, the share that lies in any attribution. A rule seen ten times or fewer
takes the value of the rule it varies, or else the lowest of its kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.annotate.quotes.statement import Statement

__all__ = ["confidence_of"]

# Rule: (precision, spans it was measured on).
_MEASURED: dict[str, tuple[float, int]] = {
    "clause: according": (0.84, 95),
    "clause: after, inverted": (0.93, 14),
    "clause: after, subject": (0.82, 33),
    "clause: bare": (0.83, 534),
    "clause: bare, inherited": (0.68, 28),
    "clause: bare, shared": (0.78, 23),
    "clause: final": (0.94, 64),
    "clause: gerund": (0.50, 12),
    "clause: heading": (0.63, 38),
    "clause: hearer": (0.83, 66),
    "clause: hearer, inherited": (0.83, 12),
    "clause: infinitive": (0.67, 42),
    "clause: object": (0.67, 288),
    "clause: object, inherited": (0.60, 57),
    "clause: object, shared": (0.61, 23),
    "clause: parenthesis": (0.88, 80),
    "clause: person": (0.76, 17),
    "clause: preposition": (0.65, 84),
    "clause: preposition, inherited": (0.60, 20),
    "clause: that": (0.82, 283),
    "clause: that, inherited": (0.77, 47),
    "clause: that, later": (0.85, 34),
    "clause: whether": (0.79, 28),
    "direct: after, inverted": (0.99, 328),
    "direct: after, subject": (0.99, 819),
    "direct: before": (0.91, 90),
    "direct: before, inherited": (0.88, 24),
    "direct: colon": (0.86, 42),
    "direct: colon, noun": (0.74, 23),
    "direct: marks": (0.77, 64),
    "fragment: marks": (0.92, 85),
    "scare: marks": (0.52, 183),
    "title: marks": (0.30, 115),
}


def confidence_of(statement: Statement) -> float:
    """Return the precision measured for the rule that found a statement.

    Parameters
    ----------
    statement : Statement
        What was found.

    Returns
    -------
    float
        Between 0 and 1.
    """
    clause = statement.kind in {"mixed", "indirect"}
    family = "clause" if clause else statement.kind
    known = _MEASURED.get(f"{family}: {statement.rule}")
    if known is None:
        frame = statement.rule.partition(",")[0]
        known = _MEASURED.get(f"{family}: {frame}")
    return known[0] if known else _lowest(family)


def _lowest(family: str) -> float:
    return min(v[0] for rule, v in _MEASURED.items() if rule.startswith(family))
