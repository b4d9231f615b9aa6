"""The summary of who speaks: how much is attributed, and to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.comparison.unnamed import pronouns_resolved
from framing.comparison.voice_names import voice_name
from framing.page.summary import MAX_LABELS
from framing.page.voicing import PARTS
from framing.page.writing import join
from framing.plots.naming import group_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from framing.annotations import Annotations
    from framing.comparison import Comparison
    from framing.page.voicing import Voices

__all__ = ["name_more", "summarize_voices"]


def summarize_voices(
    result: Comparison, voices: Voices, quotes: Annotations
) -> Iterator[str]:
    """Say how much is attributed to somebody, and whose words the frames stand in.

    Parameters
    ----------
    result : Comparison
        Of frames.
    voices : Voices
        Who says what.
    quotes : Annotations
        The quotes, with their actors.

    Yields
    ------
    str
        Sentences.
    """
    table = voices.coverage
    if not table["n_attributed"].sum():
        yield "No quote and no reported speech was found."
        return
    ranked = table.sort_values("attributed_share", kind="stable")
    low, high = ranked.iloc[0], ranked.iloc[-1]
    names = group_names(result)
    ends = ""
    if len(table) > 1 and low["attributed_share"] < high["attributed_share"]:
        ends = (
            f": from {_percent(low['attributed_share'])} in {names[low['group']]} to "
            f"{_percent(high['attributed_share'])} in {names[high['group']]}"
        )
    yield (
        f"{_percent(voices.attributed)} of the words are attributed to somebody, "
        f"quoted or reported{ends}."
    )
    yield from _unknown(names, voices, quotes)
    hits = [
        {label: int(n) for label, n in table.groupby("label")["n_hits"].sum().items()}
        for table in (voices.frames[part].table for part in PARTS)
    ]
    told = [
        f"{hits[1][label]:,} of {hits[0][label] + hits[1][label]:,} “{label}” terms"
        for label in result.labels[:MAX_LABELS]
        if hits[0][label] + hits[1][label]
    ]
    if told:
        yield f"{join(told)} stand in such words; the rest in unattributed text."


def _unknown(
    names: Mapping[str, str], voices: Voices, quotes: Annotations
) -> Iterator[str]:
    """Say how many words have no known speaker if many do, and what names more."""
    if not voices.many_unknown:
        return
    shares = voices.unknown.dropna().sort_values(kind="stable")
    ends = ""
    if len(shares) > 1 and shares.iloc[0] < shares.iloc[-1]:
        first, last = (names[str(name)] for name in shares.index[[0, -1]])
        ends = (
            f", from {_percent(shares.iloc[0])} in {first} to "
            f"{_percent(shares.iloc[-1])} in {last}"
        )
    yield (
        f"{_percent(voices.unknown_of_all)} of the attributed words are spoken by "
        f"{voice_name('unknown')}{ends}. {name_more(quotes)}"
    )


def name_more(quotes: Annotations, *, typed_in_shell: bool = False) -> str:
    """Say what to type so that more speakers are known.

    Parameters
    ----------
    quotes : Annotations
        The quotes, with their actors.
    typed_in_shell : bool, default False
        Whether only the option of the shell is told.

    Returns
    -------
    str
        A sentence.
    """
    if pronouns_resolved(quotes):
        typed = '--actors "Ann Lee=the director"'
        both = 'actors={"Ann Lee": ["the director"]}, in a shell ' + typed
        wanted = "List speakers with their other names to know more of them"
        return f"{wanted}: {typed if typed_in_shell else both}."
    typed = "--pronouns" if typed_in_shell else "pronouns=True (in a shell: --pronouns)"
    return (
        f"Where they are “she said” and “he said”, {typed} counts them as the one "
        "person they can mean."
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"
