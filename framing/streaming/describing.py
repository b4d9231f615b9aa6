"""What a finder is: the same words for the same finder, other words for another."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import partial
from types import CodeType, FunctionType, MethodType
from typing import TYPE_CHECKING

import pandas as pd

from framing._provenance import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["describe"]

_PLAIN = (str, int, float, bool, bytes, type(None))


def describe(value: object) -> str:
    """Describe a finder or one of its options, without addresses in memory.

    Parameters
    ----------
    value : object
        A function, a partial function, or any value that can be pickled.

    Returns
    -------
    str
        Equal for equal values, in every process.

    Examples
    --------
    >>> from functools import partial
    >>> import framing as fr
    >>> describe(fr.find_frames)
    'framing.annotate.frames.find_frames'
    >>> describe(partial(fr.find_frames, lexicon="policy-frames")) == describe(
    ...     partial(fr.find_frames, lexicon="security-humanitarian")
    ... )
    False
    """
    if isinstance(value, _PLAIN):
        return repr(value)
    if isinstance(value, partial):
        return _listed("partial", [value.func, *value.args, value.keywords])
    if isinstance(value, MethodType):
        return _listed(value.__name__, [value.__func__, value.__self__])
    if isinstance(value, FunctionType):
        return _function(value)
    if isinstance(value, type):
        return f"{value.__module__}.{value.__qualname__}"
    return _value(value)


def _listed(name: str, values: Iterable[object]) -> str:
    return canonical([name, *map(describe, values)])


def _function(function: FunctionType) -> str:
    name = f"{function.__module__}.{function.__qualname__}"
    if function.__module__.startswith("framing."):  # the version tells what it does
        return name
    cells = [cell.cell_contents for cell in function.__closure__ or ()]
    return _listed(name, [_code(function.__code__), function.__defaults__, *cells])


def _code(code: CodeType) -> str:
    constants = (
        _code(constant) if isinstance(constant, CodeType) else describe(constant)
        for constant in code.co_consts
    )
    return canonical([code.co_code.hex(), list(code.co_names), list(constants)])


def _value(value: object) -> str:
    kind = type(value).__qualname__
    fingerprint = getattr(value, "fingerprint", None)
    if isinstance(fingerprint, str):
        return _listed(kind, [fingerprint])
    if isinstance(value, (list, tuple)):
        return _listed(kind, value)
    if isinstance(value, (set, frozenset)):
        return canonical([kind, *sorted(map(describe, value))])
    if isinstance(value, Mapping):
        return _listed(kind, [item for pair in value.items() for item in pair])
    if is_dataclass(value):
        return _listed(kind, [getattr(value, field.name) for field in fields(value)])
    if isinstance(value, pd.DataFrame):
        return _listed(kind, [value.to_csv()])
    return _listed(kind, [_state(value)])


def _state(value: object) -> str:
    """Hash what pickling would write; where that fails, what is shown."""
    try:
        return hashlib.sha256(pickle.dumps(value)).hexdigest()
    except Exception:
        return repr(value)
