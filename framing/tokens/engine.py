"""From texts to integer columns: string rules once per distinct run, arrays for all.

A *run* is what stands between two white spaces. Runs are numbered batch by batch; the
rules of :mod:`framing.tokens.words` and :mod:`framing.tokens.sentences` are asked once
for each distinct run, and their answers are expanded over the text with numpy.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.tokens.growth import Growing
from framing.tokens.numbering import Numbering, Stretches
from framing.tokens.rules import RunRules
from framing.tokens.runs import find_runs, join_texts
from framing.tokens.sentences import sentence_ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from framing.tokens.runs import Runs

__all__ = ["Columns", "RunColumns", "scan"]

Ints = NDArray[np.int32]
Index = NDArray[np.int64]
Bools = NDArray[np.bool_]

_BATCH = 1_000_000  # characters scanned at once: large enough for numpy, small in RAM


class RunColumns(NamedTuple):
    """The runs of a corpus, for rules that look at what stands between white space.

    Attributes
    ----------
    number : ndarray of int32, shape (n_runs,)
        Which distinct run, in text order.
    first : ndarray of int64, shape (n_sentences + 1,)
        Run in which each sentence starts, and the number of runs.
    is_cut : ndarray of bool, shape (n_sentences,)
        Whether a sentence starts or ends inside a run, where a space was lost.
    forms : str
        The distinct runs, a line break behind each.
    type_is_word : ndarray of bool, shape (n_types,)
        False for types that are marks or symbols.
    """

    number: Ints
    first: Index
    is_cut: Bools
    forms: str
    type_is_word: Bools


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
    runs : RunColumns, optional
        The runs behind the tokens, if the library's own rule cut them.
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
    runs: RunColumns | None = None

    def __post_init__(self) -> None:
        # A value that others hold must not change under them.
        for field in fields(self):
            column = getattr(self, field.name)
            if isinstance(column, np.ndarray):
                object.__setattr__(self, field.name, _read_only(column))

    @cached_property
    def is_word(self) -> Bools:
        """False for types that are marks or symbols."""
        if self.runs is not None:
            return _read_only(self.runs.type_is_word)
        # Most words are letters alone, which one call tells without a loop.
        flags = (form.isalnum() or any(map(str.isalnum, form)) for form in self.types)
        return _read_only(np.fromiter(flags, dtype=bool, count=len(self.types)))

    @cached_property
    def word_number(self) -> Ints:
        """Words up to and including each token."""
        return np.cumsum(self.is_word.take(self.type), dtype=np.int32)


def _read_only(column: NDArray[Any]) -> NDArray[Any]:
    """Give a view that cannot be written to; the array itself stays as it is."""
    view = column.view()
    view.flags.writeable = False
    return view


class _Part(NamedTuple):
    """The tokens of a batch, then its sentences, then its runs."""

    doc: Ints
    sentence: Ints
    type: Ints
    start: Ints
    end: Ints
    sentence_doc: Ints
    sentence_start: Ints
    sentence_end: Ints
    sentence_run: Index
    begins_inside: Bools
    number: Ints


class _Before(NamedTuple):
    """What earlier batches held."""

    docs: int
    sentences: int
    runs: int


# What a batch gives is about what the next ones give: room for all, and some to spare.
_SPARE = 1.05


class _Table:
    """The columns of all batches."""

    def __init__(self, n_characters: int) -> None:
        kinds = (*[np.int32] * 8, np.int64, np.bool_, np.int32)
        self._columns = [Growing(kind) for kind in kinds]
        self._n_characters = n_characters

    @property
    def columns(self) -> _Part:
        return _Part(*(column.values for column in self._columns))

    def add(self, part: Iterable[NDArray[Any]], n_characters: int) -> None:
        rest = self._n_characters / max(n_characters, 1) * _SPARE
        for column, values in zip(self._columns, part, strict=True):
            if not len(column):
                column.reserve(int(len(values) * rest))
            column.extend(values)


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
    table = _Table(sum(map(len, texts)))
    before = _Before(0, 0, 0)
    for n_docs, batch in _batches(texts):
        text = join_texts(batch)
        runs = find_runs(text)
        stretches = Stretches(text.data, runs.low, runs.high)
        found = numbering.look_up(stretches)
        rules.learn(stretches.spell_out(found.new))
        before = before._replace(docs=n_docs)
        part = _expand(runs, found.number, rules, before)
        table.add(part, sum(map(len, batch)))
        before = _Before(
            n_docs,
            before.sentences + len(part.sentence_doc),
            before.runs + len(part.number),
        )
    return _columns(table.columns, rules)


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


def _expand(runs: Runs, number: Ints, rules: RunRules, before: _Before) -> _Part:
    """Give every run its pieces."""
    ends = sentence_ends(rules.flags.take(number), runs.closes)
    pieces = rules.pieces
    low = rules.first.take(number)
    count = rules.first[1:].take(number) - low
    after = np.cumsum(count)
    first = after - count
    run = np.repeat(np.arange(len(number)), count)
    piece = (low - first).take(run)
    piece += np.arange(len(piece))
    opens = pieces.opens.take(piece)
    opens[first[1:][ends[:-1]]] = True
    opens[:1] = True
    sentence = np.cumsum(opens, dtype=np.int32)
    sentence += np.int32(before.sentences - 1)
    begin = runs.start.take(run)
    start, end = pieces.start.take(piece), pieces.end.take(piece)
    start += begin
    end += begin
    doc = (runs.doc + np.int32(before.docs)).take(run)
    at = np.flatnonzero(opens)
    last = np.append(at[1:], len(piece)) - 1 if len(at) else at
    opening = run[at]
    return _Part(
        doc,
        sentence,
        pieces.type.take(piece),
        start,
        end,
        doc[at],
        start[at],
        end[last],
        opening + before.runs,
        first[opening] != at,
        number,
    )


def _columns(found: _Part, rules: RunRules) -> Columns:
    is_cut = found.begins_inside.copy()
    is_cut[:-1] |= found.begins_inside[1:]
    first = np.append(found.sentence_run, len(found.number))
    runs = RunColumns(found.number, first, is_cut, rules.forms, rules.is_word)
    return Columns(*found[:8], rules.types, runs)
