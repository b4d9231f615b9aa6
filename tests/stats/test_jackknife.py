"""Degrees of freedom of the jackknife, and estimators that can be sent away."""

from __future__ import annotations

import copy
import math
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.stats.estimator import Estimator, balance, mean, rate, share
from framing.stats.intervals import (
    difference_between,
    difference_interval,
    estimate_interval,
    pool_articles,
)
from framing.stats.jackknife import Jackknife, effective_df, jackknife

ALL = {"rate": rate(), "share": share(), "mean": mean(), "balance": balance()}
ROWS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(20, 400)), min_size=2, max_size=12
)


def df_by_matrices(sums, found):
    """Satterthwaite's degrees of freedom of a rate with the matrices written down."""
    sums = np.asarray(sums, dtype=float)
    p = sums[:, 1] / sums[:, 1].sum()
    counted = 1 / (sums[:, 0].sum() + 0.5)
    beyond = max(0.0, (found.se**2 - counted) / (p**2).sum())
    variance = np.diag(counted * p + beyond * p**2)
    residual = np.eye(len(p)) - np.outer(p, np.ones(len(p)))
    scale = np.diag((1 - p) ** -0.5)
    g = scale @ residual @ variance @ residual.T @ scale
    return np.trace(g) ** 2 / np.trace(g @ g)


@given(ROWS)
def test_degrees_of_freedom_by_matrices(rows):
    """The short formula equals the traces of the full matrices."""
    found = jackknife(rows, rate())
    got = effective_df(rows, rate(), found)
    if found.se <= 1e-12:
        assert got == found.df
        return
    want = min(max(df_by_matrices(rows, found), 1.0), found.df)
    assert got == pytest.approx(want, rel=1e-9)


@pytest.mark.parametrize("n", [2, 3, 10])
def test_articles_of_one_length_have_n_less_one(n):
    """With equal weights nothing is lost."""
    rng = np.random.default_rng(n)
    sums = np.column_stack([rng.poisson(9, n), np.full(n, 300)])
    found = jackknife(sums, rate())
    assert effective_df(sums, rate(), found) == pytest.approx(n - 1)


def test_long_articles_cost_degrees_of_freedom():
    """The more unequal the lengths, the fewer the degrees of freedom."""
    hits = np.array([3, 9, 4, 14, 6, 2])
    dfs = []
    for more in (1, 4, 16):
        sums = np.column_stack([hits, [300 * more, *[300] * 5]])
        dfs.append(effective_df(sums, rate(), jackknife(sums, rate())))
    assert dfs[0] > dfs[1] > dfs[2] >= 1


def test_degrees_of_freedom_without_weights():
    """An estimator that does not say what its articles weigh keeps n - 1."""

    def gap(sums):
        return sums[..., 0] - sums[..., 1]

    own = Estimator(name="gap", columns=("first", "second"), value=gap, working=gap)
    sums = [[3, 1], [5, 2], [9, 9]]
    assert effective_df(sums, own, jackknife(sums, own)) == 2
    assert effective_df([[2, 0], [1, 9]], rate(), Jackknife(0.1, 0.2, 1)) == 1


def test_rates_reach_further_upwards():
    """Of articles that mirror each other, a rate is bounded further above."""
    even = [[2, 400], [8, 400], [12, 400], [30, 400]]
    found = estimate_interval(even, rate())
    center = jackknife(even, rate()).estimate
    assert math.log(found.high) - center > center - math.log(found.low)


def test_a_share_and_its_complement_mirror_each_other():
    """What holds of sentences with a hit holds of those without."""
    hits = np.array([2, 5, 1, 9])
    total = np.array([20, 25, 30, 40])
    one = estimate_interval(np.column_stack([hits, total]), share())
    other = estimate_interval(np.column_stack([total - hits, total]), share())
    assert one.low == pytest.approx(1 - other.high)
    assert one.high == pytest.approx(1 - other.low)


@pytest.mark.parametrize("name", sorted(ALL))
def test_estimators_survive_pickling_and_copying(name):
    """A copy of an estimator estimates and bounds the same."""
    sums = [[3.0, 40.0], [8.0, 35.0], [5.0, 90.0]]
    estimator = ALL[name]
    want = estimate_interval(sums, estimator)
    for twin in (pickle.loads(pickle.dumps(estimator)), copy.deepcopy(estimator)):
        assert estimate_interval(sums, twin) == want


@pytest.mark.parametrize("name", sorted(ALL))
def test_pooled_groups_give_the_same_difference(name):
    """Working out a group once changes no difference."""
    a, b = [[3, 40], [8, 35], [5, 90]], [[1, 50], [2, 80], [9, 60], [4, 70]]
    estimator = ALL[name]
    pooled = [pool_articles(sums, estimator) for sums in (a, b)]
    assert difference_between(*pooled) == difference_interval(a, b, estimator)
