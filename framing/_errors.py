"""The warning that the whole house shares."""

from __future__ import annotations

__all__ = ["FramingWarning"]


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
