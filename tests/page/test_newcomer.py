"""What a first reader of the page trips over is told where it stands."""

from __future__ import annotations

import re
import warnings

import pandas as pd
import pytest

import framing as fr
from framing.comparison.speaking import OTHERS, UNKNOWN
from framing.comparison.unnamed import MANY_UNKNOWN
from framing.page.writing import WIDER

# Of Echo's attributed words more than a third are she's, of all words fewer.
SAID = [
    ("Echo", 'Ann Lee left. "We stay here with you for good now," Ann Lee said.'),
    ("Echo", 'Ann Lee came. "We are poor and old," she said. Rain fell on the town.'),
    ("Post", '"We all go home now and stay there for good," Omar Bell said.'),
    ("Post", '"The road is long and the night is very cold," Omar Bell said.'),
]
LEXICON = fr.Lexicon.from_dict({"care": ["stay"], "cold": ["cold"]})


def report_of(rows, lexicon=LEXICON):
    docs = pd.DataFrame(rows, columns=["outlet", "text"])
    corpus = fr.Corpus(docs.set_index(pd.Index([f"d{i}" for i in range(len(rows))])))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", fr.FramingWarning)
        return fr.report(corpus, by="outlet", lexicon=lexicon, scorer="fast")


@pytest.fixture(scope="module")
def said():
    return report_of(SAID)


@pytest.fixture(scope="module")
def caravan():
    return fr.report(fr.load_example("caravan"), events="event", scorer="fast")


def table(page, caption):
    found = re.search(rf"<table[^>]*><caption>{caption}.*?</table>", page, re.DOTALL)
    return "" if found is None else found[0]


def test_one_outlet_with_many_unknown_speakers_is_named(said) -> None:
    """Its people would else seem silent, however well the other's are known."""
    voices = said.voices
    assert voices.unknown_of_all < MANY_UNKNOWN <= voices.unknown["Echo"]
    assert voices.many_unknown
    assert voices.least_known == "Echo"
    told = [line for line in said.summary if "no known actor" in line]
    assert len(told) == 1
    assert f"{voices.unknown['Echo']:.0%} in Echo" in told[0]
    assert "pronouns=True" in told[0]


def test_notes_of_shares_stand_in_their_table(said) -> None:
    """The row of unknown speakers says what names more, in Python and in a shell."""
    shares = table(said.html, "Share of voice")
    assert ">note</th>" in shares
    assert "by no known actor: pronouns=True (in a shell: --pronouns) names" in shares
    assert "find_actors(" not in shares


def test_a_lexicon_that_matches_nothing_is_told_first() -> None:
    """Nothing is tested, and no p-value is printed for what does not occur."""
    rows = [(outlet, "It rained on the town.") for outlet in "AAAABBBB"]
    page = report_of(rows, fr.Lexicon.from_dict({"fear": ["threat"]}, name="mine"))
    assert page.answer[0].startswith("No entry of the lexicon “mine” occurs in the")
    assert "chance" not in " ".join((*page.answer, *page.summary))
    assert not table(page.html, "Differences in frames")
    assert "“fear” terms were found" in page.html


def test_tone_is_answered_where_there_are_no_frames() -> None:
    """Tone has its own tests, whatever the lexicon."""
    none = fr.Lexicon.from_dict({"fear": ["zzyzx"]}, name="mine")
    corpus = fr.load_example("caravan")
    with pytest.warns(fr.FramingWarning, match="Nothing of the lexicon"):
        page = fr.report(corpus, lexicon=none, events="event", scorer="fast")
    told = " ".join(page.answer)
    assert told.startswith("No entry of the lexicon “mine”")
    assert "tested differences in tone toward actors" in told
    assert "in the use of frames" not in told
    assert table(page.html, "Differences in tone")


def test_quotes_behind_a_share_are_as_many_as_its_table_says(caravan) -> None:
    """A quote in two parts around its cue is one quote in both places."""
    shares = caravan.voices.shares
    shown = shares[
        (shares["n_quotes"] > 0) & ~shares["speaker"].isin([OTHERS, UNKNOWN])
    ]
    spans = caravan.quotes.spans
    assert spans["quote"].duplicated().any()
    assert len(shown)
    for group, speaker, n in zip(
        shown["group"], shown["speaker"], shown["n_quotes"], strict=True
    ):
        told = f"{n} quote{'' if n == 1 else 's'}"
        assert f"<summary>{group} · {speaker} <small>{told}</small>" in caravan.html


def test_the_wider_of_two_intervals_is_explained_once(caravan) -> None:
    """The first table with such a note is followed by what the two are."""
    page = caravan.html
    clause = f"“{WIDER.capitalize()}”: one comes from how much the articles differ"
    assert page.count(clause) == 1
    assert WIDER in page[: page.index(clause)]
