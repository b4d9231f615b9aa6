"""The summary: each sentence is true of the tables it is made from."""

from __future__ import annotations

import re
import warnings

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import framing as fr
from framing.page.answer import answer_question
from framing.page.summary import summarize_frames, summarize_tone
from framing.page.writing import join, p_value, plain_note, quantity
from framing.plots.naming import group_names

NUMBER = r"([−+]?[\d,]+(?:\.\d+)?)"
LEXICON = fr.Lexicon.from_dict({"fear": ["threat"], "care": ["help"]})
WORDS = st.lists(
    st.sampled_from(["threat", "help", "town", "rain", "Ana Ruiz"]),
    min_size=1,
    max_size=12,
)
ARTICLES = st.lists(st.tuples(st.sampled_from("ABC"), WORDS), min_size=2, max_size=12)
SLOW = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def _compare(articles, by):
    rows = [
        {"id": f"a{i}", "outlet": outlet, "text": f"The {' '.join(words)} came."}
        for i, (outlet, words) in enumerate(articles)
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", fr.FramingWarning)
        corpus = fr.read_articles(rows)
        return fr.compare(fr.find_frames(corpus, LEXICON), by=by)


def _value(text: str) -> float:
    return float(text.replace("−", "-").replace(",", ""))


@SLOW
@given(ARTICLES, st.sampled_from(["outlet", "doc_id"]))
def test_extremes_are_those_of_the_table(articles, by) -> None:
    """The highest and the lowest named are the highest and the lowest there are."""
    result = _compare(articles, by)
    table = result.table.set_index(["label", "group"])
    for line in summarize_frames(result):
        found = re.match(
            rf"(?:Among the .*?, )?“(\w+)” terms are (?:most|more) frequent in (.*?) "
            rf"\({NUMBER} per.*? (?:least frequent in|than in) (.*?) \({NUMBER} per",
            line,
        )
        if not found:
            continue
        label, top, high, bottom, low = found.groups()
        rows = table.loc[label]
        if line.startswith("Among"):
            rows = rows[rows["n_docs"] >= int(re.search(r"with (\d+) or", line)[1])]
        estimates = rows["estimate"]
        assert quantity(estimates.max()) == quantity(_value(high))
        assert quantity(estimates.min()) == quantity(_value(low))
        for names, extreme in ((top, estimates.max()), (bottom, estimates.min())):
            for name in re.split(r", | and ", names):
                if name in rows.index:
                    assert estimates[name] == extreme


@SLOW
@given(ARTICLES)
def test_counts_of_differences_are_those_of_the_contrasts(articles) -> None:
    """How many differences were tested and told from chance is counted right."""
    result = _compare(articles, "outlet")
    contrasts = result.contrasts
    lines = list(summarize_frames(result))
    for label in result.labels:
        own = contrasts[contrasts["label"] == label]
        n = int(own["p"].notna().sum())
        told = int((own["p_adjusted"] < 0.05).sum())
        about = [x for x in lines if f"in “{label}” terms" in x and "tested" in x]
        hits = result.table.loc[result.table["label"] == label, "n_hits"].sum()
        assert len(about) == (n > 0 and hits > 0)
        for line in about:
            if n == 1:
                assert line.startswith("The only tested difference in ")
                assert ("cannot be told from chance" in line) == (told == 0)
                continue
            start = "None" if told == 0 else str(told)
            assert re.match(rf"{start} of the {n} tested differences ", line)


@SLOW
@given(ARTICLES, st.sampled_from(["outlet", "doc_id"]))
def test_groups_ahead_and_behind_are_counted_right(articles, by) -> None:
    """More, fewer and as many add up to all groups and match the hits."""
    result = _compare(articles, by)
    wide = result.table.pivot(index="group", columns="label", values="n_hits")
    told = [
        x for x in summarize_frames(result) if re.match("There are (more|fewer|as)", x)
    ]
    assert len(told) == bool(wide.to_numpy().any())
    if not told:  # without any hit there is nothing to set side by side
        return
    parts = re.findall(
        "(more|fewer|as many)(?: “fear” (?:than|as) “care” terms)? in (.*?)"
        r"(?=(?:,| and) (?:more|fewer|as many) in|\.$)",
        told[0],
    )
    ahead = wide["fear"] - wide["care"]
    names = group_names(result)
    n = len(wide)
    for how, where in parts:
        sign = {"more": 1, "fewer": -1, "as many": 0}[how]
        groups = [group for group in result.groups if np.sign(ahead[group]) == sign]
        if where.startswith(("all", "both")):
            assert len(groups) == n
        elif where.startswith(f"{len(groups)} of {n} "):
            assert len(groups) > 3
        else:
            assert where == join([names[group] for group in groups])
    assert {how for how, _ in parts} == {
        {1: "more", -1: "fewer", 0: "as many"}[sign] for sign in np.sign(ahead)
    }


@SLOW
@given(ARTICLES)
def test_single_articles_are_never_tested(articles) -> None:
    """Where every group is one article the summary says so and names no p."""
    result = _compare(articles, "doc_id")
    text = " ".join(summarize_frames(result))
    assert "nothing was tested" in text
    assert "p <" not in text
    assert "chance" not in text


def test_one_article_per_outlet_is_description() -> None:
    """Two outlets with one article each are described, not tested."""
    result = _compare([("A", ["threat"]), ("B", ["help"])], "outlet")
    text = " ".join(summarize_frames(result))
    assert "one article for each outlet" in text
    assert "chance" not in text


def test_a_true_difference_is_named() -> None:
    """A difference beyond chance is named with its direction."""
    rows = [("A", ["threat"] * 8)] * 8 + [("B", ["rain"] * 8)] * 8
    lines = list(summarize_frames(_compare(rows, "outlet")))
    line = next(x for x in lines if "larger than chance" in x)
    assert line.startswith("The only tested difference in “fear” terms is larger")
    assert "A above B" in line


@SLOW
@given(ARTICLES)
def test_the_answer_is_that_of_the_tests(articles) -> None:
    """It says yes where a corrected p is below .05, and counts them right."""
    result = _compare(articles, "outlet")
    tested = result.contrasts[result.contrasts["p"].notna()]
    sure = int((tested["p_adjusted"] < 0.05).sum())
    several = len(result.groups) > 2
    together = several and bool((result.omnibus["p_adjusted"] < 0.05).any())
    first, *rest = answer_question({"frames": result})
    if not result.table["n_hits"].sum():
        assert first.startswith("No entry of the lexicon “lexicon” occurs")
        assert "chance" not in " ".join(rest)
        return
    assert first.startswith("Yes") == (sure > 0 or together)
    unsure = len(tested) > 0 and not sure and not together
    assert first.startswith("We cannot be sure") == unsure
    if len(tested):
        counted = rest[1] if together else rest[0]
        counted = counted.removeprefix("One by one, ").capitalize()
        assert counted.startswith(f"{sure or 'None'} of {len(tested)} tested ")
    else:
        alone = len(result.groups) == 1
        assert ("nothing to compare" if alone else "test") in first


def test_the_answer_names_the_clearest_difference() -> None:
    """Who uses more of what than whom, in the direction of the table."""
    rows = [("A", ["threat"] * 8)] * 8 + [("B", ["rain"] * 8)] * 8
    answer = answer_question({"frames": _compare(rows, "outlet")})
    assert answer[0] == "Yes, in the use of frames."
    assert any("A uses more “fear” terms than B (p " in line for line in answer)


def test_several_groups_can_differ_though_no_two_do() -> None:
    """The test of all groups together decides, and says what it cannot tell."""
    frames = fr.find_frames(fr.load_example("caravan"))
    result = fr.compare(frames, by="outlet", events="event")
    assert (result.contrasts["p_adjusted"] > 0.05).all()
    assert (result.omnibus["p_adjusted"] < 0.05).all()
    first, together, none, *_ = answer_question({"frames": result})
    assert first == "Yes, in the use of frames."
    assert together.startswith("Taken together, the 4 outlets differ in how often they")
    assert "“security” terms (p = .001)" in together
    assert none.startswith("One by one, none of 12 tested differences")
    told = [x for x in summarize_frames(result) if x.startswith("Taken together")]
    assert len(told) == 2


def test_one_outlet_alone_is_described() -> None:
    """However many articles it has, there is nothing to hold it against."""
    answer = answer_question({"frames": _compare([("A", ["threat"])] * 9, "outlet")})
    assert (
        answer[0] == "All articles have the same outlet: there is nothing to compare."
    )
    assert "add articles of another outlet" in answer[1]


def test_single_articles_are_described_not_tested() -> None:
    """Without groups the answer claims no difference."""
    answer = answer_question({"frames": _compare([("A", ["threat"])] * 3, "doc_id")})
    assert answer[0] == "Single articles can be described, not tested."


def test_tone_sentences_match_the_table() -> None:
    """The tone of an actor in two outlets is that of the table."""
    rows = [
        {"outlet": "A", "text": "Ana Ruiz lied. Ana Ruiz failed badly. " * 2},
        {"outlet": "B", "text": "Ana Ruiz was praised as brave and kind. " * 3},
    ]
    corpus = fr.read_articles(rows)
    tone = fr.score_actors(fr.find_actors(corpus, {"Ruiz": ["Ana Ruiz"]}))
    result = fr.compare(tone, by="outlet")
    lines = list(summarize_tone(result, 1))
    line = next(x for x in lines if x.startswith("Tone toward Ruiz"))
    assert line.startswith("Tone toward Ruiz is higher in B (+")
    low = result.table.set_index("group").loc["A", "estimate"]
    assert f"than in A ({quantity(low, signed=True)};" in line
    assert "50% is chance" in lines[-1]


@pytest.mark.parametrize(
    ("n_shown", "n_found", "told"),
    [
        (1, 1, "for 1 actor."),
        (1, 2, "for the most widely named of 2 actors."),
        (2, 2, "for 2 actors."),
        (2, 3, "for the 2 of 3 actors named most widely."),
    ],
)
def test_actors_are_counted_in_good_english(n_shown, n_found, told) -> None:
    """One actor and several are told apart, and so are some of them and all."""
    names = {"Ruiz": ["Ana Ruiz"], "Voss": ["Karl Voss"]}
    wanted = dict(list(names.items())[:n_shown])
    texts = ("Ana Ruiz met Karl Voss.", "Karl Voss thanked Ana Ruiz.")
    corpus = fr.read_articles([{"text": text} for text in texts])
    result = fr.compare(fr.score_actors(fr.find_actors(corpus, wanted)))
    assert next(iter(summarize_tone(result, n_found))).endswith(told)


def test_actors_that_nobody_names_are_not_counted() -> None:
    """A listed actor without a mention is none of those named most widely."""
    corpus = fr.read_articles([{"text": "Ana Ruiz met families at the border."}])
    page = fr.report(corpus, actors={"Ana Ruiz": [], "Karl Voss": []}, scorer="fast")
    assert any(line.endswith("for 1 actor.") for line in page.summary)


@pytest.mark.parametrize(
    ("value", "signed", "text"),
    [
        (0.0, True, "0.00"),
        (-0.001, True, "0.00"),
        (-0.314, True, "−0.31"),
        (0.2, True, "+0.20"),
        (23.64, False, "23.6"),
        (9.999, False, "10.0"),
        (1234.5, False, "1,234.5"),
        (float("nan"), True, "–"),
    ],
)
def test_quantity(value, signed, text) -> None:
    """Numbers have a true minus sign, and zero has none."""
    assert quantity(value, signed=signed) == text


def test_p_values_are_never_zero() -> None:
    """A small p is a bound."""
    assert [p_value(p) for p in (0.0001, 0.05, 1.0)] == ["< .001", ".050", "1.000"]


def test_join() -> None:
    """Lists end with a word."""
    assert [join(list("abc")[:n]) for n in range(4)] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_no_actor_is_singled_out_on_one_sentence() -> None:
    """Tone of single sentences stands in the table, not in the summary."""
    rows = [
        {"outlet": "A", "text": "Ana Ruiz lied."},
        {"outlet": "B", "text": "Ana Ruiz was praised as brave and kind."},
    ]
    corpus = fr.read_articles(rows)
    tone = fr.score_actors(fr.find_actors(corpus, {"Ruiz": ["Ana Ruiz"]}))
    lines = list(summarize_tone(fr.compare(tone, by="outlet"), 1))
    assert not any(line.startswith("Tone toward Ruiz") for line in lines)
    assert any("no actor is singled out" in line for line in lines)


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("", ""),
        ("the articles do not differ; no interval", "all articles have the same value"),
        ("no hit; nothing to divide by; no interval", "no estimate to go on"),
        ("undefined in 64 arrangements, counted as extreme", "reshuffles without an"),
    ],
)
def test_notes_are_plain(note, told) -> None:
    """Notes are told in words that need no statistics, each once."""
    plain = plain_note(note, tone=True)
    assert plain.startswith(told)
    assert plain.count("no interval") < 2
