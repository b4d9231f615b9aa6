"""The documentation holds together: links, names, and the code that pages show."""

from __future__ import annotations

import ast
import json
import re
from importlib import import_module
from pathlib import Path

import pytest

import framing as fr

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(
    page.relative_to(ROOT)
    for page in [ROOT / "README.md", *DOCS.rglob("*.md")]
    if not {"codebooks", "notebooks", "_build"} & set(page.relative_to(ROOT).parts)
)
# Pages whose code stands on its own feet; the others take a corpus for granted.
RUN = ("tutorial", "howto/nexis-factiva", "howto/quanteda")
RUN += ("howto/lexicon-maker",)

pytestmark = pytest.mark.skipif(not DOCS.exists(), reason="the wheel has no docs")

_FENCE = re.compile(r"^( *)(`{3,})(.*?)^\1\2$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|^:link: (\S+)$", re.MULTILINE)
_IMAGE = re.compile(r"^```\{(?:image|figure|include)\} (\S+)", re.MULTILINE)
_ROLE = re.compile(r"\{doc\}`(?:[^`<]*<)?([^`>]+)>?`")
_TOCTREE = re.compile(r"^```\{toctree\}\n(.*?)^```", re.MULTILINE | re.DOTALL)
_CELL = re.compile(
    r"(<!-- needs [^\n]*-->\n)?^```(?:python|\{code-cell\}[^\n]*)\n(.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def _text(page):
    return (ROOT / page).read_text("utf-8")


def _exists(page, target):
    """Say whether a path written in a page leads somewhere."""
    base = DOCS if target.startswith("/") else (ROOT / page).parent
    path = (base / target.lstrip("/")).resolve()
    made = DOCS / "notebooks"  # Sphinx copies the notebooks there.
    if made in path.parents:
        path = ROOT / "notebooks" / path.relative_to(made)
    if DOCS / "codebooks" in path.parents:
        return path.stem in set(fr.list_lexicons()["name"])
    endings = ("", ".md", ".ipynb")
    return any(path.with_name(path.name + end).exists() for end in endings)


def _anchors(page):
    """Name the headings of a page as links call them."""
    heads = re.findall(r"^#+ (.*)$", _FENCE.sub("", _text(page)), re.MULTILINE)
    plain = [re.sub(r"[^\w\- ]", "", head.lower()) for head in heads]
    return {head.strip().replace(" ", "-") for head in plain}


def _targets(page):
    prose = _FENCE.sub("", _text(page))
    links = [first or second for first, second in _LINK.findall(prose)]
    images = _IMAGE.findall(_text(page))
    return [*links, *images, *_ROLE.findall(prose)]


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_link_inside_the_project_leads_somewhere(page):
    """Links, images, cards and references to pages name files that exist."""
    lost = []
    for target in _targets(page):
        path, _, anchor = target.partition("#")
        if re.match(r"\w+:", target):
            continue
        if (path and not _exists(page, path)) or (
            anchor and not path and anchor not in _anchors(page)
        ):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_entry_of_a_table_of_contents_exists(page):
    """What a page lists as its sub-pages is there."""
    lost = []
    for body in _TOCTREE.findall(_text(page)):
        entries = [line for line in body.splitlines() if line and line[0] != ":"]
        paths = [re.sub(r".*<(.*)>", r"\1", entry) for entry in entries]
        lost += [p for p in paths if "*" not in p and not _exists(page, p)]
    assert lost == []


def test_every_page_is_listed():
    """No page is left out of the tables of contents."""
    listed = {Path("docs/index.md")}
    for page in PAGES:
        for body in _TOCTREE.findall(_text(page)):
            for entry in body.splitlines():
                name = re.sub(r".*<(.*)>", r"\1", entry)
                listed.add(page.parent / f"{name}.md")
    assert {page for page in PAGES if page.parts[0] == "docs"} - listed == set()


def test_every_public_name_is_in_the_reference():
    """The reference lists all of ``framing.__all__``, and nothing that is not there."""
    names = re.findall(r"^   ([\w.]+)$", _text("docs/reference/index.md"), re.MULTILINE)
    assert set(fr.__all__) - set(names) == set()
    for name in names:
        found = fr
        for part in name.split("."):
            try:
                found = getattr(found, part)
            except AttributeError:
                found = import_module(f"{found.__name__}.{part}")


NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_link_of_a_notebook_leads_somewhere(notebook):
    """Links are written for the repository and lead to files of it."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    prose = "".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    assert "{doc}" not in prose, "write [text](../docs/page.md)"
    targets = [first for first, _ in _LINK.findall(prose) if ":" not in first]
    lost = [t for t in targets if not (notebook.parent / t.split("#")[0]).exists()]
    assert lost == []


def test_every_notebook_is_in_the_documentation():
    """One page lists them by a pattern, and their names put them in order."""
    assert "notebooks/*" in _text("docs/notebooks.md")
    numbers = [path.name[:2] for path in NOTEBOOKS]
    assert numbers == sorted(set(numbers))


def _cells(page):
    for needs, code in _CELL.findall(_text(f"docs/{page}.md")):
        lines = [line for line in code.splitlines() if line[:1] not in (":", "%")]
        if not needs:
            yield "\n".join(lines)


@pytest.mark.parametrize("page", RUN)
def test_the_code_of_a_page_runs(page, tmp_path, monkeypatch):
    """What a page shows can be typed from top to bottom, in an empty folder."""
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("agg")
    monkeypatch.chdir(tmp_path)
    space: dict[str, object] = {}
    for code in _cells(page):
        exec(compile(ast.parse(code), page, "exec"), space)
    matplotlib.pyplot.close("all")
    assert "corpus" in space
    if page == "tutorial":
        made = {path.name for path in tmp_path.iterdir()}
        assert made >= {"frames.png", "frames.csv", "differences.csv", "report.html"}
