"""Finders that misbehave, in a module that worker processes can import."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import framing as fr


def die_once(corpus, *, marker):
    """Kill the process at the first article that says so, once."""
    place = Path(marker)
    if any("KILL" in text for text in corpus.texts) and not place.exists():
        place.write_text("dead")
        os.kill(os.getpid(), signal.SIGKILL)
    return fr.find_frames(corpus)


def die_always(corpus):
    """Kill the process whenever an article says so."""
    if any("KILL" in text for text in corpus.texts):
        os.kill(os.getpid(), signal.SIGKILL)
    return fr.find_frames(corpus)


def stumble(corpus):
    """Fail on an article that says so."""
    if any("STUMBLE" in text for text in corpus.texts):
        msg = "an odd article"
        raise RuntimeError(msg)
    return fr.find_frames(corpus)


def interrupt(corpus):
    """Stand for a user who presses Ctrl-C."""
    raise KeyboardInterrupt
