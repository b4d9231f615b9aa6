"""Examples of what needs an optional package are tested where it is installed."""

from __future__ import annotations

from importlib.util import find_spec

_NEED_STATSMODELS = (
    "framing/comparison/regression.py",
    "framing/comparison/regression_result.py",
    "framing/stats/regression.py",
)

collect_ignore = [] if find_spec("statsmodels") else list(_NEED_STATSMODELS)
