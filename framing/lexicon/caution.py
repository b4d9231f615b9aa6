"""Warnings that point at the line of the user, not at one of this library."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

from framing._errors import FramingWarning

__all__ = ["caution"]

_LIBRARY = str(Path(__file__).parents[1])


def caution(text: str) -> None:
    """Warn at the nearest line of code outside the library.

    Python shows a warning once for each line it points at: one that points into the
    library would be shown for the first call of a session only.

    Parameters
    ----------
    text : str
        What to look at.

    Warns
    -----
    FramingWarning
        Always.
    """
    level = 2
    while _is_ours(level):
        level += 1
    warnings.warn(text, FramingWarning, stacklevel=level)


def _is_ours(level: int) -> bool:
    """Say whether the caller's frame so many levels up belongs to the library."""
    try:
        # One more, for this function itself.
        return sys._getframe(level).f_code.co_filename.startswith(_LIBRARY)
    except ValueError:  # no frame is left
        return False
