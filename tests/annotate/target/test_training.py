"""What the recipe makes of training sentences keeps their targets and their tones."""

from __future__ import annotations

import numpy as np
import pytest

from framing.annotate.target.encoder import build_encoder

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


class TestWritten:
    """What is written is read by numpy as the trained encoder reads it."""

    @pytest.fixture
    def network(self):
        """Give an encoder of two thinned layers with random weights."""
        torch = pytest.importorskip("torch")
        base = pytest.importorskip("training.base")
        encoder = pytest.importorskip("training.encoder")
        thinning = pytest.importorskip("training.thinning")
        torch.manual_seed(0)
        size = encoder.Size(layers=2, below_mark=1)
        weights = {
            base.WORDS: torch.randn(2500, 768),
            "embeddings.position_embeddings.weight": torch.randn(200, 768),
            "encoder.relative_attention_bias.weight": torch.randn(32, 12),
        }
        parts = {"LayerNorm": (768,), "intermediate.dense": (3072, 768)}
        parts |= {"attention.LayerNorm": (768,), "output.LayerNorm": (768,)}
        parts |= {f"attention.attn.{part}": (768, 768) for part in "qkvo"}
        parts["output.dense"] = (768, 3072)
        names = {f"encoder.layer.{n}.{p}": s for n in (0, 1) for p, s in parts.items()}
        for name, shape in {"embeddings.LayerNorm": (768,), **names}.items():
            weights[f"{name}.weight"] = 0.05 * torch.randn(shape) + (len(shape) == 1)
            weights[f"{name}.bias"] = 0.05 * torch.randn(shape[0])
        start = base.Base([str(n) for n in range(2500)], weights)
        whole = encoder.Encoder(start, size)
        torch.nn.init.normal_(whole.mark)
        rows = [([2, 9, 1, 7, 30, 3], 2), ([2, 1, 40, 3], 1)]
        small = size._replace(heads=5, inner=100)
        return thinning.thin(whole, start, small, rows, torch.eye(3)[:2])

    def test_numpy_reads_what_torch_reads(self, network, monkeypatch):
        """With fine steps the two give nearly the same logits."""
        torch = pytest.importorskip("torch")
        export = pytest.importorskip("training.export")
        fitting = pytest.importorskip("training.fitting")
        monkeypatch.setattr(export, "STEP", 0.05)
        monkeypatch.setattr(export, "STEP_OF_WORDS", 0.05)
        explain = {
            "explain.packed": export.pack(np.zeros((1, 768), np.int8)),
            "explain.scale": np.ones(1, np.float16),
            "explain.bias": np.zeros(1, np.float16),
        }
        arrays = export.encoder_arrays(network, list(range(2500)), explain)
        rows = [([2, 9, 1, 7, 30, 3], 2), ([2, 1, 40, 3], 1)]
        wanted = fitting.predict([network], rows, exact=True)
        # In the package's own vocabulary, number 1 is the target.
        read = build_encoder(arrays).read([p for p, _ in rows], [at for _, at in rows])
        assert torch.allclose(torch.from_numpy(read.logits), wanted, atol=0.08)
        assert (wanted[0] - wanted[1]).abs().max() > 0.3

    def test_thinning_keeps_what_matters(self, network):
        """Heads that were kept count distances as they did before."""
        for layer in network.layers:
            assert len(set(layer.kept.tolist())) == layer.heads == 5
            assert layer.widen.out_features == 100
