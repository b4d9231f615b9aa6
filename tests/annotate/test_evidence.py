"""Evidence: lines in context can be sorted, and two articles stand side by side."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from framing._marked import Span, mark_text
from framing.annotate import show_side_by_side

LEXICON = fr.Lexicon.from_dict({"a": ["alpha"], "b": ["beta"]}, name="letters")
TEXTS = ["One alpha dog. The beta cat.", "No alpha ant. <script>x</script> Big alpha."]


@pytest.fixture
def frames():
    docs = pd.DataFrame({"text": TEXTS, "outlet": ["Y", "X"]}, index=["d0", "d1"])
    return fr.find_frames(fr.Corpus(docs), LEXICON)


@pytest.mark.parametrize(
    ("sort", "wanted"),
    [
        (None, ["One", "The", "No", "Big"]),
        ("left", ["Big", "No", "One", "The"]),
        ("right", ["Big", "No", "The", "One"]),
        ("keyword", ["One", "No", "Big", "The"]),
        ("outlet", ["No", "Big", "One", "The"]),
        ("label", ["One", "No", "Big", "The"]),
        ("pattern", ["One", "No", "Big", "The"]),
    ],
)
def test_lines_are_sorted(frames, sort, wanted):
    """Lines come in the order asked for; ties keep the order of the text."""
    lines = fr.concordance(frames, window=1, sort=sort)
    assert lines["left"].tolist() == wanted
    assert lines.index.tolist() == [0, 1, 2, 3]


def test_left_sorts_by_the_nearest_word_first(frames):
    """The word beside the hit decides before the one further away."""
    docs = [{"text": "z a alpha. a z alpha."}]
    corpus = fr.read_articles(docs)
    lines = fr.concordance(corpus, "alpha", window=2, sort="left")
    assert [line.split()[-1] for line in lines["left"]] == ["a", "z"]


def test_unknown_columns_are_named(frames):
    """A column that is not there is refused together with those that are."""
    with pytest.raises(ValueError, match=r"left, right, keyword.*'actor'"):
        fr.concordance(frames, sort="actor")


def test_lines_of_one_frame_and_of_sentences_with_an_actor(frames):
    """Keeping fewer hits keeps fewer lines: by frame, and by sentence."""
    assert len(fr.concordance(frames.where(label="b"))) == 1
    wanted = set(frames.where(label="b").spans["sentence"])
    assert len(fr.concordance(frames.where(sentence=wanted))) == 1


def test_two_articles_stand_side_by_side(frames):
    """Both articles are there, with their marks, and source text is escaped."""
    pair = show_side_by_side(frames, "d0", "d1")
    assert pair.html.count("<style>") == 1
    assert pair.html.count('class="fr-article"') == 2
    assert pair.html.index("dog") < pair.html.index("ant")
    assert "<script>" not in pair.html
    assert pair.html.count("<mark") == len(frames)
    assert str(pair).count("|a]") == 3
    assert str(pair).count("|b]") == 1
    with pytest.raises(KeyError, match="d7"):
        show_side_by_side(frames, "d0", "d7")


def test_the_same_frame_has_the_same_colour_on_both_sides(frames):
    """A colour means one frame, whichever frames an article has."""
    pair = show_side_by_side(frames, "d0", "d1").html
    own = frames.highlight("d0").html
    color = own.split('<mark style="--c:')[1][:7]
    assert pair.count(f'<mark style="--c:{color}" title="a"') == 3


spans = st.lists(
    st.tuples(st.integers(0, 9), st.integers(1, 4), st.sampled_from("ab")), max_size=5
)


@given(spans)
def test_marks_cover_exactly_the_characters_of_the_spans(places):
    """A character is marked with the labels of the spans it lies in, and no others."""
    text = "0123456789"
    found = [Span(a, min(a + n, 10), label, "") for a, n, label in places]
    plain = mark_text(text, found, labels=["a", "b"], title="t").plain
    marks = [set() for _ in text]
    for part in plain.removeprefix("t\n\n").replace("[", "]").split("]"):
        words, _, labels = part.partition("|")
        for char in words:
            marks[int(char)] = set(labels.split(", ")) - {""}
    for at, labels in enumerate(marks):
        assert labels == {s.label for s in found if s.start <= at < s.end}


def test_nothing_before_a_hit_is_marked(frames):
    """Text between two hits is left as it stands."""
    assert str(frames.highlight("d0")).endswith("One [alpha|a] dog. The [beta|b] cat.")


@pytest.mark.parametrize("pattern", [5, ["border", 5]])
def test_concordance_takes_words_only(pattern):
    """A number is refused with its value and with what to type."""
    corpus = fr.read_articles([{"text": "The border was open."}])
    with pytest.raises(TypeError, match=r"`pattern` must be .*got 5 \(int\)"):
        fr.concordance(corpus, pattern)
