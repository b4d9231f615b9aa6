"""``framing example``: the bundled articles as files, to see what input looks like."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from framing.cli.folder import MANIFEST, new_folder

if TYPE_CHECKING:
    from argparse import Namespace

    from framing.cli.console import Console

__all__ = ["write_example"]

# Articles and codes apart, so that the first folder can be read as it stands.
_PLACES = {
    "caravan.jsonl": "articles",
    "caravan-codes.csv": "codes",
    "caravan-tone.csv": "codes",
    "caravan.md": ".",
}


def write_example(args: Namespace, console: Console) -> None:
    """Write the bundled example into a folder."""
    folder = Path(args.folder)
    data = files("framing") / "data"
    with new_folder(folder, {"example": "caravan"}) as work:
        for name, place in _PLACES.items():
            (work / place).mkdir(exist_ok=True)
            (work / place / name).write_bytes((data / name).read_bytes())
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.*"))
    names = [name for name in names if name != MANIFEST]
    if console.as_json:
        console.record({"out": str(folder), "files": names})
        return
    console.result(
        f"Wrote {folder}: {', '.join(names)}.\n"
        f"Next: framing compare {folder / 'articles'} --events event --out results"
    )
