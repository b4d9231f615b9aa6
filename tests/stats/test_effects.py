"""Effect sizes, many tests, design effects."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from framing.stats.clustering import (
    binomial_standard_error,
    design_effect,
    pearson_dispersion,
    ratio_standard_error,
)
from framing.stats.effects import (
    cliffs_delta,
    cohens_d,
    hedges_correction,
    hedges_g,
)
from framing.stats.multiple import adjust_p

samples = st.lists(st.integers(-9, 9), min_size=2, max_size=9)
families = st.lists(st.floats(0, 1), min_size=1, max_size=12)


def test_hedges_g_with_exact_correction(load_cases):
    """J and g equal the reference."""
    case = load_cases("statistics")["es04"]
    a, b = case["input"]["a"], case["input"]["b"]
    df = len(a) + len(b) - 2
    assert hedges_correction(df) == pytest.approx(case["expected"]["J"], abs=1e-9)
    assert hedges_g(a, b) == pytest.approx(case["expected"]["hedges_g"], abs=1e-9)
    near = hedges_correction(df, method="approximate")
    assert near == pytest.approx(case["expected"]["J"], abs=1e-3)


@given(samples, samples)
def test_effects_change_sign_with_the_groups(a, b):
    """Exchanging groups changes the sign; delta is the difference of two chances."""
    assert cohens_d(a, b) == pytest.approx(-cohens_d(b, a), nan_ok=True)
    delta = cliffs_delta(a, b)
    assert delta == pytest.approx(-cliffs_delta(b, a))
    want = np.sign(np.subtract.outer(a, b)).mean()
    assert delta == pytest.approx(float(want), abs=1e-12)


@pytest.mark.filterwarnings("ignore:Precision loss:RuntimeWarning")
@given(samples, samples)
def test_cohens_d_belongs_to_students_t(a, b):
    """Cohen's d times the harmonic size is Student's t."""
    d = cohens_d(a, b)
    if math.isnan(d):
        return
    t = stats.ttest_ind(a, b).statistic
    n, m = len(a), len(b)
    assert d == pytest.approx(t * math.sqrt(1 / n + 1 / m), abs=1e-9)


def test_effects_without_spread_or_values():
    """Too few values or no spread have no effect size."""
    assert math.isnan(cohens_d([1.0], [1.0, 2.0]))
    assert math.isnan(hedges_g([1.0], [2.0]))
    assert math.isnan(hedges_g([1.0, 1.0], [2.0, 2.0]))
    assert math.isnan(cliffs_delta([], [1.0]))
    assert cliffs_delta([1.0, 1.0], [1.0, 1.0]) == 0
    assert cliffs_delta([1.0, math.nan], [0.0]) == 1


@given(families)
def test_false_discovery_equals_scipy(p):
    """BH and BY are scipy's, and every method keeps p at least as large."""
    for method in ("bh", "by"):
        want = stats.false_discovery_control(p, method=method)
        assert adjust_p(p, method=method) == pytest.approx(want)
    for method in ("bh", "by", "holm", "bonferroni", "none"):
        adjusted = adjust_p(p, method=method)
        assert (adjusted >= np.array(p) - 1e-12).all()
        assert (adjusted <= 1).all()


@given(families)
def test_holm_by_hand(p):
    """Holm lies between BH and Bonferroni and equals its definition."""
    found = adjust_p(p, method="holm")
    order = np.argsort(p, kind="stable")
    running = 0.0
    for rank, i in enumerate(order):
        running = max(running, (len(p) - rank) * p[i])
        assert found[i] == pytest.approx(min(running, 1.0))
    assert (found <= adjust_p(p, method="bonferroni") + 1e-12).all()
    assert (found >= adjust_p(p) - 1e-12).all()


def test_missing_p_is_no_comparison():
    """NaN stays NaN, does not count, and the shape is kept."""
    found = adjust_p([[0.01, np.nan], [0.02, 0.5]], method="bonferroni")
    assert found[0, 0] == pytest.approx(0.03)
    assert np.isnan(found[0, 1])
    assert np.isnan(adjust_p([np.nan])).all()
    with pytest.raises(ValueError, match="`p` must lie between 0 and 1"):
        adjust_p([1.2])
    with pytest.raises(ValueError, match="`method` must be one of"):
        adjust_p([0.2], method="fdr")


def test_clustered_rate(load_cases):
    """Pooled rate, both errors, design effect and dispersion equal the reference."""
    case = load_cases("statistics")["cl01"]
    hits, words = case["input"]["frame_tokens"], case["input"]["tokens"]
    want = case["expected"]
    rate = sum(hits) / sum(words)
    near = {"rel": 1e-8}
    assert rate == pytest.approx(want["pooled_rate"], **near)
    assert np.mean(np.divide(hits, words)) == pytest.approx(
        want["mean_of_article_rates"]
    )
    naive = binomial_standard_error(hits, words)
    assert naive == pytest.approx(want["se_binomial_naive"], **near)
    clustered = ratio_standard_error(hits, words)
    assert clustered == pytest.approx(want["se_cluster_linearised"], **near)
    assert design_effect(hits, words) == pytest.approx(want["design_effect"], **near)
    logit = math.log(rate / (1 - rate))
    assert logit == pytest.approx(want["logit_intercept"], **near)
    error = clustered / (rate * (1 - rate))
    assert error == pytest.approx(want["logit_cluster_se"], **near)
    dispersion = pearson_dispersion(hits, words)
    assert dispersion == pytest.approx(want["quasibinomial_dispersion_pearson"], **near)


def test_clustering_without_data_is_nan():
    """One article, no words or no hits have no design effect."""
    assert math.isnan(ratio_standard_error([1], [5]))
    assert math.isnan(binomial_standard_error([0], [0]))
    assert math.isnan(design_effect([0, 0], [5, 5]))
    assert math.isnan(pearson_dispersion([0, 0], [5, 5]))
    assert math.isnan(design_effect([0, 0], [0, 0]))
