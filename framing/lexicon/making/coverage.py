"""How much of a corpus a lexicon reaches, and through which entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from framing.lexicon.making.tally import distinct_pairs, tally_matches

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from framing.corpus import Corpus
    from framing.lexicon.lexicon import Lexicon
    from framing.lexicon.making.tally import Index, Tally
    from framing.tokens import Tokens

__all__ = ["measure_coverage"]

_KINDS = ("entry", "category")


def measure_coverage(
    lexicon: Lexicon,
    corpus: Corpus | Tokens,
    *,
    per: Literal["entry", "category"] = "entry",
    levels: int | Sequence[int] | None = 1,
) -> pd.DataFrame:
    """Count in how many articles, sentences and words of a corpus entries occur.

    An entry that carries a large part of its category deserves a look at every hit; one
    without any hit may be misspelt.

    Parameters
    ----------
    lexicon : Lexicon
        The lexicon.
    corpus : Corpus or Tokens
        Where to look.
    per : {'entry', 'category'}, default 'entry'
        What makes a row.
    levels : int, sequence of int or None, default 1
        Levels of the categories, as in :func:`framing.find_frames`.

    Returns
    -------
    DataFrame
        One row per entry, or per category, those without a hit included. Per entry:
        ``label`` (category at the levels asked for), ``category`` (full path),
        ``pattern``, and ``share_of_label`` (its part of the label's hits); entries with
        many hits come first inside a label. Per category: ``label``, ``n_entries``,
        ``n_entries_hit``. Both: ``n_hits``, ``n_docs``, ``n_sentences`` (with a hit),
        and ``share_docs``, ``share_sentences``, ``share_words`` (words inside hits) of
        all articles, sentences and words; NaN where the corpus has none.

    Raises
    ------
    ValueError
        If `per` or `levels` is unknown.
    TypeError
        If `lexicon` or `corpus` is something else.

    See Also
    --------
    framing.Lexicon.check : Entries that can never match, duplicates, dominant entries.
    measure_precision : How often an entry is right.

    Notes
    -----
    Hits are those that count: where entries of a category overlap, the longest one. An
    entry without a hit may therefore occur, inside longer hits only.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.lexicon.making import measure_coverage
    >>> corpus = fr.load_example("caravan")
    >>> lexicon = fr.Lexicon.from_dict({"order": ["polic*", "border"], "aid": ["aid"]})
    >>> table = measure_coverage(lexicon, corpus, per="category")
    >>> table[["label", "n_entries", "n_entries_hit", "n_docs"]].values.tolist()
    [['order', 2, 2, 7], ['aid', 1, 1, 2]]
    """
    if per not in _KINDS:
        msg = f"`per` must be 'entry' or 'category'; got {per!r}."
        raise ValueError(msg)
    tally = tally_matches(lexicon, corpus, levels)
    return _per_entry(lexicon, tally) if per == "entry" else _per_category(tally)


def _per_entry(lexicon: Lexicon, tally: Tally) -> pd.DataFrame:
    table = lexicon.entries[["category", "pattern"]].reset_index(drop=True)
    table.insert(0, "label", list(tally.labels))
    counts = _counts(tally, tally.entry, tally.n_entries)
    size = max(len(tally.matches.categories), 1)
    of_label = np.bincount(tally.matches.category, minlength=size)
    table["share_of_label"] = _share(counts["n_hits"], of_label[tally.label_of_entry])
    for name, values in counts.items():
        table[name] = values
    order = np.lexsort((-counts["n_hits"], tally.label_of_entry))
    kept = order[tally.label_of_entry[order] >= 0]
    return table.iloc[kept].reset_index(drop=True)


def _per_category(tally: Tally) -> pd.DataFrame:
    import pandas as pd

    names = tally.matches.categories
    known = tally.label_of_entry >= 0
    hit = known & (np.bincount(tally.entry, minlength=tally.n_entries) > 0)
    table = pd.DataFrame({"label": pd.Series(names, dtype="str")})
    entries = tally.label_of_entry
    table["n_entries"] = np.bincount(entries[known], minlength=len(names))
    table["n_entries_hit"] = np.bincount(entries[hit], minlength=len(names))
    key = tally.matches.category.astype(np.int64)
    return table.assign(**_counts(tally, key, len(names)))


def _counts(tally: Tally, key: Index, size: int) -> dict[str, np.ndarray]:
    """Count hits, articles, sentences and words by a key of the matches."""
    docs = np.bincount(distinct_pairs(key, tally.doc)[0], minlength=size)
    sentences = np.bincount(distinct_pairs(key, tally.sentence)[0], minlength=size)
    words = np.bincount(key, tally.n_words, size)
    tokens = tally.tokens
    return {
        "n_hits": np.bincount(key, minlength=size),
        "n_docs": docs,
        "n_sentences": sentences,
        "share_docs": _share(docs, tokens.n_docs),
        "share_sentences": _share(sentences, tokens.n_sentences),
        "share_words": _share(words, int(tokens.words_per_doc.sum())),
    }


def _share(part: np.ndarray, whole: np.ndarray | int) -> np.ndarray:
    from framing.stats._guards import divide

    return divide(part, whole)
