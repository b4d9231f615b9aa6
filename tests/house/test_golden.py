"""The bundled example: its key numbers, and the differences that were planted."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import framing as fr
from tests import golden


@pytest.fixture(scope="module")
def table():
    """Salience by outlet and label."""
    frames = fr.find_frames(fr.load_example("caravan"))
    found = fr.compare(frames, by="outlet", events="event").table
    return found.pivot(index="group", columns="label", values="estimate")


def test_key_numbers_have_not_moved():
    """Numbers change only on purpose: `python -m tests.golden` writes them anew."""
    kept = json.loads(golden.PATH.read_text(encoding="utf-8"))
    assert json.loads(json.dumps(golden.key_numbers())) == kept


def test_planted_security_frame_is_found(table):
    """The Ledger was written to speak most of security, then the Post."""
    order = table["security"].sort_values(ascending=False).index.tolist()
    assert order[:2] == ["Frontier Ledger", "Meridian Post"]


def test_planted_humanitarian_frame_is_found(table):
    """Courier and Post were written to speak of need, Ledger and Wire hardly."""
    order = table["humanitarian"].sort_values(ascending=False).index.tolist()
    assert set(order[:2]) == {"The Harbour Courier", "Meridian Post"}


def test_planted_tone_is_found():
    """Toward the organiser the Ledger was written harshly, the Courier kindly."""
    corpus = fr.load_example("caravan")
    names = {"Talvane": ["Joren Talvane"], "Wayside": ["Wayside Relief"]}
    tone = fr.score_actors(fr.find_actors(corpus, names))
    means = fr.compare(tone, by="outlet", events="event").table.set_index(
        ["group", "label"]
    )["estimate"]
    for name in names:
        assert means["Frontier Ledger", name] < means["The Harbour Courier", name]


def test_planted_speakers_are_found():
    """Courier lets migrants and helpers speak; the Ledger lets officials."""
    corpus = fr.load_example("caravan")
    quotes = fr.find_quotes(corpus, actors=fr.find_actors(corpus))
    spoken = quotes.spans[quotes.spans["speaker_actor"] != ""]
    outlet = corpus.variable("outlet").loc[spoken["doc_id"]].to_numpy()
    counts = pd.crosstab(outlet, spoken["speaker_actor"].to_numpy())
    officials = counts["Ilse Varnhold"] + counts["Bram Ostrik"]
    shares = officials / counts.sum(axis=1)
    assert shares["Frontier Ledger"] > shares["The Harbour Courier"]
