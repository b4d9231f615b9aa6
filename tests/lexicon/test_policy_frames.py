"""What the lexicon of policy frames leaves alone."""

from __future__ import annotations

import pytest

import framing as fr

LEXICON = fr.load_lexicon("policy-frames")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The delay had cost them minutes.", []),
        ("The flood cost 12 lives.", []),
        ("It cost the town a fortune.", ["economic"]),
        ("The stalls stood in Market Square.", []),
        ("The markets fell.", ["economic"]),
        ("She lives in Church Street, off Bishop Road.", []),
        ("The bishop spoke in church.", ["morality", "morality"]),
        ("The polling stations opened at seven.", []),
        ("His polling is poor.", ["public-sentiment"]),
    ],
)
def test_false_friends(text, found) -> None:
    """Places, lives and minutes are told from money, faith and opinion."""
    corpus = fr.read_articles([{"text": text}])
    assert fr.find_frames(corpus, LEXICON).spans["label"].tolist() == found
