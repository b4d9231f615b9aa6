"""Completion scripts for shells, written from the same description as ``--help``."""

from __future__ import annotations

import argparse
import shlex
from argparse import SUPPRESS, Action, ArgumentParser
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["SHELLS", "completion_script"]

SHELLS = ("bash", "zsh", "fish")


@dataclass(frozen=True)
class _Option:
    """An option: how it is written, what it is for, which words may follow."""

    flags: tuple[str, ...]
    about: str
    words: tuple[str, ...]
    takes_value: bool
    takes_folder: bool
    takes_file: bool


@dataclass(frozen=True)
class _Verb:
    """A verb, by the words that lead to it, such as ``("lexicon", "check")``."""

    path: tuple[str, ...]
    about: str
    options: tuple[_Option, ...]
    verbs: tuple[str, ...]


def completion_script(
    parser: ArgumentParser, shell: str, names: Mapping[str, Sequence[str]]
) -> str:
    """Write the completion script of a shell.

    Parameters
    ----------
    parser : ArgumentParser
        The program's parser.
    shell : {'bash', 'zsh', 'fish'}
        Which shell.
    names : mapping
        Words that may follow an option, by its flag, such as the names of lexicons.

    Returns
    -------
    str
        A script to source.

    Raises
    ------
    KeyError
        If there is no such shell.

    Examples
    --------
    >>> from framing.cli.arguments import make_parser
    >>> completion_script(make_parser(), "fish", {}).splitlines()[0]
    'complete -c framing -f'
    """
    verbs = list(_walk(parser, (), "", names))
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](verbs)


def _walk(
    parser: ArgumentParser,
    path: tuple[str, ...],
    about: str,
    names: Mapping[str, Sequence[str]],
) -> Iterator[_Verb]:
    below = [
        action
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
    ]
    children = {name: child for a in below for name, child in a.choices.items()}
    told = {c.dest: c.help or "" for a in below for c in a._choices_actions}
    options = tuple(_option(a, names) for a in parser._actions if a.option_strings)
    yield _Verb(path, about, options, tuple(children))
    for name, child in children.items():
        yield from _walk(child, (*path, name), told.get(name, ""), names)


def _option(action: Action, names: Mapping[str, Sequence[str]]) -> _Option:
    flags = tuple(action.option_strings)
    words = tuple(map(str, action.choices or ()))
    for flag in flags:
        words += tuple(names.get(flag, ()))
    about = "" if action.help in {None, SUPPRESS} else str(action.help)
    value = str(action.metavar)
    return _Option(
        flags, about, words, action.nargs != 0, value == "DIR", "FILE" in value
    )


def _bash(verbs: Sequence[_Verb]) -> str:
    lines = [
        "_framing() {",
        '  local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}"',
        '  local at="" word',
        "  COMPREPLY=()",
        '  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
        '    case "$at $word" in',
    ]
    for verb in verbs[1:]:
        before = "/".join(verb.path[:-1])
        here = "/".join(verb.path)
        lines.append(f'      "{before} {verb.path[-1]}") at="{here}" ;;')
    lines += ["    esac", "  done", '  case "$at $prev" in']
    for verb in verbs:
        for option in verb.options:
            if option.takes_value:
                spelled = "|".join(f'"{"/".join(verb.path)} {f}"' for f in option.flags)
                lines.append(f"    {spelled}) {_bash_value(option)} ;;")
    lines += ["  esac", '  case "$at" in']
    for verb in verbs:
        flags = " ".join(flag for option in verb.options for flag in option.flags)
        words = " ".join(verb.verbs)
        here = "/".join(verb.path)
        lines.append(f'    "{here}") local flags="{flags}" words="{words}" ;;')
    lines += [
        "  esac",
        '  if [[ $cur == -* ]]; then words="$flags"; fi',
        '  COMPREPLY=($(compgen -W "$words" -- "$cur"))',
        "}",
        "complete -o default -F _framing framing",
    ]
    return "\n".join(lines) + "\n"


def _bash_value(option: _Option) -> str:
    """Complete the words of an option; without any, leave it to file names."""
    if option.takes_folder:
        return 'COMPREPLY=($(compgen -d -- "$cur")); return'
    if not option.words:
        return "return"
    words = " ".join(option.words)
    return f'COMPREPLY=($(compgen -W "{words}" -- "$cur")); return'


def _zsh(verbs: Sequence[_Verb]) -> str:
    lines = ["#compdef framing", ""]
    for verb in reversed(verbs):
        name = "_".join(("_framing", *verb.path))
        lines += [f"{name}() {{", "  local curcontext=$curcontext state line"]
        specs = [spec for option in verb.options for spec in _zsh_option(option)]
        if verb.verbs:
            listed = " ".join(verb.verbs)
            specs += [f"1:verb:({listed})", "*::arg:->more"]
        else:
            specs.append("*:path:_files")
        quoted = " \\\n    ".join(map(shlex.quote, specs))
        lines.append(f"  _arguments -C \\\n    {quoted}")
        if verb.verbs:
            lines += ["  case $line[1] in"]
            lines += [f"    {word}) {name}_{word} ;;" for word in verb.verbs]
            lines += ["  esac"]
        lines += ["}", ""]
    lines += ['if [[ "$funcstack[1]" == _framing ]]; then _framing "$@"']
    lines += ["else compdef _framing framing; fi"]
    return "\n".join(lines) + "\n"


def _zsh_option(option: _Option) -> Iterator[str]:
    about = option.about.translate(str.maketrans("[]:", "() "))
    value = f":value:{_zsh_value(option)}" if option.takes_value else ""
    for flag in option.flags:
        yield f"{flag}[{about}]{value}"


def _zsh_value(option: _Option) -> str:
    """Say what may follow; a space for a free word, which nobody can guess."""
    if option.takes_folder:
        return "_files -/"
    words = f"({' '.join(option.words)})" if option.words else ""
    if option.takes_file and words:
        return rf'{{_alternative "names\:name\:{words}" "files\:file\:_files"}}'
    return words or ("_files" if option.takes_file else " ")


def _fish(verbs: Sequence[_Verb]) -> str:
    lines = ["complete -c framing -f"]
    for verb in verbs:
        there = [f"__fish_seen_subcommand_from {word}" for word in verb.path]
        if verb.verbs:
            there.append(f"not __fish_seen_subcommand_from {' '.join(verb.verbs)}")
        where = f" -n {shlex.quote('; and '.join(there))}" if there else ""
        below = (v for v in verbs[1:] if v.path[:-1] == verb.path)
        children = {v.path[-1]: v.about for v in below}
        for word in verb.verbs:
            about = shlex.quote(children.get(word, ""))
            lines.append(f"complete -c framing{where} -a {word} -d {about}")
        lines += [_fish_option(option, where) for option in verb.options]
        if not verb.verbs:
            lines.append(f"complete -c framing{where} -F")
    return "\n".join(lines) + "\n"


def _fish_option(option: _Option, where: str) -> str:
    flags = "".join(
        f" -l {flag[2:]}" if flag.startswith("--") else f" -s {flag[1:]}"
        for flag in option.flags
    )
    value = ""
    if option.takes_value:
        value = " -r -F" if option.takes_file else " -x"
    if option.takes_folder:
        value += " -a '(__fish_complete_directories)'"
    elif option.words:
        value += f" -a {shlex.quote(' '.join(option.words))}"
    return f"complete -c framing{where}{flags}{value} -d {shlex.quote(option.about)}"
