"""Whose words they are: voices of frames, shares of the speakers, for the page."""

from __future__ import annotations

import math
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing._errors import FramingWarning
from framing.annotate import find_voice
from framing.comparison import Comparison, attribution_coverage, compare, share_of_voice
from framing.comparison.unnamed import MANY_UNKNOWN, pronouns_resolved
from framing.comparison.voice_names import NO_SPEAKER
from framing.counts import ArticleCounts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from framing.annotations import Annotations

__all__ = [
    "PARTS",
    "TONE_PARTS",
    "Voices",
    "compare_quietly",
    "hear_voices",
    "voices_paragraph",
]

PARTS = ("unattributed", "attributed")
TONE_PARTS = ("unattributed", "others", "self")
_MAX_SPEAKERS = 12


@dataclass(frozen=True)
class Voices:
    """Hold who says what in a corpus.

    Parameters
    ----------
    part_of, speaker_of : ndarray of str, shape (n_frames,)
        For every frame whose words it stands in, and who speaks there (empty for
        unattributed text).
    frames : mapping of str to Comparison
        Frames per 1,000 words of each part: unattributed text, attributed words.
    shares : DataFrame
        From :func:`framing.share_of_voice`; no rows where nobody known speaks.
    coverage : DataFrame
        From :func:`framing.comparison.attribution_coverage`.
    """

    part_of: NDArray[np.str_]
    speaker_of: NDArray[np.str_]
    frames: Mapping[str, Comparison]
    shares: pd.DataFrame
    coverage: pd.DataFrame

    @property
    def attributed(self) -> float:
        """Of all words, those attributed to somebody."""
        return _of(self.coverage["n_attributed"], self.coverage["n_words"])

    @property
    def unknown(self) -> pd.Series[float]:
        """Of the attributed words of each group, those that no known actor speaks."""
        missing = 1 - self.coverage["actor_share"]
        return missing.set_axis(pd.Index(self.coverage["group"]))

    @property
    def unknown_of_all(self) -> float:
        """The same of all groups together."""
        said = self.coverage["n_attributed"]
        return _of((1 - self.coverage["actor_share"]) * said, said)

    @property
    def many_unknown(self) -> bool:
        """Whether a third or more of some group's attributed words has no speaker.

        A person whom one group only quotes as "he said" would else seem to be silent.
        """
        return max(self.unknown_of_all, self.unknown.max()) >= MANY_UNKNOWN

    @property
    def least_known(self) -> str:
        """The group with the largest such share; empty where all have the same."""
        shares = self.unknown.dropna()
        return str(shares.idxmax()) if shares.max() > shares.min() else ""


def _of(part: pd.Series[float], whole: pd.Series[float]) -> float:
    """Divide sums; nothing has no share."""
    return float(part.sum() / whole.sum()) if whole.sum() else math.nan


def voices_paragraph(voices: Voices, quotes: Annotations) -> str:
    """Say for the paper how speakers were found, and how many were not.

    Parameters
    ----------
    voices : Voices
        Who says what.
    quotes : Annotations
        The quotes, with their actors.

    Returns
    -------
    str
        Sentences in the past tense.
    """
    told = "Quotations and reported speech were found by rules"
    if voices.attributed > 0:
        told += (
            f"; {voices.attributed:.0%} of the words were attributed to somebody, and "
            f"of these {1 - voices.unknown_of_all:.0%} to a known actor"
        )
    if pronouns_resolved(quotes):
        return f"{told}. “He” and “she” counted as the one person they could mean."
    return f"{told}. “He” and “she” were not resolved to persons."


def hear_voices(frames: Annotations, quotes: Annotations, *, by: str) -> Voices:
    """Tell whose words the frames stand in, and who gets to speak.

    Parameters
    ----------
    frames : Annotations
        Frames.
    quotes : Annotations
        Quotes in the same corpus, with their actors.
    by : str
        The document variable that makes the groups.

    Returns
    -------
    Voices
        Nothing is left out: hits and words of the two parts add up to those of the
        frames.
    """
    segments = _Segments.of(quotes)
    spans = frames.spans
    doc = pd.Index(frames.corpus.doc_ids).get_indexer(pd.Index(spans["doc_id"]))
    at = segments.at(doc, spans["start"].to_numpy())
    spoken = segments.spoken[at]
    part = np.where(spoken, PARTS[1], PARTS[0]).astype(str)
    speaker = np.where(spoken, segments.speaker[at], "").astype(str)
    known = bool((quotes.spans["speaker_actor"].fillna("") != "").any())
    with _quiet():
        coverage = attribution_coverage(quotes, by=by)
        shares = pd.DataFrame()  # where no speaker is an actor
        if known:
            shares = share_of_voice(quotes, by=by, max_speakers=_MAX_SPEAKERS)
    return Voices(
        part_of=part,
        speaker_of=speaker,
        frames=_compare_parts(frames, segments, part, by),
        shares=shares,
        coverage=coverage,
    )


def compare_quietly(found: Annotations | ArticleCounts, *, by: str) -> Comparison:
    """Compare without a warning that the first comparison has given already."""
    with _quiet():
        return compare(found, by=by)


@contextmanager
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FramingWarning)
        yield


@dataclass(frozen=True)
class _Segments:
    """Voices of all articles in text order, to be found by place."""

    doc: NDArray[np.int64]
    start: NDArray[np.int64]
    spoken: NDArray[np.bool_]
    speaker: NDArray[np.object_]

    @classmethod
    def of(cls, quotes: Annotations) -> _Segments:
        """Take the segments of the corpus that the quotes were found in."""
        rows = find_voice(quotes).spans
        doc = pd.Index(quotes.corpus.doc_ids).get_indexer(pd.Index(rows["doc_id"]))
        actor = rows["speaker_actor"].fillna("").astype(str)
        name = actor.where(actor != "", rows["speaker"].fillna("").astype(str))
        spoken = rows["label"].isin(["quoted", "indirect"]).to_numpy()
        speaker = name.where(name != "", NO_SPEAKER).to_numpy(dtype=object)
        return cls(doc, rows["start"].to_numpy(), spoken, speaker)

    def at(self, doc: NDArray[np.int64], start: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return which segment holds each place."""
        width = int(max(self.start.max(initial=0), start.max(initial=0))) + 1
        keys = self.doc.astype(np.int64) * width + self.start
        places = doc.astype(np.int64) * width + start
        return np.maximum(np.searchsorted(keys, places, side="right") - 1, 0)


def _compare_parts(
    frames: Annotations, segments: _Segments, part: NDArray[np.str_], by: str
) -> dict[str, Comparison]:
    """Compare the frames of each part by the same groups, over the words of it."""
    tokens = frames.tokens
    word = tokens.is_word[tokens.type]
    doc = tokens.doc[word].astype(np.int64)
    spoken = segments.spoken[segments.at(doc, tokens.start[word].astype(np.int64))]
    provenance = frames.provenance
    results = {}
    for number, name in enumerate(PARTS):
        own = spoken if number else ~spoken
        n_words = np.bincount(doc[own], minlength=len(frames.corpus))
        table = _with_counts(frames, part == name, n_words)
        counts = ArticleCounts(table, kind="frames", provenance=provenance)
        results[name] = compare_quietly(counts, by=by)
    return results


def _with_counts(
    frames: Annotations, inside: NDArray[np.bool_], n_words: NDArray[np.int64]
) -> pd.DataFrame:
    """Count the spans inside one part; a sentence may belong to several."""
    table = frames.per_document()
    spans = frames.spans[inside]
    n_labels = len(frames.labels)
    doc = pd.Index(frames.corpus.doc_ids).get_indexer(pd.Index(spans["doc_id"]))
    label = pd.Index(frames.labels).get_indexer(pd.Index(spans["label"]))
    cell = doc * n_labels + label
    hits = np.bincount(cell, minlength=len(table))
    return table.assign(n_hits=hits, n_words=np.repeat(n_words, n_labels))
