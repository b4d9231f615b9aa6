"""VADER on many sentences at once, equal to vaderSentiment to the last digit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from framing.annotate.vader.rules import weigh_words
from framing.annotate.vader.tables import load_tables
from framing.annotate.vader.words import (
    EMOJI,
    Codebook,
    encode_words,
    spell_out_emoji,
    strip_word,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from framing.annotate.vader.rules import Weights
    from framing.annotate.vader.tables import Tables
    from framing.annotate.vader.words import Words

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

__all__ = [
    "VaderScores",
    "WeighedWord",
    "explain_vader",
    "explain_vader_batch",
    "score_vader",
]

# Characters of a batch: enough to hide numpy's cost per call, and small enough for
# the columns of a batch to stay in the processor's cache.
_BATCH = 1 << 19

_EXCLAMATION, _MOST_EXCLAMATIONS = 0.292, 4
_QUESTION, _MOST_QUESTIONS, _MANY_QUESTIONS = 0.18, 3, 0.96
_ALPHA = 15

_SUM_COMPENSATES = sum([1e16, 1.0, -1e16]) != 0.0


class WeighedWord(NamedTuple):
    """A word of a sentence with the valence that VADER gave it there.

    Attributes
    ----------
    start, end : int
        Characters in the sentence, end exclusive.
    word : str
        The word as VADER read it; for an emoji, a word of its description.
    valence : float
        The weight in the sentence, after boosters, negations, capitals and "but".

    Examples
    --------
    >>> WeighedWord(0, 4, "good", 1.9).valence
    1.9
    """

    start: int
    end: int
    word: str
    valence: float


@dataclass(frozen=True, slots=True, eq=False)
class VaderScores:
    """VADER's four numbers for each sentence, in the order of the sentences.

    Attributes
    ----------
    compound : ndarray, shape (n_sentences,)
        Overall tone from -1 (most negative) to 1 (most positive).
    pos, neu, neg : ndarray, shape (n_sentences,)
        Shares of positive, neutral and negative words. They add up to 1 but for
        rounding, and are all 0 for a sentence without words.

    Examples
    --------
    >>> scores = score_vader(["A great day.", "A day."])
    >>> len(scores)
    2
    >>> scores.neu.tolist()
    [0.328, 1.0]
    """

    compound: Floats
    pos: Floats
    neu: Floats
    neg: Floats

    def __len__(self) -> int:
        """Return the number of sentences."""
        return len(self.compound)


def score_vader(
    sentences: Sequence[str], *, neutral_words: Collection[str] = frozenset()
) -> VaderScores:
    """Score the tone of sentences with VADER.

    Parameters
    ----------
    sentences : sequence of str
        One sentence each. VADER saturates on longer texts.
    neutral_words : collection of str, default frozenset()
        Words to treat as if VADER's lexicon did not list them, whatever their
        capitals. Empty means VADER as published.

    Returns
    -------
    VaderScores
        Four arrays, one number per sentence and array.

    Raises
    ------
    TypeError
        If `sentences` or `neutral_words` is a single string, or holds something
        that is not a string.

    See Also
    --------
    explain_vader : The words behind the score of one sentence.

    Notes
    -----
    Without `neutral_words` the numbers equal those of
    ``SentimentIntensityAnalyzer().polarity_scores`` to the last digit, including
    its oddities: "but" finds equal valences at their first place only, and emoji
    are read as their English descriptions.

    VADER was made for social media. In news it also scores names and topics:
    "The United States met officials" is positive because of "united". List such
    words in `neutral_words` to keep the topic out of the tone. This equals VADER
    with those entries deleted from its lexicon, so a neutral word can still act
    as a booster or a negation if VADER lists it as one. The result is then no
    longer the published VADER and should be reported as a variant. A word that
    VADER does not list is neutral already.

    References
    ----------
    Hutto, C. J., & Gilbert, E. (2014). VADER: A parsimonious rule-based model for
    sentiment analysis of social media text. *Proceedings of the International AAAI
    Conference on Web and Social Media*, 8(1), 216-225.

    Examples
    --------
    >>> talks = ["The United States met officials.", "Talks were not very good!"]
    >>> score_vader(talks).compound.tolist()
    [0.4215, -0.4432]

    Leave topical words out:

    >>> score_vader(talks, neutral_words={"united"}).compound.tolist()
    [0.0, -0.4432]
    """
    texts = _as_strings(sentences, "sentences")
    tables = load_tables(_as_words(neutral_words))
    book = Codebook(tables)
    scores, odd = _score_texts(texts, book, tables)
    if odd:
        spelled = [spell_out_emoji(texts[n], tables.emoji)[0] for n in odd]
        scores[:, odd], _ = _score_texts(spelled, book, tables)
    return VaderScores(*scores)


def explain_vader(
    sentence: str, *, neutral_words: Collection[str] = frozenset()
) -> list[WeighedWord]:
    r"""List the words that made the VADER score of a sentence.

    Parameters
    ----------
    sentence : str
        One sentence.
    neutral_words : collection of str, default frozenset()
        As in `score_vader`.

    Returns
    -------
    list of WeighedWord
        The words with a valence other than 0, in order, each with its place in
        `sentence` and its valence after every rule.

    Raises
    ------
    TypeError
        If `sentence` is not a string, or `neutral_words` is a single string or
        holds something that is not a string.

    See Also
    --------
    score_vader : The scores of many sentences.
    explain_vader_batch : The words of many sentences, much faster than a loop.

    Notes
    -----
    With :math:`s` the sum of the valences, moved away from 0 by 0.292 for each of
    up to four exclamation marks and by 0.18 for each of two or three question marks
    (0.96 for more), the compound score is :math:`s / \sqrt{s^2 + 15}`. Where the
    sum is 0 the marks change nothing.

    Examples
    --------
    >>> for word in explain_vader("Talks were not very good, but useful!"):
    ...     print(word.start, word.end, word.word, round(word.valence, 3))
    20 24 good -0.811
    30 36 useful 3.246
    """
    _check_string(sentence)
    return explain_vader_batch([sentence], neutral_words=neutral_words)[0]


def explain_vader_batch(
    sentences: Sequence[str], *, neutral_words: Collection[str] = frozenset()
) -> list[list[WeighedWord]]:
    """List the words that made the VADER scores of many sentences.

    Parameters
    ----------
    sentences : sequence of str
        One sentence each.
    neutral_words : collection of str, default frozenset()
        As in `score_vader`.

    Returns
    -------
    list of list of WeighedWord
        For each sentence, what `explain_vader` gives.

    Raises
    ------
    TypeError
        As in `score_vader`.

    See Also
    --------
    explain_vader : The same for one sentence; slow in a loop.

    Examples
    --------
    >>> found = explain_vader_batch(["Good news.", "News.", "A sad war."])
    >>> [[word.word for word in words] for words in found]
    [['Good'], [], ['sad', 'war']]
    """
    texts = _as_strings(sentences, "sentences")
    tables = load_tables(_as_words(neutral_words))
    book = Codebook(tables)
    return [
        words
        for first, last in pairwise(_cut_batches(texts))
        for words in _explain_texts(texts[first:last], book, tables)
    ]


def _check_string(sentence: object) -> None:
    if not isinstance(sentence, str):
        msg = (
            f"`sentence` must be a string; got {type(sentence).__name__}. "
            "Use score_vader for a list of sentences."
        )
        raise TypeError(msg)


def _as_strings(values: Collection[str], name: str) -> list[str]:
    if isinstance(values, str):
        msg = (
            f"`{name}` must be a collection of strings; got the single string "
            f"{values[:40]!r}. Put it in a list: {name}=[...]."
        )
        raise TypeError(msg)
    strings = list(values)
    odd = _find_others(strings)
    if odd:
        msg = (
            f"`{name}` must hold strings only; got {odd[0]!r} of type "
            f"{type(odd[0]).__name__}. Drop or convert such values first."
        )
        raise TypeError(msg)
    return strings


def _find_others(entries: Sequence[object]) -> list[object]:
    return [entry for entry in entries if not isinstance(entry, str)]


def _as_words(neutral_words: Collection[str]) -> frozenset[str]:
    return frozenset(map(str.lower, _as_strings(neutral_words, "neutral_words")))


def _score_texts(
    texts: Sequence[str], book: Codebook, tables: Tables
) -> tuple[Floats, list[int]]:
    """Give scores, shape (4, n_sentences), and the numbers of those with emoji."""
    scores = np.empty((4, len(texts)))
    odd: list[int] = []
    for first, last in pairwise(_cut_batches(texts)):
        words = encode_words(texts[first:last], book)
        scores[:, first:last] = _score_words(words, tables)
        has_emoji = np.flatnonzero(words.code & EMOJI)
        ends = np.cumsum(words.n_words)
        found = np.unique(np.searchsorted(ends, has_emoji, side="right"))
        odd.extend((found + first).tolist())
    return scores, odd


def _cut_batches(texts: Sequence[str]) -> list[int]:
    """Give the bounds of batches of about equal numbers of characters."""
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)))
    cuts = np.flatnonzero(np.diff(ends // _BATCH)) + 1
    return [0, *cuts.tolist(), len(texts)]


def _score_words(words: Words, tables: Tables) -> Floats:
    """Give compound, pos, neu and neg, shape (4, n_sentences)."""
    weights = weigh_words(words, tables)
    marks = _weigh_marks(words)
    total = _sum_by_sentence(weights, len(marks))
    total = total + np.sign(total) * marks
    positive, negative, n_neutral = _sift(weights, words.n_words)
    positive, negative = (
        positive + np.where(positive > negative, marks, 0.0),
        negative + np.where(positive < negative, marks, 0.0),
    )
    whole = positive + negative + n_neutral
    whole[words.n_words == 0] = 1.0
    shares = np.stack([positive, n_neutral, negative]) / whole
    compound = total / np.sqrt(total * total + _ALPHA)
    return np.vstack([_round(compound, 4), _round(shares, 3)])


def _weigh_marks(words: Words) -> Floats:
    n_exclamations, n_questions = words.n_exclamations, words.n_questions
    exclamations = np.minimum(n_exclamations, _MOST_EXCLAMATIONS) * _EXCLAMATION
    questions = np.where(
        n_questions <= _MOST_QUESTIONS, n_questions * _QUESTION, _MANY_QUESTIONS
    )
    return exclamations + np.where(n_questions > 1, questions, 0.0)


def _sum_by_sentence(weights: Weights, n_sentences: int) -> Floats:
    """Add up valences as the running Python does.

    From Python 3.12 on, ``sum`` compensates for rounding; up to two numbers the
    plain sum is the same, beyond that ``sum`` itself decides.
    """
    total = _add(weights.sentence, weights.valence, n_sentences)
    if not _SUM_COMPENSATES:
        return total
    n_weights = np.bincount(weights.sentence, minlength=n_sentences)
    ends = np.cumsum(n_weights)
    many = np.flatnonzero(n_weights > 2)
    values = weights.valence.tolist()
    bounds = zip((ends - n_weights)[many].tolist(), ends[many].tolist(), strict=True)
    total[many] = [sum(values[first:last]) for first, last in bounds]
    return total


def _sift(weights: Weights, n_words: Integers) -> tuple[Floats, Floats, Integers]:
    """Sum positive and negative valences, each moved by 1; count neutral words."""
    n_sentences, up = len(n_words), weights.valence > 0
    sizes = np.abs(weights.valence) + 1.0
    positive = _add(weights.sentence[up], sizes[up], n_sentences)
    negative = _add(weights.sentence[~up], sizes[~up], n_sentences)
    n_weights = np.bincount(weights.sentence, minlength=n_sentences)
    return positive, negative, n_words - n_weights


def _add(sentence: Integers, values: Floats, n_sentences: int) -> Floats:
    """Add up values by sentence, one after the other."""
    sums = np.bincount(sentence, values, n_sentences)
    return sums.astype(np.float64, copy=False)


def _round(values: Floats, digits: int) -> Floats:
    """Round as Python's ``round`` does, by the decimal expansion.

    Scaling rounds, too, but never past a tie: only what lands on one is in doubt.
    """
    scaled = values * 10**digits
    rounded: Floats = np.rint(scaled) / 10**digits
    is_tie = scaled - np.floor(scaled) == 0.5
    rounded[is_tie] = [round(value, digits) for value in values[is_tie].tolist()]
    return rounded


def _explain_texts(
    texts: Sequence[str], book: Codebook, tables: Tables
) -> list[list[WeighedWord]]:
    read = [_read_as_vader(text, tables.emoji) for text in texts]
    words = encode_words([text for text, _ in read], book)
    weights = weigh_words(words, tables)
    bounds = np.searchsorted(weights.sentence, np.arange(len(texts) + 1)).tolist()
    places, valences = weights.place.tolist(), weights.valence.tolist()
    return [
        _locate_words(text, sources, places[first:last], valences[first:last])
        for (text, sources), (first, last) in zip(read, pairwise(bounds), strict=True)
    ]


def _read_as_vader(text: str, emoji: dict[str, str]) -> tuple[str, Sequence[int]]:
    if emoji.keys().isdisjoint(text):
        return text, range(len(text))
    return spell_out_emoji(text, emoji)


def _locate_words(
    text: str, sources: Sequence[int], places: list[int], valences: list[float]
) -> list[WeighedWord]:
    chunks = list(re.finditer(r"\S+", text)) if places else []
    return [
        _locate(chunks[place], valence, sources)
        for place, valence in zip(places, valences, strict=True)
    ]


def _locate(
    chunk: re.Match[str], valence: float, sources: Sequence[int]
) -> WeighedWord:
    """Find in the untouched sentence a word of the sentence as VADER read it."""
    word = strip_word(chunk[0])
    start = chunk.start() + chunk[0].index(word)
    end = start + len(word)
    return WeighedWord(sources[start], sources[end - 1] + 1, word, valence)
