"""One figure a function: each draws a result's table on one Axes and returns it."""

from framing.plots.dispersion import plot_dispersion
from framing.plots.dots import plot_comparison
from framing.plots.heatmap import plot_heatmap
from framing.plots.keyness import plot_keyness
from framing.plots.map import plot_frame_map
from framing.plots.multiverse import plot_multiverse
from framing.plots.shift import plot_word_shift
from framing.plots.timeline import plot_timeline
from framing.plots.voices import plot_actors, plot_speaker_target, plot_voices

__all__ = [
    "plot_actors",
    "plot_comparison",
    "plot_dispersion",
    "plot_frame_map",
    "plot_heatmap",
    "plot_keyness",
    "plot_multiverse",
    "plot_speaker_target",
    "plot_timeline",
    "plot_voices",
    "plot_word_shift",
]
