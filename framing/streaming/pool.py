"""A pool of processes that survives the loss of a worker."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.streaming.batch import left_out, measure_batch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from framing.corpus.formats import Batch
    from framing.corpus.stream import ArticleStream
    from framing.streaming.batch import BatchResult, Finder

__all__ = ["measure_in_processes"]

# Batches that wait for a worker, per worker: enough to keep it busy, and no more.
_AHEAD = 2
_DIED = (
    "the process that counted this batch was killed twice, as happens when memory "
    "runs out; take smaller batches (batch_size=) or fewer workers"
)


@dataclass
class _Task:
    batch: Batch
    future: Future[BatchResult]


def measure_in_processes(
    stream: ArticleStream,
    finders: Sequence[Finder],
    batches: Iterable[Batch],
    workers: int,
) -> Iterator[BatchResult]:
    """Count in batches, several at once; results come in the order of the batches.

    Yields
    ------
    BatchResult
        One per batch. A batch whose process dies is tried again alone; if that dies
        too, its articles are reported as left out.
    """
    source = iter(batches)
    waiting: deque[_Task] = deque()
    pool = _start(workers)
    try:
        while True:
            while len(waiting) < _AHEAD * workers:
                batch = next(source, None)
                if batch is None:
                    break
                waiting.append(_submit(pool, stream, finders, batch))
            if not waiting:
                return
            try:
                result = waiting[0].future.result()
            except BrokenProcessPool:
                pool.shutdown(cancel_futures=True)
                result = _try_alone(stream, finders, waiting[0].batch)
                pool = _start(workers)
                later = [task.batch for task in waiting][1:]
                again = (_submit(pool, stream, finders, batch) for batch in later)
                waiting = deque([waiting[0], *again])
            waiting.popleft()
            yield result
    finally:
        pool.shutdown(cancel_futures=True)


def _start(workers: int) -> ProcessPoolExecutor:
    # A fresh interpreter per worker: the same on every system, no copied threads.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, context, initializer=_leave_interrupts)


def _leave_interrupts() -> None:
    """Let the main process alone answer Ctrl-C, so that it can clean up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _submit(
    pool: ProcessPoolExecutor,
    stream: ArticleStream,
    finders: Sequence[Finder],
    batch: Batch,
) -> _Task:
    try:
        return _Task(batch, pool.submit(measure_batch, stream, finders, batch))
    except BrokenProcessPool as error:
        # A worker died a moment ago; the batch is taken up again with the others.
        failed: Future[BatchResult] = Future()
        failed.set_exception(error)
        return _Task(batch, failed)


def _try_alone(
    stream: ArticleStream, finders: Sequence[Finder], batch: Batch
) -> BatchResult:
    pool = _start(1)
    try:
        return pool.submit(measure_batch, stream, finders, batch).result()
    except BrokenProcessPool:
        return left_out(batch.records, _DIED)
    finally:
        pool.shutdown(cancel_futures=True)
