"""Count file by file and keep what is finished; shared out over jobs where wanted."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from framing._progress import track
from framing.corpus.stream import ArticleStream, stream_articles
from framing.streaming.files import remove_unfinished
from framing.streaming.joining import join_results
from framing.streaming.measuring import as_measured, check_finders, check_workers
from framing.streaming.parts import is_finished, make_part, plan_parts, read_part
from framing.streaming.pool import DIED, run_in_processes

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    import pandas as pd

    from framing.corpus.reading import Source
    from framing.counts import ArticleCounts
    from framing.streaming.batch import BatchResult, Finder
    from framing.streaming.measuring import Measured
    from framing.streaming.parts import Part

__all__ = ["describe_failures", "join_parts", "join_planned", "measure_parts", "plan"]

_SHOWN = 3


def measure_parts(
    source: ArticleStream | Source,
    *finders: Finder,
    out: str | Path,
    workers: int = 1,
    share: tuple[int, int] = (1, 1),
    progress: bool | None = None,
) -> int:
    """Count in a corpus of many files and keep the counts of each finished file.

    Many jobs can share the files among them, and a job that was stopped goes on where
    it was.

    Parameters
    ----------
    source : ArticleStream, or what :func:`framing.read_articles` takes
        The articles, in files.
    *finders : callable
        As in :func:`framing.measure_articles`.
    out : str or Path
        Folder for the finished parts. Run the same call again after a stop: parts that
        are finished and whole are not made again.
    workers : int, default 1
        Processes to share the work, as in :func:`framing.measure_articles`.
    share : tuple of int, default (1, 1)
        ``(3, 40)`` takes the third of forty shares of the files, for forty jobs that
        know nothing of each other.
    progress : bool, optional
        As in :func:`framing.measure_articles`.

    Returns
    -------
    int
        Number of parts made in this call.

    Raises
    ------
    TypeError
        If there is no finder, or a finder cannot be called.
    ValueError
        If the articles are not in files, `out` lies among them, or `share` is no share.
    RuntimeError
        If parts failed; the others are finished and stay.

    See Also
    --------
    join_parts : Put the finished parts together.
    framing.measure_on_cluster : The same on a Dask cluster.

    Notes
    -----
    A part counts when its marker is written, which happens last and at once. It is made
    again if its tables do not have the hash that the marker says, or if the input file,
    the options, a finder or the version changed. Of a finder of your own the function
    itself is looked at, not what it calls.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import framing as fr
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "news.jsonl")
    ...     written = file.write_text('{"text": "A raid."}')
    ...     out = Path(folder, "counts")
    ...     made = fr.streaming.measure_parts(file, fr.find_frames, out=out)
    ...     again = fr.streaming.measure_parts(file, fr.find_frames, out=out)
    ...     measured = fr.streaming.join_parts(file, fr.find_frames, out=out)
    >>> made, again, measured.n_docs
    (1, 0, 1)
    """
    check_workers(workers)
    number, shares = _check_share(share)
    parts = plan(source, finders, out)[number - 1 :: shares]
    missing = [part for part in parts if not is_finished(part)]
    with closing(_run(missing, finders, workers)) as results:
        reasons = list(
            track(results, unit="files", total=len(missing), progress=progress)
        )
    failed = [(p, why) for p, why in zip(missing, reasons, strict=True) if why]
    if failed:
        raise RuntimeError(describe_failures(failed, len(parts)))
    return len(missing)


def join_parts(
    source: ArticleStream | Source, *finders: Finder, out: str | Path
) -> Measured:
    """Put together the parts that :func:`framing.streaming.measure_parts` has made.

    Parts that are missing or damaged are named, never passed over.

    Parameters
    ----------
    source : ArticleStream, or what :func:`framing.read_articles` takes
        The same as there.
    *finders : callable
        The same as there.
    out : str or Path
        The same as there.

    Returns
    -------
    Measured
        The same as :func:`framing.measure_articles` gives for these files.

    Raises
    ------
    TypeError
        If there is no finder, or a finder cannot be called.
    ValueError
        If the articles are not in files, or `out` lies among them.
    RuntimeError
        If parts are missing, damaged, or made from other input.

    Warns
    -----
    FramingWarning
        If articles were left out.

    See Also
    --------
    measure_parts : Make the parts.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import framing as fr
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for name in ("a.jsonl", "b.jsonl"):
    ...         written = Path(folder, name).write_text('{"text": "Aid came."}')
    ...     news, out = f"{folder}/*.jsonl", f"{folder}/counts"
    ...     for share in ((1, 2), (2, 2)):  # on two machines, or one after the other
    ...         made = fr.streaming.measure_parts(
    ...             news, fr.find_frames, out=out, share=share
    ...         )
    ...     measured = fr.streaming.join_parts(news, fr.find_frames, out=out)
    >>> measured.n_docs
    2
    """
    counts, report = join_planned(plan(source, finders, out))
    return as_measured(counts, report)


def plan(
    source: ArticleStream | Source, finders: Sequence[Finder], out: str | Path
) -> list[Part]:
    """Check the arguments and plan one part per input file."""
    check_finders(finders)
    stream = source if isinstance(source, ArticleStream) else stream_articles(source)
    folder = Path(out).absolute()
    _check_apart(stream, folder)
    return plan_parts(stream, finders, folder)


def _check_apart(stream: ArticleStream, folder: Path) -> None:
    """Refuse to write among the articles: parts would be taken for articles."""
    source = stream.source
    items = [source] if isinstance(source, str | Path) else source
    paths = [Path(item).absolute() for item in items if isinstance(item, str | Path)]
    around = [path for path in paths if path in (folder, *folder.parents)]
    if around:
        msg = (
            f"`out` must lie outside the folder of articles, where its tables would be "
            f"read as articles; got '{folder}' in '{around[0]}'. Write to another "
            f"folder, or name the files, such as '{around[0]}/*.jsonl'."
        )
        raise ValueError(msg)


def join_planned(
    parts: Sequence[Part],
) -> tuple[dict[str, ArticleCounts], pd.DataFrame]:
    """Read all parts and join them; clear away what killed processes left."""
    joined = join_results(_read_all(parts))
    remove_unfinished(parts[0].marker.parent)
    return joined


def _check_share(share: tuple[int, int]) -> tuple[int, int]:
    try:
        number, shares = (int(one) for one in share)
    except (TypeError, ValueError):
        number, shares = 0, 0
    if not 1 <= number <= shares:
        msg = (
            f"`share` must be a number and how many shares there are, such as (3, 40); "
            f"got {share!r}. The first share is (1, 40), the last (40, 40)."
        )
        raise ValueError(msg)
    return number, shares


def _run(
    parts: Sequence[Part], finders: Sequence[Finder], workers: int
) -> Generator[str]:
    """Make parts; give for each what went wrong, or nothing."""
    make = partial(_try_part, finders)
    if workers > 1:
        yield from run_in_processes(make, parts, workers, lambda _part, _try: DIED)
    else:
        yield from map(make, parts)


def _try_part(finders: Sequence[Finder], part: Part) -> str:
    try:
        make_part(part, finders)
    except Exception as error:
        return str(error) or type(error).__name__
    return ""


def describe_failures(failed: Sequence[tuple[Part, str]], n_parts: int) -> str:
    """Say which parts failed, why, and what to do."""
    shown = "; ".join(f"{part.source}: {why}" for part, why in failed[:_SHOWN])
    return (
        f"{len(failed)} of {n_parts} parts failed ({shown}). The others are finished; "
        "run the same call again to make the missing ones."
    )


def _read_all(parts: Sequence[Part]) -> Iterator[BatchResult]:
    results = ((part, read_part(part)) for part in parts)
    missing = []
    for part, result in results:
        if result is None:
            missing.append(part.source)
        elif not missing:
            yield result
    if missing:
        msg = (
            f"{len(missing)} of {len(parts)} parts cannot be used: missing, damaged or "
            f"made from other input (first: {missing[0]}). Run "
            "fr.streaming.measure_parts with the same arguments; what is finished is "
            "kept."
        )
        raise RuntimeError(msg)
