"""Articles taken apart by voice: nothing lost, nothing counted twice."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given

import framing as fr
from framing.annotate import find_quotes, split_voices
from tests.strategies import texts


def corpus_of(*articles):
    return fr.Corpus(
        pd.DataFrame(
            {"text": list(articles), "outlet": "X"},
            index=[f"d{i}" for i in range(len(articles))],
        )
    )


@given(texts)
def test_parts_share_out_every_character(text):
    """Each character with a word in it is kept by exactly one part."""
    corpus = corpus_of(text)
    parts = split_voices(find_quotes(corpus))
    for at, character in enumerate(text):
        kept = sum(part[at] == character for part in parts.clean_texts)
        if character.isalnum():
            assert kept == 1


def test_words_of_the_example_are_shared_out():
    """The parts of the bundled example have as many words as its articles."""
    corpus = fr.load_example("caravan")
    quotes = find_quotes(corpus, actors=fr.find_actors(corpus))
    whole = fr.tokenize(corpus).words_per_doc.sum()
    for by in ("voice", "speaker"):
        parts = split_voices(quotes, by=by)
        assert fr.tokenize(parts).words_per_doc.sum() == whole
        assert set(parts.variable("article")) == set(corpus.doc_ids)
        assert {"outlet", "event", by} <= set(parts.variables)


def test_frames_can_be_compared_by_voice_and_speaker():
    """The same words count for whoever says them."""
    corpus = corpus_of("“The border is shut,” Ann Lee said. Rain fell on the border.")
    quotes = find_quotes(corpus, actors=fr.find_actors(corpus))
    lexicon = fr.Lexicon.from_dict({"order": ["border"]}, name="order")
    for by, speaker in (("voice", "quoted"), ("speaker", "Ann Lee")):
        frames = fr.find_frames(split_voices(quotes, by=by), lexicon)
        table = fr.compare(frames, by=by).table.set_index("group")
        assert table["n_hits"].to_dict() == {speaker: 1, "unattributed": 1}
    evidence = fr.compare(frames, by="speaker").evidence("Ann Lee")
    assert "border is shut" in evidence["sentence_text"].iloc[0]


def test_wrong_arguments_are_named():
    """Only voice and speaker, only quotes."""
    corpus = corpus_of("Rain fell.")
    with pytest.raises(ValueError, match="voice"):
        split_voices(find_quotes(corpus), by="outlet")
    with pytest.raises(ValueError, match="find_quotes"):
        split_voices(fr.find_frames(corpus))


def test_a_misspelt_part_is_asked_about() -> None:
    """The nearest name is offered."""
    quotes = fr.find_quotes(fr.read_articles([{"text": "Ann Lee wept."}]))
    with pytest.raises(ValueError, match="Did you mean 'speaker'"):
        fr.split_voices(quotes, by="speakers")  # type: ignore[arg-type]
