"""Who is in the story: names, groups, governments; merged with reasons."""

from framing.annotate.actors.find import find_actors
from framing.annotate.actors.gazetteer import ACTOR_TYPES, Gazetteer, read_gazetteer
from framing.annotate.actors.recognizer import Recognizer, SpacyRecognizer

__all__ = [
    "ACTOR_TYPES",
    "Gazetteer",
    "Recognizer",
    "SpacyRecognizer",
    "find_actors",
    "read_gazetteer",
]
