"""The rule that cuts a run of characters between two spaces into words and marks.

No rule looks across white space, so a run can be cut once however often it occurs:
:mod:`framing.tokens.engine` does that; this module says what the cut is.
"""

from __future__ import annotations

import re

__all__ = ["ABBREVIATIONS", "TITLES", "WORD_CHARACTER", "split_run"]

# Followed by a name: a period after one of these never ends a sentence.
TITLES = frozenset(
    "Mr Mrs Ms Mx Dr Sen Sens Rep Reps Gov Govs Lt Maj Gen Col Capt Sgt Cpl Pvt Adm "
    "Cmdr Rev Hon Prof Pres Supt Atty Amb St Ste Mt Ft Messrs Msgr Fr Sr Sra Insp Det "
    "Cllr Vol Fig".split()
)

# May stand at the end of a sentence as well as inside one.
ABBREVIATIONS = frozenset(
    "Jr Bros Inc Corp Co Ltd Cos Assn Dept Univ Est Ave Blvd Rd Jan Feb Apr Aug Sept "
    "Sep Oct Nov Dec Ala Ariz Ark Calif Colo Conn Fla Ga Ill Kan Ky Mass Mich Minn "
    "Mont Neb Nev Okla Pa Tenn Tex Vt Va Wis Wyo etc vs approx est al Dem Esq PhD "
    "Ph.D".split()
)

# Letters of scripts that mark vowels with combining characters, and the joiners and
# soft hyphens that stand inside words: Python's \w leaves them out.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    "\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u0962\u0963\u200c\u200d\u00ad"
)
_W = rf"[\w{_MARKS}]"
WORD_CHARACTER = re.compile(_W)
_L = r"[^\W\d_]"
_SHORT = "|".join(sorted(map(re.escape, TITLES | ABBREVIATIONS), key=len, reverse=True))

_PART = rf"""(?:
    (?:{_L}\.){{2,}}(?:{_L}(?!\w))?            # U.S.  a.m.  U.S.A
  | {_L}\.{_L}(?![\w.])                        # U.S
  | {_W}+(?:(?:(?<=\d)[.,:/](?=\d)             # 1,479  3.5  12:30
          | \.(?=(?:com|org|net|gov|edu)\b)    # example.com
          ){_W}+)*
)"""
_PIECE = re.compile(
    rf"""
    (?:
        [@\#]{_W}+
      | (?<!\w)(?:{_SHORT})\.(?!\w)            # Sen.  Inc.
      | (?<!\w)[A-HJ-Z]\.(?![\w.])             # an initial, never the pronoun I
      | {_PART}(?:[-‐‑'’&]{_PART})*            # Obama-era  don't  AT&T
        (?:(?<=[sS])['’]\Z)?                   # migrants'
    )
  | (?P<mark>[^\w\s])(?P=mark)*                # a mark, or a run of the same mark
  | .
    """,
    re.VERBOSE | re.DOTALL,
)


def split_run(run: str) -> list[tuple[int, int]]:
    """Cut a run without white space into words and marks.

    Parameters
    ----------
    run : str
        Characters between two spaces, such as ``"border,”"``.

    Returns
    -------
    list of (int, int)
        Start and end of each piece in the run, end exclusive. The pieces cover it.

    Examples
    --------
    >>> run = "U.S.-Mexico,”"
    >>> [run[a:b] for a, b in split_run(run)]
    ['U.S.-Mexico', ',', '”']
    """
    return [match.span() for match in _PIECE.finditer(run)]
