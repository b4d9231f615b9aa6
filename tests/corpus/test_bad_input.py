"""Bad input: a clear error, or a row in a report; never a silent loss."""

from __future__ import annotations

import json
import os
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import framing as fr

if TYPE_CHECKING:
    from collections.abc import Callable


def read(source: object, **options: object) -> fr.Corpus:
    """Read and expect exactly one warning."""
    with pytest.warns(fr.FramingWarning) as caught:
        corpus = fr.read_articles(source, **options)  # type: ignore[arg-type]
    assert len(caught) == 1
    assert caught[0].filename == __file__
    return corpus


def test_missing_file_names_the_nearest(tmp_path: Path) -> None:
    """A path with a typing mistake: what is there instead."""
    (tmp_path / "articles.csv").write_text("text\nOne.\n")
    with pytest.raises(FileNotFoundError, match=r"Did you mean .*articles\.csv"):
        fr.read_articles(tmp_path / "articels.csv")


def test_relative_path_says_where_it_looked() -> None:
    """A relative path is looked up from the working directory, which is named."""
    with pytest.raises(FileNotFoundError, match="looked in"):
        fr.read_articles("no-such-folder-here")


def test_empty_folder_and_pattern_without_match(tmp_path: Path) -> None:
    """Nothing to read is an error that lists what can be read."""
    with pytest.raises(FileNotFoundError, match=r"holds no files. Readable are \.txt"):
        fr.read_articles(tmp_path)
    with pytest.raises(FileNotFoundError, match="No file matches"):
        fr.read_articles(str(tmp_path / "*.txt"))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("https://example.org/page", "nothing is fetched"),
        ("One sentence.\nAnother.", "must be a path"),
        ("", "must be a path"),
        ("word " * 1000, "must be a path"),
        ("word " * 60, "must be a path"),
    ],
)
def test_string_that_is_no_path(source: str, message: str) -> None:
    """A text or an address in place of a path: what to type."""
    with pytest.raises(ValueError, match=message):
        fr.read_articles(source)


@pytest.mark.parametrize(
    "text",
    [
        "The border was closed yesterday and hundreds waited there.",
        "Why was the border closed, and who waited there?",
        "Migrants and/or refugees were waiting at the border.",
    ],
)
def test_sentence_in_place_of_a_path(text: str) -> None:
    """A name of many words that is no file may be a text: what to type."""
    with pytest.raises(FileNotFoundError, match=r'read_articles\(\[\{"text": text\}'):
        fr.read_articles(text)
    with pytest.raises(ValueError, match=r'read_articles\(\[\{"text": text\}'):
        fr.read_articles([text])


def test_short_name_gets_no_hint_at_texts() -> None:
    """A mistyped path is not taken for a text."""
    with pytest.raises(FileNotFoundError) as caught:
        fr.read_articles("my articles.csv")
    assert "To read a text" not in str(caught.value)


@pytest.mark.parametrize("source", [3, None, b"bytes", [], [1, 2], {"text": "A."}])
def test_source_of_another_type(source: object) -> None:
    """Anything else is a TypeError that shows how to pass texts."""
    with pytest.raises(TypeError, match=r'read_articles\(\[\{"text": text\}'):
        fr.read_articles(source)  # type: ignore[arg-type]


def test_unknown_column_lists_those_there_are() -> None:
    """`columns` naming a column that is not there."""
    with pytest.raises(ValueError, match=r"no such column. There are: body, id"):
        fr.read_articles([{"id": 1, "body": "A."}], columns={"text": "bdy"})


@pytest.mark.parametrize("columns", [{"txt": "body"}, {"text": None}])
def test_unknown_role(columns: dict[str, str | None]) -> None:
    """`columns` naming a role that is not one of the five."""
    with pytest.raises(ValueError, match="which column holds id, text, outlet"):
        fr.read_articles([{"body": "A."}], columns=columns)


def test_no_text_column_says_how_to_name_it() -> None:
    """A table without a recognised text column."""
    with pytest.raises(ValueError, match=r"columns=\{'text': 'Artikel'\}"):
        fr.read_articles(pd.DataFrame({"Artikel": ["A."]}))


def test_table_without_rows() -> None:
    """Nothing at all."""
    with pytest.raises(ValueError, match="holds no rows"):
        fr.read_articles(pd.DataFrame({"text": []}))


def test_table_with_a_column_twice() -> None:
    """A table whose column names repeat."""
    with pytest.raises(ValueError, match="has a column twice: text"):
        fr.read_articles(pd.DataFrame([["A.", "B."]], columns=["text", "text"]))


def test_id_of_two_articles_is_an_error() -> None:
    """One id for different texts: named, with the way out."""
    rows = [{"id": "x", "text": "A."}, {"id": "x", "text": "B."}]
    with pytest.raises(ValueError, match=r"'x' \(record 1 and record 2\).*'id': None"):
        fr.read_articles(rows)


def test_row_that_repeats_id_and_text_is_skipped() -> None:
    """The same article twice is read once, and the second is reported."""
    rows = [{"id": "x", "text": "A."}, {"id": "x", "text": "A."}]
    corpus = read(rows)
    assert corpus.doc_ids == ("x",)
    assert "same id 'x', same text" in corpus.skipped["reason"].iloc[0]


def test_the_column_with_the_longest_text_is_proposed(tmp_path: Path) -> None:
    """Of columns with other names the hint takes the one that may be the text."""
    (tmp_path / "t.csv").write_text("Volltext,Datum\nEin langer Satz.,1.2.31\n")
    with pytest.raises(ValueError, match=r"columns=\{'text': 'Volltext'\}"):
        fr.read_articles(tmp_path / "t.csv")


def test_two_given_ids_clash_beside_a_made_up_one(tmp_path: Path) -> None:
    """A file of that name does not hide that two rows have the same id."""
    (tmp_path / "a.txt").write_text("File.")
    (tmp_path / "t.csv").write_text("id,text\na,Row.\na,Another row.\n")
    with pytest.raises(ValueError, match=r"same id .* 'a' \(.*t.csv"):
        fr.read_articles(tmp_path)


def test_made_up_id_gives_way_to_a_given_one(tmp_path: Path) -> None:
    """A file name that is also an id in a table gets a number."""
    (tmp_path / "a.txt").write_text("File.")
    (tmp_path / "t.csv").write_text("id,text\na,Row.\n")
    assert sorted(fr.read_articles(tmp_path).doc_ids) == ["a", "a-2"]


@pytest.mark.parametrize(
    ("names", "n_remarks"),
    [
        (["Valley_Times", "Valley Times"], 1),
        (["The Ledger", "ledger", "LEDGER!"], 2),
        (["Ledger", "Ledger"], 0),
        (["Ledger A", "Ledger B"], 0),
        (["?", "!"], 0),
    ],
)
def test_outlets_spelled_alike_are_remarked_on(
    names: list[str], n_remarks: int
) -> None:
    """Names that differ in capitals, marks or an article may be one outlet."""
    rows = [{"outlet": n, "text": f"Text {at}."} for at, n in enumerate(names)]
    corpus = read(rows) if n_remarks else fr.read_articles(rows)
    assert corpus.docs["outlet"].tolist() == names
    told = corpus.remarks["remark"].tolist()
    assert len(told) == n_remarks
    assert all(f"outlets {names[0]!r} and " in remark for remark in told)


def test_value_that_no_article_has_is_told() -> None:
    """A slip in a value gives an empty corpus, and a warning that names the others."""
    rows = [{"outlet": "Ledger", "text": "A."}, {"outlet": "Post", "text": "B."}]
    corpus = fr.read_articles(rows)
    told = r"'ledger'. Did you mean 'Ledger'\? There are: 'Ledger', 'Post'"
    with pytest.warns(fr.FramingWarning, match=told):
        assert len(corpus.where(outlet="ledger")) == 0
    with pytest.warns(fr.FramingWarning, match="No article has outlet 'Sun'"):
        assert len(corpus.where(outlet=["Post", "Sun"])) == 1


def test_corpus_without_outlets_says_where_they_come_from() -> None:
    """Who asks for outlets is told how articles get one."""
    with pytest.raises(KeyError, match="one folder of articles per outlet"):
        fr.read_articles([{"text": "A."}]).variable("outlet")


def test_same_text_under_two_ids_is_remarked_on() -> None:
    """Letter for letter copies stay, with a remark."""
    corpus = read([{"id": "x", "text": "A."}, {"id": "y", "text": "A."}])
    assert len(corpus) == 2
    assert corpus.remarks["remark"].tolist() == [
        "article 'y' has the same text as 'x'; both are kept"
    ]


@pytest.mark.parametrize("text", ["", "  \n\t ", None, float("nan"), 5, b"A.", ["A."]])
def test_empty_or_strange_text_is_one_skipped_row(text: object) -> None:
    """An article without a text does not stop the others."""
    corpus = read([{"text": text}, {"text": "One."}])
    assert corpus.texts == ("One.",)
    assert corpus.skipped["source"].tolist() == ["record 1"]


def test_nothing_readable_is_an_error_with_reasons(tmp_path: Path) -> None:
    """If every article fails, the error tells the first reasons."""
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(" ")
    with pytest.raises(ValueError, match=r"0\.txt: empty text.*and 2 more"):
        fr.read_articles(tmp_path)


@pytest.mark.parametrize(
    ("content", "text", "remark"),
    [
        ("caf\u00e9".encode("utf-8-sig"), "caf\u00e9", None),
        ("caf\u00e9".encode("utf-16"), "caf\u00e9", None),
        ("caf\u00e9".encode("utf-32"), "caf\u00e9", None),
        ("caf\u00e9 open".encode("utf-16-le"), "caf\u00e9 open", "utf-16-le"),
        ("caf\u00e9 open".encode("utf-16-be"), "caf\u00e9 open", "utf-16-be"),
        ("\u201cA caf\u00e9\u201d".encode("cp1252"), "\u201cA caf\u00e9\u201d", "0x93"),
        ("\u00e9\u00e8\u00ea\u00f6 x".encode()[:-4] + b"\xff x", None, "broken"),
    ],
)
def test_encodings_are_found(
    tmp_path: Path, content: bytes, text: str | None, remark: str | None
) -> None:
    """Marks, UTF-16 without a mark, Windows-1252, and one broken byte."""
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    corpus = read(path) if remark else fr.read_articles(path)
    assert text is None or corpus.texts == (text,)
    assert remark is None or remark in corpus.remarks["remark"].iloc[0]
    assert corpus.skipped.empty


def test_page_encoding_is_taken_from_its_head(tmp_path: Path) -> None:
    """A page that declares its encoding is read by it."""
    page = '<meta charset="iso-8859-2"><p>\u0141\u00f3d\u017a.</p>'
    path = tmp_path / "a.html"
    path.write_bytes(page.encode("iso-8859-2"))
    assert read(path).texts == ("\u0141\u00f3d\u017a.",)


def test_encoding_argument_names_the_wrong_byte(tmp_path: Path) -> None:
    """With `encoding` nothing else is tried, and the byte is named."""
    (tmp_path / "a.txt").write_bytes(b"caf\xe9")
    (tmp_path / "b.txt").write_bytes(b"plain")
    corpus = read(tmp_path, encoding="utf-8")
    assert corpus.doc_ids == ("b",)
    assert "byte 0xE9 at position 3" in corpus.skipped["reason"].iloc[0]
    assert fr.read_articles(tmp_path, encoding="latin-1").texts[0] == "caf\u00e9"
    for wrong in ("utf-88", "hex"):
        with pytest.raises(ValueError, match=f"Python knows; got '{wrong}'"):
            fr.read_articles(tmp_path, encoding=wrong)


def test_undefined_bytes_ask_for_an_encoding(tmp_path: Path) -> None:
    """Bytes that fit neither UTF-8 nor Windows-1252 are skipped, byte named."""
    (tmp_path / "a.txt").write_bytes(b"ab\x81\x8d cd")
    with pytest.raises(ValueError, match=r"0x81 at position 2.*`encoding=`"):
        fr.read_articles(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"text\x00\x01\x02", "zero byte at position 4"),
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"PK\x03\x04....", "zip or Office"),
        (b"\x89PNG\r\n", "PNG"),
        (b"\x01\x02\x03\x04abc", "control bytes"),
    ],
)
def test_binary_file_is_skipped(tmp_path: Path, content: bytes, reason: str) -> None:
    """A file that is no text is told for what it is."""
    (tmp_path / "bad.txt").write_bytes(content)
    (tmp_path / "good.txt").write_text("One.")
    corpus = read(tmp_path)
    assert corpus.doc_ids == ("good",)
    assert reason in corpus.skipped["reason"].iloc[0]


def test_unknown_and_hidden_files(tmp_path: Path) -> None:
    """Unknown types are reported; files that start with a dot are no articles."""
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "b.docx").write_text("x")
    (tmp_path / "README").write_text("x")
    (tmp_path / ".hidden.txt").write_text("x")
    reasons = read(tmp_path).skipped["reason"].tolist()
    assert [reason.split(";")[0] for reason in reasons] == [
        "no file type",
        "unknown file type '.docx'",
    ]


def odd_name(folder: Path, name: bytes) -> Path:
    """Make a path that is not valid UTF-8, where the system has such names."""
    path = folder / os.fsdecode(name)
    try:
        path.touch()
    except (OSError, UnicodeError):  # pragma: no cover
        pytest.skip("file names are always valid here")
    return path


def test_file_name_that_is_not_utf8(tmp_path: Path) -> None:
    """The file is read under a name that can be stored, with a remark."""
    odd_name(tmp_path, b"caf\xe9.txt").write_text("One.")
    odd_name(tmp_path, b"caf\xe8.txt").write_text("Two.")
    (tmp_path / "good.txt").write_text("Three.")
    corpus = read(tmp_path)
    assert corpus.texts == ("Two.", "One.", "Three.")
    assert len(set(corpus.doc_ids)) == 3
    assert all("\ufffd" in doc_id for doc_id in corpus.doc_ids[:2])
    assert corpus.remarks["source"].str.endswith("caf\ufffd.txt").tolist() == [True] * 2
    assert corpus.remarks["remark"].str.contains("not valid UTF-8").all()
    assert corpus.fingerprint


def test_folder_name_that_is_not_utf8(tmp_path: Path) -> None:
    """As an outlet, too, the name can be stored."""
    folder = tmp_path / os.fsdecode(b"Zeitung \xfc")
    try:
        folder.mkdir()
    except (OSError, UnicodeError):  # pragma: no cover
        pytest.skip("file names are always valid here")
    (folder / "t.csv").write_text("text\nOne.\n")
    corpus = read(tmp_path)
    assert corpus.docs["outlet"].tolist() == ["Zeitung \ufffd"]
    assert corpus.fingerprint


def test_missing_path_that_is_not_utf8(tmp_path: Path) -> None:
    """In a list, a path that fails is a row whatever its name."""
    (tmp_path / "a.txt").write_text("One.")
    paths = [str(tmp_path / "a.txt"), os.fsdecode(b"no-\xe9.txt")]
    corpus = read(paths)
    assert corpus.skipped["source"].tolist() == ["no-\ufffd.txt"]


def test_half_a_character_in_keys_and_columns(tmp_path: Path) -> None:
    """Ids and names of columns are mended like texts."""
    (tmp_path / "a.json").write_text('{"x\\ud83d": {"text": "One.", "n\\ud83d": 1}}')
    corpus = fr.read_articles(tmp_path / "a.json")
    assert corpus.doc_ids == ("x\ufffd",)
    assert corpus.variables == ("n\ufffd",)
    assert corpus.fingerprint


def make_link(path: Path, target: str) -> None:
    try:
        path.symlink_to(target)
    except OSError:  # pragma: no cover
        pytest.skip("links cannot be made here")


@pytest.mark.parametrize("pattern", ["", "*"])
def test_link_to_nothing_is_a_skipped_row(tmp_path: Path, pattern: str) -> None:
    """A link whose target is gone is reported, in a folder or by a pattern."""
    (tmp_path / "a.txt").write_text("One.")
    make_link(tmp_path / "b.txt", "gone.txt")
    make_link(tmp_path / "c", "c")
    corpus = read(str(tmp_path / pattern))
    assert corpus.doc_ids == ("a",)
    assert corpus.skipped["source"].str.endswith(("b.txt", "c")).tolist() == [True] * 2
    assert (
        "a link to 'gone.txt', which is not there" in corpus.skipped["reason"].iloc[0]
    )


def test_link_to_nothing_by_its_name(tmp_path: Path) -> None:
    """Asked for alone it is an error that says why."""
    make_link(tmp_path / "b.txt", "gone.txt")
    with pytest.raises(FileNotFoundError, match="is a link to something that is not"):
        fr.read_articles(tmp_path / "b.txt")


def test_file_without_permission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that cannot be opened is a skipped row."""
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "b.txt").write_text("Two.")
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "b.txt":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    reasons = read(tmp_path).skipped["reason"].tolist()
    assert reasons == ["could not be opened: Permission denied"]


def test_list_with_a_missing_and_a_repeated_path(tmp_path: Path) -> None:
    """In a list, a path that fails is a row, not the end."""
    (tmp_path / "a.txt").write_text("One.")
    paths = [tmp_path / "a.txt", tmp_path / "no.txt", tmp_path / "a.txt"]
    reasons = read(paths).skipped["reason"].tolist()
    assert len(reasons) == 2
    assert any("given twice" in reason for reason in reasons)


def test_five_megabytes_on_one_line(tmp_path: Path) -> None:
    """Length is no obstacle, in a file or in a table."""
    text = "word " * 1_000_000
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "t.csv").write_text(f'id,text\nx,"{text}."\n')
    corpus = fr.read_articles(tmp_path)
    assert [len(t) for t in corpus.texts] == [5_000_000, 5_000_001]


def test_emoji_and_right_to_left_text(tmp_path: Path) -> None:
    """Offsets count characters, whatever the script."""
    arabic, hebrew = "\u0645\u0631\u062d\u0628\u0627", "\u05e9\u05dc\u05d5\u05dd"
    text = f"\U0001f6a2 {arabic} {hebrew}\nAdvertisement"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    corpus = fr.read_articles(tmp_path)
    cut = corpus.cuts.iloc[0]
    assert corpus.texts == (text,)
    assert text[cut["start"] : cut["end"]] == "Advertisement"


def test_half_a_character_in_json_is_replaced(tmp_path: Path) -> None:
    """A lone surrogate, which no file can hold, becomes U+FFFD."""
    (tmp_path / "a.jsonl").write_text('{"text": "ab \\ud83d cd", "n": "\\ud83d"}\n')
    assert fr.read_articles(tmp_path / "a.jsonl").texts == ("ab \ufffd cd",)


def test_malformed_json_lines_cost_one_line_each(tmp_path: Path) -> None:
    """Line and column of the mistake; the other lines are read."""
    lines = ['{"text": "One."}', '{"text": "Tw', "[1, 2]", '{"text": "Three."}', ""]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    corpus = read(tmp_path / "a.jsonl")
    assert corpus.doc_ids == ("a-1", "a-4")
    assert corpus.skipped["source"].str.endswith(("line 2", "line 3")).all()
    assert "column" in corpus.skipped["reason"].iloc[0]


@pytest.mark.parametrize("content", ["{", "[1]", '"text"', "[" * 100_000, "", "NaN"])
def test_json_without_records(tmp_path: Path, content: str) -> None:
    """JSON that holds no article is an error that names the file."""
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(ValueError, match=r"a\.json"):
        fr.read_articles(tmp_path / "a.json")


def test_unbalanced_quotation_mark_costs_one_row(tmp_path: Path) -> None:
    """The row with the mark is kept to its line's end; the rest is read as written."""
    rows = ["id,text", '1,"One, two."', '2,"Three', "3,Four", '4,"Five', '5,"Six, 7"']
    (tmp_path / "a.csv").write_text("\n".join(rows) + "\n")
    corpus = read(tmp_path / "a.csv")
    assert corpus.doc_ids == ("1", "2", "3", "4", "5")
    assert corpus.texts == ("One, two.", '"Three', "Four", '"Five', "Six, 7")
    assert corpus.remarks["source"].str.endswith(("line 3", "line 5")).all()


def test_quotation_mark_never_closed_to_the_end(tmp_path: Path) -> None:
    """An open mark does not swallow the rest of the file."""
    (tmp_path / "a.csv").write_text('text,n\n"One,1\nTwo,2\nThree,3\n')
    corpus = read(tmp_path / "a.csv")
    assert corpus.texts == ('"One', "Two", "Three")


def test_rows_with_wrong_numbers_of_fields(tmp_path: Path) -> None:
    """Neighbouring lines that do not fit are one row of the report."""
    (tmp_path / "a.csv").write_text("id,text\n1,One\n2,a,b\n3\n4,Four\n\n")
    corpus = read(tmp_path / "a.csv")
    assert corpus.doc_ids == ("1", "4")
    assert corpus.skipped["source"].str.endswith("lines 3-4").tolist() == [True]


def test_csv_details(tmp_path: Path) -> None:
    """Semicolons, line breaks in a field, numbers, and '007' that is no number."""
    content = 'id;text;n;code;x\r\n1;"A ""b"";\r\nc";2;007;1.5\r\n2;D;;008;2\r\n'
    (tmp_path / "a.csv").write_bytes(content.encode())
    docs = fr.read_articles(tmp_path / "a.csv").docs
    assert docs.loc["1", "text"] == 'A "b";\r\nc'
    assert docs["code"].tolist() == ["007", "008"]
    assert docs["x"].tolist() == [1.5, 2.0]
    assert docs.loc["1", "n"] == 2
    assert pd.isna(docs.loc["2", "n"])


@pytest.mark.parametrize(
    ("content", "message"),
    [("", "empty file"), ("text,text\nA,B\n", "column named twice: text")],
)
def test_csv_that_cannot_be_read(tmp_path: Path, content: str, message: str) -> None:
    """Tables without a usable first line."""
    (tmp_path / "a.csv").write_text(content)
    with pytest.raises(ValueError, match=message):
        fr.read_articles(tmp_path / "a.csv")


def test_csv_limit_is_put_back(tmp_path: Path) -> None:
    """Reading does not leave the csv module changed."""
    import csv

    before = csv.field_size_limit()
    (tmp_path / "a.csv").write_text("text\nOne\n")
    fr.read_articles(tmp_path)
    assert csv.field_size_limit() == before


def test_unbalanced_mark_around_a_delimiter(tmp_path: Path) -> None:
    """The delimiter inside the open field is no end of it."""
    (tmp_path / "a.csv").write_text('id,text\n1,"One, two\n2,Three\n')
    assert read(tmp_path / "a.csv").texts == ("One, two\n", "Three")


def test_encoding_without_text(tmp_path: Path) -> None:
    """UTF-16 asked for, and no mark in the file: skipped like any other."""
    (tmp_path / "a.txt").write_bytes(b"\x00\xd8\x00")
    with pytest.raises(ValueError, match="not utf-16"):
        fr.read_articles(tmp_path, encoding="utf-16")
    (tmp_path / "a.txt").write_bytes(b"abc")
    with pytest.raises(ValueError, match="not utf-32"):
        fr.read_articles(tmp_path, encoding="utf-32")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>One.<![ endif x]> Two.</p>", "One. Two."),
        ("<p>One.</p><pre>a\n  b</pre>", "One.\n\na\nb"),
        ("<article><article><p>In.</p></article><p>Out.</p></article>", "In.\n\nOut."),
        ("<nav><nav>x</nav>y</nav><p>One.</p></nav>", "One."),
        ("<p>A</p><time datetime='2018-10-21'>today</time><meta content='x'>", "A"),
    ],
)
def test_odd_pages(tmp_path: Path, page: str, text: str) -> None:
    """Word's leftovers, preformatted text, nested and unbalanced elements."""
    (tmp_path / "a.html").write_text(page)
    assert fr.read_articles(tmp_path).texts[0].startswith(text)


def test_page_that_cannot_be_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the standard library's parser gives up, the page is skipped."""

    def give_up(self: HTMLParser, data: str) -> None:
        raise AssertionError(data[:5])

    monkeypatch.setattr(HTMLParser, "feed", give_up)
    (tmp_path / "a.html").write_text("<p>One.</p>")
    (tmp_path / "b.txt").write_text("Two.")
    assert read(tmp_path).skipped["reason"].tolist() == ["not valid HTML: <p>On"]


def test_left_over_column_never_overwrites_another() -> None:
    """Two columns that would get one name both stay."""
    row = {"text": "teaser", "body": "A.", "text_original": "x"}
    docs = fr.read_articles([row], columns={"text": "body"}).docs
    assert docs["text_original"].tolist() == ["teaser"]
    assert docs["text_original_"].tolist() == ["x"]


def test_broken_parquet(tmp_path: Path) -> None:
    """A file that only has the name of Parquet."""
    pytest.importorskip("pyarrow")
    (tmp_path / "a.parquet").write_bytes(b"nothing of the kind")
    with pytest.raises(ValueError, match="not a Parquet file"):
        fr.read_articles(tmp_path / "a.parquet")


def test_dates_that_are_not_understood_keep_the_article() -> None:
    """NaT, and a remark with what was written."""
    rows = [{"text": "A.", "date": "soon"}, {"text": "B.", "date": "21 Oct 2018"}]
    corpus = read(rows)
    assert corpus.docs["date"].isna().tolist() == [True, False]
    assert "'soon'" in corpus.remarks["remark"].iloc[0]


def test_date_argument_that_is_no_date() -> None:
    """`date` must be readable."""
    with pytest.raises(ValueError, match="`date` must be a date"):
        fr.read_articles([{"text": "A."}], date="soon")


def test_one_warning_counts_everything(tmp_path: Path) -> None:
    """Many problems, one warning with both counts."""
    (tmp_path / "a.txt").write_bytes(b"caf\xe9")
    (tmp_path / "b.txt").write_text("")
    (tmp_path / "c.pdf").write_bytes(b"%PDF")
    with pytest.warns(fr.FramingWarning, match="1 article read; 2 not read.*1 remark,"):
        corpus = fr.read_articles(tmp_path)
    assert len(corpus.skipped) == 2
    assert "skipped 2" in repr(corpus)
    assert "remarks 1" in repr(corpus)


SUFFIXES = (".txt", ".html", ".csv", ".tsv", ".json", ".jsonl", ".parquet")
ODD = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text('<>/"&;,p!-[]{}:\n\t\\ a1=', max_size=200).map(str.encode),
)


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
@given(content=ODD)
@pytest.mark.filterwarnings("ignore::framing._errors.FramingWarning")
def test_no_bytes_stop_a_folder(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, content: bytes
) -> None:
    """Whatever one file holds, the good one beside it is read."""
    folder = tmp_path_factory.mktemp("any")
    (folder / f"bad{suffix}").write_bytes(content)
    (folder / "good.txt").write_text("One.")
    corpus = fr.read_articles(folder)
    assert "good" in corpus.doc_ids
    assert len(corpus) + len(corpus.skipped) + len(corpus.remarks) >= 1
    assert len(corpus.clean_texts) == len(corpus.texts)


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.text("ab,\"'\n\r;\t", min_size=1), st.integers()), min_size=1
    ).filter(lambda rows: all(text.strip() for text, _ in rows))
)
@pytest.mark.filterwarnings("ignore::framing._errors.FramingWarning")
def test_well_formed_csv_comes_back_unchanged(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, int]]
) -> None:
    """What the csv module writes, our reader reads back letter for letter."""
    import csv

    path = tmp_path_factory.mktemp("csv") / "t.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["text", "n"])
        writer.writerows(rows)
    corpus = fr.read_articles(path)
    assert corpus.texts == tuple(text for text, _ in rows)
    assert corpus.skipped.empty


@pytest.mark.parametrize("make", [json.dumps, str])
def test_nested_cells_can_be_counted(make: Callable[[object], str]) -> None:
    """Lists and dicts in a cell become strings, so that groups can be counted."""
    docs = fr.read_articles([{"text": "A.", "authors": make(["x"])}]).docs
    assert isinstance(docs["authors"].iloc[0], str)
