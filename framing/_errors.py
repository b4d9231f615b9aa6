"""What a reader is told when something is wrong or needs care."""

from __future__ import annotations

import sys
import warnings
from contextlib import contextmanager
from contextvars import ContextVar
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "FramingWarning",
    "are_zeros_expected",
    "caution",
    "did_you_mean",
    "expecting_zeros",
    "find_nearest",
    "list_names",
]

_LIBRARY = str(Path(__file__).parent)
# More names than this are not compared with a misspelt one: it would take seconds.
_MAX_COMPARED = 2000

_ZEROS: ContextVar[bool] = ContextVar("zeros", default=False)


class FramingWarning(UserWarning):
    """Tell a reader that a result needs care; the result itself is still returned.

    Turn it into an error, or silence it, with the filters of Python's `warnings`.

    See Also
    --------
    framing.Comparison : Its ``notes`` hold the cautions of one result.

    Examples
    --------
    Turn every caution into an error while a study is being set up:

    >>> import warnings
    >>> import framing as fr
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("error", fr.FramingWarning)
    ...     corpus = fr.load_example("caravan")
    """


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


@contextmanager
def expecting_zeros() -> Iterator[None]:
    """Say that zeros are no surprise: in a part of a corpus, in a word looked up.

    What a part has none of need not be missing in the whole; cautions about zeros are
    then left to whoever sees the whole.
    """
    before = _ZEROS.set(True)
    try:
        yield
    finally:
        _ZEROS.reset(before)


def are_zeros_expected() -> bool:
    """Tell whether cautions about zeros are left to somebody else."""
    return _ZEROS.get()


def did_you_mean(name: object, known: Iterable[str]) -> str:
    """Ask for the nearest name, to be put behind a message.

    Parameters
    ----------
    name : object
        What was typed.
    known : iterable of str
        What could have been typed.

    Returns
    -------
    str
        A question that begins with a space; empty if no name is near, or if there are
        too many to compare.

    Examples
    --------
    >>> did_you_mean("outlett", ["date", "outlet"])
    " Did you mean 'outlet'?"
    >>> did_you_mean("colour", ["date", "outlet"])
    ''
    """
    near = find_nearest(name, known)
    return "" if near is None else f" Did you mean {near!r}?"


def find_nearest(name: object, known: Iterable[str]) -> str | None:
    """Find the known name that is most like the one typed, capitals aside.

    Of several, one that has it as a word is nearer than one that is spelt alike.

    Examples
    --------
    >>> find_nearest("Bell", ["Belt", "Omar Bell"])
    'Omar Bell'
    """
    names = {str(one).casefold(): one for one in islice(known, _MAX_COMPARED)}
    typed = str(name).casefold()
    near = [one for one in names if typed in one.split()]
    near = near or get_close_matches(typed, list(names), n=1)
    return names[near[0]] if near else None


def list_names(names: Sequence[object], most: int = 12) -> str:
    """List the first names, and tell how many more there are.

    Parameters
    ----------
    names : sequence
        Names, or values.
    most : int, default 12
        So many are shown.

    Returns
    -------
    str
        Divided by commas; "none" if there is none.

    Examples
    --------
    >>> list_names(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    shown = ", ".join(map(str, names[:most])) or "none"
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
