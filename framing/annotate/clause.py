"""The transparent baseline: VADER on the clause around a target, names left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from framing.annotate.target.values import TargetScores, check_targets
from framing.annotate.vader import explain_vader_batch, score_vader
from framing.tokens.language import is_english

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["OTHER_MASK", "TARGET_MASK", "score_clause"]

# A name must not carry tone ("Grace Hope"): what stands in for it has none.
TARGET_MASK = "they"
OTHER_MASK = "someone"
_MASKS = frozenset({TARGET_MASK, OTHER_MASK})

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
        VADER's compound score of the clause, NaN where the sentence is not English;
        no confidence, since VADER has none.

    Raises
    ------
    ValueError
        If the lengths differ or a target does not lie in its sentence.

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
    sides = check_targets(sentences, targets)
    pairs = zip(sentences, targets, strict=True)
    clauses = [_clause(_hide_names(text), start, end) for text, (start, end) in pairs]
    words = [
        ", ".join(f"{word} ({valence:+.1f})" for _, _, word, valence in weighed)
        for weighed in explain_vader_batch(clauses)
    ]
    foreign = [not is_english(f"{before} {after}") for before, after in sides]
    score = np.where(foreign, np.nan, score_vader(clauses).compound)
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
