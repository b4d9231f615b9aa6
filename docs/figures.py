"""Draw the figure that the README and the front page show.

Run ``python docs/figures.py`` after a change that touches it. All other figures of the
documentation are made when it is built.
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
result = fr.compare(frames, by="outlet", events="event")
save(fr.plot_comparison(result), "frames-by-outlet")
