"""What must not be taken for a quote, a cue or a speaker."""

from __future__ import annotations

import pandas as pd
import pytest

import framing as fr
from framing.annotate.quotes import find_quotes


def _spans(text: str) -> pd.DataFrame:
    corpus = fr.Corpus(pd.DataFrame({"text": [text]}, index=["a"]))
    return find_quotes(corpus).spans


@pytest.mark.parametrize(
    "text",
    [
        "The United States signed the treaty in the state of Veracruz.",
        "The accused men left the hall on Monday.",
        "The plans to build a road were dropped.",
        "Their claims and demands, like all claims, take time.",
        "The reports of rain were wrong.",
        "We asked the office for a comment.",
        "I think that the weather was fine.",
        pytest.param(
            "The film called Gone opened on Friday.",
            marks=pytest.mark.xfail(reason="“called” before a name can be active"),
        ),
        'The board is 6\'2" wide and 5" thick.',
        "Officials’ cars and the mayor’s car stood there.",
        "It was the farmers' market, not the bakers'.",
        "Rain fell. The river rose. Nobody came.",
        "Iowa: Ann Lee, Bo Day, Cy Ray, Di Fox, Ed Kay",
        "",
        " \n ",
        "“”",
        '""',
        "''",
        "!?…",
    ],
)
def test_nothing_to_find(text: str) -> None:
    """No span is found where nobody says anything."""
    assert _spans(text).empty


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("“We lost,” Medina told La Prensa.", "La Prensa"),
        ("Medina told La Prensa that they had lost.", "La Prensa"),
        ("“We lost,” he told the crowd in Reno.", "the crowd"),
        ("Medina urged the guards to let them pass.", "the guards"),
        ("On Monday, Medina said that they had lost.", "Monday"),
        ("After the storm, Medina said, they marched on.", "the storm"),
    ],
)
def test_hearer_is_no_speaker(text: str, wrong: str) -> None:
    """Who is told, and when, is never the one who says it."""
    spans = _spans(text)
    assert len(spans)
    assert wrong not in set(spans["speaker"])
    assert set(spans["speaker"]) == {"he" if "he told" in text else "Medina"}


def test_outer_statement_is_kept() -> None:
    """What one person says another says is one statement, by the first."""
    spans = _spans("Lopez said that Diaz claims the vote was bought.")
    assert spans["speaker"].tolist() == ["Lopez"]


def test_is_accusing_has_its_own_subject() -> None:
    """A progressive takes the subject before it, a participle that of the sentence."""
    spans = _spans("The union, which met in Leeds, is accusing the firm of lies.")
    assert spans["speaker"].tolist() == ["The union"]
    spans = _spans("The firm shut two plants in Leeds, claiming that sales fell.")
    assert spans["speaker"].tolist() == ["The firm"]


def test_relative_clause_ends_before_the_main_verb() -> None:
    """What "X, who said ..., left" reports ends at the second comma."""
    spans = _spans("Lopez, who said the law was dead, left the hall.")
    assert spans["text"].tolist() == ["the law was dead"]


def test_scare_quotes_are_kept_without_a_speaker() -> None:
    """Words in marks that nobody said stay in the table."""
    spans = _spans("The so-called “experts” never came to the “summit”.")
    assert spans["label"].tolist() == ["scare", "scare"]
    assert spans["speaker_start"].tolist() == [-1, -1]


def test_name_of_a_work_is_not_said_by_its_guest() -> None:
    """A programme named before the speaker is a title and no quote."""
    spans = _spans("On CBS’s “Face the Nation,” Lopez said the law was dead.")
    assert set(zip(spans["label"], spans["text"], strict=True)) == {
        ("title", "“Face the Nation,”"),
        ("indirect", "the law was dead"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "The evening ended in shouting on Monday after the rain that fell.",
        "Years of complaining about the smell had led nowhere.",
        "They came back from protesting against the road.",
        "The hall was tired of shouting and praising the mayor.",
    ],
)
def test_a_noun_in_ing_is_no_cue(text: str) -> None:
    """Behind a preposition a form in -ing names what went on."""
    assert _spans(text).empty


def test_that_belongs_to_the_verb_beside_it() -> None:
    """A verb of saying further left does not take the clause of a nearer one."""
    text = "It ended in shouting on Monday after Medina told drivers that they lost."
    assert _spans(text)["speaker"].tolist() == ["Medina"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("He began by saying that they had lost.", "that they had lost"),
        ("He was sick of saying that they had lost.", "that they had lost"),
        ("He angered them by praising the new road.", "the new road"),
        ("Medina told drivers the road would close.", "the road would close"),
    ],
)
def test_a_clause_behind_a_cue(text: str, content: str) -> None:
    """A clause is content behind a preposition too, and "by" has the means."""
    assert content in _spans(text)["text"].tolist()


@pytest.mark.parametrize("what", ["nothing", "it", "everything else", "more", "this"])
def test_a_hollow_word_is_no_content(what: str) -> None:
    """Nobody is quoted by "Inspectors reported nothing"."""
    assert _spans(f"Inspectors reported {what} on Monday.").empty
    assert not _spans(f"Inspectors reported {what} about the old faults.").empty
