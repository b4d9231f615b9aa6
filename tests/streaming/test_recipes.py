"""The recipes of the documentation do what they say."""

from __future__ import annotations

import json
import re
import runpy
import sys
from pathlib import Path

import pandas as pd
import pytest

import framing as fr

pytest.importorskip("pyarrow")

PAGE = Path(__file__).parents[2] / "docs" / "howto" / "slurm.md"


@pytest.fixture
def scripts(tmp_path, monkeypatch):
    """Write the page's scripts and twelve files of two articles each."""
    if not PAGE.exists():
        pytest.skip("the documentation is not here")
    for block in re.findall(r"```python\n(# .*?)```", PAGE.read_text(), re.DOTALL):
        name = block.split("\n")[0].removeprefix("# ")
        (tmp_path / name).write_text(block)
    docs = fr.load_example("caravan").docs.reset_index().astype({"date": "str"})
    rows = docs.rename(columns={"doc_id": "id"}).to_dict("records")
    (tmp_path / "news").mkdir()
    for number in range(12):
        lines = map(json.dumps, rows[2 * number : 2 * number + 2])
        (tmp_path / "news" / f"{number:02}.jsonl").write_text("\n".join(lines))
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    sys.modules.pop("study", None)


def test_jobs_of_an_array_give_the_whole(scripts, monkeypatch, capsys):
    """A lost job is named; sent again, it makes what is missing and no more."""

    def send(number, jobs):
        monkeypatch.setenv("SLURM_ARRAY_TASK_ID", str(number))
        monkeypatch.setenv("SLURM_ARRAY_TASK_COUNT", str(jobs))
        runpy.run_path("count.py", run_name="__main__")
        return int(capsys.readouterr().out.split()[0])

    assert [send(number, 5) for number in (1, 2, 4, 5)] == [3, 3, 2, 2]
    with pytest.raises(RuntimeError, match=r"2 of 12 parts cannot be used.*02\.jsonl"):
        runpy.run_path("compare.py")
    broken = scripts / "counts" / "part-00004.frames.parquet"
    broken.write_bytes(b"PAR1" + broken.read_bytes()[9:])
    assert [send(number, 3) for number in (1, 2, 3)] == [0, 2, 1]
    runpy.run_path("compare.py")
    expected = fr.compare(
        fr.measure_articles("news", fr.find_frames).counts["frames"], by="outlet"
    )
    written = pd.read_csv("estimates.csv")
    assert written["estimate"].tolist() == expected.table["estimate"].tolist()
