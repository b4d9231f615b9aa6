"""Tone toward an actor: sentence by sentence, voice by voice, every name masked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from framing._errors import did_you_mean, list_names
from framing._progress import track
from framing._provenance import record
from framing.annotate.clause import score_clause
from framing.annotate.masked import (
    UNIT,
    VOICES,
    Segments,
    add_voice,
    read_passages,
    without_pronouns,
)
from framing.annotate.sentiment import scorer_name
from framing.annotate.target.scorers import load_scorer
from framing.annotate.target.values import TargetScores
from framing.annotate.tone_table import ONLY_SPEAKS
from framing.annotations import SPAN_COLUMNS, Annotations
from framing.tokens.language import is_english

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from framing.annotate.masked import Passage
    from framing.annotate.target.values import TargetScorer

__all__ = ["VOICES", "score_actors"]

# Passages handed to a scorer at once, so that work can be seen to go on.
_BATCH = 256
# A sentence with a part taken out is not what scorers were made for: by default they
# have to be surer of it.
_CUT_FLOOR = 0.15
# What a reader needs comes before what the finder of actors noted of the mention.
_FIRST = [
    *SPAN_COLUMNS,
    *("voice", "speaker", "score", "confidence", "words", "note", "scored_text"),
    "n_mentions",
]


def score_actors(
    actors: Annotations,
    *,
    quotes: Annotations | None = None,
    scorer: TargetScorer | Literal["accurate", "fast", "vader"] = "accurate",
    min_confidence: float | None = None,
    labels: Sequence[str] | None = None,
    progress: bool | None = None,
) -> Annotations:
    """Score the tone toward each actor, sentence by sentence.

    The unit is a sentence that mentions the actor, and every name in it is masked.
    There is no score for a whole article.

    Parameters
    ----------
    actors : Annotations
        Mentions, from :func:`framing.find_actors`.
    quotes : Annotations, optional
        From :func:`framing.find_quotes` in the same corpus, best with its ``actors``.
        Unattributed text, the words of others and the actor's own are then told apart,
        and each is scored without the words of the rest.
    scorer : {'accurate', 'fast', 'vader'} or callable, default 'accurate'
        ``'accurate'`` and ``'fast'``: networks that read the target, trained on US
        political news; some 60 and 5,000 mentions a second. ``'vader'``: VADER on the
        target's clause, transparent and weak. Or your own: it takes n sentences and n
        target spans (start, end) and returns a :class:`framing.annotate.TargetScores`.
        In the sentences it is given, the target reads ``they`` and every other name
        ``someone``.
    min_confidence : float, optional
        Below this confidence there is no estimate (NaN). By default the scorer's own
        floor, its attribute ``floor``: .70 for both networks, which leaves an estimate
        for two thirds or more; .15 more where words of speakers were taken out of the
        sentence. VADER knows no confidence and has none.
    labels : sequence of str, optional
        Actors toward whom tone is scored; by default all. The names of the rest are
        masked all the same, and they still speak: only sentences about these actors
        have a score, whoever says them. The ``own words`` of
        :func:`framing.measure_tone` then hold what an actor says of these only.
    progress : bool, optional
        Whether to show a bar; by default on long work that somebody is looking at.

    Returns
    -------
    Annotations
        Kind ``"tone"``, labels as in `actors`, or `labels`. One span per actor,
        sentence and voice, at the actor's first mention there, with ``score``,
        ``confidence``, ``words`` (of the article, what moved the score; what stands in
        for names and speech is not told), ``scored_text`` (what the scorer read),
        ``n_mentions``, ``voice`` (``unattributed``: nobody is said to
        have said it; ``others``: the words of others; ``self``: the actor's own words
        about itself; ``any`` without `quotes`), ``speaker`` (``unknown`` where nobody
        was found) and ``note`` (why there is no estimate).

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

    See Also
    --------
    framing.measure_tone : The same summed up by outlet and voice.

    Notes
    -----
    The unit is a sentence that mentions the actor. How far each scorer agrees with
    people is measured on the page about tone; whichever is used, read scores beside
    their sentences (:meth:`framing.Annotations.evidence`). "Unattributed" is text that
    nobody is said to have said; it is not the author's opinion.

    In unattributed text the words of speakers read ``something``, and verbs that judge
    what is said (*accused*, *alleged*) read ``said``: what an actor says of others is
    no tone toward the actor. Where nothing is left but that somebody speaks there is no
    estimate. Names are masked; groups (*criminals*, *officers*) are words, and are
    only masked as targets.

    Every score is toward the actor of its ``label``, whoever speaks. ``self`` is rare,
    since people seldom call themselves by name and "I" is no mention. The tone of all
    that an actor says, of whomever, is no tone toward the actor:
    :func:`framing.measure_tone` has it as the voice ``own words``.

    Equal passages are scored once. The trained scorers and VADER give no estimate for
    text that is not English.

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
    chosen = load_scorer(scorer) if isinstance(scorer, str) else scorer
    own = float(getattr(chosen, "floor", 0.0))
    floor = own if min_confidence is None else min_confidence
    extra = _CUT_FLOOR if min_confidence is None and own else 0.0
    wanted = _wanted(actors, labels)
    segments = None if quotes is None else Segments(quotes)
    mentions = add_voice(actors, segments)
    units = _units(mentions[mentions["label"].isin(wanted)])
    passages = read_passages(actors, mentions, units, segments)
    scores = _score_once(chosen, passages, progress)
    floors = np.array([floor + extra * passage.is_cut for passage in passages])
    spans = _with_scores(units, passages, scores, np.minimum(floors, 1.0))
    parents = {"actors": actors.provenance}
    if quotes is not None:
        parents["quotes"] = quotes.provenance
    parameters = {
        "scorer": scorer_name(_plain(chosen)),
        "min_confidence": floor,
        "min_confidence_where_words_are_taken_out": min(floor + extra, 1.0),
    }
    return Annotations(
        actors.tokens,
        spans,
        labels=wanted,
        kind="tone",
        provenance=record("score_actors", parents, parameters),
    )


def _units(mentions: pd.DataFrame) -> pd.DataFrame:
    """Keep one row per actor, sentence and voice, at the first mention."""
    unit = list(UNIT)
    size = mentions.groupby(unit)["start"].transform("size")
    first = mentions.assign(n_mentions=size).drop_duplicates(unit)
    return first.reset_index(drop=True)


def _score_once(
    scorer: TargetScorer, passages: Sequence[Passage], progress: bool | None
) -> TargetScores:
    """Score each distinct passage once; reports that say nothing are not scored."""
    asked = [(p.text, p.target) for p in passages if not p.is_report]
    number = {passage: n for n, passage in enumerate(dict.fromkeys(asked))}
    parts = list(_in_batches(scorer, list(number), progress))
    at = [-1 if p.is_report else number[p.text, p.target] for p in passages]
    # The last of each column stands for what was not scored.
    score = np.concatenate([*(part.score for part in parts), [np.nan]])
    confidence = np.concatenate([*(part.confidence for part in parts), [np.nan]])
    words = [*(word for part in parts for word in part.words), ""]
    named = [_own_words(words[n], p) for n, p in zip(at, passages, strict=True)]
    return TargetScores(score[at], confidence[at], named)


def _own_words(words: str, passage: Passage) -> str:
    """Leave out what stands in for names and speech and is not in the article."""
    gone = passage.stand_ins
    told = words.split(", ")
    return ", ".join(word for word in told if word.split(" (")[0].lower() not in gone)


def _in_batches(
    scorer: TargetScorer,
    passages: Sequence[tuple[str, tuple[int, int]]],
    progress: bool | None,
) -> Iterator[TargetScores]:
    batches = [passages[n : n + _BATCH] for n in range(0, len(passages), _BATCH)]
    told = track(
        batches, unit="mentions", total=len(passages), progress=progress, size=len
    )
    for batch in told:
        texts, targets = zip(*batch, strict=True)
        yield _checked(scorer(list(texts), list(targets)), len(batch))


def _with_scores(
    units: pd.DataFrame,
    passages: Sequence[Passage],
    scores: TargetScores,
    floors: NDArray[np.float64],
) -> pd.DataFrame:
    unsure = scores.confidence < floors
    read = [" ".join(passage.text.split()) for passage in passages]
    score = np.where(unsure, np.nan, scores.score)
    notes = [
        _why_not(passage, low, floor) if missing else ""
        for passage, low, floor, missing in zip(
            passages, unsure, floors, np.isnan(score), strict=True
        )
    ]
    scored = units.assign(
        score=score + 0.0,  # no negative zero
        confidence=scores.confidence,
        words=pd.Series(scores.words, dtype="str"),
        scored_text=pd.Series(read, dtype="str"),
        speaker=without_pronouns(units["speaker"]),
        note=pd.Series(notes, dtype="str"),
    )
    rest = [name for name in scored.columns if name not in _FIRST]
    return scored[[*_FIRST, *rest]]


def _why_not(passage: Passage, is_unsure: bool, floor: float) -> str:
    """Say why there is no estimate."""
    if passage.is_report:
        return ONLY_SPEAKS
    if is_unsure:
        return f"confidence under {floor:g}"
    start, end = passage.target
    around = passage.text[:start] + passage.text[end:]
    if not any(character.isalpha() for character in around):
        return "no word beside the name"
    return "not English" if not is_english(around) else "no estimate by the scorer"


def _wanted(actors: Annotations, labels: Sequence[str] | None) -> tuple[str, ...]:
    """Return the actors to score, in the order asked for."""
    if labels is None:
        return actors.labels
    unknown = [label for label in labels if label not in actors.labels]
    if unknown:
        msg = (
            f"`labels` must name actors that were found; got {unknown[0]!r}. There "
            f"are: {list_names(actors.labels, 20)}."
            f"{did_you_mean(unknown[0], actors.labels)}"
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


def _checked(scores: TargetScores, n: int) -> TargetScores:
    lengths = {len(scores.score), len(scores.confidence), len(scores.words)}
    if lengths != {n}:
        msg = f"`scorer` must return {n} scores, confidences and words; got {lengths}."
        raise ValueError(msg)
    if np.nanmax(np.abs(scores.score), initial=0.0) > 1:
        msg = "`scorer` must return scores in [-1, 1], or NaN for no estimate."
        raise ValueError(msg)
    return scores
