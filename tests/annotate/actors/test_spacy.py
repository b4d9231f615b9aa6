"""A spaCy pipeline is one more recogniser before the same merger."""

from __future__ import annotations

import random
import sys
from types import SimpleNamespace

import pandas as pd
import pytest

import framing as fr
from framing.annotate.actors import SpacyRecognizer, find_actors

TEXT = "Farah Quist met the Harbor Guild in Berlin. Later Quist left the Guild."
PATTERNS = [
    {"label": "PERSON", "pattern": "Farah Quist"},
    {"label": "PERSON", "pattern": "Quist"},
    {"label": "ORG", "pattern": "Harbor Guild"},
    {"label": "ORG", "pattern": "Guild"},
    {"label": "GPE", "pattern": "Berlin"},
    {"label": "DATE", "pattern": "Later"},
]
# Sentences written for the test, from which a tiny model learns two names.
TAUGHT = [
    ("Tarn Velm spoke to the crowd.", [(0, 9, "PERSON")]),
    ("The crowd saw Tarn Velm today.", [(14, 23, "PERSON")]),
    ("Nobody spoke to the crowd today.", []),
    ("Later Tarn Velm left the hall.", [(6, 15, "PERSON")]),
]


def corpus_of(text):
    return fr.Corpus(pd.DataFrame({"text": [text]}, index=["a"]))


@pytest.fixture(scope="module")
def ruled():
    """Build a pipeline whose names come from a list; nothing is downloaded."""
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(PATTERNS)
    return nlp


def test_a_loaded_pipeline(ruled):
    """Its names are merged by the rules and keep its types; dates are left out."""
    spans = find_actors(corpus_of(TEXT), recognizer=ruled).spans
    assert spans[["text", "label", "actor_type"]].to_numpy().tolist() == [
        ["Farah Quist", "Farah Quist", "person"],
        ["Harbor Guild", "Harbor Guild", "organisation"],
        ["Quist", "Farah Quist", "person"],
        ["Guild", "Harbor Guild", "organisation"],
    ]
    assert spans["rule"].tolist()[2] == "surname of Farah Quist"


def test_places_of_a_pipeline_on_request(ruled):
    """GPE is a place, which is an actor only when asked for."""
    spans = find_actors(corpus_of(TEXT), recognizer=ruled, places=True).spans
    assert "Berlin" in set(spans["label"])


def test_the_gazetteer_wins_over_a_pipeline(ruled):
    """What the user lists is found as listed."""
    found = find_actors(
        corpus_of(TEXT), {"The Guild": ["Harbor Guild"]}, others=True, recognizer=ruled
    )
    assert found.labels == ("Farah Quist", "The Guild")


def test_a_saved_pipeline_by_its_folder(ruled, tmp_path):
    """A folder that spaCy wrote is loaded from there."""
    ruled.to_disk(tmp_path / "names")
    by_path = find_actors(corpus_of(TEXT), recognizer=tmp_path / "names").spans
    by_text = find_actors(corpus_of(TEXT), recognizer=str(tmp_path / "names")).spans
    loaded = find_actors(corpus_of(TEXT), recognizer=ruled).spans
    pd.testing.assert_frame_equal(by_path, loaded)
    pd.testing.assert_frame_equal(by_text, loaded)


def test_a_trained_pipeline(tmp_path):
    """A statistical model, taught four sentences here, goes the same way."""
    spacy = pytest.importorskip("spacy")
    training = pytest.importorskip("spacy.training")
    spacy.util.fix_random_seed(3)
    random.seed(3)
    nlp = spacy.blank("en")
    nlp.add_pipe("ner").add_label("PERSON")
    taught = [
        training.Example.from_dict(nlp.make_doc(text), {"entities": names})
        for text, names in TAUGHT
    ]
    optimizer = nlp.initialize(lambda: taught)
    for _ in range(30):
        nlp.update(taught, sgd=optimizer, drop=0.1)
    nlp.to_disk(tmp_path / "model")
    text = "The crowd saw Tarn Velm today."
    found = find_actors(corpus_of(text), recognizer=tmp_path / "model")
    assert "Tarn Velm" in found.labels


def test_the_pipeline_is_named_in_the_provenance(ruled):
    """Which pipeline found the names can be read from the result."""
    found = find_actors(corpus_of(TEXT), recognizer=ruled)
    assert "spaCy en_pipeline" in str(found.provenance)


def test_a_pipeline_of_nothing_is_refused():
    """A blank pipeline finds no names; the message says what to add."""
    spacy = pytest.importorskip("spacy")
    with pytest.raises(ValueError, match="no component that finds names"):
        find_actors(corpus_of(TEXT), recognizer=spacy.blank("en"))


def test_an_unknown_pipeline_is_refused():
    """The message tells what to type; nothing is downloaded."""
    pytest.importorskip("spacy")
    with pytest.raises(ValueError, match="python -m spacy download"):
        find_actors(corpus_of(TEXT), recognizer="no_such_pipeline")


def test_without_spacy_the_message_says_what_to_install(monkeypatch):
    """A missing extra is named with the command that installs it."""
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(ImportError, match=r'pip install "media-framing\[spacy\]"'):
        find_actors(corpus_of(TEXT), recognizer="en_core_web_sm")


def test_a_missing_model_without_spacy_itself(monkeypatch):
    """What spaCy says about a missing model becomes advice."""

    def load(name):
        raise OSError(name)

    monkeypatch.setitem(sys.modules, "spacy", SimpleNamespace(load=load))
    with pytest.raises(ValueError, match=r"no spaCy pipeline 'en_core_web_sm'"):
        find_actors(corpus_of(TEXT), recognizer=SpacyRecognizer())


def test_anything_with_a_pipe_is_a_pipeline():
    """The recogniser asks no more of a pipeline than texts in, entities out."""
    names = [SimpleNamespace(label_="PERSON", start_char=0, end_char=11)]

    def pipe(texts):
        return (SimpleNamespace(ents=names) for _ in texts)

    nlp = SimpleNamespace(pipe=pipe, pipe_names=["ner"], meta={"lang": "en"})
    spans = find_actors(corpus_of(TEXT), recognizer=nlp).spans
    assert spans["label"].tolist() == ["Farah Quist"]


def test_a_pipeline_must_have_a_pipe():
    """A number is no pipeline."""
    with pytest.raises(TypeError, match="name of a spaCy pipeline"):
        find_actors(corpus_of(TEXT), recognizer=SpacyRecognizer(3))
