"""Weighted log odds and their test."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from framing.stats.log_odds import (
    informative_prior,
    keyness_test,
    weighted_log_odds,
)

vocabularies = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=2, max_size=8
)


@pytest.mark.parametrize("case_id", ["fw04", "fw05"])
def test_two_term_variance(load_cases, case_id):
    """The approximate variance equals the reference program."""
    case = load_cases("keyness")[case_id]
    given = case["input"]
    found = weighted_log_odds(given["target"], given["reference"], prior=given["alpha"])
    want = [case["expected"]["z"][word] for word in given["vocabulary"]]
    assert found.z == pytest.approx(want, abs=case["tolerance"])


@pytest.mark.parametrize("case_id", ["st04", "st05", "st06"])
def test_four_term_variance(load_cases, case_id):
    """The full variance and all three prior scales equal the reference program."""
    case = load_cases("keyness")[case_id]
    given = case["input"]
    y1, y2 = np.array(given["target"]), np.array(given["reference"])
    background = np.array(given["background"], dtype=float)
    sigma = given["sigma"]
    priors = {
        "word": (informative_prior(background, total=sigma), None),
        "none": (background, None),
        "class-size": tuple(
            informative_prior(background, total=sigma * y.sum()) for y in (y1, y2)
        ),
    }
    prior, other = priors[given["scale_type"]]
    found = weighted_log_odds(
        y1, y2, prior=prior, prior_reference=other, variance="full"
    )
    want = [case["expected"]["z"][word] for word in given["vocabulary"]]
    assert found.z == pytest.approx(want, abs=case["tolerance"])


@pytest.mark.parametrize("case_id", ["tl01", "tl02", "tl03"])
def test_against_the_pool(load_cases, case_id):
    """Comparison with the pool equals the reference program, rows dropped as there."""
    cases = {case["id"]: case for case in load_cases("keyness")["tidylo"]}
    rows = cases[case_id]["rows"]
    flat = "uninformative" in cases[case_id]["args"]
    pooled: dict[str, int] = {}
    for row in rows:
        pooled[row["feature"]] = pooled.get(row["feature"], 0) + row["n"]
    everything = np.array(list(pooled.values()), dtype=float)
    for name in sorted({str(row["set"]) for row in rows}):
        own = {r["feature"]: r for r in rows if str(r["set"]) == name}
        other = {r["feature"] for r in rows if str(r["set"]) != name}
        y = np.array([own[w]["n"] if w in own else 0 for w in pooled], dtype=float)
        prior = np.ones(len(pooled)) if flat else everything
        # That program drops row and prior of a word absent from a set.
        found = weighted_log_odds(
            y,
            everything - y,
            prior=np.where([w in own for w in pooled], prior, 0),
            prior_reference=np.where([w in other for w in pooled], prior, 0),
            against="pool",
        )
        for i, word in enumerate(pooled):
            if word in own:
                want = own[word]
                assert found.delta[i] == pytest.approx(want["log_odds"], abs=1e-9)
                assert found.z[i] == pytest.approx(want["log_odds_weighted"], abs=1e-9)


@given(vocabularies, st.floats(0.01, 50), st.sampled_from(["approx", "full"]))
def test_sign_changes_with_the_target(rows, total, variance):
    """Exchanging target and reference changes the sign of delta and z."""
    a, b = (np.array(column) for column in zip(*rows, strict=True))
    one = weighted_log_odds(a, b, prior=total, variance=variance)
    other = weighted_log_odds(b, a, prior=total, variance=variance)
    np.testing.assert_allclose(one.z, -other.z, atol=1e-12)
    np.testing.assert_allclose(one.delta, -other.delta, atol=1e-12)


@given(vocabularies)
def test_full_variance_is_larger(rows):
    """The two extra terms only add."""
    a, b = (np.array(column) for column in zip(*rows, strict=True))
    short = weighted_log_odds(a, b, prior=1.0)
    full = weighted_log_odds(a, b, prior=1.0, variance="full")
    assert (full.se >= short.se).all()


@given(vocabularies, st.randoms(use_true_random=False))
def test_order_of_words_is_immaterial(rows, random):
    """Shuffling the vocabulary shuffles the scores."""
    order = list(range(len(rows)))
    random.shuffle(order)
    table = np.array(rows)
    one = weighted_log_odds(*table.T, prior=0.5)
    other = weighted_log_odds(*table[order].T, prior=0.5)
    np.testing.assert_allclose(one.z[order], other.z, atol=1e-12)


def test_word_without_counts_and_prior_is_nan():
    """A word that occurs nowhere and has no prior has no score."""
    found = weighted_log_odds([0, 3, 4], [0, 2, 9], prior=[0, 1, 1])
    assert math.isnan(found.z[0])
    assert np.isfinite(found.z[1:]).all()


def small_corpus(seed=0, n=9, n_words=5):
    """Return counts, target and lengths of a few articles."""
    rng = np.random.default_rng(seed)
    counts = rng.poisson(rng.gamma(1, 2, (n, n_words)))
    return counts, np.arange(n) < 4, counts.sum(axis=1) + rng.integers(5, 60, n)


def test_statistic_is_the_weighted_log_odds():
    """The tested statistic is z of the pooled counts over the whole vocabulary."""
    counts, target, lengths = small_corpus()
    rest = lengths - counts.sum(axis=1)
    full = np.column_stack([counts, rest])
    prior = informative_prior(full.sum(axis=0), total=50)
    want = weighted_log_odds(full[target].sum(0), full[~target].sum(0), prior=prior)
    found = keyness_test(
        counts, target, prior=prior[:-1], prior_total=50, lengths=lengths
    )
    np.testing.assert_allclose(found.statistic, want.z[:-1], atol=1e-12)


def test_p_by_enumeration():
    """Exact p and adjusted p equal a plain loop over all arrangements."""
    from itertools import combinations

    counts, target, _ = small_corpus(3, n=8)
    null = []
    for chosen in combinations(range(8), 4):
        inside = np.isin(np.arange(8), chosen)
        null.append(
            weighted_log_odds(
                counts[inside].sum(axis=0), counts[~inside].sum(axis=0), prior=0.5
            ).z
        )
    z = np.abs(null)
    found = keyness_test(counts, target, prior=0.5)
    assert found.exact
    assert found.n_arrangements == 70
    mine = np.abs(found.statistic) - 1e-9
    np.testing.assert_allclose(found.p, (z >= mine).mean(axis=0))
    largest = z.max(axis=1)
    np.testing.assert_allclose(found.p_max, [(largest >= m).mean() for m in mine])


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000))
def test_random_p_lies_in_its_range(seed):
    """Random p-values lie in (0, 1], repeat with the seed; adjusted ones are larger."""
    counts, _, _ = small_corpus(seed, n=24)
    target = np.arange(24) < 12
    runs = [
        keyness_test(form, target, prior=1.0, n_resamples=99, seed=seed)
        for form in (counts, sparse.csr_matrix(counts))
    ]
    assert not runs[0].exact
    assert ((runs[0].p >= 0.01) & (runs[0].p <= 1)).all()
    assert (runs[0].p_max >= runs[0].p).all()
    np.testing.assert_array_equal(runs[0].p, runs[1].p)


def test_more_words_than_a_block():
    """Vocabularies and arrangements larger than a block give the same p-values."""
    rng = np.random.default_rng(4)
    counts = rng.poisson(1.0, (14, 1100)) + 1
    target = np.arange(14) < 7
    whole = keyness_test(counts, target, prior=1.0)
    part = keyness_test(
        counts[:, 600:700],
        target,
        prior=1.0,
        prior_total=1100.0,
        lengths=counts.sum(axis=1),
    )
    np.testing.assert_allclose(whole.p[600:700], part.p)


def test_clustered_words_are_not_significant():
    """A word that one long article repeats is no difference between outlets."""
    counts = np.ones((12, 2), dtype=int) * 5
    counts[0, 0] = 200
    found = keyness_test(counts, np.arange(12) < 6, prior=1.0)
    assert found.statistic[0] > 3
    assert found.p[0] > 0.5


def test_strata_and_small_designs():
    """Labels stay in their stratum, and what cannot be reached is said."""
    counts, _, _ = small_corpus(1, n=4)
    found = keyness_test(
        counts, np.array([True, False] * 2), prior=1.0, strata=["x", "x", "y", "y"]
    )
    assert found.n_arrangements == 4
    assert "cannot reach 5%" in found.note


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"prior": [1.0, 0.0]}, "`prior` must be above 0 for each tested word"),
        ({"prior": 1.0, "prior_total": 1.0}, "`prior_total` must be at least"),
        ({"prior": 1.0, "lengths": [3, 3, 3]}, "same length"),
        ({"prior": 1.0, "lengths": [1, 3, 3, 3]}, "`lengths` must count all tokens"),
    ],
)
def test_bad_input_is_named(options, words):
    """The error names the parameter."""
    counts = [[1, 2], [2, 1], [1, 1], [0, 3]]
    with pytest.raises(ValueError, match=words):
        keyness_test(counts, np.array([True, True, False, False]), **options)


def test_bad_prior_is_named():
    """A prior without weight is refused."""
    with pytest.raises(ValueError, match="`total` must be above 0"):
        informative_prior([1, 2], total=0)
    with pytest.raises(ValueError, match="`variance` must be one of"):
        weighted_log_odds([1], [2], prior=1, variance="exact")
