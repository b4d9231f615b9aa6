"""Corrections of a classifier's counts."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.stats.prevalence import (
    adjusted_prevalence,
    dsl_mean,
    dsl_outcomes,
    ppi_mean,
)


@pytest.mark.parametrize("case_id", ["qf01", "qf02"])
def test_adjusted_prevalence(load_cases, case_id):
    """The corrected share equals the reference, clipped where needed."""
    case = load_cases("statistics")[case_id]
    observed, found_rate, alarm_rate = case["input"].values()
    found = adjusted_prevalence(
        observed, hit_rate=found_rate, false_alarm_rate=alarm_rate
    )
    assert float(found) == pytest.approx(case["expected"]["prevalence"], abs=1e-12)


@given(st.floats(0, 1), st.floats(0.6, 1), st.floats(0, 0.4))
def test_correction_undoes_known_errors(truth, found_rate, alarm_rate):
    """Shares distorted by known rates come back."""
    observed = truth * found_rate + (1 - truth) * alarm_rate
    found = adjusted_prevalence(
        observed, hit_rate=found_rate, false_alarm_rate=alarm_rate
    )
    assert float(found) == pytest.approx(truth, abs=1e-9)


def test_useless_classifier_gives_nan():
    """Equal rates tell nothing."""
    assert math.isnan(adjusted_prevalence(0.4, hit_rate=0.5, false_alarm_rate=0.5))
    with pytest.raises(ValueError, match="`hit_rate` must lie between 0 and 1"):
        adjusted_prevalence(0.4, hit_rate=80, false_alarm_rate=0.1)


def test_tuned_ppi(load_cases):
    """The tuned estimate and its limits equal the reference."""
    case = load_cases("statistics")["pp04"]
    given = case["input"]
    found = ppi_mean(given["Y"], given["Yhat"], given["Yhat_unlabeled"])
    assert found.estimate == pytest.approx(case["expected"]["estimate"], abs=1e-9)
    assert (found.low, found.high) == pytest.approx(case["expected"]["ci95"], abs=1e-9)


def test_ppi_without_trust_is_the_plain_mean():
    """With weight 0, or constant predictions, only the codes count."""
    y, unlabeled = [1.0, 0.0, 1.0], [0.2, 0.9, 0.4]
    assert ppi_mean(y, [0.7, 0.2, 0.9], unlabeled, tuning=0).estimate == pytest.approx(
        2 / 3
    )
    assert ppi_mean(y, [0.5] * 3, [0.5] * 3).estimate == pytest.approx(2 / 3)
    assert ppi_mean([1.0], [0.5], unlabeled).kind == "none"
    assert ppi_mean([1.0] * 3, [0.5] * 3, [0.5] * 3).kind == "none"


def test_dsl(load_cases):
    """Corrected outcomes, their mean and its error equal the reference."""
    case = load_cases("statistics")["ds01"]
    given, want = case["input"], case["expected"]
    data = given["prediction"], np.array(given["label"], dtype=float)
    outcomes = dsl_outcomes(*data, sampling=given["sampling_prob"])
    assert outcomes == pytest.approx(want["pseudo_outcome"], abs=1e-9)
    found = dsl_mean(*data, sampling=given["sampling_prob"])
    assert found.estimate == pytest.approx(want["estimate"], abs=1e-9)
    assert found.se == pytest.approx(want["se"], abs=1e-9)
    assert found.low < found.estimate < found.high


def test_dsl_is_unbiased_for_a_bad_classifier():
    """Over many samples the corrected mean is that of the codes."""
    rng = np.random.default_rng(0)
    truth = rng.binomial(1, 0.3, 400).astype(float)
    guess = np.full(400, 0.9)
    means = []
    for _ in range(400):
        codes = np.where(rng.random(400) < 0.25, truth, np.nan)
        means.append(dsl_mean(guess, codes, sampling=0.25).estimate)
    assert np.mean(means) == pytest.approx(truth.mean(), abs=0.02)


def test_dsl_of_one_unit_has_no_interval():
    """One unit, or units that do not differ, have no interval."""
    assert dsl_mean([0.5], [1.0], sampling=0.5).kind == "none"
    assert dsl_mean([], [], sampling=0.5).kind == "none"
    with pytest.raises(ValueError, match="`sampling` must lie above 0"):
        dsl_outcomes([0.5, 0.2], [1.0, np.nan], sampling=[0.0, 0.5])
