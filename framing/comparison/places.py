"""Places in the text, shown as the sentences they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from framing._errors import did_you_mean

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from framing.corpus import Corpus
    from framing.tokens import Tokens

__all__ = ["show_places", "within_group"]


def show_places(
    tokens: Tokens, first: NDArray[np.int64], last: NDArray[np.int64]
) -> pd.DataFrame:
    """Show runs of tokens with the sentences around them.

    Parameters
    ----------
    tokens : Tokens
        The token table.
    first, last : ndarray of int
        The first and the last token of each run.

    Returns
    -------
    DataFrame
        One row per run: ``doc_id, text, sentence_text, start, end``.

    Examples
    --------
    >>> import framing as fr
    >>> import numpy as np
    >>> tokens = fr.tokenize(fr.read_articles([{"text": "Guard the border. Go."}]))
    >>> show_places(tokens, np.array([2]), np.array([2]))["sentence_text"].tolist()
    ['Guard the border.']
    """
    corpus, doc = tokens.corpus, tokens.doc[first]
    start, end = tokens.start[first], tokens.end[last]
    sentence = tokens.sentence[first]
    low, high = tokens.sentence_start[sentence], tokens.sentence_end[sentence]
    texts = [corpus.texts[number] for number in doc.tolist()]
    columns = zip(texts, start, end, low, high, strict=True)
    cut = [(text[a:b], text[c:d]) for text, a, b, c, d in columns]
    return pd.DataFrame(
        {
            "doc_id": pd.Series(corpus.doc_ids, dtype="str").take(doc).array,
            "text": pd.Series([words for words, _ in cut], dtype="str"),
            "sentence_text": pd.Series([around for _, around in cut], dtype="str"),
            "start": start,
            "end": end,
        }
    )


def within_group(
    rows: pd.DataFrame, corpus: Corpus, by: str, group: str | None
) -> pd.DataFrame:
    """Name the group of each row, and keep those of one group if asked."""
    values = corpus.variable(by).astype("str")
    shown = rows.copy()
    if by not in shown.columns:
        shown.insert(1, by, values.loc[shown["doc_id"]].to_numpy())
    if group is None:
        return shown
    if group not in set(values):
        names = sorted(set(values.dropna()))
        near = did_you_mean(group, names)
        msg = f"No group {group!r}.{near} There are: {', '.join(names)}."
        raise KeyError(msg)
    return shown[shown[by] == group].reset_index(drop=True)
