"""The comparisons of `plain` say what the rules say, or leave a run to the rules."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.tokens.plain import cut_plain_runs, join_forms
from framing.tokens.rules import RunRules
from framing.tokens.sentences import bare_word, flags_of_run, glued_ends, word_flags
from framing.tokens.words import split_run
from tests.strategies import texts

NEWS = Path(__file__).parents[3] / "shared" / "data" / "news" / "mixed.jsonl"
PIECES = [
    *"aAsSiIvVxb19.,:/!?…-’'&\"“”‘«»„()[]—–$%éßİKΣσ²ⓐ_@#\u00ad\u0301\u0130\x85",
    *("Sen", "Inc", "said", "The", "it’s", "its", "no", "etc", "U", "com", "Ph", "12"),
]  # fmt: skip
runs = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join)


def assert_equal_to_rules(forms: list[str]) -> float:
    """Compare every plain run with the rules; return the share of plain runs."""
    found = cut_plain_runs(joined := join_forms("\n".join([*forms, ""])))
    origin = joined.start[found.piece_run]
    rows = zip(
        found.piece_run.tolist(),
        (found.piece_start - origin).tolist(),
        (found.piece_end - origin).tolist(),
        strict=True,
    )
    pieces: dict[int, list[tuple[int, int]]] = {}
    for run, start, end in rows:
        pieces.setdefault(run, []).append((start, end))
    named = set(found.named.tolist())
    assert found.plain[found.named].all()
    for number in np.flatnonzero(found.plain).tolist():
        form = forms[number]
        flags = word_flags(bare_word(form)) if number in named else 0
        assert pieces[number] == split_run(form), form
        assert found.flags[number] | flags == flags_of_run(form), form
        assert glued_ends(form) == [], form
    return float(found.plain.mean())


@given(st.lists(runs, min_size=1, max_size=20))
def test_plain_runs_made_to_be_hard(forms):
    """Marks, initials, figures and listed words in any order: as the rules do."""
    assert_equal_to_rules([run for form in forms for run in form.split()] or ["a"])


@given(texts)
def test_plain_runs_of_texts(text):
    """Runs of newsy and odd texts are cut as the rules do."""
    assert_equal_to_rules(text.split() or ["a"])


@pytest.mark.skipif(not NEWS.exists(), reason="development news are not here")
def test_most_runs_of_real_news_are_plain():
    """In real news the comparisons are right and spare the rules most runs."""
    with NEWS.open(encoding="utf-8") as file:
        lines = (json.loads(line)["text"] for line in islice(file, 500))
        forms = list(dict.fromkeys(run for text in lines for run in text.split()))
    assert assert_equal_to_rules(forms) > 0.9


@given(st.lists(runs, min_size=1, max_size=20))
def test_learned_flags_are_those_of_the_rules(forms):
    """Whichever way a run went, its flags are those that the rules give."""
    distinct = list(dict.fromkeys(run for form in forms for run in form.split()))
    rules = RunRules()
    rules.learn("".join(f"{form}\n" for form in distinct))
    assert rules.flags.tolist() == [flags_of_run(form) for form in distinct]


@given(st.lists(texts, max_size=4))
def test_answers_do_not_depend_on_what_was_learned_before(documents):
    """Learning runs in several goes gives the same table as learning them at once."""
    parts = [dict.fromkeys(text.split()) for text in documents]
    forms = list(dict.fromkeys(run for part in parts for run in part))
    whole, growing = RunRules(), RunRules()
    whole.learn("".join(f"{form}\n" for form in forms))
    for form in forms:
        growing.learn(f"{form}\n")
    assert whole.types == growing.types
    assert np.array_equal(whole.flags, growing.flags)
    assert np.array_equal(whole.first, growing.first)
    for one, other in zip(whole.pieces, growing.pieces, strict=True):
        assert np.array_equal(one, other)
