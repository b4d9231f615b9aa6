"""The shell names speakers, says where it cannot, and shows no empty limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from framing.cli import main
from framing.comparison.bounds import UNBOUNDED

if TYPE_CHECKING:
    from pathlib import Path

RAIN = ["Rain fell on the whole town for days, and nobody came out."] * 3
SAID = {
    "Echo": ["Ann Lee left. She said the police would come.", *RAIN],
    "Post": ["Omar Bell came. He said the police had gone.", *RAIN],
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    for outlet, texts in SAID.items():
        folder = tmp_path / "articles" / outlet
        folder.mkdir(parents=True)
        for number, text in enumerate(texts):
            path = folder / f"{outlet}{number}.txt"
            path.write_text(text, encoding="utf-8")
    return tmp_path / "articles"


def test_quotes_say_what_names_more_speakers(articles, capsys) -> None:
    """Without pronouns nobody is known, and a note says which option to add."""
    assert main(["quotes", str(articles)]) == 0
    captured = capsys.readouterr()
    assert "note: 100% of the attributed words: no known actor" in captured.err
    assert "--pronouns" in captured.err
    assert main(["quotes", str(articles), "--pronouns"]) == 0
    captured = capsys.readouterr()
    assert "no known actor" not in captured.err
    assert "Ann Lee" in captured.out


def test_compare_resolves_pronouns_on_request(articles, tmp_path, capsys) -> None:
    """The table of voices has the speakers, the methods say how; else a hint."""
    run = ["compare", str(articles), "--scorer", "fast", "--out"]
    assert main([*run, str(tmp_path / "plain")]) == 0
    assert "no known actor for 100% of the attributed words" in capsys.readouterr().out
    assert main([*run, str(tmp_path / "named"), "--pronouns"]) == 0
    assert "no known actor" not in capsys.readouterr().out
    voices = pd.read_csv(tmp_path / "named" / "voices.csv")
    assert {"Ann Lee", "Omar Bell"} <= set(voices["speaker"])
    methods = (tmp_path / "named" / "methods.txt").read_text(encoding="utf-8")
    assert "“He” and “she” counted as the one person they could mean" in methods


def test_mentions_by_pronoun_are_counted_on_request(articles, capsys) -> None:
    """An actor is mentioned more often where "she" counts."""
    counts = []
    for options in ([], ["--pronouns"]):
        assert main(["actors", str(articles), *options]) == 0
        lines = capsys.readouterr().out.splitlines()
        counts.append(next(line for line in lines if line.startswith("Ann Lee")))
    assert counts[0].split(",")[1] == "1"
    assert counts[1].split(",")[1] == "2"


def test_limits_that_bound_nothing_are_told_as_on_the_page(
    articles, tmp_path, capsys
) -> None:
    """The screen says so in place of numbers; the table keeps them, with a note."""
    out = tmp_path / "results"
    assert main(["compare", str(articles), "--scorer", "fast", "--out", str(out)]) == 0
    shown = capsys.readouterr().out
    assert f"[{UNBOUNDED}]" in shown
    table = pd.read_csv(out / "frames.csv")
    far = table[table["note"].fillna("").str.endswith(UNBOUNDED)]
    assert len(far) == shown.split("Tone by")[0].count(UNBOUNDED)
    assert far[["low", "high"]].notna().all(axis=None)
