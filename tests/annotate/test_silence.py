"""Zeros that may be no finding: what is warned of, and where nothing is said."""

from __future__ import annotations

import json
import warnings
from functools import partial
from pathlib import Path

import pytest

import framing as fr
from framing.tokens.language import is_english, list_not_english

SHARED = Path(__file__).parents[2].parent / "shared" / "data"

ENGLISH = (
    "The council voted on Monday to close the swimming pool for the winter. Its leader "
    "said that the boiler had failed twice and that there was no money to mend it. "
    "Parents who had come to the meeting asked why they had not been told."
)
FOREIGN = {
    "es": "El ayuntamiento votó el lunes cerrar la piscina durante el invierno. Su "
    "alcaldesa dijo que la caldera falló dos veces y que no hay dinero para repararla.",
    "de": "Der Rat beschloss am Montag, das Schwimmbad im Winter zu schließen. Die "
    "Heizung ist zweimal ausgefallen, und für eine neue ist kein Geld da.",
    "fr": "Le conseil a voté lundi la fermeture de la piscine pour l'hiver. Sa "
    "présidente dit que la chaudière est tombée en panne et que l'argent manque pour "
    "la réparer.",
    "nl": "De raad besloot maandag het zwembad voor de winter te sluiten. De ketel is "
    "twee keer uitgevallen en er is geen geld om het te herstellen, zei een wethouder.",
    "pl": "Rada zdecydowała w poniedziałek, że basen nie będzie czynny w zimie. Kocioł "
    "dwa razy się zepsuł i nie ma pieniędzy na naprawę.",
    "ru": "Совет решил в понедельник закрыть бассейн на зиму.",
    "zh": "市议会周一投票决定冬季关闭游泳池。",
    "hu": "A városi testület hétfőn úgy döntött, hogy télre bezárja az uszodát, mert "
    "kétszer elromlott a kazán, és nincs pénz a javítására. " * 8,
}
WORDS = fr.Lexicon.from_dict({"money": ["money"], "care": ["carer*"]}, language="en")


def _corpus(*texts: str) -> fr.Corpus:
    return fr.Corpus(
        fr.read_articles([{"text": t, "id": f"a{n}"} for n, t in enumerate(texts)]).docs
    )


def _told(call) -> list[str]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        call()
    return [str(one.message) for one in caught]


@pytest.mark.parametrize("language", FOREIGN)
def test_article_in_another_language_is_listed(language):
    """Frequent words, the script, or the want of English words give it away."""
    corpus = _corpus(ENGLISH, FOREIGN[language], ENGLISH + " It is so.")
    assert list_not_english(corpus) == ("a1",)


@pytest.mark.parametrize(
    "text",
    [
        "Raid in El Paso",
        "El Chapo, Los Zetas and La Familia",
        "Un-American? Der Spiegel and Le Monde disagree over Macron's plan",
        "Boats. Fences. Tents.",
        "12 4 7",
    ],
)
def test_short_english_pieces_are_english(text):
    """Names of foreign places and papers are no evidence."""
    assert list_not_english(_corpus(ENGLISH, text)) == ()


def test_words_without_function_words_are_english():
    """A list of names, or a text without its frequent words, is not foreign."""
    text = "council pool winter boiler money parents meeting leader Monday school "
    assert list_not_english(_corpus(ENGLISH, text * 20)) == ()


def test_long_texts_are_judged_as_sentences_are():
    """The judge of articles says what the judge of sentences says of running text."""
    texts = [ENGLISH, *(FOREIGN[name] for name in FOREIGN if name != "hu")]
    listed = set(list_not_english(_corpus(*texts)))
    assert listed == {f"a{n}" for n, text in enumerate(texts) if not is_english(text)}


def test_articles_of_another_language_are_named_in_one_warning():
    """The warning counts them, names them, and points at the reader's line."""
    corpus = _corpus(ENGLISH, FOREIGN["es"], FOREIGN["de"])
    with pytest.warns(fr.FramingWarning, match="2 of 3 articles do not") as caught:
        fr.find_frames(corpus, WORDS)
    assert len(caught) == 1
    assert "a1, a2" in str(caught[0].message)
    assert caught[0].filename == __file__


@pytest.mark.parametrize(
    ("language", "n_told"),
    [("en", 1), ("en-GB", 1), ("English", 1), ("", 0), ("es", 0), ("en, es", 0)],
)
def test_lexicon_of_another_language_is_not_suspected(language, n_told):
    """Without a stated language the greater part of the articles decides."""
    lexicon = fr.Lexicon.from_dict({"k": ["dinero", "money"]}, language=language)
    corpus = _corpus(ENGLISH, FOREIGN["es"], FOREIGN["es"] + " Nada más.")
    assert len(_told(lambda: fr.find_frames(corpus, lexicon))) == n_told


def test_lexicon_without_language_suspects_the_lesser_part():
    """One Spanish article among English ones is told whatever the lexicon."""
    lexicon = fr.Lexicon.from_dict({"k": ["money"]})
    corpus = _corpus(ENGLISH, ENGLISH + " So it is.", FOREIGN["es"])
    (told,) = _told(lambda: fr.find_frames(corpus, lexicon))
    assert "states no language" in told


def test_category_that_never_occurs_is_named():
    """The other categories are not; what to try is told."""
    corpus = _corpus(*(f"{ENGLISH} Article {n}." for n in range(5)))
    (told,) = _told(lambda: fr.find_frames(corpus, WORDS))
    assert "Nothing of 'care' occurs in any of the 5 articles" in told
    assert "lexicon.check(corpus)" in told


def test_categories_of_a_shipped_lexicon_may_be_empty():
    """None of its entries is misspelt; only when nothing at all occurs it is told."""
    texts = ["The raid on the camp was over.", *[f"{ENGLISH} {n}." for n in range(5)]]
    name = "security-humanitarian"
    assert _told(lambda: fr.find_frames(_corpus(*texts), name)) == []
    (told,) = _told(lambda: fr.find_frames(_corpus(*texts[1:]), name))
    assert "Nothing of the lexicon" in told
    own = fr.load_lexicon(name) | WORDS.select("care")
    (told,) = _told(lambda: fr.find_frames(_corpus(*texts), own))
    assert "Nothing of 'humanitarian', 'care'" in told


def test_lexicon_that_never_occurs_is_told_also_of_one_article():
    """All zeros are suspicious however few the articles."""
    lexicon = WORDS.select("care")
    corpus = _corpus(ENGLISH * 5)
    (told,) = _told(lambda: fr.find_frames(corpus, lexicon))
    assert told.startswith("Nothing of the lexicon occurs in the article.")


def test_zeros_of_some_articles_or_few_words_are_findings():
    """A category that occurs anywhere is none to warn of, nor is a short corpus."""
    quiet = fr.Lexicon.from_dict({"money": ["money"], "war": ["war"]}, language="en")
    corpus = _corpus(*(f"{ENGLISH} Article {n}." for n in range(5)), "The war is over.")
    assert _told(lambda: fr.find_frames(corpus, quiet)) == []
    assert _told(lambda: fr.find_frames(_corpus(ENGLISH, "It rained."), WORDS)) == []


def test_parts_of_a_corpus_and_single_words_give_no_warning():
    """A concordance and a fold of a test may come back empty."""
    corpus = _corpus(*(f"{ENGLISH} Article {n}." for n in range(5)))
    assert _told(lambda: fr.concordance(corpus, "zebra*")) == []
    vectorizer = fr.FrameVectorizer(WORDS).fit([""])
    assert _told(lambda: vectorizer.transform(list(corpus.texts))) == []


def test_a_large_corpus_is_judged_as_a_whole():
    """Batches without a category say nothing; the whole does, once."""
    texts = [f"{ENGLISH} Article {n}." for n in range(20)]
    texts[7] = FOREIGN["es"]
    rows = [{"text": t, "id": f"a{n}", "outlet": "E"} for n, t in enumerate(texts)]
    stream = fr.stream_articles(rows, batch_size=3)
    measure = partial(
        fr.measure_articles, stream, partial(fr.find_frames, lexicon=WORDS)
    )
    told = _told(measure)
    assert len(told) == 2
    assert "Nothing of 'care'" in told[0]
    assert "1 of 20 articles do not read as English" in told[1]
    with warnings.catch_warnings(action="ignore"):
        report = measure().report
    assert report["problem"].str.startswith("does not read as English").sum() == 1
    assert not report["left_out"].any()


@pytest.mark.skipif(not SHARED.exists(), reason="the development data are not here")
@pytest.mark.parametrize("name", ["immigration", "mixed"])
def test_news_in_english_is_english(name):
    """Of 3,763 articles none is listed, and none of their headlines."""
    lines = (SHARED / "news" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    for column in ("text", "title"):
        texts = {str(n): row[column] or "" for n, row in enumerate(rows)}
        assert list_not_english(fr.Corpus(_table(texts))) == ()


def _table(texts: dict[str, str]):
    import pandas as pd

    return pd.DataFrame({"text": pd.Series(texts, dtype="str")})
