"""One article as plain lists: the form in which the rules read the token columns.

The columns are numpy arrays over the whole corpus. The rules walk a few words to the
left and right of a cue, and for that a list is faster than an array.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from framing.annotate.quotes.own import outlet_words
from framing.annotate.quotes.words import Kind, classify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from framing.tokens import Tokens

__all__ = ["Article", "Region", "articles"]

_BREAK = re.compile(r"\r\n?|[\n\u2029]")


@dataclass(slots=True)
class Region:
    """Text in quotation marks.

    Parameters
    ----------
    start, end : int
        Characters of the source, the marks included.
    first, last : int
        Tokens from the opening mark to the closing mark, end exclusive.
    paragraph : int
        Number of the paragraph in the article.
    status : {'closed', 'continues', 'unclosed'}
        Whether the closing mark was found.
    """

    start: int
    end: int
    first: int
    last: int
    paragraph: int
    status: str


@dataclass(slots=True)
class Article:
    """The words of one article and what each can be.

    Parameters
    ----------
    number : int
        Position of the article in the corpus.
    text : str
        The source.
    kinds, verbs : list of int
        Bits of :class:`Kind`, and of the verb table, for every token.
    start, end : list of int
        Characters of every token.
    sentence : list of int
        Sentence of every token, counted from 0 in the article.
    first : list of int
        First token of every sentence, and the number of tokens at the end.
    paragraph : list of int
        Paragraph of every sentence.
    headline : list of bool
        Whether a sentence is written in title case or capitals.
    first_sentence : int
        Running number of the first sentence in the corpus.
    outlet : tuple of str
        Words of the name of the outlet that printed it, empty if it is not known.
    regions : list of Region
        Text in quotation marks, in order.
    inside : list of int
        Region of every token, -1 outside.
    semicolons, turns, verdicts
        What is worked out once, of the article or of a sentence by its last token, so
        that no cue reads it all again: filled when first asked for.
    """

    number: int
    text: str
    kinds: list[int]
    verbs: list[int]
    start: list[int]
    end: list[int]
    sentence: list[int]
    first: list[int]
    paragraph: list[int]
    headline: list[bool]
    first_sentence: int
    outlet: tuple[str, ...] = ()
    regions: list[Region] = field(default_factory=list)
    inside: list[int] = field(default_factory=list)
    semicolons: list[int] | None = None
    turns: dict[int, tuple[list[int], list[int]]] = field(default_factory=dict)
    verdicts: dict[int, tuple[list[tuple[int, int, bool]], list[tuple[int, int]]]] = (
        field(default_factory=dict)
    )

    def bounds(self, token: int) -> tuple[int, int]:
        """Return first and last token (end exclusive) of the sentence of a token."""
        sentence = self.sentence[token]
        return self.first[sentence], self.first[sentence + 1]

    def word(self, token: int) -> str:
        """Return the characters of a token."""
        return self.text[self.start[token] : self.end[token]]

    def last_semicolon(self, token: int) -> int:
        """Return the last semicolon before a token, -1 where there is none."""
        if self.semicolons is None:
            kinds = enumerate(self.kinds)
            self.semicolons = [k for k, kind in kinds if kind & Kind.SEMICOLON]
        at = bisect_left(self.semicolons, token)
        return self.semicolons[at - 1] if at else -1

    def last_region(self, last: int) -> Region | None:
        """Return the last text in quotation marks that begins before a token."""
        at = bisect_left(self.regions, last, key=_first_token)
        return self.regions[at - 1] if at else None

    def is_quoted(self, first: int, last: int) -> bool:
        """Say whether any of the tokens (end exclusive) stand in quotation marks."""
        region = self.last_region(last)
        return first < last and region is not None and region.last > first


def _first_token(region: Region) -> int:
    return region.first


def articles(tokens: Tokens) -> Iterator[Article]:
    """Yield every article that has a word.

    Parameters
    ----------
    tokens : Tokens
        The token table.

    Yields
    ------
    Article
        In the order of the corpus.
    """
    kinds, verbs = classify(tokens.types)
    kind, verb = kinds[tokens.type], verbs[tokens.type]
    headline = _headlines(tokens, kind)
    outlets = _outlets(tokens)
    docs = np.arange(tokens.n_docs + 1)
    token_edge = np.searchsorted(tokens.doc, docs).tolist()
    sentence_edge = np.searchsorted(tokens.sentence_doc, docs).tolist()
    edges = zip(pairwise(token_edge), pairwise(sentence_edge), strict=True)
    for number, ((a, b), (s, e)) in enumerate(edges):
        if a == b:
            continue
        sentence = tokens.sentence[a:b] - s
        yield Article(
            number=number,
            text=tokens.corpus.texts[number],
            kinds=kind[a:b].tolist(),
            verbs=verb[a:b].tolist(),
            start=tokens.start[a:b].tolist(),
            end=tokens.end[a:b].tolist(),
            sentence=sentence.tolist(),
            first=np.searchsorted(sentence, np.arange(e - s + 1)).tolist(),
            paragraph=_paragraphs(tokens, number, s, e),
            headline=headline[s:e].tolist(),
            first_sentence=s,
            outlet=outlets[number],
        )


def _outlets(tokens: Tokens) -> list[tuple[str, ...]]:
    """Give the words of every article's outlet."""
    corpus = tokens.corpus
    if "outlet" not in corpus.variables:
        return [()] * tokens.n_docs
    names = corpus.variable("outlet").tolist()
    known = {name: outlet_words(name) for name in dict.fromkeys(map(str, names))}
    return [known[str(name)] for name in names]


def _headlines(tokens: Tokens, kind: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Find sentences whose content words are capitalised nearly all."""
    small = Kind.DETERMINER | Kind.PREPOSITION | Kind.AND | Kind.LINK | Kind.AUXILIARY
    content = ((kind & Kind.WORD) != 0) & ((kind & small) == 0)
    capital = content & ((kind & Kind.CAPITAL) != 0)
    n = tokens.n_sentences
    n_content = np.bincount(tokens.sentence[content], minlength=n)
    n_capital = np.bincount(tokens.sentence[capital], minlength=n)
    n_lower = n_content - n_capital
    plain: NDArray[np.bool_] = (n_lower == 0) & (n_capital >= 4)
    long: NDArray[np.bool_] = (n_lower == 1) & (n_capital >= 7)
    return plain | long


def _paragraphs(tokens: Tokens, doc: int, first: int, stop: int) -> list[int]:
    """Give each sentence of an article the number of its paragraph.

    A line break inside a sentence says that the text is wrapped to a fixed width; a
    paragraph then ends only at an empty line.
    """
    starts = tokens.sentence_start[first:stop].tolist()
    ends = tokens.sentence_end[first:stop].tolist()
    text = tokens.corpus.texts[doc]
    breaks = [match.start() for match in _BREAK.finditer(text)]
    wrapped = any(
        bisect_left(breaks, end) > bisect_left(breaks, start)
        for start, end in zip(starts, ends, strict=True)
    )
    needed = 2 if wrapped else 1
    number, numbers = 0, []
    for index, start in enumerate(starts):
        if index:
            gap = bisect_left(breaks, start) - bisect_left(breaks, ends[index - 1])
            number += gap >= needed
        numbers.append(number)
    return numbers
