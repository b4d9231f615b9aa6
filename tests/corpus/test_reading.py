"""The front door: what can be given, and what comes out of it."""

from __future__ import annotations

import json
import warnings
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import framing as fr

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8"))
    return folder


ROWS = [
    {
        "id": "a1",
        "outlet": "Harbor Post",
        "title": "Ferry",
        "text": "The ferry sailed.",
    },
    {"id": "b1", "outlet": "Valley Times", "title": "Rain", "text": "It rained."},
]


def test_folder_gives_one_document_per_text_file(tmp_path: Path) -> None:
    """A folder of .txt files: the stem is the id, the whole file the text."""
    write(tmp_path, {"b.txt": "Second.\r\nLine.", "a.txt": "First."})
    corpus = fr.read_articles(tmp_path)
    assert corpus.doc_ids == ("a", "b")
    assert corpus.texts == ("First.", "Second.\r\nLine.")
    assert corpus.variables == ()


def test_sub_folder_names_the_outlet(tmp_path: Path) -> None:
    """The first folder below the one given is the outlet, however deep the file."""
    write(
        tmp_path, {"Post/2018/1.txt": "One.", "Times/2.txt": "Two.", "3.txt": "Three."}
    )
    docs = fr.read_articles(tmp_path).docs
    assert docs.loc["1", "outlet"] == "Post"
    assert docs.loc["2", "outlet"] == "Times"
    assert pd.isna(docs.loc["3", "outlet"])


def test_sub_folder_of_a_pattern_names_the_outlet(tmp_path: Path) -> None:
    """In a pattern, the folders that its wildcard covers count."""
    write(tmp_path, {"Post/1.txt": "One.", "Times/2.txt": "Two.", "Times/no.csv": "x"})
    docs = fr.read_articles(str(tmp_path / "*" / "*.txt")).docs
    assert docs["outlet"].tolist() == ["Post", "Times"]


def test_column_wins_over_sub_folder_and_argument_over_both(tmp_path: Path) -> None:
    """Outlet: argument, then column, then sub-folder."""
    write(tmp_path, {"Folder/t.csv": "text,outlet\nOne.,Post\nTwo.,\n"})
    assert fr.read_articles(tmp_path).docs["outlet"].tolist() == ["Post", "Folder"]
    fixed = fr.read_articles(tmp_path, outlet="Fixed", date="2018-10-21")
    assert fixed.docs["outlet"].tolist() == ["Fixed", "Fixed"]
    assert fixed.docs["date"].dt.year.tolist() == [2018, 2018]


def test_repeated_stems_get_as_much_path_as_they_need(tmp_path: Path) -> None:
    """Files with one stem are told apart by their folder, then by their ending."""
    write(tmp_path, {"x/1.txt": "A.", "y/1.txt": "B.", "y/2.txt": "C."})
    assert fr.read_articles(tmp_path).doc_ids == ("x/1", "y/1", "2")
    write(tmp_path, {"y/2.htm": "<p>D.</p>"})
    assert fr.read_articles(tmp_path).doc_ids == ("x/1", "y/1", "y/2.htm", "y/2.txt")


def test_list_of_paths_keeps_its_order(tmp_path: Path) -> None:
    """Paths, as strings or Path, are read in the order given."""
    write(tmp_path, {"a.txt": "A.", "b.txt": "B."})
    corpus = fr.read_articles([tmp_path / "b.txt", str(tmp_path / "a.txt")])
    assert corpus.doc_ids == ("b", "a")


def test_one_path_with_brackets_is_no_pattern(tmp_path: Path) -> None:
    """A file that exists is read, even if its name looks like a pattern."""
    write(tmp_path, {"a[1].txt": "A."})
    assert fr.read_articles(tmp_path / "a[1].txt").texts == ("A.",)


def test_every_format_gives_the_same_articles(tmp_path: Path) -> None:
    """Csv, tsv, json, jsonl and parquet of one table read alike."""
    frame = pd.DataFrame(ROWS)
    frame.to_csv(tmp_path / "t.csv", index=False)
    frame.to_csv(tmp_path / "t.tsv", index=False, sep="\t")
    frame.to_json(tmp_path / "t.json", orient="records")
    frame.to_json(tmp_path / "t.jsonl", orient="records", lines=True)
    (tmp_path / "by-id.json").write_text(json.dumps({r["id"]: r for r in ROWS}))
    expected = fr.read_articles(ROWS)
    for name in ("t.csv", "t.tsv", "t.json", "t.jsonl", "by-id.json"):
        assert fr.read_articles(tmp_path / name) == expected, name
    assert fr.read_articles(frame) == expected


def test_parquet_reads_like_the_table_it_was_written_from(tmp_path: Path) -> None:
    """Parquet, where pyarrow is installed."""
    pytest.importorskip("pyarrow")
    pd.DataFrame(ROWS).to_parquet(tmp_path / "t.parquet")
    assert fr.read_articles(tmp_path / "t.parquet") == fr.read_articles(ROWS)


def test_parquet_without_pyarrow_says_what_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing extra is an error that holds the command."""
    (tmp_path / "t.parquet").write_bytes(b"PAR1")
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(ImportError, match=r'pip install "media-framing\[parquet\]"'):
        fr.read_articles(tmp_path / "t.parquet")


def test_single_json_record_is_one_article(tmp_path: Path) -> None:
    """An object with a text is an article, not a table."""
    (tmp_path / "one.json").write_text(json.dumps({"Headline": "A", "body": "B."}))
    docs = fr.read_articles(tmp_path / "one.json").docs
    assert docs["title"].tolist() == ["A"]
    assert docs.index.tolist() == ["one-1"]


def test_list_wrapped_in_an_object_is_found(tmp_path: Path) -> None:
    """What a news service delivers: {"status": "ok", "articles": [...]}."""
    content = {"status": "ok", "articles": [{"content": "One."}, {"content": "Two."}]}
    (tmp_path / "s.json").write_text(json.dumps(content))
    assert len(fr.read_articles(tmp_path / "s.json")) == 2


def test_json_lines_under_the_name_json(tmp_path: Path) -> None:
    """A .json file with one record a line is read as JSON Lines."""
    (tmp_path / "l.json").write_text('{"text": "One."}\n{"text": "Two."}\n')
    assert fr.read_articles(tmp_path / "l.json").texts == ("One.", "Two.")


@pytest.mark.parametrize(
    ("given", "role"),
    [
        ("Full Text", "text"),
        ("maintext", "text"),
        ("BODY", "text"),
        ("Publisher", "outlet"),
        ("news_source", "outlet"),
        ("Publish-Date", "date"),
        ("pubDate", "date"),
        ("Headline", "title"),
    ],
)
def test_common_column_names_are_recognised(given: str, role: str) -> None:
    """Names are compared without case, blanks, hyphens and underscores."""
    row = {"text": "One.", given: "2018-10-21"}
    if role == "text":
        row.pop("text")
    docs = fr.read_articles([row]).docs
    assert role in docs.columns
    assert given == role or given not in docs.columns


def test_columns_overrules_recognition_and_loses_nothing() -> None:
    """The column displaced is kept under another name, all others under their own."""
    row = {"text": "teaser", "Artikel": "One.", "year": 2018, "tags": ["x", "y"]}
    docs = fr.read_articles([row], columns={"text": "Artikel"}).docs
    assert docs["text"].tolist() == ["One."]
    assert docs["text_original"].tolist() == ["teaser"]
    assert docs["year"].tolist() == [2018]
    assert docs["tags"].tolist() == ['["x", "y"]']


def test_second_candidate_stays_a_variable() -> None:
    """With both outlet and source, outlet is the outlet."""
    docs = fr.read_articles([{"text": "A.", "source": "wire", "outlet": "Post"}]).docs
    assert docs["outlet"].tolist() == ["Post"]
    assert docs["source"].tolist() == ["wire"]


def test_id_none_numbers_the_articles() -> None:
    """columns={"id": None} keeps the id column as a variable."""
    rows = [{"id": 1, "text": "A."}, {"id": 1, "text": "B."}]
    corpus = fr.read_articles(rows, columns={"id": None})
    assert corpus.doc_ids == ("article-1", "article-2")
    assert corpus.docs["id"].tolist() == [1, 1]


def test_frame_index_names_the_articles() -> None:
    """Without an id column the index of a table is the id, if it does not repeat."""
    frame = pd.DataFrame({"text": ["A.", "B."]}, index=["x", "y"])
    assert fr.read_articles(frame).doc_ids == ("x", "y")
    repeated = frame.set_axis(["x", "x"])
    assert fr.read_articles(repeated).doc_ids == ("0", "1")


def test_numeric_ids_with_a_gap_stay_whole() -> None:
    """An id stored as 7.0 because another is missing is '7'."""
    frame = pd.DataFrame({"id": [7.0, None], "text": ["A.", "B."]})
    assert fr.read_articles(frame).doc_ids == ("7", "1")


def test_source_is_not_changed() -> None:
    """Neither the table nor the records given are touched."""
    frame = pd.DataFrame({"Body": ["A."], "pubdate": ["2018-10-21"]})
    before = frame.copy()
    rows = [{"Body": "A."}]
    fr.read_articles(frame)
    fr.read_articles(rows)
    pd.testing.assert_frame_equal(frame, before)
    assert rows == [{"Body": "A."}]


def test_clean_false_finds_no_cuts() -> None:
    """Cleaning can be switched off; the columns of the table stay."""
    corpus = fr.read_articles([{"text": "Advertisement\nOne."}], clean=False)
    assert corpus.cuts.empty
    assert "reason" in corpus.cuts.columns


def test_date_argument_takes_a_date() -> None:
    """`date` may be a date object."""
    corpus = fr.read_articles([{"text": "A."}], date=date(2018, 10, 21))
    assert corpus.docs["date"].iloc[0] == pd.Timestamp("2018-10-21")


def test_outlet_object_with_a_name() -> None:
    """News services give the outlet as {"id": ..., "name": ...}."""
    row = {"text": "A.", "source": {"id": None, "name": "Harbor Post"}}
    assert fr.read_articles([row]).docs["outlet"].tolist() == ["Harbor Post"]


def test_html_gives_text_title_outlet_and_date(tmp_path: Path) -> None:
    """A page: paragraphs of the longest article, and what its head says."""
    page = """<!doctype html><html><head><title>Ferry back - Post</title>
    <meta property="og:site_name" content="Harbor Post">
    <meta property="article:published_time" content="2018-10-21T08:00:00-04:00">
    <script>var p = "<p>not this</p>";</script></head><body>
    <nav><p>Menu</p></nav><article><p>Teaser.</p></article>
    <article><h1>Ferry back</h1><aside><p>Aside</p></aside>
    <p>The  ferry <b>is</b>\n back &amp; safe.<p>It sailed.<br>Today.</p>
    <figure><figcaption>Caption</figcaption></figure></article>
    <footer><p>Foot</p></footer></body></html>"""
    write(tmp_path, {"p.html": page})
    docs = fr.read_articles(tmp_path / "p.html").docs
    expected = "The ferry is back & safe.\n\nIt sailed.\nToday."
    assert docs.loc["p", "text"] == expected
    assert docs.loc["p", "title"] == "Ferry back"
    assert docs.loc["p", "outlet"] == "Harbor Post"
    assert docs.loc["p", "date"] == pd.Timestamp("2018-10-21 08:00")


def test_html_without_article_uses_all_paragraphs(tmp_path: Path) -> None:
    """No <article>: the paragraphs of the page; no paragraphs: its text."""
    write(tmp_path, {"a.htm": "<title>T</title><div><p>One.</p></div><p>Two."})
    assert fr.read_articles(tmp_path / "a.htm").texts == ("One.\n\nTwo.",)
    write(tmp_path, {"a.htm": "<body>Only <i>this</i>."})
    assert fr.read_articles(tmp_path / "a.htm").texts == ("Only this.",)


def test_sub_folder_wins_over_the_site_name(tmp_path: Path) -> None:
    """Pages sorted into folders by hand keep the folder's name as outlet."""
    page = '<meta property="og:site_name" content="Post.com"><p>One.</p>'
    write(tmp_path, {"Post/a.html": page})
    assert fr.read_articles(tmp_path).docs["outlet"].tolist() == ["Post"]


def test_pages_and_tables_in_one_folder(tmp_path: Path) -> None:
    """`columns` is for tables; text files beside them are read all the same."""
    write(tmp_path, {"a.txt": "A.", "b.csv": "Artikel,text\nB.,teaser\n"})
    corpus = fr.read_articles(tmp_path, columns={"text": "Artikel"})
    assert corpus.texts == ("A.", "B.")


def test_reading_twice_gives_the_same_fingerprint(tmp_path: Path) -> None:
    """The same files give the same corpus."""
    write(tmp_path, {"x/a.txt": "WASHINGTON (AP) — One.", "b.csv": "text,n\nB.,1\n"})
    first, second = fr.read_articles(tmp_path), fr.read_articles(tmp_path)
    assert first == second
    assert first.provenance == second.provenance


def test_clean_input_warns_of_nothing(tmp_path: Path) -> None:
    """No warning, no row in skipped or remarks."""
    write(tmp_path, {"a.txt": "One."})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        corpus = fr.read_articles(tmp_path)
    assert corpus.skipped.empty
    assert corpus.remarks.empty


@pytest.mark.parametrize("names", [("id", "doc_id"), ("doc_id", "id")])
def test_two_id_columns(names: tuple[str, str]) -> None:
    """The preferred one is the id, the other stays under its name, in any order."""
    cells = {"id": ["a", "b"], "doc_id": ["x", "y"]}
    frame = pd.DataFrame({name: cells[name] for name in names})
    corpus = fr.read_articles(frame.assign(text=["A.", "B."]))
    assert corpus.doc_ids == ("x", "y")
    assert corpus.docs["id"].tolist() == ["a", "b"]
    assert corpus.variables == ("id",)


def test_id_column_that_was_not_asked_for_stays() -> None:
    """With `columns` the other one wins, and nothing is lost."""
    row = {"id": "a", "doc_id": "x", "text": "A."}
    corpus = fr.read_articles([row], columns={"id": "id"})
    assert corpus.doc_ids == ("a",)
    assert corpus.docs["doc_id_original"].tolist() == ["x"]


@pytest.mark.parametrize(
    "names", [("outlet", "source"), ("source", "outlet"), ("Outlet", "outlet_")]
)
def test_no_column_takes_the_name_of_a_role(names: tuple[str, str]) -> None:
    """Whatever the order, every column comes out under a name of its own."""
    row = {**dict.fromkeys(names, "Post"), "text": "A.", "doc": 1, "id": "x"}
    corpus = fr.read_articles([row])
    assert corpus.docs["outlet"].tolist() == ["Post"]
    assert len(corpus.variables) == 3
