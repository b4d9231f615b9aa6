"""What words stand for: lexicons, their files, and finding them in tokens."""

from framing.lexicon.entry import Entry
from framing.lexicon.formats import read_lexicon
from framing.lexicon.lexicon import Lexicon
from framing.lexicon.library import list_lexicons, load_lexicon
from framing.lexicon.lookup import count_by_group, replace_matches
from framing.lexicon.making import (
    diff_counts,
    diff_hits,
    diff_lexicons,
    measure_coverage,
    measure_precision,
    suggest_entries,
)
from framing.lexicon.matching import Matches, find_matches

__all__ = [
    "Entry",
    "Lexicon",
    "Matches",
    "count_by_group",
    "diff_counts",
    "diff_hits",
    "diff_lexicons",
    "find_matches",
    "list_lexicons",
    "load_lexicon",
    "measure_coverage",
    "measure_precision",
    "read_lexicon",
    "replace_matches",
    "suggest_entries",
]
