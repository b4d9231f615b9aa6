"""Cleaning as cuts: what is marked, what never is, and what stays true of any text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing as fr
from framing.corpus.cleaning import REASONS, Cut, find_cuts

BODY = "The ferry came back to the harbor on Monday after two weeks of storms."
SHARED = Path(__file__).parents[2].parent / "shared" / "data"


def cut_texts(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(text[c.start : c.end], c.reason) for c in find_cuts(text, title=title)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("IE 11 is not supported. Please visit our site on another browser.", "notice"),
        ("For an optimal experience visit our site on another browser.", "notice"),
        ("Please enable JavaScript to view this page.", "notice"),
        ("Your browser does not support the video tag.", "notice"),
        ("This article is more than 2 years old", "notice"),
        ("7 years ago", "notice"),
        ("[pullquote]", "notice"),
        ("OPINION:", "notice"),
        ("Editor's note: The ferry line advertises in this paper.", "notice"),
        ("Correction: An earlier version misspelled the captain's name.", "notice"),
        ("The opinions expressed here are those of the author.", "notice"),
        ("Sign up for our daily newsletter", "newsletter"),
        ("Sign up for our newsletter, the Harbor at Seven.", "newsletter"),
        ("Get the stories you care about delivered to your inbox.", "newsletter"),
        ("Want more like this? Sign up here.", "newsletter"),
        ("Harbor Briefing Every morning. Email Sign Up By signing up you agree to "
         "receive mail.", "newsletter"),
        ("Newsletter Sign-up", "newsletter"),
        ("Advertisement", "promo"),
        ("ADVERTISEMENT", "promo"),
        ("Story Continued Below", "promo"),
        ("Get more newsLiveon", "promo"),
        ("Read more: Storm closes the harbor", "promo"),
        ("READ MORE:", "promo"),
        ("SEE ALSO: Ferry captain honored", "promo"),
        ("Related: What a ferry costs", "promo"),
        ("More On This...", "promo"),
        ("CLICK HERE TO GET THE HARBOR NEWS APP", "promo"),
        ("Click for more from The Valley Times.", "promo"),
        ("IMAGE: Ferry in the harbor", "caption"),
        ("VIDEO: Storm over the harbor", "caption"),
        ("FILE - In this Oct. 1, 2018, photo, the ferry leaves.", "caption"),
        ("Image copyright Jane Doe Image caption The ferry at its pier", "caption"),
        ("Enlarge this image toggle caption Jane Doe/Harbor Images", "caption"),
        ("toggle caption Jane Doe for the Post", "caption"),
        ("Slideshow (4 Images)", "caption"),
        ("The ferry leaves on Saturday.Jane Doe / AFP - Getty Images", "caption"),
        ("The ferry leaves on Saturday.Jane Doe / Harbor Post", "caption"),
        ("The ferry leaves on Saturday. Jane Doe/AP", "caption"),
        ("The ferry leaves on Saturday. (AP Photo/Jane Doe)", "caption"),
        ("The ferry leaves on Saturday. (Photo: Jane Doe)", "caption"),
        ("The ferry leaves, October 1, 2018. REUTERS/Jane Doe", "caption"),
        ("The ferry leaves on Saturday. Photograph: Jane Doe/Harbor", "caption"),
        ("AFP/Getty Images", "caption"),
        ("By Jane Doe", "byline"),
        ("By JANE DOE, Associated Press", "byline"),
        ("By Jane Doe and Juan de la Cruz", "byline"),
        ("By Jane Doe, BBC News, Washington", "byline"),
        ("Jane Doe contributed to this report.", "byline"),
        ("\u2014Jane R. Doe and Juan Cruz Jr. contributed to this article.", "byline"),
        ("Additional reporting by Jane Doe", "byline"),
        ("Jane Doe is a writer in Port Alva. Follow her on Twitter @doe.", "byline"),
        ("Copyright 2018 Harbor Post. All rights reserved.", "copyright"),
        ("\u00a9 2018 Harbor Post", "copyright"),
        ("Write to Jane Doe at jane.doe@example.org", "contact"),
        ("jane.doe@example.org", "contact"),
        ("Follow @harborpost", "social"),
        ("Follow the Post on social media for the latest town news.", "social"),
        ("Follow Jane Doe on Twitter: @doe", "social"),
        ("Share this article Share Tweet Email", "social"),
        ("Facebook Twitter Email", "social"),
        ("Read or Share this story: https://example.org/x", "social"),
    ],
)  # fmt: skip
def test_line_is_cut_whole(line: str, reason: str) -> None:
    """The line between two paragraphs is one cut, the paragraphs are none."""
    text = f"{BODY}\n\n  {line} \n\n{BODY}"
    assert cut_texts(text) == [(line, reason)]


@pytest.mark.parametrize(
    "dateline",
    [
        "EL PASO, Texas (Border Report) \u2013 ",
        "WASHINGTON (Reuters) - ",
        "WASHINGTON/NEW YORK (Reuters) - ",
        "SACRAMENTO, Calif./PRINCETON, N.J. (Reuters) - ",
        "SAN JOS\u00c9, Costa Rica (AP) \u2014 ",
        "PORT ALVA, Sorrel (Frontier Ledger) \u2013 ",
        "ST. LOUIS (AP) \u2014 ",
        "LOS ANGELES, Oct. 21 (Reuters) - ",
        "Washington (CNN) ",
        "Mexico City (CNN)",
        "Lake Buena Vista, Florida (CNN) - ",
        "(CNN) \u2014 ",
        "(CNN)",
        "(Reuters) - ",
        "WASHINGTON \u2014 ",
        "WASHINGTON\u2014",
        "LINDEN, N.J. - ",
        "NEW YORK -- ",
        "PARIS \u2014 ",
        "Reporting from Washington \u2014 ",
    ],
)
@pytest.mark.parametrize("head", ["", "Ferry back\n\nStorms are over.\n\n"])
def test_dateline_is_cut(head: str, dateline: str) -> None:
    """Place and agency go, the sentence stays; a headline may stand above."""
    assert cut_texts(f"{head}{dateline}{BODY}\n\n{BODY}") == [(dateline, "dateline")]


def test_one_dateline_and_only_near_the_top() -> None:
    """A second one, or one far down, stays."""
    text = "\n".join([f"WASHINGTON \u2014 {BODY}", f"LONDON \u2014 {BODY}"])
    assert [reason for _, reason in cut_texts(text)] == ["dateline"]
    assert cut_texts("\n".join([BODY] * 8 + [f"LONDON \u2014 {BODY}"])) == []


@pytest.mark.parametrize(
    "line",
    [
        "DACA (Deferred Action for Childhood Arrivals) \u2014 a program \u2014 ended.",
        "ICE (Immigration and Customs Enforcement) - an agency - replied.",
        "UNHCR (the refugee agency) \u2014 which runs the camp \u2014 replied.",
        "NAFTA \u2014 The treaty was signed in 1992.",
        "BREAKING \u2014 The ferry is back.",
        "The Associated Press (AP) reported that the ferry was back.",
        "Sen. Jane Doe (R-Fla.) \u2014 who voted no \u2014 left early.",
        "Cable News Network (CNN) President Jane Doe resigned.",
        "The U.S. \u2014 and Mexico \u2014 signed it.",
        "Officials in WASHINGTON \u2014 and elsewhere \u2014 agreed.",
        "By Tuesday, there were signs that the storm was over.",
        "By Friday Morning, Captain Doe had left.",
        "By the Numbers",
        "By any means necessary",
        "Advertisement rates rose last year, the paper said.",
        "Sign up for the health plans begins on Monday, and millions may enroll.",
        "People can sign up by email, the ministry said in a statement.",
        "Subscribe was the word he used for it.",
        "Get out of the boat, the captain shouted.",
        "More than 400 people watched the ferry.",
        "More women than men voted: 52 percent.",
        "Related charges were dropped on Monday.",
        "Share prices fell, and Facebook lost a tenth of its value.",
        "Follow the money, the prosecutor said.",
        "Copyright law protects the logbook.",
        "Video of the storm was shown in court.",
        "Photos from the pier show the captain waving.",
        "Image is everything, she said.",
        "Close friends of the captain were relieved.",
        "Watch the harbor, he told them, and wait.",
        "Read the letter, she said.",
        "Contact with the boat was lost at noon.",
        "Storms contributed to this year's losses.",
        "The storm, the captain said, contributed to the report being late.",
        "Jane Doe is a fisherman from Port Alva who saw the storm.",
        "The photograph was taken by Jane Doe of Getty Images.",
        "The poll was done by the Harbor Post and Reuters.",
        "He left the U.S. Navy for The Hague",
        "She has worked for the A.P. and for Reuters.",
        "He paid $400/month for the boat.",
        "The men (and/or the women) left.",
        "\u201cWe are back,\u201d he wrote to the crew.",
        "The ministry uses cookies, the report says.",
        "All rights of passage were reserved, he said.",
        "Two years ago the ferry sank.",
        "7 years ago the ferry sank.",
        "The opinions of the crew differ.",
        "Correction officers met on Monday.",
        "Ferries: what the numbers say",
        "The ferry (pictured in 2012) is back.",
        "He asked readers to vote now, not later.",
        "AD 70 was the year of the siege.",
        "Email remains the crew's only link.",
        "Loading the ferry took two hours.",
        "Trending upward, prices rose again.",
        "Support for journalism students fell, she said.",
    ],
)
def test_sentence_is_not_cut(line: str) -> None:
    """Sentences that use the words of a rule stay whole, first or in the middle."""
    assert cut_texts(f"{line}\n\n{BODY}") == []
    assert cut_texts(f"{BODY}\n\n{line}\n\n{BODY}") == []


def test_last_sentence_of_a_paragraph_on_who_contributed() -> None:
    """The sentence before it stays."""
    text = f"{BODY} Jane R. Doe contributed to this report."
    assert cut_texts(text) == [("Jane R. Doe contributed to this report.", "byline")]


def test_author_note_needs_an_article_above_it() -> None:
    """One sentence on the author counts among the last lines only."""
    note = "Jane Doe is a columnist for the Harbor Post."
    assert cut_texts(f"{BODY}\n{BODY}\n{note}") == [(note, "byline")]
    assert cut_texts(note) == []
    assert cut_texts("\n".join([note, BODY, BODY, BODY, BODY])) == []


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("See https://example.org/a?b=c#d.", "https://example.org/a?b=c#d"),
        ("See (www.example.org/a), he said.", "www.example.org/a"),
        ("Done. pic.twitter.com/AbC \u2014 Jane", "pic.twitter.com/AbC"),
    ],
)
def test_address_within_a_sentence(text: str, url: str) -> None:
    """Only the address is cut, without the mark that follows it."""
    assert cut_texts(f"{BODY} {text}") == [(url, "url")]


def test_name_of_a_site_is_no_address() -> None:
    """Example.org as a name in a sentence stays."""
    assert cut_texts("Jane Doe founded Example.org in 2012.") == []


def test_pointer_in_parentheses() -> None:
    """(RELATED: ...) within a paragraph."""
    pointer = "(RELATED: Storm closes the harbor)"
    assert cut_texts(f"{BODY} {pointer} {BODY}") == [(pointer, "promo")]
    assert cut_texts(f"{BODY} (The reason: storms) {BODY}") == []


def test_headline_is_cut_only_if_it_is_the_title() -> None:
    """Case, quotation marks and blanks do not count."""
    text = f"FERRY \u2018back\u2019  in harbor\n\n{BODY}"
    expected = [("FERRY \u2018back\u2019  in harbor", "headline")]
    assert cut_texts(text, title="Ferry 'back' in harbor") == expected
    assert cut_texts(text, title="Ferry in harbor") == []
    assert cut_texts(text) == []
    far = "\n".join([BODY] * 4 + ["Ferry"])
    assert cut_texts(far, title="Ferry") == []


def test_empty_title_and_text() -> None:
    """Nothing in, nothing out."""
    assert find_cuts("") == ()
    assert find_cuts("\n \n", title="") == ()


def test_windows_line_ends() -> None:
    """A carriage return is no part of a cut."""
    assert cut_texts(f"{BODY}\r\nAdvertisement\r\n{BODY}") == [
        ("Advertisement", "promo")
    ]


def test_source_keeps_and_clean_text_loses_the_debris() -> None:
    """Offsets hold in both: a cut is blank in the one and whole in the other."""
    text = f"WASHINGTON (AP) \u2014 {BODY}\nAdvertisement\n{BODY}"
    corpus = fr.read_articles([{"text": text}])
    assert corpus.texts == (text,)
    assert corpus.clean_texts[0].split() == f"{BODY} {BODY}".split()
    for row in corpus.cuts.itertuples():
        assert text[row.start : row.end] == row.text
        assert not corpus.clean_texts[0][row.start : row.end].strip()


DEBRIS = (
    "Advertisement|WASHINGTON (AP) \u2014 |By Jane Doe|https://example.org/x|"
    "(RELATED: x)|Jane Doe / AFP|Read more:|(CNN)| contributed to this report.|"
    "\u00a9 2018|IMAGE:|x@y.org|Follow @x|Photo by Jane Doe|Jane Doe is a"
).split("|")
PIECES = st.sampled_from(
    [BODY, *DEBRIS, *"\n\n \r.A()\u2028\U0001f6a2", "\n\n", "\n", "\n"]
)


@given(
    st.one_of(st.text(), st.lists(PIECES, max_size=25).map("".join)),
    st.one_of(st.none(), st.text(max_size=20)),
)
def test_cuts_lie_in_the_text_in_order_without_overlap(
    text: str, title: str | None
) -> None:
    """For any text: spans are valid, sorted, disjoint, not blank, and explained."""
    end = 0
    for cut in find_cuts(text, title=title):
        assert isinstance(cut, Cut)
        assert end <= cut.start < cut.end <= len(text)
        assert text[cut.start : cut.end].strip()
        assert cut.reason in REASONS
        end = cut.end


@given(st.lists(PIECES, min_size=1, max_size=25).map("".join))
def test_clean_text_has_the_length_and_lines_of_its_source(text: str) -> None:
    """Blanked text keeps every offset and every line break."""
    if not text.strip():
        return
    corpus = fr.read_articles([{"text": text}])
    clean = corpus.clean_texts[0]
    assert len(clean) == len(text)
    assert all(a == b or a == " " for a, b in zip(clean, text, strict=True))
    assert clean.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    "piece",
    [
        "Ab ",
        "A. ",
        "AAA ",
        "Ab Ab, ",
        "(RELATED: ",
        "www.",
        "a@",
        "share ",
        "Ab/",
        "\u201c",
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    """Repetition does not make a rule try for ever; generous, to catch explosions."""
    begin = time.perf_counter()
    for length in (300, 900, 200_000):
        find_cuts(piece * (length // len(piece)))
        find_cuts(f"By {piece * (length // len(piece))}x contributed to ( —")
    assert time.perf_counter() - begin < 20


@pytest.mark.skipif(not (SHARED / "seeds").exists(), reason="development data absent")
def test_two_real_articles_lose_all_debris_and_nothing_else() -> None:
    """One dateline; one notice, one promo, one label and one caption."""
    cuts = fr.read_articles(SHARED / "seeds").cuts
    assert cuts["reason"].tolist() == [
        "dateline", "notice", "promo", "caption", "caption"
    ]  # fmt: skip
    assert cuts["start"].tolist() == [0, 0, 269, 1136, 1162]
    assert cuts["end"].tolist() == [33, 84, 288, 1161, 1330]


def test_a_notice_glued_to_a_sentence_is_cut():
    """A browser notice that lost its line break is cut, the sentence is not."""
    notice = "This browser is no longer supported. Use another."
    text = f"The rain stopped on Friday.{notice}"
    assert cut_texts(text) == [(notice, "notice")]
    spaced = "Lee sighed. Your browser is not a person, he said."
    assert cut_texts(spaced) == []
