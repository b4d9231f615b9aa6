"""Dispersion and multiverse: what is drawn is what the tables say."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.annotate import locate_hits
from framing.comparison import CHOICES, run_multiverse
from framing.plots import plot_dispersion, plot_multiverse

LEXICON = fr.Lexicon.from_dict({"a": ["alpha"], "b": ["beta"]}, name="letters")


def corpus_of(n, *, name="Outlet {}"):
    rng = np.random.default_rng(3)
    words = np.array(["alpha", "beta", "word", "word", "word", "not"])
    texts = [" ".join(rng.choice(words, 40)).capitalize() + "." for _ in range(n)]
    outlets = [name.format("XY"[i % 2]) for i in range(n)]
    ids = [f"d{i}" for i in range(n)]
    titles = [f"A headline of the usual length, number {i}" for i in range(n)]
    docs = pd.DataFrame({"text": texts, "outlet": outlets, "title": titles}, index=ids)
    return fr.Corpus(docs)


def frames_of(n, **options):
    return fr.find_frames(corpus_of(n, **options), LEXICON)


def overlaps(boxes):
    """Count pairs of boxes that cover each other by more than a hair."""
    return sum(
        min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
        for i, a in enumerate(boxes)
        for b in boxes[:i]
    )


def inside_figure(ax):
    ax.figure.canvas.draw()
    page, box = ax.figure.bbox, ax.get_tightbbox()
    return (
        box.x0 >= page.x0 - 1
        and box.x1 <= page.x1 + 1
        and box.y0 >= page.y0 - 1
        and box.y1 <= page.y1 + 1
    )


@pytest.mark.parametrize("n", [1, 2, 25, 40])
def test_every_hit_is_a_stroke(n):
    """Up to 40 articles each hit is a stroke at its position, on its article's line."""
    frames = frames_of(n)
    ax = plot_dispersion(frames)
    hits = locate_hits(frames)
    docs = list(frames.corpus.doc_ids)
    strokes = {c.get_label(): c.get_segments() for c in ax.collections}
    for label in frames.labels:
        own = hits[hits["label"] == label]
        drawn = sorted((round(s[:, 1].mean()), s[0, 0]) for s in strokes[label])
        wanted = sorted(
            (docs.index(d), p)
            for d, p in zip(own["doc_id"], own["position"], strict=True)
        )
        assert [row for row, _ in drawn] == [row for row, _ in wanted]
        assert [x for _, x in drawn] == pytest.approx([x for _, x in wanted])
    assert len(ax.get_yticklabels()) == n
    assert inside_figure(ax)
    assert overlaps([t.get_window_extent() for t in ax.get_yticklabels()]) == 0


def test_many_articles_are_pooled():
    """Beyond 40 articles curves show hits per 1,000 words in each tenth."""
    frames = frames_of(60)
    ax = plot_dispersion(frames)
    hits = locate_hits(frames)
    for line in ax.lines:
        own = hits[hits["label"] == line.get_label()]
        tenth = (own["word"] * 10 // own["n_words"]).value_counts().sort_index()
        words = 60 * 40 / 10
        assert line.get_ydata() == pytest.approx(1000 * tenth.to_numpy() / words)
    assert "60 articles" in ax.texts[0].get_text()
    assert inside_figure(ax)


def test_dispersion_of_some_labels():
    """Labels can be chosen; unknown ones and too many are refused."""
    frames = frames_of(3)
    ax = plot_dispersion(frames, labels=["b"])
    assert {c.get_label() for c in ax.collections} >= {"b"}
    assert "a" not in {c.get_label() for c in ax.collections}
    with pytest.raises(KeyError, match="a, b"):
        plot_dispersion(frames, labels=["c"])
    many = fr.Lexicon.from_dict({f"c{i}": ["alpha"] for i in range(9)})
    frames = fr.find_frames(corpus_of(2), many)
    assert len(plot_dispersion(frames).get_legend().get_texts()) == 7
    with pytest.raises(ValueError, match="7 or fewer"):
        plot_dispersion(frames, labels=[f"c{i}" for i in range(9)])


def multiverse(label=None, **options):
    labels = None if label is None else [label]
    return run_multiverse(corpus_of(12, **options), LEXICON, labels=labels)


def test_curve_shows_every_universe_in_order():
    """Dots stand at the ratios in rising order; the default is ringed."""
    table = multiverse("a")
    ax = plot_multiverse(table)
    dots, ring = ax.collections[1], ax.collections[2]
    heights = np.asarray(dots.get_offsets())[:, 1]
    assert heights == pytest.approx(np.sort(table["ratio"].to_numpy()))
    default = table.loc[table["default"], "ratio"].tolist()
    assert np.asarray(ring.get_offsets())[:, 1] == pytest.approx(default)
    lines = ax.collections[0].get_segments()
    assert len(lines) == table["low"].notna().sum()


def test_marks_below_say_which_choices_were_made():
    """Each option has a row of marks, as many dark ones as universes that take it."""
    table = multiverse("a")
    ax = plot_multiverse(table)
    options = [option for names in CHOICES.values() for option in names]
    rows = ax.collections[3:]
    assert len(rows) == len(options)
    for name, names in CHOICES.items():
        for option in names:
            marks = rows[options.index(option)].get_facecolors()
            dark = (marks[:, 0] < 0.5).sum()
            assert dark == (table[name] == option).sum()


@pytest.mark.parametrize("name", ["{}", "The Very Long Named Gazette of Region {}"])
def test_nothing_overlaps_or_is_cut_off(name):
    """Names of options and groups lie inside the figure and cover no other."""
    ax = plot_multiverse(multiverse("a", name=name))
    assert inside_figure(ax)
    shown = [t for t in ax.texts if t.get_text()]
    assert overlaps([t.get_window_extent() for t in shown]) == 0


@pytest.mark.parametrize(
    ("draw", "value"),
    [(plot_dispersion, frames_of(3)), (plot_multiverse, multiverse("b"))],
)
def test_figures_draw_on_the_axes_they_are_given(draw, value):
    """Only the given Axes is touched, and it is returned; the style stays."""
    before = dict(plt.rcParams)
    figure, (left, right) = plt.subplots(1, 2)
    assert draw(value, ax=left) is left
    assert not right.has_data()
    assert len(figure.axes) == 2
    assert dict(plt.rcParams) == before


def test_empty_results_say_so():
    """Nothing found gives an honest empty figure."""
    none = fr.Lexicon.from_dict({"z": ["zeta"]})
    ax = plot_dispersion(fr.find_frames(corpus_of(2), none))
    assert "Nothing was found" in ax.texts[0].get_text()
    table = multiverse("a").assign(ratio=np.nan)
    assert "No universe" in plot_multiverse(table).texts[0].get_text()


def test_multiverse_needs_one_label():
    """With several labels one must be named, and it must exist."""
    table = multiverse()
    with pytest.raises(ValueError, match="a, b"):
        plot_multiverse(table)
    with pytest.raises(KeyError, match="a, b"):
        plot_multiverse(table, label="c")
    with pytest.raises(ValueError, match="run_multiverse"):
        plot_multiverse(pd.DataFrame({"label": ["a"]}))
