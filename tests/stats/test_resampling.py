"""Limits of many numbers at once come from articles, or are not given."""

from __future__ import annotations

import numpy as np
import pytest

from framing.stats.resampling import group_spread


def shares(first, second):
    """Return the change of the share of each word."""
    return second / second.sum() - first / first.sum()


def test_resampled_limits_cover_the_truth():
    """With 30 articles a side they cover a true change in about 95 of 100 draws."""
    rng = np.random.default_rng(1)
    covered = 0
    for _ in range(100):
        tables = [rng.binomial(50, [p], (30, 1)) for p in (0.2, 0.3)]
        pair = [np.column_stack([t, 50 - t]) for t in tables]
        found = group_spread(*pair, shares, n_resamples=199)
        assert found.kind == "bootstrap"
        covered += bool(found.low[0] <= 0.1 <= found.high[0])
    assert covered >= 88


def test_undefined_resamples_give_no_limits():
    """Where nothing can be compared without some articles, a note says so."""
    second = np.ones((20, 2))

    def never(a, b):
        if np.abs(a - observed).max() > 1e-9:
            msg = "nothing"
            raise ValueError(msg)
        return shares(a, b)

    rng = np.random.default_rng(2)
    first = rng.uniform(1, 2, (20, 2))
    observed = first.T @ np.ones(20)
    none = group_spread(first, second, never, n_resamples=20)
    assert none.kind == "none"
    assert "undefined" in none.note
    left_out = group_spread(first, second, never, method="jackknife")
    assert np.isnan(left_out.low).all()


def test_options_are_checked():
    """Level and method are named in errors."""
    with pytest.raises(ValueError, match="level"):
        group_spread([[1]], [[1]], shares, level=2)
    with pytest.raises(ValueError, match="jackknife"):
        group_spread([[1]], [[1]], shares, method="bayes")
