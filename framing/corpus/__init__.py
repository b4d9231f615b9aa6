"""What was written: articles, how they are read, and what is not their own text."""

from __future__ import annotations

from framing.corpus.corpus import Corpus
from framing.corpus.examples import load_example
from framing.corpus.reading import read_articles
from framing.corpus.stream import ArticleStream, stream_articles

__all__ = [
    "ArticleStream",
    "Corpus",
    "load_example",
    "read_articles",
    "stream_articles",
]
