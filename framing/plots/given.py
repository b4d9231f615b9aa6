"""What a figure can draw, and what to type where something else was given."""

from __future__ import annotations

__all__ = ["check_given"]

_HOW = {
    "Annotations": "Find something first: frames = fr.find_frames(corpus).",
    "Comparison": "Compare first: result = fr.compare(frames, by='outlet').",
    "DataFrame": "Give the table of fr.share_of_voice(quotes, by='outlet').",
    "Keyness": "Compare words first: words = fr.keyness(corpus, by='outlet').",
    "Mapping": "Give the table of fr.measure_tone(tone, by='outlet'), or comparisons "
    "by voice.",
    "WordShift": "Compare words first: shift = fr.word_shift(corpus, by='outlet').",
}


def check_given(value: object, kind: type, name: str = "result") -> None:
    """Say what a figure needs if it is given something else.

    Parameters
    ----------
    value : object
        What was given.
    kind : type
        What the figure draws.
    name : str
        The parameter.

    Raises
    ------
    TypeError
        If it is something else.

    Examples
    --------
    >>> import pandas as pd
    >>> check_given("a table", pd.DataFrame, "table")
    Traceback (most recent call last):
    TypeError: `table` must be a DataFrame; got str. Give the table of fr.share...
    """
    if not isinstance(value, kind):
        msg = (
            f"`{name}` must be a {kind.__name__}; got {type(value).__name__}. "
            f"{_HOW[kind.__name__]}"
        )
        raise TypeError(msg)
