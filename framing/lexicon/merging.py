"""One lexicon out of two."""

from __future__ import annotations

from framing.lexicon.lexicon import Lexicon
from framing.lexicon.nested import drop_duplicates

__all__ = ["merge_lexicons"]


def merge_lexicons(first: Lexicon, second: Lexicon) -> Lexicon:
    """Put the entries of two lexicons together; equal categories become one.

    Parameters
    ----------
    first, second : Lexicon
        Where both describe a category, the first is kept.

    Returns
    -------
    Lexicon
        Its name, licence and so on are those of both.
    """
    kept, _ = drop_duplicates([*first.rows, *second.rows])
    texts = {**dict(second.descriptions), **dict(first.descriptions)}
    return Lexicon(
        kept,
        name=_join(first.name, second.name, " | "),
        version=_join(first.version, second.version, " | "),
        title=_join(first.title, second.title, " | "),
        language=_join(first.language, second.language, ", "),
        licence=_join(first.licence, second.licence, "; "),
        citation=_join(first.citation, second.citation, "; "),
        description=_join(first.description, second.description, "\n"),
        references=tuple(dict.fromkeys((*first.references, *second.references))),
        descriptions=tuple(texts.items()),
        issues=(*first.issues, *second.issues),
    )


def _join(first: str, second: str, joiner: str) -> str:
    if first == second or not second:
        return first
    return f"{first}{joiner}{second}" if first else second
