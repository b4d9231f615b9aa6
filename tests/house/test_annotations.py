"""Findings keep their corpus, count zeros, and show the exact words."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from tests.strategies import newsy

LEXICON = fr.Lexicon.from_dict(
    {"security": ["border*", "no"], "need": ["migrant*", "émigré"], "never": ["zzz"]},
    language="en, fr",
)


def corpus_of(*texts: str, **columns: object) -> fr.Corpus:
    return fr.Corpus(
        pd.DataFrame(
            {"text": list(texts), **columns},
            index=[f"a{i}" for i in range(len(texts))],
        )
    )


@pytest.fixture
def frames() -> fr.Annotations:
    corpus = corpus_of(
        "The border shut. Migrants wait at the border.",
        "",
        "Rain fell.",
        outlet=["One", "One", "Two"],
    )
    return fr.find_frames(corpus, LEXICON)


@given(st.lists(newsy, min_size=1, max_size=5))
def test_totals_equal_spans(texts):
    """Counts per article add up to the number of spans, whatever the text."""
    frames = fr.find_frames(corpus_of(*texts), LEXICON)
    table = frames.per_document()
    assert len(table) == len(texts) * 3
    assert table["n_hits"].sum() == len(frames)
    assert frames.to_matrix().sum() == len(frames)
    assert (table["n_hit_sentences"] <= table["n_sentences"]).all()
    for row in frames.spans.itertuples():
        assert (
            frames.corpus.docs.loc[row.doc_id, "text"][row.start : row.end] == row.text
        )


def test_articles_without_a_hit_stay(frames):
    """Articles and labels without a hit are zeros, not gaps."""
    table = frames.per_document().set_index(["doc_id", "label"])
    assert table.loc[("a1", "security"), "n_hits"] == 0
    assert table.loc[("a2", "never"), "n_hits"] == 0
    assert table.loc[("a0", "security"), "n_hits"] == 2
    assert table.loc[("a0", "security"), "n_hit_sentences"] == 2
    assert table.loc[("a1", "security"), "n_words"] == 0
    assert list(table["outlet"].unique()) == ["One", "Two"]


def test_evidence_quotes_the_sentence(frames):
    """Each hit comes with the sentence it stands in."""
    rows = frames.evidence("need")
    assert rows["sentence_text"].tolist() == ["Migrants wait at the border."]
    assert frames.evidence(doc_id="a2").empty


def test_where_keeps_all_articles(frames):
    """Filtering spans forgets no article."""
    only = frames.where(label="need")
    assert only.labels == ("need",)
    assert len(only.per_document()) == 3


def test_unknown_names_are_told_with_what_there_is(frames):
    """Labels, columns and articles that do not exist are named, with the known ones."""
    with pytest.raises(KeyError, match="security, need, never"):
        frames.evidence("crime")
    with pytest.raises(KeyError, match="doc_id, start"):
        frames.where(colour="red")
    with pytest.raises(KeyError, match="a0, a1, a2"):
        frames.highlight("a9")


def test_tables_are_copies(frames):
    """Changing a table that was handed out changes nothing inside."""
    table = frames.spans
    table["label"] = "changed"
    assert set(frames.spans["label"]) == {"security", "need"}


def test_highlight_escapes_and_tells_the_same_twice():
    """Marked text stays text, in HTML and in print."""
    corpus = corpus_of("<script>alert(1)</script> at the border & beyond.")
    frames = fr.find_frames(corpus, LEXICON)
    shown = frames.highlight("a0")
    assert "<script>" not in shown.html
    assert "&lt;script&gt;" in shown.html
    assert ">border</mark>" in shown.html
    assert "[border|security]" in str(shown)
    assert shown._repr_html_() == shown.html


@given(newsy)
def test_highlight_keeps_every_character(text):
    """Taking the marks away gives the article back."""
    frames = fr.find_frames(corpus_of(text), LEXICON)
    plain = str(frames.highlight("a0")).split("\n\n", 1)[1]
    if "[" not in text and "|" not in text:
        for label in frames.labels:
            plain = plain.replace(f"|{label}]", "")
        assert plain.replace("[", "") == text


def test_reprs_tell_the_same_facts(frames):
    """The line and the notebook card agree and are escaped."""
    for value in (frames, frames.corpus, frames.tokens):
        line, card = repr(value), value._repr_html_()
        assert "3" in line
        assert "<script" not in card
    hostile = corpus_of("x", outlet=["<script>"])
    assert "<script>" not in hostile._repr_html_()


def test_provenance_is_reproducible():
    """The same inputs give the same record, byte for byte, without time or path."""
    from framing._provenance import canonical

    first, second = (fr.find_frames(corpus_of("The border."), LEXICON) for _ in "ab")
    assert canonical(first.provenance) == canonical(second.provenance)


def test_spans_need_their_columns(frames):
    """A finder that forgets a column or a label is refused."""
    with pytest.raises(ValueError, match="needs the columns"):
        fr.Annotations(
            frames.tokens,
            frames.spans.drop(columns="label"),
            labels=frames.labels,
            kind="frames",
            provenance={},
        )
    with pytest.raises(ValueError, match="does not name"):
        fr.Annotations(
            frames.tokens, frames.spans, labels=["need"], kind="frames", provenance={}
        )


def test_concordance_shows_both_sides():
    """Words left and right stop at the ends of the article."""
    corpus = corpus_of("One two three caravan four five.", outlet=["X"])
    row = fr.concordance(corpus, "caravan*", window=2).iloc[0]
    assert (row["left"], row["keyword"], row["right"]) == (
        "two three",
        "caravan",
        "four five",
    )
    assert row["outlet"] == "X"
    whole = fr.concordance(corpus, ["one", "five"], window=9)
    assert whole["left"].tolist() == ["", "One two three caravan four"]


def test_concordance_lists_findings(frames):
    """Findings are listed as they are; a pattern would contradict them."""
    assert len(fr.concordance(frames)) == len(frames)
    with pytest.raises(ValueError, match="pattern"):
        fr.concordance(frames, "border*")
    with pytest.raises(ValueError, match="pattern"):
        fr.concordance(frames.corpus)
    with pytest.raises(ValueError, match="window"):
        fr.concordance(frames, window=-1)


def test_find_frames_names_what_it_was_given():
    """Wrong types are refused with what to type."""
    with pytest.raises(TypeError, match="read_articles"):
        fr.find_frames("text")
    with pytest.raises(TypeError, match="from_dict"):
        fr.find_frames(corpus_of("x"), 3)


def test_nltk_tokenizers_plug_in():
    """Any span_tokenize serves; sentences stay the library's own."""
    from nltk.tokenize import NLTKWordTokenizer

    corpus = corpus_of("The border shut. It's a border.", "")
    tokens = fr.tokenize(corpus, tokenizer=NLTKWordTokenizer())
    assert "'s" in tokens.types
    assert tokens.table["sentence"].max() == 1
    assert len(fr.find_frames(tokens, LEXICON)) == 2
    with pytest.raises(TypeError, match="span_tokenize"):
        fr.tokenize(corpus, tokenizer=len)


COUNTS = ("label", "n_hits", "n_hit_sentences", "n_words", "n_sentences")


def test_variables_that_bear_the_name_of_a_count_are_kept():
    """They have an underscore appended; other names of results stay free."""
    names = [*COUNTS, "n_scored", "score_sum", "group", "estimate", "label_"]
    columns = {name: [f"{name} 1", f"{name} 2"] for name in names}
    corpus = corpus_of("The border. No.", "Rain.", **columns)
    table = fr.find_frames(corpus, LEXICON).per_document()
    assert table["label"].tolist() == ["security", "need", "never"] * 2
    assert table["n_hits"].tolist() == [2, 0, 0, 0, 0, 0]
    for name in names:
        kept = {"label": "label__", "group": name, "estimate": name, "label_": name}
        column = table[kept.get(name, f"{name}_")]
        assert column.iloc[::3].tolist() == columns[name]
    assert "n_scored" not in table
    assert table.columns.is_unique


def test_groups_can_be_made_by_a_variable_named_label():
    """Counts alone compare as findings do; a user's score_sum is no score."""
    texts = ["The border.", "No border.", "Rain.", "Migrants at sea."]
    corpus = corpus_of(
        *texts, label=["a", "a", "b", "b"], n_scored=[1] * 4, score_sum=[0.5] * 4
    )
    frames = fr.find_frames(corpus, LEXICON)
    whole = fr.compare(frames, by="label")
    counted = fr.compare(frames.per_document(), by="label_")
    assert whole.measure.name == counted.measure.name == "salience"
    pd.testing.assert_frame_equal(whole.table, counted.table)


def test_scores_are_not_mixed_with_variables_of_their_name():
    """Scored findings keep both: theirs, and the user's with an underscore."""
    corpus = corpus_of("A terrible day.", "A good day.", score_sum=[7.0, 8.0])
    table = fr.score_sentiment(corpus).per_document()
    assert table["score_sum"].abs().max() <= 1
    assert table["score_sum_"].tolist() == [7.0, 8.0]


def test_values_that_nothing_has_are_told_with_those_there_are():
    """A slip in a value gives no finding, and a warning with the nearest value."""
    corpus = corpus_of("The border. The borders.", "Rain.")
    frames = fr.find_frames(corpus, LEXICON)
    told = r"No finding has pattern 'borders\*'. Did you mean 'border\*'\? There are"
    with pytest.warns(fr.FramingWarning, match=told) as caught:
        assert len(frames.where(pattern="borders*")) == 0
    assert caught[0].filename == __file__
    with pytest.raises(KeyError, match="Did you mean 'security'"):
        frames.where(label="securty")
    with pytest.raises(KeyError, match="Did you mean 'pattern'"):
        frames.where(patern="border*")
    with pytest.warns(fr.FramingWarning, match="No article has doc_id 'a7'"):
        frames.where(doc_id="a7")


def test_values_that_may_well_be_missing_are_not_told():
    """Places, articles without a finding and truth values are no slips of the pen."""
    frames = fr.find_frames(corpus_of("The border.", "Rain."), LEXICON)
    assert len(frames.where(sentence={0, 1, 2})) == 1
    assert len(frames.where(doc_id="a1")) == 0
    assert len(frames.where(negated=True)) == 0
    assert len(frames.where(label="never").where(pattern="zzz")) == 0


def test_voices_of_tone_need_quotes():
    """Tone scored without quotes has no voices, and says what to type."""
    corpus = corpus_of('"We stay," Ann Dole said. Dole failed everybody.')
    actors = fr.find_actors(corpus, {"Dole": ["Ann Dole", "Dole"]})
    tone = fr.score_actors(actors, scorer="vader")
    with pytest.warns(fr.FramingWarning, match=r"without quotes.*quotes=fr.find_quot"):
        assert len(tone.where(voice="others")) == 0
    with pytest.raises(KeyError, match=r"fr\.split_voices"):
        actors.where(voice="others")
