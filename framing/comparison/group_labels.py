"""What a group of people is called: migrants, travelers, illegal immigrants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from framing._errors import did_you_mean
from framing.annotate.quotes import find_voice
from framing.comparison.grouping import (
    Groups,
    article_groups,
    article_share,
    size_notes,
    span_docs,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from framing.annotations import Annotations

__all__ = ["name_labels"]

_VOICES = ("unattributed", "quoted", "indirect")
_ANY = "any"
_DETAILS = ("head", "label")
_COLUMNS = (
    "group",
    "voice",
    "label",
    "head",
    "modifiers",
    "n_hits",
    "share",
    "low",
    "high",
    "interval",
    "n_docs",
    "n_docs_hit",
    "note",
)


def name_labels(
    actors: Annotations,
    heads: Sequence[str] | None = None,
    *,
    by: str = "outlet",
    quotes: Annotations | None = None,
    detail: Literal["head", "label"] = "head",
    max_labels: int = 20,
) -> pd.DataFrame:
    """Compare what groups of articles call the same people.

    Whether the same people are *families* or *crossers* is a choice of words, and can
    be counted as such.

    Parameters
    ----------
    actors : Annotations
        From :func:`framing.find_actors`, with groups.
    heads : sequence of str, optional
        The nouns that name the people in question, such as ``["migrants",
        "travelers", "immigrants", "people", "caravan"]``; every form by itself. By
        default all nouns for groups.
    by : str, default "outlet"
        The document variable that makes the groups of articles.
    quotes : Annotations, optional
        From :func:`framing.find_quotes` in the same corpus: what the text itself, the
        quoted and the indirectly quoted say is then told apart.
    detail : {'head', 'label'}, default 'head'
        Rows for nouns, or for nouns with the words that say who they are ("illegal
        immigrants").
    max_labels : int, default 20
        How many labels to keep, those in the most articles; the others still count in
        the total.

    Returns
    -------
    DataFrame
        One row per group, voice and label, zeros included: ``group``, ``voice``
        (``any`` without `quotes`), ``label``, ``head``, ``modifiers`` (with their
        counts in this group and voice, most frequent first), ``n_hits``, ``share`` (of
        all mentions by any of the `heads` in this group and voice) with ``low``,
        ``high`` and ``interval``, ``n_docs`` (articles of the group), ``n_docs_hit``
        and ``note``.

    Raises
    ------
    KeyError
        If there is no such document variable.
    ValueError
        If an argument is of the wrong kind, or no article has a group.
    TypeError
        If `heads` is a single string.

    Warns
    -----
    FramingWarning
        If articles have no value of `by`; they are left out.

    See Also
    --------
    framing.find_actors : Finds the groups of people.

    Notes
    -----
    The heads are yours to choose: the words alone do not tell whether "people" are the
    migrants or their neighbours, so read the sentences
    (``actors.where(head="people").evidence()``) before a general noun goes in. The
    article is the unit of the intervals (delete-one-article jackknife of the share;
    counting uncertainty only where a group has one article).

    Examples
    --------
    >>> import framing as fr
    >>> from framing.comparison.group_labels import name_labels
    >>> actors = fr.find_actors(fr.load_example("caravan"))
    >>> table = name_labels(actors, ["migrants", "travellers", "crossers"])
    >>> sorted(set(table["label"]))
    ['crossers', 'migrants', 'travellers']
    """
    _check(actors, heads, quotes, detail, max_labels)
    groups = article_groups(actors.corpus, by)
    mentions = _mentions(actors, heads, detail)
    voices = (_ANY,) if quotes is None else _VOICES
    voice = _voice_of(mentions, quotes)
    doc = span_docs(actors.corpus, mentions)
    kept = (groups.of[doc] >= 0) & (voice >= 0)
    mentions = mentions[kept].assign(doc=doc[kept], voice=voice[kept])
    labels = _labels(mentions, heads, detail)[:max_labels]
    rows = _rows(mentions, groups, voices, labels)
    return pd.DataFrame(list(rows), columns=list(_COLUMNS))


def _check(
    actors: Annotations,
    heads: Sequence[str] | None,
    quotes: Annotations | None,
    detail: str,
    max_labels: int,
) -> None:
    if actors.kind != "actors":
        msg = f"`actors` must be of kind 'actors'; got kind {actors.kind!r}."
        raise ValueError(msg)
    if isinstance(heads, str):
        msg = f"`heads` must be a list of nouns; got the string {heads!r}: [{heads!r}]."
        raise TypeError(msg)
    if heads is not None and not len(heads):
        msg = "`heads` must name at least one noun, such as ['migrants']; it is empty."
        raise ValueError(msg)
    if detail not in _DETAILS:
        near = did_you_mean(detail, _DETAILS)
        msg = f"`detail` must be 'head' or 'label'; got {detail!r}.{near}"
        raise ValueError(msg)
    if max_labels < 1:
        msg = f"`max_labels` must be 1 or more; got {max_labels}."
        raise ValueError(msg)
    if quotes is None:
        return
    if quotes.kind != "quotes":
        msg = f"`quotes` must be of kind 'quotes'; got kind {quotes.kind!r}."
        raise ValueError(msg)
    if quotes.corpus != actors.corpus:
        msg = "`quotes` must be found in the same corpus as `actors`; find them anew."
        raise ValueError(msg)


def _mentions(
    actors: Annotations, heads: Sequence[str] | None, detail: str
) -> pd.DataFrame:
    """Keep mentions by a group noun; ``said`` are the words that say who they are."""
    spans = actors.spans
    spans = spans[spans["mention"] == "group"]
    folded = spans["head"].str.lower()
    wanted = folded != ""
    if heads is not None:
        wanted = folded.isin([head.lower() for head in heads])
    spans = spans[wanted][["doc_id", "start", "label", "head"]]
    pairs = zip(spans["label"], spans["head"], strict=True)
    said = [
        label.removesuffix(head).strip() if label.endswith(head) else ""
        for label, head in pairs
    ]
    named = spans.assign(said=pd.array(said, dtype="str"))
    return named.assign(label=named["head"]) if detail == "head" else named


def _voice_of(mentions: pd.DataFrame, quotes: Annotations | None) -> NDArray[np.int64]:
    """Return the number of the voice of each mention; -1 in what cleaning cut."""
    if quotes is None:
        return np.zeros(len(mentions), dtype=np.int64)
    segments = find_voice(quotes).spans
    starts, places = (
        span_docs(quotes.corpus, rows) << 32 | rows["start"].to_numpy(dtype=np.int64)
        for rows in (segments, mentions)
    )
    numbers = pd.Index(_VOICES).get_indexer(pd.Index(segments["voice"]))
    at = np.searchsorted(starts, places, side="right") - 1
    voice: NDArray[np.int64] = numbers[at].astype(np.int64)
    return voice


def _labels(
    mentions: pd.DataFrame, heads: Sequence[str] | None, detail: str
) -> list[tuple[str, str]]:
    """List labels and their heads, those in most articles first, then those asked."""
    rows = mentions.groupby("label").agg(
        docs=("doc", "nunique"), hits=("doc", "size"), head=("head", "first")
    )
    rows = rows.reset_index().sort_values(
        ["docs", "hits", "label"], ascending=[False, False, True]
    )
    found = list(zip(rows["label"], rows["head"], strict=True))
    known = {label.lower() for label, _ in found}
    if heads is None or detail != "head":
        return found
    return found + [(head, head) for head in heads if head.lower() not in known]


def _rows(
    mentions: pd.DataFrame,
    groups: Groups,
    voices: tuple[str, ...],
    labels: list[tuple[str, str]],
) -> Iterator[tuple[object, ...]]:
    column = pd.Index([label for label, _ in labels]).get_indexer(
        pd.Index(mentions["label"])
    )
    n_docs, n = len(groups.of), len(labels) + 1
    voice, doc = mentions["voice"].to_numpy(), mentions["doc"].to_numpy()
    # Labels that are not shown share the last column, so that they stay in the total.
    cell = (voice * n_docs + doc) * n + np.where(column < 0, n - 1, column)
    size = len(voices) * n_docs * n
    hits = np.bincount(cell, minlength=size).reshape(len(voices), n_docs, n)
    words = _modifiers(mentions, groups)
    for number, group in enumerate(groups.names):
        members = groups.members(number)
        for spoken, name in enumerate(voices):
            own = hits[spoken, members].astype(float)
            whole = own.sum(axis=1)
            for place, (label, head) in enumerate(labels):
                told = article_share(own[:, place], whole, words=False)
                n_hits = int(own[:, place].sum())
                yield (
                    group,
                    name,
                    label,
                    head,
                    words.get((number, spoken, label), ""),
                    n_hits,
                    told.estimate,
                    told.low,
                    told.high,
                    told.kind,
                    len(members),
                    int((own[:, place] > 0).sum()),
                    size_notes(told, groups, len(members), n_hits),
                )


def _modifiers(
    mentions: pd.DataFrame, groups: Groups
) -> dict[tuple[int, int, str], str]:
    """Count the modifiers of each group, voice and label."""
    group = groups.of[mentions["doc"].to_numpy(dtype=np.int64)]
    rows = mentions.assign(group=group)[mentions["said"] != ""]
    keys = ["group", "voice", "label", "said"]
    counted = rows.groupby(keys).size().rename("n").reset_index()
    counted = counted.sort_values(["n", "said"], ascending=[False, True])
    found: dict[tuple[int, int, str], list[str]] = {}
    for *key, said, n in counted.itertuples(index=False, name=None):
        found.setdefault((key[0], key[1], key[2]), []).append(f"{said} ({n})")
    return {key: "; ".join(parts) for key, parts in found.items()}
