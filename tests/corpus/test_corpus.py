"""The value that holds the articles."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.corpus import Corpus


def make() -> Corpus:
    docs = pd.DataFrame(
        {"outlet": ["Post", "Times", "Post"], "text": ["One.", "Two.", "<b>Three</b>"]},
        index=["a", "b", "c"],
    )
    cuts = pd.DataFrame(
        [("a", 0, 3, "x", "One"), ("a", 2, 4, "y", "e."), ("c", 0, 3, "x", "<b>")],
        columns=["doc_id", "start", "end", "reason", "text"],
    )
    remarks = pd.DataFrame({"source": ["a.txt"], "remark": ["decoded"]})
    return Corpus(docs, cuts, remarks=remarks)


def test_where_keeps_articles_and_their_cuts() -> None:
    """Values, lists of values and callables, all of which must hold."""
    corpus = make()
    assert corpus.where(outlet="Post").doc_ids == ("a", "c")
    assert corpus.where(outlet="Post").cuts["doc_id"].tolist() == ["a", "a", "c"]
    assert corpus.where(outlet=["Times"], doc_id=["a", "b"]).doc_ids == ("b",)
    short = corpus.where(lambda docs: docs["text"].str.len() < 5)
    assert short.doc_ids == ("a", "b")


@pytest.mark.parametrize(
    "flags",
    [
        [True, False, True],
        (1, 0, 1),
        np.array([True, False, True]),
        pd.Series([True, False, True]),
        pd.Series([True, None, True]),
        pd.Series([True, None, True], dtype="boolean", index=["a", "b", "c"]),
        pd.Series([1.0, np.nan, 1.0]),
        pd.Series([True, True, False], index=["c", "a", "b"]),
    ],
)
def test_where_takes_one_truth_value_per_article(flags: Any) -> None:
    """By position, or by id in any order; a missing value is False."""
    corpus = make()
    assert corpus.where(flags).doc_ids == ("a", "c")
    assert corpus.where(lambda docs: flags).doc_ids == ("a", "c")
    assert corpus.where(flags, outlet="Times").doc_ids == ()


def test_where_does_not_align_a_series_of_other_labels() -> None:
    """A table that was sorted and numbered anew cannot keep what does not match."""
    corpus = make()
    with pytest.raises(ValueError, match=r": 5 is no doc_id.*to_numpy"):
        corpus.where(pd.Series([True, False, True], index=[5, 6, 7]))
    with pytest.raises(ValueError, match="'a' is no doc_id, or stands there twice"):
        corpus.where(pd.Series([True, False, True], index=["a", "a", "b"]))
    found = corpus.where(lambda docs: docs.reset_index()["outlet"] == "Times")
    assert found.doc_ids == ("b",)


@pytest.mark.parametrize(
    "flags", [[True], [], [True] * 4, pd.Series([True, True], index=["a", "b"])]
)
def test_where_refuses_another_number_of_values(flags: Any) -> None:
    """Both lengths are named, and what to type."""
    message = rf"got {len(flags)} for 3 articles.*corpus\.where\(lambda docs"
    with pytest.raises(ValueError, match=message):
        make().where(flags)


@pytest.mark.parametrize(
    ("told", "got"),
    [
        (True, "got a bool"),
        ("abc", "got a str"),
        ({"a": 1}, "got a dict"),
        (pd.DataFrame({"a": [True] * 3}), "got a DataFrame"),
        (["yes", "no", ""], "got 'yes' among"),
        ([1, 2, 0], "got 2 among"),
        (np.ones((3, 2), dtype=bool), "among the values"),
    ],
)
def test_where_refuses_what_is_no_truth_value(told: object, got: str) -> None:
    """Words and counts are not taken for yes."""
    with pytest.raises(ValueError, match=got):
        make().where(lambda docs: told)


def test_where_says_how_to_search_the_text() -> None:
    """The text is no document variable, and there is a way."""
    with pytest.raises(KeyError, match=r"lambda docs: docs\[.*str.contains"):
        make().where(text="One.")
    found = make().where(lambda docs: docs["text"].str.contains("One"))
    assert found.doc_ids == ("a",)


def test_unknown_variable_lists_those_there_are() -> None:
    """A wrong name is an error with the right ones."""
    with pytest.raises(KeyError, match="The corpus has: outlet"):
        make().where(outlett="Post")


def test_tables_handed_out_are_copies() -> None:
    """Changing them leaves the corpus as it was."""
    corpus = make()
    before = corpus.fingerprint
    for table in (corpus.docs, corpus.cuts, corpus.skipped, corpus.remarks):
        table["new"] = 1
    assert make() == corpus
    assert corpus.fingerprint == before
    assert "new" not in corpus.remarks


def test_nested_cells_cannot_be_changed_from_outside() -> None:
    """Lists and dicts become JSON; what cannot be JSON becomes a string."""
    names, loop = ["x", "y"], []  # type: ignore[var-annotated]
    loop.append(loop)
    docs = pd.DataFrame(
        {
            "text": ["A.", "B."],
            "names": [names, None],
            "facts": [{"é": 1}, {(1, 2): 3}],
            "loop": [loop, "word"],
            5: [np.arange(2), ()],
        }
    )
    corpus = Corpus(docs)
    before = corpus.fingerprint
    names.append("z")
    kept = corpus.docs
    assert kept["names"].iloc[0] == '["x", "y"]'
    assert pd.isna(kept["names"].iloc[1])
    assert kept["facts"].tolist() == ['{"é": 1}', "{(1, 2): 3}"]
    assert kept["loop"].iloc[1] == "word"
    assert kept[5].iloc[1] == "[]"
    assert all(isinstance(cell, str) for name in kept for cell in kept[name].dropna())
    assert corpus.fingerprint == before
    assert docs["names"].iloc[0] is names


def test_overlapping_cuts_blank_what_they_cover() -> None:
    """Two cuts that overlap leave the length as it was."""
    assert make().clean_texts == ("    ", "Two.", "   Three</b>")


def test_reports_say_the_same_and_are_escaped() -> None:
    """Text and HTML name the same facts; no tag of an article survives."""
    corpus = make()
    assert repr(corpus) == "<Corpus: articles 3, outlets 2, cuts 3, remarks 1>"
    html = corpus._repr_html_()
    for fact in ("articles", "outlets", "cuts", "remarks"):
        assert fact in html
    assert "<b>Three" not in html
    assert "&lt;b&gt;Three" in html


def test_many_articles_are_shown_in_part() -> None:
    """The view of a large corpus says how many it does not show."""
    corpus = fr.read_articles([{"text": f"Text {n}. " * 40} for n in range(20)])
    assert "and 12 more articles" in corpus._repr_html_()


@pytest.mark.parametrize(
    ("docs", "message"),
    [
        (pd.DataFrame({"body": ["A."]}), "needs a column 'text'; it has: body"),
        (pd.DataFrame({"text": [None]}, index=["x"]), "hold no text.*'x'"),
        (pd.DataFrame({"text": ["A.", "B."]}, index=[1, "1"]), "repeated doc_id"),
        (pd.DataFrame([["A.", 1, 2]], columns=["text", "x", "x"]), "twice: 'x'"),
    ],
)
def test_docs_must_have_texts_and_distinct_ids(
    docs: pd.DataFrame, message: str
) -> None:
    """Ids are compared as they are stored: 1 and '1' are one id."""
    with pytest.raises(ValueError, match=message):
        Corpus(docs)


def test_equality_is_that_of_content() -> None:
    """Equal corpora hash alike; another type is never equal."""
    assert hash(make()) == hash(make())
    assert make() != make().where(outlet="Post")
    assert make() != "a corpus"


def test_view_shows_a_dash_for_what_is_missing() -> None:
    """Neither NaT nor nan stands in a table that people read."""
    rows = [{"text": "A.", "date": "2031-03-05", "title": "T"}, {"text": "B."}]
    shown = fr.read_articles(rows)._repr_html_()
    assert "–" in shown
    assert "NaT" not in shown
    assert "nan" not in shown
