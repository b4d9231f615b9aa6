"""Words in their context: in a line with what stands beside them, or in the article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing._errors import did_you_mean, expecting_zeros
from framing._marked import MarkedText, join_marked
from framing.annotate.frames import as_tokens, find_frames
from framing.annotations import Annotations
from framing.lexicon import Lexicon

if TYPE_CHECKING:
    from framing.corpus import Corpus
    from framing.tokens import Tokens

__all__ = ["concordance", "show_side_by_side"]

_WORD = re.compile(r"\w[\w'’-]*")
_SORTS = ("left", "right", "keyword", "label", "doc_id", "outlet", "actor", "pattern")


def concordance(
    found: Corpus | Tokens | Annotations,
    pattern: str | list[str] | None = None,
    *,
    window: int = 6,
    sort: str | None = None,
) -> pd.DataFrame:
    """List every hit with the words left and right of it.

    Reading hits in their context is the first check of any word list.

    Parameters
    ----------
    found : Corpus, Tokens or Annotations
        Where to look for `pattern`; or findings, each of which is listed.
    pattern : str or list of str, optional
        Words or phrases with ``*`` and ``?``, such as ``"caravan*"``; needed with a
        corpus, not allowed with findings.
    window : int, default 6
        Words on either side, at most to the ends of the article.
    sort : {'left', 'right', 'keyword', 'label', 'doc_id', 'outlet', 'actor', \
'pattern'}, optional
        What to sort by: the words before the hit, the nearest first; those after it;
        the hit itself; or another column. By default the order of the text.

    Returns
    -------
    DataFrame
        One row per hit: ``doc_id``, ``left``, ``keyword``, ``right``, ``label``,
        ``start``, ``end`` (characters of the source, end exclusive), and ``outlet``,
        ``actor`` and ``pattern`` where the corpus or the findings have them.

    Raises
    ------
    TypeError
        If `pattern` is neither text nor a list of texts.
    ValueError
        If `pattern` is missing for a corpus or given for findings, `window` is
        negative, or there is no column `sort`.

    See Also
    --------
    framing.Annotations.evidence : Whole sentences.
    framing.Annotations.highlight : A whole article.

    Notes
    -----
    To see fewer lines, keep fewer hits: ``concordance(frames.where(label="security"))``
    for a frame, ``rows[rows["outlet"] == "The Gazette"]`` for an outlet, and for the
    sentences that mention an actor ``concordance(frames.where(sentence=set(
    actors.where(actor="Jane Doe").spans["sentence"])))``.

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
    for name in ("actor", "pattern"):
        if name in spans.columns:
            rows[name] = spans[name]
    return rows if sort is None else _sorted(rows, sort)


def _sorted(rows: pd.DataFrame, sort: str) -> pd.DataFrame:
    known = [name for name in _SORTS if name in rows.columns]
    if sort not in known:
        near = did_you_mean(sort, known)
        msg = f"`sort` must be one of {', '.join(known)}; got {sort!r}.{near}"
        raise ValueError(msg)
    texts = rows[sort].astype("str").str.casefold()
    if sort in {"left", "right"}:  # marks are no words, and the nearest word decides
        step = -1 if sort == "left" else 1
        texts = texts.map(lambda text: " ".join(_WORD.findall(text)[::step]))
    order = texts.sort_values(kind="stable", na_position="last").index
    return rows.loc[order].reset_index(drop=True)


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
    patterns = [pattern] if isinstance(pattern, str) else _checked(pattern)
    words = Lexicon.from_dict({"keyword": patterns}, name="concordance")
    with expecting_zeros():  # a word that nobody uses gives an empty table
        return find_frames(as_tokens(found), words)


def _checked(patterns: object) -> list[str]:
    """Refuse what is no list of texts."""
    listed = list(patterns) if isinstance(patterns, Iterable) else [patterns]
    wrong = [one for one in listed if not isinstance(one, str)]
    if wrong:
        msg = (
            f"`pattern` must be a word, a phrase or a list of them; got {wrong[0]!r} "
            f'({type(wrong[0]).__name__}). Type fr.concordance(corpus, "{wrong[0]}").'
        )
        raise TypeError(msg)
    return [one for one in listed if isinstance(one, str)]


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


def show_side_by_side(
    found: Annotations, first: str, second: str, *others: Annotations
) -> MarkedText:
    """Show two articles beside each other with the words found marked in place.

    It shows how two outlets word the same event, with what was found and what was set
    aside.

    Parameters
    ----------
    found : Annotations
        Frames, actors, or other findings.
    first, second : str
        The two articles.
    *others : Annotations
        More findings in the same corpus to mark in the same texts.

    Returns
    -------
    MarkedText
        Draws itself in a notebook; ``.html`` is the page's source; ``print`` shows one
        text after the other with ``[words|label]``.

    Raises
    ------
    KeyError
        If there is no such article.

    See Also
    --------
    framing.Annotations.highlight : One article.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.annotate.context import show_side_by_side
    >>> frames = fr.find_frames(fr.load_example("caravan"))
    >>> pair = show_side_by_side(frames, "ledger-departure", "courier-shelter")
    >>> pair.html.count('class="fr-article"')
    2
    """
    return join_marked([found.highlight(name, *others) for name in (first, second)])
