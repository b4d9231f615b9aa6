"""Frames as features for people's own scikit-learn pipelines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, diags_array
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from framing._errors import expecting_zeros
from framing.annotate import find_frames
from framing.corpus import Corpus
from framing.lexicon import Lexicon, load_lexicon

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FrameVectorizer"]


class FrameVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turn texts into counts of the categories of a lexicon, for scikit-learn.

    It fits where scikit-learn expects a vectorizer, such as in a pipeline beside word
    counts.

    Parameters
    ----------
    lexicon : Lexicon or str, default "security-humanitarian"
        The lexicon, or the name of a shipped one.
    rate : bool, default False
        Hits per 1,000 words in place of counts.

    Attributes
    ----------
    categories_ : tuple of str
        The categories, in the order of the columns; set by ``fit``.

    See Also
    --------
    framing.Annotations.to_matrix : The same counts from findings.

    Examples
    --------
    >>> import framing as fr
    >>> lexicon = fr.Lexicon.from_dict({"threat": ["raid*"], "help": ["aid"]})
    >>> counts = fr.FrameVectorizer(lexicon).fit_transform(["Raids, and no aid.", ""])
    >>> counts.toarray().tolist()
    [[1, 1], [0, 0]]
    """

    def __init__(
        self, lexicon: Lexicon | str = "security-humanitarian", *, rate: bool = False
    ) -> None:
        self.lexicon = lexicon
        self.rate = rate

    def fit(self, X: Iterable[str], y: object = None) -> FrameVectorizer:  # noqa: ARG002
        """Load the lexicon; nothing is learned from the texts.

        It is there because scikit-learn calls it.

        Parameters
        ----------
        X : iterable of str
            Texts.
        y : object, optional
            Not used.

        Returns
        -------
        FrameVectorizer
            This object.

        Raises
        ------
        TypeError
            If `X` is a single text or holds something else than texts.

        See Also
        --------
        framing.FrameVectorizer.transform : Count.

        Examples
        --------
        >>> import framing as fr
        >>> fr.FrameVectorizer().fit(["A text."]).categories_
        ('security', 'humanitarian')
        """
        _check_texts(X)
        loaded = self._loaded()
        self.categories_ = loaded.top
        return self

    def transform(self, X: Iterable[str]) -> csr_matrix:
        """Count the categories in each text.

        Texts are counted one by one, without cleaning: pass what should count.

        Parameters
        ----------
        X : iterable of str
            Texts.

        Returns
        -------
        csr_matrix, shape (n_texts, n_categories)
            Counts, or hits per 1,000 words.

        Raises
        ------
        TypeError
            If `X` is a single text or holds something else than texts.

        See Also
        --------
        framing.FrameVectorizer.get_feature_names_out : The names of the columns.

        Examples
        --------
        >>> import framing as fr
        >>> fr.FrameVectorizer().fit([""]).transform(["A police raid."]).shape
        (1, 2)
        """
        check_is_fitted(self, "categories_")
        texts = _check_texts(X)
        if not texts:
            return csr_matrix((0, len(self.categories_)))
        index = [f"text-{number}" for number in range(len(texts))]
        corpus = Corpus(pd.DataFrame({"text": texts}, index=index))
        with expecting_zeros():  # texts come in parts, as folds of a test
            found = find_frames(corpus, self._loaded())
        counts = csr_matrix(found.to_matrix())
        if not self.rate:
            return counts
        words = np.maximum(found.tokens.words_per_doc, 1)
        return csr_matrix(diags_array(1000 / words) @ counts)

    def get_feature_names_out(self, input_features: object = None) -> NDArray[Any]:  # noqa: ARG002
        """Name the columns.

        They are the categories of the lexicon, in its order.

        Parameters
        ----------
        input_features : object, optional
            Not used.

        Returns
        -------
        ndarray of str
            The categories.

        See Also
        --------
        framing.FrameVectorizer.transform : The matrix with these columns.

        Examples
        --------
        >>> import framing as fr
        >>> fr.FrameVectorizer().fit([""]).get_feature_names_out().tolist()
        ['security', 'humanitarian']
        """
        check_is_fitted(self, "categories_")
        return np.array(self.categories_, dtype=object)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags

    def _loaded(self) -> Lexicon:
        if isinstance(self.lexicon, Lexicon):
            return self.lexicon
        return load_lexicon(self.lexicon)


def _check_texts(texts: object) -> list[str]:
    if isinstance(texts, str) or not isinstance(texts, Iterable):
        msg = (
            f"`X` must be a list of texts; got {type(texts).__name__}. For one text "
            "give a list of one: [text]."
        )
        raise TypeError(msg)
    chosen = list(texts)
    wrong = [text for text in chosen if not isinstance(text, str)]
    if wrong:
        msg = f"`X` must hold texts only; one entry is {type(wrong[0]).__name__}."
        raise TypeError(msg)
    return chosen
