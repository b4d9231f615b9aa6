"""How evenly words are spread over articles."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from framing.stats._guards import FloatArray, check_lengths, check_sparse, divide

__all__ = ["dispersion"]


def dispersion(
    counts: Any, *, lengths: npt.ArrayLike | None = None, normalized: bool = False
) -> FloatArray:
    """Measure how unevenly words are spread over articles (Gries' DP).

    Parameters
    ----------
    counts : array_like or sparse matrix, shape (n_articles, n_words)
        Counts.
    lengths : array_like, shape (n_articles,), optional
        Tokens of each article; the row sums of `counts` by default.
    normalized : bool, default False
        Divide by the largest possible value.

    Returns
    -------
    ndarray, shape (n_words,)
        0 for a word spread as the articles are long, near 1 for a word that keeps to
        one short article; NaN for a word that does not occur.

    Notes
    -----
    ``DP = sum |v_i - s_i| / 2`` with the shares v of the word's uses and s of all
    tokens in article i.

    References
    ----------
    Gries (2008). Dispersions and adjusted frequencies in corpora. International
    Journal of Corpus Linguistics 13, 403-437.
    Lijffijt and Gries (2012). Correction to Gries (2008). International Journal of
    Corpus Linguistics 17, 147-149.

    Examples
    --------
    >>> dispersion([[2, 4], [2, 0]], lengths=[10, 10]).tolist()
    [0.0, 0.5]
    """
    table = check_sparse(counts)
    sizes = check_lengths(table, lengths)
    shares = sizes / sizes.sum()
    cells = table.tocoo()
    uses = np.asarray(table.sum(axis=0), dtype=np.float64).ravel()
    rows, words = cells.coords
    # Articles without the word add their share; those with it are corrected for.
    gap = np.abs(cells.data / uses[words] - shares[rows]) - shares[rows]
    spread = (1 + np.bincount(words, weights=gap, minlength=len(uses))) / 2
    if normalized:
        spread = divide(spread, 1 - shares.min())
    return np.where(uses > 0, np.maximum(spread, 0), np.nan)
