"""Sentences and articles as units of coding, and what was found in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing._errors import did_you_mean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from framing.annotations import Annotations
    from framing.corpus import Corpus
    from framing.tokens import Tokens

__all__ = ["all_units", "check_units", "count_hits", "unit_texts", "unit_words"]

UNITS = ("sentence", "article")


def all_units(tokens: Tokens, unit: str) -> pd.DataFrame:
    """List every sentence or article.

    Returns
    -------
    DataFrame
        ``unit_id, doc_id, start, end, text``; articles that are empty are left out.

    Raises
    ------
    ValueError
        If there is no such unit.

    Examples
    --------
    >>> import framing as fr
    >>> tokens = fr.tokenize(fr.read_articles([{"text": "One. Two words."}]))
    >>> all_units(tokens, "sentence")["text"].tolist()
    ['One.', 'Two words.']
    """
    if unit not in UNITS:
        near = did_you_mean(unit, UNITS)
        msg = f"`unit` must be one of {', '.join(UNITS)}; got {unit!r}.{near}"
        raise ValueError(msg)
    if unit == "sentence":
        rows = tokens.sentences.reset_index(drop=True)
    else:
        texts = tokens.corpus.texts
        filled = [i for i, text in enumerate(texts) if text.strip()]
        rows = pd.DataFrame(
            {
                "doc_id": pd.Series([tokens.corpus.doc_ids[i] for i in filled]),
                "start": 0,
                "end": [len(texts[i]) for i in filled],
                "text": pd.Series([texts[i] for i in filled], dtype="str"),
            }
        )
    names = rows["doc_id"].astype("str") + ":" + rows["start"].astype(str)
    rows.insert(0, "unit_id", names)
    return rows


def check_units(corpus: Corpus, units: pd.DataFrame) -> None:
    """Refuse units that do not lie in the articles.

    Parameters
    ----------
    corpus : Corpus
        The articles.
    units : DataFrame
        ``doc_id, start, end``.

    Raises
    ------
    ValueError
        If an article or a place does not exist.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_articles([{"id": "a", "text": "One."}])
    >>> check_units(corpus, pd.DataFrame({"doc_id": ["a"], "start": [0], "end": [4]}))
    """
    lengths = pd.Series([len(text) for text in corpus.texts], index=corpus.doc_ids)
    strange = units[~units["doc_id"].isin(corpus.doc_ids)]
    if len(strange):
        msg = (
            f"`codes` do not match the articles: {strange['doc_id'].nunique()} doc_id "
            f"are unknown, the first is {strange['doc_id'].iloc[0]!r}. Pass the "
            "findings of the corpus that the sample was drawn from."
        )
        raise ValueError(msg)
    ends = lengths.loc[units["doc_id"]].to_numpy()
    start, end = units["start"], units["end"]
    wrong = (start < 0) | (end > ends) | (end <= start)
    if wrong.any():
        row = units[wrong].iloc[0]
        msg = (
            f"`codes` do not match the articles: {int(wrong.sum())} units do not lie "
            f"in their text, the first is {row['start']}-{row['end']} of "
            f"{row['doc_id']!r}. Was the text changed after the sample was drawn?"
        )
        raise ValueError(msg)


def count_hits(
    found: Annotations, units: pd.DataFrame, label: str
) -> NDArray[np.int64]:
    """Count the spans of a label that reach into each unit.

    Parameters
    ----------
    found : Annotations
        The findings.
    units : DataFrame
        ``doc_id, start, end``.
    label : str
        One label.

    Returns
    -------
    ndarray of int, shape (n_units,)
        Number of spans.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_articles([{"id": "a", "text": "Aid came. Nobody saw it."}])
    >>> found = fr.find_frames(corpus, fr.Lexicon.from_dict({"help": ["aid"]}))
    >>> count_hits(found, all_units(found.tokens, "sentence"), "help").tolist()
    [1, 0]
    """
    spans = found.spans
    spans = spans[spans["label"] == label]
    ids = pd.Index(found.corpus.doc_ids)
    span_doc = ids.get_indexer(pd.Index(spans["doc_id"])).astype(np.int64) << 32
    unit_doc = ids.get_indexer(pd.Index(units["doc_id"])).astype(np.int64) << 32
    starts = np.sort(span_doc | spans["start"].to_numpy(dtype=np.int64))
    ends = np.sort(span_doc | spans["end"].to_numpy(dtype=np.int64))
    low = unit_doc | units["start"].to_numpy(dtype=np.int64)
    high = unit_doc | units["end"].to_numpy(dtype=np.int64)
    begun = np.searchsorted(starts, high)
    over = np.searchsorted(ends, low, side="right")
    return np.asarray(begun - over, dtype=np.int64)


def unit_texts(corpus: Corpus, units: pd.DataFrame) -> pd.Series[str]:
    """Cut the text of each unit out of its article.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_articles([{"id": "a", "text": "One. Two."}])
    >>> rows = pd.DataFrame({"doc_id": ["a"], "start": [5], "end": [9]})
    >>> unit_texts(corpus, rows).tolist()
    ['Two.']
    """
    texts = dict(zip(corpus.doc_ids, corpus.texts, strict=True))
    places = zip(units["doc_id"], units["start"], units["end"], strict=True)
    return pd.Series(
        [texts[d][a:b] for d, a, b in places], dtype="str", index=units.index
    )


def unit_words(tokens: Tokens, units: pd.DataFrame) -> NDArray[np.int64]:
    """Count the words of each unit.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_articles([{"id": "a", "text": "One. Two words."}])
    >>> tokens = fr.tokenize(corpus)
    >>> unit_words(tokens, all_units(tokens, "sentence")).tolist()
    [1, 2]
    """
    words = np.flatnonzero(tokens.is_word[tokens.type])
    key = tokens.doc[words].astype(np.int64) << 32 | tokens.start[words]
    ids = pd.Index(tokens.corpus.doc_ids)
    doc = ids.get_indexer(pd.Index(units["doc_id"])).astype(np.int64) << 32
    low = np.searchsorted(key, doc | units["start"].to_numpy(dtype=np.int64))
    high = np.searchsorted(key, doc | units["end"].to_numpy(dtype=np.int64))
    return np.asarray(high - low, dtype=np.int64)
