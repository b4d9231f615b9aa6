"""What a reader who held the quotes beside the articles called wrong."""

from __future__ import annotations

import pytest

import framing as fr


def said(text):
    """List speaker and words of every statement."""
    corpus = fr.read_articles([{"text": text}])
    spans = fr.find_quotes(corpus).spans
    spans = spans[spans["label"].isin(["direct", "mixed", "indirect"])]
    return spans[["speaker", "text"]].to_numpy().tolist()


SPEAKERS = [
    # the subject stands before words that only describe it
    ("A poll conducted in Ohio and released on Monday showed that people like rain.",
     "A poll", "that people like rain"),
    ("Lee and other senators involved in the joint effort said they plan a bill.",
     "Lee and other senators", "they plan a bill"),
    ("Similarly, a survey of farmers showed that rain is liked.",
     "a survey of farmers", "that rain is liked"),
    ("Another aide who was there said Tallis worked hard to save the bill.",
     "Another aide", "Tallis worked hard to save the bill"),
    ("Senior clerks who briefed reporters but would not be named, told the paper that "
     "the order will stand.", "Senior clerks", "that the order will stand"),
    ("Several advocates who joined the talks, believe the mayor will sign.",
     "Several advocates", "the mayor will sign"),
    # a post goes on with a name
    ("Harbor Police spokesman Bo Lund didn't reply but said, “The chief has left us.”",
     "Harbor Police spokesman Bo Lund", "“The chief has left us.”"),
    ("The Harbor Council official wouldn't leave the room, saying that it is weak.",
     "The Harbor Council official", "that it is weak"),
    # who issues a statement speaks
    ("President Lee issued a statement saying: “We will not leave this town again.”",
     "President Lee", "“We will not leave this town again.”"),
    # two speakers in one sentence
    ("Moll said the bridge was new and a harbor engineer said that it could fall.",
     "a harbor engineer", "that it could fall"),
    ("Not all members feel that way, and Rep. Ann Lee told us that Moll is right.",
     "Rep. Ann Lee", "that Moll is right"),
    # where it was said, and to whom
    ("Ann Lee said on “Harbor News Sunday” that the inquiry showed no fault.",
     "Ann Lee", "that the inquiry showed no fault"),
    ("The bill is alive, several senior sources tell Harbor News.",
     "several senior sources", "The bill is alive"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "words"), SPEAKERS)
def test_speaker(text, speaker, words):
    """The words are said, and by whom a reader would say."""
    assert [speaker, words] in said(text)


NOTHING = [
    # nouns that look like verbs
    "The council unveiled new rules Wednesday that would allow clerks to wait.",
    "Story highlights The bridge over the harbor",
    # nothing is said
    "Lee added his name to the list of concerned members.",
    "The delay is among the most criticized aspects of the plan.",
    "The town has the most reported cases in the land.",
    # labels of a page
    "Contributing: Ann Lee, The Harbor Post",
    "Earlier: Lee Gambles With the Harbor Deal",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_statement(text):
    """Nouns, lists and labels are no statements."""
    assert not said(text)


def test_antecedent_of_who():
    """In "requested by lawyers, who argued" the lawyers argue."""
    text = "He granted an order requested by union lawyers, who argued it was needed."
    assert ["union lawyers", "it was needed"] in said(text)


ACTORS = [
    ("Ann Lee spoke. A former Lee adviser said that the plan is dead.", ""),
    (
        "Ann Lee spoke. Former Lee adviser Bo Lund said that it is dead.",
        "Bo Lund",
    ),
    ("Ann Lee spoke. Lee said that the plan is dead.", "Ann Lee"),
]


@pytest.mark.parametrize(("text", "actor"), ACTORS)
def test_who_serves_a_person_is_another(text, actor):
    """A Lee adviser is not Lee."""
    corpus = fr.read_articles([{"text": text}])
    quotes = fr.find_quotes(corpus, actors=fr.find_actors(corpus)).spans
    assert quotes["speaker_actor"].tolist() == [actor]


def test_a_statement_ends_before_its_speaker():
    """Of "Noting that ..., Lee said" two statements are Lee's, apart."""
    text = (
        "Noting that he had joined, Lee declared, “The bill will not pass the house.”"
    )
    assert said(text) == [
        ["Lee", "that he had joined"],
        ["Lee", "“The bill will not pass the house.”"],
    ]


def test_what_an_event_raises_is_said_by_nobody():
    """A participle before a noun that could be a verb is no speaker."""
    assert said("Officers closed the old bridge on Tuesday, raising fears.") == []
