"""Comparisons carry their n, their cautions, their evidence, and no false certainty."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import framing as fr

LEXICON = fr.Lexicon.from_dict({"a": ["alpha"], "b": ["beta"]}, name="letters")


def corpus_of(counts, groups, **columns):
    """Make articles of 10 words with the given hits of a and b."""
    texts = [
        " ".join(["alpha"] * a + ["beta"] * b + ["word"] * (10 - a - b)) + "."
        for a, b in counts
    ]
    return fr.Corpus(
        pd.DataFrame(
            {"text": texts, "outlet": groups, **columns},
            index=[f"d{i}" for i in range(len(texts))],
        )
    )


def frames_of(counts, groups, **columns):
    return fr.find_frames(corpus_of(counts, groups, **columns), LEXICON)


counts = st.tuples(st.integers(0, 5), st.integers(0, 5))


@pytest.fixture
def eight():
    return frames_of(
        [(3, 1), (2, 0), (4, 1), (3, 0), (0, 2), (1, 3), (0, 1), (1, 1)],
        ["X"] * 4 + ["Y"] * 4,
        event=[1, 2, 3, 4, 1, 2, 3, 4],
    )


@pytest.mark.filterwarnings("ignore:All articles have the same outlet")
@given(st.lists(counts, min_size=1, max_size=8), st.data())
def test_estimates_lie_in_their_limits(rows, data):
    """Limits hold the estimate and never coincide; what has none says why."""
    groups = data.draw(st.lists(st.sampled_from("XY"), min_size=len(rows)))[: len(rows)]
    for measure in ("salience", "sentence_share", "article_share", "balance"):
        table = fr.compare(frames_of(rows, groups), by="outlet", measure=measure).table
        bounded = table[table["low"].notna()]
        assert (bounded["low"] <= bounded["estimate"] + 1e-12).all()
        assert (bounded["estimate"] <= bounded["high"] + 1e-12).all()
        assert (bounded["low"] < bounded["high"]).all()
        assert (table["low"].notna() | (table["note"] != "")).all()


@given(st.lists(counts, min_size=2, max_size=8), st.randoms())
def test_order_of_articles_is_irrelevant(rows, random):
    """Shuffling articles changes no estimate."""
    groups = ["X", "Y"] * len(rows)
    pairs = list(zip(rows, groups, strict=False))
    first = fr.compare(frames_of(*zip(*pairs, strict=True)), by="outlet").table
    random.shuffle(pairs)
    second = fr.compare(frames_of(*zip(*pairs, strict=True)), by="outlet").table
    assert np.allclose(first["estimate"], second["estimate"], equal_nan=True)
    assert first["n_hits"].tolist() == second["n_hits"].tolist()


def test_estimates_pool_articles(eight):
    """Salience is hits over words of the whole group, times 1,000."""
    table = fr.compare(eight, by="outlet").table.set_index(["group", "label"])
    assert table.loc[("X", "a"), "estimate"] == pytest.approx(1000 * 12 / 40)
    assert table.loc[("Y", "b"), "estimate"] == pytest.approx(1000 * 7 / 40)
    assert table.loc[("Y", "a"), "n_docs_hit"] == 2
    assert table.loc[("X", "a"), "n_docs"] == 4


def test_balance_is_the_smoothed_log_ratio(eight):
    """Balance is log((a + .5) / (b + .5)) of the pooled hits."""
    result = fr.compare(eight, by="outlet", measure="balance")
    row = result.table.set_index("group").loc["X"]
    assert row["label"] == "a / b"
    assert row["estimate"] == pytest.approx(np.log(12.5 / 2.5))
    assert len(result.evidence("X", "a / b")) == 14


def test_p_equals_scipys_exact_permutation(eight):
    """With equal lengths the test is scipy's exact permutation of article means."""
    contrasts = fr.compare(eight, by="outlet").contrasts.set_index("label")
    first, second = [300.0, 200.0, 400.0, 300.0], [0.0, 100.0, 0.0, 100.0]
    oracle = stats.permutation_test(
        (first, second),
        lambda a, b, axis: a.mean(axis=axis) - b.mean(axis=axis),
        n_resamples=np.inf,
        vectorized=True,
    )
    assert contrasts.loc["a", "p"] == pytest.approx(oracle.pvalue)
    assert contrasts.loc["a", "difference"] == pytest.approx(oracle.statistic)
    assert contrasts.loc["a", "effect"] == pytest.approx(1.0)


def test_p_values_are_corrected_over_the_whole_family(eight):
    """Adjusted p-values are scipy's Benjamini-Hochberg over all rows."""
    contrasts = fr.compare(eight, by="outlet").contrasts
    oracle = stats.false_discovery_control(contrasts["p"])
    assert np.allclose(contrasts["p_adjusted"], oracle)
    raw = fr.compare(eight, by="outlet", adjust="none").contrasts
    assert np.allclose(raw["p_adjusted"], raw["p"])


def test_events_restrict_the_moves(eight):
    """Inside events of two articles there are 2**4 ways to move: p is 1/8 at least."""
    contrasts = fr.compare(eight, by="outlet", events="event").contrasts
    assert contrasts["p"].min() == pytest.approx(2 / 16)


def test_one_article_a_group_is_a_description():
    """No p-value, counting limits, and the result says what it cannot tell."""
    frames = frames_of([(3, 1), (1, 2)], ["X", "Y"])
    for by in ("outlet", "doc_id"):
        result = fr.compare(frames, by=by)
        assert set(result.table["interval"]) == {"counting"}
        assert result.contrasts["p"].isna().all()
        assert result.contrasts["note"].str.contains("one article").all()
        assert "cannot speak for their outlets" in " ".join(result.notes)
        assert "cannot speak for their outlets" in result.methods


def test_one_group_alone_is_told():
    """Where all articles have one outlet, a warning says that nothing is compared."""
    found = frames_of([(1, 0), (2, 1), (0, 1)], ["X"] * 3)
    with pytest.warns(fr.FramingWarning, match="the same outlet, 'X': nothing to"):
        result = fr.compare(found, by="outlet")
    assert len(result.contrasts) == 0
    assert [note for note in result.notes if "nothing to compare it with" in note]


def test_few_articles_are_told():
    """Groups too small to reach 5% are named in the notes."""
    frames = frames_of([(3, 1)] * 3 + [(1, 2)] * 3, ["X"] * 3 + ["Y"] * 3)
    assert "cannot reach p < .05" in " ".join(fr.compare(frames, by="outlet").notes)


def test_articles_without_a_group_are_counted_out():
    """A missing outlet is left out with a warning and a note."""
    frames = frames_of([(3, 1), (1, 2), (2, 2)], ["X", "Y", None])
    with pytest.warns(fr.FramingWarning, match="1 of 3 articles"):
        result = fr.compare(frames, by="outlet")
    assert result.groups == ("X", "Y")
    assert "1 of 3 articles" in result.notes[0]


def test_reference_groups(eight):
    """Each group can be held against one group or against all others."""
    frames = frames_of([(3, 1), (2, 0), (1, 1)] * 2, ["X", "Y", "Z"] * 2)
    rest = fr.compare(frames, by="outlet", reference="rest").contrasts
    assert rest["group_b"].unique().tolist() == ["not X", "not Y", "not Z"]
    assert rest["n_b"].unique().tolist() == [4]
    one = fr.compare(frames, by="outlet", reference="Y").contrasts
    assert set(one["group_b"]) == {"Y"}
    assert set(one["group_a"]) == {"X", "Z"}


def test_many_groups_are_held_against_the_rest():
    """With more than 12 groups pairs would be too many to read."""
    frames = frames_of(
        [(i % 4, 1) for i in range(26)], [chr(65 + i % 13) for i in range(26)]
    )
    result = fr.compare(frames, by="outlet")
    assert len(result.contrasts) == 26
    assert "all other articles" in result.methods


@pytest.mark.parametrize(
    ("options", "error", "told"),
    [
        ({"by": "outlett"}, KeyError, "outlet"),
        ({"by": "outlet", "measure": "tone"}, ValueError, "salience"),
        ({"by": "outlet", "labels": ["c"]}, KeyError, "a, b"),
        ({"by": "outlet", "measure": "balance", "labels": ["a"]}, ValueError, "two"),
        ({"by": "outlet", "reference": "Q"}, KeyError, "X, Y"),
        ({"by": "outlet", "adjust": "fdr"}, ValueError, "holm"),
        ({"by": "outlet", "events": "story"}, KeyError, "event"),
    ],
)
def test_wrong_options_are_named_with_the_right_ones(eight, options, error, told):
    """The message names what there is."""
    with pytest.raises(error, match=told):
        fr.compare(eight, **options)


def test_nothing_to_group_by_is_an_error():
    """A variable without any value cannot make groups."""
    frames = frames_of([(1, 1)], [None])
    with pytest.raises(ValueError, match="nothing to compare"):
        fr.compare(frames, by="outlet")


def test_evidence_belongs_to_its_number(eight):
    """There are as many sentences behind a number as it has hits."""
    result = fr.compare(eight, by="outlet")
    for row in result.table.itertuples():
        assert len(result.evidence(row.group, row.label)) == row.n_hits
    with pytest.raises(KeyError, match="X, Y"):
        result.evidence("Q")
    with pytest.raises(KeyError, match="a, b"):
        result.evidence("X", "c")


def test_groups_without_a_hit_are_rows(eight):
    """A zero is a row with a note and an interval that excludes false certainty."""
    frames = frames_of([(0, 1), (0, 2), (1, 1)], ["X", "X", "Y"])
    row = fr.compare(frames, by="outlet", labels=["a"]).table.iloc[0]
    assert row["estimate"] == 0
    assert row["high"] > 0
    assert "no hit" in row["note"]


def test_methods_can_be_printed_in_a_paper(eight):
    """The paragraph names n, lexicon with hash, unit, test, correction, versions."""
    text = fr.compare(eight, by="outlet", events="event", seed=4).methods
    for part in (
        "8 articles (80 words) by outlet (n = X 4, Y 4)",
        f"SHA-256 {LEXICON.sha256[:12]}",
        "longest match first",
        "per 1,000 words",
        "jackknife",
        "fewer than 10 hits decide an estimate",
        "inside each event",
        "Benjamini-Hochberg correction over 2 tests",
        "seed 4",
        "numpy",
    ):
        assert part in text


def test_results_cite_the_library(eight):
    """BibTeX for the library; for VADER only where it was used."""
    assert "vader" not in fr.compare(eight, by="outlet").cite()
    tone = fr.score_sentiment(eight.corpus)
    assert "hutto2014vader" in fr.compare(tone, by="outlet").cite()


def test_results_cite_what_the_networks_learned_from(eight):
    """The sentences people judged, and VADER only where it scored."""
    actors = fr.find_actors(eight.corpus)
    for scorer, cited in (("fast", "hamborg2021newsmtsc"), ("vader", "hutto2014vader")):
        told = fr.compare(fr.score_actors(actors, scorer=scorer), by="outlet").cite()
        keys = [key for key in ("hamborg2021newsmtsc", "hutto2014vader") if key in told]
        assert keys == [cited]


def test_results_cite_the_lexicon_in_its_own_words(eight):
    """The citation that a lexicon carries is a BibTeX entry that LaTeX can read."""
    said = "Doe & Roe (2020). {Aid} in 50% of news.\n Journal_1."
    lexicon = fr.Lexicon.from_dict({"aid": ["food"]}, name="Aid list", citation=said)
    told = fr.compare(fr.find_frames(eight.corpus, lexicon), by="outlet").cite()
    assert "@misc{lexicon-aid-list,\n  title = {{Aid list}}," in told
    assert r"note = {Doe \& Roe (2020). Aid in 50\% of news. Journal\_1.}" in told
    silent = fr.find_frames(eight.corpus, fr.Lexicon.from_dict({"aid": ["food"]}))
    assert "names no citation" in fr.compare(silent, by="outlet").cite()
    assert told.count("{") == told.count("}")


def test_reprs_name_measure_and_size(eight):
    """The line and the card tell the same; the card escapes."""
    result = fr.compare(eight, by="outlet")
    assert "salience" in repr(result)
    assert "<table>" in result._repr_html_()
    hostile = fr.compare(frames_of([(1, 1)] * 2, ["<script>", "X"]), by="outlet")
    assert "<script>" not in hostile._repr_html_()


def test_provenance_repeats(eight):
    """The same comparison gives the same record and the same numbers."""
    first, second = (fr.compare(eight, by="outlet") for _ in "ab")
    assert first.provenance == second.provenance
    assert first.contrasts.equals(second.contrasts)


def test_rest_tests_equal_tests_one_by_one():
    """One set of moves for all groups gives each the p-value of its own exact test."""
    rows = [(3, 1), (2, 0), (4, 1), (1, 2), (0, 2), (1, 3)]
    frames = frames_of(rows, ["X", "X", "Y", "Y", "Z", "Z"])
    together = fr.compare(frames, by="outlet", reference="rest").contrasts
    for name in "XYZ":
        two = frames_of(rows, [g if g == name else "other" for g in "XXYYZZ"])
        alone = fr.compare(two, by="outlet", reference="other").contrasts
        mine = together[together["group_a"] == name]
        assert np.allclose(mine["p"], alone["p"])
        assert np.allclose(mine["difference"], alone["difference"])


def test_thousands_of_labels_are_cut_with_a_note():
    """Of very many labels the first are compared, and the result says how many."""
    many = fr.Lexicon.from_dict(
        {f"c{i:02d}": ["alpha"] for i in range(60)}, name="many"
    )
    frames = fr.find_frames(corpus_of([(1, 1), (2, 0)] * 2, ["X", "Y"] * 2), many)
    result = fr.compare(frames, by="outlet")
    assert result.labels == frames.labels[:50]
    assert "10 more are not" in " ".join(result.notes)
    assert fr.compare(frames, by="outlet", labels=["c59"]).labels == ("c59",)


def test_parts_of_an_article_are_not_independent():
    """Articles taken apart by voice give the same n and p as the articles whole."""
    corpus = fr.load_example("caravan")
    parts = fr.split_voices(fr.find_quotes(corpus))
    whole = fr.compare(fr.find_frames(corpus), by="outlet", events="event")
    apart = fr.compare(fr.find_frames(parts), by="outlet", events="event")
    assert apart.table["n_docs"].tolist() == whole.table["n_docs"].tolist()
    # Entries that need a neighbour may lose a hit where a voice ends in between.
    assert (apart.table["n_hits"] <= whole.table["n_hits"]).all()
    assert np.allclose(apart.contrasts["p"], whole.contrasts["p"], atol=0.1)
    assert "24 articles" in apart.methods
    voices = fr.compare(fr.find_frames(parts), by="voice")
    assert "inside each article" in voices.methods
    assert voices.table["n_docs"].max() == 24


def test_articles_without_an_event_stay_put():
    """They count in the estimates, move in no test, and are told."""
    rows = [(3, 1), (2, 0), (4, 1), (3, 0), (0, 2), (1, 3), (0, 1), (1, 1)]
    events = ["e1", "e2", None, None] * 2
    frames = frames_of(rows, ["X"] * 4 + ["Y"] * 4, event=events)
    result = fr.compare(frames, by="outlet", events="event")
    assert "4 of 8 articles have no event" in " ".join(result.notes)
    assert result.contrasts["p"].min() == pytest.approx(2 / 4)


def test_odd_names_of_groups_are_not_mixed_up():
    """Outlets called "not X" or "rest" are themselves; what is unclear is refused."""
    rows = [(3, 1), (2, 0), (4, 1), (3, 0), (0, 2), (1, 3)]
    frames = frames_of(rows, ["X", "X", "not X", "not X", "Y", "Y"])
    pairs = fr.compare(frames, by="outlet").contrasts
    assert pairs[["n_a", "n_b"]].to_numpy().max() == 2
    rest = fr.compare(frames, by="outlet", reference="rest")
    assert rest.table["n_docs"].tolist() == [2] * 6
    assert rest.contrasts["n_b"].tolist() == [4] * 6
    named = frames_of(rows, ["rest", "rest", "X", "X", "Y", "Y"])
    with pytest.raises(ValueError, match="rename"):
        fr.compare(named, by="outlet", reference="rest")


def test_what_is_no_finding_is_refused(eight):
    """Corpora, lone strings and empty lists are named with what to type."""
    with pytest.raises(TypeError, match="find_frames"):
        fr.compare(eight.corpus, by="outlet")
    with pytest.raises(TypeError, match=r"\['a'\]"):
        fr.compare(eight, by="outlet", labels="a")
    with pytest.raises(ValueError, match="empty"):
        fr.compare(eight, by="outlet", labels=[])
    nobody = fr.find_frames(eight.corpus.where([False] * 8), LEXICON)
    with pytest.raises(ValueError, match="no articles"):
        fr.compare(nobody, by="outlet")


def test_methods_name_what_was_cut(eight):
    """The reasons of the cuts there were, with their counts, or that none were."""
    corpus = eight.corpus
    rows = [("d0", 0, 5, "dateline"), ("d1", 0, 5, "dateline"), ("d2", 0, 4, "url")]
    cuts = pd.DataFrame(rows, columns=["doc_id", "start", "end", "reason"])
    cuts["text"] = "a"
    cut = fr.find_frames(fr.Corpus(corpus.docs, cuts), LEXICON)
    text = fr.compare(cut, by="outlet").methods
    told = "3 passages that are not part of the articles were set aside before counting"
    assert f"{told}: 2 datelines, 1 web link." in text
    assert "Nothing was set aside" in fr.compare(eight, by="outlet").methods
    one = fr.Corpus(corpus.docs, cuts.head(1))
    text = fr.compare(fr.find_frames(one, LEXICON), by="outlet").methods
    assert "1 passage that is not part of the articles was set aside" in text
    assert ": 1 dateline." in text


def test_test_and_interval_that_disagree_are_told():
    """Where one says there is a difference and the other does not, a note tells."""
    disagreed = 0
    for seed in range(6):
        rng = np.random.default_rng(seed)
        rows = [*rng.integers(0, 5, (5, 2)), *rng.integers(0, 3, (5, 2))]
        frames = frames_of(rows, ["X"] * 5 + ["Y"] * 5)
        for row in fr.compare(frames, by="outlet").contrasts.itertuples():
            apart = row.low > 0 or row.high < 0
            told = "test and interval disagree" in row.note
            assert told == (apart != (row.p < 0.05))
            disagreed += told
    assert disagreed


def test_tone_of_very_few_articles_is_not_trusted():
    """Two articles are described; three get an interval and a note of its worth."""
    hard, soft = "Ann Lee is a liar. It rained.", "Ann Lee is a cruel liar."
    texts = [hard, soft] * 4 + [hard]
    docs = pd.DataFrame({"text": texts, "outlet": list("WWXXXYYYY")})
    corpus = fr.Corpus(docs.set_index(pd.Index([f"d{i}" for i in range(9)])))
    tone = fr.score_actors(fr.find_actors(corpus, {"Lee": ["Ann Lee"]}), scorer="vader")
    rows = fr.compare(tone, by="outlet").table.set_index("group")
    assert np.isnan([rows.loc["W", "low"], rows.loc["W", "high"]]).all()
    assert "two articles: a description of them" in rows.loc["W", "note"]
    assert rows.loc["X", "low"] < rows.loc["X", "estimate"] < rows.loc["X", "high"]
    assert "do not trust the interval" in rows.loc["X", "note"]


def test_articles_in_another_language_are_remarked():
    """A comparison of frames names the articles that an English lexicon cannot read."""
    spanish = "El alcalde dijo que el plan fue un error y que nadie lo quiere. " * 4
    english = "Police said that the {} was a threat to all the people of the town. "
    rows = [
        {"text": english.format(word) * 3, "outlet": outlet}
        for word, outlet in zip(
            ("wall", "road", "bridge", "river"), "AABB", strict=True
        )
    ]
    corpus = fr.read_articles([*rows, {"id": "otro", "text": spanish, "outlet": "A"}])
    with pytest.warns(fr.FramingWarning, match="English"):
        frames = fr.find_frames(corpus, "security-humanitarian")
    notes = fr.compare(frames, by="outlet").notes
    assert any("not read as English" in note and "otro" in note for note in notes)


def test_differences_of_tone_stay_on_the_scale():
    """Two means of scores between -1 and 1 are at most 2 apart, and so are limits."""
    corpus = fr.load_example("caravan")
    scored = fr.score_sentiment(corpus)
    contrasts = fr.compare(scored, by="outlet").contrasts
    actors = fr.find_actors(corpus)
    tone = fr.score_actors(actors, scorer="vader", progress=False)
    contrasts = pd.concat([contrasts, fr.compare(tone, by="outlet").contrasts])
    limits = contrasts[["low", "high"]].to_numpy()
    assert np.nanmax(np.abs(limits)) == 2
