"""Train the tone scorers from NewsMTSC and the base weights.

Usage: python -m training --newsmtsc FOLDER --base FOLDER [--fast] [--out FOLDER]
    [--work FOLDER]

FOLDER of --base holds model.safetensors and vocab.txt of all-mpnet-base-v2. Weights are
written where the package reads them. What is made on the way stays in --work and is
used again when the command is run again; delete that folder to start afresh. --fast
trains the small network too: README.md says why the one that ships is an earlier one.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from training.recipe import train

SHIPPED = Path(__file__).parents[1] / "framing" / "annotate" / "target" / "weights"


def main() -> int:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--newsmtsc", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--work", type=Path, default=Path("training-work"))
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args())
    return 0


if __name__ == "__main__":
    sys.exit(main())
