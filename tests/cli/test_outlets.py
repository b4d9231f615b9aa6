"""The shell says why there are no outlets to compare, and what to type or to move."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from framing.cli import main
from framing.cli.inputs import corpus_from
from framing.cli.outlets import tell_outlets

TEXT = "Police detained {} migrants at the border, and aid groups asked for shelter."


def _fill(folder: Path, n: int = 3) -> Path:
    folder.mkdir(parents=True)
    for number in range(n):
        path = folder / f"{folder.name}{number}.txt"
        path.write_text(TEXT.format(f"{folder.name} {number}"), encoding="utf-8")
    return folder


def _told(*paths: Path, asked: bool = False) -> str:
    from argparse import Namespace

    typed = [path.as_posix() for path in paths]
    args = Namespace(paths=typed, columns=None, encoding=None, no_clean=False)
    return tell_outlets(typed, corpus_from(args), asked=asked)


def test_flat_folder(tmp_path) -> None:
    """Sub-folders, a column, or another variable make groups."""
    told = _told(_fill(tmp_path / "flat"))
    assert told.startswith("No outlets were found, so articles are compared one by one")
    assert "flat/Gazette and" in told
    assert "--columns outlet=NAME" in told


def test_parent_folder(tmp_path) -> None:
    """Who types one folder too high is sent one down."""
    for name in ("Post", "Times"):
        _fill(tmp_path / "up" / "articles" / name)
    told = _told(tmp_path / "up")
    assert "is the only folder of articles" in told
    assert told.endswith(f"framing compare {tmp_path.as_posix()}/up/articles.")
    assert _told(tmp_path / "up" / "articles") == ""


def test_folder_of_one_outlet(tmp_path) -> None:
    """Who types one folder too deep is sent one up, not further down."""
    for name in ("Post", "Times"):
        _fill(tmp_path / "articles" / name)
    told = _told(tmp_path / "articles" / "Post")
    assert "is one outlet of several" in told
    assert "Gazette" not in told
    assert told.endswith(f"framing compare {tmp_path.as_posix()}/articles.")


def test_results_beside_a_folder_are_no_outlet(tmp_path) -> None:
    """Tables that an earlier run wrote there are no articles."""
    results = _fill(tmp_path / "results")
    (results / "framing.json").write_text("{}", encoding="utf-8")
    assert "flat/Gazette and" in _told(_fill(tmp_path / "flat"))


def test_outlets_asked_for_are_told_of_in_the_same_way(tmp_path, capsys) -> None:
    """With --by outlet the advice is the same, and no other way is promised."""
    up = tmp_path / "up"
    for name in ("Post", "Times"):
        _fill(up / "articles" / name, 1)
    told = _told(up, asked=True)
    assert "there is nothing to compare" in told
    assert "one by one" not in told
    assert told.endswith(f"framing compare {up.as_posix()}/articles.")
    typed = ["compare", "--by", "outlet", "--scorer", "fast", "--out"]
    assert main([*typed, str(tmp_path / "a"), "--", str(up)]) == 0
    assert f"note: {told}" in capsys.readouterr().err
    assert main([*typed, str(tmp_path / "b"), "--", str(up / "articles/Post")]) == 2
    assert "error: No outlets were found, so there is" in capsys.readouterr().err


def test_single_folder_of_articles(tmp_path) -> None:
    """One folder is one outlet, however it is called."""
    _fill(tmp_path / "up" / "articles")
    assert "into a folder of its own there" in _told(tmp_path / "up")


def test_folders_one_by_one(tmp_path) -> None:
    """A shell that spells out articles/* loses the names of the outlets."""
    both = [_fill(tmp_path / "all" / name) for name in ("Post", "Times")]
    assert _told(*both).endswith(f"framing compare {tmp_path.as_posix()}/all.")


def test_folders_told_from_within(tmp_path, monkeypatch) -> None:
    """The folder that holds "." is not "."."""
    _fill(tmp_path / "all" / "Times")
    monkeypatch.chdir(_fill(tmp_path / "all" / "Post"))
    told = _told(Path(), Path("../Times"))
    assert told.endswith(f"framing compare {tmp_path.resolve().as_posix()}/all.")


def test_articles_beside_the_only_folder(tmp_path) -> None:
    """They have no outlet, so that not all articles have the same."""
    _fill(tmp_path / "Post & Co")
    _fill(tmp_path / "Post & Co" / "Post", 1)
    told = _told(tmp_path / "Post & Co")
    assert "'Post', and 3 articles beside it without an outlet" in told
    assert told.endswith(f'framing compare "{tmp_path.as_posix()}/Post & Co".')


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"section": ["x", "x", "y"]}, "group by another variable: --by section"),
        ({"outlet": ["A", "A", "A"]}, "All articles have the same outlet, 'A'"),
        ({"outlet": ["A", "A", ""]}, "one outlet, 'A', and 1 article without any"),
        ({"outlet": ["A", "B", "B"]}, ""),
    ],
)
def test_tables(columns, told, tmp_path) -> None:
    """A table may have another variable that makes groups, or one outlet only."""
    rows = {"text": [TEXT.format(n) for n in range(3)], **columns}
    path = tmp_path / "t.csv"
    pd.DataFrame(rows).to_csv(path, index=False)
    assert told in _told(path)
    assert bool(told) is bool(_told(path))


def test_two_articles_side_by_side_need_no_outlet(tmp_path) -> None:
    """That is what two files are for."""
    assert _told(*sorted(_fill(tmp_path / "two", 2).iterdir())) == ""


def test_compare_says_it_unless_groups_are_named(tmp_path, capsys) -> None:
    """It is a note; with --by the user has chosen."""
    typed = ["compare", str(_fill(tmp_path / "flat")), "--scorer", "fast", "--out"]
    assert main([*typed, str(tmp_path / "a")]) == 0
    assert "note: No outlets were found" in capsys.readouterr().err
    assert main([*typed, str(tmp_path / "b"), "--by", "doc_id"]) == 0
    assert "No outlets" not in capsys.readouterr().err


def test_rows_of_one_file_are_one_message(tmp_path, capsys) -> None:
    """A table without a known column of texts is one source, not one for each row."""
    folder = _fill(tmp_path / "mixed")
    rows = {"Kopf": list("abcd"), "Inhalt": [TEXT.format(n) for n in range(4)]}
    pd.DataFrame(rows).to_csv(folder / "t.csv", index=False)
    out = tmp_path / "out"
    assert main(["compare", str(folder), "--scorer", "fast", "--out", str(out)]) == 0
    assert "1 source skipped" in capsys.readouterr().out
    skipped = pd.read_csv(out / "skipped.csv")
    assert skipped["source"].tolist() == [
        f"{folder.as_posix()}/t.csv, 4 lines, the first 2"
    ]
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "1 source could not be read" in page


@pytest.mark.parametrize(
    ("options", "warned"),
    [([], True), (["--lexicon", "security-humanitarian"], False)],
)
def test_usual_lexicon_off_its_topic(options, warned, tmp_path, capsys) -> None:
    """The note is in shell terms; who names a lexicon is not told."""
    pool = (
        "The council voted on Monday to close the swimming pool for the winter. " * 20
    )
    path = tmp_path / "pool.txt"
    path.write_text(pool, encoding="utf-8")
    assert main(["frames", str(path), *options]) == 0
    told = capsys.readouterr().err
    assert ("No lexicon was given" in told) is warned
    assert ("type --lexicon generic-frames" in told) is warned
