"""The same counts on a Dask cluster, one task per input file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.corpus.stream import ArticleStream, stream_articles
from framing.streaming.measuring import check_finders, join_results
from framing.streaming.parts import make_part, plan_parts, read_part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from framing.corpus.reading import Source
    from framing.streaming.batch import BatchResult, Finder
    from framing.streaming.measuring import Measured
    from framing.streaming.parts import Part

__all__ = ["measure_on_cluster"]

# Tasks given to the scheduler per worker at a time.
_AHEAD = 4
_SHOWN = 3


def measure_on_cluster(
    source: ArticleStream | Source,
    *finders: Finder,
    client: Any,
    out: str | Path,
) -> Measured:
    """Count in a corpus of many files on a Dask cluster.

    Parameters
    ----------
    source : ArticleStream, or what :func:`framing.read_articles` takes
        The articles, in files that every worker can read; a task is one file.
    *finders : callable
        As in :func:`framing.measure_articles`.
    client : dask.distributed.Client
        The cluster.
    out : str or Path
        Folder for the finished parts, which every worker can write. Run the same call
        again after a stop: parts that are finished and whole are not made again.

    Returns
    -------
    Measured
        The same as :func:`framing.measure_articles` gives for these files.

    Raises
    ------
    ImportError
        If dask.distributed is not installed.
    TypeError
        If `client` is no Dask client, or a finder cannot be called.
    ValueError
        If the articles are not in files.
    RuntimeError
        If parts failed; the others are finished and stay.

    See Also
    --------
    measure_articles : On one machine.

    Notes
    -----
    A task whose worker is lost is given to another worker by Dask. A part counts when
    its marker is written, which happens last and at once, so no article is lost or
    counted twice. A part is made again if its tables do not have the hash that the
    marker says, or if the input file, the options or the version changed.

    Examples
    --------
    >>> from dask.distributed import Client  # doctest: +SKIP
    >>> fr.measure_on_cluster(
    ...     "articles/*.parquet", fr.find_frames, client=Client(), out="counts"
    ... )  # doctest: +SKIP
    """
    check_finders(finders)
    _check_client(client)
    stream = source if isinstance(source, ArticleStream) else stream_articles(source)
    parts = plan_parts(stream, finders, Path(out).absolute())
    missing = [part for part in parts if read_part(part) is None]
    failed = _run(client, missing, finders)
    if failed:
        raise RuntimeError(_describe_failures(failed, len(parts)))
    return join_results(_read_all(parts))


def _check_client(client: object) -> None:
    try:
        from dask.distributed import Client
    except ImportError:
        msg = (
            'Counting on a cluster needs Dask. Type: pip install "media-framing[dask]"'
        )
        raise ImportError(msg) from None
    if not isinstance(client, Client):
        msg = (
            f"`client` must be a dask.distributed.Client; got {type(client).__name__}. "
            "On one machine: from dask.distributed import Client; client = Client()."
        )
        raise TypeError(msg)


def _run(
    client: Any, parts: Sequence[Part], finders: Sequence[Finder]
) -> list[tuple[Part, str]]:
    """Give out tasks, a few ahead; return the parts that failed and why."""
    from dask import distributed

    def submit(part: Part) -> Any:
        future = client.submit(make_part, part, finders, pure=False)
        part_of[future.key] = part
        return future

    as_completed: Any = distributed.as_completed
    part_of: dict[str, Part] = {}
    rest = iter(parts)
    ahead = _AHEAD * max(len(client.scheduler_info()["workers"]), 1)
    failed: list[tuple[Part, str]] = []
    running: Any = as_completed(
        [submit(part) for _, part in zip(range(ahead), rest, strict=False)]
    )
    for future in running:
        part = part_of.pop(future.key)
        if future.status != "finished":
            failed.append((part, str(future.exception() or future.status)))
        future.release()
        following = next(rest, None)
        if following is not None:
            running.add(submit(following))
    return failed


def _describe_failures(failed: Sequence[tuple[Part, str]], n_parts: int) -> str:
    shown = "; ".join(
        f"{part.stream._files()[0][0].source}: {why}" for part, why in failed[:_SHOWN]
    )
    return (
        f"{len(failed)} of {n_parts} parts failed ({shown}). The others are finished; "
        "run the same call again to make the missing ones."
    )


def _read_all(parts: Sequence[Part]) -> Iterator[BatchResult]:
    for part in parts:
        result = read_part(part)
        if result is None:
            msg = f"The part {part.stem!r} was damaged after it was made; run again."
            raise RuntimeError(msg)
        yield result
