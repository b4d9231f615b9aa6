"""Whom "he" and "she" mean in what somebody says: never the speaker."""

from __future__ import annotations

from unittest import mock

import pytest
from nltk.tokenize import RegexpTokenizer

import framing as fr
from framing.annotate.actors import spoken
from framing.annotate.quotes.speaker import SpeakerName


def said_of(text: str) -> list[str]:
    """List whom the pronouns inside quotation marks mean."""
    corpus = fr.read_articles([{"text": text}])
    actors = fr.find_actors(corpus, pronouns=True)
    quotes = fr.find_quotes(corpus, actors=actors).spans
    spoken = quotes[quotes["label"] == "direct"]
    spans = actors.spans[actors.spans["mention"] == "pronoun"]
    inside = [
        any(a <= at < b for a, b in zip(spoken["start"], spoken["end"], strict=True))
        for at in spans["start"]
    ]
    return spans.loc[inside, "label"].tolist()


BELL = "Omar Bell ran the kiln for years. "
SOMEBODY = [
    # whoever speaks, the one spoken of before is meant
    (BELL + '"He lied to us," Ann Lee said.', ["Omar Bell"]),
    (BELL + '"He lied to us," said Ann Lee, a potter.', ["Omar Bell"]),
    (BELL + '"He lied to us," she said.', ["Omar Bell"]),
    (BELL + '"He lied to us," said Max Hill.', ["Omar Bell"]),
    (BELL + '"We trusted him," Max Hill said.', ["Omar Bell"]),
    (BELL + '"His word was good," a neighbour said.', ["Omar Bell"]),
    (BELL + 'Max Hill said: "He lied to us."', ["Omar Bell"]),
    (BELL + 'Max Hill added, "We trusted him."', ["Omar Bell"]),
    (BELL + '"We knew it," Ann Lee said. "He lied to us."', []),
    (BELL + '"Bell is a crook," Max Hill said. "He lied to us."', ["Omar Bell"]),
    (BELL + '"He lied. He lied again," Ann Lee said.', ["Omar Bell"] * 2),
    (BELL + "“He lied to us,” Ann Lee said.", ["Omar Bell"]),
    (BELL + "‘He lied to us,’ Ann Lee said. ‘He did,’ she said.", ["Omar Bell"] * 2),
    # the speaker stands beside, and is not meant
    ('Max Hill worked for Omar Bell. "He lied to us," Hill said.', ["Omar Bell"]),
    ('Max Dole blamed Omar Bell. "I trusted him," Mr Dole said.', ["Omar Bell"]),
    (
        'Max Dole spoke. Dole wrote,\n\n"Bell lied. He went."\n\nOmar Bell wept.',
        ["Omar Bell"],
    ),
    ('Asked about Omar Bell, Max Hill said: "He lied."', ["Omar Bell"]),
    ('Mary Lund met Ann Lee. "She was kind," Lund said.', ["Ann Lee"]),
    ('Mary Lund met Ann Lee. "She was kind," Lee said.', ["Mary Lund"]),
    # named behind the quotation
    ('"He lied to us for years," Ann Lee said of Omar Bell.', ["Omar Bell"]),
    ('"He lied to us," said Max Hill of Omar Bell.', ["Omar Bell"]),
    ('"She was kind," Max Hill said about Ann Lee.', ["Ann Lee"]),
    # in the quotation
    ('"Omar Bell came. He was late," Max Hill said.', ["Omar Bell"]),
    ('"Ann Lee is kind and she is clever," Max Hill said.', ["Ann Lee"]),
    # nouns that only tell who the person is, or do what was done
    (BELL + '"He is a good man and he was kind," Max Hill said.', ["Omar Bell"] * 2),
    (BELL + '"He was seen by a guard as he left," Max Hill said.', ["Omar Bell"] * 2),
    (BELL + '"A guard saw him," Max Hill said.', ["Omar Bell"]),
    (BELL + '"It was he who lied to us," Ann Lee said.', ["Omar Bell"]),
    # one of the other gender is no rival
    ('Omar Bell met Ann Lee. "He was late," Max Hill said.', ["Omar Bell"]),
    ('Omar Bell met Ann Lee. "She was late," Max Hill said.', ["Ann Lee"]),
    ('Omar Bell wrote to Ann Lee. "Her reply was late," he said.', ["Ann Lee"]),
]
NOBODY = [
    # the speaker says I of himself
    'Omar Bell spoke. "He is a good man," he said.',
    'Omar Bell spoke. "He is a good man," Bell said.',
    'Omar Bell said: "He is a good man."',
    '"He is a good man," Omar Bell said.',
    # two fit
    'Omar Bell met Max Hill. "He was late," Ann Lee said.',
    'Omar Bell spoke. Max Hill wept. "He was late," Ann Lee said.',
    'Ann Lee met Mary Lund. "She was late," a neighbour said.',
    'Omar Bell met Max Hill. "He was late," said John Oak.',
    # somebody without a name
    BELL + '"My son was there. He wept," Ann Lee said.',
    BELL + '"Someone called and he was angry," Ann Lee said.',
    BELL + '"A guard came and he wept," Ann Lee said.',
    BELL + '"The driver stopped when he saw us," Ann Lee said.',
    # nobody of that gender, nobody near, nobody at all
    BELL + '"She lied to us," Ann Lee said.',
    'Ann Lee came. "He lied to us," Lee said.',
    BELL + 'It rained. The road was shut. "He lied," Ann Lee said.',
    '"He lied to us," a neighbour said.',
    # named later for another reason
    '"He took the road," Ann Lee said, adding that Omar Bell would come.',
    # anybody
    BELL + '"A potter should do what he or she can," Ann Lee said.',
    BELL + '"He who dares wins," Ann Lee said.',
    # a person who may be the speaker
    BELL + '"He lied to us."',
    'Omar Bell wept with Max Hill. "He is kind," he said.',
    'Dana Oak wept. "She was kind," she said.',
]


@pytest.mark.parametrize(("text", "expected"), SOMEBODY)
def test_the_one_spoken_of(text: str, expected: list[str]) -> None:
    """The only fitting person nearby who does not speak is meant."""
    assert said_of(text) == expected


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_for_sure(text: str) -> None:
    """Where two fit, nobody does, or only the speaker, nobody is guessed."""
    assert said_of(text) == []


@pytest.mark.parametrize("pattern", [r"\b[Hh]e\b", r"\w+", r"\w", r"[a-z]+"])
def test_other_tokenizers(pattern: str) -> None:
    """Where a tokenizer has no token for the speaker, the speaker is not known."""
    tokenizer = RegexpTokenizer(pattern)
    corpus = fr.read_articles([{"text": BELL + '"He lied to us," said Ann Lee'}])
    tokens = fr.tokenize(corpus, tokenizer=tokenizer)
    spans = fr.find_actors(tokens, pronouns=True).spans
    meant = spans.loc[spans["mention"] == "pronoun", "label"].tolist()
    assert meant == (["Omar Bell"] if pattern == r"\w+" else [])


def test_long_articles_are_read_in_time_in_step_with_their_length() -> None:
    """A pronoun asks for the names beside it, not for all of the article."""
    read = []
    for n in (50, 200):
        text = (BELL + '"He lied to us," Ann Lee said. ') * n
        tokens = fr.tokenize(fr.read_articles([{"text": text}]))
        fr.find_actors(tokens)
        with mock.patch.object(spoken, "SpeakerName", wraps=SpeakerName) as made:
            fr.find_actors(tokens, pronouns=True)
        read.append(made.call_count)
    assert 0 < read[1] < 6 * read[0]


def test_a_gender_is_learnt_from_the_narration() -> None:
    """What the article itself calls a person holds for those who speak of it."""
    text = 'Dana Oak came. Oak wept before she left. "{} lied," Max Hill said.'
    assert said_of(text.format("She")) == ["Dana Oak"]
    assert said_of(text.format("He")) == []


def test_tone_behind_a_pronoun_counts_for_the_one_meant() -> None:
    """What she says of him is the tone of others toward him, and hers toward none."""
    corpus = fr.read_articles(
        [{"text": 'Ann Lee met Omar Bell. "He lied to us for years," she said.'}]
    )
    actors = fr.find_actors(corpus, pronouns=True)
    quotes = fr.find_quotes(corpus, actors=actors)
    spans = fr.score_actors(actors, quotes=quotes, scorer="fast").spans
    [row] = spans[spans["voice"] == "others"].itertuples()
    assert (row.label, row.speaker) == ("Omar Bell", "Ann Lee")
