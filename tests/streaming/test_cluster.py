"""Dask: the same tables, resumed after a stop, nothing lost when a worker dies."""

from __future__ import annotations

import functools
import logging
import warnings

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import framing as fr
from framing.corpus import pieces
from framing.streaming.parts import make_part, plan_parts, read_part
from tests.streaming import finders

pytest.importorskip("pyarrow")
distributed = pytest.importorskip("dask.distributed")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    """Six files of four articles."""
    folder = tmp_path_factory.mktemp("articles")
    docs = fr.load_example("caravan").docs.reset_index()
    for number in range(6):
        part = docs.iloc[4 * number : 4 * number + 4]
        part.to_parquet(folder / f"{number}.parquet", index=False)
    return folder


@pytest.fixture(scope="module")
def client():
    """Start two workers, each a process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cluster = distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        )
        with cluster, distributed.Client(cluster) as connected:
            yield connected


def assert_same(one, other):
    assert_frame_equal(one.report, other.report)
    for kind in one.counts:
        ours, theirs = one.counts[kind], other.counts[kind]
        assert_frame_equal(ours.per_document(), theirs.per_document())
        assert ours.provenance == theirs.provenance


def test_cluster_gives_the_tables_of_one_machine(articles, client, tmp_path):
    """Two workers of a cluster give what one process gives."""
    asked = (fr.find_frames, fr.score_sentiment)
    local = fr.measure_articles(articles, *asked)
    assert_same(
        fr.measure_on_cluster(articles, *asked, client=client, out=tmp_path), local
    )


def test_a_worker_killed_in_the_middle_loses_nothing(client, tmp_path):
    """Its part is made by another worker, and no article is counted twice."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(6):
        word = "KILL" if number == 2 else "Stop"
        rows = [{"id": f"{number}-{n}", "text": f"{word} the raid."} for n in range(3)]
        pd.DataFrame(rows).to_parquet(folder / f"{number}.parquet", index=False)
    dying = functools.partial(finders.die_once, marker=str(tmp_path / "dead"))
    measured = fr.measure_on_cluster(folder, dying, client=client, out=tmp_path / "out")
    assert (tmp_path / "dead").exists()
    table = measured.counts["frames"].per_document()
    assert_frame_equal(
        table,
        fr.measure_articles(folder, fr.find_frames).counts["frames"].per_document(),
    )
    assert table["doc_id"].nunique() == 18


def test_finished_parts_are_not_made_again(articles, client, tmp_path):
    """After a stop only missing and damaged parts are made."""
    first = fr.measure_on_cluster(articles, fr.find_frames, client=client, out=tmp_path)
    times = {p.name: p.stat().st_mtime_ns for p in tmp_path.glob("*.json")}
    (tmp_path / "part-00001.json").unlink()
    damaged = tmp_path / "part-00004.frames.parquet"
    damaged.write_bytes(damaged.read_bytes()[:-50])
    again = fr.measure_on_cluster(articles, fr.find_frames, client=client, out=tmp_path)
    assert_same(again, first)
    changed = {
        p.name for p in tmp_path.glob("*.json") if times[p.name] != p.stat().st_mtime_ns
    }
    assert changed == {"part-00001.json", "part-00004.json"}


def test_parts_of_other_options_are_made_again(articles, tmp_path):
    """A part says what it was made from."""
    stream = fr.stream_articles(articles)
    part = plan_parts(stream, [fr.find_frames], tmp_path)[0]
    assert read_part(part) is None
    assert make_part(part, [fr.find_frames]) == 4
    assert read_part(part).n_docs == 4
    other = functools.partial(fr.find_frames, lexicon="policy-frames")
    assert read_part(plan_parts(stream, [other], tmp_path)[0]) is None
    unclean = fr.stream_articles(articles, clean=False)
    assert read_part(plan_parts(unclean, [fr.find_frames], tmp_path)[0]) is None


def test_a_part_that_fails_is_named_and_others_stay(articles, client, tmp_path):
    """The error says which file and what to do; finished parts are kept."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "part-00002.json").mkdir()  # cannot be replaced by a file
    with pytest.raises(RuntimeError, match=r"1 of 6 parts failed .*2.parquet.*again"):
        fr.measure_on_cluster(articles, fr.find_frames, client=client, out=out)
    assert len([p for p in out.glob("*.json") if p.is_file()]) == 5


def test_bad_input_costs_itself_on_every_way_of_counting(client, tmp_path, monkeypatch):
    """Undecodable, enormous, broken and odd: the same report, the rest counted."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "0.jsonl").write_text('{"text": "A raid.", "outlet": "A", "id": "a"}')
    (folder / "1.jsonl").write_bytes(
        b'{"text": "Aid.", "id": "b"}\n{"te\n{"text": "\x81\x8d", "id": "c"}\n'
        b'{"text": "' + b"raid " * 1000 + b'", "id": "d"}\n'
        b'{"text": "Aid caf\xe9.", "id": "a", "desk": 1}'
    )
    (folder / "2.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (folder / "3.parquet").write_bytes(b"PAR1 nothing")
    (folder / "4.txt").write_bytes(b"\x81\x8d\x8f " * 9)
    (folder / "5.csv").write_text('id,text\ne,"Aid, and aid."\nf,one,two,three\n')
    (folder / "6.docx").write_bytes(b"PK")
    (folder / "7.txt").write_text("word " * 1000)
    with monkeypatch.context() as patched:
        patched.setattr(pieces, "MOST_BYTES", 2000)
        with pytest.warns(fr.FramingWarning, match="left out"):
            local = fr.measure_articles(folder, fr.find_frames)
    client.run(finders.lower_limit)
    with pytest.warns(fr.FramingWarning, match="left out"):
        shared = fr.measure_on_cluster(
            folder, fr.find_frames, client=client, out=tmp_path / "out"
        )
    client.run(finders.restore_limit)
    assert_same(shared, local)
    table = local.counts["frames"].per_document()
    assert table["doc_id"].unique().tolist() == ["a", "b", "e"]
    gone = local.report[local.report["left_out"]]
    for file, why in [
        ("1.jsonl, line 2", "not valid JSON"),
        ("1.jsonl, line 3", "not Windows-1252"),
        ("1.jsonl, line 4", "more than 2,000 bytes"),
        ("1.jsonl, line 5", "same id 'a'"),
        ("2.csv", "PNG"),
        ("3.parquet", "not a Parquet file"),
        ("4.txt", "not Windows-1252"),
        ("5.csv, line 3", "4 fields"),
        ("6.docx", "unknown file type"),
        ("7.txt", "too many for one article"),
    ]:
        [reason] = gone.loc[gone["source"].str.endswith(file), "problem"]
        assert why in reason
    assert len(gone) == 10


def test_a_full_disk_on_the_workers(articles, client, tmp_path):
    """Every part that failed is counted, and a second call makes them."""
    client.run(finders.fill_disk)
    with pytest.raises(RuntimeError, match=r"6 of 6 parts failed .*disk is full"):
        fr.measure_on_cluster(articles, fr.find_frames, client=client, out=tmp_path)
    assert list(tmp_path.iterdir()) == []
    client.run(finders.make_room)
    local = fr.measure_articles(articles, fr.find_frames)
    assert_same(
        fr.measure_on_cluster(articles, fr.find_frames, client=client, out=tmp_path),
        local,
    )


def test_parts_of_a_cluster_are_parts(articles, client, tmp_path):
    """What a cluster made can be joined without one, and need not be made again."""
    made = fr.measure_on_cluster(articles, fr.find_frames, client=client, out=tmp_path)
    assert fr.streaming.measure_parts(articles, fr.find_frames, out=tmp_path) == 0
    assert_same(fr.streaming.join_parts(articles, fr.find_frames, out=tmp_path), made)


def test_no_client_is_refused(articles, tmp_path):
    """Something else than a client is named."""
    with pytest.raises(TypeError, match=r"`client` must be a dask.distributed.Client"):
        fr.measure_on_cluster(articles, fr.find_frames, client=None, out=tmp_path)


def test_without_dask_the_error_says_what_to_install(articles, tmp_path, monkeypatch):
    """The extra is named."""
    monkeypatch.setitem(__import__("sys").modules, "dask.distributed", None)
    with pytest.raises(ImportError, match=r"media-framing\[dask\]"):
        fr.measure_on_cluster(articles, fr.find_frames, client=None, out=tmp_path)
