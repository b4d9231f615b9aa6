"""Quotation marks of every style, broken ones too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import framing as fr
from framing.annotate.quotes import find_quotes

if TYPE_CHECKING:
    import pandas as pd


def _spans(text: str) -> pd.DataFrame:
    return find_quotes(fr.read_articles([{"text": text}])).spans


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("“", "”"), ('"', '"'), ("''", "''"), ("``", "''"), ("«", "»"), ("»", "«"),
     ("„", "“"), ("„", "”"), ("‘", "’"), ("'", "'")],
)  # fmt: skip
def test_every_style_gives_the_same_quote(opening: str, closing: str) -> None:
    """The style of the marks changes neither words nor speaker."""
    text = f"{opening}The pool stays shut,{closing} said Ann Lee."
    row = _spans(text).iloc[0]
    assert row["text"] == f"{opening}The pool stays shut,{closing}"
    assert (row["label"], row["speaker"], row["cue"]) == ("direct", "Ann Lee", "said")


def test_quote_of_several_paragraphs_is_one() -> None:
    """A quote that opens again in each paragraph has one id and one speaker."""
    text = "“It began at noon,” said Ann Lee. “Then it rained.\n\n“We left at two.”"
    spans = _spans(text)
    assert len(set(spans["quote"])) == 1
    assert len(spans) == 3
    assert set(spans["speaker"]) == {"Ann Lee"}


def test_quote_of_several_paragraphs_named_at_the_end() -> None:
    """The speaker may be named only after the last paragraph."""
    text = "“It began at noon. Then it rained.\n\n“We left at two,” said Ann Lee."
    spans = _spans(text)
    assert len(set(spans["quote"])) == 1
    assert set(spans["speaker"]) == {"Ann Lee"}


def test_split_quote_is_one() -> None:
    """A quote split by its speaker has two spans and one id."""
    spans = _spans("“It began,” said Ann Lee, “at noon on Monday.”")
    assert len(set(spans["quote"])) == 1
    assert spans["text"].tolist() == ["“It began,”", "“at noon on Monday.”"]


def test_unclosed_mark_ends_with_its_paragraph() -> None:
    """A mark that is never closed does not swallow the rest of the article."""
    spans = _spans("“It began at noon. Then it rained.\n\nAnn Lee left.")
    assert spans["status"].tolist() == ["unclosed"]
    assert spans["text"].tolist() == ["“It began at noon. Then it rained."]


def test_unclosed_mark_in_a_sentence_ends_with_it() -> None:
    """Inside a paragraph an unclosed mark holds one sentence."""
    spans = _spans("Ann Lee said: “It began at noon. The town was empty.")
    row = spans.iloc[0]
    assert (row["text"], row["status"]) == ("“It began at noon.", "unclosed")


def test_mark_opened_twice() -> None:
    """Where the closing mark was lost, the next opening one starts a new quote."""
    spans = _spans("“It began at noon. “Then it rained,” said Ann Lee.")
    assert spans["text"].tolist() == ["“It began at noon.", "“Then it rained,”"]
    assert set(spans["status"]) == {"unclosed"}


def test_double_marks_inside_double_marks() -> None:
    """Marks inside marks belong to the outer quote when all of them close."""
    spans = _spans("“They are “mad” and “bad”,” she said.")
    assert spans["text"].tolist() == ["“They are “mad” and “bad”,”"]


def test_single_marks_inside_double_marks() -> None:
    """Single marks are no quotes of their own in an article with double ones."""
    spans = _spans("“He said ‘go home’ to us,” said Ann Lee.")
    assert spans["text"].tolist() == ["“He said ‘go home’ to us,”"]


def test_british_style_holds_double_marks_inside() -> None:
    """In an article of single marks, double ones are the inner marks."""
    text = "‘I heard them say “no” twice,’ said Ann Lee. ‘It was late.’"
    spans = _spans(text)
    assert spans["text"].tolist() == [
        "‘I heard them say “no” twice,’",
        "‘It was late.’",
    ]


def test_british_style_keeps_apostrophes_whole() -> None:
    """Neither a possessive nor a short form closes a single mark."""
    text = "‘The officials’ cars weren’t there,’ said Ann Lee."
    assert _spans(text)["text"].tolist() == ["‘The officials’ cars weren’t there,’"]


def test_wrapped_lines_do_not_end_a_quote() -> None:
    """In a text of fixed line width, a line break is a space."""
    words = "the water rose all night and nobody in the lower town could sleep at all "
    quote = "“" + " ".join([words.strip()] * 6) + ",” said Ann Lee."
    lines, line = [], ""
    for word in quote.split():
        if len(line) + len(word) > 60:
            lines.append(line.strip())
            line = ""
        line += " " + word
    spans = _spans("\n".join([*lines, line.strip()]))
    assert spans["status"].tolist() == ["closed"]
    assert spans["speaker"].tolist() == ["Ann Lee"]


def test_windows_line_breaks() -> None:
    """A carriage return before each line break makes no difference."""
    text = "“It began at noon. Then it rained.\n\n“We left,” said Ann Lee."
    unix, windows = _spans(text), _spans(text.replace("\n", "\r\n"))
    assert unix["speaker"].tolist() == windows["speaker"].tolist()
    assert unix["quote"].tolist() == windows["quote"].tolist()
