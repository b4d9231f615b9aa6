"""How far each scorer of tone can be trusted, in one sentence for the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from framing.comparison import Comparison

__all__ = ["CONTRAST", "N_PAIRS", "trust_in"]

# How often a scorer orders two targets of one sentence as people did, on the
# development part of NewsMTSC; the page on tone in the documentation has the rest.
CONTRAST = {"accurate": 0.87, "fast": 0.70, "vader": 0.54}
N_PAIRS = 95

_WHAT = {
    "accurate": "the network “accurate”, which reads the actor in the sentence",
    "fast": "the network “fast”, which reads the actor in the sentence",
    "vader": "VADER on the clause around the actor",
}


def trust_in(result: Comparison) -> Iterator[str]:
    """Name the scorer and say how often it agreed with people.

    Parameters
    ----------
    result : Comparison
        Of tone.

    Yields
    ------
    str
        One sentence.
    """
    scorer = str(result.found.provenance.get("parameters", {}).get("scorer", ""))
    name = scorer.split(" ")[0].lower()
    if name not in CONTRAST:
        yield (
            f"Tone was scored by {scorer or 'a scorer of your own'}: read the "
            "sentences behind a number before you rely on it."
        )
        return
    yield (
        f"Tone was scored by {_WHAT[name]}. It orders two targets of one sentence as "
        f"readers did in {100 * CONTRAST[name]:.0f}% of {N_PAIRS} pairs (NewsMTSC "
        "development set; 50% is chance): read the sentences behind a number before "
        "you rely on it."
    )
