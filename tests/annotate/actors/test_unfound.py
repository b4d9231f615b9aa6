"""A list of which no article names anybody is told; one name found is enough."""

from __future__ import annotations

import warnings

import pytest

import framing as fr
from framing._errors import FramingWarning, expecting_zeros

TEXTS = ["Mayor Tom Brannigan left. Lena Ortiz stayed, and Brannigan knew."]


@pytest.fixture
def corpus() -> fr.Corpus:
    return fr.read_articles([{"text": text} for text in TEXTS])


def test_misspelt_name_is_asked_for(corpus) -> None:
    """One caution names who is missing and who may be meant; nothing is found."""
    with pytest.warns(FramingWarning, match="'Tom Branigan'") as caught:
        found = fr.find_actors(corpus, {"Tom Branigan": ["Branigan"]})
    assert len(caught) == 1
    assert "Did you mean 'Tom Brannigan'?" in str(caught[0].message)
    assert found.labels == ("Tom Branigan",)
    assert len(found.spans) == 0


def test_alias_may_be_what_is_near(corpus) -> None:
    """A name to show may be anything; its aliases are compared, too."""
    with pytest.warns(FramingWarning, match="Did you mean 'Lena Ortiz'"):
        fr.find_actors(corpus, {"the senator": ["Lena Ortis"]})


def test_many_are_counted(corpus) -> None:
    """Three are named; who is like nobody gets the rule in place of a question."""
    names = {name: [] for name in ("Qux", "Zyx", "Vyv", "Wow", "Kuk")}
    with pytest.warns(FramingWarning, match="'Vyv' and 2 more. Mind: a name that"):
        fr.find_actors(corpus, names)


@pytest.mark.parametrize(
    "listed",
    [None, {}, {"Tom Branigan": [], "Lena Ortiz": []}, {"Ortiz": ["Lena Ortiz"]}],
)
def test_silent_where_somebody_is_found_or_nobody_listed(listed, corpus) -> None:
    """Of a long list most may be missing."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fr.find_actors(corpus, listed)


def test_silent_in_a_part(corpus) -> None:
    """What a part of a corpus does not name, another may."""
    with warnings.catch_warnings(), expecting_zeros():
        warnings.simplefilter("error")
        fr.find_actors(corpus, {"Tom Branigan": []})


def test_report_says_so_once(corpus) -> None:
    """The list given to a report is looked for in the same way."""
    with pytest.warns(FramingWarning) as caught:
        fr.report(corpus, actors={"Tom Branigan": []}, scorer="fast")
    told = [str(warning.message) for warning in caught]
    assert sum("Did you mean 'Tom Brannigan'?" in text for text in told) == 1
