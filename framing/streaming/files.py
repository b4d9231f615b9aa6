"""Files that appear complete or not at all."""

from __future__ import annotations

import errno
import secrets
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

__all__ = ["clear_disk_errors", "remove_unfinished", "replace_file", "write_tables"]

_UNFINISHED = ".unfinished-"


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Write tables as CSV files.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        By name of the file without ``.csv``.
    folder : Path
        Made if it does not exist.

    Raises
    ------
    OSError
        If the disk is full or the folder cannot be written; files that were there
        before are then as they were.
    """
    with clear_disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=_UNFINISHED) as name:
            for stem, table in tables.items():
                table.to_csv(Path(name) / f"{stem}.csv", index=False)
            for stem in tables:
                (Path(name) / f"{stem}.csv").replace(folder / f"{stem}.csv")


@contextmanager
def replace_file(target: Path) -> Iterator[Path]:
    """Give a place to write a file that takes the place of `target` when complete."""
    # Not mkstemp: only its owner could read the file, and clusters are shared.
    part = target.with_name(f"{_UNFINISHED}{target.name}-{secrets.token_hex(4)}")
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def remove_unfinished(folder: Path) -> None:
    """Remove what processes left that were killed while they wrote."""
    for left in folder.glob(f"{_UNFINISHED}part-*"):
        with suppress(OSError):
            left.unlink()


@contextmanager
def clear_disk_errors(folder: Path) -> Iterator[None]:
    """Say what to do when a folder cannot be written."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            advice = "The disk is full; make room or choose another folder with `out`."
        else:
            advice = "Choose another folder with `out`."
        msg = f"Could not write to {str(folder)!r}: {error.strerror or error}. {advice}"
        raise OSError(error.errno, msg) from error
