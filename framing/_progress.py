"""A progress bar on long work: in a terminal and in a notebook, nowhere else."""

from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["track"]

Item = TypeVar("Item")

_DELAY = 1.0  # seconds; shorter work needs no bar


def track(
    items: Iterable[Item],
    *,
    unit: str = "articles",
    total: int | None = None,
    progress: bool | None = None,
    size: Callable[[Item], int] | None = None,
) -> Iterator[Item]:
    """Pass items on and show how far the work has come, on stderr.

    Parameters
    ----------
    items : iterable
        What is worked on, or what comes out of the work.
    unit : str, default "articles"
        What is counted.
    total : int, optional
        How many there will be, if that is known.
    progress : bool, optional
        True draws a bar, False none. By default a bar is drawn after one second, if
        stderr is a terminal or this is a notebook.
    size : callable, optional
        How many units an item stands for; by default one.

    Yields
    ------
    object
        The items, in order.

    Examples
    --------
    >>> list(track([1, 2, 3], progress=False))
    [1, 2, 3]
    """
    bar = _open_bar(unit, total, progress)
    if bar is None:
        yield from items
        return
    with bar:
        for item in items:
            yield item
            bar.update(1 if size is None else size(item))


def _open_bar(unit: str, total: int | None, progress: bool | None) -> Any:
    """Return a bar, or None where none is wanted or tqdm is not there."""
    wanted = _can_be_seen() if progress is None else progress
    if not wanted:
        return None
    try:
        with warnings.catch_warnings():
            # In a notebook without widgets tqdm falls back to text and warns.
            warnings.simplefilter("ignore")
            from tqdm.auto import tqdm
    except ImportError:  # pragma: no cover
        return None
    delay = _DELAY if progress is None else 0
    return tqdm(unit=f" {unit}", total=total, delay=delay, dynamic_ncols=True)


def _can_be_seen() -> bool:
    """Tell whether somebody looks at stderr: a terminal, or a notebook."""
    if _in_notebook():
        return True
    # No stderr at all: a program without a console.
    return sys.stderr is not None and sys.stderr.isatty()


def _in_notebook() -> bool:
    get_shell = getattr(sys.modules.get("IPython"), "get_ipython", None)
    shell = get_shell() if get_shell else None
    return shell is not None and "IPKernelApp" in shell.config
