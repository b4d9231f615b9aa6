"""Whom "the trust" and "the chief executive" mean: symmetric, or nobody."""

from __future__ import annotations

import pandas as pd
import pytest

import framing as fr

ALVA = "Alva Bay NHS Trust"


def roles_of(text: str) -> list[tuple[str, str]]:
    """List what stands for an actor without a name, and the actor."""
    corpus = fr.Corpus(pd.DataFrame({"text": [text]}, index=["a"]))
    spans = fr.find_actors(corpus).spans
    spans = spans[spans["mention"] == "role"]
    return list(spans[["text", "label"]].itertuples(index=False, name=None))


BODIES = [
    (f"{ALVA} met. The trust said no.", [("trust", ALVA)]),
    (f"{ALVA} met. The trust spent more.", [("trust", ALVA)]),
    (f"{ALVA} met. The NHS trust said no.", [("NHS trust", ALVA)]),
    ("Corvane County Council met. The county council said no.",
     [("county council", "Corvane County Council")]),
    ("Orla Hospice is full. The hospice closed.", [("hospice", "Orla Hospice")]),
    ("The Royal College of Ferrymen met. The college said no.",
     [("college", "Royal College of Ferrymen")]),
    ("Brightsea Ferries Ltd paid. The company paid more.",
     [("company", "Brightsea Ferries Ltd")]),
    # what a body is introduced as
    ("The union Ferrol said no. The union met.", [("union", "Ferrol")]),
    ("Ferrol, the public service union, said no. The union met.",
     [("union", "Ferrol")]),
    ("Quillmark, a small housing charity which helps tenants, agreed. The charity met.",
     [("charity", "Quillmark")]),
    # two of a kind, none before, something else, a stranger since
    (f"{ALVA} and Corvane NHS Trust met. The trust said no.", []),
    (f"The trust said no. {ALVA} met.", []),
    (f"{ALVA} met. The trust between them was gone.", []),
    (f"{ALVA} met. The school trust said no.", []),
    ("Orla Hospice is full. It wrote to a hospice in Bree. The hospice closed.", []),
    ("Orla Hospice is full. A small hospice helped. Orla Hospice thanked it. "
     "The hospice is old.", [("hospice", "Orla Hospice")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BODIES)
def test_bodies(text: str, expected: list[tuple[str, str]]) -> None:
    """A definite noun is the one body of the article with that head, or nobody."""
    assert roles_of(text) == expected


DOLE = [("chief executive", "Ann Dole")]
THEN = " The chief executive left."
POSTS = [
    ("Chief executive Ann Dole wept." + THEN, DOLE),
    ("Chief Executive Ann Dole wept." + THEN, DOLE),
    ("On Monday chief executive Dr Ann Dole wept." + THEN, DOLE),
    ("Ann Dole, the ferry's chief executive, wept." + THEN, DOLE),
    ("Ann Dole, 54, chief executive of the ferry, wept." + THEN, DOLE),
    ("Ann Dole, who is chief executive of the ferry, wept." + THEN, DOLE),
    ("The ferry's chief executive, Ann Dole, wept." + THEN, DOLE),
    ("Its chief executive, Ann Dole, wept." + THEN, DOLE),
    ("Headteacher Tom Oak wept. The headteacher left.", [("headteacher", "Tom Oak")]),
    ("Health minister Tom Oak wept. The minister and the health minister left.",
     [("minister", "Tom Oak"), ("health minister", "Tom Oak")]),
    ("Ann Dole, a nurse, wept. The nurse left.", [("nurse", "Ann Dole")]),
    # whose chief executive
    (f"{ALVA} met. Ann Dole, the trust's chief executive, wept. "
     "The trust's chief executive left.",
     [("trust", ALVA), ("trust", ALVA), *DOLE]),
    # two of them, another one, somebody who only was one, nobody
    ("Chief executive Ann Dole and chief executive Tom Oak wept." + THEN, []),
    ("Ann Dole, the ferry's chief executive, wept. The council's chief executive "
     "left.", []),
    ("Ann Dole, the ferry's chief executive, wept. The council's chief executive "
     "left." + THEN, []),
    ("Chief executive Ann Dole wept. A chief executive of another line left." + THEN,
     []),
    ("Former chief executive Ann Dole wept." + THEN, []),
    ("Deputy minister Tom Oak wept. The minister left.", []),
    ("Ann Dole wept." + THEN, []),
    ("The chief executive left. Then chief executive Ann Dole wept.", []),
    # a post that too many have says nothing alone
    ("Club president Tom Oak wept. The president left.", []),
    ("Club president Tom Oak wept. The club president left.",
     [("club president", "Tom Oak")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), POSTS)
def test_posts(text: str, expected: list[tuple[str, str]]) -> None:
    """A post is the one person who was introduced by it, or nobody."""
    assert roles_of(text) == expected


def test_both_sides_have_a_share_of_voice() -> None:
    """The union and the trust, the leader and the chief executive speak alike."""
    text = (
        f"{ALVA} and the Growers' Union met. The trust said it was over. "
        "The union said it was not. Chief executive Ann Dole and union leader Tom Oak "
        "wept. The chief executive said it was late. The union leader said it was not."
    )
    corpus = fr.read_articles([{"text": text}])
    quotes = fr.find_quotes(corpus, actors=fr.find_actors(corpus)).spans
    assert quotes["speaker_actor"].tolist() == [
        ALVA, "Growers' Union", "Ann Dole", "Tom Oak"
    ]  # fmt: skip


PRONOUNS = [
    ("Tom Oak came. The ferry's chief executive said his door was open.", []),
    ("Tom Oak came. A minister said he was glad.", []),
    ("Tom Oak met the ferry's chairman. He was glad.", []),
    ("The ferry's chief executive left. Tom Oak met his aides.", ["Tom Oak"]),
    ("The ferry's chairman, Tom Oak, said his door was open.", ["Tom Oak"]),
    ("Chairman Tom Oak came. The chairman said his door was open.", ["Tom Oak"]),
]


@pytest.mark.parametrize(("text", "expected"), PRONOUNS)
def test_pronoun_beside_somebody_without_a_name(text: str, expected: list[str]) -> None:
    """Where a person without a name may be meant, a pronoun is left alone."""
    corpus = fr.read_articles([{"text": text}])
    spans = fr.find_actors(corpus, pronouns=True).spans
    assert spans.loc[spans["mention"] == "pronoun", "label"].tolist() == expected


NAMES = [
    ("Nurses in Ward Nine and Ward 9 wept.", ["nurses"]),
    ("Nurses who staff children's wards left.", ["nurses", "children"]),
    ("They could not staff children's wards.", ["children"]),
    ("Too few came to staff children's wards.", ["children"]),
    ("The staff members left.", ["staff members"]),
    ("St Anne's Hospital is full, St Anne's said.", ["St Anne's Hospital"] * 2),
    ("He runs St Mary’s Primary School.", ["St Mary’s Primary School"]),
    ("Port Alva is old. Alva has a ferry. The Alva ferry is small.", []),
    ("Port Alva is old. Alva said she wept. Later Alva left.", ["Alva"] * 2),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names_that_are_none_and_names_of_saints(
    text: str, expected: list[str]
) -> None:
    """Numbered things, verbs and short names of places are no actors; saints own."""
    corpus = fr.read_articles([{"text": text}])
    found = fr.find_actors(corpus).spans["label"].tolist()
    assert [name for name in found if name in expected] == expected
    assert set(found) <= set(expected)


def test_a_first_name_of_either_gender_fits_both_pronouns():
    """Dana may be meant by "she", who said something since Helen was named."""
    text = (
        "Helen Strand apologised. Dana Okafor said it took hours. “It did,” she said."
    )
    corpus = fr.read_articles([{"text": text}])
    found = fr.find_actors(corpus, pronouns=True)
    she = found.spans[found.spans["text"] == "she"]
    assert she["label"].tolist() == ["Dana Okafor"]


def test_firms_are_known_by_what_they_make():
    """Torvane Plastics is no person."""
    corpus = fr.read_articles([{"text": "Torvane Plastics said it would reopen."}])
    found = fr.find_actors(corpus)
    assert found.spans["actor_type"].tolist() == ["organisation"]


PARTIES = [
    ("The Tern Party met. The party said no.", [("party", "Tern Party")]),
    ("The Tern Party met. It rained. The party wept.", [("party", "Tern Party")]),
    ("The Tern Party's chair wept. Members left the party.", [("party", "Tern Party")]),
    ("The Liberal Party met. Liberals wept. The party wept.",
     [("party", "Liberal Party")]),
    # two, another one's members, too far, a feast, its leader, none
    ("The Tern Party met the Gull Party. The party said no.", []),
    ("The Tern Party met. Democrats wept. The party said no.", []),
    ("The Tern Party met. It rained. It snowed. The party wept.", []),
    ("The Tern Party met. A party was held. The party was loud.", []),
    ("The Tern Party met. The opposition party wept.", []),
    ("The Tern Party met. The party leader wept.", []),
    ("The party wept.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PARTIES)
def test_the_party(text: str, expected: list[tuple[str, str]]) -> None:
    """The one party named in the two sentences before, where no other may be meant."""
    assert roles_of(text) == expected
