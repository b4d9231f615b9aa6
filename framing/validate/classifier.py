"""A classifier of frames, trained on sentences or articles coded by hand."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from framing import _html
from framing._errors import FramingWarning, did_you_mean
from framing._provenance import canonical, digest, installed_version, record
from framing.annotations import Annotations
from framing.tokens import Tokens, tokenize
from framing.validate.codes import gold_standard
from framing.validate.training import (
    FEW,
    calibrate,
    chance_of_label,
    check_model,
    cross_validate,
    default_model,
    described,
    fresh_copy,
    report_figures,
    too_few,
)
from framing.validate.units import UNITS, all_units, check_units, unit_texts

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sklearn.base import BaseEstimator

    from framing._provenance import Provenance
    from framing.corpus import Corpus

__all__ = ["FrameClassifier"]


@dataclass(frozen=True, eq=False, repr=False)
class FrameClassifier:
    """Hold models trained on codes, one per label, and how well they do.

    Made by :meth:`FrameClassifier.train`.

    Parameters
    ----------
    labels : tuple of str
        What it can find.
    unit : {'sentence', 'article'}
        What it judges.
    threshold : float
        Probability from which on a label counts as found.
    models : dict
        The trained model of each label.
    report : DataFrame
        How well each does in cross-validation.
    calibration : DataFrame
        Probabilities beside what was observed.
    held_out : DataFrame
        The probability of each unit learned from, by a model that did not see it.
    provenance : dict
        How it was made.

    See Also
    --------
    framing.read_codes : The codes that it learns from.
    framing.FrameVectorizer : Lexicon counts for a model of your own.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.load_example("caravan")
    >>> codes = fr.load_example_codes()
    >>> trained = fr.FrameClassifier.train(corpus, codes, n_folds=2)
    >>> trained.labels
    ('security', 'humanitarian')
    """

    labels: tuple[str, ...]
    unit: str
    threshold: float
    _models: dict[str, Any]
    _report: pd.DataFrame
    _calibration: pd.DataFrame
    _held_out: pd.DataFrame
    provenance: Provenance

    def __init__(
        self,
        labels: tuple[str, ...],
        unit: str,
        threshold: float,
        models: dict[str, Any],
        report: pd.DataFrame,
        calibration: pd.DataFrame,
        held_out: pd.DataFrame,
        provenance: Provenance,
    ) -> None:
        vars(self).update(labels=labels, unit=unit, threshold=threshold)
        vars(self).update(_models=models, _report=report, _calibration=calibration)
        vars(self).update(_held_out=held_out, provenance=provenance)

    @classmethod
    def train(
        cls,
        corpus: Corpus | Tokens,
        codes: pd.DataFrame,
        *,
        groups: str = "doc_id",
        unit: str = "sentence",
        model: BaseEstimator | None = None,
        threshold: float = 0.5,
        n_folds: int = 5,
        seed: int = 0,
    ) -> FrameClassifier:
        """Learn from codes, and measure on articles that were not learned from.

        All sentences of an article stand on one side of the cross-validation, or the
        figures would be too good.

        Parameters
        ----------
        corpus : Corpus or Tokens
            The articles that the codes belong to.
        codes : DataFrame
            From :func:`framing.read_codes`; the majority of coders counts.
        groups : str, default "doc_id"
            A document variable that is never split in cross-validation: articles by
            default; ``"outlet"`` or ``"event"`` tells how it does on new ones of these.
        unit : {'sentence', 'article'}, default 'sentence'
            What was coded, and what is judged later.
        model : scikit-learn classifier, optional
            Takes texts and has ``predict_proba``; by default a logistic regression on
            words and pairs of words weighted by tf-idf, and on hits of the shipped
            security and humanitarian lexicon.
        threshold : float, default 0.5
            Probability from which on a label counts as found.
        n_folds : int, default 5
            Parts of the cross-validation.
        seed : int, default 0
            Seed of the parts and of the default model.

        Returns
        -------
        FrameClassifier
            ``report``, ``calibration``, ``deciding_words``, ``predict``.

        Raises
        ------
        KeyError
            If the document variable does not exist.
        ValueError
            If codes do not match the articles, or are too few to learn from.

        Warns
        -----
        FramingWarning
            If a label is left out, since too few units have it or lack it.

        See Also
        --------
        framing.FrameClassifier.predict : Find the labels in other articles.

        Notes
        -----
        All figures come from grouped cross-validation: each unit is judged by a model
        that saw no unit of its group. A figure from random folds would be too good,
        since sentences of one article resemble each other.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> codes = fr.load_example_codes()
        >>> trained = fr.FrameClassifier.train(corpus, codes, n_folds=2)
        >>> trained.report["measure"].unique().tolist()
        ['precision', 'recall', 'f1', 'brier']
        """
        _check_options(unit, threshold, n_folds)
        tokens = corpus if isinstance(corpus, Tokens) else tokenize(corpus)
        labels = tuple(codes["label"].unique())
        units = gold_standard(codes, labels)
        check_units(tokens.corpus, units)
        group = tokens.corpus.variable(groups).loc[units["doc_id"]].astype("str")
        made = default_model(seed) if model is None else model
        check_model(made)
        texts = unit_texts(tokens.corpus, units).tolist()
        fitted, reports, bins, held_out = {}, [], [], []
        for label in labels:
            known = units[label].notna().to_numpy()
            y = units[label].to_numpy()[known].astype(int)
            parts = group.to_numpy()[known]
            if reason := too_few(y, parts):
                note = f"{label!r} is left out: {reason}."
                warnings.warn(note, FramingWarning, stacklevel=2)
                continue
            own = [text for text, keep in zip(texts, known, strict=True) if keep]
            chance = cross_validate(made, own, y, parts, n_folds, seed)
            doc = units["doc_id"].to_numpy()[known]
            reports.append(report_figures(label, y, chance, doc, threshold))
            bins.append(calibrate(label, y, chance))
            place = units[known][["doc_id", "start"]]
            held_out.append(place.assign(label=label, text=own, chance=chance))
            fitted[label] = fresh_copy(made).fit(own, y)
        if not fitted:
            msg = (
                f"`codes` have too few units with and without each label (at least "
                f"{FEW} of both, in at least two groups). Code more units."
            )
            raise ValueError(msg)
        parameters = {
            "labels": list(fitted),
            "groups": groups,
            "unit": unit,
            "model": described(made),
            "threshold": threshold,
            "n_folds": n_folds,
            "seed": seed,
        }
        parents = {
            "corpus": tokens.corpus.fingerprint,
            "codes": digest([canonical(codes.to_dict("list"))]),
            "scikit-learn": installed_version("scikit-learn"),
        }
        return cls(
            tuple(fitted),
            unit,
            threshold,
            fitted,
            pd.concat(reports, ignore_index=True),
            pd.concat(bins, ignore_index=True),
            pd.concat(held_out, ignore_index=True),
            record("train_classifier", parents, parameters),
        )

    @property
    def report(self) -> pd.DataFrame:
        """DataFrame, one row per label and measure, from grouped cross-validation.

        ``label, measure`` (precision, recall, f1, brier), ``estimate, low, high,
        interval, n_units, n_docs, n_coded`` (units with the label), ``note``. The Brier
        score is the mean squared error of the probability: lower is better.

        See Also
        --------
        framing.FrameClassifier.calibration :
            Whether the probabilities mean what they say.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> codes = fr.load_example_codes()
        >>> trained = fr.FrameClassifier.train(corpus, codes, n_folds=2)
        >>> sorted(trained.report["measure"].unique())
        ['brier', 'f1', 'precision', 'recall']
        """
        return self._report.copy()

    @property
    def calibration(self) -> pd.DataFrame:
        """DataFrame, one row per label and fifth of the units by probability.

        ``label, predicted`` (mean probability), ``observed`` (share of units with the
        label), ``low, high`` (counting uncertainty), ``n_units``. Both columns agree
        where a probability means what it says.

        See Also
        --------
        framing.FrameClassifier.report : Precision, recall and Brier score.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> codes = fr.load_example_codes()
        >>> trained = fr.FrameClassifier.train(corpus, codes, n_folds=2)
        >>> trained.calibration["observed"].between(0, 1).all()
        np.True_
        """
        return self._calibration.copy()

    def deciding_words(self, label: str, *, n: int = 20) -> pd.DataFrame:
        """Show the words that speak most for and against a label.

        Words of one event among them are a sign that it learned the event and not the
        frame.

        Parameters
        ----------
        label : str
            One of ``labels``.
        n : int, default 20
            How many words on each side.

        Returns
        -------
        DataFrame
            ``word, weight`` (above 0: for the label), the strongest first.

        Raises
        ------
        KeyError
            If there is no such label.
        TypeError
            If the model has no weights per word.

        See Also
        --------
        framing.FrameClassifier.report : How well it does.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> codes = fr.load_example_codes()
        >>> trained = fr.FrameClassifier.train(corpus, codes, n_folds=2)
        >>> trained.deciding_words("security", n=1)["word"].tolist()[0]
        '[security]'
        """
        if label not in self.labels:
            near = did_you_mean(label, self.labels)
            msg = f"No label {label!r}.{near} There are: {', '.join(self.labels)}."
            raise KeyError(msg)
        names, weights = _word_weights(self._models[label])
        order = np.argsort(weights, kind="stable")
        both = np.concatenate([order[::-1][:n], order[:n]])
        kept = [i for i in dict.fromkeys(both.tolist()) if weights[i] != 0]
        table = pd.DataFrame({"word": names[kept], "weight": weights[kept]})
        return table.sort_values("weight", ascending=False).reset_index(drop=True)

    def predict(self, corpus: Corpus | Tokens) -> Annotations:
        """Find the labels in articles.

        The findings are annotations like any other, so that they can be compared, drawn
        and read.

        Parameters
        ----------
        corpus : Corpus or Tokens
            Any articles.

        Returns
        -------
        Annotations
            Kind ``"classified frames"``: one span per unit and label whose probability
            reaches the threshold, with the column ``confidence`` (the probability).

        See Also
        --------
        framing.FrameClassifier.train : Learn from codes.

        Notes
        -----
        A unit that was learned from keeps its probability from the cross-validation:
        holding predictions against the codes they were learned from would otherwise
        make them look perfect.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> codes = fr.load_example_codes()
        >>> trained = fr.FrameClassifier.train(corpus, codes, n_folds=2)
        >>> trained.predict(corpus).labels
        ('security', 'humanitarian')
        """
        tokens = corpus if isinstance(corpus, Tokens) else tokenize(corpus)
        units = all_units(tokens, self.unit)
        sentence = _first_sentences(tokens, units)
        parts = [self._spans(label, units, sentence) for label in self.labels]
        spans = pd.concat(parts, ignore_index=True)
        order = spans.sort_values(["sentence", "label"], kind="stable").index
        parents = {"corpus": tokens.corpus.fingerprint, "classifier": self.provenance}
        return Annotations(
            tokens,
            spans.loc[order].reset_index(drop=True),
            labels=self.labels,
            kind="classified frames",
            provenance=record("predict", parents, {"threshold": self.threshold}),
        )

    def _spans(
        self, label: str, units: pd.DataFrame, sentence: NDArray[np.int64]
    ) -> pd.DataFrame:
        chance = np.zeros(0)
        if len(units):
            chance = chance_of_label(self._models[label], units["text"].tolist())
            own = self._held_out[self._held_out["label"] == label]
            known = units.merge(own, how="left", on=["doc_id", "start", "text"])
            chance = known["chance"].fillna(pd.Series(chance)).to_numpy()
        hit = chance >= self.threshold
        rows = units[hit][["doc_id", "start", "end"]].reset_index(drop=True)
        return rows.assign(
            sentence=sentence[hit],
            label=label,
            text=units["text"][hit].to_numpy(),
            confidence=chance[hit],
        )

    @property
    def methods(self) -> str:
        """A few sentences for the paper: what was trained, and how well it does.

        It names the cross-validation and what was never split in it.

        See Also
        --------
        framing.FrameClassifier.report : The figures as a table.

        Examples
        --------
        >>> import framing as fr
        >>> corpus = fr.load_example("caravan")
        >>> codes = fr.load_example_codes()
        >>> trained = fr.FrameClassifier.train(corpus, codes, n_folds=2)
        >>> trained.methods.split()[0]
        'A'
        """
        parameters = self.provenance["parameters"]
        told = "; ".join(
            f"{row['label']} {row['estimate']:.2f}"
            for _, row in self._report[self._report["measure"] == "f1"].iterrows()
        )
        return (
            f"A classifier of {self.unit}s ({parameters['model']}) was trained on "
            f"{self._report['n_units'].max()} hand-coded {self.unit}s. Cross-validated "
            f"in {parameters['n_folds']} parts that keep each {parameters['groups']} "
            f"whole, it reached F1 of {told}."
        )

    def __repr__(self) -> str:
        facts = ", ".join(f"{name} {value}" for name, value in self._facts())
        return f"<FrameClassifier: {facts}>"

    def _repr_html_(self) -> str:
        shown = ["label", "measure", "estimate", "low", "high", "n_units", "n_coded"]
        return _html.card(
            "Classifier of frames",
            _html.definition_row(self._facts()),
            _html.table(shown, self._report[shown].itertuples(index=False)),
            note="From grouped cross-validation.",
        )

    def _facts(self) -> list[tuple[str, object]]:
        f1 = self._report[self._report["measure"] == "f1"]
        return [
            ("unit", self.unit),
            ("units learned from", int(self._report["n_units"].max())),
            *(
                (f"F1 {label}", f"{value:.2f}")
                for label, value in zip(f1["label"], f1["estimate"], strict=True)
            ),
        ]


def _check_options(unit: str, threshold: float, n_folds: int) -> None:
    if unit not in UNITS:
        near = did_you_mean(unit, UNITS)
        msg = f"`unit` must be one of {', '.join(UNITS)}; got {unit!r}.{near}"
        raise ValueError(msg)
    if not 0 < threshold < 1:
        msg = f"`threshold` must lie between 0 and 1, such as 0.5; got {threshold!r}."
        raise ValueError(msg)
    if n_folds < 2:
        msg = f"`n_folds` must be 2 or more; got {n_folds!r}."
        raise ValueError(msg)


def _word_weights(model: Any) -> tuple[NDArray[Any], NDArray[np.float64]]:
    """Return the words and weights of a pipeline that ends in a linear model."""
    last = model[-1] if hasattr(model, "steps") else model
    if not hasattr(last, "coef_") or not hasattr(model, "steps"):
        msg = (
            f"The model ({type(last).__name__}) has no weight per word. Use a Pipeline "
            "of a vectorizer and a linear model, such as the default."
        )
        raise TypeError(msg)
    names = [_plain(str(name)) for name in model[:-1].get_feature_names_out()]
    return np.array(names, dtype=object), np.asarray(
        last.coef_, dtype=np.float64
    ).ravel()


def _plain(name: str) -> str:
    """Take scikit-learn's prefix off; a category of a lexicon gets brackets."""
    origin, _, word = name.rpartition("__")
    return f"[{word}]" if origin == "framevectorizer" else word


def _first_sentences(tokens: Tokens, units: pd.DataFrame) -> NDArray[np.int64]:
    """Return the running number of the sentence in which each unit starts."""
    ids = pd.Index(tokens.corpus.doc_ids)
    doc = ids.get_indexer(pd.Index(units["doc_id"])).astype(np.int64) << 32
    key = tokens.sentence_doc.astype(np.int64) << 32 | tokens.sentence_start
    at = np.searchsorted(key, doc | units["start"].to_numpy(dtype=np.int64))
    return np.asarray(np.minimum(at, max(len(key) - 1, 0)), dtype=np.int64)
