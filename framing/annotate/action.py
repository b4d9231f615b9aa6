"""Verbs of doing, and which side of them a noun stands on.

The lists are data. Verbs of saying and thinking are left out: who speaks is found with
the quotes. A verb that is a noun in news as often is left out too where its place does
not tell (``report``, ``plan``, ``vote`` have no plain form here).
"""

from __future__ import annotations

from functools import cache

__all__ = ["Act", "action_forms"]


class Act:
    """Bits for the form of a verb and for what it does with an object."""

    BASE = 1
    S = 2
    PAST = 4
    PARTICIPLE = 8
    ING = 16
    # Takes an object whenever it is active: "men arrested in Texas" did not arrest.
    DONE_TO = 32
    # With and without an object, active in either case: "crossed into", "crossed it".
    MOVES = 64
    # With and without an object, and without it either voice: "children left at".
    OPEN = 128
    # Never with an object that suffers it.
    ALONE = 256

    WITH_OBJECT = DONE_TO | MOVES | OPEN


_LISTS: dict[int, str] = {
    Act.DONE_TO: (
        "abandon abduct abolish abuse admit adopt aid amend appoint apprehend approve "
        "arrest assassinate assault assist attack authorize ban banish bar beat betray "
        "block bomb boost bring bully burn buy capture catch censure challenge charge "
        "chase cheat clear coerce compel condemn confine confiscate confront convict "
        "create crush curb dam damage defeat defend defund deny deploy deport deprive "
        "destroy detain deter disarm discourage disperse displace draft drag "
        "duck eject elect eliminate empower employ enact encourage endanger endorse "
        "enforce enlist escort establish evacuate evict examine exclude execute exempt "
        "expel exploit extradite find fine force foil fund give grab grant greet guard "
        "hand harass harm hire hold host hunt identify imprison incarcerate indict "
        "infuriate injure interrogate intercept intimidate introduce invite jail keep "
        "kidnap kill launch license lift limit lock lure make mistreat mob molest "
        "monitor murder nab nominate offend oust overturn override pardon penalize "
        "permit persecute pepper-spray poison praise prevent process prohibit "
        "prosecute protect provide punish pursue question quit raid ram rape "
        "ratify reach receive recruit refuse register reject release relocate remove "
        "repatriate replace repel require rescue resettle restrain restrict rob round "
        "sabotage save scare search seize send sentence separate serve shackle shield "
        "shoot shut slaughter smuggle spare sponsor spray stab starve steal "
        "strip subject subpoena sue suppress surround suspend take target tax tear-gas "
        "teach terminate terrorize threaten throw torture track traffic transfer "
        "transport trap treat trick turn undermine unveil urge use vaccinate vet veto "
        "victimize violate warehouse welcome whip wound legalize reunite repeal "
        "criticize blame accuse sign issue nominate order authorize impeach "
        "handcuff outlaw revoke rescind overrule scrap halt interview feed house "
        "shelter clothe hurt hit bite carry award ask"
    ),
    Act.MOVES: (
        "abuse approach breach break charge clash climb cross enter exit flee follow "
        "fight fire flood invade join leave march occupy overrun overwhelm pack ram "
        "reach resist rush scale storm swarm swim visit win lose vow pledge defy "
        "demand seek oppose support back face escape avoid evade violate vandalize "
        "patrol build begin start attempt try promise hurl"
    ),
    Act.OPEN: (
        "advance change close continue end expand gather grow hide increase "
        "land move open park reform return rally ride run scatter settle sink sleep "
        "split spread stop test train unite withdraw work drive fly crowd commit cut "
        "put ask push pull shove kick pass strike lead shoot "
        "drop organize block pay play read study sell show stage raise meet set"
    ),
    Act.ALONE: (
        "act agree appear apply arrive balk camp collaborate come compete comply "
        "cooperate depart embark emerge fail fall flock gain go hike "
        "immigrate intervene interfere journey kneel migrate pour proceed protest "
        "rebel refuse relent remain respond resign retaliate retreat riot settle "
        "shout sit sneak stand stay step stream succeed surge "
        "surrender testify trek travel trudge try vote wait walk wander yield"
    ),
}
# Words that are nouns or adjectives far more often than these forms of verbs.
_NEVER = frozenset(
    "house fine host fund back face guard work play park land stage test train rally "
    "reform order sentence subject target tax treat turn raid process license "
    "pass sign draft charge march shelter lead award hunt aid end change attack fire "
    "hand whip mob duck dam riot stream surge protest camp hike journey step trek vote "
    "open close back fight block support demand question rape murder bomb charges "
    "orders raids attacks houses fines hosts funds backs faces guards works plays "
    "parks lands stages tests trains rallies reforms sentences subjects targets taxes "
    "treats turns processes licenses passes signs drafts marches shelters leads awards "
    "hunts aids ends changes fires hands whips mobs ducks dams riots streams surges "
    "protests camps hikes journeys steps treks votes fights blocks supports demands "
    "questions murders bombs visits visit attempts attempt promise promises crowd "
    "crowds test tests beginning building meeting setting left ruling following "
    "including going bit set cut put hit hurt beat".split()
)
_IRREGULAR = {
    "beat": "beats beat beaten beating",
    "begin": "begins began begun beginning",
    "bite": "bites bit bitten biting",
    "break": "breaks broke broken breaking",
    "bring": "brings brought brought bringing",
    "build": "builds built built building",
    "buy": "buys bought bought buying",
    "catch": "catches caught caught catching",
    "come": "comes came come coming",
    "cut": "cuts cut cut cutting",
    "die": "dies died died dying",
    "drive": "drives drove driven driving",
    "fall": "falls fell fallen falling",
    "feed": "feeds fed fed feeding",
    "fight": "fights fought fought fighting",
    "find": "finds found found finding",
    "flee": "flees fled fled fleeing",
    "fly": "flies flew flown flying",
    "give": "gives gave given giving",
    "go": "goes went gone going",
    "grow": "grows grew grown growing",
    "hide": "hides hid hidden hiding",
    "hit": "hits hit hit hitting",
    "hold": "holds held held holding",
    "hurt": "hurts hurt hurt hurting",
    "keep": "keeps kept kept keeping",
    "kneel": "kneels knelt knelt kneeling",
    "lead": "leads led led leading",
    "leave": "leaves left left leaving",
    "lose": "loses lost lost losing",
    "make": "makes made made making",
    "meet": "meets met met meeting",
    "overrun": "overruns overran overrun overrunning",
    "override": "overrides overrode overridden overriding",
    "pay": "pays paid paid paying",
    "put": "puts put put putting",
    "quit": "quits quit quit quitting",
    "read": "reads read read reading",
    "ride": "rides rode ridden riding",
    "run": "runs ran run running",
    "seek": "seeks sought sought seeking",
    "sell": "sells sold sold selling",
    "send": "sends sent sent sending",
    "set": "sets set set setting",
    "shoot": "shoots shot shot shooting",
    "show": "shows showed shown showing",
    "shut": "shuts shut shut shutting",
    "sink": "sinks sank sunk sinking",
    "sit": "sits sat sat sitting",
    "sleep": "sleeps slept slept sleeping",
    "split": "splits split split splitting",
    "spread": "spreads spread spread spreading",
    "stand": "stands stood stood standing",
    "steal": "steals stole stolen stealing",
    "strike": "strikes struck struck striking",
    "swim": "swims swam swum swimming",
    "take": "takes took taken taking",
    "teach": "teaches taught taught teaching",
    "throw": "throws threw thrown throwing",
    "win": "wins won won winning",
    "withdraw": "withdraws withdrew withdrawn withdrawing",
}
_DOUBLED = frozenset(
    "admit ban bar commit compel dam deter drag drop expel grab kidnap nab mob "
    "patrol permit ram rebel rob scrap stab step stop strip transfer trap vet whip "
    "plan repel traffic".split()
)


@cache
def action_forms() -> dict[str, tuple[int, str]]:
    """Map every form of every verb to its bits and its lemma.

    Returns
    -------
    dict of str to (int, str)
        Bits of :class:`Act`, and the plain form.

    Examples
    --------
    >>> bits, lemma = action_forms()["rammed"]
    >>> bool(bits & Act.PAST), bool(bits & Act.ING), lemma
    (True, False, 'ram')
    """
    table: dict[str, tuple[int, str]] = {}
    for kind, text in _LISTS.items():
        for lemma in text.split():
            for form, word in _inflected(lemma):
                # A verb of two lists moves: it is active with and without an object.
                known, _ = table.get(word, (0, lemma))
                table[word] = (known | kind | form, lemma)
    return {word: _settled(word, *entry) for word, entry in table.items()}


def _settled(word: str, bits: int, lemma: str) -> tuple[int, str]:
    """Give a form one kind, and no form that is a noun more often."""
    kinds = (Act.ALONE, Act.MOVES, Act.OPEN, Act.DONE_TO)
    kind = next(kind for kind in kinds if bits & kind)
    form = bits & (Act.BASE | Act.S | Act.PAST | Act.PARTICIPLE | Act.ING)
    if word in _NEVER:
        form &= ~(Act.S | Act.ING)
    return form | kind, lemma


def _inflected(lemma: str) -> list[tuple[int, str]]:
    s, past, participle, ing = _IRREGULAR.get(lemma, _regular(lemma)).split()
    forms = (Act.BASE, Act.S, Act.PAST, Act.PARTICIPLE, Act.ING)
    return list(zip(forms, (lemma, s, past, participle, ing), strict=True))


def _regular(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        stem = lemma[:-1]
        return f"{stem}ies {stem}ied {stem}ied {lemma}ing"
    s = f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else f"{lemma}s"
    if lemma.endswith("e"):
        return f"{s} {lemma}d {lemma}d {lemma[:-1]}ing"
    stem = lemma
    if lemma in _DOUBLED:
        stem += "k" if lemma == "traffic" else lemma[-1]
    return f"{s} {stem}ed {stem}ed {stem}ing"
