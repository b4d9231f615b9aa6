"""What was found: spans in a corpus, one schema for every finder."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing import _html
from framing._errors import did_you_mean, list_names
from framing._highlighting import FoundHere, highlight_article
from framing.corpus.absent import warn_of_absent
from framing.counts import COUNT_COLUMNS, SCORE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scipy.sparse import csr_array

    from framing._marked import MarkedText
    from framing._provenance import Provenance
    from framing.corpus import Corpus
    from framing.tokens import Tokens

__all__ = ["SPAN_COLUMNS", "Annotations"]

SPAN_COLUMNS = ("doc_id", "start", "end", "sentence", "label", "text")
# Places: that nothing stands at one of them is no slip of the pen.
_PLACES = ("start", "end", "sentence")
_NO_VOICES = (
    " This tone was scored without quotes, so that no voices are told apart. Type "
    "fr.score_actors(actors, quotes=fr.find_quotes(corpus, actors=actors))."
)
_VOICES = " A voice is unattributed, others or self; not all need occur."
_VOICE_ADVICE = (
    " Articles are taken apart by voice with fr.split_voices(fr.find_quotes(corpus)); "
    "find anew in what that gives."
)


@dataclass(frozen=True, eq=False, repr=False)
class Annotations:
    """Hold spans that a finder found, with the corpus they were found in.

    Because the corpus and all possible labels stay with the spans, articles without
    any hit are counted as zeros and not forgotten.

    Parameters
    ----------
    tokens : Tokens
        Where the words and sentences of the corpus are.
    spans : DataFrame
        One row per span: ``doc_id, start, end, sentence, label, text`` and the finder's
        own columns (such as ``score``, ``actor``, ``rule``). Offsets are characters of
        the source text, end exclusive; ``sentence`` is the running number in
        ``tokens.sentences``. Without ``text`` it is taken from the source when it is
        asked for.
    labels : sequence of str
        Every label that could have been found, in the order to show them.
    kind : {'frames', 'actors', 'sentiment', 'tone'}
        What the spans are.
    provenance : dict
        How they were made.

    See Also
    --------
    framing.find_frames : Find frames.
    framing.find_actors : Find actors.
    framing.compare : Compare what was found.

    Examples
    --------
    >>> import framing as fr
    >>> frames = fr.find_frames(fr.load_example("caravan"))
    >>> frames.labels
    ('security', 'humanitarian')
    >>> len(frames.per_document()) == 2 * len(frames.corpus)
    True
    """

    tokens: Tokens
    _spans: pd.DataFrame
    labels: tuple[str, ...]
    kind: str
    provenance: Provenance = field(default_factory=dict)

    def __init__(
        self,
        tokens: Tokens,
        spans: pd.DataFrame,
        *,
        labels: Sequence[str],
        kind: str,
        provenance: Provenance,
    ) -> None:
        needed = [name for name in SPAN_COLUMNS if name != "text"]
        missing = [name for name in needed if name not in spans.columns]
        if missing:
            msg = (
                f"`spans` needs the columns {', '.join(needed)}; it has no "
                f"{', '.join(missing)}."
            )
            raise ValueError(msg)
        unknown = sorted(set(spans["label"].unique()) - set(labels))
        if unknown:
            msg = (
                f"`spans` has labels that `labels` does not name: {unknown}. Name in "
                "`labels` whatever could be found."
            )
            raise ValueError(msg)
        object.__setattr__(self, "tokens", tokens)
        object.__setattr__(self, "_spans", spans.reset_index(drop=True))
        object.__setattr__(self, "labels", tuple(labels))
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "provenance", provenance)

    @property
    def corpus(self) -> Corpus:
        """Corpus: the articles the spans were found in.

        It holds every article, those without a span included.

        See Also
        --------
        framing.Annotations.spans : What was found in it.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> len(frames.corpus)
        24
        """
        return self.tokens.corpus

    @property
    def spans(self) -> pd.DataFrame:
        """DataFrame, one row per span: where, which label, the exact words.

        It is a copy, in the order of the text. Finders add columns of their own, such
        as ``pattern`` or ``score``.

        See Also
        --------
        framing.Annotations.evidence : The same with sentences.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> frames.spans["label"].value_counts().index[0]
        'security'
        """
        return self._complete.copy()

    @cached_property
    def _complete(self) -> pd.DataFrame:
        """The spans with their exact words; counting alone never needs these."""
        return self._with_text(self._spans, self._codes[0])

    def _with_text(self, rows: pd.DataFrame, doc: np.ndarray) -> pd.DataFrame:
        if "text" in rows.columns:
            return rows
        texts = self.corpus.texts
        columns = (doc, rows["start"], rows["end"])
        places = zip(*(column.tolist() for column in columns), strict=True)
        words = pd.Series([texts[d][a:b] for d, a, b in places], dtype="str")
        rest = [name for name in rows.columns if name not in SPAN_COLUMNS]
        return rows.assign(text=words.array)[[*SPAN_COLUMNS, *rest]]

    @property
    def scored(self) -> bool:
        """Whether the spans carry a ``score``.

        True for tone and sentiment, false for frames, actors and quotes.

        See Also
        --------
        framing.score_actors : Adds scores.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> frames.scored
        False
        """
        return "score" in self._spans.columns

    @cached_property
    def _codes(self) -> tuple[np.ndarray, np.ndarray]:
        """Position of the article and of the label of every span."""
        code, found = pd.factorize(self._spans["label"])
        label: np.ndarray = pd.Index(self.labels).get_indexer(found)
        return self._docs_of_spans(), label[code]

    def _docs_of_spans(self) -> np.ndarray:
        ids = pd.Series(self.corpus.doc_ids, dtype="str")
        sentence = self._spans["sentence"].to_numpy()
        of_sentence = self.tokens.sentence_doc
        if len(sentence) and sentence.min() >= 0 and sentence.max() < len(of_sentence):
            # The sentence tells the article faster than its name does.
            doc: np.ndarray = of_sentence[sentence].astype(np.int64)
            if (ids.take(doc).array == self._spans["doc_id"].array).all():
                return doc
        by_name: np.ndarray = pd.Index(ids).get_indexer(pd.Index(self._spans["doc_id"]))
        return by_name

    def per_document(self) -> pd.DataFrame:
        """Count per article and label, zeros included.

        A bare table of hits forgets the articles without any, and its means are wrong.

        Returns
        -------
        DataFrame
            One row per article and label, in that order: ``doc_id``, the document
            variables, ``label``, ``n_hits`` (spans), ``n_hit_sentences`` (sentences
            with a span), ``n_words`` and ``n_sentences`` (of the article). Where spans
            carry a score also ``n_scored`` (spans with a score) and ``score_sum``. A
            document variable that bears one of these names has ``_`` appended:
            ``label_``.

        See Also
        --------
        framing.compare : Compare groups of articles.
        framing.Annotations.to_matrix : The same as a matrix.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> table = frames.per_document()
        >>> int(table["n_hits"].sum()) == len(frames)
        True
        """
        n_docs, n_labels = len(self.corpus), len(self.labels)
        docs = self.corpus.docs.drop(columns="text").reset_index()
        docs = docs.rename(columns=_free_names(docs.columns))
        table = docs.loc[np.repeat(np.arange(n_docs), n_labels)].reset_index(drop=True)
        table["label"] = np.tile(np.array(self.labels, dtype=object), n_docs)
        table["n_hits"] = self._sum(np.ones(len(self._spans)), int)
        table["n_hit_sentences"] = self._hit_sentences()
        table["n_words"] = np.repeat(self.tokens.words_per_doc, n_labels)
        table["n_sentences"] = np.repeat(self.tokens.sentences_per_doc, n_labels)
        if self.scored:
            score = self._spans["score"].to_numpy(dtype=float)
            table["n_scored"] = self._sum(~np.isnan(score), int)
            table["score_sum"] = self._sum(np.nan_to_num(score), float)
        return table

    def _sum(self, weights: np.ndarray, kind: type) -> np.ndarray:
        """Add weights of spans into the cells article x label."""
        doc, label = self._codes
        cell = doc * len(self.labels) + label
        size = len(self.corpus) * len(self.labels)
        return np.bincount(cell, weights.astype(float), size).astype(kind)

    def _hit_sentences(self) -> np.ndarray:
        sentence = self._spans["sentence"].to_numpy(dtype=np.int64)
        pairs = pd.Series(sentence * len(self.labels) + self._codes[1])
        return self._sum(~pairs.duplicated().to_numpy(), int)

    def to_matrix(self) -> csr_array:
        """Return counts as a sparse matrix for scikit-learn.

        Zeros are not stored, so that it stays small in large corpora.

        Returns
        -------
        csr_array of int, shape (n_docs, n_labels)
            Spans per article and label, in the order of ``corpus.doc_ids`` and
            ``labels``.

        See Also
        --------
        framing.Annotations.per_document : The same as a table.
        framing.FrameVectorizer : Counts inside a scikit-learn pipeline.

        Examples
        --------
        >>> import framing as fr
        >>> fr.find_frames(fr.load_example("caravan")).to_matrix().shape
        (24, 2)
        """
        from scipy.sparse import coo_array

        shape = (len(self.corpus), len(self.labels))
        ones = np.ones(len(self._spans), dtype=int)
        return coo_array((ones, self._codes), shape=shape).tocsr()

    def where(self, **equals: object) -> Annotations:
        """Keep the spans whose columns have the given values.

        Articles are kept, so that counts of zero stay zeros.

        Parameters
        ----------
        **equals : scalar or list
            Column of ``spans`` and the value, or list of values, to keep.

        Returns
        -------
        Annotations
            The spans kept; the labels kept when ``label`` is given.

        Raises
        ------
        KeyError
            If a name is not a column of ``spans``, or a label does not exist.

        Warns
        -----
        FramingWarning
            If nothing has a value that was asked for, as after a slip of the pen, or
            where voices are asked for and were not told apart.

        See Also
        --------
        framing.Corpus.where : Keep articles in place of findings.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> frames.where(label="security").labels
        ('security',)
        """
        keep = np.ones(len(self._spans), dtype=bool)
        labels = self.labels
        for name, wanted in equals.items():
            values = wanted if isinstance(wanted, (list, tuple, set)) else [wanted]
            column = self._column(name)
            if name == "label":
                labels = self._known_labels(values)
            else:
                self._warn_of_absent(column, values)
            keep &= column.isin(list(values)).to_numpy()
        kept = {**self.provenance, "where": {k: str(v) for k, v in equals.items()}}
        return Annotations(
            self.tokens,
            self._spans[keep],
            labels=labels,
            kind=self.kind,
            provenance=kept,
        )

    def _column(self, name: str) -> pd.Series[Any]:
        if name in self._spans.columns:
            return self._spans[name]
        if name not in self._complete.columns:
            columns = [str(column) for column in self._complete.columns]
            near = did_you_mean(name, columns)
            advice = _VOICE_ADVICE if name == "voice" else ""
            msg = (
                f"The findings have no column {name!r}.{near} They have: "
                f"{', '.join(columns)}.{advice}"
            )
            raise KeyError(msg)
        return self._complete[name]

    def _warn_of_absent(self, column: pd.Series[Any], wanted: Iterable[object]) -> None:
        """Name values that no finding has, unless to have none says nothing odd."""
        if column.empty or column.name in _PLACES or column.dtype == bool:
            return
        if column.name == "doc_id":
            # An article without a finding is an article all the same.
            known = pd.Series(self.corpus.doc_ids, name="doc_id", dtype="str")
            warn_of_absent(known, wanted, of="article")
            return
        advice = ""
        if column.name == "voice" and self.kind == "tone":
            advice = _NO_VOICES if bool((column == "any").all()) else _VOICES
        warn_of_absent(column, wanted, of="finding", advice=advice)

    def _known_labels(self, wanted: Sequence[object] | set[object]) -> tuple[str, ...]:
        unknown = sorted(str(name) for name in wanted if name not in self.labels)
        if unknown:
            near = did_you_mean(unknown[0], self.labels)
            known = list_names(self.labels, 20)
            msg = f"No label {unknown[0]!r}.{near} There are: {known}."
            raise KeyError(msg)
        return tuple(name for name in self.labels if name in wanted)

    def evidence(
        self, label: str | None = None, *, doc_id: str | None = None
    ) -> pd.DataFrame:
        """Show the sentences behind the counts.

        Every number rests on these sentences.

        Parameters
        ----------
        label : str, optional
            One label; all by default.
        doc_id : str, optional
            One article; all by default.

        Returns
        -------
        DataFrame
            One row per span: ``doc_id``, ``label``, ``text`` (the words found),
            ``sentence_text``, ``start``, ``end`` (of the span in the source), and
            ``score`` where there is one.

        Raises
        ------
        KeyError
            If the label or the article does not exist.

        See Also
        --------
        framing.concordance : Hits with the words around them.
        framing.Comparison.evidence : The sentences behind a comparison.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> row = frames.evidence("security").iloc[0]
        >>> row["text"] in row["sentence_text"]
        True
        """
        keep = np.ones(len(self._spans), dtype=bool)
        if label is not None:
            self._known_labels([label])
            keep &= (self._spans["label"] == label).to_numpy()
        if doc_id is not None:
            _check_doc_id(self.corpus, doc_id)
            keep &= (self._spans["doc_id"] == doc_id).to_numpy()
        rows = self._with_text(self._spans[keep], self._codes[0][keep])
        rows = rows.reset_index(drop=True)
        rows["sentence_text"] = self._sentence_texts(rows["sentence"].to_numpy())
        first = ["doc_id", "label", "text", "sentence_text", "start", "end"]
        rest = [c for c in rows.columns if c not in {*first, "sentence"}]
        return rows[[*first, *rest]]

    def _sentence_texts(self, sentences: np.ndarray) -> pd.Series[Any]:
        tokens, texts = self.tokens, self.corpus.texts
        places = zip(
            tokens.sentence_doc[sentences],
            tokens.sentence_start[sentences],
            tokens.sentence_end[sentences],
            strict=True,
        )
        return pd.Series([texts[d][a:b] for d, a, b in places], dtype="str")

    def highlight(self, doc_id: str, *others: Annotations) -> MarkedText:
        """Show an article with the words found marked in place.

        What cleaning set aside is struck out, so that one sees what did not count.

        Parameters
        ----------
        doc_id : str
            The article.
        *others : Annotations
            More findings in the same corpus to mark in the same text.

        Returns
        -------
        MarkedText
            Draws itself in a notebook; ``.html`` is the page's source; ``print`` shows
            the text with ``[words|label]``. Labels have a colour and a key, actors are
            dotted, quotes slanted with the speaker behind them, and what cleaning set
            aside is struck out.

        Raises
        ------
        KeyError
            If there is no such article.

        See Also
        --------
        framing.annotate.show_side_by_side : Two articles beside each other.

        Examples
        --------
        >>> import framing as fr
        >>> frames = fr.find_frames(fr.load_example("caravan"))
        >>> "<mark" in frames.highlight(frames.corpus.doc_ids[0]).html
        True
        """
        _check_doc_id(self.corpus, doc_id)
        found = [one._found_in(doc_id) for one in (self, *others)]
        return highlight_article(self.corpus, doc_id, found)

    def _found_in(self, doc_id: str) -> FoundHere:
        rows = self._spans[self._spans["doc_id"] == doc_id]
        return FoundHere(self.kind, self.labels, rows)

    def __len__(self) -> int:
        return len(self._spans)

    def __repr__(self) -> str:
        facts = ", ".join(f"{name} {value}" for name, value in self._facts())
        return f"<Annotations ({self.kind}): {facts}>"

    def _repr_html_(self) -> str:
        counts = self._spans["label"].value_counts()
        docs = self._spans.groupby("label")["doc_id"].nunique()
        rows = [[k, int(counts.get(k, 0)), int(docs.get(k, 0))] for k in self.labels]
        shown = rows[:20]
        more = len(rows) - len(shown)
        return _html.card(
            f"Annotations: {self.kind}",
            _html.definition_row(self._facts()),
            _html.table(["label", "hits", "articles with a hit"], shown),
            note=f"and {more} more labels" if more > 0 else "",
        )

    def _facts(self) -> list[tuple[str, object]]:
        hit = int(self._spans["doc_id"].nunique())
        return [
            ("hits", len(self)),
            ("labels", len(self.labels)),
            ("articles", len(self.corpus)),
            ("articles with a hit", hit),
        ]


def _free_names(variables: Iterable[str]) -> dict[str, str]:
    """Name anew the document variables that bear the name of a count."""
    taken = {*variables, *COUNT_COLUMNS, *SCORE_COLUMNS}
    names = {}
    for name in (n for n in variables if n in COUNT_COLUMNS + SCORE_COLUMNS):
        free = f"{name}_"
        while free in taken:
            free += "_"
        names[name] = free
        taken.add(free)
    return names


def _check_doc_id(corpus: Corpus, doc_id: str) -> None:
    if doc_id not in corpus.doc_ids:
        first = ", ".join(corpus.doc_ids[:5])
        near = did_you_mean(doc_id, corpus.doc_ids)
        msg = (
            f"No article {doc_id!r}.{near} The first ids are: {first}. All are in "
            "corpus.doc_ids."
        )
        raise KeyError(msg)
