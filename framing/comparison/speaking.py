"""Who gets to speak: shares of the words that articles attribute to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing._errors import caution, did_you_mean
from framing.annotate.quotes import find_voice
from framing.comparison.bounds import note_unbounded
from framing.comparison.grouping import (
    Groups,
    article_groups,
    article_share,
    size_notes,
    span_docs,
)
from framing.comparison.headlines import Headlines, headlines
from framing.comparison.unnamed import unknown_note
from framing.stats._guards import divide

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from framing.annotations import Annotations

__all__ = ["OTHERS", "UNKNOWN", "attribution_coverage", "share_of_voice"]

OTHERS = "other speakers"
UNKNOWN = "unknown"
_SPOKEN = ("direct", "mixed", "indirect", "fragment")
_ATTRIBUTED = ("quoted", "indirect")
_COLUMNS = (
    "group",
    "speaker",
    "n_quotes",
    "n_words",
    "share",
    "low",
    "high",
    "interval",
    "n_docs",
    "n_docs_quoting",
    "n_docs_speaker",
    "n_docs_first",
    "first_share",
    "n_docs_titled",
    "n_docs_headline",
    "headline_share",
    "note",
)
_COVERED = ("attributed_share", "speaker_share", "actor_share")


def share_of_voice(
    quotes: Annotations,
    *,
    by: str = "outlet",
    speakers: Sequence[str] | None = None,
    max_speakers: int = 20,
    actors: Annotations | None = None,
    title: str = "title",
) -> pd.DataFrame:
    """Compare how much groups of articles let each actor speak.

    The share is one of attributed words, so that outlets which quote much and little
    can be compared.

    Parameters
    ----------
    quotes : Annotations
        From :func:`framing.find_quotes` with its ``actors``.
    by : str, default "outlet"
        The document variable that makes the groups.
    speakers : sequence of str, optional
        Which actors, in which order; by default those quoted in the most articles.
    max_speakers : int, default 20
        How many actors by default.
    actors : Annotations, optional
        From :func:`framing.find_actors`: then an actor is in a headline by any name
        that the article has for it. Otherwise only by its label, and by the names under
        which the article quotes it.
    title : str, default "title"
        The document variable with the headlines.

    Returns
    -------
    DataFrame
        One row per group and speaker, zeros included: ``group``, ``speaker``,
        ``n_quotes``, ``n_words`` (attributed to the speaker), ``share`` (of the words
        that the group attributes to anybody) with ``low``, ``high`` and ``interval``,
        ``n_docs`` (articles of the group), ``n_docs_quoting`` (those with a quote of
        anybody), ``n_docs_speaker`` (those that quote the speaker), ``n_docs_first``
        (those whose first quote is the speaker's), ``first_share`` (of the articles
        with a quote), ``n_docs_titled`` (articles with a headline), ``n_docs_headline``
        (those that name the speaker there, quoted or not), ``headline_share`` (missing
        without headlines), ``note``, and the columns ``attributed_share``,
        ``speaker_share`` and ``actor_share`` of
        :func:`framing.comparison.attribution_coverage`. Two rows close each group, so
        that its shares add up to 1: ``other speakers`` for the known actors without a
        row of their own, and ``unknown`` for words whose speaker is no known actor.
        Where that is a third or more, ``note`` says what may name more of them.

    Raises
    ------
    KeyError
        If there is no such document variable.
    ValueError
        If `quotes` are no quotes, hold no actor, no article has a group, `actors` are
        no actors of the same corpus, or `max_speakers` is less than 1.

    Warns
    -----
    FramingWarning
        If articles have no value of `by`; they are left out.

    See Also
    --------
    framing.find_quotes : Find who says what.

    Notes
    -----
    The article is the unit: intervals come from a delete-one-article jackknife. With
    one article in a group there is none, since the words of one article hang together.
    Direct and indirect speech count alike. Read a share beside ``actor_share``: where
    half of the attributed words have no known speaker, differences between groups may
    be differences in how well their speakers were found.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.comparison.speaking import share_of_voice
    >>> corpus = fr.load_example("caravan")
    >>> quotes = fr.find_quotes(corpus, actors=fr.find_actors(corpus))
    >>> table = share_of_voice(quotes, max_speakers=3)
    >>> table.groupby("group")["share"].sum().round(6).unique().tolist()
    [1.0]
    """
    spoken = _speech(quotes, article_groups(quotes.corpus, by))
    if max_speakers < 1:
        msg = f"`max_speakers` must be 1 or more; got {max_speakers}."
        raise ValueError(msg)
    if not len(spoken.actors) and len(quotes):
        msg = (
            "`quotes` link no speaker to an actor. Find them with their actors: "
            "fr.find_quotes(corpus, actors=fr.find_actors(corpus)). If that is what "
            "you did, no speaker is among these actors: list the speakers, as in "
            'fr.find_actors(corpus, {"Ann Lee": ["the director"]}).'
        )
        raise ValueError(msg)
    shown = _most_quoted(spoken, max_speakers) if speakers is None else list(speakers)
    _warn_of_unquoted(
        shown, [*spoken.actors, *(() if actors is None else actors.labels)]
    )
    counts = _counts(spoken, shown)
    named = headlines(quotes, shown, actors=actors, title=title)
    table = pd.DataFrame(list(_rows(spoken, counts, named)), columns=list(_COLUMNS))
    table["note"] = _notes(table, quotes)
    table = note_unbounded(table, scale=1.0, of="share")
    coverage = _coverage_table(spoken).set_index("group")[list(_COVERED)]
    table = table.join(coverage, on="group")
    table.attrs["by"] = by  # a hint, so that a figure can say outlets and not groups
    return table


def _warn_of_unquoted(names: Sequence[str], known: Sequence[str]) -> None:
    """Name those asked for who neither speak nor are actors, but nearly are."""
    for name in sorted({*names} - {*known}):
        near = did_you_mean(name, known)
        if near:
            caution(f"No words here are those of {name!r}: its share is 0.{near}")


def attribution_coverage(quotes: Annotations, *, by: str = "outlet") -> pd.DataFrame:
    """Say how much of each group's text is attributed, and to somebody known.

    Where an outlet's style is read less well, it seems to quote less: look here before
    shares are compared.

    Parameters
    ----------
    quotes : Annotations
        From :func:`framing.find_quotes`, best with its ``actors``.
    by : str, default "outlet"
        The document variable that makes the groups.

    Returns
    -------
    DataFrame
        One row per group: ``group``, ``n_docs``, ``n_docs_quoting``, ``n_words``,
        ``n_attributed`` (words inside quotes and indirect speech),
        ``attributed_share`` (of all words), ``speaker_share`` (of the attributed words,
        those whose speaker was found in the text) and ``actor_share`` (those whose
        speaker is a known actor). Shares of nothing are missing.

    Raises
    ------
    KeyError
        If there is no such document variable.
    ValueError
        If `quotes` are no quotes, or no article has a group.

    See Also
    --------
    framing.share_of_voice : The shares that rest on it.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.comparison.speaking import attribution_coverage
    >>> corpus = fr.load_example("caravan")
    >>> quotes = fr.find_quotes(corpus, actors=fr.find_actors(corpus))
    >>> table = attribution_coverage(quotes)
    >>> bool((table["speaker_share"] >= table["actor_share"]).all())
    True
    """
    return _coverage_table(_speech(quotes, article_groups(quotes.corpus, by)))


def _notes(table: pd.DataFrame, quotes: Annotations) -> list[str]:
    """Add to the rows of unknown speakers what may name more of them."""
    hints = [
        unknown_note(share, quotes) if speaker == UNKNOWN else ""
        for speaker, share in zip(table["speaker"], table["share"], strict=True)
    ]
    rows = zip(table["note"], hints, strict=True)
    return ["; ".join(filter(None, row)) for row in rows]


@dataclass(frozen=True)
class _Speech:
    """Attributed words and first quotes, as arrays over articles and speakers.

    ``doc``, ``actor`` (-1: unknown) and ``words`` have one entry per segment of
    attributed text, ``quote_doc`` and ``quote_actor`` one per quote.
    """

    groups: Groups
    actors: pd.Index[str]
    doc: NDArray[np.int64]
    actor: NDArray[np.int64]
    words: NDArray[np.float64]
    quote_doc: NDArray[np.int64]
    quote_actor: NDArray[np.int64]
    first: NDArray[np.bool_]
    per_doc: pd.DataFrame


def _speech(quotes: Annotations, groups: Groups) -> _Speech:
    segments = find_voice(quotes).spans
    words = _words_in(quotes, segments)
    said = segments["label"].isin(_ATTRIBUTED).to_numpy()
    doc = span_docs(quotes.corpus, segments)
    spans = _first_spans(quotes)
    linked = pd.concat([segments.loc[said, "speaker_actor"], spans["speaker_actor"]])
    actors = pd.Index(sorted(set(linked) - {""}), dtype="str")
    quote_doc = span_docs(quotes.corpus, spans)
    found = {
        "words": np.ones(len(segments), dtype=bool),
        "attributed": said,
        "speaker": said & (segments["speaker"] != "").to_numpy(),
        "actor": said & (segments["speaker_actor"] != "").to_numpy(),
    }
    n = len(quotes.corpus)
    per_doc = {k: np.bincount(doc[v], words[v], n) for k, v in found.items()}
    return _Speech(
        groups,
        actors,
        doc[said],
        actors.get_indexer(pd.Index(segments.loc[said, "speaker_actor"])),
        words[said],
        quote_doc,
        actors.get_indexer(pd.Index(spans["speaker_actor"])),
        np.diff(quote_doc, prepend=-1) > 0,
        pd.DataFrame(per_doc),
    )


def _words_in(quotes: Annotations, segments: pd.DataFrame) -> NDArray[np.float64]:
    """Count the words that start in each segment."""
    tokens = quotes.tokens
    doc = span_docs(quotes.corpus, segments)
    key = doc << 32 | segments["start"].to_numpy(dtype=np.int64)
    word = tokens.is_word[tokens.type]
    place = tokens.doc[word].astype(np.int64) << 32 | tokens.start[word]
    at = np.searchsorted(key, place, side="right") - 1
    return np.bincount(at, minlength=len(segments)).astype(float)


def _first_spans(quotes: Annotations) -> pd.DataFrame:
    """Return the first part of each quote that somebody is said to have said."""
    spans = quotes.spans
    spoken = spans[spans["label"].isin(_SPOKEN)]
    order = span_docs(quotes.corpus, spoken) << 32 | spoken["start"].to_numpy()
    ordered = spoken.iloc[np.argsort(order, kind="stable")]
    return ordered.drop_duplicates("quote")


def _most_quoted(speech: _Speech, n: int) -> list[str]:
    """Choose the actors quoted in the most articles, then with the most words."""
    grouped = speech.groups.of[speech.doc] >= 0
    rows = pd.DataFrame(
        {"actor": speech.actor, "doc": speech.doc, "words": speech.words}
    )[grouped & (speech.actor >= 0)]
    size = rows.groupby("actor").agg(docs=("doc", "nunique"), words=("words", "sum"))
    size["name"] = speech.actors[size.index.to_numpy(dtype=np.int64)]
    size = size.sort_values(["docs", "words", "name"], ascending=[False, False, True])
    return size["name"].head(n).tolist()


@dataclass(frozen=True)
class _Counts:
    """Counts of shape (n_docs, n_speakers), the last two columns others, unknown."""

    speakers: tuple[str, ...]
    words: NDArray[np.float64]
    quotes: NDArray[np.float64]
    first: NDArray[np.float64]


def _counts(speech: _Speech, shown: list[str]) -> _Counts:
    place = pd.Index(shown).get_indexer(speech.actors)
    # The last entry is what position -1, an unknown speaker, finds.
    column = np.append(np.where(place < 0, len(shown), place), len(shown) + 1)
    n_docs, n = len(speech.per_doc), len(shown) + 2

    def add(
        doc: NDArray[np.int64],
        actor: NDArray[np.int64],
        weights: NDArray[np.float64] | None = None,
    ) -> NDArray[np.float64]:
        cells = np.bincount(doc * n + column[actor], weights, n_docs * n)
        return cells.reshape(n_docs, n).astype(float)

    quote_doc, quote_actor = speech.quote_doc, speech.quote_actor
    first = speech.first
    return _Counts(
        (*shown, OTHERS, UNKNOWN),
        add(speech.doc, speech.actor, speech.words),
        add(quote_doc, quote_actor),
        add(quote_doc[first], quote_actor[first]),
    )


def _rows(
    speech: _Speech, counts: _Counts, named: Headlines
) -> Iterator[tuple[object, ...]]:
    whole = speech.per_doc["attributed"].to_numpy()
    for number, group in enumerate(speech.groups.names):
        members = speech.groups.members(number)
        words, quotes = counts.words[members], counts.quotes[members]
        quoting = int((quotes.sum(axis=1) > 0).sum())
        for column, speaker in enumerate(counts.speakers):
            told = article_share(words[:, column], whole[members], words=True)
            n_quotes = int(quotes[:, column].sum())
            n_first = int(counts.first[members, column].sum())
            yield (
                group,
                speaker,
                n_quotes,
                int(words[:, column].sum()),
                told.estimate,
                told.low,
                told.high,
                told.kind,
                len(members),
                quoting,
                int((quotes[:, column] > 0).sum()),
                n_first,
                n_first / quoting if quoting else np.nan,
                *named.of(members, speaker),
                size_notes(told, speech.groups, len(members), n_quotes),
            )


def _coverage_table(speech: _Speech) -> pd.DataFrame:
    known = speech.groups.of >= 0
    of, n = speech.groups.of[known], len(speech.groups.names)
    sums = {
        name: np.bincount(of, column[known], n)
        for name, column in speech.per_doc.items()
    }
    quoting = np.bincount(speech.quote_doc, minlength=len(known))[known] > 0
    return pd.DataFrame(
        {
            "group": pd.Series(speech.groups.names, dtype="str"),
            "n_docs": np.bincount(of, minlength=n),
            "n_docs_quoting": np.bincount(of, quoting, n).astype(np.int64),
            "n_words": sums["words"].astype(np.int64),
            "n_attributed": sums["attributed"].astype(np.int64),
            "attributed_share": divide(sums["attributed"], sums["words"]),
            "speaker_share": divide(sums["speaker"], sums["attributed"]),
            "actor_share": divide(sums["actor"], sums["attributed"]),
        }
    )
