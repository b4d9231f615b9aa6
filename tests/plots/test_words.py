"""Figures of words draw the table's numbers, and no name covers another."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pytest

import framing as fr
from framing.comparison import KeynessOptions, ShiftOptions, keyness, word_shift
from framing.plots import plot_keyness, plot_word_shift
from framing.plots.notes import Notes
from tests.comparison.reference import articles

ANY = KeynessOptions(min_count=1, min_docs=1)
LONG = "internationalisierungs" * 3


@pytest.fixture(scope="module")
def caravan():
    return fr.load_example("caravan")


@pytest.fixture(scope="module")
def ledger(caravan):
    return keyness(caravan, by="outlet", target="Frontier Ledger")


def overlaps(ax, texts):
    """Count pairs of texts that cover each other by more than a hair."""
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in texts if text.get_text()]
    return sum(
        min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
        for i, a in enumerate(boxes)
        for b in boxes[:i]
    )


def named(ax, result):
    """Return the texts that are words of the result."""
    words = set(result.table["word"])
    return [text for text in ax.texts if text.get_text() in words]


def inside(ax):
    """Tell whether everything drawn lies on the page."""
    ax.figure.canvas.draw()
    page, box = ax.figure.bbox, ax.get_tightbbox()
    return (
        box.x0 >= page.x0 - 1
        and box.x1 <= page.x1 + 1
        and box.y0 >= page.y0 - 1
        and box.y1 <= page.y1 + 1
    )


def test_every_word_is_a_dot(ledger):
    """Dots stand at rate and score; full ones have a small corrected p."""
    ax = plot_keyness(ledger)
    dots = {c.get_label(): np.asarray(c.get_offsets()) for c in ax.collections}
    table = ledger.table
    sure = table["p_adjusted"] < 0.05
    for label, own in (("p < .05", sure), ("other words", ~sure)):
        want = table.loc[own, ["rate", "score"]].to_numpy()
        np.testing.assert_allclose(dots[label], want)


@pytest.mark.parametrize("size", [(7.2, 5.4), (4, 3), (12, 4)])
@pytest.mark.parametrize("n_labels", [4, 30, 120])
def test_names_cover_nothing(ledger, size, n_labels):
    """At any size no name covers another, and all lie inside the frame."""
    _, ax = plt.subplots(figsize=size, layout="constrained")
    plot_keyness(ledger, ax=ax, n_labels=n_labels)
    names = named(ax, ledger)
    assert 0 < len(names) <= n_labels
    assert overlaps(ax, names) == 0
    frame = ax.get_window_extent()
    for name in names:
        box = name.get_window_extent()
        assert box.x0 >= frame.x0 - 2
        assert box.x1 <= frame.x1 + 2


def test_the_highest_words_are_named_first(ledger):
    """With few names these are the words at the top and at the bottom."""
    ax = plot_keyness(ledger, n_labels=2)
    table = ledger.table
    ends = {table["word"].iloc[0], table["word"].iloc[-1]}
    assert {text.get_text() for text in named(ax, ledger)} <= ends


def test_each_target_has_its_figure(caravan):
    """A target can be chosen; a wrong one is named."""
    result = keyness(caravan, by="outlet")
    ax = plot_keyness(result, target="Civic Wire")
    assert ax.get_title(loc="left") == "Words of Civic Wire"
    with pytest.raises(KeyError, match="Civic Wire"):
        plot_keyness(result, target="Ledger")
    with pytest.raises(ValueError, match="n_labels"):
        plot_keyness(result, n_labels=-1)


@pytest.mark.parametrize("measure", ["log_ratio", "g2", "odds_ratio", "pmi"])
def test_every_measure_can_be_drawn(caravan, measure):
    """Infinite scores are left out; the line stands at no difference."""
    result = keyness(caravan, by="outlet", target="Civic Wire", measure=measure)
    ax = plot_keyness(result)
    assert np.isfinite(ax.get_ylim()).all()
    lines = [line.get_ydata()[0] for line in ax.lines]
    assert (1.0 if measure == "odds_ratio" else 0.0) in lines


def test_long_and_odd_words_fit():
    """Long words are shortened; dollars are no formulas; nothing is cut off."""
    words = {LONG: 9, "$x": 5, "a$b$": 4, "the": 20}
    rows = [("A" * 60, words)] * 3 + [("B", {"the": 20, "other": 5})] * 3
    corpus = articles(*rows)
    assert inside(plot_keyness(keyness(corpus, by="outlet", options=ANY)))
    shift = word_shift(corpus, by="outlet", target="A" * 60)
    ax = plot_word_shift(shift)
    assert inside(ax)
    assert overlaps(ax, ax.get_yticklabels()) == 0


def test_empty_results_say_so():
    """Nothing to draw gives an honest empty figure."""
    corpus = articles(("A", {"x": 1}), ("B", {"x": 1}))
    ax = plot_keyness(keyness(corpus, by="outlet"))
    assert "No word is frequent" in ax.texts[0].get_text()
    ax = plot_word_shift(word_shift(corpus, by="outlet", target="A"))
    assert "No word differs" in ax.texts[0].get_text()


@pytest.mark.parametrize("n", [1, 12, 60])
def test_bars_are_the_contributions(caravan, n):
    """Bars, limits and words are those of the table; counts stand beside them."""
    shift = word_shift(caravan, by="outlet", target="Frontier Ledger")
    ax = plot_word_shift(shift, n=n)
    rows = shift.table.head(n)
    widths = [bar.get_width() for bar in ax.patches]
    np.testing.assert_allclose(widths, 100 * rows["contribution"])
    assert [t.get_text() for t in ax.get_yticklabels()] == rows["word"].tolist()
    shown = {count for notes in ax.findobj(Notes) for count in notes.strings}
    for row in rows.itertuples():
        assert f"{row.n_target} · {row.n_reference}" in shown
    assert inside(ax)
    assert overlaps(ax, ax.get_yticklabels()) == 0


def test_divergence_points_to_the_side_that_uses_the_word(caravan):
    """Contributions are never below 0, so the side gives the direction."""
    shift = word_shift(
        caravan, by="outlet", target="Frontier Ledger", kind="jensen_shannon"
    )
    ax = plot_word_shift(shift, n=20)
    rows = shift.table.head(20)
    for bar, side in zip(ax.patches, rows["more_in"], strict=True):
        assert (bar.get_width() > 0) == (side == "Frontier Ledger")


@pytest.mark.parametrize("kind", ["frame", "entropy"])
def test_the_difference_is_told(caravan, kind):
    """Total and limits stand in the subtitle."""
    options = ShiftOptions(min_count=2)
    shift = word_shift(
        caravan, by="outlet", target="Frontier Ledger", kind=kind, options=options
    )
    ax = plot_word_shift(shift)
    assert any("All words together" in text.get_text() for text in ax.texts)


@pytest.mark.parametrize("n", [0, 61])
def test_too_many_bars_are_refused(caravan, n):
    """Between 1 and 60 words can be drawn."""
    shift = word_shift(caravan, by="outlet", target="Frontier Ledger")
    with pytest.raises(ValueError, match="between 1 and 60"):
        plot_word_shift(shift, n=n)


def test_only_the_given_axes_is_touched(caravan, ledger):
    """The Axes comes back, its neighbour stays empty, the style is not changed."""
    before = dict(plt.rcParams)
    figure, (left, right, third) = plt.subplots(1, 3)
    assert plot_keyness(ledger, ax=left) is left
    shift = word_shift(caravan, by="outlet", target="Frontier Ledger")
    assert plot_word_shift(shift, ax=right) is right
    assert not third.has_data()
    assert len(figure.axes) == 3
    assert dict(plt.rcParams) == before
