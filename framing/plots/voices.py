"""Who speaks, and what is said about whom: figures by voice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing._errors import did_you_mean, list_names
from framing.annotate.tone_table import OWN_WORDS
from framing.comparison.bounds import drop_unbounded
from framing.comparison.measures import TONE_SCALE
from framing.comparison.speaking import OTHERS, UNKNOWN
from framing.comparison.voice_names import VOICE_NAMES, voice_name
from framing.plots.given import check_given
from framing.plots.naming import group_noun
from framing.plots.row_plan import MAX_SERIES, RowChart
from framing.plots.rows import check_number, draw_rows, intervals_told
from framing.plots.speakers import plot_speaker_target
from framing.plots.style import blank, new_axes

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from matplotlib.axes import Axes

    from framing.comparison import Comparison

__all__ = ["plot_actors", "plot_speaker_target", "plot_voices"]

_MAX_SPEAKERS = (9, 3)  # by default: speakers as rows, as columns
_POOLED = (OTHERS, UNKNOWN)
_NOTHING = "Nothing was found, so nothing is drawn."
_MEASURED = ("group", "label", "voice", "estimate", "low", "high", "n_docs_scored")
_RAW = ("estimate", "low", "high")
_CENTERED = {
    "difference": "estimate",
    "difference_low": "low",
    "difference_high": "high",
}
_NEEDED = ("group", "speaker", "share", "low", "high", "n_docs_speaker", "n_quotes")


def plot_voices(
    table: pd.DataFrame,
    *,
    speakers: Sequence[str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how much each group of articles lets each actor speak.

    Shares are of the words that a group attributes to anybody, so that they do not
    depend on how much it quotes.

    Parameters
    ----------
    table : DataFrame
        From :func:`framing.share_of_voice`.
    speakers : sequence of str, optional
        Which speakers, in which order; by default those with the most articles, as many
        as can be told apart, those of the table's other speakers together, and the
        words of unknown speakers.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure of fitting size.

    Returns
    -------
    matplotlib Axes
        The Axes drawn on.

    Raises
    ------
    TypeError
        If `table` is no table.
    KeyError
        If a speaker is not in the table.
    ValueError
        If `table` lacks columns of a share of voice.

    See Also
    --------
    framing.share_of_voice : Make the table that is drawn.

    Notes
    -----
    Lines are 95% intervals over articles; an open dot has none that bounds anything; an
    arrow says that an interval goes on beyond the frame. The groups, or beyond 7 groups
    the speakers, are told apart by colour and marker; where there are many dots, they
    stand in columns side by side that share one scale. Rows that find no room are left
    out, and the subtitle says so.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.comparison.speaking import share_of_voice
    >>> from framing.plots.voices import plot_voices
    >>> corpus = fr.load_example("caravan")
    >>> quotes = fr.find_quotes(corpus, actors=fr.find_actors(corpus))
    >>> ax = plot_voices(share_of_voice(quotes, max_speakers=4))
    >>> ax.get_xlabel()
    'share of attributed words'
    """
    check_given(table, pd.DataFrame, "table")
    _check_table(table)
    shares = drop_unbounded(table, scale=1.0, of="share")
    chart = _voice_chart(shares, speakers)
    if not len(chart.dots):
        axes = new_axes(5, 2) if ax is None else ax
        return blank(axes, "Share of voice", _NOTHING)
    told = intervals_told(chart, "")
    if speakers is None:
        told += _left_out(table, chart)
    return draw_rows(
        chart,
        ax,
        title="Share of voice",
        told=told,
        counts="n: articles that quote the speaker / articles · quotes",
        unit="share of attributed words",
    )


def plot_actors(
    results: Mapping[str, Comparison] | pd.DataFrame,
    *,
    labels: Sequence[str] | None = None,
    max_labels: int = 4,
    centered: bool = False,
    own_words: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """Draw the tone toward actors, group by group, each voice for itself.

    Unattributed text and the words of others stand apart, since an outlet that quotes
    an accuser is not the accuser.

    Parameters
    ----------
    results : DataFrame, or mapping of str to Comparison
        From :func:`framing.measure_tone`; or for each voice a comparison of tone, such
        as ``{v: fr.compare(tone.where(voice=v), by="outlet") for v in VOICES}``.
    labels : sequence of str, optional
        Which actors, in which order; by default the `max_labels` with an estimate in
        the most articles.
    max_labels : int, default 4
        How many actors by default.
    centered : bool, default False
        Whether to draw the difference from the mean of the events; the table must have
        been measured with `events`.
    own_words : bool, default False
        Whether to draw the voice ``own words`` of a measured table as well: the tone of
        what the actor says about anyone, which is no tone toward the actor. The
        subtitle then says so.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure of fitting size.

    Returns
    -------
    matplotlib Axes
        The Axes drawn on.

    Raises
    ------
    KeyError
        If an actor is in none of the comparisons.
    ValueError
        If `results` are none, too many to tell apart, or no comparisons of tone, or
        `centered` where there are no differences.

    See Also
    --------
    framing.score_actors : Score the tone by voice.
    framing.plot_heatmap : Many actors, one voice.

    Notes
    -----
    Lines are 95% intervals over articles, dotted ones inside a single article; an open
    dot has none that bounds anything; an arrow says that an interval goes on beyond the
    frame. Each actor has a column, and all columns share one scale. Groups without any
    estimate are left out, and so are those with the fewest articles where there is no
    room; the subtitle says so.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.plots.voices import plot_actors
    >>> corpus = fr.load_example("caravan")
    >>> actors = fr.find_actors(corpus)
    >>> quotes = fr.find_quotes(corpus, actors=actors)
    >>> tone = fr.score_actors(actors, quotes=quotes, scorer="fast")
    >>> voices = ("unattributed", "others")
    >>> ax = plot_actors(
    ...     {v: fr.compare(tone.where(voice=v), by="outlet") for v in voices}
    ... )
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['unattributed text', 'words of others']
    """
    check_number("max_labels", max_labels)
    table = _tone_rows(results, centered)
    if not own_words:
        table = table[table["series"] != OWN_WORDS]
    scale = 2 * TONE_SCALE if centered else TONE_SCALE
    table = drop_unbounded(table, scale=scale)
    chart = _actor_chart(table, labels, max_labels)
    title = "Tone toward actors by voice"
    if not len(chart.dots):
        axes = new_axes(5, 2) if ax is None else ax
        return blank(axes, title, _NOTHING)
    told = intervals_told(chart, "spread inside one article")
    if own_words and OWN_WORDS in chart.series:
        told += (
            f"\n“{voice_name(OWN_WORDS)}”: tone of what the actor says, not toward it"
        )
    unit = "mean tone minus mean of the event" if centered else "mean tone (-1 to +1)"
    return draw_rows(
        chart,
        ax,
        title=title,
        told=told,
        counts="n: articles with an estimate / articles · scored sentences",
        unit=unit,
    )


def _check_table(table: pd.DataFrame) -> None:
    missing = [name for name in _NEEDED if name not in table.columns]
    if missing:
        msg = (
            f"`table` must come from share_of_voice; it has no {', '.join(missing)}. "
            "For instance plot_voices(share_of_voice(quotes))."
        )
        raise ValueError(msg)


def _tone_rows(
    results: Mapping[str, Comparison] | pd.DataFrame, centered: bool
) -> pd.DataFrame:
    """Put the tone of all voices into one table; the voice is the series."""
    if isinstance(results, pd.DataFrame):
        return _measured_rows(results, centered)
    check_given(results, Mapping, "results")
    if not 1 <= len(results) <= MAX_SERIES:
        msg = f"`results` must be 1 to {MAX_SERIES} comparisons; got {len(results)}."
        raise ValueError(msg)
    for voice, result in results.items():
        if result.measure.name != "tone":
            msg = (
                f"`results` must be comparisons of tone; that of {voice!r} measures "
                f"{result.measure.name}. Compare what fr.score_actors gives."
            )
            raise ValueError(msg)
    if centered:
        msg = "`centered` needs the table of fr.measure_tone(tone, events=...)."
        raise ValueError(msg)
    tables = [result.table.assign(series=voice) for voice, result in results.items()]
    table = pd.concat(tables, ignore_index=True)
    table.attrs["by"] = next(iter(results.values())).by
    return table


def _measured_rows(table: pd.DataFrame, centered: bool) -> pd.DataFrame:
    """Name the columns of a measured table as those of a comparison."""
    missing = [name for name in _MEASURED if name not in table.columns]
    if missing:
        msg = (
            f"`results` must come from measure_tone; it has no {', '.join(missing)}. "
            'For instance plot_actors(fr.measure_tone(tone, by="outlet")).'
        )
        raise ValueError(msg)
    if centered and table["difference"].isna().all():
        msg = "`centered` needs shared events: fr.measure_tone(tone, events=...)."
        raise ValueError(msg)
    if centered:
        # Whatever limits differences have come from the spread between articles.
        table = table.assign(interval="jackknife t")
    kept = [name for name in table.columns if not centered or name not in _RAW]
    return table[kept].rename(
        columns={
            "voice": "series",
            "n_docs_scored": "n_docs_hit",
            "n_scored": "n_hits",
            **(_CENTERED if centered else {}),
        }
    )


def _voice_chart(table: pd.DataFrame, speakers: Sequence[str] | None) -> RowChart:
    known = table["speaker"].unique().tolist()
    for name in speakers or ():
        if name not in known:
            near, there = did_you_mean(name, known), ", ".join(known)
            msg = f"No speaker {name!r} in this table.{near} There are: {there}."
            raise KeyError(msg)
    groups = table["group"].unique().tolist()
    few, groups_are = len(groups) <= MAX_SERIES, group_noun(table.attrs.get("by", ""))
    n = _MAX_SPEAKERS[0 if few else 1]
    shown = _speakers(table, n) if speakers is None else list(speakers)
    rows = table[table["speaker"].isin(shown) & table["share"].notna()]
    columns = (rows["n_docs_speaker"], rows["n_docs"], rows["n_quotes"])
    counts = [f"{docs}/{of} · {n}" for docs, of, n in zip(*columns, strict=True)]
    row, series = ("speaker", "group") if few else ("group", "speaker")
    order = {
        "speaker": tuple(name for name in shown if name in set(rows["speaker"])),
        "group": tuple(name for name in groups if name in set(rows["group"])),
    }
    dots = rows.rename(columns={row: "row", series: "series", "share": "estimate"})
    return RowChart(
        dots=dots.assign(dotted=False, n=counts),
        rows=order[row],
        series=order[series],
        blocks=(),
        names={name: voice_name(name) for name in _POOLED},
        limits=(0.0, _top_share(rows)),
        center=None,
        size={} if few else _sizes(rows, "n_quotes"),
        nouns=("speakers", groups_are, "") if few else (groups_are, "speakers", ""),
    )


def _sizes(rows: pd.DataFrame, hits: str) -> dict[Hashable, float]:
    """Rank groups by their articles, and those with as many by their hits."""
    groups = rows.groupby("group")
    sizes = pd.DataFrame({"docs": groups["n_docs"].max(), "hits": groups[hits].sum()})
    ranked = sizes.sort_values(["docs", "hits"], kind="stable").index
    return {name: float(rank) for rank, name in enumerate(ranked)}


def _top_share(rows: pd.DataFrame) -> float:
    """Keep a few wide intervals from squeezing all others; arrows show they go on."""
    top = float(rows["share"].max())
    highest = float(rows["high"].max(skipna=True))
    limit = min(max(highest, top) if highest == highest else top, 2 * top)
    return limit if limit > 0 else 1.0


def _left_out(table: pd.DataFrame, chart: RowChart) -> str:
    """Say how many speakers of the table are not drawn."""
    drawn = {*chart.rows, *chart.series, *_POOLED}
    more = len(set(table["speaker"]) - drawn)
    return f"\n{more} more of the table’s speakers not drawn" if more else ""


def _speakers(table: pd.DataFrame, n: int) -> list[str]:
    named = table[~table["speaker"].isin(_POOLED)]
    size = named.groupby("speaker", sort=False)[["n_docs_speaker", "n_quotes"]].sum()
    ranked = size.sort_values(
        ["n_docs_speaker", "n_quotes"], ascending=False, kind="stable"
    )
    rest = table.loc[table["speaker"] == OTHERS, "n_words"].sum()
    return [*ranked.index[:n], *([OTHERS] if rest else []), UNKNOWN]


def _actor_chart(table: pd.DataFrame, labels: Sequence[str] | None, n: int) -> RowChart:
    known = table["label"].unique().tolist()
    for name in labels or ():
        if name not in known:
            near, names = did_you_mean(name, known), list_names(known, 20)
            msg = f"No label {name!r} in these comparisons.{near} There are: {names}."
            raise KeyError(msg)
    shown = _busiest(table, n) if labels is None else list(labels)
    rows = table[table["label"].isin(shown) & table["estimate"].notna()]
    columns = (rows["n_docs_hit"], rows["n_docs"], rows["n_hits"])
    counts = [f"{hit}/{of} · {hits}" for hit, of, hits in zip(*columns, strict=True)]
    dotted = ~rows["interval"].str.startswith(("jackknife", "welch", "t"))
    dots = rows.assign(dotted=dotted, n=counts)
    dots = dots.rename(columns={"label": "block", "group": "row"})
    drawn = rows[["estimate", "low", "high"]].to_numpy(dtype=float)
    reach = float(np.nanmax(np.abs(drawn), initial=1.0))
    there = {name: set(rows[name].unique()) for name in ("group", "label", "series")}
    return RowChart(
        dots=dots,
        rows=tuple(g for g in table["group"].unique() if g in there["group"]),
        series=tuple(v for v in table["series"].unique() if v in there["series"]),
        blocks=tuple(name for name in shown if name in there["label"]),
        names=VOICE_NAMES,
        limits=(-reach, reach),
        center=0.0,
        size=_sizes(rows, "n_hits"),
        nouns=(group_noun(table.attrs.get("by", "")), "voices", "actors"),
    )


def _busiest(table: pd.DataFrame, n: int) -> list[str]:
    sums = table.groupby("label", sort=False)[["n_docs_hit", "n_hits"]].sum()
    sums = sums[sums["n_hits"] > 0]
    ranked = sums.sort_values(["n_docs_hit", "n_hits"], ascending=False, kind="stable")
    return list(ranked.index[:n])
