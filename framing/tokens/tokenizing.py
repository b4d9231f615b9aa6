"""Find the words and sentences of a corpus, with our tokenizer or with another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from framing.corpus import Corpus
from framing.tokens.engine import Columns, scan
from framing.tokens.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Tokenizer", "tokenize"]

Ints = NDArray[np.int32]


class Tokenizer(Protocol):
    """Anything with NLTK's ``span_tokenize``."""

    def span_tokenize(self, s: str, /) -> Iterable[tuple[int, int]]:
        """Yield start and end of each token, end exclusive."""


def tokenize(corpus: Corpus, *, tokenizer: Tokenizer | None = None) -> Tokens:
    """Find the words and sentences of a corpus.

    Spans that cleaning set aside (``corpus.cuts``) hold no tokens.

    Parameters
    ----------
    corpus : Corpus
        The articles.
    tokenizer : Tokenizer, optional
        Any object with NLTK's ``span_tokenize(text)``. Sentences are found by the
        library's own rule in either case. By default the library's own tokenizer,
        which keeps ``U.S.``, ``Sen.``, ``don't`` and ``Obama-era`` whole.

    Returns
    -------
    Tokens
        Integer columns; every offset refers to the untouched source text.

    Raises
    ------
    TypeError
        If `corpus` is not a Corpus, or `tokenizer` has no ``span_tokenize``.

    See Also
    --------
    framing.Tokens : What comes out.
    framing.find_frames : Takes a corpus or its tokens.

    Examples
    --------
    >>> import framing as fr
    >>> from nltk.tokenize import WordPunctTokenizer
    >>> corpus = fr.read_articles([{"text": "The U.S. border. It is long."}])
    >>> fr.tokenize(corpus).table["text"].tolist()
    ['The', 'U.S.', 'border', '.', 'It', 'is', 'long', '.']
    >>> len(fr.tokenize(corpus, tokenizer=WordPunctTokenizer()))
    11
    """
    _check_corpus(corpus)
    if tokenizer is not None:
        return Tokens(corpus, _with_tokenizer(corpus, tokenizer))
    # A corpus never changes, so its token table is worked out once and lives with it.
    kept = corpus.__dict__.get("_tokens")
    if kept is None:
        kept = scan(corpus.clean_texts)
        corpus.__dict__["_tokens"] = kept
    return Tokens(corpus, kept)


def _check_corpus(corpus: object) -> None:
    if not isinstance(corpus, Corpus):
        msg = (
            f"`corpus` must be a Corpus; got {type(corpus).__name__}. "
            "Read articles first: corpus = fr.read_articles(...)."
        )
        raise TypeError(msg)


def _with_tokenizer(corpus: Corpus, tokenizer: Tokenizer) -> Columns:
    """Take words from the user's tokenizer and sentences from ours."""
    if not hasattr(tokenizer, "span_tokenize"):
        msg = (
            "`tokenizer` must have a method span_tokenize(text) that gives (start, "
            f"end) pairs, as NLTK's tokenizers do; got {type(tokenizer).__name__}."
        )
        raise TypeError(msg)
    base = tokenize(corpus).columns
    numbers: dict[str, int] = {}
    rows: list[tuple[int, int, int, int]] = []
    for number, text in enumerate(corpus.clean_texts):
        for low, high in tokenizer.span_tokenize(text):
            form = text[low:high]
            if form.strip():
                rows.append((number, numbers.setdefault(form, len(numbers)), low, high))
    doc, kind, start, end = np.array(rows, dtype=np.int32).reshape(-1, 4).T
    return Columns(
        doc,
        _sentence_of(base, doc, start),
        kind,
        start,
        end,
        base.sentence_doc,
        base.sentence_start,
        base.sentence_end,
        tuple(numbers),
    )


def _sentence_of(base: Columns, doc: Ints, start: Ints) -> Ints:
    """Find the sentence that each token starts in, or the one before it."""
    key = base.sentence_doc.astype(np.int64) << 32 | base.sentence_start
    at = np.searchsorted(key, doc.astype(np.int64) << 32 | start, side="right") - 1
    return np.maximum(at, 0).astype(np.int32)
