"""Who speaks, and what is said about whom: figures by voice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing.plots.heatmap import _add_scale, _draw_cells, _write_cells, _write_names
from framing.plots.labels import wrap_lines
from framing.plots.style import (
    COLORS,
    GREY,
    INK,
    MARKERS,
    blank,
    finish,
    literal,
    new_axes,
    short_name,
    text_width,
    write_title,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes

    from framing.annotations import Annotations
    from framing.comparison import Comparison

__all__ = ["plot_actors", "plot_speaker_target", "plot_voices"]

_LINE = 0.2  # inches from one dot to the next in a row
_GAP = 0.16  # and from one row to the next
_HEAD = 0.26  # and for the name over a block of rows
_NAME = 34  # letters of a name
_MAX_SERIES = 7
_MAX_ROWS = 24
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
    axes = new_axes(*_size(chart)) if ax is None else ax
    if not len(chart.dots):
        return blank(axes, "Share of voice", _NOTHING)
    _draw(axes, chart)
    _set_reach(axes, chart)
    axes.set_xlabel("share of attributed words", color=INK, fontsize=9)
    told = _intervals_told(chart)
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
    _check_number("max_labels", max_labels)
    chart = _actor_chart(_tone_rows(results, centered), labels, max_labels)
    axes = new_axes(*_size(chart)) if ax is None else ax
    if not len(chart.dots):
        return blank(axes, "Tone toward actors by voice", _NOTHING)
    _draw(axes, chart)
    axes.axvline(0, color=GREY, linewidth=0.9, zorder=0)
    drawn = chart.dots[["estimate", "low", "high"]].to_numpy(dtype=float)
    reach = 1.05 * max(1.0, float(np.nanmax(np.abs(drawn))))
    axes.set_xlim(-reach, reach)
    unit = "mean tone minus mean of the event" if centered else "mean tone (-1 to +1)"
    axes.set_xlabel(unit, color=INK, fontsize=9)
    told = _intervals_told(chart)
    told += "\nn: articles with an estimate / articles · scored sentences"
    title = "Tone toward actors by voice"
    write_title(axes, title, wrap_lines(axes, told + chart.left_out))
    finish(axes, grid="x")
    return axes


def plot_speaker_target(
    tone: Annotations,
    *,
    max_speakers: int = 10,
    max_targets: int = 10,
    min_sentences: int = 2,
    ax: Axes | None = None,
) -> Axes:
    """Draw a matrix of who speaks how about whom.

    It tells apart who is attacked by everybody and who by one opponent only.

    Parameters
    ----------
    tone : Annotations
        From :func:`framing.score_actors` with `quotes`.
    max_speakers, max_targets : int, default 10
        How many actors at most, those in the most articles.
    min_sentences : int, default 2
        Cells with fewer scored sentences are left empty: their colours would be the
        strongest.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure of fitting size.

    Returns
    -------
    matplotlib Axes
        The Axes drawn on.

    Raises
    ------
    ValueError
        If `tone` is no tone by voice, or a number is less than 1.

    See Also
    --------
    framing.score_actors : Make the tone that is drawn.
    framing.plot_voices : How much each actor speaks.

    Notes
    -----
    A cell is the mean score of the sentences in which the speaker of the row mentions
    the actor of the column, with the number of articles and of sentences. What actors
    say of themselves is left out. Speakers who are no known actor share the last row.
    Most cells rest on a handful of sentences: read them before any is quoted.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.plots.voices import plot_speaker_target
    >>> corpus = fr.load_example("caravan")
    >>> actors = fr.find_actors(corpus)
    >>> quotes = fr.find_quotes(corpus, actors=actors)
    >>> tone = fr.score_actors(actors, quotes=quotes)
    >>> ax = plot_speaker_target(tone, max_targets=4)
    >>> len(ax.get_xticklabels())
    4
    """
    least = {"max_speakers": max_speakers, "max_targets": max_targets}
    _check_tone(tone, least | {"min_sentences": min_sentences})
    cells = _pairs(tone)
    cells = cells[cells["n_hits"] >= min_sentences]
    rows = _most_met(cells, "speaker", max_speakers, last=_POOLED[1])
    cells = cells[cells["speaker"].isin(rows)]
    columns = _most_met(cells, "label", max_targets)
    cells = cells[cells["label"].isin(columns)]
    title = "Tone of speakers toward actors"
    if not len(cells):
        axes = new_axes(5, 2) if ax is None else ax
        few = f"No speaker mentions an actor in {min_sentences} scored sentences,"
        return blank(axes, title, f"{few}\nso nothing is drawn.")
    cells = cells.set_index(["speaker", "label"])
    grid = cells["estimate"].unstack().reindex(index=rows, columns=columns)
    names = list(map(literal, _short_names(rows)))
    axes = new_axes(*_matrix_size(names, columns)) if ax is None else ax
    image = _draw_cells(axes, grid, 0.0)
    _write_cells(axes, image, grid, cells)
    _write_names(axes, names, columns)
    _add_scale(axes, image, "mean tone (-1 to +1)")
    told = "Rows speak, columns are spoken about\nn = articles · scored sentences"
    if min_sentences > 1:
        told += f"; cells with fewer than {min_sentences} sentences are empty"
    write_title(axes, title, wrap_lines(axes, told))
    return axes


def _check_tone(tone: Annotations, numbers: Mapping[str, int]) -> None:
    for name, n in numbers.items():
        _check_number(name, n)
    if tone.kind != "tone" or "any" in set(tone.spans["voice"]):
        msg = (
            "`tone` must be tone by voice: "
            "fr.score_actors(actors, quotes=fr.find_quotes(corpus, actors=actors)). "
            f"Got annotations of kind {tone.kind!r} without voices."
        )
        raise ValueError(msg)


def _pairs(tone: Annotations) -> pd.DataFrame:
    """Average the scores of what each speaker says of each other actor."""
    spans = tone.spans
    said = spans[(spans["voice"] == "others") & spans["score"].notna()]
    known = said["speaker"].isin(tone.labels)
    said = said.assign(speaker=said["speaker"].where(known, _POOLED[1]))
    pairs = said.groupby(["speaker", "label"], as_index=False, sort=False)
    cells = pairs.agg(
        estimate=("score", "mean"),
        n_docs_hit=("doc_id", "nunique"),
        n_hits=("score", "size"),
    )
    # As objects counts stay whole numbers in a row beside the estimate.
    return cells.astype({"n_docs_hit": object, "n_hits": object})


def _most_met(cells: pd.DataFrame, kind: str, n: int, last: str = "") -> list[str]:
    sums = cells[cells[kind] != last].groupby(kind)[["n_docs_hit", "n_hits"]].sum()
    ranked = sums.sort_values(["n_docs_hit", "n_hits"], ascending=False, kind="stable")
    pooled = [last] if last in set(cells[kind]) else []
    return [*ranked.index[:n], *pooled]


def _matrix_size(names: Sequence[str], columns: Sequence[str]) -> tuple[float, float]:
    left = max(map(text_width, names))
    top = max(text_width(short_name(name, 24)) for name in columns) * 0.75
    wide = left + 0.86 * len(columns) + 1.4
    return max(wide, left + 4.2), top + 0.44 * len(names) + 1.5


@dataclass(frozen=True)
class _Chart:
    """What goes where, in inches from the top.

    ``dots`` has the columns ``row``, ``block``, ``series``, ``estimate``, ``low``,
    ``high``, ``dotted``, ``n`` and ``y``; ``rows`` the columns ``row``, ``block``,
    ``y``; ``heads`` maps the name of a block to its height.
    """

    dots: pd.DataFrame
    rows: pd.DataFrame
    heads: dict[str, float]
    series: tuple[str, ...]
    bottom: float
    left_out: str = ""


def _check_table(table: pd.DataFrame) -> None:
    missing = [name for name in _NEEDED if name not in table.columns]
    if missing:
        msg = (
            f"`table` must come from share_of_voice; it has no {', '.join(missing)}. "
            "For instance plot_voices(share_of_voice(quotes))."
        )
        raise ValueError(msg)


def _check_number(name: str, n: int) -> None:
    if n < 1:
        msg = f"`{name}` must be 1 or more; got {n}."
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


def _voice_chart(table: pd.DataFrame, speakers: Sequence[str] | None) -> _Chart:
    known = list(dict.fromkeys(table["speaker"]))
    for name in speakers or ():
        if name not in known:
            msg = f"No speaker {name!r} in this table. There are: {', '.join(known)}."
            raise KeyError(msg)
    groups = list(dict.fromkeys(table["group"]))
    few = len(groups) <= _MAX_SERIES
    shown = _speakers(table, 10 if few else 5) if speakers is None else list(speakers)
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
    return _placed(dots, {"": order[row]}, tuple(order[series]), told)


def _speakers(table: pd.DataFrame, n: int) -> list[str]:
    named = table[~table["speaker"].isin(_POOLED)]
    size = named.groupby("speaker", sort=False)[["n_docs_speaker", "n_quotes"]].sum()
    ranked = size.sort_values(
        ["n_docs_speaker", "n_quotes"], ascending=False, kind="stable"
    )
    return [*ranked.index[:n], _POOLED[1]]


def _actor_chart(table: pd.DataFrame, labels: Sequence[str] | None, n: int) -> _Chart:
    known = list(dict.fromkeys(table["label"]))
    for name in labels or ():
        if name not in known:
            msg = f"No label {name!r} in these comparisons: {', '.join(known[:20])}."
            raise KeyError(msg)
    shown = _busiest(table, n) if labels is None else list(labels)
    groups = list(dict.fromkeys(table["group"]))
    rows = table[table["label"].isin(shown) & table["estimate"].notna()]
    kept = set(_most_articles(rows))
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
    return _placed(dots, blocks, spoken, told)


def _busiest(table: pd.DataFrame, n: int) -> list[str]:
    sums = table.groupby("label", sort=False)[["n_docs_hit", "n_hits"]].sum()
    sums = sums[sums["n_hits"] > 0]
    ranked = sums.sort_values(["n_docs_hit", "n_hits"], ascending=False, kind="stable")
    return list(ranked.index[:n])


def _most_articles(rows: pd.DataFrame) -> list[str]:
    size = rows.groupby("group", sort=False)["n_docs"].max()
    return list(size.sort_values(ascending=False, kind="stable").index[:_MAX_ROWS])


def _placed(
    dots: pd.DataFrame,
    blocks: Mapping[str, Sequence[str]],
    series: tuple[str, ...],
    left_out: str,
) -> _Chart:
    """Give every row and dot its height, from the top down."""
    step = len(series) * _LINE + _GAP
    y, places, heads = 0.0, [], {}
    for block, rows in blocks.items():
        if block:
            heads[block] = y
            y += _HEAD
        for row in rows:
            places.append((block, row, y))
            y += step
    table = pd.DataFrame(places, columns=["block", "row", "y"])
    heights = table.set_index(["block", "row"])["y"]
    keys = pd.MultiIndex.from_frame(dots[["block", "row"]])
    line = pd.Index(series).get_indexer(pd.Index(dots["series"])) * _LINE
    placed = dots.assign(y=heights.reindex(keys).to_numpy(dtype=float) + line)
    return _Chart(placed, table, heads, series, y - _GAP, left_out)


def _size(chart: _Chart) -> tuple[float, float]:
    names = _short_names(chart.rows["row"])
    left = max(map(text_width, names), default=1.0)
    legend = 0.2 * len(chart.series)
    return 5.6 + min(left, 3.0), 1.9 + legend + max(chart.bottom, 0.8)


def _short_names(names: Sequence[str] | pd.Series[str]) -> list[str]:
    """Shorten names at the end, or in the middle where they would become alike."""
    short = {name: short_name(name, _NAME) for name in names}
    seen = list(short.values())
    alike = {name for name, cut in short.items() if seen.count(cut) > 1}
    half = _NAME // 2 - 1
    return [
        f"{name[:half].rstrip()}…{name[-half:].lstrip()}"
        if name in alike
        else short[name]
        for name in names
    ]


def _set_reach(ax: Axes, chart: _Chart) -> None:
    """Keep a few wide intervals from squeezing all others; arrows show they go on."""
    top = float(chart.dots["estimate"].max())
    limit = min(max(float(chart.dots["high"].max(skipna=True)), top), 2 * top)
    limit = 1.0 if not limit > 0 else limit
    ax.set_xlim(-0.02 * limit, 1.04 * limit)
    beyond = chart.dots[chart.dots["high"] > limit]
    at = np.full(len(beyond), 1.025 * limit)
    ax.scatter(at, beyond["y"], s=14, marker=">", color=GREY, zorder=4)


def _draw(ax: Axes, chart: _Chart) -> None:
    for number, name in enumerate(chart.series):
        rows = chart.dots[chart.dots["series"] == name]
        _draw_series(ax, rows, COLORS[number], MARKERS[number], name)
    middle = (len(chart.series) - 1) * _LINE / 2
    names = map(literal, _short_names(chart.rows["row"]))
    ax.set_yticks(chart.rows["y"] + middle, list(names))
    ax.set_ylim(chart.bottom - _LINE / 2 + 0.14, -_LINE / 2 - 0.14)
    to_right = ax.get_yaxis_transform()
    for name, y in chart.heads.items():
        ax.axhspan(y - 0.12, y + 0.12, color="#F2F2F2", zorder=0, linewidth=0)
        words = literal(short_name(name, 60))
        style: dict[str, Any] = {"fontsize": 9, "fontweight": "bold", "color": INK}
        ax.text(0.01, y, words, transform=to_right, va="center", **style)
    style = {"fontsize": 7.5, "color": GREY, "transform": to_right}
    for y, n in zip(chart.dots["y"], chart.dots["n"], strict=True):
        ax.text(1.015, y, n, va="center", **style)
    top = ax.get_ylim()[1]
    ax.text(1.015, top, "n", va="bottom", **(style | {"color": INK}))
    _write_key(ax, chart)


def _draw_series(
    ax: Axes, rows: pd.DataFrame, color: str, marker: str, name: str
) -> None:
    bounded = rows[rows["low"].notna()]
    dotted = bounded["dotted"].astype(bool)
    sure, inside = bounded[~dotted], bounded[dotted]
    ax.hlines(sure["y"], sure["low"], sure["high"], color, "solid", linewidth=1.7)
    ax.hlines(
        inside["y"], inside["low"], inside["high"], color, "dotted", linewidth=1.7
    )
    face = np.where(rows["low"].notna(), color, "white")
    ax.scatter(
        rows["estimate"],
        rows["y"],
        s=34,
        marker=marker,
        facecolors=face.tolist(),
        edgecolors=color,
        linewidths=1.3,
        zorder=3,
    )
    # The key shows a full dot, whatever the first of the series looks like.
    label = literal(short_name(name, 46))
    ax.scatter([], [], s=34, marker=marker, color=color, label=label)


def _intervals_told(chart: _Chart) -> str:
    bounded = chart.dots["low"].notna()
    dotted = chart.dots["dotted"].astype(bool)
    told = ["Lines: 95% intervals over articles"] if (bounded & ~dotted).any() else []
    if (bounded & dotted).any():
        told.append("dotted: spread inside one article")
    if (~bounded).any():
        told.append("hollow: too few for an interval")
    first = "; ".join(told)
    return f"{first[0].upper()}{first[1:]}"


def _write_key(ax: Axes, chart: _Chart) -> None:
    if len(chart.series) < 2:
        return
    from matplotlib.transforms import ScaledTranslation

    longest = max(map(len, chart.series))
    below = ScaledTranslation(0, -0.45, ax.figure.dpi_scale_trans)
    ax.legend(
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=ax.transAxes + below,
        ncols=1 if longest > 24 else min(len(chart.series), 3),
        frameon=False,
        fontsize=9,
        handletextpad=0.2,
        borderaxespad=0,
    )
