"""What somebody does is told by the reporter; what somebody asks for is said."""

from __future__ import annotations

import pandas as pd
import pytest

import framing as fr
from framing.annotate.quotes import find_quotes


def _said(text: str) -> list[tuple[str, str]]:
    corpus = fr.Corpus(pd.DataFrame({"text": [text]}, index=["a"]))
    spans = find_quotes(corpus).spans
    return list(zip(spans["speaker"], spans["text"], strict=True))


def _notes(text: str) -> tuple[str, str]:
    """Give what was read of Quill, and why it has no estimate."""
    corpus = fr.Corpus(pd.DataFrame({"text": [text]}, index=["a"]))
    actors = fr.find_actors(corpus, {"Quill": ["Mara Quill"]})
    quotes = find_quotes(corpus, actors=actors)
    spans = fr.score_actors(actors, quotes=quotes, scorer="vader").spans
    [row] = spans[spans["voice"] == "unattributed"].itertuples()
    return str(row.scored_text), str(row.note)


@pytest.mark.parametrize(
    "deed",
    [
        "refused to come to the gate",
        "has again refused to say sorry for the fire",
        "declined to say whether the quay would open",
        "declined on Monday to say that the quay was unsafe",
        "agreed to pay for a quay that she had burnt",
        "decided to shut the quay",
        "opted to stay at home",
        "volunteered to sweep the quay",
        "ordered the guards to beat the porters",
        "instructed her clerks to burn the papers",
        "allowed the guards to stay",
        "persuaded the porters to strike",
        "convinced the porters that the quay was safe",
        "approved a plan for the quay",
        "saw the quay burn down",
    ],
)
def test_a_deed_is_unattributed(deed: str) -> None:
    """Nobody is quoted, and the whole sentence is read for the tone toward the doer."""
    text = f"Mara Quill {deed}."
    assert _said(text) == []
    assert _notes(text) == (f"they {deed}.", "")


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Quill asked the porters to leave.", "the porters to leave"),
        ("Quill urged the porters to leave.", "the porters to leave"),
        ("Quill told the porters to leave.", "the porters to leave"),
        ("Quill asked clerks on the quay whether it rained.", "whether it rained"),
        ("Quill told aides to the mayor that it rained.", "that it rained"),
        ("Quill threatened to burn the quay.", "to burn the quay"),
        ("Quill wants to sell the quay.", "to sell the quay"),
        ("Quill agreed that the quay was lost.", "that the quay was lost"),
        ("Quill was convinced that the quay was lost.", "that the quay was lost"),
        ("Quill sees the quay as a ruin.", "the quay as a ruin"),
    ],
)
def test_what_is_asked_threatened_or_thought_is_told(text: str, content: str) -> None:
    """Requests, promises, wishes and views are reported as those of whose they are."""
    assert _said(text) == [("Quill", content)]


@pytest.mark.parametrize("deed", ["refused to leave", "declined to say why"])
def test_a_deed_ends_what_is_said(deed: str) -> None:
    """What the speaker then does is told by the reporter again."""
    text = f"Quill confirmed that the quay was lost but {deed}."
    assert _said(text) == [("Quill", "that the quay was lost")]


def test_what_others_do_stays_in_what_is_said() -> None:
    """Behind "and" it is the one spoken of who refuses."""
    text = "Guards said he hid in a shed and refused to come out."
    assert _said(text) == [("Guards", "he hid in a shed and refused to come out")]


def test_a_request_ends_before_the_next_verb() -> None:
    """Who is asked belongs to the request, and a second verb opens a second one."""
    text = "Quill has asked lawyers to examine the lease and hopes to win."
    assert _said(text) == [
        ("Quill", "lawyers to examine the lease"),
        ("Quill", "to win"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Mara Quill has said that the quay is lost.",
        "Mara Quill has repeatedly said that the quay is lost.",
        "Mara Quill has since insisted the quay is lost.",
        "Mara Quill had previously told residents that the quay was lost.",
        "Mara Quill went on to say that the quay was lost.",
        "Mara Quill is expected to say that the quay is lost.",
        "Mara Quill is now calling for a new quay.",
        "Mara Quill has asked lawyers to examine the lease.",
        "Mara Quill has asked lawyers to examine the lease and hopes to win.",
        "Mara Quill wants a new quay.",
        "Mara Quill hopes for a new quay.",
    ],
)
def test_nothing_but_speech_has_no_estimate(text: str) -> None:
    """In the perfect too, that somebody speaks is no tone, not even a neutral one."""
    assert _notes(text)[1] == "only says that somebody speaks"


@pytest.mark.parametrize("how", ["angrily", "cruelly", "bravely"])
def test_how_somebody_speaks_is_read(how: str) -> None:
    """A judgement of the manner stays, and is scored."""
    read, note = _notes(f"Mara Quill has {how} told residents that the quay is lost.")
    assert how in read
    assert note != "only says that somebody speaks"


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Quill has since said the quay is lost.", "Quill", "the quay is lost"),
        (
            "The quay is lost and will not open, Quill found.",
            "Quill",
            "The quay is lost and will not open",
        ),
        ("The clerks today say the quay is lost.", "The clerks", "the quay is lost"),
        ("As Quill said on Monday, the quay is lost.", "Quill", "the quay is lost"),
        ("As the Courier has reported, it is lost.", "the Courier", "it is lost"),
        ("The quay is lost, harbor papers show.", "harbor papers", "The quay is lost"),
        ("A poll shows Quill in the lead.", "A poll", "Quill in the lead"),
        (
            "The poll out this week showed Quill in the lead.",
            "The poll",
            "Quill in the lead",
        ),
        (
            "Quill, who was a clerk once, has vowed to stay on the quay.",
            "Quill",
            "to stay on the quay",
        ),
        (
            "Quill said on Harbor TV's “Meet the Town” on Sunday that it was lost.",
            "Quill",
            "that it was lost",
        ),
        (
            "Quill wrote in a Tarn Courier op-ed that it was lost.",
            "Quill",
            "that it was lost",
        ),
        (
            "The town dropped a plan that Quill said would cost jobs.",
            "Quill",
            "would cost jobs",
        ),
        ("He met Quill, who’s called for a vote.", "Quill", "a vote"),
        (
            "“It is lost,” the newly elected council leader added.",
            "the newly elected council leader",
            "“It is lost,”",
        ),
    ],
)
def test_statements_where_a_cue_stands_apart(
    text: str, speaker: str, content: str
) -> None:
    """Adverbs, relative clauses, titles and openings do not hide who speaks."""
    assert (speaker, content) in _said(text)


def test_according_to_in_the_middle() -> None:
    """What stands on both sides of "according to X" is what X says."""
    text = "The quay, according to Quill, has sunk by a foot."
    assert [content for _, content in _said(text)] == [
        "The quay",
        "has sunk by a foot",
    ]
    text = "The quay has sunk, according to Quill, a clerk who was there."
    assert [content for _, content in _said(text)] == ["The quay has sunk"]


@pytest.mark.parametrize(
    "text",
    [
        "Quill's attacks hurt the town.",
        "They unveiled the mayor's plans to build a quay.",
        "Quill's proposed lease of the quay was dropped.",
        "When the clerks came to the quay, they agreed to pay.",
        "The police report on the fire was lost.",
        "As part of the lease announced on Monday, the quay was shut.",
    ],
)
def test_a_noun_behind_an_owner_is_no_cue(text: str) -> None:
    """What somebody owns is a noun, and who agrees to do something does it."""
    assert _said(text) == []
