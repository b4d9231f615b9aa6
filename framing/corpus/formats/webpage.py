"""Saved web pages: the article's paragraphs, its title, outlet and date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from framing.corpus.decoding import UnreadableError
from framing.corpus.formats.record import Batch, RawFile, Record

__all__ = ["read_html"]

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
# Word processors leave <![if ...]>, at some of which the parser gives up.
_MARKED_SECTION = re.compile(r"<!\[(?!CDATA\[)[^<>]*>?")
_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "aside",
        "footer",
        "form",
        "button",
        "svg",
        "iframe",
        "figure",
        "select",
        "dialog",
        "object",
        "video",
        "audio",
    ]
)
_PARAGRAPHS = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "dd", "pre"]
)
_BLOCKS = _PARAGRAPHS | frozenset(
    [
        "article",
        "section",
        "main",
        "div",
        "body",
        "table",
        "tr",
        "td",
        "th",
        "ul",
        "ol",
        "dl",
        "dt",
        "header",
        "hr",
        "title",
    ]
)
_TITLE = ("og:title", "twitter:title", "headline")
_OUTLET = ("og:site_name", "application-name")
_DATE = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "pubdate",
    "dc.date.issued",
    "dc.date",
    "date",
)


def read_html(file: RawFile) -> Batch:
    r"""Read one article from a saved web page.

    Parameters
    ----------
    file : RawFile
        Bytes of an ``.html`` file.

    Returns
    -------
    Batch
        One record with ``text`` and, where the page tells them, ``title``, ``outlet``
        and ``date``.

    Raises
    ------
    UnreadableError
        If the page cannot be parsed.

    Examples
    --------
    >>> page = b"<nav>Menu</nav><article><p>One.<p>Two &amp; three.</article>"
    >>> read_html(RawFile("a.html", "a", page)).records[0].fields["text"]
    'One.\n\nTwo & three.'

    Notes
    -----
    The text is what the paragraphs, headings and list items of the longest
    ``<article>`` hold, or those of the whole page where there is none; menus, asides,
    footers, forms, figures and scripts are left out. Paragraphs are joined by a blank
    line. This text, not the page, is the source that offsets refer to.
    """
    declared = _CHARSET.search(file.data[:2048])
    html, remarks = file.decode(declared[1].decode("ascii") if declared else "")
    page = _parse(html)
    found = {
        "title": _first(page.meta, _TITLE) or page.heading or page.title,
        "outlet": file.outlet or _first(page.meta, _OUTLET),
        "date": _first(page.meta, _DATE) or page.time,
    }
    fields: dict[str, object] = {"text": page.text}
    fields |= {name: value for name, value in found.items() if value}
    return Batch([Record(file.source, file.name, fields)], remarks=remarks)


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


def _parse(html: str) -> _Page:
    page = _Page()
    try:
        page.feed(_MARKED_SECTION.sub("", html))
        page.close()
    except AssertionError as error:
        reason = f"not valid HTML: {error}"
        raise UnreadableError(reason) from None
    page.end_block()
    return page


@dataclass
class _Block:
    """One run of text: which element holds it, and in which article it lies."""

    tag: str
    article: int
    text: str


@dataclass
class _Outline:
    """Where in the page the parser is."""

    tag: str = ""
    article: int = 0
    n_articles: int = 0
    depth: int = 0
    dropped: str = ""
    dropped_depth: int = 0
    pieces: list[str] = field(default_factory=list)


class _Page(HTMLParser):
    """Collect blocks of text and what the head of the page says."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.title = self.heading = self.time = ""
        self._blocks: list[_Block] = []
        self._at = _Outline()

    @property
    def text(self) -> str:
        """Text of the longest article, else of all paragraphs, else of everything."""
        paragraphs = [block for block in self._blocks if block.tag in _PARAGRAPHS]
        lengths: dict[int, int] = {}
        for block in paragraphs:
            length = lengths.get(block.article, 0) + len(block.text)
            lengths[block.article] = length
        in_articles = {a: n for a, n in lengths.items() if a}
        if in_articles:
            longest = max(in_articles, key=in_articles.__getitem__)
            paragraphs = [block for block in paragraphs if block.article == longest]
        chosen = paragraphs or self._blocks
        return "\n\n".join(block.text for block in chosen if block.tag != "h1")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        at = self._at
        if at.dropped:
            at.dropped_depth += tag == at.dropped
            return
        if tag in _DROPPED:
            self.end_block()
            at.dropped, at.dropped_depth = tag, 1
        elif tag in _BLOCKS:
            self.end_block()
            at.tag = tag
            self._open_article(tag)
        elif tag == "br":
            at.pieces.append("\n")
        else:
            self._read_head(tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        at = self._at
        if at.dropped:
            at.dropped_depth -= tag == at.dropped
            at.dropped = at.dropped if at.dropped_depth else ""
        elif tag in _BLOCKS:
            self.end_block()
            if tag == "article" and at.depth:
                at.depth -= 1
                at.article = at.article if at.depth else 0

    def handle_data(self, data: str) -> None:
        """Take text."""
        at = self._at
        if not at.dropped:
            at.pieces.append(data if at.tag == "pre" else _squeeze_breaks(data))

    def end_block(self) -> None:
        """Finish the run of text that is open."""
        at = self._at
        lines = "".join(at.pieces).split("\n")
        text = "\n".join(" ".join(line.split()) for line in lines).strip()
        at.pieces.clear()
        tag, at.tag = at.tag, ""
        if not text:
            return
        if tag == "title":
            self.title = self.title or text
            return
        if tag == "h1":
            self.heading = self.heading or text
        self._blocks.append(_Block(tag, at.article, text))

    def _open_article(self, tag: str) -> None:
        if tag != "article":
            return
        at = self._at
        if not at.depth:
            at.n_articles += 1
            at.article = at.n_articles
        at.depth += 1

    def _read_head(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "meta":
            keys = ("property", "name", "itemprop")
            name = next((attributes[key] for key in keys if attributes.get(key)), "")
            content = attributes.get("content", "").strip()
            self.meta.setdefault(name.lower(), content)
        elif tag == "time":
            self.time = self.time or attributes.get("datetime", "").strip()


def _squeeze_breaks(data: str) -> str:
    """Make a line break in the page a blank: only ``<br>`` breaks a line."""
    return re.sub(r"[\r\n]+", " ", data)
