"""Compare how news articles and outlets tell the same story.

Names load on first use, so that ``import framing`` costs almost nothing. The verbs that
most studies need are here; the rest of each room is reached through the room, such as
``framing.lexicon.suggest_entries``.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing._errors import FramingWarning
    from framing.annotate import (
        concordance,
        find_actors,
        find_frames,
        find_quotes,
        find_roles,
        find_voice,
        measure_tone,
        score_actors,
        score_sentiment,
        split_voices,
    )
    from framing.annotations import Annotations
    from framing.comparison import (
        Comparison,
        compare,
        keyness,
        share_of_voice,
        word_shift,
    )
    from framing.corpus import Corpus, load_example, read_articles, stream_articles
    from framing.counts import ArticleCounts
    from framing.lexicon import Lexicon, list_lexicons, load_lexicon, read_lexicon
    from framing.page import report
    from framing.plots import (
        plot_actors,
        plot_comparison,
        plot_dispersion,
        plot_frame_map,
        plot_heatmap,
        plot_keyness,
        plot_multiverse,
        plot_timeline,
        plot_voices,
        plot_word_shift,
    )
    from framing.streaming import measure_articles, measure_on_cluster
    from framing.tokens import Tokens, tokenize
    from framing.validate import (
        FrameClassifier,
        agreement,
        corrected_prevalence,
        draw_sample,
        evaluate,
        load_example_codes,
        read_codes,
    )
    from framing.validate.vectorizer import FrameVectorizer

_ROOMS = {
    "Annotations": "annotations",
    "ArticleCounts": "counts",
    "Comparison": "comparison",
    "Corpus": "corpus",
    "FrameClassifier": "validate",
    "FrameVectorizer": "validate.vectorizer",
    "FramingWarning": "_errors",
    "Lexicon": "lexicon",
    "Tokens": "tokens",
    "agreement": "validate",
    "compare": "comparison",
    "concordance": "annotate",
    "corrected_prevalence": "validate",
    "draw_sample": "validate",
    "evaluate": "validate",
    "find_actors": "annotate",
    "find_frames": "annotate",
    "find_quotes": "annotate",
    "find_roles": "annotate",
    "find_voice": "annotate",
    "keyness": "comparison",
    "list_lexicons": "lexicon",
    "load_example": "corpus",
    "load_example_codes": "validate",
    "load_lexicon": "lexicon",
    "measure_articles": "streaming",
    "measure_on_cluster": "streaming",
    "measure_tone": "annotate",
    "plot_actors": "plots",
    "plot_comparison": "plots",
    "plot_dispersion": "plots",
    "plot_frame_map": "plots",
    "plot_heatmap": "plots",
    "plot_keyness": "plots",
    "plot_multiverse": "plots",
    "plot_timeline": "plots",
    "plot_voices": "plots",
    "plot_word_shift": "plots",
    "read_articles": "corpus",
    "read_codes": "validate",
    "read_lexicon": "lexicon",
    "report": "page",
    "score_actors": "annotate",
    "score_sentiment": "annotate",
    "share_of_voice": "comparison",
    "split_voices": "annotate",
    "stream_articles": "corpus",
    "tokenize": "tokens",
    "word_shift": "comparison",
}

__all__ = [
    "Annotations",
    "ArticleCounts",
    "Comparison",
    "Corpus",
    "FrameClassifier",
    "FrameVectorizer",
    "FramingWarning",
    "Lexicon",
    "Tokens",
    "agreement",
    "compare",
    "concordance",
    "corrected_prevalence",
    "draw_sample",
    "evaluate",
    "find_actors",
    "find_frames",
    "find_quotes",
    "find_roles",
    "find_voice",
    "keyness",
    "list_lexicons",
    "load_example",
    "load_example_codes",
    "load_lexicon",
    "measure_articles",
    "measure_on_cluster",
    "measure_tone",
    "plot_actors",
    "plot_comparison",
    "plot_dispersion",
    "plot_frame_map",
    "plot_heatmap",
    "plot_keyness",
    "plot_multiverse",
    "plot_timeline",
    "plot_voices",
    "plot_word_shift",
    "read_articles",
    "read_codes",
    "read_lexicon",
    "report",
    "score_actors",
    "score_sentiment",
    "share_of_voice",
    "split_voices",
    "stream_articles",
    "tokenize",
    "word_shift",
]

try:
    __version__ = version("media-framing")
except PackageNotFoundError:  # a source tree that was never installed
    __version__ = "unknown"


def __getattr__(name: str) -> object:
    """Import a public name from its room, or a room, the first time it is used."""
    if name in _ROOMS.values():
        return import_module(f"framing.{name}")
    room = _ROOMS.get(name)
    if room is None:
        msg = f"module 'framing' has no attribute {name!r}"
        raise AttributeError(msg)
    value = getattr(import_module(f"framing.{room}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List what to complete: public names and rooms, loaded or not."""
    rooms = {room for room in _ROOMS.values() if room.isidentifier() and room[0] != "_"}
    return sorted({*__all__, *rooms, *filter(_is_special, globals())})


def _is_special(name: str) -> bool:
    return name.startswith("__") and name.endswith("__")
