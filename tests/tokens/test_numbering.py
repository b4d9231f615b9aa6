"""The same bytes have the same number, whatever their length or hash."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.tokens import numbering
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
        patch.setattr(numbering, "_hash", constant)
        numbers, known = Numbering(), {}
        for parts in found:
            result = numbers.look_up(stretches(parts))
            for part, number in zip(parts, result.number.tolist(), strict=True):
                assert known.setdefault(part, number) == number
        assert len(set(known.values())) == len(known)


@given(st.lists(st.lists(st.integers(0, 2**64 - 1), unique=True), max_size=4))
def test_slots_find_what_was_added(batches_of_keys):
    """Every key has the number of its place, and no other key is found."""
    slots, known = Slots(), {}
    for keys in batches_of_keys:
        new = [key for key in keys if key not in known]
        slots.add(np.array(new, dtype=np.uint64))
        known |= {key: len(known) + n for n, key in enumerate(new)}
    asked = [*known, *(key ^ 1 for key in known)]
    found = slots.find(np.array(asked, dtype=np.uint64)).tolist()
    assert found == [known.get(key, -1) for key in asked]
    assert len(slots) == len(known)


def test_slots_grow():
    """Many keys fit."""
    slots = Slots()
    keys = np.arange(50_000, dtype=np.uint64) * np.uint64(977)
    slots.add(keys[:20_000])
    slots.add(keys[20_000:])
    assert np.array_equal(slots.find(keys), np.arange(50_000))


@given(st.lists(st.lists(st.integers(-5, 5), max_size=2000), max_size=6))
def test_growing_column_holds_all_parts(parts):
    """A growing column is the concatenation of what was added."""
    column = Growing(np.int32)
    for part in parts:
        column.extend(np.array(part, dtype=np.int32))
    assert column.values.tolist() == [value for part in parts for value in part]
