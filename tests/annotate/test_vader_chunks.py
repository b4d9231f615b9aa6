"""VADER on the token table equals VADER on the texts of the sentences."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from framing.annotate.vader import score_vader
from framing.annotate.vader.chunks import score_vader_tokens
from tests.strategies import texts

NEWS = Path(__file__).parents[3] / "shared" / "data" / "news" / "mixed.jsonl"
WORDS = [
    "good", "BAD,", "not", "n't", "isn’t", "isn't", "“great”", "great!!", "why??",
    "but", "GREAT", "👍", "love👍", ":-Þ", ":-þ", "É", "ÉTÉ", "kind", "of", "it.The",
    "!?" * 12, "x-" * 20,
    "least", "at", "very", "(sad)", "sad.", "sad.Good", "luc\u212ay", "ǅ", "ªA",
    "É\x00", "DON’T", "éN'T", "don't”", "“NO”", "™", "love™", "一", "good一",
]  # fmt: skip


def assert_equal(documents: list[str]) -> None:
    docs = pd.DataFrame({"text": pd.Series(documents, dtype="str")})
    tokens = fr.tokenize(fr.Corpus(docs))
    places = zip(
        tokens.sentence_doc, tokens.sentence_start, tokens.sentence_end, strict=True
    )
    expected = score_vader([documents[doc][start:end] for doc, start, end in places])
    found = score_vader_tokens(tokens)
    for name in ("compound", "pos", "neu", "neg"):
        assert np.array_equal(getattr(found, name), getattr(expected, name)), name


@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=15).map(" ".join), max_size=4)
)
def test_equal_on_sentences_made_to_be_hard(documents):
    """Emoji, capitals, apostrophes, lost spaces and long rows of marks."""
    assert_equal(documents)


@given(st.lists(texts, max_size=3))
def test_equal_on_any_text(documents):
    """Newsy and odd texts."""
    assert_equal(documents)


@pytest.mark.skipif(not NEWS.exists(), reason="development news are not here")
def test_equal_on_real_news():
    """Real articles, to the last digit."""
    with NEWS.open(encoding="utf-8") as file:
        assert_equal([json.loads(line)["text"] for line in islice(file, 400)])


def test_another_tokenizer_changes_no_score():
    """Sentences and their scores do not depend on how words are cut."""
    from nltk.tokenize import WordPunctTokenizer

    corpus = fr.load_example("caravan")
    other = fr.tokenize(corpus, tokenizer=WordPunctTokenizer())
    expected = fr.score_sentiment(corpus).spans["score"]
    assert fr.score_sentiment(other).spans["score"].equals(expected)
