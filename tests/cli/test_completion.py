"""Completion: what a shell offers is what the program takes."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

import framing as fr
from framing.cli import main
from framing.cli.arguments import make_parser
from framing.cli.completion import SHELLS, completion_script

if TYPE_CHECKING:
    from pathlib import Path

VERBS = {"compare", "frames", "actors", "quotes", "keyness", "lexicon", "example"}


@pytest.fixture(scope="module")
def script(tmp_path_factory) -> Path:
    names = {"--lexicon": list(fr.list_lexicons()["name"])}
    path = tmp_path_factory.mktemp("completion") / "framing.bash"
    path.write_text(completion_script(make_parser(), "bash", names), encoding="utf-8")
    return path


def offered(script: Path, *words: str) -> set[str]:
    """Source the script in bash, and complete the last word."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("needs bash")
    code = (
        'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _framing;'
        ' printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        [bash, "-eu", "-c", code, "bash", str(script), "framing", *words],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_verbs_are_offered_first(script) -> None:
    """An empty word offers every verb, a letter those that begin with it."""
    assert offered(script, "") == VERBS
    assert offered(script, "fr") == {"frames"}
    assert offered(script, "lexicon", "") == {"list", "check", "convert"}


@pytest.mark.parametrize("verb", [["compare"], ["quotes"], ["lexicon", "check"]])
def test_options_are_those_of_the_verb(script, verb) -> None:
    """What begins with a dash is completed from the verb's own parser."""
    shown = offered(script, *verb, "--")
    assert {"--json", "--quiet", "--verbose", "--debug", "--help"} <= shown
    assert ("--scorer" in shown) == (verb == ["compare"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["compare", "--scorer", ""], {"accurate", "fast", "vader"}),
        (["frames", "a.txt", "--lexicon", "sec"], {"security-humanitarian"}),
        (["--completion", ""], set(SHELLS)),
        (["compare", "--events", ""], set()),
    ],
)
def test_values_are_those_the_option_takes(script, words, told) -> None:
    """Choices and names of lexicons are offered; free words are not guessed."""
    assert offered(script, *words) == told


def test_folders_are_offered_for_results(script, tmp_path) -> None:
    """--out completes folders and no files."""
    (tmp_path / "results").mkdir()
    (tmp_path / "results.txt").touch()
    shown = offered(script, "compare", "--out", f"{tmp_path}/res")
    assert shown == {f"{tmp_path}/results"}


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_has_a_script_with_every_verb(shell, capsys) -> None:
    """The script is written to standard output and names all verbs and lexicons."""
    assert main(["--completion", shell]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    for word in (*VERBS, "security-humanitarian", "convert", "scorer", "no-clean"):
        assert word in captured.out
    program = shutil.which(shell)
    if program is not None:
        done = subprocess.run(
            [program, "-n"], input=captured.out, text=True, capture_output=True
        )
        assert (done.returncode, done.stderr) == (0, "")


def test_unknown_shell_is_refused(capsys) -> None:
    """One line names the shells there are."""
    assert main(["--completion", "tcsh"]) == 2
    assert "bash" in capsys.readouterr().err
