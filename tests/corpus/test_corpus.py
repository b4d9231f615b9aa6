"""The value that holds the articles."""

from __future__ import annotations

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
        (pd.DataFrame({"text": [None]}, index=["x"]), "texts that are no strings.*'x'"),
        (pd.DataFrame({"text": ["A.", "B."]}, index=[1, "1"]), "repeated doc_id"),
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
