"""How common a label is, corrected for what people found wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.stats._guards import divide
from framing.stats.estimator import Estimator, mean, share
from framing.stats.intervals import Interval, estimate_interval
from framing.stats.prevalence import adjusted_prevalence, dsl_outcomes, ppi_mean
from framing.validate.evaluation import Judged, judge
from framing.validate.units import all_units, count_hits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from framing.annotations import Annotations

__all__ = ["corrected_prevalence"]

_COLUMNS = (
    "group",
    "label",
    "method",
    "estimate",
    "low",
    "high",
    "interval",
    "n_units",
    "n_coded",
    "n_docs",
    "note",
)


def corrected_prevalence(
    found: Annotations,
    codes: pd.DataFrame,
    *,
    by: str | None = None,
    unit: str = "sentence",
    level: float = 0.95,
) -> pd.DataFrame:
    """Estimate how common each label is, corrected for known error.

    A method that misses half of a frame halves its share; where the error is known from
    coded units, it can be taken out.

    Parameters
    ----------
    found : Annotations
        Findings in all articles.
    codes : DataFrame
        Codes of a random sample of units, from :func:`framing.read_codes`.
    by : str, optional
        A document variable, such as ``"outlet"``, for a figure per group.
    unit : {'sentence', 'article'}, default 'sentence'
        What was coded.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    DataFrame
        One row per group, label and method: ``estimate`` (share of units), ``low, high,
        interval, n_units, n_coded, n_docs, note``. Methods: ``found`` (uncorrected),
        ``adjusted`` (adjusted count), ``ppi`` (prediction-powered inference), ``dsl``
        (design-based supervised learning).

    Raises
    ------
    KeyError
        If the document variable does not exist.
    ValueError
        If codes and findings do not match.

    See Also
    --------
    framing.evaluate : Measure the error itself.

    Notes
    -----
    Errors are taken from the coded units of the same group, since error that differs
    between outlets fakes differences between them. ``dsl`` is right whatever the errors
    are, if the chance of being drawn is known (``inclusion_probability`` of a coding
    sheet; without it, all units are taken to have had the same chance). ``ppi`` takes
    units as independent and needs equal chances. ``adjusted`` takes the error rates for
    those of all units and the findings for given; its interval tells the uncertainty
    of the rates.

    References
    ----------
    Forman, G. (2008). Quantifying counts and costs via classification. Data Mining and
    Knowledge Discovery 17(2), 164-206.
    Angelopoulos, A. N., et al. (2023). Prediction-powered inference. Science
    382(6671), 669-674.
    Egami, N., et al. (2023). Using imperfect surrogates for downstream inference:
    design-based supervised learning for social science applications of large language
    models. Advances in Neural Information Processing Systems 36.

    Examples
    --------
    >>> import framing as fr
    >>> import pandas as pd
    >>> text = "Aid came. Nobody ate. The aid was late. It rained."
    >>> corpus = fr.read_articles([{"id": "a", "text": text}])
    >>> found = fr.find_frames(corpus, fr.Lexicon.from_dict({"help": ["aid"]}))
    >>> rows = pd.DataFrame(
    ...     {"doc_id": "a", "start": [0, 10, 22], "end": [9, 21, 39], "help": [1, 0, 1]}
    ... )
    >>> table = fr.corrected_prevalence(found, fr.read_codes(rows))
    >>> table[["method", "estimate"]].round(2).values.tolist()
    [['found', 0.5], ['adjusted', 0.5], ['ppi', nan], ['dsl', 0.5]]
    """
    judged = judge(found, codes)
    others = _uncoded(all_units(found.tokens, unit), judged.units)
    rows = [
        row
        for group, members in _members(found, by)
        for label in judged.labels
        for row in _rows(found, judged, others, group, members, label, level)
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def _uncoded(units: pd.DataFrame, coded: pd.DataFrame) -> pd.DataFrame:
    """Leave out the units that reach into a coded one."""
    ids = pd.Index(units["doc_id"].unique())

    def key(table: pd.DataFrame, column: str) -> NDArray[np.int64]:
        doc = ids.get_indexer(pd.Index(table["doc_id"])).astype(np.int64) << 32
        return np.asarray(doc | table[column].to_numpy(dtype=np.int64))

    begun = np.searchsorted(np.sort(key(coded, "start")), key(units, "end"))
    over = np.searchsorted(np.sort(key(coded, "end")), key(units, "start"), "right")
    free: pd.DataFrame = units.loc[begun == over]
    return free.reset_index(drop=True)


def _members(found: Annotations, by: str | None) -> Iterator[tuple[str, set[str]]]:
    yield "all", set(found.corpus.doc_ids)
    if by is not None:
        values = found.corpus.variable(by).dropna().astype(str)
        for name in sorted(values.unique()):
            yield name, set(values[values == name].index)


def _rows(
    found: Annotations,
    judged: Judged,
    others: pd.DataFrame,
    group: str,
    members: set[str],
    label: str,
    level: float,
) -> Iterator[tuple[object, ...]]:
    decided, coded, hit = judged.known(label)
    own = decided & judged.units["doc_id"].isin(members).to_numpy()
    rest = others[others["doc_id"].isin(members)]
    unit = _Units(
        docs=np.concatenate([judged.units["doc_id"][own], rest["doc_id"]]),
        code=np.concatenate([coded[own].astype(float), np.full(len(rest), np.nan)]),
        guess=np.concatenate([hit[own], count_hits(found, rest, label) > 0]).astype(
            float
        ),
        chance=judged.units["inclusion_probability"].to_numpy(dtype=float)[own],
    )
    sizes = (len(unit.code), int(own.sum()), len(set(unit.docs)))
    for method, told in unit.estimates(level):
        limits = (told.estimate, told.low, told.high, told.kind)
        yield (group, label, method, *limits, *sizes, told.note)


class _Units:
    """Codes and findings of the units of one group, the coded ones first."""

    def __init__(
        self,
        docs: NDArray[np.object_],
        code: NDArray[np.float64],
        guess: NDArray[np.float64],
        chance: NDArray[np.float64],
    ) -> None:
        self.docs, self.code, self.guess = docs, code, guess
        self.n_coded = len(chance)
        self.doc = pd.factorize(docs)[0]
        known = self.n_coded > 0 and not np.isnan(chance).any()
        same = self.n_coded / max(len(code), 1)
        self.chance = chance if known else np.full(self.n_coded, same)
        self.even = not known or float(np.ptp(chance)) < 1e-9

    def estimates(self, level: float) -> Iterator[tuple[str, Interval]]:
        """Yield each method with its estimate."""
        if not len(self.code):
            for method in ("found", "adjusted", "ppi", "dsl"):
                yield method, _nothing("no unit")
            return
        sums = self._per_article(self.guess)
        yield "found", estimate_interval(sums, share(), level=level)
        if self.n_coded < 2:
            for method in ("adjusted", "ppi", "dsl"):
                yield method, _nothing("fewer than two coded units")
            return
        yield "adjusted", self._adjusted(level)
        yield "ppi", self._ppi(level)
        yield "dsl", self._dsl(level)

    def _per_article(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        ones = np.bincount(self.doc)
        return np.column_stack([np.bincount(self.doc, values), ones]).astype(float)

    def _adjusted(self, level: float) -> Interval:
        """Correct by the rates of error in the coded units, each article left out."""
        code, guess = self.code[: self.n_coded], self.guess[: self.n_coded]
        weight = 1 / self.chance
        cells = [code * guess, code, (1 - code) * guess, 1 - code]
        doc = pd.factorize(self.docs[: self.n_coded])[0]
        sums = np.column_stack([np.bincount(doc, weight * cell) for cell in cells])
        observed = float(self.guess.mean())

        def corrected(rows: NDArray[np.float64]) -> NDArray[np.float64]:
            hits = divide(rows[..., 0], rows[..., 1])
            alarms = divide(rows[..., 2], rows[..., 3])
            return adjusted_prevalence(observed, hit_rate=hits, false_alarm_rate=alarms)

        names = ("hit", "positive", "alarm", "negative")
        told = estimate_interval(
            sums, Estimator("adjusted", names, corrected, corrected), level=level
        )
        if np.isnan(told.estimate):
            return _nothing("the coded units do not tell hits from false alarms")
        low, high = np.clip([told.low, told.high], 0, 1).tolist()
        if not low < high:
            return Interval(told.estimate, np.nan, np.nan, "none", note="no interval")
        return Interval(told.estimate, low, high, told.kind, note=told.note)

    def _ppi(self, level: float) -> Interval:
        if not self.even:
            return _nothing("units were drawn with unequal chances: use dsl")
        if len(self.code) == self.n_coded:
            return estimate_interval(self._per_article(self.code), share(), level=level)
        code, guess = self.code[: self.n_coded], self.guess[: self.n_coded]
        told = ppi_mean(code, guess, self.guess[self.n_coded :], level=level)
        if np.isnan(told.estimate):
            return _nothing("fewer than two units without codes")
        return told

    def _dsl(self, level: float) -> Interval:
        chance = np.ones(len(self.code))
        chance[: self.n_coded] = self.chance
        outcomes = dsl_outcomes(self.guess, self.code, sampling=chance)
        return estimate_interval(self._per_article(outcomes), mean(), level=level)


def _nothing(note: str) -> Interval:
    return Interval(np.nan, np.nan, np.nan, "none", note=note)
