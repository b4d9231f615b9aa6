"""One figure a function: each draws a result's table on one Axes and returns it."""

from framing.plots.dots import plot_comparison
from framing.plots.heatmap import plot_heatmap
from framing.plots.map import plot_frame_map

__all__ = ["plot_comparison", "plot_frame_map", "plot_heatmap"]
