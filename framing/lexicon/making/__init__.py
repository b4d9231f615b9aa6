"""For makers of lexicons: what an entry does, what changed, what is missing."""

from framing.lexicon.making.coverage import measure_coverage
from framing.lexicon.making.precision import measure_precision
from framing.lexicon.making.suggestions import suggest_entries
from framing.lexicon.making.versions import diff_counts, diff_hits, diff_lexicons

__all__ = [
    "diff_counts",
    "diff_hits",
    "diff_lexicons",
    "measure_coverage",
    "measure_precision",
    "suggest_entries",
]
