"""Reference cases, if the folder that holds them is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = Path(__file__).parents[2].parent / "shared" / "cases"


@pytest.fixture
def load_cases() -> Callable[[str], dict[str, Any]]:
    """Return a reader of one file of reference cases by id."""

    def load(name: str) -> dict[str, Any]:
        path = CASES / f"{name}.json"
        if not path.exists():
            pytest.skip("the reference cases are not here")
        everything = json.loads(path.read_text(encoding="utf-8"))
        named = {case["id"]: case for case in everything.pop("cases")}
        return named | everything

    return load
