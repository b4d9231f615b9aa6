"""What an outlet says of its own: "the Courier can reveal" quotes nobody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from framing.annotate.quotes.words import Kind

if TYPE_CHECKING:
    from framing.annotate.quotes.article import Article
    from framing.annotate.quotes.phrases import Phrase

__all__ = ["is_own_report", "outlet_words"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_WEB = frozenset("the www com co uk org net".split())
_THIS = frozenset("this our".split())
_LEADS = _THIS | {"a", "an", "the", "exclusive", "new", "recent"}
_SELF = frozenset(
    "newspaper paper magazine website site publication programme program newsroom "
    "channel station column broadcaster outlet".split()
)
# Inquiries of an outlet's own: "a Courier poll found".
_STUDIES = frozenset(
    "poll survey investigation analysis review inquiry probe study count tally "
    "research findings audit snapshot reporting".split()
)
# Last words of the names of newspapers, and broadcasters.
_PAPERS = frozenset(
    "advertiser argus bulletin chronicle courier dispatch echo examiner express "
    "gazette globe guardian herald independent inquirer journal leader mail mercury "
    "messenger mirror news observer post press record register reporter review "
    "sentinel standard star sun telegraph times today tribune weekly bbc cnn nbc abc "
    "cbs npr itv pbs reuters bloomberg politico propublica axios vox slate huffpost "
    "breitbart newsweek buzzfeed".split()
)
_LEARNT = frozenset("learned learnt seen obtained established discovered heard".split())
_CAN = frozenset("reveal disclose report confirm announce".split())


def outlet_words(name: object) -> tuple[str, ...]:
    """Give the words of an outlet's name, in lower case.

    Parameters
    ----------
    name : object
        The value of the document variable ``outlet``; no text has no words.

    Returns
    -------
    tuple of str
        Without "the" and the endings of web addresses.

    Examples
    --------
    >>> outlet_words("The Oakport Courier"), outlet_words("oakport-courier.com")
    (('oakport', 'courier'), ('oakport', 'courier'))
    """
    words = _WORD.findall(name.casefold()) if isinstance(name, str) else []
    return tuple(word for word in words if word not in _WEB)


def is_own_report(article: Article, speaker: Phrase, cue: Phrase) -> bool:
    """Say whether an outlet only says that it found something out itself.

    Parameters
    ----------
    article : Article
        One article; its ``outlet`` helps where it is known.
    speaker, cue : (int, int)
        First and last token, end exclusive.

    Returns
    -------
    bool
        True for "the Courier" in the Courier, for "this newspaper", and for whoever
        has the name of a newspaper and "can reveal" or "has learned" something.

    Examples
    --------
    >>> import framing as fr
    >>> text = "The bridge is shut, the Courier can reveal. Ann Lee said she wept."
    >>> corpus = fr.read_articles([{"text": text, "outlet": "Courier"}])
    >>> fr.find_quotes(corpus).spans["speaker"].tolist()
    ['Ann Lee']
    """
    words = [article.word(k) for k in range(*speaker)]
    this = words[0].lower() in _THIS
    while len(words) > 1 and words[0].lower() in _LEADS:
        words = words[1:]
    last = words[-1].lower()
    if this and last in _SELF:
        return True
    if last in _STUDIES and len(words) > 1:
        words = words[:-1]
    if not all(word[0].isupper() or not word[0].isalpha() for word in words):
        return False
    name = outlet_words(" ".join(words).removesuffix("'s").removesuffix("’s"))
    if not name:
        return False
    own = name == article.outlet[-len(name) :]
    return own or (name[-1] in _PAPERS and _reports_itself(article, cue[0]))


def _reports_itself(article: Article, cue: int) -> bool:
    """Say whether a cue is "understands", "has learned" or "can reveal"."""
    word = article.word(cue).lower()
    k = cue - 1
    while k > 0 and article.kinds[k] & Kind.ADVERB:
        k -= 1
    before = article.word(k).lower() if k >= 0 else ""
    return (
        word == "understands"
        or (word in _LEARNT and before in {"has", "have"})
        or (word in _CAN and before == "can")
    )
