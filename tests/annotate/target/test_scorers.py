"""The scorers that ship read the target, never its name, and admit what they skip."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.annotate.target import WeightsError, load_scorer, scorers
from tests.strategies import texts

TRAINED = ("fast", "accurate")
SIGNS = {"negative": -1, "neutral": 0, "positive": 1}

NAMES = [
    "Hope", "Savage", "Justice", "United", "Grace", "Joy", "Will", "Love", "Cross",
    "Faith Evil", "Rich Brave", "Will Power", "Happy Valley", "Dean Strange", "Hate",
    "Donald Trump", "Barack Obama", "Hillary Clinton", "Adolf Hitler", "Stalin",
    "Nelson Mandela", "Mother Teresa", "Putin", "Angela Merkel", "Jesus", "ISIS",
    "Anna Weiss", "Ibrahim Diallo", "Li Na", "Olga Petrova", "José Peña", "Fatima",
    "Mohammed al-Amin", "Priya Patel", "Yuki Tanaka", "Kwame Mensah", "Bob", "X",
    "the United Nations", "Free Justice League", "NATO", "the police", "migrants",
    "illegal immigrants", "Doctors Without Borders", "Pueblo Sin Fronteras", "he",
    "she", "they", "the brave president of the corrupt republic",
]  # fmt: skip

FRAMES = [
    "{} met the council on Monday.",
    "The council praised {} for a brave rescue.",
    "Nobody believes {} after the lies about the attack.",
    "Police arrested {}, who had insulted someone.",
]


def own_sentences():
    path = Path(__file__).with_name("sentences.csv")
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            before, target, after = re.split(r"[\[\]]", row["sentence"])
            span = (len(before), len(before) + len(target))
            yield before + target + after, span, row["tone"], row["fails"].split()


def scores_of(name, sentences, spans):
    return load_scorer(name)(sentences, spans)


@pytest.mark.parametrize("name", TRAINED)
@pytest.mark.parametrize("frame", FRAMES)
def test_fifty_names_get_one_score(name, frame):
    """The target's name never moves the score, not by one digit."""
    assert len(set(NAMES)) >= 50
    start = frame.index("{")
    sentences = [frame.format(other) for other in NAMES]
    spans = [(start, start + len(other)) for other in NAMES]
    assert np.ptp(scores_of(name, sentences, spans).score) == 0


@pytest.mark.parametrize("name", TRAINED)
@pytest.mark.parametrize(
    ("text", "good", "bad"),
    [
        (
            "Ortega was calm and dignified, but Brandt is a bully.",
            "Ortega",
            "Brandt",
        ),
        (
            "Brandt is a bully, but Ortega was calm and dignified.",
            "Ortega",
            "Brandt",
        ),
        ("Ortega praised Brandt, who thanked the brave police.", "police", "Ortega"),
    ],
)
def test_opposite_targets_of_one_sentence_differ(name, text, good, bad):
    """The score is one toward a target, not one of the sentence."""
    spans = [(text.index(t), text.index(t) + len(t)) for t in (good, bad)]
    higher, lower = load_scorer(name, graded=True)([text, text], spans).score
    assert higher > lower


@pytest.mark.parametrize("name", TRAINED)
def test_neutral_is_exactly_zero_unless_graded(name):
    """A likeliest neutral scores 0, graded at most 0.1; other rows are the same."""
    sentences, spans, *_ = zip(*own_sentences(), strict=True)
    plain = scores_of(name, sentences, spans).score
    graded = load_scorer(name, graded=True)(sentences, spans).score
    assert (plain == 0).any()
    assert (plain[plain != 0] == graded[plain != 0]).all()
    assert (np.abs(plain[plain != 0]) >= 0.1).all()
    assert (np.abs(graded[plain == 0]) <= 0.1).all()


@pytest.mark.parametrize("name", TRAINED)
def test_own_sentences_fail_only_where_marked(name):
    """Sentences written for the purpose get the expected sign, known failures apart."""
    sentences, spans, tones, fails = zip(*own_sentences(), strict=True)
    assert len(sentences) >= 60
    found = np.sign(scores_of(name, sentences, spans).score)
    failed = [
        sentence
        for sentence, sign, tone, known in zip(
            sentences, found, tones, fails, strict=True
        )
        if sign != SIGNS[tone] and name not in known
    ]
    assert failed == []


@pytest.mark.parametrize(("name", "least"), [("fast", 0.6), ("accurate", 0.7)])
def test_known_failures_are_the_smaller_part(name, least):
    """Each scorer passes the share of the sentences that its documentation states."""
    fails = [name in known for *_, known in own_sentences()]
    assert 1 - np.mean(fails) >= least


@given(
    st.lists(texts, min_size=1, max_size=5),
    st.data(),
)
@settings(max_examples=30, deadline=None)
@pytest.mark.parametrize("name", TRAINED)
def test_any_text_gives_a_score_in_range_or_none(name, sentences, data):
    """No text and no span raises; scores and confidences stay in their ranges."""
    spans = []
    for text in sentences:
        start = data.draw(st.integers(0, len(text)))
        spans.append((start, data.draw(st.integers(start, len(text)))))
    got = scores_of(name, sentences, spans)
    given_ = ~np.isnan(got.score)
    assert (np.abs(got.score[given_]) <= 1).all()
    assert ((got.confidence[given_] > 0) & (got.confidence[given_] <= 1)).all()
    assert np.isnan(got.confidence[~given_]).all()
    assert len(got.words) == len(sentences)


@pytest.mark.parametrize("name", TRAINED)
def test_order_and_size_of_a_batch_do_not_matter(name):
    """A sentence scores the same alone, in any order and in any company."""
    sentences, spans, *_ = zip(*own_sentences(), strict=True)
    scorer = load_scorer(name)
    whole = scorer(sentences, spans)
    order = np.random.default_rng(0).permutation(len(sentences))
    mixed = scorer([sentences[i] for i in order], [spans[i] for i in order])
    assert (mixed.score == whole.score[order]).all()
    assert (mixed.confidence == whole.confidence[order]).all()
    for row in range(0, len(sentences), 7):
        alone = scorer([sentences[row]], [spans[row]])
        assert alone.score[0] == whole.score[row]
        assert alone.words[0] == whole.words[row]


@given(st.lists(texts, min_size=2, max_size=6), st.randoms(), st.integers(1, 6))
@settings(max_examples=20, deadline=None)
@pytest.mark.parametrize("name", TRAINED)
def test_any_texts_score_the_same_in_batches_of_any_size(name, sentences, random, size):
    """Neither the order nor the size of the batches changes a digit of any row."""
    spans = [(len(text) // 3, len(text) // 2) for text in sentences]
    whole = scores_of(name, sentences, spans)
    order = random.sample(range(len(sentences)), len(sentences))
    for at in range(0, len(order), size):
        rows = order[at : at + size]
        part = scores_of(name, [sentences[r] for r in rows], [spans[r] for r in rows])
        np.testing.assert_array_equal(part.score, whole.score[rows])
        np.testing.assert_array_equal(part.confidence, whole.confidence[rows])
        assert part.words == [whole.words[row] for row in rows]


@pytest.mark.parametrize("name", TRAINED)
def test_without_its_weights_a_scorer_is_not_loaded(name, monkeypatch, tmp_path):
    """The error names the file and what to do; nothing is guessed instead."""
    monkeypatch.setattr("framing.annotate.target.files._folder", lambda: tmp_path)
    scorers._load.cache_clear()
    with pytest.raises(WeightsError, match=rf"{name}\.npz.*missing.*Reinstall"):
        load_scorer(name)


@pytest.mark.parametrize("name", TRAINED)
def test_no_sentences_give_no_scores(name):
    """An empty call gives empty columns."""
    got = scores_of(name, [], [])
    assert got.score.shape == got.confidence.shape == (0,)
    assert got.words == []


@pytest.mark.parametrize("name", TRAINED)
@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("", (0, 0)),
        ("Marlow", (0, 6)),
        ("“Marlow.”", (1, 7)),
        ("Marlow recibió elogios de la prensa por su valentía.", (0, 6)),
        ("Marlow wurde von der Presse für ihren Mut gelobt.", (0, 6)),
        ("Le maire a félicité Marlow pour son courage dans la presse.", (20, 26)),
        ("Марлоу похвалили за смелость.", (0, 6)),
        ("马洛因勇敢而受到赞扬。", (0, 2)),
    ],
)
def test_what_cannot_be_read_gets_no_estimate(name, text, span):
    """Nothing but the target, or another language: NaN and no words."""
    got = scores_of(name, [text], [span])
    assert np.isnan(got.score[0])
    assert np.isnan(got.confidence[0])
    assert got.words == [""]


@pytest.mark.parametrize("name", TRAINED)
@pytest.mark.parametrize("span", [(-1, 3), (3, 2), (0, 99)])
def test_a_span_outside_its_sentence_is_refused(name, span):
    """The error names the sentence and the span."""
    with pytest.raises(ValueError, match=r"targets\[0\].*characters"):
        scores_of(name, ["They met."], [span])


@pytest.mark.parametrize("name", TRAINED)
def test_sentences_and_targets_go_together(name):
    """Lengths must agree, and one string is no list of sentences."""
    with pytest.raises(ValueError, match="one length"):
        scores_of(name, ["They met."], [])
    with pytest.raises(ValueError, match="one length"):
        scores_of(name, "a", [(0, 1)])


@pytest.mark.parametrize("name", TRAINED)
def test_of_a_long_sentence_the_words_around_the_target_count(name):
    """Ten thousand words far away change nothing."""
    near = "the council praised Marlow for a brave rescue of the children"
    far = "and the weather was dull and the road was long " * 1000
    short = f"{far[-900:]}{near} {far[:900]}"
    long = f"{far}{near} {far}"
    spans = [(text.index("Marlow"), text.index("Marlow") + 6) for text in (short, long)]
    got = scores_of(name, [short, long], spans).score
    assert abs(got[0] - got[1]) <= 0.01
    assert not np.isnan(got).any()


@pytest.mark.parametrize("name", TRAINED)
def test_words_are_those_of_the_sentence(name):
    """Each score comes with words of the sentence, the tone-bearing one first."""
    text = "The nurse said that Marlow is a despicable coward."
    got = scores_of(name, [text], [(20, 26)])
    named = re.findall(r"(\w+) \(([+-]\d\.\d\d)\)", got.words[0])
    assert {word for word, _ in named} <= set(re.findall(r"\w+", text.lower()))
    assert {"despicable", "coward"} & {word for word, _ in named[:2]}
    assert float(named[0][1]) < 0


def test_a_scorer_is_loaded_once_and_tells_its_name():
    """Loading is cached; unknown names list the known ones."""
    assert load_scorer("fast") is load_scorer("fast")
    assert "fast" in repr(load_scorer("fast"))
    assert load_scorer("fast").__name__ == "fast"
    assert load_scorer("fast").__qualname__.startswith("fast (weights ")
    with pytest.raises(ValueError, match="accurate, fast, vader"):
        load_scorer("bert")
