"""Posts without a name: "the chief executive" is the one person introduced as such."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.annotate.actors.bits import Bit
from framing.annotate.actors.forms import fold
from framing.annotate.actors.heads import has_noun_after
from framing.annotate.actors.lists import entries
from framing.annotate.actors.mentions import Mention, Named, insert
from framing.annotate.actors.merge import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from framing.annotate.actors.words import Bools, Words

__all__ = ["add_posts", "unnamed_posts"]

_LONG = 4  # words before the noun that may belong to a post
_FAR = 8  # words an apposition may need to come to its noun
_NOT_PART = Bit.FUNCTION | Bit.AUXILIARY | Bit.REPORTING | Bit.COMMA | Bit.QUOTE
# Words that make a post another one: the former minister is not the minister.
_RANKS = frozenset(
    "former ex vice deputy assistant associate acting interim shadow junior lieutenant "
    "attorney solicitor outgoing incoming prime foreign".split()
)
# Posts that so many have that they need a word before them: "the union leader".
_WIDE = frozenset("president premier leader candidate".split())
_OWNED = frozenset("its their his her our my your whose".split())
# What an owner is known by: the position of its cluster, or a word.
_Owner = int | str | None


@dataclass(frozen=True)
class _Post:
    """A post as one place of the text names it.

    Parameters
    ----------
    first, last : int
        First and last token, articles and owners left out.
    noun : str
        Its noun: "executive".
    said : frozenset of str
        The words before the noun: "chief".
    owner : int, str or None
        Whose post it is: a cluster, a word, None where nothing is said.
    led : str
        What stands before it: "the", "a", "owner", or nothing.
    """

    first: int
    last: int
    noun: str
    said: frozenset[str]
    owner: _Owner
    led: str


def add_posts(words: Words, named: Named) -> None:
    """Resolve "the chief executive" where one person was introduced so, and no other.

    "Chief executive Ann Dole", "Ann Dole, the trust's chief executive," and "its chief
    executive, Ann Dole," introduce her. "The council's chief executive" is somebody
    else, and after that, or after "a chief executive", the bare words tell nothing.

    Parameters
    ----------
    words : Words
        The token table with bits.
    named : Named
        Actors and mentions; found mentions are added.
    """
    reader = _Reader(words, named)
    holders = reader.introduced()
    if not holders:
        return
    last_named: dict[tuple[int, int], list[int]] = defaultdict(list)
    for mention in named.mentions:
        last_named[mention.doc, mention.cluster].append(mention.first)
    unnamed: dict[tuple[int, str], list[_Post]] = defaultdict(list)
    found = []
    for post in reader.unnamed():
        doc = int(words.tokens.doc[post.last])
        key = doc, post.noun
        fits = _fitting(post, holders.get(key, []))
        since = _last_before(last_named.get((doc, fits[0]), []), post) if fits else -1
        strangers = [p for p in unnamed[key] if _is_rival(p, post, since)]
        if len(fits) != 1 or strangers or post.led == "a" or since < 0:
            unnamed[key].append(post)
            continue
        title = " ".join([*_words_of(words, post)[:-1], post.noun])
        link = Link(0, f"the only {title} named before", 0.8, mention="role")
        found.append(Mention(post.first, post.last, doc, fits[0], link))
    insert(named, found)


def unnamed_posts(words: Words, named: Named) -> list[int]:
    """Find where somebody is spoken of by a post that no name is known for.

    "The chairman" and "the trust's chairman" are; "a lawyer" only where the lawyer
    speaks, since one who is only mentioned is hardly taken up by "he".

    Parameters
    ----------
    words : Words
        The token table with bits.
    named : Named
        Actors and mentions, those of posts among them.

    Returns
    -------
    list of int
        Tokens of the nouns, in text order.
    """
    speaks = words.has(Bit.REPORTING | Bit.AUXILIARY, 1)
    return [
        post.last
        for post in _Reader(words, named).unnamed()
        if post.led != "a" or speaks[post.last]
    ]


def _last_before(places: list[int], post: _Post) -> int:
    return max((place for place in places if place < post.first), default=-1)


def _fitting(post: _Post, holders: list[tuple[int, _Post]]) -> list[int]:
    """Give the persons introduced by a post that this one may be."""
    ranks = post.said & _RANKS
    wide = post.noun in _WIDE or "prime" in ranks
    if wide and post.said <= _RANKS and post.owner is None:
        return []
    if post.owner in _OWNED:  # "his lawyer" is one man's here, another's there
        return []
    fits = {
        cluster: None
        for cluster, known in holders
        if post.said <= known.said
        and ranks == known.said & _RANKS
        and (post.owner is None or post.owner == known.owner)
    }
    return list(fits)


def _is_rival(other: _Post, post: _Post, since: int) -> bool:
    """Say whether a post somebody unnamed has may be the one that is asked about."""
    if not post.said <= other.said or other.owner in _OWNED:
        return False
    if post.owner is not None:
        return other.owner == post.owner
    return other.owner is not None or other.first > since


def _words_of(words: Words, post: _Post) -> list[str]:
    base = words.forms.base[words.tokens.type[post.first : post.last + 1]].tolist()
    return [words.forms.words[n].lower() for n in base]


class _Reader:
    """Read posts beside names and without them."""

    def __init__(self, words: Words, named: Named) -> None:
        self._words = words
        self._named = named
        self._noun: Bools = words.among("posts") & words.has(Bit.LOWER)
        self._whole: Bools = self._noun & ~_has_plain_noun_after(words)
        self._cluster = {
            at: m.cluster for m in named.mentions for at in range(m.first, m.last + 1)
        }
        self._beside: set[int] = set()

    def _word(self, at: int) -> str:
        words = self._words
        return fold(words.forms.words[words.forms.base[words.tokens.type[at]]])

    def _has(self, bit: int, at: int) -> bool:
        return bool(0 <= at < len(self._words.tokens) and self._words.bits[at] & bit)

    def _glued(self, one: int, other: int) -> bool:
        """Say whether two tokens stand in one sentence."""
        sentence = self._words.tokens.sentence
        inside = 0 <= one < len(sentence) and 0 <= other < len(sentence)
        return bool(inside and sentence[one] == sentence[other])

    def introduced(self) -> dict[tuple[int, str], list[tuple[int, _Post]]]:
        """Give, by article and noun, the persons introduced by a post."""
        found: dict[tuple[int, str], list[tuple[int, _Post]]] = defaultdict(list)
        for mention in self._named.mentions:
            if self._named.clusters[mention.cluster].type == "person":
                for post in self._beside_name(mention):
                    found[mention.doc, post.noun].append((mention.cluster, post))
        return found

    def _beside_name(self, mention: Mention) -> Iterator[_Post]:
        """Read the posts before and behind a name."""
        title = mention.title.split()
        start = mention.first - len(title)
        if title:
            yield self._title(title, start)
        before = start - 1
        if before >= 0 and self._capital_post(before):
            yield self._read_left(before)
            return
        comma = self._has(Bit.COMMA, before) and self._glued(before, mention.last)
        if comma and self._has(Bit.COMMA, mention.last + 1):
            before -= 1
        if before >= 0 and self._noun[before] and self._glued(before, start):
            post = self._read_left(before)
            if not (comma and post.led not in {"the", "owner"}):
                self._beside.add(before)
                yield post
        behind = self._apposed(mention.last)
        if behind is not None:
            self._beside.add(behind.last)
            yield behind

    def _capital_post(self, at: int) -> bool:
        """Say whether a post opens a sentence: "Headteacher Tom Hill"."""
        opens = self._has(Bit.CAPITAL, at) and not self._glued(at, at - 1)
        return opens and self._word(at) in entries("posts") and self._glued(at, at + 1)

    def _title(self, title: list[str], start: int) -> _Post:
        """Read "Health Minister" and "Secretary of State"."""
        at = title.index("of") - 1 if "of" in title[1:] else len(title) - 1
        said = frozenset(fold(word) for word in title[:at])
        return _Post(start, start + at, fold(title[at]), said, None, "")

    def _apposed(self, last: int) -> _Post | None:
        """Read ", 54, the trust's chief executive" behind a name."""
        at = last + 1
        if not self._has(Bit.COMMA, at) or self._has(Bit.POSSESSIVE, last):
            return None
        if self._has(Bit.AGE, at + 1) and self._has(Bit.COMMA, at + 2):
            at += 2
        if self._has(Bit.WHO, at + 1) and self._word_at(at + 2) == "is":
            at += 2
        for k in range(at + 1, at + 1 + _FAR):
            if not self._glued(k, last):
                return None
            if self._whole[k]:
                return self._read_left(k, stop=at)
            opens = k == at + 1 and self._word(k) in {"the", "a", "an", *_OWNED}
            owned = self._has(Bit.THE, k) and k == at + 1
            if not (opens or owned) and self._has(_NOT_PART, k):
                return None
        return None

    def _read_left(self, last: int, *, stop: int = -1) -> _Post:
        """Read the words before the noun of a post, back to who owns it."""
        first = last
        while first - 1 > stop and last - first < _LONG and self._is_part(first - 1):
            first -= 1
        before = first - 1
        led, owner = "", self._owner_behind(last)
        if before > stop and self._glued(before, last):
            if self._has(Bit.POSSESSIVE, before):
                led, owner = "owner", self._owner(before)
            elif self._word(before) in _OWNED:
                led, owner = "owner", self._word(before)
            elif self._has(Bit.THE, before):
                led = "the"
            elif self._has(Bit.ARTICLE, before) or self._word(before) == "another":
                led = "a"
        said = frozenset(self._word(at) for at in range(first, last))
        return _Post(first, last, self._word(last), said, owner, led)

    def _is_part(self, at: int) -> bool:
        """Say whether a word may stand in the name of a post."""
        if not self._glued(at, at + 1) or self._has(_NOT_PART | Bit.POSSESSIVE, at):
            return False
        return self._has(Bit.LOWER | Bit.NAME | Bit.CAPITAL, at)

    def _owner(self, at: int) -> _Owner:
        return self._cluster.get(at, self._word(at))

    def _owner_behind(self, last: int) -> _Owner:
        """Read whose post it is from "of the trust", "at Oakport Hospital"."""
        if self._word_at(last + 1) not in {"of", "at", "for"}:
            return None
        at = last + 2 + self._has(Bit.THE, last + 2)
        return self._owner(at) if self._glued(at, last) else None

    def _word_at(self, at: int) -> str:
        inside = 0 <= at < len(self._words.tokens)
        return self._word(at) if inside and self._glued(at, at - 1) else ""

    def unnamed(self) -> Iterator[_Post]:
        """Give the posts that stand for a person: no name is beside them."""
        if not self._beside:
            self.introduced()
        for at in np.flatnonzero(self._whole).tolist():
            if at in self._cluster or at in self._beside or at + 1 in self._cluster:
                continue
            post = self._read_left(at)
            if post.led:
                yield post


def _has_plain_noun_after(words: Words) -> Bools:
    """Say whether a noun follows that the word only describes; "of" is none."""
    found: Bools = has_noun_after(words) & ~words.has(Bit.OF, 1)
    return found
