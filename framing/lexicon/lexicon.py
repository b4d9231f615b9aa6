"""The lexicon: named categories of patterns, as one immutable value."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from framing import _html
from framing._errors import did_you_mean
from framing.lexicon.category import (
    check_levels,
    cut_levels,
    is_under,
    split_path,
    tree_order,
)
from framing.lexicon.nested import drop_duplicates, lower_entry, read_mapping

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from framing.corpus import Corpus
    from framing.lexicon.entry import Entry, Problem
    from framing.lexicon.matching import TokenTable

__all__ = ["Lexicon"]


@dataclass(frozen=True, repr=False)
class Lexicon:
    """Name categories and the patterns that stand for them.

    A lexicon never changes: every method that alters it returns a new one.
    Most lexicons come from :func:`load_lexicon`, :func:`read_lexicon` or
    :meth:`Lexicon.from_dict`; this constructor takes finished entries.

    Parameters
    ----------
    rows : tuple of Entry
        Entries; they are kept together by category, in order of appearance.
    name : str, default "lexicon"
        Short name, as in ``load_lexicon(name)``.
    version : str, default ""
        Version of the content.
    title : str, default ""
        Name for people.
    language : str, default ""
        Language code such as ``"en"``.
    licence : str, default ""
        Licence of the content.
    citation : str, default ""
        How to cite it.
    description : str, default ""
        What it measures.
    references : tuple of str, default ()
        Literature.
    descriptions : tuple of (str, str), default ()
        Pairs of category name and what the category means.
    issues : tuple of Problem, default ()
        What could not be read from a file; not part of equality.

    Raises
    ------
    ValueError
        If there is no entry.

    See Also
    --------
    load_lexicon : Load a lexicon that comes with the library.
    read_lexicon : Read a file of LIWC, quanteda, Lexicoder and others.
    framing.find_frames : Find the entries in a corpus.

    Notes
    -----
    A pattern is one or more words divided by spaces; ``*`` stands for any
    characters, ``?`` for one. A dot divides levels: ``security.crime`` is the
    category ``crime`` inside ``security``. An entry that stands in two
    categories counts for both.

    Examples
    --------
    >>> lexicon = Lexicon.from_dict(
    ...     {"security": {"border": ["border*", "armed forces"]}, "aid": ["asylum"]}
    ... )
    >>> lexicon.categories
    ('security.border', 'aid')
    """

    rows: tuple[Entry, ...]
    name: str = "lexicon"
    version: str = ""
    title: str = ""
    language: str = ""
    licence: str = ""
    citation: str = ""
    description: str = ""
    references: tuple[str, ...] = ()
    descriptions: tuple[tuple[str, str], ...] = ()
    issues: tuple[Problem, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        rows = tuple(self.rows)
        if not rows:
            msg = f"Lexicon {self.name!r} has no entries; give at least one pattern."
            raise ValueError(msg)
        order = tree_order(row.category for row in rows)
        rows = tuple(sorted(rows, key=lambda row: order[row.category]))
        texts = dict(self.descriptions)
        known = tuple((name, texts[name]) for name in order if name in texts)
        object.__setattr__(self, "rows", rows)
        object.__setattr__(self, "descriptions", known)

    @classmethod
    def from_dict(
        cls,
        content: Mapping[str, object],
        *,
        name: str = "lexicon",
        version: str = "",
        language: str = "",
        licence: str = "",
        citation: str = "",
        lower: bool = False,
        separator: str = " ",
    ) -> Lexicon:
        """Build a lexicon from a dictionary of categories.

        Patterns are stripped, runs of spaces collapse to one, and a pattern
        that occurs twice in a category is kept once.

        Parameters
        ----------
        content : mapping
            Category name to a list of entries, or to a mapping of
            sub-categories. An entry is a pattern or a mapping with ``pattern``
            and any of ``not``, ``near``, ``within``, ``weight``, ``case``,
            ``note``, ``example``.
        name : str, default "lexicon"
            Short name.
        version : str, default ""
            Version of the content.
        language : str, default ""
            Language code such as ``"en"``.
        licence : str, default ""
            Licence of the content.
        citation : str, default ""
            How to cite it.
        lower : bool, default False
            Whether to lower-case the patterns, as quanteda does.
        separator : str, default " "
            What divides the words of a pattern.

        Returns
        -------
        Lexicon
            The lexicon.

        Raises
        ------
        ValueError
            If a category or a level of its name is empty, or an entry cannot be
            used.

        See Also
        --------
        read_lexicon : Read a lexicon from a file.

        Examples
        --------
        >>> Lexicon.from_dict({"crime": ["gang*", {"pattern": "ms-13", "weight": 2}]})
        <Lexicon lexicon: 1 category, 2 entries>
        """
        rows = tuple(read_mapping(content, "", separator))
        if lower:
            rows = tuple(lower_entry(row) for row in rows)
        kept, problems = drop_duplicates(rows)
        return cls(
            kept,
            name=name,
            version=version,
            language=language,
            licence=licence,
            citation=citation,
            issues=problems,
        )

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """Return the full names of the categories that hold entries, in order.

        A dot divides the levels. Categories that only hold others are left out.

        See Also
        --------
        framing.Lexicon.top : The highest level only.

        Examples
        --------
        >>> import framing as fr
        >>> names = {"order": {"police": ["polic*"]}, "care": ["aid"]}
        >>> lexicon = fr.Lexicon.from_dict(names)
        >>> lexicon.categories
        ('order.police', 'care')
        """
        return tuple(dict.fromkeys(row.category for row in self.rows))

    @property
    def top(self) -> tuple[str, ...]:
        """Return the names at the highest level, in order.

        These are what :func:`framing.find_frames` counts unless told otherwise.

        See Also
        --------
        framing.Lexicon.categories : The full names.

        Examples
        --------
        >>> import framing as fr
        >>> names = {"order": {"police": ["polic*"]}, "care": ["aid"]}
        >>> lexicon = fr.Lexicon.from_dict(names)
        >>> lexicon.top
        ('order', 'care')
        """
        return tuple(dict.fromkeys(split_path(name)[0] for name in self.categories))

    @property
    def levels(self) -> int:
        """Return the number of levels of the deepest category.

        1 for a lexicon without sub-categories.

        See Also
        --------
        framing.find_frames : Takes the levels to count.

        Examples
        --------
        >>> import framing as fr
        >>> names = {"order": {"police": ["polic*"]}, "care": ["aid"]}
        >>> lexicon = fr.Lexicon.from_dict(names)
        >>> lexicon.levels
        2
        """
        return max(len(split_path(name)) for name in self.categories)

    @cached_property
    def sha256(self) -> str:
        """Return a hash of everything that decides what is counted.

        Notes, examples and the order of the entries are left out.

        See Also
        --------
        framing.Lexicon.fingerprint : Another name for it.

        Examples
        --------
        >>> import framing as fr
        >>> names = {"order": {"police": ["polic*"]}, "care": ["aid"]}
        >>> lexicon = fr.Lexicon.from_dict(names)
        >>> len(lexicon.sha256)
        64
        """
        rows = sorted(json.dumps(row.identity) for row in self.rows)
        return hashlib.sha256("\n".join(rows).encode()).hexdigest()

    @property
    def fingerprint(self) -> str:
        """Return the hash of the content, the same as ``sha256``.

        Named as the fingerprint of a corpus is, so that both are recorded alike.

        See Also
        --------
        framing.Lexicon.sha256 : What it is made from.

        Examples
        --------
        >>> import framing as fr
        >>> names = {"order": {"police": ["polic*"]}, "care": ["aid"]}
        >>> lexicon = fr.Lexicon.from_dict(names)
        >>> lexicon.fingerprint == lexicon.sha256
        True
        """
        return self.sha256

    @property
    def entries(self) -> pd.DataFrame:
        """Return the entries as a table, one row an entry.

        Columns: category, pattern, not, near, within, weight, case, note, example.

        See Also
        --------
        framing.lexicon.measure_coverage : The same with counts in a corpus.

        Examples
        --------
        >>> import framing as fr
        >>> names = {"order": {"police": ["polic*"]}, "care": ["aid"]}
        >>> lexicon = fr.Lexicon.from_dict(names)
        >>> lexicon.entries["pattern"].tolist()
        ['polic*', 'aid']
        """
        from framing.lexicon.tables import tabulate_entries

        return tabulate_entries(self.rows)

    @property
    def problems(self) -> pd.DataFrame:
        """Return what could not be read as it stands: columns line and reason.

        Empty for a lexicon that was read without loss.

        See Also
        --------
        framing.read_lexicon : Reads the files of other programs.

        Examples
        --------
        >>> import framing as fr
        >>> names = {"order": {"police": ["polic*"]}, "care": ["aid"]}
        >>> lexicon = fr.Lexicon.from_dict(names)
        >>> len(lexicon.problems)
        0
        """
        from framing.lexicon.tables import tabulate_problems

        return tabulate_problems(self.issues)

    def select(self, categories: str | Iterable[str]) -> Lexicon:
        """Keep some categories, with everything below them.

        The order of the lexicon is kept, whatever the order of the names.

        Parameters
        ----------
        categories : str or iterable of str
            Full names, or names of a higher level.

        Returns
        -------
        Lexicon
            The smaller lexicon.

        Raises
        ------
        ValueError
            If there is no such category.

        See Also
        --------
        Lexicon.at_level : Merge categories into those of a higher level.

        Examples
        --------
        >>> lexicon = Lexicon.from_dict({"a": {"b": ["x"], "c": ["y"]}, "d": ["z"]})
        >>> lexicon.select("a").categories
        ('a.b', 'a.c')
        """
        wanted = (categories,) if isinstance(categories, str) else tuple(categories)
        for name in wanted:
            self._check_category(name)
        kept = (row for row in self.rows if is_under(row.category, wanted))
        return replace(self, rows=tuple(kept))

    def at_level(self, levels: int | Sequence[int]) -> Lexicon:
        """Merge categories into those of the levels asked for.

        A category with nothing at those levels drops out, and categories that
        end up with the same name become one.

        Parameters
        ----------
        levels : int or sequence of int
            Levels to keep, counted from 1 at the top.

        Returns
        -------
        Lexicon
            The lexicon with shorter names.

        Raises
        ------
        ValueError
            If nothing is left.

        See Also
        --------
        Lexicon.select : Keep some categories only.

        Examples
        --------
        >>> lexicon = Lexicon.from_dict({"a": {"b": ["x"], "c": ["y"]}, "d": ["z"]})
        >>> lexicon.at_level(1).categories
        ('a', 'd')
        """
        wanted = check_levels(levels)
        pairs = [(row, cut_levels(row.category, wanted)) for row in self.rows]
        moved = [replace(row, category=name) for row, name in pairs if name]
        if not moved:
            msg = (
                f"`levels` {levels!r} leaves no category: {self.name!r} has "
                f"{self.levels} level(s). Ask for level 1 to {self.levels}."
            )
            raise ValueError(msg)
        kept, _ = drop_duplicates(moved)
        return replace(self, rows=kept)

    def __or__(self, other: Lexicon) -> Lexicon:
        """Merge two lexicons; categories of the same name become one."""
        if not isinstance(other, Lexicon):
            return NotImplemented
        from framing.lexicon.merging import merge_lexicons

        return merge_lexicons(self, other)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"<Lexicon {self._summary()}>"

    def _repr_html_(self) -> str:
        rows = [_shown_row(name, self._patterns(name)) for name in self.categories]
        return _html.card(
            "Lexicon",
            f"<div>{escape(self._summary())}</div>",
            _html.table(["category", "entries", "patterns"], rows),
        )

    def check(
        self, tokens: Corpus | TokenTable | None = None, *, dominant: float = 0.25
    ) -> pd.DataFrame:
        """List what its owner should look at, one row a problem.

        Without tokens: duplicates, entries swallowed by another, entries in
        two categories, patterns that can never match, patterns of marks alone,
        wildcards that match everything, and what could not be read from the file.
        With tokens also the entries that never match and those that dominate their
        category, with the words they found.

        Parameters
        ----------
        tokens : Tokens or Corpus, optional
            Texts to try the entries on.
        dominant : float, default 0.25
            Share of the hits of a category from which an entry is dominant.

        Returns
        -------
        pandas.DataFrame
            Columns problem, category, pattern, detail, n_hits (entry's hits in
            the tokens, missing without tokens) and share (of the hits of the
            category); empty when all is well.

        Raises
        ------
        ValueError
            If `dominant` is not a share.

        See Also
        --------
        framing.Lexicon.list_words : The words that each entry found.
        framing.find_frames : Find the entries in a corpus.

        Notes
        -----
        An entry is swallowed when another one of its category, without
        conditions of its own, matches wherever it matches: it can be removed
        and no count changes. "In two categories" is not an error; it is listed
        because each hit counts for both. Patterns are read as globs, and what
        can never match is judged by the library's own tokenizer.

        Examples
        --------
        >>> lexicon = Lexicon.from_dict({"security": ["border*", "borders"]})
        >>> lexicon.check()[["problem", "pattern"]].values.tolist()
        [['swallowed', 'borders']]
        """
        from framing.lexicon.check import check_lexicon

        return check_lexicon(self, tokens, dominant=dominant)

    def list_words(
        self, tokens: Corpus | TokenTable, *, most: int | None = 10
    ) -> pd.DataFrame:
        """List the words of a corpus that each entry found.

        A wildcard finds more than one thinks of: here one sees what.

        Parameters
        ----------
        tokens : Corpus or Tokens
            Texts to try the entries on.
        most : int or None, default 10
            So many words of an entry, the most frequent ones; None for all.

        Returns
        -------
        pandas.DataFrame
            One row per entry and word, in the order of the entries: category, pattern,
            word (as it stands in the texts, in small letters), n_hits and share (of the
            hits of the entry). Entries that found nothing have no row.

        Raises
        ------
        TypeError
            If `tokens` is something else.
        ValueError
            If `most` is no number of words.

        See Also
        --------
        framing.Lexicon.check : Entries that found nothing, or too much.
        framing.concordance : The words in their context.

        Notes
        -----
        Hits are those that count: where entries of a category overlap, the longest.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.read_articles([{"text": "Immigrants on immigration. Rain."}])
        >>> lexicon = fr.Lexicon.from_dict({"people": ["immigra*"]})
        >>> lexicon.list_words(corpus)[["pattern", "word", "n_hits"]].values.tolist()
        [['immigra*', 'immigrants', 1], ['immigra*', 'immigration', 1]]
        """
        from framing.lexicon.found import list_words_found

        return list_words_found(self, tokens, most=most)

    def save(self, path: str | Path, *, format: str | None = None) -> pd.DataFrame:
        """Write the lexicon to a file and say what the format cannot hold.

        The suffix decides the format: ``.yml`` is the native form, which holds
        everything.

        Parameters
        ----------
        path : str or pathlib.Path
            File to write.
        format : str, optional
            Format, one of ``"native"``, ``"quanteda"``, ``"dic"``, ``"dicx"``,
            ``"lcd"``, ``"lc3"``, ``"ykd"``, ``"cat"``, ``"csv"``; by default
            from the suffix.

        Returns
        -------
        pandas.DataFrame
            What was lost: columns lost (kind of information), n (how often)
            and detail; empty when nothing was.

        Raises
        ------
        ValueError
            If the format is unknown.

        Warns
        -----
        FramingWarning
            If something was lost.

        See Also
        --------
        read_lexicon : Read it again.

        Examples
        --------
        >>> import tempfile, pathlib
        >>> folder = pathlib.Path(tempfile.mkdtemp())
        >>> lexicon = Lexicon.from_dict({"security": ["border*"]})
        >>> len(lexicon.save(folder / "mine.dic"))
        0
        """
        from framing.lexicon.formats import write_lexicon

        return write_lexicon(self, path, format=format)

    def _summary(self) -> str:
        label = f"{self.name} {self.version}".strip()
        parts = [_plural(len(self.categories), "category", "categories")]
        if self.levels > 1:
            parts.insert(0, _plural(len(self.top), "top category", "top categories"))
        parts.append(_plural(len(self.rows), "entry", "entries"))
        if self.licence:
            parts.append(self.licence)
        return f"{label}: {', '.join(parts)}"

    def _patterns(self, category: str) -> list[str]:
        return [row.pattern for row in self.rows if row.category == category]

    def _check_category(self, name: str) -> None:
        if not any(is_under(category, (name,)) for category in self.categories):
            known = ", ".join(self.categories)
            near = did_you_mean(name, (*self.top, *self.categories))
            msg = (
                f"`categories` has {name!r}, which {self.name!r} does not hold.{near} "
                f"It holds: {known}."
            )
            raise ValueError(msg)


def _plural(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _shown_row(name: str, patterns: Sequence[str]) -> tuple[str, int, str]:
    shown = ", ".join(patterns[:8]) + (", …" if len(patterns) > 8 else "")
    return name, len(patterns), shown
