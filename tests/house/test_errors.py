"""What is misspelt is answered with the nearest name, and with what to type."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import framing as fr
from framing._errors import did_you_mean, list_names
from framing.comparison import CHOICES, KeynessOptions, measure_over_time, regress
from framing.comparison.group_labels import name_labels
from framing.plots import plot_dispersion, plot_multiverse

LEXICON = fr.Lexicon.from_dict({"order": {"police": ["polic*"]}, "care": ["aid"]})
ROWS = [
    {"text": "Police came. Aid came.", "outlet": "A", "date": "2031-01-01"},
    {"text": "No aid came.", "outlet": "B", "date": "2031-01-02"},
]
MULTIVERSE = pd.DataFrame(
    [dict.fromkeys([*CHOICES, "ratio", "p"], 0) | {"label": "order"}]
)


def _by_outlet(found: fr.Annotations) -> fr.Comparison:
    return fr.compare(found, by="outlet")


def _keyness(found: fr.Annotations, **options: Any) -> fr.Keyness:
    return fr.keyness(found.corpus, by="outlet", target="A", **options)


def _shift(found: fr.Annotations, **options: Any) -> fr.WordShift:
    return fr.word_shift(found.corpus, by="outlet", target="A", **options)


@pytest.fixture(scope="module")
def frames() -> fr.Annotations:
    return fr.find_frames(fr.read_articles(ROWS), LEXICON)


@pytest.mark.parametrize(
    ("call", "near"),
    [
        (lambda found: found.corpus.variable("outlett"), "outlet"),
        (lambda found: fr.compare(found, by="Outlet"), "outlet"),
        (lambda found: fr.compare(found, by="outlet", measure="balanse"), "balance"),
        (lambda found: fr.compare(found, by="outlet", adjust="homl"), "holm"),
        (lambda found: found.evidence("ordr"), "order"),
        (lambda found: _keyness(found, measure="log_rato"), "log_ratio"),
        (lambda found: _keyness(found, unit="wrd"), "word"),
        (
            lambda found: _keyness(
                found, unit="stem", options=KeynessOptions(language="englisch")
            ),
            "english",
        ),
        (lambda found: _keyness(found).evidence("aid", group="a"), "A"),
        (lambda found: _shift(found, kind="entropie"), "entropy"),
        (
            lambda found: _shift(
                found, kind="frame", lexicon=LEXICON, scores={"ordr": 1.0}
            ),
            "order",
        ),
        (lambda found: _shift(found).evidence("polise"), "police"),
        (lambda found: regress(found, by="outlet", reference="b"), "B"),
        (lambda found: measure_over_time(_by_outlet(found), every="months"), "month"),
        (lambda found: measure_over_time(_by_outlet(found), dates="dat"), "date"),
        (
            lambda found: name_labels(fr.find_actors(found.corpus), detail="heads"),
            "head",
        ),
        (lambda found: plot_dispersion(found, labels=["ordr"]), "order"),
        (lambda _: plot_multiverse(MULTIVERSE, label="ordr"), "order"),
        (lambda found: found.where(patern="aid"), "pattern"),
        (lambda found: found.highlight("articl-1"), "article-1"),
        (lambda _: fr.read_articles(ROWS, columns={"txt": "text"}), "text"),
        (lambda _: fr.read_articles(ROWS, columns={"text": "tex"}), "text"),
        (lambda _: fr.read_articles([__file__], encoding="utf-9"), "utf-8"),
        (lambda _: fr.load_lexicon("security-humanitarain"), "security-humanitarian"),
        (lambda _: fr.load_example("karavan"), "caravan"),
        (lambda _: LEXICON.select("order.polic"), "order.police"),
        (lambda _: LEXICON.save("words.dicc"), ".dic"),
        (lambda _: LEXICON.save("words.dic", format="nativ"), "native"),
        (
            lambda found: fr.find_frames(found.corpus, LEXICON, valuetype="globs"),
            "glob",
        ),
        (lambda found: fr.draw_sample(found, n=2, labels=["cares"]), "care"),
        (lambda found: fr.draw_sample(found, n=2, unit="sentences"), "sentence"),
        (
            lambda _: fr.Lexicon.from_dict({"k": [{"pattern": "a", "waight": 2}]}),
            "weight",
        ),
    ],
)
def test_misspelt_names_are_answered_with_the_nearest(frames, call, near):
    """Variables, labels, columns, articles, files, options: one helper answers all."""
    with pytest.raises((KeyError, ValueError)) as told:
        call(frames)
    assert repr(near) in str(told.value)


def test_names_unlike_any_other_get_no_guess():
    """A guess is given only where it is likely."""
    assert did_you_mean("zebra", ["outlet", "date"]) == ""
    assert did_you_mean("x", []) == ""


def test_capitals_do_not_matter():
    """The name is given as it has to be typed."""
    assert did_you_mean("OUTLET", ["Outlet", "date"]) == " Did you mean 'Outlet'?"


def test_long_lists_are_cut():
    """What is left out is counted."""
    assert list_names([], 3) == "none"
    assert list_names(["a", "b"], 2) == "a, b"
    assert list_names(["a", "b", "c", "d"], 2) == "a, b and 2 more"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (["border*"], r"must be a dictionary of categories and their words.*got list"),
        ({"order": 5}, r"must hold a list of words, such as \['border\*'\].*got int 5"),
    ],
)
def test_lexicons_say_what_they_are_made_of(content, told):
    """In a user's words, with an example."""
    with pytest.raises(TypeError, match=told):
        fr.Lexicon.from_dict(content)


def test_labels_are_a_list(frames):
    """One label in quotes is no list of labels."""
    with pytest.raises(TypeError, match=r"Type \['care'\]"):
        fr.draw_sample(frames, n=2, labels="care")


def test_a_voice_without_findings_is_answered_with_all_voices():
    """That nobody speaks of itself here does not make "self" a slip of the pen."""
    rows = [{"text": '"Ann Lee lied," Omar Bell said. Omar Bell praised Ann Lee.'}]
    actors = fr.find_actors(fr.read_articles(rows))
    quotes = fr.find_quotes(actors.corpus, actors=actors)
    tone = fr.score_actors(actors, quotes=quotes, scorer="vader")
    with pytest.warns(fr.FramingWarning, match="unattributed, others or self"):
        tone.where(voice="self")
