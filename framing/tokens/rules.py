"""What the string rules say of each distinct run, asked once and kept as arrays."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.tokens.growth import Growing
from framing.tokens.numbering import ROOM, Numbering, Stretches
from framing.tokens.plain import cut_plain_runs, join_forms
from framing.tokens.sentences import bare_word, flags_of_run, glued_ends, word_flags
from framing.tokens.words import split_run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.tokens.plain import Forms, PlainRuns
    from framing.tokens.slots import Numbered

__all__ = ["Pieces", "RunRules"]

Ints = NDArray[np.int32]
Index = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Pieces(NamedTuple):
    """The words and marks of all distinct runs, one run after the other.

    Attributes
    ----------
    type : ndarray of int32, shape (n_pieces,)
        Number of the form.
    start, end : ndarray of int32, shape (n_pieces,)
        Characters in the run, end exclusive.
    opens : ndarray of bool, shape (n_pieces,)
        Whether a sentence starts here, inside the run.
    """

    type: NDArray[Any]
    start: NDArray[Any]
    end: NDArray[Any]
    opens: NDArray[Any]


class RunRules:
    r"""Answers of the string rules for distinct runs, by number.

    Examples
    --------
    >>> rules = RunRules()
    >>> rules.learn("border,”\nU.S.\n")
    >>> rules.types
    ('border', ',', '”', 'U.S.')
    >>> rules.first.tolist()
    [0, 3, 4]
    """

    def __init__(self) -> None:
        self._numbering = Numbering()
        self._types: list[str] = []
        self._forms: list[str] = []
        self._is_word = Growing(np.bool_)
        self._flags = Growing(np.int32)
        self._first = Growing(np.int32)
        self._first.extend(np.zeros(1, dtype=np.int32))
        kinds = (np.int32, np.int32, np.int32, np.bool_)
        self._pieces = [Growing(kind) for kind in kinds]

    @property
    def types(self) -> tuple[str, ...]:
        """Distinct forms of pieces, in the order met."""
        return tuple(self._types)

    @property
    def is_word(self) -> Bools:
        """Whether each type is a word, not a mark."""
        return self._is_word.values

    @property
    def forms(self) -> str:
        """The runs, a line break behind each."""
        return "".join(self._forms)

    @property
    def flags(self) -> Ints:
        """Bits of :class:`framing.tokens.sentences.Flag` of each run."""
        return self._flags.values

    @property
    def first(self) -> Ints:
        """First piece of each run, and of what would come next."""
        return self._first.values

    @property
    def pieces(self) -> Pieces:
        """The pieces of all runs."""
        return Pieces(*(column.values for column in self._pieces))

    def learn(self, joined: str) -> None:
        """Ask the rules about new runs, each with a line break behind it."""
        self._forms.append(joined)
        forms = join_forms(joined)
        found = cut_plain_runs(forms)
        odd = np.flatnonzero(~found.plain)
        runs = _pick(joined, forms, odd)
        flags = found.flags.copy()
        flags[odd] = [flags_of_run(run) for run in runs]
        named = _pick(joined, forms, found.named)
        flags[found.named] |= np.array(
            [word_flags(bare_word(run)) for run in named], dtype=np.int32
        )
        self._flags.extend(flags)
        self._add_pieces(joined, forms, found, _cut_odd_runs(odd, runs))

    def _add_pieces(
        self, joined: str, forms: Forms, found: PlainRuns, odd: Index
    ) -> None:
        run = np.concatenate([found.piece_run, odd[0]])
        order = np.argsort(run, kind="stable")
        origin = forms.start[found.piece_run]
        nowhere = np.zeros(len(origin), dtype=np.int64)
        start = np.concatenate([found.piece_start - origin, odd[1]])[order]
        end = np.concatenate([found.piece_end - origin, odd[2]])[order]
        opens = np.concatenate([nowhere, odd[3]])[order]
        sure = np.concatenate([found.piece_is_word, odd[3] < 0])[order]
        new = self._number_types(joined, forms.start[run[order]] + start, end - start)
        self._is_word.extend(
            _are_words(self._types[len(self._is_word) :], sure[new.new])
        )
        columns = zip(self._pieces, (new.number, start, end, opens), strict=True)
        for column, values in columns:
            column.extend(values)
        count = np.bincount(run, minlength=len(forms.start))
        self._first.extend(self.first[-1] + np.cumsum(count))

    def _number_types(self, joined: str, start: Index, size: Index) -> Numbered:
        data = joined.encode("utf-8", "surrogatepass") + bytes(ROOM)
        place = _byte_places(data)
        pieces = Stretches(data, place[start], place[start + size])
        found = self._numbering.look_up(pieces)
        self._types += pieces.spell_out(found.new).split("\n")[:-1]
        return found


def _are_words(types: Sequence[str], is_word: Bools) -> Bools:
    """Say which types are words, of which some are known to be."""
    for at in np.flatnonzero(~is_word).tolist():
        is_word[at] = any(map(str.isalnum, types[at]))
    return is_word


def _byte_places(data: bytes) -> Index:
    """Return the byte at which each character begins."""
    if data.isascii():
        return np.arange(len(data))
    return np.flatnonzero(np.frombuffer(data, dtype=np.uint8) & 0xC0 != 0x80)


def _pick(joined: str, forms: Forms, at: Index) -> list[str]:
    bounds = zip(forms.start[at].tolist(), forms.end[at].tolist(), strict=True)
    return [joined[start:end] for start, end in bounds]


def _cut_odd_runs(number: Index, runs: Sequence[str]) -> Index:
    """Return number of the run, start, end, and whether a sentence starts there."""
    spans = list(map(split_run, runs))
    flat = chain.from_iterable(chain.from_iterable(spans))
    start, end = np.fromiter(flat, dtype=np.int64).reshape(-1, 2).T
    size = np.fromiter(map(len, spans), dtype=np.int64, count=len(spans))
    opens = np.zeros_like(start)
    for run, cut, before in zip(runs, spans, np.cumsum(size) - size, strict=True):
        if "." in run or "!" in run or "?" in run:
            glued = frozenset(glued_ends(run))
            opens[[before + at for at, (low, _) in enumerate(cut) if low in glued]] = 1
    return np.stack([np.repeat(number, size), start, end, opens])
