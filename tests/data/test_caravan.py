"""The bundled example corpus: its files agree with one another and its description."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

DATA = Path(str(files("framing") / "data"))
EVENTS = ("departure", "roadblock", "accusation", "shelter", "river", "summit")
LEDGER, COURIER, POST, WIRE = OUTLETS = (
    "Frontier Ledger",
    "The Harbour Courier",
    "Meridian Post",
    "Civic Wire",
)
NAMES = {
    "Joren Talvane": r"\bTalvane\b",
    "Ilse Varnhold": r"\bVarnhold\b",
    "Frontier Passage Directorate": r"\bFPD\b|\b[Dd]irectorate\b",
    "Wayside Relief": r"\bWayside\b",
    "Aldous Renquist": r"\bRenquist\b",
}
GROUP = "the migrants"
SPEAKER_KINDS = ("official", "organiser", "aid", "migrant", "business", "other")
VOICES = ("unattributed", "quoted", "indirect")
FRAMES = ("security", "humanitarian")
QUOTE_MARKS = re.compile('["“”]')


def _read_csv(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def _read_table(first: str, second: str) -> list[dict[str, str]]:
    """Read the one table of caravan.md whose header starts with these two columns."""
    lines = (DATA / "caravan.md").read_text(encoding="utf-8").splitlines()
    (top,) = (
        i for i, line in enumerate(lines) if line.startswith(f"| {first} | {second} |")
    )
    columns = [cell.strip() for cell in lines[top].strip("|").split("|")]
    rows = []
    for line in lines[top + 2 :]:
        if not line.startswith("|"):
            break
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        rows.append(dict(zip(columns, cells, strict=True)))
    return rows


ARTICLES = {
    row["id"]: row
    for row in map(
        json.loads, (DATA / "caravan.jsonl").read_text(encoding="utf-8").splitlines()
    )
}
CODES = _read_csv("caravan-codes.csv")
TONES = _read_csv("caravan-tone.csv")


def _sentence(row: dict[str, str]) -> str:
    text = str(ARTICLES[row["doc_id"]]["text"])
    return text[int(row["start"]) : int(row["end"])]


def _outlet(row: dict[str, str]) -> str:
    return str(ARTICLES[row["doc_id"]]["outlet"])


def _share(frame: str, outlet: str, event: str | None = None) -> float:
    coded = [
        int(row[frame])
        for row in CODES
        if _outlet(row) == outlet
        and (event is None or ARTICLES[row["doc_id"]]["event"] == event)
    ]
    return sum(coded) / len(coded)


def _tone(outlet: str, actor: str, *voices: str) -> list[int]:
    return [
        int(row["tone"])
        for row in TONES
        if _outlet(row) == outlet and row["actor"] == actor and row["voice"] in voices
    ]


def _gaps(doc_id: str) -> list[str]:
    """Return the stretches of an article that no coded sentence covers."""
    text, at, gaps = ARTICLES[doc_id]["text"], 0, []
    for row in CODES:
        if row["doc_id"] == doc_id:
            gaps.append(text[at : int(row["start"])])
            at = int(row["end"])
    return [*gaps, text[at:]]


def test_every_line_is_one_article_with_a_unique_id() -> None:
    """Every line of the corpus is one complete article and no id occurs twice."""
    lines = (DATA / "caravan.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(ARTICLES) == 24
    for article in map(json.loads, lines):
        fields = ["id", "outlet", "event", "date", "title", "text"]
        assert list(article) == fields
        assert all(article[field].strip() for field in fields)
        assert date.fromisoformat(article["date"]).year == 2031


def test_every_outlet_tells_every_event_once() -> None:
    """The corpus is a full crossing of four outlets and six events."""
    told = Counter((a["outlet"], a["event"]) for a in ARTICLES.values())
    assert told == {(outlet, event): 1 for outlet in OUTLETS for event in EVENTS}


def test_articles_have_the_length_of_short_news() -> None:
    """Every article has between 8 and 14 coded sentences and 170 to 280 words."""
    for doc_id in ARTICLES:
        rows = [row for row in CODES if row["doc_id"] == doc_id]
        n_words = sum(len(_sentence(row).split()) for row in rows)
        assert 8 <= len(rows) <= 14, doc_id
        assert 170 <= n_words <= 280, (doc_id, n_words)


def test_sentences_are_in_order_and_do_not_overlap() -> None:
    """Within an article each sentence starts after the one before it has ended."""
    assert {row["doc_id"] for row in CODES} == set(ARTICLES)
    ends = dict.fromkeys(ARTICLES, 0)
    for row in CODES:
        start, end = int(row["start"]), int(row["end"])
        assert ends[row["doc_id"]] <= start < end
        assert end <= len(ARTICLES[row["doc_id"]]["text"])
        ends[row["doc_id"]] = end


def test_every_span_is_exactly_a_sentence() -> None:
    """A coded span starts like a sentence and ends with its stop or quotation mark."""
    for row in CODES:
        text = _sentence(row)
        assert text == text.strip()
        assert "\n" not in text
        assert re.match(r"[“\"]?[A-Z0-9]", text), text
        assert re.search(r"[.?!][”\"]?$", text), text


def test_no_two_articles_share_a_sentence() -> None:
    """Every coded sentence occurs once in the corpus."""
    assert max(Counter(map(_sentence, CODES)).values()) == 1


def test_only_the_documented_articles_hold_debris() -> None:
    """Text outside the coded sentences is blank but in the articles said to have it."""
    dirty = {d for d in ARTICLES if any(gap.strip() for gap in _gaps(d))}
    assert dirty == {row["doc_id"] for row in _read_table("doc_id", "debris")}


def test_sentence_codes_use_their_documented_values() -> None:
    """Frames are 0 or 1, and a speaker is given if and only if words are attributed."""
    for row in CODES:
        assert {row[frame] for frame in FRAMES} <= {"0", "1"}
        assert row["voice"] in VOICES
        attributed = row["voice"] != "unattributed"
        assert bool(row["speaker"]) == bool(row["speaker_kind"]) == attributed
        assert row["speaker_kind"] in ("", *SPEAKER_KINDS)


def test_quoted_sentences_hold_quotation_marks() -> None:
    """A sentence coded as quoted has a quotation mark in it."""
    quoted = [row for row in CODES if row["voice"] == "quoted"]
    assert all(QUOTE_MARKS.search(_sentence(row)) for row in quoted)


def test_a_speaker_is_of_one_kind() -> None:
    """The same speaker has the same kind throughout."""
    pairs = {(row["speaker"], row["speaker_kind"]) for row in CODES}
    assert max(Counter(speaker for speaker, _ in pairs).values()) == 1


def test_tone_codes_use_their_documented_values() -> None:
    """Tone is -1, 0 or 1, in a coded sentence, by its speaker unless unattributed."""
    speakers = {(r["doc_id"], r["start"], r["end"]): r["speaker"] for r in CODES}
    for row in TONES:
        key = (row["doc_id"], row["start"], row["end"])
        assert key in speakers
        assert row["tone"] in ("-1", "0", "1")
        assert row["actor"] in (*NAMES, GROUP)
        assert row["voice"] in VOICES
        expected = "" if row["voice"] == "unattributed" else speakers[key]
        assert row["speaker"] == expected


def test_every_naming_of_a_main_actor_has_one_tone_row() -> None:
    """A sentence has a tone row for an actor if and only if it names the actor."""
    named = Counter(
        (row["doc_id"], row["start"], actor)
        for row in CODES
        for actor, pattern in NAMES.items()
        if re.search(pattern, _sentence(row))
    )
    coded = Counter(
        (row["doc_id"], row["start"], row["actor"])
        for row in TONES
        if row["actor"] != GROUP
    )
    assert coded == named


def test_tone_toward_the_group_rests_on_a_documented_label() -> None:
    """Every tone row for the migrants lies in a sentence with a label of the group."""
    labels = list(_read_table("outlet", "crossers")[0])[1:]
    pattern = re.compile(rf"\b({'|'.join(labels)})\b", re.IGNORECASE)
    group = [row for row in TONES if row["actor"] == GROUP]
    assert all(pattern.search(_sentence(row)) for row in group)


@pytest.mark.parametrize("name", [*OUTLETS, *EVENTS, *NAMES, GROUP])
def test_description_names_every_outlet_event_and_actor(name: str) -> None:
    """The description speaks of every outlet, event and actor of the data."""
    assert name in (DATA / "caravan.md").read_text(encoding="utf-8")


def test_documented_frame_counts_are_those_of_the_codes() -> None:
    """The table of frames in the description repeats the codes."""
    expected = []
    for outlet in OUTLETS:
        pairs = [
            (r["security"], r["humanitarian"]) for r in CODES if _outlet(r) == outlet
        ]
        counts = (
            sum(a["outlet"] == outlet for a in ARTICLES.values()),
            len(pairs),
            sum(security == "1" for security, _ in pairs),
            sum(humanitarian == "1" for _, humanitarian in pairs),
            pairs.count(("1", "1")),
            pairs.count(("0", "0")),
        )
        expected.append([outlet, *map(str, counts)])
    documented = _read_table("outlet", "articles")
    assert [list(row.values()) for row in documented] == expected


def test_documented_voice_counts_are_those_of_the_codes() -> None:
    """The table of voices and speakers in the description repeats the codes."""
    documented = _read_table("outlet", "unattributed")
    assert [row["outlet"] for row in documented] == list(OUTLETS)
    for row in documented:
        codes = [code for code in CODES if _outlet(code) == row["outlet"]]
        counts = Counter(code["voice"] for code in codes)
        counts += Counter(code["speaker_kind"] for code in codes)
        assert all(int(row[column]) == counts[column] for column in list(row)[1:])


def test_documented_tone_counts_are_those_of_the_tone_file() -> None:
    """The table of tone in the description repeats the tone rows."""
    expected = [
        [
            outlet,
            actor,
            *(
                str(_tone(outlet, actor, *voices).count(tone))
                for voices in (("unattributed",), ("quoted", "indirect"))
                for tone in (-1, 0, 1)
            ),
        ]
        for outlet in OUTLETS
        for actor in (*NAMES, GROUP)
    ]
    documented = _read_table("outlet", "actor")
    assert [list(row.values()) for row in documented] == expected


def test_documented_label_counts_are_those_of_the_texts() -> None:
    """The table of labels repeats the sentences coded for the migrants."""
    for row in _read_table("outlet", "crossers"):
        texts = {
            _sentence(tone)
            for tone in TONES
            if tone["actor"] == GROUP and _outlet(tone) == row["outlet"]
        }
        for label in list(row)[1:]:
            found = [re.search(rf"\b{label}\b", text, re.IGNORECASE) for text in texts]
            assert int(row[label]) == sum(map(bool, found)), (row["outlet"], label)


@pytest.mark.parametrize("event", [None, *EVENTS])
def test_planted_frames_hold_overall_and_within_each_event(event: str | None) -> None:
    """Ledger > Post > Courier on security; Courier > Post > Ledger on humanitarian."""
    order = (LEDGER, POST, COURIER)
    security = [_share("security", outlet, event) for outlet in order]
    humanitarian = [_share("humanitarian", outlet, event) for outlet in order]
    assert security == sorted(security, reverse=True)
    assert len(set(security)) == 3
    assert humanitarian == sorted(humanitarian)
    assert len(set(humanitarian)) == 3


def test_post_is_balanced_and_wire_has_little_of_either_frame() -> None:
    """The Post's two frames differ by under 15 points; the Wire's are under 10%."""
    assert abs(_share("security", POST) - _share("humanitarian", POST)) < 0.15
    assert max(_share(frame, WIRE) for frame in FRAMES) < 0.10


def test_planted_tone_holds_in_unattributed_text() -> None:
    """The Ledger and the Courier lean opposite ways in their own unattributed text."""
    leaning = {
        "Joren Talvane": -1,
        "Wayside Relief": -1,
        GROUP: -1,
        "Ilse Varnhold": 1,
        "Frontier Passage Directorate": 1,
    }
    for actor, sign in leaning.items():
        assert sign * sum(_tone(LEDGER, actor, "unattributed")) > 0, actor
        assert sign * sum(_tone(COURIER, actor, "unattributed")) < 0, actor


def test_post_judges_only_through_speakers_and_wire_not_at_all() -> None:
    """The Post has tone in attributed words only, both ways; the Wire has none."""
    for actor in (*NAMES, GROUP):
        assert not any(_tone(POST, actor, "unattributed"))
        assert not any(_tone(WIRE, actor, *VOICES))
    both = {t for actor in NAMES for t in _tone(POST, actor, "quoted", "indirect")}
    assert {-1, 1} <= both


def test_planted_speakers_hold() -> None:
    """Officials lead in the Ledger, migrants and aid workers in the Courier."""
    kinds = {
        outlet: Counter(r["speaker_kind"] for r in CODES if _outlet(r) == outlet)
        for outlet in OUTLETS
    }
    shares = {
        outlet: {kind: count[kind] / (count.total() - count[""]) for kind in count}
        for outlet, count in kinds.items()
    }
    assert shares[LEDGER]["official"] > 0.5 > shares[POST]["official"]
    assert shares[COURIER]["migrant"] + shares[COURIER]["aid"] > 0.5
    assert kinds[POST]["migrant"]
    assert kinds[POST]["official"]
    assert shares[WIRE]["official"] + shares[WIRE]["business"] > 0.5
    assert not any(kinds[outlet]["business"] for outlet in (LEDGER, COURIER, POST))


def test_planted_labels_hold() -> None:
    """Each outlet has labels for the group that it uses more than any other outlet."""
    table = {row["outlet"]: row for row in _read_table("outlet", "crossers")}
    own = {
        LEDGER: ("crossers", "intruders"),
        COURIER: ("families", "travellers"),
        POST: ("migrants",),
        WIRE: ("walkers", "marchers", "applicants"),
    }
    for outlet, labels in own.items():
        for label in labels:
            counts = {name: int(row[label]) for name, row in table.items()}
            assert counts[outlet] > max(n for o, n in counts.items() if o != outlet)


def test_quotation_marks_differ_by_outlet() -> None:
    """The Courier and the Post set curly quotation marks, the others straight ones."""
    for article in ARTICLES.values():
        curly = article["outlet"] in (COURIER, POST)
        assert bool(re.search("[“”’]", article["text"])) == curly, article["id"]
        assert bool(re.search("[\"']", article["text"])) != curly, article["id"]
