"""Files: one module a family of formats, one front door to read and to write."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from framing._errors import FramingWarning, did_you_mean
from framing.lexicon.entry import Problem
from framing.lexicon.formats.liwc import format_dic, format_dicx, parse_dic, parse_dicx
from framing.lexicon.formats.loss import list_losses
from framing.lexicon.formats.native import format_native, parse_native
from framing.lexicon.formats.nodes import format_nodes, parse_nodes
from framing.lexicon.formats.outline import format_cat, format_lc3, parse_cat, parse_lc3
from framing.lexicon.formats.quanteda import (
    format_quanteda,
    parse_quanteda,
    parse_yaml,
)
from framing.lexicon.formats.table import format_csv, parse_csv

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from framing.lexicon.lexicon import Lexicon

__all__ = ["read_lexicon", "write_lexicon"]


class _Parse(Protocol):
    def __call__(self, text: str, name: str, *, lower: bool | None) -> Lexicon: ...


class _Format(NamedTuple):
    parse: _Parse
    write: Callable[[Lexicon], str]


_FORMATS = {
    "native": _Format(parse_native, format_native),
    "quanteda": _Format(parse_quanteda, format_quanteda),
    "dic": _Format(parse_dic, format_dic),
    "dicx": _Format(parse_dicx, format_dicx),
    "lcd": _Format(parse_nodes, format_nodes),
    "lc3": _Format(parse_lc3, format_lc3),
    "ykd": _Format(parse_nodes, format_nodes),
    "cat": _Format(parse_cat, format_cat),
    "csv": _Format(parse_csv, format_csv),
}
_YAML = _Format(parse_yaml, format_native)
_SUFFIXES = {
    ".yml": _YAML,
    ".yaml": _YAML,
    ".tsv": _FORMATS["csv"],
    **{f".{name}": _FORMATS[name] for name in _FORMATS if len(name) <= 4},
}


# The encoding that an XML file declares for itself.
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")


def read_lexicon(
    path: str | Path,
    *,
    format: str | None = None,
    encoding: str | None = None,
    lower: bool | None = None,
) -> Lexicon:
    """Read a lexicon from a file, as far as the file can be read.

    What cannot be read is listed in ``lexicon.problems`` with line and reason.

    Parameters
    ----------
    path : str or pathlib.Path
        File to read.
    format : str, optional
        Format: ``"native"`` (YAML with metadata), ``"quanteda"`` (YAML),
        ``"dic"`` or ``"dicx"`` (LIWC), ``"lcd"`` or ``"lc3"`` (Lexicoder),
        ``"ykd"`` (Yoshikoder), ``"cat"`` (WordStat), ``"csv"``; by default from
        the suffix, and for YAML from the layout.
    encoding : str, optional
        Encoding; by default a byte-order mark, then UTF-8, then what an XML
        file declares, then Windows-1252.
    lower : bool, optional
        Whether to lower-case patterns. By default yes, except for the native
        form and CSV, which keep capitals.

    Returns
    -------
    Lexicon
        The lexicon, named after the file unless the file gives a name.

    Raises
    ------
    ValueError
        If the format is unknown or nothing can be read.
    FileNotFoundError
        If there is no such file.

    Warns
    -----
    FramingWarning
        If some lines could not be read as they stand.

    See Also
    --------
    Lexicon.save : Write a lexicon to a file.
    load_lexicon : Load a lexicon that comes with the library.

    Notes
    -----
    An entry that the tokenizer never lets match is kept and reported.
    Conditional codes of LIWC and rules of WordStat are reported and left out.
    XML with a document type or entities is refused, and YAML is never turned
    into objects.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "frames.yml"
    >>> _ = path.write_text("security: [border*, police]")
    >>> read_lexicon(path)
    <Lexicon frames: 1 category, 2 entries>
    """
    path = Path(path)
    form = _find_format(path, format)
    text, remark = _read_text(path, encoding)
    try:
        lexicon = form.parse(text, path.stem, lower=lower)
    except ValueError as error:
        msg = f"{path.name}: {error}"
        raise ValueError(msg) from None
    if remark:
        issues = (Problem(0, remark), *lexicon.issues)
        lexicon = replace(lexicon, issues=issues)
    if lexicon.issues:
        warnings.warn(_summary(path, lexicon.issues), FramingWarning, stacklevel=2)
    return lexicon


def _summary(path: Path, issues: tuple[Problem, ...]) -> str:
    first = issues[0]
    where = f"line {first.line}: " if first.line else ""
    many = "1 problem" if len(issues) == 1 else f"{len(issues)} problems"
    return f"{path.name}: {many}, see `lexicon.problems`; first: {where}{first.reason}"


def _find_format(path: Path, name: str | None) -> _Format:
    if name is None:
        found = _SUFFIXES.get(path.suffix.lower())
        if found is None:
            near = did_you_mean(path.suffix, _SUFFIXES)
            msg = (
                f"The suffix {path.suffix!r} of {path.name!r} tells no format.{near} "
                f"Give `format=`, one of: {', '.join(_FORMATS)}."
            )
            raise ValueError(msg)
        return found
    if name not in _FORMATS:
        near = did_you_mean(name, _FORMATS)
        msg = f"`format` must be one of {', '.join(_FORMATS)}; got {name!r}.{near}"
        raise ValueError(msg)
    return _FORMATS[name]


def _read_text(path: Path, encoding: str | None) -> tuple[str, str]:
    from framing.corpus.decoding import check_encoding, decode

    check_encoding(encoding)
    data = path.read_bytes()
    declared = _DECLARED.match(data)
    hint = declared[1].decode("ascii") if declared else ""
    text, remark = decode(data, encoding, hint=hint)
    return text, remark


def write_lexicon(
    lexicon: Lexicon, path: str | Path, *, format: str | None = None
) -> pd.DataFrame:
    """Write a lexicon and list what was lost; see :meth:`Lexicon.save`."""
    path = Path(path)
    form = _find_format(path, format)
    text = form.write(lexicon)
    path.write_text(text, encoding="utf-8", newline="\n")
    losses = list_losses(lexicon, _read_back(form, text))
    if len(losses):
        what = ", ".join(losses["lost"])
        msg = f"{path.name} does not hold everything: {what}. The report says how much."
        warnings.warn(msg, FramingWarning, stacklevel=3)
    return losses


def _read_back(form: _Format, text: str) -> Lexicon | None:
    try:
        return form.parse(text, "back", lower=None)
    except ValueError:
        return None
