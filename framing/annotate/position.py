"""Where in the article something occurs: early, late, or all along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.stats.estimator import mean, share
from framing.stats.intervals import estimate_interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from framing.annotations import Annotations

__all__ = ["locate_hits", "measure_position"]

Floats = NDArray[np.float64]
_COLUMNS = (
    "group",
    "label",
    "n_docs",
    "n_docs_hit",
    "n_hits",
    "mean_position",
    "low",
    "high",
    "share_first_sentence",
    "share_first_quarter",
    "share_last_quarter",
    "interval",
    "note",
)


def locate_hits(found: Annotations) -> pd.DataFrame:
    """Say of every hit how far into its article it stands.

    0 is the first word of the article, 1 the last.

    Parameters
    ----------
    found : Annotations
        Frames, actors, or other findings.

    Returns
    -------
    DataFrame
        One row per hit, in the order of ``found.spans``: ``doc_id``, ``label``,
        ``text``, ``start``, ``end`` (characters of the source, end exclusive), ``word``
        (words of the article before the hit), ``n_words`` (of the article),
        ``position`` (``word / n_words``: 0 is the first word) and ``nth_sentence``
        (from 1).

    See Also
    --------
    measure_position : The same summed up.
    framing.plot_dispersion : Draw the hits.

    Notes
    -----
    Passages that cleaning set aside have no words, so a dateline does not push the
    article's beginning away.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.annotate.position import locate_hits
    >>> corpus = fr.read_articles([{"text": "Police came. They saw police and left."}])
    >>> frames = fr.find_frames(corpus, fr.Lexicon.from_dict({"order": ["police"]}))
    >>> locate_hits(frames)[["text", "position", "nth_sentence"]].values.tolist()
    [['Police', 0.0, 1], ['police', 0.5714285714285714, 2]]
    """
    tokens, spans = found.tokens, found.spans
    doc = pd.Index(tokens.corpus.doc_ids).get_indexer(pd.Index(spans["doc_id"]))
    word = np.flatnonzero(tokens.is_word[tokens.type])
    key = tokens.doc[word].astype(np.int64) << 32
    start = spans["start"].to_numpy(dtype=np.int64)
    before = np.searchsorted(key | tokens.start[word], doc << 32 | start)
    first = np.searchsorted(tokens.doc[word], doc)
    n_words = tokens.words_per_doc[doc].astype(np.int64)
    first_sentence = np.searchsorted(tokens.sentence_doc, doc)
    place = before - first
    table = spans[["doc_id", "label", "text", "start", "end"]]
    return table.assign(
        word=place,
        n_words=n_words,
        position=place / np.maximum(n_words, 1),
        nth_sentence=spans["sentence"].to_numpy() - first_sentence + 1,
    )


def measure_position(
    found: Annotations, *, by: str | None = None, level: float = 0.95
) -> pd.DataFrame:
    """Measure how early in their articles hits stand.

    News tells first what matters most, so that early is not the same as often.

    Parameters
    ----------
    found : Annotations
        Frames, actors, or other findings.
    by : str, optional
        A document variable that makes groups, such as ``"outlet"``; by default all
        articles together.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    DataFrame
        One row per group and label, those without a hit included: ``group`` (``"all"``
        without `by`), ``label``, ``n_docs`` (articles), ``n_docs_hit`` (with a hit),
        ``n_hits``, ``mean_position`` (mean over hits; 0 the first word, 1 the end of
        the article) with ``low`` and ``high``, ``share_first_sentence``,
        ``share_first_quarter`` and ``share_last_quarter`` (of the hits), ``interval``
        (what the limits are) and ``note``.

    Raises
    ------
    KeyError
        If `by` is not a document variable.

    See Also
    --------
    locate_hits : The positions themselves.
    framing.plot_dispersion : Draw them.

    Notes
    -----
    Limits come from a delete-one-article jackknife, as in :func:`framing.compare`; with
    a hit in one article only there are none. The words of an article spread evenly have
    mean position .5 and a quarter in each quarter: hold the numbers against that. News
    puts what it finds most important first, but the first sentence may be a headline
    that an editor wrote; look at ``corpus.docs["title"]``.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.annotate.position import measure_position
    >>> frames = fr.find_frames(fr.load_example("caravan"))
    >>> table = measure_position(frames)
    >>> table[["label", "n_hits"]].values.tolist()
    [['security', 77], ['humanitarian', 46]]
    """
    names = _groups(found, by)
    hits = locate_hits(found)
    hits["group"] = names.loc[hits["doc_id"]].to_numpy()
    rows = _rows(found, names, hits, level)
    return pd.DataFrame(list(rows), columns=list(_COLUMNS))


def _groups(found: Annotations, by: str | None) -> pd.Series[str]:
    ids = pd.Index(found.corpus.doc_ids)
    if by is None:
        return pd.Series("all", index=ids, dtype="str")
    values = found.corpus.variable(by)
    return values.astype("str").where(values.notna()).set_axis(ids)


def _rows(
    found: Annotations, names: pd.Series[str], hits: pd.DataFrame, level: float
) -> Iterator[tuple[object, ...]]:
    for group in sorted(names.dropna().unique()):
        ids = pd.Index(names.index[names == group])
        for label in found.labels:
            chosen = (hits["group"] == group) & (hits["label"] == label)
            own = hits[chosen]
            sums = _sums(own, ids)
            told = estimate_interval(sums[:, [0, 1]], mean(), level=level)
            shares = [float(share()(sums[:, [k, 1]].sum(axis=0))) for k in (2, 3, 4)]
            counts = (len(ids), int((sums[:, 1] > 0).sum()), len(own))
            limits = (told.estimate, *np.clip([told.low, told.high], 0, 1).tolist())
            note = told.note if len(own) else "no hit"
            yield (group, label, *counts, *limits, *shares, told.kind, note)


def _sums(own: pd.DataFrame, ids: pd.Index[str]) -> Floats:
    """Sum per article: positions, hits, hits in first sentence and outer quarters."""
    doc = ids.get_indexer(pd.Index(own["doc_id"]))
    position = own["position"].to_numpy(dtype=float)
    columns = (
        position,
        np.ones(len(own)),
        own["nth_sentence"].to_numpy() == 1,
        position < 0.25,
        position >= 0.75,
    )
    sums = [np.bincount(doc, values.astype(float), len(ids)) for values in columns]
    return np.column_stack(sums)
