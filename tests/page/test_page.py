"""The page: well formed, self-contained, escaped, every link leads somewhere."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import framing as fr
from framing.page.articles import choose_articles
from framing.page.trust import CONTRAST, N_PAIRS

VOID = {"meta", "link", "br", "input", "img", "hr"}
EVIL = '<script>alert("x")</script>'


class Reader(HTMLParser):
    """Collect what a browser would see and refuse tags that do not match."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.script = 0
        self.feed(page)
        self.close()
        assert not self.stack

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        found = dict(attrs)
        self.tags.append((tag, found))
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if "href" in found else []
        self.script += tag == "script"
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag


@pytest.fixture(scope="module")
def caravan() -> fr.Corpus:
    return fr.load_example("caravan")


@pytest.fixture(scope="module")
def by_outlet(caravan: fr.Corpus):
    return fr.report(caravan, by="outlet", events="event", scorer="fast")


@pytest.fixture(scope="module")
def hostile():
    rows = [
        {
            "id": f'{EVIL}"{i}',
            "outlet": f"{EVIL}&amp;{i % 2} $1_2 and $3^{{",
            "title": f"From $5_000 to $6^{{ {EVIL}",
            "text": f"{EVIL} Day {i}. Police came. </div><b onx='1'> Mayor "
            "Ana Ruiz said families fled violence &amp; hunger. http://x.example/a",
        }
        for i in range(6)
    ]
    corpus = fr.read_articles(rows)
    lexicon = fr.Lexicon.from_dict({EVIL: ["police"], "a' b\"": ["fled"]})
    return fr.report(
        corpus, lexicon=lexicon, actors={EVIL: ["Ana Ruiz"]}, scorer="fast"
    )


def test_page_is_well_formed(by_outlet) -> None:
    """Tags match, no attribute or identifier stands twice."""
    page = Reader(by_outlet.html)
    assert len(page.ids) == len(set(page.ids))


def test_every_link_leads_to_a_place_on_the_page(by_outlet) -> None:
    """No link is broken, and no link leaves the page."""
    page = Reader(by_outlet.html)
    assert len(page.links) > 50
    for link in page.links:
        own = link.startswith("#") and link[1:] in page.ids
        assert own or link.startswith("data:"), link[:80]


def test_references_inside_figures_resolve(by_outlet) -> None:
    """Clip paths and markers that a drawing uses are in the page."""
    page = Reader(by_outlet.html)
    assert set(re.findall(r"url\(#([^)]+)\)", by_outlet.html)) <= set(page.ids)


def test_nothing_is_loaded_from_elsewhere(by_outlet) -> None:
    """No attribute or style holds an address, and a policy forbids loading."""
    page = Reader(by_outlet.html)
    loads = {"src", "srcset", "action", "data", "poster", "background", "xlink:href"}
    for tag, found in page.tags:
        assert not loads & set(found), tag
        assert "//" not in (found.get("style") or "")
    styles = re.findall(r"<style>(.*?)</style>", by_outlet.html, re.DOTALL)
    assert not re.search(r"@import|//|url\((?!#)", "".join(styles))
    assert "default-src 'none'" in by_outlet.html


def test_texts_from_outside_stay_text(hostile) -> None:
    """A script in a title, id, outlet, label or article is shown, not run."""
    page = Reader(hostile.html)
    assert page.script == 1
    assert EVIL not in hostile.html
    assert "&lt;script&gt;alert" in hostile.html
    assert not any("onx" in found for _, found in page.tags)


def test_an_address_in_an_article_does_not_become_a_link(hostile) -> None:
    """Addresses in texts are text."""
    links = Reader(hostile.html).links
    assert all(link.startswith(("#", "data:")) for link in links)
    assert "http://x.example/a" in hostile.html


def test_notebook_views_are_escaped(hostile) -> None:
    """The short views escape like the page."""
    assert EVIL not in hostile._repr_html_()
    assert "articles 6" in repr(hostile)


def test_the_answer_stands_first(by_outlet) -> None:
    """Question, answer and how sure it is come before everything else."""
    main = by_outlet.html.split("<main>")[1]
    assert main.index("how sure can we be?") < main.index("<ul>")
    for line in by_outlet.answer:
        assert escape(line) in main[: main.index("<ul>")]


def test_names_in_other_scripts_give_a_page_without_a_warning() -> None:
    """Letters that no font here has are drawn by the browser."""
    rows = [
        {"text": "Police came. Families fled.", "outlet": name, "title": f"{name} 1"}
        for name in ("\U00012000\U00012001", "人民日报", "الأهرام", "Правда")
    ]
    with pytest.warns(fr.FramingWarning, match="copies|same|alike"):
        corpus = fr.read_articles(rows)
    html = fr.report(corpus, by="outlet", scorer="fast").html
    assert all(row["outlet"] in html for row in rows)


def test_every_control_and_figure_has_a_name(by_outlet) -> None:
    """Figures have an alternative text; regions that scroll have a label."""
    page = Reader(by_outlet.html)
    figures = [found for tag, found in page.tags if tag == "svg"]
    assert len(figures) == len(by_outlet.figures) == 5
    for found in figures:
        assert found["role"] == "img"
        assert set((found["aria-labelledby"] or "").split()) <= set(page.ids)
    regions = [found for _, found in page.tags if found.get("role") == "region"]
    assert regions
    assert all(found["aria-label"] for found in regions)


def test_same_input_gives_the_same_page(caravan, by_outlet) -> None:
    """Nothing on the page depends on time or chance."""
    again = fr.report(caravan, by="outlet", events="event", scorer="fast")
    assert again.html == by_outlet.html


def test_all_articles_are_shown_with_every_hit_marked(by_outlet) -> None:
    """An article stands on the page letter for letter, cuts included."""
    page = Reader(by_outlet.html)
    assert sum(tag == "article" for tag, _ in page.tags) == len(by_outlet.corpus)
    starts = {
        f"f-{by_outlet.corpus.doc_ids.index(doc_id)}-{start}"
        for doc_id, start in by_outlet.frames.spans[["doc_id", "start"]].to_numpy()
    }
    assert starts <= set(page.ids)


def test_two_outlets_stand_side_by_side(by_outlet, caravan) -> None:
    """The two articles that are open at first come from two outlets."""
    page = by_outlet.html
    options = re.findall(r'<option value="art-(\d+)">', page)
    right = int(re.search(r'data-first="(\d+)"', page)[1])
    outlets = caravan.variable("outlet")
    assert outlets.iloc[int(options[0])] != outlets.iloc[int(options[right])]


def test_marked_article_reads_as_its_source(by_outlet) -> None:
    """Marking changes no character of the text."""

    class Text(HTMLParser):
        text = ""

        def handle_data(self, data: str) -> None:
            self.text += data

    bodies = re.findall(r'<div class="text">(.*?)</div>', by_outlet.html, re.DOTALL)
    shown = []
    for body in bodies:
        reader = Text()
        reader.feed(body)
        shown.append(reader.text)
    assert sorted(shown) == sorted(by_outlet.corpus.texts)


def test_large_corpus_is_sampled_and_says_so(caravan) -> None:
    """The page shows as many articles as asked for, the same ones every time."""
    some = caravan.where(event=["river", "summit"])

    def page(seed):
        return fr.report(some, by="outlet", max_articles=2, seed=seed, scorer="fast")

    assert page(3).html.count("<article ") == 2
    assert "2 of 8 articles, drawn at random with seed 3" in page(3).html
    drawn = [choose_articles(page(seed)) for seed in (3, 3, 4, 5, 6)]
    assert drawn[0] == drawn[1]
    assert len({tuple(one) for one in drawn}) > 1


def test_evidence_on_the_page_is_the_comparisons(by_outlet) -> None:
    """Every number with hits leads to a fold-out with the sentences behind it."""
    page = Reader(by_outlet.html)
    result = by_outlet.frame_comparison
    spans = by_outlet.frames.spans.assign(voice=by_outlet.voices.part_of)
    for i, group in enumerate(result.groups):
        for k, label in enumerate(result.labels):
            rows = result.evidence(group, label)
            assert (f"ev-frames-{i}-{k}" in page.ids) == (len(rows) > 0)
            found = re.search(
                rf'id="ev-frames-{i}-{k}">.*?</details>', by_outlet.html, re.DOTALL
            )
            members = result.design.members(group)
            own = spans["doc_id"].isin(
                [result.found.corpus.doc_ids[i] for i in members]
            )
            own &= spans["label"] == label
            n = spans.loc[own, ["sentence", "voice"]].drop_duplicates().shape[0]
            assert (found[0].count("<li>") if found else 0) == n


def test_page_of_fifty_articles_is_under_two_megabytes(caravan) -> None:
    """Fifty articles of usual length fit into a page that can be mailed."""
    docs = pd.concat([caravan.docs] * 3, ignore_index=True).head(50)
    docs["text"] = [f"{text}\n\n" * 3 for text in docs["text"]]
    docs.insert(0, "id", [f"a{i}" for i in range(50)])
    with pytest.warns(fr.FramingWarning):
        corpus = fr.read_articles(docs)
    assert len(fr.report(corpus, by="outlet", scorer="fast").html.encode()) < 2_000_000


def test_save_writes_the_page(by_outlet, tmp_path) -> None:
    """The file holds the page, as UTF-8."""
    path = by_outlet.save(tmp_path / "a.html")
    assert path.read_text(encoding="utf-8") == by_outlet.html


def test_save_into_a_missing_folder_says_so(by_outlet, tmp_path) -> None:
    """The message names the folder."""
    with pytest.raises(FileNotFoundError, match="no folder"):
        by_outlet.save(tmp_path / "no" / "a.html")


def test_pyplot_is_left_alone(caravan) -> None:
    """Drawing a report opens no figure that pyplot knows."""
    from matplotlib import pyplot as plt

    before = plt.get_fignums()
    assert fr.report(caravan, scorer="fast").figures
    assert plt.get_fignums() == before


def test_nothing_found_is_said() -> None:
    """A corpus without frames, names or cuts still gives an honest page."""
    corpus = fr.read_articles([{"text": "it rained."}, {"text": "it snowed."}])
    page = fr.report(corpus, scorer="fast")
    Reader(page.html)
    assert page.tone_comparison is None
    assert "No “security” terms were found." in page.summary
    assert "No actor was found, so there is no tone to compare." in page.summary


def test_lexicon_with_one_category_draws_no_map(caravan) -> None:
    """A map needs two frames; a report does not."""
    lexicon = fr.Lexicon.from_dict({"border": ["border*"]})
    page = fr.report(caravan, lexicon=lexicon, scorer="fast")
    assert "frame-map" not in [picture.name for picture in page.figures]


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"by": "outlett"}, KeyError, "outlett"),
        ({"events": "evnt"}, KeyError, "evnt"),
        ({"lexicon": "no-such"}, ValueError, "no-such"),
        ({"max_articles": 0}, ValueError, "max_articles"),
        ({"max_actors": 0}, ValueError, "max_actors"),
    ],
)
def test_wrong_options_are_named(caravan, options, error, words) -> None:
    """The message names what was wrong."""
    with pytest.raises(error, match=words):
        fr.report(caravan, **options, scorer="fast")


def test_a_path_is_no_corpus() -> None:
    """The message says how to read articles."""
    with pytest.raises(TypeError, match="read_articles"):
        fr.report("articles/", scorer="fast")


def test_default_grouping() -> None:
    """Outlets where there are several, else articles one by one."""
    rows = [{"text": "a b."}, {"text": "c d."}]
    assert fr.report(fr.read_articles(rows), scorer="fast").by == "doc_id"
    assert (
        fr.report(fr.read_articles(rows, outlet="Post"), scorer="fast").by == "doc_id"
    )
    two = [{**row, "outlet": name} for row, name in zip(rows, "xy", strict=True)]
    assert fr.report(fr.read_articles(two), scorer="fast").by == "outlet"


def test_frames_by_voice_add_up_to_the_frames(by_outlet) -> None:
    """Every hit and every word stands in one voice or the other."""
    whole = by_outlet.frame_comparison
    parts = list(by_outlet.voices.frames.values())
    hits = sum(part.table["n_hits"] for part in parts)
    assert hits.tolist() == whole.table["n_hits"].tolist()
    words = sum(part.found.tokens.words_per_doc for part in parts)
    assert words.tolist() == by_outlet.frames.tokens.words_per_doc.tolist()


def test_voice_of_a_frame_is_that_of_its_quote() -> None:
    """A word in quotation marks is its speaker's, one outside is nobody's."""
    text = 'A threat came. "The threat is real," Ana Ruiz said. Families fled.'
    corpus = fr.read_articles([{"text": text, "outlet": "A"}])
    lexicon = fr.Lexicon.from_dict({"fear": ["threat"]})
    voices = fr.report(corpus, lexicon=lexicon, scorer="fast").voices
    assert voices.part_of.tolist() == ["unattributed", "attributed"]
    assert voices.speaker_of.tolist() == ["", "Ana Ruiz"]


def test_numbers_of_voices_lead_to_their_sentences(by_outlet) -> None:
    """By voice, by speaker: each fold-out holds what the number counts."""
    page = Reader(by_outlet.html)
    for part in by_outlet.voices.frames.values():
        assert part.table["n_hits"].sum() > 0
    assert any(re.fullmatch(r"#ev-frames-\d+-\d+-1", link) for link in page.links)
    assert any(re.fullmatch(r"#ev-tone-\d+-\d+-0", link) for link in page.links)
    assert any(re.fullmatch(r"#ev-said-\d+-\d+", link) for link in page.links)


def test_every_kind_of_mark_has_a_switch(by_outlet) -> None:
    """Frames, actors, quotes, tone and cuts can each be switched."""
    page = Reader(by_outlet.html)
    assert {"on-f0", "on-f1", "on-a", "on-q", "on-t", "on-c"} <= set(page.ids)
    kinds = {
        name for _, found in page.tags for name in (found.get("class") or "").split()
    }
    assert {"f", "a", "q", "t", "who"} <= kinds


@pytest.mark.parametrize("scorer", ["fast", "vader"])
def test_page_names_the_scorer_that_was_used(caravan, scorer) -> None:
    """Summary and methods speak of the scorer of this report and no other."""
    page = fr.report(caravan.where(event="river"), scorer=scorer)
    told = page.summary[-1]
    assert f"{100 * CONTRAST[scorer]:.0f}% of {N_PAIRS} pairs" in told
    assert ("VADER" in told) == (scorer == "vader")


def test_a_scorer_of_ones_own_is_named(caravan) -> None:
    """Nothing is claimed of a scorer that nobody measured."""

    def mine(texts, targets):
        n = len(targets)
        return fr.annotate.TargetScores(np.full(n, 0.5), np.ones(n), ("",) * n)

    told = fr.report(caravan.where(event="river"), scorer=mine).summary[-1]
    assert "mine" in told
    assert "%" not in told


def test_agreement_told_is_that_of_the_documentation() -> None:
    """The page and the documentation state the same share of pairs."""
    page = Path(__file__).parents[2] / "docs" / "explanation" / "tone.md"
    text = page.read_text("utf-8")
    row = next(line for line in text.splitlines() if line.startswith("| contrast"))
    shares = [float(cell) for cell in row.split("|")[2:-1]]
    assert shares == [CONTRAST[name] for name in ("vader", "fast", "accurate")]
    assert f"({N_PAIRS} pairs" in text


def test_missing_estimates_are_told(by_outlet) -> None:
    """How often there is no estimate stands in the summary and in the tables."""
    missing = int(by_outlet.tone.spans["score"].isna().sum())
    told = "more time there is" if missing == 1 else "more times there is"
    assert any(f"{missing:,} {told}" in line for line in by_outlet.summary)
    assert "no estimate (" in by_outlet.html


def test_paper_shows_some_of_the_evidence(by_outlet) -> None:
    """Fold-outs beyond the first 40 of a kind stay on the screen."""
    shown = re.findall(r'<details class="ev( screen)?" id="ev-(\w+)-', by_outlet.html)
    for kind in ("frames", "tone", "said"):
        on_paper = [screen == "" for screen, of in shown if of == kind]
        assert on_paper
        assert on_paper == sorted(on_paper, reverse=True)
        assert sum(on_paper) <= 40
