"""Lines of one file that have one thing wrong are told once."""

from __future__ import annotations

import pandas as pd
import pytest

from framing.page.unread import merge_lines


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        ([], []),
        (["a.csv, line 4"], ["a.csv, line 4"]),
        (["a.csv, line 2", "a.csv, line 9"], ["a.csv, 2 lines, the first 2"]),
        (["a.csv, line 2", "b.csv, line 2"], ["a.csv, line 2", "b.csv, line 2"]),
        # a whole file is none of its lines
        (["a.csv", "a.csv, line 2"], ["a.csv", "a.csv, line 2"]),
        (["a.csv", "a.csv"], ["a.csv"]),
    ],
)
def test_lines_of_a_file(sources: list[str], told: list[str]) -> None:
    """Lines are counted, files are named."""
    skipped = pd.DataFrame({"source": sources, "reason": ["no text"] * len(sources)})
    merged = merge_lines(skipped)
    assert merged["source"].tolist() == told
    assert merged["reason"].tolist() == ["no text"] * len(told)
