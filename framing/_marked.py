"""An article with the words behind the numbers marked in place."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["MARK_COLORS", "MarkedText", "Span", "join_marked", "mark_text"]

# Okabe and Ito's colours, told apart with every common kind of colour blindness.
MARK_COLORS = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#CC79A7",
    "#56B4E9",
    "#D55E00",
    "#F0E442",
)
_STYLE = """<style>
.fr-text{font:15px/1.65 Georgia,serif;max-width:44em;white-space:pre-wrap;color:inherit}
.fr-text mark{background:none;color:inherit;border-bottom:3px solid var(--c);
padding:0 1px;background:color-mix(in srgb,var(--c) 18%,transparent)}
.fr-text sup{font:600 9px system-ui,sans-serif;color:inherit;opacity:.8;margin-left:2px}
.fr-text del{opacity:.45}
.fr-key{font:12px system-ui,sans-serif;margin:4px 0 8px}
.fr-key span{border-bottom:3px solid var(--c);margin-right:12px}
.fr-pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(18em,1fr));gap:2em}
</style>"""


@dataclass(frozen=True)
class Span:
    """A stretch of text with a label and a short note shown beside it."""

    start: int
    end: int
    label: str
    note: str


@dataclass(frozen=True)
class MarkedText:
    """An article with marks; a notebook draws it, ``print`` shows it as plain text.

    Parameters
    ----------
    html : str
        Escaped HTML, complete with its style.
    plain : str
        The same facts as text: ``[words|label]``.
    """

    html: str
    plain: str

    def __str__(self) -> str:
        return self.plain

    def _repr_html_(self) -> str:
        return self.html


def mark_text(
    text: str, spans: Iterable[Span], *, labels: Sequence[str], title: str
) -> MarkedText:
    """Mark spans, which may overlap, in a text.

    Parameters
    ----------
    text : str
        The article.
    spans : iterable of Span
        What to mark; a label that starts with ``"cut"`` is struck out.
    labels : sequence of str
        Labels in the order of their colours.
    title : str
        Shown above the text.

    Returns
    -------
    MarkedText
        HTML and plain text that tell the same facts.
    """
    pieces = list(_pieces(text, sorted(spans, key=lambda s: (s.start, s.end))))
    color = {name: MARK_COLORS[i % len(MARK_COLORS)] for i, name in enumerate(labels)}
    shown = [name for name in labels if any(name in _names(s) for _, s in pieces)]
    key = "".join(
        f'<span style="--c:{color[name]}">{escape(name)}</span>' for name in shown
    )
    body = "".join(_html_piece(part, over, color) for part, over in pieces)
    html = (
        f'{_STYLE}<div class="fr-article"><b>{escape(title)}</b>'
        f'<div class="fr-key">{key}</div><div class="fr-text">{body}</div></div>'
    )
    plain = "".join(_plain_piece(part, over) for part, over in pieces)
    return MarkedText(html, f"{title}\n\n{plain}")


def join_marked(parts: Sequence[MarkedText]) -> MarkedText:
    """Put marked texts side by side; on a narrow screen one below the other.

    Parameters
    ----------
    parts : sequence of MarkedText
        The texts, from left to right.

    Returns
    -------
    MarkedText
        HTML in columns; plain text with a rule between the texts.
    """
    columns = "".join(part.html.removeprefix(_STYLE) for part in parts)
    rule = f"\n\n{'-' * 72}\n\n"
    plain = rule.join(part.plain for part in parts)
    return MarkedText(f'{_STYLE}<div class="fr-pair">{columns}</div>', plain)


def _pieces(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, list[Span]]]:
    """Cut the text wherever a span starts or ends."""
    edges = {0, len(text)}
    for span in spans:
        edges |= {span.start, span.end}
    places = sorted(edges)
    waiting = list(reversed(spans))
    open_spans: list[Span] = []
    for start, end in itertools.pairwise(places):
        # A new list for every piece: one that is handed out must not grow later.
        open_spans = [span for span in open_spans if span.end > start]
        while waiting and waiting[-1].start <= start:
            open_spans.append(waiting.pop())
        yield text[start:end], list(open_spans)


def _names(spans: Iterable[Span]) -> list[str]:
    return [span.label for span in spans]


def _html_piece(part: str, over: Sequence[Span], color: dict[str, str]) -> str:
    inner = escape(part)
    cut = [span for span in over if span.label.startswith("cut")]
    if cut:
        return f'<del title="{escape(cut[0].label)}">{inner}</del>'
    if not over:
        return inner
    note = " ".join(span.note for span in over if span.note)
    label = ", ".join(dict.fromkeys(_names(over)))
    sup = f"<sup>{escape(note)}</sup>" if note else ""
    shade = color.get(over[0].label, MARK_COLORS[0])
    return f'<mark style="--c:{shade}" title="{escape(label)}">{inner}{sup}</mark>'


def _plain_piece(part: str, over: Sequence[Span]) -> str:
    if not over:
        return part
    label = ", ".join(dict.fromkeys(_names(over)))
    note = " ".join(span.note for span in over if span.note)
    return f"[{part}|{label}{' ' + note if note else ''}]"
