"""Tokens replaced by the categories they match, and counts by document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from numpy.typing import NDArray

    from framing.lexicon.matching import Matches, TokenTable

__all__ = ["count_by_group", "replace_matches"]


def count_by_group(
    matches: Matches, group: NDArray[np.integer], *, nomatch: str | None = None
) -> pd.DataFrame:
    """Count matches by document, or by any other grouping of the tokens.

    Categories that never match keep a column of zeros.

    Parameters
    ----------
    matches : Matches
        What was found.
    group : ndarray of int, shape (n_tokens,)
        Group of each token, counted from 0, such as ``tokens.doc``.
    nomatch : str, optional
        Name of a last column that counts the tokens outside any match.

    Returns
    -------
    pandas.DataFrame
        One row a group, one column a category.

    See Also
    --------
    replace_matches : Put the names of categories in place of the words.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.lexicon import Lexicon, find_matches
    >>> tokens = fr.tokenize(fr.read_articles([{"text": "Guard the border"}]))
    >>> matches = find_matches(Lexicon.from_dict({"k": ["border"]}), tokens)
    >>> count_by_group(matches, tokens.doc, nomatch="rest").values.tolist()
    [[1, 2]]
    """
    import pandas as pd

    n_groups = int(group.max(initial=-1)) + 1
    width = len(matches.categories)
    cell = group[matches.first].astype(np.int64) * width + matches.category
    counts = np.bincount(cell, minlength=n_groups * width).reshape(n_groups, width)
    table = pd.DataFrame(counts, columns=list(matches.categories))
    if nomatch is not None:
        outside = group[~_covered(matches, len(group))]
        table[nomatch] = np.bincount(outside, minlength=n_groups)
    return table


def replace_matches(
    matches: Matches, tokens: TokenTable, *, upper: bool = True
) -> list[str]:
    """Put the names of categories in place of the words that match.

    The order of the text is kept. Where several categories match at one token,
    all are named, in the order of the lexicon.

    Parameters
    ----------
    matches : Matches
        What was found.
    tokens : Tokens
        The token table it was found in.
    upper : bool, default True
        Whether to write the names in capitals.

    Returns
    -------
    list of str
        Words and names.

    See Also
    --------
    count_by_group : Count matches by document.

    Examples
    --------
    >>> import framing as fr
    >>> from framing.lexicon import Lexicon, find_matches
    >>> tokens = fr.tokenize(fr.read_articles([{"text": "Guard the border"}]))
    >>> matches = find_matches(Lexicon.from_dict({"place": ["border"]}), tokens)
    >>> replace_matches(matches, tokens)
    ['Guard', 'the', 'PLACE']
    """
    return [name for _, name in _pieces(matches, tokens, upper=upper)]


def _pieces(
    matches: Matches, tokens: TokenTable, *, upper: bool
) -> Iterator[tuple[int, str]]:
    """Yield token position and text of what stands in the place of the tokens."""
    names = [name.upper() if upper else name for name in matches.categories]
    found: dict[int, list[str]] = {}
    pairs = zip(matches.first.tolist(), matches.category.tolist(), strict=True)
    for first, category in pairs:
        found.setdefault(first, []).append(names[category])
    covered = _covered(matches, len(tokens.type))
    for at, hidden in enumerate(covered.tolist()):
        if hidden:
            yield from ((at, name) for name in found.get(at, ()))
        else:
            yield at, tokens.types[tokens.type[at]]


def _covered(matches: Matches, n_tokens: int) -> NDArray[np.bool_]:
    """Say which tokens lie in a match."""
    step = np.zeros(n_tokens + 1, dtype=np.int64)
    np.add.at(step, matches.first, 1)
    np.add.at(step, matches.last + 1, -1)
    inside: NDArray[np.bool_] = np.cumsum(step)[:-1] > 0
    return inside
