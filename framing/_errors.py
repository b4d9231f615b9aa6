"""The warning that the whole house shares."""

from __future__ import annotations

__all__ = ["FramingWarning"]


class FramingWarning(UserWarning):
    """Tell a reader that a result needs care; the result itself is still returned.

    Examples
    --------
    Turn every caution into an error while a study is being set up:

    >>> import warnings
    >>> import framing as fr
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("error", fr.FramingWarning)
    ...     corpus = fr.load_example("caravan")
    """
