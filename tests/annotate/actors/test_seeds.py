"""The two articles the project starts from, read as a person reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

import framing as fr
from framing.annotate.actors import find_actors

SEEDS = Path(__file__).parents[4] / "shared" / "data" / "seeds"

pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the seed articles are absent"
)


@pytest.fixture(scope="module")
def actors():
    return find_actors(fr.read_articles(SEEDS), pronouns=True)


@pytest.mark.parametrize(
    ("label", "n"),
    [
        ("Irineo Mujica", 9),
        ("Mike Pompeo", 5),
        ("Trump", 3),
        ("INM", 3),
        ("National Migration Institute", 1),
        ("Pueblo Sin Fronteras", 3),
        ("Juan Orlando Hernández", 2),
        ("Mexican government", 2),
        ("Mexican authorities", 3),
    ],
)
def test_mentions_of_the_seeds(actors, label, n):
    """Each actor has exactly its mentions."""
    assert (actors.spans["label"] == label).sum() == n


def test_no_credit_and_no_place_is_an_actor(actors):
    """The photographer, the agencies and the towns are not in the story."""
    words = " ".join(actors.labels)
    for name in (
        "Sierra",
        "AFP",
        "Getty",
        "Tapachula",
        "Chiapas",
        "Veracruz",
        "Arizona",
    ):
        assert name not in words
