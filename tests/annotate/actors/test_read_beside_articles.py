"""What a reader who held the tables beside the articles called wrong."""

from __future__ import annotations

import pandas as pd
import pytest

import framing as fr
from framing.annotate.actors import find_actors


def spans_of(text, **options):
    docs = pd.DataFrame({"text": [text]}, index=["a"])
    return find_actors(fr.Corpus(docs), **options).spans


def rows(text, *columns, **options):
    return spans_of(text, **options)[list(columns)].to_numpy().tolist()


TYPES = [
    # what only persons have
    ("Critics of the Oldham administration left. They saw Oldham.",
     "Oldham", "person"),
    ("They talked of Oldham. Oldham's widow agreed.", "Oldham", "person"),
    # an age or a post outweighs the shape of a name
    ("“It is good,” said Katka Green, a spokesperson for the group.",
     "Katka Green", "person"),
    # who is told something need not be a person
    ("She told Newsbild TV that it rained. Newsbild agreed.",
     "Newsbild", "organisation"),
    # places in a row, areas, towns that are first names as well
    ("They met in Brussels, Nivel and Paris. Nivel is small.", "Nivel", "place"),
    ("Fires burned in areas of Chandpur, Bhajpur and Maujgarh. Bhajpur was calm.",
     "Bhajpur", "place"),
    ("They saw Mustafgarh, an area in the north. Mustafgarh burned.",
     "Mustafgarh", "place"),
    ("They went to the camp in Donna, Texas. Donna was full.", "Donna", "place"),
    ("He lives inside the Larkmoor Beltway.", "Larkmoor Beltway", "place"),
    # rivers and ships are no organisations
    ("They walked along the Suchilate. The Suchilate is wide.", "Suchilate", "place"),
    ("They camped on the banks of the Ovria. The Ovria rose.", "Ovria", "place"),
    ("They sailed aboard the Marigante. The Marigante sank.", "Marigante", "unknown"),
    # bodies
    ("Visit Sweden agreed.", "Visit Sweden", "organisation"),
    ("The Centers for Disease Control and Prevention agreed.",
     "Centers for Disease Control and Prevention", "organisation"),
    ("The Lake County Board of Supervisors met.",
     "Lake County Board of Supervisors", "organisation"),
    ("The Irving Harbor School District agreed.", "Irving Harbor School District",
     "organisation"),
    ("The Post reported that it rained.", "Post", "organisation"),
    ("He told a clerk. The Teamsters said no. The Board ruled that it may.",
     "Board", "organisation"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "kind"), TYPES)
def test_type(text, name, kind):
    """What stands around a name tells its type."""
    found = rows(text, "text", "actor_type", groups=False, places=True)
    kinds = [told for words, told in found if words == name]
    assert kinds
    assert set(kinds) == {kind}


def test_interest_in_a_person_is_no_place():
    """One "in" among many mentions makes no place of a person."""
    text = "They cheer Buttwick. I have interest in Buttwick. I think Buttwick is shy."
    assert [kind for _, kind in rows(text, "text", "actor_type")] == ["unknown"] * 3


MERGED = [
    ("Biologist Nora Vik left. Nora Vik came back.", ["Nora Vik"] * 2),
    ("Biologist Tormo Vik left. They met Tormo Vik.", ["Tormo Vik"] * 2),
    # a relative does not share the bare surname
    ("Gov. Lars Hogue won. He and his wife, Yumi Hogue, danced. Hogue smiled.",
     ["Lars Hogue", "Yumi Hogue", "Lars Hogue"]),
    # two generations
    ("Donald Trunk met Donald Trunk Jr. today. Trunk smiled. Trunk Jr. left.",
     ["Donald Trunk", "Donald Trunk Jr.", "Donald Trunk", "Donald Trunk Jr."]),
    ("Martin Kong Jr. spoke. Kong left.", ["Martin Kong Jr."] * 2),
    # brackets of an editor
    ("President (Donald) Trunk won. They saw Trunk.", ["Trunk"] * 2),
    # the place in a name that is defined
    ("The Coalition for Humane Farm Rights of Los Angeles (CHFRLA) met. CHFRLA won.",
     ["Coalition for Humane Farm Rights"] * 3),
]  # fmt: skip


@pytest.mark.parametrize(("text", "labels"), MERGED)
def test_merged(text, labels):
    """Names are merged, or kept apart, as a reader would."""
    assert spans_of(text, groups=False)["label"].tolist() == labels


OFFICES = [
    ("President Ann Holt met Vice President Bo Lund. Lund left. The president stayed.",
     "The president", "Ann Holt"),
    ("President Ann Holt met Vice President Bo Lund. The vice president left.",
     "The vice president", "Bo Lund"),
    ("Attorney General Ann Holt spoke. The attorney general left.",
     "The attorney general", "Ann Holt"),
    ("Ohio Gov. Mike Dunne met Gov. Lars Hogue of Maryland. The Ohio governor left.",
     "The Ohio governor", "Mike Dunne"),
    ("Ohio Gov. Mike Dunne met Gov. Lars Hogue of Maryland. The Maryland governor won.",
     "The Maryland governor", "Lars Hogue"),
    ("President Ann Holt spoke. Holt smiled. “President Bo Lund lied,” she said.\n\n"
     "The president then left.", "The president", "Ann Holt"),
    ("The Trunk administration won. The administration has lost.",
     "administration", "Trunk administration"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "label"), OFFICES)
def test_office(text, words, label):
    """An office means whom a reader would take it for."""
    assert [words, label] in rows(text, "text", "label")


NOT_MEANT = [
    # an office that nobody of the article holds
    ("Attorney General Ann Holt spoke. The general left.", "The general"),
    ("Deputy Solicitor General Bo Lund spoke. The solicitor general left.",
     "The solicitor general"),
    ("President Ann Holt met former President Bo Lund. The former president left.",
     "The former president"),
    ("Ohio Gov. Mike Dunne spoke. The Utah governor left.", "The Utah governor"),
    # two administrations; one that is not the president's
    ("The Trunk administration won. The Obara administration lost. "
     "The administration has fallen.", "administration"),
    ("President Lars Trunk ended an Obara administration program. President Obara "
     "slept. President Trunk won. The administration has won.", "administration"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), NOT_MEANT)
def test_office_of_nobody(text, words):
    """Where it is not clear who is meant, nobody is."""
    assert words not in spans_of(text)["text"].tolist()


def test_whom_a_speaker_disagrees_with():
    """In '"I saw the president," Lee said' Lee is not the president."""
    text = "President Ann Holt spoke. “I saw the president,” Bo Lee said."
    assert ["the president", "Ann Holt"] in rows(text, "text", "label")


GROUPS = [
    ("It has separated thousands of migrant children.",
     "thousands of migrant children", "migrant children"),
    ("They had registered 2,342 children.", "2,342 children", "children"),
    ("At least 20 people died.", "At least 20 people", "people"),
    ("He won more than Republican governors did.",
     "Republican governors", "Republican governors"),
    ("The row over immigrant families grew.", "immigrant families",
     "immigrant families"),
    ("They educate the public about refugees.", "refugees", "refugees"),
    ("Over 20 people left.", "Over 20 people", "people"),
    ("Active duty service members left.", "service members", "service members"),
    ("LGBT voters left.", "LGBT voters", "LGBT voters"),
    ("These are the Americans Buttwick seeks.", "Americans", "Americans"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "label"), GROUPS)
def test_where_a_group_begins(text, words, label):
    """Verbs and prepositions before a group are no part of it."""
    assert [words, label] in rows(text, "text", "label")


NOTHING = [
    "The law adds a VAT. A VAT is costly.",
    "The bill adds a RUT. The idea of a RUT, he said, is odd.",
    "They fight for LGBT rights.",
    "Dora Quist/The Larkmoor Gazette",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_actor(text):
    """Taxes, letters of things and picture credits are no actors."""
    assert "Dora Quist" not in spans_of(text)["text"].tolist()
    assert not set(spans_of(text)["text"]) & {"VAT", "RUT", "LGBT"}


PRONOUNS = [
    ("Rep. Bo Lund left.\n\n“President Carl Moll lied,” he said.", "Bo Lund"),
    ("Bo Lund left. In a talk he smiled.", "Bo Lund"),
]


@pytest.mark.parametrize(("text", "label"), PRONOUNS)
def test_he(text, label):
    """Whom a speaker speaks of is not the speaker."""
    found = rows(text, "text", "label", pronouns=True)
    assert [name for word, name in found if word == "he"] == [label]


def test_a_pronoun_before_its_name():
    """Of "In opening his talk, Moll smiled" somebody named before is not meant."""
    text = "Ann Lee met Bo Lund. In opening his talk, President Carl Moll smiled."
    assert "his" not in spans_of(text, pronouns=True)["text"].tolist()
