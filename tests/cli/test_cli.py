"""The program end to end: what it writes, what it says, and with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import Namespace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import framing as fr
from framing.cli import arguments, main, program
from framing.cli.folder import MANIFEST, new_folder
from framing.cli.shell import in_shell

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = {
    "one.txt": "Police detained migrants at the border. Ana Ruiz said families fled.",
    "two.txt": "Families fled violence and asked for shelter. Ana Ruiz praised them. "
    '"They need us," Ana Ruiz said.',
}
FILES = {
    "contrasts.csv",
    "cuts.csv",
    "evidence.csv",
    "frame-map.png",
    "frame-map.svg",
    "framing.json",
    "frames.csv",
    "frames.png",
    "frames.svg",
    "methods.txt",
    "omnibus.csv",
    "remarks.csv",
    "report.html",
    "skipped.csv",
    "coverage.csv",
    "frames-by-voice.csv",
    "quotes.csv",
    "tone-by-voice.csv",
    "tone-by-voice.png",
    "tone-by-voice.svg",
    "tone.csv",
    "tone.png",
    "tone.svg",
    "voices.csv",
    "voices.png",
    "voices.svg",
}


# The usual scorer is slow, and how it scores is tested elsewhere.
FAST = ["--scorer", "fast"]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _line(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what stands on standard error, which must be one line."""
    captured = capsys.readouterr()
    lines = captured.err.strip().splitlines()
    errors = [line for line in lines if line.startswith("framing")]
    assert len(errors) == 1, captured.err
    assert "Traceback" not in captured.err
    return errors[0]


def test_two_articles_end_to_end(articles, tmp_path, capsys) -> None:
    """Tables, figures, page and methods are written; the table is on the screen."""
    out = tmp_path / "results"
    actors = ["--actors", "Ruiz=Ana Ruiz"]
    assert main(["compare", str(articles), *actors, "--out", str(out), *FAST]) == 0
    captured = capsys.readouterr()
    assert {path.name for path in out.iterdir()} == FILES
    assert "Frames by article" in captured.out
    assert "Reading articles" in captured.err
    assert "Reading articles" not in captured.out
    table = pd.read_csv(out / "frames.csv")
    assert set(table["group"]) == {"one", "two"}
    tone = pd.read_csv(out / "tone.csv")
    assert set(tone["label"]) == {"Ruiz"}
    evidence = pd.read_csv(out / "evidence.csv")
    counted = evidence[evidence["kind"] == "frames"].groupby(["group", "label"]).size()
    hits = table.set_index(["group", "label"])["n_hits"]
    assert counted.to_dict() == hits[hits > 0].to_dict()
    assert (out / "frames.png").read_bytes().startswith(b"\x89PNG")
    assert (out / "frames.svg").read_text(encoding="utf-8").startswith("<?xml")
    listed = json.loads((out / MANIFEST).read_text(encoding="utf-8"))["files"]
    assert set(listed) == FILES


def test_bundled_example_by_outlet(tmp_path, capsys) -> None:
    """Without paths the bundled example is compared, by outlet and inside events."""
    out = tmp_path / "new" / "results"
    assert main(["compare", "--out", str(out), *FAST, "--json", "--quiet"]) == 0
    captured = capsys.readouterr()
    told = json.loads(captured.out)
    assert captured.err == ""
    assert told["by"] == "outlet"
    assert len(told["frames"]) == 8
    assert set(told["files"]) == FILES - {"framing.json"} | {"articles.csv"}
    assert "inside each event" in (out / "methods.txt").read_text(encoding="utf-8")


def test_same_run_gives_the_same_bytes(articles, tmp_path) -> None:
    """Two runs write the same tables, page and drawings."""
    for name in ("a", "b"):
        assert (
            main(["compare", str(articles), "--out", str(tmp_path / name), "-q", *FAST])
            == 0
        )
    for name in FILES:
        assert (tmp_path / "a" / name).read_bytes() == (
            tmp_path / "b" / name
        ).read_bytes(), name


def test_second_run_replaces_its_own_files_only(articles, tmp_path) -> None:
    """A file the user put beside the results stays."""
    out = tmp_path / "results"
    assert main(["compare", str(articles), "--out", str(out), *FAST, "-q"]) == 0
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    (out / "frames.csv").write_text("old", encoding="utf-8")
    assert main(["compare", str(articles), "--out", str(out), *FAST, "-q"]) == 0
    assert (out / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert len(pd.read_csv(out / "frames.csv")) == 4
    assert sorted(p.name for p in tmp_path.iterdir()) == ["articles", "results"]


def test_foreign_folder_is_refused(articles, tmp_path, capsys) -> None:
    """A folder with other files is left alone, and the message says what to do."""
    out = tmp_path / "mine"
    out.mkdir()
    (out / "thesis.txt").write_text("precious", encoding="utf-8")
    assert main(["compare", str(articles), "--out", str(out), *FAST]) == 2
    assert "not empty" in _line(capsys)
    assert [path.name for path in out.iterdir()] == ["thesis.txt"]


def test_empty_folder_is_used(articles, tmp_path) -> None:
    """An empty folder is filled."""
    out = tmp_path / "empty"
    out.mkdir()
    assert main(["compare", str(articles), "--out", str(out), *FAST, "-q"]) == 0
    assert (out / "report.html").is_file()


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_interrupted_work_leaves_nothing(tmp_path, error) -> None:
    """What was half written is gone, and the folder wanted never came to be."""

    def write_half() -> None:
        with new_folder(tmp_path / "out", {}) as work:
            (work / "half.csv").write_text("a,b", encoding="utf-8")
            raise error

    with pytest.raises(error):
        write_half()
    assert list(tmp_path.iterdir()) == []


def test_interrupt_has_a_code_of_its_own(
    articles, tmp_path, monkeypatch, capsys
) -> None:
    """Ctrl-C while drawing leaves nothing and says so."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("framing.cli.comparing.write_results", interrupt)
    out = tmp_path / "out"
    assert main(["compare", str(articles), "--out", str(out), *FAST, "-q"]) == 130
    assert "interrupted" in _line(capsys)
    assert not out.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["compare", "no-such.txt"], "no-such.txt"),
        (["compare", "{empty}"], "holds no files"),
        (["compare", "{articles}", "--by", "outlett"], "outlett"),
        (["compare", "{articles}", "--events", "evnt"], "evnt"),
        (["compare", "{articles}", "--lexicon", "no-such"], "security-humanitarian"),
        (["compare", "{articles}", "--actors", "no.csv"], "no.csv"),
        (["compare", "{articles}", "--actors", "a.yml", "B"], "not both"),
        (["compare", "{articles}", "--actors", "=x"], "NAME"),
        (["compare", "{articles}", "--columns", "text"], "ROLE=NAME"),
        (["compare", "{articles}", "--encoding", "utf-99"], "utf-99"),
        (["compare", "{articles}", "--max-articles", "0"], "max_articles"),
        (["compare", "{articles}", "--out", "{articles}/one.txt"], "is a file"),
        (["compare", "{articles}", "--seed", "x"], "--seed"),
        (["frames", "http://x.example/"], "address"),
        (["lexicon", "check", "no-such"], "no-such"),
        (["lexicon", "convert", "policy-frames", "{articles}/one.txt"], "exists"),
        (["lexicon"], "TASK"),
        (["cmpare"], "cmpare"),
    ],
)
def test_what_the_user_can_mend_is_one_line_and_code_2(
    typed, words, articles, tmp_path, capsys, monkeypatch
) -> None:
    """No traceback: what was wrong, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    places = {"articles": articles, "empty": tmp_path / "empty"}
    before = sorted(tmp_path.rglob("*"))
    assert main([part.format(**places) for part in typed]) == 2
    assert words in _line(capsys)
    assert sorted(tmp_path.rglob("*")) == before


def test_fault_of_the_program_is_code_1(articles, monkeypatch, capsys) -> None:
    """A fault names itself in one line; --debug shows the traceback."""

    def fail(*_: object, **__: object) -> None:
        [].pop()

    monkeypatch.setattr(fr, "find_frames", fail, raising=False)
    assert main(["frames", str(articles)]) == 1
    assert "internal error: IndexError" in _line(capsys)
    assert main(["frames", str(articles), "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_skipped_files_are_noted(articles, capsys) -> None:
    """A file that cannot be read is a note, not an error; --quiet keeps it still."""
    (articles / "scan.pdf").write_bytes(b"%PDF-1.7")
    assert main(["frames", str(articles)]) == 0
    assert "note: 2 articles read; 1 not read" in capsys.readouterr().err
    assert main(["frames", str(articles), "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_what_was_not_read_is_in_a_file(articles, tmp_path, capsys) -> None:
    """The note names the table that lists it, not an attribute."""
    (articles / "scan.pdf").write_bytes(b"%PDF-1.7")
    out = tmp_path / "results"
    assert main(["compare", str(articles), "--out", str(out), *FAST]) == 0
    told = capsys.readouterr()
    assert f"1 not read, see {(out / 'skipped.csv').as_posix()} (first" in told.err
    assert "1 source skipped" in told.out
    assert len(pd.read_csv(out / "skipped.csv")) == 1
    assert main(["frames", str(articles)]) == 0
    assert "corpus." not in capsys.readouterr().err


def test_actors_that_nobody_names_are_told(articles, tmp_path, capsys) -> None:
    """Shell and remarks say who was not found, and how to list a name."""
    out = tmp_path / "results"
    typed = [
        "compare",
        str(articles),
        "--actors",
        "Ana Ruiz",
        "Voss",
        "--out",
        str(out),
        *FAST,
    ]
    assert main(typed) == 0
    told = capsys.readouterr().err
    assert "not found: Voss; " in told
    assert '"Karl Voss", not "Voss"' in told
    remarks = pd.read_csv(out / "remarks.csv")
    assert remarks["source"].tolist() == ["--actors: Voss"]
    assert "listed in full" in remarks["remark"][0]
    assert main(["actors", str(articles)]) == 0
    assert "not found" not in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["actors", "quotes"])
def test_misspelt_actors_are_asked_for(verb, articles, capsys) -> None:
    """One note asks for the name that is near, whether others were found or not."""
    assert main([verb, str(articles), "--actors", "Anna Ruis"]) == 0
    told = capsys.readouterr().err
    assert told.count("Anna Ruis") == 1
    assert "No article names the listed actor 'Anna Ruis'." in told
    assert "Did you mean 'Ana Ruiz'?" in told
    (articles / "three.txt").write_text("Karl Voss left.", encoding="utf-8")
    assert main([verb, str(articles), "--actors", "Anna Ruis", "Karl Voss"]) == 0
    told = capsys.readouterr().err
    assert "--actors: not found: Anna Ruis. Did you mean 'Ana Ruiz'?" in told
    assert "No article names" not in told


def test_single_articles_get_their_caution(articles, tmp_path, capsys) -> None:
    """One article for each outlet: the screen says what that cannot show."""
    for name, outlet in (("one.txt", "A"), ("two.txt", "B")):
        (articles / outlet).mkdir()
        (articles / name).rename(articles / outlet / name)
    typed = ["compare", str(articles), "--out", str(tmp_path / "results"), "-q", *FAST]
    assert main(typed) == 0
    told = capsys.readouterr().out
    assert told.count("Caution: Each group is a single article") == 1
    assert main([*typed, "--json"]) == 0
    assert "single article" in json.loads(capsys.readouterr().out)["notes"][0]


def test_column_of_the_texts_is_suggested_once(tmp_path, capsys) -> None:
    """The column with the longest texts, as it is typed in a shell."""
    rows = {"Kurz": ["a", "b"], "Der Text": [*TEXTS.values()], "Blatt": ["A", "B"]}
    path = tmp_path / "t.csv"
    pd.DataFrame(rows).to_csv(path, index=False)
    assert main(["frames", str(path)]) == 2
    told = _line(capsys)
    assert told.count("no column") == 1
    assert '--columns "text=Der Text"' in told
    assert main(["frames", str(path), "-q", "--columns", "text=Der Text"]) == 0


def test_messages_are_put_into_shell_terms() -> None:
    """Parameters become options."""
    typed = Namespace(verb="frames")
    told = in_shell("Type for example columns={'outlet': 'Blatt'}.", typed)
    assert told == "Type for example --columns outlet=Blatt."
    told = in_shell("Name it (labels=[...], reference='a group'), or wait.", typed)
    assert told == "Name it, or wait."


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("type columns={'id': None}.", "type --columns id=None."),
        (
            "`columns` names 'A'; see the column `note`.",
            "--columns names 'A'; see the column `note`.",
        ),
        (
            "Then lexicon.check(corpus) tells.",
            "Then framing lexicon check FILE ARTICLES tells.",
        ),
        (
            "Leave it out, corpus.where(lambda docs: ~docs.index.isin(['a (1)'])), or "
            'give a lexicon, fr.Lexicon.from_dict(..., language="es").',
            "Leave it out, or give a lexicon, --lexicon FILE.",
        ),
        (
            "No variable. To choose articles by their words, type "
            'corpus.where(lambda docs: docs["text"].str.contains("x")).',
            "No variable.",
        ),
        (
            "compare the same events (`events=`).",
            "compare the same events (framing compare with --events VARIABLE).",
        ),
    ],
)
def test_no_python_in_the_shell(said, told) -> None:
    """What has an option is called so, and what has none is left out."""
    assert in_shell(said, Namespace(verb="frames")) == told


def test_notes_of_a_run_hold_no_python(tmp_path, capsys) -> None:
    """A Spanish article and a lexicon without a match, as a newcomer meets them."""
    spanish = "La policía detuvo a los migrantes en la frontera y no dijo nada más. "
    path = tmp_path / "es.txt"
    path.write_text(spanish * 20, encoding="utf-8")
    mine = tmp_path / "mine.csv"
    mine.write_text("category,pattern\naliens,zzyzx\n", encoding="utf-8")
    assert main(["frames", str(path)]) == 0
    foreign = capsys.readouterr().err
    assert "not read as English" in foreign
    assert main(["frames", str(path), "--lexicon", str(mine)]) == 0
    silent = capsys.readouterr().err
    assert "framing lexicon check FILE ARTICLES tells" in silent
    for text in (foreign, silent):
        assert "corpus" not in text
        assert "fr." not in text


def test_one_outlet_is_told_where_outlets_come_from(articles, capsys) -> None:
    """Who asks for outlets where there are none learns how articles get one."""
    assert main(["compare", str(articles), "--by", "outlet", *FAST]) == 2
    told = _line(capsys)
    assert "one folder of articles for each" in told
    assert "--columns outlet=NAME" in told


def test_quotes_are_listed(articles, tmp_path, capsys) -> None:
    """Who says what, with the actor; on the screen or in a file, never over one."""
    said = '"We are leaving," Ana Ruiz told reporters.'
    (articles / "three.txt").write_text(said, encoding="utf-8")
    typed = ["quotes", str(articles), "--actors", "Ruiz=Ana Ruiz"]
    assert main([*typed, "-q"]) == 0
    screen = capsys.readouterr().out
    out = tmp_path / "new" / "results"
    assert main([*typed, "--out", str(out)]) == 0
    assert capsys.readouterr().out == ""
    assert (out / "quotes.csv").read_text(encoding="utf-8") == screen
    table = pd.read_csv(out / "quotes.csv")
    direct = table[table["label"] == "direct"]
    assert direct["speaker_actor"].tolist() == ["Ruiz", "Ruiz"]
    assert [path.name for path in out.iterdir()] == ["quotes.csv"]
    assert main([*typed, "--out", str(out)]) == 2
    assert "exists" in _line(capsys)
    assert main([*typed, "--out", str(articles / "one.txt")]) == 2
    assert "is a file" in _line(capsys)


@pytest.mark.parametrize(
    ("verb", "name"), [("frames", "frames.csv"), ("actors", "actors.csv")]
)
def test_tables_can_go_into_a_folder(verb, name, articles, tmp_path, capsys) -> None:
    """What --out writes is what the screen would show."""
    assert main([verb, str(articles), "-q"]) == 0
    screen = capsys.readouterr().out
    assert main([verb, str(articles), "-q", "--out", str(tmp_path / "r")]) == 0
    assert (tmp_path / "r" / name).read_text(encoding="utf-8") == screen


def test_frames_are_counted_per_article(articles, capsys) -> None:
    """CSV with every article and category, or JSON with every hit."""
    assert main(["frames", str(articles), "-q"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("doc_id,")
    assert len(lines) == 1 + 2 * 2
    assert main(["frames", str(articles), "--evidence", "--json", "-q"]) == 0
    rows = json.loads(capsys.readouterr().out)["evidence"]
    assert all(row["text"] in row["sentence_text"] for row in rows)


def test_actors_are_listed(articles, capsys) -> None:
    """Names, how often, in how many articles, under which names."""
    typed = ["actors", str(articles), "--actors", "Ruiz=Ana Ruiz", "--json", "-q"]
    assert main(typed) == 0
    rows = json.loads(capsys.readouterr().out)["actors"]
    assert [(row["actor"], row["n_articles"]) for row in rows] == [("Ruiz", 2)]
    assert "Ana Ruiz" in rows[0]["names"]


def test_tone_toward_actors_is_listed(articles, capsys) -> None:
    """By outlet and voice, or sentence by sentence with the words that moved it."""
    typed = ["actors", str(articles), "--actors", "Ruiz=Ana Ruiz", "--json", "-q"]
    typed += ["--tone", "--scorer", "fast"]
    assert main(typed) == 0
    rows = json.loads(capsys.readouterr().out)["tone"]
    assert {row["label"] for row in rows} == {"Ruiz"}
    assert {"group", "voice", "estimate", "low", "coverage", "note"} <= set(rows[0])
    assert rows[0]["scorer"].startswith("fast")
    assert main([*typed, "--evidence"]) == 0
    rows = json.loads(capsys.readouterr().out)["evidence"]
    assert {"score", "words", "voice", "scored_text"} <= set(rows[0])


def test_columns_can_be_named(tmp_path, capsys) -> None:
    """A column that is not recognised is named on the command line."""
    table = pd.DataFrame({"Artikel": TEXTS.values(), "Blatt": ["A", "B"]})
    table.to_csv(tmp_path / "t.csv", index=False)
    typed = ["frames", str(tmp_path / "t.csv"), "-q", "--columns"]
    assert main([*typed, "text=Artikel", "outlet=Blatt"]) == 0
    assert "outlet" in capsys.readouterr().out.splitlines()[0]


@pytest.mark.parametrize("none", ["id=None", "id="])
def test_a_column_can_be_left_aside(none, tmp_path, capsys) -> None:
    """Where ids clash the shell says what to type, and that works."""
    table = pd.DataFrame({"id": ["a", "a"], "text": TEXTS.values()})
    table.to_csv(tmp_path / "t.csv", index=False)
    assert main(["frames", str(tmp_path / "t.csv")]) == 2
    assert "or type --columns id=None to have them numbered" in _line(capsys)
    assert main(["frames", str(tmp_path / "t.csv"), "--columns", none]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1 + 2 * len(TEXTS)


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        ("report", "written by: framing compare PATH."),
        ("tone", "listed by: framing actors PATH --tone."),
        ("compar", "Did you mean 'compare'?"),
    ],
)
def test_a_wrong_verb_is_told_the_right_one(verb, told, capsys) -> None:
    """What a function of the library is called need not be a verb."""
    assert main([verb, "articles"]) == 2
    assert told in _line(capsys)


def test_every_verb_can_be_meant() -> None:
    """No verb is missing among those compared with a misspelt one."""
    assert {verb for verb, _ in program._VERBS} == set(arguments._VERB_NAMES)


def test_lexicons_are_listed_checked_and_converted(articles, tmp_path, capsys) -> None:
    """Each task writes what it found."""
    assert main(["lexicon", "list"]) == 0
    assert "security-humanitarian" in capsys.readouterr().out
    assert main(["lexicon", "list", "--json"]) == 0
    names = [row["name"] for row in json.loads(capsys.readouterr().out)["lexicons"]]
    assert "security-humanitarian" in names
    mine = tmp_path / "mine.yml"
    mine.write_text("a: [border*, borders]\n", encoding="utf-8")
    assert main(["lexicon", "check", str(mine), "--quiet"]) == 0
    assert "swallowed" in capsys.readouterr().out
    target = tmp_path / "mine.dic"
    assert main(["lexicon", "convert", str(mine), str(target)]) == 0
    assert len(fr.read_lexicon(target)) == 2


def test_own_lexicon_makes_the_frames(articles, tmp_path, capsys) -> None:
    """A file given as lexicon is read."""
    mine = tmp_path / "mine.yml"
    mine.write_text("flight: [fled]\n", encoding="utf-8")
    typed = ["frames", str(articles), "--lexicon", str(mine), "-q", "--json"]
    assert main(typed) == 0
    rows = json.loads(capsys.readouterr().out)["frames"]
    assert [row["n_hits"] for row in rows] == [1, 1]


def test_results_among_the_articles_are_not_read(tmp_path, capsys, monkeypatch) -> None:
    """A second run in the folder of the articles reads the articles alone."""
    for outlet, text in zip(("Ledger", "Post"), TEXTS.values(), strict=True):
        (tmp_path / outlet).mkdir()
        (tmp_path / outlet / "frames.txt").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ids = []
    for _ in range(2):
        assert main(["compare", ".", "--by", "outlet", "--out", "out", *FAST]) == 0
        ids.append(pd.read_csv("out/articles.csv")["group"].tolist())
    assert ids[0] == ids[1]
    skipped = pd.read_csv("out/skipped.csv")
    assert set(skipped["reason"]) == {"a result that framing wrote, not an article"}
    assert "2 articles read" in capsys.readouterr().out


def test_example_can_be_compared_as_it_stands(tmp_path, capsys) -> None:
    """The files written are read again without a note, and never over others."""
    folder = tmp_path / "caravan"
    assert main(["example", str(folder)]) == 0
    assert "framing compare" in capsys.readouterr().out
    assert fr.read_articles(folder / "articles") == fr.load_example("caravan")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    assert main(["example", str(tmp_path / "full")]) == 2


@pytest.mark.parametrize(
    "typed", [[], ["--help"], ["compare", "--help"], ["--version"]]
)
def test_help_and_version(typed, capsys) -> None:
    """Help has examples and goes to standard output."""
    assert main(typed) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert "examples:" in captured.out or captured.out.startswith("framing ")


_VERBS = [
    ["compare"],
    ["frames"],
    ["actors"],
    ["quotes"],
    ["keyness"],
    ["example"],
    ["lexicon", "list"],
    ["lexicon", "check"],
    ["lexicon", "convert"],
]


@pytest.mark.parametrize("verb", _VERBS, ids=" ".join)
def test_help_of_every_verb(verb, capsys) -> None:
    """Each has examples, says its exit codes, and takes the same four options."""
    assert main([*verb, "--help"]) == 0
    told = capsys.readouterr().out
    assert "example" in told
    assert f"framing {' '.join(verb)}" in told
    for code in ("0  ", "1  ", "2  ", "130"):
        assert f"\n  {code}" in told
    for option in ("--json", "--quiet", "--verbose", "--debug"):
        assert option in told


@pytest.mark.parametrize("verb", _VERBS, ids=" ".join)
def test_debug_shows_the_traceback_of_every_verb(verb, capsys) -> None:
    """An error is one line; with --debug the traceback stands above it."""
    wrong = {
        "lexicon list": ["--nonsense"],
        "lexicon check": ["no-such"],
        "lexicon convert": ["no-such", "x.yml"],
        "example": [__file__],
    }.get(" ".join(verb), ["no-such-folder"])
    assert main([*verb, *wrong]) == 2
    assert _line(capsys)
    if verb != ["lexicon", "list"]:
        assert main([*verb, *wrong, "--debug"]) == 2
        assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["frames", "actors", "quotes", "keyness"])
def test_quiet_is_silent_and_verbose_tells_the_time(verb, capsys) -> None:
    """The table alone on standard output; everything else on the other."""
    assert main([verb, "--quiet"]) == 0
    quiet = capsys.readouterr()
    assert quiet.err == ""
    assert main([verb, "--verbose"]) == 0
    loud = capsys.readouterr()
    assert loud.out == quiet.out
    assert loud.err.splitlines()[0] == "Reading articles ..."
    assert loud.err.splitlines()[-1].endswith(" s")


def test_key_words_are_those_of_the_library(tmp_path, capsys) -> None:
    """The table of one target, as in Python; as JSON too; never over a file."""
    typed = ["keyness", "--target", "Frontier Ledger", "-q"]
    assert main([*typed, "--out", str(tmp_path)]) == 0
    own = pd.read_csv(tmp_path / "keyness.csv", keep_default_na=False)
    found = fr.keyness(
        fr.load_example("caravan"), by="outlet", target="Frontier Ledger"
    )
    assert own["word"].tolist() == found.table["word"].tolist()
    assert main([*typed, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["keyness"]) == len(own)
    assert main([*typed, "--out", str(tmp_path)]) == 2
    assert "exists" in _line(capsys)


def test_key_words_need_groups(articles, capsys) -> None:
    """Articles without outlets: the line says what to type."""
    assert main(["keyness", str(articles)]) == 2
    assert "--by VARIABLE" in _line(capsys)


def test_help_is_quick_to_load() -> None:
    """Asking for help imports none of the heavy libraries."""
    code = (
        "import sys; from framing.cli import main; main(['--help']); "
        "print({'pandas', 'scipy', 'matplotlib'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "set()"


def test_a_reader_that_stops_early_is_no_error(articles) -> None:
    """`framing frames ... | head` ends quietly."""
    typed = ["frames", str(articles), "-q", "--evidence"]
    code = f"import sys; from framing.cli import main; sys.exit(main({typed!r}))"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
