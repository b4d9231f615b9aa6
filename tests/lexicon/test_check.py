"""What the check of a lexicon reports."""

from __future__ import annotations

import dataclasses

import pytest

import framing as fr
from framing.lexicon import Lexicon, list_lexicons, load_lexicon
from framing.lexicon.entry import Problem
from tests.lexicon.builders import build_table


def _problems(content, tokens=None, **options):
    table = Lexicon.from_dict(content).check(tokens, **options)
    return list(zip(table["problem"], table["pattern"], strict=True))


def test_nothing_to_report():
    """A clean lexicon gives an empty table with all columns."""
    table = Lexicon.from_dict({"k": ["border*", "wall"]}).check()
    assert len(table) == 0
    assert list(table.columns) == [
        "problem", "category", "pattern", "detail", "n_hits", "share",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("border*", "borders"),
        ("border*", "borderl*"),
        ("*nation*", "international"),
        ("b?rder*", "border?"),
        ("border* wall*", "border wall"),
        ("*", "a*"),
    ],
)
def test_swallowed_entries(wide, narrow):
    """An entry that another one always matches too is named."""
    found = _problems({"k": [narrow, wide]})
    assert ("swallowed", narrow) in found


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("border*", "bord*"),
        ("border*", "border wall"),
        ("b?*", "b*"),
        ("border?", "border*"),
        ({"pattern": "border*", "not": ["border collie"]}, "borders"),
        ({"pattern": "ICE*", "case": True}, "icecap"),
    ],
)
def test_not_swallowed(wide, narrow):
    """Narrower, longer or conditional entries swallow nothing."""
    pattern = narrow if isinstance(narrow, str) else narrow["pattern"]
    assert ("swallowed", pattern) not in _problems({"k": [narrow, wide]})


def test_swallowed_only_inside_a_category():
    """Another category may count the same words on purpose."""
    assert _problems({"k": ["border*"], "m": ["borders"]}) == []


def test_duplicates_and_words_in_two_categories():
    """The same pattern twice is named, inside a category and across."""
    found = _problems({"k": ["Border", "border"], "m": ["border"]})
    assert ("duplicate", "border") in found
    assert ("in several categories", "Border") in found


@pytest.mark.parametrize("pattern", ["*", "* *", "?", "*?"])
def test_wildcards_alone(pattern):
    """A pattern without a letter is named."""
    assert ("matches everything", pattern) in _problems({"k": [pattern]})


@pytest.mark.parametrize(
    "pattern", ["border,wall", "^border", "border(s)", "asylum_seeker)", "$100", "#a!"]
)
def test_patterns_that_can_never_match(pattern):
    """A word that the tokenizer always cuts is named."""
    assert ("can never match", pattern) in _problems({"k": [pattern]})


@pytest.mark.parametrize(
    "pattern",
    ["border-wall", "u.s.", "don't", "migrants'", "1,000", "@user", "ms-13*", "u.s.*",
     "asylum-*", "*-seeker", "at&t", "u.s*", "dr.", "é*"],
)  # fmt: skip
def test_patterns_that_can_match(pattern):
    """Words that stay whole are not named."""
    assert _problems({"k": [pattern]}) == []


def test_reasons_give_a_hint():
    """The detail says what the pattern looks like."""
    detail = Lexicon.from_dict({"k": [r"\bborder"]}).check()["detail"].tolist()[0]
    assert "regular expression" in detail


def test_texts_show_unused_and_dominant_entries():
    """With tokens, entries without a hit and with most of the hits are named."""
    tokens = build_table([["border"] * 12 + ["wall"]])
    found = Lexicon.from_dict({"k": ["border", "wall", "zebra"]}).check(tokens)
    rows = found.set_index("pattern")
    assert rows.loc["zebra", "problem"] == "no match here"
    assert rows.loc["border", "problem"] == "dominant"
    assert rows.loc["border", "n_hits"] == 12
    assert rows.loc["border", "share"] == pytest.approx(12 / 13)
    assert "wall" not in rows.index


def test_a_corpus_will_do():
    """Texts may be a corpus that is not yet cut into tokens."""
    corpus = fr.read_articles([{"text": "The border."}])
    assert _problems({"k": ["border", "zebra"]}, corpus) == [("no match here", "zebra")]


@pytest.mark.parametrize("dominant", [0, 1.1, -1])
def test_dominant_is_a_share(dominant):
    """A share outside 0 to 1 is refused."""
    with pytest.raises(ValueError, match="`dominant` must be a share"):
        _problems({"k": ["a"]}, dominant=dominant)


def test_problems_of_the_file_are_listed():
    """What could not be read stands in the same table."""
    assert ("duplicate", "") in _problems({"k": ["a", "a"]})
    lexicon = dataclasses.replace(
        Lexicon.from_dict({"k": ["a"]}), issues=(Problem(3, "no code"),)
    )
    assert lexicon.check()["detail"].tolist() == ["line 3: no code"]


@pytest.mark.parametrize("name", list_lexicons()["name"])
def test_shipped_lexicons_are_clean(name):
    """No shipped lexicon has an entry that is useless or impossible."""
    lexicon = load_lexicon(name)
    problems = set(lexicon.check()["problem"])
    assert problems <= {"in several categories"}
    assert lexicon.licence
    assert lexicon.citation
    assert lexicon.version
    assert len(lexicon.problems) == 0


def test_unknown_shipped_lexicon_lists_the_names():
    """The error lists what there is."""
    with pytest.raises(ValueError, match="security-humanitarian"):
        load_lexicon("../secrets")


def test_patterns_of_marks_alone_are_named():
    """They find marks, but no word; what has a letter or a digit is none."""
    assert _problems({"k": ["!!!"], "m": ["9/11", "a"]}) == [("marks only", "!!!")]
    assert _problems({"k": [":)"]}) == [("can never match", ":)")]


def test_dominant_entries_name_their_words():
    """Of what a wildcard drew in, the detail names the most frequent words."""
    sentences = [["borders"] * 8 + ["Border"] * 4 + [f"border{n}" for n in range(9)]]
    table = Lexicon.from_dict({"k": ["border*"]}).check(build_table(sentences))
    detail = table["detail"].tolist()[0]
    assert detail.startswith("21 of 21 hits of the category: borders 8, border 4, ")
    assert detail.endswith("and 6 more")


def test_words_of_entries_are_listed():
    """One row per entry and word, capitals aside, the most frequent first."""
    texts = ["Immigrants and an immigrant. Immigrants talk.", "Armed Forces came."]
    corpus = fr.read_articles([{"text": text} for text in texts])
    lexicon = Lexicon.from_dict({"p": ["immigra*", "armed force*"], "q": ["zebra"]})
    table = lexicon.list_words(corpus)
    assert table[["pattern", "word", "n_hits"]].values.tolist() == [
        ["immigra*", "immigrants", 2],
        ["immigra*", "immigrant", 1],
        ["armed force*", "armed forces", 1],
    ]
    assert table["share"].tolist() == pytest.approx([2 / 3, 1 / 3, 1])
    assert len(lexicon.list_words(fr.tokenize(corpus), most=1)) == 2
    assert lexicon.list_words(corpus, most=None).equals(table)
    assert lexicon.select("q").list_words(corpus).empty


@pytest.mark.parametrize("most", [0, -1, True])
def test_number_of_words_is_one_or_more(most):
    """Nothing else is a number of words."""
    lexicon = Lexicon.from_dict({"k": ["a"]})
    with pytest.raises(ValueError, match="`most` must be a number of words"):
        lexicon.list_words(build_table([["a"]]), most=most)


def test_a_text_is_no_corpus():
    """What to type is told."""
    with pytest.raises(TypeError, match=r"fr\.read_articles"):
        Lexicon.from_dict({"k": ["a"]}).check("a text")
