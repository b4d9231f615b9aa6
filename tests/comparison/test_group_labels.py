"""Names for a group of people: counts by outlet, by voice, with modifiers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing as fr
from framing.comparison.group_labels import name_labels
from tests.strategies import texts

ROWS = [
    {"text": "Illegal immigrants crossed. The immigrants slept.", "outlet": "Ledger"},
    {"text": "Honduran migrants walked on.", "outlet": "Ledger"},
    {
        "text": 'Some migrants walked on. "The immigrants must go," Ann Lee said.',
        "outlet": "Courier",
    },
]
HEADS = ["migrants", "immigrants"]


@pytest.fixture(scope="module")
def actors():
    return fr.find_actors(fr.read_articles(ROWS))


def test_nouns_are_counted_by_outlet(actors):
    """Hits, shares of the nouns asked for, and articles with a hit."""
    table = name_labels(actors, HEADS).set_index(["group", "label"])
    assert table.loc[("Ledger", "immigrants"), "n_hits"] == 2
    assert table.loc[("Ledger", "immigrants"), "share"] == pytest.approx(2 / 3)
    assert table.loc[("Ledger", "immigrants"), "n_docs_hit"] == 1
    assert table.loc[("Courier", "migrants"), "n_hits"] == 1


def test_modifiers_are_kept_with_their_counts(actors):
    """What stands before the noun and says who they are is listed."""
    table = name_labels(actors, HEADS).set_index(["group", "label"])
    assert table.loc[("Ledger", "immigrants"), "modifiers"].lower() == "illegal (1)"
    assert table.loc[("Ledger", "migrants"), "modifiers"] == "Honduran (1)"
    assert table.loc[("Courier", "migrants"), "modifiers"] == ""


def test_full_labels_can_be_compared(actors):
    """In detail, a noun and its modifiers are one name."""
    table = name_labels(actors, HEADS, detail="label")
    assert "Honduran migrants" in set(table["label"])
    assert table.groupby("group")["share"].sum().to_numpy() == pytest.approx(1)


def test_voices_are_told_apart(actors):
    """What a speaker calls people is not what the text calls them."""
    quotes = fr.find_quotes(actors.corpus, actors=actors)
    table = name_labels(actors, HEADS, quotes=quotes)
    cells = table.set_index(["group", "voice", "label"])["n_hits"]
    assert cells[("Courier", "quoted", "immigrants")] == 1
    assert cells[("Courier", "unattributed", "immigrants")] == 0
    assert cells[("Courier", "unattributed", "migrants")] == 1


def test_voices_add_up(actors):
    """The hits of all voices are the hits without voices."""
    quotes = fr.find_quotes(actors.corpus, actors=actors)
    by_voice = name_labels(actors, HEADS, quotes=quotes)
    plain = name_labels(actors, HEADS)
    keys = ["group", "label"]
    assert (
        by_voice.groupby(keys)["n_hits"].sum().to_dict()
        == plain.set_index(keys)["n_hits"].to_dict()
    )


def test_a_noun_that_is_never_used_has_zeros(actors):
    """A noun that was asked for stays in the table."""
    table = name_labels(actors, [*HEADS, "travelers"])
    rows = table[table["label"] == "travelers"]
    assert rows["n_hits"].tolist() == [0, 0]
    assert rows["note"].str.startswith("no hit").all()


def test_labels_not_shown_stay_in_the_total(actors):
    """Shares do not change when fewer labels are shown."""
    every = name_labels(actors, HEADS).set_index(["group", "label"])["share"]
    one = name_labels(actors, HEADS, max_labels=1).set_index(["group", "label"])
    assert one["share"].to_dict() == {k: every[k] for k in one.index}


def test_no_group_at_all_gives_an_empty_table_with_columns():
    """Articles that name no group give no rows, and all columns."""
    actors = fr.find_actors(fr.read_articles([{"text": "It rained.", "outlet": "A"}]))
    table = name_labels(actors)
    assert not len(table)
    assert "n_docs_hit" in table.columns


@pytest.mark.parametrize(
    ("options", "error", "told"),
    [
        ({"heads": "migrants"}, TypeError, "list of nouns"),
        ({"heads": []}, ValueError, "at least one noun"),
        ({"detail": "word"}, ValueError, "'head' or 'label'"),
        ({"max_labels": 0}, ValueError, "max_labels"),
        ({"by": "outlett"}, KeyError, "outlett"),
    ],
)
def test_bad_arguments_are_refused(actors, options, error, told):
    """The message names the parameter and what to type."""
    with pytest.raises(error, match=told):
        name_labels(actors, **options)


def test_other_kinds_and_corpora_are_refused(actors):
    """Frames are no actors, actors no quotes, and quotes must fit the actors."""
    frames = fr.find_frames(fr.load_example("caravan"))
    with pytest.raises(ValueError, match="kind 'actors'"):
        name_labels(frames)
    with pytest.raises(ValueError, match="kind 'quotes'"):
        name_labels(actors, quotes=actors)
    with pytest.raises(ValueError, match="same corpus"):
        name_labels(actors, quotes=fr.find_quotes(fr.load_example("caravan")))


@settings(max_examples=40, deadline=None)
@given(st.lists(texts, min_size=1, max_size=3))
def test_any_text_gives_shares_that_add_up(found):
    """Whatever the text, shares are missing or add up to one in each voice."""
    rows = [{"text": text or "x", "outlet": "A"} for text in found]
    rows.append({"text": "Many migrants met people.", "outlet": "B"})
    docs = pd.DataFrame(rows, index=[f"d{i}" for i in range(len(rows))])
    actors = fr.find_actors(fr.Corpus(docs))
    quotes = fr.find_quotes(actors.corpus)
    table = name_labels(actors, quotes=quotes, max_labels=500)
    sums = table.dropna(subset="share").groupby(["group", "voice"])["share"].sum()
    assert np.allclose(sums, 1)
