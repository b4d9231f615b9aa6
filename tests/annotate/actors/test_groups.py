"""People without a name are found with head and modifiers, governments by demonym."""

from __future__ import annotations

import pandas as pd
import pytest

import framing as fr
from framing.annotate.actors import find_actors


def groups_of(text, **options):
    docs = pd.DataFrame({"text": [text]}, index=["a"])
    spans = find_actors(fr.Corpus(docs), **options).spans
    return spans[spans["mention"] == "group"]


GROUPS = [
    ("About 1,000 Honduran migrants waited.",
     "About 1,000 Honduran migrants", "Honduran migrants", "About 1,000 Honduran"),
    ("Six federal police officers left.",
     "Six federal police officers", "federal police officers", "Six federal police"),
    ("Thousands of Central American migrants came.",
     "Thousands of Central American migrants",
     "Central American migrants", "Thousands Central American"),
    ("They met more than 1,000 people.", "more than 1,000 people", "people",
     "more than 1,000"),
    ("Undocumented immigrants came.", "Undocumented immigrants",
     "undocumented immigrants", "Undocumented"),
    ("They blamed the illegal aliens.", "illegal aliens", "illegal aliens", "illegal"),
    ("The asylum seekers waited.", "asylum seekers", "asylum seekers", "asylum"),
    ("Many Haitians left.", "Many Haitians", "Haitians", "Many"),
    ("They met Muslims.", "Muslims", "Muslims", ""),
    ("House Democrats agreed.", "House Democrats", "House Democrats", "House"),
    ("Two of the five women left.", "Two of the five women", "women", "Two five"),
    ("Dozens of angry young protesters left.", "Dozens of angry young protesters",
     "angry young protesters", "Dozens angry young"),
    ("They met Quist supporters.", "Quist supporters", "Quist supporters", "Quist"),
    ("The migrants' tents stood.", "migrants", "migrants", ""),
    ("Twelve people fed the injured.", "injured", "injured", ""),
    ("The Haitian and Cuban migrants left.", "Haitian and Cuban migrants",
     "Haitian and Cuban migrants", "Haitian and Cuban"),
    ("The FBI agents left.", "FBI agents", "FBI agents", "FBI"),
    ("They fought the ruthless new owners.", "ruthless new owners", "new owners",
     "ruthless new"),
    ("They met Tarn's brave dockers.", "brave dockers", "dockers", "brave"),
    ("They met the angry illegal migrants.", "angry illegal migrants",
     "angry illegal migrants", "angry illegal"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found", "label", "modifiers"), GROUPS)
def test_groups_keep_head_and_modifiers(text, found, label, modifiers):
    """The label says who they are; counts and articles stay out of it."""
    last = groups_of(text).iloc[-1]
    assert (last["text"], last["label"], last["modifiers"]) == (found, label, modifiers)
    assert label.endswith(last["head"])


GOVERNMENTS = [
    ("The Mexican government left.", "Mexican government"),
    ("They met U.S. authorities.", "U.S. authorities"),
    ("Guatemalan officials lied.", "Guatemalan officials"),
    ("The Quist administration lied.", "Quist administration"),
    ("The Mexican and Guatemalan governments met.",
     "Mexican and Guatemalan governments"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "label"), GOVERNMENTS)
def test_governments_by_demonym_are_separate_actors(text, label):
    """Government, authorities and officials of one country stay apart."""
    [row] = groups_of(text).itertuples()
    assert (row.label, row.actor_type) == (label, "government")


@pytest.mark.parametrize(
    "text",
    [
        "Police stations and migrant shelters closed.",
        "Public schools and family reunions were discussed.",
        "Child care was cheap.",
        "They injured it and it died.",
    ],
)
def test_a_group_noun_before_a_noun_is_no_group(text):
    """A noun that only describes the next one names nobody."""
    assert groups_of(text).empty


def test_a_name_inside_a_group_gives_way():
    """Supporters of a person are not that person."""
    docs = pd.DataFrame({"text": ["Tad Moss left. Moss supporters wept."]}, index=["a"])
    labels = find_actors(fr.Corpus(docs)).spans["label"].tolist()
    assert labels == ["Tad Moss", "Moss supporters"]


def test_groups_can_be_left_out():
    """Without groups only names remain."""
    assert groups_of("The migrants left.", groups=False).empty


def test_one_group_has_one_label_in_any_case():
    """A capital that opens a sentence makes no new group."""
    found = groups_of("Migrant families left. The migrant families came.")
    assert found["label"].tolist() == ["migrant families"] * 2
    assert len(set(found["actor"])) == 1


VERBS = [
    ("Low prices drive customers away.", "customers"),
    ("The law would punish employers.", "employers"),
    ("They will receive patients.", "patients"),
    ("The grant can house old families.", "old families"),
    ("She wanted foreign players.", "foreign players"),
    ("The board enables students and deprives residents.", "students residents"),
    ("She suspects fraud.", ""),
    ("The club says it recruits.", ""),
    ("They police the roads.", ""),
]


@pytest.mark.parametrize(("text", "found"), VERBS)
def test_a_verb_before_a_group_is_no_part_of_it(text, found):
    """What is done to people does not say who they are."""
    assert " ".join(groups_of(text)["text"]) == found


@pytest.mark.parametrize(
    "text", ["It's people.", "The suspects left.", "A wanted man met wanted criminals."]
)
def test_a_group_stays_one_beside_a_like_verb(text):
    """Only a subject before it makes a verb of a group noun."""
    assert not groups_of(text).empty
