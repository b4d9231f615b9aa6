"""Small pieces of escaped HTML that every value's notebook view is made of."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["card", "definition_row", "table"]

_SHORT = 22
# A notebook has rules of its own for tables: it turns every cell to the right, stripes
# the rows, and widens what stands below. Named thrice, a card outranks all of them.
_CARD = ".fr-card.fr-card.fr-card"
_STYLE = (
    "<style>"
    f"{_CARD}{{font:13px/1.45 system-ui,sans-serif;border:1px solid #8888;"
    "border-radius:6px;padding:8px 12px;margin:4px 0;width:fit-content;min-width:24em;"
    "max-width:min(100%,70em);box-sizing:border-box;overflow-x:auto;color:inherit}"
    f"{_CARD} h4{{margin:0 0 4px;font-size:13px;font-weight:700;line-height:1.45}}"
    f"{_CARD} table{{border-collapse:collapse;margin:4px 0 0;table-layout:auto;"
    "font-size:13px;color:inherit}"
    f"{_CARD} tr{{background:none}}"
    f"{_CARD} th,{_CARD} td{{padding:2px 10px 2px 0;text-align:left;"
    "vertical-align:top;line-height:1.45;border-bottom:1px solid #8884;"
    "background:none;color:inherit}"
    f"{_CARD} .n{{text-align:right;font-variant-numeric:tabular-nums}}"
    f"{_CARD} .s,{_CARD} th{{white-space:nowrap}}"
    f"{_CARD} p{{margin:4px 0 0;opacity:.75}}"
    "</style>"
)


def card(title: str, *parts: str, note: str = "") -> str:
    """Wrap already escaped parts under an escaped title."""
    foot = f"<p>{escape(note)}</p>" if note else ""
    head = f"<h4>{escape(title)}</h4>"
    return f'{_STYLE}<div class="fr-card">{head}{"".join(parts)}{foot}</div>'


def definition_row(pairs: Iterable[tuple[str, object]]) -> str:
    """Draw name-value pairs on one line; every leaf is escaped."""
    cells = (f"<b>{escape(str(k))}</b> {escape(str(v))}" for k, v in pairs)
    return f"<div>{' &middot; '.join(cells)}</div>"


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Draw a table; every leaf is escaped and numbers are right-aligned."""
    listed = [list(row) for row in rows]
    first = listed[0] if listed else [""] * len(header)
    heads = zip(header, first, strict=True)
    head = "".join(f"<th{_kind(cell)}>{escape(str(name))}</th>" for name, cell in heads)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in listed)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _kind(value: object) -> str:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return ' class="n"' if number else ""


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.3g}"


def _cell(value: object) -> str:
    shown = _number(value) if isinstance(value, float) else str(value)
    # Names, dates and identifiers stay on one line; a title or a sentence need not.
    kind = _kind(value) or (' class="s"' if len(shown) <= _SHORT else "")
    return f"<td{kind}>{escape(shown)}</td>"
