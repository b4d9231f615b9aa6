"""Intervals for single counts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from framing.stats.counting import (
    balance_interval,
    log_balance,
    rate_interval,
    share_interval,
)

counts = st.integers(0, 500)


def test_rate_and_share_of_one_word_article(load_cases):
    """An article of one word that is a hit has the published limits."""
    case = load_cases("statistics")["ci04"]
    hits, n = case["input"]["hits"], case["input"]["tokens"]
    want = case["expected"]
    for key, method in (
        ("wilson95", "wilson"),
        ("clopper_pearson95", "exact"),
        ("jeffreys95", "jeffreys-plain"),
    ):
        assert share_interval(hits, n, method=method) == pytest.approx(
            want[key], abs=1e-9
        )
    exact = rate_interval(hits, n, scale=1000, method="exact")
    assert exact == pytest.approx(want["poisson_exact95_per_1000"], abs=1e-6)
    assert 1000 * hits / n == want["rate_per_1000"]


@pytest.mark.parametrize("case_id", ["lo04", "lo05", "lo06"])
def test_balance_of_one_article(load_cases, case_id):
    """Theta, its error and both intervals equal the reference."""
    case = load_cases("statistics")[case_id]
    given, want = case["input"], case["expected"]
    pair = given["security"], given["humanitarian"]
    s = given["smooth"]
    theta = float(log_balance(*pair, smoothing=s))
    assert theta == pytest.approx(want["theta"], abs=1e-9)
    wald = balance_interval(*pair, smoothing=s, method="wald")
    assert wald == pytest.approx(want["ci95"], abs=1e-9)
    assert (wald[1] - theta) / stats.norm.ppf(0.975) == pytest.approx(want["se"])
    assert 1 / (1 + np.exp(-theta)) == pytest.approx(want["share_security_jeffreys"])
    jeffreys = share_interval(pair[0], sum(pair), method="jeffreys-plain")
    assert jeffreys == pytest.approx(want["jeffreys95_share"], abs=1e-9)
    odds = balance_interval(*pair, smoothing=s)
    assert odds == pytest.approx(want["jeffreys95_logodds"], abs=1e-9)


def test_balance_of_counted_units(load_cases):
    """The log ratio of counted units equals the reference for both smoothings."""
    want = load_cases("statistics")["po01"]["expected"]
    for smoothing, key in ((0.5, "log_ratio_smooth_0_5"), (1, "log_ratio_smooth_1")):
        for doc, units in want["unit_counts"].items():
            found = log_balance(
                units.get("pos", 0), units.get("neg", 0), smoothing=smoothing
            )
            assert float(found) == pytest.approx(want[key][doc], abs=1e-9)


@given(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["wilson", "exact"]))
def test_share_limits_equal_scipy(hits, misses, method):
    """Wilson and exact limits equal those of scipy's binomial test."""
    if hits + misses == 0:
        return
    found = share_interval(hits, hits + misses, method=method)
    want = stats.binomtest(hits, hits + misses).proportion_ci(method=method)
    assert found == pytest.approx((want.low, want.high), abs=1e-9)


@given(counts, counts, st.floats(0.5, 0.99))
def test_limits_hold_the_estimate(hits, misses, level):
    """Every counting interval holds its estimate and has a width."""
    total = hits + misses
    low, high = rate_interval(hits, total + 1, level=level)
    assert low <= hits / (total + 1) <= high
    assert low < high
    low, high = balance_interval(hits, misses, level=level)
    assert low < log_balance(hits, misses) < high
    if total:
        for method in ("jeffreys", "wilson", "exact"):
            low, high = share_interval(hits, total, level=level, method=method)
            assert low - 1e-12 <= hits / total <= high + 1e-12
            assert low < high


@given(counts, counts)
def test_balance_changes_sign_with_the_sides(first, second):
    """Exchanging the counts mirrors balance and interval."""
    assert log_balance(first, second) == pytest.approx(-log_balance(second, first))
    low, high = balance_interval(first, second)
    mirrored = balance_interval(second, first)
    assert (low, high) == pytest.approx((-mirrored[1], -mirrored[0]), rel=1e-9)


def test_empty_denominator_gives_nan():
    """Without words or sentences there is no interval."""
    assert np.isnan(rate_interval(0, 0)).all()
    for method in ("jeffreys", "jeffreys-plain", "wilson", "exact"):
        assert np.isnan(share_interval(0, 0, method=method)).all()


def test_no_evidence_gives_the_widest_balance():
    """An article with neither side has theta 0 and Wald limits of 3.92."""
    low, high = balance_interval(0, 0, method="wald")
    assert (low, high) == pytest.approx((-3.92, 3.92), abs=1e-3)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: rate_interval(-1, 5), "`hits` must hold counts"),
        (lambda: rate_interval(1, 5, level=95), "`level` must lie between 0 and 1"),
        (lambda: rate_interval(1, 5, method="wald"), "`method` must be one of"),
        (lambda: share_interval(6, 5), "`hits` must not exceed `total`"),
        (lambda: log_balance(1, 2, smoothing=0), "`smoothing` must be above 0"),
    ],
)
def test_bad_input_is_named(call, words):
    """The error names the parameter."""
    with pytest.raises(ValueError, match=words):
        call()
