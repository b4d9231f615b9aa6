"""A bar where somebody looks, silence elsewhere, and the same items always."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace

import pytest

from framing import _progress
from framing._progress import track

pytest.importorskip("tqdm")


class Terminal(io.StringIO):
    """A stderr that somebody looks at."""

    def isatty(self):
        return True


@pytest.mark.parametrize("progress", [None, True, False])
def test_items_pass_unchanged(progress):
    """A bar changes neither the items nor their order."""
    assert list(track(iter("abc"), progress=progress)) == ["a", "b", "c"]


def test_no_bar_where_nobody_looks(capsys):
    """Output to a file or a pipe stays clean, and so does that of quiet work."""
    list(track(range(3)))
    list(track(range(3), progress=False))
    assert capsys.readouterr() == ("", "")


def test_a_bar_in_a_terminal_goes_to_stderr(capsys, monkeypatch):
    """Stdout is left to results."""
    monkeypatch.setattr(_progress, "_DELAY", 0)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    list(track([2, 3], unit="files", total=5, size=int))
    assert "5/5" in terminal.getvalue()
    assert "files" in terminal.getvalue()
    assert capsys.readouterr().out == ""


def test_short_work_draws_no_bar(monkeypatch):
    """What takes less than a second needs none."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    list(track(range(3)))
    assert terminal.getvalue().strip() == ""


def test_a_bar_that_is_asked_for_is_drawn_anywhere(capsys):
    """`progress=True` does not ask who looks."""
    list(track(range(3), progress=True, total=3))
    assert "3/3" in capsys.readouterr().err


def test_a_notebook_is_seen_as_one(monkeypatch):
    """There stderr is no terminal, and somebody looks."""
    shell = SimpleNamespace(config={"IPKernelApp": {}})
    python = SimpleNamespace(get_ipython=lambda: shell)
    monkeypatch.setitem(sys.modules, "IPython", python)
    assert _progress._can_be_seen()
    monkeypatch.setitem(
        sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: None)
    )
    assert not _progress._can_be_seen()


def test_a_program_without_a_console_draws_none(monkeypatch):
    """There stderr is None."""
    monkeypatch.setattr(sys, "stderr", None)
    assert list(track(range(3))) == [0, 1, 2]


def test_a_bar_is_closed_when_the_work_stops():
    """An error passes through, and items after it are not asked for."""
    asked = []

    def work():
        for number in range(5):
            asked.append(number)
            yield number

    items = track(work(), progress=True)
    next(items)
    items.close()
    assert asked == [0]
