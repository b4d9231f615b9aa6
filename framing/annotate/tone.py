"""Tone toward an actor: sentence by sentence, voice by voice, every name masked."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
import pandas as pd

from framing._provenance import record
from framing.annotate.clause import OTHER_MASK, TARGET_MASK, score_clause
from framing.annotate.quotes import find_voice
from framing.annotate.sentiment import scorer_name
from framing.annotate.target.scorers import load_scorer
from framing.annotations import Annotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from framing.annotate.target.values import TargetScorer, TargetScores

__all__ = ["VOICES", "score_actors"]

VOICES = ("unattributed", "others", "self")
_ANY = "any"
_UNKNOWN = "unknown"


def score_actors(
    actors: Annotations,
    *,
    quotes: Annotations | None = None,
    scorer: TargetScorer | Literal["accurate", "fast", "vader"] = "accurate",
    min_confidence: float | None = None,
    labels: Sequence[str] | None = None,
) -> Annotations:
    """Score the tone toward each actor, sentence by sentence.

    Parameters
    ----------
    actors : Annotations
        Mentions, from :func:`framing.find_actors`.
    quotes : Annotations, optional
        From :func:`framing.find_quotes` in the same corpus, best with its ``actors``.
        The tone of unattributed text, of other speakers and of the actor's own words is
        then told apart, and each is scored without the words of the others.
    scorer : {'accurate', 'fast', 'vader'} or callable, default 'accurate'
        ``'accurate'`` and ``'fast'``: networks that read the target, trained on US
        political news; about 140 and 7,000 mentions a second. ``'vader'``: VADER on the
        target's clause, transparent and weak. Or your own: it takes n sentences and n
        target spans (start, end) and returns a :class:`framing.annotate.TargetScores`.
        In the sentences it is given, the target reads ``they`` and every other name
        ``someone``.
    min_confidence : float, optional
        Below this confidence there is no estimate (NaN). By default the scorer's own
        floor, its attribute ``floor``: .60 for ``'accurate'`` and .65 for ``'fast'``,
        which leaves an estimate for 70% or so. VADER knows no confidence and has none.
    labels : sequence of str, optional
        Actors to score; by default all. The names of the others are masked all the
        same.

    Returns
    -------
    Annotations
        Kind ``"tone"``, labels as in `actors`, or `labels`. One span per actor,
        sentence and voice, at the actor's first mention there, with ``score``, ``confidence``, ``words``
        (what made the score), ``scored_text`` (what the scorer read), ``n_mentions``,
        ``voice`` (``unattributed``, ``others``, ``self``; ``any`` without `quotes`) and
        ``speaker`` (``unknown`` where nobody was found).

    Raises
    ------
    ValueError
        If `actors` holds no mentions of actors, `quotes` no quotes, both come from
        different corpora, the scorer is unknown, or returns something else than one
        number in [-1, 1] (or NaN) per sentence.
    KeyError
        If `labels` names an actor that is not in `actors`.
    TypeError
        If `actors` or `quotes` are no annotations.

    Notes
    -----
    The unit is a sentence that mentions the actor. How far each scorer agrees with
    people is measured on the page about tone; whichever is used, read scores beside
    their sentences (:meth:`framing.Annotations.evidence`). "Unattributed" is text that
    nobody is said to have said; it is not the author's opinion.

    Examples
    --------
    >>> import framing as fr
    >>> text = "Grace Hope lied. The mayor praised Omar Bell, a brave man."
    >>> corpus = fr.read_articles([{"text": text}])
    >>> names = {"Hope": ["Grace Hope"], "Bell": ["Omar Bell"]}
    >>> tone = fr.score_actors(fr.find_actors(corpus, names))
    >>> tone.spans.set_index("label")["score"].gt(0).to_dict()
    {'Hope': False, 'Bell': True}
    """
    _check_kind("actors", actors, "actors")
    if quotes is not None:
        _check_kind("quotes", quotes, "quotes")
        _check_corpus(actors, quotes)
    segments = None if quotes is None else _Segments(find_voice(quotes))
    mentions = _with_voice(actors, segments)
    wanted = _wanted(actors, labels)
    units = _units(mentions[mentions["label"].isin(wanted)])
    texts, targets = _masked(actors, mentions, units, segments)
    chosen = load_scorer(scorer) if isinstance(scorer, str) else scorer
    scores = _checked(chosen(texts, targets), len(units))
    floor = float(getattr(chosen, "floor", 0.0))
    floor = floor if min_confidence is None else min_confidence
    unsure = scores.confidence < floor
    read = [" ".join(text.split()) for text in texts]
    spans = units.assign(
        score=np.where(unsure, np.nan, scores.score),
        confidence=scores.confidence,
        words=pd.Series(scores.words, dtype="str"),
        scored_text=pd.Series(read, dtype="str"),
    )
    parents = {"actors": actors.provenance}
    if quotes is not None:
        parents["quotes"] = quotes.provenance
    return Annotations(
        actors.tokens,
        spans,
        labels=wanted,
        kind="tone",
        provenance=record(
            "score_actors",
            parents,
            {"scorer": scorer_name(_plain(chosen)), "min_confidence": floor},
        ),
    )


def _wanted(actors: Annotations, labels: Sequence[str] | None) -> tuple[str, ...]:
    """Return the actors to score, in the order asked for."""
    if labels is None:
        return actors.labels
    unknown = [label for label in labels if label not in actors.labels]
    if unknown:
        msg = (
            f"`labels` must name actors that were found; got {unknown[0]!r}. There "
            f"are: {', '.join(actors.labels[:20])}."
        )
        raise KeyError(msg)
    return tuple(dict.fromkeys(labels))


def _plain(scorer: TargetScorer) -> TargetScorer | None:
    """Return None for VADER, whose name tells the version of its package."""
    return None if scorer is score_clause else scorer


def _check_kind(name: str, found: object, kind: str) -> None:
    told = f"`{name}` must come from fr.find_{kind}"
    if not isinstance(found, Annotations):
        msg = f"{told}; got {type(found).__name__}."
        raise TypeError(msg)
    if found.kind != kind:
        msg = f"{told}; got annotations of kind {found.kind!r}."
        raise ValueError(msg)


def _check_corpus(actors: Annotations, quotes: Annotations) -> None:
    if actors.corpus != quotes.corpus:
        msg = "`quotes` must be found in the same corpus as `actors`; find them anew."
        raise ValueError(msg)


class _Segments:
    """Whose words each stretch of each article is, to be asked by position."""

    def __init__(self, voice: Annotations) -> None:
        rows = voice.spans
        self._docs = pd.Index(voice.corpus.doc_ids)
        self._key = self.key(rows["doc_id"], rows["start"])
        self._end = rows["end"].to_numpy()
        self._start = rows["start"].to_numpy()
        self.voice = rows["voice"].to_numpy(dtype=object)
        named = rows["speaker_actor"].where(
            rows["speaker_actor"] != "", rows["speaker"]
        )
        self.speaker = named.where(named != "", _UNKNOWN).to_numpy(dtype=object)

    def key(self, doc_ids: pd.Series[str], start: pd.Series[int]) -> NDArray[np.int64]:
        """Order positions by article, then by character."""
        doc = self._docs.get_indexer(pd.Index(doc_ids)).astype(np.int64)
        ordered: NDArray[np.int64] = doc << 32 | start.to_numpy(dtype=np.int64)
        return ordered

    def at(self, key: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the segment that holds each position."""
        return np.searchsorted(self._key, key, side="right") - 1

    def foreign(
        self, doc: int, start: int, end: int, voice: str, speaker: str
    ) -> list[tuple[int, int]]:
        """List the stretches between two positions that are somebody else's words."""
        first, last = self.at(np.array([doc << 32 | start, doc << 32 | (end - 1)]))
        return [
            (max(int(self._start[i]), start), min(int(self._end[i]), end))
            for i in range(first, last + 1)
            if (self.attributed(i), self.speaker[i]) != (voice != VOICES[0], speaker)
            and (self.attributed(i) or voice != VOICES[0])
        ]

    def attributed(self, segment: int) -> bool:
        """Tell whether somebody is said to have said a segment."""
        return self.voice[segment] in {"quoted", "indirect"}


def _with_voice(actors: Annotations, segments: _Segments | None) -> pd.DataFrame:
    """Give every mention the voice it stands in and who speaks there."""
    mentions = actors.spans.sort_values(["sentence", "start"], kind="stable")
    if segments is None:
        return mentions.assign(voice=_ANY, speaker="")
    at = segments.at(segments.key(mentions["doc_id"], mentions["start"]))
    spoken = np.isin(segments.voice[at], ["quoted", "indirect"])
    speaker = np.where(spoken, segments.speaker[at], "")
    own = speaker == mentions["label"].to_numpy(dtype=object)
    voice = np.where(spoken, np.where(own, VOICES[2], VOICES[1]), VOICES[0])
    return mentions.assign(
        voice=pd.array(voice, dtype="str"), speaker=pd.array(speaker, dtype="str")
    )


_UNIT = ["label", "sentence", "voice", "speaker"]


def _units(mentions: pd.DataFrame) -> pd.DataFrame:
    """Keep one row per actor, sentence and voice, at the first mention."""
    size = mentions.groupby(_UNIT)["start"].transform("size")
    first = mentions.assign(n_mentions=size).drop_duplicates(_UNIT)
    return first.reset_index(drop=True)


class _Name(NamedTuple):
    """A mention inside its sentence."""

    start: int
    end: int
    label: str


def _masked(
    actors: Annotations,
    mentions: pd.DataFrame,
    units: pd.DataFrame,
    segments: _Segments | None,
) -> tuple[list[str], list[tuple[int, int]]]:
    """Write each unit's sentence with the target and all other names masked."""
    tokens, clean = actors.tokens, actors.corpus.clean_texts
    names: dict[int, list[_Name]] = {}
    columns = [mentions[c].tolist() for c in ("sentence", "start", "end", "label")]
    for sentence, *name in zip(*columns, strict=True):
        names.setdefault(sentence, []).append(_Name(*name))
    sentences, targets = [], []
    rows = (units[c].tolist() for c in (*_UNIT, "start"))
    for label, sentence, voice, speaker, place in zip(*rows, strict=True):
        doc = int(tokens.sentence_doc[sentence])
        low, high = (
            int(edges[sentence])
            for edges in (tokens.sentence_start, tokens.sentence_end)
        )
        text = clean[doc][low:high]
        if segments is not None:
            alien = segments.foreign(doc, low, high, voice, speaker)
            text = _blank(text, ((a - low, b - low) for a, b in alien))
        places = ((a - low, b - low, name == label) for a, b, name in names[sentence])
        masked, target = _mask(text, places, place - low)
        sentences.append(masked)
        targets.append(target)
    return sentences, targets


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    edges = [(0, 0), *spans, (len(text), len(text))]
    kept = (text[a[1] : b[0]] + " " * (b[1] - b[0]) for a, b in pairwise(edges))
    return "".join(kept)


def _mask(
    text: str, places: Iterable[tuple[int, int, bool]], wanted: int
) -> tuple[str, tuple[int, int]]:
    """Replace names by neutral words; return the text and the wanted target's span."""
    parts: list[str] = []
    size, done = 0, 0
    target = (0, 0)
    for start, end, is_target in places:
        blanked = not text[start:end].strip()
        if start < done or (blanked and start != wanted):
            continue
        before, mask = text[done:start], TARGET_MASK if is_target else OTHER_MASK
        if start == wanted:
            target = (size + len(before), size + len(before) + len(mask))
        parts += [before, mask]
        size += len(before) + len(mask)
        done = end
    parts.append(text[done:])
    return "".join(parts), target


def _checked(scores: TargetScores, n: int) -> TargetScores:
    lengths = {len(scores.score), len(scores.confidence), len(scores.words)}
    if lengths != {n}:
        msg = f"`scorer` must return {n} scores, confidences and words; got {lengths}."
        raise ValueError(msg)
    if np.nanmax(np.abs(scores.score), initial=0.0) > 1:
        msg = "`scorer` must return scores in [-1, 1], or NaN for no estimate."
        raise ValueError(msg)
    return scores
