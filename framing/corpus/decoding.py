"""Bytes to text: which encoding, which byte is wrong, and what is no text at all."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from framing._errors import did_you_mean

__all__ = ["Decoded", "UnreadableError", "check_encoding", "decode"]

# UTF-32 first: its little-endian mark begins with the mark of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF file; export it as text"),
    (b"PK\x03\x04", "a zip or Office file (.docx, .xlsx); save it as text or CSV"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls); save it as text or CSV"),
    (b"{\\rtf", "a rich text file; save it as plain text"),
    (b"\x1f\x8b", "a gzip file; unpack it first"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HEAD = 8192
_COMMON = ("utf-8", "cp1252", "utf-16")
_CHECK = "check the letters with accents, or name the encoding with `encoding=`"


class UnreadableError(ValueError):
    """Say why one file or row cannot be read; reading the others goes on."""


class Decoded(NamedTuple):
    """Hold a text and, where the encoding had to be guessed, a remark on it."""

    text: str
    remark: str = ""


def check_encoding(encoding: str | None) -> None:
    """Refuse an encoding that Python does not know, before any file is opened."""
    try:
        "a".encode(encoding or "utf-8")
    except LookupError:
        near = did_you_mean(encoding, _COMMON)
        common = ", ".join(map(repr, _COMMON))
        msg = (
            f"`encoding` must be one that Python knows; got {encoding!r}.{near} Common "
            f"ones: {common}."
        )
        raise ValueError(msg) from None


def decode(data: bytes, encoding: str | None = None, *, hint: str = "") -> Decoded:
    """Turn bytes into text without losing a character silently.

    Parameters
    ----------
    data : bytes
        The content of a file.
    encoding : str, optional
        Encoding to use; nothing else is tried.
    hint : str, default ""
        Encoding that the file itself declares, tried when it is not UTF-8.

    Returns
    -------
    Decoded
        ``text`` and ``remark``; the remark is empty when nothing was guessed.

    Raises
    ------
    UnreadableError
        If the bytes are no text, or do not fit the encoding named.

    Examples
    --------
    >>> decode("café".encode("utf-8-sig")).text
    'café'
    >>> decode("café".encode("cp1252")).text
    'café'

    Notes
    -----
    In this order: a byte order mark, UTF-8, UTF-16 without a mark, ``hint``,
    Windows-1252. A file with more valid UTF-8 characters than broken ones is read as
    UTF-8, with U+FFFD where a byte is broken.
    """
    if encoding is not None:
        return Decoded(_decode_as(data, encoding))
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Decoded(_decode_as(data, name))
    sixteen = _utf16_without_mark(data)
    if sixteen:
        remark = f"no byte order mark; decoded as {sixteen}"
        return Decoded(_decode_as(data, sixteen), remark)
    _refuse_binary(data)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _decode_other(data, error, hint)


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeError as error:
        what = _describe(error) if isinstance(error, UnicodeDecodeError) else str(error)
        reason = f"not {encoding}: {what}; try another `encoding=`"
        raise UnreadableError(reason) from None


def _decode_other(data: bytes, error: UnicodeDecodeError, hint: str) -> Decoded:
    what = f"not UTF-8: {_describe(error)}"
    repaired = data.decode("utf-8", "replace")
    n_broken = repaired.count("\ufffd")
    n_beyond_ascii = len(repaired) - len(repaired.encode("ascii", "ignore"))
    if n_beyond_ascii > 2 * n_broken:
        return Decoded(
            repaired, f"{what}; {n_broken} broken characters shown as \ufffd"
        )
    for encoding in filter(None, (hint, "cp1252")):
        try:
            text = data.decode(encoding)
        except (LookupError, UnicodeError):
            continue
        return Decoded(text, f"{what}; decoded as {encoding}: {_CHECK}")
    reason = f"{what}, and not Windows-1252; name the encoding with `encoding=`"
    raise UnreadableError(reason)


def _describe(error: UnicodeDecodeError) -> str:
    byte = error.object[error.start : error.start + 1].hex().upper()
    return f"byte 0x{byte} at position {error.start}"


def _utf16_without_mark(data: bytes) -> str:
    """Recognise Latin text in UTF-16 by the zero in every second byte."""
    head = data[:_HEAD]
    pairs = len(head) // 2
    if pairs < 2 or b"\x00" not in head:
        return ""
    low, high = head[0 : 2 * pairs : 2], head[1 : 2 * pairs : 2]
    if high.count(0) > 0.7 * pairs and low.count(0) == 0:
        return "utf-16-le"
    if low.count(0) > 0.7 * pairs and high.count(0) == 0:
        return "utf-16-be"
    return ""


def _refuse_binary(data: bytes) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnreadableError(what)
    zero = data.find(b"\x00")
    if zero >= 0:
        reason = f"a binary file, not text (zero byte at position {zero})"
        raise UnreadableError(reason)
    head = data[:_HEAD]
    n_control = len(_CONTROL.findall(head))
    if n_control > max(0.02 * len(head), 1):
        reason = f"a binary file, not text ({n_control} control bytes at its start)"
        raise UnreadableError(reason)
