"""What changed between two versions of a lexicon, in entries and in hits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from framing.lexicon.entry import Entry
from framing.lexicon.lexicon import Lexicon
from framing.lexicon.making.tally import distinct_pairs, tally_matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd

    from framing.corpus import Corpus
    from framing.lexicon.making.tally import Index, Mask, Tally
    from framing.tokens import Tokens

__all__ = ["diff_counts", "diff_hits", "diff_lexicons"]

_Places: TypeAlias = NDArray[np.integer[Any]]
_Key: TypeAlias = Callable[[Entry], tuple[str, ...]]

# Fields of an entry, and what files and tables call them.
_FIELDS = {
    "exclude": "not",
    "near": "near",
    "within": "within",
    "weight": "weight",
    "case": "case",
}


def diff_lexicons(old: Lexicon, new: Lexicon) -> pd.DataFrame:
    """List the entries that were added, removed, moved or changed.

    Give every version that was published with a number of its own, and its changes
    beside it.

    Parameters
    ----------
    old, new : Lexicon
        The two versions.

    Returns
    -------
    DataFrame
        One row per entry that differs: ``change`` (``'added'``, ``'removed'``,
        ``'moved'`` to another category, ``'changed'`` in its conditions or weight),
        ``category``, ``pattern`` and ``detail`` (what it was before). Empty when both
        count the same; notes and examples are not compared.

    Raises
    ------
    TypeError
        If `old` or `new` is no Lexicon.

    See Also
    --------
    diff_counts : What the change does to the counts of a corpus.
    diff_hits : The hits gained and lost.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.lexicon.making import diff_lexicons
    >>> old = fr.Lexicon.from_dict({"order": ["raid*", "fence"]})
    >>> new = fr.Lexicon.from_dict(
    ...     {"order": [{"pattern": "raid*", "not": ["air raid*"]}, "wall"]})
    >>> diff_lexicons(old, new)[["change", "pattern", "detail"]].values.tolist()
    [['changed', 'raid*', 'not: none -> air raid*'], ['added', 'wall', ''], \
['removed', 'fence', '']]
    """
    import pandas as pd

    _check(old, new)
    rows = list(_changes(old, new))
    columns = ["change", "category", "pattern", "detail"]
    return pd.DataFrame(rows, columns=columns).astype("str")


def _check(old: object, new: object) -> None:
    for name, value in (("old", old), ("new", new)):
        if not isinstance(value, Lexicon):
            msg = (
                f"`{name}` must be a Lexicon; got {type(value).__name__}. Read a "
                "version with fr.read_lexicon(path)."
            )
            raise TypeError(msg)


def _changes(old: Lexicon, new: Lexicon) -> Iterator[tuple[str, str, str, str]]:
    kept = {row.identity for row in old.rows} & {row.identity for row in new.rows}
    gone = [row for row in old.rows if row.identity not in kept]
    fresh = [row for row in new.rows if row.identity not in kept]
    pairs = _pair(fresh, gone, lambda row: (row.category, row.pattern))
    paired = {id(before) for before in pairs.values()}
    rest = [row for row in gone if id(row) not in paired]
    single = [row for row in fresh if id(row) not in pairs]
    pairs |= _pair(single, rest, lambda row: (row.pattern,))
    for row in fresh:
        before = pairs.get(id(row))
        yield _change(row, before)
    paired = {id(before) for before in pairs.values()}
    for row in gone:
        if id(row) not in paired:
            yield "removed", row.category, row.pattern, ""


def _pair(fresh: Iterable[Entry], gone: Iterable[Entry], key: _Key) -> dict[int, Entry]:
    """Find for each new entry the old one that it most likely comes from."""
    waiting: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for row in gone:
        waiting[key(row)].append(row)
    return {id(row): waiting[key(row)].pop(0) for row in fresh if waiting[key(row)]}


def _change(row: Entry, before: Entry | None) -> tuple[str, str, str, str]:
    place = (row.category, row.pattern)
    if before is None:
        return ("added", *place, "")
    parts = [
        f"{name}: {_shown(getattr(before, field))} -> {_shown(getattr(row, field))}"
        for field, name in _FIELDS.items()
        if getattr(before, field) != getattr(row, field)
    ]
    if before.category == row.category:
        return ("changed", *place, "; ".join(parts))
    return ("moved", *place, "; ".join([f"from {before.category}", *parts]))


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)


def diff_counts(
    old: Lexicon,
    new: Lexicon,
    corpus: Corpus | Tokens,
    *,
    levels: int | Sequence[int] | None = 1,
) -> pd.DataFrame:
    """Count what another version of a lexicon changes on a corpus.

    A change of the list is a change of every figure made with it; this says by how
    much.

    Parameters
    ----------
    old, new : Lexicon
        The two versions.
    corpus : Corpus or Tokens
        Where to look.
    levels : int, sequence of int or None, default 1
        Levels of the categories, as in :func:`framing.find_frames`.

    Returns
    -------
    DataFrame
        One row per category of either version, zeros included: ``label``,
        ``n_hits_old``, ``n_hits_new``, ``n_kept``, ``n_gained``, ``n_lost`` (hits at
        exactly the same place, only in the new, only in the old version),
        ``n_docs_old``, ``n_docs_new`` (articles with a hit).

    Raises
    ------
    TypeError
        If an argument is something else.

    See Also
    --------
    diff_hits : The hits behind these numbers.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.lexicon.making import diff_counts
    >>> corpus = fr.read_articles([{"text": "The wall and the fence were high."}])
    >>> old = fr.Lexicon.from_dict({"order": ["wall"]})
    >>> new = fr.Lexicon.from_dict({"order": ["wall", "fence"]})
    >>> diff_counts(old, new, corpus)[["n_hits_old", "n_hits_new"]].values.tolist()
    [[1, 2]]
    """
    import pandas as pd

    _check(old, new)
    labels, before, after, kept_old, kept_new = _align(old, new, corpus, levels)
    size = len(labels)
    old_hits = np.bincount(before.label, minlength=size)
    new_hits = np.bincount(after.label, minlength=size)
    kept = np.bincount(after.label[kept_new], minlength=size)
    columns = {
        "label": pd.Series(labels, dtype="str"),
        "n_hits_old": old_hits,
        "n_hits_new": new_hits,
        "n_kept": kept,
        "n_gained": new_hits - kept,
        "n_lost": old_hits - np.bincount(before.label[kept_old], minlength=size),
        "n_docs_old": before.docs_per_label(size),
        "n_docs_new": after.docs_per_label(size),
    }
    return pd.DataFrame(columns)


def diff_hits(
    old: Lexicon,
    new: Lexicon,
    corpus: Corpus | Tokens,
    *,
    levels: int | Sequence[int] | None = 1,
) -> pd.DataFrame:
    """List the hits that one version of a lexicon has and the other has not.

    Reading the gained and the lost hits shows whether a change did what it was meant to
    do.

    Parameters
    ----------
    old, new : Lexicon
        The two versions.
    corpus : Corpus or Tokens
        Where to look.
    levels : int, sequence of int or None, default 1
        Levels of the categories, as in :func:`framing.find_frames`.

    Returns
    -------
    DataFrame
        One row per hit, in the order of the text: ``change`` (``'gained'`` or
        ``'lost'``), ``label``, ``pattern`` (the entry that matches), ``text`` (the
        words), ``sentence_text``, ``doc_id``, ``start``, ``end`` (characters of the
        source, end exclusive).

    Raises
    ------
    TypeError
        If an argument is something else.

    See Also
    --------
    diff_counts : The same counted per category.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.lexicon.making import diff_hits
    >>> corpus = fr.read_articles([{"text": "The wall and the fence were high."}])
    >>> old = fr.Lexicon.from_dict({"order": ["wall"]})
    >>> new = fr.Lexicon.from_dict({"order": ["fence"]})
    >>> diff_hits(old, new, corpus)[["change", "text"]].values.tolist()
    [['lost', 'wall'], ['gained', 'fence']]
    """
    import pandas as pd

    _check(old, new)
    labels, before, after, kept_old, kept_new = _align(old, new, corpus, levels)
    lost = before.listed(~kept_old, labels, old).assign(change="lost")
    gained = after.listed(~kept_new, labels, new).assign(change="gained")
    table = pd.concat([lost, gained]).sort_values(
        ["doc", "start", "end"], kind="stable"
    )
    columns = ["change", "label", "pattern", "text", "sentence_text", "doc_id"]
    return table[[*columns, "start", "end"]].reset_index(drop=True)


@dataclass(frozen=True)
class _Hits:
    """The hits of one version, with labels numbered over both versions."""

    tally: Tally
    label: Index

    @property
    def place(self) -> Index:
        """A number that only hits of the same label at the same words share."""
        matches = self.tally.matches
        first = matches.first.astype(np.int64)
        code = self.label * (len(self.tally.tokens) + 1) + first
        places: Index = (code << 16) + (matches.last - first)
        return places

    def docs_per_label(self, size: int) -> Index:
        """Count the articles with a hit."""
        labels = distinct_pairs(self.label, self.tally.doc)[0]
        return np.bincount(labels, minlength=size)

    def listed(
        self, keep: Mask, labels: Sequence[str], lexicon: Lexicon
    ) -> pd.DataFrame:
        """Return some hits as a table, with words and sentence."""
        import pandas as pd

        tokens, matches = self.tally.tokens, self.tally.matches
        doc, sentence = self.tally.doc[keep], self.tally.sentence[keep]
        start = tokens.start[matches.first[keep]]
        end = tokens.end[matches.last[keep]]
        low, high = tokens.sentence_start[sentence], tokens.sentence_end[sentence]
        names = pd.Series(labels, dtype="str").take(self.label[keep])
        patterns = lexicon.entries["pattern"].take(self.tally.entry[keep])
        ids = pd.Series(tokens.corpus.doc_ids, dtype="str").take(doc)
        columns = {
            "label": names.array,
            "pattern": patterns.array,
            "text": pd.Series(_cut(tokens, doc, start, end), dtype="str"),
            "sentence_text": pd.Series(_cut(tokens, doc, low, high), dtype="str"),
            "doc_id": ids.array,
            "start": start,
            "end": end,
            "doc": doc,
        }
        return pd.DataFrame(columns)


def _cut(tokens: Tokens, doc: Index, start: _Places, end: _Places) -> list[str]:
    texts = tokens.corpus.texts
    places = zip(doc.tolist(), start.tolist(), end.tolist(), strict=True)
    return [texts[d][a:b] for d, a, b in places]


def _align(
    old: Lexicon,
    new: Lexicon,
    corpus: Corpus | Tokens,
    levels: int | Sequence[int] | None,
) -> tuple[tuple[str, ...], _Hits, _Hits, Mask, Mask]:
    """Match with both versions and say which hits both have."""
    first = tally_matches(old, corpus, levels)
    second = tally_matches(new, first.tokens, levels)
    names = (*first.matches.categories, *second.matches.categories)
    labels = tuple(dict.fromkeys(names))
    before, after = _numbered(first, labels), _numbered(second, labels)
    kept_old = np.isin(before.place, after.place)
    kept_new = np.isin(after.place, before.place)
    return labels, before, after, kept_old, kept_new


def _numbered(tally: Tally, labels: Sequence[str]) -> _Hits:
    number = np.array([labels.index(name) for name in tally.matches.categories])
    return _Hits(tally, number.astype(np.int64)[tally.matches.category])
