"""Words and phrases of a corpus that a category might lack."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from framing._errors import FramingWarning
from framing.lexicon.fold import fold
from framing.lexicon.making.tally import tally_matches
from framing.lexicon.matching import find_matches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pandas as pd
    from numpy.typing import NDArray

    from framing.corpus import Corpus
    from framing.lexicon.lexicon import Lexicon
    from framing.lexicon.making.tally import Index, Mask
    from framing.tokens import Tokens

__all__ = ["suggest_entries"]

_STEMMERS = {
    "": "english",
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
}
_COLUMNS = (
    "pattern",
    "reason",
    "score",
    "n_hits",
    "n_near",
    "n_docs",
    "detail",
    "example",
)


def suggest_entries(
    lexicon: Lexicon,
    corpus: Corpus | Tokens,
    category: str,
    *,
    most: int = 20,
    min_hits: int = 3,
    min_docs: int = 2,
) -> pd.DataFrame:
    """Suggest words and phrases that a category might lack.

    Candidates are other forms of words in the list, and words and phrases that are
    frequent near its hits. Each is a word to read in context, not an entry.

    Parameters
    ----------
    lexicon : Lexicon
        The lexicon.
    corpus : Corpus or Tokens
        Texts of the kind that the lexicon is for.
    category : str
        The category to add to: a full name, or that of a higher level.
    most : int, default 20
        Most suggestions for each reason.
    min_hits, min_docs : int, default 3 and 2
        Least occurrences outside known hits, and least articles with one.

    Returns
    -------
    DataFrame
        One row per suggestion, best first inside a reason: ``pattern``, ``reason``
        (``'stem'``: another form of a word that the category matches; ``'near'``: a
        word that is frequent in sentences with a hit; ``'phrase'``: two neighbouring
        words that belong together and are frequent there), ``score`` (stems:
        occurrences; else z of the weighted log odds), ``n_hits`` (occurrences
        outside known hits), ``n_near`` (of these in a sentence with a hit), ``n_docs``,
        ``detail`` and ``example`` (a sentence with it).

    Raises
    ------
    ValueError
        If the category does not exist, or a number is below 1.

    Warns
    -----
    FramingWarning
        If the category has no hit in the corpus; there is nothing to go by then.

    See Also
    --------
    measure_precision : Try a suggestion against coded sentences.
    framing.concordance : Read every occurrence before you adopt one.

    Notes
    -----
    Frequent company is not meaning: a suggestion is a word to read in context, not an
    entry. Words inside known hits and function words (of English) are left out. The
    odds compare sentences with a hit with all others, with a prior of 500 words spread
    as in the corpus [1]_; the scores rank, they test nothing. Two words belong together
    where Dunning's log-likelihood ratio over the whole corpus is above 10.83. Stems are
    those of NLTK's Snowball stemmer for the lexicon's language, English by default.

    References
    ----------
    .. [1] Monroe, Colaresi and Quinn (2008). Fightin' words: lexical feature selection
       and evaluation for identifying the content of political conflict. Political
       Analysis 16, 372-403.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.lexicon.making import suggest_entries
    >>> corpus = fr.load_example("caravan")
    >>> lexicon = fr.Lexicon.from_dict({"aid": ["shelter*", "volunteer", "charit*"]})
    >>> found = suggest_entries(lexicon, corpus, "aid", min_hits=1, min_docs=1)
    >>> found.loc[found["reason"] == "stem", "pattern"].tolist()
    ['volunteers']
    """
    for name, value in (("most", most), ("min_hits", min_hits), ("min_docs", min_docs)):
        if value < 1:
            msg = f"`{name}` must be 1 or more; got {value!r}."
            raise ValueError(msg)
    own = lexicon.select(category)
    scene = _scene(own, corpus)
    if not scene.near.any():
        msg = (
            f"Category {category!r} has no hit in this corpus, so nothing is near it. "
            "Try other texts, or look at lexicon.check(corpus)."
        )
        warnings.warn(msg, FramingWarning, stacklevel=2)
    parts = (_stems(own, scene), _near(scene), _phrases(scene))
    rows: list[tuple[object, ...]] = []
    for part in parts:
        ranked = sorted(part, key=lambda found: (-found.score, found.pattern))
        fit = [
            f
            for f in ranked
            if len(f.places) >= min_hits and _docs(scene, f) >= min_docs
        ]
        rows += [_row(scene, found) for found in fit[:most]]
    return _tabulate(rows)


@dataclass(frozen=True, eq=False)
class _Scene:
    """A corpus as one category sees it.

    `form` numbers the words of the corpus without regard to capitals; `free` says
    which tokens are words outside the category's hits, `near` which stand in a
    sentence with a hit.
    """

    tokens: Tokens
    forms: tuple[str, ...]
    form: Index
    free: Mask
    near: Mask
    dull: Mask

    @property
    def word(self) -> Mask:
        """Which tokens are words, not marks."""
        return self.tokens.is_word[self.tokens.type]


@dataclass(frozen=True, eq=False)
class _Found:
    """A suggestion and the tokens at which it begins."""

    pattern: str
    reason: str
    score: float
    places: Index
    detail: str


def _scene(own: Lexicon, corpus: Corpus | Tokens) -> _Scene:
    tally = tally_matches(own.at_level(1), corpus, None)
    tokens = tally.tokens
    folded = [fold(t, cased=False).removesuffix("'s") for t in tokens.types]
    forms = tuple(dict.fromkeys(folded))
    number = {form: at for at, form in enumerate(forms)}
    of_type = np.array([number[form] for form in folded], dtype=np.int64)
    hit = np.zeros(tokens.n_sentences + 1, dtype=bool)
    hit[tally.sentence] = True
    step = np.zeros(len(tokens) + 1, dtype=np.int64)
    np.add.at(step, tally.matches.first, 1)
    np.add.at(step, tally.matches.last + 1, -1)
    free = (np.cumsum(step)[:-1] == 0) & tokens.is_word[tokens.type]
    return _Scene(
        tokens, forms, of_type[tokens.type], free, hit[tokens.sentence], _dull(forms)
    )


def _dull(forms: Iterable[str]) -> Mask:
    """Say which forms are function words, numbers or a letter or two."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    stop = ENGLISH_STOP_WORDS | _MORE_STOP_WORDS
    words = (form.removesuffix("n't") for form in forms)
    return np.array(
        [w in stop or len(w) < 3 or not any(map(str.isalpha, w)) for w in words],
        dtype=bool,
    )


# The log-likelihood ratio of one chance in a thousand, one degree of freedom.
_TOGETHER = 10.83

# Function words and verbs of saying that the list of scikit-learn lacks.
_MORE_STOP_WORDS = frozenset(
    "said says say told mr mrs ms did does just like going gonna".split()
)


def _places(scene: _Scene, keep: Mask) -> Callable[[int], Index]:
    """Return a function that gives the tokens of a form among those kept."""
    at = np.flatnonzero(keep)
    at = at[np.argsort(scene.form[at], kind="stable")]
    bounds = np.searchsorted(scene.form[at], np.arange(len(scene.forms) + 1))
    return lambda form: at[bounds[form] : bounds[form + 1]]


def _near(scene: _Scene) -> Iterator[_Found]:
    """Yield words that are more frequent in sentences with a hit than elsewhere."""
    at = np.flatnonzero(scene.free)
    delta, z = _log_odds(scene.form[at], scene.near[at], len(scene.forms))
    places = _places(scene, scene.free)
    for form in np.flatnonzero((z > 0) & ~scene.dull).tolist():
        detail = f"odds {np.exp(delta[form]):.1f} times those elsewhere"
        yield _Found(scene.forms[form], "near", float(z[form]), places(form), detail)


def _log_odds(code: Index, near: Mask, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return log odds ratio and z of each code, near hits against elsewhere."""
    from framing.stats.log_odds import informative_prior, weighted_log_odds

    inside = np.bincount(code[near], minlength=size)
    outside = np.bincount(code[~near], minlength=size)
    if not inside.any() or not outside.any():
        return np.zeros(size), np.zeros(size)
    prior = informative_prior(inside + outside)
    odds = weighted_log_odds(inside, outside, prior=prior)
    return odds.delta, np.nan_to_num(odds.z)


def _phrases(scene: _Scene) -> Iterator[_Found]:
    """Yield neighbouring words that belong together and that hits attract."""
    pairs = _Pairs.of(scene)
    free = np.flatnonzero(pairs.free)
    near = scene.near[pairs.starts[free]]
    delta, z = _log_odds(pairs.code[free], near, len(pairs.codes))
    order = free[np.argsort(pairs.code[free], kind="stable")]
    bounds = np.searchsorted(pairs.code[order], np.arange(len(pairs.codes) + 1))
    first, second = np.divmod(pairs.codes, max(len(scene.forms), 1))
    chosen = (z > 0) & (np.diff(bounds) > 1)
    chosen &= ~scene.dull[first] & ~scene.dull[second]
    for number in np.flatnonzero(chosen).tolist():
        ratio = pairs.likelihood_ratio(number, int(first[number]), int(second[number]))
        if ratio < _TOGETHER:
            continue
        text = f"{scene.forms[first[number]]} {scene.forms[second[number]]}"
        odds = f"odds {np.exp(delta[number]):.1f} times those elsewhere"
        detail = f"{odds}; log-likelihood ratio {ratio:.0f}"
        at = pairs.starts[order[bounds[number] : bounds[number + 1]]]
        yield _Found(text, "phrase", float(z[number]), at, detail)


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Pairs of neighbouring words inside sentences, numbered by their forms."""

    starts: Index  # first token of every pair
    codes: Index  # distinct pairs: first form times number of forms plus second
    code: Index  # position of every pair in `codes`
    count: Index  # how often each distinct pair occurs
    free: Mask  # whether a pair lies outside known hits
    lefts: Index  # how often a form stands first
    rights: Index  # and second

    @classmethod
    def of(cls, scene: _Scene) -> _Pairs:
        """Collect the pairs; a mark between two words parts them."""
        sentence, word, form = scene.tokens.sentence, scene.word, scene.form
        at = np.flatnonzero(word[:-1] & word[1:] & (sentence[:-1] == sentence[1:]))
        size = max(len(scene.forms), 1)
        codes, code, count = np.unique(
            form[at] * size + form[at + 1], return_inverse=True, return_counts=True
        )
        free = scene.free[at] & scene.free[at + 1]
        lefts = np.bincount(form[at], minlength=size)
        rights = np.bincount(form[at + 1], minlength=size)
        return cls(at, codes, code, count, free, lefts, rights)

    def likelihood_ratio(self, number: int, first: int, second: int) -> float:
        """Return Dunning's ratio; 0 for words that are rarer together than apart."""
        from nltk.metrics.association import BigramAssocMeasures

        n, total = int(self.count[number]), len(self.starts)
        margins = int(self.lefts[first]), int(self.rights[second])
        if n * total <= margins[0] * margins[1]:
            return 0.0
        return float(BigramAssocMeasures.likelihood_ratio(n, margins, total))


def _stems(own: Lexicon, scene: _Scene) -> Iterator[_Found]:
    """Yield forms that share a stem with a form that the category matches."""
    known = _matched_forms(own, scene)
    if not known:
        return
    stem = _stemmer(own.language)
    sources: dict[str, str] = {}
    for form in known:
        sources.setdefault(stem(form), form)
    places = _places(scene, scene.free)
    for number, form in enumerate(scene.forms):
        if form in known or scene.dull[number] or not form.replace("-", "").isalpha():
            continue
        source = sources.get(stem(form))
        at = places(number) if source else np.zeros(0, dtype=np.int64)
        if source and len(at):
            detail = f"same stem as {source!r}"
            yield _Found(form, "stem", float(len(at)), at, detail)


def _stemmer(language: str) -> Callable[[str], str]:
    from nltk.stem import SnowballStemmer

    name = _STEMMERS.get(language.split("-")[0].lower(), "english")
    stem: Callable[[str], str] = SnowballStemmer(name).stem
    return stem


@dataclass(frozen=True)
class _Forms:
    """A table of tokens in which every form is a sentence of its own."""

    types: tuple[str, ...]
    type: NDArray[np.int64]
    sentence: NDArray[np.int64]
    is_word: Mask


def _matched_forms(own: Lexicon, scene: _Scene) -> set[str]:
    """Return the single words that entries match, whatever their conditions."""
    rows = [replace(r, exclude=(), near=(), within=None) for r in own.rows]
    single = tuple(row for row in rows if len(row.words) == 1)
    if not single or not scene.forms:
        return set()
    order = np.arange(len(scene.forms))
    word = np.array([any(map(str.isalnum, form)) for form in scene.forms])
    table = _Forms(scene.forms, order, order, word)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FramingWarning)  # told when it was matched
        found = find_matches(replace(own, rows=single), table)
    return {scene.forms[at] for at in found.first.tolist()}


def _docs(scene: _Scene, found: _Found) -> int:
    return len(np.unique(scene.tokens.doc[found.places]))


def _row(scene: _Scene, found: _Found) -> tuple[object, ...]:
    near = found.places[scene.near[found.places]]
    shown = int(near[0] if len(near) else found.places[0])
    return (
        found.pattern,
        found.reason,
        found.score,
        len(found.places),
        len(near),
        _docs(scene, found),
        found.detail,
        _sentence(scene.tokens, shown),
    )


def _sentence(tokens: Tokens, at: int) -> str:
    number = tokens.sentence[at]
    text = tokens.corpus.texts[tokens.sentence_doc[number]]
    words = text[tokens.sentence_start[number] : tokens.sentence_end[number]]
    return " ".join(words.split())


def _tabulate(rows: Iterable[tuple[object, ...]]) -> pd.DataFrame:
    import pandas as pd

    table = pd.DataFrame(list(rows), columns=list(_COLUMNS))
    texts = dict.fromkeys(("pattern", "reason", "detail", "example"), "str")
    counts = dict.fromkeys(("n_hits", "n_near", "n_docs"), "int64")
    return table.astype({**texts, **counts, "score": "float64"})
