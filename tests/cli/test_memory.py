"""The program leaves Python's own settings as they were."""

from __future__ import annotations

import gc

import pytest

from framing.cli import main


@pytest.mark.parametrize("typed", [["lexicon", "list"], ["lexicon", "check", "none"]])
def test_collection_of_garbage_is_put_back(typed, capsys) -> None:
    """Rare collection ends with the verb, also with one that fails."""
    before = gc.get_threshold()
    main(typed)
    assert gc.get_threshold() == before
    capsys.readouterr()
