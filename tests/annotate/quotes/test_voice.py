"""Segments by voice: they cover each article, and say whose words they are."""

from __future__ import annotations

import pandas as pd
import pytest

import framing as fr
from framing.annotate.quotes import VOICE_LABELS, find_quotes, find_voice


def _voices(text: str) -> list[tuple[str, str]]:
    corpus = fr.Corpus(pd.DataFrame({"text": [text]}, index=["a"]))
    spans = find_voice(find_quotes(corpus)).spans
    return list(zip(spans["voice"], spans["text"], strict=True))


def test_quoted_and_unattributed() -> None:
    """Words in marks are the speaker's, the rest is not."""
    assert _voices("He left. “We stay,” she said.") == [
        ("unattributed", "He left. "),
        ("quoted", "“We stay,”"),
        ("unattributed", " she said."),
    ]


def test_quoted_words_inside_an_indirect_clause() -> None:
    """Words in marks come before the clause around them."""
    assert _voices("Lee said the law was “a gift” to them.") == [
        ("unattributed", "Lee said "),
        ("indirect", "the law was "),
        ("quoted", "“a gift”"),
        ("indirect", " to them"),
        ("unattributed", "."),
    ]


def test_scare_quotes_stay_with_the_author() -> None:
    """Scare quotes and titles are no other voice."""
    text = "The “experts” watched “The Last Bridge” again."
    assert _voices(text) == [("unattributed", text)]


def test_cuts_are_segments_with_their_reason() -> None:
    """What cleaning set aside is a voice of its own, and comes first."""
    text = "“We stay,” she said. Photo: AP “We”"
    docs = pd.DataFrame({"text": [text]}, index=["a"])
    cut = ("a", 21, len(text), "caption", text[21:])
    columns = ["doc_id", "start", "end", "reason", "text"]
    corpus = fr.Corpus(docs, pd.DataFrame([cut], columns=columns))
    last = find_voice(find_quotes(corpus)).spans.iloc[-1]
    assert (last["voice"], last["reason"]) == ("cut", "caption")
    assert last["text"] == "Photo: AP “We”"


def test_speaker_travels_with_the_segment() -> None:
    """A quoted segment names its speaker, an unattributed one nobody."""
    corpus = fr.read_articles([{"text": "“We stay,” said Ann Lee."}])
    spans = find_voice(find_quotes(corpus)).spans
    assert spans["speaker"].tolist() == ["Ann Lee", ""]
    assert spans["confidence"].isna().tolist() == [False, True]


def test_articles_without_words() -> None:
    """Empty articles give no segment, blank ones one."""
    docs = pd.DataFrame({"text": ["", " \n", "Rain."]}, index=["a", "b", "c"])
    found = find_voice(find_quotes(fr.Corpus(docs)))
    assert found.spans["doc_id"].tolist() == ["b", "c"]
    assert found.labels == VOICE_LABELS


def test_no_article_has_words() -> None:
    """A corpus of empty articles gives an empty table with all columns."""
    docs = pd.DataFrame({"text": ["", ""]}, index=["a", "b"])
    spans = find_voice(find_quotes(fr.Corpus(docs))).spans
    assert spans.empty
    assert {"voice", "speaker", "speaker_actor", "reason"} <= set(spans.columns)


def test_refuses_other_annotations() -> None:
    """Voice is cut from quotes."""
    corpus = fr.read_articles([{"text": "Rain fell."}])
    quotes = find_quotes(corpus)
    with pytest.raises(ValueError, match="kind 'quotes'"):
        find_voice(find_voice(quotes))
