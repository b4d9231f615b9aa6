"""What each word contributes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.spatial import distance

from framing.stats.wordshift import (
    apply_stop_lens,
    divergence_shift,
    entropy_shift,
    general_shift,
    jensen_shannon_shift,
    proportion_shift,
    score_shift,
    tsallis_shift,
)

texts = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30), st.floats(-5, 5)),
    min_size=2,
    max_size=8,
).filter(lambda rows: sum(r[0] for r in rows) and sum(r[1] for r in rows))


def aligned(given):
    """Return the vocabulary and both counts in its order."""
    words = sorted(set(given["freq_1"]) | set(given["freq_2"]))
    return words, *(
        np.array([given[f"freq_{i}"].get(word, 0) for word in words]) for i in (1, 2)
    )


def shift_of(given, measure):
    """Compute the shift that a case asks for."""
    words, first, second = aligned(given)
    if measure == "entropy_tsallis":
        return words, tsallis_shift(first, second, alpha=given["alpha"])
    if measure == "jsd":
        return words, jensen_shannon_shift(first, second, weight_1=given["weight_1"])
    reference = given["reference_value"]
    options = {
        "reference": None if reference == "average" else reference,
        "normalization": given.get("normalization", "variation"),
    }
    if measure == "weighted_avg_two_scores":
        pair = {
            f"scores_{i}": [given[f"scores_{i}"][word] for word in words]
            for i in (1, 2)
        }
        return words, general_shift(first, second, **pair, **options)
    scores = apply_stop_lens(
        [given["scores"][word] for word in words], lenses=given.get("stop_lens", ())
    )
    return words, score_shift(first, second, scores=scores, **options)


@pytest.mark.parametrize(
    "case_id", ["ws04", "ws05", "ws06", "ws07", "ws10", "ws11", "ws12", "ws13"]
)
def test_shift_and_its_parts(load_cases, case_id):
    """Difference, contributions, bars and component sums equal the reference."""
    case = load_cases("wordshift")[case_id]
    want = case["expected"]
    words, found = shift_of(case["input"], case["measure"])
    near = {"abs": case["tolerance"]}
    assert found.difference == pytest.approx(want["diff"], **near)
    assert found.norm == pytest.approx(want["norm"], **near)
    assert found.reference == pytest.approx(want["reference_value"], **near)
    columns = {
        "raw_contribution": found.contribution,
        "shift_score": found.share,
        "p_diff": found.frequency_change,
        "s_diff": found.score_change,
        "p_avg": found.mean_frequency,
        "s_ref_diff": found.distance,
    }
    for name, column in columns.items():
        known = {w: c for w, c in zip(words, column, strict=True) if not np.isnan(c)}
        assert known == pytest.approx(want[name], **near), name
    assert found.component_sums() == pytest.approx(want["component_sums"], **near)


def test_divergences_equal_scipy(load_cases):
    """Entropy difference and Jensen-Shannon divergence equal scipy's."""
    cases = load_cases("wordshift")
    _, first, second = aligned(cases["ws06"]["input"])
    want = cases["independent_check_scipy"]
    entropy = entropy_shift(first, second).difference
    assert entropy == pytest.approx(want["entropy_diff_bits"], abs=1e-12)
    jsd = jensen_shannon_shift(first, second).difference
    assert jsd == pytest.approx(want["jsd_bits"], abs=1e-12)


@given(texts)
def test_shifts_sum_to_their_measure(rows):
    """Contributions sum to what scipy computes for the whole texts."""
    first, second, scores = (np.array(column) for column in zip(*rows, strict=True))
    p, q = first / first.sum(), second / second.sum()
    near = {"abs": 1e-9}
    found = entropy_shift(first, second)
    want = stats.entropy(q, base=2) - stats.entropy(p, base=2)
    assert found.difference == pytest.approx(want, **near)
    found = jensen_shannon_shift(first, second)
    want = distance.jensenshannon(p, q, base=2) ** 2
    assert found.difference == pytest.approx(np.nan_to_num(want), abs=1e-7)
    assert (found.contribution >= -1e-12).all()
    found = score_shift(first, second, scores=scores)
    assert found.difference == pytest.approx(float((q - p) @ scores), **near)
    assert np.nansum(found.contribution) == pytest.approx(found.difference, **near)
    assert sum(found.component_sums().values()) == pytest.approx(
        found.difference, **near
    )
    assert proportion_shift(first, second).difference == pytest.approx(0, **near)


@given(texts)
def test_exchanging_texts_changes_the_sign(rows):
    """A shift from 2 to 1 mirrors that from 1 to 2."""
    first, second, scores = (np.array(column) for column in zip(*rows, strict=True))
    one = score_shift(first, second, scores=scores)
    other = score_shift(second, first, scores=scores)
    np.testing.assert_allclose(one.contribution, -other.contribution, atol=1e-12)


@given(texts)
def test_divergence_equals_scipy(rows):
    """With smoothed counts the Kullback-Leibler shift sums to scipy's value."""
    first, second, _ = (np.array(column) for column in zip(*rows, strict=True))
    found = divergence_shift(first + 1, second)
    p, q = (first + 1) / (first + 1).sum(), second / second.sum()
    assert found.difference == pytest.approx(stats.entropy(q, p, base=2), abs=1e-9)


def test_neutral_words_stay_in_the_denominator():
    """A score of 0 dilutes, a missing score does not."""
    zero = score_shift([1, 1, 8], [2, 0, 8], scores=[1, -1, 0])
    missing = score_shift([1, 1, 8], [2, 0, 8], scores=[1, -1, np.nan])
    assert zero.difference == pytest.approx(0.2)
    assert missing.difference == pytest.approx(1.0)
    assert np.isnan(missing.contribution[2])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: divergence_shift([0, 1], [1, 1]), "`counts_1` lacks words"),
        (lambda: tsallis_shift([1], [1], alpha=1), "`alpha` must not be 1"),
        (lambda: jensen_shannon_shift([1], [1], weight_1=1), "`weight_1` must lie"),
        (lambda: proportion_shift([0, 0], [1, 1]), "`counts_1` has no word"),
        (lambda: score_shift([1], [1], scores=[np.nan]), "nothing to compare"),
        (
            lambda: score_shift([1], [1], scores=[1], normalization="sum"),
            "`normalization` must be one of",
        ),
        (lambda: entropy_shift([1, 2], [1]), "same length"),
    ],
)
def test_bad_input_is_named(call, words):
    """The error names the parameter."""
    with pytest.raises(ValueError, match=words):
        call()
