"""What every reader takes and gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from framing.corpus.decoding import Decoded, decode

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Batch", "Problem", "RawFile", "Record"]


class Record(NamedTuple):
    """Hold one article as found: where, an id of last resort, and its fields."""

    source: str
    name: str
    fields: dict[str, object]


class Problem(NamedTuple):
    """Say about one source why it was not read, or what to look at."""

    source: str
    reason: str


class RawFile(NamedTuple):
    """Hold the bytes of one file, and how it is called in reports and in ids.

    ``typed`` says whether columns of numbers in plain tables become numbers.
    """

    source: str
    name: str
    data: bytes
    encoding: str | None = None
    outlet: str = ""
    typed: bool = True

    def decode(self, hint: str = "") -> tuple[str, list[Problem]]:
        """Return the text and any remark on its encoding."""
        decoded: Decoded = decode(self.data, self.encoding, hint=hint)
        remarks = [Problem(self.source, decoded.remark)] if decoded.remark else []
        return decoded.text, remarks


@dataclass(frozen=True)
class Batch:
    """Collect the records of one file with what was skipped and what was odd."""

    records: list[Record] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)

    @classmethod
    def join(cls, batches: Iterable[Batch]) -> Batch:
        """Return one batch that holds what several hold, in order."""
        joined = cls()
        for batch in batches:
            joined.records.extend(batch.records)
            joined.skipped.extend(batch.skipped)
            joined.remarks.extend(batch.remarks)
        return joined
