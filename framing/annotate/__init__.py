"""Who finds it: frames, actors, tone; each finder gives Annotations."""

from framing.annotate.actors import find_actors
from framing.annotate.context import concordance, show_side_by_side
from framing.annotate.frames import find_frames
from framing.annotate.position import locate_hits, measure_position
from framing.annotate.quotes import find_quotes, find_voice, split_voices
from framing.annotate.roles import ROLE_LABELS, find_roles
from framing.annotate.sentiment import Scorer, score_sentiment
from framing.annotate.target import load_scorer
from framing.annotate.target.values import TargetScorer, TargetScores
from framing.annotate.tone import score_actors
from framing.annotate.tone_table import measure_speakers, measure_tone
from framing.annotate.transformer import TransformersScorer

__all__ = [
    "ROLE_LABELS",
    "Scorer",
    "TargetScorer",
    "TargetScores",
    "TransformersScorer",
    "concordance",
    "find_actors",
    "find_frames",
    "find_quotes",
    "find_roles",
    "find_voice",
    "load_scorer",
    "locate_hits",
    "measure_position",
    "measure_speakers",
    "measure_tone",
    "score_actors",
    "score_sentiment",
    "show_side_by_side",
    "split_voices",
]
