"""In a notebook: every value draws itself, in both themes, and names complete."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

import framing as fr

EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def values():
    """One of each value, of articles that try to be more than text."""
    rows = [
        {
            "id": f"a{i}{EVIL}",
            "outlet": f"{EVIL}{i % 2}",
            "title": EVIL,
            "text": f'{EVIL} Police met Ana Ruiz. "We fled," Ana Ruiz said. Day {i}.',
        }
        for i in range(6)
    ]
    corpus = fr.read_articles(rows)
    lexicon = fr.Lexicon.from_dict({EVIL: ["police"], "care": ["fled"]})
    frames = fr.find_frames(corpus, lexicon)
    actors = fr.find_actors(corpus, {f"Ruiz {EVIL}": ["Ana Ruiz"]})
    quotes = fr.find_quotes(corpus, actors=actors)
    first = corpus.doc_ids[0]
    return {
        "corpus": corpus,
        "tokens": frames.tokens,
        "lexicon": lexicon,
        "frames": frames,
        "actors": actors,
        "quotes": quotes,
        "counts": fr.ArticleCounts(frames.per_document()),
        "comparison": fr.compare(frames, by="outlet"),
        "report": fr.report(corpus, lexicon=lexicon, scorer="fast"),
        "marked": frames.highlight(first, actors, quotes),
    }


NAMES = (
    "corpus",
    "tokens",
    "lexicon",
    "frames",
    "actors",
    "quotes",
    "counts",
    "comparison",
    "report",
    "marked",
)


@pytest.mark.parametrize("name", NAMES)
def test_every_value_draws_itself_and_stays_text(values, name):
    """No value lacks a drawing, and none lets a tag of an article through."""
    drawn = values[name]._repr_html_()
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn or name == "quotes"


@pytest.mark.parametrize("name", NAMES)
def test_drawings_take_the_ink_of_the_notebook(values, name):
    """Letters have the colour of the theme around them, whether it is dark or light."""
    drawn = values[name]._repr_html_()
    style = "".join(re.findall(r"<style>(.*?)</style>", drawn, re.DOTALL))
    inks = re.findall(r"(?<![-\w])color:([^;}]+)", style)
    assert inks
    assert set(inks) == {"inherit"}


def test_kinds_look_different_without_colour(values):
    """Labels have a key, actors dots, quotes a slant and their speaker."""
    drawn = values["marked"].html
    assert re.search(r'<mark style="--c:#\w+"[^>]*>fled</mark><sup>C', drawn)
    assert 'class="fr-a"' in drawn or "fr-a fr-q" in drawn or "fr-q fr-a" in drawn
    assert "text-decoration:underline dotted" in drawn
    assert "font-style:italic" in drawn
    assert re.search(r"</mark><sup>[^<]*Ruiz", drawn)


def test_speaker_stands_behind_the_whole_quote():
    """A frame inside a quote does not repeat who speaks."""
    corpus = fr.read_articles([{"text": '"We fled from home," Ana Ruiz said.'}])
    lexicon = fr.Lexicon.from_dict({"care": ["fled"]})
    quotes = fr.find_quotes(corpus, actors=fr.find_actors(corpus))
    shown = fr.find_frames(corpus, lexicon).highlight(corpus.doc_ids[0], quotes)
    assert shown.plain.count("Ana Ruiz]") == 1
    assert shown.html.count("<sup>Ana Ruiz</sup>") == 1


def test_names_and_rooms_complete_before_they_are_loaded():
    """What the Tab key offers: every public name, every room, and nothing else."""
    code = (
        "import framing as fr; print([n for n in dir(fr) if n[0] != '_']);"
        "print(all(hasattr(fr, n) for n in dir(fr)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    shown, there = done.stdout.splitlines()
    names = set(re.findall(r"'(\w+)'", shown))
    assert set(fr.__all__) <= names
    rooms = {"annotate", "comparison", "corpus", "lexicon", "plots", "validate"}
    assert rooms <= names
    assert not names & {"import_module", "version", "TYPE_CHECKING"}
    assert there == "True"
