"""Who speaks before a colon or at the end, and where the reporter takes over."""

from __future__ import annotations

import pandas as pd
import pytest

import framing as fr
from framing.annotate.quotes import find_quotes


def _said(text: str) -> list[tuple[str, str]]:
    corpus = fr.Corpus(pd.DataFrame({"text": [text]}, index=["a"]))
    spans = find_quotes(corpus).spans
    return list(zip(spans["speaker"], spans["text"], strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "Revealed: The letter that Lord Quill never sent",
        "Sold: Old harbour goes to Tarn Holdings",
        "SOLD: Old harbour goes to Tarn Holdings",
        "Exclusive: Old harbour goes to Tarn Holdings",
        "Explained: How the harbour was lost",
        "Finally: The harbour is open to all",
        "Immigration: The numbers rose again this year",
        "Breaking News: The harbour is on fire",
        "Live Updates: The harbour is on fire",
        "Watch live: The mayor speaks at noon",
        "Chaos: Ferries stand still all day. Few had foreseen such chaos.",
        "Sold to Tarn: The harbour changes hands",
        "Rules Over Reason: The harbour stays shut",
    ],
)
def test_nobody_speaks_before_the_colon(text: str) -> None:
    """A lone participle, adjective, adverb or thing before a colon says nothing."""
    assert _said(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Quill: The harbour is lost", "Quill"),
        ("Kelly: The harbour is lost", "Kelly"),
        ("Mara Quill: The harbour is lost", "Mara Quill"),
        ("United Nations: The harbour is lost", "United Nations"),
        ("Harbor News: The harbour is lost", "Harbor News"),
        ("Official: The harbour is lost", "Official"),
        ("Treasury: The harbour is lost", "Treasury"),
        ("Commission: The harbour is lost", "Commission"),
        ("Police: The harbour is shut. More police came.", "Police"),
        ("Residents: The harbour is lost. The residents met.", "Residents"),
        ("Officials: The harbour is lost. Other officials left.", "Officials"),
        ("Ahmed: The harbour is lost. A clerk met Ahmed in Tarn.", "Ahmed"),
    ],
)
def test_a_person_or_body_speaks_before_the_colon(text: str, speaker: str) -> None:
    """Names, bodies and groups of people before a colon are the speaker."""
    assert _said(text)[0][0] == speaker


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("people briefed on the talks said on Monday", "people"),
        ("an official not involved in the talks said", "an official"),
        ("three clerks who have seen the papers said", "three clerks"),
        ("residents living near the quay told the Post", "residents"),
        (
            "a source with direct knowledge of the sale said late on Monday",
            "a source with direct knowledge of the sale",
        ),
        ("a spokesman wrote in a letter on Friday", "a spokesman"),
    ],
)
@pytest.mark.parametrize(
    "clause",
    [
        "Tarn Holdings plans to pay for the quay with debt",
        "The union wants to strike in May",
        "Ministers hope to close two offices",
    ],
)
def test_source_at_the_end_owns_the_sentence(
    clause: str, source: str, speaker: str
) -> None:
    """What somebody plans is said by the source named behind the last comma."""
    assert _said(f"{clause}, {source}.") == [(speaker, clause)]


def test_two_points_are_no_source() -> None:
    """A noun that looks like a verb of saying ends no statement."""
    assert _said("In the last poll, taken in May, Quill led by two points.") == []


def test_verb_behind_the_last_comma_is_no_postmodifier() -> None:
    """In "the board passed the rules the clerk said" no board closes the sentence."""
    text = "The harbour was lost, the board passed the rules the clerk said."
    assert all(speaker != "the board" for speaker, _ in _said(text))


@pytest.mark.parametrize(
    "verdict",
    [
        "a reckless step that could scare investors away",
        "a move which surprised the unions",
        "something that no union had foreseen",
        "which campaigners call a gift to builders",
    ],
)
@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("has threatened", "to block the new rules"),
        ("said", "the quay would close"),
        ("promised", "to open the quay in May"),
    ],
)
def test_verdict_of_the_reporter_is_not_said(
    cue: str, content: str, verdict: str
) -> None:
    """An apposition that sums up or judges a statement is no part of it."""
    assert ("Mara Quill", content) in _said(f"Mara Quill {cue} {content}, {verdict}.")


@pytest.mark.parametrize(
    "content",
    [
        "the bill, a measure that would raise taxes, was dead",
        "he hoped the bill, a measure that would raise taxes, would pass",
        "the town needs a port, a school that works and a road",
        "he had met Ann Rowe, a lawyer who had left the firm",
        "rules on the quay, which the board calls harsh, would stay",
        "he wants a port, a harbour that “works for all of us”",
        "it showed doubt, a lack of trust that rules would hold",
        "the road would open in May, which he thought was early",
    ],
)
def test_apposition_inside_a_statement_is_kept(content: str) -> None:
    """What stands amid the statement, or tells who somebody is, belongs to it."""
    assert ("Quill", content) in _said(f"Quill said {content}.")
