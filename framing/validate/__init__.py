"""Can it be trusted: sampling, coding by hand, agreement, accuracy, classifiers.

`FrameVectorizer` stands in `framing.validate.vectorizer`: only it needs scikit-learn
as soon as it is imported.
"""

from framing.validate.classifier import FrameClassifier
from framing.validate.coders import agreement
from framing.validate.codes import load_example_codes, read_codes
from framing.validate.evaluation import Evaluation, evaluate
from framing.validate.prevalence import corrected_prevalence
from framing.validate.sampling import draw_sample
from framing.validate.sheet import CodingSheet

__all__ = [
    "CodingSheet",
    "Evaluation",
    "FrameClassifier",
    "agreement",
    "corrected_prevalence",
    "draw_sample",
    "evaluate",
    "load_example_codes",
    "read_codes",
]
