"""The same verbs from a shell."""

from framing.cli.program import main

__all__ = ["main"]
