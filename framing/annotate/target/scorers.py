"""The tone scorers that the package ships, by name."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np

from framing._errors import did_you_mean
from framing.annotate.target.convolution import build_convolution
from framing.annotate.target.encoder import build_encoder
from framing.annotate.target.files import read_vocabulary, read_weights, weights_hash
from framing.annotate.target.reading import encode_sides
from framing.annotate.target.values import TargetScores, check_targets
from framing.annotate.target.wordpiece import WordPieces
from framing.tokens.language import is_english

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from framing.annotate.target.reading import Encoded, Reading
    from framing.annotate.target.values import TargetScorer

    Floats = NDArray[np.float64]

__all__ = ["FLOORS", "SCORERS", "load_scorer"]

SCORERS = ("accurate", "fast", "vader")

# Below this confidence a score is no estimate, unless the user says otherwise.
FLOORS = {"accurate": 0.70, "fast": 0.70}

# Scores are rounded: what is left of the order of additions is cut off.
_DECIMALS = 4
_NEUTRAL, _NEUTRAL_BAND = 1, 0.1
_SHOWN_WORDS = 4
_MIN_WEIGHT = 0.03


class _Network(Protocol):
    def read(
        self, pieces: Sequence[Sequence[int]], places: Sequence[int], /
    ) -> Reading: ...


class _TrainedScorer:
    """Score tone toward targets with a network."""

    def __init__(
        self, name: str, network: _Network, temperature: float, *, graded: bool
    ) -> None:
        self.__name__ = name
        # What a result's provenance says of its scorer.
        self.__qualname__ = f"{name} (weights {weights_hash(f'{name}.npz')[:8]})"
        self.floor = FLOORS[name]
        self._network = network
        self._temperature = temperature
        self._splitter = WordPieces(read_vocabulary())
        self._graded = graded

    def __repr__(self) -> str:
        return f"load_scorer({self.__name__!r})"

    def __call__(
        self, sentences: Sequence[str], targets: Sequence[tuple[int, int]]
    ) -> TargetScores:
        """Score the tone of sentences toward targets.

        Parameters
        ----------
        sentences : sequence of str
            Sentences.
        targets : sequence of (int, int)
            Start and end of the target in its sentence, end exclusive.

        Returns
        -------
        TargetScores
            NaN where the sentence holds no word besides its target or is not English.
        """
        sides = check_targets(sentences, targets)
        score = np.full(len(sides), np.nan)
        confidence = np.full(len(sides), np.nan)
        words = [""] * len(sides)
        rows = [row for row, side in enumerate(sides) if _is_scorable(*side)]
        encoded = [encode_sides(*sides[row], self._splitter) for row in rows]
        reading = self._network.read(
            [one.pieces for one in encoded], [one.place for one in encoded]
        )
        chances = _chances(reading.logits, self._temperature)
        score[rows] = np.round(_tone(chances, graded=self._graded), _DECIMALS)
        confidence[rows] = np.round(chances.max(axis=1), _DECIMALS)
        for row, one, weights in zip(rows, encoded, reading.weights, strict=True):
            words[row] = _name_words(one, weights)
        return TargetScores(score, confidence, words)


def load_scorer(
    name: Literal["accurate", "fast", "vader"] = "accurate", *, graded: bool = False
) -> TargetScorer:
    """Load one of the tone scorers that the package ships.

    The weights come with the package; nothing is downloaded.

    Parameters
    ----------
    name : {'accurate', 'fast', 'vader'}, default 'accurate'
        ``accurate`` is an encoder of six layers trained on news sentences, ``fast`` a
        very small network, ``vader`` the lexicon baseline on the target's clause.
    graded : bool, default False
        Whether sentences that are most likely neutral keep a small score, of at most
        0.1, on the side that they lean to; by default theirs is exactly 0. Use it to
        order targets. Ignored by ``vader``.

    Returns
    -------
    callable
        Takes n sentences and n target spans and returns a
        :class:`framing.annotate.TargetScores`. It is kept for the next call.

    Raises
    ------
    ValueError
        If there is no scorer of that name.
    WeightsError
        If the scorer's file of weights is missing or damaged.

    See Also
    --------
    framing.score_actors : Loads it by name.

    Notes
    -----
    The trained scorers never see the target: its characters are left out, so that a
    name cannot move the score. The score is the probability of a positive minus that
    of a negative tone, at least 0.1 on the side of the likelier, and 0 where neutral is
    likelier than both; the confidence is the probability of the likeliest of the three.
    Neither depends on what else is scored in the same call.

    They were trained on sentences of US political news, 38% of them negative toward
    the target: on other kinds of text expect less. Irony escapes them.

    References
    ----------
    Hamborg, F. and Donnay, K. (2021). NewsMTSC: a dataset for (multi-)target-dependent
    sentiment classification in political news articles. EACL.

    Examples
    --------
    >>> scorer = load_scorer("fast")
    >>> scorer(["The committee praised her brave work."], [(22, 25)]).score > 0
    array([ True])
    """
    if name not in SCORERS:
        near = did_you_mean(name, SCORERS)
        msg = f"`name` must be one of {', '.join(SCORERS)}; got {name!r}.{near}"
        raise ValueError(msg)
    return _load(name, graded)


@lru_cache(maxsize=2 * len(SCORERS))
def _load(name: str, graded: bool) -> TargetScorer:
    if name == "vader":
        # The baseline is built on the values of this folder.
        from framing.annotate.clause import score_clause

        return score_clause
    arrays = read_weights(f"{name}.npz")
    build = build_encoder if name == "accurate" else build_convolution
    temperature = float(arrays["temperature"])
    return _TrainedScorer(name, build(arrays), temperature, graded=graded)


def _is_scorable(before: str, after: str) -> bool:
    has_word = any(character.isalpha() for character in before + after)
    return has_word and is_english(f"{before} {after}")


def _chances(logits: NDArray[np.float32], temperature: float) -> Floats:
    raised = np.exp((logits - logits.max(axis=1, keepdims=True)) / temperature)
    chances: Floats = raised.astype(np.float64)
    chances /= chances.sum(axis=1, keepdims=True)
    return chances


def _tone(chances: Floats, *, graded: bool) -> Floats:
    """Keep scores of what is likeliest neutral apart from those of the rest."""
    tone = chances[:, 2] - chances[:, 0]
    is_neutral = chances.argmax(axis=1) == _NEUTRAL
    # The two other chances of a likeliest neutral differ by less than 0.5.
    small = 2 * _NEUTRAL_BAND * tone * graded
    large = np.sign(tone) * np.maximum(np.abs(tone), _NEUTRAL_BAND)
    kept: Floats = np.where(is_neutral, small, large)
    return kept


def _name_words(encoded: Encoded, weights: NDArray[np.float32]) -> str:
    """Name the words that weigh most, strongest first."""
    total = [0.0, *accumulate(weights.tolist())]
    weighed = [
        (word, total[end] - total[start])
        for word, start, end in encoded.words
        if word.isalpha()
    ]
    weighed.sort(key=lambda pair: -abs(pair[1]))
    return ", ".join(
        f"{word} ({weight:+.2f})"
        for word, weight in weighed[:_SHOWN_WORDS]
        if abs(weight) >= _MIN_WEIGHT
    )
