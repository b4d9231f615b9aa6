"""Words as a BERT encoder reads them: pieces from a fixed vocabulary."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["WordPieces"]

_CACHED_WORDS = 65_536
# Longer words are strings of letters, not words: one unknown piece.
_LONGEST_WORD = 100
_MARKS = re.compile(r"[^\w\s]|_")


class WordPieces:
    """Split text into pieces of a vocabulary, longest first.

    Parameters
    ----------
    vocabulary : sequence of str
        The pieces; their places are their numbers. Pieces that continue a word start
        with ``##``; ``[UNK]`` must be among them.

    Notes
    -----
    Text is lower-cased and stripped of accents, and every punctuation mark and
    ideograph is a word of its own, as in uncased BERT.

    Examples
    --------
    >>> pieces = WordPieces(["[UNK]", "fram", "##ing", "!"])
    >>> pieces.encode("Framing!!")
    [1, 2, 3, 3]
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._number = {piece: n for n, piece in enumerate(vocabulary)}
        self._unknown = self._number["[UNK]"]
        self._split = lru_cache(_CACHED_WORDS)(self._split_word)

    def number(self, piece: str) -> int:
        """Give the number of one piece.

        Parameters
        ----------
        piece : str
            A piece, or a special one such as ``[CLS]``.

        Returns
        -------
        int
            Its place in the vocabulary; the one of ``[UNK]`` for unknown pieces.

        Examples
        --------
        >>> WordPieces(["[UNK]", "a"]).number("a")
        1
        """
        return self._number.get(piece, self._unknown)

    def encode(self, text: str) -> list[int]:
        """Give the numbers of a text's pieces.

        Parameters
        ----------
        text : str
            Any text.

        Returns
        -------
        list of int
            One number per piece, in text order.

        Examples
        --------
        >>> WordPieces(["[UNK]", "a", "##b"]).encode("ab c")
        [1, 2, 0]
        """
        return [n for _, numbers in self.split(text) for n in numbers]

    def split(self, text: str) -> list[tuple[str, tuple[int, ...]]]:
        """Give the words of a text, each with the numbers of its pieces.

        Parameters
        ----------
        text : str
            Any text.

        Returns
        -------
        list of (str, tuple of int)
            Words and single marks in text order, lower-cased and without accents.

        Examples
        --------
        >>> WordPieces(["[UNK]", "a", "##b"]).split("Ab c")
        [('ab', (1, 2)), ('c', (0,))]
        """
        words = split_words(text)
        return list(zip(words, map(self._split, words), strict=True))

    def _split_word(self, word: str) -> tuple[int, ...]:
        if len(word) > _LONGEST_WORD:
            return (self._unknown,)
        numbers: list[int] = []
        start = 0
        while start < len(word):
            prefix = "##" if start else ""
            for end in range(len(word), start, -1):
                number = self._number.get(prefix + word[start:end])
                if number is not None:
                    numbers.append(number)
                    start = end
                    break
            else:
                return (self._unknown,)
        return tuple(numbers)


def split_words(text: str) -> list[str]:
    """Split a text into lower-case words without accents, and marks.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of str
        Words and single marks in text order.

    Examples
    --------
    >>> split_words("Peña didn’t.")
    ['pena', 'didn', '’', 't', '.']
    """
    if not text.isascii():
        text = _plain(text)
    return _MARKS.sub(_spaced, text.lower()).split()


def _spaced(match: re.Match[str]) -> str:
    return f" {match.group()} "


def _plain(text: str) -> str:
    """Drop accents and control characters; set ideographs apart."""
    kept = []
    for character in unicodedata.normalize("NFD", text.lower()):
        category = unicodedata.category(character)
        if category == "Mn" or character == "\ufffd":
            continue
        if category in ("Cc", "Cf", "Cs", "Co", "Cn"):
            kept.append(" " if character in "\t\n\r" else "")
        elif category[0] == "P" or _is_ideograph(character):
            kept.append(f" {character} ")
        else:
            kept.append(character)
    return "".join(kept)


def _is_ideograph(character: str) -> bool:
    return (
        "\u3400" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0002fa1f"
    )
