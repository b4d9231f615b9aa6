"""Large corpora: the same counts batch by batch, on several processors or machines."""

from framing.streaming.cluster import measure_on_cluster
from framing.streaming.measuring import Measured, measure_articles

__all__ = ["Measured", "measure_articles", "measure_on_cluster"]
