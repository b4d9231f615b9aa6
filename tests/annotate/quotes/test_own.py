"""What is nobody's words: an outlet's own report, a refusal to speak, a deal."""

from __future__ import annotations

import pytest

import framing as fr
from framing.annotate.quotes.own import outlet_words


def speakers(text: str, outlet: str | None = None) -> list[str]:
    row = {"text": text} | ({"outlet": outlet} if outlet else {})
    return fr.find_quotes(fr.read_articles([row])).spans["speaker"].tolist()


REPORTS_ITSELF = [
    "The bridge will close, the Courier can reveal.",
    "The Gazette understands that the bridge will close.",
    "The Gazette has learned that the bridge will close.",
    "The Gazette has also learnt that the bridge will close.",
    "BBC News understands that the bridge will close.",
    "This newspaper found that the bridge will close.",
]


@pytest.mark.parametrize("text", REPORTS_ITSELF)
@pytest.mark.parametrize("outlet", [None, "Courier"])
def test_self_report(text: str, outlet: str | None) -> None:
    """A newspaper that can reveal something quotes nobody, whoever prints it."""
    assert speakers(text, outlet) == []


BY_NAME = [
    "The Courier revealed on Monday that the bridge will close.",
    "A Courier poll found that most drivers wept.",
    "An exclusive COURIER investigation showed that drivers wept.",
    "According to a Courier analysis, most drivers wept.",
    "The bridge will close, the Courier said.",
]


@pytest.mark.parametrize("text", BY_NAME)
@pytest.mark.parametrize("outlet", ["Courier", "the courier", "The Alva Courier"])
def test_own_outlet(text: str, outlet: str) -> None:
    """Where the outlet is known, nothing it says itself is an attribution."""
    assert speakers(text, outlet) == []
    assert speakers(text) != []
    assert speakers(text, "Gazette") != []


OTHERS = [
    ("The White House understands that drivers wept.", "The White House"),
    ("The mayor has learned that drivers wept.", "The mayor"),
    ("The Courier's owner said that drivers wept.", "The Courier's owner"),
    ("The Gazette reported that drivers wept.", "The Gazette"),
    ("Ann Lee told the Courier that drivers wept.", "Ann Lee"),
    ("“We wept on the bridge,” Ann Lee told the Courier.", "Ann Lee"),
]


@pytest.mark.parametrize(("text", "speaker"), OTHERS)
def test_others_still_speak(text: str, speaker: str) -> None:
    """Other speakers, other outlets and the outlet's own people keep their words."""
    assert speakers(text, "Courier") == [speaker]


def test_words_in_marks_stay_a_quote() -> None:
    """What stands in quotation marks stays there, with nobody found to say it."""
    assert speakers("“We are sorry for it all,” the Courier said.", "Courier") == [""]


def test_outlets_without_a_name() -> None:
    """A missing outlet, or one that is no text, has no words."""
    assert outlet_words(None) == outlet_words(float("nan")) == outlet_words("") == ()
    text = "The Courier said it rained"
    rows = [{"text": f"{text}.", "outlet": "Echo"}, {"text": f"{text} hard."}]
    spans = fr.find_quotes(fr.read_articles(rows)).spans
    assert spans["speaker"].tolist() == ["The Courier"] * 2


RELATIVES = [
    ("Maria Lund, whose son Theo, 6, waits for a boat, said it was late.",
     "Maria Lund"),
    ("Maria Lund, 41, whose son Theo, 6, has waited for months, said it was late.",
     "Maria Lund"),
    ("Maria Lund, where Tom Oak, 40, once worked, said it was late.", "Maria Lund"),
    ("The woman whose son has waited for months said that it was late.", "The woman"),
    ("“It is so late,” Maria Lund, whose son Theo, 6, waits for a boat, said.",
     "Maria Lund"),
    # no verb between: the clause itself speaks
    ("Maria Lund, whose lawyer, Max Bell, said it was late, left.", "lawyer"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), RELATIVES)
def test_clause_between_subject_and_verb(text: str, speaker: str) -> None:
    """Who is named in a clause about the speaker does not speak."""
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry line declined to comment on the figures.",
        "The ferry line has refused to comment publicly.",
        "She declined to be named.",
        "They took a deal that promises more boats.",
        "The agreement promises more boats.",
    ],
)
def test_silence_and_deals(text: str) -> None:
    """Who declines to speak says nothing, and a deal has no voice."""
    assert speakers(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Oak called on the line to sell boats.", "Oak"),
        ("Oak promised more boats.", "Oak"),
    ],
)
def test_calls_and_promises_of_people(text: str, speaker: str) -> None:
    """Annotators take these for attributions, so they stay."""
    assert speakers(text) == [speaker]


OTHERS_IN_IT = [
    "The Courier can reveal that Ann Lee said the bridge will close.",
    "The Courier can reveal Ann Lee said the bridge will close.",
    "The bridge will close, the Courier can reveal. “We wept,” Ann Lee said.",
    "The Courier has learned that Ann Lee warned them that the bridge will close.",
]


@pytest.mark.parametrize("text", OTHERS_IN_IT)
@pytest.mark.parametrize("outlet", [None, "Courier"])
def test_others_in_a_self_report(text: str, outlet: str | None) -> None:
    """Who is quoted in what an outlet reveals speaks; the outlet does not."""
    assert speakers(text, outlet) == ["Ann Lee"]


def test_a_paper_that_the_outlet_saw_speaks() -> None:
    """The outlet behind "seen by" is no speaker, whether it is known or not."""
    text = "An email seen by the Courier says: “It will burn.”"
    assert speakers(text) == speakers(text, "Courier") == ["An email"]


@pytest.mark.parametrize("plea", ["guilty", "not guilty", "no contest", "innocent"])
def test_a_plea_is_what_the_accused_says(plea: str) -> None:
    """To plead so is to say so."""
    spans = fr.find_quotes(
        fr.read_articles([{"text": f"Ann Lee pleaded {plea} to fraud on Monday."}])
    ).spans
    assert spans["speaker"].tolist() == ["Ann Lee"]
    assert spans["text"].item() == f"{plea} to fraud on Monday"
