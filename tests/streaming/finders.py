"""Finders that misbehave, in a module that worker processes can import."""

from __future__ import annotations

import errno
import os
import signal
import time
from pathlib import Path

import pandas as pd

import framing as fr
from framing.corpus import pieces


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


def dawdle(corpus):
    """Take a while over each batch, and leave a mark where the test waits for it."""
    Path(os.environ.get("FRAMING_TEST_MARK", os.devnull)).touch()
    time.sleep(0.5)
    return fr.find_frames(corpus)


def lower_limit():
    """Let a small text be an enormous one, in this process."""
    pieces.MOST_BYTES = 2000


def restore_limit():
    """Undo that."""
    pieces.MOST_BYTES = 50_000_000


def fill_disk():
    """Let the disk be full for this process from now on."""

    def full(table, place, **options):
        Path(place).write_bytes(b"PAR1 half of it")
        raise OSError(errno.ENOSPC, "No space left on device")

    pd.DataFrame.unfilled = pd.DataFrame.to_parquet
    pd.DataFrame.to_parquet = full


def make_room():
    """Undo that."""
    pd.DataFrame.to_parquet = pd.DataFrame.unfilled
