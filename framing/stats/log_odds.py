"""Weighted log odds of words, and the test that moves whole articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from framing.stats._guards import (
    FloatArray,
    check_counts,
    check_lengths,
    check_option,
    check_same_length,
    check_sparse,
    divide,
    log,
)
from framing.stats.arrangement import Arrangements, Labels, smallest_p, two_groups
from framing.stats.null import PermutationTest, caution

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "LogOdds",
    "informative_prior",
    "keyness_test",
    "keyness_tests",
    "weighted_log_odds",
]

Counts = npt.NDArray[np.int64]

# Where the target has so small a part of the articles, its labels are mostly zeros.
_FEW = 0.08

# Words and arrangements of one block; the block of float64 stays within the cache.
_WORDS, _ARRANGEMENTS = 512, 256


@dataclass(frozen=True, eq=False)
class LogOdds:
    """Hold weighted log odds of a vocabulary.

    Parameters
    ----------
    delta : ndarray, shape (n_words,)
        Difference of the smoothed log odds, target less reference.
    se : ndarray, shape (n_words,)
        Its standard error under independent tokens.
    z : ndarray, shape (n_words,)
        ``delta / se``: a score to rank words by, no test.

    Examples
    --------
    >>> found = weighted_log_odds([14, 60], [3, 75], prior=0.1)
    >>> round(float(found.z[0]), 3)
    2.77
    """

    delta: FloatArray
    se: FloatArray
    z: FloatArray


def informative_prior(pooled: npt.ArrayLike, *, total: float = 500.0) -> FloatArray:
    """Spread a prior of given weight over words as they occur in all sources.

    Parameters
    ----------
    pooled : array_like, shape (n_words,)
        Counts over all sources together.
    total : float, default 500.0
        Sum of the prior counts. This is a judgement: report it.

    Returns
    -------
    ndarray, shape (n_words,)
        ``total * pooled / sum(pooled)``.

    Examples
    --------
    >>> informative_prior([30, 10], total=100).tolist()
    [75.0, 25.0]
    """
    counts = check_counts("pooled", pooled)
    if not total > 0:
        msg = f"`total` must be above 0; got {total!r}. The default is 500."
        raise ValueError(msg)
    return divide(total * counts, counts.sum())


def weighted_log_odds(
    target: npt.ArrayLike,
    reference: npt.ArrayLike,
    *,
    prior: npt.ArrayLike,
    prior_reference: npt.ArrayLike | None = None,
    variance: str = "approx",
    against: str = "other",
) -> LogOdds:
    """Score words by their log odds with a Dirichlet prior.

    Parameters
    ----------
    target, reference : array_like, shape (n_words,)
        Counts of the whole vocabulary, zeros included.
    prior : array_like, shape (n_words,) or float
        Prior count of each word, see `informative_prior`.
    prior_reference : array_like, shape (n_words,), optional
        Another prior for the reference; the same by default.
    variance : {'approx', 'full'}, default 'approx'
        Two terms, or four with those of the other words.
    against : {'other', 'pool'}, default 'other'
        Compare with the reference, or with target and reference together, their
        priors included.

    Returns
    -------
    LogOdds
        Difference, standard error and z of each word; NaN for a word without counts
        and without prior.

    Notes
    -----
    ``delta = ln((y1 + w) / (n1 + W - y1 - w)) - ln((y2 + w) / (n2 + W - y2 - w))`` with
    prior w of the word and W of all words; approximate variance
    ``1 / (y1 + w) + 1 / (y2 + w)``.

    References
    ----------
    Monroe, Colaresi and Quinn (2008). Fightin' words: lexical feature selection and
    evaluation for identifying the content of political conflict. Political Analysis
    16, 372-403.

    Examples
    --------
    >>> counts = [14, 9, 60], [3, 2, 75]
    >>> prior = informative_prior([17, 11, 135], total=50)
    >>> weighted_log_odds(*counts, prior=prior).z.round(2).tolist()
    [2.2, 1.68, -7.23]
    """
    check_option("variance", variance, ("approx", "full"))
    check_option("against", against, ("other", "pool"))
    y1, y2 = check_counts("target", target), check_counts("reference", reference)
    check_same_length(target=y1, reference=y2)
    w1 = np.broadcast_to(check_counts("prior", prior), y1.shape)
    given = prior if prior_reference is None else prior_reference
    w2 = np.broadcast_to(check_counts("prior_reference", given), y1.shape)
    first = _smoothed(y1, w1)
    pooled = against == "pool"
    second = _smoothed(y1 + y2, w1 + w2) if pooled else _smoothed(y2, w2)
    terms = 1 if variance == "approx" else 2
    spread = sum(divide(1, part) for part in (*first[:terms], *second[:terms]))
    with np.errstate(invalid="ignore"):
        delta = log(divide(*first)) - log(divide(*second))
    se = np.sqrt(spread)
    return LogOdds(delta=delta, se=se, z=divide(delta, se))


def _smoothed(counts: FloatArray, prior: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the smoothed counts of each word and of all other words."""
    inside = counts + prior
    return inside, inside.sum() - inside


def keyness_test(
    counts: Any,
    target: npt.ArrayLike,
    *,
    prior: npt.ArrayLike,
    prior_total: float | None = None,
    lengths: npt.ArrayLike | None = None,
    strata: npt.ArrayLike | None = None,
    n_resamples: int = 9999,
    seed: int = 0,
) -> PermutationTest:
    """Test the weighted log odds of words by moving whole articles.

    Parameters
    ----------
    counts : array_like or sparse matrix, shape (n_articles, n_words)
        Counts of the tested words in the articles of target and reference.
    target : array_like of bool, shape (n_articles,)
        True for articles of the target.
    prior : array_like, shape (n_words,) or float
        Prior count of each word, see `informative_prior`.
    prior_total : float, optional
        Sum of the prior over all words, those included that are not tested.
    lengths : array_like, shape (n_articles,), optional
        Tokens of each article, words that are not tested included; the row sums of
        `counts` by default.
    strata : array_like, shape (n_articles,), optional
        Labels move only between articles of the same stratum.
    n_resamples : int, default 9999
        Random arrangements if there are more than 20 000, too many to look at all.
    seed : int, default 0
        Seed of the random numbers.

    Returns
    -------
    PermutationTest
        `statistic` is z, `p` two-sided by absolute value, `p_max` adjusted for all
        words (maximum of ``|z|`` in each arrangement).

    Notes
    -----
    The counts in all arrangements come from one product of labels and counts, in
    blocks. The prior stays as given: take it from all sources pooled, which no
    arrangement changes.

    References
    ----------
    Westfall and Young (1993). Resampling-based multiple testing.

    Examples
    --------
    >>> counts = [[5, 1], [6, 2], [4, 0], [7, 1], [1, 5], [0, 4], [2, 6], [1, 7]]
    >>> test = keyness_test(counts, [True] * 4 + [False] * 4, prior=1.0)
    >>> test.p.round(4).tolist(), test.n_arrangements
    ([0.0286, 0.0286], 70)
    """
    [found] = keyness_tests(
        counts,
        [target],
        prior=prior,
        prior_total=prior_total,
        lengths=lengths,
        strata=strata,
        n_resamples=n_resamples,
        seed=seed,
    )
    return found


def keyness_tests(
    counts: Any,
    targets: Sequence[npt.ArrayLike],
    *,
    prior: npt.ArrayLike,
    prior_total: float | None = None,
    lengths: npt.ArrayLike | None = None,
    strata: npt.ArrayLike | None = None,
    n_resamples: int = 9999,
    seed: int = 0,
) -> list[PermutationTest]:
    """Test several targets in turn, each against all other articles.

    Parameters
    ----------
    counts : array_like or sparse matrix, shape (n_articles, n_words)
        Counts of the tested words in all articles.
    targets : sequence of array_like of bool, shape (n_articles,)
        For each test, True for articles of the target.
    prior, prior_total, lengths, strata, n_resamples, seed
        As for `keyness_test`.

    Returns
    -------
    list of PermutationTest
        One for each target.

    Notes
    -----
    Targets of the same number of articles have the same null distribution, which is
    worked out once. Where arrangements are drawn at random, scores are compared in
    single precision.

    Examples
    --------
    >>> counts = [[5, 1], [6, 2], [4, 0], [1, 5], [0, 4], [2, 6]]
    >>> outlet = np.array(["x", "x", "y", "y", "z", "z"])
    >>> tests = keyness_tests(counts, [outlet == name for name in "xyz"], prior=1.0)
    >>> [test.p.round(2).tolist() for test in tests]
    [[0.2, 0.27], [1.0, 1.0], [0.33, 0.13]]
    """
    table = check_sparse(counts)
    sizes = check_lengths(table, lengths)
    codes = [two_groups(target) for target in targets]
    for code in codes:
        check_same_length(counts=sizes, target=code)
    full = _full_prior(prior, table.shape[1])
    found: dict[int, PermutationTest] = {}
    for alike in _of_one_size(codes, strata):
        blocks = Arrangements(
            codes[alike[0]], strata=strata, n_resamples=n_resamples, seed=seed
        )
        exactly = _LogOddsScore(table, sizes, full, prior_total)
        own = np.stack([codes[at] for at in alike])
        observed = np.concatenate([z for _, z in exactly(own)]).T
        score = exactly if blocks.exact else exactly.in_single_precision()
        counted = _count_extremes(score, blocks, np.abs(observed))
        for at, seen, extreme, beaten in zip(alike, observed, *counted, strict=True):
            found[at] = _told(blocks, seen, extreme, beaten)
    return [found[at] for at in range(len(codes))]


def _of_one_size(
    codes: Sequence[Labels], strata: npt.ArrayLike | None
) -> list[list[int]]:
    """Put together the targets that have as many articles, in every stratum."""
    names = None if strata is None else np.asarray(strata).ravel()
    alike: dict[tuple[float, ...], list[int]] = {}
    for at, code in enumerate(codes):
        if names is None or len(names) != len(code):  # a wrong length is told later
            inside = np.zeros(len(code), dtype=np.int64)
        else:
            inside = np.unique(names, return_inverse=True)[1]
        sizes = np.bincount(inside, code == 0)
        alike.setdefault(tuple(sizes.tolist()), []).append(at)
    return list(alike.values())


def _told(
    blocks: Arrangements, observed: FloatArray, extreme: Counts, beaten: Counts
) -> PermutationTest:
    size = blocks.size + blocks.extra
    least = smallest_p(blocks.total, n_resamples=blocks.size)
    return PermutationTest(
        statistic=observed,
        p=np.where(np.isnan(observed), np.nan, (extreme + blocks.extra) / size),
        p_max=np.where(np.isnan(observed), np.nan, (beaten + blocks.extra) / size),
        smallest_p=least,
        n_arrangements=blocks.size,
        exact=blocks.exact,
        n_undefined=np.zeros(len(observed), dtype=np.int64),
        note=caution(least, 0),
    )


class _LogOddsScore:
    """Compute z of every word for reshuffled labels, some words at a time."""

    def __init__(
        self,
        table: sparse.csr_array,
        sizes: FloatArray,
        prior: FloatArray,
        prior_total: float | None,
        dtype: type[np.floating[Any]] = np.float64,
    ) -> None:
        words = table.T.tocsr().astype(dtype)
        starts = range(0, words.shape[0], _WORDS)
        self._blocks = [(slice(i, i + _WORDS), words[i : i + _WORDS]) for i in starts]
        self._given = (table, sizes, prior, prior_total)
        self._sizes = sizes
        self._dtype = dtype
        self._prior = prior[:, None].astype(dtype)
        pooled = np.asarray(table.sum(axis=0), dtype=np.float64).reshape(-1, 1)
        self._both = (pooled + 2 * prior[:, None]).astype(dtype)
        self._weight = _prior_weight(prior, prior_total)

    @property
    def slack(self) -> float:
        """How far scores may lie apart and still count as equal."""
        return 1e-10 if self._dtype is np.float64 else 1e-4

    def in_single_precision(self) -> _LogOddsScore:
        """Return the same score, computed faster and with 7 digits."""
        return _LogOddsScore(*self._given, dtype=np.float32)

    def __call__(self, labels: Labels) -> Iterator[tuple[slice, FloatArray]]:
        """Yield the words of a block and their z, shape (n_words, n_arrangements)."""
        member = (labels == 0).T.astype(self._dtype)
        n1 = self._sizes @ member + self._weight
        n2 = self._sizes.sum() + 2 * self._weight - n1
        totals = n1.astype(self._dtype), n2.astype(self._dtype)
        few = member[:, 0].sum() < _FEW * len(member)
        chosen = sparse.csr_array(member) if few else member
        for rows, words in self._blocks:
            y1 = words @ chosen
            yield rows, self._z(y1.toarray() if few else y1, rows, *totals)

    def _z(
        self, y1: FloatArray, rows: slice, n1: FloatArray, n2: FloatArray
    ) -> FloatArray:
        """Score one block of words; a single logarithm a cell."""
        both = self._both[rows]
        first = y1 + self._prior[rows]
        second = both - first
        with np.errstate(divide="ignore", invalid="ignore"):
            z = np.log(first * (n2 - second) / ((n1 - first) * second))
        z *= np.sqrt(first * second / both)
        return z


def _count_extremes(
    score: _LogOddsScore, blocks: Arrangements, seen: FloatArray
) -> tuple[Counts, Counts]:
    """Count arrangements as extreme for each word, and for the most extreme word.

    Both have the shape of what was seen, (n_targets, n_words).
    """
    # Sums taken in another order differ in the last digits; ties must stay ties.
    least = seen - score.slack * np.maximum(1.0, seen)
    extreme = np.zeros(seen.shape, dtype=np.int64)
    largest = []
    for labels in blocks:
        for start in range(0, len(labels), _ARRANGEMENTS):
            part = labels[start : start + _ARRANGEMENTS]
            top = np.full(len(part), -np.inf)
            for rows, z in score(part):
                size = np.abs(z, out=z)
                for counted, limit in zip(extreme, least, strict=True):
                    above = size >= limit[rows, None].astype(size.dtype)
                    counted[rows] += np.count_nonzero(above, axis=1)
                np.fmax(top, np.fmax.reduce(size, axis=0), out=top)
            largest.append(top)
    ordered = np.sort(np.concatenate(largest))
    return extreme, len(ordered) - np.searchsorted(ordered, least)


def _prior_weight(prior: FloatArray, prior_total: float | None) -> float:
    """Return the prior of all words, tested or not."""
    tested = float(prior.sum())
    total = tested if prior_total is None else prior_total
    if total < tested * (1 - 1e-9):
        msg = (
            f"`prior_total` must be at least the sum of `prior`, {tested:.6g}; got "
            f"{total!r}. Give the total that was passed to `informative_prior`."
        )
        raise ValueError(msg)
    return total


def _full_prior(prior: npt.ArrayLike, n_words: int) -> FloatArray:
    """Return a prior above zero for each word."""
    full = np.broadcast_to(check_counts("prior", prior), (n_words,))
    if not (full > 0).all():
        msg = (
            "`prior` must be above 0 for each tested word; drop words that occur "
            "nowhere before the test."
        )
        raise ValueError(msg)
    return full
