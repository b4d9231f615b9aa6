"""What the tools for makers of lexicons count, and what they refuse."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import framing as fr
from framing.lexicon import (
    diff_counts,
    diff_hits,
    diff_lexicons,
    measure_coverage,
    measure_precision,
    suggest_entries,
)

WORDS = ["alpha", "beta", "gamma", "delta", "other", "word"]
LEXICON = fr.Lexicon.from_dict({"a": ["alpha", "beta"], "b": ["gamma", "zeta"]})

# An article is a list of sentences, a sentence a list of words.
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6)
articles = st.lists(st.lists(sentences, min_size=1, max_size=4), min_size=1, max_size=5)


def corpus_of(docs):
    texts = [" ".join(" ".join(s).capitalize() + "." for s in doc) for doc in docs]
    ids = [f"d{i}" for i in range(len(docs))]
    return fr.Corpus(pd.DataFrame({"text": texts}, index=ids))


@given(articles)
def test_coverage_counts_articles_sentences_and_words(docs):
    """Counts agree with counting words one sentence after the other."""
    table = measure_coverage(LEXICON, corpus_of(docs)).set_index("pattern")
    n_words = sum(len(s) for doc in docs for s in doc)
    n_sentences = sum(len(doc) for doc in docs)
    for entry in ("alpha", "beta", "gamma", "zeta"):
        row = table.loc[entry]
        n_hits = sum(s.count(entry) for doc in docs for s in doc)
        assert row["n_hits"] == n_hits
        assert row["n_sentences"] == sum(entry in s for doc in docs for s in doc)
        assert row["n_docs"] == sum(any(entry in s for s in doc) for doc in docs)
        assert row["share_words"] == pytest.approx(n_hits / n_words)
        assert row["share_docs"] == pytest.approx(row["n_docs"] / len(docs))
        assert row["share_sentences"] == pytest.approx(row["n_sentences"] / n_sentences)


@given(articles)
def test_coverage_of_categories_counts_each_unit_once(docs):
    """A sentence with two entries of a category is one sentence with a hit."""
    table = measure_coverage(LEXICON, corpus_of(docs), per="category")
    table = table.set_index("label")
    both = {"alpha", "beta"}
    assert table.loc["a", "n_sentences"] == sum(
        bool(both & set(s)) for doc in docs for s in doc
    )
    assert table.loc["a", "n_entries"] == 2
    seen = {w for doc in docs for s in doc for w in s}
    assert table.loc["a", "n_entries_hit"] == len(both & seen)
    assert table.loc["b", "n_entries_hit"] == len({"gamma", "zeta"} & seen)


def test_coverage_keeps_entries_without_a_hit():
    """Entries that never match stay in the table, and shares add up inside a label."""
    table = measure_coverage(LEXICON, corpus_of([[["alpha", "alpha", "beta"]]]))
    assert table["pattern"].tolist() == ["alpha", "beta", "gamma", "zeta"]
    assert table["share_of_label"].tolist()[:2] == pytest.approx([2 / 3, 1 / 3])
    assert table["share_of_label"].isna().tolist() == [False, False, True, True]


def test_coverage_of_phrases_counts_their_words():
    """A phrase of two words is one hit and two words."""
    lexicon = fr.Lexicon.from_dict({"k": ["alpha beta", "alpha"]})
    table = measure_coverage(lexicon, corpus_of([[["alpha", "beta", "word", "other"]]]))
    table = table.set_index("pattern")
    assert table.loc["alpha beta", "share_words"] == pytest.approx(0.5)
    assert table.loc["alpha", "n_hits"] == 0


def test_coverage_of_an_empty_corpus_is_undefined():
    """Without words the shares are missing, not zero."""
    corpus = fr.Corpus(pd.DataFrame({"text": [""]}, index=["d"]))
    table = measure_coverage(LEXICON, corpus, per="category")
    assert table["n_hits"].tolist() == [0, 0]
    assert table["share_words"].isna().all()
    with pytest.raises(ValueError, match="'entry' or 'category'"):
        measure_coverage(LEXICON, corpus, per="word")


@given(articles, st.data())
def test_precision_agrees_with_sets_of_sentences(docs, data):
    """Every column agrees with set arithmetic over sentences."""
    corpus = corpus_of(docs)
    flat = [s for doc in docs for s in doc]
    gold = data.draw(st.lists(st.integers(0, 1), min_size=len(flat)))[: len(flat)]
    codes = fr.tokenize(corpus).sentences.assign(a=gold, b=0)
    table = measure_precision(LEXICON, corpus, codes).set_index("pattern")
    yes = {i for i, code in enumerate(gold) if code}
    with_alpha = {i for i, s in enumerate(flat) if "alpha" in s}
    with_beta = {i for i, s in enumerate(flat) if "beta" in s}
    row = table.loc["alpha"]
    assert row["n_units"] == len(with_alpha)
    assert row["n_right"] == len(with_alpha & yes)
    assert row["n_alone_right"] == len((with_alpha - with_beta) & yes)
    assert row["n_alone_wrong"] == len(with_alpha - with_beta - yes)
    if yes:
        share = len((with_alpha - with_beta) & yes) / len(yes)
        assert row["recall_alone"] == pytest.approx(share)

    def f1(said):
        return 2 * len(said & yes) / (len(said) + len(yes))

    if yes and (with_alpha | with_beta):
        gain = f1(with_alpha | with_beta) - f1(with_beta)
        assert row["f1_gain"] == pytest.approx(gain)
    if with_alpha and 0 < row["n_right"] < row["n_units"]:
        right, wrong = row["n_right"] + 0.5, row["n_units"] - row["n_right"] + 0.5
        limits = stats.beta(right, wrong).ppf([0.025, 0.975])
        assert [row["low"], row["high"]] == pytest.approx(limits)


def test_precision_of_the_bundled_codes():
    """On the bundled example the hits of all entries are those in coded sentences."""
    corpus = fr.load_example("caravan")
    from importlib.resources import files

    path = files("framing") / "data" / "caravan-codes.csv"
    with path.open(encoding="utf-8") as file:
        codes = pd.read_csv(file)
    lexicon = fr.load_lexicon("security-humanitarian")
    table = measure_precision(lexicon, corpus, codes)
    assert len(table) == len(lexicon)
    assert (table["n_right"] <= table["n_units"]).all()
    assert table.loc[table["n_units"] == 0, "precision"].isna().all()
    spans = fr.find_frames(corpus, lexicon).spans
    inside = 0
    for doc_id, start in zip(spans["doc_id"], spans["start"], strict=True):
        own = codes[codes["doc_id"] == doc_id]
        inside += int(((own["start"] <= start) & (start < own["end"])).any())
    assert table["n_hits"].sum() == inside


CODED = pd.DataFrame({"doc_id": ["d0"], "start": [0], "end": [5], "a": [1], "b": [0]})


@pytest.mark.parametrize(
    ("codes", "error", "message"),
    [
        (CODED.drop(columns="start"), ValueError, "'start'"),
        (CODED[["doc_id", "start", "end"]], ValueError, "named after a category"),
        (CODED.assign(doc_id="x"), KeyError, "'x'"),
        (CODED.assign(a=2), ValueError, "0 or 1"),
        (CODED.assign(a=math.nan), ValueError, "0 or 1"),
        (CODED.assign(end=0), ValueError, "empty or overlaps"),
        (pd.concat([CODED, CODED]), ValueError, "empty or overlaps"),
    ],
)
def test_precision_refuses_codes_it_cannot_use(codes, error, message):
    """What is wrong with the codes is named."""
    with pytest.raises(error, match=message):
        measure_precision(LEXICON, corpus_of([[["alpha"]]]), codes)


def test_precision_tells_which_categories_are_not_coded():
    """Entries of a category without codes are left out with a warning."""
    corpus = corpus_of([[["alpha"]]])
    with pytest.warns(fr.FramingWarning, match="no column for b"):
        table = measure_precision(LEXICON, corpus, CODED.drop(columns="b"))
    assert table["pattern"].tolist() == ["alpha", "beta"]


def test_difference_of_versions_names_each_change():
    """Added, removed, moved and changed entries are told apart."""
    old = fr.Lexicon.from_dict({"k": ["one", "two", "three", "four"], "m": ["five"]})
    new = fr.Lexicon.from_dict(
        {
            "k": ["one", {"pattern": "two", "weight": 2, "not": "two by two"}, "six"],
            "m": ["five", "three"],
        }
    )
    table = diff_lexicons(old, new)
    found = dict(zip(table["pattern"], table["change"], strict=True))
    assert found == {
        "two": "changed",
        "six": "added",
        "three": "moved",
        "four": "removed",
    }
    detail = dict(zip(table["pattern"], table["detail"], strict=True))
    assert detail["two"] == "not: none -> two by two; weight: 1 -> 2"
    assert detail["three"] == "from k"


def test_same_versions_differ_in_nothing():
    """A note changes no count, so it is no difference; order neither."""
    old = fr.Lexicon.from_dict({"k": ["one", "two"]})
    new = fr.Lexicon.from_dict({"k": ["two", {"pattern": "one", "note": "why"}]})
    assert len(diff_lexicons(old, new)) == 0
    assert old.sha256 == new.sha256


@settings(max_examples=20)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5, unique=True),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5, unique=True),
    articles,
)
def test_counts_of_versions_agree_with_their_frames(before, after, docs):
    """Old, new, kept, gained and lost agree with two separate searches."""
    corpus = corpus_of(docs)
    old, new = (fr.Lexicon.from_dict({"k": words}) for words in (before, after))
    places = [
        set(
            fr.find_frames(corpus, version)
            .spans[["doc_id", "start", "end"]]
            .itertuples(index=False, name=None)
        )
        for version in (old, new)
    ]
    row = diff_counts(old, new, corpus).iloc[0]
    assert row["n_hits_old"] == len(places[0])
    assert row["n_hits_new"] == len(places[1])
    assert row["n_kept"] == len(places[0] & places[1])
    assert row["n_gained"] == len(places[1] - places[0])
    assert row["n_lost"] == len(places[0] - places[1])
    assert row["n_docs_new"] == len({place[0] for place in places[1]})
    hits = diff_hits(old, new, corpus)
    for change, wanted in (
        ("gained", places[1] - places[0]),
        ("lost", places[0] - places[1]),
    ):
        rows = hits.loc[hits["change"] == change, ["doc_id", "start", "end"]]
        assert set(rows.itertuples(index=False, name=None)) == wanted
    texts = dict(zip(corpus.doc_ids, corpus.texts, strict=True))
    for row in hits.itertuples():
        assert texts[row.doc_id][row.start : row.end] == row.text
        assert row.text in row.sentence_text


def test_counts_of_versions_keep_categories_of_either():
    """A category that one version lacks has zeros there, and no row is dropped."""
    corpus = corpus_of([[["alpha", "gamma"]]])
    old, new = LEXICON.select("a"), LEXICON.select("b")
    table = diff_counts(old, new, corpus).set_index("label")
    assert table.loc["a", ["n_hits_old", "n_hits_new"]].tolist() == [1, 0]
    assert table.loc["b", ["n_hits_old", "n_hits_new"]].tolist() == [0, 1]


@pytest.mark.parametrize("compare", [diff_lexicons, diff_counts, diff_hits])
def test_versions_must_be_lexicons(compare):
    """A file name in place of a lexicon is told from one."""
    more = () if compare is diff_lexicons else (corpus_of([[["alpha"]]]),)
    with pytest.raises(TypeError, match="`new` must be a Lexicon"):
        compare(LEXICON, "lexicon.yml", *more)


NEWS = [
    "Police detained a smuggler near the razor wire.",
    "Officers were detaining men at the razor wire on Monday.",
    "Detained men waited beside the razor wire and the trucks.",
    "A detainee spoke of the razor wire.",
    "Farmers sold apples at the market.",
    "The market opened early and apples were cheap.",
    "Apples, apples: the market was full.",
    "It rained on the market and on the apples.",
]


def news():
    return fr.read_articles([{"text": text} for text in NEWS])


def test_suggestions_of_three_kinds():
    """Stems, words in company and phrases come from sentences with a hit."""
    lexicon = fr.Lexicon.from_dict({"k": ["detained"], "m": ["apples"]})
    found = suggest_entries(lexicon, news(), "k", min_hits=1, min_docs=1)
    by_reason = found.groupby("reason")["pattern"].agg(list)
    assert {"detaining", "detainee"} >= set(by_reason["stem"])
    assert "detaining" in by_reason["stem"]
    assert "razor" in by_reason["near"]
    assert "razor wire" in by_reason["phrase"]
    assert not {"market", "apples"} & set(found["pattern"])


def test_suggestions_carry_their_counts_and_an_example():
    """Counts agree with counting in the texts; the example holds the words."""
    lexicon = fr.Lexicon.from_dict({"k": ["detained"]})
    found = suggest_entries(lexicon, news(), "k", min_hits=1, min_docs=1)
    for row in found.itertuples():
        n = sum(text.lower().count(row.pattern) for text in NEWS)
        docs = sum(row.pattern in text.lower() for text in NEWS)
        near = sum(
            text.lower().count(row.pattern)
            for text in NEWS
            if "detained" in text.lower()
        )
        assert (row.n_hits, row.n_docs, row.n_near) == (n, docs, near)
        assert row.pattern in row.example.lower()


def test_suggestions_are_not_matched_already():
    """A word that the category matches anywhere is no suggestion of the stem kind."""
    lexicon = fr.Lexicon.from_dict(
        {"k": ["detain*", {"pattern": "wire", "near": "trucks"}]}
    )
    found = suggest_entries(lexicon, news(), "k", min_hits=1, min_docs=1)
    assert not any(pattern.startswith("detain") for pattern in found["pattern"])
    assert "wire" not in found.loc[found["reason"] == "stem", "pattern"].tolist()


def test_suggestions_follow_the_language_of_the_lexicon():
    """German stems are found with the German stemmer."""
    texts = ["Die Grenzen sind dicht.", "An der Grenze war es still.", "Es regnet oft."]
    corpus = fr.read_articles([{"text": text} for text in texts])
    lexicon = fr.Lexicon.from_dict({"k": ["grenzen"]}, language="de")
    found = suggest_entries(lexicon, corpus, "k", min_hits=1, min_docs=1)
    assert "grenze" in found.loc[found["reason"] == "stem", "pattern"].tolist()


def test_suggestions_need_a_category_that_exists():
    """A misspelt category is named together with those that exist."""
    with pytest.raises(ValueError, match="'border'"):
        suggest_entries(LEXICON, news(), "border")
    with pytest.raises(ValueError, match="`most` must be 1"):
        suggest_entries(LEXICON, news(), "a", most=0)


@pytest.mark.parametrize("texts", [NEWS, [""], ["!"]])
def test_no_hit_gives_a_warning_and_no_suggestion(texts):
    """Without a hit there is nothing to go by, and a warning says so."""
    corpus = fr.Corpus(
        pd.DataFrame({"text": texts}, index=[f"d{i}" for i in range(len(texts))])
    )
    with pytest.warns(fr.FramingWarning, match="no hit"):
        found = suggest_entries(LEXICON, corpus, "a")
    assert len(found) == 0
    assert found["score"].dtype == np.float64


@pytest.mark.parametrize("measure", [measure_coverage, suggest_entries])
def test_texts_in_place_of_a_corpus_are_refused(measure):
    """A list of texts is told from a corpus."""
    more = ("a",) if measure is suggest_entries else ()
    with pytest.raises(TypeError, match="Corpus"):
        measure(LEXICON, ["alpha beta"], *more)
