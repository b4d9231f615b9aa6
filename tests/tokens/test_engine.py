"""The token table equals a plain regular expression over whole texts, span for span."""

from __future__ import annotations

import json
import re
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.tokens import engine
from framing.tokens.engine import scan
from framing.tokens.sentences import flags_of_run, glued_ends, sentence_ends
from framing.tokens.words import split_run
from tests.strategies import texts

NEWS = Path(__file__).parents[3] / "shared" / "data" / "news" / "mixed.jsonl"


def plain_spans(text: str) -> list[tuple[int, int]]:
    """Cut a text run by run, without interning, joining or arrays."""
    spans = []
    for run in re.finditer(r"\S+", text):
        # `\S` and `str.split` differ in a few control characters; split as Python does.
        for part in _parts(run.group()):
            low = run.start() + part[0]
            spans += [(low + a, low + b) for a, b in split_run(part[1])]
    return spans


def _parts(run: str) -> list[tuple[int, str]]:
    at, found = 0, []
    for part in run.split():
        at = run.index(part, at)
        found.append((at, part))
        at += len(part)
    return found


def spans_of(columns: engine.Columns, doc: int) -> list[tuple[int, int]]:
    here = columns.doc == doc
    return list(
        zip(columns.start[here].tolist(), columns.end[here].tolist(), strict=True)
    )


@given(st.lists(texts, max_size=5))
def test_tokens_equal_a_plain_cut_of_each_text(documents):
    """Interning, joining and batching change nothing."""
    columns = scan(documents)
    for doc, text in enumerate(documents):
        assert spans_of(columns, doc) == plain_spans(text)


@given(st.lists(texts, max_size=5))
def test_types_name_the_exact_characters(documents):
    """The type of each token is the text at its offsets."""
    columns = scan(documents)
    for doc, start, end, kind in zip(
        columns.doc, columns.start, columns.end, columns.type, strict=True
    ):
        assert documents[doc][start:end] == columns.types[kind]


@given(st.lists(texts, max_size=5))
def test_sentences_cover_tokens_in_order(documents):
    """Every token lies in its sentence and sentence numbers run without a gap."""
    columns = scan(documents)
    sentence = columns.sentence
    assert (np.diff(sentence) >= 0).all()
    assert sorted(set(sentence.tolist())) == list(range(len(columns.sentence_doc)))
    assert (columns.doc == columns.sentence_doc[sentence]).all()
    assert (columns.start >= columns.sentence_start[sentence]).all()
    assert (columns.end <= columns.sentence_end[sentence]).all()


@given(st.lists(texts, min_size=1, max_size=6), st.integers(1, 200))
def test_batch_size_changes_nothing(documents, size):
    """The table does not depend on how many characters are scanned at once."""
    whole = scan(documents)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_BATCH", size)
        parts = scan(documents)
    for name in ("doc", "sentence", "start", "end", "sentence_start", "sentence_end"):
        assert np.array_equal(getattr(whole, name), getattr(parts, name))
    assert [whole.types[i] for i in whole.type] == [parts.types[i] for i in parts.type]


@given(st.lists(texts, min_size=1, max_size=4))
def test_sentences_do_not_depend_on_neighbouring_articles(documents):
    """An article has the same sentences alone and among others."""
    together = scan(documents)
    for doc, text in enumerate(documents):
        alone = scan([text])
        here = together.sentence_doc == doc
        assert np.array_equal(together.sentence_start[here], alone.sentence_start)
        assert np.array_equal(together.sentence_end[here], alone.sentence_end)


def test_no_text_gives_no_tokens():
    """No article, and articles without a word, give empty columns."""
    for documents in ([], [""], ["   \n"], ["", "\t"]):
        columns = scan(documents)
        assert len(columns.doc) == 0
        assert columns.types == ()


@pytest.mark.skipif(not NEWS.exists(), reason="development news are not here")
def test_a_million_real_tokens_equal_the_plain_cut():
    """On real news the columns are those of the plain expression, token by token."""
    with NEWS.open(encoding="utf-8") as file:
        documents = [json.loads(line)["text"] for line in islice(file, 1000)]
    columns = scan(documents)
    assert len(columns.doc) > 1_000_000
    edges = np.searchsorted(columns.doc, np.arange(len(documents) + 1))
    for doc, text in enumerate(documents):
        part = slice(edges[doc], edges[doc + 1])
        found = list(
            zip(columns.start[part].tolist(), columns.end[part].tolist(), strict=True)
        )
        assert found == plain_spans(text)


@pytest.mark.parametrize(
    ("run", "pieces"),
    [
        ("U.S.", ["U.S."]),
        ("U.S.-Mexico", ["U.S.-Mexico"]),
        ("border,”", ["border", ",", "”"]),
        ("“Mujica", ["“", "Mujica"]),
        ("don't", ["don't"]),
        ("Pompeo’s", ["Pompeo’s"]),
        ("migrants'", ["migrants'"]),
        ("'dirty", ["'", "dirty"]),
        ("1,479", ["1,479"]),
        ("$5.5", ["$", "5.5"]),
        ("Sen.", ["Sen."]),
        ("said.Get", ["said", ".", "Get"]),
        ("well-being", ["well-being"]),
        ("away—and", ["away", "—", "and"]),
        ("and/or", ["and", "/", "or"]),
        ("AT&T", ["AT&T"]),
        ("No.", ["No", "."]),
        ("I.", ["I", "."]),
        ("D.", ["D."]),
        ("...", ["..."]),
        ("(Mujica)", ["(", "Mujica", ")"]),
        ("example.com", ["example.com"]),
        ("@user", ["@user"]),
        ("e\u0301t\u00e9", ["e\u0301t\u00e9"]),
        ("‘90s", ["‘", "90s"]),
    ],
)
def test_runs_are_cut_as_a_reader_would(run, pieces):
    """Abbreviations, clitics, figures and names stay whole; marks stand alone."""
    assert [run[a:b] for a, b in split_run(run)] == pieces


@given(texts)
def test_pieces_cover_each_run(text):
    """No character between two spaces is lost or counted twice."""
    for run in text.split():
        pieces = split_run(run)
        assert "".join(run[a:b] for a, b in pieces) == run


@given(texts)
def test_glued_ends_fall_between_pieces(text):
    """A sentence never starts in the middle of a word."""
    for run in text.split():
        starts = {start for start, _ in split_run(run)}
        assert set(glued_ends(run)) <= starts


def test_rule_of_sentences_takes_no_runs():
    """No run, no end."""
    empty = np.zeros(0, dtype=np.int32)
    assert sentence_ends(empty, empty.astype(bool)).size == 0
    assert flags_of_run("Word") == 0


@pytest.mark.parametrize("name", ["doc", "start", "sentence_end", "is_word"])
def test_columns_cannot_be_written_to(name):
    """Tables made from a token table are trusted later, so it must stay as it is."""
    columns = scan(["Boats left. It rained."])
    with pytest.raises(ValueError, match="read-only"):
        getattr(columns, name)[0] = 0
