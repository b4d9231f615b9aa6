"""What a reader is warned of, and that the warning points at the reader's own line."""

from __future__ import annotations

import warnings

import pytest

import framing as fr

LEXICON = fr.Lexicon.from_dict({"k": ["border"]}, name="mine")
LONG = "b" * 65


def _corpus(*texts: str) -> fr.Corpus:
    return fr.read_articles([{"text": text} for text in texts])


def test_levels_that_leave_nothing_warn_at_every_call():
    """The warning points outside the library, so no second call keeps it still."""
    corpus = _corpus("At the border.")
    for number in (8, 9):
        with pytest.warns(fr.FramingWarning, match=f"`levels` {number}") as caught:
            found = fr.find_frames(corpus, LEXICON, levels=number)
        assert caught[0].filename == __file__
        assert len(found) == 0


def test_forms_too_long_for_a_regular_expression_are_counted_once():
    """Each distinct form counts once, and only where expressions are asked for."""
    corpus = _corpus(f"The border {LONG} and {LONG}.", f"See {LONG}b.")
    with pytest.warns(fr.FramingWarning, match="2 distinct form") as caught:
        found = fr.find_frames(corpus, LEXICON, valuetype="regex")
    assert len(caught) == 1
    assert found.spans["text"].tolist() == ["border"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fr.find_frames(corpus, LEXICON)
        fr.find_frames(_corpus("b" * 64), LEXICON, valuetype="regex")


@pytest.mark.parametrize(("version", "told"), [("", "mine"), ("2.1", "mine 2.1")])
def test_provenance_names_the_lexicon_as_a_sentence_can(version, told):
    """Without a version the name stands alone."""
    lexicon = fr.Lexicon.from_dict({"k": ["border"]}, name="mine", version=version)
    found = fr.find_frames(_corpus("At the border."), lexicon)
    assert found.provenance["parameters"]["lexicon"] == told
    assert "  " not in fr.compare(found).methods
