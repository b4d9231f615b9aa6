"""The public finder: a corpus in, one table of quotes out."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing._provenance import record
from framing.annotate.quotes.article import Article, articles
from framing.annotate.quotes.confidence import confidence_of
from framing.annotate.quotes.reading import read_article
from framing.annotate.quotes.speaker import speaker_actors
from framing.annotations import Annotations
from framing.tokens import Tokens, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from framing.annotate.quotes.statement import Statement
    from framing.corpus import Corpus

__all__ = ["QUOTE_LABELS", "find_quotes"]

QUOTE_LABELS = ("direct", "mixed", "indirect", "fragment", "scare", "title")
_COLUMNS = (
    "doc",
    "start",
    "end",
    "sentence",
    "label",
    "quote",
    "speaker_start",
    "speaker_end",
    "cue",
    "rule",
    "confidence",
    "status",
)
_Row = tuple[int, int, int, int, str, str, int, int, str, str, float, str]


def find_quotes(
    corpus: Corpus | Tokens,
    *,
    min_confidence: float = 0.0,
    actors: Annotations | None = None,
) -> Annotations:
    """Find who says what: direct and indirect speech, fragments, scare quotes.

    Rules read reporting verbs, "according to", colons and split quotations, with
    quotation marks of all common styles. No model is needed.

    Parameters
    ----------
    corpus : Corpus or Tokens
        The articles, or their token table.
    min_confidence : float, default 0.0
        Keep only what was found by a rule with at least this precision, between 0
        and 1.
    actors : Annotations, optional
        What :func:`framing.find_actors` found in the same corpus: the speaker is then
        linked to the actor whose mention the speaker's words overlap.

    Returns
    -------
    Annotations
        Kind ``"quotes"``. Labels: ``direct`` (an utterance in quotation marks),
        ``mixed`` (a clause that is partly quoted; the words in marks are repeated as
        ``fragment`` rows of the same quote), ``indirect`` (no marks), ``fragment``
        (quoted words inside a sentence), ``scare`` (four words or fewer in marks that
        nobody is said to have used) and ``title`` (a name in marks, nobody's words).
        Own columns: ``quote`` (the rows of one quote share it: split, continued and
        multi-paragraph quotes have several), ``speaker_start`` and ``speaker_end``
        (characters, -1 when nobody was found), ``speaker`` (their text), ``cue``,
        ``rule``, ``confidence`` (the precision measured for that rule), ``status``
        (``closed``, ``continues``, ``unclosed``), ``speaker_actor`` (label of the
        actor, empty when none).

    Raises
    ------
    TypeError
        If `corpus` is neither a Corpus nor Tokens.
    ValueError
        If `min_confidence` is not between 0 and 1, or `actors` were found in another
        corpus.

    See Also
    --------
    framing.find_voice : Cut every article into whose words it is made of.

    Notes
    -----
    Rules without a model, for English news. A speaker span found is not an actor
    resolved: "he" is a span, and has an actor only where `actors` link the pronoun.
    Where one statement stands inside another ("X said Y wants to leave") the outer
    one is kept. What authors say of themselves ("we asked") is no quote. The
    precision of each rule was measured on 206 annotated US news articles [1]_ and is
    lower in other kinds of text.

    References
    ----------
    .. [1] Newell, E., Margolin, D. & Ruths, D. (2018). An attribution relations
       corpus for political news. Proceedings of LREC 2018.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.annotate.quotes import find_quotes
    >>> text = '"We are leaving," Ann Lee told reporters. Police said they agreed.'
    >>> quotes = find_quotes(fr.read_articles([{"text": text}]))
    >>> quotes.spans[["label", "speaker", "cue"]].values.tolist()
    [['direct', 'Ann Lee', 'told'], ['indirect', 'Police', 'said']]
    """
    tokens = _as_tokens(corpus)
    if not 0 <= min_confidence <= 1:
        msg = f"`min_confidence` must lie between 0 and 1; got {min_confidence!r}."
        raise ValueError(msg)
    _check_actors(actors, tokens)
    spans = _span_table(tokens, min_confidence)
    linked = speaker_actors(spans, actors)
    spans["speaker_actor"] = pd.Series(linked, dtype="str")
    parents: dict[str, object] = {"corpus": tokens.corpus.fingerprint}
    if actors is not None:
        parents["actors"] = actors.provenance
    return Annotations(
        tokens,
        spans,
        labels=QUOTE_LABELS,
        kind="quotes",
        provenance=record("find_quotes", parents, {"min_confidence": min_confidence}),
    )


def _as_tokens(corpus: Corpus | Tokens) -> Tokens:
    if isinstance(corpus, Tokens):
        return corpus
    return tokenize(corpus)


def _check_actors(actors: Annotations | None, tokens: Tokens) -> None:
    if actors is None:
        return
    if actors.kind != "actors":
        msg = (
            f"`actors` must be of kind 'actors'; got kind {actors.kind!r}. "
            "Find them first: actors = fr.find_actors(corpus)."
        )
        raise ValueError(msg)
    if actors.corpus is not tokens.corpus and actors.corpus != tokens.corpus:
        msg = (
            "`actors` were found in another corpus than the one given. "
            "Find both in the same: fr.find_quotes(actors.corpus, actors=actors)."
        )
        raise ValueError(msg)


def _span_table(tokens: Tokens, min_confidence: float) -> pd.DataFrame:
    # The rules need the library's own tokens: marks and words apart.
    own = tokenize(tokens.corpus)
    rows = [row for article in articles(own) for row in _rows(article, min_confidence)]
    columns = zip(*rows, strict=True) if rows else ((),) * len(_COLUMNS)
    named = dict(zip(_COLUMNS, map(list, columns), strict=True))
    texts = tokens.corpus.texts
    docs = named.pop("doc")
    spans = pd.DataFrame(named)
    for name in ("start", "end", "sentence", "speaker_start", "speaker_end"):
        spans[name] = spans[name].astype(np.int64)
    spans["confidence"] = spans["confidence"].astype(float)
    for name in ("label", "quote", "cue", "rule", "status"):
        spans[name] = spans[name].astype("str")
    ids = tokens.corpus.doc_ids
    spans["doc_id"] = pd.Series([ids[doc] for doc in docs], dtype="str")
    spans["quote"] = spans["doc_id"] + ":" + spans["quote"]
    for name, first, last in (
        ("text", "start", "end"),
        ("speaker", "speaker_start", "speaker_end"),
    ):
        places = zip(docs, named[first], named[last], strict=True)
        spans[name] = pd.Series(
            [texts[d][a:b] if a >= 0 else "" for d, a, b in places], dtype="str"
        )
    return spans[_ORDER]


_ORDER = [
    "doc_id",
    "start",
    "end",
    "sentence",
    "label",
    "text",
    "quote",
    "speaker_start",
    "speaker_end",
    "speaker",
    "cue",
    "rule",
    "confidence",
    "status",
]


def _rows(article: Article, min_confidence: float) -> Iterator[_Row]:
    for number, statement in enumerate(read_article(article)):
        confidence = confidence_of(statement)
        if confidence >= min_confidence:
            yield from _rows_of(article, statement, number, confidence)


def _rows_of(
    article: Article, statement: Statement, number: int, confidence: float
) -> Iterator[_Row]:
    speaker = statement.speaker or (-1, -1)
    cue = statement.cue
    word = article.text[cue[0] : cue[1]] if cue else ""
    labelled = [(part, statement.kind) for part in statement.parts]
    labelled += [(part, "fragment") for part in statement.fragments]
    for (start, end), label in sorted(labelled):
        yield (
            article.number,
            start,
            end,
            _sentence_at(article, start),
            label,
            str(number),
            *speaker,
            word,
            statement.rule,
            confidence,
            statement.status,
        )


def _sentence_at(article: Article, place: int) -> int:
    token = max(bisect_right(article.start, place) - 1, 0)
    return article.first_sentence + article.sentence[token]
