"""JSON and JSON Lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from framing.corpus.decoding import UnreadableError
from framing.corpus.formats.record import Batch, Problem, RawFile, Record

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["read_json", "read_json_lines"]


def read_json_lines(file: RawFile) -> Batch:
    r"""Read one record per line; a line that is no JSON object is skipped.

    Parameters
    ----------
    file : RawFile
        Bytes of a ``.jsonl`` file.

    Returns
    -------
    Batch
        Records named after their line, and the lines that were skipped.

    Examples
    --------
    >>> batch = read_json_lines(RawFile("a.jsonl", "a", b'{"text": "Hi."}\n{"te'))
    >>> len(batch.records), batch.skipped[0].source
    (1, 'a.jsonl, line 2')
    """
    text, remarks = file.decode()
    records, skipped = [], []
    # Not splitlines(): U+2028 may stand inside a JSON string.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        source = f"{file.source}, line {number}"
        try:
            fields = _as_fields(_parse(line))
        except UnreadableError as error:
            skipped.append(Problem(source, str(error)))
        else:
            records.append(Record(source, f"{file.name}-{number}", fields))
    return Batch(records, skipped, remarks)


def read_json(file: RawFile) -> Batch:
    """Read a list of records, an object of records by id, or a single record.

    Parameters
    ----------
    file : RawFile
        Bytes of a ``.json`` file.

    Returns
    -------
    Batch
        Records named after their place in the list or after their key.

    Raises
    ------
    UnreadableError
        If the file is not JSON.

    Examples
    --------
    >>> batch = read_json(RawFile("a.json", "a", b'{"x1": {"text": "Hi."}}'))
    >>> batch.records[0].name
    'x1'
    """
    text, remarks = file.decode()
    try:
        value = _parse(text)
    except UnreadableError:
        lines = read_json_lines(file)
        if not lines.records:
            raise
        return lines
    return Batch.join([_from_value(value, file), Batch(remarks=remarks)])


def _from_value(value: object, file: RawFile) -> Batch:
    if isinstance(value, dict):
        lists = [item for item in value.values() if _holds_records(item)]
        if value and all(isinstance(item, dict) for item in value.values()):
            return _collect(
                (f"{file.source}, key {key!r}", key, item)
                for key, item in value.items()
            )
        value = lists[0] if len(lists) == 1 and "text" not in value else [value]
    if not isinstance(value, list):
        reason = f"expected a list of records, got {type(value).__name__}"
        raise UnreadableError(reason)
    return _collect(
        (f"{file.source}, record {number}", f"{file.name}-{number}", item)
        for number, item in enumerate(value, 1)
    )


def _holds_records(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _collect(items: Iterable[tuple[str, str, object]]) -> Batch:
    batch = Batch()
    for source, name, item in items:
        try:
            batch.records.append(Record(source, name, _as_fields(item)))
        except UnreadableError as error:
            batch.skipped.append(Problem(source, str(error)))
    return batch


def _as_fields(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        reason = (
            f"expected a record such as {{'text': ...}}, got {type(value).__name__}"
        )
        raise UnreadableError(reason)
    return {str(key): item for key, item in value.items()}


def _parse(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, " if error.lineno > 1 else ""
        reason = f"not valid JSON: {error.msg} ({where}column {error.colno})"
        raise UnreadableError(reason) from None
    except (ValueError, RecursionError) as error:
        reason = f"not valid JSON: {error}"
        raise UnreadableError(reason) from None
