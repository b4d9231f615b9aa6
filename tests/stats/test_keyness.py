"""Scores of single words, dispersion and the plot coordinate."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse, stats

from framing.stats.dispersion import dispersion
from framing.stats.f_score import one_sided_f_scores, scaled_f_score
from framing.stats.keyness import (
    bayes_factor,
    chi_square,
    direction,
    effect_size_ell,
    g_squared,
    log_likelihood_rayson,
    log_ratio,
    log_ratio_interval,
    odds_ratio,
    odds_ratio_interval,
    percent_difference,
    pointwise_information,
)

tables = st.tuples(
    st.integers(0, 50), st.integers(0, 50), st.integers(51, 500), st.integers(51, 500)
)
used = tables.filter(lambda t: t[0] + t[1] > 0)


def four(case):
    """Return the four numbers of a case."""
    return tuple(case["input"][name] for name in ("a", "b", "N1", "N2"))


@pytest.mark.parametrize("case_id", ["kt04", "kt05", "kt06", "kt07"])
def test_scores_of_one_table(load_cases, case_id):
    """Every score of a 2 x 2 table equals the reference."""
    case = load_cases("keyness")[case_id]
    n = four(case)
    found = {
        "sign": direction(*n),
        "chi2": chi_square(*n),
        "chi2_yates_always": chi_square(*n, correction="yates"),
        "g2_four_cell": g_squared(*n),
        "g2_four_cell_yates_always": g_squared(*n, correction="yates"),
        "g2_williams": g_squared(*n, correction="williams"),
        "ll_two_cell_rayson": log_likelihood_rayson(*n),
        "fisher_odds_ratio_sample": odds_ratio(*n),
        "odds_ratio": odds_ratio(*n),
        "pct_diff": percent_difference(*n),
        "relative_risk": 2 ** log_ratio(*n),
        "log_ratio_base2": log_ratio(*n),
        "log_ratio_base2_hardie_half": log_ratio(*n),
        "bic_bayes_factor": bayes_factor(*n),
        "ell": effect_size_ell(*n),
        "pmi_nat": pointwise_information(*n),
    }
    for name, value in found.items():
        want = case["expected"][name]
        assert float(value) == pytest.approx(want, rel=1e-8, abs=1e-8), name
    if found["g2_four_cell"] > 0:
        q = float(found["g2_four_cell"] / found["g2_williams"])
        assert q == pytest.approx(case["expected"]["williams_q"])
    for name, score in (
        ("chi2_p", "chi2"),
        ("g2_four_cell_p", "g2_four_cell"),
        ("ll_two_cell_p", "ll_two_cell_rayson"),
    ):
        p = stats.chi2.sf(float(found[score]), 1)
        assert p == pytest.approx(case["expected"][name], rel=1e-7), name


@pytest.mark.parametrize("case_id", ["rr01", "rr02", "rr03"])
def test_intervals_of_ratios(load_cases, case_id):
    """Log ratio and odds ratio with limits equal the reference."""
    case = load_cases("keyness")[case_id]
    n, want = four(case), case["expected"]
    near = {"rel": 1e-6, "abs": 1e-6}
    assert float(log_ratio(*n)) == pytest.approx(want["log_ratio_base2"], **near)
    limits = log_ratio_interval(*n)
    assert limits == pytest.approx(want["log_ratio_ci95"], **near)
    assert np.exp2(limits) == pytest.approx(want["rr_ci95"], **near)
    for kind, name in (("sample", "sample"), ("conditional", "conditional_mle")):
        found = float(odds_ratio(*n, kind=kind))
        assert found == pytest.approx(want[f"odds_ratio_{name}"], **near)
        limits = odds_ratio_interval(*n, kind=kind)
        assert limits == pytest.approx(want[f"odds_ratio_{kind}_ci95"], **near)


def test_known_defects_of_peers_are_not_copied(load_cases):
    """Williams divides, and nothing is added inside the logarithms."""
    cases = load_cases("keyness")
    right = cases["qb01"]["expected"]["correct_chi2_williams"]
    found = chi_square(*four(cases["qb01"]), correction="williams")
    assert float(found) == pytest.approx(right, rel=1e-9)
    exact = cases["qb02"]["expected"]["exact_g2"]
    assert float(g_squared(*four(cases["qb02"]))) == pytest.approx(exact, rel=1e-12)


def quanteda_scores(n, measure, correction):
    """Score a vocabulary as that program does; its Yates is conditional throughout."""
    how = {"default": "small-sample", "yates": "small-sample"}.get(
        correction, correction
    )
    if measure == "exact":
        return odds_ratio(*n, kind="conditional")
    if measure == "pmi":
        return pointwise_information(*n)
    score = chi_square if measure == "chi2" else g_squared
    return direction(*n) * score(*n, correction=how)


def test_signed_scores_equal_quanteda(load_cases):
    """Whole vocabularies agree with an independent program where it is right."""
    checked = 0
    for case in load_cases("keyness")["quanteda_textstats"]:
        a, b = np.array(case["target"]), np.array(case["reference"])
        n = (a, b, a.sum(), b.sum())
        for result in case["results"]:
            measure, correction = result["measure"], result["correction"]
            if (measure, correction) == ("chi2", "williams"):
                continue  # It multiplies by q.
            found = quanteda_scores(n, measure, correction)
            # It leaves Williams out where a cell is empty.
            used = (a > 0) & (b > 0) | (correction != "williams")
            for i in np.flatnonzero(used):
                want = result["score"][case["features"][i]]
                if want is None or (want < -20.5 and measure == "pmi"):
                    assert math.isinf(found[i])
                else:
                    # Its root finder stops early.
                    near = 1e-4 if measure == "exact" else 2e-5
                    assert found[i] == pytest.approx(want, rel=near, abs=1e-8)
                checked += 1
    assert checked == 43


def test_fisher_of_the_statistics_program(load_cases):
    """Chi-square and conditional odds ratio equal those of R."""
    case = load_cases("keyness")["R_base"]
    (a, c), (b, d) = case["input"]["matrix"]
    n = (a, b, a + c, b + d)
    assert float(chi_square(*n)) == pytest.approx(case["chisq"])
    yates = chi_square(*n, correction="yates")
    assert float(yates) == pytest.approx(case["chisq_yates"])
    odds = float(odds_ratio(*n, kind="conditional"))
    assert odds == pytest.approx(case["fisher_or_conditional_mle"], rel=1e-4)
    limits = odds_ratio_interval(*n, kind="conditional")
    assert limits == pytest.approx(case["fisher_ci"], rel=1e-3)


@given(used)
def test_tables_equal_scipy(table):
    """Chi-square and G2 equal scipy's, with and without Yates."""
    a, b, n1, n2 = table
    matrix = [[a, b], [n1 - a, n2 - b]]
    for correction in ("none", "yates"):
        for ours, power in ((chi_square, 1), (g_squared, "log-likelihood")):
            want = stats.chi2_contingency(
                matrix, correction=correction == "yates", lambda_=power
            )
            found = float(ours(*table, correction=correction))
            assert found == pytest.approx(want.statistic, rel=1e-9, abs=1e-9)


@given(tables.filter(lambda t: min(t[:2]) > 0))
def test_log_ratio_limits_equal_scipy(table):
    """The limits equal those of scipy's relative risk."""
    a, b, n1, n2 = table
    want = stats.contingency.relative_risk(a, n1, b, n2).confidence_interval(0.95)
    assert np.exp2(log_ratio_interval(*table)) == pytest.approx(tuple(want))


@given(used)
def test_exchanging_texts_mirrors_scores(table):
    """Sign and log ratio change sides, unsigned scores stay."""
    a, b, n1, n2 = table
    back = (b, a, n2, n1)
    assert float(direction(*table)) == -float(direction(*back))
    assert float(log_ratio(*table)) == pytest.approx(-float(log_ratio(*back)))
    for score in (chi_square, g_squared, log_likelihood_rayson):
        assert float(score(*table)) == pytest.approx(float(score(*back)), abs=1e-9)
    low, high = log_ratio_interval(*table)
    assert low < log_ratio(*table) < high


def test_one_word_on_a_side_has_the_end_of_the_scale():
    """With one word a side there is nothing to stretch."""
    assert scaled_f_score([9, 1], [1, 9]).tolist() == [1.0, 0.0]
    assert scaled_f_score([3, 3], [3, 3]).tolist() == [0.5, 0.5]


def test_words_that_occur_nowhere_have_no_score():
    """No counts, no score; a word in one text only has the extreme score."""
    for score in (chi_square, g_squared, log_likelihood_rayson, odds_ratio):
        assert math.isnan(score(0, 0, 10, 10))
    assert math.isnan(percent_difference(0, 0, 10, 10))
    assert math.isnan(pointwise_information(0, 0, 10, 10))
    assert math.isnan(g_squared(1, 0, 10, 0))
    assert math.isinf(percent_difference(1, 0, 10, 10))
    assert float(percent_difference(0, 1, 10, 10)) == -100
    assert pointwise_information(0, 2, 10, 10) == -np.inf
    assert odds_ratio(2, 0, 10, 10) == np.inf
    assert float(log_ratio(2, 0, 10, 10)) == 2.0


def test_dispersion_by_hand():
    """Even spread gives 0, one text gives 1 less its share, sparse equals dense."""
    counts = np.array([[2, 5, 0, 1], [4, 0, 0, 0], [2, 0, 0, 3]])
    lengths = np.array([25, 50, 25])
    shares = lengths / 100
    found = dispersion(counts, lengths=lengths)
    for i in (0, 1, 3):
        uses = counts[:, i] / counts[:, i].sum()
        assert found[i] == pytest.approx(np.abs(uses - shares).sum() / 2)
    assert found[0] == 0
    assert found[1] == 0.75
    assert math.isnan(found[2])
    same = dispersion(sparse.csc_matrix(counts), lengths=lengths)
    np.testing.assert_array_equal(found, same)
    full = dispersion(counts, lengths=lengths, normalized=True)
    assert full[1] == pytest.approx(1)


def test_dispersion_takes_row_sums_as_lengths():
    """Without lengths the counted words are all there are."""
    counts = [[3, 1], [1, 3]]
    found = dispersion(counts)
    assert found.tolist() == [0.25, 0.25]


def test_scaled_f_score(load_cases):
    """Balanced and one-sided scores equal the reference."""
    cases = load_cases("keyness")
    for case_id in ("sf04", "sf05", "sf06"):
        case = cases[case_id]
        given, want = case["input"], case["expected"]["balanced_0_1"]
        options = {"beta": given["beta"], "scaler": given["scaler"]}
        found = scaled_f_score(given["target"], given["reference"], **options)
        if isinstance(want, dict):
            want = [want[word] for word in given["vocabulary"]]
        assert found == pytest.approx(want, abs=case["tolerance"]), case_id
        if one := case["expected"].get("one_sided"):
            sides = one_sided_f_scores(given["target"], given["reference"], **options)
            want = [one[word] for word in given["vocabulary"]]
            assert sides[0] == pytest.approx(want, abs=case["tolerance"])


def test_scaled_f_score_difference(load_cases):
    """Half the difference of the one-sided scores equals the reference."""
    case = load_cases("keyness")["sf07"]
    given = case["input"]
    first, second = one_sided_f_scores(
        given["target"], given["reference"], beta=given["beta"], scaler=given["scaler"]
    )
    want = case["expected"]["score"]
    assert (first - second + 1) / 2 == pytest.approx(want, abs=case["tolerance"])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: g_squared(5, 1, 4, 10), "must not exceed `n1` and `n2`"),
        (lambda: g_squared(1, 1, 4, 10, correction="x"), "`correction` must be one of"),
        (lambda: log_ratio(1, 1, 4, 10, zero=0), "`zero` must be above 0"),
        (lambda: odds_ratio(1, 1, 4, 10, kind="x"), "`kind` must be one of"),
        (lambda: scaled_f_score([1], [1], beta=0), "`beta` must be above 0"),
        (lambda: scaled_f_score([1], [1, 2]), "same length"),
        (lambda: dispersion([[1, 2]], lengths=[2]), "`lengths` must count all"),
        (lambda: dispersion(np.zeros((0, 3))), "one row an article"),
        (lambda: dispersion([[1, -2]]), "`counts` must hold counts"),
    ],
)
def test_bad_input_is_named(call, words):
    """The error names the parameter."""
    with pytest.raises(ValueError, match=words):
        call()
