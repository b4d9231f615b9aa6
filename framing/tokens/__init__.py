"""Where the words are: the token table of a corpus."""

from framing.tokens.tokenizing import Tokenizer, tokenize
from framing.tokens.tokens import Tokens

__all__ = ["Tokenizer", "Tokens", "tokenize"]
