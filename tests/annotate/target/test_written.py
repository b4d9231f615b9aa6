"""Our own sentences for training are well formed, and none is a test sentence."""

from __future__ import annotations

import csv
import re
from itertools import chain
from pathlib import Path

import numpy as np
import pytest

written = pytest.importorskip("training.written")
pairs = pytest.importorskip("training.pairs")

TESTS = Path(__file__).with_name("sentences.csv")
SMALL = set(
    """a an and are as at be but by for from had has have he her him his in is it its of
    on or she that the their them they this to was were who will with""".split()
)


@pytest.fixture(scope="module")
def grammar():
    return written.read_grammar()


@pytest.fixture(scope="module")
def templates(grammar):
    return [*chain.from_iterable(chain.from_iterable(grammar.families.values()))]


@pytest.fixture(scope="module")
def made():
    return written.write_sentences(8000, np.random.default_rng(1))


def runs(text, n=3):
    """Give every run of n words of a text, small words left out."""
    words = [w for w in re.findall(r"[a-z0-9]+", text.lower()) if w not in SMALL]
    return {tuple(words[at : at + n]) for at in range(len(words) - n + 1)}


def text_of(example):
    return f"{example.before}{example.mention}{example.after}"


def test_every_slot_is_known(grammar, templates):
    """A slot is an actor or a list; every list is used and holds no entry twice."""
    entries = [*chain.from_iterable(grammar.words.values())]
    used = {"opening", "ending", "name", "role"}
    for text in [*templates, *entries]:
        kinds = re.findall(r"\{([A-Za-z_]+)[-0+]?\}", text)
        assert len(kinds) == text.count("{") == text.count("}"), text
        assert {*grammar.words, *written.ACTORS}.issuperset(kinds), text
        used.update(kinds)
    assert used.issuperset(grammar.words)
    for name, words in grammar.words.items():
        assert len(set(words)) == len(words) >= 6, name


def test_mirrors_differ_in_tone(grammar, templates):
    """A template has one to three targets, a set of mirrors more than one tone."""
    assert len(set(templates)) == len(templates)
    for template in templates:
        assert 1 <= len(re.findall(r"[-0+]\}", template)) <= 3, template
    for mirrors in chain.from_iterable(grammar.families.values()):
        assert len(set(re.findall(r"([-0+])\}", " ".join(mirrors)))) > 1, mirrors


def test_every_template_can_be_written(made, templates):
    """Slots are filled, sentences begin and end as they should, no tone is rare."""
    assert {template for _, template in made.sources} == set(templates)
    for text in map(text_of, made.examples):
        assert "{" not in text
        assert "  " not in text
        assert text[0].isupper()
        assert text.endswith(".")
    shares = np.bincount([e.polarity + 1 for e in made.examples]) / len(made.examples)
    assert shares.min() > 0.2


def test_pairs_are_one_sentence_with_two_tones(made):
    """The two rows of a pair hold the same text, other targets and other tones."""
    assert made.pairs
    for first, second in ((made.examples[a], made.examples[b]) for a, b in made.pairs):
        assert text_of(first) == text_of(second)
        assert first.mention != second.mention
        assert first.polarity != second.polarity


def test_the_same_seed_gives_the_same_sentences():
    """Sentences depend on the seed, and on nothing else."""
    one, two = (written.write_sentences(90, np.random.default_rng(4)) for _ in "ab")
    assert one == two
    assert one != written.write_sentences(90, np.random.default_rng(5))


def test_no_test_sentence_is_taught(made):
    """No sentence shares three words in a row, small words left out, with a test."""
    taught = set().union(*(runs(text_of(example)) for example in made.examples))
    with TESTS.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            assert not runs(re.sub(r"[\[\]]", "", row["sentence"])) & taught


def test_a_sentence_of_ours_can_be_joined_to_another(made):
    """Either half keeps its target and its tone, and both read the same text."""
    other = [made.examples[0]._replace(mention="Ortega", before="", after=" left.")]
    joined = pairs.join_across(made.examples, other, 20, np.random.default_rng(0))
    assert len(joined) == 40
    for first, second in zip(joined[::2], joined[1::2], strict=True):
        assert text_of(first) == text_of(second)
        assert [first.mention, second.mention].count("Ortega") == 1
