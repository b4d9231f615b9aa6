"""Tone toward an actor: the words of the actor's clause, with every name masked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing._provenance import record
from framing.annotate.sentiment import scorer_name
from framing.annotate.vader import explain_vader_batch, score_vader
from framing.annotations import Annotations

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["TargetScorer", "TargetScores", "score_actors", "score_clause"]

# A name must not carry tone ("Grace Hope"): what stands in for it has none.
_TARGET_MASK = "they"
_OTHER_MASK = "someone"
_MASKS = frozenset({_TARGET_MASK, _OTHER_MASK})
_HEADLINE_WORDS = 5  # fewer long words than these are no headline in title case

_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_CAPITALISED = r"[A-Z][\w’'-]*[a-z]"
_NAME_RUN = re.compile(rf"\b{_CAPITALISED}(?= {_CAPITALISED})")
_NAME_INSIDE = re.compile(rf"(?<=[\w,;] ){_CAPITALISED}\b")
_CLAUSE_BREAK = re.compile(
    r"""
    [;:()—–]
  | [,.!?]["”’']+                                # a quotation ends
  | \b(?:but|although|though|whereas|while|however|because|unless|yet)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class TargetScores:
    """Hold the tone of n sentences toward n targets.

    Parameters
    ----------
    score : ndarray, shape (n,)
        Tone in [-1, 1]; NaN where there is no estimate.
    confidence : ndarray, shape (n,)
        From 0 to 1; NaN where the scorer knows none.
    words : list of str
        The words that made each score, with their weights; empty where none did.

    Examples
    --------
    >>> TargetScores(np.array([0.5]), np.array([np.nan]), ["good (+1.9)"]).words
    ['good (+1.9)']
    """

    score: NDArray[np.float64]
    confidence: NDArray[np.float64]
    words: list[str]


TargetScorer = Callable[[Sequence[str], Sequence[tuple[int, int]]], TargetScores]


def score_actors(
    actors: Annotations, *, scorer: TargetScorer | None = None
) -> Annotations:
    """Score the tone toward each actor, sentence by sentence.

    Parameters
    ----------
    actors : Annotations
        Mentions, from :func:`framing.find_actors`.
    scorer : callable, optional
        Takes n sentences and n target spans (start, end) and returns a
        :class:`TargetScores`. In the sentences it is given, the target reads ``they``
        and every other name ``someone``. By default VADER on the target's clause.

    Returns
    -------
    Annotations
        Kind ``"tone"``, labels as in `actors`. One span per actor and sentence, at the
        actor's first mention there, with ``score``, ``confidence``, ``words`` (what
        made the score), ``scored_text`` (what the scorer read) and ``n_mentions``.

    Raises
    ------
    ValueError
        If `actors` holds no mentions of actors, or the scorer returns something else
        than one number in [-1, 1] (or NaN) per sentence.

    Notes
    -----
    The unit is a sentence that mentions the actor; a mean over them says how the
    sentences about an actor sound and who speaks in them is not told apart. VADER's
    score toward a target agrees with people little better than chance when outlets are
    compared: read it beside its sentences (:meth:`framing.Annotations.evidence`).

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
    if actors.kind != "actors":
        msg = (
            f"`actors` must come from fr.find_actors; got annotations of kind "
            f"{actors.kind!r}."
        )
        raise ValueError(msg)
    spans = _units(actors.spans)
    sentences, targets = _masked(actors, spans)
    scores = _checked((scorer or score_clause)(sentences, targets), len(spans))
    spans["score"] = scores.score
    spans["confidence"] = scores.confidence
    spans["words"] = pd.Series(scores.words, dtype="str")
    spans["scored_text"] = pd.Series(sentences, dtype="str")
    parameters = {"scorer": scorer_name(scorer)}
    parents = {"actors": actors.provenance}
    return Annotations(
        actors.tokens,
        spans,
        labels=actors.labels,
        kind="tone",
        provenance=record("score_actors", parents, parameters),
    )


def score_clause(
    sentences: Sequence[str], targets: Sequence[tuple[int, int]]
) -> TargetScores:
    """Score the clause around each target with VADER.

    Parameters
    ----------
    sentences : sequence of str
        Sentences; names are best masked beforehand.
    targets : sequence of (int, int)
        Start and end of the target in its sentence, end exclusive.

    Returns
    -------
    TargetScores
        VADER's compound score of the clause; no confidence, since VADER has none.

    Notes
    -----
    A clause ends at a semicolon, colon, dash or bracket, at the end of a quotation, and
    at ``but``, ``while``, ``although`` and their like. A capitalised word in the middle
    of a sentence is a name (``United States``, ``Justice Department``) and weighs
    nothing, except in headlines in title case.

    Examples
    --------
    >>> score_clause(["He is kind, but they are cruel."], [(16, 20)]).score.round(2)
    array([-0.59])
    """
    pairs = zip(sentences, targets, strict=True)
    clauses = [_clause(_hide_names(text), start, end) for text, (start, end) in pairs]
    words = [
        ", ".join(f"{word} ({valence:+.1f})" for _, _, word, valence in weighed)
        for weighed in explain_vader_batch(clauses)
    ]
    score = score_vader(clauses).compound
    return TargetScores(score, np.full(len(clauses), np.nan), words)


def _hide_names(sentence: str) -> str:
    """Overwrite capitalised words that are names, letter by letter.

    The first word of a sentence or quotation is a name if the next is capitalised too.
    """
    words = [w for w in _LONG_WORD.findall(sentence) if w not in _MASKS]
    capitals = sum(word[0].isupper() for word in words)
    if len(words) >= _HEADLINE_WORDS and capitals > 0.8 * len(words):
        return sentence
    hidden = _NAME_RUN.sub(lambda match: "x" * len(match.group()), sentence)
    return _NAME_INSIDE.sub(lambda match: "x" * len(match.group()), hidden)


def _clause(sentence: str, start: int, end: int) -> str:
    low, high = 0, len(sentence)
    for match in _CLAUSE_BREAK.finditer(sentence):
        if match.end() <= start:
            low = match.end()
        elif match.start() >= end:
            high = match.start()
            break
    return sentence[low:high].strip()


def _units(mentions: pd.DataFrame) -> pd.DataFrame:
    """Keep one row per actor and sentence, at the first mention."""
    ordered = mentions.sort_values(["sentence", "start"], kind="stable")
    ordered["n_mentions"] = ordered.groupby(["label", "sentence"])["start"].transform(
        "size"
    )
    first = ordered.drop_duplicates(["label", "sentence"])
    return first.reset_index(drop=True)


def _masked(
    actors: Annotations, units: pd.DataFrame
) -> tuple[list[str], list[tuple[int, int]]]:
    """Write each unit's sentence with the target and all other names masked."""
    tokens, clean = actors.tokens, actors.corpus.clean_texts
    mentions = actors.spans.sort_values(["sentence", "start"], kind="stable")
    by_sentence = dict(iter(mentions.groupby("sentence")))
    sentences, targets = [], []
    for sentence, label in zip(units["sentence"], units["label"], strict=True):
        rows = by_sentence[sentence]
        origin = int(tokens.sentence_start[sentence])
        stop = int(tokens.sentence_end[sentence])
        text = clean[int(tokens.sentence_doc[sentence])][origin:stop]
        places = (
            (int(a) - origin, int(b) - origin, name == label)
            for a, b, name in zip(
                rows["start"], rows["end"], rows["label"], strict=True
            )
        )
        masked, target = _mask(text, places)
        sentences.append(masked)
        targets.append(target)
    return sentences, targets


def _mask(
    text: str, places: Iterable[tuple[int, int, bool]]
) -> tuple[str, tuple[int, int]]:
    """Replace names by neutral words; return the text and the first target's span."""
    parts: list[str] = []
    size, done = 0, 0
    target = (0, 0)
    for start, end, is_target in places:
        if start < done:
            continue
        before, mask = text[done:start], _TARGET_MASK if is_target else _OTHER_MASK
        if is_target and target == (0, 0):
            at = size + len(before)
            target = (at, at + len(mask))
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
