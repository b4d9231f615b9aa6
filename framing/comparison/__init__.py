"""What differs: findings and words compared between articles and between outlets."""

from framing.comparison.comparison import Comparison
from framing.comparison.front import compare
from framing.comparison.group_labels import name_labels
from framing.comparison.influence import measure_influence
from framing.comparison.key_words import keyness
from framing.comparison.keyness_result import Keyness, KeynessOptions
from framing.comparison.multiverse import CHOICES, run_multiverse
from framing.comparison.over_time import measure_over_time
from framing.comparison.regression import regress
from framing.comparison.regression_result import Regression
from framing.comparison.shift_result import ShiftOptions, WordShift
from framing.comparison.shifting import word_shift
from framing.comparison.speaking import attribution_coverage, share_of_voice

__all__ = [
    "CHOICES",
    "Comparison",
    "Keyness",
    "KeynessOptions",
    "Regression",
    "ShiftOptions",
    "WordShift",
    "attribution_coverage",
    "compare",
    "keyness",
    "measure_influence",
    "measure_over_time",
    "name_labels",
    "regress",
    "run_multiverse",
    "share_of_voice",
    "word_shift",
]
