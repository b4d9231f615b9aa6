"""VADER in numpy against vaderSentiment, which is the oracle throughout."""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
from functools import lru_cache
from itertools import islice, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import (
    BOOSTER_DICT,
    NEGATE,
    SPECIAL_CASES,
    SentimentIntensityAnalyzer,
)

from framing.annotate.vader import (
    explain_vader,
    explain_vader_batch,
    score_vader,
    scores,
)
from framing.annotate.vader.words import _WIDE_SPACES

NEWS = Path(__file__).parents[2].parent / "shared" / "data" / "news" / "mixed.jsonl"
MEASURES = ("compound", "pos", "neu", "neg")


@lru_cache
def oracle(neutral: frozenset[str] = frozenset()) -> SentimentIntensityAnalyzer:
    analyzer = SentimentIntensityAnalyzer()
    for word in neutral:
        analyzer.lexicon.pop(word, None)
    return analyzer


def assert_equal_to_vader(
    sentences: list[str], neutral: frozenset[str] = frozenset()
) -> None:
    ours = score_vader(sentences, neutral_words=neutral)
    theirs = [oracle(neutral).polarity_scores(sentence) for sentence in sentences]
    for measure in MEASURES:
        got = getattr(ours, measure)
        expected = np.array([score[measure] for score in theirs], float)
        same = (got == expected) & (np.signbit(got) == np.signbit(expected))
        wrong = [(sentences[n], got[n], expected[n]) for n in np.flatnonzero(~same)]
        assert not wrong, (measure, len(wrong), wrong[:3])


RULE_WORDS = [
    *("kind", "of", "no", "or", "nor", "never", "so", "this", "without"),
    *("doubt", "least", "at", "very", "but"),
]
IDIOM_WORDS = sorted({word for idiom in SPECIAL_CASES for word in idiom.split()})
SCORED = [
    *("good", "bad", "great", "horrible", "security", "united", "war", "fail"),
    *("hope", "terrible", "nice", "crisis", "kind", "no", "doubt", "overjoyed"),
    *("unimpressive", "straightforward", "self-confident", "f*ck", "lol", "<3"),
    *(":)", ":-(", ":D", "XD", "=)", "8-)", "D:", ":-þ", "}:(", "o.o", "sux"),
]
EMOJI = ["💘", "😁", "👍", "‼", "©", "🤦", "🇺", "🏽", "🤷‍♀️", "✈️", "☹"]
ODD = [
    *("é", "naïve", "İYİ", "ßTRASSE", "ﬁne", "ΑΣ", "Ⅷ", "ǅ", "Kind", "gООd", "café!"),
    *("good\x00", "good\u200b", "“good”", "good’s", "don’t", "\ud800", "\ud83d\ude00"),
    *("ain't'", "n't", "N'T", "xn't", "CAN'T", "--", "...", "'", '"', "!", "?", "?!?!"),
    *("good" * 4, "good" * 5, "a" * 16, "a" * 17, "-" * 40 + "good", "!" * 9, "1", "A"),
    *("unquestionably", "WWII", "U.S.", "(good)", "[[bad]]", "*bad*", "go-od", "ÿ"),
]
SPACES = [" ", "  ", "\n", "\t", "\xa0", "\u2003", "\u3000", "\x1c", "\x85", "\u202f"]

words = st.one_of(
    st.sampled_from(SCORED),
    st.sampled_from(RULE_WORDS),
    st.sampled_from(IDIOM_WORDS),
    st.sampled_from(sorted(BOOSTER_DICT)),
    st.sampled_from(NEGATE),
    st.sampled_from(["the", "officials", "said", "it", "was", "2012", "a", "x"]),
    st.sampled_from([*EMOJI, *ODD]),
    st.sampled_from(sorted(oracle().lexicon)),
)
cased = st.builds(
    lambda word, change: change(word),
    words,
    st.sampled_from([str, str, str.upper, str.title, str.swapcase]),
)
marked = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "", "", '"', "(", "'", "¿", "--", "#"]),
    cased,
    st.sampled_from(["", "", "", ".", ",", "!", "?", "!!!", "'s", '."', ")", "…"]),
)
built = st.lists(
    st.tuples(marked, st.sampled_from([" "] * 12 + SPACES + [""])), max_size=14
).map(lambda pairs: "".join(word + space for word, space in pairs))


@settings(max_examples=200, deadline=None)
@given(st.lists(built, max_size=12))
def test_built_sentences_score_as_in_vader(sentences: list[str]) -> None:
    """Sentences from VADER's own words score as in vaderSentiment, in one batch."""
    assert_equal_to_vader(sentences)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_text_scores_as_in_vader(sentences: list[str]) -> None:
    """Arbitrary Unicode scores as in vaderSentiment."""
    assert_equal_to_vader(sentences)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(built, max_size=8),
    st.frozensets(st.sampled_from([*SCORED, *RULE_WORDS, "so", "nice"]), max_size=6),
)
def test_neutral_words_are_deleted_entries(
    sentences: list[str], neutral: frozenset[str]
) -> None:
    """Neutral words give what VADER gives with a lexicon without them."""
    assert_equal_to_vader(sentences, frozenset(map(str.lower, neutral)))


def test_every_combination_of_modifiers() -> None:
    """Three words before a scored word, in all combinations, score as in VADER."""
    before = [
        *("never", "so", "this", "without", "doubt", "least", "at", "very", "no"),
        *("or", "not", "VERY", "barely", "kind", "of", "but", "good", "the"),
    ]
    sentences = [
        f"We say {a} {b} {c} {scored} things{mark}"
        for a, b, c in product(before, repeat=3)
        for scored, mark in (("good", "."), ("BAD", "!?"))
    ]
    assert len(sentences) > 10_000
    assert_equal_to_vader(sentences)


def test_modifiers_at_the_start_of_a_sentence() -> None:
    """Words near the start have fewer neighbours, and take none from elsewhere."""
    parts = ["least", "no", "not", "never", "so", "very", "good", "kind", "of", "the"]
    sentences = [" ".join(c) for n in (1, 2, 3) for c in product(parts, repeat=n)]
    assert_equal_to_vader(sentences)


def test_every_word_of_the_lexicon() -> None:
    """Each entry of VADER's lists scores alone, quoted, in capitals and boosted."""
    entries = [*oracle().lexicon, *BOOSTER_DICT, *NEGATE, *SPECIAL_CASES]
    forms = ["{}", "“{}”", '"{}," he said', "It was a {} thing", "not {}!", "so {}"]
    sentences = [form.format(entry) for form in forms for entry in entries]
    assert_equal_to_vader([*sentences, *(f"Is {e.upper()} it?" for e in entries)])


def test_every_emoji() -> None:
    """Each emoji scores alone and glued to words."""
    emoji = list(oracle().emojis)
    assert_equal_to_vader([*emoji, *(f"good{e}not bad {e}{e} so" for e in emoji)])


def test_idioms_in_every_place() -> None:
    """Idioms and two-word boosters count wherever a scored word is near."""
    idioms = [*SPECIAL_CASES, *(word for word in BOOSTER_DICT if " " in word)]
    assert_equal_to_vader(
        [
            " ".join([*["then"] * n, idiom, *["there"] * m, word, after])
            for idiom in idioms
            for n, m in product(range(4), range(3))
            for word, after in product(["good", "BAD", "shit"], ["", "ass to die for"])
        ]
    )


def test_but_finds_equal_valences_at_their_first_place() -> None:
    """The "but" rule repeats VADER's search by value, with several "but"s."""
    words = {v: w for w, v in oracle().lexicon.items() if v in {1.0, 1.5, 2.0, 3.0}}
    parts = ["but", "BUT,", "bad", *words.values()]
    assert_equal_to_vader([" ".join(c) for c in product(parts, repeat=5)])


def test_marks_are_counted_up_to_a_limit() -> None:
    """Exclamation and question marks add emphasis as in VADER, up to its limits."""
    assert_equal_to_vader(
        [
            f"{text} {'!' * n}{'?' * m}"
            for text in ("good", "bad", "good bad", "The table", "")
            for n, m in product(range(7), repeat=2)
        ]
    )


def test_texts_with_many_scored_words() -> None:
    """Long sums round as Python's own sum does, on every version."""
    generator = np.random.default_rng(7)
    lexicon = [word for word in oracle().lexicon if " " not in word]
    sizes = [5, 50, 500] * 3
    assert_equal_to_vader([" ".join(generator.choice(lexicon, n)) for n in sizes])


def test_valences_that_cancel() -> None:
    """A sum that is 0 but for rounding decides on the marks as Python's sum does."""
    word = {
        v: w for w, v in oracle().lexicon.items() if w.isalpha() and v and len(w) > 3
    }
    triples = [
        (a, b, c) for a, b in product(word, repeat=2) if (c := -round(a + b, 1)) in word
    ]
    gap = " then then then then "
    assert_equal_to_vader([gap.join(word[v] for v in t) + "!" for t in triples])


def test_shares_near_a_tie() -> None:
    """Shares such as 3/80 are rounded by their decimal expansion."""
    words = {v: w for w, v in oracle().lexicon.items() if v in {1.0, 2.0, -2.0}}
    assert_equal_to_vader(
        [f"{word}{' then' * n}" for word in words.values() for n in range(410)]
    )


@pytest.mark.parametrize("sentence", ["", " ", "\n\xa0", "\x00", "\ufeff", "!", "..."])
def test_almost_empty_sentences(sentence: str) -> None:
    """Sentences without words score as in VADER, also next to others."""
    assert_equal_to_vader([sentence])
    assert_equal_to_vader([sentence, "good", sentence, sentence, "no good", sentence])


def test_empty_list() -> None:
    """No sentences give no scores."""
    assert len(score_vader([])) == 0


def test_batches_do_not_change_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same sentences score the same whatever the size of a batch."""
    sentences = [f"{w} so 💘 it was not {w}!" for w in oracle().lexicon][:300]
    whole = score_vader(sentences)
    monkeypatch.setattr(scores, "_BATCH", 50)
    cut = score_vader(sentences)
    for measure in MEASURES:
        assert getattr(whole, measure).tolist() == getattr(cut, measure).tolist()


def test_spaces_are_those_of_python() -> None:
    """The whitespace that separates words is that of `str.split`, in all Unicode."""
    spaces = {chr(n) for n in range(128, sys.maxunicode + 1) if chr(n).isspace()}
    assert set(_WIDE_SPACES) == spaces
    assert_equal_to_vader([f"not{chr(n)}good" for n in range(0x3100)])


def test_neutral_words_in_any_case() -> None:
    """A topical word is neutral whatever its capitals; plain VADER is untouched."""
    talks = ["The UNITED States met on Security."]
    before = score_vader(talks).compound.tolist()
    assert score_vader(talks, neutral_words=["United", "SECURITY"]).compound == [0.0]
    assert score_vader(talks).compound.tolist() == before != [0.0]


def recompute(sentence: str) -> float:
    """Work out the compound score from the explanation alone."""
    valences = [word.valence for word in explain_vader(sentence)]
    total = float(sum(valences))
    questions = sentence.count("?")
    marks = min(sentence.count("!"), 4) * 0.292
    marks += 0 if questions < 2 else questions * 0.18 if questions < 4 else 0.96
    total += math.copysign(marks, total) if total else 0
    return round(total / math.sqrt(total * total + 15), 4)


@settings(max_examples=150, deadline=None)
@given(built)
def test_explanations_add_up_to_the_score(sentence: str) -> None:
    """The listed words give the compound score and lie in order in the sentence."""
    assert recompute(sentence) == score_vader([sentence]).compound[0]
    found = explain_vader(sentence)
    assert found == sorted(found, key=lambda word: (word.start, word.end))
    for word in found:
        part = sentence[word.start : word.end]
        assert word.word == part or any(c in oracle().emojis for c in part)


@settings(max_examples=100, deadline=None)
@given(st.lists(built, max_size=8))
def test_explanations_of_a_batch(sentences: list[str]) -> None:
    """Many sentences are explained as each one is."""
    assert explain_vader_batch(sentences) == [explain_vader(s) for s in sentences]


def test_explanation_places_words() -> None:
    """Offsets point at the word without its punctuation, and at the emoji."""
    found = explain_vader('  "Good," he said 💘!')
    assert [(word.start, word.end, word.word) for word in found] == [
        (3, 7, "Good"),
        (18, 19, "heart"),
    ]


def test_explanation_with_neutral_words() -> None:
    """Neutral words do not appear in an explanation."""
    found = explain_vader("United we win", neutral_words={"united"})
    assert [word.word for word in found] == ["win"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [("A sentence.", "single string"), (["ok", None], "None"), ([1.5], "1.5")],
)
def test_wrong_sentences_are_refused(wrong: list[str], message: str) -> None:
    """A bare string or a missing value is refused, and named."""
    with pytest.raises(TypeError, match=message):
        score_vader(wrong)
    with pytest.raises(TypeError, match=message):
        score_vader([], neutral_words=wrong)


def test_explanation_refuses_a_list() -> None:
    """An explanation is for one sentence."""
    with pytest.raises(TypeError, match="got list"):
        explain_vader(["A sentence."])  # type: ignore[arg-type]


def test_import_leaves_vader_alone() -> None:
    """Importing the module does not import vaderSentiment."""
    code = "import sys, framing.annotate.vader; print('vaderSentiment' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == "False"


def read_news(n_sentences: int) -> list[str]:
    if not NEWS.exists():
        pytest.skip("the news articles for development are not here")
    with NEWS.open(encoding="utf-8") as lines:
        texts = (json.loads(line)["text"] for line in lines)
        cut = (re.split(r"(?<=[.!?])\s+|\n+", text) for text in texts)
        return list(islice((s for sentences in cut for s in sentences), n_sentences))


def test_news_scores_as_in_vader() -> None:
    """Real news sentences score as in vaderSentiment."""
    sentences = read_news(110_000)
    assert len(sentences) == 110_000
    assert_equal_to_vader(sentences)


def test_distorted_news_scores_as_in_vader() -> None:
    """News with capitals, punctuation, modifiers and emoji put in does too."""
    generator = np.random.default_rng(3)
    extra = ["BUT", "not", "very", "💘", "!!", "so", '"', "kind of", "no", "\xa0", ":("]

    def distort(sentence: str) -> str:
        parts = sentence.split(" ")
        for n in generator.integers(0, len(parts), 3).tolist():
            parts[n] = parts[n].upper()
        for n in generator.integers(0, len(parts) + 1, 2).tolist():
            parts.insert(n, extra[generator.integers(len(extra))])
        glue = generator.integers(0, len(parts))
        return (
            " ".join(parts[:glue])
            + "".join(parts[glue : glue + 2])
            + " ".join(parts[glue + 2 :])
        )

    assert_equal_to_vader([distort(s) for s in read_news(30_000)])
