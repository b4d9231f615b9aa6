"""Words in their context: each hit with what stands left and right of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.annotate.frames import as_tokens, find_frames
from framing.annotations import Annotations
from framing.lexicon import Lexicon

if TYPE_CHECKING:
    from framing.corpus import Corpus
    from framing.tokens import Tokens

__all__ = ["concordance"]


def concordance(
    found: Corpus | Tokens | Annotations,
    pattern: str | list[str] | None = None,
    *,
    window: int = 6,
) -> pd.DataFrame:
    """List every hit with the words left and right of it.

    Parameters
    ----------
    found : Corpus, Tokens or Annotations
        Where to look for `pattern`; or findings, each of which is listed.
    pattern : str or list of str, optional
        Words or phrases with ``*`` and ``?``, such as ``"caravan*"``; needed with a
        corpus, not allowed with findings.
    window : int, default 6
        Words on either side, at most to the ends of the article.

    Returns
    -------
    DataFrame
        One row per hit: ``doc_id``, ``left``, ``keyword``, ``right``, ``label``,
        ``start``, ``end`` (characters of the source), and ``outlet`` where the corpus
        has it.

    Raises
    ------
    ValueError
        If `pattern` is missing for a corpus or given for findings, or `window` is
        negative.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_articles([{"text": "The first caravan set out on Monday."}])
    >>> fr.concordance(corpus, "caravan*", window=2)[["left", "keyword", "right"]]
            left  keyword    right
    0  The first  caravan  set out
    """
    if window < 0:
        msg = f"`window` must be 0 or more words; got {window}."
        raise ValueError(msg)
    hits = _hits(found, pattern)
    spans, tokens = hits.spans, hits.tokens
    rows = pd.DataFrame(
        {
            "doc_id": spans["doc_id"],
            **_context(tokens, spans, window),
            "label": spans["label"],
            "start": spans["start"],
            "end": spans["end"],
        }
    )
    if "outlet" in hits.corpus.variables:
        outlets = hits.corpus.variable("outlet")
        rows.insert(1, "outlet", outlets.loc[spans["doc_id"]].to_numpy())
    return rows


def _hits(
    found: Corpus | Tokens | Annotations, pattern: str | list[str] | None
) -> Annotations:
    if isinstance(found, Annotations):
        if pattern is not None:
            msg = "`pattern` goes with a corpus; findings are listed as they are."
            raise ValueError(msg)
        return found
    if pattern is None:
        msg = '`pattern` is missing: fr.concordance(corpus, "caravan*").'
        raise ValueError(msg)
    patterns = [pattern] if isinstance(pattern, str) else list(pattern)
    words = Lexicon.from_dict({"keyword": patterns}, name="concordance")
    return find_frames(as_tokens(found), words)


def _context(
    tokens: Tokens, spans: pd.DataFrame, window: int
) -> dict[str, pd.Series[str]]:
    """Cut the source around each hit, `window` words away."""
    words = np.flatnonzero(tokens.is_word[tokens.type])
    places = pd.Series(range(tokens.n_docs), index=tokens.corpus.doc_ids)
    doc = places.loc[spans["doc_id"]].to_numpy()
    key = tokens.doc[words].astype(np.int64) << 32
    low = np.searchsorted(key | tokens.start[words], doc << 32 | spans["start"])
    high = np.searchsorted(key | tokens.start[words], doc << 32 | spans["end"])
    first = np.searchsorted(tokens.doc[words], doc)
    last = np.searchsorted(tokens.doc[words], doc, side="right") - 1
    begin = tokens.start[words[np.maximum(low - window, first)]]
    end = tokens.end[words[np.minimum(high + window - 1, last)]]
    texts = [tokens.corpus.clean_texts[d] for d in doc]
    edges = zip(texts, begin, spans["start"], spans["end"], end, strict=True)
    parts = [(t[b:s], t[s:e], t[e:f]) for t, b, s, e, f in edges]
    flat = [[" ".join(part.split()) for part in row] for row in parts]
    names = ("left", "keyword", "right")
    return {
        name: pd.Series([r[i] for r in flat], dtype="str")
        for i, name in enumerate(names)
    }
