"""Organisations by the shape of their names, and what their short names mean."""

from __future__ import annotations

import pandas as pd
import pytest

import framing as fr
from framing.annotate.actors import find_actors, review, suggest_merges


def spans_of(*texts, gazetteer=None, **options):
    ids = [f"a{n}" for n in range(len(texts))]
    corpus = fr.Corpus(pd.DataFrame({"text": texts}, index=ids))
    return find_actors(corpus, gazetteer, **options).spans


NAMES = [
    # offices of a person who is not named
    ("Ask the Oakmoor Sheriff's office.", "Oakmoor Sheriff's office", "organisation"),
    ("The Governor's Office agreed.", "Governor's Office", "organisation"),
    ("He rang the Attorney General’s office.", "Attorney General’s office",
     "organisation"),
    # numbers, capitals
    ("Partido 7 Estrellas won.", "Partido 7 Estrellas", "organisation"),
    ("He heard it on BBC Radio 4 Extra.", "BBC Radio 4 Extra", "organisation"),
    ("The FIRST Global team won.", "FIRST Global", "organisation"),
    ("They met at the SHARE Global office.", "SHARE Global", "organisation"),
    # a noun beside the name tells what it is
    ("al-Wadiya television said so.", "al-Wadiya", "organisation"),
    ("The Wabanash newspaper reported it.", "Wabanash", "organisation"),
    ("The charity Tarnhelm helped.", "Tarnhelm", "organisation"),
    ("The Wuxin news agency reported it.", "Wuxin", "organisation"),
    # who holds an event
    ("The Larkmoor University Poll is out.", "Larkmoor University", "organisation"),
    ("The NFCA Tournament began.", "NFCA", "organisation"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "kind"), NAMES)
def test_names_of_bodies(text, name, kind):
    """Offices, numbers, capitals and nouns beside a name make it a body's name."""
    spans = spans_of(text, groups=False)
    assert spans[["text", "actor_type"]].to_numpy().tolist() == [[name, kind]]


def test_known_letters_in_a_headline():
    """In title case a known acronym is still one; in capitals it tells nothing."""
    text = "GOP Slams Mayor For Saying Roads Are Fine\n\nIt rained."
    assert spans_of(text, groups=False)["text"].tolist() == ["GOP"]
    assert spans_of("GOP SLAMS MAYOR FOR SAYING ROADS ARE FINE").empty


NOTHING = [
    "The DREAM Act failed.",
    "The final score was Larkmoor 5 Oakwick 3.",
    "Cover does not extend to boats. Upstream, the log noted it.",
    "Barefoot, hungry and gentle with one another, they went on.",
    "The tiny Southeast Asian country could face fines.",
]


@pytest.mark.parametrize(
    "text",
    [
        NOTHING[0],
        pytest.param(
            NOTHING[1],
            marks=pytest.mark.xfail(
                strict=True, reason="scores of teams no list knows look like names"
            ),
        ),
        *NOTHING[2:],
    ],
)
def test_no_body(text):
    """Laws and words that only open a sentence are no actors."""
    assert spans_of(text).empty


def test_short_name_of_a_body():
    """The first word alone is the body where nothing else explains the word."""
    text = "Wayfarer Relief runs a clinic. A Wayfarer volunteer spoke. Wayfarer agreed."
    spans = spans_of(text, groups=False)
    assert spans["label"].tolist() == ["Wayfarer Relief"] * 3
    assert spans["rule"].tolist()[1:] == ["first word of Wayfarer Relief"] * 2


def test_family_name_in_a_body_is_no_short_name():
    """A foundation bears the name of a family; the name alone is not the foundation."""
    spans = spans_of("The Quistholm Foundation paid. Quistholm said it was fair.")
    assert spans["label"].tolist() == ["Quistholm Foundation", "Quistholm"]


def test_short_name_in_another_article_is_only_suggested():
    """Across articles the first word of a body's name is a question to the reader."""
    texts = ["Wayfarer Relief came.", "It was a Wayfarer volunteer, the Wayfarer said."]
    corpus = fr.read_articles([{"text": text} for text in texts])
    actors = find_actors(corpus)
    assert suggest_merges(actors)["reason"].tolist() == [
        "first word of Wayfarer Relief"
    ]
    told = review(actors).set_index("id").loc["wayfarer", "suggestion"]
    assert told == "wayfarer-relief (first word of Wayfarer Relief)"


def test_half_of_a_country():
    """The South is the South that the article names."""
    text = (
        "North Korea and South Korea met. Then North and South agreed: the South won."
    )
    spans = spans_of(text, places=True)
    korea = ["North Korea", "South Korea"]
    assert spans["label"].tolist() == [*korea, *korea, "South Korea"]
    assert spans_of("He fled the South for the North.", places=True).empty


VERBS = [
    ("Police detained migrants.", ["Police", "migrants"]),
    ("Harbor Patrol arrested immigrants.", ["Harbor Patrol", "immigrants"]),
    ("They separated families.", ["families"]),
    ("The detained migrants sang.", ["detained migrants"]),
    ("Honduran deported migrants sang.", ["Honduran deported migrants"]),
    ("Two wounded soldiers fled.", ["Two wounded soldiers"]),
    ("Police arrested Tim Oak.", ["Police", "Tim Oak"]),
]


@pytest.mark.parametrize(("text", "expected"), VERBS)
def test_verb_before_a_group(text, expected):
    """A past form after somebody who acts is a verb, after an article a modifier."""
    assert spans_of(text)["text"].tolist() == expected


SINGLE = [
    ("He accused a caravan leader of lies.", []),
    ("The state must now police its roads.", []),
    ("A caravan came. The caravan grew.", ["caravan", "caravan"]),
    ("Mexican civil protection authorities agreed.",
     ["Mexican civil protection authorities"]),
    ("The Growers' League paid.", ["Growers' League"]),
    ("Roughly 2,000 walkers came.", ["Roughly 2,000 walkers"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SINGLE)
def test_group_nouns_that_are_something_else(text, expected):
    """A noun before another noun, a verb and a body are no groups of people."""
    assert spans_of(text)["text"].tolist() == expected


OFFICIALS = [
    ("Quelle officials agreed with Google officials.", "Google officials", "group"),
    ("He met Mexican officials.", "Mexican officials", "government"),
    ("He met White House officials.", "White House officials", "government"),
    ("He sued. Ruizman administration officials left.",
     "Ruizman administration officials", "government"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "label", "kind"), OFFICIALS)
def test_officials_of_a_company_are_no_government(text, label, kind):
    """Officials belong to the state unless their body is known not to."""
    spans = spans_of(text).set_index("label")
    assert spans.loc[label, "actor_type"] == kind


TITLES = [
    "Mayor Ann Lee spoke.",
    "Deputy Mayor Ann Lee spoke.",
    "Interior Minister Ann Lee spoke.",
]


@pytest.mark.parametrize("text", TITLES)
def test_listed_office_before_the_name_is_its_title(text):
    """An alias that is an office makes one mention with the name after it, not two."""
    listed = {"Ann Lee": ["mayor", "interior minister", "Interior Minister", "Mayor"]}
    spans = spans_of(text, gazetteer=listed)
    assert spans["text"].tolist() == ["Ann Lee"]
    assert spans["title"].tolist() == [text.split(" Ann")[0]]


def test_listed_office_before_another_name_is_not_the_actor():
    """Mayor Bob Fox is not the mayor that the gazetteer lists."""
    with pytest.warns(fr.FramingWarning, match="No article names"):
        spans = spans_of("Mayor Bob Fox spoke.", gazetteer={"Ann Lee": ["Mayor"]})
    assert spans.empty


def test_listed_office_is_not_found_twice():
    """An office that the gazetteer matched is not resolved again."""
    text = "Ann Lee, the mayor, spoke. The mayor left."
    spans = spans_of(text, gazetteer={"Ann Lee": ["the mayor"]})
    assert spans["text"].tolist() == ["Ann Lee", "the mayor", "The mayor"]


def test_office_with_of_before_a_name_no_list_knows():
    """Chief of Staff is the title of the two plain words behind it."""
    spans = spans_of("Chief of Staff Sirak Chakrav left. Chakrav spoke.", groups=False)
    assert spans["label"].tolist() == ["Sirak Chakrav"] * 2
    assert spans["title"].tolist()[0] == "Chief of Staff"


def test_people_for_an_office_are_not_its_title():
    """Lawyers for a minister do not make a title."""
    spans = spans_of("Lawyers for Interior Minister Ilse Varn spoke.", groups=False)
    assert spans[["text", "title"]].to_numpy().tolist() == [
        ["Ilse Varn", "Interior Minister"]
    ]


PLACES = [
    "The prime minister of Estmark left. Estmark has printed none.",
    "Most are citizens of Estmark. Estmark denied it.",
    "Estmark's president left. Estmark denied it.",
]


@pytest.mark.parametrize("text", PLACES)
def test_countries_no_list_knows(text):
    """What has citizens, ministers or a president is a place."""
    spans = spans_of(text, places=True)
    spans = spans[spans["text"] == "Estmark"]
    assert spans["actor_type"].tolist() == ["place", "place"]


def test_a_place_in_one_article_is_one_in_another():
    """An article that does not tell what a name is takes it from one that does."""
    texts = ["He met the prime minister of Estmark.", "They told him Estmark had paid."]
    assert spans_of(*texts).empty
    assert set(spans_of(*texts, places=True)["actor_type"]) == {"place"}


HEADS = [
    ("The Harbor Agency met. Later the agency agreed.", ["Harbor Agency"] * 2),
    ("The Department of Harbors met. The mayor thanked the department, he said.",
     ["Department of Harbors"] * 2),
    # named after, two of a kind, another noun, another body
    ("The agency agreed. Later the Harbor Agency met.", ["Harbor Agency"]),
    ("The Harbor Agency met the Rail Agency, and the agency agreed.",
     ["Harbor Agency", "Rail Agency"]),
    ("The Harbor Agency met. Later the agency building fell.", ["Harbor Agency"]),
    ("The Harbor Agency met. Later the agency of another city agreed.",
     ["Harbor Agency"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), HEADS)
def test_the_agency_is_the_one_named_before(text, expected):
    """A head noun with "the" is the only body so called that came before it."""
    assert spans_of(text, groups=False)["label"].tolist() == expected


def test_a_plural_that_opens_a_sentence_is_no_short_name():
    """No word of "Trains will run" means Northway Trains, a company."""
    spans = spans_of("Northway Trains spoke on Monday. Trains will run, it said.")
    assert spans[["text", "actor_type"]].to_numpy().tolist() == [
        ["Northway Trains", "organisation"]
    ]
