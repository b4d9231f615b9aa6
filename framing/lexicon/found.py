"""Which words of a corpus each entry of a lexicon stands for."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

from framing._errors import FramingWarning
from framing.lexicon.fold import fold
from framing.lexicon.matching import find_matches

if TYPE_CHECKING:
    import pandas as pd

    from framing.corpus import Corpus
    from framing.lexicon.lexicon import Lexicon
    from framing.lexicon.matching import Matches, TokenTable

__all__ = ["list_found", "list_words_found", "try_on"]


def try_on(lexicon: Lexicon, tokens: Corpus | TokenTable) -> tuple[Matches, TokenTable]:
    """Find the entries of a lexicon; what is odd goes into tables, not in warnings."""
    table = _token_table(tokens)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FramingWarning)
        return find_matches(lexicon, table), table


def _token_table(tokens: Corpus | TokenTable) -> TokenTable:
    """Take a token table, or the tokens of a corpus."""
    from framing.corpus import Corpus
    from framing.tokens import tokenize

    if isinstance(tokens, Corpus):
        return tokenize(tokens)
    if hasattr(tokens, "types"):
        return tokens
    msg = (
        f"`tokens` must be a corpus or its tokens; got {type(tokens).__name__}. "
        "Read articles first: corpus = fr.read_articles(...)."
    )
    raise TypeError(msg)


def list_words_found(
    lexicon: Lexicon, tokens: Corpus | TokenTable, *, most: int | None
) -> pd.DataFrame:
    """List the words each entry found; see :meth:`Lexicon.list_words`."""
    if most is not None and (isinstance(most, bool) or most < 1):
        msg = f"`most` must be a number of words, 1 or more, or None; got {most!r}."
        raise ValueError(msg)
    table = list_found(*try_on(lexicon, tokens))
    if most is not None:
        table = table[table.groupby("entry").cumcount() < most]
    entries = lexicon.entries[["category", "pattern"]].iloc[table["entry"]]
    rest = table.drop(columns="entry").reset_index(drop=True)
    return entries.reset_index(drop=True).join(rest)


def list_found(matches: Matches, tokens: TokenTable) -> pd.DataFrame:
    """Count the words of each entry, in small letters, the most frequent first."""
    import pandas as pd

    found = pd.DataFrame({"entry": matches.entry, "word": _words(matches, tokens)})
    table = found.groupby(["entry", "word"]).size().rename("n_hits").reset_index()
    order = ["entry", "n_hits", "word"]
    table = table.sort_values(order, ascending=[True, False, True], ignore_index=True)
    share = table["n_hits"] / table.groupby("entry")["n_hits"].transform("sum")
    return table.astype({"word": "str"}).assign(share=share.astype(float))


def _words(matches: Matches, tokens: TokenTable) -> list[str]:
    forms = [fold(form, cased=False) for form in tokens.types]
    kinds = np.asarray(tokens.type)
    return [
        forms[kinds[first]]
        if first == last
        else " ".join(forms[kind] for kind in kinds[first : last + 1].tolist())
        for first, last in zip(
            matches.first.tolist(), matches.last.tolist(), strict=True
        )
    ]
