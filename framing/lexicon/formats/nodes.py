"""Yoshikoder (.ykd) and Lexicoder (.lcd): XML of category and pattern nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from framing.lexicon.category import split_path
from framing.lexicon.formats.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from framing.lexicon.lexicon import Lexicon

__all__ = ["format_nodes", "parse_nodes"]

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<dictionary style="050805" patternengine="substring">'
)


def parse_nodes(text: str, name: str, *, lower: bool | None) -> Lexicon:
    """Read a Yoshikoder or Lexicoder file.

    Parameters
    ----------
    text : str
        Content of the file.
    name : str
        Name of the lexicon.
    lower : bool, optional
        Whether to lower-case patterns; by default yes.

    Returns
    -------
    Lexicon
        The lexicon. A category may hold both patterns and sub-categories.

    Raises
    ------
    ValueError
        If it is not XML, declares a document type or entities, or holds no
        entry.
    """
    reader = _Reader()
    reader.read(text)
    reader.draft.report_empty(reader.seen)
    return reader.draft.finish(name, lower=lower is not False)


class _Reader:
    """Walk through the XML as the parser meets it, with line numbers."""

    def __init__(self) -> None:
        from xml.parsers import expat

        self.draft = Draft()
        self.seen: list[tuple[int, str]] = []
        self._path: list[str] = []
        self._error = expat.ExpatError
        self._parser = expat.ParserCreate(encoding="utf-8")
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        # Entities and external references can only be declared here.
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse

    def read(self, text: str) -> None:
        try:
            self._parser.Parse(text.lstrip().encode("utf-8", "replace"), True)
        except self._error as error:
            msg = f"Not readable as XML: {error}."
            raise ValueError(msg) from None

    def _refuse(self, *_: object) -> None:
        msg = (
            "The XML declares a document type or entities, which a lexicon never "
            "needs and which can read other files; remove the <!DOCTYPE ...> part."
        )
        raise ValueError(msg)

    def _open(self, tag: str, attributes: Mapping[str, str]) -> None:
        line = self._parser.CurrentLineNumber
        word = " ".join(attributes.get("name", "").split())
        if tag == "cnode":
            self._path.append(word)
            if word:
                self.seen.append((line, self._full))
                self.draft.describe(self._full, attributes.get("desc", ""))
        elif tag == "pnode":
            self._add(line, word)
        elif tag != "dictionary":
            self.draft.report(line, f"unknown element <{tag}>: left out")

    def _close(self, tag: str) -> None:
        if tag == "cnode":
            self._path.pop()

    @property
    def _full(self) -> str:
        return ".".join(part for part in self._path if part)

    def _add(self, line: int, word: str) -> None:
        if self._full:
            self.draft.add_pattern(line, self._full, word)
        else:
            self.draft.report(line, f"pattern {word!r} stands in no category: left out")


def format_nodes(lexicon: Lexicon) -> str:
    """Write a Yoshikoder or Lexicoder file.

    Parameters
    ----------
    lexicon : Lexicon
        What to write.

    Returns
    -------
    str
        XML text.
    """
    held: dict[str, list[str]] = {}
    for row in lexicon.rows:
        held.setdefault(row.category, []).append(row.pattern)
    paths = [split_path(name) for name in held]
    body = _level((), paths, held, dict(lexicon.descriptions))
    return "\n".join([_HEAD, *body, "</dictionary>", ""])


def _level(
    above: tuple[str, ...],
    paths: Sequence[tuple[str, ...]],
    held: Mapping[str, Sequence[str]],
    texts: Mapping[str, str],
) -> list[str]:
    lines = []
    depth = len(above)
    tabs = "\t" * (depth + 1)
    for part in dict.fromkeys(path[depth] for path in paths):
        here = (*above, part)
        full = ".".join(here)
        inside = [p for p in paths if p[: depth + 1] == here and len(p) > depth + 1]
        text = quoteattr(texts.get(full, ""))
        lines.append(f"{tabs}<cnode name={quoteattr(part)} desc={text}>")
        lines += [f"{tabs}\t<pnode name={quoteattr(p)}/>" for p in held.get(full, ())]
        lines += _level(here, inside, held, texts)
        lines.append(f"{tabs}</cnode>")
    return lines
