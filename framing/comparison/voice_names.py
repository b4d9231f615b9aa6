"""What the voices and the pooled speakers of the tables are called in words."""

from __future__ import annotations

__all__ = ["NO_SPEAKER", "VOICE_NAMES", "voice_name"]

VOICE_NAMES = {
    # Whose words a sentence stands in.
    "unattributed": "unattributed text",
    "attributed": "attributed words",
    "any": "all text",
    # Of tone toward an actor: who speaks.
    "others": "words of others",
    "self": "own words about itself",
    "own words": "own words about anyone",
    # Who speaks, where several stand in one row.
    "other speakers": "other known actors",
    "unknown": "no known actor",
}
"""What a reader is told for each value of ``voice``, and of pooled speakers."""

NO_SPEAKER = "speaker not found"
"""What a quote shows for which not even a stretch of text was found."""


def voice_name(value: str) -> str:
    """Return what a voice, or a pooled speaker, is called in figures and on the page.

    The tables keep their short values; other names, such as those of actors, stay.

    Examples
    --------
    >>> voice_name("others"), voice_name("unknown"), voice_name("Ann Lee")
    ('words of others', 'no known actor', 'Ann Lee')
    """
    return VOICE_NAMES.get(value, value)
