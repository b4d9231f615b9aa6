"""Tone summed up: toward whom, in whose words, in which outlet, on which events."""

from __future__ import annotations

import math
import warnings
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from framing._errors import FramingWarning
from framing.stats.estimator import mean
from framing.stats.intervals import estimate_interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from framing.annotations import Annotations
    from framing.stats.interval import Interval

    Floats = NDArray[np.float64]

__all__ = [
    "ONLY_SPEAKS",
    "OWN_WORDS",
    "describe_two",
    "few_articles_note",
    "measure_speakers",
    "measure_tone",
]

OWN_WORDS = "own words"
ONLY_SPEAKS = "only says that somebody speaks"
_COLUMNS = (
    "group",
    "label",
    "voice",
    "n_docs",
    "n_docs_scored",
    "n_sentences",
    "n_scored",
    "coverage",
    "estimate",
    "low",
    "high",
    "interval",
    "difference",
    "difference_low",
    "difference_high",
    "n_events",
    "note",
    "scorer",
)
_PAIR_COLUMNS = (
    "group",
    "speaker",
    "label",
    "n_docs",
    "n_sentences",
    "n_scored",
    "coverage",
    "estimate",
    "low",
    "high",
    "interval",
    "note",
    "scorer",
)
_TRUSTED = 5  # articles from which on an interval can be trusted by itself
_FEW_DOCS = 3
_LOW_COVERAGE = 0.5
# Raw means that events move by more than this tell of events, not of outlets.
_MOVED = 0.1
_TWO = "two articles: a description of them, no interval"
_FEW = f"fewer than {_FEW_DOCS} articles"
_LOW = "no estimate for most sentences"
_UNEVEN = "events move the raw mean by"


def describe_two(told: Interval, n_docs: int) -> Interval:
    """Take the interval from a mean tone of two articles, which describes them only.

    With one degree of freedom it is very narrow where the two happen to agree, and as
    wide as the scale where they do not.

    Parameters
    ----------
    told : Interval
        A mean with an interval over articles.
    n_docs : int
        Articles with an estimate.

    Returns
    -------
    Interval
        The same, or for two articles without limits and with the reason.

    Examples
    --------
    >>> from framing.stats.interval import Interval
    >>> told = describe_two(Interval(-0.9, -0.92, -0.88, "jackknife t"), 2)
    >>> told.kind, told.note
    ('none', 'two articles: a description of them, no interval')
    """
    if n_docs != 2 or not told.kind.startswith("jackknife"):
        return told
    return replace(told, low=math.nan, high=math.nan, kind="none", note=_TWO)


def few_articles_note(n_docs: int, *, bounded: bool) -> str:
    """Say that an interval from very few articles is not to be trusted by itself.

    Two articles that happen to agree give a very narrow one.

    Parameters
    ----------
    n_docs : int
        Articles with an estimate.
    bounded : bool
        Whether there is an interval over them.

    Returns
    -------
    str
        Empty for 5 articles or more, and for none.

    Examples
    --------
    >>> few_articles_note(2, bounded=True)
    'fewer than 5 articles: do not trust the interval, narrow or wide'
    """
    if not 0 < n_docs < _TRUSTED:
        return ""
    told = f"fewer than {_TRUSTED} articles"
    return f"{told}: do not trust the interval, narrow or wide" if bounded else told


def measure_tone(
    tone: Annotations,
    *,
    by: str | None = None,
    events: str | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Measure the tone toward each actor, group by group and voice by voice.

    It is the table behind a figure of tone: groups, actors and voices, with intervals
    over articles.

    Parameters
    ----------
    tone : Annotations
        From :func:`framing.score_actors`, best with `quotes`.
    by : str, optional
        A document variable that makes groups, such as ``"outlet"``; ``"doc_id"`` takes
        articles one by one; by default all together.
    events : str, optional
        A document variable that says which articles report the same event. Tone is then
        also centred: a score counts as its difference from the mean of its event.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    DataFrame
        One row per group, actor and voice, empty ones included: ``group`` (``"all"``
        without `by`), ``label``, ``voice`` (``unattributed``: nobody is said to have
        said it; ``others``: the words of others about the actor; ``own words``: the
        actor's own words about anyone, itself included, which is no tone toward the
        actor; ``any`` where tone was scored without quotes), ``n_docs`` (articles of
        the group), ``n_docs_scored`` (with an estimate), ``n_sentences`` (that speak of
        the actor, in ``own words`` of whomever the actor speaks about, and do not only
        say that somebody speaks), ``n_scored``, ``coverage``
        (``n_scored / n_sentences``), ``estimate`` (mean score) with ``low`` and
        ``high``, ``interval`` (what the limits are), ``difference`` from the mean of
        the events with ``difference_low`` and ``difference_high`` (NaN without
        `events`), ``n_events`` (that the group shares with another), ``note`` (what
        calls for care) and ``scorer`` (with the confidence below which there is no
        estimate).

    Raises
    ------
    KeyError
        If `by` or `events` is not a document variable.
    ValueError
        If `tone` does not come from :func:`framing.score_actors`.

    Warns
    -----
    FramingWarning
        If raw means would mislead: most estimates rest on fewer than 3 articles, most
        sentences of a row have no estimate, or outlets report different events.

    See Also
    --------
    framing.score_actors : Tone sentence by sentence.
    framing.annotate.measure_speakers : Who speaks how of whom.
    framing.plot_actors : Draw this table.

    Notes
    -----
    Limits come from a delete-one-article jackknife. Where few articles happen to agree
    they are too narrow, so that ``note`` warns of intervals from fewer than 5. Topics
    push tone: an outlet that reports more of a riot is more negative toward everybody
    in it. With `events`, the mean of an event is the mean of the groups' means there,
    for the same actor in the same voice; ``difference`` is the mean of score minus
    event mean over the events that the group shares with at least one other. The event
    means are taken as given, so the interval treats events as the sample.

    Tone in an actor's own words is not tone toward the actor. The row ``own words`` of
    an actor is the mean tone of what it says toward the actors that were scored, itself
    included; with ``labels=`` in :func:`framing.score_actors` toward those only. What
    it says of itself alone is ``tone.where(voice="self")``. How much an actor speaks at
    all is told by :func:`framing.share_of_voice`.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.load_example("caravan")
    >>> actors = fr.find_actors(corpus, {"Talvane": ["Joren Talvane"]})
    >>> tone = fr.score_actors(actors, scorer="fast", min_confidence=0)
    >>> table = fr.measure_tone(tone, by="outlet")
    >>> table[["label", "voice"]].drop_duplicates().values.tolist()
    [['Talvane', 'any']]
    """
    _check_tone(tone)
    parts = _parts(tone)
    groups = _variable(tone, by)
    happened = None if events is None else _variable(tone, events)
    rows: list[tuple[object, ...]] = []
    frame = _Frame(groups, happened, groups.value_counts().sort_index(), level)
    for label, voice in product(tone.labels, parts):
        said = parts[voice].get(label)
        rows += (
            _empty_rows(label, voice, frame)
            if said is None
            else _rows(said, label, voice, frame)
        )
    table = pd.DataFrame(rows, columns=list(_COLUMNS[:-1]))
    table["scorer"] = _scorer(tone)
    _warn(table, has_events=events is not None)
    order = pd.Categorical(table["group"], sorted(groups.dropna().unique()))
    table = table.iloc[np.argsort(order.codes, kind="stable")].reset_index(drop=True)
    table.attrs["by"] = by or ""  # a hint, so that a figure can say outlets, not groups
    return table


def measure_speakers(
    tone: Annotations, *, by: str | None = None, level: float = 0.95
) -> pd.DataFrame:
    """Measure who speaks how of whom.

    It tells apart who is attacked by everybody and who by one opponent only.

    Parameters
    ----------
    tone : Annotations
        From :func:`framing.score_actors` with `quotes`.
    by : str, optional
        A document variable that makes groups; by default all articles together.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    DataFrame
        One row per group, speaker and actor spoken of, where there is a sentence:
        ``group``, ``speaker`` (``unknown`` where it is none of the actors), ``label``
        (spoken of), ``n_docs`` (articles in which the one speaks of the other),
        ``n_sentences``, ``n_scored``, ``coverage``, ``estimate`` (mean score), ``low``,
        ``high``, ``interval``, ``note`` and ``scorer``; the most frequent pair first.

    Raises
    ------
    KeyError
        If `by` is not a document variable.
    ValueError
        If `tone` does not come from :func:`framing.score_actors` with `quotes`.

    See Also
    --------
    framing.plots.plot_speaker_target : Draw it as a matrix.

    Notes
    -----
    Rows with the same speaker and label are what actors say of themselves.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.annotate import measure_speakers
    >>> text = '"Ann Lee is a liar and a thief," Omar Bell said.'
    >>> corpus = fr.read_articles([{"text": text}])
    >>> actors = fr.find_actors(corpus)
    >>> quotes = fr.find_quotes(corpus, actors=actors)
    >>> table = measure_speakers(fr.score_actors(actors, quotes=quotes))
    >>> table[["speaker", "label", "n_scored"]].values.tolist()
    [['Omar Bell', 'Ann Lee', 1]]
    """
    _check_tone(tone)
    if "any" in set(tone.spans["voice"]):
        msg = (
            "`tone` must be tone by voice: "
            "fr.score_actors(actors, quotes=fr.find_quotes(corpus, actors=actors))."
        )
        raise ValueError(msg)
    groups = _variable(tone, by)
    spans = tone.spans
    said = spans[spans["speaker"] != ""]
    known = said["speaker"].isin(tone.labels)
    said = said.assign(
        speaker=said["speaker"].where(known, "unknown"),
        group=groups.reindex(said["doc_id"]).to_numpy(),
    )
    pairs = said.groupby(["group", "speaker", "label"], sort=False)
    rows = [(*map(str, pair), *_pair(rows, level)) for pair, rows in pairs]
    table = pd.DataFrame(rows, columns=list(_PAIR_COLUMNS[:-1]))
    table["scorer"] = _scorer(tone)
    ranked = table.sort_values(
        ["group", "n_docs", "n_scored", "speaker", "label"],
        ascending=[True, False, False, True, True],
    )
    return ranked.reset_index(drop=True)


class _Frame(NamedTuple):
    """What the articles are compared by: per article its group and its event.

    ``sizes`` are the articles of each group.
    """

    groups: pd.Series[str]
    events: pd.Series[str] | None
    sizes: pd.Series[int]
    level: float


def _check_tone(tone: Annotations) -> None:
    if tone.kind != "tone":
        msg = (
            "`tone` must come from fr.score_actors; got annotations of kind "
            f"{tone.kind!r}."
        )
        raise ValueError(msg)


def _variable(tone: Annotations, name: str | None) -> pd.Series[str]:
    ids = pd.Index(tone.corpus.doc_ids)
    if name is None:
        return pd.Series("all", index=ids, dtype="str")
    if name == "doc_id":
        return pd.Series(ids, index=ids, dtype="str")
    values = tone.corpus.variable(name)
    return values.astype("str").where(values.notna()).set_axis(ids)


def _scorer(tone: Annotations) -> str:
    """Name the scorer and its floor."""
    told = tone.provenance.get("parameters", {})
    name, floor = told.get("scorer", "unknown"), told.get("min_confidence", 0.0)
    return f"{name}, confidence from {floor:g}" if floor else str(name)


def _parts(tone: Annotations) -> dict[str, dict[str, pd.DataFrame]]:
    """Take the sentences apart by voice and actor; own words are all an actor says."""
    spans = tone.spans
    spans = spans[spans["note"] != ONLY_SPEAKS]
    if (spans["voice"] == "any").any():
        return {"any": _by(spans, "label")}
    return {
        **{
            voice: _by(spans[spans["voice"] == voice], "label")
            for voice in ("unattributed", "others")
        },
        OWN_WORDS: _by(spans[spans["speaker"] != ""], "speaker"),
    }


def _by(spans: pd.DataFrame, name: str) -> dict[str, pd.DataFrame]:
    return {str(value): rows for value, rows in spans.groupby(name, sort=False)}


def _empty_rows(label: str, voice: str, frame: _Frame) -> Iterator[tuple[object, ...]]:
    nothing = (0, 0, 0, *[np.nan] * 4, "none", *[np.nan] * 3, 0, "no sentence")
    for name, n in frame.sizes.items():
        yield (name, label, voice, int(n), *nothing)


def _rows(
    said: pd.DataFrame, label: str, voice: str, frame: _Frame
) -> Iterator[tuple[object, ...]]:
    """Yield one row per group."""
    scored = said[said["score"].notna()]
    doc = pd.Index(scored["doc_id"])
    group = frame.groups.reindex(doc).to_numpy(dtype=object)
    centred, shared = _centred(scored, group, frame)
    of_said = frame.groups.reindex(pd.Index(said["doc_id"])).to_numpy(dtype=object)
    middle = float(scored.groupby(group)["score"].mean().mean())
    for name, n_docs in frame.sizes.items():
        own = group == name
        n_sentences, n_scored = int((of_said == name).sum()), int(own.sum())
        raw = _estimate(doc[own], scored["score"].to_numpy()[own], frame.level)
        kept = own & ~np.isnan(centred)
        moved = _estimate(doc[kept], centred[kept], frame.level)
        notes = [
            *raw.notes,
            *_cautions(n_sentences, n_scored, raw),
            *_composition(raw.estimate - middle - moved.estimate),
        ]
        yield (
            name,
            label,
            voice,
            int(n_docs),
            raw.n_docs,
            n_sentences,
            n_scored,
            n_scored / n_sentences if n_sentences else np.nan,
            *raw.limits(1.0),
            raw.interval,
            *moved.limits(2.0),
            len(set(shared[kept])),
            "; ".join(dict.fromkeys(notes)) if n_sentences else "no sentence",
        )


class _Estimate(NamedTuple):
    estimate: float
    low: float
    high: float
    interval: str
    n_docs: int
    notes: tuple[str, ...]

    def limits(self, bound: float) -> list[float]:
        """Return estimate and limits; no score lies outside the bounds."""
        values = [self.estimate, self.low, self.high]
        limited: list[float] = np.clip(values, -bound, bound).tolist()
        return limited


def _estimate(doc: pd.Index[str], scores: Floats, level: float) -> _Estimate:
    """Average scores, with limits from the spread between articles."""
    if not len(scores):
        return _Estimate(np.nan, np.nan, np.nan, "none", 0, ())
    code, articles = pd.factorize(doc)
    sums = np.column_stack([np.bincount(code, scores), np.bincount(code)])
    told = estimate_interval(sums, mean(), level=level)
    told = describe_two(told, len(articles))
    notes = (told.note,) if told.note else ()
    return _Estimate(
        told.estimate, told.low, told.high, told.kind, len(articles), notes
    )


def _centred(
    scored: pd.DataFrame, group: NDArray[np.object_], frame: _Frame
) -> tuple[Floats, NDArray[np.object_]]:
    """Return score minus event mean, NaN where no other group shares the event."""
    nothing = np.full(len(scored), np.nan)
    if frame.events is None or not len(scored):
        return nothing, nothing.astype(object)
    event = frame.events.reindex(pd.Index(scored["doc_id"])).to_numpy(dtype=object)
    score = scored["score"].to_numpy()
    cells = pd.DataFrame({"event": event, "group": group, "score": score}).dropna()
    means = cells.groupby(["event", "group"])["score"].mean().groupby("event")
    shared = means.mean()[means.size() > 1]
    return score - shared.reindex(event).to_numpy(dtype=float), event


def _cautions(n_sentences: int, n_scored: int, told: _Estimate) -> Iterator[str]:
    few = few_articles_note(told.n_docs, bounded=not np.isnan(told.low))
    if few and _TWO not in told.notes:
        yield few
    if n_sentences and n_scored < _LOW_COVERAGE * n_sentences:
        yield _LOW


def _composition(moved: float) -> Iterator[str]:
    """Say by how much a raw mean is off because the group reports other events."""
    if abs(moved) > _MOVED:
        yield f"{_UNEVEN} {moved:+.2f}: read `difference`"


def _pair(rows: pd.DataFrame, level: float) -> tuple[object, ...]:
    scored = rows[rows["score"].notna()]
    told = _estimate(pd.Index(scored["doc_id"]), scored["score"].to_numpy(), level)
    cautions = _cautions(len(rows), len(scored), told)
    return (
        rows["doc_id"].nunique(),
        len(rows),
        len(scored),
        len(scored) / len(rows),
        *told.limits(1.0),
        told.interval,
        "; ".join(dict.fromkeys([*told.notes, *cautions])),
    )


def _warn(table: pd.DataFrame, *, has_events: bool) -> None:
    """Say once what in the table calls for care."""
    told = table[table["n_sentences"] > 0]
    counts = {
        _FEW: ((told["n_scored"] > 0) & (told["n_docs_scored"] < _FEW_DOCS)).sum(),
        _LOW: told["note"].str.contains(_LOW, regex=False).sum(),
        f"{_UNEVEN} more than {_MOVED}": told["note"]
        .str.contains(_UNEVEN, regex=False)
        .sum(),
    }
    if counts[_FEW] <= len(told) / 2:
        del counts[_FEW]
    wrong = [f"{what}: {n}" for what, n in counts.items() if n]
    if wrong:
        same = "" if has_events else ", and compare the same events (`events=`)"
        msg = (
            f"Raw means of tone may mislead; of {len(told)} rows with a sentence, "
            f"{', '.join(wrong)}. See the column `note`{same}."
        )
        warnings.warn(msg, FramingWarning, stacklevel=3)
