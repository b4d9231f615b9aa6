"""The usual lexicon is for news on migration: off its topic that is said, once."""

from __future__ import annotations

import json
import random
import warnings
from pathlib import Path

import pytest

import framing as fr
from framing.annotate.topic import MIGRATION_WORDS, tell_off_topic

NEWS = Path(__file__).parents[2].parent / "shared" / "data" / "news"
POOL = (
    "The council voted on Monday to close the swimming pool for the winter. Its leader "
    "said that the boiler had failed twice and that there was no money to mend it. "
)
BORDER = "Two hundred migrants crossed the border in the night, the mayor said. "


def _told(corpus: fr.Corpus, lexicon: str | None = None) -> list[str]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        fr.find_frames(corpus, lexicon)
    return [str(w.message) for w in caught]


def _corpus(*texts: str) -> fr.Corpus:
    return fr.read_articles(
        [{"text": f"{t} Article {n}."} for n, t in enumerate(texts)]
    )


def test_it_says_what_was_used_for_what_and_what_to_type() -> None:
    """One warning, which also stands for that nothing of the lexicon occurs."""
    (told,) = _told(_corpus(*[POOL * 2] * 5))
    assert "security-humanitarian was used, which is made for news on migration" in told
    assert "of 5 articles none is on migration" in told
    assert 'lexicon="generic-frames"' in told


def test_a_lexicon_that_was_asked_for_is_used_without_a_word() -> None:
    """Who names a lexicon knows what it is for."""
    texts = [*[POOL * 2] * 5, POOL + "The raid on the camp was over."]
    assert _told(_corpus(*texts), "security-humanitarian") == []


@pytest.mark.parametrize(("n_about", "silent"), [(0, False), (1, False), (2, True)])
def test_a_fifth_of_the_articles_is_enough(n_about, silent) -> None:
    """Two of ten articles on migration make a corpus that the lexicon can speak of."""
    texts = [*[BORDER * 3] * n_about, *[POOL * 2] * (10 - n_about)]
    assert (tell_off_topic(fr.tokenize(_corpus(*texts))) == "") is silent


def test_a_passing_mention_does_not_make_the_topic() -> None:
    """One word in a long article is not what it is about."""
    texts = [POOL * 30 + "He was born across the border."] * 5
    assert tell_off_topic(fr.tokenize(_corpus(*texts)))


def test_few_words_tell_no_topic() -> None:
    """A sentence or two need not name it."""
    assert tell_off_topic(fr.tokenize(_corpus(POOL))) == ""


def test_articles_in_another_language_have_no_say() -> None:
    """That they are foreign is told elsewhere."""
    german = "Der Rat beschloss am Montag, das Schwimmbad im Winter zu schließen. " * 20
    told = _told(_corpus(german, german))
    assert not any("No lexicon was given" in text for text in told)


def test_the_bundled_example_is_on_migration() -> None:
    """It never triggers the warning."""
    assert tell_off_topic(fr.tokenize(fr.load_example("caravan"))) == ""


def test_a_page_says_it_among_its_cautions() -> None:
    """Whoever is sent the page reads it as well."""
    corpus = _corpus(*[POOL * 4] * 3)
    with pytest.warns(fr.FramingWarning, match="No lexicon was given"):
        page = fr.report(corpus, scorer="fast")
    assert page.off_topic
    assert "which is made for news on migration" in page.html


def test_topic_words_are_read_by_the_librarys_own_matching() -> None:
    """Each pattern finds what it is for."""
    text = "Migrants, immigration, emigrated, refugees, asylum, border, deported."
    lexicon = fr.Lexicon.from_dict({"topic": MIGRATION_WORDS})
    assert len(fr.find_frames(_corpus(text), lexicon).spans) == 7


@pytest.mark.skipif(not NEWS.exists(), reason="the news collection is not here")
def test_news_on_migration_never_triggers_it_and_other_news_does() -> None:
    """Random samples of 20: no false alarm on the topic, nine in ten off it."""

    def share(name: str) -> float:
        lines = (NEWS / name).read_text(encoding="utf-8").splitlines()
        draw = random.Random(1)
        told = 0
        for _ in range(20):
            rows = [json.loads(line) for line in draw.sample(lines, 20)]
            corpus = fr.Corpus(pd_table(rows))
            told += bool(tell_off_topic(fr.tokenize(corpus)))
        return told / 20

    assert share("immigration.jsonl") == 0
    assert share("mixed.jsonl") >= 0.8


def pd_table(rows: list[dict[str, str]]):
    """Put articles into a table without reading them, which would remark on copies."""
    import pandas as pd

    return pd.DataFrame({"text": [row["text"] for row in rows]}).rename("d{}".format)
