"""Reference cases as articles, so that they go through the public functions."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import framing as fr

CASES = Path(__file__).parents[2].parent / "shared" / "cases"


def case(name, case_id):
    """Return one reference case, or skip where the folder is absent."""
    path = CASES / f"{name}.json"
    if not path.exists():
        pytest.skip("the reference cases are not here")
    everything = json.loads(path.read_text(encoding="utf-8"))
    return next(c for c in everything["cases"] if c["id"] == case_id)


def articles(*groups):
    """Make one article per group of words and counts: (outlet, {word: n})."""
    rows = [
        {
            "outlet": outlet,
            "text": " ".join(w for w, n in words.items() for _ in range(n)),
        }
        for outlet, words in groups
    ]
    index = [f"d{i}" for i in range(len(rows))]
    return fr.Corpus(pd.DataFrame(rows, index=index))
