"""Word shifts equal their references, add up, and have limits from articles."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.spatial import distance

import framing as fr
from framing.comparison import ShiftOptions, word_shift
from framing.stats.resampling import group_spread
from tests.comparison.reference import articles, case

words = st.dictionaries(st.sampled_from("vwxyz"), st.integers(1, 9), min_size=1)


def pair(known):
    """Make reference A and target B from a case."""
    given = known["input"]
    return articles(("A", given["freq_1"]), ("B", given["freq_2"]))


def shift_of(corpus, **options):
    return word_shift(corpus, by="outlet", target="B", reference="A", **options)


@pytest.mark.parametrize("case_id", ["ws10", "ws11", "ws13"])
def test_weighted_shifts_equal_the_reference(case_id):
    """Contributions of scored words equal shifterator's."""
    known = case("wordshift", case_id)
    given, want = known["input"], known["expected"]
    neutral = given["reference_value"]
    lens = given.get("stop_lens")
    options = ShiftOptions(
        neutral=None if neutral == "average" else neutral,
        stop_lens=tuple(lens[0]) if lens else None,
    )
    found = shift_of(
        pair(known), kind="weighted", scores=given["scores"], options=options
    )
    table = found.table.set_index("word")["contribution"]
    for word, value in want["raw_contribution"].items():
        assert table[word] == pytest.approx(value, abs=1e-9)
    assert found.total["estimate"] == pytest.approx(want["diff"], abs=1e-9)


def test_divergence_equals_the_reference():
    """Jensen-Shannon contributions equal shifterator's."""
    known = case("wordshift", "ws06")
    found = shift_of(pair(known), kind="jensen_shannon")
    table = found.table.set_index("word")["contribution"]
    for word, value in known["expected"]["raw_contribution"].items():
        assert table[word] == pytest.approx(value, abs=1e-9)
    assert found.total["estimate"] == pytest.approx(known["expected"]["diff"])


@given(words, words)
def test_shifts_equal_scipy_and_add_up(first, second):
    """Totals equal scipy's entropy and distance; contributions sum to them."""
    corpus = articles(("A", first), ("B", second))
    names = sorted({*first, *second})
    p = [np.array([side.get(w, 0) for w in names], float) for side in (first, second)]
    want = {
        "entropy": stats.entropy(p[1], base=2) - stats.entropy(p[0], base=2),
        "jensen_shannon": distance.jensenshannon(*p, base=2) ** 2,
        "proportion": 0.0,
    }
    for kind, value in want.items():
        found = shift_of(corpus, kind=kind)
        assert found.total["estimate"] == pytest.approx(value, abs=1e-9)
        assert found.table["contribution"].sum() == pytest.approx(value, abs=1e-9)
    change = p[1] / p[1].sum() - p[0] / p[0].sum()
    table = shift_of(corpus).table.set_index("word")["contribution"]
    np.testing.assert_allclose(table[names], change, atol=1e-12)


def test_frames_keep_all_words_in_the_denominator():
    """A frame shift is the difference of hits per word, phrase by phrase."""
    lexicon = fr.Lexicon.from_dict({"s": ["border guard*", "raid"], "h": ["aid"]})
    corpus = articles(("A", {"aid": 3, "word": 17}), ("B", {"raid": 2, "word": 8}))
    docs = corpus.docs
    docs.loc["d1", "text"] += " border guards"
    corpus = fr.Corpus(docs)
    found = shift_of(corpus, kind="frame", lexicon=lexicon)
    table = found.table.set_index("word")
    assert table.loc["raid", "contribution"] == pytest.approx(2 / 12)
    assert table.loc["border guards", "contribution"] == pytest.approx(1 / 12)
    assert table.loc["aid", "contribution"] == pytest.approx(3 / 20)
    assert table.loc["aid", "more_in"] == "A"
    assert found.total["estimate"] == pytest.approx(3 / 12 + 3 / 20)
    same = shift_of(corpus, kind="frame", lexicon=fr.find_frames(corpus, lexicon))
    pd.testing.assert_frame_equal(same.table, found.table)
    assert len(found.evidence("border guards")) == 1


def test_a_word_of_two_categories_counts_in_both():
    """Its rows carry the category, and cancel out."""
    lexicon = fr.Lexicon.from_dict({"s": ["camp"], "h": ["camp"]})
    corpus = articles(("A", {"word": 9}), ("B", {"camp": 1, "word": 8}))
    found = shift_of(corpus, kind="frame", lexicon=lexicon)
    assert sorted(found.table["label"]) == ["h", "s"]
    assert found.total["estimate"] == pytest.approx(0)


def test_many_categories_need_scores():
    """With three categories the user says which count how."""
    lexicon = fr.Lexicon.from_dict({"a": ["x"], "b": ["y"], "c": ["z"]})
    corpus = articles(("A", {"x": 5, "w": 5}), ("B", {"y": 5, "z": 5}))
    with pytest.raises(ValueError, match="Categories: a, b, c"):
        shift_of(corpus, kind="frame", lexicon=lexicon)
    found = shift_of(corpus, kind="frame", lexicon=lexicon, scores={"a": 1, "c": 2})
    assert found.total["estimate"] == pytest.approx(2 * 0.5 - 0.5)
    with pytest.raises(ValueError, match="no category"):
        shift_of(corpus, kind="frame", lexicon=lexicon, scores={"q": 1})


@pytest.mark.parametrize(
    ("n", "kind"), [(1, "none"), (5, "jackknife t"), (20, "bootstrap")]
)
def test_limits_come_from_articles(n, kind):
    """One article: none; under twenty: jackknife; else resampled articles."""
    rng = np.random.default_rng(3)
    rows = [
        (outlet, {"x": int(rng.integers(1, 5 + shift)), "y": 6})
        for outlet, shift in (("A", 0), ("B", 6))
        for _ in range(n)
    ]
    found = shift_of(articles(*rows))
    assert set(found.table["interval"]) == {kind}
    if kind == "none":
        assert found.table["low"].isna().all()
        assert "no intervals" in found.methods
        assert found.table["note"].str.len().min() > 0
    else:
        table = found.table
        assert (table["low"] < table["contribution"]).all()
        assert (table["contribution"] < table["high"]).all()
        assert "resample" in found.methods or "jackknife" in found.methods


def test_jackknife_equals_the_t_interval_of_means():
    """For articles of one length the jackknife of a share is that of its mean."""
    a = [[3, 7], [5, 5], [4, 6], [1, 9]]
    b = [[1, 9], [2, 8], [0, 10], [2, 8]]
    found = group_spread(a, b, lambda x, y: y / y.sum() - x / x.sum())
    shares = [np.array(rows)[:, 0] / 10 for rows in (a, b)]
    want = stats.ttest_ind(shares[1], shares[0], equal_var=False).confidence_interval()
    assert found.low[0] == pytest.approx(want.low)
    assert found.high[0] == pytest.approx(want.high)


def test_equal_articles_have_no_limits():
    """Where nothing varies there is no interval of zero width."""
    rows = [("A", {"x": 5, "y": 5})] * 3 + [("B", {"x": 6, "y": 4})] * 3
    table = shift_of(articles(*rows)).table
    assert table["low"].isna().all()
    assert (table["note"] != "").all()


def test_one_against_the_rest():
    """By default all other articles are the reference."""
    corpus = articles(("A", {"x": 5}), ("B", {"y": 5}), ("C", {"y": 5}))
    found = word_shift(corpus, by="outlet", target="A")
    assert found.reference == "rest"
    assert found.table.set_index("word").loc["y", "n_reference"] == 10


def test_views_escape_and_agree():
    """Text and HTML tell the same facts; no markup comes in."""
    corpus = articles(("A", {"<i>x</i>": 5}), ("<script>B", {"y": 5}))
    found = word_shift(corpus, by="outlet", target="A")
    html = found._repr_html_()
    assert "<script>" not in html
    assert "<i>" not in html
    assert "target A" in repr(found)


@pytest.mark.parametrize(
    ("arguments", "error", "told"),
    [
        ({"kind": "cosine"}, ValueError, "jensen_shannon"),
        ({"kind": "weighted"}, ValueError, "scores="),
        ({"kind": "weighted", "scores": {"q": 1.0}}, ValueError, "no word"),
        ({"scores": {"x": 1.0}}, ValueError, "weighted"),
        ({"lexicon": "security-humanitarian"}, ValueError, "frame"),
        ({"target": "Z"}, KeyError, "Groups: A, B"),
        ({"target": None}, TypeError, "target"),
        ({"reference": "B"}, ValueError, "both"),
        ({"by": "outlett"}, KeyError, "outlet"),
        ({"options": ShiftOptions(level=95)}, ValueError, "level"),
    ],
)
def test_bad_input_says_what_to_type(arguments, error, told):
    """Errors name the parameter and what there is."""
    corpus = articles(("A", {"x": 5}), ("B", {"y": 5}))
    with pytest.raises(error, match=told):
        word_shift(corpus, **({"by": "outlet", "target": "B"} | arguments))


def test_empty_articles_are_refused():
    """A side without words cannot be compared."""
    with pytest.raises(ValueError, match="no words"):
        shift_of(articles(("A", {}), ("B", {"x": 3})))
    known = articles(("A", {"x": 2}), ("B", {"x": 3}))
    other = fr.find_frames(
        articles(("A", {"q": 2})), fr.Lexicon.from_dict({"a": ["q"]})
    )
    with pytest.raises(ValueError, match="another corpus"):
        shift_of(known, kind="frame", lexicon=other)
    with pytest.raises(KeyError, match="table"):
        shift_of(known).evidence("nowhere")
