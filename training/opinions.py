"""What a trained encoder thinks of many sentences, read on all cores."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np
import torch

from training.base import read_base
from training.encoder import SIZES, Encoder
from training.fitting import predict

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from torch import Tensor

    from training.fitting import Encoded

__all__ = ["give_opinions", "start_workers"]

CHUNK = 2_000  # rows that one process reads at a time


def start_workers(options: argparse.Namespace) -> ProcessPoolExecutor:
    """Start processes of one thread each: more threads wait for one another."""
    return ProcessPoolExecutor(options.threads, mp_context=get_context("spawn"))


def give_opinions(
    name: str, parts: list[Encoded], path: Path, options: argparse.Namespace
) -> list[Tensor]:
    """Let a trained encoder read sentences, once for all runs."""
    if not path.exists():
        chunks = [
            part[at : at + CHUNK] for part in parts for at in range(0, len(part), CHUNK)
        ]
        with start_workers(options) as pool:
            read = [*pool.map(partial(give_opinion, name, options), chunks)]
        opinions = torch.from_numpy(np.concatenate(read))
        torch.save(list(opinions.split([len(part) for part in parts])), path)
    return torch.load(path)


def give_opinion(
    name: str, options: argparse.Namespace, encoded: Encoded
) -> np.ndarray:
    """Give the logits of a trained encoder."""
    torch.set_num_threads(1)
    model = Encoder(read_base(options.base), SIZES[name])
    model.load_state_dict(torch.load(options.work / f"{name}.pt"))
    return predict([model.eval()], encoded).numpy()
