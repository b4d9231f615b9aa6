"""The token table: where every word and sentence of a corpus stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing import _html
from framing._provenance import Provenance, record

if TYPE_CHECKING:
    from framing.corpus import Corpus
    from framing.tokens.engine import Columns

__all__ = ["Tokens"]

Ints = NDArray[np.int32]


@dataclass(frozen=True, eq=False, repr=False)
class Tokens:
    """Hold the words, marks and sentences of a corpus as integer columns.

    Made by :func:`framing.tokenize`. Strings are kept once per distinct type, so that
    every string rule downstream runs once per type and never per token.

    Parameters
    ----------
    corpus : Corpus
        The articles the offsets refer to.
    columns : Columns
        Arrays ``doc``, ``sentence``, ``type``, ``start``, ``end`` (one entry per
        token), ``sentence_doc``, ``sentence_start``, ``sentence_end`` (one entry per
        sentence) and the distinct ``types``.

    See Also
    --------
    framing.tokenize : Make the tokens of a corpus.
    framing.concordance : See words in their context.

    Examples
    --------
    >>> import framing as fr
    >>> tokens = fr.tokenize(fr.load_example("caravan"))
    >>> bool((tokens.end > tokens.start).all())
    True
    """

    corpus: Corpus
    columns: Columns

    @property
    def doc(self) -> Ints:
        """Position of the article; ndarray of int32, shape (n_tokens,).

        It counts from 0, in the order of ``corpus.doc_ids``.

        See Also
        --------
        framing.Tokens.table : All columns side by side.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.read_articles([{"text": "It rained. Boats left."}])
        >>> tokens = fr.tokenize(corpus)
        >>> tokens.doc.tolist()
        [0, 0, 0, 0, 0, 0]
        """
        return self.columns.doc

    @property
    def sentence(self) -> Ints:
        """Running number of the sentence; ndarray of int32, shape (n_tokens,).

        It runs over the whole corpus, from 0.

        See Also
        --------
        framing.Tokens.sentences : The sentences as a table.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.read_articles([{"text": "It rained. Boats left."}])
        >>> tokens = fr.tokenize(corpus)
        >>> tokens.sentence.tolist()
        [0, 0, 0, 1, 1, 1]
        """
        return self.columns.sentence

    @property
    def type(self) -> Ints:
        """Position in ``types``; ndarray of int32, shape (n_tokens,).

        Equal words have equal numbers, so that every rule runs once per distinct word.

        See Also
        --------
        framing.Tokens.types : The words themselves.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.read_articles([{"text": "It rained. Boats left."}])
        >>> tokens = fr.tokenize(corpus)
        >>> tokens.type.tolist()
        [0, 1, 2, 3, 4, 2]
        """
        return self.columns.type

    @property
    def start(self) -> Ints:
        """First character in the source text; ndarray of int32, shape (n_tokens,).

        Offsets count characters of the untouched text.

        See Also
        --------
        framing.Tokens.end : Where the token ends.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.read_articles([{"text": "It rained. Boats left."}])
        >>> tokens = fr.tokenize(corpus)
        >>> tokens.start.tolist()
        [0, 3, 9, 11, 17, 21]
        """
        return self.columns.start

    @property
    def end(self) -> Ints:
        """End in the source text, exclusive; ndarray of int32, shape (n_tokens,).

        ``text[start:end]`` is the token.

        See Also
        --------
        framing.Tokens.start : Where the token begins.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.read_articles([{"text": "It rained. Boats left."}])
        >>> tokens = fr.tokenize(corpus)
        >>> tokens.end.tolist()
        [2, 9, 10, 16, 21, 22]
        """
        return self.columns.end

    @property
    def sentence_doc(self) -> Ints:
        """Position of the article; ndarray of int32, shape (n_sentences,).

        It counts from 0, in the order of ``corpus.doc_ids``.

        See Also
        --------
        framing.Tokens.sentences : The sentences as a table.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.read_articles([{"text": "It rained. Boats left."}])
        >>> tokens = fr.tokenize(corpus)
        >>> tokens.sentence_doc.tolist()
        [0, 0]
        """
        return self.columns.sentence_doc

    @property
    def sentence_start(self) -> Ints:
        """First character of the sentence; ndarray of int32, shape (n_sentences,).

        Offsets count characters of the untouched text.

        See Also
        --------
        framing.Tokens.sentences : The sentences as a table.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.read_articles([{"text": "It rained. Boats left."}])
        >>> tokens = fr.tokenize(corpus)
        >>> tokens.sentence_start.tolist()
        [0, 11]
        """
        return self.columns.sentence_start

    @property
    def sentence_end(self) -> Ints:
        """End of the sentence, exclusive; ndarray of int32, shape (n_sentences,).

        The closing mark belongs to the sentence.

        See Also
        --------
        framing.Tokens.sentences : The sentences as a table.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.read_articles([{"text": "It rained. Boats left."}])
        >>> tokens = fr.tokenize(corpus)
        >>> tokens.sentence_end.tolist()
        [10, 22]
        """
        return self.columns.sentence_end

    @property
    def types(self) -> tuple[str, ...]:
        """Distinct surface forms, case kept.

        They stand in the order in which they first occur.

        See Also
        --------
        framing.Tokens.is_word : Which of them are words.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.read_articles([{"text": "It rained. Boats left."}])
        >>> tokens = fr.tokenize(corpus)
        >>> tokens.types
        ('It', 'rained', '.', 'Boats', 'left')
        """
        return self.columns.types

    @property
    def is_word(self) -> NDArray[np.bool_]:
        """False for marks and symbols; ndarray of bool, shape (n_types,).

        Marks are tokens, but no rate counts them.

        See Also
        --------
        framing.Tokens.types : What it is about.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.read_articles([{"text": "It rained. Boats left."}])
        >>> tokens = fr.tokenize(corpus)
        >>> tokens.is_word.tolist()
        [True, True, False, True, True]
        """
        return self.columns.is_word

    @property
    def n_docs(self) -> int:
        """Number of articles, those without a token included.

        It equals the number of articles of the corpus.

        See Also
        --------
        framing.Tokens.n_sentences : The number of sentences.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.read_articles([{"text": "It rained. Boats left."}])
        >>> tokens = fr.tokenize(corpus)
        >>> tokens.n_docs
        1
        """
        return len(self.corpus)

    @property
    def n_sentences(self) -> int:
        """Number of sentences.

        All articles are taken together.

        See Also
        --------
        framing.Tokens.sentences_per_doc : Article by article.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.read_articles([{"text": "It rained. Boats left."}])
        >>> tokens = fr.tokenize(corpus)
        >>> tokens.n_sentences
        2
        """
        return len(self.sentence_doc)

    @cached_property
    def words_per_doc(self) -> Ints:
        """Words, marks not counted; ndarray of int32, shape (n_docs,).

        They are what rates per 1,000 words are taken of.

        See Also
        --------
        framing.Tokens.sentences_per_doc : The same for sentences.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.read_articles([{"text": "It rained. Boats left."}])
        >>> tokens = fr.tokenize(corpus)
        >>> tokens.words_per_doc.tolist()
        [4]
        """
        if not len(self):
            return np.zeros(self.n_docs, dtype=np.int32)
        docs = np.arange(self.n_docs, dtype=np.int32)
        ends = np.searchsorted(self.doc, docs, side="right")
        words = self.columns.word_number[ends - 1] * (ends > 0)
        return np.diff(words, prepend=0).astype(np.int32)

    @cached_property
    def sentences_per_doc(self) -> Ints:
        """Sentences; ndarray of int32, shape (n_docs,).

        They stand in the order of ``corpus.doc_ids``.

        See Also
        --------
        framing.Tokens.words_per_doc : The same for words.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.read_articles([{"text": "It rained. Boats left."}])
        >>> tokens = fr.tokenize(corpus)
        >>> tokens.sentences_per_doc.tolist()
        [2]
        """
        return np.bincount(self.sentence_doc, minlength=self.n_docs).astype(np.int32)

    @property
    def sentences(self) -> pd.DataFrame:
        """DataFrame ``doc_id, start, end, text``, one row per sentence.

        The index is the running number that findings name as ``sentence``.

        See Also
        --------
        framing.Tokens.table : The tokens as a table.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.read_articles([{"text": "It rained. Boats left."}])
        >>> tokens = fr.tokenize(corpus)
        >>> tokens.sentences["text"].tolist()
        ['It rained.', 'Boats left.']
        """
        rows = self._frame(self.sentence_doc, self.sentence_start, self.sentence_end)
        return rows.rename_axis(index="sentence")

    @property
    def table(self) -> pd.DataFrame:
        """DataFrame ``doc_id, start, end, text, sentence, is_word``, a row a token.

        It is made when it is asked for, and large: use the columns where speed matters.

        See Also
        --------
        framing.Tokens.sentences : The sentences as a table.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.read_articles([{"text": "It rained. Boats left."}])
        >>> tokens = fr.tokenize(corpus)
        >>> tokens.table["text"].tolist()[:3]
        ['It', 'rained', '.']
        """
        rows = self._frame(self.doc, self.start, self.end)
        rows["sentence"] = self.sentence
        rows["is_word"] = self.is_word[self.type]
        return rows

    def _frame(self, doc: Ints, start: Ints, end: Ints) -> pd.DataFrame:
        texts = self.corpus.texts
        spans = zip(doc.tolist(), start.tolist(), end.tolist(), strict=True)
        return pd.DataFrame(
            {
                "doc_id": pd.Series(self.corpus.doc_ids, dtype="str").take(doc).array,
                "start": start,
                "end": end,
                "text": pd.Series([texts[d][a:b] for d, a, b in spans], dtype="str"),
            }
        )

    @property
    def provenance(self) -> Provenance:
        """Record of the corpus and the sizes.

        It names the corpus by its fingerprint, and counts tokens and sentences.

        See Also
        --------
        framing.Corpus.provenance : Where it begins.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.read_articles([{"text": "It rained. Boats left."}])
        >>> tokens = fr.tokenize(corpus)
        >>> tokens.provenance["parameters"]["n_sentences"]
        2
        """
        sizes = {"n_tokens": len(self), "n_sentences": self.n_sentences}
        return record("tokenize", {"corpus": self.corpus.fingerprint}, sizes)

    def __len__(self) -> int:
        return len(self.doc)

    def __repr__(self) -> str:
        return f"<Tokens: {', '.join(f'{k} {v}' for k, v in self._facts())}>"

    def _repr_html_(self) -> str:
        rows = self.sentences.head(5)
        header = ["sentence", "doc_id", "start", "end", "text"]
        return _html.card(
            "Tokens",
            _html.definition_row(self._facts()),
            _html.table(header, rows.itertuples()),
        )

    def _facts(self) -> list[tuple[str, object]]:
        words = int(self.words_per_doc.sum())
        return [
            ("articles", self.n_docs),
            ("sentences", self.n_sentences),
            ("words", words),
            ("types", len(self.types)),
        ]
