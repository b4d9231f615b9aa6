"""The classifier is judged on articles it did not learn from."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from sklearn.exceptions import SkipTestWarning
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline
from sklearn.utils import estimator_checks

import framing as fr
from framing import FramingWarning
from framing.validate import (
    FrameClassifier,
    evaluate,
    load_example_codes,
    read_codes,
)
from framing.validate.codes import gold_standard
from framing.validate.units import unit_texts
from framing.validate.vectorizer import FrameVectorizer

QUICK = make_pipeline(CountVectorizer(min_df=2), LogisticRegression(max_iter=500))


@pytest.fixture(scope="module")
def corpus():
    return fr.load_example("caravan")


@pytest.fixture(scope="module")
def codes():
    return load_example_codes()


@pytest.fixture(scope="module")
def trained(corpus, codes):
    return FrameClassifier.train(corpus, codes, model=QUICK, groups="event")


def test_figures_equal_sklearn(corpus, codes, trained):
    """Cross-validated predictions and F1 equal scikit-learn's own."""
    gold = gold_standard(codes, ["security"])
    texts = unit_texts(corpus, gold).tolist()
    groups = corpus.docs["event"].loc[gold["doc_id"]].to_numpy()
    folds = GroupKFold(5, shuffle=True, random_state=0)
    y = gold["security"].astype(int).to_numpy()
    guess = cross_val_predict(QUICK, texts, y, groups=groups, cv=folds)
    own = trained.report.set_index(["label", "measure"])["estimate"]
    both = ((guess == 1) & (y == 1)).sum()
    assert own["security", "precision"] == pytest.approx(both / (guess == 1).sum())
    assert own["security", "recall"] == pytest.approx(both / (y == 1).sum())


def test_it_beats_chance_and_words_make_sense(corpus, codes):
    """The default model finds frames better than guessing, and shows its words."""
    best = FrameClassifier.train(corpus, codes, n_folds=3)
    f1 = best.report.set_index(["label", "measure"])["estimate"]
    assert f1["security", "f1"] > 0.5
    words = best.deciding_words("security", n=5)
    assert words["weight"].is_monotonic_decreasing
    assert "[security]" in set(words["word"])
    assert len(words) == 10


def test_predictions_are_findings_like_any_other(corpus, trained):
    """They can be compared, shown and judged; spans are sentences of the text."""
    found = trained.predict(corpus)
    spans = found.spans
    texts = dict(zip(corpus.doc_ids, corpus.texts, strict=True))
    for row in spans.itertuples():
        assert texts[row.doc_id][row.start : row.end] == row.text
    assert (spans["confidence"] >= trained.threshold).all()
    result = fr.compare(found, by="outlet")
    assert "classified frames" in result.methods
    assert len(found.evidence("security")) == (spans["label"] == "security").sum()


def test_predictions_on_learned_articles_stay_honest(corpus, codes, trained):
    """Judged on the codes it learned from, it does no better than cross-validation."""
    table = evaluate(trained.predict(corpus), codes).table
    f1 = table[table["measure"] == "f1"].set_index("label")["estimate"]
    own = trained.report.query("measure == 'f1'").set_index("label")["estimate"]
    assert f1["security"] == pytest.approx(own["security"], abs=0.03)


def test_calibration_covers_all_units(trained):
    """Fifths of the units, their mean probability, and what was observed."""
    table = trained.calibration
    own = table[table["label"] == "security"]
    assert own["n_units"].sum() == 304
    assert own["predicted"].is_monotonic_increasing
    assert ((own["low"] <= own["observed"]) & (own["observed"] <= own["high"])).all()


def test_the_same_twice(corpus, codes, trained):
    """Same seed, same report and provenance."""
    again = FrameClassifier.train(corpus, codes, model=QUICK, groups="event")
    pd.testing.assert_frame_equal(again.report, trained.report)
    assert again.provenance == trained.provenance


def test_it_tells_what_it_is(trained):
    """Methods, text and HTML name n and figures."""
    assert "304 hand-coded sentences" in trained.methods
    assert "keep each event whole" in trained.methods
    assert "units learned from 304" in repr(trained)
    assert "304" in trained._repr_html_()


def test_rare_labels_are_left_out(corpus, codes):
    """A label with few units is named and left out; without any, an error."""
    few = codes.copy()
    rare = few["label"] == "humanitarian"
    few.loc[rare, "code"] = (few[rare].groupby("label").cumcount() < 4).astype(float)
    with pytest.warns(FramingWarning, match="4 units have it"):
        found = FrameClassifier.train(corpus, few, model=QUICK)
    assert found.labels == ("security",)
    with (
        pytest.warns(FramingWarning, match="left out"),
        pytest.raises(ValueError, match="Code more units"),
    ):
        FrameClassifier.train(corpus, few[rare], model=QUICK)


def test_one_group_is_too_few(corpus, codes):
    """With all hits in one group there is nothing to hold out."""
    own = codes[codes["doc_id"].str.startswith("ledger")]
    with (
        pytest.warns(FramingWarning, match="one group"),
        pytest.raises(ValueError, match="two groups"),
    ):
        FrameClassifier.train(corpus, own, model=QUICK, groups="outlet")


@pytest.mark.parametrize(
    ("arguments", "error", "told"),
    [
        ({"groups": "outlett"}, KeyError, "outlet"),
        ({"unit": "page"}, ValueError, "sentence, article"),
        ({"threshold": 1.5}, ValueError, "between 0 and 1"),
        ({"n_folds": 1}, ValueError, "2 or more"),
        ({"model": "svm"}, TypeError, "predict_proba"),
    ],
)
def test_bad_input_says_what_to_type(corpus, codes, arguments, error, told):
    """Errors name the parameter and what there is."""
    with pytest.raises(error, match=told):
        FrameClassifier.train(corpus, codes, **arguments)


def test_models_without_word_weights_say_so(corpus, codes, trained):
    """Only linear pipelines show words; unknown labels are named."""
    other = make_pipeline(CountVectorizer(min_df=2), MultinomialNB())
    found = FrameClassifier.train(corpus, codes, model=other, n_folds=2)
    with pytest.raises(TypeError, match="no weight per word"):
        found.deciding_words("security")
    with pytest.raises(KeyError, match="security, humanitarian"):
        trained.deciding_words("economy")


def test_articles_can_be_coded(corpus):
    """Whole articles work as units; an empty corpus gives no finding."""
    long = corpus.docs
    sheet = pd.DataFrame(
        {
            "doc_id": long.index,
            "start": 0,
            "end": long["text"].str.len().to_numpy(),
            "harbour": long["outlet"].isin(["The Harbour Courier", "Meridian Post"]),
        }
    )
    found = FrameClassifier.train(
        corpus, read_codes(sheet), unit="article", model=QUICK, n_folds=3
    )
    assert found.report["n_units"].max() == 24
    empty = fr.Corpus(pd.DataFrame({"text": [""]}, index=["d"]))
    assert len(found.predict(empty)) == 0


def test_vectorizer_counts_like_find_frames(corpus):
    """Its columns are the hits of each category, or their rate."""
    texts = list(corpus.clean_texts)
    docs = pd.DataFrame({"text": texts}, index=list(corpus.doc_ids))
    found = fr.find_frames(fr.Corpus(docs))
    got = FrameVectorizer().fit_transform(texts)
    assert (got.toarray() == found.to_matrix().toarray()).all()
    rate = FrameVectorizer(rate=True).fit_transform(texts).toarray()
    words = found.tokens.words_per_doc[:, None]
    np.testing.assert_allclose(rate, 1000 * got.toarray() / words)
    assert FrameVectorizer().fit([]).transform([]).shape == (0, 2)


@pytest.mark.parametrize("texts", ["one text", [1, 2], None])
def test_vectorizer_takes_texts_only(texts):
    """A single text or other things are refused."""
    with pytest.raises(TypeError, match="`X`"):
        FrameVectorizer().fit(texts)


def test_vectorizer_passes_sklearns_checks():
    """Scikit-learn's estimator checks pass, as far as they apply to texts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SkipTestWarning)
        estimator_checks.check_estimator(FrameVectorizer())
    for check in (
        "check_parameters_default_constructible",
        "check_get_params_invariance",
        "check_set_params",
        "check_no_attributes_set_in_init",
        "check_estimator_cloneable",
        "check_estimator_repr",
    ):
        getattr(estimator_checks, check)("FrameVectorizer", FrameVectorizer())
