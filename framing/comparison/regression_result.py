"""What a regression gives: a table that carries its cautions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing import _html
from framing._provenance import installed_version

if TYPE_CHECKING:
    import pandas as pd

    from framing._provenance import Provenance
    from framing.annotations import Annotations
    from framing.comparison.measures import Measure
    from framing.counts import ArticleCounts

__all__ = ["REGRESSION_COLUMNS", "Regression"]

REGRESSION_COLUMNS = (
    "label",
    "group",
    "reference",
    "effect",
    "estimate",
    "low",
    "high",
    "p",
    "p_adjusted",
    "n_docs",
    "n_docs_reference",
    "n_clusters",
    "note",
)
_MODELS = {
    "salience": "quasi-Poisson regressions with the logarithm of the words as offset",
    "sentence_share": "quasi-binomial regressions of the sentences with a hit",
    "article_share": "logistic regressions of the articles with a hit",
    "balance": "quasi-binomial regressions of the hits of one category among both",
    "tone": "linear regressions of the mean tone of each article, weighted by its "
    "scored sentences",
}


@dataclass(frozen=True, eq=False, repr=False)
class Regression:
    """Hold differences between groups with other variables held fixed.

    Made by :func:`framing.comparison.regress`.

    Parameters
    ----------
    table : DataFrame
        One row per label and group but the reference: ``label, group, reference,
        effect`` (what the estimate is), ``estimate, low, high, p, p_adjusted, n_docs,
        n_docs_reference, n_clusters, note``.
    joint : DataFrame
        One row per label, whether any group differs: ``label, f, df, df_residual, p,
        p_adjusted``.
    found : Annotations or ArticleCounts
        What was compared.
    measure : Measure
        What was measured.
    provenance : dict
        How it was made.
    notes : tuple of str
        Cautions that hold for the whole regression.

    See Also
    --------
    framing.comparison.regress : Make a regression.
    framing.compare : Compare without other variables.

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
    >>> result.table[["label", "group", "reference"]].values.tolist()
    [['security', 'Wire', 'Post']]
    """

    _table: pd.DataFrame
    _joint: pd.DataFrame
    found: Annotations | ArticleCounts
    measure: Measure
    provenance: Provenance
    notes: tuple[str, ...]

    def __init__(
        self,
        table: pd.DataFrame,
        joint: pd.DataFrame,
        found: Annotations | ArticleCounts,
        measure: Measure,
        provenance: Provenance,
        notes: tuple[str, ...] = (),
    ) -> None:
        vars(self).update(_table=table, _joint=joint, found=found, measure=measure)
        vars(self).update(provenance=provenance, notes=notes)

    @property
    def table(self) -> pd.DataFrame:
        """DataFrame, one row per label and group but the reference.

        It is a copy. ``effect`` says what the estimate is.

        See Also
        --------
        framing.comparison.Regression.joint : Whether any group differs.

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
        >>> result.table[["effect", "estimate", "n_docs"]].round(2).values.tolist()
        [['rate ratio', 0.47, 20]]
        """
        return self._table.copy()

    @property
    def joint(self) -> pd.DataFrame:
        """DataFrame, one row per label: whether any group differs from another.

        Read it first: many single tests find something sooner or later.

        See Also
        --------
        framing.comparison.Regression.table : Which group differs, and how far.

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
        >>> result.joint[["label", "f", "df"]].round(1).values.tolist()
        [['security', 13.0, 1]]
        """
        return self._joint.copy()

    @property
    def methods(self) -> str:
        """A paragraph for the paper: model, controls, errors, correction, versions.

        It ends with the cautions of ``notes``, and the versions.

        See Also
        --------
        framing.Comparison.methods : The same for a comparison.

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
        >>> result.methods[:45]
        'Salience is the number of hits per 1,000 word'
        """
        asked = self.provenance["parameters"]
        fixed = ", ".join(asked["controls"]) or "nothing else"
        hang = asked["cluster"] or "article"
        n = int(self._table["n_clusters"].max()) if len(self._table) else 0
        parts = [
            f"{self.measure.sentence}.",
            f"We held each {asked['by']} against {asked['reference']} in "
            f"{_MODELS[self.measure.name]}, with {fixed} held fixed; words and truth "
            "values entered as categories, numbers and dates as straight lines.",
            f"Errors allow for clusters by {hang} ({n:,} clusters; "
            + (
                "each left out in turn, MacKinnon et al. 2023"
                if n <= 200
                else "cluster-robust sandwich"
            )
            + f"), with t quantiles at clusters - 1 degrees of freedom; p-values of "
            f"{int(self._table['p'].notna().sum())} tests were corrected "
            f"({asked['adjust']}).",
            *self.notes,
            f"Computed with framing {installed_version('media-framing')} and "
            f"statsmodels {installed_version('statsmodels')}.",
        ]
        return " ".join(parts)

    def __repr__(self) -> str:
        facts = ", ".join(f"{name} {value}" for name, value in self._facts())
        return f"<Regression: {facts}>"

    def _repr_html_(self) -> str:
        shown = ["label", "group", "estimate", "low", "high", "p", "n_docs", "note"]
        rows = self._table[shown].head(40).itertuples(index=False)
        title = f"Regression by {self.provenance['parameters']['by']}"
        return _html.card(
            title,
            _html.definition_row(self._facts()),
            _html.table(shown, rows),
            note=" ".join(self.notes),
        )

    def _facts(self) -> list[tuple[str, object]]:
        asked = self.provenance["parameters"]
        return [
            ("measure", self.measure.name),
            ("by", asked["by"]),
            ("reference", asked["reference"]),
            ("controls", ", ".join(asked["controls"]) or "none"),
            ("rows", len(self._table)),
        ]
