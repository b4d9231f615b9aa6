"""Finished parts on disk: written once, checked before they are trusted."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing._provenance import canonical, digest, installed_version
from framing.streaming.batch import BatchResult, join_batches, measure_batch
from framing.streaming.describing import describe
from framing.streaming.files import clear_disk_errors, replace_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.corpus.stream import ArticleStream
    from framing.streaming.batch import Finder

__all__ = ["Part", "is_finished", "make_part", "plan_parts", "read_part"]


@dataclass(frozen=True)
class Part:
    """One input file and the place of what is counted in it.

    Parameters
    ----------
    stream : ArticleStream
        Reads this file alone.
    stem : str
        Path of the output without ending; ``.json`` is written last and says that the
        part is finished.
    key : str
        Hash of everything that the counts depend on.
    """

    stream: ArticleStream
    stem: str
    key: str

    @property
    def marker(self) -> Path:
        """The file that says the part is finished."""
        return Path(f"{self.stem}.json")

    @property
    def source(self) -> str:
        """The input file, as reports call it."""
        return self.stream._files()[0][0].source

    @property
    def sources(self) -> Path:
        """Place of what is judged when all articles are known."""
        return Path(f"{self.stem}.parquet")

    def table(self, kind: str) -> Path:
        """Place of the counts of one kind."""
        return Path(f"{self.stem}.{kind}.parquet")


def plan_parts(
    stream: ArticleStream, finders: Sequence[Finder], folder: Path
) -> list[Part]:
    """Plan one part per input file.

    Parameters
    ----------
    stream : ArticleStream
        The articles, in files.
    finders : sequence of callable
        What will count.
    folder : Path
        Where parts go.

    Returns
    -------
    list of Part
        In the order of the files.
    """
    how = digest([installed_version("media-framing"), *map(describe, finders)])
    streams = stream.split()
    width = max(len(str(len(streams))), 5)
    return [
        Part(one, str(folder / f"part-{number:0{width}}"), _key(one, how))
        for number, one in enumerate(streams)
    ]


def _key(stream: ArticleStream, how: str) -> str:
    """Hash the state of the input file, how it is read, and what counts."""
    files = stream._files()
    [(file, name)] = files
    try:
        state = file.path.stat()
        size, time = state.st_size, state.st_mtime_ns
    except OSError:  # a link to nothing, or gone since; reading it will say so
        size, time = -1, -1
    facts = [name, file.outlet, size, time, stream.clean]
    return digest([how, canonical([*facts, files.columns, list(stream.settings)])])


def make_part(part: Part, finders: Sequence[Finder]) -> int:
    """Count in one input file and write the part; runs on a worker.

    Parameters
    ----------
    part : Part
        Input and output.
    finders : sequence of callable
        What counts.

    Returns
    -------
    int
        Number of articles counted.
    """
    stream = part.stream
    results = [measure_batch(stream, finders, batch) for batch in stream.records()]
    result = join_batches(results)
    folder = part.marker.parent
    with clear_disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        facts = {
            "key": part.key,
            "tables": {k: _write(part.table(k), t) for k, t in result.tables.items()},
            "sources": _write(part.sources, result.sources),
            "report": result.report,
            "provenance": result.provenance,
        }
        with replace_file(part.marker) as place:
            place.write_text(json.dumps(facts, ensure_ascii=True), encoding="utf-8")
    return result.n_docs


def _write(target: Path, table: pd.DataFrame) -> str:
    with replace_file(target) as place:
        table.to_parquet(place, index=False)
        return _hash(place)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_finished(part: Part) -> bool:
    """Tell whether a part is there, whole, and made from this input."""
    return _checked_facts(part) is not None


def _checked_facts(part: Part) -> dict[str, Any] | None:
    """Return what the marker says, if the files are those it speaks of."""
    try:
        facts: dict[str, Any] = json.loads(part.marker.read_text(encoding="utf-8"))
        files = {part.table(kind): sha for kind, sha in facts["tables"].items()}
        files[part.sources] = facts["sources"]
        whole = all(_hash(path) == sha for path, sha in files.items())
        return facts if whole and facts["key"] == part.key else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def read_part(part: Part) -> BatchResult | None:
    """Read a finished part.

    Parameters
    ----------
    part : Part
        Which one.

    Returns
    -------
    BatchResult or None
        None where the part is missing, damaged, or made from other input.
    """
    facts = _checked_facts(part)
    if facts is None:
        return None
    return BatchResult(
        {kind: pd.read_parquet(part.table(kind)) for kind in facts["tables"]},
        [(source, what, bool(gone)) for source, what, gone in facts["report"]],
        facts["provenance"],
        pd.read_parquet(part.sources),
    )
