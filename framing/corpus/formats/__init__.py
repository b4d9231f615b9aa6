"""File formats: each reader turns the bytes of one file into records."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from framing.corpus.formats.parquet import read_parquet
from framing.corpus.formats.plain import read_text
from framing.corpus.formats.record import Batch, Problem, RawFile, Record
from framing.corpus.formats.structured import read_json, read_json_lines
from framing.corpus.formats.table import read_csv, read_tsv
from framing.corpus.formats.webpage import read_html

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["PAGES", "READERS", "Batch", "Problem", "RawFile", "Record"]

READERS: Mapping[str, Callable[[RawFile], Batch]] = MappingProxyType(
    {
        ".txt": read_text,
        ".html": read_html,
        ".htm": read_html,
        ".csv": read_csv,
        ".tsv": read_tsv,
        ".jsonl": read_json_lines,
        ".ndjson": read_json_lines,
        ".json": read_json,
        ".parquet": read_parquet,
    }
)

# Here a file is an article; in all others a row or a record is.
PAGES = (".txt", ".html", ".htm")
