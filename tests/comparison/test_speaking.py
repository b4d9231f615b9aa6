"""Share of voice: words by speaker, shares that add up, coverage beside them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.comparison.speaking import (
    OTHERS,
    UNKNOWN,
    attribution_coverage,
    share_of_voice,
)
from framing.comparison.unnamed import unknown_note
from tests.strategies import texts

ARTICLES = [
    {
        "text": '"We stay here," Ann Lee said. Omar Bell said the road was closed.',
        "outlet": "Ledger",
    },
    {
        "text": '"Go home now please," said Omar Bell. It rained for days.',
        "outlet": "Ledger",
    },
    {"text": '"Nobody asked us," Ann Lee said.', "outlet": "Courier"},
    {"text": "It rained all week in the valley.", "outlet": "Post"},
]


def quotes_of(rows, **options):
    corpus = fr.Corpus(pd.DataFrame(rows, index=[f"d{i}" for i in range(len(rows))]))
    return fr.find_quotes(corpus, actors=fr.find_actors(corpus), **options)


@pytest.fixture(scope="module")
def table():
    return share_of_voice(quotes_of(ARTICLES)).set_index(["group", "speaker"])


def test_words_of_each_speaker_are_counted(table):
    """The words inside the quotes are counted, those around them are not."""
    assert table.loc[("Ledger", "Ann Lee"), "n_words"] == 3
    assert table.loc[("Ledger", "Omar Bell"), "n_words"] == 4 + 4
    assert table.loc[("Courier", "Ann Lee"), "n_words"] == 3
    assert table.loc[("Ledger", "Ann Lee"), "share"] == pytest.approx(3 / 11)


def test_quotes_and_first_voices_are_counted(table):
    """Who is quoted first in how many of the articles that quote anybody."""
    assert table.loc[("Ledger", "Omar Bell"), "n_quotes"] == 2
    assert table.loc[("Ledger", "Omar Bell"), "n_docs_speaker"] == 2
    assert table.loc[("Ledger", "Omar Bell"), "n_docs_first"] == 1
    assert table.loc[("Ledger", "Ann Lee"), "first_share"] == 0.5


def test_zeros_stay_zeros(table):
    """A speaker that a group never quotes has a row with zero and the reason."""
    row = table.loc[("Courier", "Omar Bell")]
    assert row["n_quotes"] == row["share"] == 0
    assert row["note"].startswith("no hit")


def test_group_without_quotes_is_kept(table):
    """Where nobody speaks shares are missing, not zero."""
    row = table.loc[("Post", "Ann Lee")]
    assert np.isnan(row["share"])
    assert np.isnan(row["first_share"])
    assert row["attributed_share"] == 0
    assert np.isnan(row["actor_share"])


def test_one_article_has_no_interval(table):
    """The words of one article hang together: counting them bounds nothing."""
    row = table.loc[("Courier", "Ann Lee")]
    assert row["interval"] == "none"
    assert np.isnan(row["low"])
    assert "one article" in row["note"]


def test_two_articles_have_an_interval_round_the_share(table):
    """Articles of a group that differ bound the share."""
    row = table.loc[("Ledger", "Omar Bell")]
    assert row["low"] < row["share"] < row["high"]
    assert row["interval"].startswith("jackknife")


def test_unknown_speakers_are_told_apart():
    """Words of a speaker who is no actor count as unknown, and lower the coverage."""
    rows = [{"text": '"We stay," she said. "No way," Ann Lee said.', "outlet": "L"}]
    table = share_of_voice(quotes_of(rows)).set_index("speaker")
    assert table.loc[UNKNOWN, "n_words"] == 2
    assert table.loc["Ann Lee", "speaker_share"] == 1
    assert table.loc["Ann Lee", "actor_share"] == 0.5


def test_other_speakers_are_pooled():
    """With one speaker shown, the words of all others stand in one row."""
    quotes = quotes_of(ARTICLES)
    table = share_of_voice(quotes, speakers=["Ann Lee"]).set_index(["group", "speaker"])
    assert table.loc[("Ledger", OTHERS), "n_words"] == 8
    assert table.loc["Ledger", "share"].sum() == pytest.approx(1)


def test_a_speaker_nobody_quotes_has_zeros():
    """Speakers that are asked for are in the table, even if never quoted."""
    table = share_of_voice(quotes_of(ARTICLES), speakers=["Nobody Atall"])
    assert table.loc[table["speaker"] == "Nobody Atall", "n_words"].eq(0).all()


def test_coverage_counts_words():
    """Attributed words are a part of all words, actors' words a part of those."""
    table = attribution_coverage(quotes_of(ARTICLES)).set_index("group")
    assert table.loc["Courier", "n_words"] == 6
    assert table.loc["Courier", "n_attributed"] == 3
    assert table.loc["Courier", "attributed_share"] == 0.5
    assert table.loc["Ledger", "actor_share"] == 1


def test_scare_quotes_are_nobodys_words():
    """Borrowed words that nobody is said to have said count for no speaker."""
    rows = [{"text": 'The "caravan" moved on slowly.', "outlet": "L"}]
    assert attribution_coverage(quotes_of(rows))["n_attributed"].tolist() == [0]


def test_order_of_articles_does_not_matter():
    """The same articles in another order give the same table."""
    forward = share_of_voice(quotes_of(ARTICLES))
    backward = share_of_voice(quotes_of(ARTICLES[::-1]))
    pd.testing.assert_frame_equal(forward, backward)


def test_quotes_without_actors_are_refused():
    """Without actors there is nobody to give a share to."""
    quotes = fr.find_quotes(fr.read_articles(ARTICLES))
    with pytest.raises(ValueError, match="link no speaker"):
        share_of_voice(quotes)


def test_other_kinds_are_refused():
    """Only quotes have speakers."""
    frames = fr.find_frames(fr.load_example("caravan"))
    with pytest.raises(ValueError, match="kind 'quotes'"):
        share_of_voice(frames)


def test_bad_arguments_are_refused():
    """Unknown variables, variables without values and numbers below 1 are named."""
    quotes = quotes_of(ARTICLES)
    with pytest.raises(KeyError, match="outlett"):
        share_of_voice(quotes, by="outlett")
    with pytest.raises(ValueError, match="max_speakers"):
        share_of_voice(quotes, max_speakers=0)
    empty = quotes_of([{"text": "Ann Lee said it rained.", "outlet": None}])
    with pytest.raises(ValueError, match="no article has a value"):
        attribution_coverage(empty)


def test_articles_without_a_group_are_left_out_with_a_warning():
    """Missing values are counted in a warning."""
    quotes = quotes_of([*ARTICLES, {"text": "Ann Lee said no.", "outlet": None}])
    with pytest.warns(fr.FramingWarning, match="1 of 5 articles"):
        table = share_of_voice(quotes)
    assert set(table["group"]) == {"Ledger", "Courier", "Post"}


@settings(max_examples=40, deadline=None)
@given(st.lists(texts, min_size=1, max_size=4))
def test_any_text_keeps_the_sums(found):
    """Words add up over speakers, and shares to one, whatever the text."""
    rows = [
        {"text": text or "x", "outlet": "AB"[n % 2]} for n, text in enumerate(found)
    ]
    rows.append({"text": '"We stay here," Ann Lee said.', "outlet": "A"})
    quotes = quotes_of(rows)
    table, coverage = share_of_voice(quotes), attribution_coverage(quotes)
    words = table.groupby("group")["n_words"].sum()
    assert words.tolist() == coverage["n_attributed"].tolist()
    sums = table.dropna(subset="share").groupby("group")["share"].sum()
    assert sums.to_numpy() == pytest.approx(1)
    assert (
        coverage["n_words"]
        == [
            quotes.tokens.words_per_doc[
                (quotes.corpus.docs["outlet"] == group).to_numpy()
            ].sum()
            for group in coverage["group"]
        ]
    ).all()


def test_many_unknown_words_come_with_what_names_more():
    """From a third on the note of the row says what to type; below it says nothing."""
    rows = [
        {
            "text": 'Ann Lee came. "We stay," she said. "Go," Ann Lee said.',
            "outlet": "L",
        },
        {"text": '"We all stay here for long," Ann Lee said. Rain.', "outlet": "M"},
    ]
    table = share_of_voice(quotes_of(rows)).set_index(["group", "speaker"])
    note = table.loc[("L", UNKNOWN), "note"]
    assert "67% by no known actor" in note
    assert "find_actors(corpus, pronouns=True)" in note
    assert "pronouns" not in "".join(table.drop(index=("L", UNKNOWN))["note"])


def test_resolved_pronouns_ask_for_names_instead():
    """Where pronouns were resolved, more names are what is left to give."""
    rows = [{"text": '"We stay here," the stranger said. Ann Lee left.', "outlet": "L"}]
    corpus = fr.Corpus(pd.DataFrame(rows, index=["d0"]))
    actors = fr.find_actors(corpus, {"Ann Lee": []}, pronouns=True)
    quotes = fr.find_quotes(corpus, actors=actors)
    assert "pronouns=True" not in unknown_note(0.5, quotes)
    assert "{name: [names]}" in unknown_note(0.5, quotes)
    assert unknown_note(0.3, quotes) == ""
    assert unknown_note(0.326, quotes).startswith("33% by no known actor")
    assert unknown_note(float("nan"), quotes) == ""


def test_a_misspelt_speaker_is_told():
    """A name that is nearly one of the speakers is asked about."""
    quotes = quotes_of(ARTICLES)
    name = next(n for n in share_of_voice(quotes)["speaker"] if " " in n)
    with pytest.warns(fr.FramingWarning, match=f"Did you mean '{name}'"):
        share_of_voice(quotes, speakers=[name[:-1]])
