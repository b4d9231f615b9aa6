"""Intervals that bound nothing are told alike in tables, notebooks, figures, page."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from framing.comparison.bounds import (
    UNBOUNDED,
    drop_unbounded,
    is_bounded,
    mark_unbounded,
    note_unbounded,
)
from framing.comparison.over_time import measure_over_time
from framing.stats.intervals import FAR_LIMIT

LEXICON = fr.Lexicon.from_dict({"a": ["alpha"], "b": ["beta"]})
FEW = [  # one article has all hits of a: two articles bound nothing
    ("alpha " * 5 + "word " * 300, "X", "2031-01-01"),
    ("beta word " * 40, "X", "2031-01-01"),
    ("alpha beta word " * 30, "Y", "2031-01-01"),
    ("alpha beta word word " * 30, "Y", "2031-01-01"),
    ("alpha beta word word " * 20, "Y", "2031-01-01"),
]


@pytest.fixture(scope="module")
def few() -> fr.Comparison:
    docs = pd.DataFrame(FEW, columns=["text", "outlet", "date"])
    corpus = fr.Corpus(docs.set_index(np.array([f"d{i}" for i in range(len(FEW))])))
    return fr.compare(fr.find_frames(corpus, LEXICON), by="outlet")


@pytest.mark.parametrize(
    ("low", "high", "estimate", "scale", "bounded"),
    [
        (0.12, 54.0, 2.6, None, False),
        (1.0, 9.0, 3.0, None, True),
        (0.0, 1000.0, 90.0, None, False),
        (0.0, 4.0, 0.0, None, True),
        (-1.0, 0.6, -0.4, 2.0, False),
        (-0.7, 0.6, -0.1, 2.0, True),
        (0.0, 0.76, 0.1, 1.0, False),
        (-400.0, 400.0, 3.0, math.inf, True),
    ],
)
def test_judge(low, high, estimate, scale, bounded) -> None:
    """Most of a scale, or twenty times a rate, is no bound; a difference has no end."""
    assert is_bounded(low, high, estimate, scale) is bounded


def test_table_carries_it_and_keeps_the_numbers(few) -> None:
    """The note says so, the limits stay, and what says less of the same is gone."""
    table = few.table.set_index(["group", "label"])
    row = table.loc["X", "a"]
    assert row["note"].split("; ")[-1] == UNBOUNDED
    assert FAR_LIMIT not in row["note"]
    assert np.isfinite([row["low"], row["high"]]).all()
    assert UNBOUNDED not in table.loc["Y", "b"]["note"]


def test_notebook_says_it_in_place_of_the_limits(few) -> None:
    """Both reprs count them; the table of the card writes words, not numbers."""
    n = few.table["note"].str.contains(UNBOUNDED).sum()
    told = f"{UNBOUNDED} {n} of 4 estimates"
    assert told in repr(few)
    html = few._repr_html_()
    assert f"<b>{UNBOUNDED}</b> {n} of 4 estimates" in html
    assert html.count(f">{UNBOUNDED}</td>") == n
    assert f"{few.table['high'].max():.3g}" not in html


def test_nothing_is_told_where_all_is_bounded() -> None:
    """The bundled example has enough articles."""
    frames = fr.find_frames(fr.load_example("caravan"))
    assert UNBOUNDED not in repr(fr.compare(frames, by="outlet"))


def test_contrasts_of_tone_carry_it() -> None:
    """A difference of tone that may be anything is noted; those of rates never are."""
    rows = pd.DataFrame(
        {"difference": [0.1], "low": [-1.9], "high": [2.0], "note": [""]}
    )
    assert note_unbounded(rows, scale=4.0, of="difference")["note"].tolist() == [
        UNBOUNDED
    ]
    assert note_unbounded(rows, scale=math.inf, of="difference")["note"].tolist() == [
        ""
    ]


def test_stretches_of_time_carry_it(few) -> None:
    """The same judge looks at a timeline."""
    table = measure_over_time(few, labels=["a"], every="day")
    far = table.set_index("group")["note"].str.contains(UNBOUNDED)
    assert far.to_dict() == {"X": True, "Y": False}


@given(
    st.lists(
        st.tuples(*[st.floats(0.01, 100) | st.just(math.nan)] * 3),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_drawn_is_what_is_bounded(rows) -> None:
    """A figure drops the limits that the note tells of, and no other."""
    table = pd.DataFrame(rows, columns=["low", "estimate", "high"]).assign(note="")
    far = mark_unbounded(table, scale=None)
    drawn = drop_unbounded(table, scale=None)
    assert drawn.loc[far, ["low", "high"]].isna().all(axis=None)
    pd.testing.assert_frame_equal(drawn[~far], table[~far])
    noted = note_unbounded(table, scale=None)["note"] == UNBOUNDED
    assert (noted == far).all()


def test_no_hit_in_a_few_words_bounds_nothing():
    """Without a hit the limit shrinks with the words that were read."""
    assert not is_bounded(0.0, 614.0, 0.0, None)
    assert is_bounded(0.0, 2.5, 0.0, None)
