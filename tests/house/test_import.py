"""What importing the library costs, and what its front page names."""

from __future__ import annotations

import subprocess
import sys

import pytest

import framing as fr

HEAVY = ("pandas", "sklearn", "nltk", "matplotlib", "scipy", "numpy", "vaderSentiment")


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_import_loads_nothing_heavy():
    """`import framing` loads none of the libraries it needs later."""
    code = f"import framing, sys; print([m for m in {HEAVY!r} if m in sys.modules])"
    assert run(code) == "[]"


def test_every_public_name_loads():
    """Each name in `__all__` exists, is documented, and is the same every time."""
    for name in fr.__all__:
        value = getattr(fr, name)
        assert value.__doc__
        assert getattr(fr, name) is value


def test_functions_survive_the_import_of_their_rooms():
    """A room that bears a public name must not hide the function of that name."""
    code = (
        "import framing as fr, importlib, pkgutil\n"
        "for m in pkgutil.iter_modules(fr.__path__):\n"
        "    importlib.import_module('framing.' + m.name)\n"
        "print([n for n in fr.__all__ if not callable(getattr(fr, n))])"
    )
    assert run(code) == "[]"


def test_names_complete():
    """Completion in a notebook offers the public names."""
    assert set(fr.__all__) <= set(dir(fr))


def test_an_unknown_name_is_named():
    """A misspelt name gives the usual error."""
    with pytest.raises(AttributeError, match="find_frame"):
        fr.find_frame  # noqa: B018
