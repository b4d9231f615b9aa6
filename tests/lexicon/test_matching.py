"""Finding entries in tokens."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import FramingWarning
from framing.lexicon import Lexicon, Matches, find_matches
from framing.lexicon.pattern import glob_regex
from tests.lexicon.builders import build_table, glob, match_slowly, word_matches

_WORDS = st.sampled_from(["a", "b", "ab", "abc", "ba", "B", "ab's", "abc'", ","])
_SENTENCES = st.lists(st.lists(_WORDS, max_size=8), max_size=4)
_PATTERN_WORDS = st.sampled_from(
    ["a", "b", "ab", "A", "a*", "*b", "*", "?", "??", "a?c", "*b*", "ab's", "b*c", ","]
)
_ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["x", "y", "z"]),
        st.lists(_PATTERN_WORDS, min_size=1, max_size=3).map(" ".join),
    ),
    min_size=1,
    max_size=8,
    unique=True,
)


def _lexicon(entries: list[tuple[str, str]]) -> Lexicon:
    content: dict[str, list[str]] = {}
    for category, pattern in entries:
        content.setdefault(category, []).append(pattern)
    return Lexicon.from_dict(content)


def _found(matches: Matches) -> list[tuple[int, int, str]]:
    names = [matches.categories[at] for at in matches.category.tolist()]
    return list(zip(matches.first.tolist(), matches.last.tolist(), names, strict=True))


def _count(content: object, *sentences: str, **options: object) -> dict[str, int]:
    lexicon = content if isinstance(content, Lexicon) else Lexicon.from_dict(content)
    table = build_table([sentence.split() for sentence in sentences])
    return find_matches(lexicon, table, **options).counts.to_dict()


@pytest.mark.filterwarnings("ignore::framing.FramingWarning")
@pytest.mark.parametrize("across", [False, True])
@settings(max_examples=300, deadline=None)
@given(entries=_ENTRIES, sentences=_SENTENCES)
def test_agrees_with_the_obvious_matcher(entries, sentences, across):
    """The arrays find what a loop over every position finds."""
    scope = "lexicon" if across else "category"
    matches = find_matches(
        _lexicon(entries), build_table(sentences), nested_scope=scope
    )
    grouped = [
        row
        for c in dict.fromkeys(c for c, _ in entries)
        for row in entries
        if row[0] == c
    ]
    assert _found(matches) == match_slowly(grouped, sentences, across=across)


@pytest.mark.filterwarnings("ignore::framing.FramingWarning")
@settings(max_examples=100, deadline=None)
@given(entries=_ENTRIES, sentences=_SENTENCES)
def test_entry_belongs_to_the_category_it_names(entries, sentences):
    """The entry of a match is one of its category and as long as the match."""
    lexicon = _lexicon(entries)
    matches = find_matches(lexicon, build_table(sentences))
    for first, last, name, entry in (
        zip(*zip(*_found(matches), strict=True), matches.entry.tolist(), strict=True)
        if len(matches)
        else ()
    ):
        row = lexicon.rows[entry]
        assert row.category == name
        assert len(row.words) == last - first + 1


@pytest.mark.filterwarnings("ignore::framing.FramingWarning")
@settings(max_examples=100, deadline=None)
@given(entries=_ENTRIES, left=_SENTENCES, right=_SENTENCES)
def test_sentences_do_not_influence_each_other(entries, left, right):
    """Matches of joined texts are those of the texts alone."""
    lexicon = _lexicon(entries)
    both = find_matches(lexicon, build_table([*left, *right])).counts
    apart = [find_matches(lexicon, build_table(part)).counts for part in (left, right)]
    assert both.tolist() == (apart[0] + apart[1]).tolist()


def test_longest_match_counts_once_in_a_category():
    """A phrase hides the words inside it, in its own category."""
    content = {"k": ["secur*", "border*", "border security", "national security"]}
    sentence = "border security forces secured the border ; national security"
    assert _count(content, sentence) == {"k": 4}


def test_fields_have_the_documented_types():
    """Positions are int32, negation bool, weights float."""
    matches = find_matches(Lexicon.from_dict({"k": ["a"]}), build_table([["a"]]))
    for name in ("first", "last", "category", "entry"):
        assert getattr(matches, name).dtype == np.int32
    assert matches.negated.dtype == bool
    assert matches.weight.dtype == np.float64


def test_no_tokens_give_no_matches():
    """An empty corpus has zero counts, not an error."""
    assert _count({"k": ["a b", "c*"]}) == {"k": 0}
    assert _count({"k": [{"pattern": "a", "near": ["b"]}]}, negation=3) == {"k": 0}


def test_categories_without_a_match_count_zero():
    """No category disappears because nothing was found."""
    assert _count({"k": ["a"], "empty": ["zebra"]}, "a a") == {"k": 2, "empty": 0}


@pytest.mark.parametrize(
    "form", ["border's", "Border’s", "borders'", "borders’", "BORDER'S"]
)
def test_possessives_are_ignored(form):
    """A possessive ending does not hide a word."""
    assert _count({"k": ["border", "borders"]}, f"the {form} wall") == {"k": 1}


@pytest.mark.parametrize("form", ["it's", "It’s", "let's", "who's", "'s"])
def test_contractions_are_no_possessives(form):
    """The pattern it does not match it's."""
    assert _count({"k": ["it", "let", "who"]}, form) == {"k": 0}


def test_pattern_with_apostrophe_wants_one():
    """A pattern that has an apostrophe keeps it, straight or curly."""
    assert _count({"k": ["border's"]}, "border border’s") == {"k": 1}
    assert _count({"k": ["border’s"]}, "border border's") == {"k": 1}


def test_capitals_are_ignored_unless_asked_for():
    """Case counts by option, or for one entry."""
    assert _count({"k": ["US"]}, "US us Us") == {"k": 3}
    assert _count({"k": ["US"]}, "US us Us", case_insensitive=False) == {"k": 1}
    one = {"k": [{"pattern": "ICE", "case": True}, "raid"]}
    assert _count(one, "ICE ice Raid") == {"k": 2}


def test_composed_and_decomposed_letters_are_the_same():
    """Text and pattern are compared in composed form."""
    assert _count({"k": ["ré*", "caf?"]}, "re\u0301fugie\u0301 cafe\u0301") == {"k": 2}


def test_hyphens_of_any_code_are_the_same():
    """A typographic hyphen is a hyphen, a soft one is nothing."""
    sentence = "asylum\u2011seekers asylum\u2010seekers asy\u00adlum"
    assert _count({"k": ["asylum-seeker*", "asylum"]}, sentence) == {"k": 3}


def test_greek_final_sigma_does_not_hide_a_prefix():
    """A prefix that ends in sigma matches the letter in the middle of a word."""
    assert _count({"k": ["πρόσφυγας", "ΝΌΜΟΣ*"]}, "ΠΡΌΣΦΥΓΑΣ νόμοσα") == {"k": 2}


def test_lone_question_mark_is_a_word_of_one_letter():
    """A question mark stands for exactly one character."""
    assert _count({"k": ["?"]}, "a bc d , é") == {"k": 3}


def test_wildcards_alone_match_words_not_marks():
    """In a phrase a star stands for one word, and a mark stays a boundary."""
    content = {"k": ["border * wall"]}
    assert _count(content, "border the wall", "border , wall") == {"k": 1}


def test_marks_and_sentences_break_phrases():
    """A phrase never reaches across a comma or into the next sentence."""
    content = {"k": ["security forces"]}
    assert _count(content, "security , forces", "for security", "forces") == {"k": 0}


def test_cross_punctuation_ignores_marks():
    """With the option a phrase reaches across marks, at the right positions."""
    table = build_table([["security", ",", "forces", "."], ["forces"]])
    lexicon = Lexicon.from_dict({"k": ["security forces"]})
    matches = find_matches(lexicon, table, cross_punctuation=True)
    assert _found(matches) == [(0, 2, "k")]


def test_mark_in_a_pattern_matches_the_mark():
    """A literal mark is found where the tokenizer keeps it."""
    assert _count({"k": ["r & d", "$"]}, "r & d costs $ 5") == {"k": 2}


def test_exclusion_needs_the_hit_inside_it():
    """Guinea counts, equatorial guinea does not."""
    content = {
        "k": [{"pattern": "guinea", "not": ["equatorial guinea", "guinea pig*"]}]
    }
    sentence = "guinea and equatorial guinea and guinea pigs and guinea again"
    assert _count(content, sentence) == {"k": 2}


def test_excluded_hit_leaves_room_for_another_entry():
    """What an exclusion removes hides nothing."""
    content = {"k": [{"pattern": "gang of", "not": ["gang of eight"]}, "gang"]}
    table = build_table([["gang", "of", "eight"]])
    matches = find_matches(Lexicon.from_dict(content), table)
    assert _found(matches) == [(0, 0, "k")]


def test_exclusions_of_one_entry_do_not_touch_another():
    """A condition belongs to its entry."""
    content = {"k": [{"pattern": "gang", "not": ["gang of eight"]}], "m": ["gang"]}
    assert _count(content, "gang of eight") == {"k": 0, "m": 1}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("gang at the wall", 1),
        ("gang at the old wall", 0),
        ("wall , a big gang", 1),
        ("wall and a big gang", 0),
        ("gang", 0),
        ("walls gang", 1),
    ],
)
def test_near_counts_words_on_both_sides(sentence, expected):
    """Neighbours are one apart; marks do not count as words."""
    content = {"k": [{"pattern": "gang*", "near": ["wall*"], "within": 3}]}
    assert _count(content, sentence) == {"k": expected}


def test_near_stays_in_the_sentence_and_never_means_itself():
    """The neighbour is another word of the same sentence."""
    content = {"k": [{"pattern": "wall*", "near": ["wall*"]}]}
    assert _count(content, "wall", "wall wall", "the wall") == {"k": 2}


@settings(max_examples=150, deadline=None)
@given(
    words=st.lists(st.sampled_from(["hit", "near", "x", ","]), max_size=14),
    within=st.one_of(st.none(), st.integers(1, 4)),
)
def test_near_agrees_with_counting_by_hand(words, within):
    """For each hit, count the words up to each neighbour."""
    spec = {"pattern": "hit", "near": ["near"]} | ({"within": within} if within else {})
    matches = find_matches(Lexicon.from_dict({"k": [spec]}), build_table([words]))
    expected = []
    for at, word in enumerate(words):
        gaps = [
            sum(w != "," for w in words[min(at, to) : max(at, to)])
            for to, other in enumerate(words)
            if other == "near"
        ]
        if word == "hit" and any(gap <= (within or 99) for gap in gaps):
            expected.append(at)
    assert matches.first.tolist() == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("this is not a threat", True),
        ("this is not only a threat", False),
        ("no doubt a threat", False),
        ("they don't see the threat", True),
        ("never , a threat", False),
        ("not in any way a grave threat", False),
        ("a threat , not a hope", False),
    ],
)
def test_negation_marks_and_keeps(sentence, expected):
    """A negating word before the hit, near and in the same clause, marks it."""
    table = build_table([["never"], sentence.split()])
    matches = find_matches(Lexicon.from_dict({"k": ["threat"]}), table, negation=3)
    assert matches.negated.tolist() == [expected]


def test_negation_is_off_by_default():
    """Without the option nothing is marked."""
    matches = find_matches(
        Lexicon.from_dict({"k": ["threat"]}), build_table([["no", "threat"]])
    )
    assert not matches.negated.any()


def test_levels_merge_categories_and_keep_the_entry():
    """At a higher level overlaps are settled inside the merged category."""
    content = {"s": {"border": ["border"], "police": ["border police"]}, "h": ["aid"]}
    table = build_table([["border", "police", "aid"]])
    lexicon = Lexicon.from_dict(content)
    full = find_matches(lexicon, table)
    top = find_matches(lexicon, table, levels=1)
    assert full.counts.to_dict() == {"s.border": 1, "s.police": 1, "h": 1}
    assert top.counts.to_dict() == {"s": 1, "h": 1}
    assert lexicon.rows[top.entry[0]].category == "s.police"


def test_levels_that_do_not_exist_warn():
    """Asking for a level that no category has is not a silent zero."""
    with pytest.warns(FramingWarning, match="leaves no category"):
        assert _count({"k": ["a"]}, "a", levels=3) == {}


def test_weights_come_from_the_entry():
    """A match carries the weight of its entry."""
    content = {
        "k": [{"pattern": "good", "weight": 2.5}, {"pattern": "bad", "weight": -1}]
    }
    table = build_table([["bad", "good"]])
    assert find_matches(Lexicon.from_dict(content), table).weight.tolist() == [-1, 2.5]


def test_literal_entry_names_a_shared_span():
    """Where a glob and a word match the same span, the word is named."""
    lexicon = Lexicon.from_dict({"k": ["bord*", "border"]})
    matches = find_matches(lexicon, build_table([["border"]]))
    assert lexicon.rows[matches.entry[0]].pattern == "border"


def test_negating_categories_choose_the_scope():
    """With neg_x beside x the scope is the lexicon, and the result says so."""
    content = {"positive": ["good*"], "neg_positive": ["not good*"]}
    assert _count(content, "not good") == {"positive": 0, "neg_positive": 1}
    forced = _count(content, "not good", nested_scope="category")
    assert forced == {"positive": 1, "neg_positive": 1}
    matches = find_matches(Lexicon.from_dict(content), build_table([["good"]]))
    assert dict(matches.settings)["nested_scope"] == "lexicon"
    assert "any category" in matches.rule


def test_regex_searches_each_token():
    """A regular expression is searched in a token and keeps its own letters."""
    content = {"k": [r"^b\Sr", "er$"]}
    assert _count(content, "Border over water b", valuetype="regex") == {"k": 3}


def test_fixed_takes_wildcards_literally():
    """With fixed a star is a star."""
    assert _count({"k": ["a*"]}, "a* ab", valuetype="fixed") == {"k": 1}


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+$",
        "(a|aa)*b",
        "(x*y?)+",
        r"(a)\1",
        "a*b*c*d*e",
        "a?a?a?a?a?a?a?a?a?aaaaaaaaa",
        "([a-z]+){5}",
        "(?P<x>a)(?P=x)",
    ],
)
def test_dangerous_regex_is_refused(pattern):
    """What could run for ages is refused by name, before any matching."""
    with pytest.raises(ValueError, match="run for ages"):
        _count({"k": [pattern]}, "a" * 50, valuetype="regex")


@pytest.mark.parametrize(
    "pattern", ["^(border|wall)s?$", r"\bmigr\w+", "[*+?]+", "a{2}"]
)
def test_ordinary_regex_is_accepted(pattern):
    """Alternatives, classes and a few repetitions are fine."""
    assert _count({"k": [pattern]}, "zebra", valuetype="regex") == {"k": 0}


def test_wrong_regex_is_refused():
    """A syntax error names the pattern."""
    with pytest.raises(ValueError, match=r"'\(a' is not a regular expression"):
        _count({"k": ["(a"]}, "a", valuetype="regex")


def test_entry_that_matches_any_word_warns():
    """A star alone is reported, not silently counted."""
    with pytest.warns(FramingWarning, match="matches any word"):
        assert _count({"k": ["*"]}, "a , b") == {"k": 2}


def test_crowded_overlaps_stay_fast():
    """One cluster of many overlapping matches is settled in linear time."""
    table = build_table([["a"] * 20_000])
    matches = find_matches(Lexicon.from_dict({"k": ["a a", "a a a"]}), table)
    assert len(matches) == 20_000 // 3 + 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"valuetype": "globs"}, "`valuetype` must be one of glob, fixed, regex"),
        ({"nested_scope": "key"}, "quanteda's 'key'"),
        ({"negation": 0}, "`negation` must be a number of words"),
        ({"negation": True}, "`negation` must be a number of words"),
        ({"levels": 0}, "`levels` counts from 1"),
        ({"levels": []}, "`levels` counts from 1"),
        ({"levels": True}, "`levels` counts from 1"),
    ],
)
def test_unknown_options_are_named(options, message):
    """Each wrong option is named with its value."""
    with pytest.raises(ValueError, match=message):
        _count({"k": ["a"]}, "a", **options)


def test_dictionary_instead_of_lexicon_is_refused():
    """The error says how to make a lexicon."""
    with pytest.raises(TypeError, match=r"Lexicon\.from_dict"):
        find_matches({"k": ["a"]}, build_table([["a"]]))


def test_repr_counts_matches():
    """The repr says how many matches in how many categories."""
    matches = find_matches(Lexicon.from_dict({"k": ["a"]}), build_table([["a", "a"]]))
    assert repr(matches) == "<Matches: 2 matches in 1 of 1 categories of lexicon>"


def test_tokens_with_line_breaks_do_no_harm():
    """Another tokenizer may leave line breaks inside tokens."""
    table = build_table([["a\nb", "border", "a"]])
    matches = find_matches(Lexicon.from_dict({"k": ["bord*", "b", "*a"]}), table)
    assert _found(matches) == [(1, 1, "k"), (2, 2, "k")]


def test_rule_says_how_overlaps_were_settled():
    """Categories are independent unless the scope is the lexicon."""
    matches = find_matches(Lexicon.from_dict({"k": ["a"]}), build_table([["a"]]))
    assert matches.rule.endswith("categories independent of each other")


def test_no_word_matches_at_all():
    """Phrases of words that do not occur are no matches."""
    assert _count({"k": ["x y", "z*"]}, "a b c") == {"k": 0}


def test_nearest_negation_counts_for_every_hit():
    """Each hit looks back for itself."""
    table = build_table(["no threat and no big threat but a threat".split()])
    matches = find_matches(Lexicon.from_dict({"k": ["threat"]}), table, negation=2)
    assert matches.negated.tolist() == [True, True, False]


@settings(max_examples=100, deadline=None)
@given(
    pattern=st.text(st.sampled_from("ab*?é"), min_size=1, max_size=6),
    forms=st.lists(st.text("abé-cdefghi", min_size=1, max_size=12), max_size=12),
)
@pytest.mark.filterwarnings("ignore::framing.FramingWarning")
def test_globs_on_long_and_accented_words(pattern, forms):
    """Sorted keys find what comparing letter by letter finds."""
    matches = find_matches(Lexicon.from_dict({"k": [pattern]}), build_table([forms]))
    expected = [at for at, form in enumerate(forms) if word_matches(pattern, form)]
    assert matches.first.tolist() == expected


@settings(max_examples=100, deadline=None)
@given(
    pattern=st.text("ab", min_size=1, max_size=14),
    shape=st.sampled_from(["{}", "{}*", "*{}", "*{}*", "{}?", "?{}"]),
    forms=st.lists(st.text("ab", min_size=1, max_size=16), max_size=12),
)
def test_globs_beyond_the_width_of_a_key(pattern, shape, forms):
    """Words longer than eight letters are compared in full."""
    glob = shape.format(pattern)
    forms = [*forms, pattern, pattern + "a", "b" + pattern]
    matches = find_matches(Lexicon.from_dict({"k": [glob]}), build_table([forms]))
    expected = [at for at, form in enumerate(forms) if word_matches(glob, form)]
    assert matches.first.tolist() == expected


@pytest.mark.parametrize(
    "pattern", ["*a*a*a*b?", "*a*a*a*a*a*b", "a*a*a*a*b", "*?a*?b"]
)
def test_globs_of_many_stars_end_on_very_long_words(pattern):
    """No pattern of stars makes a token of 200,000 letters run for ages."""
    table = build_table([["a" * 200_000, "xaxaaab" + "b"]])
    matches = find_matches(Lexicon.from_dict({"k": [pattern]}), table)
    expected = [1] if word_matches(pattern, "xaxaaabb") else []
    assert matches.first.tolist() == expected


@settings(max_examples=300, deadline=None)
@given(pattern=st.text("ab*?", min_size=1, max_size=9), form=st.text("ab", max_size=9))
def test_globs_of_many_stars_match_as_recursion_does(pattern, form):
    """Taking the leftmost place of every segment loses no match."""
    assert bool(glob_regex(pattern).fullmatch(form)) == glob(pattern, form)
