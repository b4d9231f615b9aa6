"""Articles read in batches are those that are read at once."""

from __future__ import annotations

import json
import os
import warnings
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import framing as fr
from framing.corpus import pieces
from framing.corpus.stream import stream_articles

if TYPE_CHECKING:
    from pathlib import Path


def read_both(source, batch_size, **options):
    """Return documents and problems, read at once and in batches."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", fr.FramingWarning)
        whole = fr.read_articles(source, **options)
    parts = list(stream_articles(source, batch_size=batch_size, **options))
    return whole, parts


def assert_same_articles(whole, parts):
    docs = pd.concat([part.docs for part in parts])
    assert tuple(docs.index) == whole.doc_ids
    assert tuple(docs["text"]) == whole.texts
    cuts = pd.concat([part.cuts for part in parts], ignore_index=True)
    assert cuts.to_numpy().tolist() == whole.cuts.to_numpy().tolist()
    if "outlet" in docs:
        assert docs["outlet"].tolist() == whole.docs["outlet"].tolist()


ROWS = [
    {"id": f"a{n}", "outlet": "Ä" if n % 2 else "B", "text": f'Line {n}, "so".\nEnd é.'}
    for n in range(40)
]


def write(folder, kind):
    path = folder / f"news.{kind}"
    frame = pd.DataFrame(ROWS)
    if kind == "jsonl":
        lines = [json.dumps(row, ensure_ascii=False) for row in ROWS]
        path.write_text("\n".join([*lines[:7], "", *lines[7:]]), encoding="utf-8")
    elif kind == "csv":
        frame.to_csv(path, index=False)
    elif kind == "tsv":
        frame.to_csv(path, index=False, sep="\t")
    elif kind == "parquet":
        pytest.importorskip("pyarrow")
        frame.to_parquet(path)
    else:
        path.write_text(json.dumps(ROWS), encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["jsonl", "csv", "tsv", "json", "parquet"])
@pytest.mark.parametrize("piece", [30, 400, 1 << 20])
@pytest.mark.parametrize("batch_size", [1, 100, 10**6])
def test_tables_in_pieces_are_the_whole_table(
    tmp_path, monkeypatch, kind, piece, batch_size
):
    """Neither the size of pieces nor of batches changes an article or its id."""
    monkeypatch.setattr(pieces, "_PIECE", piece)
    monkeypatch.setattr(pieces, "_ROWS", 7)
    path = write(tmp_path, kind)
    assert_same_articles(*read_both(path, batch_size))
    assert_same_articles(*read_both(path, batch_size, columns={"id": None}))


def test_folder_in_batches_is_the_whole_folder(tmp_path):
    """Files of one article each, with outlets from sub-folders, keep id and outlet."""
    for outlet in ("north", "south"):
        (tmp_path / outlet).mkdir()
        for n in range(5):
            text = f"Advertisement\nStory {n} of {outlet}."
            (tmp_path / outlet / f"{n}.txt").write_text(text, encoding="utf-8")
    whole, parts = read_both(tmp_path, 30)
    assert_same_articles(whole, parts)
    assert len(parts) > 3


def test_batches_hold_whole_articles_up_to_their_size():
    """A batch ends with the article that reaches the size."""
    articles = [{"text": "x" * 40} for _ in range(10)]
    sizes = [len(part) for part in stream_articles(articles, batch_size=100)]
    assert sizes == [3, 3, 3, 1]


def test_a_stream_can_be_read_again():
    """Iterating starts from the first article each time."""
    stream = stream_articles([{"text": "One."}, {"text": "Two."}], batch_size=1)
    assert (
        [c.texts for c in stream] == [c.texts for c in stream] == [("One.",), ("Two.",)]
    )


def test_lines_in_another_encoding_cost_themselves_only(tmp_path, monkeypatch):
    """A broken line is decoded alone; its neighbours keep their accents."""
    monkeypatch.setattr(pieces, "_PIECE", 64)
    good = json.dumps({"text": "Übergröße naïve."}, ensure_ascii=False).encode()
    odd = '{"text": "Café."}'.encode("cp1252")
    path = tmp_path / "news.jsonl"
    path.write_bytes(b"\n".join([good, odd, good, b'{"te', good]))
    parts = list(stream_articles(path))
    texts = [text for part in parts for text in part.texts]
    assert texts == [
        "Übergröße naïve.",
        "Café.",
        "Übergröße naïve.",
        "Übergröße naïve.",
    ]
    skipped = pd.concat([part.skipped for part in parts])
    assert skipped["source"].tolist() == [f"{path}, line 4"]
    remarks = pd.concat([part.remarks for part in parts])
    assert f"{path}, line 2" in remarks["source"].tolist()


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_an_enormous_article_is_left_out_and_reported(tmp_path, monkeypatch, kind):
    """A line beyond the limit is passed over without being held in memory."""
    monkeypatch.setattr(pieces, "MOST_BYTES", 1000)
    rows = [{"text": "One."}, {"text": "x" * 5000}, {"text": "Three."}]
    path = tmp_path / f"news.{kind}"
    if kind == "csv":
        pd.DataFrame(rows).assign(a=1).to_csv(path, index=False)
    else:
        path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    [part] = stream_articles(path)
    assert part.texts == ("One.", "Three.")
    number = 3 if kind == "csv" else 2
    assert part.skipped["source"].tolist() == [f"{path}, line {number}"]
    assert "left out" in part.skipped["reason"].iloc[0]


def test_an_enormous_file_is_left_out_and_reported(tmp_path, monkeypatch):
    """A page beyond the limit is not opened."""
    monkeypatch.setattr(pieces, "MOST_BYTES", 100)
    (tmp_path / "a.txt").write_text("x " * 500)
    (tmp_path / "b.txt").write_text("Short.")
    [part] = stream_articles(tmp_path)
    assert part.texts == ("Short.",)
    assert "too many" in part.skipped["reason"].iloc[0]


def test_a_change_of_columns_is_remarked_on(tmp_path):
    """A file whose columns are not those of the first is read, with a remark."""
    (tmp_path / "1.jsonl").write_text('{"text": "One.", "outlet": "A"}')
    (tmp_path / "2.jsonl").write_text('{"text": "Two.", "desk": "B"}')
    [part] = stream_articles(tmp_path)
    assert len(part) == 2
    assert "lacks outlet; adds desk" in part.remarks["remark"].iloc[0]


def test_a_table_with_an_open_quotation_mark_ends(tmp_path, monkeypatch):
    """Where no row seems to end, the table is cut anyway and read on."""
    monkeypatch.setattr(pieces, "_PIECE", 50)
    monkeypatch.setattr(pieces, "_MOST_UNCUT", 200)
    rows = [f"{n},Story number {n}.\n" for n in range(60)]
    rows[3] = '3,"Story that never ends.\n'
    path = tmp_path / "news.csv"
    path.write_text("".join(["id,text\n", *rows]))
    parts = list(stream_articles(path))
    assert sum(map(len, parts)) >= 59


def test_utf_16_tables_are_read_whole(tmp_path):
    """Where a line break is no single byte, the file is not cut."""
    path = tmp_path / "news.csv"
    pd.DataFrame(ROWS).to_csv(path, index=False, encoding="utf-16")
    assert_same_articles(*read_both(path, 100))


def test_named_encoding_is_used_in_pieces(tmp_path, monkeypatch):
    """An encoding that the user names holds for every piece."""
    monkeypatch.setattr(pieces, "_PIECE", 40)
    path = tmp_path / "news.csv"
    pd.DataFrame(ROWS).to_csv(path, index=False, encoding="cp1252")
    assert_same_articles(*read_both(path, 100, encoding="cp1252"))


def test_one_id_for_two_articles_keeps_the_first():
    """A clash inside a batch costs the second article, not the run."""
    rows = [{"id": "x", "text": "One."}, {"id": "x", "text": "Two."}]
    [part] = stream_articles(rows)
    assert part.texts == ("One.",)
    assert "same id" in part.skipped["reason"].iloc[0]


def test_a_batch_without_a_text_is_an_empty_corpus():
    """Nothing readable is no error in a stream."""
    [part] = stream_articles([{"text": " "}, {"text": 5}])
    assert len(part) == 0
    assert len(part.skipped) == 2


def test_streams_refuse_what_they_cannot_read():
    """Bad arguments are named before anything is read."""
    with pytest.raises(ValueError, match="batch_size"):
        stream_articles([{"text": "a"}], batch_size=0)
    with pytest.raises(TypeError, match="`source`"):
        stream_articles(5)
    with pytest.raises(FileNotFoundError):
        stream_articles("/nowhere/at/all.jsonl")
    with pytest.raises(ValueError, match="in memory"):
        stream_articles([{"text": "a"}]).split()


def test_broken_parquet_is_reported(tmp_path):
    """A file that is not Parquet costs itself."""
    pytest.importorskip("pyarrow")
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 nothing")
    (tmp_path / "good.txt").write_text("One.")
    [part] = stream_articles(tmp_path)
    assert part.texts == ("One.",)
    assert "not a Parquet file" in part.skipped["reason"].iloc[0]


def test_streams_report_odd_names_and_broken_links(tmp_path: Path) -> None:
    """A name that is no UTF-8 is a remark, a link to nothing a skipped row."""
    (tmp_path / "a.txt").write_text("One.")
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("Two.")
        (tmp_path / "z.txt").symlink_to("gone.txt")
    except (OSError, UnicodeError):  # pragma: no cover
        pytest.skip("no such names or links here")
    stream = fr.stream_articles(tmp_path)
    [corpus] = list(stream)
    assert corpus.doc_ids == ("a", "caf\ufffd")
    assert corpus.skipped["source"].str.endswith("z.txt").tolist() == [True]
    assert corpus.remarks["remark"].str.contains("not valid UTF-8").tolist() == [True]
    one_by_one = [corpus for part in stream.split() for corpus in part]
    assert [reason for part in one_by_one for reason in part.skipped["reason"]] == [
        "a link to 'gone.txt', which is not there"
    ]


def test_a_missing_file_of_a_list_costs_itself(tmp_path):
    """The others are read, and a file given twice is read once."""
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "b.txt").write_text("Two.")
    paths = [tmp_path / name for name in ("a.txt", "gone.txt", "b.txt", "a.txt")]
    stream = fr.stream_articles(paths)
    for parts in ([*stream], [part for one in stream.split() for part in one]):
        assert [doc for part in parts for doc in part.doc_ids] == ["a", "b"]
        skipped = pd.concat([part.skipped for part in parts])
        assert skipped["source"].tolist() == [str(paths[1]), str(paths[0])]
    with pytest.raises(FileNotFoundError, match=r"gone\.txt"):
        list(fr.stream_articles(paths[1:2]))


@pytest.mark.parametrize("kind", ["csv", "tsv"])
def test_cells_of_plain_tables_stay_as_they_are_written(tmp_path, monkeypatch, kind):
    """A column of numbers that has text further down reads the same everywhere."""
    monkeypatch.setattr(pieces, "_PIECE", 60)
    codes = ["1.50", "007", "2.0", "12", "n/a", ""] * 5
    table = pd.DataFrame({"code": codes, "text": "A story of some words."})
    path = tmp_path / f"news.{kind}"
    table.to_csv(path, index=False, sep="\t" if kind == "tsv" else ",")
    for size in (1, 10**6):
        docs = pd.concat([part.docs for part in stream_articles(path, batch_size=size)])
        assert docs["code"].fillna("").tolist() == codes


def test_each_file_is_held_against_the_first_when_they_are_shared_out(tmp_path):
    """A change of columns is seen by whoever reads one file alone, too."""
    (tmp_path / "0.jsonl").write_text("not JSON")
    (tmp_path / "1.jsonl").write_text('{"text": "One.", "outlet": "A"}')
    (tmp_path / "2.jsonl").write_text('{"text": "Two.", "desk": "B"}')
    *_, last = stream_articles(tmp_path).split()
    [part] = last
    assert "lacks outlet; adds desk" in part.remarks["remark"].iloc[0]
    stream = stream_articles(tmp_path, columns={"text": "Artikel"})
    with pytest.raises(ValueError, match="no such column"):
        stream.split()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_first_line_that_names_the_separator_is_no_header(tmp_path, encoding):
    """Excel writes such a line for itself; what it says holds."""
    path = tmp_path / "export.csv"
    lines = ["sep=;", "Headline, full;Text;id", '"A; b";"One,\ntwo.";x', "C;Three.;y"]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    whole, parts = read_both(path, 1)
    assert whole.texts == ("One,\ntwo.", "Three.")
    assert list(whole.docs.columns) == ["Headline, full", "text"]
    assert_same_articles(whole, parts)


@pytest.mark.parametrize(
    ("name", "advice"),
    [("a.xlsx", "pandas.read_excel"), ("b.docx", "plain text"), ("c.xyz", "readable")],
)
def test_files_of_offices_get_advice(tmp_path, name, advice):
    """What to do with a file that is not read stands beside it."""
    (tmp_path / name).write_bytes(b"PK")
    (tmp_path / "z.txt").write_text("One.")
    [part] = stream_articles(tmp_path)
    assert part.texts == ("One.",)
    assert "unknown file type" in part.skipped["reason"].iloc[0]
    assert advice in part.skipped["reason"].iloc[0]
