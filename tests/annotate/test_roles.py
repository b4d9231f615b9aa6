"""Who acts and who is acted upon, sentence by sentence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

import framing as fr
from framing.annotate.action import Act, action_forms
from framing.annotate.roles import ROLE_LABELS, find_roles
from tests.strategies import texts

AGENT, PATIENT = ROLE_LABELS


def roles_of(text):
    roles = find_roles(fr.find_actors(fr.read_articles([{"text": text}])))
    columns = ["name", "label", "verb", "passive", "rule"]
    return [tuple(row) for row in roles.spans[columns].to_numpy().tolist()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Migrants rammed through the gate.", ("migrants", AGENT, "ram", False)),
        ("The migrants had crossed the river.", ("migrants", AGENT, "cross", False)),
        ("Officers will arrest the driver.", ("officers", AGENT, "arrest", False)),
        ("The protesters are blocking a road.", ("protesters", AGENT, "block", False)),
        ("Ann Lee did not sign the order.", ("Ann Lee", AGENT, "sign", False)),
        ("Migrants were detained on Monday.", ("migrants", PATIENT, "detain", True)),
        ("Children have been taken away.", ("children", PATIENT, "take", True)),
        ("Ann Lee was quickly arrested.", ("Ann Lee", PATIENT, "arrest", True)),
        ("The refugees aren't protected.", ("refugees", PATIENT, "protect", True)),
        ("Migrants who crossed were tired.", ("migrants", AGENT, "cross", False)),
        ("Migrants, who were deported, left.", ("migrants", PATIENT, "deport", True)),
        ("He met migrants detained in Texas.", ("migrants", PATIENT, "detain", True)),
        ("He was stopped by police.", ("police", AGENT, "stop", True)),
        ("It was signed by Mr. Omar Bell.", ("Omar Bell", AGENT, "sign", True)),
        ("They deported the migrants.", ("migrants", PATIENT, "deport", False)),
        ("He vowed to protect migrants.", ("migrants", PATIENT, "protect", False)),
        ("It says after migrants crossed.", ("migrants", AGENT, "cross", False)),
    ],
)
def test_role_is_found(text, expected):
    """The mention has the role, the verb and the voice of the verb."""
    assert expected in [row[:4] for row in roles_of(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Migrants said they were tired.",
        "A number of migrants rose.",
        "Migrants are expected to come soon.",
        "The migrants' bus crossed the river.",
        "They blocked the migrants' bus.",
        "Separating families was never tracked.",
        "Migrants and reporters.",
        "The police chief.",
    ],
)
def test_no_role_is_guessed(text):
    """Speech, possessives, nouns after a preposition and expectations are no roles."""
    assert [
        row[0] for row in roles_of(text) if row[0] in {"migrants", "families"}
    ] == []


@pytest.mark.xfail(reason="a shared subject needs a parser: only the last noun has it")
def test_shared_subject_known_hard():
    """Both nouns joined by "and" act."""
    found = {row[0] for row in roles_of("Migrants and reporters crossed the river.")}
    assert found >= {"migrants", "reporters"}


@pytest.mark.xfail(reason="the agent stands too far from its verb")
def test_distant_agent_known_hard():
    """Words may stand between a participle and its agent."""
    found = roles_of("He was arrested on Monday night in Texas by police.")
    assert ("police", AGENT, "arrest", True, "by") in found


def test_one_mention_can_have_two_roles():
    """Object of one verb and subject of the next."""
    found = roles_of("Officers stopped migrants who crossed the river.")
    assert ("migrants", PATIENT, "stop", False, "object") in found
    assert ("migrants", AGENT, "cross", False, "who") in found
    assert ("officers", AGENT, "stop", False, "subject") in found


def test_verb_right_before_a_group_is_no_modifier():
    """A verb right before a group is a verb."""
    found = roles_of("Police detained migrants.")
    assert ("migrants", PATIENT, "detain", False, "object") in found


def test_verb_can_be_looked_up_in_the_text():
    """Offsets of the verb point at its form."""
    text = "Two migrants were detained by police."
    spans = find_roles(fr.find_actors(fr.read_articles([{"text": text}]))).spans
    places = zip(spans["verb_start"], spans["verb_end"], strict=True)
    assert {text[a:b] for a, b in places} == {"detained"}


def test_roles_never_cross_sentences():
    """A verb of the next sentence is not taken."""
    assert roles_of("He saw migrants. Crossed lines were drawn.") == []


def test_roles_are_compared_like_all_findings():
    """The annotations count per article and go into a comparison."""
    roles = find_roles(fr.find_actors(fr.load_example("caravan")))
    assert roles.labels == ROLE_LABELS
    result = fr.compare(roles, by="outlet", measure="balance")
    assert result.table["label"].unique().tolist() == ["agent / patient"]


def test_other_kinds_are_refused():
    """Frames have no roles."""
    with pytest.raises(ValueError, match="kind 'actors'"):
        find_roles(fr.find_frames(fr.load_example("caravan")))


def test_no_mention_gives_an_empty_table_with_columns():
    """Articles without actors give no rows and all columns."""
    spans = find_roles(fr.find_actors(fr.read_articles([{"text": "Rain."}]))).spans
    assert not len(spans)
    assert {"actor", "verb", "passive", "rule"} <= set(spans.columns)


def test_every_form_has_one_kind():
    """Each verb form is of exactly one kind."""
    kinds = (Act.DONE_TO, Act.MOVES, Act.OPEN, Act.ALONE)
    for form, (bits, lemma) in action_forms().items():
        assert sum(bool(bits & kind) for kind in kinds) == 1, (form, lemma)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("trapped", "trap"), ("fled", "flee"), ("denies", "deny"), ("rushes", "rush")],
)
def test_forms_lead_to_their_verb(form, lemma):
    """Doubled, irregular and spelled-out endings are known."""
    assert action_forms()[form][1] == lemma


@settings(max_examples=80, deadline=None)
@given(texts)
def test_any_text_gives_spans_inside_it(text):
    """Mentions and verbs lie in the text and in one sentence, whatever it is."""
    given_text = f"{text} Migrants were detained by police. {text}"
    actors = fr.find_actors(fr.read_articles([{"text": given_text}]))
    roles = find_roles(actors)
    spans, source = roles.spans, roles.corpus.texts[0]
    assert (spans["verb_start"] < spans["verb_end"]).all()
    for start, end, words in spans[["start", "end", "text"]].to_numpy().tolist():
        assert source[start:end] == words
    tokens = roles.tokens
    at = np.searchsorted(tokens.start, spans["verb_start"])
    assert (tokens.sentence[at] == spans["sentence"].to_numpy()).all()
