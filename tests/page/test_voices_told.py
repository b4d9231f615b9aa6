"""Who speaks, in the same words everywhere; what few articles cannot tell."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import framing as fr
from framing.comparison.bounds import UNBOUNDED
from framing.comparison.contrasts import _AT_ODDS
from framing.comparison.voice_names import VOICE_NAMES, voice_name
from framing.page.summary import summarize_frames
from framing.page.writing import plain_note

LEXICON = fr.Lexicon.from_dict({"fear": ["threat"], "care": ["help"]})
SAID = [
    ("Echo", "Ann Lee left. She said the deal was poor. She said the town slept."),
    ("Echo", "Ann Lee came back. She said that help was near and would come soon."),
    ("Post", "Omar Bell stayed. He said the threat was over. He said all was well."),
    ("Post", "Omar Bell slept. He said help was at hand. Ann Lee met Omar Bell."),
]


def corpus_of(rows):
    docs = pd.DataFrame(rows, columns=["outlet", "text"])
    return fr.Corpus(docs.set_index(pd.Index([f"d{i}" for i in range(len(rows))])))


def report_of(**options):
    return fr.report(corpus_of(SAID), lexicon=LEXICON, scorer="fast", **options)


@pytest.fixture(scope="module")
def plain():
    return report_of()


@pytest.fixture(scope="module")
def resolved():
    return report_of(pronouns=True)


def test_pronouns_name_speakers_only_where_asked(plain, resolved) -> None:
    """The words after "she said" belong to nobody, or to the one person she can be."""
    assert plain.voices.unknown_of_all == 1
    assert resolved.voices.unknown_of_all == 0
    assert {"Ann Lee", "Omar Bell"} <= set(resolved.voices.shares["speaker"])


def test_pronouns_are_told_in_methods_and_provenance(plain, resolved) -> None:
    """A reader of the paper learns which was done, a machine as well."""
    assert "“He” and “she” were not resolved" in plain.methods
    assert "“He” and “she” counted as the one person" in resolved.methods
    assert plain.provenance["parameters"]["pronouns"] is False
    assert resolved.provenance["parameters"]["pronouns"] is True
    assert "and of these 100% to a known actor" in resolved.methods


def test_many_unknown_speakers_come_with_what_to_type(plain, resolved) -> None:
    """Where a third of the words has no known speaker the page says what names more."""
    told = [line for line in plain.summary if "no known actor" in line]
    assert len(told) == 1
    assert "100% of the attributed words" in told[0]
    assert "pronouns=True" in told[0]
    assert "--pronouns" in told[0]
    assert not [line for line in resolved.summary if "no known actor" in line]


def test_listing_is_told_where_pronouns_are_resolved_already() -> None:
    """What is still unknown then needs names, not pronouns."""
    rows = [("Echo", '"Go home," the stranger said. Ann Lee was away all that week.')]
    page = fr.report(corpus_of(rows), lexicon=LEXICON, scorer="fast", pronouns=True)
    told = " ".join(page.summary)
    if page.voices.many_unknown:
        assert "list speakers" in told.lower()
    assert "pronouns=True" not in told


def test_a_voice_without_an_estimate_has_no_column(plain) -> None:
    """It is left out of the table, and one line says why."""
    assert "self" not in plain.tone_by_voice
    name = voice_name("self")
    assert f"No column “{name}”: no sentence there has an estimate" in plain.html
    table = re.search(r"<caption>Tone by voice.*?</thead>", plain.html, re.DOTALL)
    assert table is None or name not in table[0]


def test_voices_have_one_name_on_the_page(resolved) -> None:
    """Tables, figures and evidence use the names of the one mapping."""
    page = resolved.html
    for voice in resolved.tone_by_voice:
        assert voice_name(voice) in page
        assert f"In {voice_name(voice)} <small>" in page
    assert "an unknown speaker" not in page
    assert "other speakers" not in page


def test_every_value_has_one_wording() -> None:
    """No two values are called alike, and names of actors stay as they are."""
    assert len(set(VOICE_NAMES.values())) == len(VOICE_NAMES)
    assert voice_name("Ann Lee") == "Ann Lee"


def test_what_is_not_bounded_is_not_said_to_overlap() -> None:
    """An interval that bounds nothing can neither overlap nor stand apart."""
    rows = [
        ("Echo", "A threat. " + "Rain fell on the town. " * 3),
        *[("Echo", "Rain fell on the town. " * 4)] * 3,
        *[("Post", "A threat came. Rain fell on the town.")] * 4,
    ]
    fear = fr.Lexicon.from_dict({"fear": ["threat"]})
    result = fr.compare(fr.find_frames(corpus_of(rows), fear), by="outlet")
    lines = [line for line in summarize_frames(result) if UNBOUNDED in line]
    assert lines
    for line in lines:
        assert "overlap" not in line
        assert "from so little the intervals bound nothing" in line


def test_disagreement_of_test_and_interval_is_told_shortly() -> None:
    """The page keeps what it means and leaves the address to the documentation."""
    assert plain_note(f"no hit; {_AT_ODDS}") == (
        "no hit; test and interval disagree: the test moves these articles, the "
        "interval allows for others"
    )
