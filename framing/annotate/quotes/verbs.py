"""Verbs of saying, thinking, wanting and judging, and what may follow each.

The lists are data: a lemma stands in every list whose complement it takes. Forms are
made by rule, with the irregular ones listed.
"""

from __future__ import annotations

from functools import cache

__all__ = ["ADJECTIVES", "Form", "Takes", "prepositions_of", "verb_forms"]


class Form:
    """Bits for the form of a verb."""

    BASE = 1
    S = 2
    PAST = 4
    PARTICIPLE = 8
    ING = 16
    FINITE = BASE | S | PAST


class Takes:
    """Bits for what a verb can be followed by."""

    QUOTE = 1 << 5
    CLAUSE = 1 << 6  # with or without "that"
    THAT = 1 << 7  # only with "that"
    WHETHER = 1 << 8
    INFINITIVE = 1 << 9
    OBJECT = 1 << 10
    GERUND = 1 << 11
    HEARER = 1 << 12
    PREPOSITION = 1 << 13
    PERSON = 1 << 14  # an object that is told or asked to do something
    SAY = 1 << 15  # utterance in words: never "think" or "show"


# Shift of the running number of a lemma above the bits of Form and Takes.
LEMMA_SHIFT = 16

_LISTS: dict[int, str] = {
    Takes.SAY: (
        "say tell add admit acknowledge allege announce argue assert boast claim "
        "complain concede conclude confess confirm contend declare deny emphasize "
        "explain insist joke lament maintain mention note observe predict proclaim "
        "pledge quip recall recount reiterate remark repeat reply report respond "
        "retort state stress swear testify underscore vow warn wonder write tweet "
        "retweet brag caution charge clarify counter disclose elaborate exclaim muse "
        "opine plead promise protest quote reason scoff shout snap speculate tease "
        "thunder urge volunteer whisper yell cry chant advise affirm answer ask "
        "assure attest remind inform begin continue exhort instruct implore demand "
        "suggest reveal hint email text post point interject chime crack deadpan fume "
        "marvel gush intone concur surmise theorize summarize emphasise stipulate "
        "apologize accuse criticize tout cite preach bellow crow holler lecture "
        "mutter roar scream sigh sneer ramble gripe vent sum describe dub call label "
        "refer sing laugh agree think believe"
    ),
    Takes.QUOTE: (
        "say tell add admit acknowledge allege announce argue assert boast claim "
        "complain concede conclude confess confirm contend declare emphasize explain "
        "insist joke lament maintain mention note observe predict proclaim pledge "
        "quip recall recount reiterate remark repeat reply report respond retort "
        "state stress swear testify underscore vow warn wonder write tweet retweet "
        "brag caution charge clarify counter elaborate exclaim muse opine plead "
        "promise protest reason scoff shout snap speculate tease thunder urge "
        "volunteer whisper yell cry chant advise affirm answer ask assure attest "
        "remind inform begin continue exhort instruct implore demand suggest reveal "
        "hint email text post point interject chime crack fume marvel gush intone "
        "concur surmise theorize summarize emphasise offer bellow crow holler lecture "
        "mutter roar scream sigh sneer laugh gripe think believe agree read go "
        "inquire query tout describe caption deadpan rail blast finish start hope "
        "fear worry feel guess put rap sing preach pray praise slam mock blog close "
        "open press rule find figure hear apologize"
    ),
    Takes.CLAUSE: (
        "say add admit acknowledge allege announce argue assert boast claim complain "
        "concede conclude confess confirm contend declare deny emphasize explain "
        "insist joke lament maintain mention note observe predict proclaim pledge "
        "quip recall reiterate remark repeat reply report respond reveal state stress "
        "suggest swear testify vow warn write tweet brag caution clarify counter "
        "disclose hint indicate muse opine promise speculate believe think hope fear "
        "expect know suspect doubt guess figure imagine assume presume suppose worry "
        "realize recognize reckon feel estimate show remind assure wish bet pray "
        "agree surmise imply project forecast learn discover email affirm attest "
        "anticipate remember forget conceive calculate fret dream underscore point "
        "theorize reason tease concur"
    ),
    Takes.THAT: (
        "hold find see hear understand ask demand recommend propose urge decide "
        "determine rule advise charge judge warrant advocate request order require "
        "argue decree signal highlight demonstrate vouch certify stipulate advertise "
        "accept dispute notice caution instruct assess verify trust rumor shout "
        "thunder fume marvel rail plead post read answer boast volunteer"
    ),
    Takes.WHETHER: (
        "say tell ask wonder know explain question describe discuss decide debate "
        "consider reveal see understand inquire specify show detail outline determine "
        "doubt disclose remember recall recount note think predict elaborate clarify "
        "illustrate worry guess imagine speculate hear learn forget indicate muse "
        "mention highlight investigate lament care"
    ),
    Takes.INFINITIVE: (
        "want plan hope vow promise pledge threaten intend offer ask demand prefer "
        "wish aim propose swear claim long desire yearn purport"
    ),
    Takes.GERUND: (
        "suggest deny admit recommend oppose favor support propose consider "
        "contemplate advocate recall resist mind regret urge mention discuss imagine "
        "envision acknowledge describe"
    ),
    Takes.OBJECT: (
        "criticize praise condemn reject propose announce endorse defend demand "
        "discuss dismiss blame accuse describe denounce slam blast hail welcome "
        "applaud cite tout mock question portray depict characterize label dub deem "
        "view regard deny acknowledge mention highlight outline detail disclose "
        "recall recount promise request explain bemoan lament decry deride ridicule "
        "lambaste chastise rebuke castigate disavow repudiate disparage express "
        "reiterate emphasize stress underscore allege admit protest dispute refute "
        "contradict concede advocate recommend suggest quote liken want call "
        "attack assail commend bash vow note credit fault see reaffirm tease scold "
        "trumpet claim laud berate despise propound declare report demonize "
        "vilify skewer excoriate rip admonish extol thank congratulate salute ponder "
        "reference"
    ),
    Takes.HEARER: (
        "tell remind assure inform warn advise notify ask caution "
        "promise email text write"
    ),
    Takes.PERSON: (
        "urge ask tell advise warn implore beg encourage press invite challenge want "
        "expect request remind exhort caution beseech pressure prod call"
    ),
}

_PREPOSITIONS: dict[str, str] = {
    "for": (
        "call push press argue advocate plead appeal hope wish ask apologize lobby "
        "pray express long thank"
    ),
    "on": "call insist comment elaborate expound reflect ",
    "against": "argue warn speak rail advise protest caution inveigh lobby",
    "about": (
        "speak talk complain warn worry ask boast brag joke think wonder inquire "
        "write know hear care tweet testify fret rave gripe rant learn lie"
    ),
    "of": (
        "speak talk complain warn boast think approve disapprove dream tell write "
        "hear know conceive remind"
    ),
    "to": "refer allude object respond point react admit confess testify",
    "with": "agree disagree side sympathize concur",
    "in": "believe",
    "at": "hint scoff balk point",
    "as": "think",
    "out": "speak lash",
}

_IRREGULAR = {
    "say": "says said said saying",
    "tell": "tells told told telling",
    "write": "writes wrote written writing",
    "think": "thinks thought thought thinking",
    "know": "knows knew known knowing",
    "feel": "feels felt felt feeling",
    "hold": "holds held held holding",
    "find": "finds found found finding",
    "see": "sees saw seen seeing",
    "hear": "hears heard heard hearing",
    "mean": "means meant meant meaning",
    "show": "shows showed shown showing",
    "swear": "swears swore sworn swearing",
    "understand": "understands understood understood understanding",
    "forget": "forgets forgot forgotten forgetting",
    "seek": "seeks sought sought seeking",
    "begin": "begins began begun beginning",
    "speak": "speaks spoke spoken speaking",
    "fight": "fights fought fought fighting",
    "bet": "bets bet bet betting",
    "go": "goes went gone going",
    "read": "reads read read reading",
    "put": "puts put put putting",
    "sing": "sings sang sung singing",
    "forecast": "forecasts forecast forecast forecasting",
    "lie": "lies lied lied lying",
    "beg": "begs begged begged begging",
    "quip": "quips quipped quipped quipping",
    "brag": "brags bragged bragged bragging",
    "admit": "admits admitted admitted admitting",
    "plan": "plans planned planned planning",
    "dub": "dubs dubbed dubbed dubbing",
    "refer": "refers referred referred referring",
    "prefer": "prefers preferred preferred preferring",
    "opt": "opts opted opted opting",
    "slam": "slams slammed slammed slamming",
    "rap": "raps rapped rapped rapping",
    "rip": "rips ripped ripped ripping",
    "snap": "snaps snapped snapped snapping",
    "concur": "concurs concurred concurred concurring",
    "label": "labels labeled labeled labeling",
    "signal": "signals signaled signaled signaling",
    "chat": "chats chatted chatted chatting",
    "blog": "blogs blogged blogged blogging",
    "sum": "sums summed summed summing",
    "extol": "extols extolled extolled extolling",
    "prod": "prods prodded prodded prodding",
    "fret": "frets fretted fretted fretting",
    "ask": "asks asked asked asking",
}
# Forms that are nouns in news far more often than verbs.
_NOUNS = ("state", "states", "point", "email", "emails", "text", "texts", "post", "bet")
_SPELLINGS = {
    "emphasises": "emphasize",
    "emphasised": "emphasize",
    "criticises": "criticize",
    "criticised": "criticize",
    "criticising": "criticize",
    "apologised": "apologize",
    "labelled": "label",
    "labelling": "label",
    "signalled": "signal",
    "favours": "favor",
    "favoured": "favor",
    "recognises": "recognize",
    "recognised": "recognize",
    "realised": "realize",
    "characterised": "characterize",
    "learnt": "learn",
}

# Adjectives after a form of "be" or "feel" that name a stance.
ADJECTIVES = frozenset(
    "confident convinced afraid worried concerned sure certain skeptical sceptical "
    "wary hopeful optimistic pessimistic aware glad happy proud adamant doubtful "
    "eager reluctant willing unwilling opposed supportive critical dismissive "
    "suspicious fearful scared disappointed surprised angry pleased grateful sorry "
    "unhappy frustrated determined mindful alarmed unsure uncertain nervous anxious "
    "ashamed dissatisfied furious outraged upset thrilled excited keen insistent "
    "clear".split()
)


def prepositions_of(number: int) -> frozenset[str]:
    """Return the prepositions a verb takes, by the running number of its lemma."""
    return _prepositions()[number]


@cache
def _lemmas() -> tuple[str, ...]:
    words = {word for text in _LISTS.values() for word in text.split()}
    words |= {word for text in _PREPOSITIONS.values() for word in text.split()}
    return tuple(sorted(words))


@cache
def _prepositions() -> tuple[frozenset[str], ...]:
    return tuple(
        frozenset(p for p, text in _PREPOSITIONS.items() if lemma in text.split())
        for lemma in _lemmas()
    )


@cache
def verb_forms() -> dict[str, int]:
    """Map every form of every verb to its bits and the number of its lemma.

    Returns
    -------
    dict of str to int
        Bits of :class:`Form` and :class:`Takes`; the number of the lemma above them.

    Examples
    --------
    >>> bool(verb_forms()["said"] & Form.PAST), bool(verb_forms()["said"] & Takes.QUOTE)
    (True, True)
    """
    takes = dict.fromkeys(_lemmas(), 0)
    for bit, text in _LISTS.items():
        for lemma in text.split():
            takes[lemma] |= bit
    numbers = {lemma: number for number, lemma in enumerate(takes)}
    table: dict[str, int] = {}
    for lemma, bits in takes.items():
        if _prepositions()[numbers[lemma]]:
            bits |= Takes.PREPOSITION
        packed = bits | numbers[lemma] << LEMMA_SHIFT
        for form, word in _inflect(lemma):
            known = table.get(word, packed)
            same = known >> LEMMA_SHIFT == packed >> LEMMA_SHIFT
            table[word] = known | packed | form if same else known
    for noun in _NOUNS:
        table.pop(noun, None)
    for word, lemma in _SPELLINGS.items():
        form = Form.ING if word.endswith("ing") else Form.PAST | Form.PARTICIPLE
        form = Form.S if word.endswith("s") else form
        table[word] = (table[lemma] & ~Form.BASE) | form
    return table


def _inflect(lemma: str) -> list[tuple[int, str]]:
    s, past, participle, ing = (
        _IRREGULAR[lemma].split() if lemma in _IRREGULAR else _regular(lemma)
    )
    return [
        (Form.BASE, lemma),
        (Form.S, s),
        (Form.PAST, past),
        (Form.PARTICIPLE, participle),
        (Form.ING, ing),
    ]


def _regular(lemma: str) -> tuple[str, str, str, str]:
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        stem = lemma[:-1]
        return f"{stem}ies", f"{stem}ied", f"{stem}ied", f"{lemma}ing"
    s = f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else f"{lemma}s"
    if lemma.endswith("e"):
        ing = f"{lemma}ing" if lemma.endswith("ee") else f"{lemma[:-1]}ing"
        return s, f"{lemma}d", f"{lemma}d", ing
    return s, f"{lemma}ed", f"{lemma}ed", f"{lemma}ing"
