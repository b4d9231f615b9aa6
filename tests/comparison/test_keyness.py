"""Keyness equals its references, tests whole articles, and says what it cannot tell."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import framing as fr
from framing import FramingWarning
from framing.comparison import KeynessOptions, keyness
from framing.comparison.vocabulary import count_units
from framing.stats.estimator import rate
from framing.stats.intervals import jackknife
from framing.stats.word_intervals import log_rate_errors, log_ratio_limits
from tests.comparison.reference import articles, case

ANY = KeynessOptions(min_count=1, min_docs=1)
EXPECTED = {
    "g2": ("g2_four_cell", 1),
    "ll_rayson": ("ll_two_cell_rayson", 1),
    "chi2": ("chi2", 1),
    "odds_ratio": ("odds_ratio", 0),
    "pmi": ("pmi_nat", 0),
    "percent_difference": ("pct_diff", 0),
    "log_ratio": ("log_ratio_base2_hardie_half", 0),
}


@pytest.fixture(scope="module")
def caravan():
    return fr.load_example("caravan")


@pytest.fixture(scope="module")
def ledger(caravan):
    return keyness(caravan, by="outlet", target="Frontier Ledger")


@pytest.mark.parametrize("measure", EXPECTED)
@pytest.mark.parametrize("case_id", ["kt04", "kt05", "kt06", "kt07"])
def test_scores_equal_the_reference(measure, case_id):
    """Every measure of one word equals its reference when counted from articles."""
    known = case("keyness", case_id)
    n = known["input"]
    corpus = articles(
        ("A", {"word": n["a"], "other": n["N1"] - n["a"]}),
        ("B", {"word": n["b"], "other": n["N2"] - n["b"]}),
    )
    table = keyness(corpus, by="outlet", measure=measure, options=ANY).table
    name, signed = EXPECTED[measure]
    want = known["expected"][name] * (known["expected"]["sign"] if signed else 1)
    got = table.set_index("word").loc["word", "score"]
    assert got == pytest.approx(want, rel=1e-8, abs=1e-8)


def test_log_odds_equal_the_reference_with_a_third_group():
    """The prior is spread as in all groups, those left aside included."""
    known = case("keyness", "fw04")["input"]
    words = known["vocabulary"]
    both = np.add(known["target"], known["reference"])
    share = np.array(known["alpha"]) / min(known["alpha"])
    whole = np.rint(3 * share * 5).astype(int)
    assert (whole >= both).all()
    corpus = articles(
        ("A", dict(zip(words, known["target"], strict=True))),
        ("B", dict(zip(words, known["reference"], strict=True))),
        ("C", dict(zip(words, (whole - both).tolist(), strict=True))),
    )
    found = keyness(corpus, by="outlet", target="A", reference="B", options=ANY)
    z = found.table.set_index("word")["score"]
    for word, want in case("keyness", "fw04")["expected"]["z"].items():
        assert z[word] == pytest.approx(want, abs=1e-5)


def test_log_odds_equal_the_reference_of_two_groups():
    """With a prior of their own size two groups give the empirical Bayes scores."""
    known = case("keyness", "fw05")
    sides = known["input"]
    words = sides["vocabulary"]
    corpus = articles(
        ("A", dict(zip(words, sides["target"], strict=True))),
        ("B", dict(zip(words, sides["reference"], strict=True))),
    )
    options = KeynessOptions(min_count=1, min_docs=1, prior=sum(sides["alpha"]))
    z = keyness(corpus, by="outlet", options=options).table.set_index("word")["score"]
    for word, want in known["expected"]["z"].items():
        assert z[word] == pytest.approx(want, abs=1e-5)


def test_scores_equal_scipy(caravan):
    """G2 and chi-square of every word equal scipy's."""
    for measure, power in (("g2", "log-likelihood"), ("chi2", "pearson")):
        found = keyness(caravan, by="outlet", target="Civic Wire", measure=measure)
        table = found.table
        own = caravan.docs["outlet"].eq("Civic Wire").to_numpy()
        words = fr.tokenize(caravan).words_per_doc
        sizes = words[own].sum(), words[~own].sum()
        for row in table.sample(20, random_state=1).itertuples():
            a, b = row.n_target, row.n_reference
            cells = [[a, b], [sizes[0] - a, sizes[1] - b]]
            want = stats.chi2_contingency(cells, correction=False, lambda_=power)
            assert abs(row.score) == pytest.approx(want.statistic)


def test_counts_are_those_of_the_words(caravan, ledger):
    """Uses, articles and rates are what counting by hand gives."""
    row = ledger.table.set_index("word").loc["illegal"]
    texts = caravan.docs.assign(clean=caravan.clean_texts)
    uses = texts["clean"].str.lower().str.count(r"\billegal\b")
    own = texts["outlet"] == "Frontier Ledger"
    assert row["n_target"] == uses[own].sum()
    assert row["n_docs_target"] == (uses[own] > 0).sum()
    assert row["n_reference"] == uses[~own].sum()
    words = fr.tokenize(caravan).words_per_doc
    assert row["rate_target"] == pytest.approx(
        1000 * uses[own].sum() / words[own.to_numpy()].sum()
    )


def test_swapping_target_and_reference_flips_the_signs(caravan):
    """Log odds and log ratios change sign only."""
    pair = ("Frontier Ledger", "The Harbour Courier")
    one = keyness(caravan, by="outlet", target=pair[0], reference=pair[1]).table
    two = keyness(caravan, by="outlet", target=pair[1], reference=pair[0]).table
    one, two = one.set_index("word"), two.set_index("word").loc[one["word"]]
    np.testing.assert_allclose(one["score"], -two["score"], atol=1e-9)
    np.testing.assert_allclose(one["log_ratio"], -two["log_ratio"], atol=1e-9)
    np.testing.assert_allclose(one["low"], -two["high"], atol=1e-9)
    np.testing.assert_allclose(one["p"], two["p"], atol=0.01)


def test_limits_hold_the_estimate(ledger):
    """The log ratio lies strictly between its limits."""
    table = ledger.table
    assert (table["low"] <= table["log_ratio"] + 1e-12).all()
    assert (table["log_ratio"] <= table["high"] + 1e-12).all()
    assert (table["low"] < table["high"]).all()
    assert set(table["interval"]) == {"jackknife t"}


def test_p_is_corrected_over_all_rows(caravan):
    """Benjamini-Hochberg covers every target and word of the table."""
    table = keyness(caravan, by="outlet").table
    want = stats.false_discovery_control(table["p"].to_numpy())
    np.testing.assert_allclose(table["p_adjusted"], want)
    assert list(table["target"].unique()) == sorted(caravan.docs["outlet"].unique())


def test_clustered_words_are_not_called_key():
    """A word that one article repeats has a large G2 and no small p."""
    rows = [("A", {"storm": 40, "word": 60})]
    rows += [("A", {"word": 100})] * 7 + [("B", {"word": 100})] * 8
    options = KeynessOptions(min_docs=1)
    found = keyness(articles(*rows), by="outlet", measure="g2", options=options)
    row = found.table.set_index("word").loc["storm"]
    assert row["score"] > 50
    assert row["p"] > 0.5
    assert row["dispersion_target"] > 0.8
    assert "one article" in row["note"]


def test_false_alarms_are_rare():
    """With no difference at all the permutation p rejects about one time in twenty."""
    rng = np.random.default_rng(1)
    hits = tests = 0
    for _ in range(12):
        strength = rng.lognormal(sigma=1, size=(16, 40))
        counts = rng.poisson(2 * strength)
        rows = [
            ("AB"[i % 2], {f"w{j}": int(n) for j, n in enumerate(row)} | {"the": 200})
            for i, row in enumerate(counts)
        ]
        p = keyness(articles(*rows), by="outlet").table["p"]
        hits, tests = hits + int((p <= 0.05).sum()), tests + len(p)
    assert hits / tests < 0.075


def test_one_article_has_no_p():
    """Two articles describe themselves: limits of counting, no p, and a note."""
    corpus = articles(("A", {"x": 9, "y": 5}), ("B", {"x": 2, "y": 12}))
    found = keyness(corpus, by="outlet", options=ANY)
    assert found.table["p"].isna().all()
    assert set(found.table["interval"]) == {"counting"}
    assert "one article" in " ".join(found.notes)
    assert "one article" in found.methods


def test_few_articles_are_told():
    """Three against three cannot reach five percent, and the result says so."""
    rows = [("A", {"x": 5, "y": 5})] * 3 + [("B", {"x": 1, "y": 9})] * 3
    found = keyness(articles(*rows), by="outlet", options=ANY)
    assert found.table["p"].min() >= 0.1
    assert "cannot fall below" in " ".join(found.notes)


def test_rare_and_excluded_words_are_not_tested(caravan):
    """Guards and exclusions shape the table; words left out still count as words."""
    options = KeynessOptions(min_count=10, min_docs=8)
    table = keyness(caravan, by="outlet", target="Civic Wire", options=options).table
    assert ((table["n_target"] + table["n_reference"]) >= 10).all()
    assert ((table["n_docs_target"] + table["n_docs_reference"]) >= 8).all()
    less = keyness(
        caravan,
        by="outlet",
        target="Civic Wire",
        exclude=["The", "of"],
        options=options,
    ).table
    assert set(table["word"]) - set(less["word"]) == {"the", "of"}
    both = table.merge(less, on="word")
    np.testing.assert_allclose(both["score_x"], both["score_y"])


def test_units():
    """Stems join forms; pairs stay inside sentences; marks are no words."""
    corpus = articles(("A", {}), ("B", {}))
    docs = corpus.docs
    docs["text"] = ["Guards guarded borders. Borders, Guards guard!", "It guards."]
    corpus = fr.Corpus(docs)
    assert count_units(corpus, "word").names == (
        "guards",
        "guarded",
        "borders",
        "guard",
        "it",
    )
    assert count_units(corpus, "stem").names == ("guard", "border", "it")
    pairs = count_units(corpus, "bigram")
    assert pairs.names == (
        "guards guarded",
        "guarded borders",
        "guards guard",
        "it guards",
    )
    assert pairs.lengths.tolist() == [3, 1]


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=1), min_size=1, max_size=6))
def test_counts_add_up(texts):
    """Counts of words sum to the length of each article, those of pairs to one less."""
    docs = pd.DataFrame({"text": [" ".join(words) for words in texts]})
    corpus = fr.Corpus(docs)
    words, pairs = count_units(corpus, "word"), count_units(corpus, "bigram")
    assert words.counts.sum(axis=1).tolist() == [len(words) for words in texts]
    assert pairs.counts.sum(axis=1).tolist() == [len(words) - 1 for words in texts]


def test_bigrams_carry_the_association_of_nltk():
    """The association of a pair is NLTK's for the counts of the whole corpus."""
    from nltk.collocations import BigramCollocationFinder
    from nltk.metrics import BigramAssocMeasures

    rows = [("A", {"x": 3, "y": 2})] * 2 + [("B", {"y": 4, "x": 1})] * 2
    corpus = articles(*rows)
    for name in ("likelihood_ratio", "pmi"):
        options = KeynessOptions(min_count=1, min_docs=1, association=name)
        found = keyness(corpus, by="outlet", unit="bigram", options=options)
        finder = BigramCollocationFinder.from_documents(
            [text.split() for text in corpus.texts]
        )
        uses = {
            " ".join(pair): n for pair, n in finder.ngram_fd.items() if None not in pair
        }
        table = found.table.set_index("word")
        assert set(table.index) == set(uses)
        first, second = {}, {}
        for pair, n in uses.items():
            left, right = pair.split()
            first[left] = first.get(left, 0) + n
            second[right] = second.get(right, 0) + n
        for pair, n in uses.items():
            left, right = pair.split()
            want = getattr(BigramAssocMeasures, name)(
                n, (first[left], second[right]), sum(uses.values())
            )
            assert table.loc[pair, "association"] == pytest.approx(want)


def test_categories_come_from_findings(caravan):
    """Labels of findings are units; a corpus has none."""
    frames = fr.find_frames(caravan)
    found = keyness(frames, by="outlet", unit="category")
    total = found.table.groupby("word")["n_target"].sum()
    assert total.to_dict() == frames.spans["label"].value_counts().to_dict()
    rows = found.evidence("security", group="Frontier Ledger")
    assert set(rows["outlet"]) == {"Frontier Ledger"}
    with pytest.raises(TypeError, match="find_frames"):
        keyness(caravan, by="outlet", unit="category")


def test_evidence_shows_every_use(ledger, caravan):
    """Each use stands in its sentence; unknown words get near ones named."""
    rows = ledger.evidence("Crossers")
    row = ledger.table.set_index("word").loc["crossers"]
    assert len(rows) == row["n_target"] + row["n_reference"]
    for use in rows.itertuples():
        assert use.text in use.sentence_text
        text = caravan.docs.loc[use.doc_id, "text"]
        assert text[use.start : use.end] == use.text
    with pytest.raises(KeyError, match="crossers"):
        ledger.evidence("crossing-point")
    with pytest.raises(KeyError, match="Civic Wire"):
        ledger.evidence("crossers", group="Ledger")


def test_events_keep_articles_in_their_event(caravan):
    """With events labels move only inside an event, and the methods say so."""
    options = KeynessOptions(events="event")
    found = keyness(caravan, by="outlet", target="Civic Wire", options=options)
    assert "inside each event" in found.methods
    assert found.provenance["parameters"]["options"]["events"] == "event"


def test_results_are_the_same_twice(caravan):
    """Same seed, same table and provenance, byte for byte."""
    one, two = (keyness(caravan, by="outlet", target="Civic Wire") for _ in range(2))
    pd.testing.assert_frame_equal(one.table, two.table)
    assert one.provenance == two.provenance


def test_two_outlets_give_one_target():
    """Of two groups the first is the target and the second goes by its name."""
    rows = [("A", {"x": 5, "y": 5}), ("B", {"x": 1, "y": 9})]
    found = keyness(articles(*rows), by="outlet", options=ANY)
    assert found.targets == ("A",)
    assert set(found.table["reference"]) == {"B"}


def test_text_and_html_tell_the_same_and_escape():
    """Both views name the facts, and no word can bring markup in."""
    rows = [("<script>A", {"<b>x</b>": 5, "y": 5}), ("B", {"y": 9})]
    found = keyness(articles(*rows), by="outlet", options=ANY)
    html = found._repr_html_()
    assert "<script>" not in html
    assert "<b>x</b>" not in html
    for name, value in found._facts():
        assert f"{name} {value}" in repr(found)
        assert str(value) in html


@pytest.mark.parametrize(
    ("arguments", "error", "told"),
    [
        ({"by": "outlett"}, KeyError, "outlet"),
        ({"by": "outlet", "target": "Z"}, KeyError, "Groups: A, B"),
        ({"by": "outlet", "reference": "Z"}, KeyError, "'rest' or a group"),
        ({"by": "outlet", "target": "A", "reference": "A"}, ValueError, "both 'A'"),
        ({"by": "same"}, ValueError, "second group"),
        ({"by": "outlet", "unit": "letter"}, ValueError, "word, stem"),
        ({"by": "outlet", "measure": "loglik"}, ValueError, "log_odds"),
        ({"by": "outlet", "exclude": "the"}, TypeError, r"\['the'\]"),
        (
            {"by": "outlet", "unit": "stem", "options": KeynessOptions(language="xx")},
            ValueError,
            "english",
        ),
        (
            {"by": "outlet", "options": KeynessOptions(min_count=0)},
            ValueError,
            "min_count",
        ),
        ({"by": "outlet", "options": KeynessOptions(adjust="fdr")}, ValueError, "bh"),
        (
            {"by": "outlet", "options": KeynessOptions(events="story")},
            KeyError,
            "outlet",
        ),
        (
            {
                "by": "outlet",
                "unit": "bigram",
                "options": KeynessOptions(
                    min_count=1, min_docs=1, association="strength"
                ),
            },
            ValueError,
            "likelihood_ratio",
        ),
    ],
)
def test_bad_input_says_what_to_type(arguments, error, told):
    """Errors name the parameter and what there is."""
    docs = articles(("A", {"x": 5, "y": 2}), ("B", {"y": 5})).docs.assign(same="s")
    with pytest.raises(error, match=told):
        keyness(fr.Corpus(docs), **arguments)


def test_articles_without_a_group_are_told():
    """Missing values are left out with a warning."""
    docs = articles(("A", {"x": 5}), ("B", {"x": 5}), ("C", {"x": 7})).docs
    docs["outlet"] = ["A", "B", None]
    with pytest.warns(FramingWarning, match="1 of 3 articles"):
        found = keyness(fr.Corpus(docs), by="outlet", options=ANY)
    assert found.table["n_target"].sum() == 5


def test_nothing_to_test():
    """Without a frequent word, and without any word, the table is empty and honest."""
    for words in ({"x": 1}, {}):
        found = keyness(articles(("A", words), ("B", words)), by="outlet")
        assert len(found) == 0
        assert "0 of" in found.notes[0]
        assert "<Keyness" in repr(found)
        assert found._repr_html_()


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(1, 60)), min_size=2, max_size=8
    ).filter(lambda rows: sum(n for n, _ in rows))
)
def test_errors_equal_the_jackknife(rows):
    """The fast errors of all words equal the plain jackknife of each."""
    counts = np.array([[n] for n, _ in rows])
    sizes = np.array([n + rest for n, rest in rows])
    fast = log_rate_errors(counts, sizes)[0]
    slow = jackknife(np.column_stack([counts[:, 0], sizes]), rate()).se
    assert fast == pytest.approx(slow, rel=1e-6, abs=1e-7)


def test_limits_cover_the_truth():
    """Limits of the log ratio cover a true ratio of 2 in about 95 of 100 draws."""
    rng = np.random.default_rng(2)
    sizes = np.full(8, 500)
    covered = 0
    for _ in range(300):
        tables = [
            rng.poisson(mean * rng.lognormal(-0.125, 0.5, (8, 1))) for mean in (8, 4)
        ]
        low, high, _ = log_ratio_limits(
            *tables, lengths_target=sizes, lengths_reference=sizes
        )
        covered += bool(low[0] <= 1 <= high[0])
    assert 0.91 <= covered / 300 <= 0.99


def test_warnings_name_the_line_of_the_user():
    """The warning points at the call, not into the library."""
    docs = articles(("A", {"x": 5}), ("B", {"x": 5}), ("C", {"x": 7})).docs
    docs["outlet"] = ["A", "B", None]
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        keyness(fr.Corpus(docs), by="outlet", options=ANY)
    assert told[0].filename == __file__
