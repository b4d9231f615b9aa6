"""From what the user typed to the files it means."""

from __future__ import annotations

import glob
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from framing._errors import find_nearest
from framing.corpus.fields import replace_surrogates

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["FoundFile", "find_files", "name_files"]

_READABLE = "Readable are .txt, .html, .csv, .tsv, .json, .jsonl and .parquet."
_READ_A_TEXT = 'To read a text, type: read_articles([{"text": text}]).'
_MANY_WORDS = 5  # for a path; it may be a text
_LONGEST_NAME = 255  # bytes, in all common file systems


class FoundFile(NamedTuple):
    """Hold one file, its path below the folder searched, and its outlet if any.

    A result is a file that an earlier run of ``framing compare`` left there.
    """

    path: Path
    below: Path
    outlet: str = ""
    is_result: bool = False

    @property
    def source(self) -> str:
        """Path as reports show it."""
        return replace_surrogates(self.path.as_posix())

    @property
    def is_broken_link(self) -> bool:
        """Whether this is a link to something that is not there."""
        return _is_broken_link(self.path)

    @property
    def remark(self) -> str:
        """What is odd about the name; empty if nothing is."""
        if self.source == self.path.as_posix():
            return ""
        return "the file's name is not valid UTF-8; shown with \ufffd"

    @property
    def suffix(self) -> str:
        """Ending of the file's name, in lower case."""
        return self.path.suffix.lower()


def find_files(source: str | Path) -> list[FoundFile]:
    """List the files that a path, folder or pattern means, in order of their path.

    Parameters
    ----------
    source : str or Path
        File, folder (searched with its sub-folders), or pattern with ``*``.

    Returns
    -------
    list of FoundFile
        Files whose name, or a folder's, starts with a dot are left out.

    Raises
    ------
    FileNotFoundError
        If there is no such file, or the folder or pattern gives none.
    ValueError
        If `source` is no path but a text or an address.
    """
    _refuse_text(str(source))
    path = Path(source).expanduser()
    if path.is_file():
        return [FoundFile(path, Path(path.name))]
    if path.is_dir():
        return _in_folder(path)
    if glob.has_magic(str(path)):
        return _matching(path)
    raise FileNotFoundError(_describe_missing(path))


def name_files(files: Iterable[FoundFile]) -> list[str]:
    """Name each file by its stem; by more of its path where stems repeat.

    Parameters
    ----------
    files : iterable of FoundFile
        All files of one reading.

    Returns
    -------
    list of str
        One distinct name per file.

    Examples
    --------
    >>> paths = [Path("a/1.txt"), Path("b/1.txt"), Path("b/2.txt")]
    >>> name_files([FoundFile(path, path) for path in paths])
    ['a/1', 'b/1', '2']
    """
    files = list(files)
    names = [replace_surrogates(file.path.stem) for file in files]
    longer = (
        [replace_surrogates(file.below.with_suffix("").as_posix()) for file in files],
        [replace_surrogates(file.below.as_posix()) for file in files],
        [file.source for file in files],
    )
    for alternatives in longer:
        # Results are not read, so that they do not change the names of articles.
        read = zip(names, files, strict=True)
        counts = Counter(name for name, file in read if not file.is_result)
        pairs = zip(names, alternatives, strict=True)
        names = [other if counts[name] > 1 else name for name, other in pairs]
    return names


def _in_folder(folder: Path) -> list[FoundFile]:
    found = [_below(path, folder) for path in folder.rglob("*") if _is_listed(path)]
    files = _seen(found)
    if not files:
        msg = f"The folder {str(folder)!r} holds no files. {_READABLE}"
        raise FileNotFoundError(msg)
    return files


def _matching(pattern: Path) -> list[FoundFile]:
    parts = pattern.parts
    fixed = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    base = Path(*parts[:fixed])
    below = Path(*parts[fixed:]).as_posix()
    found = [_below(path, base) for path in base.glob(below) if _is_listed(path)]
    files = _seen(found)
    if not files:
        msg = (
            f"No file matches {str(pattern)!r} in {str(Path.cwd())!r}. {_READABLE} "
            "A pattern such as 'articles/**/*.txt' also looks into sub-folders."
            f"{_hint_at_text(pattern)}"
        )
        raise FileNotFoundError(msg)
    return files


def _below(path: Path, base: Path) -> FoundFile:
    below = path.relative_to(base)
    outlet = replace_surrogates(below.parts[0]) if len(below.parts) > 1 else ""
    return FoundFile(path, below, outlet)


def _seen(found: Iterable[FoundFile]) -> list[FoundFile]:
    """Leave out hidden files, mark results, and put the rest in order."""
    files = [file for file in found if not _is_hidden(file.below)]
    folders = {f for f in {file.path.parent for file in files} if _lists_a_report(f)}
    if folders:
        files = [
            f._replace(is_result=not folders.isdisjoint(f.path.parents)) for f in files
        ]
    return sorted(files, key=lambda file: file.path.as_posix())


def _is_listed(path: Path) -> bool:
    return path.is_file() or _is_broken_link(path)


def _is_broken_link(path: Path) -> bool:
    return path.is_symlink() and not path.exists()


def _lists_a_report(folder: Path) -> bool:
    """Say whether ``framing compare`` wrote this folder."""
    try:
        listed = json.loads((folder / "framing.json").read_text(encoding="utf-8"))
        return "report.html" in listed["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _refuse_text(source: str) -> None:
    if source.startswith(("http://", "https://")):
        msg = (
            f"`source` is an address, {source!r}; nothing is fetched from the web. "
            "Save the page and give its path: read_articles('page.html')."
        )
        raise ValueError(msg)
    sizes = [len(part.encode("utf-8", "replace")) for part in Path(source).parts]
    if "\n" in source or max(sizes, default=0) > _LONGEST_NAME or not source.strip():
        msg = (
            f"`source` must be a path; got a text of {len(source)} characters. "
            f"{_READ_A_TEXT}"
        )
        raise ValueError(msg)


def _describe_missing(path: Path) -> str:
    """Say that a path does not exist, and what stands in its place."""
    parent = path.parent
    there = sorted(item.name for item in parent.iterdir()) if parent.is_dir() else []
    close = find_nearest(path.name, there)
    advice = f" Did you mean {str(parent / close)!r}?" if close else ""
    where = f" (looked in {str(Path.cwd())!r})" if not path.is_absolute() else ""
    if _is_broken_link(path):
        return f"{str(path)!r} is a link to something that is not there."
    return f"No file or folder {str(path)!r}{where}.{advice}{_hint_at_text(path)}"


def _hint_at_text(path: Path) -> str:
    """Say how to read a text where a path reads like one."""
    return f" {_READ_A_TEXT}" if len(str(path).split()) >= _MANY_WORDS else ""
