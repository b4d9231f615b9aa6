"""Figures by voice draw the table's numbers and say n."""

from __future__ import annotations

import re

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection

import framing as fr
from framing.comparison.speaking import share_of_voice
from framing.comparison.voice_names import voice_name
from framing.plots.notes import Notes
from framing.plots.speakers import _spoken_about
from framing.plots.voices import plot_actors, plot_speaker_target, plot_voices

VOICES = ("unattributed", "others")
# One group draws as well as several; that there is nothing to compare is told before.
pytestmark = pytest.mark.filterwarnings("ignore:All articles have the same")


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def articles(n_outlets, name="Outlet {}"):
    said = [
        '"Omar Bell is a brave man," Ann Lee said. Omar Bell lied.',
        'Omar Bell said Ann Lee was wrong. "We stay here," he said.',
        'Ann Lee praised the plan. "Ann Lee is a liar," Omar Bell said.',
    ]
    rows = [
        {"text": text, "outlet": name.format(i), "event": f"event {n}"}
        for i in range(n_outlets)
        for n, text in enumerate(said)
    ]
    # The same words in every outlet, which reading from a file would remark on.
    corpus = fr.Corpus(pd.DataFrame(rows, index=[f"d{i}" for i in range(len(rows))]))
    actors = fr.find_actors(corpus)
    return actors, fr.find_quotes(corpus, actors=actors)


def tone_of(actors, quotes):
    tone = fr.score_actors(actors, quotes=quotes)
    return tone, {v: fr.compare(tone.where(voice=v), by="outlet") for v in VOICES}


def points(ax):
    """Return what dots stand for: columns side by side share one scale."""
    dots = [c for c in ax.collections if isinstance(c, PathCollection)]
    placed = np.array([x for dot in dots for x, _ in np.asarray(dot.get_offsets())])
    starts = sorted(text.xy[0] for text in ax.texts if text.get_weight() == "bold")
    if len(starts) > 1:
        wide = starts[1] - starts[0]
        placed = placed - wide * ((placed - starts[0]) // wide)
    return {round(float(x), 6) for x in placed}


def texts_of(ax):
    """Return what is written on an Axes, counts included."""
    counts = [s for notes in ax.findobj(Notes) for s in notes.strings]
    return [text.get_text() for text in ax.texts] + counts


@pytest.mark.filterwarnings("ignore::framing._errors.FramingWarning")
def test_measured_tone_is_drawn_as_it_stands_in_the_table():
    """Estimates of all voices, or their differences from the events' means."""
    actors, quotes = articles(3)
    tone = fr.score_actors(actors, quotes=quotes, scorer="vader")
    table = fr.measure_tone(tone, by="outlet", events="event")
    ax = plot_actors(table, max_labels=2)
    toward = table[table["voice"] != "own words"]
    assert set(toward["estimate"].dropna().round(6)) <= points(ax)
    keys = [text.get_text() for text in ax.get_legend().get_texts()]
    assert keys == ["unattributed text", "words of others"]
    own = plot_actors(table, max_labels=2, own_words=True)
    keys = [text.get_text() for text in own.get_legend().get_texts()]
    assert keys[2:] == ["own words about anyone"]
    assert any("not toward it" in text for text in texts_of(own))
    row = table[table["n_scored"] > 0].iloc[0]
    counts = f"{row['n_docs_scored']}/{row['n_docs']} · {row['n_scored']}"
    assert counts in texts_of(ax)
    moved = plot_actors(table, centered=True)
    assert set(table["difference"].dropna().round(6)) <= points(moved)
    assert "mean of the event" in moved.get_xlabel()


@pytest.mark.filterwarnings("ignore::framing._errors.FramingWarning")
def test_tables_that_do_not_fit_are_refused():
    """A table from elsewhere, and differences where none were measured."""
    actors, quotes = articles(3)
    tone = fr.score_actors(actors, quotes=quotes, scorer="vader")
    with pytest.raises(ValueError, match="measure_tone"):
        plot_actors(share_of_voice(quotes))
    with pytest.raises(ValueError, match="events"):
        plot_actors(fr.measure_tone(tone, by="outlet"), centered=True)
    results = {"any": fr.compare(fr.score_actors(actors, scorer="vader"), by="outlet")}
    with pytest.raises(ValueError, match="measure_tone"):
        plot_actors(results, centered=True)


def test_shares_are_drawn_where_the_table_says():
    """Dots stand at the shares of the table."""
    _, quotes = articles(2)
    table = share_of_voice(quotes)
    shown = table[table["speaker"].isin(["Ann Lee", "Omar Bell", "unknown"])]
    assert set(shown["share"].round(6)) <= points(plot_voices(table))


def test_n_stands_beside_every_dot():
    """Articles that quote the speaker, articles, and quotes are written."""
    _, quotes = articles(2)
    table = share_of_voice(quotes)
    row = table[table["speaker"] == "Ann Lee"].iloc[0]
    wanted = f"{row['n_docs_speaker']}/{row['n_docs']} · {row['n_quotes']}"
    assert wanted in texts_of(plot_voices(table))


def test_speakers_without_a_row_are_drawn_together_or_counted():
    """The table's other speakers have one row; those left out are counted."""
    quotes = articles(2)[1]
    few = plot_voices(share_of_voice(quotes, max_speakers=1))
    assert voice_name("other speakers") in [t.get_text() for t in few.get_yticklabels()]
    names = [f"{first} {last}" for first in ("Ann", "Omar") for last in "ABCDEF"]
    table = share_of_voice(quotes, max_speakers=1)
    more = pd.concat(
        [table, *(table.head(1).assign(speaker=name) for name in names)],
        ignore_index=True,
    )
    told = texts_of(plot_voices(more))
    assert any("4 more of the table’s speakers not drawn" in text for text in told)


def test_many_groups_make_the_rows():
    """Beyond seven groups each speaker has a column."""
    _, quotes = articles(12)
    ax = plot_voices(share_of_voice(quotes))
    assert len(ax.get_yticks()) == 12
    assert "Ann Lee" in texts_of(ax)


def test_too_many_groups_are_left_out_and_said():
    """The subtitle says how many groups are not drawn."""
    _, quotes = articles(45)
    ax = plot_voices(share_of_voice(quotes))
    assert len(ax.get_yticks()) == 40
    assert any("5 more outlets" in text for text in texts_of(ax))


def test_long_names_stay_distinct():
    """Names that begin alike are cut in the middle, not at their end."""
    _, quotes = articles(8, name="The Weekly Gazette of the Upper Valley and Part {}")
    ax = plot_voices(share_of_voice(quotes))
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert len(set(names)) == 8


def test_given_axes_are_used_and_others_left_alone():
    """A figure function draws on the Axes it is given and returns it."""
    actors, quotes = articles(2)
    tone, results = tone_of(actors, quotes)
    _, axes = plt.subplots(1, 4)
    assert plot_voices(share_of_voice(quotes), ax=axes[0]) is axes[0]
    assert plot_actors(results, ax=axes[1]) is axes[1]
    assert plot_speaker_target(tone, ax=axes[2]) is axes[2]
    assert not axes[3].has_data()


def test_actors_are_drawn_voice_by_voice():
    """Every estimate of the comparisons is a dot, and both voices are in the key."""
    actors, quotes = articles(2)
    _, results = tone_of(actors, quotes)
    ax = plot_actors(results, max_labels=50)
    for result in results.values():
        estimates = result.table["estimate"].dropna().round(6)
        assert set(estimates) <= points(ax)
    assert [t.get_text() for t in ax.get_legend().get_texts()] == list(
        map(voice_name, VOICES)
    )


def test_matrix_writes_whole_counts():
    """Each cell has the mean and whole numbers of articles and sentences."""
    actors, quotes = articles(2)
    tone, _ = tone_of(actors, quotes)
    spans = tone.spans
    said = spans[(spans["voice"] == "others") & spans["score"].notna()]
    pair = said[(said["speaker"] == "Ann Lee") & (said["label"] == "Omar Bell")]
    found = texts_of(plot_speaker_target(tone))
    assert f"{pair['score'].mean():+.2f}".replace("-", "−") in found
    assert f"{pair['doc_id'].nunique()} · {len(pair)}" in found


def test_matrix_has_no_empty_row_of_a_known_speaker():
    """Whom known speakers mention comes first; rows without a cell are left out."""
    cells = pd.DataFrame(
        [("Ann", "Bea", 1, 2), ("Cy", "Dan", 2, 4), ("unknown", "Eve", 9, 30)],
        columns=["speaker", "label", "n_docs_hit", "n_hits"],
    )
    assert _spoken_about(cells, ["Ann", "Cy"], 2) == ["Dan", "Bea"]
    assert _spoken_about(cells, ["Ann", "Cy"], 5) == ["Dan", "Bea", "Eve"]
    actors, quotes = articles(2)
    tone, _ = tone_of(actors, quotes)
    ax = plot_speaker_target(tone, max_targets=1, min_sentences=1)
    drawn = ax.images[0].get_array()
    assert not drawn.mask.all(axis=1).any()


def test_cells_of_few_sentences_are_left_empty():
    """What rests on too few sentences is neither written nor painted."""
    actors, quotes = articles(2)
    tone, _ = tone_of(actors, quotes)
    ax = plot_speaker_target(tone, min_sentences=99)
    assert any("99 scored sentences" in text for text in texts_of(ax))


def test_nothing_found_is_said():
    """Without quotes or tone the figures say why they are empty."""
    corpus = fr.read_articles([{"text": "It rained.", "outlet": "A"}])
    actors = fr.find_actors(corpus)
    quotes = fr.find_quotes(corpus, actors=actors)
    tone, results = tone_of(actors, quotes)
    for ax in (
        plot_voices(share_of_voice(quotes)),
        plot_actors(results),
        plot_speaker_target(tone),
    ):
        assert any("nothing is drawn" in text for text in texts_of(ax))


def test_bad_tables_are_refused():
    """The messages name what is missing and what there is."""
    actors, quotes = articles(2)
    _, results = tone_of(actors, quotes)
    with pytest.raises(ValueError, match="share_of_voice"):
        plot_voices(pd.DataFrame({"group": []}))
    with pytest.raises(KeyError, match="No speaker 'Zed'"):
        plot_voices(share_of_voice(quotes), speakers=["Zed"])
    with pytest.raises(KeyError, match="No label 'Zed'"):
        plot_actors(results, labels=["Zed"])
    with pytest.raises(ValueError, match="1 to 7"):
        plot_actors({})
    with pytest.raises(ValueError, match="max_labels"):
        plot_actors(results, max_labels=0)
    with pytest.raises(ValueError, match="comparisons of tone"):
        plot_actors({"any": fr.compare(actors, by="outlet")})


def test_tone_without_voices_is_refused():
    """A matrix of speakers needs speakers."""
    actors, quotes = articles(1)
    with pytest.raises(ValueError, match="tone by voice"):
        plot_speaker_target(fr.score_actors(actors))
    with pytest.raises(ValueError, match="max_targets"):
        plot_speaker_target(fr.score_actors(actors, quotes=quotes), max_targets=0)


def test_figures_of_tables_refuse_comparisons() -> None:
    """Given a comparison, they say which table they draw."""
    result = fr.compare(fr.find_frames(fr.load_example("caravan")), by="outlet")
    with pytest.raises(TypeError, match=r"fr\.measure_tone"):
        fr.plot_actors(result)
    with pytest.raises(ValueError, match=r"fr\.run_multiverse"):
        fr.plot_multiverse(result)


@pytest.mark.filterwarnings("ignore::framing._errors.FramingWarning")
def test_key_says_what_the_groups_are():
    """The table tells what it was grouped by; one that does not has groups."""
    _, quotes = articles(2)
    table = share_of_voice(quotes)
    assert plot_voices(table).get_legend().get_title().get_text() == "Colours: outlets"
    bare = pd.DataFrame(table.to_dict("list"))
    assert plot_voices(bare).get_legend().get_title().get_text() == "Colours: groups"


def test_pooled_speakers_are_called_as_on_the_page():
    """Who is no known actor stands on the figure in these words."""
    _, quotes = articles(2)
    ax = plot_voices(share_of_voice(quotes))
    assert "no known actor" in [tick.get_text() for tick in ax.get_yticklabels()]


def test_counts_too_small_to_read_are_left_out():
    """On a small Axes with many outlets the subtitle says where the counts are."""
    actors, quotes = articles(25)
    _, results = tone_of(actors, quotes)
    ax = plt.subplots(figsize=(4, 3), layout="constrained")[1]
    shown = texts_of(plot_actors(results, ax=ax))
    assert not [text for text in shown if re.fullmatch(r"\d+/\d+ · \d+", text)]
    assert any("n: in the table" in text for text in shown)
    assert all(notes.size >= 5 for notes in ax.findobj(Notes))
    roomy = plot_actors(results)
    assert all(notes.size >= 5 for notes in roomy.findobj(Notes))
    assert not any("in the table" in text for text in texts_of(roomy))
