"""A pool of processes that survives the loss of a worker."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    Work = Callable[["Item"], "Result"]
    # What to give for an item that killed its process; may have parts of it tried.
    Lost = Callable[["Item", Work["Item", "Result"]], "Result"]

__all__ = ["DIED", "run_in_processes"]

Item = TypeVar("Item")
Result = TypeVar("Result")

DIED = (
    "the process that counted this was killed, again when it was tried alone, as "
    "happens when memory runs out"
)

# Items that wait for a worker, per worker: enough to keep it busy, and no more.
_AHEAD = 2


@dataclass
class _Task(Generic[Item, Result]):
    item: Item
    future: Future[Result]


def run_in_processes(
    work: Work[Item, Result],
    items: Iterable[Item],
    workers: int,
    lost: Lost[Item, Result],
) -> Generator[Result]:
    """Work on items, several at once; results come in the order of the items.

    Parameters
    ----------
    work : callable
        Takes an item; can be imported by another process.
    items : iterable
        Asked for as workers become free.
    workers : int
        Number of processes.
    lost : callable
        Gives the result for an item whose process died twice; its second argument
        tries another item in a process of its own.

    Yields
    ------
    object
        One result per item. An item whose process dies is tried again alone.
    """
    source = iter(items)
    waiting: deque[_Task[Item, Result]] = deque()
    pool = _start(workers)
    try:
        while True:
            for item in source if len(waiting) < _AHEAD * workers else ():
                waiting.append(_submit(pool, work, item))
                if len(waiting) >= _AHEAD * workers:
                    break
            if not waiting:
                return
            try:
                result = waiting[0].future.result()
            except BrokenProcessPool:
                pool.shutdown(cancel_futures=True)
                result = _try_alone(work, waiting[0].item, lost)
                pool = _start(workers)
                later = [task.item for task in waiting][1:]
                again = (_submit(pool, work, item) for item in later)
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
    pool: ProcessPoolExecutor, work: Work[Item, Result], item: Item
) -> _Task[Item, Result]:
    try:
        return _Task(item, pool.submit(work, item))
    except BrokenProcessPool as error:
        # A worker died a moment ago; the item is taken up again with the others.
        failed: Future[Result] = Future()
        failed.set_exception(error)
        return _Task(item, failed)


def _try_alone(
    work: Work[Item, Result], item: Item, lost: Lost[Item, Result]
) -> Result:
    pool = _start(1)
    try:
        return pool.submit(work, item).result()
    except BrokenProcessPool:
        return lost(item, lambda other: _try_alone(work, other, lost))
    finally:
        pool.shutdown(cancel_futures=True)
