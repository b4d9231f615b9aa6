"""Any text at all: no exception, spans inside it, segments that cover it."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from framing.annotate.quotes import QUOTE_LABELS, find_quotes, find_voice

_PIECES = [
    "“", "”", '"', "''", "``", "«", "»", "‘", "’", "'", "„", "‟", "„“", '""',
    "said", "says", "Said", "told", "that", "who", "which", "according", "to", "by",
    "Ann", "Lee", "Mr.", "the", "minister", "he", "I", "they", "it’s", "accused",
    "of", "claiming", "saying", "was", "called", "is", "asked", "whether", "plans",
    "vowed", "and", "but", "on", "Monday", "last", "week", "in", "a", "statement",
    ",", ".", "?", "!", ":", ";", "—", "-", "(", ")", "...", "…", "\n", "\n\n", "\r\n",
    "\u2029", "\t", "\u00a0", "🙂", "é",
]  # fmt: skip
_GLUE = st.sampled_from(["", " ", " ", " "])
_broken = st.lists(st.tuples(st.sampled_from(_PIECES), _GLUE), max_size=60).map(
    lambda pairs: "".join(piece + glue for piece, glue in pairs)
)
_texts = st.lists(st.one_of(_broken, st.text(max_size=80)), min_size=1, max_size=3)


def _corpus(texts: list[str]) -> fr.Corpus:
    index = [f"a{number}" for number in range(len(texts))]
    return fr.Corpus(pd.DataFrame({"text": pd.Series(texts, index, dtype=object)}))


@given(_texts)
def test_spans_lie_in_their_text(texts: list[str]) -> None:
    """Every span, speaker and cue is a stretch of its article."""
    found = find_quotes(_corpus(texts))
    by_id = dict(zip(found.corpus.doc_ids, found.corpus.texts, strict=True))
    for row in found.spans.itertuples():
        text = by_id[row.doc_id]
        assert 0 <= row.start < row.end <= len(text)
        assert text[row.start : row.end] == row.text
        assert row.cue in text
        assert row.label in QUOTE_LABELS
        assert 0 < row.confidence <= 1
        if row.speaker_start >= 0:
            assert text[row.speaker_start : row.speaker_end] == row.speaker != ""
        else:
            assert (row.speaker_end, row.speaker, row.cue) == (-1, "", "")


@given(_texts)
def test_one_quote_has_one_speaker_and_one_article(texts: list[str]) -> None:
    """The rows of a quote agree on who says it."""
    spans = find_quotes(_corpus(texts)).spans
    whose = spans.groupby("quote")[["doc_id", "speaker_start", "rule"]].nunique()
    assert (whose == 1).all().all()


@given(_texts)
def test_parts_of_one_label_do_not_overlap(texts: list[str]) -> None:
    """No two direct spans of an article share a character."""
    spans = find_quotes(_corpus(texts)).spans
    direct = spans[spans["label"] == "direct"].sort_values(["doc_id", "start"])
    for _, rows in direct.groupby("doc_id"):
        assert (rows["start"].iloc[1:].to_numpy() >= rows["end"].iloc[:-1]).all()


@given(_texts)
def test_voice_covers_every_article(texts: list[str]) -> None:
    """The segments of an article, put together, are its text."""
    corpus = _corpus(texts)
    spans = find_voice(find_quotes(corpus)).spans
    for doc_id, text in zip(corpus.doc_ids, corpus.texts, strict=True):
        rows = spans[spans["doc_id"] == doc_id]
        assert "".join(rows["text"]) == text
        assert (rows["start"].iloc[1:].to_numpy() == rows["end"].iloc[:-1]).all()


@given(_texts)
def test_voice_covers_articles_with_cuts(texts: list[str]) -> None:
    """Cuts are among the segments, and nothing is lost around them."""
    whole = _corpus(texts)
    cuts = [
        (doc_id, len(text) // 3, 2 * len(text) // 3, "test", "")
        for doc_id, text in zip(whole.doc_ids, whole.texts, strict=True)
        if len(text) > 5
    ]
    columns = ["doc_id", "start", "end", "reason", "text"]
    corpus = fr.Corpus(whole.docs, pd.DataFrame(cuts, columns=columns))
    spans = find_voice(find_quotes(corpus)).spans
    for doc_id, text in zip(corpus.doc_ids, corpus.texts, strict=True):
        assert "".join(spans[spans["doc_id"] == doc_id]["text"]) == text
    found = spans[spans["voice"] == "cut"][["doc_id", "start"]].to_numpy().tolist()
    assert found == [[doc_id, start] for doc_id, start, *_ in cuts]
