"""Tell whether a sentence is English enough to be scored."""

from __future__ import annotations

import re

__all__ = ["is_english"]

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
# Fewer words than this tell too little.
_MIN_WORDS = 4
_MIN_LATIN = 0.7


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
