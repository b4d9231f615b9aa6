"""Sentences become numbers as the encoder's own tokenizer would make them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.annotate.target.files import read_vocabulary
from framing.annotate.target.reading import WINDOW, encode_sides, fill_columns
from framing.annotate.target.wordpiece import WordPieces
from framing.tokens.language import is_english
from tests.strategies import texts

SPLITTER = WordPieces(read_vocabulary())


def spelled(text):
    vocabulary = read_vocabulary()
    return [vocabulary[number] for number in SPLITTER.encode(text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Framing didn’t help!", ["framing", "didn", "’", "t", "help", "!"]),
        ("Peña NIETO", ["pena", "ni", "##eto"]),
        ("un_done $5.00", ["un", "_", "done", "$", "5", ".", "00"]),
        ("a\u200bb\tc", ["ab", "c"]),
        ("x" * 101, ["[UNK]"]),
        ("", []),
    ],
)
def test_words_are_split_as_in_uncased_bert(text, pieces):
    """Lower case, no accents, marks apart, longest pieces first."""
    assert spelled(text) == pieces


@given(texts, texts)
def test_the_target_is_one_piece_in_a_bounded_window(before, after):
    """Exactly one piece stands for the target, between whole words."""
    encoded = encode_sides(before, after, SPLITTER)
    assert encoded.pieces.count(1) == 1
    assert encoded.pieces[encoded.place] == 1
    assert len(encoded.pieces) <= WINDOW + 3
    covered = [n for _, a, b in encoded.words for n in range(a, b)]
    assert sorted([0, encoded.place, len(encoded.pieces) - 1, *covered]) == list(
        range(len(encoded.pieces))
    )


def test_a_long_side_takes_the_room_of_a_short_one():
    """The window is filled from one side when the other is short."""
    many = "word " * 500
    for before, after in (("", many), (many, ""), (many, many)):
        assert len(encode_sides(before, after, SPLITTER).pieces) == WINDOW + 3


@given(st.lists(st.integers(1, 20)))
def test_columns_hold_every_sentence_once(lengths):
    """No column overflows and none of the sentences is lost."""
    columns = list(fill_columns(lengths, 20))
    assert sorted(row for rows in columns for row in rows) == list(range(len(lengths)))
    assert all(sum(lengths[row] for row in rows) <= 20 for rows in columns)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor met the council.",
        "Mayor Meets Council Over Border Deal",
        "They were in Los Angeles with El Chapo and La Raza.",
        "Peña Nieto said the caravan would not be stopped.",
        "Done.",
        "",
    ],
)
def test_english_is_recognised(text):
    """Foreign names do not make a sentence foreign."""
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "El presidente dijo que la caravana no será detenida.",
        "Il sindaco ha detto che la città non è in vendita.",
        "De burgemeester zei dat het plan niet goed is.",
        "O presidente disse que não foi uma boa ideia.",
        "Президент сказал, что план хороший.",
        "大統領は計画を発表した。",
    ],
)
def test_other_languages_are_recognised(text):
    """Frequent words, or the script, give them away."""
    assert not is_english(text)
