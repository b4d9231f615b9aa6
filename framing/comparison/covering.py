"""How much of the articles of a comparison by voice is attributed to somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from framing.annotate.quotes import PART_REASON
from framing.corpus import Corpus
from framing.tokens import tokenize

if TYPE_CHECKING:
    from framing.annotations import Annotations

__all__ = ["coverage_sentence"]

_MANY = 12  # groups that are named one by one


def coverage_sentence(found: Annotations, by: str) -> str:
    """Say what share of the words of each group is attributed to somebody.

    Parameters
    ----------
    found : Annotations
        Found in parts of articles, from :func:`framing.split_voices`.
    by : str
        The document variable compared by. Where it is the voice or the speaker itself,
        the shares are told by outlet, if there is one.

    Returns
    -------
    str
        A sentence with a blank before it; empty where the unattributed parts have been
        left out, since what is attributed cannot be told then.
    """
    variables = found.corpus.variables
    if by in {"voice", "speaker"}:
        by = "outlet" if "outlet" in variables else ""
    table = _articles(found, by)
    if table.empty:
        return ""
    sums = table.groupby("group")[["said", "words"]].sum()
    shares = (sums["said"] / sums["words"].clip(lower=1)).round(2)
    whole = f"{table['said'].sum() / max(table['words'].sum(), 1):.0%}"
    return f" Of all words, {whole} were attributed to somebody{_each(shares)}."


def _each(shares: pd.Series[float]) -> str:
    if len(shares) < 2:
        return ""
    if len(shares) > _MANY:
        return f" ({shares.min():.0%} to {shares.max():.0%} by group)"
    return f" ({', '.join(f'{name} {share:.0%}' for name, share in shares.items())})"


def _articles(found: Annotations, by: str) -> pd.DataFrame:
    """Count words, and attributed words, of articles with an unattributed part."""
    corpus = found.corpus
    voice = "voice" if "voice" in corpus.variables else "speaker"
    own = (corpus.docs[voice] == "unattributed").to_numpy()
    docs, cuts = corpus.docs[own], corpus.cuts
    cleaned = cuts[(cuts["reason"] != PART_REASON) & cuts["doc_id"].isin(docs.index)]
    words = tokenize(Corpus(docs, cleaned.reset_index(drop=True))).words_per_doc
    table = pd.DataFrame(
        {
            "said": words - found.tokens.words_per_doc[own],
            "words": words,
            "group": docs[by].to_numpy() if by else "",
        }
    )
    kept: pd.DataFrame = table.dropna()
    return kept
