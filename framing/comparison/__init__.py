"""What differs: findings compared between articles and between outlets."""

from framing.comparison.compare import compare
from framing.comparison.comparison import Comparison

__all__ = ["Comparison", "compare"]
