"""How well the shipped lexicon agrees with coded sentences and headlines.

Runs only where the development data lie beside the project.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pandas as pd
import pytest

import framing as fr

SHARED = Path(__file__).parents[2].parent / "shared"
NEEDED = ("evaluate/frames.py", "data/frames/dev.jsonl")
HEADLINES = "data/uk_migration/headlines.jsonl"

pytestmark = pytest.mark.skipif(
    not all((SHARED / name).exists() for name in (*NEEDED, HEADLINES)),
    reason="the coded sentences are not here",
)


def predict(texts):
    """Count the hits of both categories in each text."""
    docs = pd.DataFrame({"text": list(texts)}, index=range(len(texts)))
    counts = fr.find_frames(fr.Corpus(docs)).to_matrix().toarray()
    return [{"security": int(s), "humanitarian": int(h)} for s, h in counts]


@pytest.fixture(scope="module")
def measured():
    folder = str(SHARED / "evaluate")
    sys.path.insert(0, folder)
    try:
        path = SHARED / "evaluate" / "frames.py"
        spec = importlib.util.spec_from_file_location("evaluate_frames", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module.evaluate(predict)
    finally:
        sys.path.remove(folder)


def test_security_in_sentences(measured):
    """F1 of security on coded sentences is .78 or more."""
    assert measured["security"]["f1"] >= 0.78


def test_humanitarian_in_sentences(measured):
    """F1 of humanitarian on coded sentences is .65 or more."""
    assert measured["humanitarian"]["f1"] >= 0.65


def test_security_in_headlines(measured):
    """Macro-F1 on headlines, coded by readers of the whole article, is .68 or more."""
    assert measured["uk_headlines_security"]["macro_f1"] >= 0.68


def test_documented_figures(measured):
    """The figures in the docs are those that are measured."""
    page = Path(__file__).parents[2] / "docs" / "lexicons.md"
    text = page.read_text(encoding="utf-8")
    for frame in ("security", "humanitarian"):
        row = measured[frame]
        assert _cells(row["precision"], row["recall"], row["f1"]) in text
    macro = _cells(measured["uk_headlines_security"]["macro_f1"])
    assert f"(macro {macro})" in text


def _cells(*values):
    return " | ".join(f"{value:.2f}".lstrip("0") for value in values)
