"""What the recipe makes of training sentences keeps their targets and their tones."""

from __future__ import annotations

import numpy as np
import pytest

examples = pytest.importorskip("training.examples")
pairs = pytest.importorskip("training.pairs")

TEXTS = [
    ("", " praised Brandt.", 1, "Ortega"),
    ("Ortega praised ", ".", -1, "Brandt"),
    ("We met ", " on Monday!", 0, "Marlow"),
]


@pytest.fixture
def rows():
    return [examples.Example(*row) for row in TEXTS]


def test_opposed_targets_are_those_of_one_sentence(rows):
    """Two targets of a sentence are a pair if people saw different tones."""
    assert pairs.find_opposed(rows) == [(0, 1)]
    assert pairs.find_opposed([rows[0], rows[1]._replace(polarity=1)]) == []


def test_joined_sentences_hold_both_targets(rows):
    """Either half keeps its tone and its target, and both read the same text."""
    made, sources = pairs.join_sentences(rows, 20, np.random.default_rng(0))
    assert len(made) == len(sources) == 40
    for one, source in zip(made, sources, strict=True):
        assert one.polarity == rows[source].polarity
        assert one.mention == rows[source].mention
    for first, second in zip(made[::2], made[1::2], strict=True):
        assert first.mention != second.mention
        texts = {f"{e.before}{e.mention}{e.after}" for e in (first, second)}
        assert len(texts) == 1
        assert second.mention in first.after
        assert first.mention in second.before


def test_shared_sentences_are_read_for_both_targets(rows):
    """Two examples that follow each other hold one text and another target each."""
    generator = np.random.default_rng(0)
    near = {"praised": ["lauded"]}
    made = examples.share_sentence(rows[:1], 1, generator, near)
    assert len(made) == 4
    for first, second in zip(made[::2], made[1::2], strict=True):
        assert (first.mention, second.mention) == ("Ortega", "Brandt")
        texts = {f"{e.before}{e.mention}{e.after}" for e in (first, second)}
        assert len(texts) == 1
        assert texts <= {"Ortega praised Brandt.", "Ortega lauded Brandt."}
