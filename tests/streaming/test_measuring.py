"""Counting in batches: the same tables however the work is shared, nothing lost."""

from __future__ import annotations

import errno
import functools
import warnings

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import framing as fr
from framing.corpus.stream import stream_articles
from framing.counts import ArticleCounts
from framing.streaming import files
from tests.streaming import finders


def caravan_rows() -> list[dict[str, object]]:
    docs = fr.load_example("caravan").docs.reset_index()
    return docs.rename(columns={"doc_id": "id"}).to_dict("records")


def tables(measured):
    return {kind: one.per_document() for kind, one in measured.counts.items()}


def assert_same(one, other):
    assert tables(one).keys() == tables(other).keys()
    for kind, table in tables(one).items():
        assert_frame_equal(table, tables(other)[kind])
    assert_frame_equal(one.report, other.report)
    for kind in one.counts:
        assert one.counts[kind].provenance == other.counts[kind].provenance


@pytest.fixture(scope="module")
def at_once():
    stream = stream_articles(caravan_rows(), batch_size=10**9)
    return fr.measure_articles(stream, fr.find_frames, fr.score_sentiment)


@pytest.mark.parametrize("batch_size", [1, 3000, 10_000])
def test_batch_size_changes_nothing(at_once, batch_size):
    """Tables, report and provenance do not depend on the size of batches."""
    stream = stream_articles(caravan_rows(), batch_size=batch_size)
    assert_same(
        fr.measure_articles(stream, fr.find_frames, fr.score_sentiment), at_once
    )


def test_number_of_workers_changes_nothing(at_once):
    """Two processes give what one gives, in the same order."""
    stream = stream_articles(caravan_rows(), batch_size=3000)
    shared = fr.measure_articles(
        stream, fr.find_frames, fr.score_sentiment, workers=2, progress=False
    )
    assert_same(shared, at_once)


def test_counts_are_those_of_the_whole_corpus(at_once):
    """Counts equal those of reading everything at once, column by column."""
    corpus = fr.read_articles(caravan_rows())
    for found in (fr.find_frames(corpus), fr.score_sentiment(corpus)):
        expected = found.per_document()
        counted = tables(at_once)[found.kind]
        for column in expected.columns:
            assert counted[column].tolist() == expected[column].tolist(), column


def test_comparison_needs_no_texts(at_once):
    """Estimates and contrasts from counts are those from the findings."""
    frames = fr.find_frames(fr.read_articles(caravan_rows()))
    expected = fr.compare(frames, by="outlet", events="event")
    for counts in (at_once.counts["frames"], at_once.counts["frames"].per_document()):
        result = fr.compare(counts, by="outlet", events="event")
        assert_frame_equal(result.table, expected.table)
        assert_frame_equal(result.contrasts, expected.contrasts)
        assert "articles" in result.methods
        assert "set aside" not in result.methods
        with pytest.raises(ValueError, match="without texts"):
            result.evidence(result.groups[0])
    assert "SHA-256" in fr.compare(at_once.counts["frames"], by="outlet").methods
    tone = fr.compare(at_once.counts["sentiment"], by="doc_id")
    assert tone.measure.name == "tone"
    assert len(tone.table) == 24


def test_an_article_that_breaks_a_finder_is_reported():
    """Only that article is left out, with the reason; its batch is counted."""
    rows = [{"text": "Police."}, {"text": "STUMBLE."}, {"text": "Aid."}]
    with pytest.warns(fr.FramingWarning, match="1 left out"):
        measured = fr.measure_articles(rows, finders.stumble)
    assert measured.n_docs == 2
    [row] = measured.report.itertuples(index=False)
    assert row.source == "record 2"
    assert row.problem == "RuntimeError: an odd article"
    assert row.left_out


def test_a_killed_worker_loses_nothing(tmp_path):
    """The batch of a process that dies is counted again, once."""
    rows = [{"text": f"Police raid number {n}."} for n in range(12)]
    rows[5]["text"] = "KILL the police raid."
    expected = fr.measure_articles(stream_articles(rows, batch_size=60), fr.find_frames)
    dying = functools.partial(finders.die_once, marker=str(tmp_path / "dead"))
    measured = fr.measure_articles(
        stream_articles(rows, batch_size=60), dying, workers=2, progress=False
    )
    assert (tmp_path / "dead").exists()
    assert_frame_equal(tables(measured)["frames"], tables(expected)["frames"])


def test_a_batch_that_kills_every_worker_is_reported():
    """The article that does it is looked for and left out; the rest is counted."""
    rows = [{"text": f"Police raid number {n}, again and again."} for n in range(8)]
    rows[3]["text"] = "KILL the police raid, again and again."
    with pytest.warns(fr.FramingWarning, match="left out"):
        measured = fr.measure_articles(
            stream_articles(rows, batch_size=60),
            finders.die_always,
            workers=2,
            progress=False,
        )
    gone = measured.report[measured.report["left_out"]]
    assert gone["source"].tolist() == ["record 4"]
    assert measured.n_docs == 7
    assert "killed" in gone["problem"].iloc[0]


def test_files_appear_complete(tmp_path, at_once):
    """Tables are written as CSV and nothing else stays in the folder."""
    stream = stream_articles(caravan_rows(), batch_size=3000)
    fr.measure_articles(stream, fr.find_frames, out=tmp_path / "new" / "counts")
    names = sorted(path.name for path in (tmp_path / "new" / "counts").iterdir())
    assert names == ["frames.csv", "report.csv"]
    read = pd.read_csv(tmp_path / "new" / "counts" / "frames.csv")
    assert read["n_hits"].tolist() == tables(at_once)["frames"]["n_hits"].tolist()


def test_ctrl_c_leaves_no_file(tmp_path):
    """An interrupted run leaves the folder as it was."""
    with pytest.raises(KeyboardInterrupt):
        fr.measure_articles([{"text": "One."}], finders.interrupt, out=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_named_and_leaves_old_files(tmp_path, monkeypatch):
    """The error says what to do, and files of an earlier run are untouched."""
    fr.measure_articles([{"text": "Police."}], fr.find_frames, out=tmp_path)
    before = (tmp_path / "frames.csv").read_text()

    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_csv", full)
    with pytest.raises(OSError, match="disk is full; make room"):
        fr.measure_articles([{"text": "Aid."}], fr.find_frames, out=tmp_path)
    assert (tmp_path / "frames.csv").read_text() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["frames.csv", "report.csv"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    """Other errors of the file system say which folder."""
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match=r"Could not write to .*another folder"):
        files.write_tables({"a": pd.DataFrame()}, tmp_path / "file" / "below")


def test_arguments_are_checked():
    """Finders must be callable, workers a number, and something must be countable."""
    with pytest.raises(TypeError, match="got none"):
        fr.measure_articles([{"text": "One."}])
    with pytest.raises(TypeError, match="got a str"):
        fr.measure_articles([{"text": "One."}], "frames")
    with pytest.raises(ValueError, match="workers"):
        fr.measure_articles([{"text": "One."}], fr.find_frames, workers=0)
    with pytest.raises(ValueError, match="No article could be counted; 1 problems"):
        fr.measure_articles([{"text": " "}], fr.find_frames)


ODD_ROWS = [
    {"id": "x", "text": "One raid.", "date": "03/04/2018", "code": 7},
    {"id": "y", "text": "Another raid.", "date": "soon", "code": 2**60 + 1},
    {"id": "x", "text": "A third raid.", "date": "2018-05-06", "code": None},
    {"id": "z", "text": "Another raid.", "date": "13/04/2018", "code": 1.5},
    {"id": "y", "text": "Another raid.", "note": ["a", 1]},
    {"text": " "},
    {"text": "No id.", "outlet": "A"},
]


@pytest.mark.parametrize("batch_size", [1, 20, 10**6])
def test_what_no_batch_can_see_is_seen_at_the_end(batch_size):
    """Repeated ids and texts, and the order of day and month, look at all articles."""
    stream = stream_articles(ODD_ROWS, batch_size=batch_size)
    with pytest.warns(fr.FramingWarning, match="3 left out"):
        measured = fr.measure_articles(stream, fr.find_frames)
    table = tables(measured)["frames"].drop_duplicates("doc_id").set_index("doc_id")
    assert [*table.columns[:5]] == ["outlet", "date", "code", "note", "label"]
    assert table.index.tolist() == ["x", "y", "z", "article-7"]
    days = table["date"].dt.strftime("%d %b").fillna("").tolist()
    assert days == ["03 Apr", "", "13 Apr", ""]
    assert table["code"].fillna("").tolist() == ["7", str(2**60 + 1), "1.5", ""]
    assert measured.report.to_numpy().tolist() == [
        ["record 3", "same id 'x' as record 1, another text", True],
        ["record 5", "same id 'y' as record 2, the same text", True],
        ["record 6", "empty text", True],
        [
            "record 2",
            "date 'soon' not understood and left empty; write it as 2018-10-21",
            False,
        ],
        ["record 4", "article 'z' has the same text as 'y'; both are kept", False],
    ]


def test_dates_read_month_first_unless_one_cannot_be():
    """Without a date that decides, the order is that of reading at once."""
    rows = [{"text": f"Story {n}.", "date": f"0{n}/04/2018"} for n in (3, 5)]
    measured = fr.measure_articles(stream_articles(rows, batch_size=1), fr.find_frames)
    dates = tables(measured)["frames"]["date"].dt.strftime("%m-%d").unique().tolist()
    assert dates == ["03-04", "05-04"]
    assert "read as month/day" in measured.report["problem"].iloc[0]


def test_two_finders_of_one_kind_are_both_kept():
    """A second lexicon does not take the place of the first."""
    other = functools.partial(fr.find_frames, lexicon="policy-frames")
    measured = fr.measure_articles(caravan_rows(), fr.find_frames, other)
    assert list(measured.counts) == ["frames", "frames-2"]
    assert measured.counts["frames"].labels == ("security", "humanitarian")
    assert "economic" in measured.counts["frames-2"].labels
    assert {one.kind for one in measured.counts.values()} == {"frames"}


def test_findings_that_depend_on_the_batch_are_refused_at_once():
    """Actors are named by what a batch holds: the error says so early."""
    stream = stream_articles(caravan_rows(), batch_size=1)
    with pytest.raises(ValueError, match="labels of 'actors' depend on the batch"):
        fr.measure_articles(stream, fr.find_actors)


def test_document_variables_look_the_same_in_every_batch():
    """Whole numbers stay whole where another article has none."""
    rows = [{"text": "One.", "year": 2018}, {"text": "Two.", "year": None}]
    for size in (1, 100):
        measured = fr.measure_articles(
            stream_articles(rows, batch_size=size), fr.find_frames
        )
        years = tables(measured)["frames"]["year"].drop_duplicates()
        assert [None if pd.isna(year) else year for year in years] == ["2018", None]


def test_counts_refuse_forgotten_zeros():
    """A table of hits alone is refused, and one without the columns too."""
    table = fr.find_frames(fr.load_example("caravan")).per_document()
    with pytest.raises(ValueError, match="rows of zeros"):
        ArticleCounts(table[table["n_hits"] > 0])
    with pytest.raises(ValueError, match="has no n_words"):
        ArticleCounts(table.drop(columns="n_words"))


def test_counts_are_sorted_by_article_and_label():
    """Rows in another order give the same comparison."""
    table = fr.find_frames(fr.load_example("caravan")).per_document()
    mixed = pd.concat([table[::2], table[1::2]])
    assert_frame_equal(ArticleCounts(mixed).per_document(), table)


def test_reprs_tell_sizes(at_once):
    """Both values say how much they hold."""
    assert "articles 24" in repr(at_once)
    assert "labels 2" in repr(at_once.counts["frames"])


def test_progress_bar_is_silent_where_it_cannot_be_seen(capsys):
    """Without a terminal no bar is drawn, and no warning is given."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fr.measure_articles([{"text": "One."}], fr.find_frames)
    assert capsys.readouterr().err == ""
