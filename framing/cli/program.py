"""The program: run a verb, and turn whatever goes wrong into one line and a code."""

from __future__ import annotations

import gc
import os
import sys
import time
import traceback
import warnings
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import framing as fr
from framing.cli.arguments import make_parser
from framing.cli.completion import completion_script
from framing.cli.console import Console, UsageError
from framing.cli.shell import in_shell

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator, Sequence

    from framing.cli.arguments import Parser

__all__ = ["main"]

_ROOM = Path(__file__).parents[1]
_INTERRUPTED = 130
_COLLECT_AFTER = 50_000
_VERBS = {
    ("compare", None): ("comparing", "compare_articles"),
    ("frames", None): ("finding", "list_frames"),
    ("actors", None): ("finding", "list_actors"),
    ("quotes", None): ("finding", "list_quotes"),
    ("keyness", None): ("finding", "list_key_words"),
    ("lexicon", "list"): ("lexicons", "list_shipped"),
    ("lexicon", "check"): ("lexicons", "check_lexicon"),
    ("lexicon", "convert"): ("lexicons", "convert_lexicon"),
    ("example", None): ("example", "write_example"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program.

    Parameters
    ----------
    argv : sequence of str, optional
        What was typed after ``framing``; by default what the shell passed on.

    Returns
    -------
    int
        Exit code: 0 done, 1 a fault of the program, 2 something for the user to
        change, 130 interrupted.

    Examples
    --------
    >>> main(["lexicon", "list", "--quiet", "--json"]) # doctest: +ELLIPSIS
    {...}
    0
    """
    parser = make_parser()
    try:
        args = parser.parse_args(argv)
    except SystemExit as left:  # --help, or a wrong option
        return left.code if isinstance(left.code, int) else 2
    if args.version:
        sys.stdout.write(f"framing {fr.__version__}\n")
        return 0
    if args.completion:
        sys.stdout.write(_completion(parser, args.completion))
        return 0
    if args.verb is None:
        parser.print_help()
        return 0
    return _guard(args)


def _completion(parser: Parser, shell: str) -> str:
    names = {"--lexicon": list(fr.list_lexicons()["name"])}
    return completion_script(parser, shell, names)


def _guard(args: Namespace) -> int:
    """Run a verb; tell what goes wrong in one line."""
    console = Console(1 + args.verbose - args.quiet, args.json)
    try:
        _run(args, console)
    except KeyboardInterrupt:
        return _fail("interrupted; nothing was written", _INTERRUPTED)
    except BrokenPipeError:
        # The reader, such as `head`, has had enough; keep Python from complaining.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if args.debug:
            traceback.print_exc()
        if _is_users(error):
            return _fail(f"error: {in_shell(_message(error), args)}", 2)
        kind = type(error).__name__
        advice = "" if args.debug else " Run it again with --debug and report it."
        return _fail(f"internal error: {kind}: {_message(error)}.{advice}", 1)
    return 0


def _run(args: Namespace, console: Console) -> None:
    started = time.perf_counter()
    with _rare_collection(), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        verb = _verb(args)
        verb(args, console)
        sys.stdout.flush()
    for text in dict.fromkeys(_line(w.message) for w in caught if _is_ours(w)):
        console.note(in_shell(text, args))
    console.detail(f"{time.perf_counter() - started:.1f} s")


@contextmanager
def _rare_collection() -> Iterator[None]:
    """Look for garbage in cycles rarely: a verb makes much and throws little away."""
    before = gc.get_threshold()
    gc.set_threshold(_COLLECT_AFTER, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _is_ours(caught: warnings.WarningMessage) -> bool:
    return issubclass(caught.category, fr.FramingWarning)


def _verb(args: Namespace) -> Callable[[Namespace, Console], None]:
    """Import only what the verb needs, so that the small ones stay quick."""
    module, name = _VERBS[args.verb, getattr(args, "task", None)]
    verb: Callable[[Namespace, Console], None] = getattr(
        import_module(f"framing.cli.{module}"), name
    )
    return verb


def _is_users(error: Exception) -> bool:
    """Tell a refusal, which this library raised itself, from a fault of the program."""
    if isinstance(error, (UsageError, OSError, ImportError)):
        return True
    if not isinstance(error, (ValueError, KeyError, TypeError)):
        return False
    frames = traceback.extract_tb(error.__traceback__)
    place = Path(frames[-1].filename)
    raised = (frames[-1].line or "").startswith("raise ")
    return _ROOM in place.parents and raised


def _message(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        where = f": {error.filename}" if error.filename else ""
        return f"{error.strerror}{where}"
    return _line(error.args[0] if error.args else error)


def _line(text: object) -> str:
    return " ".join(str(text).split())


def _fail(text: str, code: int) -> int:
    sys.stderr.write(f"framing: {text}\n")
    return code
