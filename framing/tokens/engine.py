"""From texts to integer columns: string rules once per distinct run, arrays for all.

A *run* is what stands between two white spaces. Runs are numbered batch by batch; the
rules of :mod:`framing.tokens.words` and :mod:`framing.tokens.sentences` are asked once
for each distinct run, and their answers are expanded over the text with numpy.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.tokens.numbering import Numbering, Stretches
from framing.tokens.rules import RunRules
from framing.tokens.runs import find_runs, join_texts
from framing.tokens.sentences import sentence_ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from framing.tokens.runs import Runs

__all__ = ["Columns", "scan"]

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]

_BATCH = 1_000_000  # characters scanned at once: large enough for numpy, small in RAM


@dataclass(frozen=True)
class Columns:
    """The token table as arrays; :class:`framing.Tokens` wraps it.

    Parameters
    ----------
    doc, sentence, type, start, end : ndarray of int32, shape (n_tokens,)
        One entry per token in text order.
    sentence_doc, sentence_start, sentence_end : ndarray of int32, shape (n_sentences,)
        One entry per sentence in text order.
    types : tuple of str
        Distinct surface forms.
    """

    doc: Ints
    sentence: Ints
    type: Ints
    start: Ints
    end: Ints
    sentence_doc: Ints
    sentence_start: Ints
    sentence_end: Ints
    types: tuple[str, ...]

    @cached_property
    def is_word(self) -> Bools:
        """False for types that are marks or symbols."""
        # Most words are letters alone, which one call tells without a loop.
        flags = (form.isalnum() or any(map(str.isalnum, form)) for form in self.types)
        return np.fromiter(flags, dtype=bool, count=len(self.types))


class _Part(NamedTuple):
    """The tokens of a batch; `opens` says where a sentence starts."""

    doc: Ints
    type: Ints
    start: Ints
    end: Ints
    opens: Bools


def scan(texts: Sequence[str]) -> Columns:
    """Cut texts into words, marks and sentences.

    Parameters
    ----------
    texts : sequence of str
        One text per article.

    Returns
    -------
    Columns
        Offsets are characters of each text.

    Examples
    --------
    >>> columns = scan(["The U.S. border. It is long."])
    >>> [columns.types[i] for i in columns.type]
    ['The', 'U.S.', 'border', '.', 'It', 'is', 'long', '.']
    >>> columns.sentence.tolist()
    [0, 0, 0, 0, 1, 1, 1, 1]
    """
    numbering, rules = Numbering(), RunRules()
    parts: list[_Part] = []
    for first_doc, batch in _batches(texts):
        text = join_texts(batch)
        runs = find_runs(text)
        stretches = Stretches(text.data, runs.low, runs.high)
        found = numbering.look_up(stretches)
        rules.learn(stretches.spell_out(found.new))
        ends = sentence_ends(rules.flags[found.number], runs.closes)
        parts.append(_expand(runs, found.number, ends, rules, first_doc))
    return _columns(parts, rules.types)


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    batch: list[str] = []
    first, size = 0, 0
    for number, text in enumerate(texts):
        batch.append(text)
        size += len(text)
        if size >= _BATCH:
            yield first, batch
            batch, first, size = [], number + 1, 0
    if batch:
        yield first, batch


def _expand(
    runs: Runs, number: Ints, ends: Bools, rules: RunRules, first_doc: int
) -> _Part:
    """Give every run its pieces."""
    pieces = rules.pieces
    low = rules.first[number]
    count = rules.first[number + 1] - low
    after = np.cumsum(count, dtype=np.int32)
    first = after - count
    piece = np.repeat(low - first, count)
    piece += np.arange(len(piece), dtype=np.int32)
    opens = pieces.opens[piece]
    starts_run = np.ones(len(number), dtype=bool)
    starts_run[1:] = ends[:-1]
    opens[first[starts_run]] = True
    begin = np.repeat(runs.start, count)
    return _Part(
        np.repeat(runs.doc + np.int32(first_doc), count),
        pieces.type[piece],
        begin + pieces.start[piece],
        begin + pieces.end[piece],
        opens,
    )


def _columns(parts: Iterable[_Part], types: tuple[str, ...]) -> Columns:
    empty = np.zeros(0, dtype=np.int32)
    joined = [np.concatenate(column) for column in zip(*parts, strict=True)]
    doc, kind, start, end, opens = joined or [empty, empty, empty, empty, empty]
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(doc)) - 1 if len(first) else first
    sentence = np.cumsum(opens, dtype=np.int32)
    sentence -= 1
    return Columns(
        doc, sentence, kind, start, end, doc[first], start[first], end[last], types
    )
