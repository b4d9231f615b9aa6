"""The summary: plain sentences, each of them true of the tables it is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.comparison.bounds import UNBOUNDED, is_bounded
from framing.comparison.measures import TONE_SCALE
from framing.page.trust import trust_in
from framing.page.writing import (
    between,
    count,
    equal,
    join,
    p_value,
    plural,
    quantity,
    several,
)
from framing.plots.naming import group_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from framing.comparison import Comparison

__all__ = [
    "LEVEL",
    "MAX_LABELS",
    "has_any",
    "notes_of",
    "several_differ",
    "summarize_frames",
    "summarize_material",
    "summarize_tone",
]

LEVEL = 0.05
MAX_LABELS = 4
_MAX_NAMED = 3
_LEAST = 3  # scored sentences without which tone is not held against another
_MIN_GROUPS = 2
# A group speaks in the summary from so many articles on, where at least two can.
_SIZES = (10, 4, 2, 1)
_ONLY = "The only tested difference"
_MOST_AND_LEAST = ("most frequent", "least frequent")


def summarize_material(result: Comparison) -> Iterator[str]:
    """Say what was compared.

    Parameters
    ----------
    result : Comparison
        Of frames.

    Yields
    ------
    str
        Sentences.
    """
    inside = result.design.group_of >= 0
    sizes = np.bincount(result.design.group_of[inside], minlength=len(result.groups))
    n_words = int(result.found.tokens.words_per_doc[inside].sum())
    words = f"together they have {plural(n_words, 'word')}"
    articles = plural(int(inside.sum()), "article")
    if result.by == "doc_id":
        yield f"{articles} are compared one by one; {words}."
    else:
        yield (
            f"{articles} from {count(len(result.groups), result.by)} were compared "
            f"({_each(sizes)}); {words}."
        )
    left_out = len(inside) - int(inside.sum())
    if left_out:
        yield f"{plural(left_out, 'article')} without {result.by} took no part."


def _each(sizes: np.ndarray) -> str:
    low, high = int(sizes.min()), int(sizes.max())
    return (
        f"{plural(low, 'article')} each"
        if low == high
        else (f"from {low:,} to {plural(high, 'article')} each")
    )


def summarize_frames(result: Comparison) -> Iterator[str]:
    """Say where each frame is most and least frequent, and what chance explains.

    Parameters
    ----------
    result : Comparison
        Of frames, by salience.

    Yields
    ------
    str
        Sentences.
    """
    totals = result.table.groupby("label", sort=False)["n_hits"].sum()
    ranked = totals.sort_values(ascending=False, kind="stable").index[:MAX_LABELS]
    labels = [label for label in result.labels if label in set(ranked)]
    for label in labels:
        yield from _extremes(result, label, f"“{label}” terms")
        if totals[label]:  # what occurs nowhere differs nowhere
            yield from _chance(result, label, f"“{label}” terms")
    if len(labels) < len(result.labels):
        rest = len(result.labels) - len(labels)
        yield f"The table has {plural(rest, 'more category', 'more categories')}."
    if len(result.labels) == 2 and has_any(result):
        yield from _dominance(result)
    yield from _limits(result)


def has_any(result: Comparison) -> bool:
    """Tell whether anything was found, so that there is something to test.

    Parameters
    ----------
    result : Comparison
        Of frames, or of tone.

    Returns
    -------
    bool
        Whether there is any hit, or any estimate.
    """
    return bool(result.table["n_hits"].sum())


def summarize_tone(result: Comparison | None, n_actors: int) -> Iterator[str]:
    """Say toward whom tone was scored, where it is lowest, and how far to trust it.

    Parameters
    ----------
    result : Comparison or None
        Of tone; None where no actor was found.
    n_actors : int
        How many actors were found in all.

    Yields
    ------
    str
        Sentences.
    """
    if result is None:
        yield "No actor was found, so there is no tone to compare."
        return
    table = result.table
    units = plural(int(table["n_hits"].sum()), "time")
    chosen = f"{plural(len(result.labels), 'actor')}"
    if len(result.labels) < n_actors:
        chosen = _most_widely(len(result.labels), n_actors)
    yield (
        f"Tone was scored {units}, once for each actor that a sentence names, voice by "
        f"voice, for {chosen}."
    )
    yield (
        "What speakers say of an actor counts here as well; the figure by voice keeps "
        "it apart from unattributed text."
    )
    yield from _without_estimate(result)
    told = _comparable(table)
    for label in told:
        yield from _extremes(result, label, f"tone toward {label}")
    if not told and len(result.groups) > 1:
        yield (
            f"Toward no actor do two {several(result.by)} have {_LEAST} or more scored "
            "sentences, so no actor is singled out here; the table has every number."
        )
    yield from _chance(result, None, "tone toward an actor")
    yield from trust_in(result)


def _without_estimate(result: Comparison) -> Iterator[str]:
    """Say how often there is no estimate, which is not the same as neutral."""
    table = result.found.per_document()
    missing = int((table["n_hits"] - table["n_scored"]).sum())
    if missing:
        yield (
            f"{plural(missing, 'more time')} there is no estimate: the scorer was not "
            "sure enough, or there was nothing to score. No estimate does not mean "
            "neutral."
        )


def _most_widely(n: int, n_actors: int) -> str:
    if n == 1:
        return f"the most widely named of {n_actors:,} actors"
    return f"the {n:,} of {n_actors:,} actors named most widely"


def _comparable(table: pd.DataFrame) -> list[str]:
    """Name the actors in the most articles that two groups say enough about."""
    totals = table.groupby("label", sort=False)[["n_docs_hit", "n_hits"]].sum()
    enough = table["n_hits"].ge(_LEAST).groupby(table["label"]).sum()
    totals = totals[enough.reindex(totals.index) >= _MIN_GROUPS]
    ranked = totals.sort_values(
        ["n_docs_hit", "n_hits"], ascending=False, kind="stable"
    )
    return [str(name) for name in ranked.index[:_MAX_NAMED]]


def speaking_rows(result: Comparison, label: str) -> tuple[pd.DataFrame, str]:
    """Choose the groups that an extreme may be drawn from, and say which they are.

    Groups of one article would be the highest and the lowest of any long list.
    """
    rows = result.table[result.table["label"] == label]
    rows = rows[rows["estimate"].notna()]
    if result.measure.name == "tone" and (rows["n_hits"] >= _LEAST).sum() > 1:
        rows = rows[rows["n_hits"] >= _LEAST]  # one sentence tells no tone
    counted = rows["n_docs_hit"] if result.measure.name == "tone" else rows["n_docs"]
    if len(rows) < 2 or result.by == "doc_id":
        return rows, ""
    enough = next(size for size in _SIZES if (counted >= size).sum() >= 2 or size == 1)
    kept = rows[counted >= enough]
    if len(kept) == len(rows):
        return rows, ""
    with_hit = " that name the actor" if result.measure.name == "tone" else ""
    return kept, (
        f"Among the {count(len(kept), result.by)} with {enough} or more articles"
        f"{with_hit}, "
    )


def _extremes(result: Comparison, label: str, what: str) -> Iterator[str]:
    rows, among = speaking_rows(result, label)
    tone = result.measure.name == "tone"
    if not rows["n_hits"].sum():
        yield f"No {what} were found." if not tone else f"There is no {what}."
        return
    if len(rows) == 1:
        group = _named(result, [rows.iloc[0]])
        yield f"{_capital(what)}: {group}; there is nothing to hold it against."
        return
    low, high = rows["estimate"].min(), rows["estimate"].max()
    if low == high:
        verb = "is" if tone else "are"
        yield f"{_capital(f'{among}{what}')} {verb} alike everywhere."
        return
    top = [row for _, row in rows[rows["estimate"] == high].iterrows()]
    bottom = [row for _, row in rows[rows["estimate"] == low].iterrows()]
    verb = "is" if tone else "are"
    if len(rows) == 2:
        more = "higher" if tone else "more frequent"
        told = f"{more} in {_named(result, top)} than in {_named(result, bottom)}"
        told += _overlap(rows, tone=tone)
    else:
        most, least = ("highest", "lowest") if tone else _MOST_AND_LEAST
        told = f"{most} in {_named(result, top)} and {least} in "
        told += _named(result, bottom)
    yield _capital(f"{among}{what} {verb} {told}.")


def _bounded(row: pd.Series, *, tone: bool) -> bool:
    ends = float(row["low"]), float(row["high"])
    return is_bounded(*ends, float(row["estimate"]), TONE_SCALE if tone else None)


def _overlap(rows: pd.DataFrame, *, tone: bool) -> str:
    """Say of two intervals whether they overlap; nothing where one is missing."""
    if rows[["low", "high"]].isna().to_numpy().any():
        return ""
    if not all(_bounded(row, tone=tone) for _, row in rows.iterrows()):
        return "; from so little the intervals bound nothing"
    apart = rows["low"].max() > rows["high"].min()
    return "; the intervals do not overlap" if apart else "; the intervals overlap"


def _named(result: Comparison, rows: list[pd.Series]) -> str:
    """Name the groups of these rows, all with the same estimate, and the number."""
    names = group_names(result)
    shown = [names[row["group"]] for row in rows[:2]]
    more = len(rows) - len(shown)
    shown += [f"{more} more"] if more else []
    first = rows[0]
    signed = result.measure.center is not None
    unit = "" if signed else " per 1,000 words"
    told = [f"{quantity(first['estimate'], signed=signed)}{unit}"]
    if len(rows) == 1 and not np.isnan(first["low"]):
        told.append(_limits_told(first, signed=signed))
    if signed and len(rows) == 1:
        sentences = plural(int(first["n_hits"]), "sentence")
        told.append(f"{sentences} in {plural(int(first['n_docs_hit']), 'article')}")
    return f"{join(shown)} ({'; '.join(told)})"


def _limits_told(row: pd.Series, *, signed: bool) -> str:
    ends = float(row["low"]), float(row["high"])
    scale = TONE_SCALE if signed else None
    told = between(*ends, float(row["estimate"]), signed=signed, scale=scale)
    if told == UNBOUNDED:
        return told
    counting = "" if "jackknife" in row["interval"] else " counting"
    return f"95%{counting} interval {told}"


def _chance(result: Comparison, label: str | None, what: str) -> Iterator[str]:
    """Say how many of the differences are larger than chance explains."""
    table = result.contrasts
    if label is not None:
        yield from _together(result, label, what)
        table = table[table["label"] == label]
    tested = table[table["p"].notna()]
    if not len(tested):
        return
    told = tested[tested["p_adjusted"] < LEVEL].sort_values("p_adjusted", kind="stable")
    n = plural(len(tested), "tested difference")
    if not len(told):
        yield _none_told(n, what, tested["p_adjusted"])
        if tested["note"].str.contains("cannot reach 5%").all():
            yield (
                "With so few articles no difference could have been, whatever its size."
            )
        return
    named = [_difference(row, label is None) for _, row in told.head(3).iterrows()]
    more = len(told) - len(named)
    named += [f"{more} more in the table"] if more else []
    which = f"{len(told):,} of the {n}" if len(tested) > 1 else _ONLY
    yield (
        f"{which} in {what} {'is' if len(told) == 1 else 'are'} "
        f"larger than chance explains (p < .05 after correction): {join(named)}."
    )


def _together(result: Comparison, label: str, what: str) -> Iterator[str]:
    """Say whether any of several groups differ, before it is asked which."""
    table = several_differ(result)
    p = table.loc[table["label"] == label, "p_adjusted"]
    if not len(p):
        return
    groups = f"Taken together, the {count(len(result.groups), result.by)}"
    value = equal(float(p.iloc[0]))
    if p.iloc[0] < LEVEL:
        yield f"{groups} differ in {what} by more than chance explains (p {value})."
    else:
        yield f"{groups} cannot be told apart in {what} (p {value})."


def several_differ(result: Comparison) -> pd.DataFrame:
    """Give the tests of whether any of more than two groups differ."""
    table = result.omnibus if len(result.groups) > 2 else result.omnibus.iloc[:0]
    return table[table["p_adjusted"].notna()]


def _none_told(n: str, what: str, p: pd.Series[float]) -> str:
    smallest = p_value(float(p.min()))
    if len(p) == 1:
        told = f"p after correction {smallest}"
        return f"{_ONLY} in {what} cannot be told from chance ({told})."
    return (
        f"None of the {n} in {what} can be told from chance (smallest p after "
        f"correction {smallest})."
    )


def _difference(row: pd.Series, with_label: bool) -> str:
    side = "above" if row["difference"] > 0 else "below"
    other = row["group_b"]
    other = "all other articles" if other == f"not {row['group_a']}" else other
    toward = f" toward {row['label']}" if with_label else ""
    return f"{row['group_a']} {side} {other}{toward} (p = {_p_equal(row)})"


def _p_equal(row: pd.Series) -> str:
    return p_value(float(row["p_adjusted"])).replace("< ", "under ")


def _dominance(result: Comparison) -> Iterator[str]:
    """Count in how many groups the first frame is ahead of the second."""
    first, second = result.labels
    wide = result.table.pivot(index="group", columns="label", values="n_hits")
    wide = wide.reindex(result.groups)
    sides = (
        ("more", wide.index[wide[first] > wide[second]]),
        ("fewer", wide.index[wide[first] < wide[second]]),
        ("as many", wide.index[wide[first] == wide[second]]),
    )
    told = [(how, _where(result, list(names))) for how, names in sides if len(names)]
    how, where = told[0]
    begin = "as" if how == "as many" else "than"
    rest = join([f"{word} in {place}" for word, place in told[1:]])
    yield (
        f"There are {how} “{first}” {begin} “{second}” terms in {where}"
        f"{f', {rest}' if rest else ''}."
    )


def _where(result: Comparison, groups: list[str]) -> str:
    """Name a few groups; count many."""
    n = len(result.groups)
    if len(groups) == n:
        return f"{'both' if n == 2 else f'all {n:,}'} {several(result.by)}"
    if len(groups) > _MAX_NAMED:
        return f"{len(groups):,} of {count(n, result.by)}"
    names = group_names(result)
    return join([names[group] for group in groups])


def _limits(result: Comparison) -> Iterator[str]:
    sizes = np.bincount(result.design.group_of[result.design.group_of >= 0])
    if result.by == "doc_id":
        yield (
            "These numbers describe the articles. They say nothing about the "
            "outlets the articles come from, and nothing was tested."
        )
    elif sizes.max() == 1:
        yield (
            f"There is one article for each {result.by}: these numbers describe the "
            f"articles and cannot speak for the {result.by}, and nothing was tested."
        )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def notes_of(results: Mapping[str, Comparison]) -> Iterator[str]:
    """Yield what calls for care, and of which comparison it is true if not of all.

    Parameters
    ----------
    results : mapping of str to Comparison
        Comparisons by kind, such as ``frames`` and ``tone``.

    Yields
    ------
    str
        Each caution once.
    """
    every = [note for result in results.values() for note in result.notes]
    for kind, result in results.items():
        # The same numbers in two almost equal sentences would read like a slip.
        own = (note for note in result.notes if every.count(note) == 1)
        yield from (f"{kind.capitalize()}: {note}" for note in own)
    yield from (note for note in dict.fromkeys(every) if every.count(note) > 1)
