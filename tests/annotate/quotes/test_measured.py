"""Figures on annotated news, where the sets lie beside the project."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import framing as fr
from framing.annotate.quotes import find_quotes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHARED = Path(__file__).parents[3].parent / "shared"
SETS = SHARED / "data" / "polnear"
pytestmark = pytest.mark.skipif(not SETS.exists(), reason="no annotated news here")

_Prediction = dict[str, Any]


def as_finder(texts: list[str]) -> Callable[[str], list[_Prediction]]:
    """Adapt the table of quotes to the measuring script: one list per text."""
    index = [str(number) for number in range(len(texts))]
    corpus = fr.Corpus(pd.DataFrame({"text": texts}, index=index))
    spans = find_quotes(corpus).spans
    found: dict[str, list[_Prediction]] = {text: [] for text in texts}
    for row in spans[~spans["label"].isin(["scare", "title"])].itertuples():
        speaker = (row.speaker_start, row.speaker_end) if row.speaker else None
        direct = row.label in {"direct", "fragment"}
        found[corpus.docs.loc[row.doc_id, "text"]].append(
            {"start": row.start, "end": row.end, "speaker": speaker, "direct": direct}
        )
    return found.__getitem__


@pytest.fixture(scope="module")
def figures() -> Iterator[dict[str, Any]]:
    """Measure the development set once."""
    folder = str(SHARED / "evaluate")
    sys.path.insert(0, folder)
    try:
        script = importlib.import_module("quotes")
        lines = (SETS / "dev.jsonl").read_text(encoding="utf-8").splitlines()
        texts = [json.loads(line)["text"] for line in lines]
        yield script.evaluate(as_finder(texts), "dev")
    finally:
        sys.path.remove(folder)
        sys.modules.pop("quotes", None)
        sys.modules.pop("common", None)


def test_no_article_fails(figures: dict[str, Any]) -> None:
    """Every article is read to the end."""
    assert figures["failed"] == []


def test_direct_quotes(figures: dict[str, Any]) -> None:
    """Direct quotes are found with the right speaker."""
    assert figures["direct"]["recall"] >= 0.88
    assert figures["direct"]["precision"] >= 0.89


def test_every_outlet(figures: dict[str, Any]) -> None:
    """No outlet's style of quoting is read much worse than another's."""
    assert min(figures["direct_recall_by_outlet"].values()) >= 0.80


def test_indirect_statements(figures: dict[str, Any]) -> None:
    """Indirect statements are found with the right speaker."""
    assert figures["indirect"]["recall"] >= 0.45
    assert figures["indirect"]["precision"] >= 0.75


def test_voice(figures: dict[str, Any]) -> None:
    """What is left unattributed mostly is, and most of what is, is left."""
    assert figures["voice"]["purity"] >= 0.78
    assert figures["voice"]["kept"] >= 0.92


def test_two_articles_read_line_by_line() -> None:
    """Twelve quoted stretches with the right speaker, statements beside them."""
    paths = sorted((SHARED / "data" / "seeds").glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    corpus = fr.Corpus(pd.DataFrame({"text": texts}, index=["a", "b"]))
    spans = find_quotes(corpus).spans
    quoted = spans[spans["label"].isin(["direct", "fragment"])]
    said = quoted.groupby(["doc_id", "speaker"]).size().to_dict()
    assert said == {
        ("a", "The Mexican government"): 1,
        ("a", "the INM"): 2,
        ("a", "Mujica"): 2,
        ("b", "Pompeo"): 2,
        ("b", "Pueblo Sin Fronteras"): 3,
        ("b", "Trump"): 1,
        ("b", "the president"): 1,
    }
    statements = spans[spans["label"].isin(["mixed", "indirect"])]
    assert len(statements) >= 20
    assert (statements["speaker"] != "").all()
