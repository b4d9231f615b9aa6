"""A sentence without end is read once, however many cues it has."""

from __future__ import annotations

import pandas as pd
import pytest

import framing as fr
from framing.annotate.quotes import content, find_quotes, verdict

_WORDS = 1_200


@pytest.mark.parametrize(
    "piece",
    [
        "Quill said the quay and the shed and ",
        "Quill vowed to shut the quay, a rash step, and ",
        "the clerks said that they saw a shed by the quay ",
    ],
)
@pytest.mark.parametrize(
    ("module", "name"), [(content, "_turns"), (content, "_ends"), (verdict, "_resumed")]
)
def test_no_word_is_asked_twice(
    monkeypatch: pytest.MonkeyPatch, piece: str, module: object, name: str
) -> None:
    """Where content ends and goes on is worked out once per word, not once per cue."""
    asked: list[int] = []
    real = getattr(module, name)

    def count(article: object, k: int, high: int) -> object:
        asked.append(k)
        return real(article, k, high)

    monkeypatch.setattr(module, name, count)
    text = (piece * (_WORDS // len(piece.split()))).strip()
    find_quotes(fr.Corpus(pd.DataFrame({"text": [text]}, index=["a"])))
    assert asked
    assert len(asked) == len(set(asked))
