"""Draw the figures that the README and the documentation show.

Run ``python docs/figures.py`` after a change that touches them.
"""

from pathlib import Path

import matplotlib as mpl

import framing as fr

mpl.use("agg")
here = Path(__file__).parent / "images"


def save(ax, name):
    """Write one figure, large enough for a page."""
    here.mkdir(exist_ok=True)
    ax.figure.savefig(here / f"{name}.png", dpi=144)


corpus = fr.load_example("caravan")
frames = fr.find_frames(corpus, "security-humanitarian")
tone = fr.score_actors(fr.find_actors(corpus))
save(fr.plot_comparison(fr.compare(frames, by="outlet")), "frames-by-outlet")
save(fr.plot_frame_map(fr.compare(frames)), "frame-map")
save(
    fr.plot_heatmap(fr.compare(tone, by="outlet", events="event"), max_labels=6),
    "tone-by-outlet",
)
