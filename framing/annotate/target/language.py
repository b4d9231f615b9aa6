"""Tell whether a sentence is English enough to be scored."""

from __future__ import annotations

from framing.tokens.language import is_english

__all__ = ["is_english"]
