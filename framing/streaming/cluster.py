"""The same counts on a Dask cluster, one task per input file."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from framing._progress import track
from framing.streaming.measuring import as_measured, check_finders
from framing.streaming.parts import is_finished, make_part
from framing.streaming.shares import describe_failures, join_planned, plan

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from framing.corpus.reading import Source
    from framing.corpus.stream import ArticleStream
    from framing.streaming.batch import Finder
    from framing.streaming.measuring import Measured
    from framing.streaming.parts import Part

__all__ = ["measure_on_cluster"]

# Tasks given to the scheduler per worker at a time.
_AHEAD = 4


def measure_on_cluster(
    source: ArticleStream | Source,
    *finders: Finder,
    client: Any,
    out: str | Path,
    progress: bool | None = None,
) -> Measured:
    """Count in a corpus of many files on a Dask cluster.

    Each file is counted where it lies; only the counts come back.

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
    progress : bool, optional
        As in :func:`framing.measure_articles`.

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
        If the articles are not in files, or `out` lies among them.
    RuntimeError
        If parts failed; the others are finished and stay.

    See Also
    --------
    measure_articles : On one machine.
    streaming.measure_parts : The same parts without Dask, by jobs of their own.

    Notes
    -----
    A task whose worker is lost is given to another worker by Dask. A part counts when
    its marker is written, which happens last and at once, so no article is lost or
    counted twice. A part is made again if its tables do not have the hash that the
    marker says, or if the input file, the options or the version changed.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import framing as fr
    >>> from dask.distributed import Client
    >>> here = {"processes": False, "n_workers": 1, "dashboard_address": None}
    >>> with tempfile.TemporaryDirectory() as folder, Client(**here) as client:
    ...     written = Path(folder, "a.jsonl").write_text('{"text": "Aid came."}')
    ...     news, out = f"{folder}/*.jsonl", f"{folder}/counts"
    ...     measured = fr.measure_on_cluster(
    ...         news, fr.find_frames, client=client, out=out
    ...     )
    >>> measured.n_docs
    1
    """
    check_finders(finders)
    _check_client(client)
    parts = plan(source, finders, out)
    missing = [part for part in parts if not is_finished(part)]
    with closing(_run(client, missing, finders)) as results:
        done = track(results, unit="files", total=len(missing), progress=progress)
        failed = [(part, why) for part, why in done if why]
    if failed:
        raise RuntimeError(describe_failures(failed, len(parts)))
    counts, report = join_planned(parts)
    return as_measured(counts, report)


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
) -> Generator[tuple[Part, str]]:
    """Give out tasks, a few ahead; yield each part and what went wrong, if it did."""
    from dask import distributed

    def submit(part: Part) -> Any:
        future = client.submit(make_part, part, finders, pure=False)
        running[future] = part
        return future

    as_completed: Any = distributed.as_completed
    running: dict[Any, Part] = {}
    rest = iter(parts)
    ahead = _AHEAD * max(len(client.scheduler_info()["workers"]), 1)
    try:
        completed: Any = as_completed(
            [submit(part) for _, part in zip(range(ahead), rest, strict=False)]
        )
        for future in completed:
            failed = future.status != "finished"
            why = str(future.exception() or future.status) if failed else ""
            yield running.pop(future), why
            future.release()
            following = next(rest, None)
            if following is not None:
                completed.add(submit(following))
    finally:
        # After Ctrl-C: what has not begun is not begun.
        client.cancel(list(running))
