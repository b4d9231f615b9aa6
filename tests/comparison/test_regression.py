"""Groups compared with other variables held fixed."""

from __future__ import annotations

import builtins
import math
import pickle

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import framing as fr
from framing.stats.regression import fit_groups

sm = pytest.importorskip("statsmodels.api")

pytestmark = pytest.mark.filterwarnings("ignore:There are .* clusters")
regress = fr.comparison.regress


def counts_of(n=300, seed=0, **columns):
    """Draw counts of articles of three outlets; A writes more of it in section x."""
    rng = np.random.default_rng(seed)
    outlet = np.array(["A", "B", "C"])[rng.integers(0, 3, n)]
    section = np.where(rng.random(n) < np.where(outlet == "A", 0.8, 0.3), "x", "y")
    words = rng.integers(200, 900, n)
    hits = rng.poisson(words / 100 * np.where(section == "x", 3, 1))
    table = pd.DataFrame(
        {
            "doc_id": [f"d{i}" for i in range(n)],
            "outlet": outlet,
            "section": section,
            "day": pd.Timestamp("2030-01-01") + pd.to_timedelta(np.arange(n), "D"),
            "size": rng.random(n),
            "label": "a",
            "n_hits": hits,
            "n_hit_sentences": np.minimum(hits, words // 20),
            "n_words": words,
            "n_sentences": words // 20,
        }
    )
    return table.assign(**columns)


def dummies(table, *names):
    """Write categories as statsmodels wants them, with a constant."""
    x = pd.get_dummies(table[list(names)], drop_first=True, dtype=float)
    return sm.add_constant(x)


def test_a_control_takes_away_what_sections_do():
    """What looks like the outlet is the section, and the control shows it."""
    table = counts_of(900)
    plain = regress(table, reference="B").table.set_index("group")
    fixed = regress(table, reference="B", controls=["section"]).table
    fixed = fixed.set_index("group")
    assert plain.loc["A", "low"] > 1.2
    assert fixed.loc["A", "low"] < 1 < fixed.loc["A", "high"]


def test_many_clusters_equal_statsmodels_sandwich():
    """Above 200 clusters the figures are those of statsmodels called by hand."""
    table = counts_of()
    found = regress(table, reference="A", controls=["section"]).table.set_index("group")
    x = dummies(table, "outlet", "section")
    model = sm.GLM(
        table["n_hits"],
        x,
        family=sm.families.Poisson(),
        offset=np.log(table["n_words"]),
    )
    want = model.fit(cov_type="cluster", cov_kwds={"groups": np.arange(len(table))})
    for group in "BC":
        row = found.loc[group]
        b, se = want.params[f"outlet_{group}"], want.bse[f"outlet_{group}"]
        reach = stats.t.ppf(0.975, len(table) - 1) * se
        assert row["estimate"] == pytest.approx(math.exp(b))
        assert row["low"] == pytest.approx(math.exp(b - reach))
        assert row["high"] == pytest.approx(math.exp(b + reach))
        assert row["p"] == pytest.approx(2 * stats.t.sf(abs(b / se), len(table) - 1))


def test_few_clusters_are_left_out_in_turn():
    """Up to 200 clusters the error is the jackknife over refits by hand."""
    table = counts_of(60, week=np.arange(60) // 4)
    found = regress(table, reference="A", cluster="week", measure="sentence_share")
    x = dummies(table, "outlet").to_numpy()
    share = table["n_hit_sentences"] / table["n_sentences"]

    def fit(rows):
        return (
            sm.GLM(
                share[rows],
                x[rows],
                family=sm.families.Binomial(),
                var_weights=table["n_sentences"][rows],
            )
            .fit()
            .params.to_numpy()
        )

    whole = fit(np.ones(60, dtype=bool))
    left = np.stack([fit((table["week"] != w).to_numpy()) for w in range(15)])
    se = np.sqrt(14 / 15 * ((left - whole) ** 2).sum(axis=0))
    row = found.table.set_index("group").loc["B"]
    assert row["estimate"] == pytest.approx(math.exp(whole[1]))
    t = stats.t.ppf(0.975, 14)
    assert row["high"] == pytest.approx(math.exp(whole[1] + t * se[1]), rel=1e-4)
    assert row["effect"] == "odds ratio"
    assert row["n_clusters"] == 15


def test_a_mean_without_controls_is_a_weighted_mean():
    """Tone without controls is the difference of pooled means."""
    group = np.repeat([0, 1], 5)
    sums = np.array([[n * s, n] for n, s in zip(range(1, 11), range(10), strict=True)])
    alone = np.arange(10)
    fit = fit_groups(
        sums, group, [], np.empty((10, 0)), alone, kind="mean", reference=0
    )
    pooled = [sums[group == g].sum(axis=0) for g in (0, 1)]
    want = pooled[1][0] / pooled[1][1] - pooled[0][0] / pooled[0][1]
    assert fit.estimate(1) == pytest.approx(want)
    assert fit.wald == pytest.approx((fit.params[1] / fit.se(1)) ** 2)
    assert fit.joint_p == pytest.approx(fit.p(1))


def test_without_controls_a_rate_ratio_is_the_ratio_of_rates():
    """The ratio of two pooled rates, by hand."""
    sums = np.array([[3, 400], [8, 350], [5, 900], [9, 500], [4, 200], [7, 300]])
    group = np.array([0, 0, 0, 1, 1, 1])
    fit = fit_groups(
        sums, group, [], np.empty((6, 0)), np.arange(6), kind="rate", reference=0
    )
    assert fit.estimate(1) == pytest.approx((20 / 1000) / (16 / 1650))


def test_balance_is_a_difference_of_log_ratios():
    """Two categories, no control: the log ratio of one group less the other's."""
    frames = fr.find_frames(fr.load_example("caravan"))
    found = regress(frames, measure="balance", reference="Civic Wire")
    hits = frames.per_document().groupby(["outlet", "label"])["n_hits"].sum()
    ratio = np.log(hits.xs("security", level=1) / hits.xs("humanitarian", level=1))
    rows = found.table.set_index("group")["estimate"]
    for group, estimate in rows.items():
        assert estimate == pytest.approx(ratio[group] - ratio["Civic Wire"])
    assert "24 clusters" in found.methods
    assert "24 clusters" in " ".join(found.notes)


def test_a_date_is_a_straight_line_and_missing_ones_are_left_out():
    """A day enters in days; articles without one are counted out with a warning."""
    table = counts_of()
    table.loc[:9, "day"] = pd.NaT
    with pytest.warns(fr.FramingWarning, match="10 of 300 articles have no day"):
        found = regress(table, reference="A", controls=["day", "size"])
    kept = table[table["day"].notna()]
    x = dummies(kept, "outlet").assign(
        day=(kept["day"] - kept["day"].min()).dt.days.astype(float), size=kept["size"]
    )
    want = sm.GLM(
        kept["n_hits"],
        x,
        family=sm.families.Poisson(),
        offset=np.log(kept["n_words"]),
    ).fit()
    row = found.table.set_index("group").loc["C"]
    assert row["estimate"] == pytest.approx(math.exp(want.params["outlet_C"]), rel=1e-6)
    assert row["n_docs"] == (kept["outlet"] == "C").sum()
    assert "10 of 300 articles have no day" in found.methods


def test_a_group_without_hits_has_no_ratio():
    """No hit, no estimate, and the note says so; the others stay."""
    table = counts_of(90)
    table.loc[table["outlet"] == "C", "n_hits"] = 0
    found = regress(table, reference="A").table.set_index("group")
    assert found.loc["C", "note"] == "no hit"
    assert np.isnan(found.loc["C", "estimate"])
    assert np.isfinite(found.loc["B", "high"])
    none = regress(table, reference="C").table
    assert none["estimate"].isna().all()
    assert (none["note"] != "").all()


def test_groups_that_the_controls_take_up():
    """An event that one outlet alone reported says nothing of it."""
    table = counts_of(90)
    event = np.where(table["outlet"] == "C", "own", table["section"])
    found = regress(table.assign(event=event), reference="A", controls=["event"]).table
    notes = found.set_index("group")["note"]
    assert notes["C"] == "cannot be told apart from the controls"
    assert notes["B"] == ""


def test_one_cluster_bounds_nothing():
    """A group in one cluster has an estimate and no limits."""
    table = counts_of(90)
    week = np.where(table["outlet"] == "C", "w", np.arange(90).astype(str))
    found = regress(table.assign(week=week), reference="A", cluster="week").table
    row = found.set_index("group").loc["C"]
    assert "one cluster" in row["note"]
    assert np.isfinite(row["estimate"])
    assert np.isnan(row["low"])


def test_p_values_are_corrected_over_the_table():
    """Adjusted p-values are scipy's Benjamini-Hochberg."""
    frames = fr.find_frames(fr.load_example("caravan"))
    found = regress(frames, controls=["event"])
    want = stats.false_discovery_control(found.table["p"])
    assert np.allclose(found.table["p_adjusted"], want)
    assert found.joint["label"].tolist() == ["security", "humanitarian"]
    assert (found.joint["p"] <= 1).all()
    assert repr(pickle.loads(pickle.dumps(found))) == repr(found)
    assert "Civic Wire" in found._repr_html_()


@pytest.mark.parametrize(
    ("options", "error", "told"),
    [
        ({"controls": "event"}, TypeError, "must be a list"),
        ({"controls": ["outlet"]}, ValueError, "other variables than"),
        ({"controls": ["evnt"]}, KeyError, "No document variable 'evnt'"),
        ({"cluster": "outlet"}, ValueError, "both 'outlet'"),
        ({"reference": "Post"}, KeyError, "must be a group"),
        ({"controls": ["title"]}, ValueError, "leave nothing of 'outlet'"),
        ({"adjust": "bonferroni"}, ValueError, "`adjust`"),
    ],
)
def test_bad_questions_are_refused(options, error, told):
    """Each error names the parameter and what is there."""
    frames = fr.find_frames(fr.load_example("caravan"))
    with pytest.raises(error, match=told):
        regress(frames, **options)


def test_more_coefficients_than_articles():
    """Three articles cannot carry three coefficients."""
    sums, group = np.array([[3, 400], [8, 350], [5, 900]]), np.array([0, 0, 1])
    line = np.array([[1.0], [2.0], [3.0]])
    with pytest.raises(ValueError, match="3 articles cannot carry"):
        fit_groups(sums, group, [], line, np.arange(3), kind="rate", reference=0)


def test_one_group_is_nothing_to_compare():
    """Of one outlet there is nothing to say."""
    with pytest.raises(ValueError, match="only 'A'"):
        regress(counts_of(30, outlet="A"))


def test_without_statsmodels_the_error_says_what_to_type(monkeypatch):
    """The extra is named."""
    real = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name.startswith("statsmodels"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ImportError, match=r'pip install "media-framing\[stats\]"'):
        regress(counts_of(30))
