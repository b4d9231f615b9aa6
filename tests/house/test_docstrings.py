"""Docstrings of the public names say what a reader needs."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import framing as fr

validation = pytest.importorskip("numpydoc.validate")
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "index.md"


def _public_names():
    """Name what the reference lists, or at least what the package exports."""
    names = set(fr.__all__)
    if REFERENCE.exists():
        lines = REFERENCE.read_text("utf-8").splitlines()
        names |= {
            line.strip()
            for line in lines
            if line.startswith("   ") and line.strip().replace(".", "").isidentifier()
        }
    return sorted(names)


def _with_members(name):
    """Add the documented methods and properties of a class."""
    yield name
    found = fr
    for part in name.split("."):
        found = getattr(found, part)
    if inspect.isclass(found):
        kinds = (property, staticmethod, classmethod)
        for member, value in vars(found).items():
            own = inspect.isfunction(value) or isinstance(value, kinds)
            if not member.startswith("_") and (own or hasattr(value, "attrname")):
                yield f"{name}.{member}"


@pytest.mark.parametrize("name", _public_names())
def test_docstrings_pass_every_check_of_numpydoc(name):
    """Summary, parameters, returns, errors, cross-references, an example: no gap."""
    wrong = []
    for member in _with_members(name):
        errors = validation.validate(f"framing.{member}")["errors"]
        wrong += [(member, *error) for error in errors]
    assert wrong == []
