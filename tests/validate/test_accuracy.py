"""Agreement, accuracy and prevalence equal their oracles and admit what they lack."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics import AnnotationTask
from nltk.metrics.distance import interval_distance
from sklearn import metrics

import framing as fr
from framing.validate import (
    agreement,
    corrected_prevalence,
    evaluate,
    load_example_codes,
    read_codes,
)
from tests.comparison.reference import case

LEXICON = fr.Lexicon.from_dict({"a": ["alpha"], "b": ["beta"]}, name="letters")


def codes_of(ratings, label="threat"):
    """Make codes from rows of coders by units, None where not coded."""
    sheets = []
    for i, row in enumerate(ratings):
        units = pd.DataFrame({"doc_id": "a", "start": range(len(row))})
        sheets.append(
            units.assign(end=units["start"] + 1, coder=f"c{i}", **{label: row})
        )
    return read_codes(sheets)


@pytest.fixture(scope="module")
def caravan():
    return fr.find_frames(fr.load_example("caravan"))


@pytest.fixture(scope="module")
def example_codes():
    return load_example_codes()


@pytest.mark.parametrize("case_id", ["ka01", "ka02"])
@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval"])
def test_alpha_equals_the_reference(case_id, metric):
    """Alpha with missing codes equals the published values."""
    known = case("statistics", case_id)
    codes = codes_of(known["input"]["reliability_data"])
    got = agreement(codes, metric=metric, n_resamples=20)["alpha"][0]
    want = known["expected"][metric]
    assert got == pytest.approx(want, abs=known["tolerance"])


rows = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=4, max_size=12
)


@given(rows)
def test_agreement_equals_nltk_and_sklearn(pairs):
    """Alpha and kappa equal NLTK's and scikit-learn's."""
    a, b = map(list, zip(*pairs, strict=True))
    if len({*a, *b}) < 2:
        return
    table = agreement(codes_of([a, b]), metric="interval", n_resamples=5)
    triples = [(c, i, v) for c, row in (("a", a), ("b", b)) for i, v in enumerate(row)]
    task = AnnotationTask(triples, distance=interval_distance)
    assert table["alpha"][0] == pytest.approx(task.alpha())
    want = metrics.cohen_kappa_score(a, b, weights="quadratic")
    if not np.isnan(want):
        assert table["kappa"][0] == pytest.approx(want)


def test_agreement_has_limits_and_n():
    """Limits hold alpha and do not coincide; n of units and coders stand beside it."""
    rng = np.random.default_rng(1)
    first = rng.integers(0, 2, 60)
    second = np.where(rng.random(60) < 0.15, 1 - first, first)
    row = agreement(codes_of([first.tolist(), second.tolist()])).iloc[0]
    assert row["low"] < row["alpha"] < row["high"]
    assert (row["n_coders"], row["n_units"], row["n_shared"]) == (2, 60, 60)


def test_agreement_that_cannot_be_told():
    """One coder, no shared unit, or a single code: an error or a note, no number."""
    with pytest.raises(ValueError, match="two coders"):
        agreement(codes_of([[1, 0]]))
    with pytest.raises(ValueError, match="No unit was coded by two"):
        agreement(codes_of([[1, None], [None, 0]]))
    with pytest.raises(ValueError, match="nominal, ordinal"):
        agreement(codes_of([[1], [0]]), metric="ratio")
    row = agreement(codes_of([[1, 1], [1, 1]])).iloc[0]
    assert np.isnan(row["alpha"])
    assert "chance" in row["note"]
    perfect = agreement(codes_of([[1, 0, 1], [1, 0, 1]])).iloc[0]
    assert perfect["alpha"] == 1
    assert np.isnan(perfect["low"])


def frames_and_codes(units, *, chance=None):
    """Make articles of sentences (found, coded) of one label."""
    texts, sheet = [], []
    for i, sentences in enumerate(units):
        text = ""
        for found, coded in sentences:
            start = len(text)
            text += "Alpha is here. " if found else "Nothing is here. "
            sheet.append((f"d{i}", start, len(text) - 1, int(coded)))
        texts.append(text)
    docs = pd.DataFrame(
        {"text": texts, "outlet": ["XY"[i % 2] for i in range(len(texts))]},
        index=[f"d{i}" for i in range(len(texts))],
    )
    table = pd.DataFrame(sheet, columns=["doc_id", "start", "end", "a"])
    if chance is not None:
        table["inclusion_probability"] = chance
    return fr.find_frames(fr.Corpus(docs), LEXICON), read_codes(table, labels=["a"])


sentences = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=6)


@given(st.lists(sentences, min_size=1, max_size=5))
def test_accuracy_equals_sklearn(units):
    """Precision, recall and F1 equal scikit-learn's; limits hold them."""
    found, codes = frames_and_codes(units)
    table = evaluate(found, codes).table.set_index("measure")
    guess, truth = zip(*(pair for article in units for pair in article), strict=True)
    for name in ("precision", "recall", "f1"):
        score = getattr(metrics, f"{name}_score")
        want = score(truth, guess, zero_division=np.nan)
        assert table.loc[name, "estimate"] == pytest.approx(want, nan_ok=True)
        row = table.loc[name]
        if not np.isnan(row["low"]):
            assert row["low"] < row["high"]
            assert row["low"] - 1e-9 <= row["estimate"] <= row["high"] + 1e-9
        else:
            assert row["note"]


def test_groups_add_up(caravan, example_codes):
    """Counts per outlet sum to those of all; every group has its n."""
    table = evaluate(caravan, example_codes, by="outlet").table
    whole = table[table["group"] == "all"].set_index(["label", "measure"])
    parts = table[table["group"] != "all"].groupby(["label", "measure"])
    for column in ("n_units", "n_docs", "n_coded", "n_found", "n_both"):
        sums = parts[column].sum()
        assert (sums == whole[column].loc[sums.index]).all()


def test_entries_and_errors_are_those_of_the_spans(caravan, example_codes):
    """Each entry's hits are spans in coded units; errors are the wrong units."""
    result = evaluate(caravan, example_codes)
    table = result.table[result.table["group"] == "all"]
    first = table[table["measure"] == "f1"].set_index("label")
    for label, row in first.iterrows():
        errors = result.errors[result.errors["label"] == label]
        kinds = errors["error"].value_counts()
        assert kinds["false alarm"] == row["n_found"] - row["n_both"]
        assert kinds["miss"] == row["n_coded"] - row["n_both"]
    assert (result.entries["n_right"] <= result.entries["n_hits"]).all()
    spans = caravan.spans
    assert result.entries["n_hits"].sum() <= len(spans)
    alarms = result.errors[result.errors["error"] == "false alarm"]
    assert (alarms["words"] != "").all()


def test_length_of_units_is_shown(caravan, example_codes):
    """Thirds by length hold all units once."""
    table = evaluate(caravan, example_codes).by_length
    own = table[(table["label"] == "security") & (table["measure"] == "f1")]
    assert own["n_units"].sum() == 304


def test_uneven_samples_are_weighted_back():
    """Units with a small chance count for more."""
    units = [[(True, True), (True, False)]] * 6
    found, codes = frames_and_codes(units, chance=[0.5, 0.125] * 6)
    table = evaluate(found, codes).table.set_index("measure")
    assert table.loc["precision", "estimate"] == pytest.approx(2 / (2 + 8))


def test_codes_must_match_the_findings(caravan):
    """Unknown articles, places and labels are named."""
    place = {"doc_id": ["ledger-departure"], "start": 0, "end": 20}
    for change, told in (
        ({"doc_id": ["nowhere"], "security": 1}, "nowhere"),
        ({"end": 10**6, "security": 1}, "do not lie"),
        ({"economy": 1}, "share no label"),
    ):
        codes = read_codes(pd.DataFrame(place | change))
        with pytest.raises(ValueError, match=told):
            evaluate(caravan, codes)
    codes = read_codes(pd.DataFrame(place | {"security": 1, "economy": 0}))
    result = evaluate(caravan, codes)
    assert "economy was coded but not looked for" in result.notes
    with pytest.raises(KeyError, match="outlet"):
        evaluate(caravan, codes, by="outlett")


def test_evaluation_tells_what_it_did(caravan, example_codes):
    """Methods, text and HTML name n and figures."""
    result = evaluate(caravan, example_codes)
    assert "304 units in 24 articles" in result.methods
    assert "units 304" in repr(result)
    assert "304" in result._repr_html_()
    assert result.provenance["parameters"]["labels"] == ["security", "humanitarian"]


def test_prevalence_is_corrected(caravan, example_codes):
    """From a third of the codes every correction comes nearer to the true share."""
    truth = example_codes.groupby("label")["code"].mean()
    rng = np.random.default_rng(4)
    places = example_codes[["doc_id", "start"]].drop_duplicates()
    gaps = {method: [] for method in ("found", "adjusted", "ppi", "dsl")}
    for _ in range(15):
        part = places.iloc[rng.choice(len(places), 120, replace=False)]
        table = corrected_prevalence(caravan, example_codes.merge(part))
        for row in table.itertuples():
            gaps[row.method].append(row.estimate - truth[row.label])
    bias = {method: abs(np.mean(values)) for method, values in gaps.items()}
    assert bias["found"] > 0.1
    assert max(bias["ppi"], bias["dsl"], bias["adjusted"]) < 0.04


def test_prevalence_with_all_units_coded_is_the_codes(caravan, example_codes):
    """When everything is coded, the codes decide."""
    table = corrected_prevalence(caravan, example_codes)
    own = table[table["label"] == "security"].set_index("method")
    assert own.loc["dsl", "estimate"] == pytest.approx(93 / 304, abs=0.01)
    assert (table["low"] < table["high"]).all()


def test_adjusted_count_equals_its_formula():
    """Share found, rates of error and the corrected share fit together."""
    units = [[(True, True), (True, False), (False, True), (False, False)]] * 10
    units += [[(True, True), (False, False)]] * 10
    found, codes = frames_and_codes(units)
    table = corrected_prevalence(found, codes).set_index("method")
    hits, alarms = 20 / 30, 10 / 30
    want = (0.5 - alarms) / (hits - alarms)
    assert table.loc["adjusted", "estimate"] == pytest.approx(want)


def test_uneven_samples_need_dsl():
    """Prediction-powered inference is refused there, by a note."""
    units = [[(True, True), (False, False), (True, False)]] * 8
    found, codes = frames_and_codes(units, chance=[0.5, 0.25, 0.5] * 8)
    table = corrected_prevalence(found, codes[codes["start"] < 30])
    own = table.set_index("method")
    assert np.isnan(own.loc["ppi", "estimate"])
    assert "use dsl" in own.loc["ppi", "note"]


def test_groups_without_codes_say_so(caravan, example_codes):
    """A group with one coded unit has a share found and nothing corrected."""
    ids = example_codes["doc_id"].str.startswith("ledger")
    table = corrected_prevalence(caravan, example_codes[ids], by="outlet")
    civic = table[(table["group"] == "Civic Wire") & (table["method"] != "found")]
    assert civic["estimate"].isna().all()
    assert civic["note"].str.contains("fewer than two").all()


def test_errors_that_do_not_tell_hits_from_alarms_correct_nothing():
    """Findings as frequent without the label as with it allow no adjustment."""
    units = [[(True, True), (True, False), (False, True), (False, False)]] * 6
    found, codes = frames_and_codes(units)
    row = corrected_prevalence(found, codes).set_index("method").loc["adjusted"]
    assert np.isnan(row["estimate"])
    assert "do not tell" in row["note"]


def test_groups_without_sentences_say_so():
    """An empty article makes a group with a note and no number."""
    found, codes = frames_and_codes([[(True, True)], [(False, False)]])
    docs = found.corpus.docs
    docs.loc["d9"] = ["", "Z"]
    empty = fr.find_frames(fr.Corpus(docs), LEXICON)
    table = corrected_prevalence(empty, codes, by="outlet")
    own = table[table["group"] == "Z"]
    assert own["estimate"].isna().all()
    assert set(own["note"]) == {"no unit"}
    rows = evaluate(empty, codes, by="outlet").table
    assert set(rows.loc[rows["group"] == "Z", "note"]) == {"no unit"}


def test_empty_codes_are_told_from_other_labels():
    """A table without a row is not taken for codes of other labels."""
    found, codes = frames_and_codes([[(True, True)], [(False, False)]])
    with pytest.raises(ValueError, match="has no row"):
        evaluate(found, codes.iloc[:0])
