"""The coding form in a real browser: what is clicked comes back as codes."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess

import pandas as pd
import pytest

import framing as fr
from framing.validate import draw_sample, read_codes

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="needs chromium")
FILL = """
<script>
document.getElementById("coder").value = 'Ann "A"';
const boxes = document.querySelectorAll("section");
boxes.forEach(function (box, i) {
  const radios = box.querySelectorAll("input[type=radio]");
  radios[i % 2].click();
  box.querySelector(".note").value = "<b>" + i;
  box.querySelector(".note").dispatchEvent(new Event("input"));
});
let saved = "";
URL.createObjectURL = function (blob) { window.last = blob; return "#"; };
(async function () {
  document.getElementById("csv").click();
  const csv = await window.last.text();
  document.getElementById("json").click();
  const json = await window.last.text();
  const out = document.createElement("pre");
  out.id = "out";
  out.textContent = JSON.stringify({csv: csv, json: json,
    progress: document.getElementById("progress").textContent,
    bold: document.querySelectorAll("#units b").length});
  document.body.append(out);
})();
</script></body>
"""


def test_codes_come_back_from_the_form(tmp_path):
    """Clicks give the same codes as CSV and JSON; text never becomes markup."""
    texts = ['He said "alpha", <b>twice</b>.', "Nothing, at all.", "Beta; too."]
    lexicon = fr.Lexicon.from_dict({"a<i>": ["alpha"], "b": ["beta"]}, name="letters")
    docs = pd.DataFrame({"text": texts}, index=["x,1", 'x"2', "x<3"])
    found = fr.find_frames(fr.Corpus(docs), lexicon)
    sheet = draw_sample(found, n=3, unit="article", seed=1)
    page = sheet.save_html(tmp_path / "form.html")
    filled = page.read_text(encoding="utf-8").replace("</body>", FILL)
    page.write_text(filled, encoding="utf-8")
    flags = ["--headless=new", "--no-sandbox", "--disable-gpu"]
    flags += [f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=3000"]
    done = subprocess.run(
        [CHROMIUM, *flags, "--dump-dom", page.as_uri()],
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    seen = re.search(r'<pre id="out">(.*?)</pre>', done.stdout, re.DOTALL)
    assert seen, done.stderr[-500:]
    out = json.loads(html.unescape(seen.group(1)))
    assert out["bold"] == 0
    assert out["progress"].startswith("0 of 3")
    tables = []
    for kind in ("csv", "json"):
        file = tmp_path / f"codes.{kind}"
        file.write_text(out[kind], encoding="utf-8")
        tables.append(read_codes(file, labels=["a<i>"]))
    pd.testing.assert_frame_equal(*tables)
    codes = tables[0]
    assert codes["coder"].unique().tolist() == ['Ann "A"']
    assert codes["doc_id"].tolist() == sheet.table["doc_id"].tolist()
    assert codes["code"].tolist() == [1, 0, 1]
    assert codes["inclusion_probability"].tolist() == [1, 1, 1]
