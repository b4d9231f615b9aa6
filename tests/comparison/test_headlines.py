"""Who is named in the headlines, beside who is quoted; what is attributed at all."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.comparison.speaking import attribution_coverage, share_of_voice

SAID = '"We stay here," Ann Lee said. Omar Bell waited. "Fine with me," Lee added.'
ROWS = [
    {"text": SAID, "outlet": "Ledger", "title": "Lee stays"},
    {"text": SAID, "outlet": "Ledger", "title": "ANN LEE STAYS, BELL WAITS"},
    {"text": SAID, "outlet": "Ledger", "title": "Leeds and Bellows: nobody"},
    {"text": SAID, "outlet": "Ledger", "title": None},
    {"text": SAID, "outlet": "Courier", "title": ""},
]


def found(rows):
    corpus = fr.Corpus(pd.DataFrame(rows, index=[f"d{i}" for i in range(len(rows))]))
    actors = fr.find_actors(corpus)
    return fr.find_quotes(corpus, actors=actors), actors


def table_of(rows, *, with_actors=True, **options):
    quotes, actors = found(rows)
    names = ["Ann Lee", "Omar Bell"]
    table = share_of_voice(
        quotes, speakers=names, actors=actors if with_actors else None, **options
    )
    return table.set_index(["group", "speaker"])


def test_names_in_headlines_are_counted():
    """Whole words count, also in a headline in capitals; parts of words do not."""
    table = table_of(ROWS)
    lee = table.loc[("Ledger", "Ann Lee")]
    assert (lee["n_docs_titled"], lee["n_docs_headline"]) == (3, 2)
    assert lee["headline_share"] == pytest.approx(2 / 3)


def test_an_actor_need_not_be_quoted_to_be_in_a_headline():
    """The headline counts for actors who say nothing, under the names the text has."""
    rows = [{**ROWS[0], "title": "Omar Bell waits"}]
    table = table_of(rows)
    assert table.loc[("Ledger", "Omar Bell"), "n_docs_headline"] == 1
    assert table.loc[("Ledger", "Omar Bell"), "n_quotes"] == 0


def test_without_actors_the_names_of_the_quotes_count():
    """The label and the names under which somebody is quoted are looked for."""
    table = table_of(ROWS, with_actors=False)
    assert table.loc[("Ledger", "Ann Lee"), "n_docs_headline"] == 2


def test_no_headline_is_no_zero():
    """Without headlines the share is missing."""
    table = table_of(ROWS)
    row = table.loc[("Courier", "Ann Lee")]
    assert row["n_docs_titled"] == 0
    assert np.isnan(row["headline_share"])
    none = table_of([{"text": SAID, "outlet": "Ledger"}])
    assert np.isnan(none["headline_share"]).all()


def test_another_variable_may_hold_the_headline():
    """The name of the document variable is an option."""
    rows = [{"text": SAID, "outlet": "Ledger", "head": "Lee stays"}]
    assert table_of(rows, title="head")["n_docs_headline"].tolist()[0] == 1


def test_others_are_in_no_headline_that_can_be_told():
    """The two closing rows have no names."""
    row = table_of(ROWS).loc[("Ledger", "unknown")]
    assert np.isnan(row["n_docs_headline"])


def test_actors_of_another_corpus_are_refused():
    """Names must come from the same articles."""
    quotes, _ = found(ROWS)
    _, others = found(ROWS[:2])
    with pytest.raises(ValueError, match="in the corpus of `quotes`"):
        share_of_voice(quotes, actors=others)


@pytest.mark.parametrize("by", ["voice", "speaker"])
def test_the_methods_tell_the_coverage(by):
    """Beside a comparison by voice stands how much of each outlet is attributed."""
    quotes, _ = found(ROWS[:1] + ROWS[4:])
    parts = fr.split_voices(quotes, by=by)
    said = fr.compare(fr.find_frames(parts), by=by).methods
    share = attribution_coverage(quotes)["attributed_share"].round(2).tolist()
    told = f"attributed to somebody (Courier {share[0]:.0%}, Ledger {share[1]:.0%})."
    assert told in said
    assert "the article stayed the unit" in said


def test_the_coverage_is_told_by_the_groups_compared():
    """Outlets compared in one voice have the coverage of each outlet beside them."""
    quotes, _ = found(ROWS[:1] + ROWS[4:])
    parts = fr.split_voices(quotes).where(voice="unattributed")
    said = fr.compare(fr.find_frames(parts), by="outlet").methods
    assert "attributed to somebody (Courier" in said


def test_no_coverage_is_made_up():
    """Where the unattributed parts are left out nothing is said about coverage."""
    quotes, _ = found(ROWS[:1] + ROWS[4:])
    parts = fr.split_voices(quotes).where(voice="quoted")
    said = fr.compare(fr.find_frames(parts), by="outlet").methods
    assert "attributed to somebody" not in said
