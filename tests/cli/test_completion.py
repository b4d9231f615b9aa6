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


# Press the Tab key in an interactive zsh, and write down what it would offer.
ZSH = r"""
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "PROMPT=; autoload -Uz compinit; compinit -D -u; cd ${(q)4}; source ${(q)1}"
zpty -w z 'compadd () {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi
  typeset -a hits; builtin compadd -A hits "$@"; print -rl -- $hits >> '${(q)2}'
  builtin compadd "$@"
}'
zpty -w z 'told() { print done >> '${(q)2}' }; zle -N told; bindkey "^G" told'
zpty -w z 'bindkey "^I" complete-word; setopt no_beep; LISTMAX=1000; print rea""dy'
zpty -r -m z heard '*ready*'
sleep 0.3
zpty -w -n z "$3"$'\t\C-G'
for i in {1..100}; do sleep 0.1; grep -q '^done$' $2 && break; done
zpty -d z
"""


@pytest.fixture(scope="module")
def scripts(tmp_path_factory) -> dict[str, Path]:
    names = {"--lexicon": list(fr.list_lexicons()["name"])}
    folder, paths = tmp_path_factory.mktemp("completion"), {}
    for shell in SHELLS:
        paths[shell] = folder / f"framing.{shell}"
        text = completion_script(make_parser(), shell, names)
        paths[shell].write_text(text, encoding="utf-8")
    return paths


@pytest.fixture
def script(scripts) -> Path:
    return scripts["bash"]


def pressed(shell: str, script: Path, line: str, folder: Path) -> set[str]:
    """Press the Tab key at the end of a line, in a folder."""
    program, out = shutil.which(shell), folder.parent / f"{folder.name}.offered"
    if program is None:
        pytest.skip(f"needs {shell}")
    if shell == "fish":
        code = 'source $argv[1]; cd $argv[2]; complete -C "$argv[3]"'
        asked = ["-c", code, str(script), str(folder), line]
    else:
        asked = ["-f", "-c", ZSH, "zsh", str(script), str(out), line, str(folder)]
    done = subprocess.run(
        [program, *asked], text=True, capture_output=True, check=True, timeout=60
    )
    told = done.stdout if shell == "fish" else out.read_text("utf-8")
    words = {row.split("\t")[0] for row in told.splitlines()}
    return words - {"", "done"}


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


@pytest.mark.parametrize("shell", ["zsh", "fish"])
@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("framing ", VERBS),
        ("framing fr", {"frames"}),
        ("framing lexicon ", {"list", "check", "convert"}),
        ("framing lexicon con", {"convert"}),
        ("framing compare --sco", {"--scorer"}),
        ("framing compare --scorer ", {"accurate", "fast", "vader"}),
        ("framing frames a.txt --lexicon sec", {"security-humanitarian"}),
        ("framing frames a.txt --lexicon my", {"my-lexicon.csv"}),
        ("framing frames my", {"my-lexicon.csv"}),
        ("framing --completion ", set(SHELLS)),
        ("framing compare --events ", set()),
        ("framing compare --out res", {"results"}),
    ],
)
def test_the_tab_key_in_other_shells(scripts, tmp_path, shell, line, told) -> None:
    """Verbs, options, choices, lexicons, files and folders, each where it belongs."""
    (tmp_path / "results").mkdir()
    (tmp_path / "results.txt").touch()
    (tmp_path / "my-lexicon.csv").touch()
    shown = pressed(shell, scripts[shell], line, tmp_path)
    assert {word.rstrip("/") for word in shown} == told


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
