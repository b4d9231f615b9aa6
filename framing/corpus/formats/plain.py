"""Plain text: one file, one article."""

from __future__ import annotations

from framing.corpus.formats.record import Batch, RawFile, Record

__all__ = ["read_text"]


def read_text(file: RawFile) -> Batch:
    """Read one article; its text is the whole file, unchanged.

    Parameters
    ----------
    file : RawFile
        Bytes of a ``.txt`` file.

    Returns
    -------
    Batch
        One record with the field ``text``.

    Examples
    --------
    >>> read_text(RawFile("a.txt", "a", b"One sentence.")).records[0].fields
    {'text': 'One sentence.'}
    """
    text, remarks = file.decode()
    return Batch([Record(file.source, file.name, {"text": text})], remarks=remarks)
