"""What a tone scorer reads: a sentence in one voice, its names masked."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from framing.annotate.actors.lists import entries
from framing.annotate.clause import OTHER_MASK, TARGET_MASK
from framing.annotate.quotes import find_voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from framing.annotations import Annotations

__all__ = [
    "UNIT",
    "VOICES",
    "Passage",
    "Segments",
    "add_voice",
    "read_passages",
    "without_pronouns",
]

VOICES = ("unattributed", "others", "self")
UNIT = ("label", "sentence", "voice", "speaker")
UNKNOWN = "unknown"
_ANY = "any"
# Stands for what somebody says, as "someone" stands for a name.
_SAID_MASK = " something "
_SPOKEN = ("quoted", "indirect")
_STATEMENTS = ("direct", "mixed", "indirect")
_PRONOUNS = frozenset("he she they it we i you who".split())

# Groups and offices are words, often ones with a tone ("criminals"), and no names.
_WORDS_NOT_NAMES = frozenset(["group", "role", "pronoun", "possessive"])
# After these cues the one who is spoken of stands where the object stands: without
# the cue "accused [the mayor of lies]" is no clause.
_OBJECT_RULES = frozenset(["object", "person"])
# Beside these a sentence of which the quotation is taken away says nothing.
_REPORT_WORDS = frozenset(
    """a an the this that these those of in on at to by for from with as and or also
    he she it they his her its their him them who whom which someone something both all
    is are was were be been being has have had do does did will would
    said say says saying told tell tells telling added adding wrote writes according
    statement statements interview interviews news conference briefing press reporters
    journalists speech letter email message post tweet tweets late early later earlier
    night morning afternoon evening day week month year last next ago yesterday today
    tomorrow then when after before during""".split()
)
# Words of when, how often, on what occasion and to whom somebody speaks.
_OCCASION_WORDS = frozenset(
    """since until now again still already often always once twice first long far so too
    just only even both further more later recently repeatedly previously frequently
    regularly initially originally earlier subsequently separately meanwhile however
    went goes gone going go set due about continue continues continued continuing begin
    begins began expect expects expected ask asks asked seen sent issued given made
    interviewed speaking questions hearing meeting event rally debate podcast radio
    television online article blog newspaper hundreds thousands people residents voters
    supporters members fans colleagues staff crowd audience viewers listeners readers
    lawmakers""".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Passage(NamedTuple):
    """What a scorer reads for one actor, sentence and voice.

    Attributes
    ----------
    text : str
        The sentence, masked.
    target : (int, int)
        Start and end of the target in `text`, end exclusive.
    is_cut : bool
        Whether words of speakers were taken out of it.
    is_report : bool
        Whether nothing is left but that somebody speaks.
    stand_ins : frozenset of str
        Words of `text` that only stand in for names and speech, in small letters; the
        sentence itself has none of them besides.

    Examples
    --------
    >>> Passage("they said something.", (0, 4), True, True).is_report
    True
    """

    text: str
    target: tuple[int, int]
    is_cut: bool
    is_report: bool
    stand_ins: frozenset[str] = frozenset()


class _Name(NamedTuple):
    """A mention in its article, and what stands for it where it is not the target."""

    start: int
    end: int
    label: str
    is_name: bool


class _Cue(NamedTuple):
    """A word that says that somebody speaks, and the plain word for it."""

    start: int
    end: int
    plain: str
    quote_start: int
    is_before_object: bool


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


class Segments:
    """Whose words each stretch of each article is, to be asked by position.

    Parameters
    ----------
    quotes : Annotations
        From :func:`framing.find_quotes`.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_articles([{"text": 'He left. "We stay," Ann Lee said.'}])
    >>> Segments(fr.find_quotes(corpus)).speaker.tolist()
    ['unknown', 'Ann Lee', 'unknown']
    """

    def __init__(self, quotes: Annotations) -> None:
        rows = find_voice(quotes).spans
        self._docs = pd.Index(quotes.corpus.doc_ids)
        self._key = self.key(rows["doc_id"], rows["start"])
        self._end = rows["end"].to_numpy()
        self._start = rows["start"].to_numpy()
        self.voice = rows["voice"].to_numpy(dtype=object)
        named = rows["speaker_actor"].where(
            rows["speaker_actor"] != "", rows["speaker"]
        )
        self.speaker = named.where(named != "", UNKNOWN).to_numpy(dtype=object)
        self.cues = _find_cues(quotes)

    def key(self, doc_ids: pd.Series[str], start: pd.Series[int]) -> NDArray[np.int64]:
        """Order positions by article, then by character."""
        doc = self._docs.get_indexer(pd.Index(doc_ids)).astype(np.int64)
        ordered: NDArray[np.int64] = doc << 32 | start.to_numpy(dtype=np.int64)
        return ordered

    def at(self, key: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the segment that holds each position."""
        return np.searchsorted(self._key, key, side="right") - 1

    def foreign(
        self, doc: int, start: int, end: int, voice: str, speaker: str
    ) -> list[tuple[int, int]]:
        """List the stretches between two positions that are somebody else's words."""
        first, last = self.at(np.array([doc << 32 | start, doc << 32 | (end - 1)]))
        return [
            (max(int(self._start[i]), start), min(int(self._end[i]), end))
            for i in range(first, last + 1)
            if (self.attributed(i), self.speaker[i]) != (voice != VOICES[0], speaker)
            and (self.attributed(i) or voice != VOICES[0])
        ]

    def attributed(self, segment: int) -> bool:
        """Tell whether somebody is said to have said a segment."""
        return self.voice[segment] in _SPOKEN

    def plain_cues(self, sentence: int) -> list[_Edit]:
        """Return edits that take the judgement out of a sentence's cues."""
        cues = self.cues.get(sentence, ())
        return [_Edit(cue.start, cue.end, cue.plain) for cue in cues]

    def object_cues(self, doc: int, sentence: int, speaker: str) -> list[_Cue]:
        """List the cues without which a speaker's clause would lack its verb."""
        cues = [cue for cue in self.cues.get(sentence, ()) if cue.is_before_object]
        at = self.at(np.array([doc << 32 | cue.quote_start for cue in cues], np.int64))
        return [
            cue
            for cue, segment in zip(cues, at, strict=True)
            if self.attributed(segment) and self.speaker[segment] == speaker
        ]


def add_voice(actors: Annotations, segments: Segments | None) -> pd.DataFrame:
    """Give every mention the voice it stands in and who speaks there.

    Parameters
    ----------
    actors : Annotations
        Mentions.
    segments : Segments or None
        Whose words the articles are made of; None where nobody asked.

    Returns
    -------
    DataFrame
        The mentions in text order, with ``voice`` and ``speaker``.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_articles([{"text": '"Ann Lee lied," Omar Bell said.'}])
    >>> actors = fr.find_actors(corpus)
    >>> quotes = fr.find_quotes(corpus, actors=actors)
    >>> add_voice(actors, Segments(quotes))["voice"].tolist()
    ['others', 'unattributed']
    """
    mentions = actors.spans.sort_values(["sentence", "start"], kind="stable")
    if segments is None:
        return mentions.assign(voice=_ANY, speaker="")
    at = segments.at(segments.key(mentions["doc_id"], mentions["start"]))
    spoken = np.isin(segments.voice[at], _SPOKEN)
    speaker = np.where(spoken, segments.speaker[at], "")
    own = speaker == mentions["label"].to_numpy(dtype=object)
    voice = np.where(spoken, np.where(own, VOICES[2], VOICES[1]), VOICES[0])
    return mentions.assign(
        voice=pd.array(voice, dtype="str"), speaker=pd.array(speaker, dtype="str")
    )


def without_pronouns(speakers: pd.Series[str]) -> pd.Series[str]:
    """Call those unknown of whom an article only says he, she or they.

    Parameters
    ----------
    speakers : Series of str
        Who speaks.

    Returns
    -------
    Series of str
        ``unknown`` in place of pronouns.

    Examples
    --------
    >>> import pandas as pd
    >>> without_pronouns(pd.Series(["He", "Ann Lee"])).tolist()
    ['unknown', 'Ann Lee']
    """
    unnamed = speakers.str.lower().isin(_PRONOUNS)
    return speakers.mask(unnamed, UNKNOWN)


def read_passages(
    actors: Annotations,
    mentions: pd.DataFrame,
    units: pd.DataFrame,
    segments: Segments | None,
) -> list[Passage]:
    """Write down what a scorer reads for each unit.

    Parameters
    ----------
    actors : Annotations
        Where the texts are.
    mentions : DataFrame
        All mentions, in text order.
    units : DataFrame
        One row per passage wanted, with the columns of `UNIT` and ``start``.
    segments : Segments or None
        Whose words the articles are made of.

    Returns
    -------
    list of Passage
        One per unit.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.read_articles([{"text": "Ann Lee met Omar Bell."}])
    >>> actors = fr.find_actors(corpus)
    >>> mentions = add_voice(actors, None)
    >>> [p.text for p in read_passages(actors, mentions, mentions, None)]
    ['they met someone.', 'someone met they.']
    """
    names = _names_by_sentence(mentions)
    sentences = _sentences(actors)
    rows = (units[column].tolist() for column in (*UNIT, "start"))
    passages = []
    for label, sentence, voice, speaker, wanted in zip(*rows, strict=True):
        doc, low, text = sentences(sentence)
        edits = list(_masks(names[sentence], label))
        alien: list[tuple[int, int]] = []
        if segments is not None:
            alien = segments.foreign(doc, low, low + len(text), voice, speaker)
        if segments is not None and voice == VOICES[0]:
            edits += segments.plain_cues(sentence)
            edits += [_Edit(a, b, _SAID_MASK) for a, b in _joined(alien)]
        elif segments is not None:
            for cue in segments.object_cues(doc, sentence, speaker):
                alien = list(_without(alien, cue.start, cue.end))
            edits += [_Edit(a, b, " ") for a, b in alien]
        masked, target = _rewrite(text, low, edits, wanted)
        is_cut = bool(alien) and voice == VOICES[0]
        is_report = is_cut and _says_nothing(masked)
        stand_ins = _stand_ins(text, low, edits)
        passages.append(Passage(masked, target, is_cut, is_report, stand_ins))
    return passages


def _names_by_sentence(mentions: pd.DataFrame) -> dict[int, list[_Name]]:
    kind = mentions["mention"].isin(_WORDS_NOT_NAMES)
    is_name = ~kind | (mentions["actor_type"] == "government")
    columns = [mentions[c].tolist() for c in ("sentence", "start", "end", "label")]
    names: dict[int, list[_Name]] = {}
    for sentence, *name in zip(*columns, is_name.tolist(), strict=True):
        names.setdefault(sentence, []).append(_Name(*name))
    return names


def _sentences(actors: Annotations) -> Callable[[int], tuple[int, int, str]]:
    """Return a function that gives article, start and text of a sentence."""
    tokens, clean = actors.tokens, actors.corpus.clean_texts

    def read(sentence: int) -> tuple[int, int, str]:
        doc = int(tokens.sentence_doc[sentence])
        low = int(tokens.sentence_start[sentence])
        return doc, low, clean[doc][low : int(tokens.sentence_end[sentence])]

    return read


def _find_cues(quotes: Annotations) -> dict[int, list[_Cue]]:
    """Find the cue of every statement in the sentence where its speaker stands."""
    spans = quotes.spans
    spans = spans[spans["label"].isin(_STATEMENTS) & (spans["cue"] != "")]
    sentences = _sentences(quotes)
    place = spans["speaker_start"].where(spans["speaker_start"] >= 0, spans["start"])
    home = _sentence_at(quotes, spans["doc_id"], place)
    columns = (spans[c].tolist() for c in ("start", "cue", "rule"))
    cues: dict[int, list[_Cue]] = {}
    for sentence, near, start, cue, rule in zip(home, place, *columns, strict=True):
        _, low, text = sentences(sentence)
        found = [low + m.start() for m in re.finditer(rf"\b{re.escape(cue)}\b", text)]
        if found:
            _, at = min((abs(place - near), place) for place in found)
            told = _Cue(at, at + len(cue), _plain(cue), start, rule in _OBJECT_RULES)
            cues.setdefault(sentence, []).append(told)
    return cues


def _sentence_at(
    quotes: Annotations, doc_ids: pd.Series[str], place: pd.Series[int]
) -> list[int]:
    tokens = quotes.tokens
    doc = pd.Index(quotes.corpus.doc_ids).get_indexer(pd.Index(doc_ids))
    key = tokens.sentence_doc.astype(np.int64) << 32 | tokens.sentence_start
    wanted = doc.astype(np.int64) << 32 | place.to_numpy(dtype=np.int64)
    found: list[int] = (np.searchsorted(key, wanted, side="right") - 1).tolist()
    return found


def _plain(cue: str) -> str:
    """Say it without a judgement of what is said, which is the author's."""
    if cue.lower() in _REPORT_WORDS or not cue.isalpha():
        return cue
    return "saying" if cue.endswith("ing") else "said"


def _without(
    spans: Iterable[tuple[int, int]], start: int, end: int
) -> Iterator[tuple[int, int]]:
    for low, high in spans:
        if high <= start or low >= end:
            yield low, high
            continue
        if low < start:
            yield low, start
        if end < high:
            yield end, high


def _masks(names: Sequence[_Name], label: str) -> Iterator[_Edit]:
    own = [(name.start, name.end) for name in names if name.label == label]
    for name in names:
        if name.label == label:
            yield _Edit(name.start, name.end, TARGET_MASK)
        elif name.is_name and not any(
            name.start <= start and end <= name.end for start, end in own
        ):  # "the U.S. government" does not cover the U.S. where that is the target
            yield _Edit(name.start, name.end, OTHER_MASK)


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that touch."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and joined[-1][1] == start:
            start = joined.pop()[0]
        joined.append((start, end))
    return joined


def _rewrite(
    text: str, low: int, edits: Iterable[_Edit], wanted: int
) -> tuple[str, tuple[int, int]]:
    """Put new words into a text that starts at a character of its article.

    Where two edits overlap, the second loses what they share. Returns the text and the
    place of the edit that starts at the character `wanted`.
    """
    parts: list[str] = []
    size, done = 0, low
    target = (0, 0)
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        start = max(edit.start, done)
        if start >= edit.end:
            continue
        before = text[done - low : start - low]
        if edit.start == wanted:
            target = (size + len(before), size + len(before) + len(edit.text))
        parts += [before, edit.text]
        size += len(before) + len(edit.text)
        done = edit.end
    parts.append(text[done - low :])
    return "".join(parts), target


def _stand_ins(text: str, low: int, edits: Sequence[_Edit]) -> frozenset[str]:
    """Give the words put into a text that what is kept of it has not itself."""
    put_in = [
        edit
        for edit in edits  # a plain "said" may stand where it has stood
        if edit.text.lower() != text[edit.start - low : edit.end - low].lower()
    ]
    gone = (edit._replace(text=" ") for edit in put_in)
    kept = _rewrite(text, low, gone, -1)[0].lower()
    words = {edit.text.strip().lower() for edit in put_in} - {""}
    return frozenset(words.difference(_WORD.findall(kept)))


def _says_nothing(text: str) -> bool:
    """Tell whether no word is left but masks, cues, times, names, posts and bodies."""
    words = (re.sub("['’]s$", "", word) for word in _WORD.findall(text))
    return all(word[0].isupper() or word in _neutral_words() for word in words)


@cache
def _neutral_words() -> frozenset[str]:
    """Give words that say at most who speaks: "the trust's chair has said"."""
    bodies = entries("posts"), entries("referring_heads")
    return _REPORT_WORDS.union(_OCCASION_WORDS, *bodies)
