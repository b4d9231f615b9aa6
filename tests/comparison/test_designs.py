"""Matched sets, tests of all groups at once, many pairs, and what cannot be reached."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import framing as fr
from framing.stats.estimator import mean, rate
from framing.stats.intervals import difference_interval
from framing.stats.paired import paired_difference_interval
from framing.stats.pairwise import pairwise_permutation_tests
from framing.stats.permutation import omnibus_test, permutation_test

LEXICON = fr.Lexicon.from_dict({"a": ["alpha"], "b": ["beta"]}, name="letters")


def frames_of(counts, groups, **columns):
    """Make articles of 10 words with the given hits of a and b."""
    texts = [
        " ".join(["alpha"] * a + ["beta"] * b + ["word"] * (10 - a - b)) + "."
        for a, b in counts
    ]
    table = pd.DataFrame({"text": texts, "outlet": groups, **columns})
    table.index = [f"d{i}" for i in range(len(texts))]
    return fr.find_frames(fr.Corpus(table), LEXICON)


def drawn(sizes, seed=0):
    """Draw articles of 10 words for groups of these sizes."""
    rng = np.random.default_rng(seed)
    groups = [f"g{i}" for i, n in enumerate(sizes) for _ in range(n)]
    return frames_of(rng.integers(0, 5, (len(groups), 2)).tolist(), groups)


@pytest.fixture
def matched():
    """Six events by two outlets, then an event of one outlet and one without event."""
    first, second = [3, 2, 4, 3, 5, 2], [0, 1, 2, 3, 1, 1]
    return frames_of(
        [(n, 1) for n in [*first, *second, 5, 5]],
        ["X"] * 6 + ["Y"] * 6 + ["X", "Y"],
        event=[*range(6), *range(6), 99, None],
    )


def test_matched_sets_equal_scipys_test_of_pairs(matched):
    """With one article a set the test is scipy's exact test of paired samples."""
    result = fr.compare(matched, by="outlet", pairs="event")
    row = result.contrasts.set_index("label").loc["a"]
    first, second = np.array([3, 2, 4, 3, 5, 2.0]), np.array([0, 1, 2, 3, 1, 1.0])
    oracle = stats.permutation_test(
        (100 * first, 100 * second),
        lambda a, b, axis: (a - b).mean(axis=axis),
        permutation_type="samples",
        n_resamples=np.inf,
        vectorized=True,
    )
    assert row["p"] == pytest.approx(oracle.pvalue)
    assert row["difference"] == pytest.approx(oracle.statistic)
    assert (row["n_a"], row["n_b"]) == (6, 6)
    assert "1 of 14 articles have no event" in result.methods
    assert "event by event" in result.methods


def test_matched_interval_is_students_for_pairs():
    """With equal lengths the interval is Student's for paired differences."""
    first, second = np.array([3, 2, 4, 3, 5, 2.0]), np.array([0, 1, 2, 3, 1, 1.0])
    sums = [np.column_stack([x, np.ones(6)]) for x in (first, second)]
    found = paired_difference_interval(*sums, mean())
    want = stats.ttest_rel(first, second).confidence_interval()
    assert (found.low, found.high) == pytest.approx((want.low, want.high))
    unpaired = difference_interval(*sums, mean())
    assert found.estimate == pytest.approx(unpaired.estimate)


def test_articles_of_one_group_on_one_event_are_added_up():
    """Two articles of an outlet on one event are one side of one pair."""
    frames = frames_of(
        [(4, 0), (2, 0), (1, 0), (3, 1), (0, 0)],
        ["X", "X", "Y", "X", "Y"],
        event=["e", "e", "e", "f", "f"],
    )
    contrasts = fr.compare(frames, by="outlet", pairs="event").contrasts
    assert contrasts["n_a"].tolist() == [2, 2]
    assert contrasts["p"].min() >= 0.5
    assert contrasts["note"].str.contains("cannot reach 5%").all()


def test_matched_sets_of_equal_pairs_have_no_interval():
    """Pairs that all differ by the same amount bound nothing, and say so."""
    sums = [[5, 10], [7, 10], [9, 10]], [[4, 10], [6, 10], [8, 10]]
    found = paired_difference_interval(*sums, rate())
    assert found.kind == "none"
    assert "do not differ among themselves" in found.note
    with pytest.raises(ValueError, match="one row for each pair"):
        paired_difference_interval(sums[0], sums[1][:2], rate())


def test_thin_pairs_are_at_least_as_uncertain_as_counts():
    """A handful of hits cannot be precise."""
    a, b = [[1, 400], [0, 410], [1, 390]], [[0, 400], [1, 390], [1, 410]]
    found = paired_difference_interval(a, b, rate())
    totals = [np.sum(x, axis=0, dtype=float) for x in (a, b)]
    (low, _), (_, high) = (rate().counting(total, 0.95) for total in totals)
    reach = np.hypot(rate()(totals[0]) - low, high - rate()(totals[1]))
    assert found.kind == "jackknife t + counting"
    assert found.low <= found.estimate - reach + 1e-12


def test_without_a_matched_set_there_is_nothing_to_contrast():
    """Groups that share no event, or one, have no p-value and say why."""
    frames = frames_of([(3, 1), (1, 2)], ["X", "Y"], event=["e", "f"])
    contrasts = fr.compare(frames, by="outlet", pairs="event").contrasts
    assert contrasts["difference"].isna().all()
    assert contrasts["note"].str.contains("fewer than two matched pairs").all()


def test_events_and_pairs_exclude_each_other(matched):
    """Both at once is an error that says what each does."""
    with pytest.raises(ValueError, match="not both"):
        fr.compare(matched, by="outlet", pairs="event", events="event")
    with pytest.raises(KeyError, match="No document variable 'evnt'"):
        fr.compare(matched, by="outlet", pairs="evnt")


def test_against_the_rest_on_the_same_sets(matched):
    """Pairs and the rest go together."""
    rest = fr.compare(matched, by="outlet", pairs="event", reference="rest").contrasts
    pairs = fr.compare(matched, by="outlet", pairs="event").contrasts
    ours = rest[rest["group_a"] == "X"]
    assert np.allclose(ours["p"], pairs["p"])
    assert np.allclose(ours["difference"], pairs["difference"])


def test_all_groups_at_once_is_the_omnibus_test():
    """One row a label, the p of the omnibus test, corrected over the labels."""
    frames = drawn([5, 6, 7])
    table = fr.compare(frames, by="outlet").omnibus
    sums = frames.per_document().pivot(index="doc_id", columns="label", values="n_hits")
    sums = sums.loc[list(frames.corpus.doc_ids)].to_numpy(dtype=float)
    both = np.stack([sums, np.full(sums.shape, 10.0)], axis=-1)
    want = omnibus_test(both, np.repeat([0, 1, 2], [5, 6, 7]), rate(scale=1000))
    assert table["label"].tolist() == ["a", "b"]
    assert table["p"].tolist() == pytest.approx(want.p.tolist())
    assert np.allclose(table["p_adjusted"], stats.false_discovery_control(want.p))


def test_omnibus_inside_matched_sets(matched):
    """With matched sets labels move inside them only: 2**6 ways."""
    with_sets = fr.compare(matched, by="outlet", pairs="event").omnibus
    inside = fr.compare(matched, by="outlet", events="event").omnibus
    assert np.allclose(with_sets["p"], inside["p"])


def test_no_omnibus_of_single_articles():
    """Single articles have no test of any kind."""
    frames = frames_of([(3, 1), (1, 2), (2, 2)], ["X", "Y", "Z"])
    assert fr.compare(frames, by="outlet").omnibus.empty


def test_a_group_without_an_estimate_has_no_say_in_the_omnibus_test():
    """A group in which nothing was scored leaves the test of the others as it is."""
    scored = [[0.1, 1], [0.2, 1], [0.5, 1], [0.9, 1], [0.7, 1], [0.8, 1]]
    groups = ["x", "x", "x", "y", "y", "y"]
    both = omnibus_test(scored, groups, mean())
    more = omnibus_test([*scored, [0, 0]], [*groups, "z"], mean())
    assert more.statistic == pytest.approx(both.statistic)
    assert np.isnan(omnibus_test([[0, 0], [0, 0]], ["x", "y"], mean()).p)


def scored(n_scored):
    """Make six articles of two groups with this many scores of label b."""
    table = frames_of([(1, 1)] * 6, ["X"] * 3 + ["Y"] * 3).per_document()
    n = np.where(table["label"] == "b", np.repeat(n_scored, 2), 2).astype(float)
    return fr.compare(
        table.assign(n_scored=n, score_sum=0.1 * n * np.arange(len(n))),
        by="outlet",
        measure="tone",
    )


def test_notes_of_a_test_are_those_of_its_own_row():
    """Arrangements without an estimate are told of the label that has some."""
    result = scored([0, 0, 1, 0, 0, 1])
    notes = result.contrasts.set_index("label")["note"]
    assert "undefined in" in notes["b"]
    assert "undefined in" not in notes["a"]
    assert pd.api.types.is_float_dtype(result.omnibus["p_adjusted"])


def test_a_test_that_is_not_there_says_why():
    """Where one of two groups has no estimate there is no p, and a reason."""
    result = scored([0, 0, 0, 1, 2, 1])
    rows = result.omnibus.set_index("label")
    assert np.isnan(rows.loc["b", "p"])
    assert rows.loc["b", "note"] == "fewer than two groups have an estimate: no test"
    assert rows.loc["a", "p"] <= 1
    assert "undefined in" not in result.contrasts.set_index("label").loc["b", "note"]


def test_many_groups_are_held_against_the_rest_unless_asked():
    """With more than 12 groups the result says so and takes the question for pairs."""
    frames = drawn([2] * 13)
    usual = fr.compare(frames, by="outlet")
    assert len(usual.contrasts) == 13 * 2
    assert "reference='all pairs'" in usual.methods
    pairs = fr.compare(frames, by="outlet", reference="all pairs")
    assert len(pairs.contrasts) == 13 * 12 // 2 * 2


def test_pairs_are_tested_as_by_themselves():
    """Shared draws give the p-values of tests of their own, but for chance."""
    rng = np.random.default_rng(5)
    sizes = [2, 3, 12, 15, 12]
    codes = np.repeat(np.arange(5), sizes)
    sums = np.stack([rng.poisson(4 + codes), np.full(len(codes), 100)], axis=-1)
    pairs = [(0, 1), (2, 3), (2, 4), (1, 3)]
    for pair, test in zip(
        pairs, pairwise_permutation_tests(sums, codes, pairs, rate()), strict=True
    ):
        rows = np.concatenate([np.flatnonzero(codes == code) for code in pair])
        alone = permutation_test(sums[rows], codes[rows] == pair[0], rate(), seed=9)
        assert test.statistic == pytest.approx(alone.statistic)
        assert test.exact == alone.exact
        assert test.p == pytest.approx(alone.p, abs=0 if test.exact else 0.05)


def test_large_pairs_draw_for_themselves(monkeypatch):
    """Pairs too large to share draws are tested all the same."""
    monkeypatch.setattr("framing.stats.pairwise._MAX_CELLS", 0)
    sums = [[n, 100] for n in range(30)]
    [test] = pairwise_permutation_tests(sums, [0] * 15 + [1] * 15, [(0, 1)], rate())
    assert test.p == pytest.approx(0.0002)


def test_unreachable_significance_is_said_beforehand():
    """The result tells when no single difference can survive the correction."""
    frames = fr.find_frames(fr.load_example("caravan"))
    result = fr.compare(frames, by="outlet", events="event")
    [note] = [note for note in result.notes if "no single difference" in note]
    assert "no p below 0.031" in note
    assert "over 12 tests" in note
    assert "only 8 or more" in note
    assert note in result.methods
    holm = fr.compare(frames, by="outlet", events="event", adjust="holm")
    assert "nor can several" in " ".join(holm.notes)
    for options in (
        {"adjust": "none"},
        {"labels": ["security"], "reference": "Civic Wire"},
    ):
        found = fr.compare(frames, by="outlet", **options)
        assert "no single difference" not in " ".join(found.notes)


@pytest.mark.parametrize("measure", [None, "sentence_share", "article_share"])
def test_comparisons_survive_pickling_and_copying(measure):
    """A comparison sent to another process is the same comparison."""
    frames = fr.find_frames(fr.load_example("caravan"))
    result = fr.compare(frames, by="outlet", measure=measure)
    for twin in (pickle.loads(pickle.dumps(result)), copy.deepcopy(result)):
        pd.testing.assert_frame_equal(twin.table, result.table)
        pd.testing.assert_frame_equal(twin.contrasts, result.contrasts)
        assert twin.methods == result.methods


def test_every_result_survives_pickling():
    """Keyness, shifts, codes, evaluations and classifiers go through pickle."""
    corpus = fr.load_example("caravan")
    frames, codes = fr.find_frames(corpus), fr.load_example_codes()
    for value in (
        frames,
        fr.keyness(corpus, by="outlet"),
        fr.word_shift(corpus, by="outlet", target="Meridian Post"),
        fr.evaluate(frames, codes, by="outlet"),
        fr.draw_sample(frames, n=10, by="outlet", seed=1),
    ):
        assert repr(pickle.loads(pickle.dumps(value))) == repr(value)
        assert repr(copy.deepcopy(value)) == repr(value)


def test_the_warning_names_the_line_of_the_user():
    """Articles without a group are warned of where compare was called."""
    frames = frames_of([(3, 1), (1, 2), (2, 2)], ["X", "Y", None])
    with pytest.warns(fr.FramingWarning, match="1 of 3") as told:
        fr.compare(frames, by="outlet")
    assert told[0].filename == __file__


def test_the_caution_counts_the_tests_that_there_are():
    """Labels without an estimate in one of the groups are no tests."""
    table = frames_of([(1, 1)] * 12, ["X"] * 4 + ["Y"] * 4 + ["Z"] * 4).per_document()
    unscored = (table["label"] == "b") & (table["outlet"] == "Z")
    n = np.where(unscored, 0.0, 1.0)
    table = table.assign(n_scored=n, score_sum=n * np.arange(len(n)) / len(n))
    result = fr.compare(table, by="outlet", measure="tone")
    assert result.contrasts["p"].notna().sum() == 4
    assert any("after correction over 4 tests" in note for note in result.notes)
