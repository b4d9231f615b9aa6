"""The rule that says where a sentence ends, from flags of the runs around the spot.

Every flag depends on the run of characters between two spaces alone, so it is worked
out once per distinct run; where sentences end is then decided with arrays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.tokens.words import ABBREVIATIONS, TITLES

__all__ = [
    "FLAGS",
    "SPECIAL_WORDS",
    "Flag",
    "bare_word",
    "flags_of_run",
    "glued_ends",
    "sentence_ends",
    "word_flags",
]

Bools = NDArray[np.bool_]

# Words that open a sentence far more often than they follow an abbreviation in one.
_STARTERS = frozenset(
    "a about after all also although an and another any as at because before both but "
    "by despite during each even every few for from he her here his how however i if "
    "in instead it its last later many meanwhile more most much my near nearly "
    "neither no nobody none nor not nothing now of on once one only or other our "
    "over she since so some still such that the their then there these they this "
    "those though through to today under unlike until we what when where whether "
    "which while who why with without yesterday yet you your it's he's she's they're "
    "we're i'm that's there's there’s it’s he’s she’s they’re we’re i’m that’s".split()
)
_REPORTING = frozenset(
    "said says say asked asks added adds told wrote writes replied shouted yelled "
    "cried demanded wondered tweeted declared exclaimed recalled responded quipped "
    "continued explained insisted warned pleaded joked mused inquired".split()
)
_MAYBE = frozenset(short.lower() for short in ABBREVIATIONS)
_NEVER = frozenset(short.lower() for short in TITLES)
_NUMBERED = frozenset({"no", "nos", "art", "sec", "pp", "p", "ch", "vol", "fig"})

# A run that holds none of these needs no look into a list.
SPECIAL_WORDS = _STARTERS | _REPORTING | _MAYBE | _NEVER | _NUMBERED

_OPENERS = "\"'“‘«„(["
_CLOSERS = "\"'”’»)]"
_END = re.compile(r"(?:([.!?…。！？]+))([\"'”’»)\]]*)\Z")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.){2,}\Z|[^\W\d_]\.\Z")
_ENUMERATION = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)]\Z")
_DASH = re.compile(r"[-–—‒―]+\Z")
# Two sentences run together by a lost space: "the border.The minister".
_GLUED = re.compile(r"(?<=[^\W\d_A-Z]{2})[.!?]+[\"”’]?(?=[“\"‘]?[A-Z][^\W\d_A-Z])")


class Flag:
    """Bits that a run of characters carries into the sentence rule."""

    PERIOD = 1
    HARD = 2  # ! or ?
    ELLIPSIS = 4
    QUOTED_END = 8  # the end mark stands inside a closing quotation mark
    TITLE = 16
    MAYBE = 32  # abbreviation or acronym that may end a sentence too
    NUMBERED = 64  # "No." before a figure
    LOWER = 128
    DIGIT = 256
    OPENS_QUOTE = 512
    STARTER = 1024
    REPORTING = 2048
    CLOSER = 4096  # nothing but closing marks
    DASH = 8192
    ENUMERATION = 16384


FLAGS = tuple(name for name in vars(Flag) if name.isupper())


def flags_of_run(run: str) -> int:
    """Work out the flags of one run.

    Parameters
    ----------
    run : str
        Characters between two spaces.

    Returns
    -------
    int
        Bits of :class:`Flag`.

    Examples
    --------
    >>> flags_of_run("Sen.") & Flag.TITLE > 0
    True
    """
    return _start_flags(run) | _end_flags(run)


def bare_word(run: str) -> str:
    """Return the small letters of a run, without the marks around them.

    Parameters
    ----------
    run : str
        Characters between two spaces.

    Returns
    -------
    str
        What the lists of words are asked about.

    Examples
    --------
    >>> bare_word("“However,”")
    'however'
    """
    return run.lstrip(_OPENERS).rstrip(".,;:!?…" + _CLOSERS).lower()


def word_flags(word: str) -> int:
    """Work out the flags that depend on the word at the start of a run alone.

    Parameters
    ----------
    word : str
        What :func:`bare_word` gives.

    Returns
    -------
    int
        Bits of :class:`Flag`.

    Examples
    --------
    >>> word_flags("however") == Flag.STARTER
    True
    """
    flags = Flag.STARTER if word in _STARTERS else 0
    return flags | Flag.REPORTING if word in _REPORTING else flags


def _start_flags(run: str) -> int:
    core = run.lstrip(_OPENERS)
    flags = word_flags(bare_word(run))
    if run[0] in '"“‘«„' and len(run) > 1:
        flags |= Flag.OPENS_QUOTE
    if core[:1].islower():
        flags |= Flag.LOWER
    if core[:1].isdigit():
        flags |= Flag.DIGIT
    if run[0] in "”’»)]" and not run.strip("”’»)]"):
        flags |= Flag.CLOSER
    return flags | Flag.DASH if _DASH.match(run) else flags


def _end_flags(run: str) -> int:
    # Most runs end in a letter, and searching takes longer than looking.
    end = None if run[-1].isalnum() else _END.search(run)
    if end is None:
        return 0
    marks, closers = end.groups()
    flags = Flag.QUOTED_END if set(closers) & set("\"'”’»") else 0
    if set(marks) & set("!?！？"):
        return flags | Flag.HARD
    if len(marks) > 1 or "…" in marks:
        return flags | Flag.ELLIPSIS
    core = run[: end.end(1)].lstrip(_OPENERS)
    if not closers:
        flags |= _abbreviation_flags(core)
    if _ENUMERATION.match(run):
        flags |= Flag.ENUMERATION
    return flags | Flag.PERIOD


def _abbreviation_flags(core: str) -> int:
    word = core.rstrip(".").lower()
    last = re.split(r"[-–—/]", core)[-1]
    if word in _NEVER and core[:1].isupper():
        return Flag.TITLE
    if word in _NUMBERED:
        return Flag.NUMBERED
    if _ACRONYM.match(last):
        return 0 if core == "I." else Flag.MAYBE
    return Flag.MAYBE if word in _MAYBE and word else 0


def glued_ends(run: str) -> list[int]:
    """Find where sentences end inside a run because a space was lost.

    Parameters
    ----------
    run : str
        Characters between two spaces.

    Returns
    -------
    list of int
        Offsets in the run at which a new sentence starts.

    Examples
    --------
    >>> glued_ends("border.The")
    [7]
    """
    return [match.end() for match in _GLUED.finditer(run)]


_MARKS = Flag.PERIOD | Flag.HARD | Flag.ELLIPSIS


@dataclass(frozen=True)
class _Context:
    """Flags of some runs and of their right-hand neighbours (0 past a paragraph)."""

    here: NDArray[np.int32]
    next: NDArray[np.int32]
    after: NDArray[np.int32]
    third: NDArray[np.int32]


def sentence_ends(flags: NDArray[np.int32], paragraph_end: Bools) -> Bools:
    """Decide after which runs a sentence ends.

    Parameters
    ----------
    flags : ndarray of int32, shape (n_runs,)
        Bits of :class:`Flag`, in text order.
    paragraph_end : ndarray of bool, shape (n_runs,)
        Whether a paragraph or an article ends after the run.

    Returns
    -------
    ndarray of bool, shape (n_runs,)
        Whether a sentence ends after the run.

    Examples
    --------
    >>> runs = "He met Sen. Smith. They spoke.".split()
    >>> flags = np.array([flags_of_run(run) for run in runs], dtype=np.int32)
    >>> last = np.arange(len(runs)) == len(runs) - 1
    >>> sentence_ends(flags, last).nonzero()[0].tolist()
    [3, 5]
    """
    carried = _carry_to_closers(flags, paragraph_end)
    # Few runs carry a mark: only around these is there anything to decide.
    at = np.flatnonzero(carried & _MARKS)
    around = _context(carried, paragraph_end, at)
    ends = _plain_ends(around) & ~_held_open(around)
    ends &= ~_enumerations(flags, paragraph_end, at)
    found = paragraph_end.copy()
    found[at[ends]] = True
    return found


def _has(flags: NDArray[np.int32], bits: int) -> Bools:
    found: Bools = (flags & bits) != 0
    return found


def _carry_to_closers(
    flags: NDArray[np.int32], paragraph_end: Bools
) -> NDArray[np.int32]:
    """Let a closing mark that stands alone take over the end mark before it."""
    at = np.flatnonzero(flags & Flag.CLOSER)
    at = at[at > 0]
    at = at[_has(flags[at - 1], _MARKS) & ~paragraph_end[at - 1]]
    if not len(at):
        return flags
    carried = flags.copy()
    carried[at] |= (flags[at - 1] & _MARKS) | Flag.QUOTED_END
    carried[at - 1] &= ~_MARKS
    return carried


def _context(
    flags: NDArray[np.int32], paragraph_end: Bools, at: NDArray[np.int64]
) -> _Context:
    ahead = []
    inside, last = np.ones(len(at), dtype=bool), len(flags) - 1
    for step in range(1, 4):
        inside &= ~paragraph_end[np.minimum(at + step - 1, last)]
        inside &= at + step <= last
        ahead.append(np.where(inside, flags[np.minimum(at + step, last)], 0))
    return _Context(flags[at], *ahead)


def _plain_ends(around: _Context) -> Bools:
    ends = _has(around.here, Flag.PERIOD | Flag.HARD | Flag.ELLIPSIS)
    ends &= ~_has(around.next, Flag.LOWER)
    aside = _has(around.next, Flag.DASH) & _has(around.after, Flag.LOWER)
    return ends & ~aside


def _held_open(around: _Context) -> Bools:
    """Mark end signs that belong to an abbreviation or to a quoted question."""
    starts = _has(around.next, Flag.STARTER | Flag.OPENS_QUOTE)
    held = _has(around.here, Flag.TITLE)
    held |= _has(around.here, Flag.MAYBE) & ~starts
    held |= _has(around.here, Flag.NUMBERED) & _has(around.next, Flag.DIGIT)
    asked = _has(around.here, Flag.HARD) & _has(around.here, Flag.QUOTED_END)
    named = _has(around.after, Flag.REPORTING) & ~_has(around.next, Flag.PERIOD)
    named |= _has(around.third, Flag.REPORTING) & ~_has(
        around.next | around.after, Flag.PERIOD | Flag.HARD
    )
    return held | (asked & named)


def _enumerations(
    flags: NDArray[np.int32], paragraph_end: Bools, at: NDArray[np.int64]
) -> Bools:
    """Mark "1." at the start of a paragraph: a number, not a sentence."""
    first: Bools = (at == 0) | paragraph_end[at - 1]
    return first & _has(flags[at], Flag.ENUMERATION)
