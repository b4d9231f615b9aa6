"""Differences between groups with other variables held fixed."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing._errors import FramingWarning, did_you_mean
from framing._provenance import record
from framing.comparison.covariates import Covariates, read_covariates
from framing.comparison.inputs import (
    articles_of,
    check_adjustment,
    choose_labels,
    findings,
    groups_of,
)
from framing.comparison.measures import measure_for, sums_per_article
from framing.comparison.regression_result import REGRESSION_COLUMNS, Regression
from framing.stats.multiple import adjust_p
from framing.stats.regression import CONFOUNDED, MODELS, Fit, fit_groups

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from framing.annotations import Annotations
    from framing.comparison.measures import Sums
    from framing.counts import ArticleCounts

__all__ = ["regress"]

_FEW_CLUSTERS = 30
_MODEL_OF = {
    "salience": "rate",
    "sentence_share": "share",
    "article_share": "share",
    "balance": "balance",
    "tone": "mean",
}


def regress(
    found: Annotations | ArticleCounts | pd.DataFrame,
    *,
    by: str = "outlet",
    controls: Sequence[str] = (),
    measure: str | None = None,
    labels: Sequence[str] | None = None,
    reference: str | None = None,
    cluster: str | None = None,
    adjust: str = "bh",
) -> Regression:
    """Compare groups with a date, a section or an event held fixed.

    Outlets that write at other times, or in other sections, differ for that reason too;
    here such a variable is held fixed.

    Parameters
    ----------
    found : Annotations, ArticleCounts or DataFrame
        As for :func:`framing.compare`.
    by : str, default "outlet"
        The document variable that makes the groups.
    controls : sequence of str, optional
        Document variables to hold fixed. Words and truth values enter as categories,
        numbers and dates as straight lines; for a date that does not run straight, add
        a variable such as the month and name that.
    measure : str, optional
        As for :func:`framing.compare`.
    labels : sequence of str, optional
        Which labels; all by default.
    reference : str, optional
        The group that all others are held against; the one with most articles by
        default.
    cluster : str, optional
        A document variable whose articles hang together, such as the event or the day;
        by default every article is a cluster of its own.
    adjust : {'bh', 'by', 'holm', 'none'}, default 'bh'
        Correction of the p-values for many tests.

    Returns
    -------
    Regression
        ``table`` (one row per label and group: ratio or difference to the reference,
        limits, p, n), ``joint`` (whether any group differs), ``methods``, ``notes``.

    Raises
    ------
    ImportError
        If statsmodels is not installed.
    KeyError
        If a variable, a label or the reference does not exist.
    ValueError
        If there are fewer than two groups, the controls leave nothing of the groups
        (such as events that one outlet alone reported), or articles are too few.

    Warns
    -----
    FramingWarning
        If articles have no value of a variable, or if there are fewer than 30 clusters.

    See Also
    --------
    framing.compare : Compare without other variables, article by article.

    Notes
    -----
    Salience is a quasi-Poisson model with the logarithm of the words as offset, shares
    are quasi-binomial, balance is quasi-binomial in the hits of the first category
    among the hits of both, tone is linear in the mean of each article, weighted by
    its scored sentences. Ratios of rates and odds are printed as such; balance and tone
    as differences. Groups, or categories of a control, without any hit have no finite
    estimate; they are left out of the model of that label and named in ``note``.

    Up to 200 clusters the errors come from leaving out one cluster at a time, which is
    honest when clusters are few or unequal; above that from the cluster-robust sandwich
    of statsmodels. Both are read with a t quantile at clusters - 1 degrees of freedom.
    statsmodels offers neither the CR2 correction nor a wild bootstrap; with few
    clusters believe the permutation test of :func:`framing.compare` first.

    References
    ----------
    MacKinnon, J. G., Nielsen, M. Ø., & Webb, M. D. (2023). Fast and reliable jackknife
    and bootstrap methods for cluster-robust inference. Journal of Applied Econometrics
    38(5), 671-694.

    Examples
    --------
    >>> import framing as fr
    >>> rows = [
    ...     {"outlet": outlet, "text": f"{'Illegal. ' * (day % n)}{outlet} {day}."}
    ...     for outlet, n in (("Post", 4), ("Wire", 2))
    ...     for day in range(20)
    ... ]
    >>> frames = fr.find_frames(fr.read_articles(rows))
    >>> result = fr.comparison.regress(frames, by="outlet", labels=["security"])
    >>> result.table[["group", "estimate", "low", "high"]].round(2).values.tolist()
    [['Wire', 0.47, 0.3, 0.72]]
    """
    found = findings(found)
    check_adjustment(adjust)
    chosen = measure_for(found, measure)
    names = choose_labels(found, labels, chosen.name)
    sums = sums_per_article(found, chosen, names)
    groups, group_of, notes = groups_of(found, by)
    main = _reference(reference, groups, group_of, by)
    units = articles_of(found) if cluster is None else None
    given = read_covariates(
        found.corpus, by, group_of, controls=controls, cluster=cluster, articles=units
    )
    notes = [*notes, *given.notes]
    for note in given.warnings:
        warnings.warn(note, FramingWarning, stacklevel=2)
    if given.n_clusters < _FEW_CLUSTERS:
        note = (
            f"There are {given.n_clusters} clusters: with fewer than {_FEW_CLUSTERS} "
            "the p-values of a regression are rough; believe the permutation test of "
            "compare() first."
        )
        warnings.warn(note, FramingWarning, stacklevel=2)
        notes.append(note)
    kind = _MODEL_OF[chosen.name]
    fits = [_fit(sums, column, kind, given, main) for column in range(len(sums.labels))]
    _check_told(fits, by, controls)
    table = pd.DataFrame(
        [
            row
            for label, fit in zip(sums.labels, fits, strict=True)
            for row in _rows(label, fit, groups, main, given)
        ],
        columns=list(REGRESSION_COLUMNS),
    )
    joint = pd.DataFrame(
        [
            (label, fit.wald, fit.wald_df, fit.df, fit.joint_p)
            for label, fit in zip(sums.labels, fits, strict=True)
        ],
        columns=["label", "f", "df", "df_residual", "p"],
    )
    joint["p_adjusted"] = _corrected(joint["p"], adjust)
    table["p_adjusted"] = _corrected(table["p"], adjust)
    parameters: dict[str, Any] = {
        "by": by,
        "controls": list(controls),
        "measure": chosen.name,
        "labels": list(sums.labels),
        "reference": groups[main],
        "cluster": cluster,
        "adjust": adjust,
    }
    provenance = record("regress", {"found": found.provenance}, parameters)
    return Regression(table, joint, found, chosen, provenance, tuple(notes))


def _reference(
    reference: str | None, groups: Sequence[str], group_of: Any, by: str
) -> int:
    """Return the position of the group that the others are held against."""
    if len(groups) < 2:
        msg = f"`by` is {by!r}, but there is only {groups[0]!r}: nothing to compare."
        raise ValueError(msg)
    if reference is None:
        return int(np.bincount(group_of[group_of >= 0]).argmax())
    if reference not in groups:
        msg = (
            f"`reference` must be a group; got {reference!r}."
            f"{did_you_mean(reference, groups)} Groups: {', '.join(groups)}."
        )
        raise KeyError(msg)
    return list(groups).index(reference)


def _check_told(fits: Sequence[Fit], by: str, controls: Sequence[str]) -> None:
    """Raise if the controls leave nothing of the groups, for any label."""
    if all(not fit.column and CONFOUNDED in fit.notes.values() for fit in fits):
        msg = (
            f"`controls` ({', '.join(controls)}) leave nothing of {by!r}: no two "
            "groups share a category of them, so what belongs to one cannot be told "
            "from what belongs to another. Take broader controls."
        )
        raise ValueError(msg)


def _fit(sums: Sums, column: int, kind: str, given: Covariates, main: int) -> Fit:
    rows = sums.per_article[given.rows, column]
    return fit_groups(
        rows,
        given.group,
        given.categories,
        given.numbers,
        given.cluster,
        kind=kind,
        reference=main,
    )


def _rows(
    label: str, fit: Fit, groups: Sequence[str], main: int, given: Covariates
) -> Iterator[tuple[object, ...]]:
    sizes = np.bincount(given.group, minlength=len(groups))
    for number, group in enumerate(groups):
        if number == main:
            continue
        low, high = fit.limits(number)
        yield (
            label,
            group,
            groups[main],
            MODELS[fit.kind].effect,
            fit.estimate(number),
            low,
            high,
            fit.p(number),
            np.nan,
            int(sizes[number]),
            int(sizes[main]),
            fit.n_clusters,
            fit.note(number),
        )


def _corrected(p: pd.Series[float], adjust: str) -> pd.Series[float]:
    known = p.notna()
    adjusted = pd.Series(np.nan, index=p.index, dtype=float)
    if known.any():
        adjusted[known] = adjust_p(p[known].to_numpy(), method=adjust)
    return adjusted
