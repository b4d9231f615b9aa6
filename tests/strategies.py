"""Shared hypothesis strategies: texts as they come and texts made to be hard."""

from __future__ import annotations

from hypothesis import strategies as st

_BITS = [
    "The",
    "border",
    "migrants'",
    "U.S.",
    "Sen. Smith",
    "a.m.",
    "said.",
    "“We",
    "asked?”",
    "don’t",
    "...",
    "…",
    "1,479",
    "No. 5",
    "J. R. Vance",
    "said.Get",
    "\n\n",
    "\n",
    "\t",
    "—",
    "--",
    "''",
    "``",
    "«",
    "»",
    "'",
    '"',
    "@user",
    "#tag",
    "émigré",
    "e\u0301",
    "ﬁ",
    "ß",
    "مرحبا",
    "שלום",
    "日本。",
    "👍🏽",
    "\u200b",
    "\ufeff",
    "\u2028",
    "\xa0",
    "\x00",
    "Inc.",
    "etc.",
    "(Mujica)",
    "[sic]",
    "AT&T",
    "example.com",
    "20-year-old",
    "’90s",
]

anything = st.text(max_size=200)
newsy = st.lists(st.sampled_from(_BITS), max_size=40).map(" ".join)
glued = st.lists(st.sampled_from(_BITS), max_size=20).map("".join)
texts = st.one_of(newsy, glued, anything)
