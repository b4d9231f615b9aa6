"""Tests that move whole articles."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from framing.stats.arrangement import Arrangements, count_arrangements, smallest_p
from framing.stats.estimator import balance, mean, rate
from framing.stats.permutation import (
    omnibus_test,
    paired_permutation_test,
    permutation_test,
)

values = st.lists(st.integers(-20, 20), min_size=1, max_size=5)


def as_rows(*groups):
    """Return one row a value with its count, and which belong to the first group."""
    pooled = np.concatenate([np.asarray(g, dtype=float) for g in groups])
    return np.column_stack([pooled, np.ones(len(pooled))]), np.arange(
        len(pooled)
    ) < len(groups[0])


@pytest.mark.parametrize("case_id", ["pm01", "pm03"])
def test_exact_two_sided(load_cases, case_id):
    """All arrangements and twice the smaller tail, as in the reference."""
    case = load_cases("statistics")[case_id]
    rows, target = as_rows(case["input"]["a"], case["input"]["b"])
    found = permutation_test(rows, target, mean())
    want = case["expected"]
    assert float(found.p) == pytest.approx(want["p_two_sided"], abs=1e-12)
    assert found.n_arrangements == want["n_permutations"]
    assert found.exact
    if "statistic" in want:
        assert float(found.statistic) == pytest.approx(want["statistic"], abs=1e-12)


def test_exact_absolute(load_cases):
    """The absolute convention, as in the reference."""
    case = load_cases("statistics")["pm02"]
    rows, target = as_rows(case["input"]["a"], case["input"]["b"])
    found = permutation_test(rows, target, mean(), alternative="absolute")
    assert float(found.p) == pytest.approx(case["expected"]["p"], abs=1e-12)
    assert found.n_arrangements == case["expected"]["total"]


def test_mean_of_article_balances(load_cases):
    """The test of mean article theta, as in the reference."""
    case = load_cases("statistics")["rc04"]
    thetas = [
        balance()(np.column_stack(list(case["input"][f"source_{x}"].values())))
        for x in "ab"
    ]
    found = permutation_test(*as_rows(*thetas), mean())
    assert float(found.statistic) == pytest.approx(case["expected"]["diff"], abs=1e-9)
    assert float(found.p) == pytest.approx(case["expected"]["p"], abs=1e-9)


def test_pooled_balance_equals_scipy():
    """The pooled statistic equals scipy's test on article numbers."""
    a = np.array([[3, 1], [0, 2], [5, 2], [1, 0], [4, 3], [2, 1]], dtype=float)
    b = np.array([[0, 4], [1, 3], [2, 2], [1, 6]], dtype=float)
    rows = np.concatenate([a, b])

    def difference(i, j):
        pooled = [rows[np.asarray(k, dtype=int)].sum(axis=0) for k in (i, j)]
        return float(balance()(pooled[0]) - balance()(pooled[1]))

    for side in ("two-sided", "greater", "less"):
        want = stats.permutation_test(
            (np.arange(6), np.arange(6, 10)),
            difference,
            permutation_type="independent",
            n_resamples=np.inf,
            alternative=side,
        )
        found = permutation_test(rows, np.arange(10) < 6, balance(), alternative=side)
        assert float(found.p) == pytest.approx(want.pvalue, abs=1e-12)


def test_matched_events_equal_scipy():
    """Changing places within events equals scipy's sign flips."""
    a, b = [0.4, 0.2, 0.5, -0.1, 0.3, 0.6], [0.1, 0.3, 0.3, -0.2, 0.1, 0.1]
    rows = [np.column_stack([x, np.ones(6)]) for x in (a, b)]
    want = stats.permutation_test(
        (np.subtract(a, b),),
        lambda d, axis=-1: d.mean(axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=np.inf,
    )
    found = paired_permutation_test(*rows, mean())
    assert float(found.p) == pytest.approx(want.pvalue, abs=1e-12)
    assert found.n_arrangements == 64
    assert found.smallest_p == 2 / 64


def test_omnibus_equals_permuted_f():
    """For plain means the omnibus p equals that of the permuted F statistic."""
    groups = [[0.1, 0.5, 0.3], [0.4, 0.9, 0.7], [0.2, 0.8]]
    pooled = np.concatenate(groups)
    names = np.repeat(["x", "y", "z"], [3, 3, 2])
    want = stats.permutation_test(
        groups,
        lambda *g: stats.f_oneway(*g).statistic,
        permutation_type="independent",
        n_resamples=np.inf,
        alternative="greater",
    )
    rows = np.column_stack([pooled, np.ones(8)])
    found = omnibus_test(rows, names, mean())
    assert found.exact
    assert found.n_arrangements == 560
    assert float(found.p) == pytest.approx(want.pvalue, abs=1e-12)


def test_strata_keep_labels_within_events():
    """With strata only arrangements within events are looked at."""
    scores = np.array([5.0, 1.0, 6.0, 2.0, 4.0, 0.0, 3.0])
    target = np.array([True, False, True, False, True, False, False])
    events = np.array(["x", "x", "y", "y", "z", "z", "z"])
    rows = np.column_stack([scores, np.ones(7)])
    found = permutation_test(rows, target, mean(), strata=events, alternative="greater")
    means = []
    for x, y, z in itertools.product((0, 1), (2, 3), (4, 5, 6)):
        chosen = scores[[x, y, z]]
        means.append(chosen.mean() - (scores.sum() - chosen.sum()) / 4)
    want = np.mean(np.array(means) >= means[0] - 1e-12)
    assert found.n_arrangements == 12
    assert float(found.p) == pytest.approx(want)
    drawn = Arrangements(target, strata=events, max_exact=1, n_resamples=200)
    for labels in drawn:
        for event in "xyz":
            inside = labels[:, events == event].sum(axis=1)
            assert (inside == (target[events == event]).sum()).all()


def test_events_of_one_outlet_are_fixed():
    """An event that only one group reported has nothing to exchange."""
    rows = [[1.0, 1], [2.0, 1], [5.0, 1], [3.0, 1]]
    target = np.array([True, False, True, True])
    found = permutation_test(rows, target, mean(), strata=["x", "x", "y", "y"])
    assert found.n_arrangements == 2
    assert found.exact


@settings(max_examples=40, deadline=None)
@given(values, values)
def test_every_arrangement_is_looked_at_once(a, b):
    """Exact enumeration equals that of itertools, for either convention."""
    rows, target = as_rows(a, b)
    pooled = rows[:, 0]
    n, m = len(a), len(b)
    seen = np.mean(a) - np.mean(b)
    null = []
    for chosen in itertools.combinations(range(n + m), n):
        part = pooled[list(chosen)].sum()
        null.append(part / n - (pooled.sum() - part) / m)
    null_values = np.array(null)
    want = np.mean(np.abs(null_values) >= abs(seen) - 1e-9)
    found = permutation_test(rows, target, mean(), alternative="absolute")
    assert float(found.p) == pytest.approx(want)
    tails = np.mean(null_values >= seen - 1e-9), np.mean(null_values <= seen + 1e-9)
    both = permutation_test(rows, target, mean())
    assert float(both.p) == pytest.approx(min(1.0, 2 * min(tails)))
    assert smallest_p(count_arrangements(target)) <= float(both.p) <= 1


@settings(max_examples=25, deadline=None)
@given(values, values, st.integers(0, 3))
def test_random_p_is_never_zero(a, b, seed):
    """A random sample of arrangements gives a p-value in (0, 1], the same each time."""
    rows, target = as_rows(a, b)
    runs = [
        permutation_test(rows, target, mean(), n_resamples=50, max_exact=0, seed=seed)
        for _ in range(2)
    ]
    assert 1 / 51 <= float(runs[0].p) <= 1
    assert float(runs[0].p) == float(runs[1].p)
    assert not runs[0].exact


@settings(max_examples=25, deadline=None)
@given(values, values)
def test_exchanging_groups_keeps_p(a, b):
    """The sign changes and p stays if groups change places."""
    rows, target = as_rows(a, b)
    one = permutation_test(rows, target, mean())
    other = permutation_test(rows, ~target, mean())
    assert float(one.p) == pytest.approx(float(other.p))
    assert float(one.statistic) == pytest.approx(-float(other.statistic))


def test_random_agrees_with_exact():
    """A large random sample comes close to the exact p-value."""
    rng = np.random.default_rng(2)
    rows, target = as_rows(rng.normal(0.6, 1, 7), rng.normal(0, 1, 8))
    exact = permutation_test(rows, target, mean())
    drawn = permutation_test(rows, target, mean(), max_exact=0, n_resamples=20_000)
    assert exact.exact
    assert exact.n_arrangements == 6435
    assert float(drawn.p) == pytest.approx(float(exact.p), abs=0.01)


@pytest.mark.parametrize(
    ("n", "m", "want"), [(1, 1, 1.0), (2, 2, 1 / 3), (3, 3, 0.1), (4, 4, 2 / 70)]
)
def test_smallest_p_is_told(n, m, want):
    """The smallest reachable p is known, and said when it is above 5%."""
    rows, target = as_rows(np.arange(n) + 100.0, np.arange(m))
    found = permutation_test(rows, target, mean())
    assert found.smallest_p == pytest.approx(want)
    assert float(found.p) == pytest.approx(want)
    assert ("cannot reach 5%" in found.note) == (want > 0.05)


def test_measures_side_by_side_equal_single_tests():
    """Several measures in one call have the p-values of single calls."""
    rng = np.random.default_rng(5)
    sums = np.stack(
        [rng.poisson(4, (9, 3)), rng.integers(200, 400, (9, 3))], axis=-1
    ).astype(float)
    target = np.arange(9) < 4
    found = permutation_test(sums, target, rate())
    assert found.p.shape == (3,)
    for i in range(3):
        single = permutation_test(sums[:, i], target, rate())
        assert found.p[i] == pytest.approx(float(single.p))


def test_maximum_statistic_by_hand():
    """The adjusted p compares with the largest scaled statistic."""
    rng = np.random.default_rng(6)
    scores = rng.normal(size=(7, 2)) * [1, 100]
    sums = np.stack([scores, np.ones((7, 2))], axis=-1)
    target = np.arange(7) < 3
    found = permutation_test(sums, target, mean())
    null = []
    for chosen in itertools.combinations(range(7), 3):
        inside = np.isin(np.arange(7), chosen)
        null.append(scores[inside].mean(axis=0) - scores[~inside].mean(axis=0))
    scaled = np.abs(null) / np.std(null, axis=0)
    largest = scaled.max(axis=1)
    want = [(largest >= mine - 1e-9).mean() for mine in scaled[0]]
    assert found.p_max.tolist() == pytest.approx(want)
    assert (found.p_max >= found.p / 2).all()


def test_empty_groups_count_as_extreme():
    """Arrangements without a single scored article never help significance."""
    rows = [[1.0, 2], [0.5, 1], [0, 0], [0, 0], [-1.0, 2], [-0.5, 3]]
    target = np.array([True, True, True, False, False, False])
    found = permutation_test(rows, target, mean())
    assert not found.n_undefined.any()
    rows = [[1.0, 2], [0, 0], [0, 0], [0, 0], [-1.0, 2], [-0.5, 3]]
    found = permutation_test(rows, target, mean())
    assert int(found.n_undefined) == 2
    assert "undefined in 2 arrangements" in found.note
    assert float(found.p) >= 2 / 20


def test_undefined_estimate_has_no_p():
    """A group without anything scored has no statistic and no p-value."""
    rows = [[0, 0], [0, 0], [1.0, 2], [0.5, 1]]
    found = permutation_test(rows, np.array([True, True, False, False]), mean())
    assert math.isnan(found.statistic)
    assert math.isnan(found.p)
    assert math.isnan(found.p_max)


def test_equal_articles_have_p_one():
    """If no arrangement moves the statistic, p is 1."""
    found = permutation_test([[2, 5]] * 6, np.arange(6) < 3, mean())
    assert float(found.p) == 1
    assert float(found.p_max) == 1


def test_one_against_many_is_quick_and_complete():
    """One article against thousands is enumerated without a large table."""
    rows = np.column_stack([np.arange(3000.0), np.ones(3000)])
    found = permutation_test(rows, np.arange(3000) == 2999, mean())
    assert found.n_arrangements == 3000
    assert float(found.p) == pytest.approx(2 / 3000)


def test_three_groups_of_unequal_size():
    """All arrangements of three groups are distinct and complete."""
    labels = np.concatenate(list(Arrangements(["a", "b", "b", "c", "c", "c"])))
    assert len(labels) == 60 == count_arrangements(["a", "b", "b", "c", "c", "c"])
    assert len(np.unique(labels, axis=0)) == 60
    assert (np.sort(labels, axis=1) == [0, 1, 1, 2, 2, 2]).all()


def test_false_alarms_stay_at_five_percent():
    """Under a true null with strong clustering about 5% of tests are significant."""
    rng = np.random.default_rng(7)
    alarms = []
    for _ in range(300):
        each = np.exp(rng.normal(0, 1, 10))
        rows = np.column_stack([rng.poisson(10 * each), np.full(10, 500)])
        found = permutation_test(rows, np.arange(10) < 5, rate())
        alarms.append(float(found.p) <= 0.05)
    assert np.mean(alarms) < 0.09


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda r: permutation_test(r, [1, 0, 0], mean()), TypeError, "`target`"),
        (
            lambda r: permutation_test(r, [True] * 3, mean()),
            ValueError,
            "the second group without",
        ),
        (
            lambda r: permutation_test(r, [False] * 3, mean()),
            ValueError,
            "the first group without",
        ),
        (
            lambda r: permutation_test(r, [True, False], mean()),
            ValueError,
            "same length",
        ),
        (
            lambda r: permutation_test(r, [True, False, False], mean(), strata=[1, 2]),
            ValueError,
            "`strata` must name one stratum an article",
        ),
        (
            lambda r: permutation_test(r, [True, False, False], mean(), n_resamples=0),
            ValueError,
            "`n_resamples` must be 1 or more",
        ),
        (
            lambda r: permutation_test(
                r, [True, False, False], mean(), alternative="both"
            ),
            ValueError,
            "`alternative` must be one of",
        ),
        (lambda r: omnibus_test(r, ["a"] * 3, mean()), ValueError, "two groups"),
        (
            lambda r: paired_permutation_test(r, r[:2], mean()),
            ValueError,
            "one row for each event",
        ),
    ],
)
def test_bad_input_is_named(call, error, words):
    """The error names the parameter."""
    with pytest.raises(error, match=words):
        call([[1.0, 1], [2.0, 1], [3.0, 1]])
