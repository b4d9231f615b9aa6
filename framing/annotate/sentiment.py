"""Tone of sentences: one score per sentence, never one per article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing._provenance import installed_version, record
from framing.annotate.vader.chunks import score_vader_tokens
from framing.annotations import Annotations
from framing.tokens import Tokens, tokenize

if TYPE_CHECKING:
    from framing.corpus import Corpus

__all__ = ["Scorer", "score_sentiment"]

Scorer = Callable[[Sequence[str]], Sequence[float] | NDArray[np.float64]]


def score_sentiment(
    corpus: Corpus | Tokens, *, scorer: Scorer | None = None
) -> Annotations:
    """Score the tone of every sentence.

    A sentence has a tone, an article has not: scores of a whole article saturate after
    a few paragraphs.

    Parameters
    ----------
    corpus : Corpus or Tokens
        The articles.
    scorer : callable, optional
        Takes n sentences and returns n numbers in [-1, 1]. By default VADER's compound
        score [1]_.

    Returns
    -------
    Annotations
        Kind ``"sentiment"`` with one label, ``"sentiment"``; one span per sentence with
        its ``score``.

    Raises
    ------
    ValueError
        If the scorer does not return one number in [-1, 1] per sentence.

    See Also
    --------
    framing.score_actors : Tone toward an actor.

    Notes
    -----
    VADER was made for social media. On news it scores topics and names as well as
    tone (``"The United States met officials."`` is +0.42 because of ``united``), and
    on a whole article its compound score saturates near -1 or +1; there is therefore
    no whole-article score here. Read a mean over sentences as a coarse description.

    References
    ----------
    .. [1] Hutto, C. J., & Gilbert, E. (2014). VADER: A parsimonious rule-based model
       for sentiment analysis of social media text. ICWSM 8(1), 216-225.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_articles([{"text": "A good day. A terrible night."}])
    >>> fr.score_sentiment(corpus).spans["score"].round(2).tolist()
    [0.44, -0.48]
    """
    tokens = corpus if isinstance(corpus, Tokens) else tokenize(corpus)
    spans = _sentence_spans(tokens)
    if scorer is None:
        spans["score"] = _vader(tokens)
    else:
        spans["score"] = checked_scores(scorer, _clean_sentences(tokens))
    parameters = {"scorer": scorer_name(scorer)}
    parents = {"corpus": tokens.corpus.fingerprint}
    return Annotations(
        tokens,
        spans,
        labels=["sentiment"],
        kind="sentiment",
        provenance=record("score_sentiment", parents, parameters),
    )


def scorer_name(scorer: Callable[..., object] | None) -> str:
    """Name a scorer in a way that does not depend on the machine."""
    if scorer is None:
        return f"vader (vaderSentiment {installed_version('vaderSentiment')})"
    kind = type(scorer)
    return getattr(scorer, "__qualname__", f"{kind.__module__}.{kind.__qualname__}")


def checked_scores(scorer: Scorer, sentences: Sequence[str]) -> pd.Series[float]:
    """Call a scorer and refuse what is not one number in [-1, 1] per sentence."""
    scores = np.asarray(scorer(sentences), dtype=float)
    if scores.shape != (len(sentences),):
        msg = (
            f"`scorer` must return one number per sentence; it returned shape "
            f"{scores.shape} for {len(sentences)} sentences."
        )
        raise ValueError(msg)
    wrong = scores[np.abs(scores) > 1]
    if len(wrong):
        msg = f"`scorer` must return numbers in [-1, 1]; it returned {wrong[0]!r}."
        raise ValueError(msg)
    return pd.Series(scores)


def _sentence_spans(tokens: Tokens) -> pd.DataFrame:
    doc_ids = pd.Series(tokens.corpus.doc_ids, dtype="str")
    return pd.DataFrame(
        {
            "doc_id": doc_ids.take(tokens.sentence_doc).array,
            "start": tokens.sentence_start,
            "end": tokens.sentence_end,
            "sentence": np.arange(tokens.n_sentences, dtype=np.int32),
            "label": pd.Series(["sentiment"], dtype="str").repeat(tokens.n_sentences),
        }
    )


def _clean_sentences(tokens: Tokens) -> list[str]:
    """Return the sentences on one line each, without what cleaning set aside."""
    clean = tokens.corpus.clean_texts
    columns = (tokens.sentence_doc, tokens.sentence_start, tokens.sentence_end)
    places = zip(*(column.tolist() for column in columns), strict=True)
    return [" ".join(clean[doc][low:high].split()) for doc, low, high in places]


def _vader(tokens: Tokens) -> NDArray[np.float64]:
    # Another tokenizer changes the words, not the sentences, and may leave out
    # characters; the library's own table holds all that VADER looks at.
    return score_vader_tokens(tokenize(tokens.corpus)).compound
