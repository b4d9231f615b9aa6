"""Examples of what needs an optional package are tested where it is installed."""

from __future__ import annotations

from importlib.util import find_spec

_NEEDS = {
    "framing/comparison/regression.py": "statsmodels",
    "framing/comparison/regression_result.py": "statsmodels",
    "framing/stats/regression.py": "statsmodels",
    "framing/streaming/cluster.py": "distributed",
}

collect_ignore = [file for file, package in _NEEDS.items() if not find_spec(package)]
