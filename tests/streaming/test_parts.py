"""Parts: kept when finished, checked before they are trusted, the same in any share."""

from __future__ import annotations

import errno
import functools
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import framing as fr
from framing.streaming import join_parts, measure_parts
from framing.streaming.describing import describe
from tests.streaming import finders

pytest.importorskip("pyarrow")

ASKED = (fr.find_frames, fr.score_sentiment)


@pytest.fixture
def articles(tmp_path):
    """Six files of four articles, one of them broken, and a link to nothing."""
    folder = tmp_path / "articles"
    folder.mkdir()
    docs = fr.load_example("caravan").docs.reset_index().astype({"date": "str"})
    rows = docs.rename(columns={"doc_id": "id"}).to_dict("records")
    for number in range(6):
        lines = [json.dumps(row) for row in rows[4 * number : 4 * number + 4]]
        (folder / f"{number}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with (folder / "3.jsonl").open("a", encoding="utf-8") as file:
        file.write('\n{"text": "broken')
    return folder


def assert_same(one, other):
    assert_frame_equal(one.report, other.report)
    assert one.counts.keys() == other.counts.keys()
    for kind in one.counts:
        ours, theirs = one.counts[kind], other.counts[kind]
        assert_frame_equal(ours.per_document(), theirs.per_document())
        assert ours.provenance == theirs.provenance


@pytest.fixture
def expected(articles):
    with pytest.warns(fr.FramingWarning, match="1 left out"):
        return fr.measure_articles(articles, *ASKED)


def joined(articles, out, *asked):
    with pytest.warns(fr.FramingWarning, match="left out"):
        return join_parts(articles, *(asked or ASKED), out=out)


@pytest.mark.parametrize("workers", [1, 2])
def test_parts_together_are_the_whole(articles, expected, tmp_path, workers):
    """Tables, report and provenance are those of counting without parts."""
    out = tmp_path / "counts"
    assert measure_parts(articles, *ASKED, out=out, workers=workers) == 6
    assert_same(joined(articles, out), expected)
    assert measure_parts(articles, *ASKED, out=out) == 0


def test_shares_together_are_the_whole(articles, expected, tmp_path):
    """Jobs that know nothing of each other make every part once."""
    made = [
        measure_parts(articles, *ASKED, out=tmp_path / "counts", share=(number, 4))
        for number in (4, 2, 3, 1)
    ]
    assert made == [1, 2, 1, 2]
    assert_same(joined(articles, tmp_path / "counts"), expected)


def test_missing_parts_are_named(articles, tmp_path):
    """Joining says how many are missing, which comes first, and what to do."""
    out = tmp_path / "counts"
    measure_parts(articles, *ASKED, out=out, share=(1, 2))
    with pytest.raises(RuntimeError, match=r"3 of 6 parts cannot be used.*1\.jsonl"):
        join_parts(articles, *ASKED, out=out)


@pytest.mark.parametrize("broken", ["frames.parquet", "parquet", "json"])
@pytest.mark.parametrize("how", ["cut", "changed", "gone"])
def test_a_broken_part_is_made_again(articles, tmp_path, broken, how):
    """Whatever happened to a file of a part, the part is not trusted."""
    out = tmp_path / "counts"
    measure_parts(articles, fr.find_frames, out=out)
    before = joined(articles, out, fr.find_frames)
    path = out / f"part-00002.{broken}"
    if how == "gone":
        path.unlink()
    elif how == "cut":
        path.write_bytes(path.read_bytes()[:-9])
    else:
        path.write_bytes(path.read_bytes()[:-9] + b"[]" * 5)
    with pytest.raises(RuntimeError, match=r"1 of 6 parts .*2\.jsonl"):
        join_parts(articles, fr.find_frames, out=out)
    assert measure_parts(articles, fr.find_frames, out=out) == 1
    assert_same(joined(articles, out, fr.find_frames), before)


def test_changed_input_is_counted_again(articles, tmp_path):
    """A part belongs to the file as it was."""
    measure_parts(articles, fr.find_frames, out=tmp_path / "counts")
    with (articles / "5.jsonl").open("a", encoding="utf-8") as file:
        file.write('\n{"id": "new", "text": "A raid."}')
    assert measure_parts(articles, fr.find_frames, out=tmp_path / "counts") == 1
    assert joined(articles, tmp_path / "counts", fr.find_frames).n_docs == 25


def test_a_link_to_nothing_is_reported_by_its_part(articles, tmp_path):
    """It is a row of the report, as without parts, and the rest is counted."""
    try:
        (articles / "9.jsonl").symlink_to("gone.jsonl")
    except OSError:  # pragma: no cover
        pytest.skip("no links here")
    with pytest.warns(fr.FramingWarning, match="2 left out"):
        expected = fr.measure_articles(articles, *ASKED)
    assert measure_parts(articles, *ASKED, out=tmp_path / "counts") == 7
    assert_same(joined(articles, tmp_path / "counts"), expected)


def test_ids_and_columns_are_looked_at_across_files(tmp_path):
    """An id in two files, and columns that change, are reported as without parts."""
    folder = tmp_path / "news"
    folder.mkdir()
    lines = [
        '{"id": "x", "text": "A raid.", "date": "03/04/2018"}',
        '{"id": "x", "text": "Aid.", "desk": "politics"}',
        '{"id": "y", "text": "Aid.", "date": "13/04/2018"}',
    ]
    for number, line in enumerate(lines):
        (folder / f"{number}.jsonl").write_text(line)
    with pytest.warns(fr.FramingWarning, match="1 left out, .*same id 'x'"):
        expected = fr.measure_articles(folder, fr.find_frames)
    assert expected.report["problem"].str.contains("lacks date; adds desk").any()
    assert expected.counts["frames"].corpus.docs["date"].dt.day.tolist() == [3, 13]
    measure_parts(folder, fr.find_frames, out=tmp_path / "counts")
    assert_same(joined(folder, tmp_path / "counts", fr.find_frames), expected)


def test_a_full_disk_costs_nothing_that_is_finished(articles, tmp_path, monkeypatch):
    """The error names the disk; what was finished stays; nothing half-written does."""
    out = tmp_path / "counts"
    write, calls = pd.DataFrame.to_parquet, []

    def fill(table, place, **options):
        calls.append(place)
        if len(calls) > 5:
            Path(place).write_bytes(b"PAR1 half of it")
            raise OSError(errno.ENOSPC, "No space left on device")
        write(table, place, **options)

    monkeypatch.setattr(pd.DataFrame, "to_parquet", fill)
    with pytest.raises(RuntimeError, match=r"4 of 6 parts failed .*disk is full"):
        measure_parts(articles, fr.find_frames, out=out)
    assert len(list(out.glob("*.json"))) == 2
    assert not list(out.glob(".*"))
    monkeypatch.undo()
    assert measure_parts(articles, fr.find_frames, out=out) == 4
    assert joined(articles, out, fr.find_frames).n_docs == 24


def test_a_disk_that_is_really_full(articles, tmp_path):
    """The same with a small file system, where one may be mounted."""
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no small file system can be mounted here")
    try:
        with pytest.raises(RuntimeError, match=r"parts failed .*disk is full"):
            measure_parts(articles, *ASKED, out=small)
        assert not list(small.glob(".*"))
        with (
            pytest.warns(fr.FramingWarning, match="1 left out"),
            pytest.raises(OSError, match="disk is full"),
        ):
            fr.measure_articles(articles, *ASKED, out=small)
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_worker_killed_while_it_makes_a_part(tmp_path):
    """A file that kills every worker is named at the end; the others are finished."""
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(3):
        word = "KILL" if number == 0 else "Stop"
        (folder / f"{number}.jsonl").write_text(json.dumps({"text": f"{word} it."}))
    with pytest.raises(RuntimeError, match=r"1 of 3 parts failed .*0\.jsonl.*killed"):
        measure_parts(folder, finders.die_always, out=tmp_path / "b", workers=2)
    assert len(list((tmp_path / "b").glob("*.json"))) == 2


def test_what_killed_processes_left_is_cleared_away(articles, tmp_path):
    """Half a file of a process that is gone does not stay."""
    measure_parts(articles, fr.find_frames, out=tmp_path)
    (tmp_path / ".unfinished-part-00001.json-00").write_text("{")
    joined(articles, tmp_path, fr.find_frames)
    assert not list(tmp_path.glob(".*"))


def test_shares_are_checked(articles, tmp_path):
    """A share is a number of so many."""
    for wrong in [(0, 4), (5, 4), 3, ("a", "b")]:
        with pytest.raises(ValueError, match="`share` must be a number and how many"):
            measure_parts(articles, fr.find_frames, out=tmp_path, share=wrong)
    with pytest.raises(ValueError, match="must be files"):
        measure_parts([{"text": "a"}], fr.find_frames, out=tmp_path)


def test_parts_are_not_written_among_the_articles(articles):
    """They would be read as articles; a pattern of names keeps them apart."""
    for wrong in (articles, articles / "counts"):
        with pytest.raises(ValueError, match="`out` must lie outside the folder"):
            measure_parts(articles, fr.find_frames, out=wrong)
    named = f"{articles}/[0-2].jsonl"
    assert measure_parts(named, fr.find_frames, out=articles / "counts") == 3


def test_options_of_a_finder_are_told_apart():
    """Another option, function, or lexicon makes another description."""

    def mine(corpus, weight=1):
        return weight

    def other(corpus, weight=2):
        return weight

    policy = fr.load_lexicon("policy-frames")
    several = [
        mine,
        other,
        lambda corpus: 1,
        lambda corpus: 2,
        functools.partial(mine, weight=3),
        functools.partial(mine, weight=4),
        functools.partial(fr.find_frames, lexicon=policy),
        functools.partial(fr.find_frames, lexicon="policy-frames"),
        functools.partial(mine, weight=pd.DataFrame({"a": range(200)})),
        functools.partial(mine, weight=pd.DataFrame({"a": [*range(199), 0]})),
        functools.partial(mine, weight={"a": [1, 2]}),
        functools.partial(mine, weight={"a": {1, 2}}),
        fr.load_example("caravan").where,
    ]
    assert len({describe(one) for one in several}) == len(several)
    again = functools.partial(fr.find_frames, lexicon=fr.load_lexicon("policy-frames"))
    assert describe(again) == describe(several[6])


def test_descriptions_are_the_same_in_every_process():
    """Neither addresses nor the order of sets enter: else no run could be resumed."""
    code = (
        "from functools import partial\n"
        "from tests.streaming import finders\n"
        "from framing.streaming.describing import describe\n"
        "words = {'raid', 'aid', 'border', 'camp'}\n"
        "print(describe(partial(finders.die_once, marker=frozenset(words))))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


SCRIPT = """
import signal
import framing as fr
from tests.streaming import finders
if __name__ == "__main__":
    # Whatever runs the tests in the background may have switched SIGINT off.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    print("ready", flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("call", "n"),
    [("measure_articles", 1), ("measure_articles", 2), ("streaming.measure_parts", 2)],
)
def test_ctrl_c_leaves_nothing_half_written(articles, tmp_path, call, n):
    """A real SIGINT: no half file, no process left; finished parts stay whole."""
    out = tmp_path / "counts"
    script = tmp_path / "script.py"
    arguments = f"{str(articles)!r}, finders.dawdle, out={str(out)!r}, workers={n}"
    script.write_text(f"{SCRIPT}    fr.{call}({arguments})\n")
    process = subprocess.Popen(
        [sys.executable, str(script)],
        env=os.environ
        | {
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "FRAMING_TEST_MARK": str(tmp_path / "counting"),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    wait_for((tmp_path / "counting").exists)
    # As a terminal does: to every process of the group.
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "KeyboardInterrupt" in errors
    wait_for(lambda: not is_alive(process.pid))
    left = {path.name for path in out.iterdir()} if out.exists() else set()
    assert not any(name.startswith(".") for name in left)
    if "parts" in call:
        measure_parts(articles, finders.dawdle, out=out)
        assert joined(articles, out, finders.dawdle).n_docs == 24
    else:
        assert not left


def wait_for(happened):
    """Wait until something is so, but not for ever."""
    for _ in range(600):
        if happened():
            return
        time.sleep(0.05)
    pytest.fail("the other process did not get there")


def is_alive(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
