"""Tone toward a target: what the scorers take and give, and those that ship.

`values` holds their shape, `scorers` loads them by name, `reading` and `wordpiece` turn
sentences into numbers, `encoder` and `convolution` are the networks, and `files` reads
their weights, whose licences lie beside them.
"""

from __future__ import annotations

from framing.annotate.target.files import WeightsError
from framing.annotate.target.scorers import SCORERS, load_scorer
from framing.annotate.target.values import TargetScorer, TargetScores

__all__ = ["SCORERS", "TargetScorer", "TargetScores", "WeightsError", "load_scorer"]
