"""Words for a paper: the methods paragraph and the citation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from framing._provenance import installed_version
from framing.annotate.quotes import PART_REASON
from framing.comparison.covering import coverage_sentence
from framing.counts import ArticleCounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from framing.annotations import Annotations
    from framing.comparison.design import Design

__all__ = ["bibtex", "methods_paragraph"]

# What the reasons of cuts are called where their short name would not be understood.
_REASONS = {
    "headline": "repeated headline",
    "notice": "page notice",
    "newsletter": "newsletter invitation",
    "promo": "promotion",
    "contact": "contact line",
    "social": "share button",
    "copyright": "rights notice",
    "url": "web link",
}
_ADJUST = {
    "bh": "Benjamini-Hochberg",
    "by": "Benjamini-Yekutieli",
    "holm": "Holm",
    "none": "no",
}

_FEW_HITS = (
    " Where fewer than 10 hits decide an estimate (of a share: on its rarer side), its "
    "interval reaches at least as far as the one for a count."
)


def methods_paragraph(
    design: Design,
    found: Annotations | ArticleCounts,
    notes: Sequence[str],
    n_tests: int,
) -> str:
    """Write what was done in the past tense, complete enough for a reviewer."""
    parts = [
        _material(design, found),
        _instrument(found),
        f"{design.measure.sentence}.",
        _uncertainty(design, n_tests),
        *notes,
        _versions(found),
    ]
    return " ".join(part for part in parts if part)


def _material(design: Design, found: Annotations | ArticleCounts) -> str:
    used = len(np.unique(design.article_of[design.group_of >= 0]))
    words = int(found.tokens.words_per_doc[design.group_of >= 0].sum())
    groups = (
        "one by one"
        if design.by == "doc_id"
        else f"by {design.by} (n = {_sizes(design)})"
    )
    aside = _set_aside(found, design.by)
    return f"We compared {used:,} articles ({words:,} words) {groups}.{aside}"


def _set_aside(found: Annotations | ArticleCounts, by: str) -> str:
    if isinstance(found, ArticleCounts):
        return ""
    if PART_REASON in set(found.corpus.cuts["reason"]):
        told = " Articles were taken apart by voice; the article stayed the unit."
        return told + coverage_sentence(found, by)
    reasons = found.corpus.cuts["reason"].value_counts()
    if not len(reasons):
        return " Nothing was set aside before counting."
    cuts = int(reasons.sum())
    passages = "1 passage that is" if cuts == 1 else f"{cuts:,} passages that are"
    were = "was" if cuts == 1 else "were"
    return (
        f" {passages} not part of the articles {were} set aside before counting: "
        f"{_of_each(reasons)}."
    )


def _of_each(reasons: pd.Series[int]) -> str:
    """Count cuts by reason, the most frequent first."""
    ranked = sorted(reasons.items(), key=lambda item: (-item[1], str(item[0])))
    return ", ".join(
        f"{n:,} {_reason(str(reason))}{'' if n == 1 else 's'}" for reason, n in ranked
    )


def _reason(reason: str) -> str:
    return _REASONS.get(reason, reason)


def _sizes(design: Design) -> str:
    sizes = np.array([design.n_articles(group) for group in design.groups])
    if len(sizes) > 12:
        return f"{sizes.min()} to {sizes.max()} articles in {len(sizes)} groups"
    named = zip(design.groups, sizes, strict=True)
    return ", ".join(f"{group} {size}" for group, size in named)


def _instrument(found: Annotations | ArticleCounts) -> str:
    source = found.provenance
    parameters = source.get("parameters", {})
    if found.kind == "frames":
        return (
            f"Frames were counted with the lexicon {parameters['lexicon']} (SHA-256 "
            f"{source['inputs']['lexicon'][:12]}), longest match first, phrases not "
            "across punctuation."
        )
    if found.kind in {"tone", "sentiment"}:
        return f"Tone was scored by sentence with {parameters['scorer']}."
    return f"The units were {found.kind}."


def _uncertainty(design: Design, n_tests: int) -> str:
    if max(design.n_articles(group) for group in design.groups) == 1:
        if design.measure.name == "tone":
            return (
                "Intervals are 95% t intervals over the sentences of single articles."
            )
        return "Intervals are 95% counting intervals within single articles."
    against = design.held_against
    if against is None:
        versus = "each pair of groups"
    else:
        versus = "each group and " + (
            "all other articles" if against == "rest" else against
        )
    return (
        "Intervals are 95% intervals from a delete-one-article jackknife with a t "
        "quantile whose degrees of freedom allow for articles of unequal length "
        f"(Bell & McCaffrey 2002).{_FEW_HITS * _counts_hits(design)} Differences "
        f"between {versus} were tested {_moves(design)} (exact up to 20,000 "
        f"arrangements, else 9,999 random ones, seed {design.seed}; Phipson & Smyth "
        f"2010), with {_ADJUST[design.adjust]} correction over {n_tests} tests."
    )


def _counts_hits(design: Design) -> bool:
    return design.measure.estimator.deciding is not None


def _moves(design: Design) -> str:
    """Say what changed places in the tests."""
    if design.pairs is not None:
        return (
            f"on every {design.pairs} that both sides have, by letting the two sides "
            f"change places {design.pairs} by {design.pairs}"
        )
    inside = " inside each article" if design.has_parts else ""
    inside = inside if design.events is None else f" inside each {design.events}"
    return f"by moving whole articles between groups{inside}"


def _versions(found: Annotations | ArticleCounts) -> str:
    return (
        f"Computed with framing {installed_version('media-framing')}, numpy "
        f"{installed_version('numpy')} and scipy {installed_version('scipy')} "
        f"(corpus {found.corpus.fingerprint[:12]})."
    )


def bibtex(design: Design, found: Annotations | ArticleCounts) -> str:
    """Return BibTeX for the library, the lexicon or the scorer, and for methods."""
    version = installed_version("media-framing")
    entries = [
        "@software{framing,\n"
        "  title = {framing: comparing how news articles and outlets tell the same "
        "story},\n"
        "  author = {{The framing maintainers}},\n"
        f"  version = {{{version}}},\n"
        "  year = {2026}\n}"
    ]
    entries += _lexicon_entry(found)
    entries += _scorer_entry(found)
    if max(design.n_articles(group) for group in design.groups) > 1:
        entries += [_BELL, _PHIPSON]
        entries += [_BENJAMINI] if design.adjust == "bh" else []
    entries += [_LOWE] if design.measure.name == "balance" else []
    return "\n\n".join(entries)


def _scorer_entry(found: Annotations | ArticleCounts) -> list[str]:
    """Cite VADER, or the sentences that the networks learned from."""
    told = str(found.provenance)
    if "vader" in told:
        return [_HUTTO]
    return [_HAMBORG] if "(weights " in told else []


def _lexicon_entry(found: Annotations | ArticleCounts) -> list[str]:
    """Cite the lexicon in the words of those who made it."""
    parameters = found.provenance.get("parameters", {})
    if found.kind != "frames" or "lexicon" not in parameters:
        return []
    name = parameters["lexicon"]
    key = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower()
    told = parameters.get("citation") or "the lexicon names no citation"
    return [
        f"@misc{{lexicon-{key},\n  title = {{{{{_bibtex_text(name)}}}}},\n"
        f"  note = {{{_bibtex_text(told)}}}\n}}"
    ]


def _bibtex_text(text: str) -> str:
    """Keep signs of LaTeX as they are written, without braces that could break it."""
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[{}\\]", "", text))


_HUTTO = (
    "@inproceedings{hutto2014vader,\n"
    "  title = {{VADER}: A Parsimonious Rule-Based Model for Sentiment Analysis of "
    "Social Media Text},\n"
    "  author = {Hutto, C. J. and Gilbert, Eric},\n"
    "  booktitle = {Proceedings of the International AAAI Conference on Web and Social "
    "Media},\n  volume = {8},\n  number = {1},\n"
    "  pages = {216--225},\n  year = {2014}\n}"
)
_HAMBORG = (
    "@inproceedings{hamborg2021newsmtsc,\n"
    "  title = {{NewsMTSC}: A Dataset for (Multi-)Target-dependent Sentiment "
    "Classification in Political News Articles},\n"
    "  author = {Hamborg, Felix and Donnay, Karsten},\n"
    "  booktitle = {Proceedings of the 16th Conference of the European Chapter of the "
    "Association for Computational Linguistics},\n"
    "  pages = {1663--1675},\n  year = {2021}\n}"
)
_BELL = (
    "@article{bell2002bias,\n"
    "  title = {Bias Reduction in Standard Errors for Linear Regression with "
    "Multi-Stage Samples},\n"
    "  author = {Bell, Robert M. and McCaffrey, Daniel F.},\n"
    "  journal = {Survey Methodology},\n  volume = {28},\n  number = {2},\n"
    "  pages = {169--181},\n  year = {2002}\n}"
)
_PHIPSON = (
    "@article{phipson2010permutation,\n"
    "  title = {Permutation P-values Should Never Be Zero: Calculating Exact P-values "
    "When Permutations Are Randomly Drawn},\n"
    "  author = {Phipson, Belinda and Smyth, Gordon K.},\n"
    "  journal = {Statistical Applications in Genetics and Molecular Biology},\n"
    "  volume = {9},\n  number = {1},\n  pages = {39},\n  year = {2010}\n}"
)
_BENJAMINI = (
    "@article{benjamini1995controlling,\n"
    "  title = {Controlling the False Discovery Rate: A Practical and Powerful "
    "Approach to Multiple Testing},\n"
    "  author = {Benjamini, Yoav and Hochberg, Yosef},\n"
    "  journal = {Journal of the Royal Statistical Society: Series B},\n"
    "  volume = {57},\n  number = {1},\n  pages = {289--300},\n  year = {1995}\n}"
)
_LOWE = (
    "@article{lowe2011scaling,\n"
    "  title = {Scaling Policy Preferences from Coded Political Texts},\n"
    "  author = {Lowe, Will and Benoit, Kenneth and Mikhaylov, Slava and Laver, "
    "Michael},\n"
    "  journal = {Legislative Studies Quarterly},\n  volume = {36},\n"
    "  number = {1},\n  pages = {123--155},\n  year = {2011}\n}"
)
