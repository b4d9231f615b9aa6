"""The page in a real browser: scripts run, switches switch, nothing is requested."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

import framing as fr

if TYPE_CHECKING:
    from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="needs chromium and chromedriver"
)
TAB, ENTER = "\ue004", "\ue007"
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1300,900"]


class Browser:
    """The few words of the WebDriver protocol that these tests need."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        wanted = {
            "browserName": "chrome",
            "goog:chromeOptions": {"args": FLAGS, "binary": CHROMIUM},
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }
        value = self.send("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.session = f"/session/{value['sessionId']}"

    def send(self, method: str, path: str, body: object = None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.base}{path}", data, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    def open(self, path: Path) -> None:
        self.send("POST", f"{self.session}/url", {"url": path.as_uri()})

    def run(self, script: str):
        body = {"script": script, "args": []}
        return self.send("POST", f"{self.session}/execute/sync", body)

    def press(self, key: str, times: int = 1) -> None:
        strokes = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
        body = {"actions": [{"type": "key", "id": "k", "actions": strokes * times}]}
        self.send("POST", f"{self.session}/actions", body)

    def log(self, kind: str) -> list[dict]:
        return self.send("POST", f"{self.session}/se/log", {"type": kind})

    def close(self) -> None:
        self.send("DELETE", self.session)


def free_port() -> int:
    """Return a port that no other test process has taken."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture(scope="module")
def browser():
    port = free_port()
    driver = subprocess.Popen(
        [DRIVER, f"--port={port}", "--silent"], stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(100):
            with suppress(urllib.error.URLError, ConnectionError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/status", timeout=5)
                break
            time.sleep(0.1)
        page = Browser(port)
        yield page
        page.close()
    finally:
        driver.terminate()
        driver.wait(10)


@pytest.fixture(scope="module")
def opened(browser, tmp_path_factory):
    corpus = fr.load_example("caravan")
    rows = corpus.docs.reset_index().to_dict("records")
    rows[0]["text"] += " <script>document.title = 'run'</script><img src=http://x.y/z>"
    report = fr.report(
        fr.read_articles(rows), by="outlet", events="event", scorer="fast"
    )
    browser.open(report.save(tmp_path_factory.mktemp("page") / "report.html"))
    return browser


def test_console_is_silent_and_nothing_is_requested(opened) -> None:
    """No error, and the only request is for the page itself."""
    assert opened.log("browser") == []
    messages = [json.loads(x["message"])["message"] for x in opened.log("performance")]
    sent = [
        message["params"]["request"]["url"]
        for message in messages
        if message["method"] == "Network.requestWillBeSent"
    ]
    own = ("file:", "data:", "chrome:", "about:")
    assert [url for url in sent if not url.startswith(own)] == []


def test_a_script_in_an_article_does_not_run(opened) -> None:
    """The title is the page's own."""
    assert opened.run("return document.title").startswith("Frames and tone")


def test_switch_takes_marks_away(opened) -> None:
    """A press on a switch shows and hides what it stands for."""
    style = (
        "return getComputedStyle(document.querySelector('.text mark.f0'))"
        ".backgroundColor"
    )
    before = opened.run(style)
    opened.run("document.getElementById('on-f0').click()")
    assert opened.run(style) == "rgba(0, 0, 0, 0)" != before
    opened.run("document.getElementById('on-f0').click()")
    assert opened.run(style) == before


@pytest.mark.parametrize(
    ("switch", "place", "style", "off"),
    [
        ("f1", "mark.f1", "boxShadow", "none"),
        ("a", "mark.a:not(.f)", "textDecorationLine", "none"),
        ("q", "mark.q", "fontStyle", "normal"),
        ("q", ".who.q", "display", "none"),
        ("t", ".who.t", "display", "none"),
        ("c", "del", "textDecorationLine", "none"),
    ],
)
def test_every_switch_works(opened, switch, place, style, off) -> None:
    """Frames, actors, quotes with their speakers, tone and cuts come and go."""
    read = f"return getComputedStyle(document.querySelector('.text {place}')).{style}"
    press = f"document.getElementById('on-{switch}').click()"
    before = opened.run(read)
    assert before != off
    opened.run(press)
    assert opened.run(read) == off
    opened.run(press)
    assert opened.run(read) == before


def test_speaker_stands_behind_the_quote(opened) -> None:
    """Who speaks is shown, and is no part of the text that is copied."""
    shown = (
        "const who = document.querySelector('.text .who.q');"
        "return [getComputedStyle(who, '::after').content, who.textContent]"
    )
    content, copied = opened.run(shown)
    assert len(content.strip('"')) > 2
    assert copied == ""


def test_numbers_by_voice_and_speaker_open_their_sentences(opened) -> None:
    """A number of the voices leads into a fold-out, which opens."""
    for links in ("#voices td a[href*='ev-frames']", "#voices td a[href*='ev-said']"):
        opened.run(f'document.querySelector("{links}").click()')
        time.sleep(0.3)
        place = "document.querySelector(location.hash)"
        assert opened.run(f"return {place}.closest('details').open") is True
        assert opened.run(f"return {place}.closest('details').querySelector('li')")


def test_everything_is_reached_with_the_tab_key(opened) -> None:
    """Links, heads of tables, numbers and switches take the focus in turn."""
    opened.run("location.hash = ''; scrollTo(0, 0)")
    opened.run("document.body.tabIndex = -1; document.body.focus()")
    seen = set()
    for _ in range(40):
        opened.press(TAB, times=10)
        seen.add(opened.run("return document.activeElement.closest('[id]')?.id"))
        seen.add(opened.run("return document.activeElement.tagName"))
    assert {"A", "BUTTON"} <= seen
    assert {"numbers", "voices"} & seen


def test_enter_sorts_and_space_switches(opened) -> None:
    """What a press of the mouse does, the keyboard does too."""
    head = "document.querySelectorAll('table.sort')[0].tHead.rows[0].cells[0]"
    opened.run(f"{head}.querySelector('button').focus()")
    opened.press(ENTER)
    assert opened.run(f"return {head}.getAttribute('aria-sort')") == "ascending"
    opened.run("document.getElementById('on-q').focus()")
    opened.press(" ")
    assert opened.run("return document.getElementById('on-q').checked") is False
    opened.press(" ")


def test_paper_has_the_evidence(opened) -> None:
    """Printing unfolds the evidence, three sentences a number, and folds it again."""
    folded = "return document.querySelectorAll('.ev:not([open])').length"
    before = opened.run(folded)
    assert before > 0
    opened.run("dispatchEvent(new Event('beforeprint'))")
    assert opened.run(folded) == 0
    opened.run("dispatchEvent(new Event('afterprint'))")
    assert opened.run(folded) == before


def test_head_sorts_a_table(opened) -> None:
    """A press sorts by number upward, the next one downward."""
    press = "document.querySelectorAll('table.sort')[0].tHead.rows[0].cells[2]"
    read = (
        "return [...document.querySelector('table.sort').tBodies[0].rows]"
        ".map(r => Number(r.cells[2].dataset.v))"
    )
    opened.run(f"{press}.querySelector('button').click()")
    values = opened.run(read)
    assert values == sorted(values)
    assert opened.run(f"return {press}.getAttribute('aria-sort')") == "ascending"
    opened.run(f"{press}.querySelector('button').click()")
    assert opened.run(read) == values[::-1]


def test_number_opens_its_sentences_and_they_open_their_article(opened) -> None:
    """From a number to the sentence to its place in the article."""
    opened.run("document.querySelector('#numbers td a').click()")
    time.sleep(0.3)
    shown = "document.querySelector(location.hash)"
    assert opened.run(f"return {shown}.open") is True
    opened.run(f"{shown}.querySelector('li a').click()")
    time.sleep(0.3)
    assert opened.run(f"return {shown}.closest('article').hidden") is False


def test_two_articles_are_shown_side_by_side(opened) -> None:
    """The lists choose two of many; the box shows all."""
    count = "return document.querySelectorAll('article:not([hidden])').length"
    assert opened.run(count) == 2
    opened.run("document.getElementById('show-all').click()")
    assert opened.run(count) == 24
    opened.run("document.getElementById('show-all').click()")


def test_theme_button_changes_the_colours(opened) -> None:
    """System, light, dark, and back."""
    color = "return getComputedStyle(document.body).backgroundColor"
    press = "document.getElementById('theme').click()"
    seen = []
    for _ in range(3):
        opened.run(press)
        seen.append(opened.run(color))
    assert seen[0] == "rgb(255, 255, 255)"
    assert seen[1] != seen[0]


def test_page_fits_a_narrow_screen(opened) -> None:
    """Nothing makes the page itself scroll sideways."""
    body = {"width": 420, "height": 800}
    opened.send("POST", f"{opened.session}/window/rect", body)
    wide = "return document.documentElement.scrollWidth - innerWidth"
    assert opened.run(wide) <= 0
