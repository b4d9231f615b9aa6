"""What a result was made from: the same inputs give the same bytes."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Provenance", "canonical", "digest", "installed_version", "record"]

Provenance = dict[str, Any]


def installed_version(distribution: str) -> str:
    """Return the version of an installed distribution, or ``"unknown"``."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "unknown"


def canonical(value: object) -> str:
    """Write a value as JSON that does not depend on the order of its keys."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)


def digest(parts: Iterable[str]) -> str:
    """Hash strings so that no two different sequences are joined alike."""
    sha = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        sha.update(len(data).to_bytes(8, "little"))
        sha.update(data)
    return sha.hexdigest()


def record(
    step: str, parents: Mapping[str, object], parameters: Mapping[str, object]
) -> Provenance:
    """Describe one step: its name, what it was given, its parameters, versions.

    Never the user, the path, the host or the time, so that two runs on two machines
    can be compared byte for byte.
    """
    versions = {"media-framing": installed_version("media-framing")}
    return {
        "step": step,
        "inputs": dict(parents),
        "parameters": dict(parameters),
        "versions": versions,
    }
