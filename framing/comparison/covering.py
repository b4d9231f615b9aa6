"""How much of the articles of a comparison by voice is attributed to somebody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.annotate.quotes import PART_REASON

if TYPE_CHECKING:
    from framing.annotations import Annotations

__all__ = ["coverage_sentence"]

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
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
    docs = corpus.docs
    voice = "voice" if "voice" in corpus.variables else "speaker"
    own = docs[voice].to_numpy() == "unattributed"
    cuts = corpus.cuts[corpus.cuts["reason"] == PART_REASON]
    said = cuts["text"].map(_n_words).groupby(cuts["doc_id"]).sum()
    table = pd.DataFrame(
        {
            "said": said.reindex(docs.index).fillna(0).to_numpy(),
            "words": np.asarray(found.tokens.words_per_doc, dtype=float),
            "group": docs[by].to_numpy() if by else "",
        }
    )
    table["words"] += table["said"]
    kept: pd.DataFrame = table.loc[own].dropna()
    return kept


def _n_words(text: str) -> int:
    return len(_WORD.findall(text))
