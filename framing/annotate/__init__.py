"""Who finds it: frames, actors, tone; each finder gives Annotations."""

from framing.annotate.actors import find_actors
from framing.annotate.concordance import concordance
from framing.annotate.frames import find_frames
from framing.annotate.sentiment import Scorer, score_sentiment
from framing.annotate.tone import TargetScorer, TargetScores, score_actors

__all__ = [
    "Scorer",
    "TargetScorer",
    "TargetScores",
    "concordance",
    "find_actors",
    "find_frames",
    "score_actors",
    "score_sentiment",
]
