"""The words behind a judgement are the article's, not those put in for names."""

from __future__ import annotations

import numpy as np
import pandas as pd

import framing as fr
from framing.annotate import TargetScores


def name_every_word(sentences, targets):
    """Score nothing much and name every word read."""
    del targets
    words = [
        ", ".join(f"{word.strip('.,:')} (+0.10)" for word in sentence.split())
        for sentence in sentences
    ]
    n = len(sentences)
    return TargetScores(np.zeros(n), np.ones(n), words)


def words_of(text, label):
    corpus = fr.Corpus(pd.DataFrame({"text": [text]}, index=["d0"]))
    actors = fr.find_actors(corpus, {"Lee": ["Ann Lee"], "Bell": ["Omar Bell"]})
    quotes = fr.find_quotes(corpus, actors=actors)
    tone = fr.score_actors(actors, quotes=quotes, scorer=name_every_word)
    spans = tone.spans[tone.spans["label"] == label]
    told = spans.loc[spans["voice"] == "unattributed", "words"]
    return [word.split(" (")[0] for word in told.iloc[0].split(", ")]


def test_what_stands_for_names_and_speech_is_no_word():
    """A network reads they, someone, something and said; the article has none."""
    text = 'The brave Ann Lee accused Omar Bell in court: "He stole our bread."'
    named = words_of(text, "Lee")
    assert {"brave", "court"} <= set(named)
    assert not {"they", "someone", "something", "said"} & set(named)


def test_the_same_words_in_the_article_are_named():
    """What the author wrote stays, though a mask reads alike."""
    text = 'Ann Lee met someone, a brave man, and Omar Bell, who said: "We stay here."'
    named = words_of(text, "Lee")
    assert {"met", "someone", "brave", "said"} <= set(named)
    assert not {"they", "something"} & set(named)


def test_names_alone_leave_no_word():
    """Where nothing but masks was named no word is."""
    corpus = fr.Corpus(pd.DataFrame({"text": ["Ann Lee met Omar Bell."]}, index=["a"]))
    actors = fr.find_actors(corpus, {"Lee": ["Ann Lee"], "Bell": ["Omar Bell"]})
    tone = fr.score_actors(actors, scorer=name_every_word)
    assert tone.spans["words"].tolist() == ["met (+0.10)"] * 2
