"""A folder of results that is either complete or not there."""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.cli.console import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MANIFEST", "check_folder", "new_folder"]

MANIFEST = "framing.json"


def check_folder(folder: Path) -> None:
    """Refuse a folder that holds something else, before any work is done.

    Raises
    ------
    UsageError
        If the path is a file, or a folder with files that framing did not write.
    """
    if folder.exists() and not folder.is_dir():
        msg = f"--out: {str(folder)!r} is a file; name a folder."
        raise UsageError(msg)
    if folder.is_dir() and any(folder.iterdir()) and _listed(folder) is None:
        msg = (
            f"--out: the folder {str(folder)!r} is not empty, and framing did not "
            f"write it (it holds no {MANIFEST}). Name another one with --out."
        )
        raise UsageError(msg)


def _listed(folder: Path) -> list[str] | None:
    """Return the files that an earlier run wrote, or None if there was none."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = manifest["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return [str(name) for name in files]


@contextmanager
def new_folder(folder: Path, record: dict[str, Any]) -> Iterator[Path]:
    """Fill a temporary folder beside the one wanted; put it in place at the end.

    Whatever interrupts the work, the folder wanted is left as it was. Files of an
    earlier run are replaced, other files stay.

    Parameters
    ----------
    folder : Path
        The folder wanted.
    record : dict
        What to write into the manifest beside the list of files.

    Yields
    ------
    Path
        Where to write.
    """
    check_folder(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    name = f".{folder.name}-"
    work = Path(tempfile.mkdtemp(prefix=name, suffix=".part", dir=folder.parent))
    work.chmod(0o755)
    try:
        yield work
        files = sorted(p.relative_to(work).as_posix() for p in work.rglob("*"))
        files = [name for name in files if (work / name).is_file()]
        manifest = {"files": [*files, MANIFEST], **record}
        text = json.dumps(manifest, ensure_ascii=False, indent=1, default=str)
        (work / MANIFEST).write_text(f"{text}\n", encoding="utf-8")
        _publish(work, folder, manifest["files"])
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _publish(work: Path, folder: Path, files: list[str]) -> None:
    if not folder.exists():
        work.rename(folder)
        return
    stale = set(_listed(folder) or ()) - set(files)
    for name in files:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (work / name).replace(target)
    for name in stale:
        if folder.resolve() in (folder / name).resolve().parents:
            (folder / name).unlink(missing_ok=True)
