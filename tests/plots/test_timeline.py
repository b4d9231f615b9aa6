"""A measure over time: what is drawn, what is counted, what is told."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.comparison import measure_over_time
from framing.plots.notes import Notes

LEXICON = fr.Lexicon.from_dict({"a": ["alpha"], "b": ["beta"]}, name="letters")

# One group draws as well as several; that there is nothing to compare is told before,
# and so is a category that no article uses.
pytestmark = [
    pytest.mark.filterwarnings("ignore:All articles have the same"),
    pytest.mark.filterwarnings("ignore:Nothing of"),
]


def result_of(rows, *, by="outlet", **options):
    """Compare articles given as (outlet, date, number of alphas)."""
    docs = pd.DataFrame(
        [
            {"text": "alpha " * n + "word " * (10 - n), "outlet": outlet, "date": date}
            for outlet, date, n in rows
        ],
        index=[f"d{i}" for i in range(len(rows))],
    )
    docs["date"] = pd.to_datetime(docs["date"])
    return fr.compare(fr.find_frames(fr.Corpus(docs), LEXICON), by=by, **options)


def many(n_outlets, *, days=90, each=8, name="Outlet {}"):
    rng = np.random.default_rng(3)
    start = pd.Timestamp("2020-01-06")
    return result_of(
        [
            (name.format(i), start + pd.Timedelta(days=int(day)), int(n))
            for i in range(n_outlets)
            for day, n in zip(
                rng.integers(0, days, each), rng.integers(0, 6, each), strict=True
            )
        ]
    )


def drawn(ax, name):
    """Return the places of one series, bins and heights."""
    found = [c for c in ax.collections if c.get_label() == name]
    return np.asarray(found[0].get_offsets())


def overlaps(boxes):
    return sum(
        min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
        for i, a in enumerate(boxes)
        for b in boxes[:i]
    )


TWO = [
    ("A", "2020-01-06", 2),
    ("A", "2020-01-08", 4),
    ("A", "2020-01-21", 0),
    ("B", "2020-01-07", 1),
    ("B", "2020-01-22", 3),
    ("B", None, 5),
]


def test_each_stretch_pools_its_articles_by_hand():
    """Hits over words of the week's articles, per 1,000; none is not zero."""
    table = measure_over_time(result_of(TWO), labels=["a"], every="week")
    own = table[table["group"] == "A"].set_index("start")
    assert own["estimate"].tolist()[::2] == pytest.approx([1000 * 6 / 20, 0.0])
    assert np.isnan(own["estimate"].iloc[1])
    assert own["n_docs"].tolist() == [2, 0, 1]
    bounds = "too few to bound"  # 20 words, and 10 without a hit
    assert own["note"].tolist() == [bounds, "no article", bounds]


def test_one_stretch_equals_the_comparison():
    """A year that holds every article has the estimate and limits of compare."""
    result = result_of(TWO[:5])
    table = measure_over_time(result, every="year")
    wanted = result.table[["estimate", "low", "high", "n_docs", "n_hits"]]
    shown = table[wanted.columns]
    pd.testing.assert_frame_equal(shown, wanted.reset_index(drop=True))


def test_articles_without_a_date_keep_a_row():
    """They are counted with a note, and no article is lost."""
    table = measure_over_time(result_of(TWO), labels=["a"])
    undated = table[table["start"].isna()]
    assert undated["group"].tolist() == ["B"]
    assert undated["n_docs"].tolist() == [1]
    assert undated["note"].tolist() == ["no date"]
    assert table["n_docs"].sum() == len(TWO)


@pytest.mark.parametrize(
    ("days", "unit"), [(3, "day"), (60, "week"), (500, "month"), (9000, "year")]
)
def test_unit_follows_the_period(days, unit):
    """Few days make days, years make years, so that the bins stay countable."""
    table = measure_over_time(many(2, days=days, each=60))
    assert set(table["every"]) == {unit}
    assert table["start"].nunique() <= 30


def test_small_groups_are_taken_together():
    """Beyond the number asked for, the last group holds the rest of the articles."""
    result = many(9)
    table = measure_over_time(result, labels=["a"], max_groups=3)
    assert table["group"].unique().tolist() == [
        "Outlet 0",
        "Outlet 1",
        "7 others together",
    ]
    assert table["n_docs"].sum() == 72


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"every": "hour"}, "`every` must be one of day, week"),
        ({"max_groups": 0}, "`max_groups` must be 1 or more"),
        ({"dates": "outlet"}, "no article has a date.*'date' looks like dates: type"),
    ],
)
def test_wrong_options_are_refused(options, told):
    """The message says what may be typed."""
    with pytest.raises(ValueError, match=told):
        measure_over_time(result_of(TWO), **options)


@pytest.mark.parametrize("dates", ["2031-01-05", "2031-01-05T08:30:00Z"])
def test_variable_that_looks_like_dates_is_named(dates):
    """Where there is no `date`, the error says what to type in its place."""
    rows = [{"text": "alpha", "outlet": o, "issued": dates} for o in "AB"]
    frames = fr.find_frames(fr.Corpus(pd.DataFrame(rows, index=["x", "y"])), LEXICON)
    result = fr.compare(frames, by="outlet")
    with pytest.raises(KeyError, match="type dates='issued'"):
        fr.plot_timeline(result)
    assert measure_over_time(result, dates="issued")["n_docs"].sum() == 4


def test_without_any_dates_it_says_how_to_give_them():
    """A year or an identifier is no date."""
    rows = [{"text": "alpha", "outlet": o, "year": 2031} for o in "AB"]
    frames = fr.find_frames(fr.Corpus(pd.DataFrame(rows, index=["x", "y"])), LEXICON)
    with pytest.raises(KeyError, match=r"No variable looks like dates.*columns="):
        fr.plot_timeline(fr.compare(frames, by="outlet"))


def test_unknown_label_or_variable_is_refused():
    """Both name what there is."""
    with pytest.raises(KeyError, match="No label 'c'"):
        measure_over_time(result_of(TWO), labels=["c"])
    with pytest.raises(KeyError, match="day"):
        fr.plot_timeline(result_of(TWO), dates="day")


def test_dates_with_a_zone_keep_their_day():
    """An evening west of Greenwich stays on its own day."""
    result = result_of([("A", "2020-01-06T23:30:00-05:00", 1)])
    table = measure_over_time(result, every="day")
    assert table["start"].dt.day.unique().tolist() == [6]


def test_dots_stand_at_the_estimates_and_gaps_stay_empty():
    """Every estimate is drawn once, and the line breaks where there is none."""
    ax = fr.plot_timeline(result_of(TWO), label="a", every="week")
    assert drawn(ax, "A")[:, 1] == pytest.approx([300, 0])
    line = ax.lines[0].get_ydata()
    assert np.isnan(np.asarray(line, dtype=float)).tolist() == [False, True, False]


def test_counts_stand_under_every_stretch():
    """Rows under the axis repeat the number of articles, zeros included."""
    ax = fr.plot_timeline(result_of(TWO), label="a", every="week")
    shown = [text.get_text() for text in ax.texts]
    shown += [count for notes in ax.findobj(Notes) for count in notes.strings]
    assert [text for text in shown if text.isdigit()] == ["2", "0", "1", "1", "0", "1"]
    assert {"A", "B"} <= set(shown)


def test_missing_dates_and_far_events_are_told():
    """The subtitle counts what is not drawn."""
    ax = fr.plot_timeline(
        result_of(TWO), events={"2020-01-10": "near", "2021-01-01": "far"}
    )
    told = " ".join(text.get_text() for text in ax.texts).replace("\n", " ")
    assert "1 of 6 articles without a date not drawn" in told
    assert "1 event before or after not drawn" in told
    assert "near" in told
    assert "far" not in told


def test_events_come_from_a_table_too():
    """Columns date and label; the line stands at the day."""
    events = pd.DataFrame({"date": ["2020-01-10"], "label": ["$5 toll"]})
    ax = fr.plot_timeline(result_of(TWO), events=events)
    day = (pd.Timestamp("2020-01-10") - pd.Timestamp("1970-01-01")).days + 0.5
    assert any(np.all(np.asarray(line.get_xdata()) == day) for line in ax.lines)
    ax.figure.canvas.draw()


@pytest.mark.parametrize("day", ["soon", None, 3.5, 20181019, "", "NaT"])
def test_event_without_a_date_is_refused(day):
    """The message shows how a date is written."""
    with pytest.raises(ValueError, match="Write it as 2018-10-19"):
        fr.plot_timeline(result_of(TWO), events={day: "x"})


def test_events_of_another_shape_are_refused():
    """A list, or a table with other columns, is named."""
    with pytest.raises(ValueError, match="got list"):
        fr.plot_timeline(result_of(TWO), events=["2020-01-01"])
    with pytest.raises(ValueError, match="one with day, what"):
        fr.plot_timeline(
            result_of(TWO), events=pd.DataFrame({"day": [1], "what": ["x"]})
        )


def test_single_articles_are_drawn_label_by_label():
    """Without groups the labels make the series."""
    ax = fr.plot_timeline(result_of(TWO, by="doc_id"), every="week")
    assert ax.get_title(loc="left") == "Frames over time"
    assert len(drawn(ax, "a")) == len(drawn(ax, "b")) == 2


def test_only_the_given_axes_is_touched():
    """The Axes given is returned and its neighbour stays empty."""
    _, (left, right) = plt.subplots(1, 2)
    assert fr.plot_timeline(many(2), ax=left) is left
    assert not right.has_data()


@pytest.mark.parametrize("n_outlets", [1, 2, 7, 25])
def test_no_text_covers_another(n_outlets):
    """Names, counts, ticks and events stay apart, with few groups and with many."""
    events = {"2020-02-01": "A long name of an event", "2020-02-03": "Next event"}
    result = many(n_outlets, name="The Weekly Gazette of the Upper Valley {}")
    ax = fr.plot_timeline(result, events=events)
    ax.figure.canvas.draw()
    texts = [*ax.texts, *ax.get_xticklabels(), ax.xaxis.label]
    boxes = [text.get_window_extent() for text in texts if text.get_text()]
    assert overlaps(boxes) == 0
    frame = ax.figure.bbox
    assert all(box.x0 >= -1 and box.x1 <= frame.x1 + 1 for box in boxes)
    assert all(box.y0 >= -1 and box.y1 <= frame.y1 + 1 for box in boxes)


def test_very_many_stretches_tell_their_counts_in_one_line():
    """Where a count has no room, the row tells from how many to how many."""
    ax = fr.plot_timeline(many(2, days=300), every="day")
    assert "0 to 1 per day" in " ".join(text.get_text() for text in ax.texts)


def test_tone_without_any_score_is_an_honest_empty_figure():
    """Where nothing was scored the figure says so."""
    corpus = fr.read_articles([{"text": "Ana Ruiz.", "date": "2020-01-01"}])
    actors = fr.find_actors(corpus, {"Ruiz": ["Ana Ruiz"]})
    nothing = fr.annotate.TargetScores(np.full(1, np.nan), np.zeros(1), ("",))
    tone = fr.score_actors(actors, scorer=lambda texts, targets: nothing)
    ax = fr.plot_timeline(fr.compare(tone))
    assert "Nothing was found" in ax.texts[0].get_text()


def test_comparison_without_labels_is_drawn_blank():
    """Tone toward nobody has nothing to draw, and says so."""
    corpus = fr.read_articles([{"text": "It rained.", "date": "2020-01-01"}])
    tone = fr.score_actors(fr.find_actors(corpus), scorer="fast")
    ax = fr.plot_timeline(fr.compare(tone))
    assert "Nothing was found" in ax.texts[0].get_text()
