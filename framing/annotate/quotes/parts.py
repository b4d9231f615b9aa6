"""Articles taken apart by whose words they are, each part an article of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from framing._errors import did_you_mean
from framing.annotate.quotes.voice import find_voice
from framing.corpus import Corpus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from framing.annotations import Annotations

__all__ = ["PART_REASON", "split_voices"]

_BY = ("voice", "speaker")
_WORD = re.compile(r"\w")
PART_REASON = "other voice"


def split_voices(
    quotes: Annotations, *, by: Literal["voice", "speaker"] = "voice"
) -> Corpus:
    """Take articles apart by whose words they are.

    Each part is an article of its own, with the source text and all other words set
    aside as cuts. Whatever finds, scores or compares in a corpus therefore also works
    voice by voice or speaker by speaker.

    Parameters
    ----------
    quotes : Annotations
        From :func:`framing.find_quotes`, with its ``actors`` where speakers matter.
    by : {'voice', 'speaker'}, default 'voice'
        Parts by voice (unattributed, quoted, indirect), or by the actor who speaks;
        words of speakers who are no known actor come under ``unknown``.

    Returns
    -------
    Corpus
        One article per article and voice or speaker that has words in it. Document
        variables: those of the article, ``article`` (its doc_id) and ``voice`` or
        ``speaker`` (``unattributed`` for words that nobody is said to have said). In
        ``cuts`` the other parts have the reason ``"other voice"``.

    Raises
    ------
    ValueError
        If `quotes` are no quotes, or `by` is something else.

    See Also
    --------
    framing.compare : Compare voices, speakers, or outlets in one voice.

    Notes
    -----
    The article stays the unit: :func:`framing.compare` adds up the parts of an article
    in one group, and in tests parts change places inside their article only.
    "Unattributed" is what nobody is said to have said. It is not the author's opinion,
    and it holds the speech that was not recognised.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.load_example("caravan")
    >>> parts = fr.split_voices(fr.find_quotes(corpus))
    >>> result = fr.compare(fr.find_frames(parts), by="voice")
    >>> result.groups
    ('indirect', 'quoted', 'unattributed')
    """
    if by not in _BY:
        near = did_you_mean(by, _BY)
        msg = f"`by` must be 'voice' or 'speaker'; got {by!r}.{near}"
        raise ValueError(msg)
    segments = _named(find_voice(quotes).spans, by)
    corpus = quotes.corpus
    pairs = segments[["doc_id", by]].drop_duplicates()
    docs = corpus.docs.loc[pairs["doc_id"]].assign(article=pairs["doc_id"].to_numpy())
    docs[by] = pairs[by].to_numpy()
    names = zip(docs["article"], docs[by], strict=True)
    docs.index = pd.Index([_part_id(doc_id, name) for doc_id, name in names])
    return Corpus(docs, _cuts_of(segments, corpus.cuts, by))


def _part_id(doc_id: str, name: str) -> str:
    return f"{doc_id} · {name}"


def _named(spans: pd.DataFrame, by: str) -> pd.DataFrame:
    """Name the part of every segment that has words; what cleaning cut has none."""
    # Not `str.contains`: with some versions of pyarrow its \w knows ASCII only.
    has_word = np.array(
        [_WORD.search(text) is not None for text in spans["text"]], bool
    )
    words = spans[(spans["label"] != "cut") & has_word]
    if by == "voice":
        return words
    speaker = words["speaker_actor"].where(words["speaker_actor"] != "", "unknown")
    nobody = words["label"] == "unattributed"
    return words.assign(speaker=speaker.where(~nobody, "unattributed"))


def _cuts_of(segments: pd.DataFrame, cuts: pd.DataFrame, by: str) -> pd.DataFrame:
    """List for each part what cleaning cut and what the other parts hold."""
    rows: list[tuple[str, int, int, str, str]] = []
    cleaned = dict(iter(cuts.groupby("doc_id")))
    for doc_id, own in segments.groupby("doc_id", sort=False):
        columns = (own["start"], own["end"], own[by], own["text"])
        places = list(zip(*columns, strict=True))
        for name in own[by].unique():
            part = _part_id(str(doc_id), name)
            rows += (
                (part, start, end, PART_REASON, text)
                for start, end, other, text in places
                if other != name
            )
            rows += _copied(part, cleaned.get(doc_id))
    return pd.DataFrame(rows, columns=["doc_id", "start", "end", "reason", "text"])


def _copied(
    part: str, cuts: pd.DataFrame | None
) -> Iterable[tuple[str, int, int, str, str]]:
    if cuts is None:
        return ()
    columns = (cuts["start"], cuts["end"], cuts["reason"], cuts["text"])
    return ((part, *cut) for cut in zip(*columns, strict=True))
