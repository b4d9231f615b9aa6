"""VADER, the transparent baseline for tone: fast, and equal to vaderSentiment.

`tables` holds what VADER knows, `words` turns sentences into integer columns,
`rules` weighs the words, `scores` is what readers call.
"""

from __future__ import annotations

from framing.annotate.vader.scores import (
    VaderScores,
    WeighedWord,
    explain_vader,
    explain_vader_batch,
    score_vader,
)

__all__ = [
    "VaderScores",
    "WeighedWord",
    "explain_vader",
    "explain_vader_batch",
    "score_vader",
]
