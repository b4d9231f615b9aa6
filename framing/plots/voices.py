"""Who speaks, and what is said about whom: figures by voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.plots.labels import wrap_lines
from framing.plots.rows import (
    RowChart,
    check_number,
    draw_rows,
    intervals_told,
    place_rows,
    rows_size,
)
from framing.plots.speakers import plot_speaker_target
from framing.plots.style import (
    GREY,
    INK,
    blank,
    finish,
    new_axes,
    write_title,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    from framing.comparison import Comparison

__all__ = ["plot_actors", "plot_speaker_target", "plot_voices"]

_MAX_SERIES = 7
_MAX_ROWS = 24
_MIN_ROWS, _MAX_ALL_ROWS = 10, 48
_POOLED = ("other speakers", "unknown")
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
        as can be told apart, and the words of unknown speakers.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure of fitting size.

    Returns
    -------
    matplotlib Axes
        The Axes drawn on.

    Raises
    ------
    KeyError
        If a speaker is not in the table.
    ValueError
        If `table` lacks columns of a share of voice.

    See Also
    --------
    framing.share_of_voice : Make the table that is drawn.

    Notes
    -----
    Lines are 95% intervals over articles; a hollow dot has none; an arrow says that an
    interval goes on beyond the frame. The groups, or beyond
    7 groups the speakers, are told apart by colour and marker. Beyond 24 groups those
    with the fewest articles are left out, and the subtitle says so.

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
    _check_table(table)
    chart = _voice_chart(table, speakers)
    axes = new_axes(*rows_size(chart)) if ax is None else ax
    if not len(chart.dots):
        return blank(axes, "Share of voice", _NOTHING)
    draw_rows(axes, chart)
    _set_reach(axes, chart)
    axes.set_xlabel("share of attributed words", color=INK, fontsize=9)
    told = intervals_told(chart)
    told += "\nn: articles that quote the speaker / articles · quotes"
    write_title(axes, "Share of voice", wrap_lines(axes, told + chart.left_out))
    finish(axes, grid="x")
    return axes


def plot_actors(
    results: Mapping[str, Comparison] | pd.DataFrame,
    *,
    labels: Sequence[str] | None = None,
    max_labels: int = 4,
    centered: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """Draw the tone toward actors, group by group, each voice for itself.

    Unattributed text, the words of others and an actor's own words stand apart, since
    an outlet that quotes an accuser is not the accuser.

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
    Lines are 95% intervals over articles, dotted ones inside a single article; a hollow
    dot has none. Rows without any estimate are left out.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.plots.voices import plot_actors
    >>> corpus = fr.load_example("caravan")
    >>> actors = fr.find_actors(corpus)
    >>> quotes = fr.find_quotes(corpus, actors=actors)
    >>> tone = fr.score_actors(actors, quotes=quotes)
    >>> voices = ("unattributed", "others")
    >>> ax = plot_actors(
    ...     {v: fr.compare(tone.where(voice=v), by="outlet") for v in voices}
    ... )
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['unattributed', 'others']
    """
    check_number("max_labels", max_labels)
    chart = _actor_chart(_tone_rows(results, centered), labels, max_labels)
    axes = new_axes(*rows_size(chart)) if ax is None else ax
    if not len(chart.dots):
        return blank(axes, "Tone toward actors by voice", _NOTHING)
    draw_rows(axes, chart)
    axes.axvline(0, color=GREY, linewidth=0.9, zorder=0)
    drawn = chart.dots[["estimate", "low", "high"]].to_numpy(dtype=float)
    reach = 1.05 * max(1.0, float(np.nanmax(np.abs(drawn))))
    axes.set_xlim(-reach, reach)
    unit = "mean tone minus mean of the event" if centered else "mean tone (-1 to +1)"
    axes.set_xlabel(unit, color=INK, fontsize=9)
    told = intervals_told(chart)
    told += "\nn: articles with an estimate / articles · scored sentences"
    title = "Tone toward actors by voice"
    write_title(axes, title, wrap_lines(axes, told + chart.left_out))
    finish(axes, grid="x")
    return axes


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
    if not 1 <= len(results) <= _MAX_SERIES:
        msg = f"`results` must be 1 to {_MAX_SERIES} comparisons; got {len(results)}."
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
    return pd.concat(tables, ignore_index=True)


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
    known = list(dict.fromkeys(table["speaker"]))
    for name in speakers or ():
        if name not in known:
            msg = f"No speaker {name!r} in this table. There are: {', '.join(known)}."
            raise KeyError(msg)
    groups = list(dict.fromkeys(table["group"]))
    few = len(groups) <= _MAX_SERIES
    shown = _speakers(table, 10 if few else 3) if speakers is None else list(speakers)
    if not few:
        shown = shown[:_MAX_SERIES]
    size = table.groupby("group", sort=False)["n_docs"].max()
    ranked = size.sort_values(ascending=False, kind="stable").index
    kept = set(groups) if few else set(ranked[:_MAX_ROWS])
    rows = table[table["speaker"].isin(shown) & table["group"].isin(kept)]
    rows = rows[rows["share"].notna()]
    counts = [
        f"{docs}/{of} · {quotes}"
        for docs, of, quotes in zip(
            rows["n_docs_speaker"], rows["n_docs"], rows["n_quotes"], strict=True
        )
    ]
    row, series = ("speaker", "group") if few else ("group", "speaker")
    dots = rows.rename(columns={row: "row", series: "series", "share": "estimate"})
    dots = dots.assign(block="", dotted=False, n=counts)
    order = {
        "speaker": [name for name in shown if name in set(rows["speaker"])],
        "group": [name for name in groups if name in set(rows["group"])],
    }
    more = len(groups) - len(kept)
    told = f" ({more} more groups not drawn)" if more else ""
    return place_rows(dots, {"": order[row]}, tuple(order[series]), told)


def _speakers(table: pd.DataFrame, n: int) -> list[str]:
    named = table[~table["speaker"].isin(_POOLED)]
    size = named.groupby("speaker", sort=False)[["n_docs_speaker", "n_quotes"]].sum()
    ranked = size.sort_values(
        ["n_docs_speaker", "n_quotes"], ascending=False, kind="stable"
    )
    return [*ranked.index[:n], _POOLED[1]]


def _actor_chart(table: pd.DataFrame, labels: Sequence[str] | None, n: int) -> RowChart:
    known = list(dict.fromkeys(table["label"]))
    for name in labels or ():
        if name not in known:
            msg = f"No label {name!r} in these comparisons: {', '.join(known[:20])}."
            raise KeyError(msg)
    shown = _busiest(table, n) if labels is None else list(labels)
    groups = list(dict.fromkeys(table["group"]))
    rows = table[table["label"].isin(shown) & table["estimate"].notna()]
    n_blocks = max(rows["label"].nunique(), 1)
    kept = set(_most_articles(rows)[: max(_MAX_ALL_ROWS // n_blocks, _MIN_ROWS)])
    more = len(set(rows["group"])) - len(kept)
    rows = rows[rows["group"].isin(kept)]
    columns = (rows["n_docs_hit"], rows["n_docs"], rows["n_hits"])
    counts = [f"{hit}/{of} · {hits}" for hit, of, hits in zip(*columns, strict=True)]
    dotted = ~rows["interval"].str.startswith(("jackknife", "welch", "t"))
    dots = rows.assign(dotted=dotted, n=counts)
    dots = dots.rename(columns={"label": "block", "group": "row"})
    there = set(zip(dots["block"], dots["row"], strict=True))
    blocks = {
        label: [group for group in groups if (label, group) in there] for label in shown
    }
    blocks = {label: found for label, found in blocks.items() if found}
    told = f" ({more} more groups not drawn)" if more else ""
    voices = dict.fromkeys(table["series"])
    spoken = tuple(voice for voice in voices if voice in set(dots["series"]))
    return place_rows(dots, blocks, spoken, told)


def _busiest(table: pd.DataFrame, n: int) -> list[str]:
    sums = table.groupby("label", sort=False)[["n_docs_hit", "n_hits"]].sum()
    sums = sums[sums["n_hits"] > 0]
    ranked = sums.sort_values(["n_docs_hit", "n_hits"], ascending=False, kind="stable")
    return list(ranked.index[:n])


def _most_articles(rows: pd.DataFrame) -> list[str]:
    size = rows.groupby("group", sort=False)["n_docs"].max()
    return list(size.sort_values(ascending=False, kind="stable").index[:_MAX_ROWS])


def _set_reach(ax: Axes, chart: RowChart) -> None:
    """Keep a few wide intervals from squeezing all others; arrows show they go on."""
    top = float(chart.dots["estimate"].max())
    limit = min(max(float(chart.dots["high"].max(skipna=True)), top), 2 * top)
    limit = 1.0 if not limit > 0 else limit
    ax.set_xlim(-0.02 * limit, 1.04 * limit)
    beyond = chart.dots[chart.dots["high"] > limit]
    at = np.full(len(beyond), 1.025 * limit)
    ax.scatter(at, beyond["y"], s=14, marker=">", color=GREY, zorder=4)
