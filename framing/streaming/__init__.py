"""Large corpora: the same counts batch by batch, on several processors or machines."""

from framing.streaming.measuring import Measured, measure_articles

__all__ = ["Measured", "measure_articles"]
