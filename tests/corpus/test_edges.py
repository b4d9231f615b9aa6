"""Bylines and datelines on lines of their own: cut at the edges and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from framing.corpus.cleaning import find_cuts

BODY = (
    "The ferry came back to the harbor on Monday after two weeks of storms.",
    "Dozens of people waited for it on the pier, and some had brought flowers.",
    "It will sail again on Friday, the harbor office said.",
)
TOP = [
    ("Orla Quist", "byline"),
    ("Orla B. Quist", "byline"),
    ("Jean van Quist", "byline"),
    ("Orla Quist, Harbor Correspondent", "byline"),
    ("Orla Quist | Senior reporter", "byline"),
    ("By Orla Quist, Health Correspondent", "byline"),
    ("PORT ALVA, 4 March 2025 —", "dateline"),
    ("PORT ALVA, 4 March 2025", "dateline"),
    ("Port Alva, March 4, 2025", "dateline"),
    ("Alva-on-Sea, Tuesday 4th March 2025", "dateline"),
    ("4 March 2025", "dateline"),
]


def cut_texts(*lines: str, title: str | None = None) -> list[tuple[str, str]]:
    text = "\n\n".join(lines)
    return [(text[c.start : c.end], c.reason) for c in find_cuts(text, title=title)]


@pytest.mark.parametrize(("line", "reason"), TOP)
def test_line_above_the_first_paragraph(line: str, reason: str) -> None:
    """A name, or a place and a date, above the article is none of its sentences."""
    assert cut_texts(line, *BODY) == [(line, reason)]


@pytest.mark.parametrize(("line", "reason"), TOP)
def test_line_below_the_headline(line: str, reason: str) -> None:
    """The same below a headline, whether the title is known or not."""
    headline = "Ferry returns after two weeks"
    assert cut_texts(headline, line, *BODY) == [(line, reason)]
    cuts = cut_texts(headline, line, *BODY, title=headline)
    assert cuts == [(headline, "headline"), (line, reason)]


def test_dateline_above_and_byline_below() -> None:
    """Date and name are both found, in either order."""
    lines = ("Port Alva, 4 March 2025", "Orla Quist")
    reasons = [reason for _, reason in cut_texts(*lines, *BODY)]
    assert reasons == ["dateline", "byline"]
    reasons = [reason for _, reason in cut_texts(*lines[::-1], *BODY)]
    assert reasons == ["byline", "dateline"]


@pytest.mark.parametrize(
    "line",
    [
        "Orla Quist",
        "Orla Quist is the Courier's health reporter.",
        "Orla Quist is a freelance journalist.",
        "Orla Quist, harbor reporter",
    ],
)
def test_last_line(line: str) -> None:
    """Who wrote the article may stand below it."""
    assert cut_texts(*BODY, line) == [(line, "byline")]


def test_date_before_the_first_sentence() -> None:
    """Place and date are cut, the sentence behind the dash stays."""
    for dateline in ("PORT ALVA, 4 March 2025 — ", "Port Alva, March 4, 2025 – "):
        assert cut_texts(dateline + BODY[0], *BODY[1:]) == [(dateline, "dateline")]


KEPT = [
    # headings: a sentence, a question, a title, a name that the article is about
    "Nobody came",
    "What the harbor office says",
    "The Ferry",
    "Ferry Returns",
    "Harbor Council",
    "Storm damage",
    "Friday",
    "More Photo Galleries",
    "Flowers, 4 March",
]


@pytest.mark.parametrize("line", KEPT)
def test_headings_stay(line: str) -> None:
    """What is no name, and what the text speaks of again, is kept wherever it is."""
    assert cut_texts(line, *BODY) == []
    assert cut_texts(BODY[0], line, *BODY[1:]) == []
    assert cut_texts(*BODY, line) == []


def test_name_inside_the_article_stays() -> None:
    """A name between two paragraphs is a heading, not a byline."""
    assert cut_texts(BODY[0], "Orla Quist", *BODY[1:]) == []


def test_person_the_article_is_about_stays() -> None:
    """Whose name the text repeats did not write it."""
    body = ("Quist came back to the harbor on Monday after two weeks of storms.",)
    assert cut_texts("Orla Quist", *body, *BODY[1:]) == []


def test_article_of_one_line_stays() -> None:
    """Without an article beside it a name is all there is."""
    assert cut_texts("Orla Quist") == []


def test_offsets_of_read_articles() -> None:
    """The cuts of a corpus hold the line and its reason."""
    text = "Orla Quist\n" + "\n".join(BODY)
    corpus = fr.read_articles([{"text": text}])
    assert corpus.cuts[["start", "end", "reason"]].to_numpy().tolist() == [
        [0, 10, "byline"]
    ]


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=30), max_size=6))
def test_any_lines(lines: list[str]) -> None:
    """No text raises, and cuts lie in order inside it."""
    text = "\n".join(lines)
    place = 0
    for cut in find_cuts(text):
        assert place <= cut.start < cut.end <= len(text)
        place = cut.end
