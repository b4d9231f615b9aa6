"""Tell whether a sentence or an article is English enough to be scored or counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from framing.corpus import Corpus
from framing.tokens.tokenizing import tokenize

if TYPE_CHECKING:
    from framing.tokens.tokens import Tokens

__all__ = ["is_english", "list_not_english"]

Flags = NDArray[np.bool_]

_ENGLISH = frozenset(
    """the of and to a in is was for on that with he she it his her as at by be been
    from has had have are were not but they this an who will would their said says we
    you i i'm it's don't about after before him them which or its when what all more
    out up into over than no can could should if there so did do does my your our me
    us how why while against very just also because these those any some only between
    under during""".split()
)
# Frequent words of other languages that are no English words.
_FOREIGN = (
    frozenset(
        """el la los las del que y en por una un con para se su más como pero fue esta
    le les des et une dans est pour qui sur pas au aux ce il elle avec sont été du
    der die das und ist nicht von den dem ein eine zu mit auf für sich wird auch im
    il gli che di della nel sono è più non ha per alla dei
    o os da do em um uma não com mais foi ao seu
    het een van niet dat zijn op voor aan met ook
    och att det som på är av inte ett på jag har till
    og til af ikke er i som
    się nie na że jest w z do
    ve bir bu da için
    ja on ei että""".split()
    )
    - _ENGLISH
    - frozenset("die on do per met do an in on to i la le das des".split())
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_LETTER = re.compile(r"[^\W\d_]")
_ACCENTED = re.compile(r"[À-ɏ]")
_OTHER = re.compile(r"[^\W\d_A-Za-zÀ-ɏ]")
# Fewer words than this tell too little.
_MIN_WORDS = 4
_MIN_LATIN = 0.7
# An article is called foreign on more evidence than a sentence: so many letters of
# another script, so many words that are frequent in another language, ...
_MIN_OTHER = 10
_MIN_FOREIGN = 3
# ... or, where it is long, few that are frequent in English and many with
# accents. Lists of names and texts without function words have the first alone.
_LONG = 100
_MIN_ENGLISH = 0.2
_MIN_ACCENTED = 0.05


def is_english(text: str) -> bool:
    """Tell whether a text is English, by the share of frequent words.

    Parameters
    ----------
    text : str
        A sentence.

    Returns
    -------
    bool
        False if fewer than seven letters in ten are Latin, or if more of its words
        are frequent in another European language than are frequent in English.

    Notes
    -----
    Headlines and short sentences have few frequent words of any language: without
    evidence against English a text in Latin letters is taken for English.

    Examples
    --------
    >>> is_english("The mayor praised her."), is_english("El alcalde la elogió ayer.")
    (True, False)
    """
    letters = [character for character in text if character.isalpha()]
    if letters and len(_LATIN.findall(text)) < _MIN_LATIN * len(letters):
        return False
    words = [word.replace("’", "'") for word in _WORD.findall(text.lower())]
    if len(words) < _MIN_WORDS:
        return True
    n_foreign = sum(word in _FOREIGN for word in words)
    return n_foreign <= sum(word in _ENGLISH for word in words)


def list_not_english(corpus: Corpus | Tokens) -> tuple[str, ...]:
    """List the articles that do not read as English.

    Parameters
    ----------
    corpus : Corpus or Tokens
        The articles.

    Returns
    -------
    tuple of str
        Their ``doc_id``, in the order of the corpus.

    See Also
    --------
    framing.find_frames : Warns of them.

    Notes
    -----
    An article is judged as a sentence is, on more evidence. It does not read as English
    if fewer than seven letters in ten are Latin, and ten are not; if three or more of
    its words, and more than are frequent in English, are frequent in another European
    language; or if it has 100 words, of which under one in five is frequent in English
    and one in twenty has an accent.
    Headlines have few such words and are taken for English.

    Examples
    --------
    >>> import framing as fr
    >>> texts = ["The mayor praised her.", "El alcalde dijo que el plan fue un error."]
    >>> list_not_english(fr.read_articles([{"text": text} for text in texts]))
    ('article-2',)
    """
    tokens = tokenize(corpus) if isinstance(corpus, Corpus) else corpus
    foreign = _has_foreign_words(tokens) | _has_foreign_letters(tokens)
    return tuple(tokens.corpus.doc_ids[at] for at in np.flatnonzero(foreign))


def _has_foreign_words(tokens: Tokens) -> Flags:
    words = [form.lower().replace("’", "'") for form in tokens.types]
    n_english = _count(tokens, [word in _ENGLISH for word in words])
    n_foreign = _count(tokens, [word in _FOREIGN for word in words])
    n_words = tokens.words_per_doc
    enough = (n_words >= _MIN_WORDS) & (n_foreign >= _MIN_FOREIGN)
    hardly = (n_words >= _LONG) & (n_english < _MIN_ENGLISH * n_words)
    if hardly.any():
        n_accented = _count(
            tokens, [_ACCENTED.search(word) is not None for word in words]
        )
        hardly &= n_accented >= _MIN_ACCENTED * n_words
    return (enough & (n_foreign > n_english)) | hardly


def _has_foreign_letters(tokens: Tokens) -> Flags:
    """Say which articles are mostly in another script."""
    forms = tokens.types
    other = np.array([0 if f.isascii() else len(_OTHER.findall(f)) for f in forms])
    n_other = _count(tokens, other)
    # A word has a letter at least: most corpora are done with here.
    many = (n_other >= _MIN_OTHER) & (n_other > (1 - _MIN_LATIN) * tokens.words_per_doc)
    if not many.any():
        return many
    n_letters = _count(tokens, [len(_LETTER.findall(form)) for form in forms])
    return many & (n_other > (1 - _MIN_LATIN) * n_letters)


def _count(tokens: Tokens, of_type: ArrayLike) -> NDArray[np.float64]:
    """Add up in each article what is known of each distinct word."""
    weights = np.asarray(of_type, dtype=np.float64)
    # Most words weigh nothing, and are left out before anything is added up.
    at = np.flatnonzero((weights > 0)[tokens.type])
    sums = np.bincount(tokens.doc[at], weights[tokens.type[at]], tokens.n_docs)
    return sums.astype(np.float64)
