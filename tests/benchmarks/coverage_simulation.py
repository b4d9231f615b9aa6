"""Simulate coverage and false alarms of the default intervals and tests.

Articles of an outlet differ by a normal deviation of their log odds (sd 0.8) and hold
about 12 frame words each. Run it by hand:

    python tests/benchmarks/coverage_simulation.py --runs 2000
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from framing.stats.estimator import balance, rate
from framing.stats.intervals import (
    difference_interval,
    estimate_interval,
    welch_interval,
)
from framing.stats.permutation import permutation_test

if TYPE_CHECKING:
    import numpy.typing as npt

    from framing.stats.estimator import Estimator
    from framing.stats.intervals import Interval

SPREAD = 0.8
HITS = 12
WORDS = 600
SIZES = (2, 3, 5, 8, 15, 30)


def draw_balance(rng: np.random.Generator, n: int) -> npt.NDArray[np.float64]:
    """Draw security and humanitarian hits of n articles; the true balance is 0."""
    odds = rng.normal(0, SPREAD, n)
    total = rng.poisson(HITS, n)
    security = rng.binomial(total, 1 / (1 + np.exp(-odds)))
    return np.column_stack([security, total - security]).astype(float)


def draw_rate(rng: np.random.Generator, n: int) -> npt.NDArray[np.float64]:
    """Draw hits and words of n articles; the true rate is HITS per WORDS."""
    words = np.round(WORDS * np.exp(rng.normal(0, 0.5, n))) + 20
    each = np.exp(rng.normal(0, SPREAD, n) - SPREAD**2 / 2)
    return np.column_stack([rng.poisson(words * each * HITS / WORDS), words])


def holds(found: Interval, truth: float) -> float:
    """Return 1 if the interval holds the truth, 0 if not, NaN if there is none."""
    return float(found.low <= truth <= found.high) if found.kind != "none" else np.nan


def one_run(
    rng: np.random.Generator, n: int, kind: str, n_resamples: int
) -> dict[str, float]:
    """Draw two outlets of the same truth and try every method on them."""
    draw = draw_balance if kind == "balance" else draw_rate
    measure: Estimator = balance() if kind == "balance" else rate(scale=1000)
    truth = 0.0 if kind == "balance" else 1000 * HITS / WORDS
    a, b = draw(rng, n), draw(rng, n)
    pooled = np.concatenate([a, b])
    test = permutation_test(
        pooled,
        np.arange(2 * n) < n,
        measure,
        n_resamples=n_resamples,
        seed=int(rng.integers(2**31)),
    )
    values = np.asarray(measure(a)), np.asarray(measure(b))
    table = np.stack([a.sum(axis=0), b.sum(axis=0)])
    if kind == "rate":
        table[:, 1] -= table[:, 0]
    g2 = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    return {
        "interval": holds(estimate_interval(a, measure), truth),
        "difference": holds(difference_interval(a, b, measure), 0.0),
        "welch": holds(welch_interval(*values), 0.0),
        "permutation": float(test.p <= 0.05),
        "token G2": float(g2.pvalue <= 0.05),
    }


def main(arguments: list[str] | None = None) -> None:
    """Print one line for each measure and number of articles."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--resamples", type=int, default=999)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    write = sys.stdout.write
    write(f"runs {options.runs}, seed {options.seed}, nominal level 95% and 5%\n")
    write("measure   n | coverage: interval difference welch")
    write(" | false alarms: permutation token-G2\n")
    for kind in ("balance", "rate"):
        for n in SIZES:
            rng = np.random.default_rng([options.seed, n, kind == "rate"])
            sums: dict[str, list[float]] = defaultdict(list)
            for _ in range(options.runs):
                for name, value in one_run(rng, n, kind, options.resamples).items():
                    sums[name].append(value)
            m = {name: float(np.nanmean(values)) for name, values in sums.items()}
            write(
                f"{kind:8}{n:3} | {m['interval']:18.3f} {m['difference']:10.3f} "
                f"{m['welch']:5.3f} | {m['permutation']:25.3f} {m['token G2']:8.3f}\n"
            )


if __name__ == "__main__":
    main()
