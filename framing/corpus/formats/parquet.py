"""Parquet tables, through the optional package pyarrow."""

from __future__ import annotations

from io import BytesIO

from framing.corpus.decoding import UnreadableError
from framing.corpus.formats.record import Batch, RawFile, Record

__all__ = ["read_parquet"]


def read_parquet(file: RawFile) -> Batch:
    """Read one record per row.

    Parameters
    ----------
    file : RawFile
        Bytes of a ``.parquet`` file.

    Returns
    -------
    Batch
        Records named after their row.

    Raises
    ------
    ImportError
        If pyarrow is not installed.
    UnreadableError
        If the file is not Parquet.
    """
    try:
        from pyarrow import parquet
    except ImportError:
        msg = (
            f"{file.source} is a Parquet file, and reading it needs pyarrow. "
            'Type: pip install "media-framing[parquet]"'
        )
        raise ImportError(msg) from None
    try:
        rows = parquet.read_table(BytesIO(file.data)).to_pylist()
    except (ValueError, OSError) as error:
        reason = f"not a Parquet file: {str(error).splitlines()[0]}"
        raise UnreadableError(reason) from None
    return Batch(
        [
            Record(f"{file.source}, row {number}", f"{file.name}-{number}", row)
            for number, row in enumerate(rows, 1)
        ]
    )
