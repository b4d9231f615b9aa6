"""What words stand for: lexicons, their files, and finding them in tokens."""

from framing.lexicon.entry import Entry
from framing.lexicon.formats import read_lexicon
from framing.lexicon.lexicon import Lexicon
from framing.lexicon.library import list_lexicons, load_lexicon
from framing.lexicon.lookup import count_by_group, replace_matches
from framing.lexicon.matching import Matches, find_matches

__all__ = [
    "Entry",
    "Lexicon",
    "Matches",
    "count_by_group",
    "find_matches",
    "list_lexicons",
    "load_lexicon",
    "read_lexicon",
    "replace_matches",
]
