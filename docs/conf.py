"""Sphinx settings."""

import sys
from importlib.metadata import version as installed
from pathlib import Path

here = Path(__file__).parent
sys.path.insert(0, str(here))
from codebooks import write_codebooks  # noqa: E402

write_codebooks(here / "codebooks")
# Sphinx reads the notebooks from inside its source folder. Their links are written for
# a reader of the repository, where the pages stand in the folder docs.
(here / "notebooks").mkdir(exist_ok=True)
for notebook in (here.parent / "notebooks").glob("*.ipynb"):
    read = notebook.read_text("utf-8").replace("](../docs/", "](../")
    (here / "notebooks" / notebook.name).write_text(read, "utf-8")

project = "framing"
copyright = "2026, The framing maintainers"
version = release = installed("media-framing")

extensions = [
    "myst_nb",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.viewcode",
    "sphinx_copybutton",
    "sphinx_design",
]
exclude_patterns = ["_build", "**.ipynb_checkpoints"]
html_theme = "pydata_sphinx_theme"
html_title = "framing"
html_static_path = ["_static"]
html_css_files = ["style.css"]
templates_path = ["_templates"]
html_theme_options = {
    "show_toc_level": 2,
    "secondary_sidebar_items": ["page-toc"],
    "navigation_with_keys": False,
    "footer_start": ["copyright"],
    "footer_end": [],
}
# Pages without pages below them need no list of these.
html_sidebars = {
    page: []
    for page in (
        "index",
        "tutorial",
        "gallery",
        "notebooks",
        "notebooks/*",
        "large-corpora",
        "accuracy",
        "performance",
        "cite",
        "changelog",
    )
}

nitpicky = True  # every reference inside the project has to lead somewhere
autosummary_generate = True
autodoc_typehints = "none"
numpydoc_show_class_members = False  # autodoc lists them in full
numpydoc_validation_checks = {"all"}

myst_enable_extensions = ["colon_fence", "dollarmath", "deflist"]
nb_execution_mode = "cache"
nb_execution_raise_on_error = True
nb_execution_timeout = 60
nb_output_stderr = "remove"  # progress bars; a cell that shows a warning says so
nb_merge_streams = True  # what a loop prints stands in one box
nb_execution_in_temp = True  # the tutorial writes files
