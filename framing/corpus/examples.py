"""Articles that come with the library."""

from __future__ import annotations

from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from framing._errors import did_you_mean
from framing.corpus.assembly import make_corpus
from framing.corpus.fields import name_fields
from framing.corpus.formats import READERS, Batch, RawFile

if TYPE_CHECKING:
    from framing.corpus.corpus import Corpus

__all__ = ["load_example"]

_FILES = MappingProxyType({"caravan": "caravan.jsonl"})


def load_example(name: str = "caravan") -> Corpus:
    """Load articles that were written for this library, to try it out.

    They tell six events in four invented outlets, with differences that were planted,
    so that one can see whether a method finds them.

    Parameters
    ----------
    name : {'caravan'}, default 'caravan'
        ``'caravan'``: six events as four invented outlets tell them, 24 short
        articles. All persons and places are invented.

    Returns
    -------
    Corpus
        Articles with ``outlet``, ``date``, ``title`` and ``event``, cleaned.

    Raises
    ------
    ValueError
        If there is no such example.

    See Also
    --------
    read_articles : Read your own articles.

    Examples
    --------
    >>> import framing as fr
    >>> corpus = fr.load_example("caravan")
    >>> len(corpus), corpus.docs["outlet"].nunique()
    (24, 4)
    """
    if name not in _FILES:
        known = ", ".join(f"{example!r}" for example in _FILES)
        near = did_you_mean(name, _FILES)
        msg = f"`name` must be an example; got {name!r}.{near} There is: {known}."
        raise ValueError(msg)
    file = files("framing") / "data" / _FILES[name]
    batch = READERS[".jsonl"](RawFile(_FILES[name], name, file.read_bytes()))
    named = [
        record._replace(fields=name_fields(record.fields, {}))
        for record in batch.records
    ]
    return make_corpus(Batch(named, batch.skipped, batch.remarks))
