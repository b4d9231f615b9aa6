"""Who speaks how about whom: a matrix of speakers and the actors they mention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.comparison.speaking import UNKNOWN
from framing.comparison.voice_names import voice_name
from framing.plots.cells import (
    SCALE_ROOM,
    add_scale,
    cells_axes,
    cells_room,
    draw_cells,
    has_single,
    write_cells,
    write_names,
)
from framing.plots.fonts import fit_fonts
from framing.plots.rows import check_number
from framing.plots.style import (
    blank,
    fit_names,
    left_of,
    new_axes,
    short_names,
    write_title,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from framing.annotations import Annotations

__all__ = ["plot_speaker_target"]


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
        How many actors at most, those in the most articles; whom known speakers
        mention comes first, and a speaker without a cell is left out.
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
    say of themselves is left out. Speakers who are no known actor (``unknown``) share
    the last row.
    Most cells rest on a handful of sentences: read them before any is quoted.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.plots import plot_speaker_target
    >>> corpus = fr.load_example("caravan")
    >>> actors = fr.find_actors(corpus)
    >>> quotes = fr.find_quotes(corpus, actors=actors)
    >>> tone = fr.score_actors(actors, quotes=quotes, scorer="fast")
    >>> ax = plot_speaker_target(tone, max_targets=4)
    >>> len(ax.get_xticklabels())
    4
    """
    least = {"max_speakers": max_speakers, "max_targets": max_targets}
    _check_tone(tone, least | {"min_sentences": min_sentences})
    cells = _pairs(tone)
    cells = cells[cells["n_hits"] >= min_sentences]
    max_speakers, max_targets = cells_room(ax, (max_speakers, max_targets))
    rows = _most_met(cells, "speaker", max_speakers)
    columns = _spoken_about(cells, rows, max_targets)
    cells = cells[cells["speaker"].isin([*rows, UNKNOWN])]
    cells = cells[cells["label"].isin(columns)]
    rows = [name for name in (*rows, UNKNOWN) if name in set(cells["speaker"])]
    title = "Tone of speakers toward actors"
    if not len(cells):
        axes = new_axes(5, 2) if ax is None else ax
        few = f"No speaker mentions an actor in {min_sentences} scored sentences,"
        return blank(axes, title, f"{few}\nso nothing is drawn.")
    cells = cells.set_index(["speaker", "label"])
    grid = cells["estimate"].unstack().reindex(index=rows, columns=columns)
    names = short_names(map(voice_name, rows))
    axes = cells_axes(ax, names, columns)
    names = fit_names(axes, names, 8)
    image = draw_cells(axes, grid, cells, 0.0)
    write_names(axes, names, columns)
    inside = write_cells(axes, image, grid, cells, "articles · sentences")
    add_scale(axes, image, "mean tone (-1 to +1)")
    told = f"Rows speak, columns are spoken about; {inside}"
    if min_sentences > 1:
        told += f"\nCells with fewer than {min_sentences} sentences are empty"
    told += "; pale: one article" if has_single(grid, cells) else ""
    write_title(axes, title, told, left=left_of(axes, names), right=SCALE_ROOM)
    return fit_fonts(axes)


def _check_tone(tone: Annotations, numbers: Mapping[str, int]) -> None:
    for name, n in numbers.items():
        check_number(name, n)
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
    said = said.assign(speaker=said["speaker"].where(known, UNKNOWN))
    pairs = said.groupby(["speaker", "label"], as_index=False, sort=False)
    cells = pairs.agg(
        estimate=("score", "mean"),
        n_docs_hit=("doc_id", "nunique"),
        n_hits=("score", "size"),
    )
    # As objects counts stay whole numbers in a row beside the estimate.
    return cells.astype({"n_docs_hit": object, "n_hits": object})


def _most_met(cells: pd.DataFrame, kind: str, n: int) -> list[str]:
    """Name those in the most articles; whoever is unknown is none of them."""
    sums = cells[cells[kind] != UNKNOWN].groupby(kind)[["n_docs_hit", "n_hits"]].sum()
    ranked = sums.sort_values(["n_docs_hit", "n_hits"], ascending=False, kind="stable")
    return list(ranked.index[:n])


def _spoken_about(cells: pd.DataFrame, speakers: Sequence[str], n: int) -> list[str]:
    """Name first whom the known speakers mention, or their rows would be empty."""
    known = _most_met(cells[cells["speaker"].isin(speakers)], "label", n)
    rest = cells[~cells["label"].isin(known)]
    return [*known, *_most_met(rest, "label", n - len(known))]
