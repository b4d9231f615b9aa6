"""Simulate coverage and false alarms of the default intervals and tests.

Each scenario says what articles of one outlet are like: how far their log rates or log
odds spread (sd), how many frame words an article of 600 words holds, how unequal
their lengths are (sd of the log length), and how rates are distributed. The first of
each measure is the one that the documentation speaks of. Run it by hand:

    python tests/benchmarks/coverage_simulation.py --runs 2000
    python tests/benchmarks/coverage_simulation.py --runs 10000 --sizes 15 --first
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

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

WORDS = 600
SIZES = (2, 3, 5, 8, 15, 30)


class Scenario(NamedTuple):
    """Say what the articles of an outlet are like."""

    measure: str
    spread: float
    hits: float
    lengths: float
    rates: str = "log-normal"

    def __str__(self) -> str:
        """Name the scenario in one short line."""
        return (
            f"{self.measure:8} sd {self.spread:.1f} hits {self.hits:4.1f} "
            f"lengths {self.lengths:.1f} {self.rates}"
        )


SCENARIOS = (
    Scenario("balance", 0.8, 12, 0.0),
    Scenario("rate", 0.8, 12, 0.5),
    Scenario("balance", 0.0, 12, 0.5),
    Scenario("balance", 0.8, 12, 1.0),
    Scenario("balance", 1.5, 12, 0.5),
    Scenario("rate", 0.0, 12, 0.5),
    Scenario("rate", 0.4, 12, 0.5),
    Scenario("rate", 0.8, 1, 0.5),
    Scenario("rate", 0.8, 3, 0.5),
    Scenario("rate", 0.8, 40, 0.5),
    Scenario("rate", 0.8, 12, 0.0),
    Scenario("rate", 0.8, 12, 1.0),
    Scenario("rate", 0.8, 12, 0.5, "gamma"),
    Scenario("rate", 1.2, 12, 0.5, "gamma"),
    Scenario("rate", 1.2, 12, 0.5),
)


def draw(rng: np.random.Generator, n: int, of: Scenario) -> npt.NDArray[np.float64]:
    """Draw the two columns of n articles."""
    words = np.round(WORDS * np.exp(rng.normal(0, of.lengths, n))) + 20
    if of.measure == "balance":
        odds = rng.normal(0, of.spread, n)
        total = rng.poisson(of.hits * words / (WORDS + 20))
        security = rng.binomial(total, 1 / (1 + np.exp(-odds)))
        return np.column_stack([security, total - security]).astype(float)
    if of.rates == "gamma":
        each = rng.gamma(of.spread**-2, of.spread**2, n)
    else:
        each = np.exp(rng.normal(0, of.spread, n) - of.spread**2 / 2)
    return np.column_stack([rng.poisson(words * each * of.hits / WORDS), words])


def holds(found: Interval, truth: float) -> float:
    """Return 1 if the interval holds the truth, 0 if not, NaN if there is none."""
    return float(found.low <= truth <= found.high) if found.kind != "none" else np.nan


def one_run(
    rng: np.random.Generator, n: int, of: Scenario, n_resamples: int
) -> dict[str, float]:
    """Draw two outlets of the same truth and try every method on them."""
    is_rate = of.measure == "rate"
    measure: Estimator = rate(scale=1000) if is_rate else balance()
    truth = 1000 * of.hits / WORDS if is_rate else 0.0
    a, b = draw(rng, n, of), draw(rng, n, of)
    found = estimate_interval(a, measure)
    told = {
        "interval": holds(found, truth),
        "too low": float(found.high < truth),
        "difference": holds(difference_interval(a, b, measure), 0.0),
        "welch": holds(welch_interval(measure(a), measure(b)), 0.0),
        "permutation": np.nan,
    }
    if n_resamples:
        test = permutation_test(
            np.concatenate([a, b]),
            np.arange(2 * n) < n,
            measure,
            n_resamples=n_resamples,
            seed=int(rng.integers(2**31)),
        )
        told["permutation"] = float(test.p <= 0.05)
    return told | {"token G2": _token_test(a, b, is_rate=is_rate)}


def _token_test(
    a: npt.NDArray[np.float64], b: npt.NDArray[np.float64], *, is_rate: bool
) -> float:
    """Tell whether a test that takes every word for itself rejects."""
    table = np.stack([a.sum(axis=0), b.sum(axis=0)])
    if is_rate:
        table[:, 1] -= table[:, 0]
    if not (table.sum(axis=0) > 0).all() or not (table.sum(axis=1) > 0).all():
        return 0.0
    g2 = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    return float(g2.pvalue <= 0.05)


def main(arguments: list[str] | None = None) -> None:
    """Print one line for each scenario and number of articles."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--resamples", type=int, default=999, help="0: no test")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--first", action="store_true", help="two scenarios only")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    write = sys.stdout.write
    write(f"runs {options.runs}, seed {options.seed}, nominal level 95% and 5%\n")
    write("  n | coverage: interval (missed above) difference welch")
    write(" | false alarms: permutation token-G2\n")
    for number, scenario in enumerate(SCENARIOS[: 2 if options.first else None]):
        write(f"{scenario}\n")
        for n in options.sizes:
            rng = np.random.default_rng([options.seed, n, number])
            sums: dict[str, list[float]] = defaultdict(list)
            for _ in range(options.runs):
                told = one_run(rng, n, scenario, options.resamples)
                for name, value in told.items():
                    sums[name].append(value)
            m = {name: _mean(values) for name, values in sums.items()}
            write(
                f"{n:3} | {m['interval']:18.3f} ({m['too low']:.3f}) "
                f"{m['difference']:23.3f} {m['welch']:5.3f} | "
                f"{m['permutation']:25.3f} {m['token G2']:8.3f}\n"
            )


def _mean(values: list[float]) -> float:
    """Average what is known; NaN if nothing is."""
    known = [value for value in values if not np.isnan(value)]
    return sum(known) / len(known) if known else np.nan


if __name__ == "__main__":
    main()
