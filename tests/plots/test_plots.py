"""Figures draw the table's numbers, on the Axes they are given, and say n."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import Normalize, to_rgb

import framing as fr
from framing.comparison.bounds import drop_unbounded
from framing.plots.cells import _EMPTY, _PALE, _inks, draw_cells
from framing.plots.naming import group_names
from framing.plots.notes import Notes
from framing.plots.style import short_name

LEXICON = fr.Lexicon.from_dict({"a": ["alpha"], "b": ["beta"]}, name="letters")

# One group draws as well as several; that there is nothing to compare is told before.
pytestmark = pytest.mark.filterwarnings("ignore:All articles have the same")


def compared(
    n_outlets, *, per_outlet=3, name="Outlet {}", by="outlet", lexicon=LEXICON
):
    rng = np.random.default_rng(1)
    rows = []
    for i in range(n_outlets):
        for _ in range(per_outlet):
            a, b = rng.integers(0, 4, 2)
            words = ["alpha"] * a + ["beta"] * b + ["word"] * 20
            rows.append({"text": " ".join(words) + ".", "outlet": name.format(i)})
    docs = pd.DataFrame(rows, index=[f"d{i}" for i in range(len(rows))])
    return fr.compare(fr.find_frames(fr.Corpus(docs), lexicon), by=by)


def texts_of(ax):
    """Return what is written on an Axes, counts included."""
    counts = [s for notes in ax.findobj(Notes) for s in notes.strings]
    return [text.get_text() for text in ax.texts] + counts


def overlaps(boxes):
    """Count pairs of boxes that cover each other by more than a hair."""
    return sum(
        min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
        for i, a in enumerate(boxes)
        for b in boxes[:i]
    )


def test_comparison_draws_every_estimate():
    """Dots stand at the estimates and lines at the limits of the table."""
    result = compared(3)
    ax = fr.plot_comparison(result)
    offsets = [
        tuple(point)
        for c in ax.collections
        if c.get_label() in {"a", "b"}
        for point in np.asarray(c.get_offsets())
    ]
    assert sorted(x for x, _ in offsets) == pytest.approx(
        sorted(result.table["estimate"])
    )
    assert len({y for _, y in offsets}) == len(result.table)


def test_comparison_says_n_beside_every_dot():
    """Articles with a hit, articles, and hits stand at the right of each dot."""
    result = compared(2)
    shown = texts_of(fr.plot_comparison(result))
    for row in result.table.itertuples():
        assert f"{row.n_docs_hit}/{row.n_docs} · {row.n_hits}" in shown


@pytest.mark.parametrize("draw", [fr.plot_comparison, fr.plot_heatmap])
def test_figures_draw_on_the_axes_they_are_given(draw):
    """Only the given Axes is touched, and it is returned; the style stays."""
    before = dict(plt.rcParams)
    figure, (left, right) = plt.subplots(1, 2)
    assert draw(compared(2), ax=left) is left
    assert not right.has_data()
    assert len(figure.axes) <= 3  # the heatmap adds its scale
    assert dict(plt.rcParams) == before


@pytest.mark.parametrize("n_outlets", [1, 2, 12, 25])
@pytest.mark.parametrize("draw", [fr.plot_comparison, fr.plot_heatmap])
def test_names_and_counts_never_overlap(draw, n_outlets):
    """With few and many outlets no two texts cover each other."""
    ax = draw(compared(n_outlets, name="The Very Long Named Gazette of Region {}"))
    ax.figure.canvas.draw()
    ticks = [t for t in ax.get_yticklabels() if t.get_text()]
    columns = [t for t in ax.get_xticklabels() if not t.get_rotation()]
    for texts in (ticks, columns, ax.texts):
        assert overlaps([t.get_window_extent() for t in texts]) == 0
    counts = [box for notes in ax.findobj(Notes) for box in notes.extents()]
    assert overlaps(counts) == 0


@pytest.mark.parametrize("n_outlets", [1, 2, 25])
def test_nothing_is_cut_off(n_outlets):
    """Names, title and counts lie inside the figure."""
    ax = fr.plot_comparison(compared(n_outlets, name="A Rather Long Outlet Name {}"))
    ax.figure.canvas.draw()
    page = ax.figure.bbox
    box = ax.get_tightbbox()
    assert box.x0 >= page.x0 - 1
    assert box.x1 <= page.x1 + 1
    assert box.y0 >= page.y0 - 1
    assert box.y1 <= page.y1 + 1


def test_map_places_articles_and_outlets():
    """Points stand at the two frames' estimates; names appear where there is room."""
    result = compared(3, by="doc_id")
    ax = fr.plot_frame_map(result)
    points = np.vstack([c.get_offsets() for c in ax.collections])
    wide = result.table.pivot(index="group", columns="label", values="estimate")
    assert sorted(map(tuple, points.round(6))) == sorted(
        map(tuple, wide.to_numpy().round(6))
    )
    outlets = fr.plot_frame_map(compared(3))
    assert {t.get_text() for t in outlets.texts} >= {"Outlet 0"}
    names = [t.get_window_extent() for t in outlets.texts if "Outlet" in t.get_text()]
    assert overlaps(names) == 0


@pytest.mark.parametrize("n_outlets", [1, 2])
def test_map_names_articles_without_a_title_by_their_id(n_outlets):
    """An outlet alone would name all its articles alike."""
    ax = fr.plot_frame_map(compared(n_outlets, per_outlet=2, by="doc_id"))
    names = [text for text in texts_of(ax) if text.endswith(("d0", "d1", "d2", "d3"))]
    assert names
    assert "Outlet 0" not in texts_of(ax)


def test_articles_are_called_by_title_or_id():
    """Titles where there are some, identifiers for the rest, after the outlet."""
    docs = pd.DataFrame(
        {
            "text": ["Alpha.", "Beta.", "Alpha beta."],
            "outlet": ["Post", "Post", None],
            "title": ["Day one", None, None],
        },
        index=["a", "b", "c"],
    )
    result = fr.compare(fr.find_frames(fr.Corpus(docs), LEXICON))
    assert group_names(result) == {"a": "Post: Day one", "b": "Post: b", "c": "c"}


def test_map_needs_two_frames():
    """One category makes no map; unknown labels are named."""
    one = fr.Lexicon.from_dict({"a": ["alpha"]}, name="one")
    with pytest.raises(ValueError, match="two labels"):
        fr.plot_frame_map(compared(2, lexicon=one))
    with pytest.raises(KeyError, match="a, b"):
        fr.plot_frame_map(compared(2), x="c")


@pytest.mark.filterwarnings("ignore::framing._errors.FramingWarning")
def test_a_scale_of_rates_does_not_go_below_zero():
    """Where nothing was found and no interval says anything, zero is the left end."""
    rows = [{"text": f"It rained on day {name}.", "outlet": name} for name in "AB"]
    frames = fr.find_frames(fr.read_articles(rows), "security-humanitarian")
    low, high = fr.plot_comparison(fr.compare(frames, by="outlet")).get_xlim()
    assert low == pytest.approx(0.0, abs=0.1)
    assert high >= 1


def test_empty_results_say_so():
    """Nothing found gives an honest empty figure."""
    docs = pd.DataFrame({"text": [""], "outlet": ["X"]}, index=["d"])
    result = fr.compare(fr.find_frames(fr.Corpus(docs), LEXICON), by="outlet")
    for draw in (fr.plot_comparison, fr.plot_heatmap, fr.plot_frame_map):
        assert "Nothing was found" in " ".join(texts_of(draw(result)))


def test_heatmap_says_which_labels_it_chose():
    """Actors are chosen by articles with an estimate; those asked for were not."""
    corpus = fr.load_example("caravan")
    tone = fr.score_actors(fr.find_actors(corpus), scorer="fast")
    result = fr.compare(tone, by="outlet")
    ax = fr.plot_heatmap(result, max_labels=3)
    told = " ".join(texts_of(ax)) + ax.get_title(loc="left")
    assert f"3 of {len(result.labels)} actors, those with estimates in the" in told
    ax = fr.plot_heatmap(result, labels=result.labels[:2])
    told = " ".join(texts_of(ax)) + ax.get_title(loc="left")
    assert "those with estimates" not in told
    frames = fr.plot_heatmap(compared(2), max_labels=1)
    assert "those found in the most" in " ".join(texts_of(frames))


def test_heatmap_marks_what_was_not_found():
    """Cells show estimate and n; with too many labels the subtitle says how many."""
    lexicon = fr.Lexicon.from_dict({f"c{i}": ["alpha"] for i in range(20)}, name="many")
    ax = fr.plot_heatmap(compared(2, lexicon=lexicon), max_labels=3)
    assert len(ax.get_xticklabels()) == 3
    assert any("3 of 20 frames" in text for text in texts_of(ax))
    with pytest.raises(ValueError, match="max_labels"):
        fr.plot_heatmap(compared(2), max_labels=0)
    with pytest.raises(KeyError, match="a, b"):
        fr.plot_heatmap(compared(2), labels=["c"])


def test_huge_intervals_do_not_squeeze_the_rest():
    """With two articles a group the limits may leave the frame; arrows say so."""
    ax = fr.plot_comparison(compared(3, per_outlet=2))
    table = compared(3, per_outlet=2).table
    assert ax.get_xlim()[1] < 4 * table["estimate"].max()


def far(n_outlets=2):
    """Compare outlets in which one article has all hits of `a`: nothing is bounded."""
    texts = ["alpha " * 5 + "word " * 300, "beta word word " * 40]
    rows = [{"text": t, "outlet": f"O{i}"} for i in range(n_outlets) for t in texts]
    docs = pd.DataFrame(rows, index=[f"d{i}" for i in range(len(rows))])
    return fr.compare(fr.find_frames(fr.Corpus(docs), LEXICON), by="outlet")


@pytest.mark.parametrize("n_outlets", [2, 25])
def test_what_is_not_bounded_is_an_open_dot_without_a_line(n_outlets):
    """The figure says what the table notes, and its scale keeps to the rest."""
    result = far(n_outlets)
    unbounded = result.table["note"].str.contains("too few to bound")
    assert unbounded.any()
    ax = fr.plot_comparison(result)
    dots = [c for c in ax.collections if c.get_label() in {"a", "b"}]
    faces = np.concatenate([dot.get_facecolors() for dot in dots])
    assert (faces[:, :3] == 1).all(axis=1).sum() == unbounded.sum()
    lines = [c for c in ax.collections if isinstance(c, LineCollection)]
    ends = np.concatenate([np.asarray(seg) for c in lines for seg in c.get_segments()])
    assert ends[:, 0].max() < 0.5 * result.table.loc[unbounded, "high"].max()
    assert any("open: too few to bound" in text.lower() for text in texts_of(ax))


@pytest.mark.parametrize("n_outlets", [2, 25])
def test_single_label_is_named(n_outlets):
    """Without a key the title says which frame, or of one group which group."""
    result = compared(n_outlets)
    ax = fr.plot_comparison(result, labels=["b"])
    assert ax.get_title(loc="left") == "Frames by outlet: b"
    ax = fr.plot_comparison(compared(1, name="Gazette"))
    assert ax.get_title(loc="left") == "Frames by outlet: Gazette"


def test_long_name_in_the_title_is_not_cut():
    """A name that no space breaks is shortened, so that it stays on the figure."""
    ax = fr.plot_comparison(compared(1, name="n_" * 40))
    figure = ax.figure.get_tightbbox()
    assert "…" in ax.get_title(loc="left")
    assert figure.x1 <= ax.figure.get_size_inches()[0]


@pytest.mark.parametrize("n_outlets", [2, 25])
def test_arrows_are_inside_the_frame(n_outlets):
    """Nothing of a mark is cut off at the edge."""
    ax = fr.plot_comparison(compared(n_outlets, per_outlet=2))
    ax.figure.canvas.draw()
    frame = ax.get_window_extent()
    for dots in ax.collections:
        if not isinstance(dots, PathCollection) or not len(dots.get_offsets()):
            continue
        x = ax.transData.transform(np.asarray(dots.get_offsets()))[:, 0]
        half = np.sqrt(dots.get_sizes().max()) / 2 * ax.figure.dpi / 72
        assert x.min() - half >= frame.x0 - 0.5
        assert x.max() + half <= frame.x1 + 0.5


def luminance(rgb):
    """Relative luminance as WCAG 2 defines it."""
    rgb = np.asarray(rgb, dtype=float)
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("colors", ["PuOr_r", "Blues"])
@pytest.mark.parametrize("alpha", [1.0, _PALE])
def test_ink_stands_out_from_every_cell(colors, alpha):
    """Letters have 4.5 times the contrast of their cell, whatever its value."""
    values = np.append(np.linspace(-1, 1, 1001), np.nan).reshape(1, -1)
    norm = Normalize(-1, 1)
    image = plt.figure().subplots().imshow(values, cmap=colors, norm=norm)
    inks = _inks(image, values, np.full(values.shape, alpha))
    paper = np.array(to_rgb(_EMPTY))
    cells = np.asarray(image.cmap(norm(np.nan_to_num(values[0]))))[:, :3]
    share = np.where(np.isnan(values[0]), 0.0, alpha)[:, None]
    behind = luminance(share * cells + (1 - share) * paper) + 0.05
    letters = luminance([to_rgb(ink) for ink in inks]) + 0.05
    contrast = np.maximum(behind, letters) / np.minimum(behind, letters)
    assert contrast.min() >= 4.5


def test_small_tone_is_not_the_darkest():
    """Where all values are near the middle, colours stay pale."""
    grid = pd.DataFrame({"a": [0.05, -0.02]})
    places = pd.MultiIndex.from_tuples([(0, "a"), (1, "a")])
    cells = pd.DataFrame({"n_docs_hit": [2, 2], "n_hits": [3, 3]}, index=places)
    image = draw_cells(plt.figure().subplots(), grid, cells, 0.0)
    assert (image.norm.vmin, image.norm.vmax) == (-0.5, 0.5)


@pytest.mark.parametrize(
    "name", ["x", "a" * 80, "The Gazette " * 9, "Zeitung für Ärzte"]
)
def test_short_names_fit(name):
    """Names are cut at a word, and never beyond the width."""
    assert 0 < len(short_name(name, 30)) <= 30


def test_cells_of_one_article_are_pale():
    """A cell that rests on one article is faint, and the subtitle says so."""
    docs = pd.DataFrame(
        {
            "text": ["alpha alpha beta word.", "alpha word word.", "alpha beta word."],
            "outlet": ["A", "A", "B"],
        },
        index=["d0", "d1", "d2"],
    )
    result = fr.compare(fr.find_frames(fr.Corpus(docs), LEXICON), by="outlet")
    ax = fr.plot_heatmap(result, labels=["a", "b"])
    alpha = np.asarray(ax.images[0].get_alpha())
    assert (alpha < 1).tolist() == [[False, True], [True, True]]
    told = " ".join(" ".join(texts_of(ax)).split())
    assert "pale: one article" in told


def test_names_that_begin_alike_stay_apart():
    """Long names are cut in the middle where their ends tell them apart."""
    result = compared(3, name="The Weekly Gazette of the Upper Valley and Hills {}")
    ax = fr.plot_comparison(result)
    names = [tick.get_text() for tick in ax.get_yticklabels()]
    assert len(set(names)) == 3
    assert sum("…" in text for text in set(texts_of(fr.plot_frame_map(result)))) == 3
    heat = fr.plot_heatmap(result)
    assert len({tick.get_text() for tick in heat.get_yticklabels()}) == 3


def test_many_rows_stand_closer():
    """A figure of 25 outlets fits a page."""
    assert fr.plot_comparison(compared(25)).figure.get_figheight() < 9.5
    assert fr.plot_heatmap(compared(25)).figure.get_figheight() < 10.5


def test_many_rows_stand_in_columns_that_share_a_scale():
    """Each label has a column; a dot stands at its estimate plus the column's shift."""
    result = compared(25)
    ax = fr.plot_comparison(result)
    heads = {
        text.get_text(): text.xy[0] for text in ax.texts if text.get_text() in "ab"
    }
    assert set(heads) == {"a", "b"}
    shift = heads["b"] - heads["a"]
    for label, moved in (("a", 0.0), ("b", shift)):
        dots = next(c for c in ax.collections if c.get_label() == label)
        wanted = result.table.loc[result.table["label"] == label, "estimate"]
        drawn = np.asarray(dots.get_offsets())[:, 0] - moved
        assert sorted(drawn) == pytest.approx(sorted(wanted))
    names = [tick.get_text() for tick in ax.get_xticklabels()]
    assert names[: len(names) // 2] == names[len(names) // 2 :]


@pytest.mark.parametrize("size", [(4, 3), (6, 4), (12, 7)])
@pytest.mark.parametrize("draw", [fr.plot_comparison, fr.plot_heatmap])
def test_rows_without_room_are_left_out_and_told(draw, size):
    """On a small Axes no name covers another, and the subtitle counts what is not."""
    result = compared(25, name="The Very Long Named Gazette of Region {}")
    _, ax = plt.subplots(figsize=size, layout="constrained")
    draw(result, ax=ax)
    ax.figure.canvas.draw()
    names = [t for t in ax.get_yticklabels() if t.get_text()]
    assert overlaps([t.get_window_extent() for t in names]) == 0
    counts = [box for notes in ax.findobj(Notes) for box in notes.extents()]
    assert overlaps(counts) == 0
    told = " ".join(texts_of(ax))
    if len(names) < 25:
        assert f"{25 - len(names)} more outlets" in told or "of 25 outlets" in told
    page = ax.figure.bbox
    for text in [ax.title, *ax.texts]:
        assert text.get_window_extent().x1 <= page.x1 + 1


def test_long_subtitles_are_broken():
    """On a small Axes that is given, the lines end inside the figure."""
    figure, axes = plt.subplots(2, 2, figsize=(8, 6), layout="constrained")
    ax = fr.plot_frame_map(compared(3), ax=axes[0, 0])
    figure.canvas.draw()
    told = max(ax.texts, key=lambda text: len(text.get_text()))
    assert told.get_window_extent().x1 <= axes[0, 1].get_tightbbox().x1
    assert told.get_window_extent().width < 0.5 * figure.bbox.width


def test_letters_that_no_font_has_are_named_once():
    """The warning says what to install; Greek and Cyrillic need nothing."""
    greek = compared(2, name="Εφημερίδα Газета {}")
    fr.plot_comparison(greek).figure.canvas.draw()
    rare = compared(2, name="\U00012000\U00012001 {}")
    with pytest.warns(fr.FramingWarning, match="Install a font") as caught:
        fr.plot_comparison(rare)
    assert len(caught) == 1


def test_notes_are_outlines_on_screen_and_text_on_paper(tmp_path):
    """Counts stay text in a vector file, where they can be searched and edited."""
    ax = fr.plot_comparison(compared(2))
    count = ax.findobj(Notes)[0].strings[0]
    with plt.rc_context({"svg.fonttype": "none"}):
        ax.figure.savefig(tmp_path / "figure.svg")
    assert count in (tmp_path / "figure.svg").read_text("utf-8")


@pytest.mark.parametrize("draw", [fr.plot_comparison, fr.plot_timeline])
def test_nothing_but_zeros_keeps_a_scale_that_can_be_read(draw):
    """Where no word was found, the intervals set the scale, not a millionth."""
    docs = pd.DataFrame(
        {
            "text": ["Rain fell on the town."] * 4,
            "outlet": list("AABB"),
            "date": pd.to_datetime(["2020-01-01", "2020-01-02"] * 2),
        },
        index=list("abcd"),
    )
    result = fr.compare(fr.find_frames(fr.Corpus(docs), LEXICON), by="outlet")
    ax = draw(result)
    reach = max(ax.get_xlim()[1] if draw is fr.plot_comparison else 0, ax.get_ylim()[1])
    assert reach > 0.05


@pytest.mark.parametrize(
    ("draw", "needed"),
    [
        (fr.plot_comparison, "Comparison"),
        (fr.plot_heatmap, "Comparison"),
        (fr.plot_frame_map, "Comparison"),
        (fr.plot_timeline, "Comparison"),
        (fr.plot_keyness, "Keyness"),
        (fr.plot_word_shift, "WordShift"),
        (fr.plot_voices, "DataFrame"),
        (fr.plot_dispersion, "Annotations"),
    ],
)
def test_what_cannot_be_drawn_is_refused(draw, needed):
    """The message names what is needed and how to make it."""
    with pytest.raises(TypeError, match=f"must be a {needed}; got Corpus.*fr\\."):
        draw(fr.load_example("caravan"))


@pytest.mark.parametrize("per_outlet", [3, 40])
def test_arrows_are_explained_where_there_are_any(per_outlet):
    """Where an interval goes on beyond the scale the subtitle says what arrows mean."""
    result = compared(3, per_outlet=per_outlet)
    ax = fr.plot_comparison(result)
    low, high = ax.get_xlim()
    table = drop_unbounded(result.table, scale=None)
    beyond = ((table["low"] < low) | (table["high"] > high)).any()
    told = [" ".join(text.split()) for text in texts_of(ax)]
    assert any("arrow: the interval goes on" in text for text in told) == beyond
    assert beyond == (per_outlet == 3)


@pytest.mark.parametrize("size", [None, (2.2, 2), (4, 3), (8, 8)])
@pytest.mark.parametrize("n_outlets", [2, 25])
def test_heatmap_says_where_its_counts_are(n_outlets, size):
    """Counts stand under the estimates, or the subtitle says where they are."""
    ax = None
    if size is not None:
        ax = plt.subplots(figsize=size, layout="constrained")[1]
    axes = fr.plot_heatmap(compared(n_outlets), ax=ax)
    notes = axes.findobj(Notes)
    assert all(note.size >= 5 for note in notes)
    told = " ".join(text.get_text() for text in axes.texts).split()
    assert ("under it n:" in " ".join(told)) == (len(notes) == 2)
    assert ("in the table" in " ".join(told)) == (len(notes) < 2)


def test_a_map_shows_the_labels_of_most_articles():
    """A map takes the two labels that most articles hold, or those asked for."""
    texts = [
        "The wall has food here.",
        "A wall of food and rareword.",
        "Some food, wall.",
    ]
    corpus = fr.read_articles([{"text": text} for text in texts])
    words = {"rare": ["rareword"], "wall": ["wall"], "food": ["food"]}
    lexicon = fr.Lexicon.from_dict(words, name="three")
    result = fr.compare(fr.find_frames(corpus, lexicon), by="doc_id")
    ax = fr.plot_frame_map(result)
    assert ax.get_xlabel().startswith("wall")
    assert ax.get_ylabel().startswith("food")
    assert fr.plot_frame_map(result, x="rare").get_xlabel().startswith("rare")
