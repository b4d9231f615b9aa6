"""Count in every batch of a large corpus, on one or several processors."""

from __future__ import annotations

import warnings
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing._errors import FramingWarning, caution
from framing._progress import track
from framing.annotate.silence import NOT_ENGLISH, is_odd, warn_of_zeros
from framing.corpus.formats import Batch
from framing.corpus.stream import ArticleStream, stream_articles
from framing.streaming.batch import join_batches, left_out, measure_batch
from framing.streaming.files import write_tables
from framing.streaming.joining import join_results
from framing.streaming.pool import DIED, run_in_processes

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    import pandas as pd

    from framing.corpus.reading import Source
    from framing.counts import ArticleCounts
    from framing.streaming.batch import BatchResult, Finder

__all__ = [
    "Measured",
    "as_measured",
    "check_finders",
    "check_workers",
    "measure_articles",
]


@dataclass(frozen=True, eq=False, repr=False)
class Measured:
    """Hold what was counted in a large corpus, article by article.

    Made by :func:`framing.measure_articles`.

    Parameters
    ----------
    counts : dict of str to ArticleCounts
        By kind of finding (``"frames"``, ``"sentiment"``; a second finder of one kind
        gives ``"frames-2"``); :func:`framing.compare` takes them.
    report : DataFrame
        ``source, problem, left_out``: what could not be counted, and what was odd.

    See Also
    --------
    framing.measure_articles : Count in a corpus of any size.
    framing.compare : Takes its counts.

    Examples
    --------
    >>> import framing as fr
    >>> articles = [{"text": "A raid.", "outlet": "A"}, {"text": "Aid.", "outlet": "B"}]
    >>> measured = fr.measure_articles(articles, fr.find_frames)
    >>> measured.counts["frames"].labels
    ('security', 'humanitarian')
    """

    counts: dict[str, ArticleCounts]
    _report: pd.DataFrame

    def __init__(self, counts: dict[str, ArticleCounts], report: pd.DataFrame) -> None:
        object.__setattr__(self, "counts", counts)
        object.__setattr__(self, "_report", report)

    @property
    def report(self) -> pd.DataFrame:
        """DataFrame ``source, problem, left_out``, a row for each problem.

        It is a copy; where ``left_out`` is true, the article was not counted.

        See Also
        --------
        framing.streaming.Measured.n_docs : How many were.

        Examples
        --------
        >>> import framing as fr
        >>> articles = [{"text": "A raid."}, {"text": "Aid."}]
        >>> measured = fr.measure_articles(articles, fr.find_frames)
        >>> len(measured.report)
        0
        """
        return self._report.copy()

    @property
    def n_docs(self) -> int:
        """Number of articles counted.

        Articles that could not be read are not among them.

        See Also
        --------
        framing.streaming.Measured.report : What was left out.

        Examples
        --------
        >>> import framing as fr
        >>> articles = [{"text": "A raid."}, {"text": "Aid."}]
        >>> measured = fr.measure_articles(articles, fr.find_frames)
        >>> measured.n_docs
        2
        """
        return max((len(one.corpus) for one in self.counts.values()), default=0)

    def __repr__(self) -> str:
        kinds = ", ".join(self.counts)
        gone = int(self._report["left_out"].sum())
        return f"<Measured: articles {self.n_docs}, left out {gone}, counts of {kinds}>"


def measure_articles(
    source: ArticleStream | Source,
    *finders: Finder,
    workers: int = 1,
    out: str | Path | None = None,
    progress: bool | None = None,
) -> Measured:
    """Count in a corpus of any size, batch by batch.

    Only counts are kept, so that the corpus may be larger than memory.

    Parameters
    ----------
    source : ArticleStream, or what :func:`framing.read_articles` takes
        The articles; use :func:`framing.stream_articles` to say how to read them.
    *finders : callable
        Each takes a corpus and returns Annotations: ``fr.find_frames``,
        ``fr.score_sentiment``, or one with options:
        ``functools.partial(fr.find_frames, lexicon="policy-frames")``.
    workers : int, default 1
        Processes to share the work. With more than one, a script needs the line
        ``if __name__ == "__main__":`` above the call, and finders must be functions
        that can be imported, not lambdas.
    out : str or Path, optional
        Folder to write the tables to, as ``frames.csv``, ``sentiment.csv`` and
        ``report.csv``. Files appear when they are complete, or not at all.
    progress : bool, optional
        Whether to show a progress bar on stderr. By default one is shown after a
        second, if stderr is a terminal or this is a notebook.

    Returns
    -------
    Measured
        Per-document tables, and a report of what could not be counted.

    Raises
    ------
    TypeError
        If there is no finder, or a finder cannot be called.
    ValueError
        If no article could be counted, or the labels that a finder gives depend on the
        batch, as those of actors do.
    OSError
        If `out` cannot be written, for instance because the disk is full.

    Warns
    -----
    FramingWarning
        If articles were left out; with frames also if articles do not read as English
        or nothing of a category occurs in any article.

    See Also
    --------
    stream_articles : Say how to read the articles.
    streaming.measure_parts : Keep what is finished, to go on after a stop.
    compare : Compare the counts between outlets.

    Notes
    -----
    Tables and report do not depend on the size of the batches or the number of workers.
    Document variables are text in them. Of articles with the same id the first is
    counted. At most two batches per worker are held in memory; the tables themselves
    grow by about 0.5 MB per 1,000 articles and finder. A process that dies, for lack of
    memory or by an order from outside, is replaced and its batch counted again; if that
    process dies too, the article that does it is looked for and left out.

    Examples
    --------
    >>> import framing as fr
    >>> articles = [
    ...     {"text": "Police raided the camp.", "outlet": "Border Report"},
    ...     {"text": "Volunteers gave shelter.", "outlet": "Valley Times"},
    ... ]
    >>> measured = fr.measure_articles(articles, fr.find_frames, fr.score_sentiment)
    >>> measured.n_docs
    2
    >>> result = fr.compare(measured.counts["frames"], by="outlet")
    >>> result.groups
    ('Border Report', 'Valley Times')
    """
    check_finders(finders)
    check_workers(workers)
    stream = source if isinstance(source, ArticleStream) else stream_articles(source)
    with closing(_run(stream, finders, workers)) as results:
        shown = track(
            results,
            total=stream.n_records,
            progress=progress,
            size=lambda result: result.n_docs,
        )
        measured = as_measured(*join_results(shown))
    if out is not None:
        write_tables(measured_tables(measured), Path(out))
    return measured


def check_finders(finders: Sequence[object]) -> None:
    """Refuse finders that cannot be called."""
    wrong = [finder for finder in finders if not callable(finder)]
    if wrong or not finders:
        got = f"a {type(wrong[0]).__name__}" if wrong else "none"
        msg = (
            f"`finders` must be functions that take a corpus; got {got}. For example: "
            "fr.measure_articles(source, fr.find_frames, fr.score_sentiment)."
        )
        raise TypeError(msg)


def check_workers(workers: int) -> None:
    """Refuse a number of processes that is none."""
    if isinstance(workers, bool) or workers < 1:
        msg = f"`workers` must be a number of processes, 1 or more; got {workers!r}."
        raise ValueError(msg)


def _run(
    stream: ArticleStream, finders: Sequence[Finder], workers: int
) -> Generator[BatchResult]:
    # Workers need the settings, not the articles of all batches.
    bare = replace(stream, source=())
    count = partial(measure_batch, bare, finders)
    if workers > 1:
        yield from run_in_processes(count, stream.records(), workers, _look_for_cause)
    else:
        yield from map(count, stream.records())


def _look_for_cause(
    batch: Batch, count_alone: Callable[[Batch], BatchResult]
) -> BatchResult:
    """Halve a batch that kills its process until the article is found that does it."""
    if len(batch.records) < 2:
        return left_out(batch, DIED)
    middle = len(batch.records) // 2
    halves = (
        Batch(batch.records[:middle], batch.skipped, batch.remarks),
        Batch(batch.records[middle:]),
    )
    return join_batches([count_alone(half) for half in halves])


def as_measured(counts: dict[str, ArticleCounts], report: pd.DataFrame) -> Measured:
    """Hold counts and report together; warn of what was left out or may be no zero."""
    gone = report[report["left_out"]]
    if len(gone):
        source, problem = gone.iloc[0][["source", "problem"]]
        msg = f"{len(gone)} left out, see .report (first: {source}: {problem})."
        warnings.warn(msg, FramingWarning, stacklevel=3)
    for one in counts.values():
        # A finder of somebody's own may call its findings frames, too.
        if "language" in one.provenance.get("parameters", {}):
            _warn_of_zeros(one, report)
    return Measured(counts, report)


def _warn_of_zeros(counts: ArticleCounts, report: pd.DataFrame) -> None:
    """Warn of zeros that may be no finding, now that all articles are known."""
    table, n_docs = counts.per_document(), len(counts.corpus)
    hits = table.groupby("label", sort=False)["n_hits"].sum().astype(int)
    n_words = int(counts.tokens.words_per_doc.sum())
    made = counts.provenance
    warn_of_zeros(hits, n_docs, n_words, sha256=str(made["inputs"].get("lexicon", "")))
    language = str(made["parameters"].get("language", ""))
    foreign = report.loc[report["problem"] == NOT_ENGLISH, "source"]
    if is_odd(len(foreign), n_docs, language):
        caution(
            f"{len(foreign):,} of {n_docs:,} articles do not read as English, see "
            f".report (first: {foreign.iloc[0]}); their frame counts are not "
            "comparable with others."
        )


def measured_tables(measured: Measured) -> dict[str, Any]:
    """Return every table by the name of its file."""
    counts = {kind: one.per_document() for kind, one in measured.counts.items()}
    return {**counts, "report": measured.report}
