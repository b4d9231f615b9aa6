"""Agreement of coders."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from framing.stats.agreement import (
    alpha_interval,
    cohen_kappa,
    krippendorff_alpha,
    percent_agreement,
)

METRICS = ("nominal", "ordinal", "interval", "ratio")
code = st.integers(1, 4)
pairs = st.lists(st.tuples(code, code), min_size=2, max_size=20)


@pytest.mark.parametrize("case_id", ["ka01", "ka02"])
def test_alpha_equals_the_reference(load_cases, case_id):
    """All four metrics with missing codes equal the reference."""
    case = load_cases("statistics")[case_id]
    data = np.array(case["input"]["reliability_data"], dtype=float)
    for metric in METRICS:
        found = krippendorff_alpha(data, metric=metric)
        assert found == pytest.approx(case["expected"][metric], abs=1e-6), metric


def test_alpha_of_two_coders_by_hand():
    """Ten units with two codes, one published worked example."""
    a = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    b = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert krippendorff_alpha([a, b]) == pytest.approx(0.095, abs=5e-4)


@given(pairs, st.permutations([0, 1]), st.sampled_from(METRICS))
def test_alpha_ignores_the_order_of_coders(rows, order, metric):
    """Exchanging coders changes nothing, and perfect agreement gives 1."""
    table = np.array(rows, dtype=float).T
    one = krippendorff_alpha(table, metric=metric)
    other = krippendorff_alpha(table[order], metric=metric)
    assert one == pytest.approx(other, nan_ok=True)
    same = krippendorff_alpha([table[0], table[0]], metric=metric)
    assert math.isnan(same) == (len(set(table[0])) == 1)
    assert math.isnan(same) or same == pytest.approx(1)


@given(pairs, st.sampled_from(["none", "linear", "quadratic"]))
def test_kappa_equals_sklearn(rows, weights):
    """Kappa equals that of scikit-learn over adjacent codes."""
    a, b = (list(column) for column in zip(*rows, strict=True))
    values = sorted({*a, *b})
    if len(values) < 2:
        assert math.isnan(cohen_kappa(a, b, weights=weights))
        return
    want = cohen_kappa_score(a, b, weights=None if weights == "none" else weights)
    assert cohen_kappa(a, b, weights=weights) == pytest.approx(want)


def test_missing_codes_are_left_out():
    """Units with one code count for nothing."""
    nan = float("nan")
    full = [[1, 2, 1], [1, 2, 2]]
    more = [[1, 2, 1, nan, 3], [1, 2, 2, 1, nan]]
    assert krippendorff_alpha(full) == krippendorff_alpha(more)
    assert percent_agreement(full) == percent_agreement(more) == 2 / 3
    assert cohen_kappa(*full) == cohen_kappa(*more)


def test_alpha_interval_holds_alpha(load_cases):
    """The limits hold alpha, repeat with the seed, and are narrower for more units."""
    case = load_cases("statistics")["ka02"]
    data = np.array(case["input"]["reliability_data"], dtype=float)
    found = alpha_interval(data, n_resamples=400, seed=1)
    assert found.low < found.estimate < found.high
    assert found == alpha_interval(data, n_resamples=400, seed=1)
    wide = alpha_interval(np.tile(data, 9), n_resamples=400, seed=1)
    assert wide.high - wide.low < found.high - found.low


def test_undefined_agreement_is_nan():
    """Without pairs or variation there is no alpha and no interval."""
    nan = float("nan")
    assert math.isnan(krippendorff_alpha([[1, nan], [nan, 2]]))
    assert math.isnan(percent_agreement([[1, nan], [nan, 2]]))
    assert math.isnan(cohen_kappa([1, nan], [nan, 2]))
    assert alpha_interval([[1, 1], [1, 1]]).kind == "none"
    perfect = alpha_interval([[1, 2, 1], [1, 2, 1]], n_resamples=50)
    assert perfect.kind == "none"
    assert perfect.note == "the resamples do not differ"


def test_resamples_without_variation_are_counted():
    """Resamples in which alpha is undefined are told."""
    codes = [[1, 1, 1, 2], [1, 1, 2, 2]]
    found = alpha_interval(codes, n_resamples=300)
    assert "undefined in" in found.note


def test_bad_input_is_named():
    """The error names the parameter."""
    with pytest.raises(ValueError, match="`ratings` must have one row a coder"):
        krippendorff_alpha([[1, 2, 3]])
    with pytest.raises(ValueError, match="`metric` must be one of"):
        krippendorff_alpha([[1, 2], [1, 2]], metric="binary")
