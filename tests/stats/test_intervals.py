"""Intervals from the spread between articles."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from framing.stats.estimator import Estimator, balance, mean, rate, share
from framing.stats.intervals import (
    bootstrap_interval,
    difference_interval,
    estimate_interval,
    jackknife,
    mean_interval,
    welch_interval,
)

PAIRS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 400)), min_size=1, max_size=12
)
ESTIMATORS = {"rate": rate(scale=1000), "balance": balance(), "mean": mean()}


def columns(case):
    """Return one row an article of the two frame counts."""
    return np.column_stack([case["security"], case["humanitarian"]])


def test_jackknife_of_pooled_balance(load_cases):
    """Pooled theta, its jackknife error and the mean of thetas equal the reference."""
    case = load_cases("statistics")["lo07"]
    want = case["expected"]
    sums = columns(case["input"])
    found = jackknife(sums, balance())
    assert found.estimate == pytest.approx(want["theta_pooled"], abs=1e-9)
    assert found.se == pytest.approx(want["jackknife_by_article_se"], abs=1e-9)
    assert balance()(sums).mean() == pytest.approx(want["mean_of_article_thetas"])


def test_welch_of_article_values(load_cases):
    """Welch's interval equals the reference."""
    cases = load_cases("statistics")
    es05, rc05 = cases["es05"], cases["rc05"]
    found = welch_interval(es05["input"]["a"], es05["input"]["b"])
    assert (found.low, found.high) == pytest.approx(es05["expected"]["ci95"], abs=1e-9)
    assert found.df == pytest.approx(es05["expected"]["df"], abs=1e-9)
    assert found.estimate / found.se == pytest.approx(es05["expected"]["t"], abs=1e-9)
    a, b = (columns(rc05["input"][f"source_{x}"]) for x in "ab")
    found = welch_interval(balance()(a), balance()(b))
    assert found.estimate == pytest.approx(rc05["expected"]["diff"], abs=1e-9)
    assert (found.low, found.high) == pytest.approx(rc05["expected"]["ci95"], abs=1e-9)


def test_bootstrap_of_a_mean(load_cases):
    """A bootstrap of three and of eight values agrees with full enumeration."""
    cases = load_cases("statistics")
    three = cases["bs01"]["input"]["article_scores"]
    sums = np.column_stack([three, np.ones(3)])
    found = bootstrap_interval(sums, mean(), n_resamples=20_000)
    want = cases["bs01"]["expected"]
    assert found.estimate == pytest.approx(want["mean"])
    assert found.se == pytest.approx(want["exact_boot_se"], abs=0.01)
    # 1 of 27 resamples is the smallest value thrice, more than 2.5%; the reference
    # interpolates between the 27 values instead.
    every = [np.mean(draw) for draw in itertools.product(three, repeat=3)]
    limits = np.quantile(every, [0.025, 0.975])
    assert limits == pytest.approx([want["percentile_2_5"], want["percentile_97_5"]])
    assert (found.low, found.high) == pytest.approx((0.1, 0.7))
    eight = cases["bs02"]["input"]["article_scores"]
    sums = np.column_stack([eight, np.ones(8)])
    found = bootstrap_interval(sums, mean(), n_resamples=20_000)
    want = cases["bs02"]["expected"]
    assert found.se == pytest.approx(want["ideal_boot_se"], abs=0.003)
    assert mean_interval(eight).se == pytest.approx(want["classical_se"], abs=1e-9)


def test_bootstrap_of_pooled_balance(load_cases):
    """All three methods agree with the reference within Monte Carlo error."""
    case = load_cases("statistics")["rc06"]
    for method, want in case["expected"].items():
        found = bootstrap_interval(columns(case["input"]), balance(), method=method)
        got = [found.estimate, found.low, found.high, found.se]
        assert got == pytest.approx(want, abs=case["tolerance"])
        assert "under 20" in found.note


def test_jackknife_t_of_a_mean_is_students_t():
    """For a plain mean the interval is Student's."""
    values = np.array([0.1, 0.4, -0.3, 0.9, 0.2])
    found = estimate_interval(np.column_stack([values, np.ones(5)]), mean())
    want = stats.t.interval(0.95, 4, values.mean(), stats.sem(values))
    assert (found.low, found.high) == pytest.approx(want, abs=1e-12)
    assert found.kind == "jackknife t"
    plain = mean_interval(values)
    assert (plain.low, plain.high) == pytest.approx(want, abs=1e-12)


def test_difference_of_means_is_welch():
    """For plain means the difference of pooled estimates has Welch's interval."""
    rng = np.random.default_rng(3)
    a, b = rng.normal(size=6), rng.normal(size=9)
    sums = [np.column_stack([x, np.ones(len(x))]) for x in (a, b)]
    found = difference_interval(*sums, mean())
    want = welch_interval(a, b)
    assert (found.low, found.high) == pytest.approx((want.low, want.high), abs=1e-10)
    assert found.df == pytest.approx(want.df)
    assert found.se == pytest.approx(want.se)


def test_jackknife_by_hand():
    """Leaving out each of three articles by hand gives the same error."""
    sums = np.array([[3.0, 100.0], [1.0, 50.0], [8.0, 120.0]])
    left = [math.log((12 - h + 0.5) / (270 - w)) for h, w in sums]
    spread = sum((x - sum(left) / 3) ** 2 for x in left)
    found = jackknife(sums, rate())
    assert found.se == pytest.approx(math.sqrt(2 / 3 * spread))
    assert found.df == 2


@given(PAIRS, st.sampled_from(sorted(ESTIMATORS)), st.floats(0.6, 0.99))
def test_interval_holds_estimate_and_has_width(rows, name, level):
    """Whatever its kind, an interval holds the estimate and never collapses."""
    found = estimate_interval(rows, ESTIMATORS[name], level=level)
    if found.kind == "none":
        assert math.isnan(found.low)
        assert found.note
    else:
        assert found.low <= found.estimate <= found.high
        assert found.low < found.high


@given(PAIRS, PAIRS, st.sampled_from(sorted(ESTIMATORS)))
def test_difference_changes_sign_with_the_groups(a, b, name):
    """Exchanging the groups mirrors the interval."""
    estimator = ESTIMATORS[name]
    one, other = (
        difference_interval(a, b, estimator),
        difference_interval(b, a, estimator),
    )
    assert one.kind == other.kind
    assert one.estimate == pytest.approx(-other.estimate, nan_ok=True)
    assert one.low == pytest.approx(-other.high, nan_ok=True)
    if one.kind != "none":
        assert one.low <= one.estimate <= one.high
        assert one.low < one.high


@given(PAIRS, st.randoms(use_true_random=False))
def test_order_of_articles_is_immaterial(rows, random):
    """Shuffling articles changes nothing."""
    shuffled = list(rows)
    random.shuffle(shuffled)
    one, other = estimate_interval(rows, rate()), estimate_interval(shuffled, rate())
    # Where one article holds nearly all words, limits are powers of tiny differences.
    want = pytest.approx((other.low, other.high), rel=1e-4, nan_ok=True)
    assert (one.low, one.high) == want
    assert one.kind == other.kind


@given(PAIRS, PAIRS)
def test_merging_groups_adds_their_sums(a, b):
    """The pooled estimate of merged groups comes from the added sums."""
    merged = estimate_interval([*a, *b], rate()).estimate
    added = np.sum(a, axis=0) + np.sum(b, axis=0)
    assert merged == pytest.approx(float(rate()(added)))


@pytest.mark.parametrize("share_of_hits", [0, 1])
def test_shares_stay_between_0_and_1(share_of_hits):
    """With no or only hits the limits stay within what is possible."""
    sums = [[share_of_hits * n, n] for n in (10, 20, 30)]
    found = estimate_interval(sums, share())
    assert 0 <= found.low <= share_of_hits <= found.high <= 1
    assert found.low < found.high


def test_one_article_has_a_counting_interval():
    """One article tells of itself only, and the kind says so."""
    found = estimate_interval([[3, 400]], rate(scale=1000))
    assert found.kind == "counting"
    assert "fewer than two articles" in found.note
    assert math.isnan(found.se)
    assert estimate_interval([[0.5, 3]], mean()).kind == "none"
    both = difference_interval([[3, 400]], [[9, 300], [2, 100]], rate())
    assert both.kind == "counting"


def test_articles_without_data_do_not_count():
    """Articles with nothing scored add no degree of freedom."""
    found = estimate_interval([[0.5, 3], [0, 0], [0, 0], [-0.2, 2]], mean())
    assert found.df == 1
    alone = estimate_interval([[0.5, 3], [0, 0], [0, 0]], mean())
    assert alone.kind == "none"


def test_identical_articles_fall_back_to_counting():
    """Articles that do not differ do not make a certain estimate."""
    found = estimate_interval([[40, 400]] * 5, rate())
    assert found.kind == "counting"
    assert "do not differ" in found.note
    assert estimate_interval([[1, 2]] * 5, mean()).kind == "none"


def test_few_hits_are_at_least_as_uncertain_as_a_count():
    """With a handful of hits the interval is the wider of both."""
    sums = [[1, 400], [1, 410], [1, 390], [1, 405]]
    found = estimate_interval(sums, rate())
    counted = rate().counting(np.sum(sums, axis=0, dtype=float), 0.95)
    assert found.kind == "jackknife t + counting"
    assert found.low <= counted[0]
    assert found.high >= counted[1]


def test_difference_keeps_the_weaker_kind():
    """A thin group makes the difference thin, not a counting interval."""
    thin = [[1, 400], [0, 410], [2, 390]]
    rich = [[20, 400], [33, 410], [25, 390]]
    found = difference_interval(thin, rich, rate())
    assert found.kind == "jackknife t + counting"
    assert difference_interval(rich, rich[::-1], rate()).kind == "jackknife t"
    assert found.low < found.estimate < found.high


def test_bootstrap_undefined_in_resamples():
    """If resamples can be empty, there are no limits."""
    sums = [[1, 2], [0, 3], *[[0, 0]] * 4]
    found = bootstrap_interval(sums, rate(), n_resamples=99)
    assert found.kind == "none"
    assert found.note == "undefined in some resamples"


def test_nothing_to_divide_by():
    """Without words there is no estimate and no interval."""
    found = estimate_interval([[0, 0], [0, 0]], rate())
    assert found.kind == "none"
    assert math.isnan(found.estimate)
    assert bootstrap_interval([[0, 0], [0, 0]], rate()).kind == "none"
    assert difference_interval([[0, 0]], [[1, 5]], rate()).kind == "none"


def test_all_the_words_in_one_article():
    """If one article holds all exposure, the others say nothing."""
    found = estimate_interval([[3, 400], [0, 0]], rate())
    assert found.kind == "counting"
    odd = estimate_interval([[3, 400], [2, 0]], rate())
    assert odd.kind == "counting"


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ([1.0], [2.0, 3.0], "none"),
        ([], [2.0, 3.0], "none"),
        ([1.0, 1.0], [2.0, 2.0], "none"),
        ([1.0, 1.0], [2.0, 3.0], "welch"),
        ([1.0, float("nan"), 2.0], [2.0, 3.5], "welch"),
    ],
)
def test_welch_needs_spread(a, b, kind):
    """Welch needs two values a group and some spread; missing values are left out."""
    assert welch_interval(a, b).kind == kind


def test_mean_interval_without_spread():
    """One value, or equal values, have no interval."""
    assert mean_interval([0.3]).kind == "none"
    assert mean_interval([0.3, 0.3, 0.3]).kind == "none"
    assert math.isnan(mean_interval([]).estimate)


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(["percentile", "basic", "BCa"]), st.integers(0, 5))
def test_bootstrap_repeats_with_its_seed(method, seed):
    """The same seed gives the same limits."""
    sums = [[3, 1], [0, 2], [5, 2], [1, 0], [4, 3], [2, 1]]
    runs = [
        bootstrap_interval(sums, balance(), method=method, n_resamples=99, seed=seed)
        for _ in range(2)
    ]
    # Not the intervals themselves: their NaN differ from themselves in Python 3.13.
    first, second = runs
    assert (first.low, first.high) == (second.low, second.high)


def test_bootstrap_of_twenty_articles_has_no_caution():
    """From 20 articles on there is no note."""
    rng = np.random.default_rng(1)
    sums = np.column_stack([rng.poisson(5, 20), rng.poisson(4, 20)])
    assert bootstrap_interval(sums, balance(), n_resamples=199).note == ""


def test_own_measures_plug_in():
    """A measure of one's own needs no more than a name, columns and a function."""

    def gap(sums):
        return sums[..., 0] - sums[..., 1]

    own = Estimator(name="gap", columns=("first", "second"), value=gap, working=gap)
    found = estimate_interval([[3, 1], [5, 2], [9, 9]], own)
    assert found.kind == "jackknife t"
    assert found.estimate == 5
    counted = replace(own, counting=balance().counting)
    assert estimate_interval([[3, 1], [5, 2]], counted).kind == "jackknife t"


def test_estimators_refuse_other_columns():
    """An estimator names the columns that it needs."""
    with pytest.raises(ValueError, match="2 columns \\(hits, exposure\\)"):
        rate()([1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match="one row an article"):
        estimate_interval([1.0, 2.0], rate())
    with pytest.raises(ValueError, match="finite numbers"):
        estimate_interval([[1.0, math.nan]], rate())
    with pytest.raises(ValueError, match="`level`"):
        estimate_interval([[1.0, 2.0]], rate(), level=1)


def test_limit_that_bounds_nothing_is_called_so():
    """One hit in five articles leaves the upper limit far off, and the note says it."""
    lonely = estimate_interval([[1, 9], [0, 11], [0, 11], [0, 11], [0, 11]], rate())
    shared = estimate_interval([[5, 90], [4, 110], [6, 100], [5, 95]], rate())
    assert "too few articles with hits" in lonely.note
    assert "too few articles" not in shared.note
