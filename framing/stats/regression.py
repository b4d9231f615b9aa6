"""Regression of sums per article on groups and controls, with clustered errors.

Needs statsmodels, which is loaded on first use.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import linalg, special

from framing.stats._guards import FloatArray, check_option, check_table

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["CONFOUNDED", "MODELS", "Fit", "Model", "fit_groups"]

IntArray = npt.NDArray[np.int64]

# Up to so many clusters each is left out in turn; above, the sandwich is as good.
_MAX_REFITS = 200
_MAX_STEPS = 50
CONFOUNDED = "cannot be told apart from the controls"


class Model(NamedTuple):
    """Say what a kind of outcome is fitted with and how its effect is told."""

    family: str
    effect: str
    is_ratio: bool


MODELS = {
    "rate": Model("Poisson", "rate ratio", True),
    "share": Model("Binomial", "odds ratio", True),
    "balance": Model("Binomial", "difference of log ratios", False),
    "mean": Model("Gaussian", "difference of means", False),
}


@dataclass(frozen=True, eq=False)
class Fit:
    """Hold the coefficients of groups against a reference.

    Parameters
    ----------
    kind : str
        One of ``MODELS``.
    column : dict
        The coefficient of each group that has one.
    params : ndarray, shape (n_coefficients,)
        Coefficients.
    cov : ndarray, shape (n_coefficients, n_coefficients)
        Their covariance between clusters.
    df : int
        Clusters less one.
    errors : str
        ``'jackknife'`` or ``'sandwich'``; empty without a fit.
    notes : dict
        Why a group has no estimate or no limits.

    See Also
    --------
    fit_groups : Makes one.
    """

    kind: str
    column: dict[int, int]
    params: FloatArray
    cov: FloatArray
    df: int
    errors: str
    notes: dict[int, str] = field(default_factory=dict)

    @property
    def n_clusters(self) -> int:
        """Number of clusters that the fit rests on."""
        return self.df + 1

    def note(self, group: int) -> str:
        """Say why a group has no estimate or no limits; empty if it has."""
        return self.notes.get(group, "")

    def _told(self, value: float) -> float:
        if not MODELS[self.kind].is_ratio:
            return value
        return math.exp(value) if value < 700 else math.inf

    def estimate(self, group: int) -> float:
        """Return the ratio or difference to the reference; NaN if there is none."""
        if group not in self.column:
            return math.nan
        return self._told(float(self.params[self.column[group]]))

    def se(self, group: int) -> float:
        """Return the error of the coefficient; NaN if there is none."""
        if group not in self.column or group in self.notes:
            return math.nan
        at = self.column[group]
        return math.sqrt(max(float(self.cov[at, at]), 0.0))

    def limits(self, group: int, *, level: float = 0.95) -> tuple[float, float]:
        """Return the limits of the estimate; NaN if there are none."""
        se = self.se(group)
        if math.isnan(se):
            return math.nan, math.nan
        center = float(self.params[self.column[group]])
        reach = float(special.stdtrit(self.df, 0.5 + level / 2)) * se
        return self._told(center - reach), self._told(center + reach)

    def p(self, group: int) -> float:
        """Return the two-sided p-value; NaN if there is none."""
        se = self.se(group)
        if math.isnan(se):
            return math.nan
        t = abs(float(self.params[self.column[group]])) / se
        return 2 * float(special.stdtr(self.df, -t))

    @property
    def _joint(self) -> list[int]:
        return [at for group, at in self.column.items() if group not in self.notes]

    @property
    def wald_df(self) -> int:
        """Number of groups tested together."""
        return len(self._joint)

    @property
    def wald(self) -> float:
        """F of all groups against the reference; NaN with too few clusters."""
        at = self._joint
        if not at or len(at) >= self.n_clusters:
            return math.nan
        b, v = self.params[at], self.cov[np.ix_(at, at)]
        if np.linalg.matrix_rank(v) < len(at):
            return math.nan
        return float(b @ np.linalg.solve(v, b)) / len(at)

    @property
    def joint_p(self) -> float:
        """The p-value of that F."""
        if math.isnan(self.wald):
            return math.nan
        return float(special.fdtrc(self.wald_df, self.df, self.wald))


def fit_groups(
    sums: npt.ArrayLike,
    group: IntArray,
    categories: Sequence[IntArray],
    numbers: FloatArray,
    cluster: IntArray,
    *,
    kind: str,
    reference: int,
) -> Fit:
    """Regress what articles hold on their group and on what is held fixed.

    Parameters
    ----------
    sums : array_like, shape (n_articles, 2)
        Hits and words; hits and total; both hits of a balance; sum of scores and n.
    group : ndarray of int, shape (n_articles,)
        The group of each article.
    categories : sequence of ndarray of int
        Controls that enter as categories.
    numbers : ndarray, shape (n_articles, n_numbers)
        Controls that enter as straight lines.
    cluster : ndarray of int, shape (n_articles,)
        Which articles hang together.
    kind : {'rate', 'share', 'balance', 'mean'}
        What the two columns are.
    reference : int
        The group that the others are held against.

    Returns
    -------
    Fit
        Coefficients of the groups with their covariance.

    Raises
    ------
    ImportError
        If statsmodels is not installed.
    ValueError
        If there are no more articles than coefficients.

    Notes
    -----
    A category without a hit, or with nothing else, has no finite coefficient: it says
    nothing of the groups and is left out with its articles. A group that cannot be told
    from the controls, or that holds no hit, has no estimate.

    Examples
    --------
    >>> sums = np.array([[3, 400], [8, 350], [5, 900], [9, 500], [4, 200], [7, 300]])
    >>> group, alone = np.array([0, 0, 0, 1, 1, 1]), np.arange(6)
    >>> fit = fit_groups(
    ...     sums, group, [], np.empty((6, 0)), alone, kind="rate", reference=0
    ... )
    >>> round(fit.estimate(1), 3)
    2.062
    """
    check_option("kind", kind, tuple(MODELS))
    table = check_table("sums", sums)
    notes: dict[int, str] = {}
    keep = _informative(table, group, categories, kind, notes)
    keep = _comparable(group, categories, numbers, keep, reference, notes)
    others = [g for g in np.unique(group[keep]).tolist() if g != reference]
    if not others or not (group[keep] == reference).any():
        for g in np.unique(group).tolist():
            notes.setdefault(g, "nothing to hold it against")
        return Fit(kind, {}, np.empty(0), np.empty((0, 0)), -1, "", notes)
    x = _design(group, categories, numbers, keep, others)
    if len(x) <= x.shape[1]:
        msg = (
            f"{len(x)} articles cannot carry a regression with {x.shape[1]} "
            "coefficients; take fewer controls or controls with fewer categories."
        )
        raise ValueError(msg)
    column = {g: 1 + at for at, g in enumerate(others)}
    codes = np.unique(cluster[keep], return_inverse=True)[1]
    params, cov, errors = _fit(table[keep], x, codes, kind)
    for g, at in column.items():
        if len(np.unique(codes[group[keep] == g])) < 2:
            notes[g] = "all its articles are one cluster: no limits"
        elif not cov[at, at] > 1e-20:
            notes[g] = "the articles do not differ: no limits"
    return Fit(kind, column, params, cov, int(codes.max()), errors, notes)


def _exposure(table: FloatArray, kind: str) -> FloatArray:
    return table.sum(axis=1) if kind == "balance" else table[:, 1]


def _informative(
    table: FloatArray,
    group: IntArray,
    categories: Sequence[IntArray],
    kind: str,
    notes: dict[int, str],
) -> npt.NDArray[np.bool_]:
    """Drop articles without exposure, then categories with no hit or nothing else."""
    exposure = _exposure(table, kind)
    keep = exposure > 0
    if kind == "mean":
        return keep
    while True:
        before = keep.sum()
        for at, codes in enumerate((group, *categories)):
            hits = np.bincount(codes, table[:, 0] * keep)
            total = np.bincount(codes, exposure * keep)
            none = (hits == 0) & (total > 0)
            full = (hits == total) & (total > 0) & (kind != "rate")
            if at == 0:
                notes.update(dict.fromkeys(np.flatnonzero(none).tolist(), "no hit"))
                told = "nothing but hits"
                notes.update(dict.fromkeys(np.flatnonzero(full).tolist(), told))
            keep = keep & ~(none | full)[codes]
        if keep.sum() == before:
            return keep


def _comparable(
    group: IntArray,
    categories: Sequence[IntArray],
    numbers: FloatArray,
    keep: npt.NDArray[np.bool_],
    reference: int,
    notes: dict[int, str],
) -> npt.NDArray[np.bool_]:
    """Drop groups whose difference to the reference the controls take up."""
    others = [g for g in np.unique(group[keep]).tolist() if g != reference]
    if not others or not (group[keep] == reference).any():
        return keep
    dummies = [group[keep] == g for g in others]
    controls = _controls(categories, numbers, keep)
    x = np.column_stack([np.ones(int(keep.sum())), *dummies, controls])
    projection = np.linalg.pinv(x) @ x
    for at, g in enumerate(others, start=1):
        if abs(projection[at, at] - 1) > 1e-6:
            notes[g] = CONFOUNDED
            keep = keep & (group != g)
    return keep


def _controls(
    categories: Sequence[IntArray], numbers: FloatArray, keep: npt.NDArray[np.bool_]
) -> FloatArray:
    """Write categories as dummies and numbers in units of their spread."""
    columns = [
        (codes[keep] == value).astype(np.float64)
        for codes in categories
        for value in np.unique(codes[keep])[1:]
    ]
    lines = numbers[keep]
    spread = lines.std(axis=0)
    lines = (lines - lines.mean(axis=0))[:, spread > 0] / spread[spread > 0]
    return np.column_stack([np.empty((int(keep.sum()), 0)), *columns, lines])


def _design(
    group: IntArray,
    categories: Sequence[IntArray],
    numbers: FloatArray,
    keep: npt.NDArray[np.bool_],
    others: Sequence[int],
) -> FloatArray:
    """Return constant, groups and those controls that the others do not contain."""
    dummies = [(group[keep] == g).astype(np.float64) for g in others]
    first = np.column_stack([np.ones(int(keep.sum())), *dummies])
    controls = _controls(categories, numbers, keep)
    # What the constant and the groups leave of the controls, without what repeats.
    left = controls - first @ np.linalg.lstsq(first, controls, rcond=None)[0]
    _, r, order = linalg.qr(left, mode="economic", pivoting=True)
    size = np.abs(np.diag(r)) if r.size else np.empty(0)
    useful = int((size > 1e-8 * max(1.0, size.max(initial=0.0))).sum())
    return np.column_stack([first, controls[:, np.sort(order[:useful])]])


def _fit(
    table: FloatArray, x: FloatArray, cluster: IntArray, kind: str
) -> tuple[FloatArray, FloatArray, str]:
    """Return coefficients and their covariance between clusters."""
    with warnings.catch_warnings():
        # Categories that lose all hits when a cluster is left out run to infinity.
        warnings.simplefilter("ignore")
        model = _model(table, x, kind)
        if int(cluster.max()) < _MAX_REFITS:
            params = np.asarray(model.fit(maxiter=_MAX_STEPS).params)
            return params, _jackknife(table, x, cluster, kind, params), "jackknife"
        found = model.fit(
            maxiter=_MAX_STEPS, cov_type="cluster", cov_kwds={"groups": cluster}
        )
        return np.asarray(found.params), np.asarray(found.cov_params()), "sandwich"


def _jackknife(
    table: FloatArray, x: FloatArray, cluster: IntArray, kind: str, params: FloatArray
) -> FloatArray:
    """Leave out one cluster at a time."""
    n = int(cluster.max()) + 1
    moved = []
    for left_out in range(n):
        rest = cluster != left_out
        found = _model(table[rest], x[rest], kind).fit(
            start_params=params if kind != "mean" else None, maxiter=_MAX_STEPS
        )
        moved.append(np.asarray(found.params) - params)
    spread = np.stack(moved)
    return (n - 1) / n * spread.T @ spread


def _model(table: FloatArray, x: FloatArray, kind: str) -> Any:
    """Set up the model of statsmodels."""
    sm = _statsmodels()
    family = getattr(sm.families, MODELS[kind].family)()
    exposure = _exposure(table, kind)
    if kind == "rate":
        return sm.GLM(table[:, 0], x, family=family, offset=np.log(exposure))
    return sm.GLM(table[:, 0] / exposure, x, family=family, var_weights=exposure)


def _statsmodels() -> Any:
    """Load statsmodels, or say how to get it."""
    try:
        import statsmodels.api as sm
    except ImportError as missing:
        msg = (
            "Regression needs statsmodels, which is not installed. Type: "
            'pip install "media-framing[stats]"'
        )
        raise ImportError(msg) from missing
    return sm
