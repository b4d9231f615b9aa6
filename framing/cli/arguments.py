"""What can be typed after ``framing``."""

from __future__ import annotations

import re
import sys
from argparse import (
    ArgumentParser,
    RawDescriptionHelpFormatter,
    _SubParsersAction,
)
from typing import NoReturn

from framing._errors import did_you_mean
from framing.cli.completion import SHELLS

__all__ = ["Parser", "make_parser"]

_Verbs = _SubParsersAction  # argparse gives the type no public name

_WRONG_VERB = re.compile(r"argument VERB: invalid choice: '(.*?)'")
_VERB_NAMES = ("compare", "frames", "actors", "quotes", "keyness", "lexicon", "example")
_PAGE = "The page (report.html) is written by: framing compare PATH."
_TONE = "The tone is listed by: framing actors PATH --tone."
_INSTEAD = {"report": _PAGE, "page": _PAGE, "tone": _TONE, "sentiment": _TONE}


class Parser(ArgumentParser):
    """Tell a wrong option in one line, with exit code 2."""

    def error(self, message: str) -> NoReturn:
        """Write the message and leave."""
        told = f"{message}.{_what_instead(message)}"
        sys.stderr.write(f"{self.prog}: error: {told} See {self.prog} --help.\n")
        sys.exit(2)


def _what_instead(message: str) -> str:
    """Name the verb that does what a wrong one seems to ask for."""
    wrong = _WRONG_VERB.match(message)
    if wrong is None:
        return ""
    known = _INSTEAD.get(wrong[1].casefold())
    return f" {known}" if known else did_you_mean(wrong[1], _VERB_NAMES)


_EXIT = """exit codes:
  0    done
  1    a fault of the program (--debug shows the traceback)
  2    something to change in what was typed or in the files
  130  interrupted; nothing was written
"""
_TOP = f"""examples:
  framing compare                                the bundled example, into ./results
  framing compare articles/ --by outlet --out results
  framing frames articles/*.txt > frames.csv
  framing lexicon list
  source <(framing --completion bash)            also for zsh and fish

{_EXIT}"""
_COMPARE = f"""examples:
  framing compare                                the bundled example
  framing compare one.txt two.txt                two articles side by side
  framing compare articles.csv --by outlet --events event
  framing compare articles/ --lexicon mine.yml --actors actors.csv
  framing compare articles/ --actors "Ana Ruiz" "INM=Migration Institute"
  framing compare articles/ --pronouns           he and she count as who they mean
  framing compare export.csv --columns text=Body outlet=Newspaper

The results go into a new or empty folder, or into one that an earlier run wrote: there
the files of that run are replaced and other files are left alone. Nothing is written
until everything is done.

{_EXIT}"""
_FRAMES = f"""examples:
  framing frames articles/ > frames.csv          hits per article and category
  framing frames articles/ --evidence --json     every hit with its sentence

{_EXIT}"""
_ACTORS = f"""examples:
  framing actors articles/ > actors.csv          who is named, how often, as what
  framing actors articles/ --actors "Mujica=Irineo Mujica" --evidence
  framing actors articles/ --tone > tone.csv     the tone toward each, by voice

{_EXIT}"""
_QUOTES = f"""examples:
  framing quotes articles/ > quotes.csv          who says what, and where
  framing quotes articles/ --actors "Ana Ruiz" --out results

{_EXIT}"""
_KEYNESS = f"""examples:
  framing keyness articles/ > keyness.csv        every outlet against the others
  framing keyness articles/ --target "Fox News" --reference CNN

{_EXIT}"""
_LEXICON = f"""examples:
  framing lexicon list
  framing lexicon check mine.yml articles/       entries without a match, ...
  framing lexicon convert security-humanitarian frames.dic

{_EXIT}"""
_LIST = f"""examples:
  framing lexicon list
  framing lexicon list --json

{_EXIT}"""
_CHECK = f"""examples:
  framing lexicon check mine.yml                 what cannot match, what stands twice
  framing lexicon check mine.yml articles/       also what never matches

{_EXIT}"""
_CONVERT = f"""examples:
  framing lexicon convert mine.yml mine.dic      what is lost is written to the screen
  framing lexicon convert mine.csv mine.yml

{_EXIT}"""
_EXAMPLE = f"""example:
  framing example caravan                        writes the folder caravan

{_EXIT}"""


def make_parser() -> Parser:
    """Describe every verb.

    Returns
    -------
    Parser
        Its results have ``verb`` and the verb's own options.

    Examples
    --------
    >>> make_parser().parse_args(["compare", "a.txt", "--out", "x"]).out
    'x'
    """
    parser = Parser(
        prog="framing",
        description="Compare how news articles and outlets tell the same story.",
        epilog=_TOP,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="store_true", help="write the version")
    parser.add_argument(
        "--completion",
        choices=SHELLS,
        help="write a script that completes verbs and options; source it",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", parser_class=Parser)
    _add_compare(verbs)
    _add_finders(verbs)
    _add_lexicon(verbs)
    _add_example(verbs)
    return parser


def _verb(verbs: _Verbs[Parser], name: str, about: str, epilog: str) -> Parser:
    parser = verbs.add_parser(
        name,
        help=about,
        description=f"{about[:1].upper()}{about[1:]}.",
        epilog=epilog,
        formatter_class=RawDescriptionHelpFormatter,
    )
    common = parser.add_argument_group("how loud")
    common.add_argument("--json", action="store_true", help="results as JSON")
    loud = common.add_mutually_exclusive_group()
    loud.add_argument(
        "-q", "--quiet", action="store_true", help="no progress, no notes"
    )
    loud.add_argument("-v", "--verbose", action="store_true", help="every file, time")
    common.add_argument("--debug", action="store_true", help="show tracebacks")
    return parser


def _add_input(parser: Parser, *, example: str = "") -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="folder, file or pattern: .txt .html .csv .tsv .json .jsonl .parquet"
        + example,
    )
    parser.add_argument(
        "--columns",
        nargs="+",
        metavar="ROLE=NAME",
        help="columns that are not recognised; roles: id text outlet date title "
        "(id=None: no column, articles are numbered)",
    )
    parser.add_argument("--encoding", metavar="NAME", help="encoding of the files")
    parser.add_argument(
        "--no-clean", action="store_true", help="do not cut captions, datelines, promos"
    )


_BUNDLED = "; none: the bundled example"


def _add_compare(verbs: _Verbs[Parser]) -> None:
    about = "compare frames and tone; write tables, figures and a page"
    parser = _verb(verbs, "compare", about, _COMPARE)
    _add_input(parser, example=_BUNDLED)
    parser.add_argument(
        "--by",
        metavar="VARIABLE",
        help="document variable that makes the groups, or doc_id for articles one by "
        "one (default: outlet where there are several)",
    )
    parser.add_argument(
        "--events", metavar="VARIABLE", help="variable that says which event is told"
    )
    _add_lexicon_option(parser)
    _add_actors_option(parser)
    _add_pronouns_option(parser)
    _add_scorer_option(parser)
    parser.add_argument(
        "--out", default="results", metavar="DIR", help="folder (default: results)"
    )
    parser.add_argument(
        "--max-articles",
        type=int,
        default=50,
        metavar="N",
        help="articles shown in full on the page (default: 50)",
    )
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="seed (default: 0)"
    )


def _add_lexicon_option(parser: Parser) -> None:
    parser.add_argument(
        "--lexicon",
        metavar="NAME|FILE",
        help="frames: one that is shipped, or a file (default: security-humanitarian, "
        "for news on migration; generic-frames fits any topic)",
    )


def _add_actors_option(parser: Parser) -> None:
    parser.add_argument(
        "--actors",
        nargs="+",
        metavar="FILE|NAME",
        help="whom to look for: a .csv or .yml file, or names in full, each with "
        "aliases if need be: 'INM=Migration Institute|the institute' (default: whoever "
        "is found)",
    )


def _add_pronouns_option(parser: Parser) -> None:
    parser.add_argument(
        "--pronouns",
        action="store_true",
        help="count he and she as the one person they can mean (default: no; it names "
        "more speakers, with errors of its own)",
    )


def _add_scorer_option(parser: Parser) -> None:
    parser.add_argument(
        "--scorer",
        choices=("accurate", "fast", "vader"),
        default="accurate",
        help="what scores the tone (default: accurate; fast is some 80 times as fast)",
    )


def _add_finders(verbs: _Verbs[Parser]) -> None:
    frames = _verb(verbs, "frames", "count frames in every article", _FRAMES)
    _add_input(frames, example=_BUNDLED)
    _add_lexicon_option(frames)
    actors = _verb(verbs, "actors", "list who is named", _ACTORS)
    _add_input(actors, example=_BUNDLED)
    _add_actors_option(actors)
    _add_pronouns_option(actors)
    actors.add_argument(
        "--tone",
        action="store_true",
        help="the tone toward each, by outlet and in whose words",
    )
    _add_scorer_option(actors)
    quotes = _verb(verbs, "quotes", "list who says what", _QUOTES)
    _add_input(quotes, example=_BUNDLED)
    _add_actors_option(quotes)
    _add_pronouns_option(quotes)
    keyness = _verb(verbs, "keyness", "list the words that mark a group", _KEYNESS)
    _add_input(keyness, example=_BUNDLED)
    _add_groups(keyness)
    for parser in (frames, actors):
        parser.add_argument(
            "--evidence", action="store_true", help="every hit with its sentence"
        )
    for parser in (frames, actors, quotes, keyness):
        parser.add_argument(
            "--out",
            metavar="DIR",
            help="folder to write the table into (default: to the screen)",
        )


def _add_groups(parser: Parser) -> None:
    parser.add_argument(
        "--by",
        metavar="VARIABLE",
        help="document variable that makes the groups (default: outlet)",
    )
    parser.add_argument(
        "--target", metavar="GROUP", help="only this group (default: each in turn)"
    )
    parser.add_argument(
        "--reference",
        metavar="GROUP",
        default="rest",
        help="against this group (default: all others)",
    )


def _add_lexicon(verbs: _Verbs[Parser]) -> None:
    about = "list, check and convert lexicons"
    parser = verbs.add_parser(
        "lexicon",
        help=about,
        epilog=_LEXICON,
        formatter_class=RawDescriptionHelpFormatter,
    )
    tasks = parser.add_subparsers(
        dest="task", metavar="TASK", required=True, parser_class=Parser
    )
    _verb(tasks, "list", "list the lexicons that come with the library", _LIST)
    check = _verb(tasks, "check", "say what to look at in a lexicon", _CHECK)
    check.add_argument("lexicon", metavar="NAME|FILE")
    _add_input(check, example="; with articles also which entries never match")
    convert = _verb(tasks, "convert", "write a lexicon in another format", _CONVERT)
    convert.add_argument("lexicon", metavar="NAME|FILE")
    convert.add_argument("target", metavar="NEWFILE", help="its suffix says the format")
    convert.add_argument("--format", metavar="NAME", help="format, if not by suffix")


def _add_example(verbs: _Verbs[Parser]) -> None:
    about = "write the bundled example as files"
    parser = _verb(verbs, "example", about, _EXAMPLE)
    parser.add_argument("folder", metavar="DIR", help="a new or empty folder")
