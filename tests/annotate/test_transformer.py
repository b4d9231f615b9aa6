"""A classifier from a local folder scores tone; nothing is downloaded."""

from __future__ import annotations

import json
import sys

import numpy as np
import pytest

import framing as fr
from framing.annotate import TransformersScorer
from framing.annotate.transformer import _columns, _without_each_word

WORDS = (
    "they is are was a an the liar brave kind man met someone praised and or".split()
)
SENTENCES = ["They is a liar.", "The brave man praised they and met someone.", "They."]
TARGETS = [(0, 4), (22, 26), (0, 4)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Write a tiny BERT with random weights, and a vocabulary of a few words."""
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    place = tmp_path_factory.mktemp("models") / "tiny"
    place.mkdir()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    vocabulary = place / "vocab.txt"
    vocabulary.write_text("\n".join([*special, *WORDS, "."]), encoding="utf-8")
    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=len(special) + len(WORDS) + 1,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
        initializer_range=0.5,
        id2label={0: "Negative", 1: "Neutral", 2: "Positive"},
        label2id={"Negative": 0, "Neutral": 1, "Positive": 2},
    )
    transformers.BertForSequenceClassification(config).save_pretrained(place)
    told = {"tokenizer_class": "BertTokenizer", "model_max_length": 64}
    settings = place / "tokenizer_config.json"
    settings.write_text(json.dumps(told), encoding="utf-8")
    return place


def test_scores_are_the_models_probabilities(folder):
    """Positive minus negative, as the library itself gives for sentence and target."""
    import torch
    import transformers

    found = TransformersScorer(folder)(SENTENCES, TARGETS)
    tokenizer = transformers.AutoTokenizer.from_pretrained(str(folder))
    model = transformers.AutoModelForSequenceClassification.from_pretrained(str(folder))
    for n, (text, (start, end)) in enumerate(zip(SENTENCES, TARGETS, strict=True)):
        pieces = tokenizer(text, text[start:end], return_tensors="pt")
        with torch.no_grad():
            chances = model.eval()(**pieces).logits.softmax(-1)[0].numpy()
        if n == 2:
            assert np.isnan(found.score[n])
            continue
        assert found.score[n] == pytest.approx(chances[2] - chances[0], abs=1e-5)
        assert found.confidence[n] == pytest.approx(chances.max(), abs=1e-5)
    assert found.score[0] != found.score[1]


def test_a_score_does_not_depend_on_the_batch(folder):
    """One by one, in small and in large batches, and with none at all."""
    whole = TransformersScorer(folder)(SENTENCES * 5, TARGETS * 5).score
    small = TransformersScorer(folder, batch_size=2)(SENTENCES * 5, TARGETS * 5).score
    np.testing.assert_allclose(whole, small, atol=1e-5)
    assert TransformersScorer(folder)([], []).words == []


def test_words_are_named_by_leaving_them_out(folder):
    """Each word's weight is how far the score moves without it."""
    scorer = TransformersScorer(folder, explain=True)
    found = scorer(SENTENCES[:1], TARGETS[:1])
    word, weight = found.words[0].split(", ")[0].split(" (")
    assert word in {"is", "a", "liar"}
    without = scorer([SENTENCES[0].replace(f" {word}", " ", 1)], TARGETS[:1])
    moved = found.score[0] - without.score[0]
    assert float(weight.rstrip(")")) == pytest.approx(moved, abs=0.006)


def test_it_plugs_into_score_actors(folder):
    """Names are masked, long sentences are read, the result names the model."""
    text = f"Orlin is a liar. Orlin met {'a brave and kind man and ' * 400} Sorbey."
    corpus = fr.read_articles([{"text": text}])
    actors = fr.find_actors(corpus, {"Orlin": [], "Sorbey": []})
    tone = fr.score_actors(actors, scorer=TransformersScorer(folder, floor=0.2))
    assert tone.spans["score"].between(-1, 1).all()
    told = tone.provenance["parameters"]
    assert told["scorer"].startswith("transformers tiny (")
    assert told["min_confidence"] == 0.2
    assert str(folder.parent) not in str(tone.provenance)


def test_labels_can_be_named(folder):
    """The user may say which label is which; two tones suffice."""
    turned = {"Negative": "positive", "Positive": "negative"}
    scorer = TransformersScorer(folder, labels=turned)
    plain = TransformersScorer(folder)
    np.testing.assert_allclose(
        scorer(SENTENCES, TARGETS).score, -plain(SENTENCES, TARGETS).score, atol=1e-9
    )


def test_columns_of_the_tones():
    """Labels are told by how they start, whatever their order."""
    assert _columns({0: "POSITIVE", 1: "neg", 2: "Neutral"}, None) == [1, 2, 0]
    assert _columns({0: "neg", 1: "pos"}, None) == [0, -1, 1]
    with pytest.raises(ValueError, match=r"LABEL_0, LABEL_1"):
        _columns({0: "LABEL_0", 1: "LABEL_1"}, None)
    with pytest.raises(ValueError, match="negative and positive"):
        _columns({0: "good", 1: "bad"}, {"good": "fine"})


def test_every_word_but_the_target_is_left_out_once():
    """The target stays in its place."""
    texts = dict(_without_each_word("We saw ", "they", " go."))
    assert texts == {
        "We": " saw they go.",
        "saw": "We  they go.",
        "go": "We saw they .",
    }


def test_bad_input_is_refused(folder):
    """Numbers out of range and targets outside their sentence."""
    with pytest.raises(ValueError, match="`floor`"):
        TransformersScorer(folder, floor=7)
    with pytest.raises(ValueError, match="`batch_size`"):
        TransformersScorer(folder, batch_size=0)
    with pytest.raises(ValueError, match=r"targets\[0\]"):
        TransformersScorer(folder)(["Short."], [(0, 99)])


def test_a_missing_library_is_named(tmp_path, monkeypatch):
    """Without transformers or torch the error says what to install."""
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(
        ImportError, match=r"pip install .media-framing\[transformers\]"
    ):
        TransformersScorer(tmp_path)


def test_a_folder_without_a_model_is_named(tmp_path):
    """A wrong path is told before anything is loaded."""
    with pytest.raises(FileNotFoundError, match=r"config\.json"):
        TransformersScorer(tmp_path / "nowhere")
