"""What a word can be, as bits, so that arrays can ask about every token at once."""

from __future__ import annotations

from itertools import count

__all__ = ["Bit"]

_next = count()


def _bit() -> int:
    return 1 << next(_next)


class Bit:
    """Bits of a word form; a form may carry several."""

    # shape
    NAME = _bit()  # capitalised and no function word: may stand in a name
    LOWER = _bit()
    ALL_CAPS = _bit()
    CAPITAL = _bit()
    EMPHASIS = _bit()  # a common word in capitals: a name only before a name
    INITIAL = _bit()
    POSSESSIVE = _bit()
    INNER = _bit()  # a possessive inside a name: "People's Army"
    # capitalised words
    PLACE = _bit()
    COUNTRY = _bit()
    DEMONYM = _bit()
    PEOPLE = _bit()  # plural demonym: "Haitians"
    MALE = _bit()
    FEMALE = _bit()
    TITLE = _bit()
    MISTER = _bit()
    MADAM = _bit()
    ORG_HEAD = _bit()
    LINKING = _bit()  # "Department" takes "of" and a name
    TOPIC = _bit()  # "Immigration" and "Customs"
    PLACE_HEAD = _bit()
    PLACE_START = _bit()
    OTHER_HEAD = _bit()  # "Act", "War": names that are no actors
    CALENDAR = _bit()
    ORGANISATION = _bit()
    GOVERNMENT = _bit()
    AGENCY = _bit()
    CREDIT = _bit()
    # lower-case words
    ROLE = _bit()
    RANK = _bit()  # "prime" before "minister"
    HONOR_ROLE = _bit()
    GOVERNMENT_NOUN = _bit()
    LOCATIVE = _bit()
    PLACE_NOUN = _bit()
    REPORTING = _bit()
    AUXILIARY = _bit()
    PARTICLE = _bit()
    FUNCTION = _bit()
    OPENER = _bit()
    GROUP = _bit()
    COLLECTIVE = _bit()
    ADJECTIVE = _bit()  # names people after "the": "the injured"
    MODIFIER = _bit()
    QUANTIFIER = _bit()
    NUMBER = _bit()
    APPROXIMATE = _bit()
    DETERMINER = _bit()
    OF = _bit()
    LINK = _bit()
    AND = _bit()
    THE = _bit()
    ARTICLE = _bit()
    WHO = _bit()
    BY = _bit()
    HE = _bit()
    SHE = _bit()
    AGE = _bit()
    # marks
    COMMA = _bit()
    OPENS = _bit()  # ( or [
    CLOSES = _bit()
    QUOTE = _bit()
    SEPARATOR = _bit()  # : and /
    DASH = _bit()

    FIRST = MALE | FEMALE
    KNOWN = PLACE | DEMONYM | ORGANISATION | FIRST | INITIAL
