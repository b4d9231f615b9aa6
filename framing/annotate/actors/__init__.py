"""Who is in the story: names, groups, governments; merged with reasons."""

from framing.annotate.actors.find import find_actors
from framing.annotate.actors.gazetteer import ACTOR_TYPES, Gazetteer, read_gazetteer
from framing.annotate.actors.recognizer import Recognizer, SpacyRecognizer
from framing.annotate.actors.table import (
    actor_table,
    review,
    save_gazetteer,
    suggest_merges,
)

__all__ = [
    "ACTOR_TYPES",
    "Gazetteer",
    "Recognizer",
    "SpacyRecognizer",
    "actor_table",
    "find_actors",
    "read_gazetteer",
    "review",
    "save_gazetteer",
    "suggest_merges",
]
