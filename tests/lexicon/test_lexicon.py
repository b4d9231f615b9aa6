"""The lexicon as a value."""

from __future__ import annotations

import dataclasses
import pickle

import pytest

from framing.lexicon import Entry, Lexicon


@pytest.fixture
def nested() -> Lexicon:
    return Lexicon.from_dict(
        {
            "security": {"crime": ["gang*", "smuggl*"], "border": ["border*"]},
            "humanitarian": ["aid", {"pattern": "camp", "not": ["camp site"]}],
        },
        name="frames",
        version="2",
        licence="MIT",
    )


def test_names_levels_and_sizes(nested):
    """Full names, top names and depth follow the nesting."""
    assert nested.categories == ("security.crime", "security.border", "humanitarian")
    assert nested.top == ("security", "humanitarian")
    assert nested.levels == 2
    assert len(nested) == 5


def test_entries_is_a_table_of_its_own(nested):
    """Changing the table does not change the lexicon."""
    table = nested.entries
    assert list(table.columns) == [
        "category", "pattern", "not", "near", "within", "weight", "case", "note",
        "example",
    ]  # fmt: skip
    table.loc[0, "pattern"] = "changed"
    assert nested.entries["pattern"].tolist()[0] == "gang*"
    assert nested.entries["not"].tolist()[-1] == ("camp site",)


def test_patterns_are_cleaned():
    """Spaces are stripped and collapsed, and a pattern is kept once."""
    lexicon = Lexicon.from_dict({"k": ["  aa ", "aa", "a   b"]})
    assert [row.pattern for row in lexicon.rows] == ["aa", "a b"]
    assert "duplicate" in lexicon.problems["reason"].tolist()[0]


def test_lower_and_separator():
    """As in quanteda, patterns can be lower-cased and divided by another sign."""
    lexicon = Lexicon.from_dict({"k": ["United_States"]}, lower=True, separator="_")
    assert lexicon.rows[0].words == ("united", "states")


def test_categories_are_kept_together():
    """Rows of a category stand together, in the order of a nested file."""
    rows = (Entry("a.x", "1"), Entry("b", "2"), Entry("a", "3"), Entry("a.x", "4"))
    assert [row.pattern for row in Lexicon(rows).rows] == ["3", "1", "4", "2"]


def test_names_with_dots_survive():
    """An abbreviation keeps the dot that ends it."""
    lexicon = Lexicon.from_dict({"U.S.": ["a"], "etc.": ["b"]})
    assert lexicon.categories == ("U.S.", "etc.")


def test_equal_content_is_equal_and_hashes_alike(nested):
    """Equality and hash go by content; what a file lost does not count."""
    same = dataclasses.replace(nested, issues=("anything",))
    assert same == nested
    assert hash(same) == hash(nested)
    assert nested != nested.select("security")
    assert nested != "frames"


def test_sha256_covers_what_counts(nested):
    """The hash changes with what is counted and with nothing else."""
    renamed = dataclasses.replace(nested, name="other", version="9")
    turned = dataclasses.replace(nested, rows=nested.rows[::-1])
    assert renamed.sha256 == turned.sha256 == nested.sha256 == nested.fingerprint
    for change in (
        {"pattern": "x"},
        {"weight": 2},
        {"case": True},
        {"exclude": ("x",)},
    ):
        row = dataclasses.replace(nested.rows[0], **change)
        other = dataclasses.replace(nested, rows=(row, *nested.rows[1:]))
        assert other.sha256 != nested.sha256
    assert len(nested.sha256) == 64


def test_select_takes_names_of_any_level(nested):
    """A higher name takes everything below it; the order is the lexicon's."""
    assert nested.select("security").categories == ("security.crime", "security.border")
    picked = nested.select(["humanitarian", "security.border"])
    assert picked.categories == ("security.border", "humanitarian")


def test_select_needs_a_known_name(nested):
    """An unknown name is an error that lists the names."""
    with pytest.raises(ValueError, match=r"'secur'.*security\.crime"):
        nested.select(["secur"])


def test_at_level_merges(nested):
    """Level 1 merges sub-categories, level 2 drops what has none."""
    assert nested.at_level(1).categories == ("security", "humanitarian")
    assert nested.at_level(2).categories == ("crime", "border")
    assert nested.at_level([1, 2]) == nested
    with pytest.raises(ValueError, match="has 2 level"):
        nested.at_level(3)


def test_merge_joins_categories_and_metadata(nested):
    """Entries of both are kept once; metadata name both."""
    other = Lexicon.from_dict({"humanitarian": ["aid", "rescue"]}, name="more")
    both = nested | other
    assert both.name == "frames | more"
    assert both.licence == "MIT"
    assert [r.pattern for r in both.rows if r.category == "humanitarian"] == [
        "aid", "camp", "rescue",
    ]  # fmt: skip
    assert (nested | nested) == nested
    with pytest.raises(TypeError):
        nested | {"k": ["a"]}


def test_nothing_can_be_changed(nested):
    """A lexicon is a value."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        nested.name = "x"


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        ({}, ValueError, "has no entries"),
        ({"k": []}, ValueError, "'k' is empty"),
        ({"a": {"k": {}}}, ValueError, "'a.k' is empty"),
        ({"k": [" "]}, ValueError, "'k' has an empty pattern"),
        ({" ": ["a"]}, ValueError, "has no name"),
        ({"": ["a"]}, ValueError, "has no name"),
        ({".a": ["a"]}, ValueError, "'.a' has a level that has no name"),
        ({"a..b": ["a"]}, ValueError, "'a..b' has a level that has no name"),
        ({"a. .b": ["a"]}, ValueError, "has no name"),
        ({"...": ["a"]}, ValueError, "has no name"),
        ({"a": {".b": ["a"]}}, ValueError, "'a..b' has a level that has no name"),
        ({"a": {"": ["a"]}}, ValueError, "'a.' has a level that has no name"),
        ({".a": {"b": ["a"]}}, ValueError, "'.a' has a level that has no name"),
        ({"k": 3}, TypeError, "'k' must hold a list"),
        (["a"], TypeError, "`content` must be a dictionary"),
        ({"k": [{"pattern": "a", "nott": "b"}]}, ValueError, "Unknown key 'nott'"),
        ({"k": [{"pattern": "a", "weight": "x"}]}, ValueError, "must be a number"),
        ({"k": [{"pattern": "a", "weight": "nan"}]}, ValueError, "finite"),
        ({"k": [{"pattern": "a", "near": "b", "within": 1.5}]}, ValueError, "whole"),
        ({"k": [{"pattern": "a", "near": "b", "within": 0}]}, ValueError, "1 word"),
        ({"k": [{"pattern": "a", "within": 2}]}, ValueError, "needs `near`"),
        ({"k": [{"pattern": "a", "case": "maybe"}]}, ValueError, "true or false"),
    ],
)
def test_wrong_content_is_refused(content, error, message):
    """Each mistake is named with its place."""
    with pytest.raises(error, match=message):
        Lexicon.from_dict(content)


def test_entry_needs_a_category():
    """An entry outside any category, or in one without a name, is refused."""
    for name in (" ", ".a", "a..b"):
        with pytest.raises(ValueError, match="has no name"):
            Entry(name, "a")


def test_sub_categories_may_stand_in_a_list():
    """As in quanteda's YAML, a list may hold patterns and a mapping."""
    lexicon = Lexicon.from_dict({"a": ["x", {"b": ["y"]}]})
    assert lexicon.categories == ("a", "a.b")


def test_a_single_pattern_needs_no_list():
    """A category may hold one pattern, plain or with conditions."""
    lexicon = Lexicon.from_dict({"a": "x", "b": {"pattern": "y", "not": "y z"}})
    assert [row.pattern for row in lexicon.rows] == ["x", "y"]


def test_repr_and_html_tell_the_same(nested):
    """Both name the lexicon, its size and its licence."""
    text = repr(nested)
    expected = "frames 2: 2 top categories, 3 categories, 5 entries, MIT"
    assert text == f"<Lexicon {expected}>"
    assert expected in nested._repr_html_()


def test_html_is_escaped():
    """Names and patterns are text, never markup."""
    lexicon = Lexicon.from_dict({"<b>": ["<script>alert(1)</script>"]}, name="<i>")
    html = lexicon._repr_html_()
    assert "<script" not in html
    assert "<b>" not in html
    assert "<i>" not in html


def test_a_sub_category_may_be_called_pattern():
    """A list under that name makes it a category, a text makes it an entry."""
    lexicon = Lexicon.from_dict({"k": {"pattern": ["a"], "other": ["b"]}})
    assert lexicon.categories == ("k.pattern", "k.other")


def test_conditions_may_be_a_single_phrase():
    """One phrase needs no tuple."""
    assert Entry("k", "a", exclude="a  b", near="c").exclude == ("a b",)


def test_a_lexicon_can_be_sent_to_another_process():
    """Pickling gives an equal value."""
    lexicon = Lexicon.from_dict({"k": [{"pattern": "a", "not": "a b"}]})
    assert pickle.loads(pickle.dumps(lexicon)) == lexicon
