"""How often each entry is right, held against coded stretches of text."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing._errors import FramingWarning, did_you_mean
from framing.lexicon.making.tally import distinct_pairs, tally_matches

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from framing.corpus import Corpus
    from framing.lexicon.lexicon import Lexicon
    from framing.lexicon.making.tally import Index, Mask, Tally
    from framing.tokens import Tokens

__all__ = ["measure_precision"]

_PLACE = ("doc_id", "start", "end")


@dataclass(frozen=True)
class _Units:
    """Coded stretches in the order of the text, and the codes of each label."""

    doc: Index
    start: Index
    end: Index
    codes: dict[str, Mask]

    def holding(self, doc: Index, start: Index) -> Index:
        """Return the unit in which each place lies; -1 for none."""
        key = self.doc << 32 | self.start
        at = np.searchsorted(key, doc << 32 | start, side="right") - 1
        safe = np.maximum(at, 0)
        inside = (at >= 0) & (self.doc[safe] == doc) & (start < self.end[safe])
        return np.where(inside, at, -1)


def measure_precision(
    lexicon: Lexicon,
    corpus: Corpus | Tokens,
    codes: pd.DataFrame,
    *,
    levels: int | Sequence[int] | None = 1,
    level: float = 0.95,
) -> pd.DataFrame:
    """Hold every entry against coded stretches of text, such as sentences.

    Where sentences were coded by people, an entry is right in those to which they gave
    its category.

    Parameters
    ----------
    lexicon : Lexicon
        The lexicon.
    corpus : Corpus or Tokens
        The articles that were coded.
    codes : DataFrame
        One row per coded stretch: ``doc_id``, ``start``, ``end`` (characters of the
        source, end exclusive) and for each category coded a column of that name, 1
        where coders saw the category and 0 where they did not. Other columns are
        ignored.
    levels : int, sequence of int or None, default 1
        Levels of the categories, as in :func:`framing.find_frames`.
    level : float, default 0.95
        Confidence level of the intervals.

    Returns
    -------
    DataFrame
        One row per entry of a coded category, in the order of the lexicon: ``label``,
        ``category`` (full path), ``pattern``, ``n_hits`` (in coded stretches),
        ``n_units`` (stretches with a hit), ``n_right`` (of these, coded 1),
        ``precision`` (NaN without a hit) with ``low`` and ``high`` (Jeffreys),
        ``n_alone_right`` and ``n_alone_wrong`` (stretches that no other entry of the
        label hits, coded 1 and 0), ``recall_alone`` (``n_alone_right`` as a share of
        all stretches coded 1: what recall would lose without the entry) and
        ``f1_gain`` (F1 of the label less F1 without the entry; below zero the entry
        does harm).

    Raises
    ------
    KeyError
        If `codes` names an article that the corpus does not have.
    ValueError
        If `codes` lacks a column, holds codes other than 0 and 1, or stretches that
        are empty or overlap.

    Warns
    -----
    FramingWarning
        If categories of the lexicon are not coded; their entries are left out.

    See Also
    --------
    measure_coverage : How often entries occur.

    Notes
    -----
    A stretch counts as found when a hit begins in it. What an entry alone contributes
    assumes that no other entry takes the place of its hits; where a shorter entry of
    the category would match there, removing the longer one changes less than this
    table says. Units of one article resemble each other, so the intervals are a guide
    for mending a list and no measure of it: that needs codes the list was not mended
    on.

    References
    ----------
    Brown, Cai and DasGupta (2001). Interval estimation for a binomial proportion.
    Statistical Science 16, 101-133.

    Examples
    --------
    >>> import framing as fr
    >>> import pandas as pd
    >>> from framing.lexicon.making import measure_precision
    >>> text = "Police arrested two. Police gave directions. All was calm."
    >>> corpus = fr.read_articles([{"text": text}])
    >>> codes = fr.tokenize(corpus).sentences.assign(order=[1, 0, 0])
    >>> lexicon = fr.Lexicon.from_dict({"order": ["polic*", "arrest*"]})
    >>> table = measure_precision(lexicon, corpus, codes)
    >>> table[["pattern", "n_units", "precision", "f1_gain"]].round(2).values.tolist()
    [['polic*', 2, 0.5, -0.33], ['arrest*', 1, 1.0, 0.0]]
    """
    tally = tally_matches(lexicon, corpus, levels)
    units = _units(codes, tally)
    table = _entries(lexicon, tally)
    measured = [_measure(tally, units, label, level) for label in units.codes]
    import pandas as pd

    found = pd.concat(measured) if measured else pd.DataFrame()
    return table.join(found, how="right").sort_index().reset_index(drop=True)


def _entries(lexicon: Lexicon, tally: Tally) -> pd.DataFrame:
    table = lexicon.entries[["category", "pattern"]]
    table.insert(0, "label", list(tally.labels))
    return table


def _units(codes: pd.DataFrame, tally: Tally) -> _Units:
    names = [name for name in tally.matches.categories if name in codes.columns]
    _check_columns(codes, tally, names)
    corpus = tally.tokens.corpus
    doc = _positions(codes, corpus.doc_ids)
    start = codes["start"].to_numpy(dtype=np.int64)
    end = codes["end"].to_numpy(dtype=np.int64)
    order = np.lexsort((start, doc))
    _check_places(codes, doc[order], start[order], end[order], order)
    coded = {name: _binary(codes, name)[order] for name in names}
    return _Units(doc[order], start[order], end[order], coded)


def _check_columns(codes: pd.DataFrame, tally: Tally, names: Sequence[str]) -> None:
    missing = [name for name in _PLACE if name not in codes.columns]
    if missing:
        msg = (
            f"`codes` has no column {missing[0]!r}; it needs doc_id, start and end."
            f"{did_you_mean(missing[0], codes.columns)} It has: "
            f"{', '.join(map(str, codes.columns))}."
        )
        raise ValueError(msg)
    known = tally.matches.categories
    if not names:
        msg = (
            f"`codes` has no column named after a category ({', '.join(known)}); name "
            "the columns of codes as the categories. It has: "
            f"{', '.join(map(str, codes.columns))}."
        )
        raise ValueError(msg)
    left_out = [name for name in known if name not in names]
    if left_out:
        msg = (
            f"`codes` has no column for {', '.join(left_out)}; entries of these "
            "categories are left out."
        )
        warnings.warn(msg, FramingWarning, stacklevel=4)


def _positions(codes: pd.DataFrame, doc_ids: Sequence[str]) -> Index:
    import pandas as pd

    asked = pd.Index(codes["doc_id"].astype(str))
    doc = pd.Index(doc_ids).get_indexer(asked)
    if (doc < 0).any():
        unknown = asked[int(np.argmax(doc < 0))]
        msg = (
            f"`codes` names article {unknown!r}, which the corpus does not have."
            f"{did_you_mean(unknown, doc_ids)} The first ids are: "
            f"{', '.join(doc_ids[:5])}."
        )
        raise KeyError(msg)
    return np.asarray(doc, dtype=np.int64)


def _check_places(
    codes: pd.DataFrame, doc: Index, start: Index, end: Index, order: Index
) -> None:
    bad = start >= end
    bad[1:] |= (doc[1:] == doc[:-1]) & (start[1:] < end[:-1])
    if bad.any():
        row = codes.iloc[int(order[np.argmax(bad)])]
        msg = (
            f"`codes` has a stretch that is empty or overlaps another one: article "
            f"{row['doc_id']!r}, {row['start']} to {row['end']}. Give each stretch one "
            "row; settle disagreement between coders first."
        )
        raise ValueError(msg)


def _binary(codes: pd.DataFrame, name: str) -> Mask:
    values = codes[name]
    wrong = ~values.isin([0, 1])
    if wrong.any():
        msg = (
            f"`codes` must hold 0 or 1 in column {name!r}; got "
            f"{values[wrong].iloc[0]!r} in row {values.index[wrong][0]!r}."
        )
        raise ValueError(msg)
    return values.to_numpy(dtype=bool)


def _measure(tally: Tally, units: _Units, label: str, level: float) -> pd.DataFrame:
    """Measure the entries of one label; the index is the entry's number."""
    import pandas as pd

    from framing.stats._guards import divide
    from framing.stats.counting import share_interval

    number = tally.matches.categories.index(label)
    own = np.flatnonzero(tally.label_of_entry == number)
    hits, entry, unit = _hits_in_units(tally, units, number)
    gold, size = units.codes[label], tally.n_entries
    alone = np.bincount(unit, minlength=len(gold))[unit] == 1
    n_units = np.bincount(entry, minlength=size)[own]
    n_right = np.bincount(entry[gold[unit]], minlength=size)[own]
    alone_right = np.bincount(entry[alone & gold[unit]], minlength=size)[own]
    alone_wrong = np.bincount(entry[alone & ~gold[unit]], minlength=size)[own]
    low, high = share_interval(n_right, n_units, level=level)
    said = np.zeros(len(gold), dtype=bool)
    said[unit] = True
    right, n_said, n_gold = (said & gold).sum(), said.sum(), gold.sum()
    full = divide(2 * right, n_said + n_gold)
    left = n_said - alone_right - alone_wrong + n_gold
    columns = {
        "n_hits": np.bincount(hits, minlength=size)[own],
        "n_units": n_units,
        "n_right": n_right,
        "precision": divide(n_right, n_units),
        "low": low,
        "high": high,
        "n_alone_right": alone_right,
        "n_alone_wrong": alone_wrong,
        "recall_alone": divide(alone_right, n_gold),
        "f1_gain": full - divide(2 * (right - alone_right), left),
    }
    return pd.DataFrame(columns, index=own)


def _hits_in_units(
    tally: Tally, units: _Units, number: int
) -> tuple[Index, Index, Index]:
    """Return the entry of each hit in a unit, and the pairs of entry and unit."""
    first = tally.matches.first[tally.matches.category == number]
    entry = tally.entry[tally.matches.category == number]
    doc = tally.tokens.doc[first].astype(np.int64)
    unit = units.holding(doc, tally.tokens.start[first].astype(np.int64))
    entry, unit = entry[unit >= 0], unit[unit >= 0]
    return entry, *distinct_pairs(entry, unit)
