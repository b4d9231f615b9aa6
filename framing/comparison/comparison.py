"""The result of a comparison: a table that carries its own cautions and evidence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing import _html
from framing._errors import did_you_mean
from framing.comparison import bounds, wording
from framing.comparison.contrasts import contrast_groups, omnibus_table

if TYPE_CHECKING:
    from collections.abc import Hashable

    from framing._provenance import Provenance
    from framing.annotations import Annotations
    from framing.comparison.design import Design
    from framing.comparison.measures import Measure
    from framing.counts import ArticleCounts

__all__ = ["Comparison"]

_SHOWN = ("group", "label", "estimate", "95% interval", "n_docs", "n_hits", "note")
_MAX_SHOWN = 40  # rows in a notebook


@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """Hold estimates per group and label, their differences, and what is behind them.

    Made by :func:`framing.compare`.

    Parameters
    ----------
    table : DataFrame
        One row per group and label: ``group, label, measure, estimate, low, high,
        interval`` (what the limits are), ``n_docs`` (articles), ``n_docs_hit``
        (articles with a hit), ``n_hits``, ``note``.
    found : Annotations or ArticleCounts
        What was compared.
    design : Design
        Groups, sums per article and options.
    provenance : dict
        How it was made.
    notes : tuple of str
        Cautions that hold for the whole comparison.

    See Also
    --------
    framing.compare : Make a comparison.
    framing.plot_comparison : Draw it.

    Examples
    --------
    >>> import framing as fr
    >>> frames = fr.find_frames(fr.load_example("caravan"))
    >>> result = fr.compare(frames, by="outlet")
    >>> result.table[["group", "label", "n_docs"]].shape
    (8, 3)
    """

    _table: pd.DataFrame
    found: Annotations | ArticleCounts
    design: Design
    provenance: Provenance
    notes: tuple[str, ...]

    def __init__(
        self,
        table: pd.DataFrame,
        found: Annotations | ArticleCounts,
        design: Design,
        provenance: Provenance,
        notes: tuple[str, ...] = (),
    ) -> None:
        object.__setattr__(self, "_table", table)
        object.__setattr__(self, "found", found)
        object.__setattr__(self, "design", design)
        object.__setattr__(self, "provenance", provenance)
        object.__setattr__(self, "notes", notes)

    @property
    def table(self) -> pd.DataFrame:
        """DataFrame, one row per group and label: estimate, limits, n, note.

        It is a copy. ``interval`` says where the limits come from, ``note`` what to
        beware of.

        See Also
        --------
        framing.Comparison.contrasts : The differences between groups.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> result = fr.compare(frames, by="outlet")
        >>> len(result.table)
        8
        """
        return self._table.copy()

    @property
    def measure(self) -> Measure:
        """Measure: what the estimates are.

        Its ``name`` and ``unit`` stand in the table and on the axes of figures.

        See Also
        --------
        framing.compare : Chooses it.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> result = fr.compare(frames, by="outlet")
        >>> result.measure.unit
        'hits per 1,000 words'
        """
        return self.design.measure

    @property
    def by(self) -> str:
        """The document variable that made the groups; ``"doc_id"`` for articles.

        Its values are the ``group`` of the tables.

        See Also
        --------
        framing.Comparison.groups : The values.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> result = fr.compare(frames, by="outlet")
        >>> result.by
        'outlet'
        """
        return self.design.by

    @property
    def groups(self) -> tuple[str, ...]:
        """Names of the groups, in order.

        Tables and figures follow this order.

        See Also
        --------
        framing.Comparison.labels : What was compared in them.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> result = fr.compare(frames, by="outlet")
        >>> result.groups
        ('Civic Wire', 'Frontier Ledger', 'Meridian Post', 'The Harbour Courier')
        """
        return self.design.groups

    @property
    def labels(self) -> tuple[str, ...]:
        """Names of the labels, in order.

        Tables and figures follow this order.

        See Also
        --------
        framing.Comparison.groups : The groups that were compared.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> result = fr.compare(frames, by="outlet")
        >>> result.labels
        ('security', 'humanitarian')
        """
        return self.design.sums.labels

    @cached_property
    def _contrasts(self) -> pd.DataFrame:
        return contrast_groups(self.design)

    @property
    def contrasts(self) -> pd.DataFrame:
        """DataFrame, one row per pair of groups and label.

        ``label, group_a, group_b, difference`` (a less b), ``low, high, p,
        p_adjusted, effect`` (Cliff's delta over articles), ``n_a, n_b`` (articles),
        ``note``. A pair with only one article on a side has no p-value. With
        ``pairs=`` all of these, n too, are about the matched sets that both have.

        See Also
        --------
        framing.Comparison.table : The estimates of each group.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> result = fr.compare(frames, by="outlet")
        >>> len(result.contrasts)
        12
        """
        return self._contrasts.copy()

    @cached_property
    def _omnibus(self) -> pd.DataFrame:
        return omnibus_table(self.design)

    @property
    def omnibus(self) -> pd.DataFrame:
        """DataFrame, one row per label: whether any of the groups differ at all.

        ``label, p, p_adjusted`` (corrected over the labels), ``n_groups, n_docs,
        note``. Read it before the contrasts: where it says no, they are chance. All
        articles change places at once, inside events or matched sets if there are any.
        It has no row where every group is a single article.

        See Also
        --------
        framing.Comparison.contrasts : Which groups differ.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> result = fr.compare(frames, by="outlet")
        >>> result.omnibus["label"].tolist()
        ['security', 'humanitarian']
        """
        return self._omnibus.copy()

    def evidence(self, group: str, label: str | None = None) -> pd.DataFrame:
        """Show the sentences behind one number.

        Read them before a number is published: they are what it stands for.

        Parameters
        ----------
        group : str
            One of ``groups``.
        label : str, optional
            One of the labels compared; all by default.

        Returns
        -------
        DataFrame
            As :meth:`framing.Annotations.evidence`.

        Raises
        ------
        KeyError
            If the group or the label does not exist.

        See Also
        --------
        framing.Annotations.evidence : The same without groups.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> result = fr.compare(frames, by="outlet")
        >>> len(result.evidence(result.groups[0], "security")) > 0
        True
        """
        if group not in self.groups:
            near = did_you_mean(group, self.groups)
            msg = f"No group {group!r}.{near} There are: {', '.join(self.groups)}."
            raise KeyError(msg)
        names = [None] if label is None else self._label_parts(label)
        parts = [self.found.evidence(name) for name in names]
        rows = pd.concat(parts, ignore_index=True)
        members = self.design.members(group)
        ids = pd.Index(self.found.corpus.doc_ids)[members]
        return rows[rows["doc_id"].isin(ids)].reset_index(drop=True)

    def _label_parts(self, label: str) -> list[str]:
        """Name the labels that one row stands for; a balance has two."""
        if label not in self.labels:
            near = did_you_mean(label, self.labels)
            msg = f"No label {label!r} here.{near} There are: {', '.join(self.labels)}."
            raise KeyError(msg)
        return label.split(" / ") if self.measure.name == "balance" else [label]

    @property
    def methods(self) -> str:
        """A paragraph for the paper: what was measured, how, with which versions.

        It can be shortened, but nothing need be looked up to complete it.

        See Also
        --------
        framing.Comparison.cite : What to cite with it.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> result = fr.compare(frames, by="outlet")
        >>> result.methods[:23]
        'We compared 24 articles'
        """
        n_tests = int(self._contrasts["p"].notna().sum())
        return wording.methods_paragraph(self.design, self.found, self.notes, n_tests)

    def cite(self) -> str:
        r"""Return BibTeX for the library, the lexicon, the scorer, and the methods.

        Only what was used is cited, a lexicon in the words of those who made it.

        Returns
        -------
        str
            BibTeX entries.

        See Also
        --------
        framing.Comparison.methods : The paragraph that needs it.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> print(fr.compare(frames, by="outlet").cite().split("\n\n")[1])
        @misc{lexicon-security-humanitarian-1-0-0,
          title = {{security-humanitarian 1.0.0}},
          note = {The framing maintainers (2026). security-humanitarian, ...}
        }
        """
        return wording.bibtex(self.design, self.found)

    def __repr__(self) -> str:
        facts = ", ".join(f"{name} {value}" for name, value in self._facts())
        return f"<Comparison: {facts}>"

    def _repr_html_(self) -> str:
        rows = self._table.head(_MAX_SHOWN)
        more = len(self._table) - _MAX_SHOWN
        tail = f" … and {more} more rows in .table." if more > 0 else ""
        note = " ".join(self.notes) + tail
        return _html.card(
            f"Comparison by {self.by}: {self.measure.unit}",
            _html.definition_row(self._facts()),
            _html.table(_SHOWN, map(self._shown_row, rows.to_dict("records"))),
            note=note,
        )

    def _shown_row(self, row: dict[Hashable, Any]) -> list[object]:
        """Write a row as a reader needs it: where nothing is bounded, in words."""
        limits = bounds.limits_told(
            row["low"], row["high"], row["estimate"], self.measure.scale
        )
        values = {
            **row,
            "95% interval": limits,
            "note": bounds.without_unbounded(row["note"]),
        }
        return [values[name] for name in _SHOWN]

    def _facts(self) -> list[tuple[str, object]]:
        far = bounds.mark_unbounded(self._table, scale=self.measure.scale).sum()
        told = [(bounds.UNBOUNDED, f"{far} of {len(self._table)} estimates")]
        return [
            ("measure", self.measure.name),
            ("by", self.by),
            ("groups", len(self.groups)),
            ("labels", len(self.labels)),
            ("articles", int((self.design.group_of >= 0).sum())),
            *(told if far else ()),
        ]
