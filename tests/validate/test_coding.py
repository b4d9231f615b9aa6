"""Samples have known chances, sheets survive other programs, codes are read."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from framing import FramingWarning
from framing.validate import draw_sample, load_example_codes, read_codes
from framing.validate.codes import gold_standard
from framing.validate.units import all_units, count_hits, unit_texts, unit_words
from tests.strategies import texts

LEXICON = fr.Lexicon.from_dict(
    {"a": ["alpha"], "b": ["beta"]}, name="letters", language="el"
)


@pytest.fixture(scope="module")
def frames():
    return fr.find_frames(fr.load_example("caravan"))


def frames_in(*articles, outlet="X"):
    docs = pd.DataFrame(
        {"text": list(articles), "outlet": outlet},
        index=[f"d{i}" for i in range(len(articles))],
    )
    return fr.find_frames(fr.Corpus(docs), LEXICON)


def coded(**columns):
    return pd.DataFrame(
        {"doc_id": ["a", "a"], "start": [0, 5], "end": [4, 9]} | columns
    )


def test_samples_are_the_same_for_the_same_seed(frames):
    """Same seed, same sheet; another seed, another one."""
    one, two = (draw_sample(frames, n=30, seed=4) for _ in range(2))
    pd.testing.assert_frame_equal(one.table, two.table)
    assert one.sheet_id == two.sheet_id
    other = draw_sample(frames, n=30, seed=5)
    assert set(other.table["unit_id"]) != set(one.table["unit_id"])
    assert other.sheet_id != one.sheet_id


def test_groups_get_equal_shares_and_known_chances(frames):
    """Each outlet gives as many units, each with the chance n / N of its stratum."""
    sheet = draw_sample(frames, n=40, by="outlet", seed=1).table
    outlets = frames.corpus.docs["outlet"]
    assert outlets.loc[sheet["doc_id"]].value_counts().tolist() == [10] * 4
    sizes = outlets.loc[frames.tokens.sentences["doc_id"]].value_counts()
    for row in sheet.itertuples():
        want = 10 / sizes[outlets[row.doc_id]]
        assert row.inclusion_probability == pytest.approx(want)


def test_strata_of_hits_find_rare_labels(frames):
    """One half comes from units with a hit, and weights restore the totals."""
    sheet = draw_sample(frames, n=60, strata="hits", seed=1).table
    hit = sum(count_hits(frames, sheet, label) for label in frames.labels) > 0
    assert hit.sum() == 30
    weight = 1 / sheet["inclusion_probability"]
    assert weight.sum() == pytest.approx(frames.tokens.n_sentences)


@given(st.integers(2, 30), st.integers(0, 3))
def test_weights_always_restore_the_number_of_units(n, seed):
    """The inverse chances of any sample sum to the units of the strata drawn from."""
    found = frames_in(
        "Alpha is. No one is. So it is.", "Beta is. It is. " + "It is. " * 25
    )
    sheet = draw_sample(found, n=n, strata="hits", seed=seed).table
    assert len(sheet) == n
    assert not sheet.duplicated("unit_id").any()
    assert (1 / sheet["inclusion_probability"]).sum() == pytest.approx(30)


def test_units_are_exact_text(frames):
    """Offsets point at the text shown; sheets do not show what was found."""
    sheet = draw_sample(frames, n=25, seed=2).table
    assert unit_texts(frames.corpus, sheet).tolist() == sheet["text"].tolist()
    assert not {"n_hits", "outlet", "score"} & set(sheet.columns)
    assert sheet[["security", "humanitarian"]].isna().all(axis=None)
    articles = draw_sample(frames, n=3, unit="article", seed=2).table
    assert (articles["start"] == 0).all()


@given(texts)
def test_hits_of_units_equal_spans(text):
    """Hits of all sentences sum to the spans, words to the words of the article."""
    found = frames_in(f"{text} alpha beta. {text}", text)
    units = all_units(found.tokens, "sentence")
    for label in found.labels:
        spans = found.spans
        assert count_hits(found, units, label).sum() == (spans["label"] == label).sum()
    assert unit_words(found.tokens, units).sum() == found.tokens.words_per_doc.sum()


@pytest.mark.parametrize(
    ("arguments", "error", "told"),
    [
        ({"n": 0}, ValueError, "between 1 and"),
        ({"n": 3, "by": "outlet"}, ValueError, "4 strata"),
        ({"n": 9999}, ValueError, "number of sentences"),
        ({"n": 5, "by": "outlett"}, KeyError, "outlet"),
        ({"n": 5, "unit": "page"}, ValueError, "sentence, article"),
        ({"n": 5, "strata": "score"}, ValueError, "none, hits"),
        ({"n": 5, "labels": ["economy"]}, KeyError, "security, humanitarian"),
    ],
)
def test_impossible_samples_say_what_to_type(frames, arguments, error, told):
    """Errors name the parameter and what there is."""
    with pytest.raises(error, match=told):
        draw_sample(frames, **arguments)


def test_csv_comes_back(frames, tmp_path):
    """A saved sheet, filled in, is read with its coder, places and chances."""
    sheet = draw_sample(frames, n=12, by="outlet", strata="hits", seed=1)
    file = sheet.save_csv(tmp_path / "ann.csv")
    filled = pd.read_csv(file, dtype={"doc_id": str})
    filled["security"] = [1, 0, "", "yes", "No", "x", 1.0, "0", None, "TRUE", 1, 0]
    filled["humanitarian"] = 0
    filled.to_csv(file, index=False)
    codes = read_codes(file)
    own = codes[codes["label"] == "security"].set_index(["doc_id", "start"])["code"]
    want = [1, 0, np.nan, 1, 0, 1, 1, 0, np.nan, 1, 1, 0]
    np.testing.assert_array_equal(own.to_numpy(), want)
    assert set(codes["coder"]) == {"ann"}
    assert codes["inclusion_probability"].notna().all()


def test_other_programs_files_are_read(tmp_path):
    """Semicolons, tabs, byte order marks and old encodings are no hindrance."""
    table = coded(threat=[1, 0], note=["café", ""])
    for separator, encoding in ((";", "cp1252"), ("\t", "utf-8-sig"), (",", "utf-8")):
        file = tmp_path / "codes.csv"
        file.write_bytes(table.to_csv(index=False, sep=separator).encode(encoding))
        assert read_codes(file)["code"].tolist() == [1, 0]
    file = tmp_path / "form.json"
    rows = coded(threat=[1, ""], coder="Ben").to_dict("records")
    file.write_text(json.dumps(rows), encoding="utf-8")
    codes = read_codes(file)
    assert codes["coder"].tolist() == ["Ben", "Ben"]
    assert codes["code"].isna().tolist() == [False, True]


def test_spreadsheets_take_no_text_for_a_formula(tmp_path):
    """Text that begins like a formula is saved with an apostrophe."""
    sheet = draw_sample(frames_in("=cmd|' /C calc'!A0"), n=1)
    file = sheet.save_csv(tmp_path / "sheet.csv")
    assert pd.read_csv(file)["text"][0].startswith("'=")


class Scripts(HTMLParser):
    """Collect the tags of a page and the text of its scripts."""

    def __init__(self):
        super().__init__()
        self.tags, self.scripts, self.inside = [], [], False

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.inside = tag == "script"
        if self.inside:
            self.scripts.append("")

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.scripts[-1] += data


@pytest.mark.parametrize(
    "text",
    [
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<!-- <script>",
        "a & b {{title}} {{data}} \u2028 “quoted” \\ \" '",
    ],
)
def test_forms_hold_any_text_as_data(tmp_path, text):
    """No text adds a tag to the form, and the data come back unharmed."""
    lexicon = fr.Lexicon.from_dict({"</script><b>x": ["alpha"]}, name="odd")
    docs = pd.DataFrame({"text": [f"alpha {text}"]}, index=["</script><i>"])
    found = fr.find_frames(fr.Corpus(docs), lexicon)
    file = draw_sample(found, n=1, unit="article").save_html(tmp_path / "form.html")
    page = Scripts()
    page.feed(file.read_text(encoding="utf-8"))
    plain = Scripts()
    sheet = draw_sample(frames_in("alpha"), n=1, unit="article")
    plain.feed(sheet.save_html(tmp_path / "plain.html").read_text(encoding="utf-8"))
    assert page.tags == plain.tags
    data = json.loads(page.scripts[0])
    assert data["units"][0]["text"] == f"alpha {text}"
    assert data["labels"] == ["</script><b>x"]


def test_forms_ask_for_no_network(frames, tmp_path):
    """The page names no address and forbids itself to load anything."""
    page = draw_sample(frames, n=3).save_html(tmp_path / "form.html").read_text("utf-8")
    assert not re.search(r"https?://|//cdn|<link|src=", page)
    assert "default-src 'none'" in page
    assert "innerHTML" not in page


def test_columns_of_words_are_left_out():
    """They are named; a choice of labels silences the warning."""
    table = coded(threat=[1, 0], voice=["quoted", "indirect"])
    with pytest.warns(FramingWarning, match="voice"):
        codes = read_codes(table)
    assert set(codes["label"]) == {"threat"}
    assert set(read_codes(table, labels=["threat"])["label"]) == {"threat"}


@pytest.mark.parametrize(
    ("source", "error", "told"),
    [
        ([], ValueError, "empty"),
        (coded(threat=[1, "maybe"]), ValueError, "row 2.*maybe"),
        (coded(threat=[None, ""]), ValueError, "coded nothing"),
        (coded(threat=[1, 0]).drop(columns="end"), ValueError, "no column end"),
        (coded(threat=[1, 0]).assign(start=["a", 1]), ValueError, "row 1.*no place"),
        ([coded(threat=[1, 0], coder="A")] * 2, ValueError, "twice"),
        (coded(), ValueError, "no column of codes"),
        (coded(threat=[1, 0]).iloc[:0], ValueError, "no rows"),
    ],
)
def test_wrong_codes_say_where(source, error, told):
    """Errors name the file, the row and the cell."""
    with pytest.raises(error, match=told):
        read_codes(source)


def test_unknown_labels_are_named():
    """A label without a column is an error that lists the columns."""
    with pytest.raises(KeyError, match="threat"):
        read_codes(coded(threat=[1, 0]), labels=["economy"])


def test_majority_decides():
    """Two of three coders settle a unit; an even split leaves it open."""
    sheets = [
        coded(threat=codes, coder=f"c{i}")
        for i, codes in enumerate([(1, 1), (1, 0), (0, None)])
    ]
    gold = gold_standard(read_codes(sheets), ["threat"])["threat"]
    assert gold.iloc[0] == 1
    assert np.isnan(gold.iloc[1])
    with pytest.raises(ValueError, match="0 or 1"):
        gold_standard(read_codes(coded(threat=[1, 3])), ["threat"])


def test_example_codes_lie_in_the_example():
    """The bundled codes belong to the bundled articles."""
    codes = load_example_codes()
    corpus = fr.load_example("caravan")
    units = codes.drop_duplicates(["doc_id", "start"])
    assert unit_texts(corpus, units).str.strip().str.len().min() > 5
    with pytest.raises(ValueError, match="caravan"):
        load_example_codes("other")


def test_views_escape():
    """Text and HTML views tell the same facts; no markup comes in."""
    sheet = draw_sample(frames_in("alpha <script>x</script>"), n=1)
    assert "<script>" not in sheet._repr_html_()
    assert "units 1" in repr(sheet)
