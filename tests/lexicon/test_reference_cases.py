"""Agreement with quanteda and with files of other programs, where the cases are."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest

from framing import FramingWarning
from framing.lexicon import (
    Lexicon,
    count_by_group,
    find_matches,
    read_lexicon,
    replace_matches,
)
from tests.lexicon.builders import build_table

_PATH = Path(__file__).parents[2].parent / "shared" / "cases" / "dictionary.json"
_CONTENT = json.loads(_PATH.read_text("utf-8")) if _PATH.exists() else {}
_CASES = _CONTENT.get("cases", [])
_FILES = _CONTENT.get("format_files", [])
_SCOPES = {"key": "category", "dictionary": "lexicon"}

pytestmark = pytest.mark.skipif(not _CONTENT, reason="reference cases are not here")


def _matches(case):
    options = dict(case["options"] or {})
    lexicon = Lexicon.from_dict(
        case["dictionary"],
        lower=case["dictionary_tolower"],
        separator=case["dictionary_separator"],
    )
    table = build_table(list(case["tokens"].values()))
    scope = _SCOPES[options.get("nested_scope", "key")]
    names = {"valuetype", "case_insensitive", "levels"} & set(options)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FramingWarning)
        matches = find_matches(
            lexicon,
            table,
            nested_scope=scope,
            **{name: options[name] for name in names},
        )
    return matches, table, options


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["id"])
def test_emits_the_expected_categories(case):
    """Categories come in the expected order in each document."""
    matches, table, options = _matches(case)
    expected = list(case["expected_tokens"].values())
    if options.get("exclusive") is False:
        everything = replace_matches(matches, table)
        assert everything == [name for names in expected for name in names]
        return
    if "nomatch" in options:
        expected = [[n for n in names if n != options["nomatch"]] for names in expected]
    found = [[] for _ in expected]
    for first, category in zip(matches.first, matches.category, strict=True):
        found[table.sentence[first]].append(matches.categories[category])
    assert found == expected


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["id"])
def test_counts_the_expected_numbers(case):
    """Counts by document agree, columns of zeros included."""
    matches, table, options = _matches(case)
    if options.get("exclusive") is False:
        pytest.skip("counts of a mixture of words and categories")
    counts = count_by_group(matches, table.sentence, nomatch=options.get("nomatch"))
    for row, expected in enumerate(case["expected_counts"].values()):
        values = expected.values() if isinstance(expected, dict) else expected
        if row < len(counts):
            assert counts.iloc[row].tolist() == list(values)
        else:
            assert not any(values)
    if isinstance(expected, dict):
        assert set(counts.columns) == set(expected)


@pytest.mark.parametrize("case", _FILES, ids=lambda case: case["file"])
def test_reads_files_as_expected(case, tmp_path):
    """A file gives the expected categories and patterns."""
    path = tmp_path / case["file"]
    path.write_bytes(case["content"].encode())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FramingWarning)
        lexicon = read_lexicon(path)
    expected = case.get("recommended_flat", case["flat"])
    found = {
        name: [row.pattern for row in lexicon.rows if row.category == name]
        for name in lexicon.categories
    }
    assert found == expected
    assert bool(len(lexicon.problems)) == bool(case.get("messages"))
