"""Where the words are: the token table of a corpus."""

from framing.tokens.tokens import Tokenizer, Tokens, tokenize

__all__ = ["Tokenizer", "Tokens", "tokenize"]
