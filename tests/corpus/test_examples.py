"""Articles that come with the library."""

from __future__ import annotations

import pandas as pd
import pytest

import framing as fr


def test_caravan_is_a_balanced_design() -> None:
    """Four outlets tell each of six events once."""
    docs = fr.load_example().docs
    assert (
        pd.crosstab(docs["event"], docs["outlet"]).to_numpy().tolist() == [[1] * 4] * 6
    )


def test_caravan_is_clean_to_read() -> None:
    """Every article has a title and a date, and nothing had to be skipped."""
    corpus = fr.load_example("caravan")
    assert corpus.skipped.empty
    assert corpus.remarks.empty
    assert corpus.docs[["title", "date"]].notna().all(axis=None)
    assert len(corpus.cuts) > 0


def test_loading_twice_gives_equal_corpora() -> None:
    """The example never changes."""
    assert fr.load_example("caravan") == fr.load_example("caravan")


def test_unknown_example_lists_what_there_is() -> None:
    """A wrong name is an error with the right ones."""
    with pytest.raises(ValueError, match=r"got 'karavan'\..* There is: 'caravan'"):
        fr.load_example("karavan")
