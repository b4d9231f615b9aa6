"""Which actor the words that name a speaker mean."""

from __future__ import annotations

import pytest

import framing as fr
from framing.annotate.quotes import find_quotes

SAID = " said the road was closed."
SPEAKERS = [
    ("Col. Bram Oster of the Harbor Relief Agency" + SAID, "Bram Oster"),
    ("Harbor Relief Agency director Ann Oak" + SAID, "Ann Oak"),
    ("A spokesman for the Harbor Relief Agency" + SAID, "Harbor Relief Agency"),
    ("The Harbor Relief Agency's director" + SAID, "Harbor Relief Agency"),
    ("Secretary of State Mike Oak" + SAID, "Mike Oak"),
    ("Honduran migrants" + SAID, "Honduran migrants"),
    ("Most of the migrants" + SAID, "migrants"),
    ("Ann Oak's lawyer" + SAID, ""),
    ("Ann Oak’s sister" + SAID, ""),
    ("A friend of Ann Oak" + SAID, ""),
    ("A lawyer for Ann Oak" + SAID, ""),
    ("The migrants' lawyer" + SAID, ""),
    ("The Harbor Relief Agency has closed the road, it said.", "Harbor Relief Agency"),
    ("Ann Oak has closed the road, it said.", ""),
    ("Drivers can no longer pass, they said.", "drivers"),
    ("The road is closed, it said.", ""),
]


@pytest.mark.parametrize(("text", "expected"), SPEAKERS)
def test_actor_of_a_speaker(text, expected):
    """The actor is who speaks, not who is named beside the speaker."""
    corpus = fr.read_articles([{"text": text}])
    quotes = find_quotes(corpus, actors=fr.find_actors(corpus)).spans
    assert quotes["speaker_actor"].tolist() == [expected]


TEXTS = [
    # who hears a quote says nothing
    ('"We leave," Ann Oak told a packed hall in Corvane.', ['"We leave,"']),
    # how something was said is no part of it
    ("Oak said the road was closed, without giving a reason.",
     ["the road was closed"]),
    ('Oak said the road was "a disgrace," without giving a reason.',
     ['the road was "a disgrace,"', '"a disgrace,"']),
    ("The road was closed for good, Oak said, setting out a plan for the bridge.",
     ["The road was closed for good"]),
    # a closing aside with an apposition, an opening "but", "that" before a noun
    ("Nor are tariffs likely to help, said David Autor, a professor of economics.",
     ["Nor are tariffs likely to help"]),
    ("But he operates on a different principle, he said.",
     ["But he operates on a different principle"]),
    ("That criticism was often warranted, Mr. Sykes said.",
     ["That criticism was often warranted"]),
    # "on Friday" between cue and clause, a verb right behind the cue
    ("Sheldon Adel said on Friday he met the mayor.", ["he met the mayor"]),
    ("It was what analysts said was a sign of hope.", ["was a sign of hope"]),
    # a place is no speaker
    ("He came because someone there always thinks of it, a toy.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_words_of_a_statement(text, expected):
    """A statement ends where the author speaks again."""
    spans = find_quotes(fr.read_articles([{"text": text}])).spans
    assert spans["text"].tolist() == expected


def test_name_behind_an_office():
    """An office with a comma and the name behind it is that person."""
    text = "Estmark’s interior minister, Ilse Varn, on Tuesday accused Ana Oak of lies."
    corpus = fr.read_articles([{"text": text}])
    quotes = find_quotes(corpus, actors=fr.find_actors(corpus)).spans
    assert set(quotes["speaker_actor"]) == {"Ilse Varn"}
