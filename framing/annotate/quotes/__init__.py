"""Quotes and voice: who says what, and whose words an article is made of."""

from framing.annotate.quotes.finder import QUOTE_LABELS, find_quotes
from framing.annotate.quotes.parts import PART_REASON, split_voices
from framing.annotate.quotes.voice import VOICE_LABELS, find_voice

__all__ = [
    "PART_REASON",
    "QUOTE_LABELS",
    "VOICE_LABELS",
    "find_quotes",
    "find_voice",
    "split_voices",
]
