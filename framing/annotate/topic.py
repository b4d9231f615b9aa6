"""Whether articles are about what the lexicon in use was made for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.lexicon import Lexicon, find_matches
from framing.tokens.language import list_not_english

if TYPE_CHECKING:
    from framing.tokens import Tokens

__all__ = ["DEFAULT_LEXICON", "MIGRATION_WORDS", "tell_off_topic"]

DEFAULT_LEXICON = "security-humanitarian"
MIGRATION_WORDS = (
    "migra*",
    "immigra*",
    "emigra*",
    "refugee*",
    "asylum",
    "border",
    "borders",
    "deport*",
)
"""An article on migration has three of these, or more, in 1,000 words."""

_RATE = 3 / 1000
_SHARE = 0.2  # of the articles; with fewer a corpus is about something else
_MIN_WORDS = 200  # fewer need not name their topic


def tell_off_topic(tokens: Tokens) -> str:
    """Say that articles are not on migration, which the usual lexicon is made for.

    Parameters
    ----------
    tokens : Tokens
        The articles; those that do not read as English have no say.

    Returns
    -------
    str
        What was used, what it was made for, and what to type; empty where a fifth or
        more of the articles are on migration, or where there are too few words to tell.

    Examples
    --------
    >>> import framing as fr
    >>> tell_off_topic(fr.tokenize(fr.load_example("caravan")))
    ''
    """
    foreign = np.isin(tokens.corpus.doc_ids, list_not_english(tokens))
    words = tokens.words_per_doc[~foreign]
    if words.sum() < _MIN_WORDS:
        return ""
    told = find_matches(Lexicon.from_dict({"topic": MIGRATION_WORDS}), tokens)
    hits = np.bincount(tokens.doc[told.first], minlength=tokens.n_docs)[~foreign]
    about = (hits > 0) & (hits >= _RATE * words)
    if about.mean() >= _SHARE:
        return ""
    return (
        f"No lexicon was given, so {DEFAULT_LEXICON} was used, which is made for news "
        f"on migration; {_how_many(int(about.sum()), len(about))}. For another topic "
        'type lexicon="generic-frames", or give a lexicon made for it; '
        "fr.list_lexicons() lists those that come with the library."
    )


def _how_many(n: int, of: int) -> str:
    if of == 1:
        return "the article is not on migration"
    some = "none" if n == 0 else f"only {n:,}"
    return f"of {of:,} articles {some} {'is' if n < 2 else 'are'} on migration"
