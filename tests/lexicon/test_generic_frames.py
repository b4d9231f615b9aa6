"""What the lexicon for news on any topic finds, and what it leaves alone.

The sentences of ``generic_frames.csv`` were written for these tests by a language
model, with the frames that it would give them as a reader. The first set was written
before the list was extended; the second and the third after it, on other topics, and
then used in their turn to find classes of words that were missing.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import framing as fr

SENTENCES = pd.read_csv(Path(__file__).with_name("generic_frames.csv"), na_filter=False)
LEXICON = fr.load_lexicon("generic-frames")
CELLS = {"set": "set", "framed": "frames", "found": "found", "false": "false"}

SAID = {
    "conflict": [
        "The meeting ended in shouting.",
        "Nurses voted to strike on Monday.",
        "Residents were furious and booed the mayor.",
        "Students took part in a walkout and a boycott.",
        "She said that she would sue the council.",
        "There was a row over the new road.",
    ],
    "human-interest": [
        "A father of two, he broke down in tears.",
        "The 84-year-old could not sleep.",
        "Her husband had been killed in the fire.",
        "Hundreds came to the funeral.",
    ],
    "economic-consequences": [
        "The damage was put at $90 million.",
        "It will cost £2bn.",
        "Shares in the company fell.",
        "Forty staff were made redundant.",
        "Suppliers have not been paid.",
        "The factory has lost customers.",
        "The insurer refused.",
    ],
    "morality": [
        "He spoke of greed.",
        "It is wrong to look away.",
        "For a believer it is a sacred duty.",
        "The rabbi led the service.",
    ],
    "responsibility": [
        "Two managers were charged with manslaughter.",
        "The owner was jailed for nine years.",
        "The firm had cut corners, and warnings were ignored.",
        "The union spoke of a cover-up.",
        "The minister resigned.",
        "The driver was not at fault.",
        "The report found failings and negligence.",
    ],
}

UNSAID = {
    "conflict": [
        "An air strike hit the town.",
        "The car was slammed into a wall by the wind.",
        "It was a grand slam.",
        "The blast was heard for miles.",
        "The Protestant hall is on the opposite bank.",
        "A feudal castle stands there.",
        "The third win in a row.",
        "Sue Miller read the news.",
        "He has a conflict of interest.",
        "Crews battled the massive blaze.",
    ],
    "human-interest": [
        "The founding fathers wrote it.",
        "Father Christmas came by boat.",
        "The parade was held on Father's Day.",
        "An infantry unit was sent.",
        "A couple of buses were late.",
        "Police used tear gas.",
        "They recalled the ambassador.",
        "A 12-year-old agreement ended.",
    ],
    "economic-consequences": [
        "The delay had cost the runners two minutes.",
        "Steve Jobs spoke, and Mr. Price listened.",
        "Growth hormone was found in the sample.",
        "The players left before the trade deadline.",
        "The speech cost him the election.",
        "She shares an office with a colleague.",
        "A stock of vaccines was kept.",
        "The orders were to wait.",
        "They paid attention.",
        "The Wall Street Journal reported it.",
        "He did a good job.",
        "A rule of great import.",
    ],
    "morality": [
        "A rabbit crossed the road.",
        "Mr Bishop scored, and so did Gabriel Jesus.",
        "Witnesses have a duty to answer.",
        "It was done by virtue of the treaty.",
        "He acted in good faith.",
        "Student loan forgiveness was planned.",
        "The town is at the mercy of the river.",
    ],
    "responsibility": [
        "They charged $5 for entry.",
        "The battery is charged in 40 minutes.",
        "He is resigned to it.",
        "A fault line runs under the city.",
        "She was tackled by the left tackle.",
        "The House Oversight Committee met.",
        "He died of heart failure.",
    ],
}


def find(texts: pd.Series[str]) -> pd.DataFrame:
    """Return which labels each text has, one column a label."""
    names = [f"s{number}" for number in range(len(texts))]
    corpus = fr.Corpus(pd.DataFrame({"text": list(texts)}, index=names))
    found = fr.find_frames(corpus, LEXICON).to_matrix().toarray() > 0
    return pd.DataFrame(found, columns=LEXICON.categories, index=texts.index)


def measure() -> pd.DataFrame:
    """Count frames that readers gave, those found, and false ones, by set."""
    given = SENTENCES["frames"].str.get_dummies(" ")[list(LEXICON.categories)] > 0
    found = find(SENTENCES["text"])
    counts = {
        "sentences": SENTENCES.groupby("set").size(),
        "frames": given.sum(axis=1).groupby(SENTENCES["set"]).sum(),
        "found": (given & found).sum(axis=1).groupby(SENTENCES["set"]).sum(),
        "false": (~given & found).sum(axis=1).groupby(SENTENCES["set"]).sum(),
    }
    return pd.DataFrame(counts)


@pytest.fixture(scope="module")
def measured() -> pd.DataFrame:
    return measure()


def test_nothing_to_look_at():
    """The list has no entry that repeats another or can never match."""
    assert LEXICON.check().empty


@pytest.mark.parametrize(("name", "least"), [("first", 0.9), ("second", 0.8)])
def test_frames_of_ordinary_news_are_found(measured, name, least):
    """Of the frames that a reader would give, most are found."""
    row = measured.loc[name]
    assert row["found"] / row["frames"] >= least


@pytest.mark.parametrize("name", ["first", "second", "third"])
def test_few_frames_are_false(measured, name):
    """Of what is found, five in six are what a reader would say."""
    row = measured.loc[name]
    assert row["found"] / (row["found"] + row["false"]) >= 0.83


def test_documented_figures(measured):
    """The figures in the docs are those that are measured."""
    page = Path(__file__).parents[2] / "docs" / "lexicons.md"
    text = page.read_text(encoding="utf-8")
    for name in ("first", "second", "third"):
        row = measured.loc[name]
        recall = f"{row['found'] / row['frames']:.2f}".lstrip("0")
        precision = row["found"] / (row["found"] + row["false"])
        counted = f"| {name} | {row['sentences']} | {row['frames']} |"
        assert counted in text
        assert f"| {recall} | {f'{precision:.2f}'.lstrip('0')} |" in text


@pytest.mark.parametrize(
    ("label", "sentence"), [(label, s) for label in SAID for s in SAID[label]]
)
def test_plain_words_count(label, sentence):
    """A plain word of the frame is enough."""
    assert find(pd.Series([sentence]))[label].item()


@pytest.mark.parametrize(
    ("label", "sentence"), [(label, s) for label in UNSAID for s in UNSAID[label]]
)
def test_false_friends_do_not_count(label, sentence):
    """The same letters in another sense are left alone."""
    assert not find(pd.Series([sentence]))[label].item()
