"""Names are found, typed and merged inside an article, each merge with its reason."""

from __future__ import annotations

import pandas as pd
import pytest

import framing as fr
from framing.annotate.actors import find_actors


def spans_of(text, **options):
    docs = pd.DataFrame({"text": [text]}, index=["a"])
    return find_actors(fr.Corpus(docs), **options).spans


def named(text, **options):
    """Map every span of a name to its label, in text order."""
    spans = spans_of(text, groups=False, **options)
    return list(zip(spans["text"], spans["label"], strict=True))


MERGED = [
    # surname, first name, double surname
    ("Farah Quist spoke. Then Quist left.", {"Farah Quist": 2}),
    ("Quist spoke first. Farah Quist, 54, then left.", {"Farah Quist": 2}),
    ("Ahmed Musa cried. Later Ahmed left.", {"Ahmed Musa": 2}),
    ("Enrique Peña Solis spoke. Then Peña Solis left.", {"Enrique Peña Solis": 2}),
    ("Luis Videla Caso spoke. Then Videla left.", {"Luis Videla Caso": 2}),
    ("José Núñez came. Then Nunez left.", {"José Núñez": 2}),
    ("Juan Orlando Vega came. Juan Vega left.", {"Juan Orlando Vega": 2}),
    ("Robert Pike came. Bob Pike left.", {"Robert Pike": 2}),
    ("Ann J. Moll came. Ann Moll left.", {"Ann Moll": 2}),
    ("Sammy Davis Jr. sang. Later Davis bowed.", {"Sammy Davis Jr.": 2}),
    ("Jan van der Berg came. Then Berg left.", {"Jan van der Berg": 2}),
    ("Maria del Carmen Ochoa came. Ochoa left.", {"Maria del Carmen Ochoa": 2}),
    ("Omar al-Hadid came. Later al-Hadid left.", {"Omar al-Hadid": 2}),
    ("Kim Dae-won spoke. Later Kim smiled.", {"Kim Dae-won": 2}),
    # titles and possessives
    ("Sen. Dora Quill came. Ms. Quill left.", {"Dora Quill": 2}),
    ("Senate Majority Leader Lou Falk came. Falk left.", {"Senate": 1, "Lou Falk": 2}),
    ("Secretary of State Bo Ekman met Attorney General Kim Lund.",
     {"Bo Ekman": 1, "Kim Lund": 1}),
    ("Tess Oak's plan and Oak’s aim pleased Oak.", {"Tess Oak": 3}),
    ("Dr. Jane Roe came. Roe left. Roe's car stayed.", {"Jane Roe": 3}),
    ("Then-Gov. Ray Teal came. Mr. Teal left.", {"Ray Teal": 2}),
    # definitions, initials, parts
    ("The Northern Relief Agency (NRA) met. The NRA agreed.",
     {"Northern Relief Agency": 3}),
    ("The NRA (Northern Relief Agency) met. The NRA agreed.",
     {"Northern Relief Agency": 3}),
    ("The Office for River Safety acted. Later ORS moved.",
     {"Office for River Safety": 2}),
    ("The Coalition for Safe Rivers sued. The Coalition won.",
     {"Coalition for Safe Rivers": 2}),
    ("The Harbor Relief Institute met. The Institute agreed.",
     {"Harbor Relief Institute": 2}),
    ("The U.S. Forest Watch acted. Later Forest Watch left.",
     {"U.S. Forest Watch": 2}),
    ("The Department of Harbor Affairs acted. The Harbor Affairs Department lied.",
     {"Department of Harbor Affairs": 2}),
    ("Acme Holdings Inc. sued. Acme Holdings lost.", {"Acme Holdings Inc.": 2}),
]  # fmt: skip

APART = [
    # what must not be merged
    ("The INM acted. The National Migration Institute replied.",
     {"INM": 1, "National Migration Institute": 1}),
    ("Ms. Gray spoke. Paul Gray spoke.", {"Gray": 1, "Paul Gray": 1}),
    ("Ann Gray and Paul Gray argued. Ms. Gray won.", {"Ann Gray": 2, "Paul Gray": 1}),
    ("Sen. Ann Gray and Bea Gray argued. Sen. Gray won.",
     {"Ann Gray": 2, "Bea Gray": 1}),
    ("The White House met the Border Patrol and the National Border Patrol Council.",
     {"White House": 1, "Border Patrol": 1, "National Border Patrol Council": 1}),
    ("The Quist Foundation paid Farah Quist.",
     {"Quist Foundation": 1, "Farah Quist": 1}),
    ("The University of Larkmoor and the University of Larkmoor Student Association.",
     {"University of Larkmoor": 1, "University of Larkmoor Student Association": 1}),
    # what is no actor
    ("The Affordable Care Act passed on Monday in March.", {}),
    ("The First Amendment and the Nobel Prize matter to the English.", {}),
    ("Hope is not enough. Nobody said so. Officials did.", {}),
    ("“Mercy matters here,” he said. Patience matters too.", {}),
    ("A wall was built. Walls fall. Build the wall, he said: Never.", {}),
    ("The Obama-era rule stays. Anti-Trump signs fell. It is U.S.-Mexico trade.", {}),
    ("Deferred Action for Childhood Arrivals (DACA) ended.", {}),
    ("A family waits in Tapachula. Rosa Lind / AFP - Getty Images", {}),
    ("The road was open. Photo by Rosa Lind", {}),
    ("Photo: Tim Oak/Reuters", {}),
    ("He went to Oakport, Texas, and to Honduras and Mexico City.", {}),
    ("NOBODY KNOWS WHAT COMES NEXT", {}),
    ("The bill died. He is D-Calif. and she is R-Texas.", {}),
    # people and bodies in one run of capitals
    ("The Refugee Council Enver Solberg spoke for agreed.",
     {"Refugee Council": 1, "Enver Solberg": 1}),
    ("American Marc Lamont Hill and Republican Tad Moss met.",
     {"Marc Lamont Hill": 1, "Tad Moss": 1}),
    ("FBI Director Ned Rowe met Homeland Security Secretary Ian Fox.",
     {"FBI": 1, "Ned Rowe": 1, "Homeland Security": 1, "Ian Fox": 1}),
    ("Doctors Without Borders and the Red Cross helped.",
     {"Doctors Without Borders": 1, "Red Cross": 1}),
    ("Immigration and Customs Enforcement met Health and Human Services.",
     {"Immigration and Customs Enforcement": 1, "Health and Human Services": 1}),
    ("On Monday, April Jones met May Lin in June.", {"April Jones": 1, "May Lin": 1}),
    ("The King County Sheriff's Office called.", {"King County Sheriff's Office": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MERGED + APART)
def test_mentions_per_actor(text, expected):
    """Each actor has the mentions that a reader would give it, and nobody else has."""
    counts = spans_of(text, groups=False)["label"].value_counts().to_dict()
    assert counts == expected


TYPES = [
    ("Tad Moss said no.", "Tad Moss", "person"),
    ("The reporter asked lawyer Enzel Wuk.", "Enzel Wuk", "person"),
    ("Wuk Enzel, who lives here, left.", "Wuk Enzel", "person"),
    ("Wuk, 34, left.", "Wuk", "person"),
    ("Gov. Wuk left.", "Wuk", "person"),
    ("It was the Larkmoor Gazette.", "Larkmoor Gazette", "organisation"),
    ("Quill Industries sued.", "Quill Industries", "organisation"),
    ("The Ministry of Fisheries sued.", "Ministry of Fisheries", "government"),
    ("The White House declined.", "White House", "government"),
    ("They asked the RRQ about it.", "RRQ", "organisation"),
    ("They saw Wuk there.", "Wuk", "unknown"),
]


@pytest.mark.parametrize(("text", "label", "expected"), TYPES)
def test_type_needs_evidence(text, label, expected):
    """A type is told by words of the name or beside it, or stays unknown."""
    spans = spans_of(text, groups=False)
    assert spans.set_index("label").loc[label, "actor_type"] == expected


PLACES = [
    ("He lives in Oakport, Texas.", ["Oakport", "Texas"]),
    ("The city of Larkmoor is small.", ["Larkmoor"]),
    ("She left El Salvador for the United States.", ["El Salvador", "United States"]),
    ("They crossed the Androl River into Quill County.",
     ["Androl River", "Quill County"]),
    ("U.S. President Ada Brook left.", ["U.S."]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_places_are_actors_only_when_asked_for(text, expected):
    """Places are typed as such and left out by default."""
    spans = spans_of(text, groups=False, places=True)
    assert spans.loc[spans["actor_type"] == "place", "text"].tolist() == expected
    assert set(spans_of(text, groups=False)["text"]) & set(expected) == set()


def test_one_country_has_one_label():
    """U.S., US, America and the United States are one place."""
    text = "The U.S. and the US are America, the United States."
    labels = {label for _, label in named(text, places=True)}
    assert len(labels) == 1


def test_two_bearers_of_a_surname_are_not_guessed():
    """A surname of two persons is ambiguous and goes to neither."""
    spans = spans_of("Bill Marsh met Hillary Marsh. Then Marsh smiled.")
    last = spans.iloc[-1]
    assert last["ambiguous"]
    assert last["label"] == "Marsh"
    assert last["rule"] == "may be Bill Marsh or Hillary Marsh"
    assert last["confidence"] < 0.5


def test_an_honorific_tells_two_bearers_apart():
    """Mr. and Mrs. choose between a man and a woman of one surname."""
    text = "Bill Marsh met Hillary Marsh. Mrs. Marsh smiled. Mr. Marsh left."
    spans = spans_of(text)
    assert spans["label"].tolist()[2:] == ["Hillary Marsh", "Bill Marsh"]
    assert not spans["ambiguous"].any()


def test_every_merge_has_a_reason():
    """The rule names the full name that a short name was merged into."""
    spans = spans_of("Mike Pine of the River Aid Network (RAN) met RAN. Pine left.")
    rules = spans.set_index("text")["rule"]
    assert rules["Pine"] == "surname of Mike Pine"
    defined = "defined in the text: River Aid Network (RAN)"
    assert set(rules[["RAN"]]) == {defined}


ROLES = [
    ("Former President Carla Vane came. The president left.", "Carla Vane"),
    ("Juan Vega, the president of Honduras, left.", "Juan Vega"),
    ("They asked the governor, Lou Falk, about it.", "Lou Falk"),
    ("Prime Minister Ada Brook came. The prime minister left.", "Ada Brook"),
    ("President Ada Brook came. President Ivo Kern came. The president left.",
     "Ivo Kern"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ROLES)
def test_an_office_goes_to_its_holder(text, expected):
    """The office goes to who stands beside it, else to its last holder."""
    spans = spans_of(text)
    assert spans.loc[spans["mention"] == "role", "label"].tolist() == [expected]


def test_an_office_of_elsewhere_is_left_alone():
    """The mayor of another town is not the mayor in the story."""
    spans = spans_of("Mayor Tom Reed won. The mayor of Millbrook lost.")
    assert (spans["mention"] != "role").all()


def test_pronouns_are_off_by_default():
    """He and she are resolved only when asked for."""
    text = "Maria Ortiz was late. She apologised."
    assert len(spans_of(text)) == 1
    spans = spans_of(text, pronouns=True)
    assert spans["label"].tolist() == ["Maria Ortiz"] * 2
    assert spans["mention"].tolist()[1] == "pronoun"


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Kern met Tad Moss. He left.",
        "Maria Ortiz was late. He left.",
        "The dog was late. She barked.",
    ],
)
def test_a_doubtful_pronoun_is_not_guessed(text):
    """With two possible persons, or none, a pronoun stays unresolved."""
    spans = spans_of(text, pronouns=True)
    assert (spans["mention"] != "pronoun").all()


@pytest.mark.parametrize(
    "headline", ["MAYOR REED WINS AGAIN", "Reed Wins Again as Workers Stay Home"]
)
def test_headlines_match_only_names_of_the_body(headline):
    """In capitals nothing new is found; what the body knows is."""
    spans = spans_of(f"{headline}\n\nMayor Tom Reed won on Tuesday.", groups=False)
    assert spans["label"].tolist() == ["Tom Reed", "Tom Reed"]
    assert spans["rule"].tolist()[0] == "headline, known from the body"


KNOWN_HARD = [
    ("They cheered for Belgium, which won 3-0.", "Belgium", "organisation"),
    ("Hope Grace won. Hope is happy.", "Hope Grace", "person"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "label", "expected"), KNOWN_HARD)
@pytest.mark.xfail(
    strict=True, reason="national teams and names made of common words need a parser"
)
def test_known_hard(text, label, expected):
    """Cases that the rules are known to get wrong."""
    spans = spans_of(text, places=True)
    counts = spans[spans["label"] == label]
    assert set(counts["actor_type"]) == {expected}
    assert len(counts) == text.count(label.split()[0])


def test_articles_share_an_actor_by_full_name_only():
    """A full name links two articles; a bare surname does not."""
    docs = pd.DataFrame(
        {"text": ["Tad Moss came.", "Tad Moss left.", "Mr. Moss stayed."]},
        index=["a", "b", "c"],
    )
    spans = find_actors(fr.Corpus(docs)).spans
    assert spans["actor"].tolist() == ["tad-moss", "tad-moss", "moss"]


def test_an_article_reads_the_same_in_any_corpus():
    """Other articles do not change which words are names."""
    first = "Tad Moss came. Grace matters. Moss left for Oakport."
    docs = pd.DataFrame(
        {"text": [first, "They met Grace. Oakport is in Texas, moss grows."]},
        index=["a", "b"],
    )
    both = find_actors(fr.Corpus(docs)).spans
    alone = spans_of(first)
    columns = ["start", "end", "text", "rule", "mention"]
    pd.testing.assert_frame_equal(
        both.loc[both["doc_id"] == "a", columns], alone[columns]
    )


def test_labels_are_ordered_by_articles_then_mentions():
    """The actor in most articles comes first."""
    docs = pd.DataFrame(
        {"text": ["Tad Moss met Ivo Kern. Moss left. Moss ran.", "Ivo Kern left."]},
        index=["a", "b"],
    )
    assert find_actors(fr.Corpus(docs)).labels == ("Ivo Kern", "Tad Moss")


def test_no_names_gives_an_empty_table_with_columns():
    """Articles without a name give no rows, all columns, zeros per document."""
    docs = pd.DataFrame({"text": ["", "   ", "it rains."]}, index=["a", "b", "c"])
    found = find_actors(fr.Corpus(docs))
    assert len(found) == 0
    assert {"label", "actor", "actor_type", "rule", "head"} <= set(found.spans.columns)
    assert found.per_document().empty


def test_cut_text_holds_no_actors():
    """What cleaning set aside is never searched."""
    text = "Tad Moss left. Photo courtesy of Ivo Kern"
    docs = pd.DataFrame({"text": [text]}, index=["a"])
    start = text.index("Photo")
    cuts = pd.DataFrame(
        [["a", start, len(text), "credit", text[start:]]],
        columns=["doc_id", "start", "end", "reason", "text"],
    )
    assert find_actors(fr.Corpus(docs, cuts)).labels == ("Tad Moss",)


def test_a_recogniser_passes_through_the_same_merger():
    """Spans from elsewhere are merged by the same rules and keep their type."""
    text = "wuk tam spoke; later tam left."

    def recogniser(corpus):
        doc_id = corpus.doc_ids[0]
        return [(doc_id, 0, 7, "person"), (doc_id, 21, 24, "person")]

    spans = spans_of(text, recognizer=recogniser)
    assert spans["text"].tolist() == ["wuk tam", "tam"]
    assert len(set(spans["label"])) == 1
    assert spans["rule"].tolist()[1] == "surname of wuk tam"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("x", 0, 3)], "not there"),
        ([("a", 0, 99)], "outside the text"),
        ([("a", 0, 3, "animal")], "no type|gave the type"),
    ],
)
def test_a_faulty_recogniser_is_refused(rows, message):
    """A span that cannot be is named in the error."""
    with pytest.raises(ValueError, match=message):
        spans_of("Tad Moss.", recognizer=lambda corpus: rows)


def test_a_recogniser_must_be_callable():
    """What can neither be called nor loaded is no recogniser."""
    with pytest.raises(TypeError, match="must be callable"):
        spans_of("Tad Moss.", recognizer=3)
