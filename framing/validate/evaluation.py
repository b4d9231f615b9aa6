"""How often findings are right, held against codes by people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing import _html
from framing._provenance import record
from framing.stats.estimator import share
from framing.stats.intervals import estimate_interval
from framing.validate.inspection import judge_entries, list_errors
from framing.validate.judging import Judged, judge
from framing.validate.units import unit_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from framing._provenance import Provenance
    from framing.annotations import Annotations

__all__ = ["Evaluation", "Judged", "evaluate", "judge"]

Flags = NDArray[np.bool_]

_COLUMNS = (
    "group",
    "label",
    "measure",
    "estimate",
    "low",
    "high",
    "interval",
    "n_units",
    "n_docs",
    "n_coded",
    "n_found",
    "n_both",
    "note",
)
_ALL = "all"


@dataclass(frozen=True, eq=False, repr=False)
class Evaluation:
    """Hold how often findings are right, and where they are wrong.

    Made by :func:`framing.evaluate`.

    Parameters
    ----------
    table : DataFrame
        Precision, recall and F1 for all units and per group.
    entries : DataFrame
        How often each lexicon entry is right.
    errors : DataFrame
        Units that are wrong.
    by_length : DataFrame
        Like `table`, with units in thirds by their number of words.
    provenance : dict
        How it was made.
    notes : tuple of str
        Cautions that hold for the whole result.

    See Also
    --------
    framing.evaluate : Make an evaluation.
    framing.corrected_prevalence : Take the error out of a share.

    Examples
    --------
    >>> import framing as fr
    >>> import pandas as pd
    >>> corpus = fr.read_articles([{"id": "a", "text": "Aid came. Nobody ate."}])
    >>> found = fr.find_frames(corpus, fr.Lexicon.from_dict({"help": ["aid"]}))
    >>> rows = pd.DataFrame(
    ...     {"doc_id": "a", "start": [0, 10], "end": [9, 21], "help": [1, 1]}
    ... )
    >>> result = fr.evaluate(found, fr.read_codes(rows))
    >>> result.errors[["text", "error"]].values.tolist()
    [['Nobody ate.', 'miss']]
    """

    _table: pd.DataFrame
    _entries: pd.DataFrame
    _errors: pd.DataFrame
    _by_length: pd.DataFrame
    provenance: Provenance
    notes: tuple[str, ...]

    def __init__(
        self,
        table: pd.DataFrame,
        entries: pd.DataFrame,
        errors: pd.DataFrame,
        by_length: pd.DataFrame,
        provenance: Provenance,
        notes: tuple[str, ...] = (),
    ) -> None:
        vars(self).update(_table=table, _entries=entries, _errors=errors)
        vars(self).update(_by_length=by_length, provenance=provenance, notes=notes)

    @property
    def table(self) -> pd.DataFrame:
        """DataFrame, one row per group, label and measure.

        ``group`` (``"all"`` or a value of the document variable), ``label, measure``
        (precision, recall, f1), ``estimate, low, high, interval``, ``n_units, n_docs``,
        ``n_coded`` (units with the label by code), ``n_found`` (by finding),
        ``n_both``, ``note``.

        See Also
        --------
        framing.validate.Evaluation.errors : The mistakes behind the figures.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> codes = fr.load_example_codes()
        >>> result = fr.evaluate(fr.find_frames(corpus), codes)
        >>> sorted(result.table["measure"].unique())
        ['f1', 'precision', 'recall']
        """
        return self._table.copy()

    @property
    def entries(self) -> pd.DataFrame:
        """DataFrame, one row per label and lexicon entry, the most frequent first.

        ``label, entry, n_hits`` (in coded units), ``n_right, precision, low, high``
        (counting uncertainty only).

        See Also
        --------
        framing.lexicon.measure_precision : More about each entry.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> codes = fr.load_example_codes()
        >>> result = fr.evaluate(fr.find_frames(corpus), codes)
        >>> result.entries.columns[:3].tolist()
        ['label', 'entry', 'n_hits']
        """
        return self._entries.copy()

    @property
    def errors(self) -> pd.DataFrame:
        """DataFrame, one row per wrong unit, the surest mistakes first.

        ``label, error`` (false alarm, miss), ``text, words`` (what was found there),
        ``n_hits, n_words, doc_id, start, end``.

        See Also
        --------
        framing.validate.Evaluation.entries : The entries behind false alarms.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> codes = fr.load_example_codes()
        >>> result = fr.evaluate(fr.find_frames(corpus), codes)
        >>> sorted(result.errors["error"].unique())
        ['false alarm', 'miss']
        """
        return self._errors.copy()

    @property
    def by_length(self) -> pd.DataFrame:
        """DataFrame like ``table``, with units in thirds by their number of words.

        Long sentences give a word list more chances, to be right and to be wrong.

        See Also
        --------
        framing.validate.Evaluation.table : The same without the thirds.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> codes = fr.load_example_codes()
        >>> result = fr.evaluate(fr.find_frames(corpus), codes)
        >>> result.by_length["group"].nunique() >= 3
        True
        """
        return self._by_length.copy()

    @property
    def methods(self) -> str:
        """A sentence or two for the paper: units, articles, figures.

        Say beside it who coded, and after which codebook.

        See Also
        --------
        framing.validate.Evaluation.table : All figures with their intervals.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> codes = fr.load_example_codes()
        >>> result = fr.evaluate(fr.find_frames(corpus), codes)
        >>> result.methods[:37]
        'Findings were held against hand codes'
        """
        whole = self._table[self._table["group"] == _ALL]
        first = whole.iloc[0]
        told = "; ".join(
            f"{label}: {', '.join(_figure(row) for _, row in rows.iterrows())}"
            for label, rows in whole.groupby("label", sort=False)
        )
        return (
            f"Findings were held against hand codes of {first['n_units']} units in "
            f"{first['n_docs']} articles, weighted by the inverse of their chance of "
            f"being drawn where it is known. {told}. Intervals are 95% intervals over "
            f"articles. {' '.join(f'{note}.' for note in self.notes)}".strip()
        )

    def __repr__(self) -> str:
        facts = ", ".join(f"{name} {value}" for name, value in self._facts())
        return f"<Evaluation: {facts}>"

    def _repr_html_(self) -> str:
        shown = [
            "group",
            "label",
            "measure",
            "estimate",
            "low",
            "high",
            "n_units",
            "note",
        ]
        rows = self._table[shown].head(40).itertuples(index=False)
        return _html.card(
            "Evaluation",
            _html.definition_row(self._facts()),
            _html.table(shown, rows),
            note="; ".join(self.notes),
        )

    def _facts(self) -> list[tuple[str, object]]:
        whole = self._table[self._table["group"] == _ALL]
        f1 = whole[whole["measure"] == "f1"]
        facts: list[tuple[str, object]] = [("units", int(whole["n_units"].max()))]
        facts += [
            (f"F1 {label}", f"{value:.2f}")
            for label, value in zip(f1["label"], f1["estimate"], strict=True)
        ]
        return facts


def _figure(row: pd.Series[Any]) -> str:
    told = f"{row['measure']} {row['estimate']:.2f}"
    if pd.isna(row["low"]):
        return told
    return f"{told} [{row['low']:.2f}, {row['high']:.2f}]"


def evaluate(
    found: Annotations,
    codes: pd.DataFrame,
    *,
    by: str | None = None,
    level: float = 0.95,
) -> Evaluation:
    """Hold findings against codes by people.

    Precision tells how much of what was found is right, recall how much of what is
    there was found; both group by group, since unequal error fakes differences.

    Parameters
    ----------
    found : Annotations
        Frames or other findings whose labels were coded.
    codes : DataFrame
        From :func:`framing.read_codes`.
    by : str, optional
        A document variable, such as ``"outlet"``, to judge each group by itself.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    Evaluation
        ``table`` (precision, recall, F1), ``entries`` (precision of each lexicon
        entry), ``errors``, ``by_length``, ``methods``.

    Raises
    ------
    KeyError
        If the document variable does not exist.
    ValueError
        If codes and findings do not match.

    See Also
    --------
    framing.corrected_prevalence : Shares corrected for these errors.

    Notes
    -----
    A unit counts as found if a span of the label reaches into it, and as coded if the
    majority of its coders say so; even splits are left out. Errors that differ between
    outlets fake differences between them: look at the groups. Intervals come from a
    jackknife over articles.

    References
    ----------
    Song, H., et al. (2020). In validations we trust? The impact of imperfect human
    annotations as a gold standard on the quality of validation of automated content
    analysis. Political Communication 37(4), 550-572.

    Examples
    --------
    >>> import framing as fr
    >>> import pandas as pd
    >>> text = "Aid came. Nobody ate. The aid was late."
    >>> corpus = fr.read_articles([{"id": "a", "text": text}])
    >>> found = fr.find_frames(corpus, fr.Lexicon.from_dict({"help": ["aid"]}))
    >>> rows = pd.DataFrame(
    ...     {"doc_id": "a", "start": [0, 10, 22], "end": [9, 21, 39], "help": [1, 1, 0]}
    ... )
    >>> result = fr.evaluate(found, fr.read_codes(rows))
    >>> result.table[["measure", "estimate"]].values.tolist()
    [['precision', 0.5], ['recall', 0.5], ['f1', 0.5]]
    """
    judged = judge(found, codes)
    groups = _groups(found, judged, by)
    table = pd.DataFrame(list(_rows(judged, groups, level)), columns=list(_COLUMNS))
    words = unit_words(found.tokens, judged.units)
    thirds = dict(_thirds(words))
    lengths = pd.DataFrame(list(_rows(judged, thirds, level)), columns=list(_COLUMNS))
    parameters = {"by": by, "level": level, "labels": list(judged.labels)}
    parents = {"found": found.provenance, "n_units": len(judged.units)}
    return Evaluation(
        table,
        judge_entries(found, judged, level),
        list_errors(found, judged, words),
        lengths,
        record("evaluate", parents, parameters),
        judged.notes,
    )


def _groups(found: Annotations, judged: Judged, by: str | None) -> dict[str, Flags]:
    groups = {_ALL: np.ones(len(judged.units), dtype=bool)}
    if by is None:
        return groups
    values = found.corpus.variable(by)
    group = values.loc[judged.units["doc_id"]].astype("str").to_numpy()
    # Groups without a coded unit are listed too, with a note.
    for name in sorted(values.dropna().astype(str).unique()):
        groups[name] = group == name
    return groups


def _thirds(words: NDArray[np.int64]) -> Iterator[tuple[str, Flags]]:
    """Cut the units into thirds by length; equal lengths stay together."""
    edges = np.unique(np.quantile(words, [1 / 3, 2 / 3]).astype(int))
    part = np.searchsorted(edges, words, side="left")
    for number in np.unique(part).tolist():
        own = part == number
        low, high = int(words[own].min()), int(words[own].max())
        yield f"{low}-{high} words", own


def _rows(
    judged: Judged, groups: dict[str, Flags], level: float
) -> Iterator[tuple[object, ...]]:
    for group, inside in groups.items():
        for label in judged.labels:
            decided, coded, found = judged.known(label)
            own = decided & inside
            for measure in ("precision", "recall", "f1"):
                yield _row(judged, group, label, measure, (own, coded, found), level)


def _row(
    judged: Judged,
    group: str,
    label: str,
    measure: str,
    flags: tuple[Flags, Flags, Flags],
    level: float,
) -> tuple[object, ...]:
    own, coded, found = flags
    both = own & coded & found
    n_docs = int(judged.units.loc[own, "doc_id"].nunique())
    counts = (int(own.sum()), n_docs, *(int((own & x).sum()) for x in (coded, found)))
    if not own.any():
        nothing = (np.nan, np.nan, np.nan, "none")
        return (group, label, measure, *nothing, *counts, 0, "no unit")
    sums = _sums(judged, measure, own, coded, found)
    told = estimate_interval(sums, share(), level=level)
    note = told.note
    if np.isnan(told.estimate):
        note = "nothing found" if measure == "precision" else "nothing coded"
    limits = (told.estimate, told.low, told.high, told.kind)
    return (group, label, measure, *limits, *counts, int(both.sum()), note)


def _sums(
    judged: Judged, measure: str, own: Flags, coded: Flags, found: Flags
) -> NDArray[np.float64]:
    """Add up right units and all that count, article by article."""
    weight = judged.weight * own
    right = weight * (coded & found)
    wrong_found, wrong_coded = weight * (found & ~coded), weight * (coded & ~found)
    total = {
        "precision": right + wrong_found,
        "recall": right + wrong_coded,
        # F1 = right / (right + half of the errors of either kind).
        "f1": right + (wrong_found + wrong_coded) / 2,
    }[measure]
    doc, _ = pd.factorize(judged.units["doc_id"])
    kept = np.unique(doc[own])
    sums = np.column_stack([np.bincount(doc, right), np.bincount(doc, total)])
    return np.asarray(sums[kept], dtype=np.float64)
