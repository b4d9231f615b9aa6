"""Sentences end where a reader says they end: cases written for the purpose."""

from __future__ import annotations

import pytest
from nltk.tokenize.punkt import PunktSentenceTokenizer

from framing.tokens.engine import scan

# One string a case; "|" marks every place where one sentence ends and another begins.
CASES = [
    "The column reached the U.S. border.| It stopped there.",
    "They marched north to the U.S.| The ministry said nothing.",
    "The U.S. Congress met.| It voted at 9 p.m. on Monday.",
    "Talks ended at 9 p.m.| The envoys went home.",
    "Sen. Ada Holt met Gov. Ray Pell.| Neither spoke.",
    "Mr. Orlin and Mrs. Dray left.| Dr. Sorbey stayed.",
    "He lives in Tapley, Mass.| The town is small.",
    "Paul D. Rennick wrote it.| J. R. Vane signed it.",
    "“They are tired.| They will not stop,” Orlin said.| He left.",
    "“They are tired.”| Orlin left.",
    "“Why now?” Orlin asked.| Nobody knew.",
    "“Why now?” the mayor asked.| Nobody knew.",
    "“Go home!” shouted a man.| The crowd went on.",
    "“Go home!”| The crowd went on.",
    '"Why now?" Mayor Lomas asked.| Nobody knew.',
    "Who decides?| The court does.",
    "He waited ... and waited.| Then he left.",
    "He waited…| Then he left.",
    "They paid $1.5 million.| That was No. 5 on the list.",
    "The answer was no.| Then came 40 others.",
    "It grew by 3.5 percent.| 12 people left.",
    "The firm, Alva Haulage Inc., closed.| Its owner wept.",
    "He works for Alva Haulage Inc.| The firm closed.",
    "She had seen Jan. 5 and Sept. 12.| Both were wet.",
    "He met the St. Orrin council.| It agreed.",
    "First line\n\n|Second paragraph without a mark\n\n|Third",
    "The gate was shut at the border.|The minister left.",
    "(It rained.)| The camp flooded.",
    "She said (in a letter.)| Then nothing.",
    "He left – she stayed.| All wept.",
    "1. Close the gate.| That was the plan.",
    "The vote was 5 to 4.| Lomas abstained.",
    "They came from Marrow, Hollin, etc.| Few returned.",
    "The so-called reform, i.e. the closure, passed.| It was law.",
    "Prof. Hanne Vertrees vs. the ministry was heard.| She won.",
    "‘We go on,’ she said.| The others nodded.",
    "‘We go on.’| The others nodded.",
    "It was over!| Or was it?| Nobody said.",
    "He shouted “stop!” and ran.| The guards laughed.",
    "The N.O.T. denied it.| A spokesman left.",
]


def expected(case: str) -> tuple[str, list[str]]:
    parts = case.split("|")
    return "".join(parts), [part.strip() for part in parts]


def found(text: str) -> list[str]:
    columns = scan([text])
    edges = zip(columns.sentence_start, columns.sentence_end, strict=True)
    return [text[a:b] for a, b in edges]


@pytest.mark.parametrize("case", CASES)
def test_sentences_end_where_a_reader_says(case):
    """Abbreviations, initials, quotations, ellipses, lost spaces, enumerations."""
    text, sentences = expected(case)
    assert found(text) == sentences


def test_rule_does_better_than_untrained_punkt():
    """NLTK's Punkt without its download is the peer; it gets fewer cases right."""
    punkt = PunktSentenceTokenizer()
    ours = theirs = 0
    for case in CASES:
        text, sentences = expected(case)
        ours += found(text) == sentences
        theirs += [s.strip() for s in punkt.tokenize(text)] == sentences
    assert ours == len(CASES) > theirs


def test_lines_of_fixed_width_are_joined():
    """In a text broken into lines of about equal length a line break is a space."""
    lines = [
        "The column of walkers reached the river on Monday and",
        "waited for the ferry that the council had promised the",
        "families a week before, while the guards of the crossing",
        "watched from the other bank of the river and said little",
        "to those who came to ask. The ferry came late at night.",
    ]
    sentences = found("\n".join(lines))
    assert len(sentences) == 2
    assert sentences[1] == "The ferry came late at night."


def test_a_line_a_paragraph_ends_sentences():
    """In a text with a line a paragraph every line break ends a sentence."""
    assert found("Ferry late\nThe families waited\nNobody came") == [
        "Ferry late",
        "The families waited",
        "Nobody came",
    ]
