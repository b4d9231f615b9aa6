"""Weights are read only if they are the ones that were shipped."""

from __future__ import annotations

import shutil
from importlib.resources import files

import pytest

from framing.annotate.target.files import WeightsError, read_vocabulary, read_weights

SHIPPED = files("framing.annotate.target").joinpath("weights")


@pytest.fixture
def folder(tmp_path):
    for name in ("fast.npz", "vocabulary.txt", "sha256.json"):
        shutil.copy(str(SHIPPED.joinpath(name)), tmp_path / name)
    return tmp_path


def test_shipped_weights_are_whole(folder):
    """A copy of the shipped files is read without complaint."""
    assert "embeddings" in read_weights("fast.npz", folder=folder)
    assert len(read_vocabulary(folder=folder)) > 20_000


def test_missing_weights_are_named(folder):
    """The error says which file is missing, where, and what to do."""
    (folder / "fast.npz").unlink()
    with pytest.raises(WeightsError, match=r"fast\.npz.*missing.*Reinstall"):
        read_weights("fast.npz", folder=folder)


def test_missing_hashes_count_as_missing(folder):
    """Without the list of hashes nothing is read."""
    (folder / "sha256.json").unlink()
    with pytest.raises(WeightsError, match="missing"):
        read_vocabulary(folder=folder)


def test_damaged_weights_are_refused(folder):
    """One changed byte is enough."""
    data = bytearray((folder / "fast.npz").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / "fast.npz").write_bytes(bytes(data))
    with pytest.raises(WeightsError, match="damaged"):
        read_weights("fast.npz", folder=folder)


def test_sizes_and_notices():
    """The weights are as small as promised, with licences and notices beside them."""
    sizes = {f.name: len(f.read_bytes()) for f in SHIPPED.iterdir() if f.is_file()}
    assert sizes["fast.npz"] <= 1_000_000
    assert sizes["accurate.npz"] <= 25_000_000
    notice = SHIPPED.joinpath("NOTICE").read_text("utf-8")
    assert "changed" in notice
    assert "all-mpnet-base-v2" in notice
    assert "all-MiniLM-L6-v2" in notice
    assert "Felix Hamborg" in SHIPPED.joinpath("LICENSE-NewsMTSC").read_text("utf-8")
    apache = SHIPPED.joinpath("LICENSE-Apache").read_text("utf-8")
    assert "Apache License" in apache
