"""Large corpora: the same counts batch by batch, on several processors or machines."""

from framing.streaming.cluster import measure_on_cluster
from framing.streaming.measuring import Measured, measure_articles
from framing.streaming.shares import join_parts, measure_parts

__all__ = [
    "Measured",
    "join_parts",
    "measure_articles",
    "measure_on_cluster",
    "measure_parts",
]
