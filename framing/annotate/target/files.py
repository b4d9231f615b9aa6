"""Read the weights that the package ships, after a check of their hash."""

from __future__ import annotations

import hashlib
import io
import json
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from numpy.typing import NDArray

__all__ = ["WeightsError", "read_vocabulary", "read_weights", "weights_hash"]

Arrays = dict[str, "NDArray[np.generic]"]

_HASHES = "sha256.json"
_ADVICE = "Reinstall the package: pip install --force-reinstall media-framing."


class WeightsError(OSError):
    """Say that a file of weights is missing or damaged.

    Examples
    --------
    >>> issubclass(WeightsError, OSError)
    True
    """


def read_weights(name: str, *, folder: Traversable | None = None) -> Arrays:
    """Read a shipped file of weights.

    Parameters
    ----------
    name : str
        File name.
    folder : Traversable, optional
        Where it lies; by default in the package.

    Returns
    -------
    dict of str to ndarray
        The arrays of the file.

    Raises
    ------
    WeightsError
        If the file is missing, or is not the file that was shipped.

    Examples
    --------
    >>> sorted(read_weights("fast.npz"))[0]
    'bias'
    """
    with np.load(io.BytesIO(_read(name, folder)), allow_pickle=False) as arrays:
        return dict(arrays)


def read_vocabulary(*, folder: Traversable | None = None) -> list[str]:
    """Read the pieces of words that the networks know.

    Parameters
    ----------
    folder : Traversable, optional
        Where the file lies; by default in the package.

    Returns
    -------
    list of str
        One piece per number.

    Raises
    ------
    WeightsError
        If the file is missing, or is not the file that was shipped.

    Examples
    --------
    >>> read_vocabulary()[:2]
    ['[PAD]', '[TARGET]']
    """
    return _read("vocabulary.txt", folder).decode("utf-8").split("\n")


def weights_hash(name: str) -> str:
    """Give the hash of a shipped file, by which a result can name its weights.

    Parameters
    ----------
    name : str
        File name.

    Returns
    -------
    str
        SHA-256 in hexadecimal digits.

    Examples
    --------
    >>> len(weights_hash("fast.npz"))
    64
    """
    hashes = json.loads(_folder().joinpath(_HASHES).read_text("utf-8"))
    return str(hashes[name])


def _folder() -> Traversable:
    return files("framing.annotate.target").joinpath("weights")


def _read(name: str, folder: Traversable | None) -> bytes:
    """Read a file and compare its hash with the one shipped beside it."""
    place = folder or _folder()
    try:
        data = place.joinpath(name).read_bytes()
        wanted = json.loads(place.joinpath(_HASHES).read_text("utf-8"))[name]
    except (OSError, KeyError, ValueError) as error:
        msg = f"The tone weights {name!r} are missing from {place}. {_ADVICE}"
        raise WeightsError(msg) from error
    if hashlib.sha256(data).hexdigest() != wanted:
        msg = f"The tone weights {name!r} in {place} are damaged. {_ADVICE}"
        raise WeightsError(msg)
    return data
