"""Frames: the words of a lexicon, each at its place in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from framing._errors import are_zeros_expected, caution
from framing._provenance import record
from framing.annotate.silence import warn_of_language, warn_of_zeros
from framing.annotate.topic import DEFAULT_LEXICON, tell_off_topic
from framing.annotations import Annotations
from framing.lexicon import Lexicon, Matches, find_matches, load_lexicon
from framing.tokens import Tokens, tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from framing.corpus import Corpus

__all__ = ["find_frames"]


def find_frames(
    corpus: Corpus | Tokens,
    lexicon: Lexicon | str | None = None,
    *,
    levels: int | Sequence[int] | None = 1,
    valuetype: Literal["glob", "fixed", "regex"] = "glob",
    nested_scope: Literal["category", "lexicon"] | None = None,
    cross_punctuation: bool = False,
    negation: int | None = None,
) -> Annotations:
    """Find the words and phrases of a lexicon in a corpus.

    Every hit keeps its place in the untouched text, and articles without a hit count as
    zeros.

    Parameters
    ----------
    corpus : Corpus or Tokens
        The articles, or their token table where another tokenizer made it.
    lexicon : Lexicon or str, optional
        The lexicon, or the name of a shipped one (:func:`framing.list_lexicons`). By
        default ``"security-humanitarian"``, which is made for news on migration.
    levels : int, sequence of int or None, default 1
        Levels of nested categories to count: 1 for the top categories, ``(1, 2)`` for
        their sub-categories, None for the full path of every entry.
    valuetype : {'glob', 'fixed', 'regex'}, default 'glob'
        How patterns are read: with ``*`` and ``?``, as they stand, as regular
        expressions.
    nested_scope : {'category', 'lexicon'}, optional
        Whether the longest match wins inside its category only, so that categories are
        independent of each other, or in the whole lexicon. By default the first, unless
        the lexicon has a category ``neg_x`` beside ``x``.
    cross_punctuation : bool, default False
        Whether a phrase may run across a comma or another mark.
    negation : int, optional
        Mark hits within so many words after a negating word, in a column ``negated``;
        they are kept.

    Returns
    -------
    Annotations
        Kind ``"frames"``; labels are the categories. Own columns: ``category`` (full
        path of the entry that matched), ``pattern`` (the entry), ``weight`` and
        ``negated``.

    Raises
    ------
    KeyError
        If there is no shipped lexicon of that name.
    TypeError
        If `corpus` or `lexicon` is something else.

    Warns
    -----
    FramingWarning
        If no lexicon is given and the articles are not on migration, articles do not
        read as English and the lexicon is English, nothing of a category occurs in the
        whole corpus, the lexicon has none of the `levels`, an entry matches any word,
        or words are too long for a regular expression.

    See Also
    --------
    framing.compare : Compare frames between articles or outlets.
    framing.Annotations.evidence : The sentences behind the counts.

    Notes
    -----
    Longest match first, inside a category no word is counted twice; the rule is that of
    quanteda's ``tokens_lookup`` [1]_. A hit is a word or phrase of the lexicon, not a
    reader's judgement: how far the two agree is measured per lexicon and printed in its
    codebook.

    Regular expressions are tried on words of up to 64 characters only, so that none can
    run for ages; a warning tells how many longer ones, such as web addresses, were left
    out.

    Zeros that may be no finding are not passed over in silence. Articles count as
    English unless they are mostly in another script or have more frequent words of
    another European language; where the lexicon states no ``language``, a warning is
    given only if they are the lesser part. A category without a hit is named from two
    articles and 200 words on: fewer say nothing. In a lexicon that comes with the
    library it is a finding, and only one without any hit at all is told.

    Articles count as being on migration where three or more of 1,000 words are of a
    short list (``migra*, immigra*, emigra*, refugee*, asylum, border, borders,
    deport*``). The warning comes from 200 words on, where fewer than a fifth are.

    References
    ----------
    .. [1] Benoit, K. et al. (2018). quanteda: An R package for the quantitative
       analysis of textual data. Journal of Open Source Software 3(30), 774.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_articles([{"text": "Police detained migrants at the border."}])
    >>> frames = fr.find_frames(corpus)
    >>> frames.spans[["label", "text"]].head(1).values.tolist()
    [['security', 'Police']]
    """
    tokens = as_tokens(corpus)
    chosen = _as_lexicon(DEFAULT_LEXICON if lexicon is None else lexicon)
    matches = find_matches(
        chosen,
        tokens,
        levels=levels,
        valuetype=valuetype,
        nested_scope=nested_scope,
        cross_punctuation=cross_punctuation,
        negation=negation,
    )
    parameters = {
        "lexicon": f"{chosen.name} {chosen.version}".strip(),
        "citation": " ".join(chosen.citation.split()),
        "language": chosen.language,
        "overlap": matches.rule,
        **dict(matches.settings),
    }
    parents = {"corpus": tokens.corpus.fingerprint, "lexicon": chosen.sha256}
    if not are_zeros_expected():
        warn_of_language(tokens, chosen.language)
        off_topic = tell_off_topic(tokens) if lexicon is None else ""
        if off_topic:
            caution(off_topic)
        else:
            n_words = int(tokens.words_per_doc.sum())
            warn_of_zeros(matches.counts, tokens.n_docs, n_words, sha256=chosen.sha256)
    return Annotations(
        tokens,
        _frame_spans(tokens, matches, chosen),
        labels=matches.categories,
        kind="frames",
        provenance=record("find_frames", parents, parameters),
    )


def _frame_spans(tokens: Tokens, matches: Matches, lexicon: Lexicon) -> pd.DataFrame:
    spans = token_spans(tokens, matches.first, matches.last + 1)
    names = pd.Series(matches.categories, dtype="str")
    spans["label"] = names.take(matches.category).array
    entries = lexicon.entries
    for column in ("category", "pattern"):
        spans[column] = entries[column].take(matches.entry).array
    return spans.assign(weight=matches.weight, negated=matches.negated)


def as_tokens(corpus: Corpus | Tokens) -> Tokens:
    """Return the token table of a corpus, or the table itself."""
    return corpus if isinstance(corpus, Tokens) else tokenize(corpus)


def token_spans(tokens: Tokens, first: np.ndarray, stop: np.ndarray) -> pd.DataFrame:
    """Turn token positions (stop exclusive) into the places of spans."""
    doc_ids = pd.Series(tokens.corpus.doc_ids, dtype="str")
    return pd.DataFrame(
        {
            "doc_id": doc_ids.take(tokens.doc[first]).array,
            "start": tokens.start[first],
            "end": tokens.end[stop - 1],
            "sentence": tokens.sentence[first],
        }
    )


def _as_lexicon(lexicon: object) -> Lexicon:
    if isinstance(lexicon, str):
        return load_lexicon(lexicon)
    if isinstance(lexicon, Lexicon):
        return lexicon
    msg = (
        f"`lexicon` must be a Lexicon or the name of a shipped one; got "
        f"{type(lexicon).__name__}. Make one from your own lists: "
        'fr.Lexicon.from_dict({"security": ["border*"]}).'
    )
    raise TypeError(msg)
