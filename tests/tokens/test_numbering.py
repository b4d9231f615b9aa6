"""The same bytes have the same number, whatever their length or hash."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.tokens import slots
from framing.tokens.growth import Growing
from framing.tokens.numbering import ROOM, Numbering, Stretches
from framing.tokens.slots import Slots

# Short, around the borders of 7, 8 and 15 bytes, with zeros at the end, and long.
stretch = st.one_of(
    st.binary(min_size=1, max_size=20),
    st.sampled_from(
        [b"abcdefg", b"abcdefg\0", b"abcdefgh", b"abcdefgh\0", b"a" * 15, b"a" * 16,
         b"a" * 15 + b"\0", b"a" * 40, b"a", b"a\0", b"\0"]
    ),
)  # fmt: skip
batches = st.lists(st.lists(stretch, max_size=12), max_size=4)


def stretches(parts: list[bytes]) -> Stretches:
    ends = np.cumsum([len(part) for part in parts], dtype=np.int64)
    starts = ends - np.array([len(part) for part in parts], dtype=np.int64)
    return Stretches(b"".join(parts) + bytes(ROOM), starts, ends)


def check(found: list[list[bytes]]) -> None:
    """Compare with numbers given by a dictionary, in the order met."""
    numbers, known = Numbering(), {}
    for parts in found:
        fresh = [part for part in dict.fromkeys(parts) if part not in known]
        result = numbers.look_up(stretches(parts))
        assert [parts[at] for at in result.new] == fresh
        for part in fresh:
            known[part] = len(known)
        assert result.number.tolist() == [known[part] for part in parts]


@given(batches)
def test_numbers_are_those_of_a_dictionary(found):
    """Numbers count distinct stretches in the order in which they are first met."""
    check(found)


@given(batches)
def test_a_poor_hash_changes_no_partition(found):
    """Where all hashes collide, different bytes still have different numbers."""

    def constant(first, second):
        return np.zeros_like(first)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slots, "_hash", constant)
        numbers, known = Numbering(), {}
        for parts in found:
            result = numbers.look_up(stretches(parts))
            for part, number in zip(parts, result.number.tolist(), strict=True):
                assert known.setdefault(part, number) == number
        assert len(set(known.values())) == len(known)


KEY = st.sampled_from([0, 1, 2, 2**63, 2**64 - 1])


@given(st.lists(st.lists(st.tuples(KEY, KEY), max_size=40), max_size=4))
def test_slots_number_pairs_of_keys(batches_of_pairs):
    """Any two keys are told apart, zeros and equal halves included."""
    numbers, known = Slots(), {}
    for pairs in batches_of_pairs:
        fresh = [pair for pair in dict.fromkeys(pairs) if pair not in known]
        columns = np.array(pairs, dtype=np.uint64).reshape(-1, 2).T
        found = numbers.look_up(*columns)
        assert [pairs[at] for at in found.new.tolist()] == fresh
        known |= {pair: len(known) + n for n, pair in enumerate(fresh)}
        assert found.number.tolist() == [known[pair] for pair in pairs]
    assert len(numbers) == len(known)


def test_slots_grow():
    """Many keys fit, and keep their numbers."""
    numbers = Slots()
    keys = np.arange(50_000, dtype=np.uint64) * np.uint64(977)
    numbers.look_up(keys[:20_000], keys[:20_000])
    numbers.look_up(keys[15_000:], keys[15_000:])
    assert np.array_equal(numbers.look_up(keys, keys).number, np.arange(50_000))


@given(st.lists(st.lists(st.integers(-5, 5), max_size=2000), max_size=6))
def test_growing_column_holds_all_parts(parts):
    """A growing column is the concatenation of what was added."""
    column = Growing(np.int32)
    for part in parts:
        column.extend(np.array(part, dtype=np.int32))
    assert column.values.tolist() == [value for part in parts for value in part]
