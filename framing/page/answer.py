"""The answer that stands in front: do they differ, and how sure can we be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.page.summary import LEVEL, has_any, several_differ
from framing.page.writing import count, equal, join, plural, several

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from framing.comparison import Comparison

__all__ = ["QUESTION", "answer_question"]

QUESTION = "Do they tell the story differently, and how sure can we be?"
_WHAT = {"frames": "the use of frames", "tone": "tone toward actors"}
_MAX_NAMED = 3


def answer_question(results: Mapping[str, Comparison]) -> tuple[str, ...]:
    """Answer in plain words what a reader wants to know first.

    Parameters
    ----------
    results : mapping of str to Comparison
        Comparisons of ``frames`` and, where there are actors, of ``tone``.

    Returns
    -------
    tuple of str
        The answer in one sentence, then why, and how far it can be trusted; each is
        true of the tables.

    Examples
    --------
    >>> import framing as fr
    >>> frames = fr.find_frames(fr.load_example("caravan"))
    >>> result = fr.compare(frames, by="outlet", events="event")
    >>> answer_question({"frames": result})[0]
    'Yes, in the use of frames.'
    """
    kept = {kind: result for kind, result in results.items() if has_any(result)}
    if "frames" in kept:
        return _answer(kept)
    return (*_nothing_found(results["frames"]), *(_answer(kept) if kept else ()))


def _nothing_found(frames: Comparison) -> Iterator[str]:
    """Say that there are no frames, and where to look for the reason."""
    name = frames.found.provenance.get("parameters", {}).get("lexicon", "")
    lexicon = f"lexicon “{name}”" if name else "lexicon"
    yield (
        f"No entry of the {lexicon} occurs in the articles, so there are no frames to "
        "tell apart and none is tested."
    )
    yield (
        "lexicon.check(corpus) tells entry by entry what was not found (in a shell: "
        "framing lexicon check LEXICON ARTICLES)."
    )


def _answer(results: Mapping[str, Comparison]) -> tuple[str, ...]:
    tested = {kind: _tested(result) for kind, result in results.items()}
    tested = {kind: table for kind, table in tested.items() if len(table)}
    first = next(iter(results.values()))
    if not tested:
        return _untested(first)
    sure = {kind: _larger(table) for kind, table in tested.items()}
    any_differ = {kind: _larger(several_differ(results[kind])) for kind in tested}
    return (
        _verdict({kind: _labels(sure[kind], any_differ[kind]) for kind in tested}),
        *_together(any_differ, results),
        _shares(sure, tested, one_by_one=any(map(len, any_differ.values()))),
        *_clearest(sure),
        *_trust(first, any(len(table) == 0 for table in sure.values())),
    )


def _tested(result: Comparison) -> pd.DataFrame:
    table = result.contrasts
    return table[table["p"].notna()]


def _untested(result: Comparison) -> tuple[str, ...]:
    if result.by == "doc_id":
        return (
            "Single articles can be described, not tested.",
            "The numbers below are true of these articles. To learn whether outlets "
            "differ, compare several articles of each.",
        )
    if len(result.groups) == 1:
        return (
            f"All articles have the same {result.by}: there is nothing to compare.",
            f"The numbers below describe {result.groups[0]}. To compare, add articles "
            f"of another {result.by}.",
        )
    return (
        "That cannot be told: there are too few articles for a test.",
        "The numbers below are true of these articles and say nothing about others of "
        f"the same {result.by}.",
    )


def _larger(table: pd.DataFrame) -> pd.DataFrame:
    """Keep what is larger than chance explains, after correction."""
    return table[table["p_adjusted"] < LEVEL]


def _labels(*tables: pd.DataFrame) -> int:
    """Count the frames, or the actors, with a difference."""
    return len({name for table in tables for name in table["label"]})


def _verdict(n_sure: Mapping[str, int]) -> str:
    yes = [f"in {_in_what(kind, n)}" for kind, n in n_sure.items() if n]
    no = [f"in {_WHAT[kind]}" for kind, n in n_sure.items() if not n]
    if not yes:
        return (
            f"We cannot be sure: no difference {join(no, 'or')} can be told from "
            "chance."
        )
    rest = f"; no difference {no[0]} can be told from chance" if no else ""
    return f"Yes, {join(yes)}{rest}."


def _in_what(kind: str, n: int) -> str:
    return f"tone toward {plural(n, 'actor')}" if kind == "tone" else _WHAT[kind]


def _together(
    any_differ: Mapping[str, pd.DataFrame], results: Mapping[str, Comparison]
) -> Iterator[str]:
    """Say in what several groups differ, whichever of them it is."""
    for kind, table in any_differ.items():
        if not len(table):
            continue
        ranked = table.sort_values("p_adjusted", kind="stable").head(_MAX_NAMED)
        names = [_with_p(kind, row) for _, row in ranked.iterrows()]
        more = len(table) - len(names)
        named = join([*names, *([f"{more} more"] if more else [])])
        groups = count(len(results[kind].groups), results[kind].by)
        told = (
            f"tone toward {named}" if kind == "tone" else f"how often they use {named}"
        )
        yield f"Taken together, the {groups} differ in {told}."


def _with_p(kind: str, row: pd.Series) -> str:
    name = row["label"] if kind == "tone" else f"“{row['label']}” terms"
    return f"{name} (p {equal(float(row['p_adjusted']))})"


def _shares(
    sure: Mapping[str, pd.DataFrame],
    tested: Mapping[str, pd.DataFrame],
    *,
    one_by_one: bool,
) -> str:
    """Say how many of the tested differences are larger than chance explains."""
    parts = [
        f"{len(sure[kind]) or 'none':} of {len(table):,} tested "
        f"{'difference' if len(table) == 1 else 'differences'} in {_WHAT[kind]}"
        for kind, table in tested.items()
    ]
    told = ("one by one, " if one_by_one else "") + join(parts)
    verb = "is" if len(parts) == 1 and len(next(iter(sure.values()))) == 1 else "are"
    return (
        f"{told[0].upper()}{told[1:]} {verb} larger than chance explains (p < .05, "
        "corrected for the number of tests)."
    )


def _clearest(sure: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Name the differences with the smallest p."""
    tables = [table.assign(kind=kind) for kind, table in sure.items() if len(table)]
    if not tables:
        return
    every = pd.concat(tables, ignore_index=True)
    first = every.sort_values("p_adjusted", kind="stable").head(_MAX_NAMED)
    named = [_name(row) for _, row in first.iterrows()]
    begin = "The clearest: " if len(every) > len(named) else ""
    yield f"{begin}{'; '.join(named)}."


def _name(row: pd.Series) -> str:
    other = row["group_b"]
    other = "all others" if other == f"not {row['group_a']}" else other
    if row["kind"] == "tone":
        side = "is kinder" if row["difference"] > 0 else "is harsher"
        told = f"{row['group_a']} {side} toward {row['label']} than {other}"
    else:
        side = "more" if row["difference"] > 0 else "fewer"
        told = f"{row['group_a']} uses {side} “{row['label']}” terms than {other}"
    return f"{told} (p {equal(float(row['p_adjusted']))})"


def _trust(result: Comparison, nothing_told: bool) -> Iterator[str]:
    """Say on what the tests rest, and what they cannot show."""
    inside = result.design.group_of >= 0
    sizes = np.bincount(result.design.group_of[inside], minlength=len(result.groups))
    low, high = int(sizes.min()), int(sizes.max())
    each = plural(low, "article") if low == high else f"{low:,} to {high:,} articles"
    groups = count(len(result.groups), result.by)
    events = result.design.events
    within = f", inside the same {events} only," if events else ""
    yield (
        f"The tests rest on {groups} with {each} each: they ask how often moving whole "
        f"articles at random between the {several(result.by)}{within} makes a "
        "difference as large."
    )
    if any("no single difference can reach" in note for note in result.notes):
        yield (
            "With so few articles no single difference can pass after correction, "
            f"however large, so which {several(result.by)} differ cannot be told. That "
            "does not mean they are alike: more articles could tell, or one contrast "
            "that is named beforehand."
        )
    elif nothing_told:
        n = plural(int(inside.sum()), "article")
        yield (
            "Not told from chance does not mean alike: a difference may be too small "
            f"for {n} to show."
        )
