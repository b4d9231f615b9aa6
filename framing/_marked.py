"""An article with the words behind the numbers marked in place."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "MARK_COLORS",
    "MarkedText",
    "Span",
    "join_marked",
    "label_keys",
    "mark_text",
]

# Labels beyond these are told in the marks alone.
_MAX_KEY = 12

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
_KINDS = {
    "actors": '<u class="fr-a">actors</u>',
    "quotes": '<i class="fr-q">quotes</i><sup>speaker</sup>',
    "cut": "<del>cut before counting</del>",
}
_STYLE = """<style>
.fr-text{font:15px/1.65 Georgia,serif;max-width:44em;white-space:pre-wrap;color:inherit}
.fr-text mark{background:none;color:inherit;border-bottom:3px solid var(--c);
padding:0 1px;background:color-mix(in srgb,var(--c) 18%,transparent)}
.fr-text mark.fr-a,.fr-text mark.fr-q{background:none;border-bottom:0}
.fr-text mark.fr-a,.fr-key .fr-a{text-decoration:underline dotted 2px;
text-underline-offset:4px}
.fr-text mark.fr-q,.fr-key .fr-q{font-style:italic;
background:color-mix(in srgb,currentColor 9%,transparent)}
.fr-text mark.fr-said{font-style:italic}
.fr-text sup,.fr-key sup{font:600 10px system-ui,sans-serif;color:inherit;
opacity:.85;margin-left:2px;vertical-align:super;line-height:0;white-space:nowrap}
.fr-text del{opacity:.6}
.fr-key{font:12px system-ui,sans-serif;margin:4px 0 8px}
.fr-key>span{margin-right:14px;white-space:nowrap}
.fr-key .fr-c{border-bottom:3px solid var(--c);
background:color-mix(in srgb,var(--c) 18%,transparent)}
.fr-pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(18em,1fr));gap:2em}
</style>"""


@dataclass(frozen=True)
class Span:
    """A stretch of text with a label and a short note shown behind it.

    Its kind decides how it looks: actors are dotted, quotes slanted, and all else has
    the colour and the key of its label.
    """

    start: int
    end: int
    label: str
    note: str
    kind: str = "frames"


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
    placed = sorted(spans, key=lambda s: (s.start, s.end))
    pieces = list(_pieces(text, placed))
    colored = [span.label for span in placed if _has_color(span)]
    color = {name: MARK_COLORS[i % len(MARK_COLORS)] for i, name in enumerate(labels)}
    shown = [name for name in labels if name in set(colored)]
    keys = dict(zip(shown, label_keys(shown), strict=True))
    body = "".join(
        _html_piece(part, place, over, color, keys) for part, place, over in pieces
    )
    legend = [_key_of(name, color[name], keys[name]) for name in shown[:_MAX_KEY]]
    more = len(shown) - len(legend)
    legend += [f"{more} more"] if more else []
    kinds = {"cut" if _is_cut(span) else span.kind for span in placed}
    legend += [drawn for kind, drawn in _KINDS.items() if kind in kinds]
    key = "".join(f"<span>{entry}</span>" for entry in legend)
    html = (
        f'{_STYLE}<div class="fr-article"><b>{escape(title)}</b>'
        f'<div class="fr-key">{key}</div><div class="fr-text">{body}</div></div>'
    )
    plain = "".join(_plain_piece(part, place, over) for part, place, over in pieces)
    return MarkedText(html, f"{title}\n\n{plain}")


def _is_cut(span: Span) -> bool:
    return span.label.startswith("cut: ")


def _has_color(span: Span) -> bool:
    return span.kind not in _KINDS and not _is_cut(span)


def _key_of(name: str, color: str, key: str) -> str:
    drawn = f'<span class="fr-c" style="--c:{color}">{escape(name)}</span>'
    return f"{drawn}<sup>{escape(key)}</sup>"


def label_keys(labels: Sequence[str]) -> list[str]:
    """Give each label a short key that tells it from the others without colour.

    Examples
    --------
    >>> label_keys(["security", "humanitarian", "health"])
    ['S', 'Hu', 'He']
    """
    lowered = [label.lower() for label in labels]
    keys = []
    for place, label in enumerate(labels):
        others = lowered[:place] + lowered[place + 1 :]
        starts = (label[:n] for n in range(1, min(len(label), 4) + 1))
        clear = (
            start
            for start in starts
            if not any(other.startswith(start.lower()) for other in others)
        )
        keys.append(next(clear, str(place + 1)).capitalize())
    return keys


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


def _pieces(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, int, list[Span]]]:
    """Cut the text wherever a span starts or ends; tell where each piece ends."""
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
        yield text[start:end], end, list(open_spans)


def _labels(spans: Iterable[Span]) -> str:
    return ", ".join(dict.fromkeys(span.label for span in spans))


def _html_piece(
    part: str,
    end: int,
    over: Sequence[Span],
    color: dict[str, str],
    keys: dict[str, str],
) -> str:
    inner = escape(part)
    cut = [span for span in over if _is_cut(span)]
    if cut:
        return f'<del title="{escape(cut[0].label)}">{inner}</del>'
    if not over:
        return inner
    colored = [span for span in over if _has_color(span)]
    classes = [f"fr-{span.kind[0]}" for span in over if span.kind in _KINDS]
    ended = [span for span in over if span.end == end]
    after = [keys[span.label] for span in ended if _has_color(span)]
    after += [span.note for span in ended if span.note]
    style = (
        f'style="--c:{color.get(colored[0].label, MARK_COLORS[0])}" ' if colored else ""
    )
    kind = (
        "" if colored or not classes else f' class="{" ".join(dict.fromkeys(classes))}"'
    )
    if colored and "fr-q" in classes:
        kind = ' class="fr-said"'
    sup = f"<sup>{escape(' '.join(dict.fromkeys(after)))}</sup>" if after else ""
    return f'<mark {style}title="{escape(_labels(over))}"{kind}>{inner}</mark>{sup}'


def _plain_piece(part: str, end: int, over: Sequence[Span]) -> str:
    if not over:
        return part
    notes = [span.note for span in over if span.note and span.end == end]
    told = " ".join([_labels(over), *dict.fromkeys(notes)])
    return f"[{part}|{told}]"
