"""Zeros that may be no finding: articles of another language, words never met."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from framing._errors import caution, list_names
from framing.lexicon.library import is_shipped
from framing.tokens.language import list_not_english

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from framing.tokens import Tokens

__all__ = [
    "NOT_ENGLISH",
    "find_not_english",
    "is_odd",
    "warn_of_foreign",
    "warn_of_language",
    "warn_of_zeros",
]

NOT_ENGLISH = "does not read as English, so its frame counts are not comparable"
"""What is remarked of an article that an English lexicon was counted in."""

_ENGLISH = frozenset({"en", "eng", "english"})
_SHOWN = 5
# Fewer articles and words than this need not hold a word of every category.
_MIN_DOCS = 2
_MIN_WORDS = 200


def warn_of_language(tokens: Tokens, language: str) -> None:
    """Name the articles that a lexicon of English words cannot speak of.

    Parameters
    ----------
    tokens : Tokens
        The articles.
    language : str
        Language that the lexicon states; empty if it states none.

    Warns
    -----
    FramingWarning
        If there are such articles.
    """
    warn_of_foreign(find_not_english(tokens, language), tokens.n_docs, language)


def find_not_english(tokens: Tokens, language: str) -> tuple[str, ...]:
    """List the articles that do not read as English, if the lexicon may be English."""
    return list_not_english(tokens) if _may_be_english(language) else ()


def _may_be_english(language: str) -> bool:
    """Say whether a lexicon states English, or nothing; "en, de" states more."""
    codes = [code.strip().lower() for code in language.split(",") if code.strip()]
    return all(re.split(r"[-_ ]", code)[0] in _ENGLISH for code in codes)


def warn_of_foreign(doc_ids: Sequence[str], n_docs: int, language: str) -> None:
    """Name articles that do not read as English."""
    if not is_odd(len(doc_ids), n_docs, language):
        return
    do = "article does" if n_docs == 1 else "articles do"
    why = "the lexicon is English" if language else "the lexicon states no language"
    caution(
        f"{len(doc_ids):,} of {n_docs:,} {do} not read as English: "
        f"{list_names(doc_ids, _SHOWN)}; their frame counts are not comparable with "
        f"others, since {why}. Leave them out, corpus.where(lambda docs: ~docs.index."
        f"isin([{doc_ids[0]!r}])), or give a lexicon of their language, "
        'fr.Lexicon.from_dict(..., language="es").'
    )


def is_odd(n_foreign: int, n_docs: int, language: str) -> bool:
    """Tell whether so many articles in another language call for a caution.

    A lexicon that states no language may well be of that of most articles: then there
    is nothing odd.
    """
    return n_foreign > 0 and (bool(language) or 2 * n_foreign <= n_docs)


def warn_of_zeros(
    counts: pd.Series[int], n_docs: int, n_words: int, *, sha256: str
) -> None:
    """Name categories of which nothing occurs in a whole corpus.

    In a lexicon that comes with the library nothing is misspelt: there a category
    without a hit is a finding, and only a lexicon without any is told.

    Parameters
    ----------
    counts : Series
        Hits of each category in the corpus.
    n_docs, n_words : int
        Size of the corpus: of few words nothing is said.
    sha256 : str
        Hash of the lexicon.

    Warns
    -----
    FramingWarning
        If there are such categories.
    """
    silent = counts.index[counts == 0].tolist()
    if not silent or n_words < _MIN_WORDS:
        return
    if len(silent) == len(counts):
        what = "Nothing of the lexicon"
    elif n_docs < _MIN_DOCS or is_shipped(sha256):
        return
    else:
        what = f"Nothing of {list_names([repr(name) for name in silent])}"
    where = "the article" if n_docs == 1 else f"any of the {n_docs:,} articles"
    caution(
        f"{what} occurs in {where}. An entry stands for whole words: 'nurs*' also "
        "finds nurse, nurses and nursing; one with case: true wants the same capitals. "
        "lexicon.check(corpus) tells entry by entry what was not found; if all is "
        "well there, the lexicon may be made for another topic."
    )
