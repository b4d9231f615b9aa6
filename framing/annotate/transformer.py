"""Tone by a model of the Hugging Face library that lies in a folder of yours."""

from __future__ import annotations

import hashlib
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.annotate.target.values import TargetScores, check_targets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["TransformersScorer"]

_TONES = ("negative", "neutral", "positive")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_MODEL_FILES = frozenset([".json", ".txt", ".model", ".safetensors", ".bin"])
_SHOWN_WORDS = 4
_MIN_WEIGHT = 0.03
# Characters on either side of the target that are read.
_NEAR = 1_000


class TransformersScorer:
    """Score tone toward a target with a classifier from a local folder.

    The model gets the sentence and the target as a pair, which is how classifiers of
    aspect-based sentiment are trained. Nothing is downloaded.

    Parameters
    ----------
    folder : str or Path
        Folder with ``config.json``, the weights and the tokenizer's files, as
        ``save_pretrained`` writes them.
    labels : mapping of str to str, optional
        Which of the model's labels is ``"negative"``, ``"neutral"`` and ``"positive"``;
        by default those whose names start so. ``"neutral"`` may be missing.
    floor : float, default 0.0
        Confidence below which :func:`framing.score_actors` gives no estimate. Choose it
        on sentences that people have judged.
    batch_size : int, default 32
        Sentences read at once.
    explain : bool, default False
        Whether to name the words that moved each score: every word is left out in
        turn, which takes as many times longer as sentences have words.

    Raises
    ------
    FileNotFoundError
        If `folder` is no folder with a model.
    ImportError
        If the package ``transformers`` or ``torch`` is not installed.
    ValueError
        If the model's labels are not told apart, or a number is out of range.

    See Also
    --------
    framing.score_actors : Takes it as `scorer`.
    framing.annotate.TargetScorer : The shape of every scorer.

    Notes
    -----
    The score is the probability of ``positive`` minus that of ``negative``; the
    confidence is the probability of the likeliest label. In sentences that
    :func:`framing.score_actors` hands over, names are masked and the target reads
    ``they``. Results name the model by its folder's own name and a hash of its files.

    Examples
    --------
    >>> from framing.annotate import TransformersScorer
    >>> TransformersScorer("no-such-folder")
    Traceback (most recent call last):
    FileNotFoundError: `folder` must be a folder with config.json, ...
    """

    def __init__(
        self,
        folder: str | Path,
        *,
        labels: Mapping[str, str] | None = None,
        floor: float = 0.0,
        batch_size: int = 32,
        explain: bool = False,
    ) -> None:
        place = Path(folder)
        _check_folder(place)
        _check_numbers(floor, batch_size)
        self._torch, library = _load_libraries()
        own = {"local_files_only": True}
        self._tokenizer = library.AutoTokenizer.from_pretrained(str(place), **own)
        classifiers = library.AutoModelForSequenceClassification
        self._model = classifiers.from_pretrained(str(place), **own).eval()
        self._columns = _columns(self._model.config.id2label, labels)
        self._batch_size = batch_size
        self._explain = explain
        self.floor = floor
        # What a result's provenance says of its scorer.
        self.__qualname__ = f"transformers {place.resolve().name} ({_digest(place)})"

    def __repr__(self) -> str:
        return f"<TransformersScorer: {self.__qualname__}>"

    def __call__(
        self, sentences: Sequence[str], targets: Sequence[tuple[int, int]], /
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
            NaN where the sentence holds no word besides its target.
        """
        sides = check_targets(sentences, targets)
        near = [(before[-_NEAR:], after[:_NEAR]) for before, after in sides]
        pairs = zip(sentences, targets, strict=True)
        names = [text[start:end] for text, (start, end) in pairs]
        rows = [n for n, (a, b) in enumerate(near) if _WORD.search(f"{a} {b}")]
        texts = [names[n].join(near[n]) for n in rows]
        chances = self._read(texts, [names[n] for n in rows])
        score = np.full(len(sides), np.nan)
        confidence = np.full(len(sides), np.nan)
        score[rows] = _tone(chances)
        confidence[rows] = chances.max(axis=1, initial=0.0)
        words = [""] * len(sides)
        for n in rows if self._explain else ():
            words[n] = self._name_words(*near[n], names[n], float(score[n]))
        return TargetScores(score, confidence, words)

    def _read(self, sentences: Sequence[str], names: Sequence[str]) -> Floats:
        """Give the chances of negative, neutral, positive, shape (n, 3)."""
        parts = [np.empty((0, len(_TONES)))]
        for at in range(0, len(sentences), self._batch_size):
            batch = slice(at, at + self._batch_size)
            parts.append(self._read_batch(sentences[batch], names[batch]))
        return np.concatenate(parts)

    def _read_batch(self, sentences: Sequence[str], names: Sequence[str]) -> Floats:
        # Some models keep two of their positions for themselves.
        longest = getattr(self._model.config, "max_position_embeddings", 514) - 2
        pieces = self._tokenizer(
            list(sentences),
            list(names),
            padding=True,
            truncation="only_first",
            max_length=min(longest, self._tokenizer.model_max_length),
            return_tensors="pt",
        )
        with self._torch.inference_mode():
            logits = self._model(**pieces).logits
        chances = self._torch.softmax(logits.double(), dim=-1).numpy()
        missing = np.zeros((len(sentences), 1))
        known = np.concatenate([chances, missing], axis=1)[:, self._columns]
        return np.asarray(known, dtype=np.float64)

    def _name_words(self, before: str, after: str, name: str, score: float) -> str:
        """Name the words without which the score would be another."""
        words, texts = zip(*_without_each_word(before, name, after), strict=True)
        moved = score - _tone(self._read(texts, [name] * len(texts)))
        order = np.argsort(-np.abs(moved), kind="stable")[:_SHOWN_WORDS]
        return ", ".join(
            f"{words[n].lower()} ({moved[n]:+.2f})"
            for n in order.tolist()
            if abs(moved[n]) >= _MIN_WEIGHT
        )


def _check_folder(folder: Path) -> None:
    if not (folder / "config.json").is_file():
        msg = (
            "`folder` must be a folder with config.json, weights and tokenizer; got "
            f"{str(folder)!r}. Download a model once and write it there with "
            "save_pretrained, or copy its folder."
        )
        raise FileNotFoundError(msg)


def _check_numbers(floor: float, batch_size: int) -> None:
    if not 0 <= floor <= 1:
        msg = f"`floor` must lie between 0 and 1; got {floor!r}."
        raise ValueError(msg)
    if batch_size < 1:
        msg = f"`batch_size` must be 1 or more; got {batch_size!r}."
        raise ValueError(msg)


def _digest(folder: Path) -> str:
    """Hash the files that make the scores."""
    sha = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        if file.suffix in _MODEL_FILES and file.is_file():
            sha.update(file.name.encode())
            with file.open("rb") as data:
                sha.update(hashlib.file_digest(data, "sha256").digest())
    return sha.hexdigest()[:8]


def _load_libraries() -> tuple[Any, Any]:
    try:
        return import_module("torch"), import_module("transformers")
    except ImportError as error:
        msg = (
            f"TransformersScorer needs the package {error.name!r}: "
            'pip install "media-framing[transformers]".'
        )
        raise ImportError(msg, name=error.name) from error


def _columns(names: Mapping[int, str], labels: Mapping[str, str] | None) -> list[int]:
    """Find the columns of the tones among the model's; -1 where there is none."""
    told = labels or {}
    found = [
        [n for n, name in names.items() if _is_tone(str(name), tone, told)]
        for tone in _TONES
    ]
    needed = dict.fromkeys(_TONES, 1) | {"neutral": 0}
    pairs = zip(_TONES, found, strict=True)
    wrong = [tone for tone, at in pairs if not needed[tone] <= len(at) <= 1]
    if wrong:
        msg = (
            f"`labels` must say which label of the model is {' and '.join(wrong)}; the "
            f"model has: {', '.join(map(str, names.values()))}. For instance "
            'labels={"LABEL_0": "negative", "LABEL_2": "positive"}.'
        )
        raise ValueError(msg)
    return [at[0] if at else -1 for at in found]


def _is_tone(name: str, tone: str, told: Mapping[str, str]) -> bool:
    return told.get(name) == tone if told else name.lower().startswith(tone[:3])


def _tone(chances: Floats) -> Floats:
    score: Floats = np.clip(chances[:, 2] - chances[:, 0], -1, 1)
    return score


def _without_each_word(before: str, name: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield each word and the sentence without it."""
    for match in _WORD.finditer(before):
        left = before[: match.start()] + before[match.end() :]
        yield match.group(), f"{left}{name}{after}"
    for match in _WORD.finditer(after):
        right = after[: match.start()] + after[match.end() :]
        yield match.group(), f"{before}{name}{right}"
